//! Tells whether the meter is being fed, by making it count something.
//!
//! Owns the invariant that asking leaves no trace in the counters, and is neither harmed by failure injection
//! nor consumes it.

use std::alloc::{Layout, alloc, dealloc};
use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use crate::thread::{self, Local};

/// Set by the first successful probe. A program's global allocator does not change, so it stays true.
static INSTALLED: AtomicBool = AtomicBool::new(false);

/// Whether a [`Meter`](crate::Meter) is the program's global allocator, or is asked by whatever is.
///
/// Found out by one small allocation, which is not counted; a yes is remembered.
///
/// Computes in **O(1)** time.
///
/// ```
/// // No `#[global_allocator]` here.
/// # fn main() {
/// assert!(!alloc_meter::is_installed());
/// # }
/// ```
pub fn is_installed() -> bool {
    INSTALLED.load(Relaxed) || {
        let found = probe();
        if found {
            INSTALLED.store(true, Relaxed);
        }
        found
    }
}

fn probe() -> bool {
    let Some(mode) = thread::with(Local::begin_probe) else { return false };
    let layout = Layout::new::<u64>();
    // SAFETY: the layout is not of size zero.
    // The compiler may leave out an allocation that nobody looks at; the black box looks.
    let block = black_box(unsafe { alloc(layout) });
    if !block.is_null() {
        // SAFETY: (1) `block` was just allocated by the global allocator (2) with this very layout, and (3)
        // nobody else has it.
        unsafe { dealloc(block, layout) }
    }
    thread::with(|local| local.end_probe(mode)).unwrap_or(false)
}

/// Panics unless a meter is installed, so that nobody reads zeros as a result.
#[track_caller]
pub(crate) fn assert_installed() {
    assert!(
        is_installed(),
        "no alloc_meter::Meter is this program's #[global_allocator]: nothing would be counted"
    );
}
