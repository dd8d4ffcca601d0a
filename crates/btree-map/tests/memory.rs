//! What the layouts promise of memory, counted to the byte.

use alloc_meter::{Meter, measure};
use btree_map::{BPlusTreeMap, BaselineMap, DefaultLayout, InlineMap, PackedMap, PooledMap};
use std::hint::black_box;

#[global_allocator]
static METER: Meter = Meter::system();

/// Runs `test` on a fresh map of every layout.
macro_rules! on_every_layout {
    ($test:ident) => {
        $test(BaselineMap::with_layout);
        $test(PackedMap::with_layout);
        $test(InlineMap::with_layout);
        $test(PooledMap::with_layout);
    };
}

#[test]
fn an_empty_map_allocates_nothing() {
    fn test<T: DefaultLayout<u64, u64>>(new: fn() -> BPlusTreeMap<u64, u64, T>) {
        let (_, report) = measure(|| {
            let mut map = black_box(new());
            assert_eq!(map.get(&1), None);
            assert_eq!((map.remove(&1), map.pop_first()), (None, None));
            assert_eq!((map.iter().count(), map.range(..).count()), (0, 0));
            map.clear();
            map.shrink_to_fit();
            drop(map.into_iter());
        });
        assert_eq!(report.calls(), 0);
    }
    on_every_layout!(test);
}

#[test]
fn nothing_leaks() {
    fn test<T: DefaultLayout<String, String>>(new: fn() -> BPlusTreeMap<String, String, T>) {
        let ((), report) = measure(|| {
            let mut map = new();
            for round in 0..3 {
                for i in 0..3000u32 {
                    map.insert(format!("{:05}", i.wrapping_mul(7919) % 5003), i.to_string());
                }
                for i in 0..2000u32 {
                    map.remove(&format!("{:05}", i * 2));
                }
                match round {
                    0 => map.clear(),
                    1 => drop(map.clone().into_iter().nth(500)),
                    _ => {
                        let rest = std::mem::replace(&mut map, new()).into_iter();
                        map.extend(rest.rev());
                    }
                }
            }
        });
        assert_eq!((report.live_blocks, report.live_bytes), (0, 0));
    }
    on_every_layout!(test);
}

#[test]
fn iterating_and_searching_allocate_nothing() {
    fn test<T: DefaultLayout<u64, u64>>(new: fn() -> BPlusTreeMap<u64, u64, T>) {
        let mut map = new();
        map.extend((0..5000).map(|key| (key * 2, key)));
        let (sum, report) = measure(|| {
            let found: u64 = (0..10_000).filter_map(|key| map.get(&key)).sum();
            let walked: u64 = map.iter().chain(map.range(500..9000)).map(|(key, value)| key + value).sum();
            map.iter_mut().rev().for_each(|(_, value)| *value += 1);
            map.range_mut(..100).for_each(|(_, value)| *value += 1);
            found + walked
        });
        assert!(sum > 0);
        assert_eq!(report.calls(), 0);
    }
    on_every_layout!(test);
}

#[test]
fn fill_drain_and_refill_return_to_the_floor() {
    fn test<T: DefaultLayout<u64, u64>>(new: fn() -> BPlusTreeMap<u64, u64, T>) {
        let rounds = if cfg!(miri) { 3 } else { 300 };
        let (_, report) = measure(|| {
            let mut map = new();
            let mut floor = None;
            for _ in 0..rounds {
                let (_, round) = measure(|| {
                    (0..500u64).for_each(|key| {
                        map.insert(key * 37 % 501, key);
                    });
                    (0..501u64).for_each(|key| {
                        map.remove(&(key * 91 % 501));
                    });
                });
                assert!(map.is_empty());
                // The first round may leave arenas their smallest chunk; later ones nothing more.
                if floor.is_some() {
                    assert_eq!(round.live_bytes, 0);
                }
                floor = Some(round.live_bytes);
            }
            map.shrink_to_fit();
            black_box(map)
        });
        // An arena may keep the generations of its slots.
        assert!(report.live_bytes <= 64, "{report}");
    }
    on_every_layout!(test);
}

#[test]
fn below_16_entries_an_inline_map_has_one_block_at_most() {
    fn test<T: DefaultLayout<u32, u32>>(new: fn() -> BPlusTreeMap<u32, u32, T>) {
        let (mut map, report) = measure(new);
        assert_eq!(report.live_blocks, 0);
        let mut blocks = 0;
        let mut step = |map: &mut BPlusTreeMap<u32, u32, T>,
                        change: &dyn Fn(&mut BPlusTreeMap<u32, u32, T>)| {
            let ((), report) = measure(|| change(map));
            blocks += report.live_blocks;
            assert!(
                map.len() >= 16 || blocks == i64::from(!map.is_empty()),
                "{} entries: {blocks}",
                map.len()
            );
        };
        // Up, far beyond the border, and down again to nothing, twice.
        for _ in 0..2 {
            for key in 0..600 {
                step(&mut map, &|map| {
                    map.insert(key * 7 % 601, key);
                });
            }
            for key in 0..601 {
                step(&mut map, &|map| {
                    map.remove(&(key * 5 % 601));
                });
            }
        }
    }
    test(InlineMap::with_layout);
    test(PooledMap::with_layout);
}

#[test]
fn a_map_that_breathes_at_the_border_does_not_thrash() {
    fn test<T: DefaultLayout<u32, u32>>(new: fn() -> BPlusTreeMap<u32, u32, T>) {
        let mut map = new();
        map.extend((0..16).map(|key| (key, key)));
        // 15 and 16 in turn: one demotion, and then nothing is allocated any more.
        map.remove(&0);
        let ((), report) = measure(|| {
            for _ in 0..100 {
                map.insert(0, 0);
                map.remove(&0);
            }
        });
        assert_eq!(report.calls(), 0);
        // The other border: promoted again at 24, demoted at 15.
        (0..24).for_each(|key| {
            map.insert(key, key);
        });
        let ((), report) = measure(|| {
            for _ in 0..100 {
                map.remove(&0);
                map.insert(0, 0);
            }
        });
        assert_eq!(report.calls(), 0);
    }
    test(InlineMap::with_layout);
    test(PooledMap::with_layout);
}

#[test]
fn a_full_node_of_the_later_phases_has_no_slack() {
    fn test<T: DefaultLayout<u64, u64>>(new: fn() -> BPlusTreeMap<u64, u64, T>) {
        let mut map = new();
        // Ascending inserts leave every leaf but the last full.
        map.extend((0..10_000).map(|key| (key, key)));
        let mut fills = Vec::new();
        map.for_each_leaf(|len, room| fills.push((len, room)));
        assert!(fills.len() > 70);
        assert!(fills[..fills.len() - 1].iter().all(|fill| *fill == (128, 128)), "{fills:?}");
    }
    test(InlineMap::with_layout);
    test(PooledMap::with_layout);
}

#[test]
fn an_insert_that_neither_splits_nor_grows_a_leaf_allocates_nothing() {
    fn test<T: DefaultLayout<u64, u64>>(new: fn() -> BPlusTreeMap<u64, u64, T>) {
        let mut map = new();
        map.extend((0..1000).map(|key| (key * 2, key)));
        let mut quiet = 0;
        for key in (1..2000).step_by(2) {
            let shape = |map: &BPlusTreeMap<u64, u64, T>| {
                let mut rooms = Vec::new();
                map.for_each_leaf(|_, room| rooms.push(room));
                rooms
            };
            let before = shape(&map);
            let (_, report) = measure(|| map.insert(key, key));
            // Keys and values of a leaf grow one insert apart where a key is the head.
            if before == shape(&map) && report.calls() == 0 {
                quiet += 1;
            } else {
                assert!(report.calls() > 0);
            }
        }
        assert!(quiet > 900, "{quiet} of 1000");
    }
    on_every_layout!(test);
}

#[test]
fn a_clone_costs_its_payload_and_64_bytes_a_leaf() {
    fn test<T: DefaultLayout<u64, u64>>(new: fn() -> BPlusTreeMap<u64, u64, T>) {
        let mut map = new();
        map.extend((0..20_000u64).map(|key| (key.wrapping_mul(0x9e37_79b9_7f4a_7c15), key)));
        let (clone, report) = measure(|| map.clone());
        // 157 leaves of up to 128 entries, at most 72 bytes each in their arena; two branches.
        let payload = 16 * 20_000;
        assert!(report.live_bytes < payload + 157 * 72 + 3000, "{report}");
        assert!(clone == map);
    }
    on_every_layout!(test);
}
