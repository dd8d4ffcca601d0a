//! `cargo xtask tidy api-parity`: a compiled use of every signature of std's map and set with our types, and the page that lists them.
//!
//! 1. The lists in `xtask/parity` hold std's signatures, one a line.
//! 2. From each signature a use is generated: a method is called from a function with exactly std's bounds, arguments and
//!    result; a trait is required of the type under exactly std's bounds; a type is named with std's parameters.
//! 3. The uses are a test of `btree-map`, so the compiler judges them on every test run. This command checks
//!    them and lists the rows that fail. A row cannot pass without a use, because the use is generated from the row.
//! 4. What is stable in std must be offered. What is unstable may be left out, with a reason in `unoffered.txt`.

mod associated;
#[cfg(test)]
mod examples;
mod page;
mod row;
mod syntax;
mod unoffered;
mod uses;
mod verdict;

use crate::Outcome;
use row::{List, Row};
use std::fs;
use std::path::{Path, PathBuf};
use unoffered::Unoffered;

/// The options of `api-parity`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write the uses and the page. Without it, write nothing, and fail if either is out of date.
    #[arg(long)]
    bless: bool,
    /// Write nothing, and fail if the uses or the page are out of date. This is the default.
    #[arg(long, conflicts_with = "bless")]
    check: bool,
}

/// A row, and why it has no use if it has none.
struct Judged {
    row: Row,
    unoffered: Option<String>,
}

/// Runs the command.
///
/// # Errors
///
/// If a list cannot be read, or what is generated cannot be written or checked.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let unoffered = Unoffered::parse(include_str!("../../parity/unoffered.txt"))?;
    let mut files = Vec::new();
    let mut lists = Vec::new();
    for list in List::ALL {
        let rows = judge(list, &unoffered)?;
        let source = uses::source(list, &rows)?;
        let path = root.join(format!("crates/btree-map/tests/parity/{}.rs", list.module()));
        if args.bless {
            write(&path, &source.text)?;
        }
        files.push((path, source.text.clone()));
        lists.push((list, rows, source));
    }
    unoffered.all_met(&lists)?;
    let failures = verdict::check(&root, &lists)?;
    let page = page::print(&lists);
    let page_path = root.join("docs/parity.md");
    let mut text = String::new();
    for failure in &failures {
        text += &format!("missing: {failure}\n");
    }
    if !args.bless {
        files.push((page_path, page));
        for path in stale(&files) {
            text += &format!(
                "not up to date: {}; `cargo xtask tidy api-parity --bless` writes it\n",
                path.display()
            );
        }
    } else if failures.is_empty() {
        write(&page_path, &page)?;
    }
    let success = text.is_empty();
    text += &page::summary(&lists, failures.len());
    Ok(Outcome { text, success })
}

/// The generated files that are not what would be written now. The compiler is not asked.
///
/// # Errors
///
/// If a list cannot be read.
pub(crate) fn out_of_date() -> Result<Vec<String>, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let unoffered = Unoffered::parse(include_str!("../../parity/unoffered.txt"))?;
    let (mut files, mut lists) = (Vec::new(), Vec::new());
    for list in List::ALL {
        let rows = judge(list, &unoffered)?;
        let source = uses::source(list, &rows)?;
        let path = root.join(format!("crates/btree-map/tests/parity/{}.rs", list.module()));
        files.push((path, source.text.clone()));
        lists.push((list, rows, source));
    }
    files.push((root.join("docs/parity.md"), page::print(&lists)));
    let name = |path: &Path| path.strip_prefix(&root).unwrap_or(path).display().to_string();
    Ok(stale(&files).into_iter().map(name).collect())
}

/// The rows of a list, with the reasons for those that are left out.
fn judge(list: List, unoffered: &Unoffered) -> Result<Vec<Judged>, String> {
    let rows = row::parse(list, list.text())?;
    rows.into_iter()
        .map(|row| {
            let unoffered = unoffered.reason(&row).map(str::to_owned);
            if unoffered.is_some() && row.since.is_some() {
                return Err(format!("stable, so it cannot be left out: {row}"));
            }
            Ok(Judged { row, unoffered })
        })
        .collect()
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

/// Those files that hold something else than they should.
fn stale(files: &[(PathBuf, String)]) -> Vec<&Path> {
    let differs = |(path, text): &&(PathBuf, String)| fs::read_to_string(path).ok().as_ref() != Some(text);
    files.iter().filter(differs).map(|(path, _)| path.as_path()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signature_of_the_lists_has_a_use_or_a_reason() {
        let unoffered = Unoffered::parse(include_str!("../../parity/unoffered.txt")).unwrap();
        for list in List::ALL {
            let rows = judge(list, &unoffered).unwrap();
            assert!(rows.len() > 150, "{} rows", rows.len());
            let source = uses::source(list, &rows).unwrap();
            for judged in &rows {
                let named = source.text.contains(&format!("fn {}", judged.row.key()));
                assert_eq!(named, judged.unoffered.is_none(), "{}", judged.row);
            }
        }
    }

    #[test]
    fn a_stable_row_cannot_be_left_out() {
        let unoffered = Unoffered::parse("map | BTreeMap | fn insert( | because").unwrap();
        let refused = judge(List::Map, &unoffered).err().expect("insert is stable");
        assert!(refused.contains("stable") && refused.contains("insert"), "{refused}");
    }

    #[test]
    fn a_file_that_differs_or_is_missing_is_stale() {
        let folder = std::env::temp_dir();
        let here = folder.join(format!("xtask-api-parity-{}.txt", std::process::id()));
        fs::write(&here, "same").unwrap();
        let files = [
            (here.clone(), "same".to_owned()),
            (here.clone(), "other".to_owned()),
            (folder.join("xtask-api-parity-none.txt"), String::new()),
        ];
        assert_eq!(stale(&files).len(), 2);
        fs::remove_file(here).unwrap();
    }
}
