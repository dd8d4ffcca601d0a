//! `cargo xtask stress`: searches for errors that take long to find.
//!
//! Two commands run random operations for a given time, all of which follow from a seed. The third runs the tests in Miri.

mod differential;
pub(crate) mod miri;
mod soak;

use crate::Outcome;

/// What to run.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Runs random operations on many maps of all layouts; fails if memory leaks or resident memory grows.
    Soak(soak::Args),
    /// Runs random programs on std's maps and sets and on ours; fails if results, panics, drops or clones differ.
    Differential(differential::Args),
    /// Runs the tests in Miri under Stacked and Tree Borrows, and lists the unsafe blocks that they do not execute.
    Miri(miri::Args),
}

/// Runs a command of the group.
///
/// # Errors
///
/// As the command.
pub(crate) fn run(command: &Command) -> Result<Outcome, String> {
    match command {
        Command::Soak(args) => soak::run(args),
        Command::Differential(args) => differential::run(args),
        Command::Miri(args) => miri::run(args),
    }
}
