//! Insertion that survives an allocator without memory.

use super::BPlusTreeMap;
use btree_core::Layout;
use btree_core::place::{self, Place};
use core::error::Error;
use core::{fmt, mem};

/// The error of [`try_insert_reserving`](BPlusTreeMap::try_insert_reserving) if an allocation fails: the entry.
#[derive(Clone, PartialEq, Eq)]
pub struct TryInsertError<K, V> {
    /// The key that was not inserted.
    pub key: K,
    /// The value that was not inserted.
    pub value: V,
}

impl<K, V> TryInsertError<K, V> {
    /// Returns the entry that was not inserted.
    ///
    /// ```
    /// let refused = btree_map::TryInsertError { key: 1, value: 'a' };
    /// assert_eq!(refused.into_entry(), (1, 'a'));
    /// ```
    pub fn into_entry(self) -> (K, V) {
        (self.key, self.value)
    }
}

// Not derived: `unwrap` and `?` need it of keys and values that do not print.
impl<K, V> fmt::Debug for TryInsertError<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryInsertError").finish_non_exhaustive()
    }
}

impl<K, V> fmt::Display for TryInsertError<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("memory allocation failed because the memory allocator returned an error")
    }
}

impl<K, V> Error for TryInsertError<K, V> {}

/// # Inserting when memory may be short
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Inserts an entry as [`insert`](Self::insert) does, or returns it if an allocation fails.
    ///
    /// Layouts that cannot tell beforehand abort as `insert` does; see [`Layout::try_insert`].
    ///
    /// Computes in **O(log n)** time. Allocates only when a leaf must grow or split.
    ///
    /// ```
    /// # fn main() -> Result<(), btree_map::TryInsertError<u32, char>> {
    /// let mut map = btree_map::BPlusTreeMap::new();
    /// assert_eq!(map.try_insert_reserving(1, 'a')?, None);
    /// assert_eq!(map.try_insert_reserving(1, 'b')?, Some('a'));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The entry, if an allocation fails. The map is unchanged.
    pub fn try_insert_reserving(&mut self, key: K, value: V) -> Result<Option<V>, TryInsertError<K, V>>
    where
        K: Ord,
    {
        match place::search_to_insert(&mut self.tree, &key) {
            Place::Occupied(entry) => {
                // First: if this panics, the entry is as it was, and the old value is not lost on its way out.
                drop(key);
                Ok(Some(mem::replace(entry.into_mut(), value)))
            }
            Place::Vacant(gap) => match gap.try_insert(key, value) {
                Ok(_) => Ok(None),
                Err((key, value)) => Err(TryInsertError { key, value }),
            },
        }
    }
}
