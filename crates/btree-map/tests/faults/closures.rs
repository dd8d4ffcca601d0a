//! Cases 7 and 8: closures that panic in the middle of an edit.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use crate::tally::{Item, Tally, panics_with};
use std::cell::Cell;
use std::ops::ControlFlow;

/// Entries enough for three levels of the smallest fanout.
const MANY: u32 = if cfg!(miri) { 12 } else { 60 };

/// From one call that panics to the next one that does, in a run of its own.
const STEP: usize = if cfg!(miri) { 5 } else { 1 };

fn filled<'a, L: LayoutOf>(tally: &'a Tally, ranks: impl Iterator<Item = u32>) -> Map<L, Item<'a>, Item<'a>> {
    let mut map = L::with_fanout::<Item<'a>, Item<'a>>(4);
    for rank in ranks {
        map.insert(tally.item(rank), tally.item(rank));
    }
    map
}

/// Case 7, retain: what was refused before is gone, the entry under test and all behind it stay.
fn a_panicking_predicate_of_retain_keeps_the_rest<L: LayoutOf>() {
    for at in (0..MANY).step_by(STEP) {
        let tally = Tally::default();
        let mut map = filled::<L>(&tally, 0..MANY);
        let panicked = panics_with("the predicate", || {
            map.retain(|key, value| {
                assert_ne!(key.rank, at, "the predicate");
                value.rank += 1;
                key.rank % 3 == 0
            });
        });
        assert!(panicked);
        map.check_invariants().unwrap();
        let expected = (0..MANY).filter(|rank| *rank >= at || rank % 3 == 0);
        assert!(map.keys().map(|key| key.rank).eq(expected));
        assert_eq!(tally.alive(), 2 * map.len());
        map.retain(|_, _| false);
        assert_eq!((map.len(), tally.alive()), (0, 0));
    }
}

/// Case 7, extract_if to its end: what was handed over before is gone, and all behind it stay.
fn a_panicking_consumer_of_extracted_entries_keeps_the_rest<L: LayoutOf>() {
    for at in (1..MANY).step_by(STEP).filter(|rank| rank % 3 != 0) {
        let tally = Tally::default();
        let mut map = filled::<L>(&tally, 0..MANY);
        let extract = map.extract_if(.., |key, _| key.rank % 3 != 0);
        assert!(panics_with("the consumer", || {
            extract.for_each(|(key, _)| assert_ne!(key.rank, at, "the consumer"));
        }));
        map.check_invariants().unwrap();
        let expected = (0..MANY).filter(|rank| *rank > at || rank % 3 == 0);
        assert!(map.keys().map(|key| key.rank).eq(expected));
        assert_eq!(tally.alive(), 2 * map.len());
    }
}

/// Case 7, extract_if: the iterator tests the same entry again, and goes on.
fn an_iterator_goes_on_behind_a_panicking_predicate<L: LayoutOf>() {
    let tally = Tally::default();
    let mut map = filled::<L>(&tally, 0..MANY);
    let calls = Cell::new(0);
    let mut extract = map.extract_if(.., |key, _| {
        calls.set(calls.get() + 1);
        // Every second time that it is asked.
        assert!(calls.get() % 2 == 0, "the predicate");
        key.rank % 2 == 1
    });
    let mut taken = Vec::new();
    let mut panics = 0;
    loop {
        let mut end = false;
        let exploded = panics_with("the predicate", || match extract.next() {
            Some((key, _)) => taken.push(key.rank),
            None => end = true,
        });
        panics += u32::from(exploded);
        if end {
            break;
        }
    }
    assert_eq!(panics, MANY);
    assert!(taken.into_iter().eq((0..MANY).filter(|rank| rank % 2 == 1)));
    assert!(extract.next().is_none());
    drop(extract);
    assert!(map.keys().map(|key| key.rank).eq((0..MANY).step_by(2)));
    map.check_invariants().unwrap();
    assert_eq!(tally.alive(), 2 * map.len());
}

/// A value whose default is to panic.
#[derive(Debug, PartialEq)]
struct NoDefault;

impl Default for NoDefault {
    fn default() -> Self {
        panic!("the default")
    }
}

/// Case 8.
fn panicking_closures_of_entries_change_nothing<L: LayoutOf>() {
    const LENS: &[u32] = if cfg!(miri) { &[0, 16] } else { &[0, 1, 4, 15, 16, MANY] };
    for &len in LENS {
        let tally = Tally::default();
        let mut map = filled::<L>(&tally, (0..len).map(|i| i * 2));
        for rank in [0, 1, len, 2 * len, 2 * len + 1] {
            let present = rank % 2 == 0 && rank < 2 * len;
            for way in 0..4 {
                let panicked = panics_with("the closure", || {
                    let entry = map.entry(tally.item(rank));
                    match way {
                        0 => _ = entry.or_insert_with(|| panic!("the closure")),
                        1 => _ = entry.or_insert_with_key(|_| panic!("the closure")),
                        2 => _ = entry.and_modify(|_| panic!("the closure")),
                        _ => {
                            entry.and_modify(|_| panic!("the closure")).or_insert(tally.item(0));
                        }
                    }
                });
                assert_eq!(panicked, if way < 2 { !present } else { present }, "way {way}");
                if way == 3 && !present {
                    // It was put in: out again.
                    map.remove(&tally.item(rank));
                }
                assert_eq!((map.len(), tally.alive()), (len as usize, 2 * len as usize));
                map.check_invariants().unwrap();
            }
        }
    }
    let mut map = Map::<L, u32, NoDefault>::with_layout();
    assert!(panics_with("the default", || _ = map.entry(1).or_default()));
    assert!(map.is_empty());
    map.insert(1, NoDefault);
    assert_eq!(*map.entry(1).or_default(), NoDefault);
    map.check_invariants().unwrap();
}

/// As case 5, for the closure of a merge: entries may be lost, none is there twice.
fn a_panicking_merge_duplicates_nothing<L: LayoutOf>() {
    // Side by side; few into many; many into few.
    for (here, there) in [(MANY, MANY), (MANY, 3), (3, MANY)] {
        for at in (0..here.min(there)).step_by(STEP) {
            let tally = Tally::default();
            let mut map = filled::<L>(&tally, 0..here);
            let other = filled::<L>(&tally, 0..there);
            let panicked = panics_with("the conflict", || {
                map.merge(other, |key, _, theirs| {
                    assert_ne!(key.rank, at, "the conflict");
                    theirs
                });
            });
            assert!(panicked);
            map.check_invariants().unwrap();
            assert_eq!(tally.alive(), 2 * map.len(), "what is alive is in the map");
            map.insert(tally.item(1000), tally.item(0));
            drop(map);
            assert_eq!(tally.alive(), 0);
        }
    }
}

fn a_panicking_visitor_leaves_the_map_whole<L: LayoutOf>() {
    let tally = Tally::default();
    let mut map = filled::<L>(&tally, 0..MANY);
    for at in [0, 1, MANY - 1] {
        let check = |rank: u32| {
            assert_ne!(rank, at, "the visitor");
            ControlFlow::<()>::Continue(())
        };
        assert!(
            panics_with("the visitor", || _ = map.for_each_range::<Item, _, _>(.., |key, _| check(key.rank)))
        );
        assert!(panics_with("the visitor", || {
            _ = map.for_each_range_mut::<Item, _, _>(.., |key, value| {
                value.rank += 1;
                check(key.rank)
            });
        }));
        map.check_invariants().unwrap();
        assert_eq!((map.len(), tally.alive()), (MANY as usize, 2 * MANY as usize));
    }
}

for_each_layout!(
    a_panicking_predicate_of_retain_keeps_the_rest,
    a_panicking_consumer_of_extracted_entries_keeps_the_rest,
    an_iterator_goes_on_behind_a_panicking_predicate,
    panicking_closures_of_entries_change_nothing,
    a_panicking_merge_duplicates_nothing,
    a_panicking_visitor_leaves_the_map_whole,
);
