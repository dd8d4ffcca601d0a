//! Building a graph from updates that are in order: no search, no conflict resolution, and full leaves.

use crate::graph::Nodes;
use crate::node::{Fields, Held};
use crate::{DeferredLimit, Graph, Node, State, Value};
use alloc::boxed::Box;
use core::fmt;
use core::iter;

/// An update of a key: the soul of its node, the key, the value and the state.
pub type SortedUpdate = (Box<str>, Box<str>, Value, State);

/// The error of building a graph from sorted updates. Indices count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SortedError {
    /// The soul and the key of this update are not greater than those of the update before it.
    Unsorted {
        /// The index of the update.
        index: usize,
    },
    /// The state of this update is later than now.
    NotDue {
        /// The index of the update.
        index: usize,
    },
}

impl fmt::Display for SortedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SortedError::Unsorted { index } => write!(
                f,
                "update {index} is not greater than the one before: updates must be in the order of souls and keys"
            ),
            SortedError::NotDue { index } => write!(f, "the state of update {index} is later than now"),
        }
    }
}

impl core::error::Error for SortedError {}

impl Graph {
    /// Builds a graph from updates whose souls ascend, and whose keys ascend strictly within a soul. Each update is one that
    /// [`Graph::iter`] of a graph could have, so there is one for each key. Nothing is deferred.
    ///
    /// Computes in **O(n)** time, without a buffer. Leaves are full afterwards. Unlike [`Put`](crate::Put), it does not skip the key `_`.
    ///
    /// ```
    /// use btree_graph::{DeferredLimit, Graph, SortedError, State, Value};
    ///
    /// let update = |soul: &str, key: &str, state: u32| (soul.into(), key.into(), Value::Null, State::from(state));
    /// let build = |updates| Graph::from_sorted(DeferredLimit::default(), updates, State::from(9));
    /// let graph = build(vec![update("a", "x", 1), update("a", "y", 2), update("b", "x", 3)]).unwrap();
    /// assert_eq!((graph.len(), graph.get("a", "y")), (2, Some((&Value::Null, State::from(2)))));
    ///
    /// let error = build(vec![update("a", "y", 1), update("a", "x", 2)]).unwrap_err();
    /// assert_eq!(error, SortedError::Unsorted { index: 1 });
    /// let error = build(vec![update("a", "x", 10)]).unwrap_err();
    /// assert_eq!(error, SortedError::NotDue { index: 0 });
    /// ```
    ///
    /// # Errors
    ///
    /// The first update that is out of order or later than `now`. The iterator is not advanced further.
    pub fn from_sorted(
        limit: DeferredLimit,
        updates: impl IntoIterator<Item = SortedUpdate>,
        now: State,
    ) -> Result<Graph, SortedError> {
        let (mut updates, mut taken, mut failed) = (updates.into_iter(), 0, None);
        let mut next_update = |failed: &mut Option<SortedError>| {
            if failed.is_some() {
                return None;
            }
            let update = updates.next()?;
            taken += 1;
            if update.3 > now {
                *failed = Some(SortedError::NotDue { index: taken - 1 });
                return None;
            }
            Some((taken - 1, update))
        };
        // The first update of the next node.
        let (mut pending, mut first) = (next_update(&mut failed), 0);
        let nodes = iter::from_fn(|| {
            let (index, (soul, key, value, state)) = pending.take()?;
            first = index;
            let rest = iter::from_fn(|| {
                let (index, update) = next_update(&mut failed)?;
                if *update.0 == *soul {
                    return Some((update.1, Held { value: update.2, state: update.3 }));
                }
                pending = Some((index, update));
                None
            });
            let fields = Fields::from_sorted_iter(iter::once((key, Held { value, state })).chain(rest));
            let fields = fields.unwrap_or_else(|error| {
                failed = Some(SortedError::Unsorted { index: index + error.index });
                // The node may be out of order itself, which is an error that comes before this one.
                Fields::new()
            });
            Some((soul, Node::from_fields(fields)))
        });
        let nodes = Nodes::from_sorted_iter(nodes);
        match (nodes, failed) {
            (Ok(nodes), None) => Ok(Graph::from_nodes(limit, nodes)),
            // A node that is out of order is found once its updates are read, so other errors come after it.
            (Err(_), _) => Err(SortedError::Unsorted { index: first }),
            (Ok(_), Some(error)) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NodeSink, Sink};
    use alloc::format;
    use alloc::vec::Vec;
    use quickcheck::quickcheck;

    fn build(updates: Vec<SortedUpdate>) -> Result<Graph, SortedError> {
        Graph::from_sorted(DeferredLimit::default(), updates, State::from(100_u32))
    }

    fn update(soul: u8, key: u8, state: u8) -> SortedUpdate {
        let names = (format!("{soul:03}").into(), format!("{key:03}").into());
        (names.0, names.1, Value::Bool(state.is_multiple_of(2)), State::from(u32::from(state)))
    }

    quickcheck! {
        fn sorted_updates_build_the_graph_that_merging_them_makes(places: Vec<(u8, u8, u8)>) -> bool {
            let mut places: Vec<_> = places.into_iter().map(|(soul, key, state)| (soul % 20, key, state % 100)).collect();
            places.sort_unstable();
            places.dedup_by_key(|(soul, key, _)| (*soul, *key));
            let updates: Vec<_> = places.iter().map(|(soul, key, state)| update(*soul, *key, *state)).collect();
            let mut merged = Graph::new();
            for (soul, key, value, state) in &updates {
                merged.open(soul).merge(key, value.as_ref(), *state, State::MAX);
            }
            let built = build(updates).unwrap();
            built.assert_invariants();
            built == merged
        }

        fn the_first_update_out_of_order_is_reported(places: Vec<(u8, u8, u8)>) -> bool {
            let places: Vec<_> = places.into_iter().map(|(soul, key, state)| (soul % 4, key % 8, state % 102)).collect();
            let later = places.iter().position(|place| place.2 > 100);
            let unsorted = places.windows(2).position(|two| (two[0].0, two[0].1) >= (two[1].0, two[1].1)).map(|at| at + 1);
            let expected = match (unsorted, later) {
                (Some(unsorted), Some(later)) if later <= unsorted => Err(SortedError::NotDue { index: later }),
                (Some(index), _) => Err(SortedError::Unsorted { index }),
                (None, Some(index)) => Err(SortedError::NotDue { index }),
                (None, None) => Ok(()),
            };
            build(places.into_iter().map(|(soul, key, state)| update(soul, key, state)).collect()).map(drop) == expected
        }
    }
}
