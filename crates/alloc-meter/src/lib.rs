//! Exact allocation accounting for tests, benches and reports.
//!
//! [`Meter`] is a global allocator that passes every request to another one,
//! [`System`](std::alloc::System) by default, and counts it for the process and for the
//! calling thread. [`measure`] runs a closure and returns exact counts of its requests on this thread.
//! [`fail_after`] makes a chosen allocation fail. [`is_installed`] returns whether a meter is the global allocator.
//! If it is not, functions that would return zeros panic.
//!
//! ```
//! use alloc_meter::{Meter, measure};
//!
//! #[global_allocator]
//! static METER: Meter = Meter::system();
//!
//! # fn main() {
//! let (list, report) = measure(|| {
//!     let mut list: Vec<u64> = Vec::with_capacity(4);
//!     list.extend([1, 2, 3, 4]);
//!     list.reserve_exact(4); // 32 bytes become 64
//!     list
//! });
//! assert_eq!(list.len(), 4);
//! assert_eq!(report.blocks_allocated, 1);
//! assert_eq!(report.reallocs, 1);
//! assert_eq!(report.bytes_allocated, 32 + 64);
//! assert_eq!(report.bytes_moved, 32);
//! assert_eq!(report.live_bytes, 64); // `list` is still there
//! assert_eq!(report.peak_bytes, 32 + 64); // old and new block at once
//! # }
//! ```
//!
//! # What is counted
//!
//! 1. A *block* exists from an allocation to a deallocation. A reallocation keeps the block
//!    and is counted separately.
//! 2. *Bytes* are the requested bytes. A reallocation from `old` to `new` allocates `new` and then frees `old`. So the
//!    peak includes `old + new`, as when the allocator cannot grow the block in place.
//! 3. *Usable* bytes are the bytes that the allocator provides for a block, on platforms that report them (glibc, musl, bionic,
//!    macOS). Neither number includes headers that the allocator keeps outside a block.
//! 4. A failed request changes only the count of failures.
//!
//! # Threads
//!
//! The counters of a thread count its calls, not what it owns. If one thread allocates a block and another one frees it, the
//! live bytes of the first increase, and those of the second decrease, possibly below zero. Their sum is the number of the
//! process. The counters of a thread are plain cells in constant-initialised thread-local storage without a
//! destructor. So counting never allocates, and works while a thread ends.
//!
//! The counters of the process are relaxed atomics. Each is exact. A snapshot that is taken while other threads allocate
//! may mix values of different moments.
//!
//! All meters of a program share these counters, whatever allocator they wrap.
//!
//! # Optimisation
//!
//! The compiler may remove an allocation whose contents are not used.
//! If a count must be the same in every build, pass the block through [`black_box`](std::hint::black_box).
//!
//! # Cost
//!
//! A call takes four atomic additions (seven for a reallocation), about as many plain ones, and a read of the block's header
//! for the usable size. This changes times, so measure time without the meter.

mod counts;
mod fail;
#[expect(unsafe_code, reason = "asks the global allocator for a block")]
mod installed;
mod measure;
#[expect(unsafe_code, reason = "is a global allocator")]
mod meter;
mod process;
mod report;
mod thread;
#[allow(unsafe_code, reason = "asks malloc how large a block is")]
mod usable;

pub use counts::Counts;
pub use fail::{Failing, fail_after, fail_from};
pub use installed::is_installed;
pub use measure::measure;
pub use meter::Meter;
pub use report::Report;

/// The example of the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
