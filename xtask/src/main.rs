//! The project's own commands, run as `cargo xtask <command>`; one file a command.
//!
//! Owns two things that all commands share: the meter that counts every allocation of this program, and the rule
//! that a report goes to stdout, everything else to stderr.
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
    /// Tells what every layout takes: structs field by field, bytes per element, crossover, the plan's figures.
    SizeReport(size_report::Args),
    /// Fails if a struct or the heap per element has grown since the committed baseline.
    SizeGate(size_gate::Args),
    /// Counts what every operation allocates, at first and in the steady state; holds it to the committed baseline.
    AllocReport(alloc_report::Args),
    /// Counts what each layout costs in instructions, beside the one before it and std's map.
    PhaseCosts(phase_costs::Args),
    /// Counts what a put of the graph costs in instructions per key; fails if that grows with the message.
    GraphCosts(graph_costs::Args),
    /// Times our map beside its rivals, or counts their bytes; marks the cells we lead.
    Compare(compare::Args),
    /// Fails if the default map takes over 5 % more instructions than at the merge base.
    PerfGate(perf_gate::Args),
    /// Compiles one program on std's maps and on ours: seconds, memory, bytes; with --check fails above a bound.
    BuildCosts(build_costs::Args),
    /// Works on many maps of all layouts at random; fails if a byte is left behind or resident memory grows.
    Soak(soak::Args),
    /// Runs random programs on std's maps and sets and on ours; fails where results, panics, drops or clones differ.
    Differential(differential::Args),
    /// Tells the longest single operation beside the usual one, in bytes asked of the allocator and moved.
    Pauses(pauses::Args),
    /// Counts cache misses of each layout in a simulated cache.
    CacheMisses(cache_misses::Args),
    /// Makes one page of charts, for wide and narrow screens, and the charts of the docs.
    Report(report::Args),
    /// Compares what the process holds after churn with what is live, per layout and allocator.
    Fragmentation(fragmentation::Args),
    /// Interprets the tests under both models of borrows, and lists the unsafe blocks that they do not reach.
    Miri(miri::Args),
    /// Checks what no compiler tells: openings, lengths, links, figures, unsafe code, examples.
    Tidy(tidy::Args),
    /// Compiles one use of every signature of std's map and set against our types; fails if docs/parity.md is stale.
    ApiParity(api_parity::Args),
    /// Fails if a fault case of docs/faults.md is missing, or names a test that does not exist.
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
