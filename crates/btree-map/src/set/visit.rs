//! Elements a few at a time: a range given to a closure that may stop early, and a range in pages.

use super::BPlusTreeSet;
use super::range::refuse_impossible;
use crate::map;
pub use crate::map::PageToken;
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::borrow::Borrow;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::{ControlFlow, RangeBounds};

/// An iterator over one page of a range of a set. Made by [`page`](BPlusTreeSet::page).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Page<'a, T, L = SlimTree<T, ()>> {
    inner: map::Page<'a, T, (), L>,
}

/// # Visiting a range, and pages
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Calls `each` with the elements in `range`, ascending, until it breaks. Returns its result.
    ///
    /// Computes in **O(log n)** time, plus **O(1)** for each element. Allocates nothing.
    ///
    /// ```
    /// use std::ops::ControlFlow;
    ///
    /// let set = btree_map::BPlusTreeSet::from([1, 2, 3, 5]);
    /// let mut next = 1;
    /// let gap = set.for_each_range(1.., |element| {
    ///     if *element != next {
    ///         return ControlFlow::Break(next);
    ///     }
    ///     next += 1;
    ///     ControlFlow::Continue(())
    /// });
    /// assert_eq!(gap, ControlFlow::Break(4));
    /// ```
    ///
    /// # Panics
    ///
    /// As [`range`](Self::range).
    pub fn for_each_range<'a, Q, R, B>(
        &'a self,
        range: R,
        each: impl FnMut(&'a T) -> ControlFlow<B>,
    ) -> ControlFlow<B>
    where
        Q: Ord + ?Sized,
        T: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        self.range(range).try_for_each(each)
    }

    /// Returns an iterator over at most `limit` elements in `range`, ascending, beginning where `token` says.
    ///
    /// [`Page::resume`] returns the token for the next page. The set may change between two pages. If the range ends
    /// before the token's element, the page is empty.
    ///
    /// Computes in **O(log n)** time. Allocates nothing.
    ///
    /// ```
    /// use btree_map::{BPlusTreeSet, PageToken};
    ///
    /// let mut set = BPlusTreeSet::from_iter(0..9);
    /// let mut page = set.page(2..7, PageToken::START, 3);
    /// assert!(page.by_ref().eq(&[2, 3, 4]));
    /// let token = page.resume().unwrap();
    /// set.remove(&4);
    /// set.remove(&5);
    /// let mut page = set.page(2..7, token, 3);
    /// assert!(page.by_ref().eq(&[6]));
    /// assert_eq!(page.resume(), None);
    /// ```
    ///
    /// # Panics
    ///
    /// As [`range`](Self::range).
    pub fn page<Q, R>(&self, range: R, token: PageToken<T>, limit: usize) -> Page<'_, T, L>
    where
        Q: Ord + ?Sized,
        T: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        // Each bound is read once: it might say something else the second time.
        let (start, end) = (range.start_bound(), range.end_bound());
        if !self.is_empty() {
            refuse_impossible(start, end);
        }
        Page { inner: self.map.page((start, end), token, limit) }
    }
}

impl<T: Clone, L: Layout<T, ()>> Page<'_, T, L> {
    /// Returns the token for the next page, which begins after the last element that this page returned; `None` if
    /// there are no more elements.
    ///
    /// Clones an element, and allocates nothing else.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the end of a leaf.
    ///
    /// ```
    /// use btree_map::{BPlusTreeSet, PageToken};
    ///
    /// let set = BPlusTreeSet::from([1, 2, 3]);
    /// let mut page = set.page(.., PageToken::START, 2);
    /// assert_eq!(page.next(), Some(&1));
    /// assert_eq!(page.resume(), Some(PageToken::behind(1)));
    /// ```
    pub fn resume(self) -> Option<PageToken<T>> {
        self.inner.resume()
    }
}

impl<'a, T, L: Layout<T, ()>> Iterator for Page<'a, T, L> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        self.inner.next().map(|(element, ())| element)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl<T, L: Layout<T, ()>> FusedIterator for Page<'_, T, L> {}

impl<T: fmt::Debug, L: Layout<T, ()>> fmt::Debug for Page<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.inner.keys_left()).finish()
    }
}
