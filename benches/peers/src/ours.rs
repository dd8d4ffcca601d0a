//! The map of this repository as a contender, in any of its layouts.

use btree_core::DefaultLayout;
use btree_map::{BPlusTreeMap, BPlusTreeSet};
use rivals::contender::{Contender, LANES, SetContender};
use rivals::shape::{Key, Value};
use std::ops::Bound;

/// Our map, or our set.
pub(crate) struct Ours<M>(M);

impl<K: Key, V: Value, T: DefaultLayout<K, V>> Contender<K, V> for Ours<BPlusTreeMap<K, V, T>> {
    fn new() -> Self {
        Ours(BPlusTreeMap::with_layout())
    }

    rivals::std_like!(K, V, 0);
    rivals::std_range!(K, 0);
    rivals::std_change!(K, V, 0);
    rivals::std_whole!(0);

    #[inline(always)]
    fn drain_front(&mut self, keys: &[K]) -> Option<u64> {
        let last = keys.last().map_or(Bound::Unbounded, Bound::Included);
        let range = (Bound::Unbounded, last);
        Some(self.0.drain_range::<K, _>(range).fold(0, |sum, (_, value)| sum + value.word()))
    }

    #[inline(always)]
    fn drain_range(&mut self, keys: &[K]) -> Option<u64> {
        let [first, .., last] = keys else { return Some(0) };
        let range = (Bound::Included(first), Bound::Included(last));
        Some(self.0.drain_range::<K, _>(range).fold(0, |sum, (_, value)| sum + value.word()))
    }

    #[inline(always)]
    fn split_off(&mut self, key: &K) -> Option<Self> {
        Some(Ours(self.0.split_off(key)))
    }

    #[inline(always)]
    fn extract_even(&mut self) -> Option<u64> {
        Some(
            self.0
                .extract_if(.., |_, value| value.word() % 2 == 0)
                .fold(0, |sum, (_, value)| sum + value.word()),
        )
    }

    /// As `FromIterator` does it, which is for the default layout only.
    #[inline(always)]
    fn collect(entries: Vec<(K, V)>) -> Option<Self> {
        Some(Ours(BPlusTreeMap::from_iter_in_layout(entries)))
    }

    /// As `From` does it, which is for the default layout only.
    #[inline(always)]
    fn from_array<const N: usize>(entries: [(K, V); N]) -> Option<Self> {
        Some(Ours(BPlusTreeMap::from_iter_in_layout(entries)))
    }

    #[inline(always)]
    fn build(entries: Vec<(K, V)>) -> Option<Self> {
        Some(Ours(BPlusTreeMap::from_iter_in_layout(entries)))
    }

    #[inline(always)]
    fn duplicate(&self) -> Option<Self> {
        Some(Ours(self.0.clone()))
    }

    #[inline(always)]
    fn append(&mut self, mut other: Self) -> Result<(), Self> {
        self.0.append(&mut other.0);
        Ok(())
    }

    #[inline(always)]
    fn get_many<'a>(&'a self, keys: [&K; LANES]) -> Option<[Option<&'a V>; LANES]> {
        Some(self.0.get_many(keys))
    }
}

impl<K: Key, L: DefaultLayout<K, ()>> SetContender<K> for Ours<BPlusTreeSet<K, L>> {
    fn new() -> Self {
        Ours(BPlusTreeSet::with_layout())
    }

    rivals::std_set!(K, 0);
}
