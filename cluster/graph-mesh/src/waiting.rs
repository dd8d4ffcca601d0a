//! Updates with a state later than now, held until they are due.
//!
//! Each sender has a queue of its own with a limit of its own, so that nobody can take the place of another. A key has one update of
//! a sender at a state. What is too far ahead is not held at all.

use crate::item::{Item, Position};
use btree_graph::{Sender, State};
use btree_map::BPlusTreeMap;

/// What each sender may have waiting.
#[derive(Clone, Copy, Debug)]
pub struct WaitingLimit {
    /// Updates at most.
    pub updates: usize,
    /// Bytes of names and texts at most.
    pub bytes: usize,
    /// How far ahead of now a state may be, in milliseconds.
    pub ahead: f64,
}

impl Default for WaitingLimit {
    /// 4,096 updates of 1 MiB, up to a day ahead.
    fn default() -> Self {
        WaitingLimit { updates: 4096, bytes: 1 << 20, ahead: 86_400_000.0 }
    }
}

type Place = (State, Position);

/// The queue of a sender.
#[derive(Debug, Default)]
struct Queue {
    items: BPlusTreeMap<Place, Item>,
    bytes: usize,
}

/// The queues of all senders.
#[derive(Debug)]
pub struct Waiting {
    queues: BPlusTreeMap<Sender, Queue>,
    len: usize,
    limit: WaitingLimit,
}

impl Waiting {
    /// No queue yet.
    pub fn new(limit: WaitingLimit) -> Self {
        Waiting { queues: BPlusTreeMap::new(), len: 0, limit }
    }

    /// The number of updates that wait.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// When the next update is due.
    pub fn next_due(&self) -> Option<State> {
        self.queues.values().filter_map(|queue| queue.items.first_key_value()).map(|((due, _), _)| *due).min()
    }

    /// Holds a valid update; false if it is too far ahead or the sender has no capacity left.
    pub fn hold(&mut self, sender: Sender, item: Item, now: State) -> bool {
        let Ok((value, state)) = item.checked() else { return false };
        if state.get() - now.get() > self.limit.ahead {
            return false;
        }
        let queue = self.queues.entry(sender).or_default();
        let place = (state, item.at.clone());
        let size = item.size();
        if let Some(held) = queue.items.get_mut(&place) {
            let greater = held.checked().is_ok_and(|(held, _)| value > held);
            let bytes = queue.bytes - held.size() + size;
            if !greater {
                return true;
            }
            if bytes > self.limit.bytes {
                return false;
            }
            queue.bytes = bytes;
            *held = item;
            return true;
        }
        if queue.items.len() >= self.limit.updates || queue.bytes + size > self.limit.bytes {
            return false;
        }
        queue.bytes += size;
        queue.items.insert(place, item);
        self.len += 1;
        true
    }

    /// Takes out the update that is due first, if it is due at the time `now`.
    pub fn pop_due(&mut self, now: State) -> Option<Item> {
        let first = |queue: &Queue| queue.items.first_key_value().map(|((due, _), _)| *due);
        let next = self.queues.iter().filter_map(|(sender, queue)| Some((first(queue)?, *sender))).min();
        let (_, sender) = next.filter(|(due, _)| *due <= now)?;
        let queue = self.queues.get_mut(&sender)?;
        let (_, item) = queue.items.pop_first()?;
        queue.bytes -= item.size();
        self.len -= 1;
        if queue.items.is_empty() {
            self.queues.remove(&sender);
        }
        Some(item)
    }

    /// Forgets the queue of a sender.
    pub fn forget(&mut self, sender: Sender) {
        if let Some(queue) = self.queues.remove(&sender) {
            self.len -= queue.items.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Content;

    fn item(key: &str, text: &str, state: f64) -> Item {
        Item { at: Position::new("s", key), content: Content::Text(text.into()), state }
    }

    #[test]
    fn each_sender_has_a_limit_of_its_own() {
        let mut waiting = Waiting::new(WaitingLimit { updates: 2, bytes: 100, ahead: 1000.0 });
        let now = State::ZERO;
        let (ann, bob) = (Sender(1), Sender(2));
        assert!(waiting.hold(ann, item("a", "", 5.0), now) && waiting.hold(ann, item("b", "", 3.0), now));
        assert!(!waiting.hold(ann, item("c", "", 1.0), now), "two updates at most");
        assert!(waiting.hold(ann, item("b", "x", 3.0), now), "a greater value takes the place");
        assert!(waiting.hold(bob, item("c", "", 4.0), now), "of each sender");
        assert!(!waiting.hold(bob, item("d", &"x".repeat(99), 4.0), now), "100 bytes at most");
        assert!(!waiting.hold(bob, item("d", "", 1001.0), now), "too far ahead");
        assert_eq!((waiting.len(), waiting.next_due()), (3, State::new(3.0)));
        assert_eq!(waiting.pop_due(State::from(2_u32)), None);
        let due: Vec<_> = std::iter::from_fn(|| waiting.pop_due(State::from(9_u32))).collect();
        assert_eq!(due, [item("b", "x", 3.0), item("c", "", 4.0), item("a", "", 5.0)]);
        assert!(waiting.is_empty() && waiting.queues.is_empty());
    }

    #[test]
    fn a_forgotten_sender_holds_nothing() {
        let mut waiting = Waiting::new(WaitingLimit::default());
        assert!(waiting.hold(Sender(1), item("a", "", 5.0), State::ZERO));
        assert!(waiting.hold(Sender(2), item("a", "", 6.0), State::ZERO));
        waiting.forget(Sender(1));
        assert_eq!((waiting.len(), waiting.next_due()), (1, State::new(6.0)));
    }
}
