//! An iterator that owns the tree and shows the next key before it moves the entry out. Merging two trees compares the keys
//! in place.

use super::Owned;
use crate::Layout;
use crate::leaf_entries::RawEntry;
use core::fmt;

/// The entries of a tree by value, in ascending order, the next one held where it lies.
pub struct Peeked<K, V, T: Layout<K, V>> {
    /// Invariant: an entry that the walk has handed out and nobody has moved out yet.
    next: Option<RawEntry<K, V>>,
    entries: Owned<K, V, T>,
}

impl<K, V, T: Layout<K, V>> fmt::Debug for Peeked<K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Peeked").field("remaining", &self.remaining()).finish_non_exhaustive()
    }
}

impl<K, V, T: Layout<K, V>> Peeked<K, V, T> {
    /// All entries of `tree`.
    pub fn new(tree: T) -> Self {
        let mut entries = Owned::new(tree);
        Peeked { next: entries.next_raw(), entries }
    }

    /// Number of entries left.
    pub fn remaining(&self) -> usize {
        self.entries.remaining() + usize::from(self.next.is_some())
    }

    /// The key of the next entry.
    #[inline]
    pub fn key(&self) -> Option<&K> {
        // SAFETY: the entry is there as long as it is the next one (invariant), and the tree as long as this walk.
        self.next.map(|(key, _)| unsafe { &*key })
    }

    /// The next entry.
    #[inline]
    pub fn next_entry(&mut self) -> Option<(K, V)> {
        let (key, value) = self.next?;
        // SAFETY: the entry is moved out here, and is the next one no more.
        let entry = unsafe { (key.read(), value.read()) };
        self.next = self.entries.next_raw();
        Some(entry)
    }
}

impl<K, V, T: Layout<K, V>> Drop for Peeked<K, V, T> {
    fn drop(&mut self) {
        if let Some((key, value)) = self.next.take() {
            // SAFETY: nobody has moved it out (invariant), and nobody uses it afterwards.
            drop(unsafe { (key.read(), value.read()) });
        }
    }
}
