//! `cargo xtask measure instructions`: the instructions of each layout, compared with the previous layout and std's map.
//!
//! Each cell of the matrix is one run of the program `phase_driver` under callgrind, which counts only inside one of its functions.
//! Counts differ between compilers, processors and C libraries. All cells of a report come from one build, one machine and one run, so
//! ratios within a report are comparable.
//!
//! Invariant: the driver uses the system's global allocator, not this program's meter, so a count contains only the map and its
//! allocations.

pub(crate) mod matrix;
mod report;

use crate::callgrind::{self, Driver, count_all};
use crate::{Failure, Outcome};
use clap::builder::PossibleValuesParser;
use report::Report;

/// What to count, and how to tell it.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Print JSON instead of tables.
    #[arg(long)]
    json: bool,
    /// Count only this operation, such as get-hit; may be repeated.
    #[arg(long, alias = "operation", value_name = "NAME", value_parser = PossibleValuesParser::new(matrix::OPERATIONS))]
    op: Vec<String>,
    /// Count only maps of this many entries; may be repeated.
    #[arg(long, alias = "size", value_name = "N", value_parser = matrix::size)]
    n: Vec<usize>,
    /// Count only this shape; may be repeated.
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(matrix::SHAPES))]
    shape: Vec<String>,
}

/// Runs the command.
///
/// # Errors
///
/// If there is no valgrind, nothing to count, or the driver fails.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let valgrind = callgrind::version()?;
    let cells = matrix::cells(|cell| {
        (args.op.is_empty() || args.op.iter().any(|name| name == cell.operation))
            && (args.n.is_empty() || args.n.contains(&cell.n))
            && (args.shape.is_empty() || args.shape.iter().any(|name| name == cell.shape))
    });
    if cells.is_empty() {
        return Err("nothing to count: only look-ups are counted in maps of the largest size"
            .to_owned()
            .into());
    }
    let counts = count_all(&Driver::build()?, &cells)?;
    let report = Report::new(valgrind, &counts);
    let text = if args.json { report.json() } else { report.to_string() };
    Ok(Outcome { text, success: true })
}
