//! Iterating over keys alone or values alone: the entry iterators with one half let go.

use super::{BPlusTreeMap, IntoIter, Iter, IterMut};
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::fmt;
use core::iter::FusedIterator;

/// An iterator over the keys of a map, ascending. Made by [`keys`](BPlusTreeMap::keys).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Keys<'a, K, V, T = SlimTree<K, V>> {
    inner: Iter<'a, K, V, T>,
}

/// An iterator over the values of a map, in the order of their keys. Made by [`values`](BPlusTreeMap::values).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Values<'a, K, V, T = SlimTree<K, V>> {
    inner: Iter<'a, K, V, T>,
}

/// An iterator over mutable values of a map, in the order of their keys. Made by
/// [`values_mut`](BPlusTreeMap::values_mut).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ValuesMut<'a, K, V, T = SlimTree<K, V>> {
    inner: IterMut<'a, K, V, T>,
}

/// An iterator over the keys of a map by value, ascending. Made by [`into_keys`](BPlusTreeMap::into_keys).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IntoKeys<K, V, T = SlimTree<K, V>> {
    inner: IntoIter<K, V, T>,
}

/// An iterator over the values of a map by value, in the order of their keys. Made by
/// [`into_values`](BPlusTreeMap::into_values).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IntoValues<K, V, T = SlimTree<K, V>> {
    inner: IntoIter<K, V, T>,
}

/// # Keys and values
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Returns an iterator over the keys, ascending.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n)**.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert!(map.keys().eq(&[1, 2]));
    /// ```
    #[inline]
    pub fn keys(&self) -> Keys<'_, K, V, T> {
        Keys { inner: self.iter() }
    }

    /// Returns an iterator over the values, in the order of their keys.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n)**.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert!(map.values().eq(&['a', 'b']));
    /// ```
    #[inline]
    pub fn values(&self) -> Values<'_, K, V, T> {
        Values { inner: self.iter() }
    }

    /// Returns an iterator over mutable values, in the order of their keys.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n)**.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from([(1, 1), (2, 2)]);
    /// map.values_mut().for_each(|value| *value += 1);
    /// assert!(map.values().eq(&[2, 3]));
    /// ```
    #[inline]
    pub fn values_mut(&mut self) -> ValuesMut<'_, K, V, T> {
        ValuesMut { inner: self.iter_mut() }
    }

    /// Returns an iterator over the keys by value, ascending.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n)**.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert!(map.into_keys().eq([1, 2]));
    /// ```
    #[inline]
    pub fn into_keys(self) -> IntoKeys<K, V, T> {
        IntoKeys { inner: self.into_iter() }
    }

    /// Returns an iterator over the values by value, in the order of their keys.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n)**.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMap::from([(2, 'b'), (1, 'a')]);
    /// assert!(map.into_values().eq(['a', 'b']));
    /// ```
    #[inline]
    pub fn into_values(self) -> IntoValues<K, V, T> {
        IntoValues { inner: self.into_iter() }
    }
}

/// The least and the greatest of items that ascend.
macro_rules! ascending {
    (ends, $item:ty) => {
        #[inline]
        fn min(mut self) -> Option<$item>
        where
            $item: Ord,
        {
            self.next()
        }

        #[inline]
        fn max(mut self) -> Option<$item>
        where
            $item: Ord,
        {
            self.next_back()
        }
    };
}

/// Implements the iterator traits by one half of what the inner iterator gives.
macro_rules! half {
    ([$($generics:tt)*] $type:ty, $item:ty, $half:tt $(, $ends:ident)?) => {
        impl<$($generics)*, T: Layout<K, V>> Iterator for $type {
            type Item = $item;

            #[inline]
            fn next(&mut self) -> Option<$item> {
                self.inner.next().map(|entry| entry.$half)
            }

            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.inner.size_hint()
            }

            #[inline]
            fn count(self) -> usize {
                self.inner.count()
            }

            #[inline]
            fn last(mut self) -> Option<$item> {
                self.next_back()
            }

            $(ascending!($ends, $item);)?

            #[inline]
            fn fold<B, F: FnMut(B, $item) -> B>(self, init: B, mut f: F) -> B {
                self.inner.fold(init, |folded, entry| {
                    // The other half is dropped first, as by `next`.
                    let half = { entry }.$half;
                    f(folded, half)
                })
            }
        }

        impl<$($generics)*, T: Layout<K, V>> DoubleEndedIterator for $type {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                self.inner.next_back().map(|entry| entry.$half)
            }
        }

        impl<$($generics)*, T: Layout<K, V>> ExactSizeIterator for $type {}
        impl<$($generics)*, T: Layout<K, V>> FusedIterator for $type {}
    };
}

half!(['a, K, V] Keys<'a, K, V, T>, &'a K, 0, ends);
half!(['a, K, V] Values<'a, K, V, T>, &'a V, 1);
half!(['a, K, V] ValuesMut<'a, K, V, T>, &'a mut V, 1);
half!([K, V] IntoKeys<K, V, T>, K, 0, ends);
half!([K, V] IntoValues<K, V, T>, V, 1);

impl<K, V, T> Clone for Keys<'_, K, V, T> {
    fn clone(&self) -> Self {
        Keys { inner: self.inner.clone() }
    }
}

impl<K, V, T> Clone for Values<'_, K, V, T> {
    fn clone(&self) -> Self {
        Values { inner: self.inner.clone() }
    }
}

impl<K, V, T> Default for Keys<'_, K, V, T> {
    fn default() -> Self {
        Keys { inner: Iter::default() }
    }
}

impl<K, V, T> Default for Values<'_, K, V, T> {
    fn default() -> Self {
        Values { inner: Iter::default() }
    }
}

impl<K, V, T> Default for ValuesMut<'_, K, V, T> {
    fn default() -> Self {
        ValuesMut { inner: IterMut::default() }
    }
}

impl<K, V> Default for IntoKeys<K, V> {
    fn default() -> Self {
        IntoKeys { inner: IntoIter::default() }
    }
}

impl<K, V> Default for IntoValues<K, V> {
    fn default() -> Self {
        IntoValues { inner: IntoIter::default() }
    }
}

impl<K: fmt::Debug, V, T: Layout<K, V>> fmt::Debug for Keys<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<K, V: fmt::Debug, T: Layout<K, V>> fmt::Debug for Values<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

impl<K, V: fmt::Debug, T: Layout<K, V>> fmt::Debug for ValuesMut<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.inner.peek().map(|(_, value)| value)).finish()
    }
}

impl<K, V, T: Layout<K, V>> IntoKeys<K, V, T> {
    /// The entries left, for reading.
    pub(crate) fn peek(&self) -> Iter<'_, K, V, T> {
        self.inner.peek()
    }
}

impl<K: fmt::Debug, V, T: Layout<K, V>> fmt::Debug for IntoKeys<K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.inner.peek().map(|(key, _)| key)).finish()
    }
}

impl<K, V: fmt::Debug, T: Layout<K, V>> fmt::Debug for IntoValues<K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.inner.peek().map(|(_, value)| value)).finish()
    }
}
