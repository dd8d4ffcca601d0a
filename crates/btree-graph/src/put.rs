//! The put: a message merged into a sink step by step.
//!
//! Between two steps, a put has only a cursor of two integers: the index of the next node and that of the next key. A step does not read,
//! copy or allocate anything for the rest of the message.
//!
//! 1. A step has a budget of keys. Every key examined costs one, valid or not. A node without keys costs one as well, so a step over many
//!    empty nodes takes no longer than another.
//! 2. A node is checked before its first key, and a key before it is merged. The first error ends the put. The cursor stays at the error,
//!    so every further step reports it again.
//! 3. The cursor passes a key only after the sink has accepted it. A sink that panics gets that key again, which is safe, because merging is
//!    idempotent.

mod validate;

pub use validate::Reason;

use crate::{Message, NodeSink, Report, Sink, State};
use core::borrow::Borrow;
use core::fmt;
use core::num::NonZero;
use validate::{check_field, check_node};

/// The position of a put in its message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// The index of the node.
    pub node: usize,
    /// The index of the key in the node.
    pub key: usize,
}

const _: () = assert!(size_of::<Cursor>() == 2 * size_of::<usize>());

/// A put merges a message into a [`Sink`], such as a [`Graph`](crate::Graph), step by step.
///
/// If a put is dropped before its end, the updates that it has merged stay. The budget does not change the outcomes or their order.
///
/// ```
/// use btree_graph::{Graph, Message, NodeUpdate, Put, State, Step};
/// use std::num::NonZero;
///
/// let mut node = NodeUpdate::new("soul");
/// for key in ["a", "b", "c", "d", "e"] {
///     node.push(key, 1.into(), State::ZERO);
/// }
/// let mut graph = Graph::new();
/// let mut put = Put::new(Message::put("m1", [node]));
/// let two = NonZero::new(2).unwrap();
/// assert!(matches!(put.step(&mut graph, two, State::ZERO), Step::Yield { node: 0, key: 2 }));
/// assert!(matches!(put.step(&mut graph, two, State::ZERO), Step::Yield { node: 0, key: 4 }));
/// assert!(matches!(put.step(&mut graph, two, State::ZERO), Step::Done(report) if report.applied == 5));
/// ```
#[derive(Clone, Debug)]
pub struct Put<M = Message> {
    message: M,
    at: Cursor,
    report: Report,
}

/// The result of a step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step<'m> {
    /// The budget is used up. The next step continues here.
    Yield {
        /// The index of the next node.
        node: usize,
        /// The index of its next key.
        key: usize,
    },
    /// The whole message is merged.
    Done(Report),
    /// The message is not valid. The keys before the error stay merged.
    Failed {
        /// The node with the error.
        soul: &'m str,
        /// The key with the error, or `None` if the error is in the node.
        key: Option<&'m str>,
        /// What is wrong.
        reason: Reason,
        /// The number of updates applied before.
        applied: u64,
    },
}

impl Put {
    /// The usual budget: the number of keys of a step.
    pub const BUDGET: NonZero<usize> = NonZero::new(9).unwrap();
}

impl<M: Borrow<Message>> Put<M> {
    /// Makes a put of a message, owned or borrowed. Allocates nothing.
    pub fn new(message: M) -> Self {
        Put { message, at: Cursor::default(), report: Report::default() }
    }

    /// Makes a put that continues at a cursor. Its report begins with `report`.
    pub fn resume(message: M, at: Cursor, report: Report) -> Self {
        Put { message, at, report }
    }

    /// Returns the position of the put.
    pub fn cursor(&self) -> Cursor {
        self.at
    }

    /// Returns the outcomes of the keys so far.
    pub fn report(&self) -> Report {
        self.report
    }

    /// Counts updates of this message that were deferred and have been displaced since.
    pub(crate) fn displaced(&mut self, updates: u64) {
        self.report.deferred = self.report.deferred.saturating_sub(updates);
        self.report.overflowed += updates;
    }

    /// Returns the message.
    pub fn message(&self) -> &Message {
        self.message.borrow()
    }

    /// Returns the message by value.
    pub fn into_message(self) -> M {
        self.message
    }

    /// Merges the next keys, at most `budget`, at the time `now`.
    ///
    /// Computes in **O(budget)** time, besides what the sink does, whatever remains of the message; allocates nothing
    /// itself. After the end it returns the same result again.
    ///
    /// Keys named `_` are skipped: they are metadata.
    #[inline]
    pub fn step<S: Sink>(&mut self, sink: &mut S, budget: NonZero<usize>, now: State) -> Step<'_> {
        let Put { message, at, report } = self;
        let nodes = (*message).borrow().nodes();
        let mut left = budget.get();
        while let Some(update) = nodes.get(at.node) {
            if left == 0 {
                return Step::Yield { node: at.node, key: at.key };
            }
            let fail = |key, reason, report: &Report| Step::Failed {
                soul: &update.soul,
                key,
                reason,
                applied: report.applied,
            };
            let fields = match check_node(update) {
                Ok(fields) => fields,
                Err(reason) => return fail(None, reason, report),
            };
            let rest = fields.get(at.key..).unwrap_or_default();
            let run = &rest[..rest.len().min(left)];
            if !run.is_empty() {
                let mut node = sink.open(&update.soul);
                for field in run {
                    if &*field.key != "_" {
                        match check_field(field) {
                            Ok((value, state)) => report.count(node.merge(&field.key, value, state, now)),
                            Err(reason) => return fail(Some(&field.key), reason, report),
                        }
                    }
                    at.key += 1;
                }
            }
            left -= run.len().max(1);
            if run.len() == rest.len() {
                *at = Cursor { node: at.node + 1, key: 0 };
            }
        }
        Step::Done(*report)
    }

    /// Merges all remaining keys at once.
    ///
    /// Computes in **O(n)** time, besides what the sink does.
    ///
    /// # Errors
    ///
    /// If the message is not valid. The keys before the error stay merged.
    pub fn run<S: Sink>(&mut self, sink: &mut S, now: State) -> Result<Report, Failure<'_>> {
        match self.step(sink, NonZero::<usize>::MAX, now) {
            Step::Failed { soul, key, reason, applied } => Err(Failure { soul, key, reason, applied }),
            Step::Done(report) => Ok(report),
            Step::Yield { .. } => unreachable!("no message has as many keys as there are addresses"),
        }
    }
}

/// The error of a put, and its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Failure<'m> {
    /// The node with the error.
    pub soul: &'m str,
    /// The key with the error, or `None` if the error is in the node.
    pub key: Option<&'m str>,
    /// What is wrong.
    pub reason: Reason,
    /// The number of updates applied before.
    pub applied: u64,
}

impl fmt::Display for Failure<'_> {
    /// Cuts off what is long of the soul and the key: the text goes to whoever sent them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(key) = self.key {
            write!(f, "key {:?} of ", Short(key))?;
        }
        write!(f, "node {:?}: {}", Short(self.soul), self.reason)
    }
}

/// A name of a stranger's, to be shown.
struct Short<'a>(&'a str);

impl Short<'_> {
    /// Characters shown.
    const SHOWN: usize = 100;
}

impl fmt::Debug for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(Self::SHOWN) {
            Some((end, _)) => write!(f, "{:?}…", &self.0[..end]),
            None => fmt::Debug::fmt(self.0, f),
        }
    }
}

impl core::error::Error for Failure<'_> {}
