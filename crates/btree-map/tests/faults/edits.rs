//! Cases 4 to 6, 9 and 11, for edits: an `Ord` or a `Clone` that panics or lies, and sources that end in a panic.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use crate::tally::{Item, Tally, panics_with};
use btree_map::PageToken;
use std::cell::Cell;
use std::cmp::Ordering;
use std::ops::Bound::{Excluded, Included};

const LEN: u32 = if cfg!(miri) { 12 } else { 70 };

/// How many of the ranks in question, of the shapes of two maps and of the beginnings of a random order are tried.
const FEW: usize = if cfg!(miri) { 1 } else { usize::MAX };

/// From one call of `cmp` that panics to the next one that does, in a run of its own.
const STEP: usize = if cfg!(miri) { 11 } else { 1 };

fn filled<'a, L: LayoutOf>(
    tally: &'a Tally,
    ranks: impl IntoIterator<Item = u32>,
) -> Map<L, Item<'a>, Item<'a>> {
    let mut map = L::with_fanout::<Item<'a>, Item<'a>>(4);
    for rank in ranks {
        map.insert(tally.item(rank), tally.item(rank));
    }
    map
}

/// Case 4: whatever looks an entry up before it changes something has changed nothing if the look panics.
fn a_panicking_order_stops_edits_before_they_begin<L: LayoutOf>() {
    const WAYS: u32 = 15;
    for way in 0..WAYS {
        for rank in [1, LEN, 0, 2 * LEN].into_iter().take(FEW) {
            for calls in (0..).step_by(STEP) {
                let tally = Tally::default();
                let mut map = filled::<L>(&tally, (0..LEN).map(|i| 2 * i));
                let (low, high) = (tally.item(rank), tally.item(rank + 9));
                let probes = tally.alive() - 2 * map.len();
                tally.set_fuse(Some(calls));
                let panicked = panics_with("the fuse", || match way {
                    0 => _ = map.entry(tally.item(rank)).or_insert(tally.item(0)),
                    1 => drop(map.entry(tally.item(rank)).insert_entry(tally.item(0))),
                    2 => drop(map.try_insert(tally.item(rank), tally.item(0))),
                    3 => drop(map.try_insert_reserving(tally.item(rank), tally.item(0))),
                    4 => drop(map.split_off(&low)),
                    5 => _ = map.remove_range(&low..&high),
                    6 => drop(map.drain_range(&low..=&high)),
                    7 => drop(map.extract_if(tally.item(rank).., |_, _| true).next()),
                    8 => _ = map.lower_bound_mut(Included(&low)).remove_next(),
                    9 => _ = map.upper_bound_mut(Excluded(&low)).remove_prev(),
                    10 => _ = map.get_many([&low, &high]),
                    11 => _ = map.get_disjoint_mut([&low, &high]),
                    12 => _ = map.page(&low..&high, PageToken::START, 4).count(),
                    13 => {
                        let mut cursor = map.upper_bound_mut::<Item>(std::ops::Bound::Unbounded);
                        _ = cursor.insert_before(tally.item(rank), tally.item(0));
                    }
                    _ => {
                        let mut cursor = map.lower_bound_mut::<Item>(std::ops::Bound::Unbounded);
                        cursor.next();
                        _ = cursor.insert_after(tally.item(rank), tally.item(0));
                    }
                });
                tally.set_fuse(None);
                map.check_invariants().unwrap();
                assert_eq!(tally.alive(), 2 * map.len() + probes, "way {way}, call {calls}");
                if !panicked {
                    break;
                }
                assert_eq!(map.len(), LEN as usize, "way {way}, call {calls}");
            }
        }
    }
}

/// Case 4, extract_if: the end of the range is compared step by step. The entry under test stays, and the iterator can
/// be asked again.
fn a_panicking_order_in_extract_if_loses_nothing<L: LayoutOf>() {
    for calls in (0..).step_by(STEP) {
        let tally = Tally::default();
        let mut map = filled::<L>(&tally, 0..LEN);
        let end = tally.item(LEN / 2);
        let mut taken = 0;
        let mut panics = 0;
        let mut extract = map.extract_if(..end, |key, _| key.rank % 3 == 0);
        tally.set_fuse(Some(calls));
        loop {
            let mut ended = false;
            let panicked = panics_with("the fuse", || match extract.next() {
                Some(entry) => taken += usize::from(entry.0.rank % 3 == 0),
                None => ended = true,
            });
            if panicked {
                panics += 1;
                tally.set_fuse(None);
            }
            if ended {
                break;
            }
        }
        drop(extract);
        tally.set_fuse(None);
        map.check_invariants().unwrap();
        assert_eq!(taken, (LEN / 2).div_ceil(3) as usize);
        assert_eq!((map.len(), tally.alive()), (LEN as usize - taken, 2 * (LEN as usize - taken)));
        if panics == 0 {
            break;
        }
    }
}

/// Case 5: entries may be lost, none is there twice.
fn a_panicking_order_in_bulk_edits_duplicates_nothing<L: LayoutOf>() {
    // Side by side; few into many and the other way round; apart.
    let shapes: [(u32, u32, u32); 6] =
        [(LEN, LEN, 0), (LEN, LEN, LEN / 2), (LEN, 3, 5), (3, LEN, 0), (LEN, 10, 1000), (LEN, 1, 2)];
    for (here, there, from) in shapes.into_iter().skip(1).chain([shapes[0]]).take(FEW) {
        for way in 0..4 {
            for calls in (0..).step_by(STEP) {
                let tally = Tally::default();
                let mut map = filled::<L>(&tally, (0..here).map(|i| 2 * i));
                let mut other = filled::<L>(&tally, (0..there).map(|i| from + 3 * i));
                tally.set_fuse(Some(calls));
                let panicked = panics_with("the fuse", || match way {
                    0 => map.append(&mut other),
                    1 => map.merge(std::mem::replace(&mut other, L::with_fanout(4)), |_, a, _| a),
                    2 => {
                        let entries = std::mem::replace(&mut other, L::with_fanout(4));
                        map.extend_sorted(entries).unwrap();
                    }
                    _ => {
                        let entries = std::mem::replace(&mut other, L::with_fanout(4));
                        let sorted = Map::<L, Item, Item>::from_sorted_iter_in_layout(entries);
                        other = sorted.unwrap();
                    }
                });
                tally.set_fuse(None);
                for map in [&map, &other] {
                    map.check_invariants().unwrap();
                    assert_eq!(map.iter().count(), map.len());
                }
                assert_eq!(tally.alive(), 2 * (map.len() + other.len()), "what is alive is in a map");
                map.insert(tally.item(5000), tally.item(0));
                map.remove(&tally.item(0));
                drop((map, other));
                assert_eq!(tally.alive(), 0);
                if !panicked {
                    break;
                }
            }
        }
    }
}

/// Case 6, `clone_from`: the target is as it was, or a clone; nothing is dropped twice.
fn a_panicking_clone_from_leaves_the_target_valid<L: LayoutOf>() {
    for calls in 0.. {
        let tally = Tally::default();
        let source = filled::<L>(&tally, 0..LEN / 2);
        let mut target = filled::<L>(&tally, LEN..LEN + 9);
        tally.set_fuse(Some(calls));
        let panicked = panics_with("the fuse", || target.clone_from(&source));
        tally.set_fuse(None);
        target.check_invariants().unwrap();
        assert_eq!(tally.alive(), 2 * (source.len() + target.len()));
        assert_eq!(target.len(), if panicked { 9 } else { source.len() });
        if !panicked {
            assert!(target.keys().eq(source.keys()));
            break;
        }
    }
}

/// Case 9: what a source gave before it panicked is in the map, but perhaps for the last leaf of it.
fn a_panicking_source_of_sorted_entries_keeps_what_it_gave<L: LayoutOf>() {
    for at in (0..LEN).step_by(STEP) {
        let tally = Tally::default();
        let mut map = filled::<L>(&tally, [0, 7, 20]);
        let panicked = panics_with("the source", || {
            let entries = (0..LEN).map(|rank| {
                assert_ne!(rank, at, "the source");
                (tally.item(rank), tally.item(rank))
            });
            map.extend_sorted(entries).unwrap();
        });
        assert!(panicked);
        map.check_invariants().unwrap();
        assert_eq!(tally.alive(), 2 * map.len());
        let there: Vec<u32> = map.keys().map(|key| key.rank).collect();
        let given = there.iter().zip(0..).take_while(|(rank, i)| *rank == i).count() as u32;
        // One was looked at ahead, to see that it ascends.
        let all = at.saturating_sub(1);
        assert!(
            given >= all.saturating_sub(if at <= 21 { 0 } else { map.fanout() as u32 }),
            "{there:?} of {all}"
        );
        assert!((0..given).chain([0, 7, 20].into_iter().filter(|rank| *rank >= given)).eq(there));
    }
}

thread_local! {
    /// Calls of `cmp` so far, and which lie is told.
    static CALLS: Cell<u32> = const { Cell::new(0) };
    static LIE: Cell<u8> = const { Cell::new(0) };
}

/// A key with an order that is none, and a heap block that is dropped once.
#[derive(Clone, Debug)]
struct Twisted(Box<u32>);

impl Ord for Twisted {
    fn cmp(&self, other: &Self) -> Ordering {
        let calls = CALLS.get();
        CALLS.set(calls + 1);
        let (a, b) = (*self.0, *other.0);
        match LIE.get() {
            0 => a.cmp(&b),
            1 if calls.is_multiple_of(2) => a.cmp(&b),
            1 => b.cmp(&a),
            2 => [Ordering::Equal, Ordering::Greater, Ordering::Less][((a + 3000 - b) % 3) as usize],
            3 => Ordering::Less,
            4 => Ordering::Greater,
            5 => Ordering::Equal,
            _ => [Ordering::Less, Ordering::Equal, Ordering::Greater]
                [(calls.wrapping_mul(40503) >> 7) as usize % 3],
        }
    }
}
testbed::compare_by_ord!(Twisted);

/// Case 11, and 12 for what takes a range: wrong answers or a panic, but sound, and never past the end.
fn edits_by_orders_that_are_none_are_sound<L: LayoutOf>() {
    let key = |rank: u32| Twisted(Box::new(rank));
    for lie in (0..7).step_by(STEP.min(4)) {
        for way in 0..11 {
            for seed in (0..6).take(FEW) {
                LIE.set(0);
                CALLS.set(seed * 13);
                let filled = |from: u32, len: u32| {
                    let mut map = L::with_fanout::<Twisted, Box<u32>>(4);
                    map.extend((from..from + len).map(|rank| (key(rank), Box::new(rank))));
                    map
                };
                let (mut map, mut other) =
                    (filled(0, LEN), filled(seed * 20, [LEN, 3, 40][seed as usize % 3]));
                let all = map.len() + other.len();
                LIE.set(lie);
                let (low, high) = (key(LEN / 4 + seed), key(LEN / 2 + seed));
                let mut out = 0;
                panics_with("range start", || match way {
                    0 => map.append(&mut other),
                    1 => map.merge(other.clone(), |_, a, b| if *a < *b { a } else { b }),
                    2 => other = map.split_off(&low),
                    3 => out = map.remove_range(&low..&high),
                    4 => out = map.drain_range((Excluded(&high), Included(&low))).count(),
                    5 => out = map.extract_if(key(3)..key(40), |_, value| **value % 2 == 0).count(),
                    6 => _ = map.extend_sorted(other.clone()),
                    7 => {
                        let mut cursor = map.lower_bound_mut(Included(&low));
                        for rank in 0..LEN.min(20) {
                            _ = cursor.insert_before(key(rank), Box::new(rank));
                            _ = cursor.insert_after(key(rank), Box::new(rank));
                            cursor.remove_prev();
                            cursor.next();
                        }
                    }
                    8 => {
                        let keys = [&low, &high, &key(1), &key(2)];
                        map.get_disjoint_mut(keys)
                            .into_iter()
                            .flatten()
                            .flatten()
                            .for_each(|value| **value += 1);
                    }
                    9 => {
                        let page = map.page(&low..&high, PageToken::behind(key(30)), 50);
                        assert!(page.count() <= LEN as usize);
                    }
                    _ => {
                        let entry = map.entry(key(LEN / 3)).insert_entry(Box::new(0));
                        drop(entry.remove_entry());
                    }
                });
                LIE.set(0);
                for map in [&map, &other] {
                    assert_eq!(map.iter().count(), map.len());
                    assert_eq!(map.iter().rev().count(), map.len());
                }
                assert!(out <= LEN as usize);
                if (2..=5).contains(&way) {
                    let here = if way == 2 { map.len() + other.len() } else { all - other.len() - out };
                    assert_eq!(
                        if way == 2 { here } else { map.len() },
                        if way == 2 { LEN as usize } else { here }
                    );
                }
                // Every box is read, and dropped once.
                let sum: u64 =
                    map.into_iter().chain(other).map(|(key, value)| u64::from(*key.0 + *value)).sum();
                assert!(sum < u64::from(u32::MAX));
            }
        }
    }
}

for_each_layout!(
    a_panicking_order_stops_edits_before_they_begin,
    a_panicking_order_in_extract_if_loses_nothing,
    a_panicking_order_in_bulk_edits_duplicates_nothing,
    a_panicking_clone_from_leaves_the_target_valid,
    a_panicking_source_of_sorted_entries_keeps_what_it_gave,
    edits_by_orders_that_are_none_are_sound,
);
