//! `std::collections::BTreeMap`: what all others are measured against.

use crate::contender::{Contender, LANES, SetContender};
use crate::shape::{Key, Value};
use std::collections::{BTreeMap, BTreeSet};

impl<K: Key, V: Value> Contender<K, V> for BTreeMap<K, V> {
    fn new() -> Self {
        BTreeMap::new()
    }

    crate::std_like!(K, V);
    crate::std_range!(K);
    crate::std_change!(K, V);
    crate::std_whole!();
    crate::std_made!(K, V);

    #[inline(always)]
    fn extract_even(&mut self) -> Option<u64> {
        Some(
            self.extract_if(.., |_, value| value.word() % 2 == 0)
                .fold(0, |sum, (_, value)| sum + value.word()),
        )
    }

    #[inline(always)]
    fn drain_front(&mut self, keys: &[K]) -> Option<u64> {
        let mut sum = 0_u64;
        for _ in keys {
            sum = sum.wrapping_add(self.pop_first().map_or(1, |(_, value)| value.word()));
        }
        Some(sum)
    }

    #[inline(always)]
    fn drain_range(&mut self, keys: &[K]) -> Option<u64> {
        let mut sum = 0_u64;
        for key in keys {
            sum = sum.wrapping_add(self.remove(key).map_or(1, |value| value.word()));
        }
        Some(sum)
    }

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

impl<K: Key> SetContender<K> for BTreeSet<K> {
    fn new() -> Self {
        BTreeSet::new()
    }

    crate::std_set!(K);
}
