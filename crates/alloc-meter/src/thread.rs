//! The counters of one thread, and the thread's answer to "how is the next request to be treated".
//!
//! Invariants owned here:
//!
//! 1. Reaching the counters never allocates: the storage is constant-initialised and has no destructor to
//!    register.
//! 2. Nothing here panics or unwinds, since all of it runs inside the allocator: sums wrap.
//! 3. `peak >= live` and `scope_peak >= live`, at all times.

use std::cell::Cell;

use crate::counts::Counts;

/// How the meter treats the thread's next request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Pass it on and count it.
    Count,
    /// Pass it on, uncounted, and remember having seen it.
    Probe,
    /// Fail one request after `remaining` more, then count again.
    FailOnce,
    /// Fail every request after `remaining` more.
    FailFrom,
}

/// The verdict on one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Pass it on and count it.
    Count,
    /// Pass it on without a trace.
    PassBy,
    /// Answer null.
    Refuse,
}

/// The state of failure injection, as a guard saves and restores it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FailState {
    pub(crate) mode: Mode,
    pub(crate) remaining: u64,
    pub(crate) injected: u64,
}

/// One thread's counters.
pub(crate) struct Local {
    allocs: Cell<u64>,
    deallocs: Cell<u64>,
    reallocs: Cell<u64>,
    failed: Cell<u64>,
    bytes_allocated: Cell<u64>,
    bytes_freed: Cell<u64>,
    bytes_moved: Cell<u64>,
    live_usable: Cell<i64>,
    /// The highest live bytes since the caller last reset it.
    peak: Cell<i64>,
    /// The highest live bytes since the innermost running measurement began. Apart from `peak`, so that
    /// resetting that one inside a measurement does not falsify it.
    scope_peak: Cell<i64>,
    mode: Cell<Mode>,
    remaining: Cell<u64>,
    injected: Cell<u64>,
    probed: Cell<bool>,
}

thread_local! {
    static LOCAL: Local = const { Local::new() };
}

/// Runs `f` on the calling thread's counters; `None` if the platform has already taken them away.
#[inline]
pub(crate) fn with<R>(f: impl FnOnce(&Local) -> R) -> Option<R> {
    LOCAL.try_with(f).ok()
}

#[inline]
fn add(cell: &Cell<u64>, amount: u64) {
    cell.set(cell.get().wrapping_add(amount));
}

impl Local {
    const fn new() -> Self {
        Self {
            allocs: Cell::new(0),
            deallocs: Cell::new(0),
            reallocs: Cell::new(0),
            failed: Cell::new(0),
            bytes_allocated: Cell::new(0),
            bytes_freed: Cell::new(0),
            bytes_moved: Cell::new(0),
            live_usable: Cell::new(0),
            peak: Cell::new(0),
            scope_peak: Cell::new(0),
            mode: Cell::new(Mode::Count),
            remaining: Cell::new(0),
            injected: Cell::new(0),
            probed: Cell::new(false),
        }
    }

    /// Decides on one request for memory, and advances the injection of failures.
    #[inline]
    pub(crate) fn admit(&self) -> Verdict {
        if self.mode.get() == Mode::Count { Verdict::Count } else { self.admit_specially() }
    }

    #[cold]
    fn admit_specially(&self) -> Verdict {
        match self.mode.get() {
            Mode::Count => return Verdict::Count,
            Mode::Probe => {
                self.probed.set(true);
                return Verdict::PassBy;
            }
            Mode::FailOnce | Mode::FailFrom => {}
        }
        if let Some(left) = self.remaining.get().checked_sub(1) {
            self.remaining.set(left);
            return Verdict::Count;
        }
        if self.mode.get() == Mode::FailOnce {
            self.mode.set(Mode::Count);
        }
        add(&self.injected, 1);
        Verdict::Refuse
    }

    /// Whether the block now being freed was passed by uncounted.
    #[inline]
    pub(crate) fn is_probing(&self) -> bool {
        self.mode.get() == Mode::Probe
    }

    #[inline]
    pub(crate) fn on_alloc(&self, size: u64, usable: i64) {
        add(&self.allocs, 1);
        add(&self.bytes_allocated, size);
        self.live_usable.set(self.live_usable.get().wrapping_add(usable));
        self.raise_peaks();
    }

    #[inline]
    pub(crate) fn on_dealloc(&self, size: u64, usable: i64) {
        add(&self.deallocs, 1);
        add(&self.bytes_freed, size);
        self.live_usable.set(self.live_usable.get().wrapping_sub(usable));
    }

    #[inline]
    pub(crate) fn on_realloc(&self, old: u64, new: u64, usable_change: i64) {
        add(&self.reallocs, 1);
        add(&self.bytes_moved, old);
        add(&self.bytes_allocated, new);
        // Between the two halves both blocks are live: this is where the peak is.
        self.raise_peaks();
        add(&self.bytes_freed, old);
        self.live_usable.set(self.live_usable.get().wrapping_add(usable_change));
    }

    #[cold]
    pub(crate) fn on_failure(&self) {
        add(&self.failed, 1);
    }

    #[inline]
    fn raise_peaks(&self) {
        let live = self.live_bytes();
        if live > self.peak.get() {
            self.peak.set(live);
        }
        if live > self.scope_peak.get() {
            self.scope_peak.set(live);
        }
    }

    #[inline]
    pub(crate) fn live_bytes(&self) -> i64 {
        self.bytes_allocated.get().wrapping_sub(self.bytes_freed.get()).cast_signed()
    }

    pub(crate) fn reset_peak(&self) {
        self.peak.set(self.live_bytes());
    }

    pub(crate) fn scope_peak(&self) -> i64 {
        self.scope_peak.get()
    }

    pub(crate) fn set_scope_peak(&self, peak: i64) {
        self.scope_peak.set(peak);
    }

    pub(crate) fn fail_state(&self) -> FailState {
        FailState { mode: self.mode.get(), remaining: self.remaining.get(), injected: self.injected.get() }
    }

    pub(crate) fn set_fail_state(&self, state: FailState) {
        self.mode.set(state.mode);
        self.remaining.set(state.remaining);
        self.injected.set(state.injected);
    }

    /// Switches probing on; what to hand to [`end_probe`](Self::end_probe).
    pub(crate) fn begin_probe(&self) -> Mode {
        self.probed.set(false);
        self.mode.replace(Mode::Probe)
    }

    /// Switches probing off; whether a request came by meanwhile.
    pub(crate) fn end_probe(&self, mode: Mode) -> bool {
        self.mode.set(mode);
        self.probed.get()
    }

    /// A snapshot; the usable bytes are the caller's to hide if they are not known.
    pub(crate) fn counts(&self) -> Counts {
        Counts {
            allocs: self.allocs.get(),
            deallocs: self.deallocs.get(),
            reallocs: self.reallocs.get(),
            failed: self.failed.get(),
            bytes_allocated: self.bytes_allocated.get(),
            bytes_freed: self.bytes_freed.get(),
            bytes_moved: self.bytes_moved.get(),
            live_blocks: self.allocs.get().wrapping_sub(self.deallocs.get()).cast_signed(),
            live_bytes: self.live_bytes(),
            live_usable: Some(self.live_usable.get()),
            peak_bytes: self.peak.get(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FailState, Local, Mode, Verdict};

    #[test]
    fn counters_need_no_destructor() {
        assert!(!std::mem::needs_drop::<Local>());
    }

    #[test]
    fn freeing_what_others_allocated_goes_below_zero() {
        let local = Local::new();
        local.on_dealloc(100, 104);
        let counts = local.counts();
        assert_eq!((counts.live_blocks, counts.live_bytes, counts.live_usable), (-1, -100, Some(-104)));
        local.on_alloc(30, 32);
        assert_eq!(local.counts().live_bytes, -70);
        assert_eq!(local.counts().peak_bytes, 0);
    }

    #[test]
    fn refusals_come_at_the_chosen_request() {
        use Verdict::{Count, Refuse};
        for (mode, expected) in [
            (Mode::FailOnce, [Count, Count, Refuse, Count]),
            (Mode::FailFrom, [Count, Count, Refuse, Refuse]),
        ] {
            let local = Local::new();
            local.set_fail_state(FailState { mode, remaining: 2, injected: 0 });
            assert_eq!([(); 4].map(|()| local.admit()), expected);
            let refused = expected.iter().filter(|&&verdict| verdict == Refuse).count();
            assert_eq!(local.fail_state().injected, refused as u64);
        }
    }

    #[test]
    fn probe_neither_consumes_nor_meets_a_failure() {
        let local = Local::new();
        local.set_fail_state(FailState { mode: Mode::FailOnce, remaining: 0, injected: 0 });
        let mode = local.begin_probe();
        assert_eq!(local.admit(), Verdict::PassBy);
        assert!(local.end_probe(mode));
        assert_eq!(local.admit(), Verdict::Refuse);
    }
}
