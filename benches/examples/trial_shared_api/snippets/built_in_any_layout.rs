//! Rejected: `FromIterator` for every layout, so that nothing says which one is meant.

use std::marker::PhantomData;

pub struct Rows<K, V>(Vec<(K, V)>);
pub struct Map<K, V, T = Rows<K, V>>(T, PhantomData<(K, V)>);

impl<K, V, T: From<Vec<(K, V)>>> FromIterator<(K, V)> for Map<K, V, T> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Map(Vec::from_iter(entries).into(), PhantomData)
    }
}

pub fn infers() {
    let _made = Map::from_iter([(1, 2)]);
}
