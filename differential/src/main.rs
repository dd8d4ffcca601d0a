//! The same random program on std's maps and sets and on ours, and what they did compared: `cargo xtask differential`.
//!
//! 1. A seed gives a program ([`program`]): a list of operations on two collections of keys and values that have an
//!    identity ([`item`]). Some calls of `cmp`, `clone`, `drop` or of a closure panic.
//! 2. The program runs on std's collection, once, and on ours in every layout ([`run`]). Each step is written down: results
//!    and Debug texts, the panic, who was dropped and cloned, how many comparisons there were, what the collections hold.
//! 3. The two traces are compared ([`compare`]). Where they part, the program is cut down to what still parts ([`shrink`]).

mod compare;
mod item;
mod map;
mod multimap;
mod program;
mod random;
mod report;
mod run;
mod set;
mod shared;
mod shrink;
mod subjects;

use clap::Parser;
use compare::{Orders, Tallies};
use program::Program;
use report::{Found, Report};
use std::process::ExitCode;
use std::time::{Duration, Instant};
use subjects::{Collection, LAYOUTS};

/// Runs random programs on std's collections and on ours until the time is up or a difference is found.
#[derive(Parser)]
struct Args {
    /// How long to go on.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// So many programs instead of so many seconds.
    #[arg(long, value_name = "N")]
    programs: Option<u64>,
    /// The seed of the first program; the others follow it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One layout only.
    #[arg(long, value_parser = LAYOUTS.map(|layout| layout.name))]
    layout: Option<String>,
    /// One collection only.
    #[arg(long)]
    collection: Option<Collection>,
    /// For which operations the order of drops is compared.
    #[arg(long, value_enum, default_value_t = Orders::Promised)]
    orders: Orders,
    /// One JSON document instead of a table.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let args = Args::parse();
    // Programs panic on purpose, thousands of times; what they say is in the traces.
    std::panic::set_hook(Box::new(|_| ()));
    let report = search(&args);
    println!("{}", if args.json { report.json() } else { report.text() });
    if report.failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Searches for a difference.
fn search(args: &Args) -> Report {
    let begun = Instant::now();
    let limit = Duration::from_secs(args.seconds);
    let layouts: Vec<_> = LAYOUTS
        .iter()
        .filter(|layout| args.layout.as_deref().is_none_or(|name| layout.name == name))
        .collect();
    let mut report = Report::default();
    for seed in args.seed.. {
        let programs = seed - args.seed;
        let over = args.programs.map_or_else(|| begun.elapsed() >= limit, |most| programs >= most);
        if over {
            break;
        }
        for collection in Collection::ALL {
            if args.collection.is_some_and(|one| one != collection) {
                continue;
            }
            let program = Program::random(seed, collection.table());
            let theirs = collection.run_std(&program);
            for layout in &layouts {
                let ours = layout.run(collection, &program);
                let tallies =
                    report.tallies.entry(collection.name()).or_default().entry(layout.name).or_default();
                report.operations += program.ops.len() as u64;
                let orders = args.orders.of(layout.name);
                let differs = compare::compare(&program, collection.table(), &theirs, &ours, orders, tallies);
                if differs.is_some() {
                    let parts = |program: &Program| {
                        let (theirs, ours) = (collection.run_std(program), layout.run(collection, program));
                        compare::compare(
                            program,
                            collection.table(),
                            &theirs,
                            &ours,
                            orders,
                            &mut Tallies::new(),
                        )
                    };
                    let (program, difference) = shrink::shrink(program, parts);
                    report.found = Some(Found { seed, collection, layout: layout.name, program, difference });
                    report.seconds = begun.elapsed().as_secs();
                    return report;
                }
            }
        }
        report.programs += 1;
    }
    for collection in Collection::ALL {
        for (layout, tallies) in report.tallies.entry(collection.name()).or_default() {
            for excess in compare::excessive(collection.table(), tallies) {
                report.excessive.push(format!("{} in the layout {layout}, {excess}", collection.name()));
            }
        }
    }
    report.seconds = begun.elapsed().as_secs();
    report
}
