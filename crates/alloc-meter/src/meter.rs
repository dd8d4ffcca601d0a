//! The allocator itself: passes requests on, and counts what came of them.
//!
//! Invariants owned here:
//!
//! 1. The meter changes nothing: pointer, layout and size reach the allocator below as they came, and its
//!    answer goes back as it is. The one exception is a refused request, answered null without asking.
//! 2. A block is counted when it exists: after a successful allocation, before its deallocation.
//! 3. Nothing in here panics or allocates.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr;

use crate::counts::Counts;
use crate::thread::Verdict;
use crate::usable::{self, UsableSize};
use crate::{process, thread};

/// A global allocator that counts, and leaves the work to `A`.
///
/// The counters belong to the program, not to the meter: see [`process`](Meter::process) and
/// [`thread`](Meter::thread).
///
/// ```
/// use alloc_meter::Meter;
///
/// #[global_allocator]
/// static METER: Meter = Meter::system();
///
/// # fn main() {
/// assert!(alloc_meter::is_installed());
/// assert!(Meter::process().allocs >= Meter::thread().allocs);
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Meter<A = System> {
    inner: A,
    /// Tells usable sizes of blocks of `inner`; `None` if nobody knows them.
    usable: Option<UsableSize>,
}

impl Meter<System> {
    /// A meter over the system allocator, with usable sizes where the platform tells them.
    ///
    /// Computes in **O(1)** time.
    pub const fn system() -> Self {
        Self { inner: System, usable: usable::SYSTEM }
    }

    /// What the whole process has counted so far.
    ///
    /// Each number is exact. While other threads allocate, they may be of slightly different moments. All are
    /// 0 if no meter [is installed](crate::is_installed).
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// # use alloc_meter::Meter;
    /// # #[global_allocator]
    /// # static METER: Meter = Meter::system();
    /// # fn main() {
    /// let before = Meter::process();
    /// let list = std::thread::spawn(|| vec![0_u8; 1 << 20]).join().unwrap();
    /// assert!((Meter::process() - before).live_bytes >= 1 << 20);
    /// # drop(list);
    /// # }
    /// ```
    pub fn process() -> Counts {
        hide_unknown(process::counts())
    }

    /// What the calling thread has counted so far.
    ///
    /// The live numbers tell what this thread did: they fall below zero if it frees more than it allocated.
    /// All are 0 if no meter [is installed](crate::is_installed).
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// # use alloc_meter::Meter;
    /// # #[global_allocator]
    /// # static METER: Meter = Meter::system();
    /// # fn main() {
    /// let boxed = Box::new([0_u8; 100]);
    /// let delta = std::thread::spawn(move || {
    ///     let before = Meter::thread();
    ///     drop(boxed);
    ///     Meter::thread() - before
    /// });
    /// assert_eq!(delta.join().unwrap().live_bytes, -100);
    /// # }
    /// ```
    pub fn thread() -> Counts {
        hide_unknown(thread::with(thread::Local::counts).unwrap_or_default())
    }

    /// Sets the calling thread's peak to what it holds live now.
    ///
    /// A [`measure`](crate::measure) under way keeps a peak of its own and is not disturbed.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// # use alloc_meter::Meter;
    /// # #[global_allocator]
    /// # static METER: Meter = Meter::system();
    /// # fn main() {
    /// drop(vec![0_u8; 4096]);
    /// Meter::reset_thread_peak();
    /// assert_eq!(Meter::thread().peak_bytes, Meter::thread().live_bytes);
    /// # }
    /// ```
    pub fn reset_thread_peak() {
        thread::with(thread::Local::reset_peak);
    }

    /// Sets the process's peak to what is live now.
    ///
    /// What other threads allocate at the same moment may fall on either side of the reset.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// # use alloc_meter::Meter;
    /// # #[global_allocator]
    /// # static METER: Meter = Meter::system();
    /// # fn main() {
    /// drop(vec![0_u8; 1 << 20]);
    /// assert!(Meter::process().peak_bytes >= 1 << 20);
    /// Meter::reset_process_peak();
    /// assert!(Meter::process().peak_bytes < 1 << 20);
    /// # }
    /// ```
    pub fn reset_process_peak() {
        process::reset_peak();
    }

    /// Sets both peaks, the calling thread's and the process's, to what is live now.
    ///
    /// Computes in **O(1)** time.
    pub fn reset_peak() {
        Self::reset_thread_peak();
        Self::reset_process_peak();
    }
}

impl<A> Meter<A> {
    /// A meter over any allocator; its usable sizes are unknown.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// use std::alloc::System;
    /// use alloc_meter::Meter;
    ///
    /// #[global_allocator]
    /// static METER: Meter<System> = Meter::new(System);
    ///
    /// # fn main() {
    /// assert!(alloc_meter::is_installed());
    /// let boxed = Box::new(7_u64);
    /// assert_eq!(Meter::thread().live_usable, None);
    /// # drop(boxed);
    /// # }
    /// ```
    pub const fn new(inner: A) -> Self {
        Self { inner, usable: None }
    }

    /// A meter over any allocator, with a function that tells its usable sizes.
    ///
    /// Computes in **O(1)** time.
    ///
    /// # Safety
    ///
    /// - `usable` may be called with every live block of `inner`, whatever its layout.
    /// - `usable` neither allocates through the global allocator nor unwinds.
    pub const unsafe fn with_usable(inner: A, usable: unsafe fn(*mut u8) -> usize) -> Self {
        Self { inner, usable: Some(usable) }
    }

    /// The block's usable size, or 0 and a note that the sum is lost.
    ///
    /// # Safety
    ///
    /// - `block` is a live block of `self.inner`.
    #[inline]
    unsafe fn usable_size(&self, block: *mut u8) -> i64 {
        debug_assert!(!block.is_null());
        match self.usable {
            // SAFETY: (1) the caller vouches that `block` is a live block of `inner`; (2) `usable` accepts
            // all of those: `system` pairs `System` with its own query, and `with_usable` has its caller
            // promise it.
            Some(usable) => unsafe { usable(block) }.cast_signed() as i64,
            None => {
                process::set_usable_unknown();
                0
            }
        }
    }

    /// Obtains a block through `ask`, unless it is to be refused, and counts it.
    ///
    /// # Safety
    ///
    /// - `ask` returns null or a live block of `self.inner`.
    #[inline]
    unsafe fn obtain(&self, size: usize, ask: impl FnOnce() -> *mut u8) -> *mut u8 {
        let block = match thread::with(thread::Local::admit).unwrap_or(Verdict::Count) {
            Verdict::Count => ask(),
            Verdict::PassBy => return ask(),
            Verdict::Refuse => ptr::null_mut(),
        };
        if block.is_null() {
            count_failure();
        } else {
            // SAFETY: (1) `block` is not null, (2) so the caller vouches that it is a live block of `inner`.
            let usable = unsafe { self.usable_size(block) };
            thread::with(|local| local.on_alloc(size as u64, usable));
            process::on_alloc(size as u64, usable);
        }
        block
    }
}

// SAFETY: (1) every block comes from `inner`, asked with the caller's own layout and size, and goes back to
// it with the same, so what `inner` guarantees as a `GlobalAlloc` holds for the meter; (2) a refused request
// is answered null and, if it was a reallocation, leaves the block as it was, both of which the trait allows;
// (3) counting neither unwinds (all sums wrap, thread-local access is the fallible one) nor allocates (cells
// and atomics in static storage).
unsafe impl<A: GlobalAlloc> GlobalAlloc for Meter<A> {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: (1) our caller upholds the contract of `alloc`, passed on unchanged; (2) its answer is null
        // or a live block of `inner`, as `obtain` wants.
        unsafe { self.obtain(layout.size(), || self.inner.alloc(layout)) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: (1) our caller upholds the contract of `alloc_zeroed`, passed on unchanged; (2) its answer
        // is null or a live block of `inner`, as `obtain` wants.
        unsafe { self.obtain(layout.size(), || self.inner.alloc_zeroed(layout)) }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        if !thread::with(thread::Local::is_probing).unwrap_or(false) {
            // SAFETY: (1) our caller vouches that `block` was allocated here, which means by `inner`; (2) it
            // is freed only below, so it is live.
            let usable = unsafe { self.usable_size(block) };
            thread::with(|local| local.on_dealloc(layout.size() as u64, usable));
            process::on_dealloc(layout.size() as u64, usable);
        }
        // SAFETY: our caller upholds the contract of `dealloc`, passed on unchanged.
        unsafe { self.inner.dealloc(block, layout) }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // A probe never reallocates, so the verdict to pass by needs no case of its own.
        if thread::with(thread::Local::admit) == Some(Verdict::Refuse) {
            count_failure();
            return ptr::null_mut();
        }
        // SAFETY: our caller vouches that `block` is a live block allocated here, which means by `inner`.
        let old_usable = unsafe { self.usable_size(block) };
        // SAFETY: our caller upholds the contract of `realloc`, passed on unchanged.
        let moved = unsafe { self.inner.realloc(block, layout, new_size) };
        if moved.is_null() {
            count_failure();
        } else {
            // SAFETY: `realloc` succeeded, so `moved` is a live block of `inner`.
            let change = unsafe { self.usable_size(moved) }.wrapping_sub(old_usable);
            let (old, new) = (layout.size() as u64, new_size as u64);
            thread::with(|local| local.on_realloc(old, new, change));
            process::on_realloc(old, new, change);
        }
        moved
    }
}

#[cold]
fn count_failure() {
    thread::with(thread::Local::on_failure);
    process::on_failure();
}

/// Withdraws a sum of usable bytes that some block is missing from.
fn hide_unknown(counts: Counts) -> Counts {
    if process::usable_is_unknown() { Counts { live_usable: None, ..counts } } else { counts }
}
