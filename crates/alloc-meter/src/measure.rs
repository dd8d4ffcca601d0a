//! Measures what a closure does on its own thread.
//!
//! Owns the invariant that measurements nest: an inner one starts a peak of its own and, when it ends or
//! unwinds, folds that peak back into the outer one's.

use crate::installed::assert_installed;
use crate::meter::Meter;
use crate::report::Report;
use crate::thread::{self, Local};

/// Runs `work` and tells what it allocated and freed on the calling thread.
///
/// What other threads do meanwhile is not in the report, not even if `work` started them. The result of
/// `work` is still live when the report is taken. Measurements may be nested; the outer report includes the
/// inner work.
///
/// Computes in **O(1)** time and allocates nothing, besides what `work` does.
///
/// # Panics
///
/// If no [`Meter`] is the global allocator: a report of zeros would look like a result.
///
/// ```
/// # use alloc_meter::{Meter, measure};
/// # #[global_allocator]
/// # static METER: Meter = Meter::system();
/// # fn main() {
/// let mut list = Vec::with_capacity(100);
/// let ((), report) = measure(|| list.extend(0..100_u32));
/// assert_eq!(report.calls(), 0);
///
/// let (sum, report) = measure(|| (0..100_u32).collect::<Box<[_]>>().iter().sum::<u32>());
/// assert_eq!(sum, 4950);
/// assert_eq!((report.blocks_allocated, report.blocks_freed), (1, 1));
/// assert_eq!((report.live_bytes, report.peak_bytes), (0, 400));
/// # }
/// ```
#[track_caller]
pub fn measure<R>(work: impl FnOnce() -> R) -> (R, Report) {
    assert_installed();
    let scope = PeakScope::open();
    let before = Meter::thread();
    let result = work();
    let delta = Meter::thread() - before;
    let report = Report::new(&delta, scope.height());
    (result, report)
}

/// A measurement's own peak; the outer one's is kept until this is dropped.
struct PeakScope {
    start: i64,
    outer: i64,
}

impl PeakScope {
    fn open() -> Self {
        let (start, outer) = thread::with(|local| {
            let (start, outer) = (local.live_bytes(), local.scope_peak());
            local.set_scope_peak(start);
            (start, outer)
        })
        .unwrap_or_default();
        Self { start, outer }
    }

    /// By how much the live bytes have at most been above the start.
    fn height(&self) -> u64 {
        // The peak is never below the start, from which it was raised.
        thread::with(Local::scope_peak).map_or(0, |peak| peak.wrapping_sub(self.start).cast_unsigned())
    }
}

impl Drop for PeakScope {
    fn drop(&mut self) {
        thread::with(|local| local.set_scope_peak(local.scope_peak().max(self.outer)));
    }
}
