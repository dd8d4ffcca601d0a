//! Senders, and how much of a shared buffer each of them uses.
//!
//! Invariants: a sender that uses nothing takes no memory. Both maps hold the same senders with the same sizes.

use btree_map::{BPlusTreeMap, BPlusTreeSet};

/// The sender of a message.
///
/// The network assigns a number to each neighbour, for example that of a connection or of a verified key. Senders share bounded
/// buffers fairly, so the network must not let one neighbour obtain many numbers.
///
/// ```
/// use btree_graph::Sender;
///
/// let ann = Sender(1);
/// assert_ne!(ann, Sender::LOCAL);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sender(pub u64);

impl Sender {
    /// The peer itself, as the sender of its own writes.
    pub const LOCAL: Sender = Sender(0);
}

/// How much of one resource each sender holds.
#[derive(Clone, Debug)]
pub(crate) struct Shares {
    held: BPlusTreeMap<Sender, usize>,
    by_size: BPlusTreeSet<(usize, Sender)>,
}

impl Shares {
    pub(crate) const fn new() -> Self {
        Shares { held: BPlusTreeMap::new(), by_size: BPlusTreeSet::new() }
    }

    /// How much a sender holds.
    ///
    /// Computes in **O(log n)** time.
    pub(crate) fn of(&self, sender: Sender) -> usize {
        self.held.get(&sender).copied().unwrap_or(0)
    }

    /// Sets how much a sender holds.
    ///
    /// Computes in **O(log n)** time.
    pub(crate) fn set(&mut self, sender: Sender, size: usize) {
        let before = if size == 0 { self.held.remove(&sender) } else { self.held.insert(sender, size) };
        if let Some(before) = before {
            self.by_size.remove(&(before, sender));
        }
        if size > 0 {
            self.by_size.insert((size, sender));
        }
    }

    /// The sender that holds most.
    ///
    /// Computes in **O(log n)** time.
    pub(crate) fn heaviest(&self) -> Option<Sender> {
        self.by_size.last().map(|&(_, sender)| sender)
    }

    /// How many senders hold something, if `sender` does.
    ///
    /// Computes in **O(log n)** time.
    pub(crate) fn senders_with(&self, sender: Sender) -> usize {
        self.held.len() + usize::from(!self.held.contains_key(&sender))
    }

    /// Checks the invariants.
    ///
    /// # Panics
    ///
    /// If one is broken.
    pub(crate) fn assert_invariants(&self) {
        self.held.check_invariants().expect("the map of senders is whole");
        self.by_size.check_invariants().expect("the set of sizes is whole");
        assert_eq!(self.held.len(), self.by_size.len());
        for (&sender, &size) in &self.held {
            assert!(size > 0 && self.by_size.contains(&(size, sender)), "{sender:?} holds {size}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_is_known_after_each_change() {
        let mut shares = Shares::new();
        assert_eq!((shares.heaviest(), shares.senders_with(Sender(1))), (None, 1));
        for (sender, size, heaviest) in [(1, 5, 1), (2, 7, 2), (1, 8, 1), (3, 8, 3), (3, 0, 1), (1, 0, 2)] {
            shares.set(Sender(sender), size);
            shares.assert_invariants();
            assert_eq!((shares.of(Sender(sender)), shares.heaviest()), (size, Some(Sender(heaviest))));
        }
        assert_eq!((shares.senders_with(Sender(2)), shares.senders_with(Sender(1))), (1, 2));
    }
}
