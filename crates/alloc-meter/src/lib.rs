//! Exact allocation accounting for tests, benches and reports.
//!
//! [`Meter`] is a global allocator that passes every request on to another one,
//! [`System`](std::alloc::System) unless told otherwise, and counts it: once for the process and once for the
//! calling thread. [`measure`] runs a closure and tells what it did on its own thread, as exact integers.
//! [`fail_after`] makes a chosen allocation fail. [`is_installed`] tells whether any of this is being fed,
//! and what would otherwise report zeros panics instead.
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
//! 1. A *block* is born by an allocation call and dies by a deallocation call. A reallocation keeps the block
//!    and is counted as a call of its own.
//! 2. *Bytes* are the bytes asked for. A reallocation from `old` to `new` allocates `new`, frees `old`, and
//!    holds both for an instant: the peak sees `old + new`, as it must when the allocator cannot grow in
//!    place.
//! 3. *Usable* bytes are what the allocator gave for them, where it tells (glibc, musl, bionic, macOS).
//!    Headers that the allocator keeps outside a block are in neither number.
//! 4. A failed request changes the count of failures and nothing else.
//!
//! # Threads
//!
//! The thread's counters tell what the thread *did*, not what it owns: a block allocated here and freed there
//! raises the live bytes here and lowers them there, below zero if need be. Their sum is the process's
//! number. The counters of a thread are plain cells in constant-initialised thread-local storage without a
//! destructor, so counting never allocates and works while the thread is being torn down.
//!
//! The process's counters are relaxed atomics. Each is exact; a snapshot taken while other threads allocate
//! may mix moments.
//!
//! All meters of a program share these counters, whatever allocator they wrap.
//!
//! # What the optimiser leaves out
//!
//! The compiler may drop an allocation whose contents nobody looks at, or a call that it can do without.
//! Where a number must be the same in every build, pass the block through [`black_box`](std::hint::black_box).
//!
//! # Cost
//!
//! Four atomic additions a call (seven for a reallocation), about as many plain ones, and a look into the block's header
//! for the usable size. That is enough to distort a timing: measure time without the meter.

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
