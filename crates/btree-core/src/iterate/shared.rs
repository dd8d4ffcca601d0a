//! A walk that borrows the tree: hands out shared references.

use super::ends::Ends;
use super::{span, whole_edge};
use crate::Layout;
use core::borrow::Borrow;
use core::marker::PhantomData;
use core::ops::Bound;

/// The entries of a tree, or of a range of it, by shared reference, from both ends.
///
/// Covariant in `K`, `V` and `T`.
#[derive(Debug)]
pub struct Shared<'a, K, V, T> {
    ends: Ends<K, V>,
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
        Shared { ends: self.ends.clone(), tree: self.tree, marker: PhantomData }
    }
}

impl<K, V, T> Default for Shared<'_, K, V, T> {
    fn default() -> Self {
        Shared { ends: Ends::empty(), tree: None, marker: PhantomData }
    }
}

impl<'a, K, V, T: Layout<K, V>> Shared<'a, K, V, T> {
    /// All entries.
    pub fn all(tree: &'a T) -> Self {
        if tree.is_empty() {
            return Self::default();
        }
        let span = (whole_edge(tree, false), whole_edge(tree, true));
        Shared { ends: Ends::new(span, tree.len()), tree: Some(tree), marker: PhantomData }
    }

    /// The entries with keys in a range.
    pub fn range<Q>(tree: &'a T, start: Bound<&Q>, end: Bound<&Q>) -> Self
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        if tree.is_empty() {
            return Self::default();
        }
        let span = span(tree, start, end);
        Shared { ends: Ends::new(span, 0), tree: Some(tree), marker: PhantomData }
    }

    /// Number of entries left; means nothing for a range.
    #[inline]
    pub fn remaining(&self) -> usize {
        self.ends.len()
    }

    /// The next entry.
    #[inline]
    pub fn next_entry(&mut self) -> Option<(&'a K, &'a V)> {
        // SAFETY: the tree has been borrowed by this walk since its positions were found.
        let (key, value) = unsafe { self.ends.next(self.tree.as_mut()?) }?;
        // SAFETY: run pointers are valid for the borrow `'a` of the tree, for which nobody writes.
        Some(unsafe { (&*key, &*value) })
    }

    /// The next entry from the back.
    #[inline]
    pub fn next_entry_back(&mut self) -> Option<(&'a K, &'a V)> {
        // SAFETY: the tree has been borrowed by this walk since its positions were found.
        let (key, value) = unsafe { self.ends.next_back(self.tree.as_mut()?) }?;
        // SAFETY: run pointers are valid for the borrow `'a` of the tree, for which nobody writes.
        Some(unsafe { (&*key, &*value) })
    }

    /// Calls `each` with every entry left: a tight loop per leaf.
    #[inline]
    pub fn fold_entries<B>(mut self, init: B, mut each: impl FnMut(B, (&'a K, &'a V)) -> B) -> B {
        let Some(tree) = self.tree.as_mut() else { return init };
        // SAFETY:
        // 1. The tree has been borrowed by this walk since its positions were found.
        // 2. Run pointers are valid for the borrow `'a` of the tree, for which nobody writes.
        unsafe { self.ends.fold(tree, init, |folded, key, value| each(folded, (&*key, &*value))) }
    }
}

impl<'a, K, V, T> Shared<'a, K, V, T> {
    /// The walk that another one still has before it, for reading.
    pub(super) const fn over(ends: Ends<K, V>, tree: Option<&'a T>) -> Self {
        Shared { ends, tree, marker: PhantomData }
    }
}
