//! The traits that std's set implements, with std's bounds and no wider.

use super::BPlusTreeSet;
use btree_core::Layout;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

impl<T> Default for BPlusTreeSet<T> {
    /// An empty set in the default layout.
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Clone, L: Layout<T, ()>> Clone for BPlusTreeSet<T, L> {
    fn clone(&self) -> Self {
        BPlusTreeSet { map: self.map.clone() }
    }

    fn clone_from(&mut self, source: &Self) {
        self.map.clone_from(&source.map);
    }
}

impl<T: fmt::Debug, L: Layout<T, ()>> fmt::Debug for BPlusTreeSet<T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

impl<T: PartialEq, L: Layout<T, ()>> PartialEq for BPlusTreeSet<T, L> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(left, right)| left == right)
    }
}

impl<T: Eq, L: Layout<T, ()>> Eq for BPlusTreeSet<T, L> {}

impl<T: PartialOrd, L: Layout<T, ()>> PartialOrd for BPlusTreeSet<T, L> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.iter().partial_cmp(other)
    }
}

impl<T: Ord, L: Layout<T, ()>> Ord for BPlusTreeSet<T, L> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other)
    }
}

impl<T: Hash, L: Layout<T, ()>> Hash for BPlusTreeSet<T, L> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // As std does: the length first, then each element.
        state.write_usize(self.len());
        for element in self {
            element.hash(state);
        }
    }
}
