//! Cursors: a gap between two elements that moves from element to element, for reading or for changing.

use super::BPlusTreeSet;
use crate::map;
pub use crate::map::UnorderedKeyError;
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::borrow::Borrow;
use core::fmt::{self, Debug};
use core::ops::Bound;

/// A cursor over a set, at a gap: between two elements, before the first or after the last. Made by
/// [`lower_bound`](BPlusTreeSet::lower_bound) and [`upper_bound`](BPlusTreeSet::upper_bound).
///
/// Unlike an iterator, it moves in both directions over the same elements.
pub struct Cursor<'a, T, L = SlimTree<T, ()>> {
    inner: map::Cursor<'a, T, (), L>,
}

/// A cursor that inserts elements into a gap of a set, and removes those on both sides. Made by
/// [`lower_bound_mut`](BPlusTreeSet::lower_bound_mut) and [`upper_bound_mut`](BPlusTreeSet::upper_bound_mut).
pub struct CursorMut<'a, T, L = SlimTree<T, ()>> {
    inner: map::CursorMut<'a, T, (), L>,
}

/// # Cursors
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Returns a cursor at the gap before the smallest element within the bound.
    ///
    /// `Included(x)`: before the smallest element not less than `x`. `Excluded(x)`: before the smallest one greater
    /// than `x`.
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

    /// Returns a cursor at the gap after the greatest element within the bound.
    ///
    /// `Included(x)`: after the greatest element not greater than `x`. `Excluded(x)`: after the greatest one less
    /// than `x`.
    /// `Unbounded`: after the last.
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

    /// Returns a mutable cursor at the gap of [`lower_bound`](Self::lower_bound).
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

    /// Returns a mutable cursor at the gap of [`upper_bound`](Self::upper_bound).
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
    /// Advances past the next element, and returns it.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the end of a leaf.
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

    /// Moves back past the previous element, and returns it.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the start of a leaf.
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

    /// Returns the next element without moving.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the end of a leaf.
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

    /// Returns the previous element without moving.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the start of a leaf.
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
    /// Advances past the next element, and returns it.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the end of a leaf.
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

    /// Moves back past the previous element, and returns it.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the start of a leaf.
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

    /// Returns the next element without moving.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the end of a leaf.
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

    /// Returns the previous element without moving.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the start of a leaf.
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

    /// Returns a read-only cursor at the same gap.
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
    /// Inserts an element into the gap; the cursor is then before it.
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
    /// If the element is not between those on both sides of the gap. It is dropped.
    pub fn insert_after(&mut self, value: T) -> Result<(), UnorderedKeyError> {
        self.inner.insert_after(value, ())
    }

    /// Inserts an element into the gap; the cursor is then after it.
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
    /// If the element is not between those on both sides of the gap. It is dropped.
    pub fn insert_before(&mut self, value: T) -> Result<(), UnorderedKeyError> {
        self.inner.insert_before(value, ())
    }

    /// Inserts an element into the gap without comparing; the cursor is then before it.
    ///
    /// A key that does not belong in the gap is a [logic error](crate#logic-errors). std's method of this name is
    /// unsafe; this one is safe.
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

    /// Inserts an element into the gap without comparing; the cursor is then after it.
    ///
    /// A key that does not belong in the gap is a [logic error](crate#logic-errors). std's method of this name is
    /// unsafe; this one is safe.
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

    /// Removes the next element, and returns it. The cursor stays at the gap.
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

    /// Removes the previous element, and returns it. The cursor stays at the gap.
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
