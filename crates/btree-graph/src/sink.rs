//! The interface between code that reads messages and documents, and code that stores their updates.

use crate::{Outcome, State, ValueRef};

/// A receiver of updates, such as a [`Graph`](crate::Graph).
pub trait Sink {
    /// A node opened for updates.
    type Node<'s>: NodeSink
    where
        Self: 's;

    /// Opens the node of a soul. If it does not exist, the first update applied to it creates it.
    fn open<'s>(&'s mut self, soul: &'s str) -> Self::Node<'s>;
}

/// A receiver of updates of one node.
pub trait NodeSink {
    /// Takes an update of a key, and returns its outcome.
    fn merge(&mut self, key: &str, value: ValueRef<'_>, state: State, now: State) -> Outcome;
}

/// A sink that stores nothing and applies every update that is due. Use it to measure a put or a load alone.
///
/// ```
/// use btree_graph::{Discard, Message, NodeUpdate, Put, State, Step};
///
/// let message = Message::put("m1", [NodeUpdate::new("soul").with("key", 1, State::ZERO)]);
/// let mut put = Put::new(message);
/// assert!(matches!(put.step(&mut Discard, Put::BUDGET, State::ZERO), Step::Done(report) if report.applied == 1));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Discard;

impl Sink for Discard {
    type Node<'s> = Discard;

    #[inline]
    fn open<'s>(&'s mut self, _: &'s str) -> Discard {
        Discard
    }
}

impl NodeSink for Discard {
    #[inline]
    fn merge(&mut self, _: &str, _: ValueRef<'_>, state: State, now: State) -> Outcome {
        if state > now { Outcome::Overflowed } else { Outcome::Applied }
    }
}
