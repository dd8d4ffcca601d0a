//! Times every contender on every operation; prints one JSON document a line. See `cargo xtask compare`.
//!
//! Fails if a contender's results differ from std's.

use clap::Parser;
use peers::field;
use rivals::entrants::{Blobs, Halves, Pairs, RIVALS, Strs, Texts, Words, missing};
use rivals::line::Line;
use rivals::plan::{Args, Plan};
use rivals::rounds::{run, steps};
use std::process::ExitCode;

fn main() -> ExitCode {
    let plan = match Plan::new(Args::parse()) {
        Ok(plan) => plan,
        Err(what) => {
            eprintln!("error: {what}");
            return ExitCode::from(2);
        }
    };
    let missing = RIVALS.iter().filter_map(|name| missing(name)).map(str::to_owned).collect();
    let (mut all_steps, mut agreed) = (0, true);
    macro_rules! for_all_shapes {
        ($shape:ident => $work:expr) => {{
            {
                type $shape = Words;
                $work
            }
            {
                type $shape = Halves;
                $work
            }
            {
                type $shape = Texts;
                $work
            }
            {
                type $shape = Strs;
                $work
            }
            {
                type $shape = Blobs;
                $work
            }
            {
                type $shape = Pairs;
                $work
            }
        }};
    }
    for_all_shapes!(S => all_steps += steps::<S>(&plan));
    Line::Plan { steps: all_steps, missing }.print();
    for_all_shapes!(S => agreed &= run::<S>(&plan, &field::<S>()));
    if agreed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
