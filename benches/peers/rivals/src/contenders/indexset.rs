//! `indexset::BTreeMap`: two levels, a vector of vectors with a Fenwick tree over their lengths. It collects by
//! inserting, so it has no way of its own to build.

use crate::contender::{Contender, SetContender};
use crate::shape::{Key, Value};
use indexset::{BTreeMap, BTreeSet};

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
    fn duplicate(&self) -> Option<Self> {
        Some(self.clone())
    }

    #[inline(always)]
    fn append(&mut self, mut other: Self) -> Result<(), Self> {
        self.append(&mut other);
        Ok(())
    }
}

impl<K: Key> SetContender<K> for BTreeSet<K> {
    fn new() -> Self {
        BTreeSet::new()
    }

    crate::std_set!(K);
}
