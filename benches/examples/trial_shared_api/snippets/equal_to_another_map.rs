//! Rejected: a second `PartialEq`, so that `collect` on the right has more than one target.

use std::collections::BTreeMap;
use std::marker::PhantomData;

pub struct Rows<K, V>(Vec<(K, V)>);
pub struct Map<K, V, T = Rows<K, V>>(T, PhantomData<(K, V)>);

impl<K, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Map(Rows(entries.into_iter().collect()), PhantomData)
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.0.0 == other.0.0
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq<BTreeMap<K, V>> for Map<K, V> {
    fn eq(&self, other: &BTreeMap<K, V>) -> bool {
        self.0.0.iter().map(|(key, value)| (key, value)).eq(other)
    }
}

pub fn infers(map: &Map<u32, u32>) -> bool {
    *map == map.0.0.iter().copied().collect()
}
