//! The project's own commands, run as `cargo xtask <command>`, with one file or folder per command or group of commands.
//!
//! This file has what all commands share: the allocation meter of this program, and the rule that a report goes to stdout and
//! everything else to stderr.
#![forbid(unsafe_code)]

mod alloc_report;
mod callgrind;
mod compare;
// What the graph is measured against is the graph's own.
#[path = "../../crates/btree-graph/contenders/mod.rs"]
mod contenders;
mod measure;
mod perf_gate;
mod program;
mod progress;
mod record;
mod report;
mod size_gate;
mod size_report;
mod stress;
mod table;
mod tidy;

use clap::{Parser, Subcommand};
use std::ffi::OsString;
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
    /// Compares our map with std's and with other crates, in time or bytes; marks the cells in which ours is best.
    Compare(compare::Args),
    /// Fails if the default map takes over 5 % more instructions than at the merge base.
    PerfGate(perf_gate::Args),
    /// Writes a page of charts of all measurements, and the charts of the docs.
    Report(report::Args),
    /// Measures one property of each layout: instructions, cache misses, pauses, fragmentation; or what graph, snapshots and builds cost.
    #[command(subcommand)]
    Measure(measure::Command),
    /// Runs random operations for a given time, or the tests in Miri; fails on leaks, undefined behaviour and other results than std's.
    #[command(subcommand)]
    Stress(stress::Command),
    /// Checks files and pages: opening comments, lengths, links, figures, examples; subcommands check two pages against the code.
    Tidy(tidy::Args),
}

/// Names that commands had before they were grouped. They still work.
const FORMER: [(&str, [&str; 2]); 11] = [
    ("api-parity", ["tidy", "api-parity"]),
    ("build-costs", ["measure", "build-costs"]),
    ("cache-misses", ["measure", "cache-misses"]),
    ("differential", ["stress", "differential"]),
    ("fault-table", ["tidy", "faults"]),
    ("fragmentation", ["measure", "fragmentation"]),
    ("graph-costs", ["measure", "graph"]),
    ("miri", ["stress", "miri"]),
    ("pauses", ["measure", "pauses"]),
    ("phase-costs", ["measure", "instructions"]),
    ("soak", ["stress", "soak"]),
];

/// A command line in which a former name is replaced by its present one.
fn renamed(words: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut words: Vec<OsString> = words.into_iter().collect();
    let present = words.get(1).and_then(|name| FORMER.iter().find(|(former, _)| name == former));
    if let Some((_, present)) = present {
        words.splice(1..2, present.map(OsString::from));
    }
    words
}

fn main() -> ExitCode {
    let outcome = match Cli::parse_from(renamed(std::env::args_os())).command {
        Command::SizeReport(args) => size_report::run(&args).map_err(Failure::from),
        Command::SizeGate(args) => size_gate::run(&args).map_err(Failure::from),
        Command::AllocReport(args) => alloc_report::run(&args).map_err(Failure::from),
        Command::Compare(args) => compare::run(&args).map_err(Failure::from),
        Command::PerfGate(args) => perf_gate::run(&args),
        Command::Report(args) => report::run(&args).map_err(Failure::from),
        Command::Measure(command) => measure::run(&command),
        Command::Stress(command) => stress::run(&command).map_err(Failure::from),
        Command::Tidy(args) => tidy::run(&args).map_err(Failure::from),
    };
    let failure = match outcome {
        Ok(Outcome { text, success }) => match write_out(&text) {
            Ok(()) => return if success { ExitCode::SUCCESS } else { ExitCode::FAILURE },
            Err(error) => Failure::from(error.to_string()),
        },
        Err(failure) => failure,
    };
    eprintln!("error: {}", failure.message);
    ExitCode::from(failure.code)
}

/// What a command has to say, and whether the answer is good.
struct Outcome {
    text: String,
    success: bool,
}

/// Why a command has nothing to say.
#[derive(Debug)]
struct Failure {
    message: String,
    code: u8,
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Failure { message, code: 1 }
    }
}

/// Reads a number of entries or of rounds, of which there must be one.
///
/// # Errors
///
/// If it is no number, or zero.
fn above_zero(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|number| *number > 0).ok_or_else(|| "a whole number above zero is needed".into())
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
        assert!(Cli::try_parse_from(["xtask", "tidy", "--bless", "faults"]).is_err());
    }

    #[test]
    fn former_names_of_commands_still_work() {
        for (former, present) in FORMER {
            let line = renamed(["xtask", former, "--help"].map(OsString::from));
            assert_eq!(line, ["xtask", present[0], present[1], "--help"]);
            let told = Cli::try_parse_from(line).err().expect("help is no command");
            assert_eq!(told.kind(), clap::error::ErrorKind::DisplayHelp, "{former}: {told}");
        }
        let line = ["xtask", "compare", "soak"].map(OsString::from);
        assert_eq!(renamed(line.clone()), line, "only the first word is a name");
    }

    #[test]
    fn counting_without_a_meter_is_refused() {
        assert!(require_meter(false).unwrap_err().contains("not this program's global allocator"));
        assert_eq!(require_meter(alloc_meter::is_installed()), Ok(()));
    }
}
