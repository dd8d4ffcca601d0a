//! The ids of messages seen recently, bounded by number and by age.
//!
//! Invariants: all maps hold the same ids, in the order of arrival, and never more than the limit.
//!
//! An id is forgotten when it is too old or displaced. A message with a forgotten id counts as new. Merging it again takes time
//! but changes nothing, because merging is idempotent. The id of a message that may be retried stays known, so a retry does not
//! count as a new message. When the limit is reached, each of *k* senders has a guaranteed share of a *k*-th, so that no sender
//! can make a peer forget all ids of the others.

use crate::sender::Shares;
use crate::{Sender, State};
use alloc::sync::Arc;
use btree_map::{BPlusTreeMap, BPlusTreeSet};

/// The ids of recent messages.
///
/// The number of ids is bounded, but not their length. Bound the length of the ids that you receive, as a
/// [`Peer`](crate::Peer) does.
///
/// ```
/// use btree_graph::{Dedup, State};
///
/// // At most two ids, for 10 units of time.
/// let mut dedup = Dedup::new(2, 10.0);
/// let at = |time: u32| State::from(time);
/// assert!(dedup.insert("a", at(0)) && dedup.insert("b", at(1)));
/// assert!(!dedup.insert("a", at(9)), "seen 9 ago");
/// assert!(dedup.insert("a", at(10)), "too long ago to remember");
/// assert!(dedup.insert("c", at(10)) && !dedup.contains("b"), "the oldest is forgotten");
/// ```
#[derive(Clone, Debug)]
pub struct Dedup {
    /// What is known of each id.
    seen: BPlusTreeMap<Arc<str>, Known>,
    /// Ids by number, in the order of arrival.
    arrivals: BPlusTreeMap<u64, Arrival>,
    /// The same numbers, by sender.
    by_sender: BPlusTreeSet<(Sender, u64)>,
    shares: Shares,
    /// The number of the next id.
    next: u64,
    limit: usize,
    age: f64,
}

/// What is known of an id.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Known {
    /// The number of its arrival.
    number: u64,
    /// Set while its message may be merged again.
    retry: Option<Retry>,
}

/// An id that has come.
#[derive(Clone, Debug)]
struct Arrival {
    at: State,
    sender: Sender,
    id: Arc<str>,
}

/// When a message was tried last, and how long it has to wait from then on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Retry {
    tried: State,
    wait: f64,
}

/// How a message stands whose id is looked up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Standing {
    /// The id is not known.
    New,
    /// The id is known, and the message is done with.
    Known,
    /// The id is known, and the message may be merged again.
    Retry,
    /// The id is known, and the message may be merged again from that time on.
    TooSoon(State),
}

impl Dedup {
    /// Makes an empty list of up to `limit` ids, each remembered for `age`, in the unit of [`State`]. Allocates nothing.
    #[must_use]
    pub const fn new(limit: usize, age: f64) -> Self {
        Dedup {
            seen: BPlusTreeMap::new(),
            arrivals: BPlusTreeMap::new(),
            by_sender: BPlusTreeSet::new(),
            shares: Shares::new(),
            next: 0,
            limit,
            age,
        }
    }

    /// Remembers an id, and returns whether it is new. Its age counts from its first arrival.
    ///
    /// Computes in **O(log n)** time, and as much for each id that is forgotten.
    pub fn insert(&mut self, id: &str, now: State) -> bool {
        self.insert_from(Sender::LOCAL, id, now)
    }

    /// Remembers an id from `sender`, and returns whether it is new.
    ///
    /// If the limit is reached, the oldest id of the sender with most ids is forgotten, or the oldest one of `sender` if it has
    /// used its share.
    ///
    /// Computes in **O(log n)** time, and as much for each id that is forgotten.
    pub fn insert_from(&mut self, sender: Sender, id: &str, now: State) -> bool {
        self.expire(now);
        if self.seen.contains_key(id) {
            return false;
        }
        if self.limit == 0 {
            return true;
        }
        while self.seen.len() >= self.limit {
            let own = self.shares.of(sender);
            let beyond = own > 0 && own >= self.limit / self.shares.senders_with(sender);
            let from = if beyond { Some(sender) } else { self.shares.heaviest() };
            self.forget_oldest_of(from.expect("there are ids"));
        }
        let id: Arc<str> = id.into();
        let number = self.next;
        self.next += 1;
        self.arrivals.insert(number, Arrival { at: now, sender, id: Arc::clone(&id) });
        self.by_sender.insert((sender, number));
        self.shares.set(sender, self.shares.of(sender) + 1);
        self.seen.insert(id, Known { number, retry: None });
        true
    }

    /// How the message of an id stands at the time `now`.
    ///
    /// A clock that has gone back behind the last try permits the next one.
    pub(crate) fn standing(&self, id: &str, now: State) -> Standing {
        match self.seen.get(id) {
            None => Standing::New,
            Some(Known { retry: None, .. }) => Standing::Known,
            Some(Known { retry: Some(Retry { tried, wait }), .. }) => {
                if (0.0..*wait).contains(&(now.get() - tried.get())) {
                    Standing::TooSoon(State::new(tried.get() + wait).unwrap_or(State::MAX))
                } else {
                    Standing::Retry
                }
            }
        }
    }

    /// Remembers an id whose message may be merged again: after `first` for the first time, twice as long for each further
    /// time, but no longer than half the age. The age of the id counts from now.
    pub(crate) fn allow_retry(&mut self, sender: Sender, id: &str, first: f64, now: State) {
        let last = self.seen.get(id).and_then(|known| known.retry);
        let wait = last.map_or(first, |retry| 2.0 * retry.wait).min(self.age / 2.0);
        self.forget(id);
        self.insert_from(sender, id, now);
        if let Some(known) = self.seen.get_mut(id) {
            known.retry = Some(Retry { tried: now, wait });
        }
    }

    /// Remembers an id of whose message some has been displaced: it may be merged again after `first`, or at the time that has
    /// been set already. That is no try, so it does not lengthen the wait.
    pub(crate) fn allow_again(&mut self, sender: Sender, id: &str, first: f64, now: State) {
        if self.seen.get(id).is_none_or(|known| known.retry.is_none()) {
            self.allow_retry(sender, id, first, now);
        }
    }

    /// Remembers an id whose message is done with. The age of the id counts from now: its sender may not know yet.
    pub(crate) fn settle(&mut self, sender: Sender, id: &str, now: State) {
        self.forget(id);
        self.insert_from(sender, id, now);
    }

    /// Returns whether an id is remembered.
    ///
    /// Computes in **O(log n)** time.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        self.seen.contains_key(id)
    }

    /// Forgets an id, so that its message counts as new.
    ///
    /// Computes in **O(log n)** time.
    pub fn forget(&mut self, id: &str) {
        if let Some(known) = self.seen.remove(id)
            && let Some(Arrival { sender, .. }) = self.arrivals.remove(&known.number)
        {
            self.by_sender.remove(&(sender, known.number));
            self.shares.set(sender, self.shares.of(sender) - 1);
        }
    }

    /// Forgets the ids that are too old.
    ///
    /// Computes in **O(log n)** time for each id that is forgotten.
    pub fn expire(&mut self, now: State) {
        while let Some((_, first)) = self.arrivals.first_key_value()
            && now.get() - first.at.get() >= self.age
        {
            let id = Arc::clone(&first.id);
            self.forget(&id);
        }
    }

    /// Returns the number of ids.
    #[must_use]
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// Returns whether there are no ids.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    fn forget_oldest_of(&mut self, sender: Sender) {
        let oldest = self.by_sender.range((sender, 0)..).next().filter(|(of, _)| *of == sender);
        if let Some(arrival) = oldest.and_then(|(_, number)| self.arrivals.get(number)) {
            let id = Arc::clone(&arrival.id);
            self.forget(&id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::vec::Vec;
    use quickcheck::quickcheck;

    fn at(time: u32) -> State {
        State::from(time)
    }

    fn check(dedup: &Dedup) {
        assert!(dedup.seen.len() <= dedup.limit);
        assert_eq!((dedup.arrivals.len(), dedup.by_sender.len()), (dedup.seen.len(), dedup.seen.len()));
        dedup.shares.assert_invariants();
        for (&number, Arrival { sender, id, .. }) in &dedup.arrivals {
            assert_eq!(dedup.seen[&**id].number, number);
            assert!(dedup.by_sender.contains(&(*sender, number)));
            let of_sender = dedup.by_sender.range((*sender, 0)..=(*sender, u64::MAX));
            assert_eq!(of_sender.count(), dedup.shares.of(*sender));
        }
    }

    #[test]
    fn a_forgotten_id_is_new_and_keeps_no_second_place() {
        let mut dedup = Dedup::new(3, 1e9);
        for id in ["a", "b", "c"] {
            assert!(dedup.insert(id, State::ZERO));
        }
        dedup.forget("b");
        dedup.forget("b");
        dedup.forget("never seen");
        assert!(!dedup.contains("b") && dedup.insert("b", State::ZERO));
        check(&dedup);
        assert!(["a", "b", "c"].map(|id| dedup.contains(id)).iter().all(|&known| known));
        // The new "b" came last.
        dedup.insert("d", State::ZERO);
        dedup.insert("e", State::ZERO);
        assert!(dedup.contains("b") && !dedup.contains("a") && !dedup.contains("c"));
    }

    #[test]
    fn retries_wait_twice_as_long_each_time_and_keep_the_id_known() {
        let mut dedup = Dedup::new(3, 1_000.0);
        let mut now = 0;
        assert_eq!(dedup.standing("a", at(now)), Standing::New);
        for wait in [100, 200, 400, 500, 500] {
            dedup.allow_retry(Sender::LOCAL, "a", 100.0, at(now));
            check(&dedup);
            let again = at(now + wait);
            assert_eq!(dedup.standing("a", at(now)), Standing::TooSoon(again));
            assert_eq!(dedup.standing("a", at(now + wait - 1)), Standing::TooSoon(again));
            now += wait;
            assert_eq!(dedup.standing("a", at(now)), Standing::Retry);
            dedup.expire(at(now));
            assert!(!dedup.insert("a", at(now)), "a retry is not a new message");
        }
        now += 900;
        dedup.settle(Sender::LOCAL, "a", at(now));
        dedup.expire(at(now + 999));
        assert_eq!(dedup.standing("a", at(now)), Standing::Known);
        dedup.expire(at(now + 1_000));
        assert_eq!(dedup.standing("a", at(now)), Standing::New);
    }

    #[test]
    fn what_is_displaced_again_and_again_does_not_put_off_a_retry() {
        let mut dedup = Dedup::new(3, 1_000.0);
        dedup.settle(Sender::LOCAL, "a", at(0));
        for now in [500, 520, 599] {
            dedup.allow_again(Sender::LOCAL, "a", 100.0, at(now));
            assert_eq!(dedup.standing("a", at(now)), Standing::TooSoon(at(600)));
        }
        assert_eq!(dedup.standing("a", at(600)), Standing::Retry);
    }

    #[test]
    fn a_clock_that_goes_back_does_not_put_off_a_retry() {
        let mut dedup = Dedup::new(3, 1_000.0);
        dedup.allow_retry(Sender::LOCAL, "a", 100.0, at(5_000));
        assert_eq!(dedup.standing("a", at(4_999)), Standing::Retry);
    }

    #[test]
    fn a_clock_that_goes_back_keeps_the_bound() {
        let mut dedup = Dedup::new(10, 5.0);
        for i in 0..100_u32 {
            dedup.insert(&format!("{i}"), State::from(100 - i));
            check(&dedup);
        }
        assert_eq!(dedup.len(), 10);
    }

    #[test]
    fn a_limit_of_nothing_remembers_nothing() {
        let mut dedup = Dedup::new(0, 5.0);
        assert!(dedup.insert("a", State::ZERO) && dedup.insert("a", State::ZERO));
        assert!(dedup.is_empty());
    }

    #[test]
    fn a_sender_of_many_ids_makes_nobody_forget_those_of_others() {
        let mut dedup = Dedup::new(8, 1e9);
        let (ann, bob, mallory) = (Sender(1), Sender(2), Sender(3));
        for id in ["a1", "a2"] {
            dedup.insert_from(ann, id, State::ZERO);
        }
        dedup.insert_from(bob, "b1", State::ZERO);
        for i in 0..100 {
            dedup.insert_from(mallory, &format!("m{i}"), State::ZERO);
            check(&dedup);
        }
        // A third of eight for each: the second of Bob's takes the place of one of Mallory's, a third of Ann's that of Ann's.
        assert!(["a1", "a2", "b1"].iter().all(|id| dedup.contains(id)));
        dedup.insert_from(bob, "b2", State::ZERO);
        dedup.insert_from(ann, "a3", State::ZERO);
        assert!(["a2", "a3", "b1", "b2"].iter().all(|id| dedup.contains(id)) && !dedup.contains("a1"));
        assert_eq!((dedup.len(), dedup.shares.of(mallory)), (8, 4));
    }

    quickcheck! {
        /// Whatever others send, a sender's latest ids are known, as many as its share.
        fn each_sender_is_sure_of_its_share(ops: Vec<(u8, u16)>, limit: u8) -> bool {
            let limit = usize::from(limit % 32) + 4;
            let mut dedup = Dedup::new(limit, 1e9);
            let mut latest: [Vec<u16>; 4] = Default::default();
            for (sender, id) in ops {
                let sender = sender % 4;
                let id = id / 4 * 4 + u16::from(sender);
                if dedup.insert_from(Sender(sender.into()), &format!("{id}"), State::ZERO) {
                    latest[usize::from(sender)].push(id);
                }
                check(&dedup);
            }
            latest.iter().all(|ids| ids.iter().rev().take(limit / 4).all(|id| dedup.contains(&format!("{id}"))))
        }

        /// Agrees with a list of all that came and was not forgotten.
        fn agrees_with_a_list(ops: Vec<(u8, u8, bool)>, limit: u8, age: u8) -> bool {
            let (limit, age) = (usize::from(limit % 8) + 1, f64::from(age % 32));
            let mut dedup = Dedup::new(limit, age);
            let mut list: Vec<(u32, u8)> = Vec::new();
            let mut now = 0;
            for (id, wait, forget) in ops {
                let id = id % 16;
                now += u32::from(wait % 4);
                if forget {
                    dedup.forget(&format!("{id}"));
                    list.retain(|entry| entry.1 != id);
                } else {
                    while list.first().is_some_and(|&(then, _)| f64::from(now - then) >= age) {
                        list.remove(0);
                    }
                    let new = !list.iter().any(|entry| entry.1 == id);
                    if new {
                        while list.len() >= limit {
                            list.remove(0);
                        }
                        list.push((now, id));
                    }
                    if dedup.insert(&format!("{id}"), State::from(now)) != new {
                        return false;
                    }
                }
                check(&dedup);
            }
            (0..16).all(|id| {
                dedup.contains(&format!("{id}")) == list.iter().any(|entry| entry.1 == id)
            })
        }
    }
}
