//! Cursors: a gap between two elements that moves from element to element, for reading or for changing.

use super::BPlusTreeSet;
use crate::map;
pub use crate::map::UnorderedKeyError;
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::borrow::Borrow;
use core::fmt::{self, Debug};
use core::ops::Bound;

/// A gap between two elements of a set, or before the first or behind the last. Made by
/// [`lower_bound`](BPlusTreeSet::lower_bound) and [`upper_bound`](BPlusTreeSet::upper_bound).
///
/// Unlike an iterator it moves both ways, over the same elements again if asked to.
pub struct Cursor<'a, T, L = SlimTree<T, ()>> {
    inner: map::Cursor<'a, T, (), L>,
}

/// A gap between two elements of a set, in which elements may be put and beside which they may be taken out. Made by
/// [`lower_bound_mut`](BPlusTreeSet::lower_bound_mut) and [`upper_bound_mut`](BPlusTreeSet::upper_bound_mut).
pub struct CursorMut<'a, T, L = SlimTree<T, ()>> {
    inner: map::CursorMut<'a, T, (), L>,
}

impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// The gap before the smallest element that a lower bound lets in.
    ///
    /// `Included(x)`: before the smallest element of `x` or above. `Excluded(x)`: before the smallest above `x`.
    /// `Unbounded`: before the first.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound::{Excluded, Included};
    ///
    /// let set = btree_map::BPlusTreeSet::from([1, 2, 4]);
    /// assert_eq!(set.lower_bound(Included(&2)).peek_next(), Some(&2));
    /// assert_eq!(set.lower_bound(Excluded(&2)).peek_next(), Some(&4));
    /// ```
    pub fn lower_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, T, L>
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        Cursor { inner: self.map.lower_bound(bound) }
    }

    /// The gap behind the greatest element that an upper bound lets in.
    ///
    /// `Included(x)`: behind the greatest element of `x` or below. `Excluded(x)`: behind the greatest below `x`.
    /// `Unbounded`: behind the last.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound::{Excluded, Included};
    ///
    /// let set = btree_map::BPlusTreeSet::from([1, 2, 4]);
    /// assert_eq!(set.upper_bound(Included(&2)).peek_prev(), Some(&2));
    /// assert_eq!(set.upper_bound(Excluded(&2)).peek_prev(), Some(&1));
    /// ```
    pub fn upper_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, T, L>
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        Cursor { inner: self.map.upper_bound(bound) }
    }

    /// The gap of [`lower_bound`](Self::lower_bound), for changing the set there.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound::Included;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([1, 4]);
    /// let mut cursor = set.lower_bound_mut(Included(&2));
    /// cursor.insert_before(2).unwrap();
    /// cursor.insert_before(3).unwrap();
    /// assert!(set.into_iter().eq([1, 2, 3, 4]));
    /// ```
    pub fn lower_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, T, L>
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        CursorMut { inner: self.map.lower_bound_mut(bound) }
    }

    /// The gap of [`upper_bound`](Self::upper_bound), for changing the set there.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound::Included;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2, 3]);
    /// let mut cursor = set.upper_bound_mut(Included(&2));
    /// assert_eq!((cursor.remove_prev(), cursor.remove_prev()), (Some(2), Some(1)));
    /// assert!(set.into_iter().eq([3]));
    /// ```
    pub fn upper_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, T, L>
    where
        T: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        CursorMut { inner: self.map.upper_bound_mut(bound) }
    }
}

impl<'a, T, L: Layout<T, ()>> Cursor<'a, T, L> {
    /// Steps over the next element and returns it.
    ///
    /// Computes in **O(1)** time, in **O(log n)** where it comes to another leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let set = btree_map::BPlusTreeSet::from([1, 2]);
    /// let mut cursor = set.lower_bound(Bound::Unbounded);
    /// assert_eq!((cursor.next(), cursor.next(), cursor.next()), (Some(&1), Some(&2), None));
    /// ```
    #[expect(clippy::should_implement_trait, reason = "a cursor moves both ways and is no iterator")]
    pub fn next(&mut self) -> Option<&'a T> {
        self.inner.next().map(|(element, ())| element)
    }

    /// Steps back over the previous element and returns it.
    ///
    /// Computes in **O(1)** time, in **O(log n)** where it comes to another leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let set = btree_map::BPlusTreeSet::from([1, 2]);
    /// let mut cursor = set.upper_bound(Bound::Unbounded);
    /// assert_eq!((cursor.prev(), cursor.next()), (Some(&2), Some(&2)));
    /// ```
    pub fn prev(&mut self) -> Option<&'a T> {
        self.inner.prev().map(|(element, ())| element)
    }

    /// The next element.
    ///
    /// Computes in **O(1)** time, in **O(log n)** where it comes to another leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let set = btree_map::BPlusTreeSet::from([1, 2]);
    /// assert_eq!(set.lower_bound(Bound::Unbounded).peek_next(), Some(&1));
    /// ```
    pub fn peek_next(&self) -> Option<&'a T> {
        self.inner.peek_next().map(|(element, ())| element)
    }

    /// The previous element.
    ///
    /// Computes in **O(1)** time, in **O(log n)** where it comes to another leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let set = btree_map::BPlusTreeSet::from([1, 2]);
    /// assert_eq!(set.upper_bound(Bound::Unbounded).peek_prev(), Some(&2));
    /// ```
    pub fn peek_prev(&self) -> Option<&'a T> {
        self.inner.peek_prev().map(|(element, ())| element)
    }
}

impl<T, L: Layout<T, ()>> CursorMut<'_, T, L> {
    /// Steps over the next element and returns it.
    ///
    /// Computes in **O(1)** time, in **O(log n)** where it comes to another leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2]);
    /// let mut cursor = set.lower_bound_mut(Bound::Unbounded);
    /// assert_eq!(cursor.next(), Some(&1));
    /// ```
    #[expect(clippy::should_implement_trait, reason = "a cursor moves both ways and is no iterator")]
    pub fn next(&mut self) -> Option<&T> {
        self.inner.next().map(|(element, ())| element)
    }

    /// Steps back over the previous element and returns it.
    ///
    /// Computes in **O(1)** time, in **O(log n)** where it comes to another leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2]);
    /// let mut cursor = set.upper_bound_mut(Bound::Unbounded);
    /// assert_eq!(cursor.prev(), Some(&2));
    /// ```
    pub fn prev(&mut self) -> Option<&T> {
        self.inner.prev().map(|(element, ())| element)
    }

    /// The next element.
    ///
    /// Computes in **O(1)** time, in **O(log n)** where it comes to another leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2]);
    /// assert_eq!(set.lower_bound_mut(Bound::Unbounded).peek_next(), Some(&1));
    /// ```
    pub fn peek_next(&mut self) -> Option<&T> {
        self.inner.peek_next().map(|(element, ())| element)
    }

    /// The previous element.
    ///
    /// Computes in **O(1)** time, in **O(log n)** where it comes to another leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2]);
    /// assert_eq!(set.upper_bound_mut(Bound::Unbounded).peek_prev(), Some(&2));
    /// ```
    pub fn peek_prev(&mut self) -> Option<&T> {
        self.inner.peek_prev().map(|(element, ())| element)
    }

    /// The same gap, for reading.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2]);
    /// let cursor = set.lower_bound_mut(Bound::Unbounded);
    /// let mut reader = cursor.as_cursor();
    /// assert_eq!((reader.next(), reader.next()), (Some(&1), Some(&2)));
    /// ```
    pub fn as_cursor(&self) -> Cursor<'_, T, L> {
        Cursor { inner: self.inner.as_cursor() }
    }
}

impl<T: Ord, L: Layout<T, ()>> CursorMut<'_, T, L> {
    /// Puts an element into the gap; the cursor is before it then.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([1]);
    /// let mut cursor = set.upper_bound_mut(Bound::Unbounded);
    /// cursor.insert_after(3).unwrap();
    /// cursor.insert_after(2).unwrap();
    /// assert_eq!(cursor.peek_next(), Some(&2));
    /// ```
    ///
    /// # Errors
    ///
    /// If the element is not above the one before the gap and below the one behind it. It is dropped then.
    pub fn insert_after(&mut self, value: T) -> Result<(), UnorderedKeyError> {
        self.inner.insert_after(value, ())
    }

    /// Puts an element into the gap; the cursor is behind it then.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([3]);
    /// let mut cursor = set.lower_bound_mut(Bound::Unbounded);
    /// cursor.insert_before(1).unwrap();
    /// assert!(cursor.insert_before(4).is_err());
    /// assert_eq!(cursor.peek_prev(), Some(&1));
    /// ```
    ///
    /// # Errors
    ///
    /// If the element is not above the one before the gap and below the one behind it. It is dropped then.
    pub fn insert_before(&mut self, value: T) -> Result<(), UnorderedKeyError> {
        self.inner.insert_before(value, ())
    }

    /// Puts an element into the gap without a look at its neighbours; the cursor is before it then.
    ///
    /// To put it where it does not belong is a [logic error](crate#logic-errors). std's function of this name is
    /// unsafe; this one is not.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::new();
    /// let mut cursor = set.lower_bound_mut(Bound::<&u32>::Unbounded);
    /// for element in (0..100).rev() {
    ///     cursor.insert_after_unchecked(element);
    /// }
    /// assert!(set.into_iter().eq(0..100));
    /// ```
    pub fn insert_after_unchecked(&mut self, value: T) {
        self.inner.insert_after_unchecked(value, ());
    }

    /// Puts an element into the gap without a look at its neighbours; the cursor is behind it then.
    ///
    /// To put it where it does not belong is a [logic error](crate#logic-errors). std's function of this name is
    /// unsafe; this one is not.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::new();
    /// let mut cursor = set.lower_bound_mut(Bound::<&u32>::Unbounded);
    /// for element in 0..100 {
    ///     cursor.insert_before_unchecked(element);
    /// }
    /// assert!(set.into_iter().eq(0..100));
    /// ```
    pub fn insert_before_unchecked(&mut self, value: T) {
        self.inner.insert_before_unchecked(value, ());
    }

    /// Takes the next element out. The cursor stays in the gap.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2]);
    /// assert_eq!(set.lower_bound_mut(Bound::Included(&2)).remove_next(), Some(2));
    /// ```
    pub fn remove_next(&mut self) -> Option<T> {
        self.inner.remove_next().map(|(element, ())| element)
    }

    /// Takes the previous element out. The cursor stays in the gap.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2]);
    /// assert_eq!(set.lower_bound_mut(Bound::Included(&2)).remove_prev(), Some(1));
    /// ```
    pub fn remove_prev(&mut self) -> Option<T> {
        self.inner.remove_prev().map(|(element, ())| element)
    }
}

impl<T, L> Clone for Cursor<'_, T, L> {
    fn clone(&self) -> Self {
        Cursor { inner: self.inner.clone() }
    }
}

impl<'a, T, L> Cursor<'a, T, L> {
    pub(super) const fn over(inner: map::Cursor<'a, T, (), L>) -> Self {
        Cursor { inner }
    }
}

impl<'a, T, L> CursorMut<'a, T, L> {
    pub(super) fn into_inner(self) -> map::CursorMut<'a, T, (), L> {
        self.inner
    }
}

impl<T: Debug, L> Debug for Cursor<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cursor")
    }
}

impl<T: Debug, L> Debug for CursorMut<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CursorMut")
    }
}
