//! What of Markdown the checks need: fenced blocks apart from prose, links, and the anchors of headings.

use std::collections::BTreeMap;

/// A line of prose, with its number from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) number: usize,
    pub(super) text: &'a str,
}

/// A fenced block: the words behind its fence, and the number of its first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fence<'a> {
    pub(super) number: usize,
    pub(super) info: &'a str,
}

/// A page taken apart into prose and fences.
pub(super) fn parts(page: &str) -> (Vec<Line<'_>>, Vec<Fence<'_>>) {
    let (mut prose, mut fences, mut inside) = (Vec::new(), Vec::new(), None);
    for (at, text) in page.lines().enumerate() {
        let number = at + 1;
        let trimmed = text.trim_start();
        match inside {
            Some(mark) => {
                if trimmed.starts_with(mark) {
                    inside = None;
                }
            }
            None => match ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)) {
                Some(mark) => {
                    inside = Some(mark);
                    fences.push(Fence { number, info: trimmed.trim_start_matches(['`', '~']).trim() });
                }
                None => prose.push(Line { number, text }),
            },
        }
    }
    (prose, fences)
}

/// A line without its inline code, so that brackets in code are no links.
fn without_code(line: &str) -> String {
    line.split('`').enumerate().map(|(at, part)| if at % 2 == 0 { part } else { "" }).collect()
}

/// The targets of the links and pictures of a line: Markdown's, definitions of references, and of HTML tags.
pub(super) fn targets(line: &str) -> Vec<String> {
    let line = without_code(line);
    let mut targets = Vec::new();
    for (at, _) in line.match_indices("](") {
        let rest = &line[at + 2..];
        if let Some(end) = rest.find(')') {
            // A title may stand behind the target.
            targets.extend(rest[..end].split_whitespace().next().map(str::to_owned));
        }
    }
    if let Some((label, target)) = line.strip_prefix('[').and_then(|rest| rest.split_once("]: "))
        && !label.contains(']')
    {
        targets.extend(target.split_whitespace().next().map(str::to_owned));
    }
    for attribute in ["src=\"", "href=\"", "srcset=\""] {
        for (at, _) in line.match_indices(attribute) {
            let rest = &line[at + attribute.len()..];
            targets.extend(rest.find('"').map(|end| rest[..end].to_owned()));
        }
    }
    targets
}

/// The anchors of a page's headings, as the hosts of repositories make them.
pub(super) fn anchors(page: &str) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let (prose, _) = parts(page);
    let headings = prose.iter().filter_map(|line| {
        let title = line.text.trim_start_matches('#');
        let level = line.text.len() - title.len();
        ((1..=6).contains(&level) && title.starts_with(' ')).then(|| title.trim())
    });
    headings
        .map(|title| {
            let anchor = anchor(title);
            let before = seen.entry(anchor.clone()).or_default();
            *before += 1;
            if *before == 1 { anchor } else { format!("{anchor}-{}", *before - 1) }
        })
        .collect()
}

/// Letters, digits, hyphens and underscores; small; blanks as hyphens; all else gone.
fn anchor(title: &str) -> String {
    // Of a link in a title only its text counts.
    let mut text = String::new();
    let mut rest = title;
    while let Some(start) = rest.find("](") {
        text += &rest[..start];
        rest = rest[start..].split_once(')').map_or("", |(_, rest)| rest);
    }
    text += rest;
    let kept = text.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_no_prose() {
        let page = "one\n```rust,no_run\n[a](b)\n```\ntwo\n~~~\n```\n~~~\n";
        let (prose, fences) = parts(page);
        assert_eq!(
            prose.iter().map(|line| (line.number, line.text)).collect::<Vec<_>>(),
            [(1, "one"), (5, "two")]
        );
        assert_eq!(fences, [Fence { number: 2, info: "rust,no_run" }, Fence { number: 6, info: "" }]);
    }

    #[test]
    fn links_pictures_definitions_and_tags_have_targets() {
        assert_eq!(targets("a [b](c.md#d) and ![e](f.svg \"title\"), `[not](this)`"), ["c.md#d", "f.svg"]);
        assert_eq!(targets("[ref]: there.md"), ["there.md"]);
        assert_eq!(targets("<img src=\"x.svg\"> <a href=\"y\">"), ["x.svg", "y"]);
        assert_eq!(targets("[`code`](z.md) or an index\\[0\\]"), ["z.md"]);
    }

    #[test]
    fn anchors_are_made_as_hosts_make_them() {
        let page =
            "# The `slim` layout: what?\n## Rows, and nodes\n## Rows, and nodes\n#no\n### [a](b.md) c\n";
        assert_eq!(anchors(page), ["the-slim-layout-what", "rows-and-nodes", "rows-and-nodes-1", "a-c"]);
    }
}
