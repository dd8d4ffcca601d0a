//! Figures that a command writes, between two markers in a page, are what the command would write now.
//!
//! A page says `<!-- NAME:begin -->` and `<!-- NAME:end -->`; the generator of that name fills what is between. If
//! the line ends behind the first marker, the text is a block with lines of its own; otherwise it is part of a sentence. A
//! marker without a generator, or without its end, is a finding: nobody would keep such a figure up to date.

use super::files::{File, Repository};
use super::{api_parity, graph_figures, rival_snapshots};
use crate::compare::{self, rivals, slower};
use crate::measure::snapshots::{self, Part};
use crate::measure::{build_costs, fragmentation, graph, pauses};
use crate::size_report::{crossover, formula};
use crate::stress::miri;
use crate::{alloc_report, perf_gate, size_gate};
use std::fs;
use std::path::Path;

/// A generator's name, and what writes its text.
type Generator = (&'static str, fn() -> Result<String, String>);

/// All generators.
const GENERATORS: [Generator; 30] = [
    // Bytes, counted or from a committed baseline.
    ("size-report", size_gate::readme_table),
    ("bytes-of-shapes", size_gate::shapes_table),
    ("bytes-of-plan", size_gate::plan_table),
    ("slim-formulas", || Ok(formula::table())),
    ("slim-leaves", || Ok(formula::leaves_table())),
    ("allocations", alloc_report::page_table),
    ("pauses", pauses::page_table),
    ("graph-puts", graph_figures::puts),
    ("graph-loads", graph_figures::loads),
    ("graph-nodes", graph_figures::nodes),
    // From the newest record of their command.
    ("build-costs", build_costs::page_table),
    ("fragmentation", fragmentation::page_table),
    ("miri", miri::page_table),
    ("rivals-bytes", rivals::bytes_table),
    ("rivals-time", rivals::times_table),
    ("snapshot-gets", rival_snapshots::gets),
    ("snapshot-bytes", rival_snapshots::bytes),
    ("snapshot-record", snapshots::page_record),
    ("snapshot-writing", || snapshots::page_part(Part::Writing)),
    ("snapshot-large", || snapshots::page_part(Part::Large)),
    ("snapshot-reading", || snapshots::page_part(Part::Reading)),
    ("snapshot-names", || snapshots::page_part(Part::Names)),
    ("graph-instructions", graph::page_table),
    ("graph-peers", graph::page_peers),
    ("slower", slower::page_table),
    // Limits of gates and comparisons.
    ("compared-up-to", || Ok(crossover::limit())),
    ("build-costs-bound", || Ok(build_costs::bound())),
    ("build-costs-bound-of-file", || Ok(build_costs::bound_of_file())),
    ("compare-clear-ratio", || Ok(compare::clear_ratio())),
    ("perf-gate-limit", || Ok(perf_gate::limit())),
];

/// The figures that are not up to date; with `bless` those that cannot be brought up to date.
///
/// # Errors
///
/// If a figure cannot be made, or a page not written.
pub(super) fn check(root: &Path, repository: &Repository, bless: bool) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = api_parity::out_of_date()?
        .iter()
        .map(|path| format!("{path}: is not what `cargo xtask tidy api-parity --bless` writes"))
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
            found.push(format!("{}: its figures are old; `cargo xtask tidy --bless` writes them", page.path));
        }
    }
    Ok(found)
}

/// The page with all its figures new, and what is wrong with its markers.
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
            (None, _) => found.push(format!("{}: nothing writes the figure {name}", page.path)),
            (_, None) => found.push(format!("{}: the figure {name} has no end", page.path)),
            (Some((_, write)), Some(at)) => {
                let text = write()?;
                if after.starts_with('\n') {
                    out += &format!("\n\n{}\n\n", text.trim());
                } else {
                    out += text.trim();
                }
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
    fn a_figure_in_a_sentence_stays_in_it() {
        let figures: [Generator; 1] = [("f", || Ok("5 %\n".into()))];
        let old = "It fails above <!-- f:begin -->4 %<!-- f:end --> of it.\n";
        let (new, found) = refreshed(&page(old), &figures).unwrap();
        assert_eq!(new, old.replace('4', "5"));
        assert!(found.is_empty());
    }

    #[test]
    fn markers_without_generator_or_end_are_found() {
        let (same, found) =
            refreshed(&page("<!-- u:begin -->\n<!-- u:end -->\n<!-- t:begin -->"), &TABLES).unwrap();
        assert_eq!(same, "<!-- u:begin -->\n<!-- u:end -->\n<!-- t:begin -->");
        assert_eq!(found, ["p.md: nothing writes the figure u", "p.md: the figure t has no end"]);
    }
}
