//! The operations: each a run of many single ones that leaves the map as it found it, so that it can be run again.

use std::hint::black_box;
use testbed::{Key, Map, Random};

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
        let random = Random::new(0);
        let keys: Vec<K> = (1..=n as u64).map(|at| K::from_number(random.nth(at))).collect();
        let mut places: Vec<u64> = (1..=n as u64).collect();
        // By numbers far behind those of the keys.
        places.sort_unstable_by_key(|&at| random.nth(at ^ 0x5eed_5eed));
        let order = places.into_iter().map(|at| K::from_number(random.nth(at))).collect();
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
pub(super) fn all<K: Key, M: Map<K, u64>>() -> Vec<Operation<M, K>> {
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
        on_full("iterate", |map, _| count(map.iter())),
        on_full("range", |map, input| {
            let starts = input.order.iter().step_by(LIMIT);
            starts.map(|from| usize::from(count(map.range_from(from).take(LIMIT)) > 0)).sum()
        }),
        on_full("pages", |map, _| map.count_by_pages(LIMIT)),
        on_full("overwrite", |map, input| insert_all(map, &mut input.random_entries)),
        on_full("entry", |map, input| {
            let count = input.random_entries.len();
            input.random_entries.drain(..).for_each(|(key, value)| *map.entry_or_insert(key, 0) += value);
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
            map.retain(|key, _| black_box(key) == key);
            input.keys.len()
        }),
        on_full("split-and-append", |map, input| {
            let mut upper = map.split_off(&input.keys[0]);
            map.append(&mut upper);
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

fn insert_all<K: Key, M: Map<K, u64>>(map: &mut M, entries: &mut Vec<(K, u64)>) -> usize {
    let count = entries.len();
    for (key, value) in entries.drain(..) {
        map.insert(key, value);
    }
    count
}

/// Counts entries one by one, and looks at each.
fn count<'a, K: 'a>(entries: impl Iterator<Item = (&'a K, &'a u64)>) -> usize {
    entries.map(|entry| usize::from(black_box(entry).1 < &u64::MAX)).sum()
}
