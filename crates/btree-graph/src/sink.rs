//! Where updates go: the interface between what reads messages and documents, and what stores them.

use crate::{Outcome, State, ValueRef};

/// A place for updates, such as a [`Graph`](crate::Graph).
pub trait Sink {
    /// A node opened for updates.
    type Node<'s>: NodeSink
    where
        Self: 's;

    /// Opens the node of that soul. A node that does not exist comes to be with the first update applied to it.
    fn open<'s>(&'s mut self, soul: &'s str) -> Self::Node<'s>;
}

/// A place for updates of one node.
pub trait NodeSink {
    /// Takes one update of one key, and tells what became of it.
    fn merge(&mut self, key: &str, value: ValueRef<'_>, state: State, now: State) -> Outcome;
}

/// A sink that keeps nothing and applies everything that is due: to measure what feeds a sink by itself.
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
