//! The simulation of the `peers` example, over networks that are worse than its own.

#![allow(dead_code, reason = "the example uses more of it")]

#[path = "../examples/peers/moved.rs"]
mod moved;
#[path = "../examples/peers/network.rs"]
mod network;
#[path = "../examples/peers/random.rs"]
mod random;
#[path = "../examples/peers/simulation.rs"]
mod simulation;
#[path = "../examples/peers/workload.rs"]
mod workload;

use network::Faults;
use simulation::{Outcome, Simulation};
use workload::Workload;

fn run(workload: Workload, peers: usize, faults: Faults, seed: u64) -> Outcome {
    let mut simulation = Simulation::new(workload, peers, faults, seed);
    while simulation.event() {}
    simulation.into_outcome()
}

const SMALL: Workload = Workload { nodes: 250, keys: 2 };

#[test]
fn peers_agree_though_half_of_all_messages_are_lost_and_half_are_doubled() {
    let faults = Faults { loss: 0.5, double: 0.5, delay: 400 };
    for seed in 0..10 {
        let outcome = run(SMALL, 2 + seed as usize % 5, faults, seed);
        assert!(outcome.agree, "seed {seed}: {outcome:?}");
        assert!(outcome.lost > 0 && outcome.doubled > 0, "{outcome:?}");
    }
}

#[test]
fn a_perfect_network_needs_no_message_twice() {
    let faults = Faults { loss: 0.0, double: 0.0, delay: 50 };
    let outcome = run(SMALL, 2, faults, 1);
    assert!(outcome.agree, "{outcome:?}");
    // Three messages from each of two peers, and as many answers.
    assert_eq!((outcome.sent, outcome.lost, outcome.doubled), (12, 0, 0));
}

#[test]
fn all_follows_from_the_seed() {
    let faults = Faults { loss: 0.2, double: 0.2, delay: 100 };
    let counted = |seed| {
        let Outcome { sent, lost, doubled, bytes, steps, agreed_at, .. } = run(SMALL, 3, faults, seed);
        (sent, lost, doubled, bytes, steps, agreed_at)
    };
    assert_eq!(counted(7), counted(7));
    assert_ne!(counted(7), counted(8));
}

#[test]
fn a_network_that_loses_everything_is_not_called_agreed() {
    let faults = Faults { loss: 1.0, double: 0.0, delay: 50 };
    let outcome = run(Workload { nodes: 2, keys: 2 }, 2, faults, 1);
    assert!(!outcome.agree);
}
