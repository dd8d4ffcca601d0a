//! `cargo xtask measure`: one property of each layout, measured by itself, or the costs of what is made of the maps.

pub(crate) mod build_costs;
pub(crate) mod cache_misses;
pub(crate) mod fragmentation;
pub(crate) mod graph;
pub(crate) mod instructions;
pub(crate) mod pauses;
pub(crate) mod snapshots;

use crate::{Failure, Outcome};

/// What to measure.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Counts the instructions of each operation in each layout, compared with the previous layout and std's map.
    Instructions(instructions::Args),
    /// Counts the cache misses of each layout in a simulated cache.
    CacheMisses(cache_misses::Args),
    /// Measures the longest single operation and the usual ones, in bytes requested and moved, or by the clock.
    Pauses(pauses::Args),
    /// Compares the bytes that an allocator holds after many changes with the live bytes, per layout and allocator.
    Fragmentation(fragmentation::Args),
    /// Counts the instructions per key of a put into a graph; fails if they grow with the message.
    Graph(graph::Args),
    /// Measures memory, bytes and times of snapshots, with numbers and with names of packages.
    Snapshots(snapshots::Args),
    /// Compiles one program with std's maps and with ours, and compares time, memory and size; with --check fails above a bound.
    BuildCosts(build_costs::Args),
}

/// Runs a command of the group.
///
/// # Errors
///
/// As the command.
pub(crate) fn run(command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::Instructions(args) => instructions::run(args),
        Command::CacheMisses(args) => cache_misses::run(args),
        Command::Pauses(args) => Ok(pauses::run(args)?),
        Command::Fragmentation(args) => Ok(fragmentation::run(args)?),
        Command::Graph(args) => graph::run(args),
        Command::Snapshots(args) => Ok(snapshots::run(args)?),
        Command::BuildCosts(args) => Ok(build_costs::run(args)?),
    }
}
