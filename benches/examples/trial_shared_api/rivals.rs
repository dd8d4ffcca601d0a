//! The other ways to share one API, over the same trees: (A) with known strides, (B) a projection, (C) an enum, (D) a trait object.

use crate::layout::{Iter, Layout, Map};
use crate::trees::{Pairs, Rows};

/// (A) with an iterator that knows its strides at compile time.
pub(crate) struct Strided<K, V, T>(Map<K, V, T>);

impl<K: Ord, V, T: Layout<K, V>> Strided<K, V, T> {
    pub(crate) fn new() -> Self {
        Strided(Map::new())
    }

    #[inline]
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.0.get(key)
    }

    #[inline]
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.0.insert(key, value)
    }

    pub(crate) fn iter(&self) -> Iter<'_, K, V, T, true> {
        self.0.iter_by_constant()
    }
}

/// (B) Names a layout; the tree is what it projects to.
pub(crate) trait Family {
    type Tree<K, V>: Layout<K, V>;
}

/// The family of row layouts.
pub(crate) struct RowFamily;

impl Family for RowFamily {
    type Tree<K, V> = Rows<K, V>;
}

/// (B) A map that stores a projection.
pub(crate) struct Projected<K, V, L: Family>(Map<K, V, L::Tree<K, V>>);

impl<K: Ord, V, L: Family> Projected<K, V, L> {
    pub(crate) fn new() -> Self {
        Projected(Map::new())
    }

    #[inline]
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.0.get(key)
    }

    #[inline]
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        self.0.insert(key, value)
    }

    pub(crate) fn iter(&self) -> Iter<'_, K, V, L::Tree<K, V>> {
        self.0.iter()
    }
}

/// (C) A map that asks at every call which layout it has.
pub(crate) enum Either<K, V> {
    Rows(Map<K, V, Rows<K, V>>),
    Pairs(Map<K, V, Pairs<K, V>>),
}

/// (C) An iterator that asks at every entry.
pub(crate) enum EitherIter<'a, K, V> {
    Rows(Iter<'a, K, V, Rows<K, V>>),
    Pairs(Iter<'a, K, V, Pairs<K, V>>),
}

impl<K: Ord, V> Either<K, V> {
    pub(crate) fn new(rows: bool) -> Self {
        if rows { Either::Rows(Map::new()) } else { Either::Pairs(Map::new()) }
    }

    #[inline]
    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        match self {
            Either::Rows(map) => map.get(key),
            Either::Pairs(map) => map.get(key),
        }
    }

    #[inline]
    pub(crate) fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self {
            Either::Rows(map) => map.insert(key, value),
            Either::Pairs(map) => map.insert(key, value),
        }
    }

    pub(crate) fn iter(&self) -> EitherIter<'_, K, V> {
        match self {
            Either::Rows(map) => EitherIter::Rows(map.iter()),
            Either::Pairs(map) => EitherIter::Pairs(map.iter()),
        }
    }
}

impl<'a, K, V> Iterator for EitherIter<'a, K, V> {
    type Item = (&'a K, &'a V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        match self {
            EitherIter::Rows(iter) => iter.next(),
            EitherIter::Pairs(iter) => iter.next(),
        }
    }
}

/// (D) What of a map fits behind `dyn`: no lookup by a borrowed form of the key.
pub(crate) trait Ordered<K, V> {
    fn get(&self, key: &K) -> Option<&V>;
    fn insert(&mut self, key: K, value: V) -> Option<V>;
    fn iter(&self) -> Box<dyn Iterator<Item = (&K, &V)> + '_>;
}

impl<K: Ord, V, T: Layout<K, V>> Ordered<K, V> for Map<K, V, T> {
    fn get(&self, key: &K) -> Option<&V> {
        Map::get(self, key)
    }

    fn insert(&mut self, key: K, value: V) -> Option<V> {
        Map::insert(self, key, value)
    }

    fn iter(&self) -> Box<dyn Iterator<Item = (&K, &V)> + '_> {
        Box::new(Map::iter(self))
    }
}
