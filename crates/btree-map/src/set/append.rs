//! Moving all elements of one set into another.

use super::BPlusTreeSet;
use btree_core::Layout;

/// # Appending
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Moves all elements of `other` into this set, and leaves `other` empty. Of two equal elements that of this set
    /// stays.
    ///
    /// Computes in **O(n + m)** time; in **O(m log n)** if one set has few elements, m.
    ///
    /// ```
    /// use btree_map::BPlusTreeSet;
    ///
    /// let (mut set, mut other) = (BPlusTreeSet::from([1, 2]), BPlusTreeSet::from([2, 3]));
    /// set.append(&mut other);
    /// assert!(set.into_iter().eq([1, 2, 3]) && other.is_empty());
    /// ```
    pub fn append(&mut self, other: &mut Self)
    where
        T: Ord,
    {
        self.map.append(&mut other.map);
    }
}
