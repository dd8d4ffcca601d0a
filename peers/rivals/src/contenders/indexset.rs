//! `indexset::BTreeMap`: two levels, a vector of vectors with a Fenwick tree over their lengths. It collects by
//! inserting, so it has no way of its own to build.

use crate::contender::Contender;
use crate::shape::{Key, Value};
use indexset::BTreeMap;

impl<K: Key, V: Value> Contender<K, V> for BTreeMap<K, V> {
    fn new() -> Self {
        BTreeMap::new()
    }

    crate::std_like!(K, V);
    crate::std_range!(K);

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
