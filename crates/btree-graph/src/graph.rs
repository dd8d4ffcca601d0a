//! The graph: a map from souls to nodes, and the queue of updates that are not due yet.
//!
//! Invariants: no node is empty; no node holds a state later than the `now` it was merged at; the stamp changes with
//! every change of a node.

use crate::deferred::{Deferred, Origin};
use crate::{Decision, DeferredLimit, Node, NodeSink, Outcome, Report, Sender, Sink, State, Value, ValueRef};
use alloc::boxed::Box;
use alloc::sync::Arc;
use btree_map::BPlusTreeMap;
use core::mem;
use core::num::NonZero;
use core::ops::Bound;
use core::sync::atomic::{AtomicUsize, Ordering};

pub(crate) type Nodes = BPlusTreeMap<Box<str>, Node>;

/// A graph of nodes that link to each other by their souls.
///
/// Two graphs are equal if their nodes are equal. Deferred updates are not compared.
///
/// ```
/// use btree_graph::{Graph, Message, NodeUpdate, Put, State, Value};
///
/// let mut graph = Graph::new();
/// let now = State::from(10);
/// let nodes = [
///     NodeUpdate::new("mark").with("boss", Value::link("amber"), State::from(1)),
///     NodeUpdate::new("amber").with("name", "Amber", State::from(2)),
/// ];
/// let report = Put::new(Message::put("m1", nodes)).run(&mut graph, now).unwrap();
/// assert_eq!(report.applied, 2);
/// assert_eq!(graph.get("amber", "name"), Some((&Value::text("Amber"), State::from(2))));
/// ```
#[derive(Debug)]
pub struct Graph {
    nodes: Nodes,
    deferred: Deferred,
    stamp: Stamp,
}

/// A version of a graph. If two stamps are equal, no node of the graph has changed between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    graph: usize,
    version: u64,
}

impl Stamp {
    fn of_new_graph() -> Self {
        static GRAPHS: AtomicUsize = AtomicUsize::new(0);
        Stamp { graph: GRAPHS.fetch_add(1, Ordering::Relaxed), version: 0 }
    }
}

impl Graph {
    /// Makes an empty graph with the limits of [`DeferredLimit::default`]. Allocates nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::with_deferred_limit(DeferredLimit::default())
    }

    /// Makes an empty graph with these limits of deferred updates. Allocates nothing.
    #[must_use]
    pub fn with_deferred_limit(limit: DeferredLimit) -> Self {
        Graph { nodes: BPlusTreeMap::new(), deferred: Deferred::new(limit), stamp: Stamp::of_new_graph() }
    }

    pub(crate) fn from_nodes(limit: DeferredLimit, nodes: Nodes) -> Self {
        Graph { nodes, ..Self::with_deferred_limit(limit) }
    }

    /// Returns the node of a soul.
    ///
    /// Computes in **O(log n)** time.
    #[must_use]
    pub fn node(&self, soul: &str) -> Option<&Node> {
        self.nodes.get(soul)
    }

    /// Returns the value of a key of a node, and its state.
    ///
    /// Computes in **O(log n)** time.
    #[must_use]
    pub fn get(&self, soul: &str, key: &str) -> Option<(&Value, State)> {
        self.node(soul)?.get(key)
    }

    /// Returns the number of nodes.
    ///
    /// Computes in **O(1)** time.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns whether there are no nodes.
    ///
    /// Computes in **O(1)** time.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Returns an iterator over souls and nodes, ascending by soul.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Node)> + ExactSizeIterator {
        self.nodes.iter().map(|(soul, node)| (&**soul, node))
    }

    /// Returns an iterator over the nodes with souls within bounds, ascending by soul.
    ///
    /// Finds both ends in **O(log n)** time.
    pub fn range(
        &self,
        bounds: (Bound<&str>, Bound<&str>),
    ) -> impl DoubleEndedIterator<Item = (&str, &Node)> + use<'_> {
        self.nodes.range::<str, _>(bounds).map(|(soul, node)| (&**soul, node))
    }

    /// Returns the identity and the version of the graph.
    ///
    /// Computes in **O(1)** time.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// Returns the number of deferred updates.
    ///
    /// Computes in **O(1)** time.
    #[must_use]
    pub fn deferred(&self) -> usize {
        self.deferred.len()
    }

    /// Returns the earliest state of the deferred updates, which is the time to call [`run_due`](Self::run_due) next.
    ///
    /// Computes in **O(log n)** time.
    #[must_use]
    pub fn next_due(&self) -> Option<State> {
        self.deferred.next_due()
    }

    /// Merges at most `budget` deferred updates that are due now, the earliest states first.
    ///
    /// If it merged `budget` of them there may be more: call it again.
    ///
    /// Computes in **O(budget · log n)** time.
    ///
    /// ```
    /// use btree_graph::{Graph, Message, NodeUpdate, Put, State, Value};
    ///
    /// let mut graph = Graph::new();
    /// let update = NodeUpdate::new("lamp").with("on", true, State::from(20));
    /// let report = Put::new(Message::put("m1", [update])).run(&mut graph, State::from(10)).unwrap();
    /// assert_eq!((report.deferred, graph.next_due()), (1, Some(State::from(20))));
    /// assert!(graph.get("lamp", "on").is_none());
    ///
    /// let report = graph.run_due(Put::BUDGET, State::from(20));
    /// assert_eq!(report.applied, 1);
    /// assert_eq!(graph.get("lamp", "on"), Some((&Value::Bool(true), State::from(20))));
    /// ```
    pub fn run_due(&mut self, budget: NonZero<usize>, now: State) -> Report {
        let mut report = Report::default();
        for _ in 0..budget.get() {
            let Some((due, value)) = self.deferred.pop_due(now) else { break };
            report.count(self.open(&due.soul).merge(&due.key, value.as_ref(), due.state, now));
        }
        report
    }

    fn writer<'s>(&'s mut self, soul: &'s str, origin: Origin<'s>) -> NodeWriter<'s> {
        let Graph { nodes, deferred, stamp } = self;
        let slot = if nodes.contains_key(soul) {
            Slot::Known(nodes.get_mut(soul).expect("the map has just said so"))
        } else {
            Slot::Unknown(nodes)
        };
        NodeWriter { soul, origin, slot, deferred, stamp }
    }

    /// What is held until it is due.
    pub(crate) fn deferred_mut(&mut self) -> &mut Deferred {
        &mut self.deferred
    }

    /// Checks the invariants of all maps, for tests.
    ///
    /// Computes in **O(n)** time.
    ///
    /// # Panics
    ///
    /// If an invariant is broken.
    #[doc(hidden)]
    pub fn assert_invariants(&self) {
        self.nodes.check_invariants().expect("the map of nodes is whole");
        self.deferred.assert_invariants();
        for (soul, node) in self.iter() {
            assert!(!node.is_empty(), "{soul} is empty");
            node.fields().check_invariants().expect("the map of a node is whole");
        }
    }
}

impl Default for Graph {
    fn default() -> Self {
        Self::new()
    }
}

impl Clone for Graph {
    /// The copy is another graph, with its own stamps.
    fn clone(&self) -> Self {
        Graph { nodes: self.nodes.clone(), deferred: self.deferred.clone(), stamp: Stamp::of_new_graph() }
    }
}

impl PartialEq for Graph {
    fn eq(&self, other: &Self) -> bool {
        self.nodes == other.nodes
    }
}

impl Eq for Graph {}

impl Sink for Graph {
    type Node<'s> = NodeWriter<'s>;

    fn open<'s>(&'s mut self, soul: &'s str) -> NodeWriter<'s> {
        self.writer(soul, Origin::NOBODY)
    }
}

/// A [`Graph`] that knows where the updates come from that are merged into it.
#[derive(Debug)]
pub(crate) struct Received<'g> {
    pub(crate) graph: &'g mut Graph,
    pub(crate) sender: Sender,
    pub(crate) id: &'g Arc<str>,
}

impl Sink for Received<'_> {
    type Node<'s>
        = NodeWriter<'s>
    where
        Self: 's;

    fn open<'s>(&'s mut self, soul: &'s str) -> NodeWriter<'s> {
        self.graph.writer(soul, Origin { sender: self.sender, id: Some(self.id) })
    }
}

/// A node of a [`Graph`], opened for updates.
#[derive(Debug)]
pub struct NodeWriter<'s> {
    soul: &'s str,
    origin: Origin<'s>,
    slot: Slot<'s>,
    deferred: &'s mut Deferred,
    stamp: &'s mut Stamp,
}

#[derive(Debug)]
enum Slot<'s> {
    Known(&'s mut Node),
    /// There is no such node yet: the map to put it in.
    Unknown(&'s mut Nodes),
    /// In between the two. To be seen only if the map panicked.
    Lost,
}

impl<'s> Slot<'s> {
    /// Puts in a new node, and makes it the known one.
    fn create(&mut self, soul: &str, node: Node) {
        if let Slot::Unknown(nodes) = mem::replace(self, Slot::Lost) {
            nodes.insert(soul.into(), node);
            *self = nodes.get_mut(soul).map_or(Slot::Lost, Slot::Known);
        }
    }
}

impl NodeSink for NodeWriter<'_> {
    fn merge(&mut self, key: &str, value: ValueRef<'_>, state: State, now: State) -> Outcome {
        let decision = match &mut self.slot {
            Slot::Known(node) => node.merge(key, value, state, now),
            Slot::Unknown(_) => {
                let mut node = Node::new();
                let decision = node.merge(key, value, state, now);
                if decision == Decision::Apply {
                    self.slot.create(self.soul, node);
                }
                decision
            }
            Slot::Lost => panic!("a node was used after its map had panicked"),
        };
        match decision {
            Decision::Apply => {
                self.stamp.version += 1;
                Outcome::Applied
            }
            Decision::Historical => Outcome::Historical,
            Decision::Same => Outcome::Same,
            Decision::Defer => {
                let held = self.deferred.hold(self.origin, self.soul, key, value, state, now);
                if held { Outcome::Deferred } else { Outcome::Overflowed }
            }
        }
    }
}
