//! The project's own commands, run as `cargo xtask <command>`, with one file per command.
//!
//! This file has what all commands share: the allocation meter of this program, and the rule that a report goes to stdout and
//! everything else to stderr.
#![forbid(unsafe_code)]

mod alloc_report;
mod api_parity;
mod build_costs;
mod cache_misses;
mod compare;
mod differential;
mod fault_table;
mod fragmentation;
mod graph_costs;
mod miri;
mod pauses;
mod perf_gate;
mod phase_costs;
mod program;
mod progress;
mod record;
mod report;
mod rival_snapshots;
mod size_gate;
mod size_report;
mod soak;
mod table;
mod tidy;

use clap::{Parser, Subcommand};
use std::io::{self, Write};
use std::process::ExitCode;

#[global_allocator]
static METER: alloc_meter::Meter = alloc_meter::Meter::system();

/// The commands of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints the memory that each layout takes: structs by field, bytes per entry, comparison with BTreeMap and with the plan.
    SizeReport(size_report::Args),
    /// Fails if a struct or the heap bytes per entry exceed the committed baseline.
    SizeGate(size_gate::Args),
    /// Counts the allocations of every operation, in the first run and in the steady state; with --check fails above the baseline.
    AllocReport(alloc_report::Args),
    /// Counts the instructions of each operation in each layout, compared with the previous layout and std's map.
    PhaseCosts(phase_costs::Args),
    /// Counts the instructions per key of a put into a graph; fails if they grow with the message.
    GraphCosts(graph_costs::Args),
    /// Compares our map with std's and with other crates, in time or bytes; marks the cells in which ours is best.
    Compare(compare::Args),
    /// Fails if the default map takes over 5 % more instructions than at the merge base.
    PerfGate(perf_gate::Args),
    /// Compiles one program with std's maps and with ours, and compares time, memory and size; with --check fails above a bound.
    BuildCosts(build_costs::Args),
    /// Runs random operations on many maps of all layouts; fails if memory leaks or resident memory grows.
    Soak(soak::Args),
    /// Runs random programs on std's maps and sets and on ours; fails if results, panics, drops or clones differ.
    Differential(differential::Args),
    /// Measures the longest single operation and the usual ones, in bytes requested and moved, or by the clock.
    Pauses(pauses::Args),
    /// Counts the cache misses of each layout in a simulated cache.
    CacheMisses(cache_misses::Args),
    /// Writes a page of charts of all measurements, and the charts of the docs.
    Report(report::Args),
    /// Compares the bytes that an allocator holds after many changes with the live bytes, per layout and allocator.
    Fragmentation(fragmentation::Args),
    /// Runs the tests in Miri under Stacked and Tree Borrows, and lists the unsafe blocks that they do not execute.
    Miri(miri::Args),
    /// Checks files and pages: opening comments, lengths, links, figures, places of unsafe code, examples.
    Tidy(tidy::Args),
    /// Compiles a use of every signature of std's map and set with our types; fails if docs/parity.md is out of date.
    ApiParity(api_parity::Args),
    /// Fails if docs/faults.md lacks a fault case, or names a test that does not exist.
    FaultTable,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::SizeReport(args) => size_report::run(&args),
        Command::SizeGate(args) => size_gate::run(&args),
        Command::PhaseCosts(args) => match phase_costs::run(&args) {
            Ok(outcome) => Ok(outcome),
            Err(code) => return code,
        },
        Command::GraphCosts(args) => match graph_costs::run(&args) {
            Ok(outcome) => Ok(outcome),
            Err(code) => return code,
        },
        Command::AllocReport(args) => alloc_report::run(&args),
        Command::BuildCosts(args) => build_costs::run(&args),
        Command::Soak(args) => soak::run(&args),
        Command::Differential(args) => differential::run(&args),
        Command::Pauses(args) => pauses::run(&args),
        Command::CacheMisses(args) => match cache_misses::run(&args) {
            Ok(outcome) => Ok(outcome),
            Err(code) => return code,
        },
        Command::Report(args) => report::run(&args),
        Command::Fragmentation(args) => fragmentation::run(&args),
        Command::Miri(args) => miri::run(&args),
        Command::Tidy(args) => tidy::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::ApiParity(args) => api_parity::run(&args),
        Command::FaultTable => fault_table::run(),
        Command::PerfGate(args) => match perf_gate::run(&args) {
            Ok(outcome) => Ok(outcome),
            Err(code) => return code,
        },
    };
    match outcome {
        Ok(Outcome { text, success }) => match write_out(&text) {
            Ok(()) if success => ExitCode::SUCCESS,
            Ok(()) => ExitCode::FAILURE,
            Err(error) => fail(&error.to_string()),
        },
        Err(error) => fail(&error),
    }
}

/// What a command has to say, and whether the answer is good.
struct Outcome {
    text: String,
    success: bool,
}

/// Reads a number of entries or of rounds, of which there must be one.
///
/// # Errors
///
/// If it is no number, or zero.
fn above_zero(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "a whole number above zero is needed".into())
}

fn fail(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::FAILURE
}

fn write_out(text: &str) -> io::Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        // Whoever reads only the head of a report has not met an error.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// The error of every command that counts bytes where nobody counts.
///
/// # Errors
///
/// If `installed` is false.
fn require_meter(installed: bool) -> Result<(), String> {
    if installed {
        Ok(())
    } else {
        Err("the allocation meter is not this program's global allocator: every byte count would be zero"
            .into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn command_line_is_well_formed() {
        Cli::command().debug_assert();
        assert!(Cli::try_parse_from(["xtask", "size-report", "--full", "--json"]).is_ok());
        assert!(Cli::try_parse_from(["xtask", "size-gate", "--bless"]).is_ok());
        assert!(Cli::try_parse_from(["xtask", "size-report", "--bless"]).is_err());
    }

    #[test]
    fn counting_without_a_meter_is_refused() {
        assert!(require_meter(false).unwrap_err().contains("not this program's global allocator"));
        assert_eq!(require_meter(alloc_meter::is_installed()), Ok(()));
    }
}
