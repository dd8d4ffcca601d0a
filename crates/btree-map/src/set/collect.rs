//! Building a set from many elements at once: sort once, then fill leaf after leaf.

use super::BPlusTreeSet;
use crate::map::BPlusTreeMap;
use btree_core::{DefaultLayout, Layout};

/// # Building from many elements
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Collects elements into a set in any layout. Of equal elements the last one stays.
    ///
    /// Computes in **O(n log n)** time; in **O(n)** if the elements ascend. Leaves are full afterwards, except where
    /// a few late elements were inserted between others.
    ///
    /// ```
    /// use btree_map::PackedSet;
    ///
    /// let set = PackedSet::from_iter_in_layout([2, 1, 2]);
    /// assert!(set.into_iter().eq([1, 2]));
    /// ```
    pub fn from_iter_in_layout<I: IntoIterator<Item = T>>(elements: I) -> Self
    where
        T: Ord,
        L: DefaultLayout<T, ()>,
    {
        let entries = elements.into_iter().map(|element| (element, ()));
        BPlusTreeSet { map: BPlusTreeMap::from_iter_in_layout(entries) }
    }

    /// A set of the keys of a map.
    #[cfg(any(feature = "serde", feature = "borsh", feature = "rkyv", feature = "rayon"))]
    pub(crate) const fn from_keys(map: BPlusTreeMap<T, (), L>) -> Self {
        BPlusTreeSet { map }
    }

    /// A set of elements that ascend, in the layout and with the fanout of `self`.
    pub(crate) fn built_like<I: Iterator<Item = T>>(&self, ascending: I) -> Self {
        let mut map = BPlusTreeMap::empty_like(&self.map);
        map.fill_ascending(ascending.map(|element| (element, ())));
        BPlusTreeSet { map }
    }
}

impl<T: Ord> FromIterator<T> for BPlusTreeSet<T> {
    /// Collects elements into a set. Of equal elements the last one stays.
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        Self::from_iter_in_layout(elements)
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for BPlusTreeSet<T> {
    /// ```
    /// use btree_map::BPlusTreeSet;
    ///
    /// let set = BPlusTreeSet::from([3, 1, 2, 3]);
    /// assert_eq!(set, [1, 2, 3].into());
    /// ```
    fn from(mut elements: [T; N]) -> Self {
        // Stable, so that the last of equal elements stays last.
        elements.sort();
        let mut map = BPlusTreeMap::new();
        map.fill_array(elements.map(|element| (element, ())));
        BPlusTreeSet { map }
    }
}

impl<T: Ord, L: Layout<T, ()>> Extend<T> for BPlusTreeSet<T, L> {
    /// Inserts element by element. If the iterator panics, the elements before stay in the set.
    fn extend<I: IntoIterator<Item = T>>(&mut self, elements: I) {
        elements.into_iter().for_each(|element| {
            self.insert(element);
        });
    }
}

impl<'a, T: 'a + Ord + Copy, L: Layout<T, ()>> Extend<&'a T> for BPlusTreeSet<T, L> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, elements: I) {
        self.extend(elements.into_iter().copied());
    }
}
