//! `cargo xtask report`: one page with charts of sizes, allocations and times, and the charts of the docs.
//!
//! 1. Figures are the JSON output of the other commands: measured now (`size-report`, `alloc-report`), or read from files. Times come from
//!    the newest records of `compare` and `measure build-costs`.
//! 2. Charts show the figures: curves ([`curves`]), leaves ([`leaves`]), structs as boxes ([`boxes`]).
//! 3. The page contains all charts, and needs neither a network nor scripts ([`page`]).
//!
//! Invariant: colour is never the only distinction. Curves differ in dashes and markers. Text has the reader's colour, so a chart is
//! readable in light and in dark mode.

mod boxes;
mod builds;
mod chart;
mod curves;
mod leaves;
mod page;
mod ratios;
mod record;
mod style;
mod svg;
mod tables;

use crate::measure::build_costs;
use crate::record::newest;
use crate::{Outcome, alloc_report, require_meter, size_report};
use record::Record;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The options of `report`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The file to write the page to.
    #[arg(long, value_name = "FILE", default_value = "target/report.html")]
    output: PathBuf,
    /// Read the output of `size-report --json` from this file, instead of measuring.
    #[arg(long, value_name = "FILE")]
    sizes: Option<PathBuf>,
    /// Read the output of `alloc-report --json` from this file, instead of measuring.
    #[arg(long, value_name = "FILE")]
    allocations: Option<PathBuf>,
    /// Also write the charts of the README and the docs into docs/charts.
    #[arg(long)]
    charts: bool,
}

/// A chart with the name of its file and the words below it.
struct Figure {
    /// Name of the file in docs/charts/; `None` if it is for the page alone.
    file: Option<&'static str>,
    svg: String,
    caption: String,
}

/// A part of the page.
struct Section {
    title: &'static str,
    words: String,
    figures: Vec<Figure>,
    /// A table as HTML, or nothing.
    table: String,
}

/// Runs the command.
///
/// # Errors
///
/// If nobody counts allocations, a file cannot be read or written, or a chart not drawn.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    require_meter(alloc_meter::is_installed())?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let sizes = match &args.sizes {
        Some(path) => read(path)?,
        None => serde_json::to_value(size_report::collect(false)?).map_err(|error| error.to_string())?,
    };
    let allocations = match &args.allocations {
        Some(path) => read(path)?,
        None => parse(&alloc_report::json(&alloc_report::measured())?)?,
    };
    let sections = sections(&sizes, &allocations, &root.join("docs/records"))?;
    let mut text = String::new();
    let mut write = |path: &Path, contents: &str| {
        path.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(path, contents))
            .map_err(|error| format!("{}: {error}", path.display()))?;
        text += &format!("wrote {}, {} KiB\n", path.display(), contents.len().div_ceil(1024));
        Ok::<_, String>(())
    };
    write(&args.output, &page::render(&sections))?;
    if args.charts {
        for Figure { file, svg, .. } in sections.iter().flat_map(|section| &section.figures) {
            if let Some(file) = file {
                write(&root.join("docs/charts").join(file), svg)?;
            }
        }
    }
    Ok(Outcome { text, success: true })
}

fn sections(sizes: &Value, allocations: &Value, records: &Path) -> Result<Vec<Section>, String> {
    let peers = newest::<Record>(records, "compare-bytes")?;
    let times = newest::<Record>(records, "compare")?;
    let mut sections = vec![
        curves::bytes(sizes, peers.as_ref())?,
        curves::small()?,
        leaves::section(),
        boxes::section(sizes)?,
        tables::section(allocations)?,
    ];
    if let Some(times) = &times {
        sections.insert(2, curves::times(times)?);
    }
    if let Some(record) = newest::<Record>(records, "compare-std")? {
        sections.insert(2, ratios::section(&record));
    }
    if let Some((setting, rows)) = build_costs::newest()? {
        sections.push(builds::section(&setting, &rows));
    }
    Ok(sections)
}

fn read(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    parse(&text)
}

fn parse(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::size_report::tests::small_report;

    #[test]
    fn the_page_is_whole_without_network_or_script() {
        let sizes = serde_json::to_value(small_report()).unwrap();
        let allocations = serde_json::json!({ "hot_spots": [], "pooling": [] });
        let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/records");
        let sections = sections(&sizes, &allocations, &records).unwrap();
        let page = page::render(&sections);
        assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
        assert_eq!(page.matches("<svg").count(), sections.iter().map(|s| s.figures.len()).sum::<usize>());
        for outside in ["src=\"http", "href=\"http", "@import", "<script", "url("] {
            assert!(!page.contains(outside), "{outside}");
        }
        for wanted in ["prefers-color-scheme: dark", "name=\"viewport\"", "SlimMap", "currentColor"] {
            assert!(page.contains(wanted), "{wanted}");
        }
        let mut files: Vec<_> = sections.iter().flat_map(|s| &s.figures).filter_map(|f| f.file).collect();
        let count = files.len();
        files.dedup();
        assert!(count >= 4 && files.len() == count);
    }
}
