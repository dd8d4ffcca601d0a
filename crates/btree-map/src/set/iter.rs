//! Iterating over the elements: all by reference, all by value, and those of a range.

use super::BPlusTreeSet;
use crate::map::{self, BPlusTreeMap};
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::fmt;
use core::iter::FusedIterator;

/// An iterator over the elements of a set, ascending. Made by [`iter`](BPlusTreeSet::iter).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Iter<'a, T, L = SlimTree<T, ()>> {
    inner: map::Keys<'a, T, (), L>,
}

/// An iterator over the elements of a set by value, ascending. Made by `into_iter`.
///
/// Dropping it drops the remaining elements.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IntoIter<T, L = SlimTree<T, ()>> {
    inner: map::IntoKeys<T, (), L>,
}

/// An iterator over the elements of a set in a range, ascending. Made by [`range`](BPlusTreeSet::range).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Range<'a, T, L = SlimTree<T, ()>> {
    inner: map::Range<'a, T, (), L>,
}

/// # Iterating
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Returns an iterator over the elements, ascending.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n)**.
    ///
    /// ```
    /// let set = btree_map::BPlusTreeSet::from([3, 1, 2]);
    /// assert!(set.iter().eq(&[1, 2, 3]));
    /// ```
    #[inline]
    pub fn iter(&self) -> Iter<'_, T, L> {
        Iter { inner: self.map.keys() }
    }
}

impl<'a, T, L: Layout<T, ()>> IntoIterator for &'a BPlusTreeSet<T, L> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T, L>;

    #[inline]
    fn into_iter(self) -> Iter<'a, T, L> {
        self.iter()
    }
}

impl<T, L: Layout<T, ()>> IntoIterator for BPlusTreeSet<T, L> {
    type Item = T;
    type IntoIter = IntoIter<T, L>;

    /// ```
    /// let set = btree_map::BPlusTreeSet::from([3, 1, 2]);
    /// assert!(set.into_iter().eq([1, 2, 3]));
    /// ```
    #[inline]
    fn into_iter(self) -> IntoIter<T, L> {
        IntoIter { inner: self.map.into_keys() }
    }
}

impl<'a, T, L: Layout<T, ()>> Iterator for Iter<'a, T, L> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        self.inner.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }

    #[inline]
    fn count(self) -> usize {
        self.inner.count()
    }

    methods_of_ascending_items!();

    #[inline]
    fn fold<B, F: FnMut(B, &'a T) -> B>(self, init: B, f: F) -> B {
        self.inner.fold(init, f)
    }
}

impl<T, L: Layout<T, ()>> DoubleEndedIterator for Iter<'_, T, L> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.inner.next_back()
    }
}

impl<T, L: Layout<T, ()>> Iterator for IntoIter<T, L> {
    type Item = T;

    #[inline]
    fn next(&mut self) -> Option<T> {
        self.inner.next()
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl<T, L: Layout<T, ()>> DoubleEndedIterator for IntoIter<T, L> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.inner.next_back()
    }
}

impl<'a, T, L: Layout<T, ()>> Iterator for Range<'a, T, L> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        self.inner.next().map(|(element, ())| element)
    }

    methods_of_ascending_items!();

    #[inline]
    fn fold<B, F: FnMut(B, &'a T) -> B>(self, init: B, mut f: F) -> B {
        self.inner.fold(init, |folded, (element, ())| f(folded, element))
    }
}

impl<T, L: Layout<T, ()>> DoubleEndedIterator for Range<'_, T, L> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.inner.next_back().map(|(element, ())| element)
    }
}

impl<T, L: Layout<T, ()>> ExactSizeIterator for Iter<'_, T, L> {}
impl<T, L: Layout<T, ()>> FusedIterator for Iter<'_, T, L> {}
impl<T, L: Layout<T, ()>> ExactSizeIterator for IntoIter<T, L> {}
impl<T, L: Layout<T, ()>> FusedIterator for IntoIter<T, L> {}
impl<T, L: Layout<T, ()>> FusedIterator for Range<'_, T, L> {}

impl<T, L> Clone for Iter<'_, T, L> {
    fn clone(&self) -> Self {
        Iter { inner: self.inner.clone() }
    }
}

impl<T, L> Clone for Range<'_, T, L> {
    fn clone(&self) -> Self {
        Range { inner: self.inner.clone() }
    }
}

impl<T, L> Default for Iter<'_, T, L> {
    fn default() -> Self {
        Iter { inner: map::Keys::default() }
    }
}

impl<T> Default for IntoIter<T> {
    fn default() -> Self {
        IntoIter { inner: BPlusTreeMap::new().into_keys() }
    }
}

impl<T, L> Default for Range<'_, T, L> {
    fn default() -> Self {
        Range { inner: map::Range::default() }
    }
}

impl<'a, T, L> Range<'a, T, L> {
    pub(super) const fn over(inner: map::Range<'a, T, (), L>) -> Self {
        Range { inner }
    }
}

impl<T: fmt::Debug, L: Layout<T, ()>> fmt::Debug for Iter<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&self.inner).finish()
    }
}

impl<T: fmt::Debug, L: Layout<T, ()>> fmt::Debug for IntoIter<T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let left = self.inner.peek();
        f.debug_struct("IntoIter").field("iter", &Left(move || left.clone())).finish()
    }
}

impl<T: fmt::Debug, L: Layout<T, ()>> fmt::Debug for Range<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Range").field("iter", &Left(|| self.inner.clone())).finish()
    }
}

/// Prints the entries of a walk as std prints those of its sets: beside every element stands a value of no bytes.
struct Left<F>(F);

impl<'a, T: fmt::Debug + 'a, W: Iterator<Item = (&'a T, &'a ())>, F: Fn() -> W> fmt::Debug for Left<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries((self.0)().map(|(element, ())| (element, SetValZST))).finish()
    }
}

/// The value, under the name that std prints.
#[derive(Debug)]
struct SetValZST;
