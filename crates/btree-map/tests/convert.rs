//! Conversions between std's maps and sets and ours: nothing is lost, cloned or dropped twice, and leaves are full.

use btree_map::{
    BPlusTreeMap, BPlusTreeSet, BaselineMap, DefaultLayout, InlineMap, PackedMap, PooledMap, SlimMap,
};
use std::cell::Cell;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

const SIZES: [u32; 8] = [0, 1, 2, 11, 64, 65, 300, 5_000];

#[test]
fn a_map_of_std_becomes_ours_with_full_leaves() {
    for n in SIZES {
        let theirs: BTreeMap<u32, String> = (0..n).map(|key| (key, key.to_string())).collect();
        let ours = BPlusTreeMap::from(theirs.clone());
        ours.check_invariants().unwrap();
        assert!(ours.iter().eq(&theirs));
        let sorted = BPlusTreeMap::from_sorted_iter(theirs).unwrap();
        assert_eq!(ours.heap_bytes(), sorted.heap_bytes(), "n = {n}");
    }
}

#[test]
fn a_map_in_any_layout_becomes_stds() {
    fn check<T: DefaultLayout<u32, String>>(_: BPlusTreeMap<u32, String, T>) {
        for n in SIZES {
            let entries = || (0..n).rev().map(|key| (key, key.to_string()));
            let ours = BPlusTreeMap::<_, _, T>::from_iter_in_layout(entries());
            assert_eq!(BTreeMap::from(ours), entries().collect());
        }
    }
    check(BaselineMap::with_layout());
    check(PackedMap::with_layout());
    check(InlineMap::with_layout());
    check(PooledMap::with_layout());
    check(SlimMap::with_layout());
}

#[test]
fn sets_convert_both_ways() {
    for n in SIZES {
        let theirs: BTreeSet<u32> = (0..n).collect();
        let ours = BPlusTreeSet::from(theirs.clone());
        ours.check_invariants().unwrap();
        assert!(ours.iter().eq(&theirs));
        assert_eq!(BTreeSet::from(ours), theirs);
    }
}

#[test]
fn types_infer_through_into() {
    let ours: btree_map::BTreeMap<_, _> = BTreeMap::from([("a", 1)]).into();
    let theirs: BTreeMap<_, _> = ours.into();
    assert_eq!(theirs["a"], 1);
    let map = BPlusTreeMap::from([(1, 2)]);
    assert_eq!(map, [(1, 2)].into(), "arrays still infer");
}

thread_local! {
    static DROPS: Cell<usize> = const { Cell::new(0) };
    static COMPARISONS: Cell<usize> = const { Cell::new(0) };
}

/// A key whose drops and comparisons are counted.
#[derive(Eq)]
struct Counted(u32);

impl Drop for Counted {
    fn drop(&mut self) {
        DROPS.set(DROPS.get() + 1);
    }
}

impl PartialEq for Counted {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl PartialOrd for Counted {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Counted {
    fn cmp(&self, other: &Self) -> Ordering {
        COMPARISONS.set(COMPARISONS.get() + 1);
        self.0.cmp(&other.0)
    }
}

#[test]
fn converting_takes_linear_time_and_drops_every_entry_once() {
    const N: usize = 10_000;
    let theirs: BTreeMap<Counted, usize> = (0..N).map(|key| (Counted(key as u32), key)).collect();
    COMPARISONS.set(0);
    let ours = BPlusTreeMap::from(theirs);
    assert_eq!(COMPARISONS.get(), 0, "keys of std's map ascend already");
    let back = BTreeMap::from(ours);
    assert!(COMPARISONS.get() <= 3 * N, "{}", COMPARISONS.get());
    assert_eq!((back.len(), DROPS.get()), (N, 0));
    drop(back);
    assert_eq!(DROPS.get(), N);
}

/// Greater than everything, itself included.
#[derive(PartialEq, Eq)]
struct Greatest;

impl PartialOrd for Greatest {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Greatest {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Greater
    }
}

#[test]
fn a_map_whose_order_is_inconsistent_converts_without_losing_an_entry() {
    let mut theirs = BTreeMap::new();
    for value in 0..500 {
        theirs.insert(Greatest, value);
    }
    let count = theirs.len();
    assert_eq!(count, 500);
    let ours = BPlusTreeMap::from(theirs);
    assert_eq!((ours.len(), ours.into_values().count()), (count, count));
}
