//! `Arbitrary` of quickcheck: maps, sets and multimaps of arbitrary entries, that shrink as vectors of them do.

use crate::map::BPlusTreeMap;
use crate::multimap::{BPlusTreeMultiMap, ValueList};
use crate::set::BPlusTreeSet;
use ::quickcheck::{Arbitrary, Gen};
use alloc::boxed::Box;
use alloc::vec::Vec;
use btree_core::DefaultLayout;

impl<K: Arbitrary + Ord, V: Arbitrary, T: DefaultLayout<K, V> + 'static> Arbitrary for BPlusTreeMap<K, V, T> {
    fn arbitrary(g: &mut Gen) -> Self {
        Self::from_iter_in_layout(Vec::arbitrary(g))
    }

    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        let entries: Vec<(K, V)> = self.clone().into_iter().collect();
        Box::new(entries.shrink().map(Self::from_iter_in_layout))
    }
}

impl<T: Arbitrary + Ord, L: DefaultLayout<T, ()> + 'static> Arbitrary for BPlusTreeSet<T, L> {
    fn arbitrary(g: &mut Gen) -> Self {
        Self::from_iter_in_layout(Vec::arbitrary(g))
    }

    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        let elements: Vec<T> = self.clone().into_iter().collect();
        Box::new(elements.shrink().map(Self::from_iter_in_layout))
    }
}

impl<K: Arbitrary + Ord, V: Arbitrary, L: DefaultLayout<K, ValueList<V>> + 'static> Arbitrary
    for BPlusTreeMultiMap<K, V, L>
{
    fn arbitrary(g: &mut Gen) -> Self {
        Self::from_iter_in_layout(Vec::arbitrary(g))
    }

    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        let pairs: Vec<(K, V)> = self.clone().into_iter().collect();
        Box::new(pairs.shrink().map(Self::from_iter_in_layout))
    }
}
