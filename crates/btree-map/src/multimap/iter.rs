//! Iterating over pairs of a key and a value: all, those of a range, for reading, for writing and by value.

use super::pairs::Pairs;
use super::{BPlusTreeMultiMap, IntoValues, ValueList};
use crate::map;
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::borrow::Borrow;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::RangeBounds;
use core::slice;

/// An iterator over the pairs of a multimap, ascending by key, values of a key in the order of their insertion. Made
/// by
/// [`iter`](BPlusTreeMultiMap::iter).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Iter<'a, K, V, L = SlimTree<K, ValueList<V>>> {
    pairs: Pairs<map::Iter<'a, K, ValueList<V>, L>, &'a K, slice::Iter<'a, V>>,
    left: usize,
}

/// An iterator over the pairs of a multimap, with mutable values. Made by [`iter_mut`](BPlusTreeMultiMap::iter_mut).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IterMut<'a, K, V, L = SlimTree<K, ValueList<V>>> {
    pairs: Pairs<map::IterMut<'a, K, ValueList<V>, L>, &'a K, slice::IterMut<'a, V>>,
    left: usize,
}

/// An iterator over the pairs of a multimap by value; keys with several values are cloned. Made by `into_iter`.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IntoIter<K, V, L = SlimTree<K, ValueList<V>>> {
    pairs: Pairs<map::IntoIter<K, ValueList<V>, L>, K, IntoValues<V>>,
    left: usize,
}

/// An iterator over the pairs of a multimap with keys in a range. Made by [`range`](BPlusTreeMultiMap::range).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Range<'a, K, V, L = SlimTree<K, ValueList<V>>> {
    pairs: Pairs<map::Range<'a, K, ValueList<V>, L>, &'a K, slice::Iter<'a, V>>,
}

/// # Iterating and ranges
impl<K, V, L: Layout<K, ValueList<V>>> BPlusTreeMultiMap<K, V, L> {
    /// Returns an iterator over the pairs, ascending by key, the values of a key in the order of their insertion.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n)**.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMultiMap::from([(2, 'x'), (1, 'b'), (1, 'a')]);
    /// assert!(map.iter().eq([(&1, &'b'), (&1, &'a'), (&2, &'x')]));
    /// ```
    pub fn iter(&self) -> Iter<'_, K, V, L> {
        Iter { pairs: Pairs::new(self.map.iter()), left: self.pairs }
    }

    /// Returns an iterator over the pairs, ascending by key, with mutable values.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n)**.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 1), (1, 2), (2, 3)]);
    /// for (key, value) in map.iter_mut() {
    ///     *value += key * 10;
    /// }
    /// assert_eq!(map.get(&1), [11, 12]);
    /// ```
    pub fn iter_mut(&mut self) -> IterMut<'_, K, V, L> {
        IterMut { pairs: Pairs::new(self.map.iter_mut()), left: self.pairs }
    }

    /// Returns an iterator over the pairs with keys in `range`, ascending by key.
    ///
    /// Computes in **O(log n)** time. Allocates nothing.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMultiMap::from([(1, 'a'), (2, 'b'), (2, 'c'), (3, 'd')]);
    /// assert!(map.range(2..3).eq([(&2, &'b'), (&2, &'c')]));
    /// ```
    ///
    /// # Panics
    ///
    /// As [`BPlusTreeMap::range`](crate::BPlusTreeMap::range).
    pub fn range<Q, R>(&self, range: R) -> Range<'_, K, V, L>
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        Range { pairs: Pairs::new(self.map.range(range)) }
    }
}

impl<'a, K, V, L: Layout<K, ValueList<V>>> IntoIterator for &'a BPlusTreeMultiMap<K, V, L> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V, L>;

    fn into_iter(self) -> Iter<'a, K, V, L> {
        self.iter()
    }
}

impl<'a, K, V, L: Layout<K, ValueList<V>>> IntoIterator for &'a mut BPlusTreeMultiMap<K, V, L> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V, L>;

    fn into_iter(self) -> IterMut<'a, K, V, L> {
        self.iter_mut()
    }
}

impl<K: Clone, V, L: Layout<K, ValueList<V>>> IntoIterator for BPlusTreeMultiMap<K, V, L> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V, L>;

    /// Returns an iterator over the pairs by value. A key with several values is cloned for all but the last.
    /// [`into_lists`](BPlusTreeMultiMap::into_lists) clones nothing.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMultiMap::from([(2, 'x'), (1, 'b'), (1, 'a')]);
    /// assert!(map.into_iter().eq([(1, 'b'), (1, 'a'), (2, 'x')]));
    /// ```
    fn into_iter(self) -> IntoIter<K, V, L> {
        IntoIter { left: self.pairs, pairs: Pairs::new(self.map.into_iter()) }
    }
}

/// Implements the iterator traits for pairs that are counted.
macro_rules! counted {
    ([$($generics:tt)*] $type:ty, $item:ty) => {
        impl<$($generics)*, L: Layout<K, ValueList<V>>> Iterator for $type {
            type Item = $item;

            #[inline]
            fn next(&mut self) -> Option<$item> {
                let found = self.pairs.next_pair();
                self.left -= usize::from(found.is_some());
                found
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.left, Some(self.left))
            }

            fn last(mut self) -> Option<$item> {
                self.next_back()
            }
        }

        impl<$($generics)*, L: Layout<K, ValueList<V>>> DoubleEndedIterator for $type {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                let found = self.pairs.next_pair_back();
                self.left -= usize::from(found.is_some());
                found
            }
        }

        impl<$($generics)*, L: Layout<K, ValueList<V>>> ExactSizeIterator for $type {}
        impl<$($generics)*, L: Layout<K, ValueList<V>>> FusedIterator for $type {}
    };
}

counted!(['a, K, V] Iter<'a, K, V, L>, (&'a K, &'a V));
counted!(['a, K, V] IterMut<'a, K, V, L>, (&'a K, &'a mut V));
counted!([K: Clone, V] IntoIter<K, V, L>, (K, V));

impl<'a, K, V, L: Layout<K, ValueList<V>>> Iterator for Range<'a, K, V, L> {
    type Item = (&'a K, &'a V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        self.pairs.next_pair()
    }

    fn last(mut self) -> Option<Self::Item> {
        self.next_back()
    }
}

impl<K, V, L: Layout<K, ValueList<V>>> DoubleEndedIterator for Range<'_, K, V, L> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.pairs.next_pair_back()
    }
}

impl<K, V, L: Layout<K, ValueList<V>>> FusedIterator for Range<'_, K, V, L> {}

impl<K, V, L> Clone for Iter<'_, K, V, L> {
    fn clone(&self) -> Self {
        Iter { pairs: self.pairs.clone(), left: self.left }
    }
}

impl<K, V, L> Clone for Range<'_, K, V, L> {
    fn clone(&self) -> Self {
        Range { pairs: self.pairs.clone() }
    }
}

impl<K: fmt::Debug, V: fmt::Debug, L: Layout<K, ValueList<V>>> fmt::Debug for Iter<'_, K, V, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<K: fmt::Debug, V: fmt::Debug, L: Layout<K, ValueList<V>>> fmt::Debug for Range<'_, K, V, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<K: fmt::Debug, V: fmt::Debug, L: Layout<K, ValueList<V>>> fmt::Debug for IterMut<'_, K, V, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pairs.print(f, map::IterMut::peek, |values| values.as_slice())
    }
}

impl<K: fmt::Debug, V: fmt::Debug, L: Layout<K, ValueList<V>>> fmt::Debug for IntoIter<K, V, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.pairs.print(f, map::IntoIter::peek, IntoValues::as_slice)
    }
}
