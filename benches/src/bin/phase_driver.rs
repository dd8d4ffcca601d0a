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
use testbed::{Key, Map, Random};

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

/// Keys number `from` to `from + n`, in random order.
fn keys<K: Key>(from: usize, n: usize) -> Vec<K> {
    (from..from + n).map(|i| K::from_number(Random::new(0).nth(i as u64 + 1))).collect()
}

fn with_values<K: Key>(keys: &[K]) -> Vec<(K, u64)> {
    keys.iter().map(|key| (key.clone(), key.word())).collect()
}

/// What a walk over entries with these keys sums up to.
fn sum_of<K: Key>(keys: &[K]) -> u64 {
    keys.iter().map(|key| key.word().wrapping_mul(2)).fold(0, u64::wrapping_add)
}

/// Adds an entry to a sum.
#[inline(always)]
fn add<K: Key>(sum: u64, (key, value): (&K, &u64)) -> u64 {
    black_box(sum.wrapping_add(key.word()).wrapping_add(*value))
}

// Never inlined: among all that is around it, such a loop would not get registers for all of its state, and how many it gets would
// depend on what is around it.
#[inline(never)]
fn sum_by_for<K: Key, M: Map<K, u64>>(map: &M) -> u64 {
    let mut sum = 0;
    for entry in map.iter() {
        sum = add(sum, entry);
    }
    sum
}

#[inline(always)]
fn sum_by_fold<K: Key, M: Map<K, u64>>(map: &M) -> u64 {
    let mut sum = 0;
    map.iter().for_each(|entry| sum = add(sum, entry));
    sum
}

#[inline(always)]
fn sum_of_range<K: Key, M: Map<K, u64>>(map: &M, from: &K) -> u64 {
    map.range_from(from).take(RANGE).fold(0, add)
}

fn grown<K: Key, M: Map<K, u64>>(keys: &[K]) -> M {
    let mut map = M::empty();
    for (key, value) in with_values(keys) {
        map.insert(key, value);
    }
    map
}

/// Inserts each of `inputs` into a map of its own; returns the number of inserts.
fn insert<K: Key, M: Map<K, u64>>(inputs: Vec<Vec<(K, u64)>>) -> usize {
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
    assert_eq!(maps.iter().map(M::len).sum::<usize>(), wanted, "every key went in");
    wanted
}

/// Runs one operation; returns how many times, `None` if there is no such operation.
fn run<K: Key, M: Map<K, u64>>(operation: &str, n: usize) -> Option<usize> {
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
            Random::new(1).shuffle(&mut probes);
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
            Random::new(1).shuffle(&mut order);
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
                    |_| if by_for { sum_by_for(black_box(&map)) } else { sum_by_fold(black_box(&map)) };
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
                        sum = sum.wrapping_add(sum_of_range(&map, black_box(from)));
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
            counted(|| maps.extend(inputs.iter_mut().filter_map(Option::take).map(M::collected)));
            assert_eq!(maps.iter().map(M::len).sum::<usize>(), copies * n, "every key went in");
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
