//! Iterating over the entries whose keys lie in a range.

use super::BPlusTreeMap;
use btree_core::Layout;
use btree_core::iterate::{Exclusive, Shared};
use btree_core::slim::SlimTree;
use core::borrow::Borrow;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::{Bound, RangeBounds};

/// An iterator over the entries with keys in a range, ascending. Made by [`range`](BPlusTreeMap::range).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Range<'a, K, V, T = SlimTree<K, V>> {
    walk: Shared<'a, K, V, T>,
}

/// An iterator over the entries with keys in a range, ascending, with mutable values. Made by
/// [`range_mut`](BPlusTreeMap::range_mut).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct RangeMut<'a, K, V, T = SlimTree<K, V>> {
    walk: Exclusive<'a, K, V, T>,
}

/// Panics as std does on a range that cannot be.
pub(super) fn refuse_impossible<Q: Ord + ?Sized>(start: Bound<&Q>, end: Bound<&Q>) {
    use Bound::{Excluded, Included};
    match (start, end) {
        (Excluded(start), Excluded(end)) if start == end => {
            panic!("range start and end are equal and excluded in BTreeMap")
        }
        (Included(start) | Excluded(start), Included(end) | Excluded(end)) if start > end => {
            panic!("range start is greater than range end in BTreeMap")
        }
        _ => {}
    }
}

/// # Ranges
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Returns an iterator over the entries with keys in `range`, ascending.
    ///
    /// Computes in **O(log n)** time. Allocates nothing.
    ///
    /// ```
    /// use std::ops::Bound::{Excluded, Unbounded};
    ///
    /// let map = btree_map::BPlusTreeMap::from([(3, 'a'), (5, 'b'), (8, 'c')]);
    /// assert!(map.range(4..).eq([(&5, &'b'), (&8, &'c')]));
    /// assert!(map.range((Unbounded, Excluded(5))).eq([(&3, &'a')]));
    /// ```
    ///
    /// # Panics
    ///
    /// If the start is greater than the end, or equal to it with both excluded, and the map has entries. The range of
    /// an empty map is empty, as that of std's map is before the first insertion.
    // Always inlined, so that the kinds of the bounds are constants: see `btree_core::iterate`.
    #[inline(always)]
    pub fn range<Q, R>(&self, range: R) -> Range<'_, K, V, T>
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        if self.is_empty() {
            return Range { walk: Shared::default() };
        }
        let (start, end) = (range.start_bound(), range.end_bound());
        refuse_impossible(start, end);
        self.range_between(start, end)
    }

    /// The entries between two bounds that were looked at already.
    #[inline(always)]
    pub(crate) fn range_between<Q>(&self, start: Bound<&Q>, end: Bound<&Q>) -> Range<'_, K, V, T>
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
    {
        Range { walk: Shared::range(&self.tree, start, end) }
    }

    /// Returns an iterator over the entries with keys in `range`, ascending, with mutable values.
    ///
    /// Computes in **O(log n)** time. Allocates nothing.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([("a", 1), ("b", 2), ("c", 3)]);
    /// for (_, value) in map.range_mut("b"..) {
    ///     *value = 0;
    /// }
    /// assert!(map.into_values().eq([1, 0, 0]));
    /// ```
    ///
    /// # Panics
    ///
    /// As [`range`](Self::range).
    // Always inlined, as `range` is.
    #[inline(always)]
    pub fn range_mut<Q, R>(&mut self, range: R) -> RangeMut<'_, K, V, T>
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        if self.is_empty() {
            return RangeMut { walk: Exclusive::default() };
        }
        let (start, end) = (range.start_bound(), range.end_bound());
        refuse_impossible(start, end);
        RangeMut { walk: Exclusive::range(&mut self.tree, start, end) }
    }
}

impl<'a, K, V, T: Layout<K, V>> Iterator for Range<'a, K, V, T> {
    type Item = (&'a K, &'a V);

    methods_of_walk!();
}

impl<K, V, T: Layout<K, V>> DoubleEndedIterator for Range<'_, K, V, T> {
    methods_of_walk_back!();
}

impl<'a, K, V, T: Layout<K, V>> Iterator for RangeMut<'a, K, V, T> {
    type Item = (&'a K, &'a mut V);

    methods_of_walk!();
}

impl<K, V, T: Layout<K, V>> DoubleEndedIterator for RangeMut<'_, K, V, T> {
    methods_of_walk_back!();
}

impl<K, V, T: Layout<K, V>> FusedIterator for Range<'_, K, V, T> {}
impl<K, V, T: Layout<K, V>> FusedIterator for RangeMut<'_, K, V, T> {}

impl<K, V, T> Clone for Range<'_, K, V, T> {
    fn clone(&self) -> Self {
        Range { walk: self.walk.clone() }
    }
}

impl<K, V, T> Default for Range<'_, K, V, T> {
    fn default() -> Self {
        Range { walk: Shared::default() }
    }
}

impl<K, V, T> Default for RangeMut<'_, K, V, T> {
    fn default() -> Self {
        RangeMut { walk: Exclusive::default() }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, T: Layout<K, V>> fmt::Debug for Range<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<K: fmt::Debug, V: fmt::Debug, T: Layout<K, V>> fmt::Debug for RangeMut<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(Range { walk: self.walk.peek() }).finish()
    }
}
