//! `cargo xtask measure cache-misses`: the cache misses of an operation, per layout, in small and in large maps.
//!
//! The cache simulator of valgrind counts them, only inside the measured function of the program `phase_driver`. The simulated caches
//! are the same on every machine ([`CACHES`]), so tables of two machines can be compared. The caches have no prefetcher, so iteration has
//! more misses than on a real processor. Look-ups are not affected.

mod events;

use super::instructions::matrix::{Cell, LAYOUTS};
use crate::callgrind::{self, Driver};
use crate::progress::Progress;
use crate::table::Table;
use crate::{Failure, Outcome};
use events::Misses;
use std::fmt::Write as _;

/// The options of `cache-misses`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Also count in maps of a million entries; takes some minutes.
    #[arg(long)]
    full: bool,
    /// Print JSON instead of tables.
    #[arg(long)]
    json: bool,
}

/// The simulated caches: size, ways and line. 32 KiB as in most cores, and 8 MiB behind.
const CACHES: [&str; 4] = ["--cache-sim=yes", "--I1=32768,8,64", "--D1=32768,8,64", "--LL=8388608,16,64"];

const OPERATIONS: [&str; 5] = ["get-hit", "insert-random", "remove-random", "iterate-for", "range-100"];

/// Sizes: a map that fits the first cache, one that fits the last, and with `--full` one that fits neither.
const SIZES: [usize; 2] = [1_000, 100_000];
const FULL: usize = 1_000_000;

/// Runs the command.
///
/// # Errors
///
/// If there is no valgrind, or the driver fails.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let valgrind = callgrind::version()?;
    let sizes: Vec<usize> = SIZES.into_iter().chain(args.full.then_some(FULL)).collect();
    let rows = count(&Driver::build()?, &sizes)?;
    let text = if args.json { json(&valgrind, &rows) } else { render(&valgrind, &rows) };
    Ok(Outcome { text, success: true })
}

fn count(driver: &Driver, sizes: &[usize]) -> Result<Vec<(Cell, Misses)>, String> {
    let progress = Progress::new(OPERATIONS.len() * sizes.len() * LAYOUTS.len());
    let mut rows = Vec::new();
    for operation in OPERATIONS {
        for &n in sizes {
            for layout in LAYOUTS {
                let cell = Cell { operation, shape: "u64", n, layout };
                progress.step(cell.to_string());
                let output = driver.output(cell, &CACHES)?;
                rows.push((cell, events::misses(&output).map_err(|what| format!("{cell}: {what}"))?));
            }
        }
    }
    Ok(rows)
}

fn json(valgrind: &str, rows: &[(Cell, Misses)]) -> String {
    let row = |(cell, misses): &(Cell, Misses)| {
        serde_json::json!({
            "operation": cell.operation,
            "n": cell.n,
            "map": cell.layout,
            "instructions": misses.instructions,
            "first": misses.first,
            "last": misses.last,
        })
    };
    let rows: Vec<_> = rows.iter().map(row).collect();
    format!("{:#}\n", serde_json::json!({ "valgrind": valgrind, "caches": CACHES, "rows": rows }))
}

fn render(valgrind: &str, rows: &[(Cell, Misses)]) -> String {
    let mut out = format!(
        "Data-cache misses of an operation (of an entry where it walks the map), <u64,u64>: of the first cache / of the \
         last.\nSimulated by {valgrind}: D1 32 KiB, 8 ways; LL 8 MiB, 16 ways; lines of 64 bytes; no prefetcher.\n"
    );
    for group in rows.chunk_by(|a, b| a.0.operation == b.0.operation) {
        let mut table =
            LAYOUTS.iter().fold(Table::new().figures("n"), |table, layout| table.figures(*layout));
        for row in group.chunk_by(|a, b| a.0.n == b.0.n) {
            let cells = row.iter().map(|(_, misses)| format!("{:.3} / {:.3}", misses.first, misses.last));
            table.row([row[0].0.n.to_string()].into_iter().chain(cells).collect());
        }
        let _ = write!(out, "\n{}\n{table}", group[0].0.operation);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_a_row_a_size_and_a_column_a_layout() {
        let misses = Misses { instructions: 100.0, first: 1.5, last: 0.25 };
        let rows: Vec<_> = [1_000, 100_000]
            .into_iter()
            .flat_map(|n| {
                LAYOUTS.map(|layout| (Cell { operation: "get-hit", shape: "u64", n, layout }, misses))
            })
            .collect();
        let text = render("v", &rows);
        assert_eq!(text.matches("1.500 / 0.250").count(), 2 * LAYOUTS.len(), "{text}");
        let document: serde_json::Value = serde_json::from_str(&json("v", &rows)).unwrap();
        assert_eq!(document["rows"][0]["first"], 1.5);
    }
}
