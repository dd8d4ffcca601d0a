//! The page: one file with everything in it, for wide screens and for phones, in light and in dark.

use super::{Figure, Section};
use std::fmt::Write as _;

const STYLE: &str = "
:root { color-scheme: light dark; --paper: #fff; --ink: #1a1a1a; --soft: #5c5c5c; --line: #d8d8d8; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #14171a; --ink: #e6e6e6; --soft: #a8adb3; --line: #363c42; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1100px; padding: 16px; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .3em; }
h2 { font-size: 1.25rem; margin: 2em 0 .3em; border-top: 1px solid var(--line); padding-top: .8em; }
p { margin: .3em 0 1em; max-width: 70ch; }
nav a { display: inline-block; margin: 0 1em .3em 0; color: inherit; }
.figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 460px), 1fr)); gap: 20px; }
figure { margin: 0; border: 1px solid var(--line); border-radius: 6px; padding: 8px; min-width: 0; }
figure { overflow-x: auto; }
/* Text in charts keeps its size: a narrow screen scrolls. */
figure svg { display: block; width: 100%; min-width: 420px; height: auto; color: var(--ink); }
figcaption { color: var(--soft); font-size: .85rem; padding: 4px; }
.table { overflow-x: auto; margin: 1em 0; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .3em 0; }
th, td { padding: .25em .8em .25em 0; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th:first-child, td:first-child { text-align: left; }
summary { cursor: pointer; padding: .4em 0; font-weight: 600; }
.ratios td { padding-left: .5em; }
.ratios td:first-child, .ratios th:first-child { position: sticky; left: 0; background: var(--paper); }
.ratios small { display: block; color: var(--soft); }
.much-faster { background: rgb(31 119 208 / .3); }
.faster { background: rgb(31 119 208 / .12); }
.slower { background: rgb(217 130 0 / .18); }
.much-slower { background: rgb(213 74 42 / .35); }
";

/// The page.
pub(super) fn render(sections: &[Section]) -> String {
    let (mut links, mut body) = (String::new(), String::new());
    for (at, Section { title, words, figures, table }) in sections.iter().enumerate() {
        let _ = write!(links, "<a href=\"#s{at}\">{title}</a>");
        let _ = write!(body, "<h2 id=\"s{at}\">{title}</h2>\n<p>{words}</p>\n<div class=\"figures\">\n");
        for Figure { svg, caption, .. } in figures {
            let inline = without_own_ink(svg);
            let caption = super::svg::escaped(caption);
            let _ = write!(body, "<figure>\n{inline}<figcaption>{caption}</figcaption>\n</figure>\n");
        }
        let _ = write!(body, "</div>\n{table}");
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Measurements of btree-map</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>Measurements of btree-map</h1>\n\
         <p>Memory and time of the five layouts, of std's <code>BTreeMap</code> and of other crates. Made by \
         <code>cargo xtask report</code>.</p>\n\
         <nav>{links}</nav>\n{body}</body>\n</html>\n"
    )
}

/// A chart in the page takes the page's ink, not the one it has as a file of its own.
fn without_own_ink(svg: &str) -> String {
    match (svg.find("<style>"), svg.find("</style>")) {
        (Some(from), Some(to)) if from < to => format!("{}{}", &svg[..from], &svg[to + "</style>".len()..]),
        _ => svg.to_owned(),
    }
}
