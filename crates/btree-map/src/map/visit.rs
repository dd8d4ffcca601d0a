//! Ranges given to a closure that may stop early.

use super::BPlusTreeMap;
use btree_core::Layout;
use core::borrow::Borrow;
use core::ops::{ControlFlow, RangeBounds};

/// # Visiting a range
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Calls `each` with the entries with keys in `range`, ascending, until it breaks. Returns its result.
    ///
    /// Computes in **O(log n)** time, plus **O(1)** for each entry. Allocates nothing.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// let map = btree_map::BPlusTreeMap::from([(1, 10), (2, 20), (3, 30), (4, 40)]);
    /// let mut budget = 55;
    /// let stopped = map.for_each_range(2.., |key, cost| {
    ///     if *cost > budget {
    ///         return ControlFlow::Break(*key);
    ///     }
    ///     budget -= cost;
    ///     ControlFlow::Continue(())
    /// });
    /// assert_eq!((stopped, budget), (ControlFlow::Break(4), 5));
    /// ```
    ///
    /// # Panics
    ///
    /// As [`range`](Self::range).
    pub fn for_each_range<'a, Q, R, B>(
        &'a self,
        range: R,
        mut each: impl FnMut(&'a K, &'a V) -> ControlFlow<B>,
    ) -> ControlFlow<B>
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        self.range(range).try_for_each(|(key, value)| each(key, value))
    }

    /// Calls `each` with the entries with keys in `range`, ascending, with mutable values, until it breaks. Returns
    /// its result.
    ///
    /// Computes in **O(log n)** time, plus **O(1)** for each entry. Allocates nothing.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 10), (2, 0), (3, 30)]);
    /// let stopped = map.for_each_range_mut(.., |key, value| match value {
    ///     0 => ControlFlow::Break(*key),
    ///     value => ControlFlow::Continue(*value /= 10),
    /// });
    /// assert_eq!(stopped, ControlFlow::Break(2));
    /// assert!(map.into_values().eq([1, 0, 30]));
    /// ```
    ///
    /// # Panics
    ///
    /// As [`range`](Self::range).
    pub fn for_each_range_mut<'a, Q, R, B>(
        &'a mut self,
        range: R,
        mut each: impl FnMut(&'a K, &'a mut V) -> ControlFlow<B>,
    ) -> ControlFlow<B>
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        self.range_mut(range).try_for_each(|(key, value)| each(key, value))
    }
}
