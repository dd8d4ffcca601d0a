//! `cargo xtask phase-costs`: the instructions of each layout, compared with the previous layout and std's map.
//!
//! Each cell of the matrix is one run of the program `phase_driver` under callgrind, which counts only inside one of its functions.
//! Counts differ between compilers, processors and C libraries. All cells of a report come from one build, one machine and one run, so
//! ratios within a report are comparable.
//!
//! Invariant: the driver uses the system's global allocator, not this program's meter, so a count contains only the map and its
//! allocations.

pub(crate) mod callgrind;
pub(crate) mod matrix;
mod report;

use crate::progress::Progress;
use crate::{Outcome, fail};
use callgrind::{Driver, Missing};
use clap::builder::PossibleValuesParser;
use matrix::Cell;
use report::Report;
use std::process::ExitCode;
use std::sync::Mutex;

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

/// The exit code that says "this machine lacks the instrument", as against "the figures are bad".
pub(crate) const NO_INSTRUMENT: u8 = 2;

/// Runs the command.
///
/// # Errors
///
/// An exit code, after the reason has been told.
pub(crate) fn run(args: &Args) -> Result<Outcome, ExitCode> {
    let valgrind = callgrind::version().map_err(|Missing| {
        eprintln!("{}", callgrind::HOW_TO_INSTALL);
        ExitCode::from(NO_INSTRUMENT)
    })?;
    let cells = matrix::cells(|cell| {
        (args.op.is_empty() || args.op.iter().any(|name| name == cell.operation))
            && (args.n.is_empty() || args.n.contains(&cell.n))
            && (args.shape.is_empty() || args.shape.iter().any(|name| name == cell.shape))
    });
    if cells.is_empty() {
        return Err(fail("nothing to count: only look-ups are counted in maps of the largest size"));
    }
    let counts =
        Driver::build().and_then(|driver| count_all(&driver, &cells)).map_err(|error| fail(&error))?;
    let report = Report::new(valgrind, &counts);
    let text = if args.json { report.json() } else { report.to_string() };
    Ok(Outcome { text, success: true })
}

/// Counts every cell, on as many threads as the machine runs at once: counts do not depend on the load.
pub(crate) fn count_all(driver: &Driver, cells: &[Cell]) -> Result<Vec<(Cell, f64)>, String> {
    let progress = Progress::new(cells.len());
    let waiting = Mutex::new(cells.iter().enumerate());
    let counted = Mutex::new(Vec::with_capacity(cells.len()));
    let work = || -> Result<(), String> {
        loop {
            let next = waiting.lock().map_err(|_| "another thread panicked")?.next();
            let Some((number, &cell)) = next else { return Ok(()) };
            progress.step(cell.to_string());
            let count = driver.count(cell)?;
            counted.lock().map_err(|_| "another thread panicked")?.push((number, (cell, count)));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| "a thread panicked")?)
    })?;
    let mut counted = counted.into_inner().map_err(|_| "a thread panicked")?;
    counted.sort_by_key(|&(number, _)| number);
    Ok(counted.into_iter().map(|(_, cell)| cell).collect())
}
