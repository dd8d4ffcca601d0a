//! The fault cases: what must not happen when user code panics or lies, memory runs out, or types are odd.
//!
//! `docs/faults.md` says which test stands for which case. One binary with an allocator of its own: it counts, it
//! fails on demand, and it never accepts a request for zero bytes.
#![expect(unsafe_code, reason = "a global allocator that fails")]

mod alignment;
mod closures;
mod drops;
mod edits;
mod empty;
mod exhausted;
mod forgotten;
mod large;
#[path = "../suite/layouts.rs"]
mod layouts;
mod orders;
mod refill;
mod tally;
mod zero_sized;

use alloc_meter::Meter;
use std::alloc::{GlobalAlloc, Layout, System};

/// The system's allocator, but for requests of zero bytes, which end the program: nobody may make them.
struct NeverEmpty;

fn check(bytes: usize) {
    if bytes == 0 {
        // A panic would unwind through the allocator.
        eprintln!("a request for zero bytes");
        std::process::abort();
    }
}

// SAFETY: every request is passed on to the system's allocator, unless the program ends.
unsafe impl GlobalAlloc for NeverEmpty {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        check(layout.size());
        // SAFETY: the caller's contract is the same.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        check(layout.size());
        // SAFETY: the caller's contract is the same.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        check(bytes);
        // SAFETY: the caller's contract is the same.
        unsafe { System.realloc(block, layout, bytes) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's contract is the same.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static METER: Meter<NeverEmpty> = Meter::new(NeverEmpty);
