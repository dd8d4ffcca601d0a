//! How large leaves should be in the slim layout: the same map with leaves of up to 0.5, 1, 2 and 4 KiB.
//!
//! ```text
//! cargo run --release -p benches --example trial_leaf_sizes
//! ```
//!
//! Prints the tables of decision 0003: instructions an operation if valgrind is installed, and nanoseconds.
//!
//! Invariant: every contender gets the same keys in the same order, and every round checks its result.

#[path = "../measuring/mod.rs"]
mod measuring;

use btree_map::shape::{Leaves, Shape};
use btree_map::{BPlusTreeMap, Global, SlimTree};
use measuring::Sample;
use std::hint::black_box;
use std::process::ExitCode;

/// Leaves of `BYTES` bytes of entries.
enum LeavesOf<const BYTES: usize> {}

impl<const BYTES: usize> Shape for LeavesOf<BYTES> {
    const LEAVES: Leaves = Leaves { bytes: BYTES, least_small: 4, least_large: 4, most: 1 << 15 };
    const BRANCH_MAX: usize = 128;
}

type Map<const BYTES: usize> = BPlusTreeMap<u64, u64, SlimTree<u64, u64, Global, LeavesOf<BYTES>>>;

/// One round of an operation over maps of that many entries, in one contender.
type Round = fn(Operation, usize) -> Sample;

/// What is measured. A leaf is a block of 16 bytes more than its entries.
const CONTENDERS: [(&str, Round); 4] =
    [("0.5 KiB", round::<512>), ("1 KiB", round::<1024>), ("2 KiB", round::<2048>), ("4 KiB", round::<4096>)];

const SIZES: [usize; 2] = [1_000, 100_000];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    Insert,
    Get,
    Remove,
}

const OPERATIONS: [Operation; 3] = [Operation::Insert, Operation::Get, Operation::Remove];

/// Entries that a round of small maps touches in all.
const TOUCHED: usize = 100_000;

/// Distinct keys in no order: an odd factor permutes the words.
fn keys(n: usize, factor: u64) -> Vec<u64> {
    let mut keys: Vec<u64> = (1..=n as u64).map(|i| i.wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect();
    keys.sort_unstable_by_key(|key| (key ^ (key >> 29)).wrapping_mul(factor));
    keys
}

/// One round: as many maps of `n` entries as make [`TOUCHED`].
fn round<const BYTES: usize>(operation: Operation, n: usize) -> Sample {
    let (first, second) = (keys(n, 0xbf58_476d_1ce4_e5b9), keys(n, 0x94d0_49bb_1331_11eb));
    let fill = |map: &mut Map<BYTES>| first.iter().for_each(|&key| assert!(map.insert(key, key).is_none()));
    let mut maps: Vec<Map<BYTES>> = (0..TOUCHED.div_ceil(n)).map(|_| Map::with_layout()).collect();
    let operations = maps.len() * n;
    if operation == Operation::Insert {
        let sample = Sample::of(operations, || maps.iter_mut().for_each(fill));
        assert!(maps.iter().all(|map| map.len() == n));
        return sample;
    }
    maps.iter_mut().for_each(fill);
    Sample::of(operations, || {
        for map in &mut maps {
            for key in &second {
                if operation == Operation::Get {
                    assert_eq!(map.get(black_box(key)), Some(key));
                } else {
                    assert_eq!(map.remove(key), Some(*key));
                }
            }
        }
    })
}

/// The rows, in the order in which the child under callgrind goes through them.
fn rows() -> impl Iterator<Item = (usize, Operation)> {
    SIZES.into_iter().flat_map(|n| OPERATIONS.map(|operation| (n, operation)))
}

/// One round of everything, for callgrind.
fn count() {
    for (n, operation) in rows() {
        for (_, round) in CONTENDERS {
            println!("{}", round(operation, n).operations);
        }
    }
}

fn report() {
    measuring::print_machine();
    let counts = measuring::instructions(&["--count"]);
    match &counts {
        Ok(_) => println!("u64 -> u64, instructions an operation; ns\n"),
        Err(error) => println!("u64 -> u64, ns (no instructions: {error})\n"),
    }
    let names: Vec<_> = CONTENDERS.iter().map(|(name, _)| *name).collect();
    println!("| n | operation | {} |", names.join(" | "));
    println!("|--:|---|{}", "--:|".repeat(CONTENDERS.len()));
    for (row, (n, operation)) in rows().enumerate() {
        let times = measuring::medians(CONTENDERS.len(), |contender| CONTENDERS[contender].1(operation, n));
        let cells = times.into_iter().enumerate().map(|(contender, time)| match &counts {
            Ok(counts) => format!("{:.1}; {time:.1}", counts[row * CONTENDERS.len() + contender]),
            Err(_) => format!("{time:.1}"),
        });
        println!("| {n} | {operation:?} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }
}

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        None => report(),
        Some("--count") => count(),
        Some(_) => {
            eprintln!("usage: trial_leaf_sizes");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}
