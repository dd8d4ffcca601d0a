//! What a multimap asks the allocator for, counted exactly: nothing for the list of a key with one value.

use alloc_meter::{Meter, measure};
use btree_map::multimap::ValueList;
use btree_map::{BPlusTreeMap, BPlusTreeMultiMap, PageToken};
use std::ops::ControlFlow;

#[global_allocator]
static METER: Meter = Meter::system();

const KEYS: u64 = 2000;

fn scattered(i: u64) -> u64 {
    i.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// As large as a list: a value, and what tells it from a pointer.
#[repr(C)]
struct AsLarge(u64, usize);

#[test]
fn a_key_with_one_value_holds_no_list() {
    // A plain map whose values are as large as a list: the same tree, block by block.
    assert_eq!(size_of::<ValueList<u64>>(), size_of::<AsLarge>());
    assert_eq!(align_of::<ValueList<u64>>(), align_of::<AsLarge>());
    let (mut multi, mut plain) = (BPlusTreeMultiMap::new(), BPlusTreeMap::new());
    for i in 0..KEYS {
        let (_, ours) = measure(|| multi.insert(scattered(i), i));
        let (_, theirs) = measure(|| plain.insert(scattered(i), AsLarge(i, 0)));
        assert_eq!((ours.live_blocks, ours.live_bytes), (theirs.live_blocks, theirs.live_bytes), "at {i}");
        assert_eq!(ours.blocks_allocated, theirs.blocks_allocated, "at {i}");
    }
}

#[test]
fn a_second_value_takes_two_blocks_and_gives_them_back() {
    let mut multi: BPlusTreeMultiMap<u64, u64> = (0..KEYS).map(|i| (scattered(i), i)).collect();
    let list = (size_of::<Vec<u64>>() + 2 * size_of::<u64>()) as i64;
    for i in 0..KEYS {
        let (_, report) = measure(|| multi.insert(scattered(i), i + 1));
        assert_eq!((report.live_blocks, report.live_bytes), (2, list));
    }
    assert_eq!(multi.len(), 2 * KEYS as usize);
    for i in 0..KEYS {
        let (removed, report) = measure(|| multi.remove(&scattered(i), &i));
        assert_eq!(removed, Some(i));
        assert_eq!((report.live_blocks, report.live_bytes), (-2, -list));
        assert_eq!(multi.get(&scattered(i)), [i + 1]);
    }
}

#[test]
fn looking_up_and_walking_allocate_nothing() {
    let multi: BPlusTreeMultiMap<u64, u64> = (0..KEYS).map(|i| (i / 3, i)).collect();
    let (sum, report) = measure(|| {
        let values: u64 = multi.get(&5).iter().sum();
        values + multi.iter().map(|(_, value)| value).sum::<u64>() + multi.range(3..9).count() as u64
    });
    assert_eq!(sum, 15 + 16 + 17 + KEYS * (KEYS - 1) / 2 + 18);
    assert_eq!(report.calls(), 0);
}

#[test]
fn streams_and_pages_allocate_nothing() {
    let multi: BPlusTreeMultiMap<u64, u64> = (0..KEYS).map(|i| (i / 3, i)).collect();
    let (sum, report) = measure(|| {
        let (mut sum, mut token) = (0, Some(PageToken::START));
        while let Some(from) = token {
            let mut page = multi.page(.., from, 50);
            sum += page.by_ref().flat_map(|(_, values)| values.as_slice()).sum::<u64>();
            token = page.resume();
        }
        let flow = multi.for_each_range(.., |_, value| {
            sum += value;
            ControlFlow::<()>::Continue(())
        });
        assert_eq!(flow, ControlFlow::Continue(()));
        sum
    });
    assert_eq!(sum, KEYS * (KEYS - 1));
    assert_eq!(report.calls(), 0);
}

#[test]
fn heap_bytes_are_what_the_allocator_gave() {
    let (mut multi, report) =
        measure(|| (0..KEYS).map(|i| (i % 700, i)).collect::<BPlusTreeMultiMap<_, _>>());
    let held = report.live_bytes;
    assert_eq!(multi.heap_bytes() as i64, held);
    let (removed, report) = measure(|| multi.remove_range(..500));
    assert_eq!((removed, multi.len()), (1500, 500));
    assert_eq!(multi.heap_bytes() as i64, held + report.live_bytes);
}

#[test]
fn everything_is_given_back() {
    let ((), report) = measure(|| {
        let mut multi: BPlusTreeMultiMap<String, String> =
            (0..KEYS).map(|i| ((i % 700).to_string(), i.to_string())).collect();
        multi.retain(|_, value| value.len() % 2 == 0);
        let high = multi.split_off("4");
        multi.append(&mut high.clone());
        drop(high.into_iter().nth(100));
        multi.shrink_to_fit();
        multi.clear();
    });
    assert_eq!((report.live_blocks, report.live_bytes), (0, 0));
}
