//! An iterator that borrows the tree exclusively, and returns `&mut` to values.

use super::leaf_range::LeafRange;
use super::shared::{not_null, not_null_mut};
use super::{Shared, walk_span};
use crate::Layout;
use crate::leaf_entries::RawEntry;
use core::borrow::Borrow;
use core::marker::PhantomData;
use core::ops::Bound;

/// The entries of a tree, or of a range of it, values by exclusive reference, from both ends.
///
/// Invariant in `K`, `V` and `T`.
#[derive(Debug)]
pub struct Exclusive<'a, K, V, T> {
    ends: LeafRange<K, V>,
    /// Invariant: where the ends came from; `None` only with ends that are empty.
    tree: Option<&'a mut T>,
    marker: PhantomData<&'a mut (K, V)>,
}

// SAFETY: it is an exclusive borrow of the tree, its keys and its values.
unsafe impl<K: Send, V: Send, T: Send> Send for Exclusive<'_, K, V, T> {}
// SAFETY: through `&Exclusive` at most shared references to keys and values are reached.
unsafe impl<K: Sync, V: Sync, T: Sync> Sync for Exclusive<'_, K, V, T> {}

impl<K, V, T> Default for Exclusive<'_, K, V, T> {
    fn default() -> Self {
        Exclusive { ends: LeafRange::empty(), tree: None, marker: PhantomData }
    }
}

impl<'a, K, V, T: Layout<K, V>> Exclusive<'a, K, V, T> {
    /// All entries.
    // Always inlined, as `range` is.
    #[inline(always)]
    pub fn all(tree: &'a mut T) -> Self {
        let Some(whole) = tree.whole() else { return Self::default() };
        // SAFETY: the leaves were just handed out by this tree.
        let ends = unsafe { LeafRange::whole(&mut *tree, whole) };
        Exclusive { ends, tree: Some(tree), marker: PhantomData }
    }

    /// The entries with keys in a range.
    // Always inlined, so that the ends are never in memory: see `walk_span`.
    #[inline(always)]
    pub fn range<Q>(tree: &'a mut T, start: Bound<&Q>, end: Bound<&Q>) -> Self
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let Some((first, last, _)) = tree.whole() else { return Self::default() };
        Exclusive {
            ends: LeafRange::new(walk_span(tree, (first, last), start, end), 0),
            tree: Some(tree),
            marker: PhantomData,
        }
    }

    /// Number of entries left; means nothing for a range.
    #[inline]
    pub fn remaining(&self) -> usize {
        self.ends.len()
    }

    /// The next entry.
    #[inline(always)]
    pub fn next_entry(&mut self) -> Option<(&'a K, &'a mut V)> {
        let (key, value) = match self.ends.pop_front(T::PAIRS) {
            Some(entry) => entry,
            // SAFETY: the tree has been borrowed by this walk since its positions were found.
            None => unsafe { self.ends.next_leaf(&mut **self.tree.as_mut()?) }?,
        };
        // SAFETY:
        // 1. The pointers come from `row_mut`, so values may be written for the borrow `'a` of the tree.
        // 2. Every entry is handed out once (see the module): no two of these references overlap.
        // 3. Loading another leaf leaves references into this one alone (contract of `row_mut`).
        Some(unsafe { (not_null(key), not_null_mut(value)) })
    }

    /// The next entry from the back.
    #[inline(always)]
    pub fn next_entry_back(&mut self) -> Option<(&'a K, &'a mut V)> {
        let (key, value) = match self.ends.pop_back(T::PAIRS) {
            Some(entry) => entry,
            // SAFETY: the tree has been borrowed by this walk since its positions were found.
            None => unsafe { self.ends.prev_leaf(&mut **self.tree.as_mut()?) }?,
        };
        // SAFETY: as in `next_entry`.
        Some(unsafe { (not_null(key), not_null_mut(value)) })
    }

    /// Calls `each` with every entry left, first to last: a tight loop per leaf.
    #[inline(always)]
    pub fn fold_entries<B>(mut self, init: B, mut each: impl FnMut(B, (&'a K, &'a mut V)) -> B) -> B {
        let Some(tree) = self.tree.as_mut() else { return init };
        // SAFETY: as in `next_entry`, for every entry.
        let each =
            |folded, (key, value): RawEntry<K, V>| unsafe { each(folded, (&*key, &mut *value.cast_mut())) };
        // SAFETY: as in `next_entry`.
        unsafe { self.ends.fold(tree, T::PAIRS, init, each) }
    }

    /// Calls `each` with every entry left, last to first: a tight loop per leaf.
    #[inline(always)]
    pub fn rfold_entries<B>(mut self, init: B, mut each: impl FnMut(B, (&'a K, &'a mut V)) -> B) -> B {
        let Some(tree) = self.tree.as_mut() else { return init };
        // SAFETY: as in `next_entry`, for every entry.
        let each =
            |folded, (key, value): RawEntry<K, V>| unsafe { each(folded, (&*key, &mut *value.cast_mut())) };
        // SAFETY: as in `next_entry`.
        unsafe { self.ends.rfold(tree, T::PAIRS, init, each) }
    }
}

impl<K, V, T> Exclusive<'_, K, V, T> {
    /// The entries left, for reading.
    pub fn peek(&self) -> Shared<'_, K, V, T> {
        Shared::over(self.ends, self.tree.as_deref())
    }
}
