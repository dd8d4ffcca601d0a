//! The allocator goes wherever entries go: every operation that makes, moves or takes apart trees.

use crate::ledger::Ledger;
use alloc_meter::measure;
use btree_map::{BPlusTreeMap, BPlusTreeMultiMap, BPlusTreeSet, SlimTree};
use std::panic::{AssertUnwindSafe, catch_unwind};

const N: u32 = if cfg!(miri) { 90 } else { 3_000 };

fn filled(
    ledger: &Ledger,
    keys: impl Iterator<Item = u32>,
) -> BPlusTreeMap<u32, String, SlimTree<u32, String, &Ledger>> {
    let mut map = BPlusTreeMap::new_in(ledger);
    map.extend(keys.map(|key| (key, key.to_string())));
    map
}

#[test]
fn nodes_come_from_the_allocator_and_go_back_to_it() {
    let ledger = Ledger::default();
    let mut map = BPlusTreeMap::new_in(&ledger);
    let (_, report) = measure(|| (0..N).for_each(|key| _ = map.insert(key * 7919 % N, key)));
    assert_eq!(map.heap_bytes(), ledger.bytes());
    assert!(ledger.live() > N as usize / 150);
    // The books are the only ones to hold memory of the global allocator beside the nodes.
    assert!(report.blocks_allocated >= ledger.live() as u64);
    for key in 0..N {
        map.remove(&key);
    }
    assert_eq!((map.heap_bytes(), ledger.live()), (0, 0));
    assert!(std::ptr::eq(*map.allocator(), &raw const ledger));
}

#[test]
fn maps_made_from_a_map_have_its_allocator() {
    let (ledger, other) = (Ledger::default(), Ledger::default());
    let mut map = filled(&ledger, 0..N);
    let clone = map.clone();
    let high = map.split_off(&(N / 2));
    assert!([&clone, &high].iter().all(|made| std::ptr::eq(*made.allocator(), &raw const ledger)));
    let held = ledger.bytes();
    assert_eq!(held, map.heap_bytes() + clone.heap_bytes() + high.heap_bytes());
    map.extend(high);
    map.retain(|key, _| key % 3 == 0);
    map.shrink_to_fit();
    map.check_invariants().unwrap();
    let (low, high) = (10, N / 6);
    assert_eq!(
        map.drain_range(low..high).count() as u32,
        (low..high).filter(|key| key % 3 == 0).count() as u32
    );
    assert_eq!(ledger.bytes(), map.heap_bytes() + clone.heap_bytes());
    // Entries come into nodes of this map's allocator, whoever allocated theirs: below, above, between, into nothing.
    for keys in [0..9, N..2 * N, 0..3 * N, 5..6] {
        let mut donor = filled(&other, keys);
        map.append(&mut donor);
        assert!(std::ptr::eq(*map.allocator(), &raw const ledger));
        assert_eq!(other.bytes(), donor.heap_bytes());
        map.check_invariants().unwrap();
    }
    let mut empty = filled(&other, 0..0);
    empty.append(&mut map);
    assert_eq!((other.bytes(), empty.len()), (empty.heap_bytes(), 3 * N as usize));
    // By value, half of it: the rest and all nodes go with the iterator.
    assert_eq!(empty.into_iter().take(N as usize).count(), N as usize);
    assert_eq!(other.live(), 0);
    drop(clone.into_keys());
}

#[test]
fn sets_have_allocators_too() {
    let ledger = Ledger::default();
    let mut set = BPlusTreeSet::new_in(&ledger);
    set.extend(0..N);
    let mut odd = BPlusTreeSet::new_in(&ledger);
    odd.extend((0..N).filter(|element| element % 2 == 1));
    let even = &set - &odd;
    assert_eq!((even.len(), (&even & &odd).len()), (N as usize / 2, 0));
    assert!(std::ptr::eq(*even.allocator(), &raw const ledger));
}

#[test]
fn multimaps_have_allocators_too() {
    const KEYS: u32 = if cfg!(miri) { 31 } else { 1_009 };
    const HALF: u32 = KEYS / 2;
    let ledger = Ledger::default();
    let mut index = BPlusTreeMultiMap::new_in(&ledger);
    index.extend((0..N).map(|value| (value % KEYS, value.to_string())));
    assert!(std::ptr::eq(*index.allocator(), &raw const ledger));
    assert_eq!((index.keys_len(), index.len()), (KEYS as usize, N as usize));
    let high = index.split_off(&HALF);
    let clone = high.clone();
    drop(high);
    assert_eq!((clone.keys_len(), index.keys_len()), ((KEYS - HALF) as usize, HALF as usize));
    assert!(clone.get(&(KEYS - 1)).iter().all(|value| value.parse::<u32>().unwrap() % KEYS == KEYS - 1));
    drop((index, clone));
    assert_eq!(ledger.live(), 0);
}

#[test]
fn an_allocator_may_panic_at_any_request() {
    const STEPS: u32 = if cfg!(miri) { 105 } else { 700 };
    const LEAST: usize = if cfg!(miri) { 3 } else { 20 };
    // From the first leaf on, through the step that makes it a tree; and from the middle of a tree.
    let run = |from: u32, nth: usize| {
        let ledger = Ledger::default();
        let mut map = BPlusTreeMap::new_in(&ledger);
        let mut panicked = false;
        let mut last = 0;
        for step in 0..STEPS {
            let key = match step * 7 / STEPS {
                0..3 => step * 7919 % 1_009,
                3..5 => 2_000 + step,
                _ => 3_000_000 - step,
            };
            if step == from {
                ledger.panics_after.set(Some(nth));
            }
            last = step;
            let insert = AssertUnwindSafe(|| _ = map.insert(key, Box::new(key)));
            if catch_unwind(insert).is_err() {
                panicked = true;
                break;
            }
        }
        map.check_invariants().unwrap();
        assert_eq!(map.len() as u32, last + u32::from(!panicked));
        assert!(map.iter().all(|(key, value)| *key == **value));
        drop(map);
        // A block made for an insert that failed on the next one may be lost.
        assert!(ledger.live() <= 2, "{} blocks lost", ledger.live());
        // SAFETY: the map is gone.
        unsafe { ledger.free_all() };
        panicked
    };
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let panics = [0, STEPS / 7].map(|from| (0..).take_while(|nth| run(from, *nth)).count());
    std::panic::set_hook(hook);
    assert!(panics[0] > panics[1] + LEAST / 4 && panics[1] > LEAST, "{panics:?} requests");
}
