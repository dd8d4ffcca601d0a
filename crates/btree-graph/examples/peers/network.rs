//! A network that loses, doubles and reorders what it is given: bytes, due at some peer some time later.

use crate::random::Random;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;

/// What is wrong with a network.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Faults {
    /// The share of messages lost.
    pub(crate) loss: f64,
    /// The share of messages doubled.
    pub(crate) double: f64,
    /// The longest time under way. The shortest is a tenth of it: so messages overtake each other.
    pub(crate) delay: u32,
}

/// Something that happens at a peer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Event {
    /// Bytes come from another peer.
    Arrives { from: usize, bytes: Rc<[u8]> },
    /// A message of the peer's own is to be merged once more.
    Again { bytes: Rc<[u8]> },
    /// The peer goes on with what it has to do.
    Step,
    /// The peer looks whether a message has been answered.
    Retry { to: usize, id: Rc<str> },
}

/// A thousandth of a millisecond: times are whole numbers, so that they are in a total order.
pub(crate) type Micros = u64;

/// Everything that is going to happen, the next thing first; and counts of what has been sent.
#[derive(Debug)]
pub(crate) struct Network {
    faults: Faults,
    random: Random,
    /// By time, then in the order in which they were planned.
    events: BinaryHeap<Reverse<(Micros, u64, usize, Event)>>,
    planned: u64,
    pub(crate) sent: u64,
    pub(crate) lost: u64,
    pub(crate) doubled: u64,
    pub(crate) bytes: u64,
}

impl Network {
    pub(crate) fn new(faults: Faults, seed: u64) -> Self {
        Network {
            faults,
            random: Random(seed),
            events: BinaryHeap::new(),
            planned: 0,
            sent: 0,
            lost: 0,
            doubled: 0,
            bytes: 0,
        }
    }

    /// Lets something happen at a peer.
    pub(crate) fn plan(&mut self, at: Micros, peer: usize, event: Event) {
        self.planned += 1;
        self.events.push(Reverse((at, self.planned, peer, event)));
    }

    /// Sends bytes; they may come never, or twice.
    pub(crate) fn send(&mut self, now: Micros, from: usize, to: usize, bytes: &Rc<[u8]>) {
        let copies = 1 + usize::from(self.random.share() < self.faults.double);
        self.sent += 1;
        self.bytes += bytes.len() as u64;
        self.doubled += copies as u64 - 1;
        for _ in 0..copies {
            if self.random.share() < self.faults.loss {
                self.lost += 1;
                continue;
            }
            let longest = 1000.0 * f64::from(self.faults.delay);
            let delay = longest * (0.1 + 0.9 * self.random.share());
            self.plan(now + delay as Micros, to, Event::Arrives { from, bytes: Rc::clone(bytes) });
        }
    }

    /// The next thing that happens: when, at which peer, and what.
    pub(crate) fn next(&mut self) -> Option<(Micros, usize, Event)> {
        self.events.pop().map(|Reverse((at, _, peer, event))| (at, peer, event))
    }
}
