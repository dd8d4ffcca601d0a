//! A cursor that gives mutable access to elements.
//!
//! Who changes an element so that its order relative to others changes makes a [logic error](crate#logic-errors): searches
//! may miss elements then. Nothing here is unsound by it, so nothing here is unsafe.

use super::{Cursor, CursorMut, UnorderedKeyError};
use crate::map;
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::fmt::{self, Debug};

/// A cursor that also gives mutable access to the elements of a set. Made by
/// [`with_mutable_key`](CursorMut::with_mutable_key).
pub struct CursorMutKey<'a, T, L = SlimTree<T, ()>> {
    inner: map::CursorMutKey<'a, T, (), L>,
}

impl<'a, T, L: Layout<T, ()>> CursorMut<'a, T, L> {
    /// Returns this cursor with mutable access to elements.
    ///
    /// An element must keep its place in the order. Anything else is a [logic error](crate#logic-errors). std's
    /// method of this name is unsafe; this one is safe.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([1, 3]);
    /// let mut cursor = set.lower_bound_mut(Bound::Included(&3)).with_mutable_key();
    /// *cursor.peek_next().unwrap() = 2;
    /// assert!(set.into_iter().eq([1, 2]));
    /// ```
    pub fn with_mutable_key(self) -> CursorMutKey<'a, T, L> {
        CursorMutKey { inner: self.into_inner().with_mutable_key() }
    }
}

impl<T, L: Layout<T, ()>> CursorMutKey<'_, T, L> {
    /// Advances past the next element, and returns it.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the end of a leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([1, 2]);
    /// let mut cursor = set.lower_bound_mut(Bound::Unbounded).with_mutable_key();
    /// assert_eq!(cursor.next(), Some(&mut 1));
    /// ```
    #[expect(clippy::should_implement_trait, reason = "a cursor moves both ways and is no iterator")]
    pub fn next(&mut self) -> Option<&mut T> {
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
    /// let mut cursor = set.upper_bound_mut(Bound::Unbounded).with_mutable_key();
    /// assert_eq!(cursor.prev(), Some(&mut 2));
    /// ```
    pub fn prev(&mut self) -> Option<&mut T> {
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
    /// let mut cursor = set.lower_bound_mut(Bound::Unbounded).with_mutable_key();
    /// assert_eq!(cursor.peek_next(), Some(&mut 1));
    /// ```
    pub fn peek_next(&mut self) -> Option<&mut T> {
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
    /// let mut cursor = set.upper_bound_mut(Bound::Unbounded).with_mutable_key();
    /// assert_eq!(cursor.peek_prev(), Some(&mut 2));
    /// ```
    pub fn peek_prev(&mut self) -> Option<&mut T> {
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
    /// let cursor = set.lower_bound_mut(Bound::Unbounded).with_mutable_key();
    /// assert_eq!(cursor.as_cursor().peek_next(), Some(&1));
    /// ```
    pub fn as_cursor(&self) -> Cursor<'_, T, L> {
        Cursor::over(self.inner.as_cursor())
    }
}

impl<T: Ord, L: Layout<T, ()>> CursorMutKey<'_, T, L> {
    /// Inserts an element into the gap; the cursor is then before it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::from([1]);
    /// let mut cursor = set.upper_bound_mut(Bound::Unbounded).with_mutable_key();
    /// assert!(cursor.insert_after(2).is_ok());
    /// assert_eq!(cursor.peek_next(), Some(&mut 2));
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
    /// let mut set = btree_map::BPlusTreeSet::from([1]);
    /// let mut cursor = set.upper_bound_mut(Bound::Unbounded).with_mutable_key();
    /// assert!(cursor.insert_before(0).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// If the element is not between those on both sides of the gap. It is dropped.
    pub fn insert_before(&mut self, value: T) -> Result<(), UnorderedKeyError> {
        self.inner.insert_before(value, ())
    }

    /// Inserts as [`insert_after`](Self::insert_after) does, without comparing.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::new();
    /// set.lower_bound_mut(Bound::<&u32>::Unbounded).with_mutable_key().insert_after_unchecked(1);
    /// assert!(set.contains(&1));
    /// ```
    pub fn insert_after_unchecked(&mut self, value: T) {
        self.inner.insert_after_unchecked(value, ());
    }

    /// Inserts as [`insert_before`](Self::insert_before) does, without comparing.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut set = btree_map::BPlusTreeSet::new();
    /// set.lower_bound_mut(Bound::<&u32>::Unbounded).with_mutable_key().insert_before_unchecked(1);
    /// assert!(set.contains(&1));
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
    /// assert_eq!(set.lower_bound_mut(Bound::Included(&2)).with_mutable_key().remove_next(), Some(2));
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
    /// assert_eq!(set.lower_bound_mut(Bound::Included(&2)).with_mutable_key().remove_prev(), Some(1));
    /// ```
    pub fn remove_prev(&mut self) -> Option<T> {
        self.inner.remove_prev().map(|(element, ())| element)
    }
}

impl<T: Debug, L> Debug for CursorMutKey<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CursorMutKey")
    }
}
