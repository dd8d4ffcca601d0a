//! Updates with a state later than now, held until they are due.
//!
//! Each sender has a queue, and all queues share one capacity. While some of it is free, a sender may use as much as it needs.
//! When it is used up, each of *k* senders has a guaranteed share of a *k*-th: see `make_room`.
//!
//! Invariants:
//!
//! - The number and the bytes of all updates never exceed the limit. The recorded bytes are those of the updates.
//! - For each sender, state, soul and key, only the greatest value is held, which would win in conflict resolution. So duplicate
//!   messages take no memory.
//! - An update that is refused or changes nothing allocates nothing.
//! - An update without a message id displaces nothing: such updates have no sender that could be told of a displacement.

use crate::sender::Shares;
use crate::{Sender, State, Value, ValueRef};
use alloc::boxed::Box;
use alloc::sync::Arc;
use btree_map::{BPlusTreeMap, BPlusTreeSet};
use core::borrow::Borrow;
use core::cmp::Ordering;

/// The limits of deferred updates. Updates beyond them overflow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DeferredLimit {
    /// The maximum number of updates.
    pub updates: usize,
    /// The maximum bytes of their souls, keys and texts.
    pub bytes: usize,
    /// How far ahead of now a state may be, in the unit of states. Without this bound, updates that are never due can fill
    /// the queue permanently.
    pub ahead: f64,
}

impl DeferredLimit {
    /// Limits only the number of updates.
    #[must_use]
    pub const fn updates(updates: usize) -> Self {
        DeferredLimit { updates, bytes: usize::MAX, ahead: f64::INFINITY }
    }
}

impl Default for DeferredLimit {
    /// 1,024 updates of 1 MiB in total, at any time ahead.
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

/// Where an update comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin<'a> {
    pub(crate) sender: Sender,
    /// The message it stands in, if the sender can be told that it was displaced.
    pub(crate) id: Option<&'a Arc<str>>,
}

impl Origin<'_> {
    /// Nobody who could be told anything.
    pub(crate) const NOBODY: Origin<'static> = Origin { sender: Sender::LOCAL, id: None };
}

/// What is held of one update, besides its place.
#[derive(Clone, Debug)]
struct Held {
    value: Value,
    id: Option<Arc<str>>,
}

type Queue = BPlusTreeMap<Due, Held>;

/// The queues of all senders.
#[derive(Clone, Debug)]
pub(crate) struct Deferred {
    /// What each sender has sent. None is empty.
    queues: BPlusTreeMap<Sender, Queue>,
    /// The first state of each queue.
    due: BPlusTreeSet<(State, Sender)>,
    updates: Shares,
    bytes: Shares,
    /// The sums of both.
    total: Size,
    limit: DeferredLimit,
    /// How many updates of which messages have been displaced, and nobody has been told yet.
    displaced: BPlusTreeMap<(Sender, Arc<str>), u64>,
}

/// What updates take.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Size {
    updates: usize,
    bytes: usize,
}

impl Deferred {
    pub(crate) const fn new(limit: DeferredLimit) -> Self {
        Deferred {
            queues: BPlusTreeMap::new(),
            due: BPlusTreeSet::new(),
            updates: Shares::new(),
            bytes: Shares::new(),
            total: Size { updates: 0, bytes: 0 },
            limit,
            displaced: BPlusTreeMap::new(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.total.updates
    }

    /// Holds an update that is not due at the time `now`; false if there is no room.
    ///
    /// Computes in **O(log n)** time, and as much for each update that is displaced.
    pub(crate) fn hold(
        &mut self,
        origin: Origin<'_>,
        soul: &str,
        key: &str,
        value: ValueRef<'_>,
        state: State,
        now: State,
    ) -> bool {
        let place: &dyn Place = &(state, soul, key);
        let held = self.queues.get(&origin.sender).and_then(|queue| queue.get(place));
        let more = match held {
            Some(held) if value <= held.value.as_ref() => return true,
            Some(held) => {
                Size { updates: 0, bytes: value.text_len().saturating_sub(held.value.as_ref().text_len()) }
            }
            None => {
                let texts = [soul.len(), key.len(), value.text_len()];
                let bytes = texts.into_iter().fold(0, usize::saturating_add);
                Size { updates: 1, bytes }
            }
        };
        if more.updates > 0 && state.get() - now.get() > self.limit.ahead {
            return false;
        }
        if !self.make_room(origin, state, more) {
            return false;
        }
        let held = Held { value: value.to_value(), id: origin.id.cloned() };
        self.change(origin.sender, |queue, bytes| {
            *bytes += value.text_len();
            if let Some(place) = queue.get_mut(place) {
                *bytes -= place.value.as_ref().text_len();
                *place = held;
            } else {
                *bytes += soul.len() + key.len();
                queue.insert(Due { state, soul: soul.into(), key: key.into() }, held);
            }
        });
        true
    }

    /// Makes room for so much more of a sender's, of that state; false, and nothing is displaced, if there is none.
    ///
    /// Of what is short, each of *k* senders may have a *k*-th. A sender that stays within that takes room from whoever holds
    /// most. One that does not takes it from its own updates, if they are due later than what comes. Updates that are due
    /// last are displaced first.
    fn make_room(&mut self, origin: Origin<'_>, state: State, more: Size) -> bool {
        let short = Size {
            updates: (self.total.updates + more.updates).saturating_sub(self.limit.updates),
            bytes: self.total.bytes.saturating_add(more.bytes).saturating_sub(self.limit.bytes),
        };
        if short == Size::default() {
            return true;
        }
        // Whoever cannot be told that an update was displaced relies on it.
        if origin.id.is_none() {
            return false;
        }
        let Origin { sender, .. } = origin;
        let senders = self.updates.senders_with(sender);
        let beyond = |held: usize, more: usize, limit: usize| held.saturating_add(more) > limit / senders;
        let beyond_updates = beyond(self.updates.of(sender), more.updates, self.limit.updates);
        let beyond_bytes = beyond(self.bytes.of(sender), more.bytes, self.limit.bytes);
        let own = Size {
            updates: if beyond_updates { short.updates } else { 0 },
            bytes: if beyond_bytes { short.bytes } else { 0 },
        };
        let Some(displaced) = self.later(sender, state, own) else { return false };
        for _ in 0..displaced {
            self.displace(sender);
        }
        while self.total.updates + more.updates > self.limit.updates {
            let heaviest = self.updates.heaviest().expect("the sum is not zero");
            self.displace(heaviest);
        }
        while self.total.bytes.saturating_add(more.bytes) > self.limit.bytes {
            let heaviest = self.bytes.heaviest().expect("the sum is not zero");
            self.displace(heaviest);
        }
        true
    }

    /// How many updates at the end of a sender's queue take so much, if all of them are due after `state`.
    fn later(&self, sender: Sender, state: State, size: Size) -> Option<usize> {
        let mut found = Size::default();
        let mut queue = self.queues.get(&sender).into_iter().flatten().rev();
        while found.updates < size.updates || found.bytes < size.bytes {
            let (due, held) = queue.next().filter(|(due, _)| due.state > state)?;
            found.updates += 1;
            found.bytes += bytes_of(due, &held.value);
        }
        Some(found.updates)
    }

    /// Gives up the update of a sender that is due last.
    fn displace(&mut self, sender: Sender) {
        let last = self.change(sender, |queue, bytes| {
            let last = queue.pop_last()?;
            *bytes -= bytes_of(&last.0, &last.1.value);
            Some(last)
        });
        if let Some(id) = last.and_then(|(_, held)| held.id) {
            *self.displaced.entry((sender, id)).or_default() += 1;
        }
    }

    /// Changes the queue of a sender and its bytes, and then what is known of both.
    fn change<R>(&mut self, sender: Sender, change: impl FnOnce(&mut Queue, &mut usize) -> R) -> R {
        let first = |queue: &Queue| queue.first_key_value().map(|(due, _)| (due.state, sender));
        let before = Size { updates: self.updates.of(sender), bytes: self.bytes.of(sender) };
        let mut after = before;
        let queue = self.queues.entry(sender).or_default();
        let first_before = first(queue);
        let result = change(queue, &mut after.bytes);
        after.updates = queue.len();
        let first_after = first(queue);
        if after.updates == 0 {
            self.queues.remove(&sender);
        }
        if first_before != first_after {
            first_before.map(|first| self.due.remove(&first));
            first_after.map(|first| self.due.insert(first));
        }
        self.updates.set(sender, after.updates);
        self.bytes.set(sender, after.bytes);
        self.total.updates = self.total.updates - before.updates + after.updates;
        self.total.bytes = self.total.bytes - before.bytes + after.bytes;
        result
    }

    /// The state that is due next.
    pub(crate) fn next_due(&self) -> Option<State> {
        self.due.first().map(|&(state, _)| state)
    }

    /// Takes out the next update that is due.
    pub(crate) fn pop_due(&mut self, now: State) -> Option<(Due, Value)> {
        let &(_, sender) = self.due.first().filter(|(state, _)| *state <= now)?;
        let (due, held) = self.change(sender, |queue, bytes| {
            let first = queue.pop_first()?;
            *bytes -= bytes_of(&first.0, &first.1.value);
            Some(first)
        })?;
        Some((due, held.value))
    }

    /// How many updates of a message have been displaced since this was asked last.
    pub(crate) fn take_displaced_of(&mut self, sender: Sender, id: &Arc<str>) -> u64 {
        if self.displaced.is_empty() {
            return 0;
        }
        self.displaced.remove(&(sender, Arc::clone(id))).unwrap_or(0)
    }

    /// A message of which updates have been displaced, who sent it, and how many.
    pub(crate) fn pop_displaced(&mut self) -> Option<(Sender, Arc<str>, u64)> {
        self.displaced.pop_first().map(|((sender, id), updates)| (sender, id, updates))
    }

    /// Checks the invariants.
    ///
    /// # Panics
    ///
    /// If one is broken.
    pub(crate) fn assert_invariants(&self) {
        self.queues.check_invariants().expect("the map of queues is whole");
        self.due.check_invariants().expect("the set of what is due is whole");
        self.updates.assert_invariants();
        self.bytes.assert_invariants();
        let mut total = Size::default();
        for (&sender, queue) in &self.queues {
            queue.check_invariants().expect("the map of a queue is whole");
            let bytes = queue.iter().map(|(due, held)| bytes_of(due, &held.value)).sum();
            let first = queue.first_key_value().expect("no queue is empty").0.state;
            assert!(self.due.contains(&(first, sender)), "{sender:?} is due at {first}");
            assert_eq!((self.updates.of(sender), self.bytes.of(sender)), (queue.len(), bytes));
            total.updates += queue.len();
            total.bytes += bytes;
        }
        assert_eq!((self.total, self.due.len()), (total, self.queues.len()));
        assert!(total.updates <= self.limit.updates, "{total:?}");
        assert!(total.bytes <= self.limit.bytes, "{total:?}");
    }
}

fn bytes_of(due: &Due, value: &Value) -> usize {
    due.soul.len() + due.key.len() + value.as_ref().text_len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    fn at(state: u32) -> State {
        State::from(state)
    }

    /// Holds what the tests hold, from the time 0 on.
    fn hold(deferred: &mut Deferred, key: &str, value: ValueRef<'_>, state: u32) -> bool {
        let held = deferred.hold(Origin::NOBODY, "s", key, value, at(state), at(0));
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
        assert_eq!((deferred.len(), deferred.total.bytes), (2, 10));
        assert!(!hold(&mut deferred, "", ValueRef::Null, 6), "a soul takes room as well");
        assert_eq!(deferred.pop_due(at(5)).unwrap().1, Value::text("123"));
        assert!(hold(&mut deferred, "c", ValueRef::Text("123"), 7));
        assert_eq!(deferred.pop_due(at(6)).unwrap().1, Value::link("234"));
        assert!(deferred.pop_due(at(7)).is_some());
        assert_eq!((deferred.len(), deferred.total.bytes), (0, 0));
    }

    #[test]
    fn what_lies_too_far_ahead_is_not_held() {
        let mut deferred = Deferred::new(DeferredLimit { ahead: 100.0, ..DeferredLimit::default() });
        assert!(deferred.hold(Origin::NOBODY, "s", "k", ValueRef::Null, at(150), at(50)));
        assert!(!deferred.hold(Origin::NOBODY, "s", "k", ValueRef::Null, at(151), at(50)));
        // The distance is beyond all numbers.
        assert!(!deferred.hold(
            Origin::NOBODY,
            "s",
            "k",
            ValueRef::Null,
            State::MAX,
            State::new(f64::MIN).unwrap()
        ));
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

    quickcheck::quickcheck! {
        /// Whatever is held by whom, and whatever is displaced.
        fn invariants_hold(ops: Vec<(u8, u8, u8, u8)>) -> bool {
            let mut deferred = Deferred::new(DeferredLimit { updates: 12, bytes: 60, ahead: 200.0 });
            let ids: [Arc<str>; 3] = ["a", "b", "c"].map(Arc::from);
            let (mut held, mut displaced) = (0, 0);
            for (sender, key, state, text) in ops {
                let sender = usize::from(sender % 3);
                let origin = Origin { sender: Sender(sender as u64), id: Some(&ids[sender]) };
                let text = &"xxxxxxxxxxxx"[..usize::from(text % 13)];
                let key = &"kkkk"[..usize::from(key % 5)];
                let before = deferred.len();
                let found = deferred.hold(origin, "s", key, ValueRef::Text(text), at(state.into()), at(0));
                deferred.assert_invariants();
                let gone = core::iter::from_fn(|| deferred.pop_displaced()).map(|(.., updates)| updates).sum::<u64>();
                if !found && (gone > 0 || deferred.len() != before) {
                    return false;
                }
                displaced += gone;
                held += (deferred.len() + gone as usize - before) as u64;
            }
            let due = core::iter::from_fn(|| deferred.pop_due(at(u32::MAX))).map(|(due, _)| due.state);
            let due: Vec<_> = due.collect();
            deferred.assert_invariants();
            due.is_sorted() && due.len() as u64 == held - displaced
        }
    }
}
