//! What the documentation says an operation costs, counted: comparisons, and the memory that is asked for and given back, which
//! is all that moves.

use alloc_meter::{Report, measure};
use btree_map::SlimMap;
use std::cell::Cell;
use std::cmp::Ordering;

thread_local! {
    static COMPARISONS: Cell<u64> = const { Cell::new(0) };
}

/// A key that counts how often it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Counting(u32);

impl PartialOrd for Counting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Counting {
    fn cmp(&self, other: &Self) -> Ordering {
        COMPARISONS.set(COMPARISONS.get() + 1);
        self.0.cmp(&other.0)
    }
}

type Map = SlimMap<Counting, u64>;

/// Small and large maps; between them lie two levels of leaves and branches.
const SIZES: [u32; 2] = if cfg!(miri) { [100, 400] } else { [1_000, 300_000] };

fn filled(keys: std::ops::Range<u32>) -> Map {
    keys.map(|key| (Counting(key), 0)).collect()
}

/// Runs an operation on a map of `n` entries; returns what it compared and what it asked for.
fn cost<R>(n: u32, work: impl FnOnce(&mut Map) -> R) -> (u64, Report) {
    let mut map = filled(0..n);
    COMPARISONS.set(0);
    let (made, report) = measure(|| work(&mut map));
    let compared = COMPARISONS.get();
    map.check_invariants().unwrap();
    drop(made);
    (compared, report)
}

/// Asserts that an operation compares along a path or two, and that all it moves fits into the nodes of two paths, however large
/// the map is.
fn costs_a_path<R>(what: &str, work: impl Fn(&mut Map, u32) -> R) {
    for n in SIZES {
        let (compared, report) = cost(n, |map| work(map, n));
        // A node of up to 128 separators is searched in about two dozen comparisons, and there are three levels at most.
        assert!(compared <= 180, "{what}, n = {n}: {compared} comparisons");
        // A leaf has up to 1 KiB, a branch up to 2.
        assert!(report.bytes_allocated <= 16 << 10, "{what}, n = {n}: {report}");
        assert!(report.blocks_allocated <= 16, "{what}, n = {n}: {report}");
    }
}

#[test]
fn a_split_costs_a_path_wherever_it_is() {
    costs_a_path("a small head", |map, _| map.split_off(&Counting(10)));
    costs_a_path("a small tail", |map, n| map.split_off(&Counting(n - 10)));
    costs_a_path("a third", |map, n| map.split_off(&Counting(n / 3)));
    costs_a_path("the middle", |map, n| map.split_off(&Counting(n / 2)));
}

#[test]
fn a_range_taken_out_costs_a_path_and_the_nodes_that_fall() {
    costs_a_path("in front", |map, _| map.remove_range(..Counting(10)));
    costs_a_path("at the end", |map, n| map.remove_range(Counting(n - 10)..));
    costs_a_path("in the middle", |map, n| map.remove_range(Counting(n / 2)..Counting(n / 2 + 10)));
    costs_a_path("many of them", |map, n| map.remove_range(Counting(n / 4)..Counting(n / 2)));
    costs_a_path("kept as an iterator", |map, n| map.drain_range(Counting(n / 4)..Counting(n / 2)));
}

#[test]
fn an_append_of_what_is_above_costs_a_path() {
    for (n, m) in [(SIZES[1], 10), (10, SIZES[1]), (SIZES[1], SIZES[1])] {
        let mut above = filled(n..n + m);
        let (compared, report) = cost(n, |map| map.append(&mut above));
        assert!(compared <= 4, "{compared} comparisons");
        assert!(report.bytes_allocated <= 16 << 10, "{n} and {m}: {report}");
    }
}

#[test]
fn single_edits_compare_along_one_path() {
    costs_a_path("get", |map, n| map.get(&Counting(n / 3)).copied());
    costs_a_path("insert", |map, n| map.insert(Counting(n), 1));
    costs_a_path("remove", |map, n| map.remove(&Counting(n / 3)));
    costs_a_path("a range's ends", |map, n| map.range(Counting(n / 3)..Counting(n / 2)).next().is_some());
    costs_a_path("pop", |map, _| (map.pop_first(), map.pop_last()));
}

/// An entry at the edge where the last one was removed is found by one comparison. The others are for lone leaves, and for leaves that
/// have one key left, which is in their parent.
#[test]
fn removals_in_order_compare_once() {
    let n = SIZES[1];
    for descending in [false, true] {
        let mut map = filled(0..n);
        COMPARISONS.set(0);
        for key in 0..n {
            let key = if descending { n - 1 - key } else { key };
            assert!(map.remove(&Counting(key)).is_some());
        }
        assert!(
            COMPARISONS.get() <= u64::from(n) * 2 + 400,
            "descending {descending}: {} comparisons",
            COMPARISONS.get()
        );
    }
}

/// Collecting compares each entry with the one before it where they ascend, and puts few late ones in by a search each.
#[test]
fn nearly_sorted_entries_are_not_sorted_again() {
    let n = SIZES[1];
    let late = 3;
    let entries = (late..n).chain(0..late).map(|key| (Counting(key), 0_u64));
    COMPARISONS.set(0);
    let map: Map = entries.collect();
    assert_eq!(map.len(), n as usize);
    assert!(COMPARISONS.get() <= u64::from(n) + 400, "{} comparisons", COMPARISONS.get());
}
