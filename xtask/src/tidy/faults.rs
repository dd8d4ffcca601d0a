//! `cargo xtask tidy faults`: checks that the table of `docs/faults.md` has every case, and that every test it names exists.
//!
//! The last column of a row names the tests of its case, each between backticks:
//!
//! - `file.rs`, or `folder/file.rs`: a file under `crates` or `long-tests` with assertions at compile time.
//! - `module::name`: the test `name` in a file or a folder `module`.
//! - `name`: the test of that name in any file.
//!
//! A function is a test if it is marked `#[test]`, if it is in a `quickcheck!` block, or if its name occurs again in its file, as an
//! argument of a macro that makes the test.

use crate::Outcome;
use std::fs;
use std::io;
use std::path::Path;

/// The cases that the page must have, from the first to the last.
const CASES: std::ops::RangeInclusive<u32> = 1..=38;

/// What a file must hold to stand for a case by itself.
const ASSERTIONS: [&str; 4] = ["compile_fail", "assert_impl_all!", "assert_not_impl_any!", "#[test]"];

/// A Rust file: its path with slashes, and its text.
struct Source {
    path: String,
    text: String,
}

/// Runs the command.
///
/// # Errors
///
/// If the page or a source cannot be read.
pub(crate) fn run() -> Result<Outcome, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let findings = check(&root).map_err(|error| format!("{}: {error}", root.display()))?;
    let mut text: String = findings.iter().map(|finding| format!("{finding}\n")).collect();
    let verdict = if findings.is_empty() { "every test named exists" } else { "FAILED" };
    text += &format!("faults: {} cases, {verdict}\n", CASES.count());
    Ok(Outcome { text, success: findings.is_empty() })
}

/// What is wrong with the table of the repository at `root`: nothing, or a line for each finding.
///
/// # Errors
///
/// If the page or a source cannot be read.
pub(crate) fn check(root: &Path) -> io::Result<Vec<String>> {
    let page = fs::read_to_string(root.join("docs/faults.md"))?;
    let mut sources = Vec::new();
    collect(&root.join("crates"), "crates", &mut sources)?;
    Ok(findings(&page, &sources))
}

fn collect(folder: &Path, path: &str, sources: &mut Vec<Source>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{path}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, sources)?;
        } else if path.ends_with(".rs") {
            sources.push(Source { text: fs::read_to_string(entry.path())?, path });
        }
    }
    Ok(())
}

fn findings(page: &str, sources: &[Source]) -> Vec<String> {
    let mut findings = Vec::new();
    let mut expected = CASES;
    for line in page.lines() {
        let Some((case, last)) = row(line) else { continue };
        if expected.next() != Some(case) {
            findings.push(format!("case {case}: not in its place, or there twice"));
        }
        let names: Vec<&str> = last.split('`').skip(1).step_by(2).collect();
        if names.is_empty() {
            findings.push(format!("case {case}: no test"));
        }
        for name in names {
            if !sources.iter().any(|source| stands_for(source, name)) {
                findings.push(format!("case {case}: there is no `{name}`"));
            }
        }
    }
    findings.extend(expected.map(|case| format!("case {case}: not in the table")));
    findings
}

/// The number and the last column of a row of the table.
fn row(line: &str) -> Option<(u32, &str)> {
    let columns = line.strip_prefix('|')?.trim_end().strip_suffix('|')?;
    let (case, rest) = columns.split_once(" | ")?;
    Some((case.trim().parse().ok()?, rest.rsplit_once(" | ")?.1))
}

/// Whether `source` is, or holds, what `name` names.
fn stands_for(source: &Source, name: &str) -> bool {
    if name.ends_with(".rs") {
        let ends = source.path.strip_suffix(name).is_some_and(|before| before.ends_with('/'));
        return ends && ASSERTIONS.iter().any(|assertion| source.text.contains(assertion));
    }
    let (module, name) = match name.rsplit_once("::") {
        Some((module, name)) => (Some(module), name),
        None => (None, name),
    };
    let in_module = module.is_none_or(|module| {
        let folder = format!("/{}/", module.replace("::", "/"));
        let file = format!("/{}.rs", module.replace("::", "/"));
        source.path.ends_with(&file) || source.path.contains(&folder)
    });
    in_module && is_test(&source.text, name)
}

/// Whether `text` has a test of that name.
fn is_test(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let whole = |at: &usize| {
        let (before, after) = (&text[..*at], &text[at + name.len()..]);
        !before.ends_with(part) && !after.starts_with(part)
    };
    let places: Vec<usize> = text.match_indices(name).map(|(at, _)| at).filter(whole).collect();
    let mut rest = &places[..];
    while let Some((&at, later)) = rest.split_first() {
        if let Some(before) = text[..at].strip_suffix("fn ")
            && (!later.is_empty() || has_attribute(before) || is_property(before))
        {
            return true;
        }
        rest = later;
    }
    false
}

/// Whether the lines that end `before` are attributes and comments, `#[test]` among them.
fn has_attribute(before: &str) -> bool {
    let above = before.trim_end().lines().rev().map(str::trim);
    above.take_while(|line| line.starts_with("#[") || line.starts_with("//")).any(|line| line == "#[test]")
}

/// Whether a block of properties is open at the end of `before`.
fn is_property(before: &str) -> bool {
    let mut margin = before.lines().rev().filter(|line| line.starts_with(|c: char| !c.is_whitespace()));
    margin.next() == Some("quickcheck! {")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources() -> [Source; 4] {
        let source = |path: &str, text: &str| Source { path: path.into(), text: text.into() };
        [
            source("crates/a/tests/faults/drops.rs", "fn all<L>() {}\nfn helper() {}\n\neach!(all);\n"),
            source("crates/a/tests/sizes.rs", "/// Says.\n#[test]\nfn one_more() {\n}\n\nfn helper() {}\n"),
            source(
                "crates/a/tests/laws.rs",
                "quickcheck! {\n    fn law(x: u8) -> bool {\n        true\n    }\n}\n",
            ),
            source("crates/a/src/bounds.rs", "assert_impl_all!(A: Send);"),
        ]
    }

    /// A page with all rows, in which case 7 names `names`.
    fn page(names: &str) -> String {
        let row = |case| {
            let names = if case == 7 { names } else { "`drops::all`" };
            format!("| {case} | fault | expected | {names} |\n")
        };
        format!(
            "# Faults\n\n| # | fault | expected | tests |\n|---|---|---|---|\n{}",
            CASES.map(row).collect::<String>()
        )
    }

    #[test]
    fn tests_that_exist_are_found_by_module_and_name() {
        for names in
            ["`faults::drops::all`", "`all`, and `one_more`", "`sizes::one_more`, `law`", "`src/bounds.rs`"]
        {
            assert_eq!(findings(&page(names), &sources()), Vec::<String>::new(), "{names}");
        }
    }

    #[test]
    fn names_of_nothing_are_told() {
        for (names, said) in [
            ("`drops::one_more`", "case 7: there is no `drops::one_more`"),
            ("`helper`", "case 7: there is no `helper`"),
            ("`al`", "case 7: there is no `al`"),
            ("`all`, `other.rs`", "case 7: there is no `other.rs`"),
            ("later", "case 7: no test"),
        ] {
            assert_eq!(findings(&page(names), &sources()), [said]);
        }
    }

    #[test]
    fn rows_that_are_missing_are_told() {
        let without = page("`all`").replace("| 38 |", "| none |");
        assert_eq!(findings(&without, &sources()), ["case 38: not in the table"]);
        let twice = page("`all`").replace("| 34 |", "| 33 |");
        assert!(findings(&twice, &sources())[0].starts_with("case 33: not in its place"));
    }

    #[test]
    fn the_page_names_tests_that_exist() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        assert_eq!(check(&root).unwrap(), Vec::<String>::new());
    }
}
