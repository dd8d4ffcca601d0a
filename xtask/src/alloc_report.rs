//! `cargo xtask alloc-report`: the exact allocations of every operation, and the gate that compares them with a baseline.
//!
//! 1. Each operation runs on a map of every layout, and on std's for comparison ([`maps`]); loads, puts and memos run
//!    through the graph on four models ([`graph`]).
//! 2. The first run is reported apart from the steady state, which is the run after [`WARM_UP`] more, so that one-time allocations are
//!    visible.
//! 3. `--check` compares with the committed baseline, to the block and to the byte. More is an error, less is reported.
//!
//! Invariant: inputs are made before a count begins, so a count contains only the requests of the map or the graph. Requested blocks and
//! bytes do not depend on the allocator, so they are the same on every machine.

mod baseline;
mod graph;
mod hot_spots;
mod maps;
mod operations;
mod page;
mod rows;
mod text;

use crate::progress::Progress;
use crate::{Outcome, require_meter};
use rows::Row;
use std::fs;
use std::path::{Path, PathBuf};

/// The options of `alloc-report`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Print JSON instead of tables.
    #[arg(long, conflicts_with_all = ["check", "bless"])]
    json: bool,
    /// Fail if an operation allocates more than the committed baseline.
    #[arg(long, conflicts_with = "bless")]
    check: bool,
    /// Write the measured figures as the new baseline.
    #[arg(long)]
    bless: bool,
    /// Use this baseline instead of the committed one.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
}

/// Runs between the first one and the one that counts as the steady state.
const WARM_UP: usize = 3;

/// Runs the command.
///
/// # Errors
///
/// If nobody counts allocations, or the baseline cannot be read or written.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    require_meter(alloc_meter::is_installed())?;
    let rows = measured();
    let path = args.baseline.clone().unwrap_or_else(committed);
    if args.bless {
        let text = baseline::print(&rows);
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        let text = format!("alloc-report: baseline blessed, {} rows\n", baseline::gated(&rows).count());
        Ok(Outcome { text, success: true })
    } else if args.check {
        let baseline::Verdict { text, success } = baseline::verdict(&read(&path)?, &rows);
        Ok(Outcome { text, success })
    } else if args.json {
        Ok(Outcome { text: json(&rows)?, success: true })
    } else {
        Ok(Outcome { text: text::render(&rows), success: true })
    }
}

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("baseline/allocations.json")
}

fn read(path: &Path) -> Result<baseline::Baseline, String> {
    let told = |error| format!("{}: {error}; `cargo xtask alloc-report --bless` writes it", path.display());
    let text = fs::read_to_string(path).map_err(|error| told(error.to_string()))?;
    baseline::parse(&text).map_err(told)
}

/// How often filling a map asks for memory, from the committed baseline; std's map is measured.
///
/// # Errors
///
/// If nobody counts allocations, or the baseline cannot be read or lacks a row.
pub(crate) fn page_table() -> Result<String, String> {
    require_meter(alloc_meter::is_installed())?;
    page::table(&read(&committed())?)
}

/// Measures everything.
pub(crate) fn measured() -> Vec<Row> {
    let progress = Progress::new(maps::STEPS + graph::STEPS);
    let mut rows = maps::rows(&maps::SIZES, &progress);
    rows.extend(graph::rows(&progress));
    rows
}

/// The report as JSON.
///
/// # Errors
///
/// If a figure is not a number.
pub(crate) fn json(rows: &[Row]) -> Result<String, String> {
    let value = serde_json::json!({
        "target": format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS),
        "warm_up": WARM_UP,
        "rows": rows,
        "hot_spots": hot_spots::largest(rows),
        "pooling": hot_spots::pooling(rows),
    });
    serde_json::to_string_pretty(&value).map(|text| text + "\n").map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_repeat_to_the_byte_and_lookups_allocate_nothing() {
        let measure = || {
            let mut rows = maps::rows(&[10, 300], &Progress::new(0));
            rows.extend(graph::rows(&Progress::new(0)));
            rows
        };
        let rows = measure();
        assert_eq!(rows, measure());
        for row in
            rows.iter().filter(|row| ["get", "get-mut", "iterate", "range"].contains(&row.operation.as_str()))
        {
            assert_eq!((row.first.calls(), row.steady.calls()), (0, 0), "{row:?}");
        }
        let fills = rows.iter().filter(|row| row.operation == "fill-random");
        assert!(fills.clone().count() > 0 && fills.clone().all(|row| row.first.bytes >= row.operations * 16));
        let document: serde_json::Value = serde_json::from_str(&json(&rows).unwrap()).unwrap();
        assert_eq!(document["rows"].as_array().unwrap().len(), rows.len());
        assert!(text::render(&rows).lines().all(|line| line == line.trim_end()));
    }
}
