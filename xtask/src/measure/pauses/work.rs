//! The operations whose pauses are told, each counted one by one.

use super::spread::{Counted, Spread};
use crate::size_report::order::Order;
use crate::size_report::subjects::Subject;
use alloc_meter::measure;
use btree_map::{BaselineMap, InlineMap, PackedMap, PooledMap, SlimMap};
use serde::Serialize;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;
use testbed::{Map, Words};

/// In what a pause is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Bytes,
    Nanoseconds,
}

impl Unit {
    pub(super) fn name(self) -> &'static str {
        match self {
            Unit::Bytes => "bytes",
            Unit::Nanoseconds => "nanoseconds",
        }
    }

    pub(super) fn meaning(self) -> &'static str {
        match self {
            Unit::Bytes => "asked of the allocator, and moved by blocks that grow",
            Unit::Nanoseconds => "by the clock, the meter's work included",
        }
    }
}

/// What is done to a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Operation {
    /// From nothing to n entries.
    InsertRandom,
    InsertAscending,
    /// From n entries to nothing.
    RemoveRandom,
}

impl Operation {
    pub(super) const ALL: [Operation; 3] =
        [Operation::InsertRandom, Operation::InsertAscending, Operation::RemoveRandom];

    pub(super) fn name(self) -> &'static str {
        match self {
            Operation::InsertRandom => "insert-random",
            Operation::InsertAscending => "insert-ascending",
            Operation::RemoveRandom => "remove-random",
        }
    }
}

/// Runs an operation on a map of up to `n` entries and tells the spread of its pauses.
pub(super) fn spread(map: Subject, operation: Operation, n: usize, unit: Unit) -> Spread {
    match map {
        Subject::Std => run::<BTreeMap<u64, u64>>(operation, n, unit),
        Subject::Baseline => run::<BaselineMap<u64, u64>>(operation, n, unit),
        Subject::Packed => run::<PackedMap<u64, u64>>(operation, n, unit),
        Subject::Inline => run::<InlineMap<u64, u64>>(operation, n, unit),
        Subject::Pooled => run::<PooledMap<u64, u64>>(operation, n, unit),
        Subject::Slim => run::<SlimMap<u64, u64>>(operation, n, unit),
    }
}

fn run<M: Map<u64, u64>>(operation: Operation, n: usize, unit: Unit) -> Spread {
    let order = if operation == Operation::InsertAscending { Order::Ascending } else { Order::Random };
    let mut entries = order.entries::<Words>(n);
    let mut map = M::empty();
    let mut counted = Counted::default();
    let mut count = |work: &mut dyn FnMut()| {
        counted.add(match unit {
            Unit::Bytes => {
                let report = measure(&mut *work).1;
                report.bytes_allocated + report.bytes_moved
            }
            Unit::Nanoseconds => {
                let begun = Instant::now();
                work();
                u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX)
            }
        });
    };
    if operation == Operation::RemoveRandom {
        for &(key, value) in &entries {
            map.insert(key, value);
        }
        // Another order than that of the inserts.
        entries.sort_unstable_by_key(|entry| entry.1);
        for (key, value) in entries {
            count(&mut || assert_eq!(map.remove(black_box(&key)), Some(value)));
        }
    } else {
        for (key, value) in entries {
            count(&mut || assert_eq!(map.insert(black_box(key), value), None));
        }
    }
    counted.spread()
}
