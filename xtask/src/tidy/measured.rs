//! Measured figures in pages stand between markers, where a generator keeps them true.
//!
//! A decimal fraction, a percentage and a number before one of [`UNITS`] count as measured; versions do not. Pages of
//! decisions are left out, because they are records of their date, and so are those in [`RECORDS`].

use super::files::Repository;
use super::markdown::parts;

/// Pages that are records, or whose figures other commands keep.
const RECORDS: [&str; 4] = ["CHANGELOG.md", "docs/decisions/", "docs/parity.md", "docs/records/"];

/// What stands before a version.
const VERSIONED: [&str; 4] = ["Rust", "rustc", "version", "IEEE"];

/// What a measured number is of.
const UNITS: [&str; 5] = ["ns", "µs", "ms", "MB", "instructions"];

/// Figures outside of markers.
pub(super) fn check(repository: &Repository) -> Vec<String> {
    let mut found = Vec::new();
    for page in repository.pages().filter(|page| !RECORDS.iter().any(|path| page.path.starts_with(path))) {
        let (prose, _) = parts(&page.text);
        let mut inside = false;
        for line in prose {
            for figure in figures(&bare(line.text, &mut inside)) {
                found.push(format!("{}:{}: the figure {figure} is written by hand: generate it between markers, or leave it out", page.path, line.number));
            }
        }
    }
    found
}

/// A line without what markers enclose, without comments, inline code and the targets of links. `inside` says whether the
/// line begins between markers, and then whether it ends there.
fn bare(line: &str, inside: &mut bool) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once("<!-- ") {
        let (comment, after) = behind.split_once(" -->").unwrap_or((behind, ""));
        if !*inside {
            out += before;
        }
        *inside = comment.ends_with(":begin") || (*inside && !comment.ends_with(":end"));
        rest = after;
    }
    if !*inside {
        out += rest;
    }
    let code = out.split('`').enumerate().filter(|(at, _)| at % 2 == 0).map(|(_, part)| part);
    let text: String = code.collect();
    let mut parts = text.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once(')').map_or("", |(_, behind)| behind))
}

/// The fractions and percentages of a text.
fn figures(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let trimmed = |word: &str| word.trim_matches(|c: char| !c.is_ascii_digit() && c != '%').to_owned();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        // A name, such as that of a licence. `1.5x` is none.
        if word.trim_end_matches('x').contains(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let word = trimmed(word);
        let before =
            at.checked_sub(1).map_or("", |before| words[before].trim_matches(|c: char| !c.is_alphanumeric()));
        let behind = words.get(at + 1).map_or("", |behind| behind.trim_matches([',', ';', ')', ':', '.']));
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        let percent = word.ends_with('%') && word.len() > 1
            || is_number && (behind.starts_with('%') || behind.starts_with("percent"));
        let measured = is_number && UNITS.contains(&behind);
        if percent {
            found.push(format!("{} %", word.trim_end_matches('%')));
        } else if measured || word.split(['-', '/', '–']).any(is_fraction) && !VERSIONED.contains(&before) {
            found.push(word);
        }
    }
    found
}

/// Digits, a point and digits.
fn is_fraction(word: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    word.split_once('.').is_some_and(|(whole, part)| digits(whole) && digits(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_and_percentages_are_figures_and_versions_are_not() {
        assert_eq!(figures("takes 1.5x as long, or (0.75-0.80) of it"), ["1.5", "0.75-0.80"]);
        assert_eq!(figures("is 12 % less, 3% more, 7 percent"), ["12 %", "3 %", "7 %"]);
        assert!(
            figures(
                "Rust, 1.88 or later, version 1.0, brie-tree 0.2.0, n = 1,000, 64 KiB, Apache-2.0, 2026-11-21"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_figure_outside_of_markers_is_found_and_one_inside_is_not() {
        let page = "a <!-- f:begin -->1.5<!-- f:end --> b\n<!-- t:begin -->\n\n| 2.5 |\n\n<!-- t:end -->\nc `3.5` 4.5 [d](e5.5)\n";
        let pages =
            [("README.md", page), ("docs/decisions/0001.md", "6.5\n"), ("docs/a.md", "```\n7.5\n```\n8 %\n")];
        let found = check(&Repository::of(&pages));
        assert_eq!(
            found,
            [
                "README.md:7: the figure 4.5 is written by hand: generate it between markers, or leave it out",
                "docs/a.md:4: the figure 8 % is written by hand: generate it between markers, or leave it out"
            ]
        );
    }
}
