//! An iterator that borrows the tree, and returns shared references.

use super::leaf_range::LeafRange;
use super::walk_span;
use crate::Layout;
use crate::leaf_entries::RawEntry;
use core::borrow::Borrow;
use core::marker::PhantomData;
use core::ops::Bound;

/// The entries of a tree, or of a range of it, by shared reference, from both ends.
///
/// Covariant in `K`, `V` and `T`.
#[derive(Debug)]
pub struct Shared<'a, K, V, T> {
    ends: LeafRange<K, V>,
    /// Invariant: where the ends came from; `None` only with ends that are empty.
    tree: Option<&'a T>,
    marker: PhantomData<&'a (K, V)>,
}

// SAFETY: it is a shared borrow of the tree, and hands out shared borrows of keys and values.
unsafe impl<K: Sync, V: Sync, T: Sync> Send for Shared<'_, K, V, T> {}
// SAFETY: as above; `&Shared` lets nobody step.
unsafe impl<K: Sync, V: Sync, T: Sync> Sync for Shared<'_, K, V, T> {}

impl<K, V, T> Clone for Shared<'_, K, V, T> {
    fn clone(&self) -> Self {
        Shared { ends: self.ends, tree: self.tree, marker: PhantomData }
    }
}

impl<K, V, T> Default for Shared<'_, K, V, T> {
    fn default() -> Self {
        Shared { ends: LeafRange::empty(), tree: None, marker: PhantomData }
    }
}

impl<'a, K, V, T: Layout<K, V>> Shared<'a, K, V, T> {
    /// All entries.
    // Always inlined, as `range` is.
    #[inline(always)]
    pub fn all(tree: &'a T) -> Self {
        let Some(whole) = tree.whole() else { return Self::default() };
        // SAFETY: the leaves were just handed out by this tree.
        let ends = unsafe { LeafRange::whole(tree, whole) };
        Shared { ends, tree: Some(tree), marker: PhantomData }
    }

    /// The entries with keys in a range.
    // Always inlined, so that the ends are never in memory: see `walk_span`.
    #[inline(always)]
    pub fn range<Q>(tree: &'a T, start: Bound<&Q>, end: Bound<&Q>) -> Self
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let Some((first, last, _)) = tree.whole() else { return Self::default() };
        Shared {
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
    pub fn next_entry(&mut self) -> Option<(&'a K, &'a V)> {
        let (key, value) = match self.ends.pop_front(T::PAIRS) {
            Some(entry) => entry,
            // SAFETY: the tree has been borrowed by this walk since its positions were found.
            None => unsafe { self.ends.next_leaf(self.tree?) }?,
        };
        // SAFETY: row pointers are valid for the borrow `'a` of the tree, for which nobody writes.
        Some(unsafe { (not_null(key), not_null(value)) })
    }

    /// The next entry from the back.
    #[inline(always)]
    pub fn next_entry_back(&mut self) -> Option<(&'a K, &'a V)> {
        let (key, value) = match self.ends.pop_back(T::PAIRS) {
            Some(entry) => entry,
            // SAFETY: the tree has been borrowed by this walk since its positions were found.
            None => unsafe { self.ends.prev_leaf(self.tree?) }?,
        };
        // SAFETY: row pointers are valid for the borrow `'a` of the tree, for which nobody writes.
        Some(unsafe { (not_null(key), not_null(value)) })
    }

    /// Calls `each` with every entry left, first to last: a tight loop per leaf.
    #[inline(always)]
    pub fn fold_entries<B>(self, init: B, mut each: impl FnMut(B, (&'a K, &'a V)) -> B) -> B {
        let Some(mut tree) = self.tree else { return init };
        // SAFETY:
        // 1. The tree has been borrowed by this walk since its positions were found.
        // 2. Row pointers are valid for the borrow `'a` of the tree, for which nobody writes.
        let each = |folded, (key, value): RawEntry<K, V>| unsafe { each(folded, (&*key, &*value)) };
        // SAFETY: as 1.
        unsafe { self.ends.fold(&mut tree, T::PAIRS, init, each) }
    }

    /// Calls `each` with every entry left, last to first: a tight loop per leaf.
    #[inline(always)]
    pub fn rfold_entries<B>(self, init: B, mut each: impl FnMut(B, (&'a K, &'a V)) -> B) -> B {
        let Some(mut tree) = self.tree else { return init };
        // SAFETY: as in `fold_entries`.
        let each = |folded, (key, value): RawEntry<K, V>| unsafe { each(folded, (&*key, &*value)) };
        // SAFETY: as in `fold_entries`.
        unsafe { self.ends.rfold(&mut tree, T::PAIRS, init, each) }
    }
}

impl<'a, K, V, T> Shared<'a, K, V, T> {
    /// The walk that another one still has before it, for reading.
    pub(super) const fn over(ends: LeafRange<K, V>, tree: Option<&'a T>) -> Self {
        Shared { ends, tree, marker: PhantomData }
    }
}

/// The key or the value of an entry. The compiler cannot tell from a pointer into a row that it is not null, and would test every
/// entry for being `None`: a third of a step (docs/decisions/0004-search-and-walks.md).
///
/// # Safety
///
/// - `item` is valid for reading for `'a`, and nobody writes it.
#[inline(always)]
pub(super) unsafe fn not_null<'a, T>(item: *const T) -> &'a T {
    // SAFETY: a pointer that is valid for reading is not null.
    unsafe {
        core::hint::assert_unchecked(!item.is_null());
        &*item
    }
}

/// As [`not_null`], for a value that is to be written.
///
/// # Safety
///
/// - `item` is valid for reading and writing for `'a`, and nobody else uses it.
#[inline(always)]
pub(super) unsafe fn not_null_mut<'a, T>(item: *const T) -> &'a mut T {
    // SAFETY: as above.
    unsafe {
        core::hint::assert_unchecked(!item.is_null());
        &mut *item.cast_mut()
    }
}
