//! Peers that write to the same nodes and tell each other over a network that delays, drops, doubles and reorders.
//!
//! ```text
//! cargo run --release --example peers [-- --peers 5 --loss 0.1 --double 0.1 --delay 50 --seed 1]
//! ```
//!
//! Peers stand in a ring, and pass on what they merge. All of them write conflicting values at once, some from the future.
//! Time is simulated, and everything follows from the seed: two runs print the same table, but for the two columns that
//! are measured by the clock.
//!
//! A table before that counts the deliveries of one message that floods a mesh, a ring and a star, all of whose peers have no room
//! for what is ahead. The exit code is 1 if peers end with different graphs, or if a count is not what flooding takes.

mod flood;
mod moved;
mod network;
mod random;
mod simulation;
mod workload;

use clap::Parser;
use flood::{Flood, Network as Shape};
use indicatif::{ProgressBar, ProgressStyle};
use network::Faults;
use simulation::{Outcome, Simulation};
use std::process::ExitCode;
use std::time::Instant;
use workload::Workload;

/// Simulates peers and prints what it took them to agree.
#[derive(Parser, Debug)]
struct Arguments {
    /// Peers in the ring.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u16).range(2..=100))]
    peers: u16,
    /// How many of all messages are lost.
    #[arg(long, default_value_t = 0.1, value_parser = share)]
    loss: f64,
    /// How many of all messages come twice.
    #[arg(long, default_value_t = 0.1, value_parser = share)]
    double: f64,
    /// The longest time a message is under way, in milliseconds.
    #[arg(long, default_value_t = 50)]
    delay: u32,
    /// What all chance follows from.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Leave out the two columns that are measured by the clock.
    #[arg(long)]
    no_times: bool,
}

/// A share of messages that leaves some.
fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| format!("{text} is no number"))?;
    if (0.0..=0.9).contains(&share) { Ok(share) } else { Err("it must be from 0 to 0.9".into()) }
}

fn main() -> ExitCode {
    let Arguments { peers, loss, double, delay, seed, no_times } = Arguments::parse();
    let floods_exact = floods();
    let faults = Faults { loss, double, delay };
    println!(
        "\n{peers} peers in a ring, {:.0} % of messages lost, {:.0} % doubled, up to {delay} ms under way, seed {seed}",
        100.0 * loss,
        100.0 * double
    );
    let times = |of| if no_times { String::new() } else { of };
    println!(
        "{:>22} {:>9} {:>7} {:>8} {:>10} {:>7} {:>14} {:>13}  result      {}",
        "each peer writes",
        "messages",
        "lost",
        "doubled",
        "kB",
        "steps",
        "longest step",
        "agreed after",
        times(format!("{:>12} {:>8}", "longest step", "took")),
    );
    println!(
        "{:>22} {:>9} {:>7} {:>8} {:>10} {:>7} {:>14} {:>13}  {:<12}{}",
        "",
        "",
        "",
        "",
        "",
        "",
        "entries moved",
        "simulated ms",
        "",
        times(format!("{:>12} {:>8}", "µs", "s")),
    );
    let mut all_agree = true;
    for workload in workload::ALL {
        let outcome = watch(workload, usize::from(peers), faults, seed);
        all_agree &= outcome.agree;
        let Timed { seconds, outcome: Outcome { longest, .. }, .. } = &outcome;
        let times = times(format!("{:>12.0} {seconds:>8.1}", longest.as_secs_f64() * 1e6));
        println!("{}", format!("{} {times}", line(workload, &outcome)).trim_end());
    }
    if all_agree && floods_exact { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Counts deliveries in networks of some shapes; whether all counts are as they must be.
fn floods() -> bool {
    let (ahead, hop) = (2_000, 1);
    println!("one message, a key of it {ahead} ms ahead, {hop} ms from peer to peer, no room to defer");
    println!(
        "{:>22} {:>6} {:>6} {:>11} {:>13} {:>8}  result",
        "network", "peers", "links", "deliveries", "redeliveries", "relays"
    );
    let mut all = true;
    for (name, shape) in
        [("full mesh", Shape::mesh(10)), ("ring with chords", Shape::ring(40, 7)), ("star", Shape::star(20))]
    {
        let flood = Flood { ahead, room: 0, longest_hop: hop, seed: 1 }.run(&shape);
        let exact = flood.agree
            && flood.deliveries == shape.flooded()
            && flood.redeliveries == (shape.peers() - 1) as u64 * flood::retries(ahead)
            && flood.relays.iter().all(|&relays| relays == 1);
        all &= exact;
        println!(
            "{name:>22} {:>6} {:>6} {:>11} {:>13} {:>8}  {}",
            shape.peers(),
            shape.links(),
            flood.deliveries,
            flood.redeliveries,
            flood.relays.iter().sum::<u32>(),
            if exact { "exact" } else { "NOT WHAT FLOODING TAKES" },
        );
    }
    all
}

/// Runs a simulation under a progress bar.
fn watch(workload: Workload, peers: usize, faults: Faults, seed: u64) -> Timed {
    let start = Instant::now();
    let mut simulation = Simulation::new(workload, peers, faults, seed);
    let bar = ProgressBar::new(simulation.to_merge());
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} merged, {msg}");
    bar.set_style(style.expect("the template is well formed"));
    while simulation.event() {
        bar.set_position(simulation.merged());
        bar.set_message(format!("{workload}, {:.0} ms simulated", simulation.now()));
    }
    bar.finish_and_clear();
    let Outcome { agree, .. } = *simulation.outcome();
    Timed { seconds: start.elapsed().as_secs_f64(), agree, outcome: simulation.into_outcome() }
}

/// What came of a simulation, and how long that took.
struct Timed {
    seconds: f64,
    agree: bool,
    outcome: Outcome,
}

fn line(workload: Workload, timed: &Timed) -> String {
    let Timed { agree, outcome, .. } = timed;
    format!(
        "{:>22} {:>9} {:>7} {:>8} {:>10.1} {:>7} {:>14} {:>13.0}  {:<11}",
        workload.to_string(),
        outcome.sent,
        outcome.lost,
        outcome.doubled,
        outcome.bytes as f64 / 1e3,
        outcome.steps,
        outcome.moved,
        outcome.agreed_at,
        if *agree { "all agree" } else { "THEY DIFFER" },
    )
}
