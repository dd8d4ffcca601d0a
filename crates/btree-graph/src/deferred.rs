//! Updates from the future, held until their state is due.
//!
//! Invariants: never more entries than the limit; of each state, soul and key one value is held, the greatest seen, which
//! is the one that conflict resolution would let win anyway. So messages that come twice take no second place.

use crate::{State, Value, ValueRef};
use alloc::boxed::Box;
use btree_map::BPlusTreeMap;

/// State first: the queue is in the order of what is due next.
type Due = (State, Box<str>, Box<str>);

/// The queue.
#[derive(Clone, Debug)]
pub(crate) struct Deferred {
    queue: BPlusTreeMap<Due, Value>,
    limit: usize,
}

impl Deferred {
    pub(crate) const fn new(limit: usize) -> Self {
        Deferred { queue: BPlusTreeMap::new(), limit }
    }

    pub(crate) fn len(&self) -> usize {
        self.queue.len()
    }

    /// Holds an update; false if there is no room.
    ///
    /// A full queue refuses what comes rather than give up what it has: who was told "deferred" can rely on it.
    pub(crate) fn hold(&mut self, soul: &str, key: &str, value: ValueRef<'_>, state: State) -> bool {
        let due = (state, soul.into(), key.into());
        if let Some(held) = self.queue.get_mut(&due) {
            if value > held.as_ref() {
                *held = value.to_value();
            }
            return true;
        }
        let room = self.queue.len() < self.limit;
        if room {
            self.queue.insert(due, value.to_value());
        }
        room
    }

    /// The state that is due next.
    pub(crate) fn next_due(&self) -> Option<State> {
        self.queue.first_key_value().map(|((state, ..), _)| *state)
    }

    /// Takes out the next update that is due.
    pub(crate) fn pop_due(&mut self, now: State) -> Option<(Due, Value)> {
        if self.next_due()? > now { None } else { self.queue.pop_first() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_queue_refuses_what_is_new_and_keeps_what_it_has() {
        let mut deferred = Deferred::new(2);
        assert!(deferred.hold("s", "b", ValueRef::Null, State::from(9)));
        assert!(deferred.hold("s", "a", ValueRef::Null, State::from(9)));
        assert!(!deferred.hold("s", "c", ValueRef::Null, State::from(1)));
        // A greater value of what is held needs no room, a smaller one changes nothing.
        assert!(deferred.hold("s", "a", ValueRef::Bool(true), State::from(9)));
        assert!(deferred.hold("s", "a", ValueRef::Bool(false), State::from(9)));
        assert_eq!((deferred.len(), deferred.next_due()), (2, Some(State::from(9))));
        assert!(deferred.pop_due(State::from(8)).is_none());
        let ((_, _, key), value) = deferred.pop_due(State::from(9)).unwrap();
        assert_eq!((&*key, value), ("a", Value::Bool(true)));
    }

    #[test]
    fn what_is_due_first_comes_first() {
        let mut deferred = Deferred::new(9);
        for state in [5_u32, 3, 8, 1] {
            assert!(deferred.hold("s", "k", ValueRef::Null, State::from(state)));
        }
        let mut states =
            core::iter::from_fn(|| deferred.pop_due(State::from(6))).map(|((state, ..), _)| state);
        assert!(states.by_ref().eq([1_u32, 3, 5].map(State::from)));
    }
}
