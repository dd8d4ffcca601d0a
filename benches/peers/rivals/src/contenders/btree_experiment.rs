//! `btree_experiment::BTreeMap`: nodes that grow in small steps.
//!
//! It collects sorted entries by inserting them, so it has no way of its own to build.

use crate::contender::Contender;
use crate::shape::{Key, Value};
use btree_experiment::BTreeMap;

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
