//! What the operations consume, made once for a shape and a size and shared by all contenders.

use crate::shape::{Key, Value};
use testbed::Random;

/// Lookups of one timed block: long enough that no branch predictor learns the sequence by heart, and for large
/// maps not more than a sample.
const PROBES: std::ops::RangeInclusive<usize> = 1 << 16..=200_000;

/// Ranges of one timed block.
const STARTS: usize = 1 << 13;

/// Steps of the mixed operation, a multiple of four.
const STEPS: std::ops::RangeInclusive<usize> = 1 << 14..=1 << 20;

/// Entries that come new into a map that has them already, at most.
const FRESH: usize = 1 << 18;

/// Fewest entries of a map that the mixed operation runs on: what four steps may remove, and more.
const MIXABLE: usize = 4;

/// A step of the mixed operation.
#[derive(Clone, Debug)]
pub enum Step<K, V> {
    /// Looks up a key that is there.
    Get(K),
    /// Inserts a key that is not there.
    Insert(K, V),
    /// Removes a key that is there.
    Remove(K),
}

/// Keys and values in the orders in which operations take them.
///
/// Where an operation runs on several maps, each takes the entries in a random order of its own
/// ([`shuffled`](Input::shuffled)): a processor learns a sequence of some thousand branches by heart when it is
/// repeated, and then times a search that nobody would ever see.
pub struct Input<K, V> {
    /// Number of entries of a map.
    pub n: usize,
    /// The entries in random order.
    pub random: Vec<(K, V)>,
    /// The entries, ascending.
    pub ascending: Vec<(K, V)>,
    /// The entries, descending.
    pub descending: Vec<(K, V)>,
    /// Keys that are there, drawn at random.
    pub hits: Vec<K>,
    /// Keys that are not there, drawn at random.
    pub misses: Vec<K>,
    /// Keys that are there, the k-th with a chance of about 1/k.
    pub zipf: Vec<K>,
    /// Entries that are not there, in random order: as many as there are, or [`FRESH`].
    pub fresh: Vec<(K, V)>,
    /// Where ranges start.
    pub starts: Vec<K>,
    /// The mixed operation: of every four steps two get, one inserts and one removes, in random order. None for
    /// maps that are too small.
    pub steps: Vec<Step<K, V>>,
}

/// A number below `bound`, which is not 0; k with a chance of about 1/(k + 1).
fn zipf(random: &mut Random, bound: usize) -> usize {
    // As many are drawn between 1 and 2 as between 2 and 4 or 500 and 1,000.
    ((bound as f64).powf(random.share()) as usize).clamp(1, bound) - 1
}

/// The first `n` entries of a shape, in random order.
pub fn entries<K, V: Value>(n: usize, key: fn(u64) -> K) -> Vec<(K, V)> {
    (0..n as u64).map(|number| (key(number), V::from_number(number))).collect()
}

impl<K: Key, V: Value> Input<K, V> {
    /// The input of maps of `n` entries; `key` makes a key of a number.
    ///
    /// # Panics
    ///
    /// If `n` is 0.
    pub fn new(n: usize, key: fn(u64) -> K) -> Self {
        assert!(n > 0, "an empty map is not timed");
        let mut random = Random::new(1);
        let keys: Vec<K> = (0..2 * n as u64).map(key).collect();
        let (present, absent) = keys.split_at(n);
        let value = |at: usize| V::from_number(at as u64);
        let entries: Vec<(K, V)> = (0..n).map(|at| (keys[at].clone(), value(at))).collect();
        let mut ascending = entries.clone();
        ascending.sort_by(|a, b| a.0.cmp(&b.0));
        let descending = ascending.iter().rev().cloned().collect();
        let probes = n.clamp(*PROBES.start(), *PROBES.end());
        let mut draw = |keys: &[K], count: usize| -> Vec<K> {
            (0..count).map(|_| keys[random.index(keys.len())].clone()).collect()
        };
        Input {
            n,
            hits: draw(present, probes),
            misses: draw(absent, probes),
            starts: draw(present, STARTS),
            zipf: (0..probes).map(|_| present[zipf(&mut random, n)].clone()).collect(),
            fresh: (n..n + n.min(FRESH)).map(|at| (keys[at].clone(), value(at))).collect(),
            steps: if n < MIXABLE { Vec::new() } else { steps(&keys, n) },
            random: entries,
            ascending,
            descending,
        }
    }
}

impl<K: Key, V: Value> Input<K, V> {
    /// The entries in a random order of their own for each `number`.
    pub fn shuffled(&self, number: usize) -> Vec<(K, V)> {
        let mut order: Vec<u32> = (0..).take(self.n).collect();
        Random::new(3 + number as u64).shuffle(&mut order);
        order.into_iter().map(|at| self.random[at as usize].clone()).collect()
    }

    /// As many entries as there are, the same ones for each `number` but in another order; a third have the key of
    /// another.
    pub fn duplicates(&self, number: usize) -> Vec<(K, V)> {
        let mut random = Random::new(4);
        let mut order: Vec<usize> = (0..self.n).map(|_| random.index(self.n)).collect();
        Random::new(5 + number as u64).shuffle(&mut order);
        order.into_iter().map(|at| self.random[at].clone()).collect()
    }

    /// The entries ascending, but that of the middle last.
    pub fn nearly_ascending(&self) -> Vec<(K, V)> {
        let mut entries = self.ascending.clone();
        entries[self.n / 2..].rotate_left(1);
        entries
    }
}

/// The mixed operation on a map that holds the first `n` of `keys`.
fn steps<K: Key, V: Value>(keys: &[K], n: usize) -> Vec<Step<K, V>> {
    let mut random = Random::new(2);
    let mut present: Vec<usize> = (0..n).collect();
    let mut absent: Vec<usize> = (n..keys.len()).collect();
    let count = n.clamp(*STEPS.start(), *STEPS.end()).next_multiple_of(4);
    let mut steps = Vec::with_capacity(count);
    while steps.len() < count {
        let mut four = [0, 0, 1, 2];
        random.shuffle(&mut four);
        for step in four {
            steps.push(match step {
                0 => Step::Get(keys[present[random.index(present.len())]].clone()),
                1 => {
                    let key = absent.swap_remove(random.index(absent.len()));
                    present.push(key);
                    Step::Insert(keys[key].clone(), V::from_number(key as u64))
                }
                _ => {
                    let key = present.swap_remove(random.index(present.len()));
                    absent.push(key);
                    Step::Remove(keys[key].clone())
                }
            });
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn mixed_steps_find_what_they_name() {
        for n in [MIXABLE, 16, 3_000] {
            let input = Input::<u64, u64>::new(n, Key::from_number);
            let mut map: BTreeMap<u64, u64> = input.random.iter().copied().collect();
            let mut counts = [0; 3];
            for step in &input.steps {
                match *step {
                    Step::Get(key) => {
                        assert!(map.contains_key(&key));
                        counts[0] += 1;
                    }
                    Step::Insert(key, value) => {
                        assert_eq!(map.insert(key, value), None);
                        counts[1] += 1;
                    }
                    Step::Remove(key) => {
                        assert!(map.remove(&key).is_some());
                        counts[2] += 1;
                    }
                }
            }
            assert!(counts[0] >= 1 << 13 && counts[2] * 2 == counts[0], "{counts:?}");
            assert_eq!(map.len(), n);
        }
    }

    #[test]
    fn shuffled_entries_are_the_same_in_orders_of_their_own() {
        let input = Input::<u64, u64>::new(100, Key::from_number);
        let (mut one, mut two) = (input.shuffled(1), input.shuffled(2));
        assert_ne!(one, two);
        one.sort_unstable();
        two.sort_unstable();
        assert!(one == two && one == input.ascending);
    }

    #[test]
    fn entries_with_duplicates_are_the_same_in_another_order() {
        let input = Input::<u64, u64>::new(1_000, Key::from_number);
        let (mut one, mut two) = (input.duplicates(1), input.duplicates(2));
        assert_ne!(one, two);
        one.sort_unstable();
        two.sort_unstable();
        assert_eq!(one, two);
        one.dedup();
        assert!((600..700).contains(&one.len()), "{}", one.len());
    }

    #[test]
    fn one_of_nearly_ascending_entries_is_out_of_place() {
        for (n, descents) in [(1, 0), (2, 0), (100, 1)] {
            let entries = Input::<u64, u64>::new(n, Key::from_number).nearly_ascending();
            assert_eq!(entries.len(), n);
            assert_eq!(entries.windows(2).filter(|pair| pair[0] > pair[1]).count(), descents);
        }
    }

    #[test]
    fn few_keys_are_asked_for_often() {
        let mut random = Random::new(1);
        let mut counts = [0_u32; 1_000];
        (0..100_000).for_each(|_| counts[zipf(&mut random, 1_000)] += 1);
        // ln 2 / ln 1,000 of all, and half of them between 31 and 32 times that.
        assert!((9_000..11_000).contains(&counts[0]), "{}", counts[0]);
        assert!((48_000..52_000).contains(&counts[..31].iter().sum::<u32>()));
        assert_eq!(zipf(&mut random, 1), 0);
    }

    #[test]
    fn hits_are_there_and_misses_are_not() {
        let input = Input::<String, u64>::new(100, Key::from_number);
        let map: BTreeMap<String, u64> = input.random.iter().cloned().collect();
        assert_eq!(map.len(), 100);
        assert!(input.hits.iter().chain(&input.starts).all(|key| map.contains_key(key)));
        assert!(input.zipf.iter().all(|key| map.contains_key(key)));
        assert!(input.misses.iter().all(|key| !map.contains_key(key)));
        assert!(input.fresh.iter().all(|(key, _)| !map.contains_key(key)));
        assert!(map.iter().eq(input.ascending.iter().map(|(key, value)| (key, value))));
        assert!(map.iter().rev().eq(input.descending.iter().map(|(key, value)| (key, value))));
    }
}
