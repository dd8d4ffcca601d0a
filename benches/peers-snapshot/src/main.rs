//! Snapshots beside `fst`, rkyv's archived B-tree and maps in memory: one run, the same keys, medians over rounds in which all
//! contenders take turns.
//!
//! ```text
//! cargo run --release --manifest-path benches/peers-snapshot/Cargo.toml [-- --quick | --full] [--rounds N]
//! ```
//!
//! Every answer is compared with that of std's map; the exit code is 1 if one differs.

mod contender;
mod contenders;
mod race;
mod shape;
#[expect(unsafe_code, reason = "maps files into memory")]
mod shelf;
mod table;

use alloc_meter::Meter;
use clap::Parser;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use shape::{Clustered, Even, Names, Numbers, Scattered, Shape};
use shelf::Shelf;
use std::error::Error;
use std::io::IsTerminal;
use std::process::ExitCode;

#[global_allocator]
static METER: Meter = Meter::system();

/// What to run.
#[derive(Parser, Clone, Copy, Debug)]
struct Args {
    /// Small maps and few rounds: seconds.
    #[arg(long, conflicts_with = "full")]
    quick: bool,
    /// Ten million numbers and a million names as well, and numbers that are spread in other ways.
    #[arg(long)]
    full: bool,
    /// Rounds, of which medians are taken.
    #[arg(long)]
    rounds: Option<usize>,
}

/// Runs one size of one shape and prints its table.
fn run<S: Shape>(n: usize, rounds: usize) -> Result<bool, Box<dyn Error>> {
    let watched = std::io::stderr().is_terminal();
    let target = if watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let style = ProgressStyle::with_template("{msg:<36} {bar:40} {percent:>3} %, {eta} left")?;
    let bar = ProgressBar::with_draw_target(Some(race::steps(rounds)), target)
        .with_style(style)
        .with_message(format!("{}, {n} entries", S::TITLE));
    let shelf = Shelf::<S>::new(n)?;
    let outcome = race::run(&shelf, rounds, &bar)?;
    bar.finish_and_clear();
    table::print::<S>(shelf.keys.len(), shelf.payload, rounds, &outcome);
    Ok(outcome.iter().all(|figures| figures.agrees))
}

fn all(args: Args) -> Result<bool, Box<dyn Error>> {
    let rounds = args.rounds.unwrap_or(if args.quick { 3 } else { 11 }).max(1);
    let numbers: &[usize] = match (args.quick, args.full) {
        (true, _) => &[10_000],
        (_, true) => &[1000, 10_000, 100_000, 1_000_000, 10_000_000],
        _ => &[1000, 100_000, 1_000_000],
    };
    let names: &[usize] = match (args.quick, args.full) {
        (true, _) => &[10_000],
        (_, true) => &[100_000, 1_000_000],
        _ => &[100_000],
    };
    let mut agree = true;
    for n in numbers {
        agree &= run::<Numbers<Even>>(*n, rounds)?;
    }
    if args.full {
        for n in [100_000, 1_000_000] {
            agree &= run::<Numbers<Scattered>>(n, rounds)?;
            agree &= run::<Numbers<Clustered>>(n, rounds)?;
        }
    }
    for n in names {
        agree &= run::<Names>(*n, rounds)?;
    }
    Ok(agree)
}

fn main() -> ExitCode {
    match all(Args::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => {
            eprintln!("error: a contender's answers differ from those of std's map");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
