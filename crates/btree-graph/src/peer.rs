//! A peer: a graph, the messages that wait to be merged into it, and what is to be sent because of them.
//!
//! There is no network in here and no clock. Whoever has them hands messages and times in, and sends what comes out.
//!
//! Invariants: a message that failed is never relayed; a message whose id is known or that waits is never relayed a second
//! time, and not merged a second time, unless some of it had overflowed; no step examines more keys than the budget allows,
//! or sends more than a page.

use crate::dedup::Standing;
use crate::{
    Dedup, DeferredLimit, Export, Failure, Graph, Message, NodeUpdate, PageLimit, Put, Report, State, Step,
    Verdict,
};
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::num::NonZero;

/// How much a [`Peer`] does and holds.
///
/// How large one message may be is for whoever reads it from the network to say, for example by [`Read::take`]; what a
/// peer keeps of messages is bounded here, apart from the graph.
///
/// [`Read::take`]: https://doc.rust-lang.org/std/io/trait.Read.html#method.take
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Keys merged in a step.
    pub budget: NonZero<usize>,
    /// The size of a page of a reply.
    pub page: PageLimit,
    /// Messages that wait. One that both asks and updates waits as two, and comes in if there is room for one.
    pub inbox: usize,
    /// Ids of messages remembered.
    pub ids: usize,
    /// Bytes of an id.
    pub id_bytes: usize,
    /// For how long an id is remembered.
    pub age: f64,
    /// For how long a message some of which overflowed must not come again. Twice as long for each further time, but no
    /// longer than half of `age`, so that its id is still known when it comes.
    pub retry: f64,
    /// What is held until it is due.
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
/// use btree_graph::{Limits, NodeUpdate, Peer, Progress, Received, State, Value};
///
/// let now = State::from(5);
/// let (mut ann, mut bob) = (Peer::new("ann", Limits::default()), Peer::new("bob", Limits::default()));
/// ann.write([NodeUpdate::new("lamp").with("on", true, now)]).unwrap();
/// let Progress::Done { relay: Some(message), .. } = ann.step(now) else { panic!() };
///
/// assert!(matches!(bob.receive(message.clone(), now), Received::Queued));
/// let Progress::Done { reply, .. } = bob.step(now) else { panic!() };
/// assert_eq!(reply.reply_to, Some(message.id.clone()));
/// assert_eq!(bob.graph(), ann.graph());
/// assert!(matches!(bob.receive(message, now), Received::Duplicate { waiting: false }));
/// ```
#[derive(Clone, Debug)]
pub struct Peer {
    name: Box<str>,
    graph: Graph,
    dedup: Dedup,
    inbox: VecDeque<Work>,
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
        first: bool,
    },
    Reply {
        to: Box<str>,
        export: Export,
    },
}

impl Work {
    fn id(&self) -> &str {
        match self {
            Work::Put { put, .. } => &put.message().id,
            Work::Reply { to, .. } => to,
        }
    }
}

/// What a peer did with a message it got.
#[derive(Clone, Debug, PartialEq)]
pub enum Received {
    /// It waits to be merged, or answered.
    Queued,
    /// It had been received before.
    Duplicate {
        /// Whether it still waits.
        waiting: bool,
    },
    /// It had been received before, and some of it had overflowed. It may be sent again, but not before that time.
    TooSoon {
        /// The time from which on it is merged again.
        again: State,
    },
    /// There is no room to let it wait. It is as if it had not come.
    Busy(Message),
    /// Its id is longer than ids may be. It is as if it had not come.
    Refused(Message),
    /// It asks for nothing and updates nothing: an answer to something the caller sent.
    Answer(Message),
}

/// What a step of a peer came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// There is nothing to do.
    Idle,
    /// Some of a message, or some of what was deferred, has been merged.
    Merged,
    /// A message has come to its end.
    Done {
        /// What to tell its sender.
        reply: Message,
        /// The message, marked as seen by this peer, to send on; not if it failed, and not if it came again because some
        /// of it had overflowed.
        relay: Option<Message>,
    },
    /// A page for whoever asked.
    Page(Message),
}

impl Peer {
    /// A peer with an empty graph.
    ///
    /// Its messages are named after it. So no other peer may have the name; nor may this peer have it again after it has
    /// been built anew, unless all have forgotten its ids. A comma in it would end it on the wire.
    #[must_use]
    pub fn new(name: &str, limits: Limits) -> Self {
        Peer {
            name: name.into(),
            graph: Graph::with_deferred_limit(limits.deferred),
            dedup: Dedup::new(limits.ids, limits.age),
            inbox: VecDeque::new(),
            limits,
            named: 0,
        }
    }

    /// The name of the peer.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The graph.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// How many messages wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.inbox.len()
    }

    /// Takes a message in. Nothing is merged yet.
    ///
    /// A message of which some updates overflowed may be sent again, at the time that [`Limits::retry`] sets at the
    /// earliest. It is then merged again, but not relayed again: as long as its id is remembered, and each try renews that,
    /// a message is relayed at most once.
    ///
    /// Computes in **O(inbox + log n)** time.
    pub fn receive(&mut self, message: Message, now: State) -> Received {
        if message.put.is_none() && message.get.is_none() {
            return Received::Answer(message);
        }
        if message.id.len() > self.limits.id_bytes {
            return Received::Refused(message);
        }
        self.dedup.expire(now);
        // What waits is known, even if its id has been forgotten for age meanwhile.
        if self.inbox.iter().any(|work| work.id() == &*message.id) {
            return Received::Duplicate { waiting: true };
        }
        let first = match self.dedup.standing(&message.id, now) {
            Standing::New => true,
            Standing::Retry if message.put.is_some() => false,
            Standing::Retry | Standing::Known => return Received::Duplicate { waiting: false },
            Standing::TooSoon(again) => return Received::TooSoon { again },
        };
        if self.inbox.len() >= self.limits.inbox {
            return Received::Busy(message);
        }
        self.dedup.insert(&message.id, now);
        // A question has been answered the first time.
        if let Some(get) = message.get.as_ref().filter(|_| first) {
            let export = match &get.key {
                Some(key) => Export::key(&get.soul, key),
                None => Export::node(&get.soul),
            };
            self.inbox.push_back(Work::Reply { to: message.id.clone(), export });
        }
        if message.put.is_some() {
            self.inbox.push_back(Work::Put { put: Put::new(message), first });
        }
        Received::Queued
    }

    /// Writes to the peer's own graph: as if a message had come. The step that ends it gives the message to send.
    ///
    /// Computes in **O(1)** time.
    ///
    /// # Errors
    ///
    /// If there is no room to let it wait: the updates back.
    pub fn write(&mut self, nodes: impl Into<Vec<NodeUpdate>>) -> Result<(), Vec<NodeUpdate>> {
        if self.inbox.len() >= self.limits.inbox {
            return Err(nodes.into());
        }
        let message = Message::put(&self.new_id(), nodes);
        self.inbox.push_back(Work::Put { put: Put::new(message), first: true });
        Ok(())
    }

    /// Goes on with what waits: first what was deferred and is due, then the message that came first.
    ///
    /// Computes in **O(budget · log n)** time, or that of a page.
    pub fn step(&mut self, now: State) -> Progress {
        if self.graph.next_due().is_some_and(|due| due <= now) {
            self.graph.run_due(self.limits.budget, now);
            return Progress::Merged;
        }
        let Peer { graph, inbox, limits, .. } = self;
        match inbox.front_mut() {
            None => Progress::Idle,
            Some(Work::Put { put, .. }) => {
                let end = match put.step(graph, limits.budget, now) {
                    Step::Yield { .. } => return Progress::Merged,
                    Step::Done(report) => Ok(report),
                    Step::Failed { soul, key, reason, applied } => {
                        Err(Failure { soul, key, reason, applied }.to_string())
                    }
                };
                self.finish(end, now)
            }
            Some(Work::Reply { to, export }) => match export.next_page(graph, limits.page) {
                Some(page) => {
                    let (to, last) = (to.clone(), !page.more);
                    if last {
                        inbox.pop_front();
                    }
                    Progress::Page(page.into_reply(&self.new_id(), &to))
                }
                None => {
                    inbox.pop_front();
                    Progress::Merged
                }
            },
        }
    }

    /// Takes out the put in front, which is at its end.
    fn finish(&mut self, end: Result<Report, String>, now: State) -> Progress {
        let Some(Work::Put { put, first }) = self.inbox.pop_front() else { return Progress::Idle };
        let mut message = put.into_message();
        let to = message.id.clone();
        if matches!(&end, Ok(report) if report.overflowed > 0) {
            self.dedup.allow_retry(&to, self.limits.retry, now);
        } else {
            self.dedup.settle(&to, now);
        }
        let (verdict, relay) = match end {
            Ok(report) => {
                if !message.seen_by.contains(&self.name) {
                    message.seen_by.push(self.name.clone());
                }
                (Verdict::Ok(Some(report)), first.then_some(message))
            }
            Err(failure) => (Verdict::Err(failure.into()), None),
        };
        let id = self.new_id();
        let reply = Message { id, reply_to: Some(to), verdict: Some(verdict), ..Message::default() };
        Progress::Done { reply, relay }
    }

    fn new_id(&mut self) -> Box<str> {
        self.named += 1;
        format!("{}.{}", self.name, self.named).into()
    }
}
