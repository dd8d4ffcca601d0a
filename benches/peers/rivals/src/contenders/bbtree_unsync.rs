//! `bbtree::unsync::BBTreeMap`: the variant that latches nothing.

use crate::contender::{Contender, LANES, SetContender};
use crate::shape::{Key, Value};
use bbtree::unsync::{BBTreeMap, BBTreeSet};
use bbtree::{Auto, Global};

impl<K: Key, V: Value> Contender<K, V> for BBTreeMap<K, V> {
    fn new() -> Self {
        BBTreeMap::new()
    }

    crate::std_like!(K, V);
    crate::std_range!(K);
    crate::std_change!(K, V);
    crate::std_whole!();
    crate::std_made!(K, V);

    #[inline(always)]
    fn build(entries: Vec<(K, V)>) -> Option<Self> {
        Some(BBTreeMap::from_sorted_in(entries, Auto, Global))
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

    #[inline(always)]
    fn get_many<'a>(&'a self, keys: [&K; LANES]) -> Option<[Option<&'a V>; LANES]> {
        Some(self.get_many(keys))
    }
}

impl<K: Key> SetContender<K> for BBTreeSet<K> {
    fn new() -> Self {
        BBTreeSet::new()
    }

    crate::std_set!(K);
}
