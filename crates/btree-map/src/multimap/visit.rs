//! Visiting a range with a closure that may stop early, and reading a range in pages.

use super::{BPlusTreeMultiMap, ValueList};
use crate::map::{Page, PageToken};
use btree_core::Layout;
use core::borrow::Borrow;
use core::ops::{ControlFlow, RangeBounds};

/// # Visiting a range, and pages
impl<K, V, L: Layout<K, ValueList<V>>> BPlusTreeMultiMap<K, V, L> {
    /// Calls `each` with the pairs with keys in `range`, ascending by key, until it breaks. Returns its result.
    ///
    /// Computes in **O(log n)** time, plus **O(1)** for each pair. Allocates nothing.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// let map = btree_map::BPlusTreeMultiMap::from([(1, 5), (1, 7), (2, 9), (3, 1)]);
    /// let mut budget = 15;
    /// let stopped = map.for_each_range(.., |key, cost| {
    ///     if *cost > budget {
    ///         return ControlFlow::Break(*key);
    ///     }
    ///     budget -= cost;
    ///     ControlFlow::Continue(())
    /// });
    /// assert_eq!((stopped, budget), (ControlFlow::Break(2), 3));
    /// ```
    ///
    /// # Panics
    ///
    /// As [`BPlusTreeMap::range`](crate::BPlusTreeMap::range).
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

    /// Returns an iterator over at most `limit` keys in `range`, ascending, each with all its values, beginning where
    /// `token` says.
    ///
    /// [`Page::resume`] returns the token for the next page. The multimap may change between two pages.
    ///
    /// Computes in **O(log n)** time. Allocates nothing.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMultiMap, PageToken};
    ///
    /// let map = BPlusTreeMultiMap::from([(1, 'a'), (1, 'b'), (2, 'c'), (3, 'd')]);
    /// let mut page = map.page(.., PageToken::START, 2);
    /// let told: Vec<_> = page.by_ref().map(|(key, values)| (*key, values.as_slice())).collect();
    /// assert_eq!(told, [(1, &['a', 'b'][..]), (2, &['c'])]);
    /// assert_eq!(page.resume(), Some(PageToken::behind(2)));
    /// ```
    ///
    /// # Panics
    ///
    /// As [`BPlusTreeMap::range`](crate::BPlusTreeMap::range).
    pub fn page<Q, R>(&self, range: R, token: PageToken<K>, limit: usize) -> Page<'_, K, ValueList<V>, L>
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        self.map.page(range, token, limit)
    }
}
