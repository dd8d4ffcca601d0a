//! The numbers of single operations of known sizes, to the byte, on the test's own thread.
#![expect(unsafe_code, reason = "calls allocators by hand")]

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::collections::BTreeMap;
use std::hint::black_box;

use alloc_meter::{Meter, measure};

#[global_allocator]
static METER: Meter = Meter::system();

#[test]
fn meter_is_installed_and_asking_leaves_no_trace() {
    let before = Meter::thread();
    assert!(alloc_meter::is_installed());
    assert!(alloc_meter::is_installed());
    assert_eq!(Meter::thread(), before);
}

#[test]
fn box_is_one_block_of_its_size() {
    let (boxed, report) = measure(|| Box::new([7_u8; 37]));
    assert_eq!((report.blocks_allocated, report.bytes_allocated), (1, 37));
    assert_eq!((report.live_blocks, report.live_bytes, report.peak_bytes), (1, 37, 37));
    assert_eq!((report.blocks_freed, report.bytes_freed, report.reallocs, report.failed), (0, 0, 0, 0));

    let ((), report) = measure(|| drop(boxed));
    assert_eq!((report.blocks_allocated, report.bytes_allocated), (0, 0));
    assert_eq!((report.blocks_freed, report.bytes_freed), (1, 37));
    assert_eq!((report.live_blocks, report.live_bytes, report.peak_bytes), (-1, -37, 0));
}

#[test]
fn vec_growth_is_one_block_and_reallocations() {
    let (list, report) = measure(|| {
        let mut list = Vec::with_capacity(1);
        for capacity in [3, 10, 100] {
            list.resize(list.capacity(), 1_u32);
            list.reserve_exact(capacity - list.len());
            assert_eq!(list.capacity(), capacity);
        }
        list
    });
    assert_eq!((report.blocks_allocated, report.reallocs), (1, 3));
    assert_eq!(report.bytes_allocated, 4 * (1 + 3 + 10 + 100));
    assert_eq!(report.bytes_freed, 4 * (1 + 3 + 10));
    assert_eq!(report.bytes_moved, 4 * (1 + 3 + 10));
    assert_eq!((report.live_blocks, report.live_bytes), (1, 400));
    assert_eq!(report.peak_bytes, 4 * (10 + 100));
    drop(list);
}

#[test]
fn vec_pushes_cost_what_its_capacities_say() {
    let mut capacities = Vec::with_capacity(64);
    let (list, report) = measure(|| {
        let mut list = Vec::new();
        for item in 0..1000_u64 {
            list.push(item);
            if capacities.last() != Some(&list.capacity()) {
                capacities.push(list.capacity());
            }
        }
        list
    });
    assert!(capacities.len() > 5 && capacities.capacity() == 64);
    let (last, earlier) = capacities.split_last().unwrap();
    let moved = 8 * earlier.iter().sum::<usize>() as u64;
    assert_eq!((report.blocks_allocated, report.reallocs), (1, earlier.len() as u64));
    assert_eq!(report.bytes_moved, moved);
    assert_eq!(report.bytes_allocated, moved + 8 * *last as u64);
    assert_eq!(report.live_bytes, 8 * *last as i64);
    assert_eq!(report.peak_bytes, 8 * (*last + *earlier.last().unwrap()) as u64);
    drop(list);
}

#[test]
fn string_growth_is_exact() {
    let (text, report) = measure(|| {
        let mut text = String::from("abcde");
        text.reserve_exact(11);
        text
    });
    assert_eq!((report.blocks_allocated, report.reallocs, report.bytes_moved), (1, 1, 5));
    assert_eq!((report.bytes_allocated, report.live_bytes, report.peak_bytes), (5 + 16, 16, 5 + 16));
    drop(text);
}

#[test]
fn shrinking_counts_old_and_new_block_at_once() {
    let mut list = Vec::with_capacity(1000);
    list.push(1_u8);
    let ((), report) = measure(|| list.shrink_to_fit());
    assert_eq!((report.reallocs, report.bytes_moved), (1, 1000));
    assert_eq!((report.live_blocks, report.live_bytes, report.peak_bytes), (0, -999, 1));
}

#[test]
fn nothing_of_size_zero_is_counted() {
    let ((), report) = measure(|| {
        black_box(Box::new(()));
        black_box(Vec::<u64>::new());
        black_box(String::new());
        black_box(vec![(); 1000]);
        black_box(Box::<[u64]>::default());
        black_box(BTreeMap::<u64, u64>::new());
    });
    assert_eq!(report.calls(), 0);
    assert_eq!((report.bytes_allocated, report.live_blocks, report.peak_bytes), (0, 0, 0));
}

#[test]
fn zeroed_block_is_counted_and_zero() {
    // Leave dirt behind for the allocator to hand out again.
    drop(black_box(vec![0xFF_u8; 777]));
    let layout = Layout::array::<u8>(777).unwrap();
    let (block, report) = measure(|| {
        // SAFETY: the layout is not of size zero.
        unsafe { alloc_zeroed(layout) }
    });
    assert!(!block.is_null());
    // SAFETY: (1) `block` is live and 777 bytes long, (2) zeroed and thus initialised, (3) and nobody else's.
    assert!(unsafe { std::slice::from_raw_parts(block, 777) }.iter().all(|&byte| byte == 0));
    assert_eq!((report.blocks_allocated, report.bytes_allocated, report.live_bytes), (1, 777, 777));
    // SAFETY: `block` was allocated above with this layout and is not used any more.
    let ((), report) = measure(|| unsafe { dealloc(block, layout) });
    assert_eq!((report.blocks_freed, report.bytes_freed), (1, 777));
}

#[test]
fn over_aligned_block_is_aligned_and_exact() {
    #[repr(align(128))]
    struct Wide([u8; 128]);

    let (mut list, report) = measure(|| Vec::<Wide>::with_capacity(3));
    assert_eq!((report.blocks_allocated, report.bytes_allocated, report.live_bytes), (1, 384, 384));
    assert_eq!(list.as_ptr().addr() % 128, 0);

    list.push(Wide([5; 128]));
    let ((), report) = measure(|| list.reserve_exact(99));
    assert_eq!(list.as_ptr().addr() % 128, 0);
    assert_eq!(list[0].0, [5; 128]);
    assert_eq!((report.reallocs, report.bytes_moved, report.peak_bytes), (1, 384, 12_800));
    assert_eq!((report.blocks_allocated, report.blocks_freed, report.live_bytes), (0, 0, 12_800 - 384));

    let ((), report) = measure(|| drop(list));
    assert_eq!((report.blocks_freed, report.live_bytes), (1, -12_800));
}

#[test]
fn map_returns_all_it_took() {
    let ((), report) = measure(|| {
        let mut map: BTreeMap<u64, String> = (0..1000).map(|key| (key, key.to_string())).collect();
        map.retain(|key, _| key % 3 == 0);
    });
    assert!(report.blocks_allocated > 1000);
    assert_eq!(report.blocks_allocated, report.blocks_freed);
    assert_eq!(report.bytes_allocated, report.bytes_freed);
    assert_eq!((report.live_blocks, report.live_bytes), (0, 0));
    assert_eq!(report.live_usable.unwrap_or(0), 0);
    assert!(report.peak_bytes >= 16 * 1000);
}
