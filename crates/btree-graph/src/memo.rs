//! Values computed from a graph, and computed again only when it has changed.

use crate::{Graph, Stamp};

/// A value computed from a graph, kept until the graph changes.
///
/// If nothing has changed, reading the value takes one comparison, and allocates nothing.
///
/// ```
/// use btree_graph::{Graph, Memo, Message, NodeUpdate, Put, State, Value};
///
/// let mut graph = Graph::new();
/// let mut put = |graph: &mut Graph, name: &str, state| {
///     let update = NodeUpdate::new("mark").with("name", name, State::from(state));
///     Put::new(Message::put("m", [update])).run(graph, State::from(9)).unwrap();
/// };
/// let greet = |graph: &Graph| match graph.get("mark", "name") {
///     Some((Value::Text(name), _)) => format!("hello {name}"),
///     _ => "hello".to_string(),
/// };
///
/// let mut greeting = Memo::new();
/// assert_eq!(greeting.read(&graph, greet), "hello");
/// put(&mut graph, "Mark", 1);
/// assert_eq!(greeting.read(&graph, greet), "hello Mark");
/// assert_eq!(greeting.read(&graph, |_| unreachable!("it is known")), "hello Mark");
/// ```
#[derive(Clone, Debug)]
pub struct Memo<T> {
    known: Option<(Stamp, T)>,
}

impl<T> Memo<T> {
    /// Makes an empty memo. Allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Memo { known: None }
    }

    /// Returns the value. Calls `compute` if there is no value for the current version of the graph.
    ///
    /// If `compute` panics, the memo is empty afterwards.
    ///
    /// Computes in **O(1)** time while the graph stays the same.
    pub fn read(&mut self, graph: &Graph, compute: impl FnOnce(&Graph) -> T) -> &T {
        let stamp = graph.stamp();
        if self.known.as_ref().is_none_or(|(known, _)| *known != stamp) {
            self.known = None;
        }
        &self.known.get_or_insert_with(|| (stamp, compute(graph))).1
    }
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self::new()
    }
}
