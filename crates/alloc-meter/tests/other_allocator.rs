//! A meter over an allocator that is not the system's, with a usable size of its own.
#![expect(unsafe_code, reason = "is an allocator")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use alloc_meter::{Meter, fail_after, measure};

/// Blocks of 4096 bytes, or more if more is asked for, each with its size written behind a header.
struct Paged;

/// Where the usable size stands before a block, and what keeps any block aligned behind it.
const HEADER: usize = 128;

/// How often the allocator below has been asked, by kind: plain and zeroed, size-changing, freeing.
static ASKED: [AtomicUsize; 3] = [const { AtomicUsize::new(0) }; 3];

fn padded(size: usize) -> Layout {
    Layout::from_size_align(HEADER + size.max(4096), HEADER).unwrap()
}

// SAFETY: (1) every block is the part behind the header of a system block of its own, (2) at least as large
// and, up to the header's alignment, which is all that this test asks for, as aligned as the layout says; (3)
// it goes back to the system with the layout it came with, which follows from the caller's. `realloc` and
// `alloc_zeroed` are the trait's.
unsafe impl GlobalAlloc for Paged {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ASKED[0].fetch_add(1, Relaxed);
        if layout.align() > HEADER {
            return std::ptr::null_mut();
        }
        // SAFETY: (1) the layout is not of size zero; (2) the header lies inside the block and is aligned for
        // a `usize`.
        unsafe {
            let start = System.alloc(padded(layout.size()));
            if start.is_null() {
                return start;
            }
            start.cast::<usize>().write(padded(layout.size()).size() - HEADER);
            start.add(HEADER)
        }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        ASKED[2].fetch_add(1, Relaxed);
        // SAFETY: `block` is live and from `alloc` above, so it lies `HEADER` behind the start of such a
        // system block.
        unsafe { System.dealloc(block.sub(HEADER), padded(layout.size())) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        ASKED[1].fetch_add(1, Relaxed);
        // SAFETY: (1) `block` is live, as in `dealloc`; (2) the header of what comes back is written anew.
        unsafe {
            let new = padded(new_size).size();
            let start = System.realloc(block.sub(HEADER), padded(layout.size()), new);
            if start.is_null() {
                return start;
            }
            start.cast::<usize>().write(new - HEADER);
            start.add(HEADER)
        }
    }
}

/// The usable size of a block of [`Paged`].
///
/// # Safety
///
/// - `block` is a live block of [`Paged`].
unsafe fn usable_size(block: *mut u8) -> usize {
    // SAFETY: the caller vouches for the block, and each has its size written at its header's start.
    unsafe { block.sub(HEADER).cast::<usize>().read() }
}

#[global_allocator]
// SAFETY: (1) `usable_size` may be asked about every live block of `Paged`; (2) it neither allocates nor
// unwinds.
static METER: Meter<Paged> = unsafe { Meter::with_usable(Paged, usable_size) };

#[test]
fn usable_size_is_the_inner_allocators() {
    let (mut list, report) = measure(|| Vec::<u8>::with_capacity(10));
    assert_eq!((report.live_bytes, report.live_usable), (10, Some(4096)));
    let ((), report) = measure(|| list.reserve_exact(5000));
    assert_eq!((report.live_bytes, report.live_usable), (4990, Some(5000 - 4096)));
    let ((), report) = measure(|| drop(list));
    assert_eq!((report.live_bytes, report.live_usable), (-5000, Some(-5000)));
}

#[test]
fn requests_reach_the_inner_allocator_once_each_and_refused_ones_never() {
    // Other threads of the harness may ask too, so only the order of magnitude of the whole is certain.
    let asked = || ASKED.each_ref().map(|count| count.load(Relaxed));
    let before = asked();
    for _ in 0..10_000 {
        let mut list = std::hint::black_box(Vec::<u8>::with_capacity(16));
        list.reserve_exact(17);
    }
    let passed = asked();
    for (then, now) in before.into_iter().zip(passed) {
        assert!((10_000..11_000).contains(&(now - then)), "{before:?} {passed:?}");
    }
    for _ in 0..10_000 {
        let _failing = fail_after(0);
        assert!(std::hint::black_box(Vec::<u8>::new()).try_reserve(16).is_err());
    }
    assert!(asked()[0] - passed[0] < 1000);
}
