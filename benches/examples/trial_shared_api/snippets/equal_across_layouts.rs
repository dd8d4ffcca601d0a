//! Accepted: one `PartialEq` across layouts, as long as only the default layout can be collected into.

use std::marker::PhantomData;

pub struct Rows<K, V>(Vec<(K, V)>);
pub struct Map<K, V, T = Rows<K, V>>(T, PhantomData<(K, V)>);

impl<K, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Map(Rows(entries.into_iter().collect()), PhantomData)
    }
}

impl<K, V, T: PartialEq<U>, U> PartialEq<Map<K, V, U>> for Map<K, V, T> {
    fn eq(&self, other: &Map<K, V, U>) -> bool {
        self.0 == other.0
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Rows<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

pub fn infers(map: &Map<u32, u32>) -> bool {
    *map == map.0.0.iter().copied().collect()
}
