//! Updates from the future, held until their state is due.
//!
//! Invariants: never more entries or bytes than the limit; the bytes are those of the entries; of each state, soul and key
//! one value is held, the greatest seen, which is the one that conflict resolution would let win anyway. So messages that
//! come twice take no second place. An update that finds no room, or says nothing new, costs no allocation.

use crate::{State, Value, ValueRef};
use alloc::boxed::Box;
use btree_map::BPlusTreeMap;
use core::borrow::Borrow;
use core::cmp::Ordering;

/// How much is held of what is not due yet. All else overflows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeferredLimit {
    /// Updates at most.
    pub updates: usize,
    /// Bytes of their souls, keys and texts at most.
    pub bytes: usize,
    /// How far ahead of now a state may lie, in its own unit. Without a bound here, updates that are never due can fill
    /// the queue for good.
    pub ahead: f64,
}

impl DeferredLimit {
    /// Up to so many updates, of any size and however far ahead.
    #[must_use]
    pub const fn updates(updates: usize) -> Self {
        DeferredLimit { updates, bytes: usize::MAX, ahead: f64::INFINITY }
    }
}

impl Default for DeferredLimit {
    /// 1,024 updates of 1 MiB in all, however far ahead.
    fn default() -> Self {
        DeferredLimit { updates: 1024, bytes: 1 << 20, ahead: f64::INFINITY }
    }
}

/// What is held, and for when. State first: the queue is in the order of what is due next.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Due {
    pub(crate) state: State,
    pub(crate) soul: Box<str>,
    pub(crate) key: Box<str>,
}

/// A [`Due`] whose texts may be somebody else's: to look for one without making one.
trait Place {
    /// What both are ordered by, in the order of the fields of [`Due`].
    fn place(&self) -> (State, &str, &str);
}

impl Place for Due {
    fn place(&self) -> (State, &str, &str) {
        (self.state, &self.soul, &self.key)
    }
}

impl Place for (State, &str, &str) {
    fn place(&self) -> (State, &str, &str) {
        *self
    }
}

impl<'a> Borrow<dyn Place + 'a> for Due {
    fn borrow(&self) -> &(dyn Place + 'a) {
        self
    }
}

impl PartialEq for dyn Place + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.place() == other.place()
    }
}

impl Eq for dyn Place + '_ {}

impl PartialOrd for dyn Place + '_ {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for dyn Place + '_ {
    fn cmp(&self, other: &Self) -> Ordering {
        self.place().cmp(&other.place())
    }
}

/// The queue.
#[derive(Clone, Debug)]
pub(crate) struct Deferred {
    queue: BPlusTreeMap<Due, Value>,
    bytes: usize,
    limit: DeferredLimit,
}

impl Deferred {
    pub(crate) const fn new(limit: DeferredLimit) -> Self {
        Deferred { queue: BPlusTreeMap::new(), bytes: 0, limit }
    }

    pub(crate) fn len(&self) -> usize {
        self.queue.len()
    }

    /// Holds an update that is not due at the time `now`; false if there is no room.
    ///
    /// A full queue refuses what comes rather than give up what it has: who was told "deferred" can rely on it.
    pub(crate) fn hold(
        &mut self,
        soul: &str,
        key: &str,
        value: ValueRef<'_>,
        state: State,
        now: State,
    ) -> bool {
        let place: &dyn Place = &(state, soul, key);
        if let Some(held) = self.queue.get_mut(place) {
            if value <= held.as_ref() {
                return true;
            }
            let others = self.bytes - held.as_ref().text_len();
            let Some(bytes) = others.checked_add(value.text_len()).filter(|&bytes| bytes <= self.limit.bytes)
            else {
                return false;
            };
            *held = value.to_value();
            self.bytes = bytes;
            return true;
        }
        let bytes =
            [soul.len(), key.len(), value.text_len()].into_iter().try_fold(self.bytes, usize::checked_add);
        let Some(bytes) = bytes.filter(|&bytes| bytes <= self.limit.bytes) else { return false };
        if self.queue.len() >= self.limit.updates || state.get() - now.get() > self.limit.ahead {
            return false;
        }
        self.queue.insert(Due { state, soul: soul.into(), key: key.into() }, value.to_value());
        self.bytes = bytes;
        true
    }

    /// The state that is due next.
    pub(crate) fn next_due(&self) -> Option<State> {
        self.queue.first_key_value().map(|(due, _)| due.state)
    }

    /// Takes out the next update that is due.
    pub(crate) fn pop_due(&mut self, now: State) -> Option<(Due, Value)> {
        if self.next_due()? > now {
            return None;
        }
        let (due, value) = self.queue.pop_first()?;
        self.bytes -= bytes_of(&due, &value);
        Some((due, value))
    }

    /// Checks the invariants.
    ///
    /// # Panics
    ///
    /// If one is broken.
    pub(crate) fn assert_invariants(&self) {
        self.queue.check_invariants().expect("the map of the queue is whole");
        assert!(self.queue.len() <= self.limit.updates, "{} updates are held", self.queue.len());
        assert!(self.bytes <= self.limit.bytes, "{} bytes are held", self.bytes);
        assert_eq!(self.bytes, self.queue.iter().map(|(due, value)| bytes_of(due, value)).sum::<usize>());
    }
}

fn bytes_of(due: &Due, value: &Value) -> usize {
    due.soul.len() + due.key.len() + value.as_ref().text_len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(state: u32) -> State {
        State::from(state)
    }

    /// Holds what the tests hold, from the time 0 on.
    fn hold(deferred: &mut Deferred, key: &str, value: ValueRef<'_>, state: u32) -> bool {
        let held = deferred.hold("s", key, value, at(state), at(0));
        deferred.assert_invariants();
        held
    }

    #[test]
    fn full_queue_refuses_what_is_new_and_keeps_what_it_has() {
        let mut deferred = Deferred::new(DeferredLimit::updates(2));
        assert!(hold(&mut deferred, "b", ValueRef::Null, 9));
        assert!(hold(&mut deferred, "a", ValueRef::Null, 9));
        assert!(!hold(&mut deferred, "c", ValueRef::Null, 1));
        // A greater value of what is held needs no room, a smaller one changes nothing.
        assert!(hold(&mut deferred, "a", ValueRef::Bool(true), 9));
        assert!(hold(&mut deferred, "a", ValueRef::Bool(false), 9));
        assert_eq!((deferred.len(), deferred.next_due()), (2, Some(at(9))));
        assert!(deferred.pop_due(at(8)).is_none());
        let (due, value) = deferred.pop_due(at(9)).unwrap();
        assert_eq!((&*due.key, value), ("a", Value::Bool(true)));
    }

    #[test]
    fn bytes_are_bounded_and_come_free_again() {
        let mut deferred = Deferred::new(DeferredLimit { bytes: 10, ..DeferredLimit::default() });
        // A soul of 1, a key of 1, a text of 3.
        assert!(hold(&mut deferred, "a", ValueRef::Text("123"), 5));
        assert!(!hold(&mut deferred, "b", ValueRef::Text("1234"), 5), "one too many");
        assert!(hold(&mut deferred, "b", ValueRef::Link("12"), 6));
        assert!(!hold(&mut deferred, "b", ValueRef::Link("2345"), 6), "nor in the place of another");
        assert!(hold(&mut deferred, "b", ValueRef::Link("234"), 6));
        assert_eq!((deferred.len(), deferred.bytes), (2, 10));
        assert!(!hold(&mut deferred, "", ValueRef::Null, 6), "a soul takes room as well");
        assert_eq!(deferred.pop_due(at(5)).unwrap().1, Value::text("123"));
        assert!(hold(&mut deferred, "c", ValueRef::Text("123"), 7));
        assert_eq!(deferred.pop_due(at(6)).unwrap().1, Value::link("234"));
        assert!(deferred.pop_due(at(7)).is_some());
        assert_eq!((deferred.len(), deferred.bytes), (0, 0));
    }

    #[test]
    fn what_lies_too_far_ahead_is_not_held() {
        let mut deferred = Deferred::new(DeferredLimit { ahead: 100.0, ..DeferredLimit::default() });
        assert!(deferred.hold("s", "k", ValueRef::Null, at(150), at(50)));
        assert!(!deferred.hold("s", "k", ValueRef::Null, at(151), at(50)));
        // The distance is beyond all numbers.
        assert!(!deferred.hold("s", "k", ValueRef::Null, State::MAX, State::new(f64::MIN).unwrap()));
        assert_eq!(deferred.len(), 1);
    }

    #[test]
    fn what_is_due_first_comes_first() {
        let mut deferred = Deferred::new(DeferredLimit::updates(9));
        for state in [5, 3, 8, 1] {
            assert!(hold(&mut deferred, "k", ValueRef::Null, state));
        }
        let mut states = core::iter::from_fn(|| deferred.pop_due(at(6))).map(|(due, _)| due.state);
        assert!(states.by_ref().eq([1, 3, 5].map(at)));
    }
}
