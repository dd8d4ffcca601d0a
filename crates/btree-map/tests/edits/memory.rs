//! What edits, ranges and pages allocate, to the byte.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use alloc_meter::measure;
use btree_map::{PageToken, SlimMap};
use std::cell::Cell;
use std::cmp::Ordering;
use std::ops::Bound::Included;
use std::ops::ControlFlow;

/// The bytes that a map says it holds are the bytes that its allocations left behind, whatever happened to it.
fn heap_bytes_are_exact<L: LayoutOf>() {
    fn agree<L: LayoutOf, K: Ord + Clone, V: Clone>(n: u64, key: fn(u64) -> K, value: V) {
        let (mut map, mut report) = measure(|| {
            let mut map = L::with_fanout::<K, V>(8);
            (0..n).for_each(|i| _ = map.insert(key(i * 7919 % 10007), value.clone()));
            map
        });
        assert_eq!(map.heap_bytes() as i64, report.live_bytes, "after {n} inserts");
        let held = report.live_bytes;
        (_, report) = measure(|| (0..n / 2).for_each(|i| _ = map.remove(&key(i * 7919 % 10007))));
        assert_eq!(map.heap_bytes() as i64, held + report.live_bytes, "after {} removals", n / 2);
        let (clone, report) = measure(|| map.clone());
        let clone_bytes = clone.heap_bytes() as i64;
        assert_eq!(clone_bytes, report.live_bytes);
        drop(map);
        let (sorted, report) = measure(|| Map::<L, K, V>::from_sorted_iter_in_layout(clone).unwrap());
        // The clone was freed on the way.
        assert_eq!(sorted.heap_bytes() as i64, report.live_bytes + clone_bytes);
    }
    for n in [0, 1, 2, 5, 11, 12, 15, 16, 17, 40, 200, 1000, 9000] {
        agree::<L, u64, u64>(n, |i| i, 1);
        agree::<L, u8, ()>(n.min(200), |i| i as u8, ());
        agree::<L, [u32; 9], u16>(n, |i| [i as u32; 9], 1);
    }
}

/// Ranges, pages, cursors and lookups of many keys ask for no memory.
fn looking_around_allocates_nothing<L: LayoutOf>() {
    let mut map = L::with_fanout::<u64, u64>(16);
    map.extend((0..5000).map(|key| (key * 2, key)));
    let (sum, report) = measure(|| {
        let mut sum = 0;
        _ = map.for_each_range(100..9000, |key, value| {
            sum += key + value;
            if *key > 8000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        let mut token = Some(PageToken::START);
        while let Some(from) = token {
            let mut page = map.page(50..9_500, from, 100);
            sum += page.by_ref().map(|(key, _)| key).sum::<u64>();
            token = page.resume();
        }
        sum += map.get_many([&4, &5, &6]).into_iter().flatten().sum::<u64>();
        let keys = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170, 180];
        map.for_each_of(&keys, |_, entry| sum += entry.map_or(0, |(_, value)| *value));
        let mut cursor = map.lower_bound_mut(Included(&77));
        for _ in 0..300 {
            *cursor.next().unwrap().1 += 1;
        }
        map.entry(4).and_modify(|value| *value += 1).or_default();
        for value in map.get_disjoint_mut([&4, &400]).unwrap().into_iter().flatten() {
            *value += 1;
        }
        sum + map.extract_if(.., |_, value| *value == u64::MAX).count() as u64
    });
    assert!(sum > 0);
    assert_eq!(report.calls(), 0);
}

/// An insert allocates only where a leaf splits or its room grows.
fn inserts_into_room_allocate_nothing<L: LayoutOf>() {
    let rooms = |map: &Map<L, u64, u64>| {
        let (mut rooms, mut hash) = (0, 0_u64);
        map.for_each_leaf(|_, room| {
            rooms += 1;
            hash = hash.wrapping_mul(31).wrapping_add(room as u64);
        });
        (rooms, hash)
    };
    let mut map = L::with_fanout::<u64, u64>(32);
    map.extend((0..400).map(|key| (key * 2, key)));
    let (mut quiet, mut growing) = (0, 0);
    for i in 0..400_u64 {
        let key = i * 2 * 139 % 800 + 1;
        let before = rooms(&map);
        let (_, report) = measure(|| map.insert(key, key));
        let after = rooms(&map);
        if before != after || report.calls() > 0 {
            // In the first layouts keys and values have rows of their own, which may grow one insert apart; a slim leaf is
            // one block, and its room tells all.
            assert!(before != after || map.layout_name() != "slim", "{report}");
            growing += 1;
        } else {
            quiet += 1;
        }
        // Replacing a value never allocates.
        assert_eq!(measure(|| map.insert(key, 0)).1.calls(), 0);
    }
    assert_eq!((quiet + growing, map.len()), (400, 800));
    // A leaf that grows makes room for several entries; tiny ones for few.
    let least = if map.fanout() < 16 { 50 } else { 200 };
    assert!(quiet > least, "{quiet} of 400 inserts allocated nothing");
}

/// A key that counts how often any two are compared.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Compared(u32);

thread_local! {
    static COMPARISONS: Cell<u64> = const { Cell::new(0) };
}

impl PartialOrd for Compared {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Compared {
    fn cmp(&self, other: &Self) -> Ordering {
        COMPARISONS.set(COMPARISONS.get() + 1);
        self.0.cmp(&other.0)
    }
}

/// Parting and joining maps looks at a path of keys, not at those that move.
fn parting_and_joining_compare_few_keys<L: LayoutOf>() {
    let n = if cfg!(miri) { 500 } else { 20_000 };
    let mut map = Map::<L, Compared, u32>::from_iter_in_layout((0..n).map(|key| (Compared(key), key)));
    COMPARISONS.set(0);
    let mut high = map.split_off(&Compared(n / 2));
    assert_eq!((map.len(), high.len()), (n as usize / 2, n as usize / 2));
    assert_eq!(high.remove_range(Compared(n * 3 / 5)..Compared(n * 4 / 5)), n as usize / 5);
    assert_eq!(high.drain_range(..Compared(n * 11 / 20)).len(), n as usize / 20);
    map.append(&mut high);
    assert!(COMPARISONS.get() < 400, "{} comparisons", COMPARISONS.get());
    map.check_invariants().unwrap();
    assert!(map.into_values().eq((0..n / 2).chain(n * 11 / 20..n * 3 / 5).chain(n * 4 / 5..n)));
}

/// Slim nodes belong to no arena: whole leaves change their map as they are. What is allocated is for the branches and the
/// leaves along the cut, a small part of what moves.
#[test]
fn slim_leaves_change_their_map_as_they_are() {
    let mut map = SlimMap::from_iter_in_layout((0..50_000_u64).map(|key| (key, key)));
    let a_quarter_of_what_moves = 25_000 * 16 / 4;
    let (high, report) = measure(|| map.split_off(&25_000));
    assert!(report.bytes_allocated < a_quarter_of_what_moves, "{report}");
    let mut high = high;
    let ((), report) = measure(|| map.append(&mut high));
    assert!(report.bytes_allocated < a_quarter_of_what_moves, "{report}");
    let (cut, report) = measure(|| map.drain_range(10_000..35_000));
    assert!(report.bytes_allocated < a_quarter_of_what_moves, "{report}");
    assert_eq!((cut.len(), map.len()), (25_000, 25_000));
}

/// What was taken apart and put together again leaves nothing behind.
fn edits_leak_nothing<L: LayoutOf>() {
    let ((), report) = measure(|| {
        let key = |i: u32| format!("{i:05}");
        let mut map = L::with_fanout::<String, String>(8);
        for round in 0..4 {
            map.extend((0..2000).map(|i| (key(i * 7919 % 5003), i.to_string())));
            let mut right = map.split_off(&key(2500));
            right.retain(|_, value| !value.ends_with('7'));
            drop(map.extract_if(.., |_, value| value.ends_with('3')).take(50).collect::<Vec<_>>());
            map.append(&mut right);
            assert!(map.remove_range(key(1000)..key(1500)) > 0);
            drop(map.drain_range(key(1600)..key(1900)).nth(20));
            let mut other = Map::<L, String, String>::from_iter_in_layout(map.clone());
            other.extend([(key(1), String::new()), (key(9999), "x".to_owned())]);
            map.merge(other, |_, a, b| a + &b);
            let mut cursor = map.lower_bound_mut(Included(&key(3000)));
            for _ in 0..100 {
                cursor.remove_next();
                cursor.remove_prev();
            }
            map.extend_sorted((0..50).map(|i| (key(90_000 + round * 100 + i), String::new()))).unwrap();
            assert!(map.extend_sorted([(key(2), key(2)), (key(1), key(1))]).is_err());
            map.check_invariants().unwrap();
        }
        assert!(map.len() > 1000);
    });
    assert_eq!((report.live_blocks, report.live_bytes), (0, 0));
}

for_each_layout!(
    heap_bytes_are_exact,
    looking_around_allocates_nothing,
    inserts_into_room_allocate_nothing,
    parting_and_joining_compare_few_keys,
    edits_leak_nothing,
);
