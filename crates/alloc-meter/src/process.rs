//! The counters of the whole process.
//!
//! Invariants owned here:
//!
//! 1. Every change is one atomic read-modify-write, so no count is lost whatever the threads do. The order
//!    between different counters is not kept; joining a thread makes all it counted visible.
//! 2. `peak` is the highest value `live_bytes` ever held in its own modification order, since the last reset.

use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering::Relaxed};

use crate::counts::Counts;

/// The counters, on cache lines of their own so that they share none with the program's data.
#[repr(align(128))]
struct Totals {
    allocs: AtomicU64,
    deallocs: AtomicU64,
    reallocs: AtomicU64,
    failed: AtomicU64,
    bytes_allocated: AtomicU64,
    bytes_freed: AtomicU64,
    bytes_moved: AtomicU64,
    live_bytes: AtomicI64,
    live_usable: AtomicI64,
    peak: AtomicI64,
    /// Set once a block has been counted whose usable size nobody knows: from then on the sum means nothing.
    usable_unknown: AtomicBool,
}

static TOTALS: Totals = Totals {
    allocs: AtomicU64::new(0),
    deallocs: AtomicU64::new(0),
    reallocs: AtomicU64::new(0),
    failed: AtomicU64::new(0),
    bytes_allocated: AtomicU64::new(0),
    bytes_freed: AtomicU64::new(0),
    bytes_moved: AtomicU64::new(0),
    live_bytes: AtomicI64::new(0),
    live_usable: AtomicI64::new(0),
    peak: AtomicI64::new(0),
    usable_unknown: AtomicBool::new(false),
};

#[inline]
pub(crate) fn on_alloc(size: u64, usable: i64) {
    TOTALS.allocs.fetch_add(1, Relaxed);
    TOTALS.bytes_allocated.fetch_add(size, Relaxed);
    TOTALS.live_usable.fetch_add(usable, Relaxed);
    add_live(size);
}

#[inline]
pub(crate) fn on_dealloc(size: u64, usable: i64) {
    TOTALS.deallocs.fetch_add(1, Relaxed);
    TOTALS.bytes_freed.fetch_add(size, Relaxed);
    TOTALS.live_usable.fetch_sub(usable, Relaxed);
    TOTALS.live_bytes.fetch_sub(size.cast_signed(), Relaxed);
}

#[inline]
pub(crate) fn on_realloc(old: u64, new: u64, usable_change: i64) {
    TOTALS.reallocs.fetch_add(1, Relaxed);
    TOTALS.bytes_moved.fetch_add(old, Relaxed);
    TOTALS.bytes_allocated.fetch_add(new, Relaxed);
    TOTALS.bytes_freed.fetch_add(old, Relaxed);
    TOTALS.live_usable.fetch_add(usable_change, Relaxed);
    add_live(new);
    TOTALS.live_bytes.fetch_sub(old.cast_signed(), Relaxed);
}

#[cold]
pub(crate) fn on_failure() {
    TOTALS.failed.fetch_add(1, Relaxed);
}

#[inline]
fn add_live(size: u64) {
    let size = size.cast_signed();
    let live = TOTALS.live_bytes.fetch_add(size, Relaxed).wrapping_add(size);
    // Most allocations set no record, and a load is far cheaper than a write that all threads must agree on.
    if live > TOTALS.peak.load(Relaxed) {
        TOTALS.peak.fetch_max(live, Relaxed);
    }
}

#[inline]
pub(crate) fn usable_is_unknown() -> bool {
    TOTALS.usable_unknown.load(Relaxed)
}

#[inline]
pub(crate) fn set_usable_unknown() {
    if !usable_is_unknown() {
        TOTALS.usable_unknown.store(true, Relaxed);
    }
}

pub(crate) fn reset_peak() {
    TOTALS.peak.store(TOTALS.live_bytes.load(Relaxed), Relaxed);
    // What was allocated between the load and the store must not stay above the peak.
    TOTALS.peak.fetch_max(TOTALS.live_bytes.load(Relaxed), Relaxed);
}

/// A snapshot; the usable bytes are the caller's to hide if they are not known.
pub(crate) fn counts() -> Counts {
    let (allocs, deallocs) = (TOTALS.allocs.load(Relaxed), TOTALS.deallocs.load(Relaxed));
    let live_bytes = TOTALS.live_bytes.load(Relaxed);
    Counts {
        allocs,
        deallocs,
        reallocs: TOTALS.reallocs.load(Relaxed),
        failed: TOTALS.failed.load(Relaxed),
        bytes_allocated: TOTALS.bytes_allocated.load(Relaxed),
        bytes_freed: TOTALS.bytes_freed.load(Relaxed),
        bytes_moved: TOTALS.bytes_moved.load(Relaxed),
        live_blocks: allocs.wrapping_sub(deallocs).cast_signed(),
        live_bytes,
        live_usable: Some(TOTALS.live_usable.load(Relaxed)),
        // Another thread may be between raising the live bytes and raising the peak.
        peak_bytes: TOTALS.peak.load(Relaxed).max(live_bytes),
    }
}
