//! What the operations consume: entries, keys and steps in the orders in which they are taken.
//!
//! Invariants: equal arguments give equal inputs, in every run. A processor learns some thousand branches by heart
//! when they repeat, so lookups in small maps are drawn ([`PROBES`]), and what uses a map up takes its entries in
//! another order each time ([`reordered`]).

use crate::Shape;

/// An entry of a shape.
pub type Entry<S> = (<S as Shape>::Key, <S as Shape>::Value);

/// Fewest lookups of a pass.
pub const PROBES: usize = 1 << 12;

/// The finaliser of splitmix64: a bijection, so that distinct numbers stay distinct.
pub const fn mix(number: u64) -> u64 {
    let z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Numbers that look drawn, the same in every run.
pub struct Chance(u64);

impl Chance {
    /// A sequence of its own for each seed below 2^24.
    pub const fn new(seed: u64) -> Self {
        Chance(seed << 40)
    }

    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 += 1;
        ((u128::from(mix(self.0)) * bound as u128) >> 64) as usize
    }

    /// Brings `items` into an order of no meaning.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

/// The entries of the numbers below `n`. Their keys are in no order.
pub fn shuffled<S: Shape>(n: usize) -> Vec<Entry<S>> {
    (0..n as u64).map(|number| (S::key(number), S::value(number))).collect()
}

/// The same entries in ascending order of keys.
pub fn ascending<S: Shape>(n: usize) -> Vec<Entry<S>> {
    let mut entries = shuffled::<S>(n);
    entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    entries
}

/// A copy of `items` in an order of its own for each `round`.
pub fn reordered<T: Clone>(items: &[T], round: u64) -> Vec<T> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    Chance::new(1 + round % (1 << 20)).shuffle(&mut order);
    order.into_iter().map(|at| items[at].clone()).collect()
}

/// As many keys that are in none of the entries of the numbers below `n`.
pub fn absent<S: Shape>(n: usize) -> Vec<S::Key> {
    (n as u64..2 * n as u64).map(S::key).collect()
}

/// Drawn numbers below `n`: `n` of them, but no fewer than [`PROBES`].
pub fn hits(n: usize) -> impl Iterator<Item = u64> {
    let mut chance = Chance::new(0);
    (0..n.max(PROBES)).map(move |_| chance.below(n) as u64)
}

/// A step of the mixed operation.
pub enum Step<S: Shape> {
    /// Looks up a key that is there.
    Get(S::Key),
    /// Inserts a key that is not there.
    Insert(S::Key, S::Value),
    /// Removes a key that is there.
    Remove(S::Key),
}

/// The mixed operation on a map of the entries below `n`, and the sum of the words of the values that it meets.
///
/// Of every four steps two look up, one inserts and one removes, so that the map has `n` entries again afterwards.
pub fn steps<S: Shape>(n: usize) -> (Vec<Step<S>>, u64) {
    let mut chance = Chance::new(2);
    let (mut present, mut missing): (Vec<u64>, Vec<u64>) =
        ((0..n as u64).collect(), (n as u64..2 * n as u64).collect());
    let mut steps = Vec::new();
    let mut sum = 0_u64;
    while steps.len() < n.max(PROBES) {
        let mut four = [0, 0, 1, 2];
        chance.shuffle(&mut four);
        for step in four {
            steps.push(match step {
                0 => {
                    let number = present[chance.below(present.len())];
                    sum = sum.wrapping_add(S::value_word(&S::value(number)));
                    Step::Get(S::key(number))
                }
                1 => {
                    let number = missing.swap_remove(chance.below(missing.len()));
                    present.push(number);
                    Step::Insert(S::key(number), S::value(number))
                }
                _ => {
                    let number = present.swap_remove(chance.below(present.len()));
                    missing.push(number);
                    sum = sum.wrapping_add(S::value_word(&S::value(number)));
                    Step::Remove(S::key(number))
                }
            });
        }
    }
    (steps, sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SIZES, SMALL, Words};
    use std::collections::BTreeMap;

    #[test]
    fn orders_differ_and_hold_the_same() {
        let (entries, sorted) = (shuffled::<Words>(1_000), ascending::<Words>(1_000));
        assert!(sorted.is_sorted_by(|a, b| a.0 < b.0) && !entries.is_sorted());
        let (mut one, mut two) = (reordered(&sorted, 1), reordered(&sorted, 2));
        assert!(one != two && one != sorted && two != sorted && one != entries);
        assert!(one == reordered(&sorted, 1));
        one.sort_unstable();
        two.sort_unstable();
        assert!(one == sorted && two == sorted);
    }

    #[test]
    fn hits_are_there_and_absent_keys_are_not() {
        for n in [16, 5_000] {
            let map: BTreeMap<u64, u64> = shuffled::<Words>(n).into_iter().collect();
            assert!(hits(n).all(|number| map.contains_key(&Words::key(number))));
            assert!(hits(n).count() == n.max(PROBES) && hits(n).any(|number| number == n as u64 - 1));
            assert!(absent::<Words>(n).iter().all(|key| !map.contains_key(key)));
        }
    }

    #[test]
    fn steps_meet_what_they_name() {
        for &n in &SIZES[..SMALL] {
            let mut map: BTreeMap<u64, u64> = shuffled::<Words>(n).into_iter().collect();
            let (steps, sum) = steps::<Words>(n);
            let (mut met, mut counts) = (0_u64, [0; 3]);
            for step in steps {
                match step {
                    Step::Get(key) => (met, counts[0]) = (met + map[&key], counts[0] + 1),
                    Step::Insert(key, value) => {
                        assert_eq!(map.insert(key, value), None);
                        counts[1] += 1;
                    }
                    Step::Remove(key) => {
                        met += map.remove(&key).expect("removed keys are there");
                        counts[2] += 1;
                    }
                }
            }
            assert!((met, map.len()) == (sum, n));
            assert!(
                counts[0] >= PROBES / 2 && counts[1] * 2 == counts[0] && counts[2] == counts[1],
                "{counts:?}"
            );
        }
    }
}
