//! Maps whose nodes live in a bump arena.

use crate::ledger::Ledger;
use alloc_meter::measure;
use btree_map::{Allocator, BPlusTreeMap, NoFree, SlimTree};
use bumpalo::Bump;
use std::cell::Cell;

/// What needs a drop, and counts it.
struct Counted<'a>(&'a Cell<usize>);

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() + 1);
    }
}

/// Entries of a tree of several levels, and of a smaller one; both primes.
const MANY: u64 = if cfg!(miri) { 211 } else { 10_007 };
const FEW: u64 = if cfg!(miri) { 53 } else { 1_009 };

fn fill<A: Allocator + Clone>(map: &mut BPlusTreeMap<u64, u64, SlimTree<u64, u64, A>>, n: u64) {
    for key in 0..n {
        map.insert(key * 7919 % n, key);
    }
    map.check_invariants().unwrap();
}

#[test]
fn a_map_lives_in_a_bump() {
    let bump = Bump::new();
    let mut map = BPlusTreeMap::new_in(&bump);
    fill(&mut map, MANY);
    assert!(map.iter().map(|(key, _)| *key).eq(0..MANY));
    assert!(bump.allocated_bytes() >= map.heap_bytes());
    map.retain(|key, _| key % 2 == 0);
    let half = MANY / 4 * 2;
    let high = map.split_off(&half);
    assert_eq!((map.len() as u64, high.len() as u64), (half / 2, MANY.div_ceil(2) - half / 2));
    assert_eq!(high.into_iter().rev().count() as u64, MANY.div_ceil(2) - half / 2);
}

#[test]
fn a_map_in_a_warm_bump_asks_the_system_for_nothing() {
    let bump = Bump::with_capacity(1 << 20);
    let (_, report) = measure(|| {
        let mut map = BPlusTreeMap::new_in(&bump);
        fill(&mut map, FEW);
        drop(map);
    });
    assert_eq!((report.blocks_allocated, report.blocks_freed), (0, 0));
}

#[test]
fn nothing_is_given_back_that_need_not_be() {
    let ledger = Ledger::default();
    let given_back = |n: u64| {
        let mut map = BPlusTreeMap::new_in(NoFree::new(&ledger));
        fill(&mut map, n);
        drop(map);
        ledger.given_back.get()
    };
    assert_eq!(given_back(MANY), 0);
    assert!(ledger.live() as u64 > MANY / 100);
    // SAFETY: the map is gone.
    unsafe { ledger.free_all() };
    // An allocator that wants its blocks back gets them.
    let ledger = Ledger::default();
    let mut map = BPlusTreeMap::new_in(&ledger);
    fill(&mut map, MANY);
    let live = ledger.live();
    ledger.given_back.set(0);
    drop(map);
    assert_eq!(ledger.given_back.get(), live);
}

#[test]
fn values_in_a_bump_are_dropped_once() {
    let bump = Bump::new();
    let dropped = Cell::new(0);
    let nodes = &bump;
    let mut map = BPlusTreeMap::new_in(NoFree::new(&nodes));
    for key in 0..FEW as u32 {
        map.insert(key * 7919 % FEW as u32, Counted(&dropped));
    }
    assert_eq!(map.remove_range(..9), 9);
    assert_eq!(dropped.get(), 9);
    let clone: BPlusTreeMap<u32, u32, SlimTree<u32, u32, _>> = {
        let mut clone = BPlusTreeMap::new_in(*map.allocator());
        clone.extend(map.keys().map(|key| (*key, 0)));
        clone
    };
    drop(map);
    assert_eq!(dropped.get() as u64, FEW);
    assert_eq!(clone.len() as u64, FEW - 9);
}

/// Compiles: lenient for what entries borrow, as std's map, with the bump declared before.
#[test]
fn entries_may_die_before_a_map_in_a_bump() {
    let bump = Bump::new();
    let mut map = BPlusTreeMap::new_in(&bump);
    let text = String::from("declared after the map, dropped before it");
    map.insert(1, &text);
    assert_eq!(map.len(), 1);
}
