//! `std::collections::BTreeMap`: what all others are measured against.

use crate::contender::{Contender, LANES};
use crate::shape::{Key, Value};
use std::collections::BTreeMap;

impl<K: Key, V: Value> Contender<K, V> for BTreeMap<K, V> {
    fn new() -> Self {
        BTreeMap::new()
    }

    crate::std_like!(K, V);
    crate::std_range!(K);

    #[inline(always)]
    fn build(entries: Vec<(K, V)>) -> Option<Self> {
        Some(entries.into_iter().collect())
    }

    #[inline(always)]
    fn duplicate(&self) -> Option<Self> {
        Some(self.clone())
    }

    #[inline(always)]
    fn append(&mut self, mut other: Self) -> Result<(), Self> {
        self.append(&mut other);
        Ok(())
    }

    /// One by one: the yardstick of those that do better.
    #[inline(always)]
    fn get_many<'a>(&'a self, keys: [&K; LANES]) -> Option<[Option<&'a V>; LANES]> {
        Some(keys.map(|key| self.get(key)))
    }
}
