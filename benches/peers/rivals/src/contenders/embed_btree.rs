//! `embed_btree::large::BTreeMap`: the variant for long-lived maps. It has neither clone nor append, and collects by
//! inserting.

use crate::contender::Contender;
use crate::shape::{Key, Value};
use embed_btree::large::BTreeMap;

impl<K: Key, V: Value> Contender<K, V> for BTreeMap<K, V> {
    fn new() -> Self {
        BTreeMap::new()
    }

    crate::std_like!(K, V);
    crate::std_change!(K, V);

    /// By a cursor: of a map of several leaves, `range` with an open end leaves the last leaf out, and panics if it
    /// begins there.
    #[inline(always)]
    fn sum_range(&self, from: &K, count: usize) -> u64 {
        let mut cursor = self.cursor(from);
        let mut sum = 0_u64;
        for _ in 0..count {
            let Some((key, value)) = cursor.next() else { break };
            sum = sum.wrapping_add(key.word() ^ value.word());
        }
        sum
    }
}
