//! A cursor that changes the map: it modifies, inserts and removes entries on both sides of its gap.
//!
//! Invariant: what goes in by the checked ways lies between its neighbours. The unchecked ways are safe functions here,
//! since an order that is broken is a logic error of the map's user and nothing worse.

use super::{BPlusTreeMap, Cursor};
use btree_core::Layout;
use btree_core::place::Gap;
use btree_core::slim::SlimTree;
use core::borrow::Borrow;
use core::error::Error;
use core::fmt;
use core::ops::Bound;

/// A cursor that changes the map at a gap: between two entries, before the first or after the last. Made by
/// [`lower_bound_mut`](BPlusTreeMap::lower_bound_mut) and [`upper_bound_mut`](BPlusTreeMap::upper_bound_mut).
///
/// ```
/// use btree_map::BPlusTreeMap;
/// use std::ops::Bound;
///
/// let mut map = BPlusTreeMap::from([(1, 'a'), (4, 'd')]);
/// let mut cursor = map.lower_bound_mut(Bound::Included(&2));
/// cursor.insert_before(2, 'b').unwrap();
/// cursor.insert_before(3, 'c').unwrap();
/// assert!(cursor.insert_before(1, 'x').is_err());
/// assert_eq!(cursor.remove_next(), Some((4, 'd')));
/// assert!(map.into_values().eq(['a', 'b', 'c']));
/// ```
///
/// If the map's allocator panics in a removal or an insert, the cursor loses its position: it finds no neighbours,
/// and inserting panics or fails. The map stays consistent.
pub struct CursorMut<'a, K, V, T = SlimTree<K, V>> {
    gap: Gap<'a, K, V, T>,
}

/// The error of a cursor if a key does not belong in its gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnorderedKeyError {}

impl fmt::Display for UnorderedKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("key is not properly ordered relative to neighbors")
    }
}

impl Error for UnorderedKeyError {}

/// # Cursors that change the map
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Returns a mutable cursor at the gap before the smallest key within the bound. See
    /// [`lower_bound`](Self::lower_bound).
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b')]);
    /// *map.lower_bound_mut(Bound::Excluded(&1)).peek_next().unwrap().1 = 'x';
    /// assert_eq!(map[&2], 'x');
    /// ```
    pub fn lower_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, K, V, T>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        CursorMut { gap: Gap::at(&mut self.tree, bound, false) }
    }

    /// Returns a mutable cursor at the gap after the greatest key within the bound. See
    /// [`upper_bound`](Self::upper_bound).
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b')]);
    /// *map.upper_bound_mut(Bound::Excluded(&2)).peek_prev().unwrap().1 = 'x';
    /// assert_eq!(map[&1], 'x');
    /// ```
    pub fn upper_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, K, V, T>
    where
        K: Borrow<Q> + Ord,
        Q: Ord + ?Sized,
    {
        CursorMut { gap: Gap::at(&mut self.tree, bound, true) }
    }
}

impl<'a, K, V, T: Layout<K, V>> CursorMut<'a, K, V, T> {
    pub(super) fn into_gap(self) -> Gap<'a, K, V, T> {
        self.gap
    }

    /// Advances past the next entry, and returns it. At the end it does not move.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the end of a leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b')]);
    /// let mut cursor = map.lower_bound_mut(Bound::Unbounded);
    /// while let Some((_, value)) = cursor.next() {
    ///     value.make_ascii_uppercase();
    /// }
    /// assert!(map.into_values().eq(['A', 'B']));
    /// ```
    // Not an iterator: what it gives is borrowed from it.
    #[allow(clippy::should_implement_trait)]
    #[inline]
    pub fn next(&mut self) -> Option<(&K, &mut V)> {
        self.gap.step_next()
    }

    /// Moves back past the previous entry, and returns it. At the beginning it does not move.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the start of a leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b')]);
    /// let mut cursor = map.upper_bound_mut(Bound::Unbounded);
    /// assert_eq!(cursor.prev(), Some((&2, &mut 'b')));
    /// assert_eq!(cursor.prev(), Some((&1, &mut 'a')));
    /// assert_eq!(cursor.prev(), None);
    /// ```
    #[inline]
    pub fn prev(&mut self) -> Option<(&K, &mut V)> {
        self.gap.step_prev()
    }

    /// Returns the next entry without moving.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the end of a leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// assert_eq!(map.lower_bound_mut(Bound::Unbounded).peek_next(), Some((&1, &mut 'a')));
    /// ```
    #[inline]
    pub fn peek_next(&mut self) -> Option<(&K, &mut V)> {
        self.gap.peek_next()
    }

    /// Returns the previous entry without moving.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the start of a leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// assert_eq!(map.upper_bound_mut(Bound::Unbounded).peek_prev(), Some((&1, &mut 'a')));
    /// ```
    #[inline]
    pub fn peek_prev(&mut self) -> Option<(&K, &mut V)> {
        self.gap.peek_prev()
    }

    /// Returns a read-only cursor at the same gap.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// let cursor = map.lower_bound_mut(Bound::Unbounded);
    /// let mut reader = cursor.as_cursor();
    /// assert_eq!((reader.next(), reader.next()), (Some((&1, &'a')), None));
    /// ```
    pub fn as_cursor(&self) -> Cursor<'_, K, V, T> {
        Cursor::over(self.gap.as_cursor())
    }
}

impl<K: Ord, V, T: Layout<K, V>> CursorMut<'_, K, V, T> {
    /// Inserts an entry into the gap; the cursor is then before it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// let mut cursor = map.upper_bound_mut(Bound::Unbounded);
    /// cursor.insert_after(3, 'c').unwrap();
    /// cursor.insert_after(2, 'b').unwrap();
    /// assert_eq!(cursor.peek_next(), Some((&2, &mut 'b')));
    /// ```
    ///
    /// # Errors
    ///
    /// If the key is not between the keys on both sides of the gap. The entry is dropped.
    pub fn insert_after(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError> {
        self.as_cursor().fits(&key)?;
        self.insert_after_unchecked(key, value);
        Ok(())
    }

    /// Inserts an entry into the gap; the cursor is then after it.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(3, 'c')]);
    /// let mut cursor = map.lower_bound_mut(Bound::Unbounded);
    /// cursor.insert_before(1, 'a').unwrap();
    /// cursor.insert_before(2, 'b').unwrap();
    /// assert_eq!(cursor.peek_prev(), Some((&2, &mut 'b')));
    /// ```
    ///
    /// # Errors
    ///
    /// If the key is not between the keys on both sides of the gap. The entry is dropped.
    pub fn insert_before(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError> {
        self.as_cursor().fits(&key)?;
        self.insert_before_unchecked(key, value);
        Ok(())
    }

    /// Inserts an entry into the gap without comparing keys; the cursor is then before it.
    ///
    /// A key that does not belong in the gap is a [logic error](crate#logic-errors). std's method of this name is
    /// unsafe; this one is safe.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::new();
    /// let mut cursor = map.lower_bound_mut(Bound::<&u32>::Unbounded);
    /// for key in (0..100).rev() {
    ///     cursor.insert_after_unchecked(key, ());
    /// }
    /// assert!(map.into_keys().eq(0..100));
    /// ```
    pub fn insert_after_unchecked(&mut self, key: K, value: V) {
        self.gap.insert_after(key, value);
    }

    /// Inserts an entry into the gap without comparing keys; the cursor is then after it.
    ///
    /// A key that does not belong in the gap is a [logic error](crate#logic-errors). std's method of this name is
    /// unsafe; this one is safe.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::new();
    /// let mut cursor = map.lower_bound_mut(Bound::<&u32>::Unbounded);
    /// for key in 0..100 {
    ///     cursor.insert_before_unchecked(key, ());
    /// }
    /// assert!(map.into_keys().eq(0..100));
    /// ```
    pub fn insert_before_unchecked(&mut self, key: K, value: V) {
        self.gap.insert_before(key, value);
    }

    /// Removes the next entry, and returns it. The cursor stays at the gap.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b')]);
    /// let mut cursor = map.lower_bound_mut(Bound::Included(&2));
    /// assert_eq!((cursor.remove_next(), cursor.remove_next()), (Some((2, 'b')), None));
    /// ```
    pub fn remove_next(&mut self) -> Option<(K, V)> {
        self.gap.remove_next()
    }

    /// Removes the previous entry, and returns it. The cursor stays at the gap.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b')]);
    /// let mut cursor = map.lower_bound_mut(Bound::Included(&2));
    /// assert_eq!((cursor.remove_prev(), cursor.remove_prev()), (Some((1, 'a')), None));
    /// ```
    pub fn remove_prev(&mut self) -> Option<(K, V)> {
        self.gap.remove_prev()
    }
}

impl<K: fmt::Debug, V: fmt::Debug, T> fmt::Debug for CursorMut<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CursorMut")
    }
}
