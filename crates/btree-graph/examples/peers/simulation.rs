//! The simulation: peers in a ring, each with an outbox from which it sends until it is answered.

use crate::moved::Places;
use crate::network::{Event, Faults, Micros, Network};
use crate::random::Random;
use crate::workload::Workload;
use btree_graph::{Limits, Message, Peer, Progress, Received, Sender, State, Verdict, wire};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// How long a peer takes for a step.
const STEP: Micros = 100;

/// How long a sender waits for an answer. More than a message and its answer are under way, most of the time.
const RETRY: Micros = 150_000;

/// A sender that is told of an overflow waits twice as long each time, but no longer than this.
const LONGEST_RETRY: Micros = 2_000_000;

/// Peers that do not agree by then never will.
const GIVE_UP: Micros = 3_600_000_000;

/// A peer and what it has to see to.
#[derive(Debug)]
struct Station {
    peer: Peer,
    neighbours: Vec<usize>,
    /// Messages without an answer yet, by receiver and id.
    outbox: BTreeMap<(usize, Rc<str>), Unanswered>,
    /// All messages merged, as they were sent on: some of them may be asked for again, as long as they are not due.
    kept: BTreeMap<Box<str>, Rc<[u8]>>,
    /// What the peer is going to write.
    unwritten: Vec<Vec<btree_graph::NodeUpdate>>,
    /// Whether a step is planned, and the last time one was planned for something that is due.
    planned: bool,
    due: Option<State>,
    /// Ids of messages merged.
    merged: BTreeSet<Box<str>>,
}

/// A message, and how long to wait until it is sent again.
#[derive(Debug)]
struct Unanswered {
    bytes: Rc<[u8]>,
    wait: Micros,
    /// When it is sent next. What was planned for another time is of one before it.
    next: Micros,
}

/// What came of a simulation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) sent: u64,
    pub(crate) lost: u64,
    pub(crate) doubled: u64,
    pub(crate) bytes: u64,
    /// Steps of all peers.
    pub(crate) steps: u64,
    /// Entries moved by the step of the first peer that moved most.
    pub(crate) moved: usize,
    /// The longest a step took.
    pub(crate) longest: Duration,
    /// When a graph changed for the last time, in milliseconds.
    pub(crate) agreed_at: f64,
    /// Whether all graphs are the same.
    pub(crate) agree: bool,
}

/// A simulation under way.
#[derive(Debug)]
pub(crate) struct Simulation {
    stations: Vec<Station>,
    network: Network,
    now: Micros,
    places: Places,
    messages: u64,
    merged: u64,
    outcome: Outcome,
}

impl Simulation {
    pub(crate) fn new(workload: Workload, peers: usize, faults: Faults, seed: u64) -> Self {
        let mut random = Random(seed ^ 0x5eed);
        let mut network = Network::new(faults, seed);
        let mut messages = 0;
        let stations = (0..peers)
            .map(|number| {
                let mut unwritten = workload.messages(number, &mut random);
                unwritten.reverse();
                messages += unwritten.len() as u64;
                network.plan(0, number, Event::Step);
                let neighbours = BTreeSet::from([(number + 1) % peers, (number + peers - 1) % peers]);
                Station {
                    peer: Peer::new(&format!("peer{number}"), Limits::default()),
                    neighbours: neighbours.into_iter().collect(),
                    outbox: BTreeMap::new(),
                    kept: BTreeMap::new(),
                    unwritten,
                    planned: true,
                    due: None,
                    merged: BTreeSet::new(),
                }
            })
            .collect();
        Simulation {
            stations,
            network,
            now: 0,
            places: Places::default(),
            messages,
            merged: 0,
            outcome: Outcome::default(),
        }
    }

    /// How many times a message is going to be merged for the first time.
    pub(crate) fn to_merge(&self) -> u64 {
        self.messages * self.stations.len() as u64
    }

    /// How many times that has happened.
    pub(crate) fn merged(&self) -> u64 {
        self.merged
    }

    /// The time, in milliseconds.
    pub(crate) fn now(&self) -> f64 {
        self.now as f64 / 1e3
    }

    /// Lets the next thing happen; false if there is nothing more to come.
    pub(crate) fn event(&mut self) -> bool {
        let next = self.network.next().filter(|&(at, ..)| at < GIVE_UP);
        let Some((at, number, event)) = next else {
            self.finish();
            return false;
        };
        self.now = at;
        match event {
            Event::Arrives { from, bytes } => self.arrives(number, from, &bytes),
            Event::Again { bytes } => self.again(number, &bytes),
            Event::Step => self.step(number),
            Event::Retry { to, id } => self.retry(number, to, id),
        }
        true
    }

    fn state(&self) -> State {
        State::new(self.now()).expect("simulated time is finite")
    }

    fn arrives(&mut self, number: usize, from: usize, bytes: &[u8]) {
        let message = wire::from_slice(bytes).expect("peers write well");
        let id = message.id.clone();
        let now = self.state();
        let station = &mut self.stations[number];
        let received = station.peer.receive(sender(from), message, now);
        // Whoever sends the message has been told that some of it was displaced, or need not be told any more.
        if !matches!(received, Received::TooSoon { .. } | Received::Busy(_)) {
            station.outbox.remove(&(from, told(&id)));
        }
        match received {
            Received::Queued => self.plan_step(number, self.now),
            // The answer to the first one may have been lost.
            Received::Duplicate { waiting: false } => {
                let answer = Message {
                    id: format!("{id}/{number}").into(),
                    reply_to: Some(id),
                    verdict: Some(Verdict::Ok(None)),
                    ..Message::default()
                };
                self.send(number, from, &answer);
            }
            // The answer is to come; or the sender has to try again.
            Received::Duplicate { waiting: true } | Received::Busy(_) | Received::TooSoon { .. } => {}
            Received::Refused(_) => unreachable!("peers name their messages shortly"),
            Received::Answer(Message { reply_to, verdict, .. }) => {
                let overflowed = matches!(verdict, Some(Verdict::Ok(Some(report))) if report.overflowed > 0);
                let Some(id) = reply_to else { return };
                let key: (usize, Rc<str>) = (from, Rc::from(&*id));
                if !overflowed {
                    station.outbox.remove(&key);
                } else if let Some(unanswered) = station.outbox.get_mut(&key) {
                    unanswered.wait = (2 * unanswered.wait).min(LONGEST_RETRY);
                } else if let Some(bytes) = station.kept.get(&id) {
                    // It had been deferred, and was displaced.
                    let next = self.now + RETRY;
                    station.outbox.insert(key, Unanswered { bytes: Rc::clone(bytes), wait: RETRY, next });
                    self.network.plan(next, number, Event::Retry { to: from, id: Rc::from(id) });
                }
            }
        }
    }

    /// A peer merges a message of its own again, some of which had overflowed.
    fn again(&mut self, number: usize, bytes: &Rc<[u8]>) {
        let message = wire::from_slice(bytes).expect("peers write well");
        let now = self.state();
        match self.stations[number].peer.receive(Sender::LOCAL, message, now) {
            Received::Busy(_) => {
                self.network.plan(self.now + RETRY, number, Event::Again { bytes: Rc::clone(bytes) });
            }
            Received::TooSoon { again } => {
                let at = (again.get() * 1e3).ceil() as Micros;
                self.network.plan(at, number, Event::Again { bytes: Rc::clone(bytes) });
            }
            _ => self.plan_step(number, self.now),
        }
    }

    fn step(&mut self, number: usize) {
        let now = self.state();
        let station = &mut self.stations[number];
        station.planned = false;
        let written = station.unwritten.pop().map_or(Ok(()), |nodes| station.peer.write(nodes));
        station.unwritten.extend(written.err());
        let before = station.peer.graph().stamp();
        let start = Instant::now();
        let progress = station.peer.step(now);
        let took = start.elapsed();
        if station.peer.graph().stamp() != before {
            self.outcome.agreed_at = self.now as f64 / 1e3;
            if number == 0 {
                self.outcome.moved = self.outcome.moved.max(self.places.moved(station.peer.graph()));
            }
        }
        if progress != Progress::Idle {
            self.outcome.steps += 1;
            self.outcome.longest = self.outcome.longest.max(took);
            self.plan_step(number, self.now + STEP);
        }
        match progress {
            Progress::Done { to, reply, relay } => self.done(number, to, &reply, relay.as_ref()),
            Progress::Displaced { to, reply } => self.displaced(number, to, &reply),
            Progress::Idle | Progress::Merged | Progress::Page { .. } => {}
        }
        self.plan_due(number);
    }

    /// A message has been merged: answers its sender, and passes it on if it is the first time.
    fn done(&mut self, number: usize, to: Sender, reply: &Message, relay: Option<&Message>) {
        let station = &mut self.stations[number];
        let id = reply.reply_to.clone().expect("a reply is one to something");
        let new = station.merged.insert(id.clone());
        assert_eq!(relay.is_some(), new, "all messages are valid, and relayed once");
        self.merged += u64::from(new);
        let source = neighbour(to);
        if let Some(source) = source {
            self.send(number, source, reply);
        }
        if let Some(message) = relay {
            let bytes = wire::to_vec(message).expect("peers write what can be written");
            self.stations[number].kept.insert(id.clone(), bytes.into());
            self.pass_on(number, source, message);
        }
        // What another peer sent comes again from there.
        if source.is_none() && overflowed(reply) {
            self.write_again(number, &id);
        }
    }

    /// Updates of a message have been displaced: its sender is told, again and again until the message comes.
    fn displaced(&mut self, number: usize, to: Sender, reply: &Message) {
        let id = reply.reply_to.clone().expect("a reply is one to something");
        let Some(to) = neighbour(to) else { return self.write_again(number, &id) };
        let key = told(&id);
        // Whoever has not answered yet is told of some updates already: that is reason enough to send the message again.
        if let Entry::Vacant(vacant) = self.stations[number].outbox.entry((to, Rc::clone(&key))) {
            let bytes = wire::to_vec(reply).expect("peers write what can be written").into();
            vacant.insert(Unanswered { bytes, wait: RETRY, next: self.now });
            self.retry(number, to, key);
        }
    }

    /// Plans to merge a message of the peer's own once more.
    fn write_again(&mut self, number: usize, id: &str) {
        let bytes = Rc::clone(&self.stations[number].kept[id]);
        self.network.plan(self.now + RETRY, number, Event::Again { bytes });
    }

    /// Sends a message to all neighbours that have not seen it, and again until they answer.
    fn pass_on(&mut self, number: usize, source: Option<usize>, message: &Message) {
        let bytes: Rc<[u8]> = wire::to_vec(message).expect("peers merge what can be written").into();
        let id: Rc<str> = Rc::from(&*message.id);
        for to in self.stations[number].neighbours.clone() {
            let name = self.stations[to].peer.name();
            if source != Some(to) && !message.seen_by.iter().any(|peer| **peer == *name) {
                let unanswered = Unanswered { bytes: Rc::clone(&bytes), wait: RETRY, next: self.now };
                self.stations[number].outbox.insert((to, Rc::clone(&id)), unanswered);
                self.retry(number, to, Rc::clone(&id));
            }
        }
    }

    /// Sends a message that has no answer yet, and looks again later.
    fn retry(&mut self, number: usize, to: usize, id: Rc<str>) {
        let unanswered = self.stations[number].outbox.get_mut(&(to, Rc::clone(&id)));
        if let Some(unanswered) = unanswered.filter(|unanswered| unanswered.next == self.now) {
            unanswered.next = self.now + unanswered.wait;
            self.network.send(self.now, number, to, &unanswered.bytes);
            self.network.plan(unanswered.next, number, Event::Retry { to, id });
        }
    }

    fn send(&mut self, from: usize, to: usize, message: &Message) {
        let bytes = wire::to_vec(message).expect("peers write what can be written").into();
        self.network.send(self.now, from, to, &bytes);
    }

    fn plan_step(&mut self, number: usize, at: Micros) {
        if !std::mem::replace(&mut self.stations[number].planned, true) {
            self.network.plan(at, number, Event::Step);
        }
    }

    /// Sees to it that what is deferred is merged when it is due.
    fn plan_due(&mut self, number: usize) {
        let station = &mut self.stations[number];
        let due = station.peer.graph().next_due();
        if let Some(state) = due.filter(|_| station.due != due) {
            let at = (state.get() * 1e3).ceil() as Micros;
            self.network.plan(at.max(self.now), number, Event::Step);
        }
        station.due = due;
    }

    fn finish(&mut self) {
        let Network { sent, lost, doubled, bytes, .. } = self.network;
        let idle = |station: &Station| {
            station.outbox.is_empty() && station.peer.waiting() == 0 && station.peer.graph().deferred() == 0
        };
        let agree = self.merged == self.to_merge()
            && self.stations.iter().all(idle)
            && self.stations.windows(2).all(|pair| pair[0].peer.graph() == pair[1].peer.graph());
        self.outcome = Outcome { sent, lost, doubled, bytes, agree, ..self.outcome.clone() };
    }

    /// What came of it.
    pub(crate) fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// What came of it.
    pub(crate) fn into_outcome(self) -> Outcome {
        self.outcome
    }
}

/// Whether an answer asks for the message again.
fn overflowed(answer: &Message) -> bool {
    matches!(answer.verdict, Some(Verdict::Ok(Some(report))) if report.overflowed > 0)
}

/// Who a neighbour is to a peer.
fn sender(neighbour: usize) -> Sender {
    Sender(neighbour as u64 + 1)
}

/// Which neighbour a sender is, if it is not the peer itself.
fn neighbour(sender: Sender) -> Option<usize> {
    sender.0.checked_sub(1).map(|neighbour| neighbour as usize)
}

/// The place in an outbox of what tells that updates of a message have been displaced.
fn told(id: &str) -> Rc<str> {
    format!("{id}/displaced").into()
}
