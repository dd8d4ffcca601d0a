//! Accepted: the layout as a plain type parameter. Covariant, and inference ends as with std.

use std::marker::PhantomData;

pub struct Rows<K, V>(Vec<(K, V)>);
pub struct Map<K, V, T = Rows<K, V>>(T, PhantomData<(K, V)>);

impl<K, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Map(Rows(entries.into_iter().collect()), PhantomData)
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Map(Rows(vec![]), PhantomData)
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.0.0 == other.0.0
    }
}

pub fn shorten<'a>(map: Map<&'static str, u32>) -> Map<&'a str, u32> {
    map
}

pub fn infers(map: &Map<u32, u32>) -> bool {
    let made = Map::from_iter([(1, 2)]);
    let _ = (made == Map::default(), made);
    *map == map.0.0.iter().copied().collect()
}
