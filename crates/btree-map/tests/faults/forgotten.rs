//! Cases 13 to 17 and 32, for edits: bounds that change between calls, impossible ranges, and what is forgotten or left
//! half used.

// Whether what is forgotten has a `Drop` is no promise: that forgetting it does no harm is.
#![allow(clippy::forget_non_drop)]

use crate::layouts::{LayoutOf, Map, for_each_layout};
use crate::tally::{Item, Tally, panics_with};
use btree_map::{Entry, PageToken};
use std::cell::Cell;
use std::mem;
use std::ops::Bound::{self, Excluded, Included, Unbounded};
use std::ops::{ControlFlow, RangeBounds};

const LEN: u32 = if cfg!(miri) { 24 } else { 100 };

/// The end of a range that begins at 20 or before and is no longer than the map.
const END: u32 = if cfg!(miri) { 23 } else { 50 };

fn filled<L: LayoutOf>(len: u32) -> Map<L, u32, String> {
    let mut map = L::with_fanout::<u32, String>(4);
    map.extend((0..len).map(|key| (key, key.to_string())));
    map
}

/// Bounds that are others every time they are asked for, and count how often that is.
struct Fickle {
    asked: Cell<(u32, u32)>,
    starts: [u32; 4],
    ends: [u32; 4],
}

impl Fickle {
    fn new(starts: [u32; 4], ends: [u32; 4]) -> Self {
        Fickle { asked: Cell::new((0, 0)), starts, ends }
    }
}

impl RangeBounds<u32> for Fickle {
    fn start_bound(&self) -> Bound<&u32> {
        let (starts, ends) = self.asked.get();
        self.asked.set((starts + 1, ends));
        Included(&self.starts[starts as usize % 4])
    }

    fn end_bound(&self) -> Bound<&u32> {
        let (starts, ends) = self.asked.get();
        self.asked.set((starts, ends + 1));
        Excluded(&self.ends[ends as usize % 4])
    }
}

impl RangeBounds<u32> for &Fickle {
    fn start_bound(&self) -> Bound<&u32> {
        (**self).start_bound()
    }

    fn end_bound(&self) -> Bound<&u32> {
        (**self).end_bound()
    }
}

/// Case 13: each bound is read once, so that what was checked is what is used.
fn each_bound_is_read_once<L: LayoutOf>() {
    for way in 0..8 {
        let range = Fickle::new([10, 15, 0, 19], [15, 3, 0, 1]);
        let mut map = filled::<L>(20);
        let count = match way {
            0 => map.range(&range).count(),
            1 => map.range_mut(&range).count(),
            2 => map.remove_range(&range),
            3 => map.drain_range(&range).count(),
            4 => map.page(&range, PageToken::START, 100).count(),
            5 => map.page(&range, PageToken::behind(5), 100).count(),
            6 => {
                let mut count = 0;
                _ = map.for_each_range(&range, |_, _| -> ControlFlow<()> {
                    count += 1;
                    ControlFlow::Continue(())
                });
                count
            }
            _ => {
                let mut count = 0;
                _ = map.for_each_range_mut(&range, |_, _| -> ControlFlow<()> {
                    count += 1;
                    ControlFlow::Continue(())
                });
                count
            }
        };
        assert_eq!((count, range.asked.get()), (5, (1, 1)), "way {way}");
        map.check_invariants().unwrap();
    }
    // `extract_if` compares the end with every key, as std's does: whatever it says, the map stays whole.
    let range = Fickle::new([3, 0, 0, 0], [19, 12, 17, 4]);
    let mut map = filled::<L>(20);
    let taken = map.extract_if(&range, |_, _| true).count();
    assert_eq!((range.asked.get().0, map.len()), (1, 20 - taken));
    map.check_invariants().unwrap();
}

/// Case 14, for what takes a range beside `range`: std's texts. `extract_if` knows no such range, nor does std's.
fn impossible_ranges_are_refused_in_stds_words<L: LayoutOf>() {
    let mut map = filled::<L>(20);
    for (range, text) in [
        ((Included(5), Included(4)), "range start is greater than range end in BTreeMap"),
        ((Excluded(5), Excluded(5)), "range start and end are equal and excluded in BTreeMap"),
    ] {
        assert!(panics_with(text, || _ = map.remove_range(range)));
        assert!(panics_with(text, || drop(map.drain_range(range))));
        assert!(panics_with(text, || drop(map.page(range, PageToken::START, 1))));
        assert!(panics_with(text, || _ = map.for_each_range(range, |_, _| ControlFlow::Break(()))));
        assert!(panics_with(text, || _ = map.for_each_range_mut(range, |_, _| ControlFlow::Break(()))));
        assert_eq!(map.extract_if(range, |_, _| true).count(), 0);
        assert_eq!(map.len(), 20);
    }
    // Equal, and one of them included: an empty range, or one entry.
    assert_eq!(map.remove_range((Included(5), Excluded(5))), 0);
    assert_eq!(map.drain_range((Included(5), Included(5))).count(), 1);
}

/// Case 15: leaked at most; the map is as the borrow left it.
fn forgotten_borrows_leave_the_map_whole<L: LayoutOf>() {
    for taken in [0, 1, 5, LEN as usize] {
        let tally = Tally::default();
        let mut map = L::with_fanout::<Item, Item>(4);
        for rank in 0..LEN {
            map.insert(tally.item(rank), tally.item(rank));
        }
        let mut extract = map.extract_if(.., |key, _| key.rank % 2 == 0);
        extract.by_ref().take(taken).for_each(drop);
        mem::forget(extract);
        map.check_invariants().unwrap();
        assert_eq!(tally.alive(), 2 * map.len());

        let len = map.len();
        mem::forget(map.first_entry());
        mem::forget(map.last_entry());
        if let Entry::Occupied(mut entry) = map.entry(tally.item(1)) {
            entry.get_mut().rank = 7;
            mem::forget(entry);
        }
        let alive = tally.alive();
        // A vacant entry owns its key: that much is leaked.
        mem::forget(map.entry(tally.item(5000)));
        assert_eq!((map.len(), tally.alive()), (len, alive + 1));
        map.check_invariants().unwrap();

        let mut cursor = map.lower_bound_mut(Included(&tally.item(9)));
        cursor.remove_next();
        cursor.remove_prev();
        cursor.insert_before_unchecked(tally.item(9), tally.item(9));
        mem::forget(cursor);
        mem::forget(map.upper_bound_mut::<Item>(Unbounded).with_mutable_key());
        map.check_invariants().unwrap();
        assert_eq!(tally.alive(), 2 * map.len() + 1);

        // What was drained has left already: it is leaked.
        let before = map.len();
        let mut drained = map.drain_range(tally.item(20)..=tally.item(END));
        drained.next();
        let leaked = 2 * drained.len();
        mem::forget(drained);
        map.check_invariants().unwrap();
        assert!(map.len() <= before);
        assert_eq!(tally.alive(), 2 * map.len() + 1 + leaked);
        map.insert(tally.item(30), tally.item(30));
        let len = map.len();
        drop(map);
        assert_eq!(tally.alive(), 1 + leaked, "{len} entries were dropped");
    }
}

/// Cases 16 and 17, for what is drained: it prints and drops the rest; both ends meet, and stay met.
fn half_used_drains_print_and_drop_the_rest<L: LayoutOf>() {
    for (low, high) in [(0, 9), if cfg!(miri) { (12, 19) } else { (20, 70) }, (3, LEN)] {
        let mut map = filled::<L>(LEN);
        let mut drained = map.drain_range(low..high);
        let mut expected: Vec<_> = (low..high.min(LEN)).map(|key| (key, key.to_string())).collect();
        for _ in 0..3 {
            assert_eq!(drained.next(), Some(expected.remove(0)));
            assert_eq!(drained.next_back(), expected.pop());
        }
        assert_eq!(format!("{drained:?}"), format!("{expected:?}"));
        let (mut front, mut back) = (0, 0);
        while drained.next().is_some() {
            front += 1;
            back += usize::from(drained.next_back().is_some());
        }
        assert_eq!(front + back, expected.len());
        assert!((0..3).all(|_| drained.next().is_none() && drained.next_back().is_none()));
        assert_eq!(map.len(), (LEN - (high.min(LEN) - low)) as usize);
        map.check_invariants().unwrap();
    }
    // The extractor is fused as well, and its size hint bounds it from above.
    let mut map = filled::<L>(30);
    let mut extract = map.extract_if(5..10, |key, _| key % 2 == 0);
    assert_eq!(extract.size_hint(), (0, Some(30)));
    assert_eq!(extract.by_ref().map(|(key, _)| key).collect::<Vec<_>>(), [6, 8]);
    assert!((0..3).all(|_| extract.next().is_none()));
    let mut page = map.page(..9, PageToken::START, 3);
    assert_eq!(page.by_ref().count(), 3);
    assert!((0..3).all(|_| page.next().is_none()));
}

/// A panicking drop of one entry of a range keeps no other of it from being dropped, and none of the rest goes.
fn a_panicking_drop_in_a_removed_range_leaves_the_rest<L: LayoutOf>() {
    // Keys have the even ids; each of the range and each of its values.
    for bomb in (20..40).step_by(if cfg!(miri) { 13 } else { 1 }) {
        for way in 0..4 {
            let tally = Tally::default();
            let mut map = L::with_fanout::<Item, Item>(4);
            for rank in 0..30 {
                map.insert(tally.item(rank), tally.item(rank));
            }
            tally.arm(bomb);
            let range = tally.item(10)..tally.item(20);
            let exploded = panics_with("the bomb", || match way {
                0 => _ = map.remove_range(&range.start..&range.end),
                1 => drop(map.drain_range(&range.start..&range.end)),
                2 => drop(map.drain_range(&range.start..&range.end).nth(4)),
                _ => map.retain(|key, _| !(10..20).contains(&key.rank)),
            });
            assert!(exploded);
            drop(range);
            map.check_invariants().unwrap();
            assert_eq!(tally.alive(), 2 * map.len());
            if way < 3 {
                assert!(map.keys().map(|key| key.rank).eq((0..10).chain(20..30)));
            } else {
                // The entry is out before it is dropped; those behind it were not asked about.
                let bomb = bomb as u32 / 2;
                assert!(map.keys().map(|key| key.rank).eq((0..10).chain(bomb + 1..30)));
            }
        }
    }
}

/// Case 32: every value is written through its own reference while the keys are read, twice over.
fn references_to_many_values_do_not_overlap<L: LayoutOf>() {
    for len in [1, 3, 15, 16, LEN] {
        let mut map = filled::<L>(len);
        let keys: [u32; 12] = std::array::from_fn(|i| (i as u32 * 7) % (len + 9));
        let mut unique = keys;
        unique.sort_unstable();
        if unique.windows(2).any(|pair| pair[0] == pair[1] && pair[0] < len) {
            assert!(map.get_disjoint_mut(keys.each_ref()).is_err());
            continue;
        }
        let mut values = map.get_disjoint_mut(keys.each_ref()).unwrap();
        for round in 0..2 {
            for (value, key) in values.iter_mut().zip(keys) {
                if let Some(value) = value {
                    assert!(value.starts_with(&key.to_string()));
                    value.push(char::from(b'a' + round));
                }
            }
        }
        for key in keys.into_iter().filter(|key| *key < len) {
            assert_eq!(map[&key], format!("{key}ab"));
        }
        let mut entries = Vec::new();
        _ = map.for_each_range_mut(.., |key, value| -> ControlFlow<()> {
            entries.push((key, value));
            ControlFlow::Continue(())
        });
        for _ in 0..2 {
            entries.iter_mut().for_each(|(key, value)| value.push_str(&key.to_string()));
        }
        assert_eq!(entries.len(), len as usize);
    }
}

for_each_layout!(
    each_bound_is_read_once,
    impossible_ranges_are_refused_in_stds_words,
    forgotten_borrows_leave_the_map_whole,
    half_used_drains_print_and_drop_the_rest,
    a_panicking_drop_in_a_removed_range_leaves_the_rest,
    references_to_many_values_do_not_overlap,
);
