//! Cases 24 and 26: what has its size stays where it is, and memory comes back.

use crate::layouts::{LayoutOf, for_each_layout};
use alloc_meter::{Meter, measure};
use std::collections::HashSet;

/// Case 24.
fn shrinking_what_fits_allocates_nothing<L: LayoutOf>() {
    const LENS: &[u32] = if cfg!(miri) { &[0, 1, 12, 40] } else { &[0, 1, 3, 11, 12, 100, 1000] };
    for &len in LENS {
        let mut map = L::with_fanout::<u32, String>(16);
        for key in 0..len {
            map.insert(key * 7919 % 10007, key.to_string());
        }
        map.shrink_to_fit();
        let before: Vec<_> = map.iter().map(|(key, value)| (*key, value.clone())).collect();
        let ((), report) = measure(|| map.shrink_to_fit());
        assert_eq!(report.bytes_allocated, 0, "{len} entries");
        assert!(map.iter().map(|(key, value)| (*key, value.clone())).eq(before));
    }
}

/// Case 24: nodes move when they grow, and each entry moves with them.
fn growth_by_one_copies_what_was_there<L: LayoutOf>() {
    const MOST: u32 = if cfg!(miri) { 18 } else { 300 };
    let mut map = L::with_fanout::<u32, String>(16);
    for len in 0..MOST {
        map.shrink_to_fit();
        map.insert(len * 7919 % 10007, len.to_string());
        assert!((0..=len).all(|key| map[&(key * 7919 % 10007)] == key.to_string()));
    }
}

/// Case 26.
fn ten_thousand_refills_return_to_the_floor<L: LayoutOf>() {
    const ROUNDS: u32 = if cfg!(miri) { 8 } else { 10_000 };
    const STEP: u32 = if cfg!(miri) { 3 } else { 1 };
    let live = || (Meter::thread().live_blocks, Meter::thread().live_bytes);
    let before = live();
    let mut map = L::with_fanout::<u32, Box<u32>>(4);
    let mut floor = None;
    for round in 0..ROUNDS {
        let len = 1 + round * STEP % 40;
        for key in 0..len {
            assert!(map.insert(key * 17 % 41, Box::new(round)).is_none());
        }
        if round % 64 == 0 {
            // Each entry is somewhere else.
            let places: HashSet<_> = map.values().map(std::ptr::from_ref).collect();
            assert_eq!(places.len(), map.len());
        }
        match round % 4 {
            0 => map.clear(),
            1 => (0..len).for_each(|key| assert_eq!(map.remove(&(key * 17 % 41)), Some(Box::new(round)))),
            2 => while map.pop_first().is_some() {},
            _ => map = L::with_fanout(4),
        }
        assert!(map.is_empty());
        // After the first lap of every way to empty a map, there is nothing left to grow.
        if round % 160 == 159 {
            map.clear();
            let floor = *floor.get_or_insert_with(live);
            assert_eq!(live(), floor, "round {round}");
        }
    }
    drop(map);
    assert_eq!(live(), before);
}

for_each_layout!(
    shrinking_what_fits_allocates_nothing,
    growth_by_one_copies_what_was_there,
    ten_thousand_refills_return_to_the_floor,
);
