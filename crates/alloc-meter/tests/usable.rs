//! Usable sizes against the platform's own answer.
#![expect(unsafe_code, reason = "calls allocators by hand")]
#![cfg(any(
    target_os = "android",
    all(target_os = "linux", any(target_env = "gnu", target_env = "musl")),
    target_os = "macos"
))]

use std::alloc::{Layout, alloc, dealloc, realloc};

use alloc_meter::{Meter, measure};
#[cfg(target_os = "macos")]
use libc::malloc_size as ask_malloc;
#[cfg(not(target_os = "macos"))]
use libc::malloc_usable_size as ask_malloc;

#[global_allocator]
static METER: Meter = Meter::system();

/// The platform's answer.
fn platform_says(block: *mut u8) -> i64 {
    assert!(!block.is_null());
    // SAFETY: all callers pass a live block that came through the meter from the system allocator.
    let size = unsafe { ask_malloc(block.cast::<libc::c_void>()) };
    i64::try_from(size).unwrap()
}

#[test]
fn usable_size_is_what_the_platform_says_at_every_size_and_alignment() {
    let mut roundings = 0;
    for align in [1, 8, 16, 64, 128, 4096] {
        for size in (1..300).chain([1000, 4096, 65_537, 1 << 20]) {
            let layout = Layout::from_size_align(size, align).unwrap();
            // SAFETY: the layout is not of size zero.
            let (block, born) = measure(|| unsafe { alloc(layout) });
            let usable = platform_says(block);
            assert!(usable >= i64::try_from(size).unwrap());
            assert_eq!(born.live_usable, Some(usable), "{layout:?}");
            roundings += u32::from(usable > born.live_bytes);
            // SAFETY: `block` was allocated just above with this layout and is not used any more.
            let ((), died) = measure(|| unsafe { dealloc(block, layout) });
            assert_eq!(died.live_usable, Some(-usable), "{layout:?}");
        }
    }
    assert!(roundings > 0);
}

#[test]
fn usable_size_follows_reallocation_both_ways() {
    let mut layout = Layout::from_size_align(10, 8).unwrap();
    // SAFETY: the layout is not of size zero.
    let mut block = unsafe { alloc(layout) };
    for new_size in [11, 500, 100_000, 3, 70, 1] {
        let before = platform_says(block);
        // SAFETY: (1) `block` is live and has `layout`; (2) the new size is neither zero nor near the limit.
        let (moved, report) = measure(|| unsafe { realloc(block, layout, new_size) });
        assert_eq!(report.live_usable, Some(platform_says(moved) - before));
        assert_eq!(report.bytes_moved, layout.size() as u64);
        block = moved;
        layout = Layout::from_size_align(new_size, 8).unwrap();
    }
    // SAFETY: `block` is live, has `layout`, and is not used any more.
    unsafe { dealloc(block, layout) }
}

#[test]
fn thread_and_process_both_tell() {
    let boxed = Box::new([0_u8; 33]);
    assert!(Meter::thread().live_usable.is_some());
    let process = Meter::process().live_usable.unwrap();
    assert!(process >= 33);
    drop(boxed);
}
