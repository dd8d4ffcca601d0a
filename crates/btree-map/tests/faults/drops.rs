//! Cases 1 to 3 and 6: drops and clones that panic.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use crate::tally::{Item, Tally, panics_with};
use std::mem;

/// Entries enough for three levels of the smallest fanout, so that bombs lie in leaves and between them.
const MANY: u32 = if cfg!(miri) { 12 } else { 45 };

/// From one bomb to the next, which has a run of its own; odd, so that keys and values take turns.
const STEP: usize = if cfg!(miri) { 9 } else { 1 };

/// Keys get even ids, their values the odd ids behind.
fn filled<'a, L: LayoutOf>(tally: &'a Tally, len: u32) -> Map<L, Item<'a>, Item<'a>> {
    let mut map = L::with_fanout::<Item<'a>, Item<'a>>(4);
    for rank in 0..len {
        map.insert(tally.item(rank), tally.item(rank));
    }
    map
}

/// Case 1, with the bomb in each key and each value in turn.
fn one_panicking_drop_keeps_no_other_from_being_dropped<L: LayoutOf>() {
    const LENS: &[u32] = if cfg!(miri) { &[3, MANY] } else { &[1, 3, 12, MANY] };
    for &len in LENS {
        for bomb in (0..2 * len as usize).step_by(STEP) {
            for way in 0..5 {
                let tally = Tally::default();
                let mut map = filled::<L>(&tally, len);
                tally.arm(bomb);
                let mut taken = Vec::new();
                let exploded = panics_with("the bomb", || match way {
                    0 => map.clear(),
                    1 => drop(mem::replace(&mut map, Map::<L, _, _>::with_layout())),
                    2 => drop(mem::replace(&mut map, Map::<L, _, _>::with_layout()).into_iter()),
                    3 => {
                        let mut iter = mem::replace(&mut map, Map::<L, _, _>::with_layout()).into_iter();
                        for _ in 0..len / 3 {
                            taken.extend(iter.next());
                            taken.extend(iter.next_back());
                        }
                    }
                    _ => {
                        let iter = mem::replace(&mut map, Map::<L, _, _>::with_layout()).into_iter();
                        iter.for_each(drop);
                    }
                });
                let is_taken = taken.iter().any(|(key, value)| key.id == bomb || value.id == bomb);
                assert_eq!(exploded, !is_taken, "way {way}");
                assert_eq!(tally.alive(), 2 * taken.len());
                assert!(map.is_empty());
                map.check_invariants().unwrap();
                // Those taken out drop as any others do.
                assert_eq!(panics_with("the bomb", || drop(taken)), is_taken);
                assert_eq!(tally.alive(), 0);
            }
        }
    }
}

/// Case 2.
fn a_clear_after_one_that_panicked_drops_nothing_twice<L: LayoutOf>() {
    for bomb in (0..2 * MANY as usize).step_by(STEP) {
        let tally = Tally::default();
        let mut map = filled::<L>(&tally, MANY);
        tally.arm(bomb);
        assert!(panics_with("the bomb", || map.clear()));
        map.clear();
        assert_eq!((map.len(), tally.alive()), (0, 0));
        for rank in 0..MANY {
            map.insert(tally.item(rank), tally.item(rank));
        }
        map.check_invariants().unwrap();
        map.clear();
        assert_eq!(tally.alive(), 0);
    }
}

/// Case 3: the entry is out before its key or its value is dropped.
fn a_key_that_panics_when_removed_is_out_already<L: LayoutOf>() {
    for bomb in (0..2 * MANY as usize).step_by(STEP) {
        for way in 0..5 {
            let (probe, tally) = (Tally::default(), Tally::default());
            let mut map = filled::<L>(&tally, MANY);
            tally.arm(bomb);
            let rank = bomb as u32 / 2;
            let mut left = MANY as usize;
            match way {
                0 => {
                    let probe = probe.item(rank);
                    assert!(panics_with("the bomb", || drop(map.remove(&probe))));
                    left -= 1;
                }
                1 => {
                    let probe = probe.item(rank);
                    assert!(panics_with("the bomb", || drop(map.remove_entry(&probe))));
                    left -= 1;
                }
                2 => {
                    while !panics_with("the bomb", || drop(map.pop_first())) {}
                    left -= rank as usize + 1;
                }
                3 => {
                    while !panics_with("the bomb", || drop(map.pop_last())) {}
                    left = rank as usize;
                }
                _ => {
                    let stays = |key: &Item<'_>| key.rank % 2 != rank % 2;
                    assert!(panics_with("the bomb", || map.retain(|key, _| stays(key))));
                    left -= rank as usize / 2 + 1;
                }
            }
            assert_eq!(map.len(), left);
            assert!(!map.contains_key(&probe.item(rank)));
            map.check_invariants().unwrap();
            // The compiler leaks a value returned past a panicking drop (rust#47949): nothing else may be alive.
            let leaked = tally.alive() - 2 * left;
            assert!(leaked <= usize::from(way == 0 && bomb % 2 == 0), "{leaked} leaked");
            drop(map);
            assert_eq!(tally.alive(), leaked);
        }
    }
}

/// Case 3: the value that an insert replaces is dropped by the caller, and the key that was not needed.
fn a_panicking_drop_of_what_an_insert_replaced_leaves_the_map_whole<L: LayoutOf>() {
    for rank in (0..MANY).step_by(STEP) {
        for key_panics in [false, true] {
            let tally = Tally::default();
            let mut map = filled::<L>(&tally, MANY);
            let (key, value) = (tally.item(rank), tally.item(rank));
            tally.arm(if key_panics { key.id } else { 2 * rank as usize + 1 });
            assert!(panics_with("the bomb", || drop(map.insert(key, value))));
            map.check_invariants().unwrap();
            assert_eq!(map.len(), MANY as usize);
            drop(map);
            assert!(tally.alive() <= usize::from(key_panics));
        }
    }
}

/// Case 6: `clone` of a key or of a value panics at the nth call, for every n.
fn a_panicking_clone_leaves_source_and_target_whole<L: LayoutOf>() {
    const LENS: &[u32] = if cfg!(miri) { &[1, MANY] } else { &[1, 12, MANY] };
    for &len in LENS {
        let tally = Tally::default();
        let map = filled::<L>(&tally, len);
        let mut target = filled::<L>(&tally, 7);
        for calls in (0..2 * len).step_by(STEP) {
            let before = tally.alive();
            tally.set_fuse(Some(calls));
            assert!(panics_with("the fuse", || drop(map.clone())));
            tally.set_fuse(Some(calls));
            assert!(panics_with("the fuse", || target.clone_from(&map)));
            tally.set_fuse(None);
            assert_eq!(tally.alive(), before, "what was cloned is dropped again");
            map.check_invariants().unwrap();
            target.check_invariants().unwrap();
            assert_eq!(target.len(), 7);
        }
        tally.set_fuse(Some(2 * len));
        target.clone_from(&map);
        tally.set_fuse(None);
        assert!(target == map);
        drop((map, target));
        assert_eq!(tally.alive(), 0);
    }
}

for_each_layout!(
    one_panicking_drop_keeps_no_other_from_being_dropped,
    a_clear_after_one_that_panicked_drops_nothing_twice,
    a_key_that_panics_when_removed_is_out_already,
    a_panicking_drop_of_what_an_insert_replaced_leaves_the_map_whole,
    a_panicking_clone_leaves_source_and_target_whole,
);
