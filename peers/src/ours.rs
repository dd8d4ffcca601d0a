//! The map of this repository as a contender, in any of its layouts.

use btree_core::Layout;
use btree_map::BPlusTreeMap;
use rivals::contender::{Contender, LANES};
use rivals::shape::{Key, Value};

/// Our map.
pub(crate) struct Ours<M>(M);

impl<K: Key, V: Value, T: Layout<K, V>> Contender<K, V> for Ours<BPlusTreeMap<K, V, T>> {
    fn new() -> Self {
        Ours(BPlusTreeMap::with_layout())
    }

    rivals::std_like!(K, V, 0);
    rivals::std_range!(K, 0);

    #[inline(always)]
    fn build(entries: Vec<(K, V)>) -> Option<Self> {
        Some(Ours(BPlusTreeMap::from_iter_in_layout(entries)))
    }

    #[inline(always)]
    fn duplicate(&self) -> Option<Self> {
        Some(Ours(self.0.clone()))
    }

    #[inline(always)]
    fn append(&mut self, mut other: Self) -> Result<(), Self> {
        self.0.append(&mut other.0);
        Ok(())
    }

    #[inline(always)]
    fn get_many<'a>(&'a self, keys: [&K; LANES]) -> Option<[Option<&'a V>; LANES]> {
        Some(self.0.get_many(keys))
    }
}
