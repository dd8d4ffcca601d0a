//! Cases 4, 5 and 11: an `Ord` that panics, or is none.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use crate::tally::{Item, Tally, panics_with};
use std::cell::Cell;
use std::cmp::Ordering;

/// Case 4, on deep trees: `cmp` panics at the nth call, for every n.
fn a_panicking_order_loses_no_entry_and_no_drop<L: LayoutOf>() {
    const LEN: u32 = if cfg!(miri) { 16 } else { 90 };
    const STEP: usize = if cfg!(miri) { 7 } else { 1 };
    const RANKS: &[u32] =
        if cfg!(miri) { &[LEN - 1, LEN] } else { &[0, 1, LEN - 1, LEN, 2 * LEN - 1, 2 * LEN] };
    let tally = Tally::default();
    let mut map = L::with_fanout::<Item, Item>(4);
    for rank in 0..LEN {
        map.insert(tally.item(2 * rank), tally.item(rank));
    }
    for way in 0..6 {
        for &rank in RANKS {
            for calls in (0..).step_by(STEP) {
                let alive = tally.alive();
                let (key, value) = (tally.item(rank), tally.item(rank));
                let probe = key.clone();
                tally.set_fuse(Some(calls));
                let panicked = panics_with("the fuse", || match way {
                    0 => drop(map.insert(key, value)),
                    1 => drop(map.remove(&key)),
                    2 => _ = map.get(&key),
                    3 => _ = map.get_mut(&key),
                    4 => _ = map.range(&key..).next(),
                    _ => _ = map.range_mut(..=&key).next_back(),
                });
                tally.set_fuse(None);
                map.check_invariants().unwrap();
                if !panicked {
                    // What was changed is undone: the next way begins with the same entries.
                    match way {
                        0 if rank % 2 == 1 || rank == 2 * LEN => assert!(map.remove(&probe).is_some()),
                        1 if rank % 2 == 0 && rank < 2 * LEN => {
                            assert!(map.insert(tally.item(rank), tally.item(0)).is_none());
                        }
                        _ => {}
                    }
                    drop(probe);
                    assert_eq!((map.len(), tally.alive()), (LEN as usize, alive));
                    break;
                }
                drop(probe);
                assert_eq!((map.len(), tally.alive()), (LEN as usize, alive), "way {way}, call {calls}");
            }
        }
    }
    drop(map);
    assert_eq!(tally.alive(), 0);
}

/// Case 5, for what there is of it: collecting and extending.
fn a_panicking_order_in_collect_duplicates_nothing<L: LayoutOf>() {
    const LEN: u32 = if cfg!(miri) { 12 } else { 40 };
    const STEP: usize = if cfg!(miri) { 19 } else { 1 };
    // Ascending, descending, mixed, with repetitions.
    let orders: [fn(u32) -> u32; 4] = [|i| i, |i| LEN - i, |i| i * 7919 % 101, |i| i % 7];
    for order in orders {
        for calls in (0..).step_by(STEP) {
            let tally = Tally::default();
            let entries: Vec<_> = (0..LEN).map(|i| (tally.item(order(i)), tally.item(i))).collect();
            tally.set_fuse(Some(calls));
            let panicked = panics_with("the fuse", || drop(Map::<L, _, _>::from_iter_in_layout(entries)));
            tally.set_fuse(None);
            assert_eq!(tally.alive(), 0);
            if !panicked {
                break;
            }
        }
        for calls in (0..).step_by(STEP) {
            let tally = Tally::default();
            let mut map = L::with_fanout::<Item, Item>(4);
            let entries: Vec<_> = (0..LEN).map(|i| (tally.item(order(i)), tally.item(i))).collect();
            tally.set_fuse(Some(calls));
            let panicked = panics_with("the fuse", || map.extend(entries));
            tally.set_fuse(None);
            map.check_invariants().unwrap();
            assert_eq!(tally.alive(), 2 * map.len(), "what is alive is in the map");
            drop(map);
            assert_eq!(tally.alive(), 0);
            if !panicked {
                break;
            }
        }
    }
}

thread_local! {
    /// Calls of `cmp` so far, and which lie is told.
    static CALLS: Cell<u64> = const { Cell::new(0) };
    static LIE: Cell<u8> = const { Cell::new(0) };
}

/// A key with an order that is none, and a heap block that is dropped once.
struct Twisted(Box<u32>);

impl Ord for Twisted {
    fn cmp(&self, other: &Self) -> Ordering {
        let calls = CALLS.get();
        CALLS.set(calls + 1);
        let (a, b) = (*self.0, *other.0);
        match LIE.get() {
            // Rock, paper, scissors.
            0 => [Ordering::Equal, Ordering::Greater, Ordering::Less][((a + 3000 - b) % 3) as usize],
            // Ascending, then descending, from call to call.
            1 if calls.is_multiple_of(2) => a.cmp(&b),
            1 => b.cmp(&a),
            // The other way round as soon as the map has grown.
            2 if calls > 4000 => b.cmp(&a),
            2 => a.cmp(&b),
            // Always less; always greater; always equal to itself and its neighbours.
            3 => Ordering::Less,
            4 => Ordering::Greater,
            _ => (a / 8).cmp(&(b / 8)),
        }
    }
}
testbed::compare_by_ord!(Twisted);

/// Case 11: wrong answers or a panic, but sound and in bounded time.
fn orders_that_are_none_end_in_bounded_time<L: LayoutOf>() {
    const ROUNDS: u32 = if cfg!(miri) { 14 } else { 1500 };
    for lie in 0..6 {
        LIE.set(lie);
        CALLS.set(0);
        let mut map = L::with_fanout::<Twisted, Box<u32>>(4);
        for i in 0..ROUNDS {
            let before = CALLS.get();
            let key = || Twisted(Box::new(i * 7919 % 1009));
            let len = map.len();
            let replaced = map.insert(key(), Box::new(i)).is_some();
            assert_eq!(map.len(), len + usize::from(!replaced));
            if i % 3 == 1 {
                let removed = map.remove(&key()).is_some();
                assert_eq!(map.len(), len + usize::from(!replaced) - usize::from(removed));
            }
            _ = map.get_mut(&key()).map(|value| **value += 1);
            // A way down looks at a node of four keys a level, three times; no level has a node of less than two.
            assert!(CALLS.get() - before < 300, "lie {lie}");
            if i % 64 == 0 {
                let (from, to) = (Twisted(Box::new(i % 1009)), Twisted(Box::new(1008)));
                // It may refuse the range, in std's words.
                panics_with("range start", || assert!(map.range(&from..&to).count() <= map.len()));
                panics_with("range start", || assert!(map.range_mut(&from..).rev().count() <= map.len()));
            }
        }
        assert_eq!(map.iter().count(), map.len());
        assert_eq!(map.iter_mut().rev().count(), map.len());
        while map.len() > 10 {
            let len = map.len();
            assert!(if len.is_multiple_of(2) { map.pop_first() } else { map.pop_last() }.is_some());
            assert_eq!(map.len(), len - 1);
        }
        map.shrink_to_fit();
        let left = map.len();
        // Each box is read.
        assert_eq!(
            map.into_iter().filter(|(key, value)| **value <= 2 * ROUNDS && *key.0 < 1009).count(),
            left
        );
    }
}

for_each_layout!(
    a_panicking_order_loses_no_entry_and_no_drop,
    a_panicking_order_in_collect_duplicates_nothing,
    orders_that_are_none_end_in_bounded_time,
);
