//! The conflict resolution: the outcome of one update of one key.
//!
//! The decision depends only on states and values, not on the sender or on earlier updates. So in any order of delivery, a key ends with
//! the greatest value of the latest state. Taking the greater of two pairs in a total order is idempotent, commutative and associative,
//! which is sufficient for convergence.

use crate::{State, ValueRef};

/// The outcome of one update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It is in the graph.
    Applied,
    /// The graph has a later state. The update is dropped.
    Historical,
    /// The graph has the same state, with this value or a greater one. The update is dropped.
    Same,
    /// Its state is later than now. The update is held until it is due.
    Deferred,
    /// Its state is later than now, and there is no capacity to hold it. The update is dropped, and may be sent again.
    Overflowed,
}

/// The decision about an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Decision {
    /// Hold it until its state is due.
    Defer,
    /// Drop it: its state is earlier than that of the current value.
    Historical,
    /// Drop it: it has nothing new.
    Same,
    /// Replace the current value by it.
    Apply,
}

/// Decides what to do with an update of a key that holds `current`, if anything, at the time `now`:
///
/// 1. a state later than `now` is deferred;
/// 2. a state older than the current one is historical;
/// 3. of equal states, a value not greater than the current one is the same;
/// 4. everything else is applied.
///
/// Computes in **O(1)** time, or that of comparing two texts.
///
/// ```
/// use btree_graph::{Decision, State, ValueRef, decide};
///
/// let at = |state: u32| State::from(state);
/// let held = Some((ValueRef::Text("b"), at(5)));
/// assert_eq!(decide(held, ValueRef::Text("z"), at(11), at(10)), Decision::Defer);
/// assert_eq!(decide(held, ValueRef::Text("z"), at(4), at(10)), Decision::Historical);
/// assert_eq!(decide(held, ValueRef::Text("a"), at(5), at(10)), Decision::Same);
/// assert_eq!(decide(held, ValueRef::Text("c"), at(5), at(10)), Decision::Apply);
/// assert_eq!(decide(held, ValueRef::Null, at(6), at(10)), Decision::Apply);
/// ```
#[inline]
#[must_use]
pub fn decide(
    current: Option<(ValueRef<'_>, State)>,
    value: ValueRef<'_>,
    state: State,
    now: State,
) -> Decision {
    if state > now {
        return Decision::Defer;
    }
    match current {
        Some((_, held)) if state < held => Decision::Historical,
        Some((current, held)) if state == held && value <= current => Decision::Same,
        _ => Decision::Apply,
    }
}
