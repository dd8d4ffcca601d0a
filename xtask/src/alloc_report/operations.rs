//! The operations: each a run of many single ones that leaves the map as it found it, so that it can be run again.

use btree_map::{BPlusTreeMap, DefaultLayout, PageToken};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::hint::black_box;

/// A key of the report.
pub(super) trait Key: Ord + Clone + Debug {
    fn from_number(number: u64) -> Self;
}

impl Key for u64 {
    fn from_number(number: u64) -> Self {
        number
    }
}

impl Key for String {
    fn from_number(number: u64) -> Self {
        format!("{number:016x}")
    }
}

/// A permutation of the numbers: the output step of splitmix64.
fn scatter(number: u64) -> u64 {
    let z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// What runs are fed with, all of it made beforehand.
pub(super) struct Input<K> {
    /// The keys in random order.
    pub(super) keys: Vec<K>,
    /// Another random order.
    pub(super) order: Vec<K>,
    ascending: Vec<(K, u64)>,
    /// Entries for a run to take, in random order and ascending.
    random_entries: Vec<(K, u64)>,
    sorted_entries: Vec<(K, u64)>,
    /// Room for entries that a run takes out.
    taken: Vec<(K, u64)>,
}

impl<K: Key> Input<K> {
    pub(super) fn new(n: usize) -> Self {
        let keys: Vec<K> = (1..=n as u64).map(|i| K::from_number(scatter(i))).collect();
        let mut numbers: Vec<u64> = (1..=n as u64).collect();
        numbers.sort_unstable_by_key(|&i| scatter(i ^ 0x5eed_5eed));
        let order = numbers.into_iter().map(|i| K::from_number(scatter(i))).collect();
        let mut ascending: Vec<_> = keys.iter().cloned().zip(0..).collect();
        ascending.sort();
        Input {
            keys,
            order,
            ascending,
            random_entries: Vec::new(),
            sorted_entries: Vec::new(),
            taken: Vec::with_capacity(n),
        }
    }

    /// Makes what the next run may take.
    pub(super) fn refill(&mut self) {
        self.random_entries = self.keys.iter().cloned().zip(0..).collect();
        self.sorted_entries = self.ascending.clone();
        self.taken.clear();
    }
}

/// What the operations need of a map, in terms that std's and ours share.
pub(super) trait Map<K: Key>: Clone {
    fn empty() -> Self;
    fn collected(entries: impl Iterator<Item = (K, u64)>) -> Self;
    fn len(&self) -> usize;
    fn clear(&mut self);
    fn insert(&mut self, key: K, value: u64) -> Option<u64>;
    fn get(&self, key: &K) -> Option<&u64>;
    fn get_mut(&mut self, key: &K) -> Option<&mut u64>;
    fn add_by_entry(&mut self, key: K, value: u64);
    fn remove_entry(&mut self, key: &K) -> Option<(K, u64)>;
    fn pop_first(&mut self) -> Option<(K, u64)>;
    fn count_by_iter(&self) -> usize;
    fn count_range(&self, from: &K, limit: usize) -> usize;
    /// Entries seen page by page; by ranges where the map has no pages.
    fn count_pages(&self, limit: usize) -> usize;
    fn extend(&mut self, entries: impl Iterator<Item = (K, u64)>);
    fn retain_all(&mut self);
    fn split_and_append(&mut self, at: &K);
}

macro_rules! shared {
    ($($new:ident, $from_iter:ident;)?) => {
        fn len(&self) -> usize {
            self.len()
        }

        fn clear(&mut self) {
            self.clear();
        }

        fn insert(&mut self, key: K, value: u64) -> Option<u64> {
            self.insert(key, value)
        }

        fn get(&self, key: &K) -> Option<&u64> {
            self.get(key)
        }

        fn get_mut(&mut self, key: &K) -> Option<&mut u64> {
            self.get_mut(key)
        }

        fn add_by_entry(&mut self, key: K, value: u64) {
            *self.entry(key).or_insert(0) += value;
        }

        fn remove_entry(&mut self, key: &K) -> Option<(K, u64)> {
            self.remove_entry(key)
        }

        fn pop_first(&mut self) -> Option<(K, u64)> {
            self.pop_first()
        }

        fn count_by_iter(&self) -> usize {
            self.iter().map(|entry| usize::from(black_box(entry).1 < &u64::MAX)).sum()
        }

        fn count_range(&self, from: &K, limit: usize) -> usize {
            self.range(from..).take(limit).map(|entry| usize::from(black_box(entry).1 < &u64::MAX)).sum()
        }

        fn extend(&mut self, entries: impl Iterator<Item = (K, u64)>) {
            Extend::extend(self, entries);
        }

        fn retain_all(&mut self) {
            self.retain(|key, _| black_box(key) == key);
        }

        fn split_and_append(&mut self, at: &K) {
            let mut upper = self.split_off(at);
            self.append(&mut upper);
        }
    };
}

impl<K: Key> Map<K> for BTreeMap<K, u64> {
    fn empty() -> Self {
        Self::new()
    }

    fn collected(entries: impl Iterator<Item = (K, u64)>) -> Self {
        entries.collect()
    }

    fn count_pages(&self, limit: usize) -> usize {
        let (mut seen, mut from) = (0, self.keys().next());
        while let Some(start) = from {
            let mut page = self.range(start..);
            seen += page.by_ref().take(limit).count();
            from = page.next().map(|(key, _)| key);
        }
        seen
    }

    shared! {}
}

impl<K: Key, T: DefaultLayout<K, u64>> Map<K> for BPlusTreeMap<K, u64, T> {
    fn empty() -> Self {
        Self::with_layout()
    }

    fn collected(entries: impl Iterator<Item = (K, u64)>) -> Self {
        Self::from_iter_in_layout(entries)
    }

    fn count_pages(&self, limit: usize) -> usize {
        let (mut seen, mut token) = (0, Some(PageToken::START));
        while let Some(start) = token {
            let mut page = self.page::<K, _>(.., start, limit);
            seen += page.by_ref().count();
            token = page.resume();
        }
        seen
    }

    shared! {}
}

/// An operation: its name, whether it begins with an empty map, and a run, which returns how many single operations it
/// consisted of.
pub(super) struct Operation<M, K> {
    pub(super) name: &'static str,
    pub(super) from_empty: bool,
    pub(super) run: fn(&mut M, &mut Input<K>) -> usize,
}

/// Entries of a range or a page.
const LIMIT: usize = 10;

/// All operations.
pub(super) fn all<K: Key, M: Map<K>>() -> Vec<Operation<M, K>> {
    let on_full = |name, run| Operation { name, from_empty: false, run };
    let on_empty = |name, run| Operation { name, from_empty: true, run };
    vec![
        on_empty("fill-random", |map, input| {
            map.clear();
            insert_all(map, &mut input.random_entries)
        }),
        on_empty("fill-ascending", |map, input| {
            map.clear();
            insert_all(map, &mut input.sorted_entries)
        }),
        on_full("get", |map, input| {
            input.order.iter().map(|key| usize::from(map.get(black_box(key)).is_some())).sum()
        }),
        on_full("get-mut", |map, input| {
            input.order.iter().map(|key| usize::from(map.get_mut(black_box(key)).is_some())).sum()
        }),
        on_full("iterate", |map, _| map.count_by_iter()),
        on_full("range", |map, input| {
            let starts = input.order.iter().step_by(LIMIT);
            starts.map(|from| usize::from(map.count_range(from, LIMIT) > 0)).sum()
        }),
        on_full("pages", |map, _| map.count_pages(LIMIT)),
        on_full("overwrite", |map, input| insert_all(map, &mut input.random_entries)),
        on_full("entry", |map, input| {
            let count = input.random_entries.len();
            input.random_entries.drain(..).for_each(|(key, value)| map.add_by_entry(key, value));
            count
        }),
        on_full("churn", |map, input| {
            for key in &input.order {
                let (key, value) = map.remove_entry(key).expect("the map holds every key");
                map.insert(key, value);
            }
            2 * input.order.len()
        }),
        on_full("drain-and-fill", |map, input| {
            let Input { order, taken, .. } = input;
            taken.extend(order.iter().filter_map(|key| map.remove_entry(key)));
            2 * insert_all(map, taken)
        }),
        on_full("pop-and-refill", |map, input| {
            input.taken.extend(std::iter::from_fn(|| map.pop_first()));
            2 * insert_all(map, &mut input.taken)
        }),
        on_full("extend", |map, input| {
            let count = input.random_entries.len();
            map.extend(input.random_entries.drain(..));
            count
        }),
        on_full("retain", |map, input| {
            map.retain_all();
            input.keys.len()
        }),
        on_full("split-and-append", |map, input| {
            map.split_and_append(&input.keys[0]);
            1
        }),
        on_full("clone", |map, input| {
            drop(black_box(map.clone()));
            input.keys.len()
        }),
        on_full("rebuild", |map, input| {
            let count = input.sorted_entries.len();
            *map = M::collected(input.sorted_entries.drain(..));
            count
        }),
    ]
}

fn insert_all<K: Key, M: Map<K>>(map: &mut M, entries: &mut Vec<(K, u64)>) -> usize {
    let count = entries.len();
    for (key, value) in entries.drain(..) {
        map.insert(key, value);
    }
    count
}
