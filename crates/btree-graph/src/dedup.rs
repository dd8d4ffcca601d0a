//! Which messages have been seen, bounded by count and by age.
//!
//! Invariants: the set and the queue hold the same ids; the queue is in the order of arrival; there are never more than
//! the limit. What is forgotten, for age or for want of room, counts as new if it comes again, which costs work and
//! changes nothing, because merging is idempotent.

use crate::State;
use alloc::collections::VecDeque;
use alloc::sync::Arc;
use btree_map::BPlusTreeMap;

/// The ids of messages seen lately.
///
/// Takes memory for so many ids, however long each is: bound their length where they come in, as a
/// [`Peer`](crate::Peer) does.
///
/// ```
/// use btree_graph::{Dedup, State};
///
/// // Two ids at most, for 10 units of time.
/// let mut dedup = Dedup::new(2, 10.0);
/// let at = |time: u32| State::from(time);
/// assert!(dedup.insert("a", at(0)) && dedup.insert("b", at(1)));
/// assert!(!dedup.insert("a", at(9)), "seen 9 ago");
/// assert!(dedup.insert("a", at(10)), "too long ago to remember");
/// assert!(dedup.insert("c", at(10)) && !dedup.contains("b"), "the oldest makes room");
/// ```
#[derive(Clone, Debug)]
pub struct Dedup {
    /// Each id with the number of its entry in the queue, counted from the first ever.
    seen: BPlusTreeMap<Arc<str>, u64>,
    /// When ids came. An id that was forgotten on request leaves its place empty.
    queue: VecDeque<(State, Option<Arc<str>>)>,
    /// The number of the first entry of the queue.
    first: u64,
    limit: usize,
    age: f64,
}

impl Dedup {
    /// Remembers up to `limit` ids, each for `age`, in the unit of [`State`]. Allocates nothing yet.
    #[must_use]
    pub const fn new(limit: usize, age: f64) -> Self {
        Dedup { seen: BPlusTreeMap::new(), queue: VecDeque::new(), first: 0, limit, age }
    }

    /// Remembers an id; false if it is known already. Its age counts from when it was seen first.
    ///
    /// Computes in **O(log n)** time, and as much for each id that is forgotten.
    pub fn insert(&mut self, id: &str, now: State) -> bool {
        self.expire(now);
        if self.seen.contains_key(id) {
            return false;
        }
        if self.limit == 0 {
            return true;
        }
        while self.queue.len() >= self.limit {
            self.forget_oldest();
        }
        let id: Arc<str> = id.into();
        self.queue.push_back((now, Some(Arc::clone(&id))));
        self.seen.insert(id, self.first + (self.queue.len() as u64 - 1));
        true
    }

    /// Whether an id is known.
    ///
    /// Computes in **O(log n)** time.
    #[must_use]
    pub fn contains(&self, id: &str) -> bool {
        self.seen.contains_key(id)
    }

    /// Forgets an id, so that its message is welcome again.
    ///
    /// Computes in **O(log n)** time.
    pub fn forget(&mut self, id: &str) {
        if let Some(number) = self.seen.remove(id) {
            let place = usize::try_from(number - self.first).ok();
            if let Some(entry) = place.and_then(|place| self.queue.get_mut(place)) {
                entry.1 = None;
            }
        }
    }

    /// Forgets what is too old.
    ///
    /// Computes in **O(log n)** time for each id that is forgotten.
    pub fn expire(&mut self, now: State) {
        while self.queue.front().is_some_and(|(then, _)| now.get() - then.get() >= self.age) {
            self.forget_oldest();
        }
    }

    /// The number of ids known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// Whether no id is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    fn forget_oldest(&mut self) {
        if let Some((_, id)) = self.queue.pop_front() {
            self.first += 1;
            if let Some(id) = id {
                self.seen.remove(&id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;
    use alloc::vec::Vec;
    use quickcheck::quickcheck;

    fn check(dedup: &Dedup) {
        assert!(dedup.queue.len() <= dedup.limit);
        assert_eq!(dedup.queue.iter().flat_map(|(_, id)| id).count(), dedup.seen.len());
        for (place, (_, id)) in dedup.queue.iter().enumerate() {
            if let Some(id) = id {
                assert_eq!(dedup.seen.get(&**id), Some(&(dedup.first + place as u64)));
            }
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
        // The empty place of the first "b" was among the three: "a" had to go.
        assert!(!dedup.contains("a") && dedup.contains("c") && dedup.contains("b"));
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

    quickcheck! {
        /// Agrees with a list of all that came and was not forgotten.
        fn agrees_with_a_list(ops: Vec<(u8, u8, bool)>, limit: u8, age: u8) -> bool {
            let (limit, age) = (usize::from(limit % 8) + 1, f64::from(age % 32));
            let mut dedup = Dedup::new(limit, age);
            let mut list: Vec<(u32, Option<u8>)> = Vec::new();
            let mut now = 0;
            for (id, wait, forget) in ops {
                let id = id % 16;
                now += u32::from(wait % 4);
                if forget {
                    dedup.forget(&format!("{id}"));
                    list.iter_mut().filter(|entry| entry.1 == Some(id)).for_each(|entry| entry.1 = None);
                } else {
                    while list.first().is_some_and(|&(then, _)| f64::from(now - then) >= age) {
                        list.remove(0);
                    }
                    let new = !list.iter().any(|entry| entry.1 == Some(id));
                    if new {
                        while list.len() >= limit {
                            list.remove(0);
                        }
                        list.push((now, Some(id)));
                    }
                    if dedup.insert(&format!("{id}"), State::from(now)) != new {
                        return false;
                    }
                }
                check(&dedup);
            }
            (0..16).all(|id| {
                dedup.contains(&format!("{id}")) == list.iter().any(|entry| entry.1 == Some(id))
            })
        }
    }
}
