//! `cargo xtask perf-gate`: fails if an operation of the default map takes more instructions than at the merge base.
//!
//! Counts differ between processors, compilers and C libraries, so there is no committed baseline. One run of this command builds the
//! base and the working tree with one toolchain, and counts both on one machine. Driver and counting are those of `measure instructions`. Each
//! side is built with its own version of the driver.

mod base;
mod verdict;

use crate::callgrind::{self, Driver, count_all};
use crate::measure::instructions::matrix::{Cell, OPERATIONS, SHAPES};
use crate::{Failure, Outcome};
use clap::builder::PossibleValuesParser;
use std::path::Path;

/// What to compare with.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The revision to compare with. The default is the merge base with origin/main, or HEAD~1 without a remote.
    #[arg(long, value_name = "REV")]
    base: Option<String>,
    /// Count only this operation, such as get-hit; may be repeated.
    #[arg(long, alias = "operation", value_name = "NAME", value_parser = PossibleValuesParser::new(OPERATIONS))]
    op: Vec<String>,
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
}

/// The layout that the driver is told: whatever the default is on its side.
const LAYOUT: &str = "default";

const SIZES: [usize; 3] = [10, 1_000, 10_000];

/// Runs the command.
///
/// # Errors
///
/// If there is no valgrind, or one side does not build or run.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    callgrind::version()?;
    let cells = cells(&args.op);
    Ok(compare(args, &cells)?)
}

fn compare(args: &Args, cells: &[Cell]) -> Result<Outcome, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let base = base::check_out(&root, args.base.as_deref())?;
    eprintln!("building the base, {} {}", base.short(), base.subject);
    let before = Driver::build_in(&base.folder, Some(&base.target)).map_err(|error| {
        format!("the base {} does not build, name another revision with --base: {error}", base.short())
    })?;
    let after = Driver::build()?;
    let before = count_all(&before, cells).map_err(|error| {
        format!("the base {} cannot be counted, its driver may lack what ours has: {error}", base.short())
    })?;
    let after = count_all(&after, cells)?;
    let verdict = verdict::Verdict::new(&base, &before, &after);
    let text = if args.json { verdict.json() } else { verdict.to_string() };
    Ok(Outcome { text, success: verdict.success() })
}

/// How many more instructions than the base's an operation may take, as a page says it.
pub(crate) fn limit() -> String {
    format!("{:.0} %", 100.0 * (verdict::TOLERANCE - 1.0))
}

/// The cells, of all operations or of those named.
fn cells(operations: &[String]) -> Vec<Cell> {
    let wanted = |operation: &&str| operations.is_empty() || operations.iter().any(|name| name == operation);
    let mut cells = Vec::new();
    for operation in OPERATIONS.into_iter().filter(wanted) {
        for shape in SHAPES {
            cells.extend(SIZES.map(|n| Cell { operation, shape, n, layout: LAYOUT }));
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate_counts_every_operation_or_those_named() {
        assert_eq!(cells(&[]).len(), 10 * 2 * 3);
        assert_eq!(cells(&["get-hit".into()]).len(), 2 * 3);
    }
}
