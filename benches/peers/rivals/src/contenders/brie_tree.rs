//! `brie_tree::BTree`: integer keys only, a multimap whose insertion never replaces, iterators that only go forward.

use crate::contender::Contender;
use crate::shape::{Key, Value};
use brie_tree::{BTree, BTreeKey};

impl<K: Key + BTreeKey, V: Value> Contender<K, V> for BTree<K, V> {
    fn new() -> Self {
        BTree::new()
    }

    #[inline(always)]
    fn insert(&mut self, key: K, value: V) {
        self.insert(key, value);
    }

    #[inline(always)]
    fn get(&self, key: &K) -> Option<&V> {
        self.get(*key)
    }

    #[inline(always)]
    fn remove(&mut self, key: &K) -> Option<V> {
        self.remove(*key)
    }

    fn visit(&self, each: &mut dyn FnMut(&K, &V)) {
        for (key, value) in self {
            each(&key, value);
        }
    }

    #[inline(always)]
    fn sum_for(&self) -> u64 {
        let mut sum = 0_u64;
        for (key, value) in self {
            sum = sum.wrapping_add(key.word() ^ value.word());
        }
        sum
    }

    #[inline(always)]
    fn sum_for_each(&self) -> u64 {
        let mut sum = 0_u64;
        self.iter().for_each(|(key, value)| sum = sum.wrapping_add(key.word() ^ value.word()));
        sum
    }

    #[inline(always)]
    fn sum_range(&self, from: &K, count: usize) -> u64 {
        let mut sum = 0_u64;
        for (key, value) in self.range(*from..).take(count) {
            sum = sum.wrapping_add(key.word() ^ value.word());
        }
        sum
    }

    #[inline(always)]
    fn stir_all(&mut self) -> Option<()> {
        for (_, value) in self.iter_mut() {
            value.stir();
        }
        Some(())
    }

    #[inline(always)]
    fn sum_into(self) -> Option<u64> {
        let mut sum = 0_u64;
        for (key, value) in self {
            sum = sum.wrapping_add(key.word() ^ value.word());
        }
        Some(sum)
    }

    #[inline(always)]
    fn ceiling(&self, key: &K) -> Option<u64> {
        Some(self.range(*key..).next().map_or(1, |(key, value)| key.word() ^ value.word()))
    }

    #[inline(always)]
    fn build(entries: Vec<(K, V)>) -> Option<Self> {
        Some(BTree::from_sorted_iter(entries))
    }

    #[inline(always)]
    fn duplicate(&self) -> Option<Self> {
        Some(self.clone())
    }

    #[inline(always)]
    fn append(&mut self, other: Self) -> Result<(), Self> {
        self.append_sorted(other);
        Ok(())
    }
}
