//! Runs the same random programs on std's maps and sets and on ours, and compares the results: `cargo xtask stress differential`.
//!
//! 1. A seed determines a program ([`program`]): a list of operations on two collections, whose keys and values have an identity
//!    ([`item`]). Some calls of `cmp`, `clone`, `drop` or of a closure panic.
//! 2. The program runs once on std's collection, and on ours in every layout ([`run`]). A trace records each step: results and Debug
//!    texts, panics, drops and clones, the number of comparisons, and the contents of the collections.
//! 3. The traces are compared ([`compare`]). If they differ, the program is shrunk as long as they differ ([`shrink`]).

mod compare;
mod item;
mod map;
mod multimap;
mod program;
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
    /// How many seconds to run.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// How many programs to run, instead of a time.
    #[arg(long, value_name = "N")]
    programs: Option<u64>,
    /// The seed of the first program; each further program has the next seed.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Test only this layout.
    #[arg(long, value_parser = LAYOUTS.map(|layout| layout.name))]
    layout: Option<String>,
    /// Test only this collection.
    #[arg(long)]
    collection: Option<Collection>,
    /// The operations for which the order of drops is compared.
    #[arg(long, value_enum, default_value_t = Orders::Promised)]
    orders: Orders,
    /// Print JSON instead of a table.
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
