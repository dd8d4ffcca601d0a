//! A cursor that also gives mutable access to keys.
//!
//! Each key is in memory once, in its leaf or as a separator above it, so a key written here is the key that later
//! searches compare with. Writing one out of its order is a logic error, no more: that is why the way here is safe.

use super::{Cursor, CursorMut, UnorderedKeyError};
use btree_core::Layout;
use btree_core::place::KeyGap;
use btree_core::slim::SlimTree;
use core::fmt;

/// A [`CursorMut`] that also gives mutable access to keys. Made by [`with_mutable_key`](CursorMut::with_mutable_key).
///
/// ```
/// use btree_map::BPlusTreeMap;
/// use std::ops::Bound;
///
/// let mut map = BPlusTreeMap::from([(1, 'a'), (5, 'b'), (9, 'c')]);
/// let mut cursor = map.lower_bound_mut(Bound::Included(&5)).with_mutable_key();
/// // Still above 1 and below 9.
/// *cursor.peek_next().unwrap().0 = 6;
/// assert_eq!((map.get(&5), map.get(&6)), (None, Some(&'b')));
/// ```
pub struct CursorMutKey<'a, K, V, T = SlimTree<K, V>> {
    gap: KeyGap<'a, K, V, T>,
}

impl<'a, K, V, T: Layout<K, V>> CursorMut<'a, K, V, T> {
    /// Returns this cursor with mutable access to keys.
    ///
    /// A key must stay greater than the key before it and less than the key after it. Anything else is a [logic
    /// error](crate#logic-errors). std's method of this name is unsafe; this one is safe.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a'), (2, 'b')]);
    /// let mut cursor = map.lower_bound_mut::<i32>(Bound::Unbounded).with_mutable_key();
    /// while let Some((key, _)) = cursor.next() {
    ///     *key *= 10;
    /// }
    /// assert!(map.into_keys().eq([10, 20]));
    /// ```
    pub fn with_mutable_key(self) -> CursorMutKey<'a, K, V, T> {
        CursorMutKey { gap: self.into_gap().into() }
    }
}

impl<K, V, T: Layout<K, V>> CursorMutKey<'_, K, V, T> {
    /// Advances past the next entry, and returns it. At the end it does not move.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the end of a leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// let mut cursor = map.lower_bound_mut::<i32>(Bound::Unbounded).with_mutable_key();
    /// assert_eq!(cursor.next(), Some((&mut 1, &mut 'a')));
    /// assert_eq!(cursor.next(), None);
    /// ```
    // Not an iterator: what it gives is borrowed from it.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Option<(&mut K, &mut V)> {
        self.gap.step_next()
    }

    /// Moves back past the previous entry, and returns it. At the beginning it does not move.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the start of a leaf.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// let mut cursor = map.upper_bound_mut::<i32>(Bound::Unbounded).with_mutable_key();
    /// assert_eq!(cursor.prev(), Some((&mut 1, &mut 'a')));
    /// assert_eq!(cursor.prev(), None);
    /// ```
    pub fn prev(&mut self) -> Option<(&mut K, &mut V)> {
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
    /// let mut cursor = map.lower_bound_mut::<i32>(Bound::Unbounded).with_mutable_key();
    /// assert_eq!(cursor.peek_next(), Some((&mut 1, &mut 'a')));
    /// ```
    pub fn peek_next(&mut self) -> Option<(&mut K, &mut V)> {
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
    /// let mut cursor = map.upper_bound_mut::<i32>(Bound::Unbounded).with_mutable_key();
    /// assert_eq!(cursor.peek_prev(), Some((&mut 1, &mut 'a')));
    /// ```
    pub fn peek_prev(&mut self) -> Option<(&mut K, &mut V)> {
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
    /// let cursor = map.lower_bound_mut::<i32>(Bound::Unbounded).with_mutable_key();
    /// assert_eq!(cursor.as_cursor().peek_next(), Some((&1, &'a')));
    /// ```
    pub fn as_cursor(&self) -> Cursor<'_, K, V, T> {
        Cursor::over(self.gap.gap().as_cursor())
    }
}

impl<K: Ord, V, T: Layout<K, V>> CursorMutKey<'_, K, V, T> {
    /// Inserts an entry into the gap; the cursor is then before it. See [`CursorMut::insert_after`].
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// let mut cursor = map.upper_bound_mut::<i32>(Bound::Unbounded).with_mutable_key();
    /// cursor.insert_after(2, 'b').unwrap();
    /// assert_eq!(cursor.peek_next(), Some((&mut 2, &mut 'b')));
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

    /// Inserts an entry into the gap; the cursor is then after it. See [`CursorMut::insert_before`].
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(2, 'b')]);
    /// let mut cursor = map.lower_bound_mut::<i32>(Bound::Unbounded).with_mutable_key();
    /// cursor.insert_before(1, 'a').unwrap();
    /// assert_eq!(cursor.peek_prev(), Some((&mut 1, &mut 'a')));
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

    /// Inserts an entry into the gap without comparing keys. See [`CursorMut::insert_after_unchecked`].
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// let mut cursor = map.upper_bound_mut::<i32>(Bound::Unbounded).with_mutable_key();
    /// cursor.insert_after_unchecked(2, 'b');
    /// assert!(map.into_keys().eq([1, 2]));
    /// ```
    pub fn insert_after_unchecked(&mut self, key: K, value: V) {
        self.gap.gap_mut().insert_after(key, value);
    }

    /// Inserts an entry into the gap without comparing keys. See [`CursorMut::insert_before_unchecked`].
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(2, 'b')]);
    /// let mut cursor = map.lower_bound_mut::<i32>(Bound::Unbounded).with_mutable_key();
    /// cursor.insert_before_unchecked(1, 'a');
    /// assert!(map.into_keys().eq([1, 2]));
    /// ```
    pub fn insert_before_unchecked(&mut self, key: K, value: V) {
        self.gap.gap_mut().insert_before(key, value);
    }

    /// Removes the next entry, and returns it. The cursor stays at the gap.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// let mut cursor = map.lower_bound_mut::<i32>(Bound::Unbounded).with_mutable_key();
    /// assert_eq!(cursor.remove_next(), Some((1, 'a')));
    /// ```
    pub fn remove_next(&mut self) -> Option<(K, V)> {
        self.gap.gap_mut().remove_next()
    }

    /// Removes the previous entry, and returns it. The cursor stays at the gap.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// ```
    /// use std::ops::Bound;
    ///
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 'a')]);
    /// let mut cursor = map.upper_bound_mut::<i32>(Bound::Unbounded).with_mutable_key();
    /// assert_eq!(cursor.remove_prev(), Some((1, 'a')));
    /// ```
    pub fn remove_prev(&mut self) -> Option<(K, V)> {
        self.gap.gap_mut().remove_prev()
    }
}

impl<K: fmt::Debug, V: fmt::Debug, T> fmt::Debug for CursorMutKey<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CursorMutKey")
    }
}
