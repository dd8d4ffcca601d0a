//! Puts one message by one contender, for `cargo xtask measure graph` to count its instructions under callgrind.
//!
//! `put_driver <contender> <keys>` prints how many keys it merged. Contenders are
//!
//! - `stepper` and `sliced`: a put by two integers and one by slices, into a sink that keeps nothing;
//! - `graph` and `std`: a put by two integers, into this crate's graph and into the same on std's map.
//!
//! The set-up lies outside [`graph_costs_region`], the one function in which callgrind counts; messages of few keys are
//! put many times, so that a figure is never one of a few hundred instructions. Everything is deterministic.

#[path = "../contenders/mod.rs"]
mod contenders;

use btree_graph::{Discard, Graph, Message, NodeUpdate, Put, Report, Sink, State, Step};
use contenders::sliced::{SlicedPut, Stage};
use contenders::std_graph::StdGraph;
use std::hint::black_box;
use std::process::ExitCode;

/// Keys a region merges at least.
const KEYS: usize = 10_000;

const NOW: State = State::ZERO;

/// The only function in which instructions are counted: its name is what callgrind is told.
#[inline(never)]
fn graph_costs_region(work: &mut dyn FnMut()) {
    work();
    // Behind the call, so that it is a call and no jump, which callgrind would take for leaving the function.
    black_box(());
}

/// A node of so many keys, in no order.
fn message(keys: usize) -> Message {
    let mut node = NodeUpdate::new("soul");
    for key in 0..keys as u64 {
        let scattered = (key + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        node.push(&format!("{scattered:016x}"), (key as u32).into(), NOW);
    }
    Message::put("m", [node])
}

fn stepped<S: Sink>(message: &Message, sink: &mut S) -> Report {
    let mut put = Put::new(message);
    loop {
        match put.step(sink, Put::BUDGET, NOW) {
            Step::Yield { .. } => {}
            Step::Done(report) => return report,
            Step::Failed { reason, .. } => panic!("{reason}"),
        }
    }
}

fn sliced<S: Sink>(message: &Message, sink: &mut S) -> Report {
    let mut put = SlicedPut::new(message);
    loop {
        if let Stage::Done(report) = put.step(sink, Put::BUDGET.get(), NOW) {
            return report;
        }
    }
}

/// Puts the message into each of the sinks, and counts that; returns the number of keys.
fn counted<S: Sink>(keys: usize, mut sinks: Vec<S>, put: fn(&Message, &mut S) -> Report) -> usize {
    let message = message(keys);
    let mut applied = 0;
    graph_costs_region(&mut || {
        for sink in &mut sinks {
            applied += put(black_box(&message), sink).applied;
        }
    });
    assert_eq!(applied, (keys * sinks.len()) as u64, "every key was applied");
    keys * sinks.len()
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [contender, keys] => keys.parse().ok().filter(|&keys| keys > 0).and_then(|keys: usize| {
            let copies = KEYS.div_ceil(keys);
            Some(match contender {
                "stepper" => counted(keys, vec![Discard; copies], stepped),
                "sliced" => counted(keys, vec![Discard; copies], sliced),
                "graph" => counted(keys, vec![Graph::new(); copies], stepped),
                "std" => counted(keys, vec![StdGraph::default(); copies], stepped),
                _ => return None,
            })
        }),
        _ => None,
    };
    match done {
        Some(keys) => {
            println!("{keys}");
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("usage: put_driver stepper|sliced|graph|std <keys>");
            ExitCode::from(2)
        }
    }
}
