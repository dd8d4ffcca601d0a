//! Tables that are written by a command, between two markers in a page, are what the command would write now.
//!
//! A page says `<!-- NAME:begin -->` and `<!-- NAME:end -->`; the generator of that name fills what is between. A
//! marker without a generator, or without its end, is a finding: nobody would keep such a table up to date.

use super::files::{File, Repository};
use crate::compare::slower;
use crate::{api_parity, build_costs, miri, size_gate};
use std::fs;
use std::path::Path;

/// A generator's name, and what writes its text.
type Generator = (&'static str, fn() -> Result<String, String>);

/// All generators.
const GENERATORS: [Generator; 4] = [
    ("size-report", size_gate::readme_table),
    ("build-costs", build_costs::page_table),
    ("miri", miri::page_table),
    ("slower", slower::page_table),
];

/// The tables that are not up to date; with `bless` those that cannot be brought up to date.
///
/// # Errors
///
/// If a table cannot be made, or a page not written.
pub(super) fn check(root: &Path, repository: &Repository, bless: bool) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = api_parity::out_of_date()?
        .iter()
        .map(|path| format!("{path}: is not what `cargo xtask api-parity --bless` writes"))
        .collect();
    for page in repository.pages() {
        let (text, findings) = refreshed(page, &GENERATORS)?;
        found.extend(findings);
        if text == page.text {
            continue;
        }
        if bless {
            let path = root.join(&page.path);
            fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        } else {
            found.push(format!("{}: its tables are old; `cargo xtask tidy --bless` writes them", page.path));
        }
    }
    Ok(found)
}

/// The page with all its tables new, and what is wrong with its markers.
fn refreshed(page: &File, generators: &[Generator]) -> Result<(String, Vec<String>), String> {
    let (mut out, mut found, mut rest) = (String::new(), Vec::new(), page.text.as_str());
    while let Some((before, behind)) = rest.split_once("<!-- ") {
        let Some((comment, after)) = behind.split_once(" -->") else { break };
        out += &format!("{before}<!-- {comment} -->");
        rest = after;
        let Some(name) = comment.strip_suffix(":begin") else { continue };
        let end = format!("<!-- {name}:end -->");
        let generator = generators.iter().find(|(known, _)| *known == name);
        match (generator, after.find(&end)) {
            (None, _) => found.push(format!("{}: nothing writes the table {name}", page.path)),
            (_, None) => found.push(format!("{}: the table {name} has no end", page.path)),
            (Some((_, write)), Some(at)) => {
                out += &format!("\n\n{}\n\n", write()?.trim());
                rest = &after[at..];
            }
        }
    }
    Ok((out + rest, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLES: [Generator; 1] = [("t", || Ok("| new |\n".into()))];

    fn page(text: &str) -> File {
        File { path: "p.md".into(), text: text.into() }
    }

    #[test]
    fn tables_are_replaced_and_the_rest_is_not() {
        let old = "a\n<!-- t:begin -->\n\n| old |\n\n<!-- t:end -->\nb <!-- a remark --> c\n";
        let (new, found) = refreshed(&page(old), &TABLES).unwrap();
        assert_eq!(new, old.replace("| old |", "| new |"));
        assert!(found.is_empty());
        assert_eq!(refreshed(&page(&new), &TABLES).unwrap().0, new, "a new table is not replaced");
    }

    #[test]
    fn markers_without_generator_or_end_are_found() {
        let (same, found) =
            refreshed(&page("<!-- u:begin -->\n<!-- u:end -->\n<!-- t:begin -->"), &TABLES).unwrap();
        assert_eq!(same, "<!-- u:begin -->\n<!-- u:end -->\n<!-- t:begin -->");
        assert_eq!(found, ["p.md: nothing writes the table u", "p.md: the table t has no end"]);
    }
}
