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

/// The ranges of a map with std's API, beside `std_like!`.
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

        #[inline(always)]
        fn floor(&self, key: &$key) -> Option<u64> {
            let range = (std::ops::Bound::Unbounded, std::ops::Bound::Included(key));
            Some((*self)$(.$field)?.range(range).next_back().map_or(1, |(key, value)| key.word() ^ value.word()))
        }

        #[inline(always)]
        fn ceiling(&self, key: &$key) -> Option<u64> {
            let range = (std::ops::Bound::Included(key), std::ops::Bound::Unbounded);
            Some((*self)$(.$field)?.range(range).next().map_or(1, |(key, value)| key.word() ^ value.word()))
        }
    };
}

/// What a map with std's API takes out and changes, beside `std_like!`.
#[macro_export]
macro_rules! std_change {
    ($key:ty, $value:ty $(, $field:tt)?) => {
        #[inline(always)]
        fn count(&mut self, key: $key, value: $value) -> Option<()> {
            (*self)$(.$field)?.entry(key).and_modify(|value| value.stir()).or_insert(value);
            Some(())
        }

        #[inline(always)]
        fn pop_first(&mut self) -> Option<Option<($key, $value)>> {
            Some((*self)$(.$field)?.pop_first())
        }

        #[inline(always)]
        fn pop_last(&mut self) -> Option<Option<($key, $value)>> {
            Some((*self)$(.$field)?.pop_last())
        }
    };
}

/// What a map with std's API does to all entries, beside `std_like!`.
#[macro_export]
macro_rules! std_whole {
    ($($field:tt)?) => {
        #[inline(always)]
        fn stir_all(&mut self) -> Option<()> {
            for (_, value) in (*self)$(.$field)?.iter_mut() {
                value.stir();
            }
            Some(())
        }

        #[inline(always)]
        fn sum_into(self) -> Option<u64> {
            let mut sum = 0_u64;
            for (key, value) in self$(.$field)? {
                sum = sum.wrapping_add(key.word() ^ value.word());
            }
            Some(sum)
        }

        #[inline(always)]
        fn retain_even(&mut self) -> Option<()> {
            (*self)$(.$field)?.retain(|_, value| value.word() % 2 == 0);
            Some(())
        }
    };
}

/// How a map with std's API is made of entries and of another map, beside `std_like!`.
#[macro_export]
macro_rules! std_made {
    ($key:ty, $value:ty) => {
        #[inline(always)]
        fn split_off(&mut self, key: &$key) -> Option<Self> {
            Some(self.split_off(key))
        }

        #[inline(always)]
        fn collect(entries: Vec<($key, $value)>) -> Option<Self> {
            Some(entries.into_iter().collect())
        }

        #[inline(always)]
        fn from_array<const N: usize>(entries: [($key, $value); N]) -> Option<Self> {
            Some(entries.into())
        }
    };
}

/// The methods of a set with std's API; the set is the contender itself, or the field named.
#[macro_export]
macro_rules! std_set {
    ($key:ty $(, $field:tt)?) => {
        #[inline(always)]
        fn insert(&mut self, key: $key) {
            std::hint::black_box((*self)$(.$field)?.insert(key));
        }

        #[inline(always)]
        fn sum_union(&self, other: &Self) -> u64 {
            let mut sum = 0_u64;
            for key in (*self)$(.$field)?.union(&(*other)$(.$field)?) {
                sum = sum.wrapping_add(key.word());
            }
            sum
        }

        #[inline(always)]
        fn sum_intersection(&self, other: &Self) -> u64 {
            let mut sum = 0_u64;
            for key in (*self)$(.$field)?.intersection(&(*other)$(.$field)?) {
                sum = sum.wrapping_add(key.word());
            }
            sum
        }

        #[inline(always)]
        fn sum_difference(&self, other: &Self) -> u64 {
            let mut sum = 0_u64;
            for key in (*self)$(.$field)?.difference(&(*other)$(.$field)?) {
                sum = sum.wrapping_add(key.word());
            }
            sum
        }

        #[inline(always)]
        fn sum_symmetric(&self, other: &Self) -> u64 {
            let mut sum = 0_u64;
            for key in (*self)$(.$field)?.symmetric_difference(&(*other)$(.$field)?) {
                sum = sum.wrapping_add(key.word());
            }
            sum
        }

        #[inline(always)]
        fn is_subset(&self, other: &Self) -> bool {
            (*self)$(.$field)?.is_subset(&(*other)$(.$field)?)
        }
    };
}

#[cfg(absl)]
#[expect(unsafe_code, reason = "a rival in another language")]
pub mod absl;
mod bbtree_unsync;
mod brie_tree;
mod btree_experiment;
mod embed_btree;
mod indexset;
mod std_map;
