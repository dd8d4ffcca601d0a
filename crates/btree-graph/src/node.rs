//! A node of the graph: keys, each with a value and the state it was written at.

use crate::{Decision, State, Value, ValueRef, decide};
use alloc::boxed::Box;
use btree_map::BPlusTreeMap;
use core::ops::Bound;

/// The value and the state of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    pub(crate) value: Value,
    pub(crate) state: State,
}

pub(crate) type Fields = BPlusTreeMap<Box<str>, Held>;

/// A node: a map from keys to values and states. Takes 8 bytes, and one block of the heap while it is small.
///
/// ```
/// use btree_graph::{Graph, Message, NodeUpdate, Put, State, Value};
///
/// let mut graph = Graph::new();
/// let update = NodeUpdate::new("mark").with("name", "Mark", State::from(3));
/// Put::new(Message::put("m1", [update])).run(&mut graph, State::from(5)).unwrap();
///
/// let mark = graph.node("mark").unwrap();
/// assert_eq!(mark.get("name"), Some((&Value::text("Mark"), State::from(3))));
/// assert_eq!(mark.len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    fields: Fields,
}

impl Node {
    pub(crate) const fn new() -> Self {
        Node { fields: BPlusTreeMap::new() }
    }

    /// Makes a node of these keys.
    pub(crate) const fn from_fields(fields: Fields) -> Self {
        Node { fields }
    }

    /// Returns the value of a key, and its state.
    ///
    /// Computes in **O(log n)** time.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<(&Value, State)> {
        self.fields.get(key).map(|held| (&held.value, held.state))
    }

    /// Returns the number of keys.
    ///
    /// Computes in **O(1)** time.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Returns whether there are no keys.
    ///
    /// Computes in **O(1)** time.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Returns an iterator over keys, values and states, ascending by key.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Value, State)> + ExactSizeIterator {
        self.fields.iter().map(|(key, held)| (&**key, &held.value, held.state))
    }

    /// Returns an iterator over the keys within bounds, with values and states, ascending by key.
    ///
    /// Finds both ends in **O(log n)** time.
    pub fn range(
        &self,
        bounds: (Bound<&str>, Bound<&str>),
    ) -> impl DoubleEndedIterator<Item = (&str, &Value, State)> + use<'_> {
        let range = self.fields.range::<str, _>(bounds);
        range.map(|(key, held)| (&**key, &held.value, held.state))
    }

    pub(crate) fn fields(&self) -> &Fields {
        &self.fields
    }

    /// Applies an update if it wins.
    ///
    /// Computes in **O(log n)** time; allocates only to apply.
    #[inline]
    pub(crate) fn merge(&mut self, key: &str, value: ValueRef<'_>, state: State, now: State) -> Decision {
        match self.fields.get_mut(key) {
            Some(held) => {
                let decision = decide(Some((held.value.as_ref(), held.state)), value, state, now);
                if decision == Decision::Apply {
                    // The new value is made before anything is changed.
                    *held = Held { value: value.to_value(), state };
                }
                decision
            }
            None => {
                let decision = decide(None, value, state, now);
                if decision == Decision::Apply {
                    self.fields.insert(key.into(), Held { value: value.to_value(), state });
                }
                decision
            }
        }
    }
}

// On targets with pointers of 64 bits, and of 32, where numbers are aligned to 4 bytes or to 8.
const _: () = {
    let wide = cfg!(target_pointer_width = "64");
    assert!(size_of::<Node>() == if wide { 8 } else { 4 });
    assert!(size_of::<Value>() == if wide { 24 } else { align_of::<f64>() + 8 });
    assert!(size_of::<Held>() == size_of::<Value>() + 8);
};
