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

/// Where a put is in its message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cursor {
    /// The node, counted from 0.
    pub node: usize,
    /// The key in the node, counted from 0.
    pub key: usize,
}

const _: () = assert!(size_of::<Cursor>() == 2 * size_of::<usize>());

/// A message on its way into a [`Sink`], such as a [`Graph`](crate::Graph).
///
/// What has been merged stays when the put is dropped half way. Any budget gives the same outcomes in the same order.
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

/// What a step came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step<'m> {
    /// The budget is spent and there is more to do, from this place on.
    Yield {
        /// The node that is next, counted from 0.
        node: usize,
        /// The key of it that is next, counted from 0.
        key: usize,
    },
    /// All of the message is merged.
    Done(Report),
    /// The message is not valid. What stands before the error is merged and stays so.
    Failed {
        /// The node with the error.
        soul: &'m str,
        /// The key with the error, if it is one of a key.
        key: Option<&'m str>,
        /// What is wrong.
        reason: Reason,
        /// How many updates had been applied before.
        applied: u64,
    },
}

impl Put {
    /// The keys of a step, unless there is a reason for another number.
    pub const BUDGET: NonZero<usize> = NonZero::new(9).unwrap();
}

impl<M: Borrow<Message>> Put<M> {
    /// A put of a message, owned or borrowed. Allocates nothing.
    pub fn new(message: M) -> Self {
        Put { message, at: Cursor::default(), report: Report::default() }
    }

    /// A put of a message that goes on where another one stopped. Its report begins with `report`.
    pub fn resume(message: M, at: Cursor, report: Report) -> Self {
        Put { message, at, report }
    }

    /// Where the put is.
    pub fn cursor(&self) -> Cursor {
        self.at
    }

    /// What has become of the keys so far.
    pub fn report(&self) -> Report {
        self.report
    }

    /// Counts updates of this message that were deferred and have been displaced since.
    pub(crate) fn displaced(&mut self, updates: u64) {
        self.report.deferred = self.report.deferred.saturating_sub(updates);
        self.report.overflowed += updates;
    }

    /// The message.
    pub fn message(&self) -> &Message {
        self.message.borrow()
    }

    /// The message back.
    pub fn into_message(self) -> M {
        self.message
    }

    /// Merges what comes next: `budget` keys at most, at the time `now`.
    ///
    /// Computes in **O(budget)** time, besides what the sink does, whatever remains of the message; allocates nothing
    /// itself. Stepped again after the end, it says the same again.
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

    /// Merges all that is left, in one go.
    ///
    /// Computes in **O(n)** time, besides what the sink does.
    ///
    /// # Errors
    ///
    /// If the message is not valid; what stands before the error is merged.
    pub fn run<S: Sink>(&mut self, sink: &mut S, now: State) -> Result<Report, Failure<'_>> {
        match self.step(sink, NonZero::<usize>::MAX, now) {
            Step::Failed { soul, key, reason, applied } => Err(Failure { soul, key, reason, applied }),
            Step::Done(report) => Ok(report),
            Step::Yield { .. } => unreachable!("no message has as many keys as there are addresses"),
        }
    }
}

/// Why a put was stopped, and where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Failure<'m> {
    /// The node with the error.
    pub soul: &'m str,
    /// The key with the error, if it is one of a key.
    pub key: Option<&'m str>,
    /// What is wrong.
    pub reason: Reason,
    /// How many updates had been applied before.
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
