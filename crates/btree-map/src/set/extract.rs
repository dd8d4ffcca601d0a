//! Removing the elements that a predicate chooses, one by one or all at once.

use super::BPlusTreeSet;
use crate::map;
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::RangeBounds;

/// An iterator that removes the elements of a range for which a predicate returns `true`. Made by
/// [`extract_if`](BPlusTreeSet::extract_if).
///
/// Elements that it has not reached when it is dropped stay in the set.
#[must_use = "iterators are lazy and do nothing unless consumed; use `retain` to drop what is taken out"]
pub struct ExtractIf<'a, T, R, F, L = SlimTree<T, ()>> {
    inner: map::ExtractIf<'a, T, (), R, F, L>,
}

/// # Removing by a predicate
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Keeps the elements for which `f` returns `true`, and drops the others. Visits them in ascending order.
    ///
    /// Computes in **O(n)** time, plus at most **O(log n)** for each element dropped.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::from_iter(0..8);
    /// set.retain(|element| element % 2 == 0);
    /// assert!(set.into_iter().eq([0, 2, 4, 6]));
    /// ```
    pub fn retain<F>(&mut self, mut f: F)
    where
        T: Ord,
        F: FnMut(&T) -> bool,
    {
        self.map.retain(|element, ()| f(element));
    }

    /// Returns an iterator that removes the elements in `range` for which `pred` returns `true`, in ascending order.
    /// Elements that it has not reached when it is dropped stay.
    ///
    /// If `pred` panics, the element stays, and the iterator can be used again: it tests that element again. std
    /// leaves this unspecified, and its iterator ends.
    ///
    /// Computes in **O(log n)** time; each step in **O(1)**, plus **O(log n)** for each element removed.
    ///
    /// ```
    /// let mut set = btree_map::BPlusTreeSet::from_iter(0..8);
    /// let even: Vec<_> = set.extract_if(3.., |element| element % 2 == 0).collect();
    /// assert_eq!(even, [4, 6]);
    /// assert!(set.into_iter().eq([0, 1, 2, 3, 5, 7]));
    /// ```
    pub fn extract_if<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, T, R, F, L>
    where
        T: Ord,
        R: RangeBounds<T>,
        F: FnMut(&T) -> bool,
    {
        ExtractIf { inner: self.map.extract_by(range, pred) }
    }
}

impl<T, R, F, L> Iterator for ExtractIf<'_, T, R, F, L>
where
    T: PartialOrd,
    R: RangeBounds<T>,
    F: FnMut(&T) -> bool,
    L: Layout<T, ()>,
{
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.inner.next_by(|pred, element, ()| pred(element)).map(|(element, ())| element)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.inner.most()))
    }
}

impl<T, R, F, L> FusedIterator for ExtractIf<'_, T, R, F, L>
where
    T: PartialOrd,
    R: RangeBounds<T>,
    F: FnMut(&T) -> bool,
    L: Layout<T, ()>,
{
}

impl<T: fmt::Debug, R, F, L: Layout<T, ()>> fmt::Debug for ExtractIf<'_, T, R, F, L> {
    /// Prints the next element to test.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let next = self.inner.peek().map(|(element, ())| element);
        f.debug_struct("ExtractIf").field("peek", &next).finish_non_exhaustive()
    }
}
