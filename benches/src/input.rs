//! What the operations consume: entries, keys and steps in the orders in which they are taken.
//!
//! Invariants: equal arguments give equal inputs, in every run. A processor learns some thousand branches by heart
//! when they repeat, so lookups in small maps are drawn ([`PROBES`]), and what uses a map up takes its entries in
//! another order each time ([`reordered`]).

use testbed::{Random, Shape, Word};

/// Fewest lookups of a pass.
pub const PROBES: usize = 1 << 12;

/// A copy of `items` in an order of its own for each `round`.
pub fn reordered<T: Clone>(items: &[T], round: u64) -> Vec<T> {
    let mut order: Vec<usize> = (0..items.len()).collect();
    Random::new(1 + round).shuffle(&mut order);
    order.into_iter().map(|at| items[at].clone()).collect()
}

/// As many keys that are in none of the entries of the numbers below `n`.
pub fn absent<S: Shape>(n: usize) -> Vec<S::Key> {
    (n as u64..2 * n as u64).map(S::key).collect()
}

/// Drawn numbers below `n`: `n` of them, but no fewer than [`PROBES`].
pub fn hits(n: usize) -> impl Iterator<Item = u64> {
    let mut random = Random::new(0);
    (0..n.max(PROBES)).map(move |_| random.below(n as u64))
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
    let mut random = Random::new(2);
    let (mut present, mut missing): (Vec<u64>, Vec<u64>) =
        ((0..n as u64).collect(), (n as u64..2 * n as u64).collect());
    let mut steps = Vec::new();
    let mut sum = 0_u64;
    while steps.len() < n.max(PROBES) {
        let mut four = [0, 0, 1, 2];
        random.shuffle(&mut four);
        for step in four {
            steps.push(match step {
                0 => {
                    let number = present[random.index(present.len())];
                    sum = sum.wrapping_add(S::value(number).word());
                    Step::Get(S::key(number))
                }
                1 => {
                    let number = missing.swap_remove(random.index(missing.len()));
                    present.push(number);
                    Step::Insert(S::key(number), S::value(number))
                }
                _ => {
                    let number = present.swap_remove(random.index(present.len()));
                    missing.push(number);
                    sum = sum.wrapping_add(S::value(number).word());
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
    use crate::{SIZES, SMALL};
    use std::collections::BTreeMap;
    use testbed::Words;

    #[test]
    fn orders_differ_and_hold_the_same() {
        let (entries, sorted) = (Words::entries(1_000), Words::ascending(1_000));
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
            let map: BTreeMap<u64, u64> = Words::entries(n).into_iter().collect();
            assert!(hits(n).all(|number| map.contains_key(&Words::key(number))));
            assert!(hits(n).count() == n.max(PROBES) && hits(n).any(|number| number == n as u64 - 1));
            assert!(absent::<Words>(n).iter().all(|key| !map.contains_key(key)));
        }
    }

    #[test]
    fn steps_meet_what_they_name() {
        for &n in &SIZES[..SMALL] {
            let mut map: BTreeMap<u64, u64> = Words::entries(n).into_iter().collect();
            let (steps, sum) = steps::<Words>(n);
            let (mut met, mut counts) = (0_u64, [0; 3]);
            for step in steps {
                match step {
                    Step::Get(key) => (met, counts[0]) = (met.wrapping_add(map[&key]), counts[0] + 1),
                    Step::Insert(key, value) => {
                        assert_eq!(map.insert(key, value), None);
                        counts[1] += 1;
                    }
                    Step::Remove(key) => {
                        met = met.wrapping_add(map.remove(&key).expect("removed keys are there"));
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
