//! A peer: a graph, the messages that wait to be merged into it, and the messages to send in return.
//!
//! A peer has neither a network nor a clock. The caller passes messages, senders and times in, and sends the results.
//!
//! Invariants:
//!
//! - A message that failed is never relayed.
//! - A message that waits, or whose id is known, is never relayed a second time. It is merged a second time only if some of it
//!   overflowed.
//! - A step examines at most `budget` keys and sends at most one page.
//! - Senders take turns, and each has a guaranteed share of every bounded buffer.

use crate::dedup::Standing;
use crate::graph::Received as Merging;
use crate::{
    Dedup, DeferredLimit, Export, Failure, Graph, Message, NodeUpdate, PageLimit, Put, Report, Sender, State,
    Step, Verdict,
};
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use btree_map::BPlusTreeMap;
use core::num::NonZero;
use core::ops::Bound::{Excluded, Unbounded};

/// The limits of the work and the memory of a [`Peer`].
///
/// They bound everything that a peer keeps of messages, apart from the graph. They do not bound the length of one message: limit what you
/// read from the network, for example with [`Read::take`].
///
/// [`Read::take`]: https://doc.rust-lang.org/std/io/trait.Read.html#method.take
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Keys merged in a step.
    pub budget: NonZero<usize>,
    /// The size of a page of a reply.
    pub page: PageLimit,
    /// Messages that wait. A message with both a query and a put counts as two, and is accepted if there is capacity for one. A sender may
    /// have as many messages waiting as there are free places: half of all if it is the only sender, a third if there are two, and so on.
    pub inbox: usize,
    /// Ids of messages remembered.
    pub ids: usize,
    /// Bytes of an id.
    pub id_bytes: usize,
    /// For how long an id is remembered.
    pub age: f64,
    /// The time after which a message that overflowed may be sent again. It doubles with each retry, up to half of `age`, so that the id
    /// is still known at the retry.
    pub retry: f64,
    /// The limits of updates that are held until they are due.
    pub deferred: DeferredLimit,
}

impl Default for Limits {
    /// 9 keys a step, 256 messages waiting, 999 ids of up to 256 bytes for 9 seconds, retries from 100 milliseconds on,
    /// 1,024 updates of 1 MiB deferred for a day.
    fn default() -> Self {
        Limits {
            budget: Put::BUDGET,
            page: PageLimit::default(),
            inbox: 256,
            ids: 999,
            id_bytes: 256,
            age: 9_000.0,
            retry: 100.0,
            deferred: DeferredLimit { ahead: 86_400_000.0, ..DeferredLimit::default() },
        }
    }
}

/// A peer.
///
/// ```
/// use btree_graph::{Limits, NodeUpdate, Peer, Progress, Received, Sender, State, Value};
///
/// let now = State::from(5);
/// let from_ann = Sender(1);
/// let (mut ann, mut bob) = (Peer::new("ann", Limits::default()), Peer::new("bob", Limits::default()));
/// ann.write([NodeUpdate::new("lamp").with("on", true, now)]).unwrap();
/// let Progress::Done { relay: Some(message), .. } = ann.step(now) else { panic!() };
///
/// assert!(matches!(bob.receive(from_ann, message.clone(), now), Received::Queued));
/// let Progress::Done { to, reply, .. } = bob.step(now) else { panic!() };
/// assert_eq!((to, &reply.reply_to), (from_ann, &Some(message.id.clone())));
/// assert_eq!(bob.graph(), ann.graph());
/// assert!(matches!(bob.receive(from_ann, message, now), Received::Duplicate { waiting: false }));
/// ```
#[derive(Clone, Debug)]
pub struct Peer {
    name: Box<str>,
    graph: Graph,
    dedup: Dedup,
    /// What waits, by sender. None is empty.
    lanes: BPlusTreeMap<Sender, VecDeque<Work>>,
    waiting: usize,
    /// Whose turn it was last.
    last: Sender,
    limits: Limits,
    /// How many messages this peer has named.
    named: u64,
}

/// What waits.
#[derive(Clone, Debug)]
enum Work {
    /// A put that comes for the first time is relayed, a retry is not.
    Put {
        put: Put,
        id: Arc<str>,
        first: bool,
    },
    Reply {
        id: Arc<str>,
        export: Export,
    },
}

impl Work {
    fn id(&self) -> &Arc<str> {
        match self {
            Work::Put { id, .. } | Work::Reply { id, .. } => id,
        }
    }
}

/// What a peer did with a message that it received.
#[derive(Clone, Debug, PartialEq)]
pub enum Received {
    /// The message waits to be merged or answered.
    Queued,
    /// The message was received before.
    Duplicate {
        /// Whether the earlier one still waits.
        waiting: bool,
    },
    /// The message was received before, and some of it overflowed. It may be sent again, but only from a certain time on.
    TooSoon {
        /// The time from which on the message is accepted again.
        again: State,
    },
    /// The inbox is full, or the sender has used its share of it. The message has had no effect.
    Busy(Message),
    /// The id is too long. The message has had no effect.
    Refused(Message),
    /// The message has neither a query nor a put: it is an answer to a message of the caller.
    Answer(Message),
}

/// The result of a step of a peer.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// There is nothing to do.
    Idle,
    /// Some of a message, or some of what was deferred, has been merged.
    Merged,
    /// A message has been merged completely, or has failed.
    Done {
        /// The sender of the message.
        to: Sender,
        /// The reply to the sender.
        reply: Message,
        /// The message to relay, marked as seen by this peer. `None` if the message failed, or was a retry.
        relay: Option<Message>,
    },
    /// A page of an answer to a query.
    Page {
        /// The sender of the query.
        to: Sender,
        /// The page.
        page: Message,
    },
    /// Deferred updates have been displaced, by updates that are due earlier or by those of senders that hold less. They count as
    /// overflowed, so their message may be sent again.
    Displaced {
        /// The sender of the updates.
        to: Sender,
        /// The reply to the sender: how many updates of its message have overflowed.
        reply: Message,
    },
}

impl Peer {
    /// Makes a peer with an empty graph.
    ///
    /// The ids of its messages begin with its name, so names must be unique. A peer that is built anew needs a new name, unless all peers
    /// have forgotten its ids. A name must not contain a comma, which separates names on the wire.
    #[must_use]
    pub fn new(name: &str, limits: Limits) -> Self {
        Peer {
            name: name.into(),
            graph: Graph::with_deferred_limit(limits.deferred),
            dedup: Dedup::new(limits.ids, limits.age),
            lanes: BPlusTreeMap::new(),
            waiting: 0,
            last: Sender::LOCAL,
            limits,
            named: 0,
        }
    }

    /// Returns the name of the peer.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the graph.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Returns the number of waiting messages.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting
    }

    /// Accepts a message of a neighbour, without merging it yet.
    ///
    /// The inbox, the ids and the deferred updates are shared fairly between senders: see [`Limits`].
    ///
    /// A message of which some updates overflowed may be sent again, not earlier than [`Limits::retry`] permits. It is then merged again,
    /// but not relayed again. A message is relayed at most once while its id is remembered, and each accepted retry renews the id.
    ///
    /// A message without an id always counts as new. It gets an id of this peer, as if the peer had written it.
    ///
    /// Computes in **O(inbox + log n)** time.
    pub fn receive(&mut self, from: Sender, mut message: Message, now: State) -> Received {
        if message.put.is_none() && message.get.is_none() {
            return Received::Answer(message);
        }
        if message.id.len() > self.limits.id_bytes {
            return Received::Refused(message);
        }
        self.dedup.expire(now);
        // What waits is known, even if its id has been forgotten for age meanwhile.
        if self.lanes.values().flatten().any(|work| **work.id() == *message.id) {
            return Received::Duplicate { waiting: true };
        }
        let first = match self.dedup.standing(&message.id, now) {
            _ if message.id.is_empty() => true,
            Standing::New => true,
            Standing::Retry if message.put.is_some() => false,
            Standing::Retry | Standing::Known => return Received::Duplicate { waiting: false },
            Standing::TooSoon(again) => return Received::TooSoon { again },
        };
        if !self.has_room(from) {
            return Received::Busy(message);
        }
        if message.id.is_empty() {
            message.id = self.new_id();
        }
        self.dedup.insert_from(from, &message.id, now);
        let id: Arc<str> = Arc::from(&*message.id);
        // A question has been answered the first time.
        if let Some(get) = message.get.as_ref().filter(|_| first) {
            self.push(from, Work::Reply { id: Arc::clone(&id), export: Export::answer(get) });
        }
        if message.put.is_some() {
            self.push(from, Work::Put { put: Put::new(message), id, first });
        }
        Received::Queued
    }

    /// Whether there is room for one more message of a sender.
    fn has_room(&self, from: Sender) -> bool {
        let own = self.lanes.get(&from).map_or(0, VecDeque::len);
        own < self.limits.inbox.saturating_sub(self.waiting)
    }

    fn push(&mut self, from: Sender, work: Work) {
        self.lanes.entry(from).or_default().push_back(work);
        self.waiting += 1;
    }

    /// Takes out what waits first of a sender's.
    fn pop(&mut self, from: Sender) -> Option<Work> {
        let lane = self.lanes.get_mut(&from)?;
        let work = lane.pop_front()?;
        self.waiting -= 1;
        if lane.is_empty() {
            self.lanes.remove(&from);
        }
        Some(work)
    }

    /// Writes to the peer's own graph, like a message that has been received. The last step of the write returns the message to send.
    ///
    /// Computes in **O(1)** time.
    ///
    /// # Errors
    ///
    /// If the inbox has no capacity for the write. Returns the updates.
    pub fn write(&mut self, nodes: impl Into<Vec<NodeUpdate>>) -> Result<(), Vec<NodeUpdate>> {
        if !self.has_room(Sender::LOCAL) {
            return Err(nodes.into());
        }
        let message = Message::put(&self.new_id(), nodes);
        let id = Arc::from(&*message.id);
        self.push(Sender::LOCAL, Work::Put { put: Put::new(message), id, first: true });
        Ok(())
    }

    /// Continues the work that waits: notices of displaced updates, then deferred updates that are due, then a message. Senders take turns,
    /// one step each.
    ///
    /// Computes in **O(budget · log n)** time, or that of a page.
    pub fn step(&mut self, now: State) -> Progress {
        if let Some(displaced) = self.tell_displaced(now) {
            return displaced;
        }
        if self.graph.next_due().is_some_and(|due| due <= now) {
            self.graph.run_due(self.limits.budget, now);
            return Progress::Merged;
        }
        let next = self.lanes.range((Excluded(self.last), Unbounded)).next().or(self.lanes.first_key_value());
        let Some(from) = next.map(|(&from, _)| from) else { return Progress::Idle };
        self.last = from;
        let Peer { graph, lanes, limits, .. } = self;
        match lanes.get_mut(&from).and_then(VecDeque::front_mut) {
            None => Progress::Idle,
            Some(Work::Put { put, id, .. }) => {
                let mut merging = Merging { graph: &mut *graph, sender: from, id };
                let end = match put.step(&mut merging, limits.budget, now) {
                    Step::Yield { .. } => None,
                    Step::Done(_) => Some(Ok(())),
                    Step::Failed { soul, key, reason, applied } => {
                        Some(Err(Failure { soul, key, reason, applied }.to_string()))
                    }
                };
                put.displaced(graph.deferred_mut().take_displaced_of(from, id));
                match end {
                    None => Progress::Merged,
                    Some(end) => self.finish(from, end, now),
                }
            }
            Some(Work::Reply { id, export }) => match export.next_page(graph, limits.page) {
                Some(page) => {
                    let (id, last) = (Arc::clone(id), !page.more);
                    if last {
                        self.pop(from);
                    }
                    Progress::Page { to: from, page: page.into_reply(&self.new_id(), &id) }
                }
                None => {
                    self.pop(from);
                    Progress::Merged
                }
            },
        }
    }

    /// What to tell of updates that have been displaced, if there are any.
    fn tell_displaced(&mut self, now: State) -> Option<Progress> {
        while let Some((to, id, updates)) = self.graph.deferred_mut().pop_displaced() {
            let waiting = self.lanes.get_mut(&to).into_iter().flatten().find_map(|work| match work {
                Work::Put { put, id: waiting, .. } if *waiting == id => Some(put),
                _ => None,
            });
            // What is not at its end tells with all else.
            if let Some(put) = waiting {
                put.displaced(updates);
                continue;
            }
            self.dedup.allow_again(to, &id, self.limits.retry, now);
            let report = Report { overflowed: updates, ..Report::default() };
            let reply = self.reply(&id, Verdict::Ok(Some(report)));
            return Some(Progress::Displaced { to, reply });
        }
        None
    }

    /// Takes out the put in front of a sender's, which is at its end.
    fn finish(&mut self, from: Sender, end: Result<(), String>, now: State) -> Progress {
        let Some(Work::Put { put, id, first }) = self.pop(from) else { return Progress::Idle };
        let report = put.report();
        let mut message = put.into_message();
        if end.is_ok() && report.overflowed > 0 {
            self.dedup.allow_retry(from, &id, self.limits.retry, now);
        } else {
            self.dedup.settle(from, &id, now);
        }
        let (verdict, relay) = match end {
            Ok(()) => {
                if !message.seen_by.contains(&self.name) {
                    message.seen_by.push(self.name.clone());
                }
                (Verdict::Ok(Some(report)), first.then_some(message))
            }
            Err(failure) => (Verdict::Err(failure.into()), None),
        };
        Progress::Done { to: from, reply: self.reply(&id, verdict), relay }
    }

    fn reply(&mut self, to: &str, verdict: Verdict) -> Message {
        let id = self.new_id();
        Message { id, reply_to: Some(to.into()), verdict: Some(verdict), ..Message::default() }
    }

    fn new_id(&mut self) -> Box<str> {
        self.named += 1;
        format!("{}.{}", self.name, self.named).into()
    }
}
