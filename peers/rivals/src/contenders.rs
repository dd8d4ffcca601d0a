//! The maps: one file a contender, each behind [`Contender`](crate::contender::Contender).
//!
//! What the maps of Rust share with std's is written once, in `std_like!`; a file holds what its map has beyond it.

/// The methods that every map with std's API has; the map is the contender itself, or the field named.
#[macro_export]
macro_rules! std_like {
    ($key:ty, $value:ty $(, $field:tt)?) => {
        #[inline(always)]
        fn insert(&mut self, key: $key, value: $value) {
            std::hint::black_box((*self)$(.$field)?.insert(key, value));
        }

        #[inline(always)]
        fn get(&self, key: &$key) -> Option<&$value> {
            (*self)$(.$field)?.get(key)
        }

        #[inline(always)]
        fn remove(&mut self, key: &$key) -> Option<$value> {
            (*self)$(.$field)?.remove(key)
        }

        fn visit(&self, each: &mut dyn FnMut(&$key, &$value)) {
            for (key, value) in &(*self)$(.$field)? {
                each(key, value);
            }
        }

        #[inline(always)]
        fn sum_for(&self) -> u64 {
            let mut sum = 0_u64;
            for (key, value) in &(*self)$(.$field)? {
                sum = sum.wrapping_add(key.word() ^ value.word());
            }
            sum
        }

        #[inline(always)]
        fn sum_for_each(&self) -> u64 {
            let mut sum = 0_u64;
            (*self)$(.$field)?.iter().for_each(|(key, value)| sum = sum.wrapping_add(key.word() ^ value.word()));
            sum
        }

        #[inline(always)]
        fn sum_rev_for(&self) -> Option<u64> {
            let mut sum = 0_u64;
            for (key, value) in (*self)$(.$field)?.iter().rev() {
                sum = sum.wrapping_add(key.word() ^ value.word());
            }
            Some(sum)
        }

        #[inline(always)]
        fn sum_rev_for_each(&self) -> Option<u64> {
            let mut sum = 0_u64;
            (*self)$(.$field)?.iter().rev().for_each(|(key, value)| sum = sum.wrapping_add(key.word() ^ value.word()));
            Some(sum)
        }
    };
}

/// The range of a map with std's API, beside `std_like!`.
#[macro_export]
macro_rules! std_range {
    ($key:ty $(, $field:tt)?) => {
        #[inline(always)]
        fn sum_range(&self, from: &$key, count: usize) -> u64 {
            let range = (std::ops::Bound::Included(from), std::ops::Bound::Unbounded);
            let mut sum = 0_u64;
            for (key, value) in (*self)$(.$field)?.range(range).take(count) {
                sum = sum.wrapping_add(key.word() ^ value.word());
            }
            sum
        }
    };
}

#[cfg(absl)]
pub mod absl;
mod bbtree_unsync;
mod brie_tree;
mod btree_experiment;
mod embed_btree;
mod indexset;
mod std_map;
