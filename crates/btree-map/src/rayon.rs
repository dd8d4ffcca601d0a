//! Parallel iterators, parallel collecting and extending.
//!
//! - Iterating: the entries are listed first, one reference or one entry each, and the list is divided among the threads.
//!   So every iterator knows its length and can be zipped and enumerated, and any thread may have any part.
//! - Collecting: the entries are gathered and sorted in parallel, stably, so that of equal keys the last one wins as it does
//!   with `collect`; then leaves are filled one after the other.
//! - Extending: what comes is sorted in parallel, made into a map of its own and appended.
//!
//! ```
//! use btree_map::BPlusTreeMap;
//! use rayon::prelude::*;
//!
//! let squares: BPlusTreeMap<u64, u64> = (0..1000).into_par_iter().map(|i| (i, i * i)).collect();
//! assert_eq!(squares.par_iter().map(|(_, square)| square).max(), Some(&998_001));
//! ```

use crate::map::BPlusTreeMap;
use crate::multimap::{BPlusTreeMultiMap, ValueList};
use crate::set::BPlusTreeSet;
use ::rayon::iter::plumbing::{Consumer, ProducerCallback, UnindexedConsumer};
use ::rayon::iter::{
    FromParallelIterator, IndexedParallelIterator, IntoParallelIterator, ParallelExtend, ParallelIterator,
};
use ::rayon::slice::ParallelSliceMut;
use ::rayon::vec;
use alloc::vec::Vec;
use btree_core::Layout;
use core::mem;

/// A parallel iterator over listed items of type `I`, for reading or by value. Made by `par_iter`, `par_iter_mut` and
/// `into_par_iter` of a map, a set or a multimap.
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct ParIter<I: Send> {
    listed: vec::IntoIter<I>,
}

impl<I: Send> ParIter<I> {
    fn listing(items: impl Iterator<Item = I>) -> Self {
        ParIter { listed: items.collect::<Vec<I>>().into_par_iter() }
    }
}

impl<I: Send> ParallelIterator for ParIter<I> {
    type Item = I;

    fn drive_unindexed<C: UnindexedConsumer<I>>(self, consumer: C) -> C::Result {
        self.listed.drive_unindexed(consumer)
    }

    fn opt_len(&self) -> Option<usize> {
        Some(self.listed.len())
    }
}

impl<I: Send> IndexedParallelIterator for ParIter<I> {
    fn len(&self) -> usize {
        self.listed.len()
    }

    fn drive<C: Consumer<I>>(self, consumer: C) -> C::Result {
        self.listed.drive(consumer)
    }

    fn with_producer<CB: ProducerCallback<I>>(self, callback: CB) -> CB::Output {
        self.listed.with_producer(callback)
    }
}

/// Implements `IntoParallelIterator` by listing what `IntoIterator` gives.
macro_rules! listed {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> IntoParallelIterator for $type {
            type Item = <$type as IntoIterator>::Item;
            type Iter = ParIter<Self::Item>;

            fn into_par_iter(self) -> Self::Iter {
                ParIter::listing(self.into_iter())
            }
        }
    )*};
}

listed! {
    ['a, K: Sync, V: Sync, T: Layout<K, V>] &'a BPlusTreeMap<K, V, T>;
    ['a, K: Sync, V: Send, T: Layout<K, V>] &'a mut BPlusTreeMap<K, V, T>;
    [K: Send, V: Send, T: Layout<K, V>] BPlusTreeMap<K, V, T>;
    ['a, T: Sync, L: Layout<T, ()>] &'a BPlusTreeSet<T, L>;
    [T: Send, L: Layout<T, ()>] BPlusTreeSet<T, L>;
    ['a, K: Sync, V: Sync, L: Layout<K, ValueList<V>>] &'a BPlusTreeMultiMap<K, V, L>;
    ['a, K: Sync, V: Send, L: Layout<K, ValueList<V>>] &'a mut BPlusTreeMultiMap<K, V, L>;
    [K: Send + Clone, V: Send, L: Layout<K, ValueList<V>>] BPlusTreeMultiMap<K, V, L>;
}

/// All entries, sorted by key; equal keys in the order in which they came.
fn sorted<K: Ord + Send, V: Send>(entries: impl IntoParallelIterator<Item = (K, V)>) -> Vec<(K, V)> {
    let mut entries: Vec<(K, V)> = entries.into_par_iter().collect();
    entries.par_sort_by(|a, b| a.0.cmp(&b.0));
    entries
}

impl<K: Ord + Send, V: Send> FromParallelIterator<(K, V)> for BPlusTreeMap<K, V> {
    /// Collects entries into a map. Of entries with equal keys the last one stays.
    fn from_par_iter<I: IntoParallelIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.fill_sorted(sorted(entries));
        map
    }
}

impl<T: Ord + Send> FromParallelIterator<T> for BPlusTreeSet<T> {
    /// Collects elements into a set. Of equal elements the last one stays.
    fn from_par_iter<I: IntoParallelIterator<Item = T>>(elements: I) -> Self {
        let mut map = BPlusTreeMap::new();
        map.fill_sorted(sorted(elements.into_par_iter().map(|element| (element, ()))));
        BPlusTreeSet::from_keys(map)
    }
}

impl<K: Ord + Send, V: Send> FromParallelIterator<(K, V)> for BPlusTreeMultiMap<K, V> {
    /// Collects pairs into a multimap. The values of a key are in the order of the iterator.
    fn from_par_iter<I: IntoParallelIterator<Item = (K, V)>>(pairs: I) -> Self {
        Self::from_sorted(sorted(pairs))
    }
}

impl<K: Ord + Send, V: Send, T: Layout<K, V>> ParallelExtend<(K, V)> for BPlusTreeMap<K, V, T> {
    /// Extends as `extend` does: of equal keys the first stays, with the last value. If `Ord` panics, entries may be
    /// lost.
    fn par_extend<I: IntoParallelIterator<Item = (K, V)>>(&mut self, entries: I) {
        let mut entries = sorted(entries);
        entries.dedup_by(|later, earlier| {
            let equal = later.0 == earlier.0;
            if equal {
                mem::swap(&mut later.1, &mut earlier.1);
            }
            equal
        });
        let mut new = Self::empty_like(self);
        new.fill_ascending(entries.into_iter());
        self.append(&mut new);
    }
}

impl<'a, K: Ord + Copy + Send + Sync + 'a, V: Copy + Send + Sync + 'a, T: Layout<K, V>>
    ParallelExtend<(&'a K, &'a V)> for BPlusTreeMap<K, V, T>
{
    fn par_extend<I: IntoParallelIterator<Item = (&'a K, &'a V)>>(&mut self, entries: I) {
        self.par_extend(entries.into_par_iter().map(|(key, value)| (*key, *value)));
    }
}

impl<T: Ord + Send, L: Layout<T, ()>> ParallelExtend<T> for BPlusTreeSet<T, L> {
    /// Extends as `extend` does: of equal elements the first stays. If `Ord` panics, elements may be lost.
    fn par_extend<I: IntoParallelIterator<Item = T>>(&mut self, elements: I) {
        let mut elements: Vec<T> = elements.into_par_iter().collect();
        elements.par_sort();
        elements.dedup();
        let mut new = self.built_like(elements.into_iter());
        self.append(&mut new);
    }
}

impl<'a, T: Ord + Copy + Send + Sync + 'a, L: Layout<T, ()>> ParallelExtend<&'a T> for BPlusTreeSet<T, L> {
    fn par_extend<I: IntoParallelIterator<Item = &'a T>>(&mut self, elements: I) {
        self.par_extend(elements.into_par_iter().copied());
    }
}

impl<K: Ord + Send, V: Send, L: Layout<K, ValueList<V>>> ParallelExtend<(K, V)>
    for BPlusTreeMultiMap<K, V, L>
{
    /// Extends as `extend` does: values are inserted after those of equal keys. If `Ord` panics, pairs may be lost.
    fn par_extend<I: IntoParallelIterator<Item = (K, V)>>(&mut self, pairs: I) {
        let mut new = self.built_like(sorted(pairs));
        self.append(&mut new);
    }
}
