//! `cargo xtask tidy`: checks of files and pages that the compiler does not make.
//!
//! 1. Each Rust file starts with a comment that says what it contains ([`opening`]).
//! 2. No Rust file is too long ([`length`]).
//! 3. Links in pages lead to files and headings that exist ([`links`]).
//! 4. Figures between markers are up to date ([`generated`]); `--bless` writes them.
//! 5. Pages have no measured figures outside of markers ([`measured`]).
//! 6. Rust examples in pages are compiled by a doctest ([`examples`]).
//! 7. The list of folders in `docs/architecture.md` is complete ([`folders`]).
//!
//! A check is a function from the texts of the repository to findings, so that it can be tested with texts made for the test.

mod api_parity;
mod examples;
mod faults;
mod files;
mod folders;
mod generated;
mod graph_figures;
mod length;
mod links;
mod markdown;
mod measured;
mod opening;
mod rival_snapshots;

use crate::Outcome;
use files::Repository;
use std::fmt::Write as _;
use std::path::Path;

/// The options of `tidy`.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Args {
    /// Write the generated figures instead of failing if they are out of date.
    #[arg(long)]
    bless: bool,
    #[command(subcommand)]
    page: Option<Page>,
}

/// A page with a check of its own.
#[derive(clap::Subcommand)]
enum Page {
    /// Compiles a use of every signature of std's map and set with our types; fails if docs/parity.md is out of date.
    ApiParity(api_parity::Args),
    /// Fails if docs/faults.md lacks a fault case, or names a test that does not exist.
    Faults,
}

/// A check: its name, and what it finds.
type Check = (&'static str, fn(&Repository) -> Vec<String>);

/// The checks that look at texts alone.
const CHECKS: [Check; 6] = [
    ("opening comments", opening::check),
    ("length of files", length::check),
    ("links", links::check),
    ("figures outside of markers", measured::check),
    ("examples", examples::check),
    ("folders", folders::check),
];

/// Runs the command.
///
/// # Errors
///
/// If a file cannot be read or written, or a table cannot be made.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    match &args.page {
        Some(Page::ApiParity(args)) => return api_parity::run(args),
        Some(Page::Faults) => return faults::run(),
        None => {}
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let repository = Repository::read(&root).map_err(|error| format!("{}: {error}", root.display()))?;
    let mut reports: Vec<(&str, Vec<String>)> =
        CHECKS.iter().map(|(name, check)| (*name, check(&repository))).collect();
    reports.push(("generated figures", generated::check(&root, &repository, args.bless)?));
    Ok(outcome(&repository, &reports))
}

fn outcome(repository: &Repository, reports: &[(&str, Vec<String>)]) -> Outcome {
    let mut text = String::new();
    let found: usize = reports.iter().map(|(_, findings)| findings.len()).sum();
    for (name, findings) in reports {
        let verdict = if findings.is_empty() { "in order".to_owned() } else { findings.len().to_string() };
        let _ = writeln!(text, "{name}: {verdict}");
        for finding in findings {
            let _ = writeln!(text, "  {finding}");
        }
    }
    let files = repository.files().len();
    let verdict = if found == 0 { "passed".to_owned() } else { format!("FAILED, {found} findings") };
    let _ = writeln!(text, "tidy: {verdict}, {files} files");
    Outcome { text, success: found == 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_finding_fails_the_whole_and_is_told() {
        let repository = Repository::of(&[("a.rs", "fn a() {}\n")]);
        let sound = outcome(&repository, &[("links", vec![])]);
        assert!(sound.success && sound.text == "links: in order\ntidy: passed, 1 files\n", "{}", sound.text);
        let bad = outcome(&repository, &[("links", vec![]), ("openings", opening::check(&repository))]);
        assert!(!bad.success && bad.text.contains("openings: 1\n  a.rs") && bad.text.contains("FAILED, 1"));
    }

    #[test]
    fn this_repository_is_tidy() {
        let repository = Repository::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..")).unwrap();
        for (name, check) in CHECKS {
            assert_eq!(check(&repository), Vec::<String>::new(), "{name}");
        }
    }
}
