//! Runs one operation on one map, for `cargo xtask measure instructions` to count its instructions under callgrind.
//!
//! `phase_driver <layout> <shape> <operation> <n>` prints how many operations it ran. The set-up lies outside
//! [`phase_costs_region`], the one function callgrind counts in; small maps are run in many copies, so that a figure
//! is never the figure of a few hundred instructions. Everything is deterministic: same seed, same keys, same order.
//!
//! Invariants: within a region no input is made and nothing but the map's own memory is allocated or freed; every
//! layout gets the same inputs; each operation checks its result, so that no layout is fast by being wrong.
#![expect(unsafe_code, reason = "a symbol that callgrind finds")]

use btree_map::{BPlusTreeMap, BaselineMap, InlineMap, PackedMap, PooledMap, SlimMap};
use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::ExitCode;

/// Operations a region runs at least.
const OPERATIONS: usize = 2_000;

/// Entries a range operation reads.
const RANGE: usize = 100;

/// The only function in which instructions are counted: its name is what callgrind is told.
// SAFETY: the name is this program's alone.
#[unsafe(no_mangle)]
#[inline(never)]
fn phase_costs_region(work: &mut dyn FnMut()) {
    work();
    // Behind the call, so that it is a call and no jump, which callgrind would take for leaving the function.
    black_box(());
}

/// Counts the instructions of `work`.
fn counted<T>(work: impl FnOnce() -> T) -> T {
    let (mut work, mut result) = (Some(work), None);
    phase_costs_region(&mut || result = work.take().map(|work| work()));
    result.expect("the region runs its work")
}

// Its own traits and not those of `testbed`: through generic functions the compiler makes other loops of a walk, and counts of two
// revisions would differ by that.

/// A key that a number can be made into.
trait Key: Ord + Clone {
    fn from_number(number: u64) -> Self;
    /// A word that depends on the key, so that the key must be read.
    fn word(&self) -> u64;
}

impl Key for u64 {
    fn from_number(number: u64) -> Self {
        number
    }

    #[inline(always)]
    fn word(&self) -> u64 {
        *self
    }
}

impl Key for String {
    fn from_number(number: u64) -> Self {
        format!("{number:016x}")
    }

    #[inline(always)]
    fn word(&self) -> u64 {
        self.len() as u64
    }
}

/// What is counted, in terms that std's map and ours share.
trait Map<K>: Clone {
    fn empty() -> Self;
    fn from_sorted(entries: Vec<(K, u64)>) -> Self;
    fn len(&self) -> usize;
    fn insert(&mut self, key: K, value: u64) -> Option<u64>;
    fn get(&self, key: &K) -> Option<&u64>;
    fn remove(&mut self, key: &K) -> Option<u64>;
    fn sum_by_for(&self) -> u64;
    fn sum_by_fold(&self) -> u64;
    fn sum_of_range(&self, from: &K) -> u64;
}

macro_rules! maps {
    ($($map:ident: $new:ident, $from_iter:ident;)*) => {$(
        impl<K: Key> Map<K> for $map<K, u64> {
            fn empty() -> Self {
                $map::$new()
            }

            fn from_sorted(entries: Vec<(K, u64)>) -> Self {
                $map::$from_iter(entries)
            }

            fn len(&self) -> usize {
                self.len()
            }

            #[inline(always)]
            fn insert(&mut self, key: K, value: u64) -> Option<u64> {
                self.insert(key, value)
            }

            #[inline(always)]
            fn get(&self, key: &K) -> Option<&u64> {
                self.get(key)
            }

            #[inline(always)]
            fn remove(&mut self, key: &K) -> Option<u64> {
                self.remove(key)
            }

            #[inline(always)]
            fn sum_by_for(&self) -> u64 {
                let mut sum = 0_u64;
                for (key, value) in self {
                    sum = black_box(sum.wrapping_add(key.word()).wrapping_add(*value));
                }
                sum
            }

            #[inline(always)]
            fn sum_by_fold(&self) -> u64 {
                let mut sum = 0_u64;
                self.iter().for_each(|(key, value)| sum = black_box(sum.wrapping_add(key.word()).wrapping_add(*value)));
                sum
            }

            #[inline(always)]
            fn sum_of_range(&self, from: &K) -> u64 {
                let range = self.range(from..).take(RANGE);
                range.fold(0, |sum: u64, (key, value)| black_box(sum.wrapping_add(key.word()).wrapping_add(*value)))
            }
        }
    )*};
}

maps! {
    BTreeMap: new, from_iter;
    BaselineMap: with_layout, from_iter_in_layout;
    PackedMap: with_layout, from_iter_in_layout;
    InlineMap: with_layout, from_iter_in_layout;
    PooledMap: with_layout, from_iter_in_layout;
    SlimMap: with_layout, from_iter_in_layout;
}

/// SplitMix64: a permutation of the numbers, so that distinct inputs give distinct keys.
fn scatter(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Keys number `from` to `from + n`, in random order.
fn keys<K: Key>(from: usize, n: usize) -> Vec<K> {
    (from..from + n).map(|i| K::from_number(scatter(i as u64 + 1))).collect()
}

/// Brings `items` into another random order.
fn shuffle<T>(items: &mut [T]) {
    for i in (1..items.len()).rev() {
        items.swap(i, (scatter(i as u64 ^ 0x5eed_5eed) % (i as u64 + 1)) as usize);
    }
}

fn with_values<K: Key>(keys: &[K]) -> Vec<(K, u64)> {
    keys.iter().map(|key| (key.clone(), key.word())).collect()
}

/// What a walk over entries with these keys sums up to.
fn sum_of<K: Key>(keys: &[K]) -> u64 {
    keys.iter().map(|key| key.word().wrapping_mul(2)).fold(0, u64::wrapping_add)
}

fn grown<K: Key, M: Map<K>>(keys: &[K]) -> M {
    let mut map = M::empty();
    for (key, value) in with_values(keys) {
        map.insert(key, value);
    }
    map
}

/// Inserts each of `inputs` into a map of its own; returns the number of inserts.
fn insert<K: Key, M: Map<K>>(inputs: Vec<Vec<(K, u64)>>) -> usize {
    let mut maps: Vec<M> = inputs.iter().map(|_| M::empty()).collect();
    let wanted: usize = inputs.iter().map(Vec::len).sum();
    let mut inputs: Vec<_> = inputs.into_iter().map(Vec::into_iter).collect();
    counted(|| {
        for (map, input) in maps.iter_mut().zip(&mut inputs) {
            for (key, value) in input {
                black_box(map.insert(key, value));
            }
        }
    });
    assert_eq!(maps.iter().map(Map::len).sum::<usize>(), wanted, "every key went in");
    wanted
}

/// Runs one operation; returns how many times, `None` if there is no such operation.
fn run<K: Key, M: Map<K>>(operation: &str, n: usize) -> Option<usize> {
    let copies = OPERATIONS.div_ceil(n);
    let random: Vec<K> = keys(0, n);
    let mut ascending = random.clone();
    ascending.sort();
    Some(match operation {
        "insert-random" => insert::<K, M>(vec![with_values(&random); copies]),
        "insert-ascending" => insert::<K, M>(vec![with_values(&ascending); copies]),
        "get-hit" | "get-miss" => {
            let hit = operation == "get-hit";
            let map: M = grown(&random);
            let mut probes = if hit { random } else { keys(n, n) };
            shuffle(&mut probes);
            let found = counted(|| {
                let mut found = 0;
                for _ in 0..copies {
                    for key in &probes {
                        found += usize::from(map.get(black_box(key)).is_some());
                    }
                }
                found
            });
            assert_eq!(found, if hit { copies * n } else { 0 }, "hits hit and misses miss");
            copies * n
        }
        "remove-random" => {
            let mut maps: Vec<M> = (0..copies).map(|_| grown(&random)).collect();
            let mut order = random;
            shuffle(&mut order);
            counted(|| {
                for map in &mut maps {
                    for key in &order {
                        black_box(map.remove(key));
                    }
                }
            });
            assert!(maps.iter().all(|map| map.len() == 0), "every key went out");
            copies * n
        }
        "iterate-for" | "iterate-fold" => {
            let map: M = grown(&random);
            let by_for = operation == "iterate-for";
            let sum = counted(|| {
                let each =
                    |_| if by_for { black_box(&map).sum_by_for() } else { black_box(&map).sum_by_fold() };
                (0..copies).map(each).fold(0, u64::wrapping_add)
            });
            assert_eq!(sum, sum_of(&random).wrapping_mul(copies as u64), "every entry was seen");
            copies * n
        }
        "range-100" => {
            let map: M = grown(&random);
            let starts = &random[..n.min(OPERATIONS / 10)];
            let rounds = (OPERATIONS / 10).div_ceil(starts.len());
            let sum = counted(|| {
                let mut sum = 0_u64;
                for _ in 0..rounds {
                    for from in starts {
                        sum = sum.wrapping_add(map.sum_of_range(black_box(from)));
                    }
                }
                sum
            });
            let entries_from = |from: &K| {
                let first = ascending.partition_point(|key| key < from);
                &ascending[first..n.min(first + RANGE)]
            };
            let once = starts.iter().map(|from| sum_of(entries_from(from))).fold(0, u64::wrapping_add);
            assert_eq!(sum, once.wrapping_mul(rounds as u64), "every range gave its entries");
            rounds * starts.len()
        }
        "build-sorted" => {
            let mut inputs: Vec<_> = (0..copies).map(|_| Some(with_values(&ascending))).collect();
            let mut maps: Vec<M> = Vec::with_capacity(copies);
            counted(|| maps.extend(inputs.iter_mut().filter_map(Option::take).map(M::from_sorted)));
            assert_eq!(maps.iter().map(Map::len).sum::<usize>(), copies * n, "every key went in");
            copies * n
        }
        "clone" => {
            let map: M = grown(&random);
            let mut clones: Vec<M> = Vec::with_capacity(copies);
            counted(|| clones.extend((0..copies).map(|_| black_box(&map).clone())));
            assert!(clones.iter().all(|clone| clone.len() == n), "every key was cloned");
            copies * n
        }
        _ => return None,
    })
}

fn run_in_layout<K: Key>(layout: &str, operation: &str, n: usize) -> Option<usize> {
    match layout {
        "std" => run::<K, BTreeMap<K, u64>>(operation, n),
        "baseline" => run::<K, BaselineMap<K, u64>>(operation, n),
        "packed" => run::<K, PackedMap<K, u64>>(operation, n),
        "inline" => run::<K, InlineMap<K, u64>>(operation, n),
        "pooled" => run::<K, PooledMap<K, u64>>(operation, n),
        "slim" => run::<K, SlimMap<K, u64>>(operation, n),
        // Whatever the default is, for the comparison of two revisions.
        "default" => run::<K, BPlusTreeMap<K, u64>>(operation, n),
        _ => None,
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [layout, shape, operation, n] = arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] else {
        eprintln!("usage: phase_driver <layout> <shape> <operation> <n>");
        return ExitCode::from(2);
    };
    let done = match (shape, n.parse()) {
        (_, Err(_) | Ok(0)) => None,
        ("u64", Ok(n)) => run_in_layout::<u64>(layout, operation, n),
        ("String", Ok(n)) => run_in_layout::<String>(layout, operation, n),
        _ => None,
    };
    match done {
        Some(operations) => {
            println!("{operations}");
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("phase_driver: nothing to run for {layout} {shape} {operation} {n}");
            ExitCode::from(2)
        }
    }
}
