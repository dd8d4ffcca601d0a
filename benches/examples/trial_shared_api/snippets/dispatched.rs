//! Rejected: layouts behind `dyn`, because a lookup by any borrowed form of the key is generic.

use std::borrow::Borrow;

pub trait Tree<K, V> {
    fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>;
}

pub struct Map<K, V>(Box<dyn Tree<K, V>>);

pub fn get<'a>(map: &'a Map<String, u32>, key: &str) -> Option<&'a u32> {
    map.0.get(key)
}
