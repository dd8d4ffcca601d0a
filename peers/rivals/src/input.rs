//! What the operations consume, made once for a shape and a size and shared by all contenders.

use crate::shape::{Key, Value, scatter};

/// Lookups of one timed block: long enough that no branch predictor learns the sequence by heart, and for large
/// maps not more than a sample.
const PROBES: std::ops::RangeInclusive<usize> = 1 << 16..=200_000;

/// Ranges of one timed block.
const STARTS: usize = 1 << 13;

/// Steps of the mixed operation, a multiple of four.
const STEPS: std::ops::RangeInclusive<usize> = 1 << 14..=1 << 20;

/// Fewest entries of a map: what four steps of the mixed operation may remove, and more.
pub const SMALLEST: usize = 4;

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
    /// Where ranges start.
    pub starts: Vec<K>,
    /// The mixed operation: of every four steps two get, one inserts and one removes, in random order.
    pub steps: Vec<Step<K, V>>,
}

/// Numbers drawn by chance, the same in every run.
pub struct Chance(u64);

impl Chance {
    /// A sequence of its own for each seed.
    pub fn new(seed: u64) -> Self {
        Self(seed << 40)
    }

    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 += 1;
        ((u128::from(scatter(self.0)) * bound as u128) >> 64) as usize
    }

    /// Brings `items` into random order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// The first `n` entries of a shape, in random order.
pub fn entries<K: Key, V: Value>(n: usize) -> Vec<(K, V)> {
    (0..n as u64).map(|number| (K::from_number(number), V::from_number(number))).collect()
}

impl<K: Key, V: Value> Input<K, V> {
    /// The input of maps of `n` entries.
    ///
    /// # Panics
    ///
    /// If `n` is below [`SMALLEST`].
    pub fn new(n: usize) -> Self {
        assert!(n >= SMALLEST, "a map of {n} entries is too small for the mixed operation");
        let mut chance = Chance::new(1);
        let keys: Vec<K> = (0..2 * n as u64).map(K::from_number).collect();
        let (present, absent) = keys.split_at(n);
        let random = entries::<K, V>(n);
        let mut ascending = random.clone();
        ascending.sort_by(|a, b| a.0.cmp(&b.0));
        let descending = ascending.iter().rev().cloned().collect();
        let probes = n.clamp(*PROBES.start(), *PROBES.end());
        let mut draw = |keys: &[K], count: usize| -> Vec<K> {
            (0..count).map(|_| keys[chance.below(keys.len())].clone()).collect()
        };
        Input {
            n,
            hits: draw(present, probes),
            misses: draw(absent, probes),
            starts: draw(present, STARTS),
            steps: steps(&keys, n),
            random,
            ascending,
            descending,
        }
    }
}

impl<K: Key, V: Value> Input<K, V> {
    /// The entries in a random order of their own for each `number`.
    pub fn shuffled(&self, number: usize) -> Vec<(K, V)> {
        let mut order: Vec<u32> = (0..).take(self.n).collect();
        Chance::new(3 + number as u64).shuffle(&mut order);
        order.into_iter().map(|at| self.random[at as usize].clone()).collect()
    }
}

/// The mixed operation on a map that holds the first `n` of `keys`.
fn steps<K: Key, V: Value>(keys: &[K], n: usize) -> Vec<Step<K, V>> {
    let mut chance = Chance::new(2);
    let mut present: Vec<usize> = (0..n).collect();
    let mut absent: Vec<usize> = (n..keys.len()).collect();
    let count = n.clamp(*STEPS.start(), *STEPS.end()).next_multiple_of(4);
    let mut steps = Vec::with_capacity(count);
    while steps.len() < count {
        let mut four = [0, 0, 1, 2];
        chance.shuffle(&mut four);
        for step in four {
            steps.push(match step {
                0 => Step::Get(keys[present[chance.below(present.len())]].clone()),
                1 => {
                    let key = absent.swap_remove(chance.below(absent.len()));
                    present.push(key);
                    Step::Insert(keys[key].clone(), V::from_number(key as u64))
                }
                _ => {
                    let key = present.swap_remove(chance.below(present.len()));
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
        for n in [SMALLEST, 16, 3_000] {
            let input = Input::<u64, u64>::new(n);
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
        let input = Input::<u64, u64>::new(100);
        let (mut one, mut two) = (input.shuffled(1), input.shuffled(2));
        assert_ne!(one, two);
        one.sort_unstable();
        two.sort_unstable();
        assert!(one == two && one == input.ascending);
    }

    #[test]
    fn hits_are_there_and_misses_are_not() {
        let input = Input::<String, u64>::new(100);
        let map: BTreeMap<String, u64> = input.random.iter().cloned().collect();
        assert_eq!(map.len(), 100);
        assert!(input.hits.iter().chain(&input.starts).all(|key| map.contains_key(key)));
        assert!(input.misses.iter().all(|key| !map.contains_key(key)));
        assert!(map.iter().eq(input.ascending.iter().map(|(key, value)| (key, value))));
        assert!(map.iter().rev().eq(input.descending.iter().map(|(key, value)| (key, value))));
    }
}
