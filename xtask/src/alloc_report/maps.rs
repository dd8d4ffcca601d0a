//! The rows of the maps: every operation, in every layout and in std's map, for two types of key and some sizes.

use super::WARM_UP;
use super::operations::{Input, Operation, all};
use super::rows::{Cost, Row};
use crate::progress::Progress;
use alloc_meter::measure;
use btree_map::{BaselineMap, InlineMap, PackedMap, PooledMap, SlimMap};
use std::collections::BTreeMap;
use testbed::{Key, Map};

/// The sizes of the report.
pub(super) const SIZES: [usize; 3] = [10, 1_000, 10_000];

/// The operation that fills a map in random order.
pub(super) const FILL: &str = "fill-random";

/// Number of steps that [`rows`] takes for [`SIZES`].
pub(super) const STEPS: usize = 2 * SIZES.len() * 6;

/// Measures every operation at `sizes`.
pub(super) fn rows(sizes: &[usize], progress: &Progress) -> Vec<Row> {
    let mut rows = Vec::new();
    for &n in sizes {
        of_key::<u64>("<u64,u64>", n, progress, &mut rows);
        of_key::<String>("<String,u64>", n, progress, &mut rows);
    }
    rows
}

/// What filling an empty map of std's with `n` entries in random order allocates.
pub(super) fn std_fill<K: Key>(n: usize) -> Cost {
    let operations = all::<K, BTreeMap<K, u64>>();
    let fill = operations.iter().find(|operation| operation.name == FILL).expect("maps are filled");
    let mut input = Input::<K>::new(n);
    input.refill();
    let mut map = BTreeMap::new();
    measure(|| (fill.run)(&mut map, &mut input)).1.into()
}

fn of_key<K: Key>(shape: &str, n: usize, progress: &Progress, rows: &mut Vec<Row>) {
    let workload = format!("{shape} n={n:05}");
    let mut layout = |name: &str, found: Vec<Row>| {
        progress.step(format!("{workload} {name}"));
        rows.extend(found);
    };
    layout("BTreeMap", of_map::<K, BTreeMap<K, u64>>(&workload, "BTreeMap", n));
    layout("baseline", of_map::<K, BaselineMap<K, u64>>(&workload, "baseline", n));
    layout("packed", of_map::<K, PackedMap<K, u64>>(&workload, "packed", n));
    layout("inline", of_map::<K, InlineMap<K, u64>>(&workload, "inline", n));
    layout("pooled", of_map::<K, PooledMap<K, u64>>(&workload, "pooled", n));
    layout("slim", of_map::<K, SlimMap<K, u64>>(&workload, "slim", n));
}

fn of_map<K: Key, M: Map<K, u64>>(workload: &str, subject: &str, n: usize) -> Vec<Row> {
    let mut input = Input::<K>::new(n);
    let row = |operation: &Operation<M, K>| {
        let mut map = M::empty();
        if !operation.from_empty {
            input.keys.iter().cloned().zip(0..).for_each(|(key, value)| {
                map.insert(key, value);
            });
        }
        let mut run = || {
            input.refill();
            let (operations, report) = measure(|| (operation.run)(&mut map, &mut input));
            assert_eq!(map.len(), n, "{workload} {subject} {}: a run leaves what it found", operation.name);
            (operations as u64, Cost::from(report))
        };
        let (operations, first) = run();
        (0..WARM_UP).for_each(|_| {
            run();
        });
        let (_, steady) = run();
        drop(map);
        leaves_nothing(operation, &mut input);
        let (workload, subject, operation) = (workload.into(), subject.into(), operation.name.into());
        Row { workload, subject, operation, operations, first, steady }
    };
    all::<K, M>().iter().map(row).collect()
}

/// Runs an operation on a map that comes and goes: every block comes back.
///
/// # Panics
///
/// If one does not.
fn leaves_nothing<K: Key, M: Map<K, u64>>(operation: &Operation<M, K>, input: &mut Input<K>) {
    input.refill();
    let ((), report) = measure(|| {
        let mut map = M::empty();
        if !operation.from_empty {
            map.extend(input.keys.iter().cloned().zip(0..));
        }
        (operation.run)(&mut map, input);
        // Emptied in another random order: nodes merge on the way.
        for key in &input.order {
            map.remove_entry(key);
        }
        drop(map);
        input.refill();
    });
    let left = (report.live_blocks, report.live_bytes);
    assert_eq!(left, (0, 0), "{}: blocks and bytes left behind when the map is gone", operation.name);
}
