//! What the criterion benches share: the maps that take part, and their inputs.
//!
//! A bench is written once, over [`Subject`], and instantiated by [`for_each_subject!`] for std's map and for every
//! layout. The inputs are the same in every run: no random numbers, only mixed ones.

use btree_map::{BPlusTreeMap, BaselineMap, InlineMap, PackedMap, PooledMap, SlimMap};
use std::collections::BTreeMap;

/// A map that takes part, with what the benches do to it.
pub trait Subject: Sized + Clone {
    /// Its name in reports.
    const NAME: &'static str;

    /// A map without entries.
    fn empty() -> Self;
    /// A map of these entries, built at once.
    fn built(entries: Vec<(u64, u64)>) -> Self;
    /// Puts an entry in; returns the old value.
    fn insert(&mut self, key: u64, value: u64) -> Option<u64>;
    /// Takes an entry out.
    fn remove(&mut self, key: u64) -> Option<u64>;
    /// Looks a key up.
    fn get(&self, key: u64) -> Option<u64>;
    /// The sum of all keys and values, by a `for` loop.
    fn sum(&self) -> u64;
    /// The sum of the values of the first `count` entries from `start` up.
    fn sum_from(&self, start: u64, count: usize) -> u64;
    /// Number of entries.
    fn len(&self) -> usize;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

macro_rules! subject {
    ($map:ty, $name:literal, $empty:expr, $build:expr) => {
        impl Subject for $map {
            const NAME: &'static str = $name;

            fn empty() -> Self {
                $empty
            }

            fn built(entries: Vec<(u64, u64)>) -> Self {
                $build(entries)
            }

            #[inline]
            fn insert(&mut self, key: u64, value: u64) -> Option<u64> {
                <$map>::insert(self, key, value)
            }

            #[inline]
            fn remove(&mut self, key: u64) -> Option<u64> {
                <$map>::remove(self, &key)
            }

            #[inline]
            fn get(&self, key: u64) -> Option<u64> {
                <$map>::get(self, &key).copied()
            }

            #[inline]
            fn sum(&self) -> u64 {
                let mut sum = 0_u64;
                for (key, value) in self {
                    sum = sum.wrapping_add(*key).wrapping_add(*value);
                }
                sum
            }

            #[inline]
            fn sum_from(&self, start: u64, count: usize) -> u64 {
                self.range(start..).take(count).fold(0, |sum, (_, value)| sum.wrapping_add(*value))
            }

            fn len(&self) -> usize {
                <$map>::len(self)
            }
        }
    };
}

subject!(BTreeMap<u64, u64>, "std", BTreeMap::new(), BTreeMap::from_iter);
subject!(BaselineMap<u64, u64>, "baseline", BPlusTreeMap::with_layout(), BPlusTreeMap::from_iter_in_layout);
subject!(PackedMap<u64, u64>, "packed", BPlusTreeMap::with_layout(), BPlusTreeMap::from_iter_in_layout);
subject!(InlineMap<u64, u64>, "inline", BPlusTreeMap::with_layout(), BPlusTreeMap::from_iter_in_layout);
subject!(PooledMap<u64, u64>, "pooled", BPlusTreeMap::with_layout(), BPlusTreeMap::from_iter_in_layout);
subject!(SlimMap<u64, u64>, "slim", BPlusTreeMap::new(), BPlusTreeMap::from_iter);

/// `for_each_subject!(bench, argument)` calls `bench::<S>(argument)` for every [`Subject`] `S`.
#[macro_export]
macro_rules! for_each_subject {
    ($bench:ident, $argument:expr) => {{
        $bench::<std::collections::BTreeMap<u64, u64>>($argument);
        $bench::<btree_map::BaselineMap<u64, u64>>($argument);
        $bench::<btree_map::PackedMap<u64, u64>>($argument);
        $bench::<btree_map::InlineMap<u64, u64>>($argument);
        $bench::<btree_map::PooledMap<u64, u64>>($argument);
        $bench::<btree_map::SlimMap<u64, u64>>($argument);
    }};
}

/// Numbers of entries: one that fits the first cache, one that does not.
pub const SIZES: [usize; 2] = [1_000, 100_000];

/// Entries of distinct keys in no order; the values count up.
pub fn shuffled(n: usize) -> Vec<(u64, u64)> {
    (0..n as u64).map(|i| (mix(i), i)).collect()
}

/// The same entries in ascending order of keys.
pub fn ascending(n: usize) -> Vec<(u64, u64)> {
    let mut entries = shuffled(n);
    entries.sort_unstable();
    entries
}

/// The keys of [`shuffled`], in an order of their own.
pub fn keys_reordered(n: usize) -> Vec<u64> {
    let mut keys: Vec<u64> = (0..n as u64).map(mix).collect();
    keys.sort_unstable_by_key(|&key| mix(key));
    keys
}

/// The finaliser of splitmix64: a bijection, so that distinct numbers stay distinct.
fn mix(i: u64) -> u64 {
    let z = i.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_distinct_and_the_orders_differ() {
        let n = 10_000;
        let (entries, sorted, keys) = (shuffled(n), ascending(n), keys_reordered(n));
        assert!(sorted.is_sorted_by(|a, b| a.0 < b.0));
        assert!(!entries.is_sorted() && !keys.is_sorted());
        assert!(entries.iter().zip(&keys).any(|(entry, key)| entry.0 != *key));
        assert_eq!(BTreeMap::built(entries).len(), n);
    }

    #[test]
    fn subjects_agree() {
        let entries = shuffled(3_000);
        let expected = <BTreeMap<u64, u64> as Subject>::built(entries.clone());
        fn check<S: Subject>((entries, expected): (&[(u64, u64)], &BTreeMap<u64, u64>)) {
            let mut map = S::empty();
            for &(key, value) in entries {
                assert_eq!(map.insert(key, value), None);
            }
            let start = entries[7].0;
            assert_eq!((map.len(), map.sum()), (Subject::len(expected), expected.sum()));
            assert_eq!(map.sum_from(start, 100), expected.sum_from(start, 100));
            assert_eq!(S::built(entries.to_vec()).sum(), expected.sum());
            for &(key, value) in entries {
                assert_eq!((map.get(key), map.remove(key), map.get(key)), (Some(value), Some(value), None));
            }
            assert!(map.is_empty());
        }
        for_each_subject!(check, (&entries, &expected));
    }
}
