//! Times every contender on every operation; prints one JSON document a line. See `cargo xtask compare`.
//!
//! Fails if a contender's results differ from std's.

use clap::Parser;
use peers::{field, set_field};
use rivals::entrants::*;
use rivals::for_every_shape;
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
    macro_rules! count_steps {
        ($shape:ident, $kind:ident) => {
            all_steps += steps::<$shape>(&plan);
        };
    }
    for_every_shape!(count_steps);
    Line::Plan { steps: all_steps, missing }.print();
    macro_rules! race {
        ($shape:ident, map) => {
            agreed &= run::<$shape>(&plan, &field::<$shape>());
        };
        ($shape:ident, set) => {
            agreed &= run::<$shape>(&plan, &set_field::<$shape>());
        };
    }
    for_every_shape!(race);
    if agreed { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
