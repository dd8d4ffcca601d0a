//! `cargo xtask measure pauses`: the longest single operation, compared with the usual ones.
//!
//! A pause is measured in bytes: those that one operation requests from the allocator, and those that move when its blocks grow. These
//! bytes are exact, the same on every machine, and the reason why the longest operations are long. `--time` measures nanoseconds instead,
//! which include the work of the allocation meter and other load of the machine.
//!
//! Each map grows from 0 to n entries, or shrinks from n to 0, and every single operation is measured.

mod spread;
mod work;

use crate::progress::Progress;
use crate::size_report::subjects::Subject;
use crate::table::Table;
use crate::{Outcome, require_meter};
use spread::Spread;
use std::fmt::Write as _;
use work::{Operation, Unit};

/// The options of `pauses`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Also measure maps of ten million entries; takes a gigabyte and some minutes.
    #[arg(long)]
    full: bool,
    /// Measure nanoseconds instead of bytes.
    #[arg(long)]
    time: bool,
    /// Print JSON instead of tables.
    #[arg(long)]
    json: bool,
    /// Measure only maps of this many entries; may be repeated.
    #[arg(long, value_name = "N", conflicts_with = "full", value_parser = crate::above_zero)]
    n: Vec<usize>,
}

/// Sizes unless told otherwise.
const SIZES: [usize; 3] = [100, 10_000, 1_000_000];

/// The size that `--full` adds.
const FULL: usize = 10_000_000;

/// A row of the report.
#[derive(Clone, Debug, serde::Serialize)]
struct Row {
    operation: Operation,
    n: usize,
    map: Subject,
    #[serde(flatten)]
    spread: Spread,
}

/// Runs the command.
///
/// # Errors
///
/// If nobody counts allocations.
pub(crate) fn run(args: &Args) -> Result<Outcome, String> {
    require_meter(alloc_meter::is_installed())?;
    let unit = if args.time { Unit::Nanoseconds } else { Unit::Bytes };
    let sizes: Vec<usize> = if args.n.is_empty() {
        SIZES.into_iter().chain(args.full.then_some(FULL)).collect()
    } else {
        args.n.clone()
    };
    let rows = rows(&sizes, unit);
    let text = if args.json {
        let value = serde_json::json!({ "unit": unit.name(), "rows": rows });
        serde_json::to_string_pretty(&value).map_err(|error| error.to_string())? + "\n"
    } else {
        render(&rows, unit)
    };
    Ok(Outcome { text, success: true })
}

/// Entries of the maps in the page's table.
const OF_PAGE: usize = 100_000;

/// The table of a page: every map, filled in random order.
///
/// # Errors
///
/// If nobody counts allocations.
pub(crate) fn page_table() -> Result<String, String> {
    require_meter(alloc_meter::is_installed())?;
    let mut table = format!("| n = {OF_PAGE} | p50 | p99 | p99.9 | max |\n|---|--:|--:|--:|--:|\n");
    for map in Subject::ALL {
        let Spread { p50, p99, p999, max } = work::spread(map, Operation::InsertRandom, OF_PAGE, Unit::Bytes);
        let _ = writeln!(table, "| {} | {p50} | {p99} | {p999} | {max} |", map.name());
    }
    Ok(table)
}

fn rows(sizes: &[usize], unit: Unit) -> Vec<Row> {
    let progress = Progress::new(sizes.len() * Operation::ALL.len() * Subject::ALL.len());
    let mut rows = Vec::new();
    for operation in Operation::ALL {
        for &n in sizes {
            for map in Subject::ALL {
                progress.step(format!("{} n={n} {}", operation.name(), map.name()));
                rows.push(Row { operation, n, map, spread: work::spread(map, operation, n, unit) });
            }
        }
    }
    rows
}

fn render(rows: &[Row], unit: Unit) -> String {
    let mut out = format!("{} of a single operation, <u64,u64>: {}\n", unit.name(), unit.meaning());
    for group in rows.chunk_by(|a, b| a.operation == b.operation) {
        let mut table = Table::new()
            .figures("n")
            .words("map")
            .figures("p50")
            .figures("p99")
            .figures("p99.9")
            .figures("max");
        for Row { n, map, spread, .. } in group {
            let figures = [spread.p50, spread.p99, spread.p999, spread.max].map(|figure| figure.to_string());
            table.row([n.to_string(), map.name().to_owned()].into_iter().chain(figures).collect());
        }
        let _ = write!(out, "\n{}\n{table}", group[0].operation.name());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slim_map_never_moves_more_than_a_node_and_a_growing_box_moves_all() {
        let rows = rows(&[20_000], Unit::Bytes);
        assert_eq!(rows.len(), Operation::ALL.len() * Subject::ALL.len());
        let most = |map| {
            let inserts =
                rows.iter().filter(|row| row.map == map && row.operation == Operation::InsertRandom);
            inserts.map(|row| row.spread.max).max().unwrap()
        };
        assert!(most(Subject::Slim) < 8 * 1024, "{}", most(Subject::Slim));
        assert!(most(Subject::Baseline) > most(Subject::Slim));
        let text = render(&rows, Unit::Bytes);
        assert!(text.contains("insert-random") && text.contains("p99.9"), "{text}");
    }
}
