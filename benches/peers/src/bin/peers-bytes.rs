//! Counts handle and heap of every contender after random inserts; prints one JSON document a line. See
//! `cargo xtask compare --bytes`.
//!
//! A program of its own, because the meter that counts would distort the timings of the other one.

use clap::Parser;
use peers::field;
use rivals::entrants::{RIVALS, Shape, Words, missing};
use rivals::input::entries;
use rivals::line::Line;
use std::process::ExitCode;

#[global_allocator]
static METER: alloc_meter::Meter = alloc_meter::Meter::system();

/// What to count.
#[derive(Parser)]
struct Args {
    /// Maps of a million entries as well.
    #[arg(long)]
    full: bool,
    /// Only maps of this many entries; may be repeated.
    #[arg(long)]
    n: Vec<usize>,
    /// The other layouts of this repository's map as well.
    #[arg(long)]
    phases: bool,
    /// Only this contender and std; may be repeated.
    #[arg(long)]
    contender: Vec<String>,
}

const SIZES: [usize; 7] = [0, 1, 10, 20, 100, 1_000, 100_000];
const FULL: usize = 1_000_000;

fn main() -> ExitCode {
    let Args { full, n, phases, contender } = Args::parse();
    let sizes = if n.is_empty() { SIZES.into_iter().chain(full.then_some(FULL)).collect() } else { n };
    let plan = rivals::plan::Args { phases, contender, ..Default::default() };
    let plan = match rivals::plan::Plan::new(plan) {
        Ok(plan) => plan,
        Err(what) => {
            eprintln!("error: {what}");
            return ExitCode::from(2);
        }
    };
    let missing = RIVALS.iter().filter_map(|name| missing(name)).map(str::to_owned).collect();
    Line::Plan { steps: sizes.len(), missing }.print();
    for n in sizes {
        count::<Words>(n, &plan);
    }
    ExitCode::SUCCESS
}

fn count<S: Shape>(n: usize, plan: &rivals::plan::Plan) {
    Line::Step { what: format!("{} n={n}", S::TITLE) }.print();
    let entries = entries::<S::Key, S::Value>(n, S::key);
    for entrant in field::<S>().iter().filter(|entrant| plan.invites(entrant.name)) {
        let Some(bytes) = entrant.bytes.map(|count| count(&entries)) else { continue };
        let entry = size_of::<S::Key>() + size_of::<S::Value>();
        let (shape, contender) = (S::TITLE, entrant.name);
        Line::Bytes { shape, n, contender, handle: bytes.handle, heap: bytes.heap, entry }.print();
    }
}
