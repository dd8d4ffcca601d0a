//! Conversions from std's set and into it.

use super::BPlusTreeSet;
use crate::map::BPlusTreeMap;
use alloc::collections::BTreeSet;
use btree_core::Layout;

impl<T> From<BTreeSet<T>> for BPlusTreeSet<T> {
    /// Moves the elements of std's set into a set in the default layout.
    ///
    /// Computes in **O(n)** time. Leaves are full afterwards.
    ///
    /// ```
    /// let set: btree_map::BTreeSet<_> = std::collections::BTreeSet::from([2, 1]).into();
    /// assert_eq!(set.first(), Some(&1));
    /// ```
    fn from(set: BTreeSet<T>) -> Self {
        let mut map = BPlusTreeMap::new();
        map.fill_ascending(set.into_iter().map(|element| (element, ())));
        BPlusTreeSet { map }
    }
}

impl<T: Ord, L: Layout<T, ()>> From<BPlusTreeSet<T, L>> for BTreeSet<T> {
    /// Moves the elements of a set in any layout into std's set.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// let set = std::collections::BTreeSet::from(btree_map::BPlusTreeSet::from([2, 1]));
    /// assert_eq!(set.first(), Some(&1));
    /// ```
    fn from(set: BPlusTreeSet<T, L>) -> Self {
        set.into_iter().collect()
    }
}
