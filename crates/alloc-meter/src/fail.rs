//! Makes chosen allocations fail, to test what code does when memory runs out.
//!
//! Owns the invariant that injection is a matter of one thread and of a guard's life: dropping the guard
//! restores what was in force before it.

use std::marker::PhantomData;

use crate::installed::assert_installed;
use crate::thread::{self, FailState, Mode};

/// Lets `n` requests of the calling thread succeed and fails the next one, once.
///
/// Requests are allocations, zeroed or not, and reallocations; a failed reallocation leaves its block as it
/// was. Where the caller has no way to report the failure, std aborts the process: use this around code that
/// returns it, such as `try_reserve`.
///
/// Computes in **O(1)** time.
///
/// # Panics
///
/// If no [`Meter`](crate::Meter) is the global allocator: nothing would ever fail.
///
/// ```
/// # use alloc_meter::{Meter, fail_after};
/// # #[global_allocator]
/// # static METER: Meter = Meter::system();
/// # fn main() {
/// let (mut first, mut second) = (Vec::<u8>::new(), Vec::<u8>::new());
/// let failing = fail_after(1);
/// assert!(first.try_reserve(8).is_ok());
/// assert!(second.try_reserve(8).is_err());
/// assert!(second.try_reserve(8).is_ok());
/// assert_eq!(failing.injected(), 1);
/// # }
/// ```
#[track_caller]
pub fn fail_after(n: u64) -> Failing {
    Failing::arm(Mode::FailOnce, n)
}

/// Lets `n` requests of the calling thread succeed and fails all that follow.
///
/// As [`fail_after`], but memory stays exhausted until the guard is dropped. Note that a panic allocates, and
/// so would abort.
///
/// Computes in **O(1)** time.
///
/// # Panics
///
/// If no [`Meter`](crate::Meter) is the global allocator: nothing would ever fail.
///
/// ```
/// # use alloc_meter::{Meter, fail_from};
/// # #[global_allocator]
/// # static METER: Meter = Meter::system();
/// # fn main() {
/// let mut list = Vec::<u8>::new();
/// let failing = fail_from(0);
/// let outcomes = [(); 3].map(|()| list.try_reserve(8).is_ok());
/// drop(failing);
/// assert_eq!(outcomes, [false; 3]);
/// assert!(list.try_reserve(8).is_ok());
/// # }
/// ```
#[track_caller]
pub fn fail_from(n: u64) -> Failing {
    Failing::arm(Mode::FailFrom, n)
}

/// Keeps failure injection in force on its thread until dropped.
///
/// Guards may be nested: the inner one replaces the outer one while it lives, and requests meanwhile do not
/// bring the outer one's failure nearer. They are to be dropped in reverse order, as scopes do.
#[derive(Debug)]
#[must_use = "failures are injected only while the guard lives"]
pub struct Failing {
    before: FailState,
    /// Its state is the thread's, so it must be dropped there: a raw pointer is neither `Send` nor `Sync`.
    _on_this_thread: PhantomData<*mut ()>,
}

impl Failing {
    #[track_caller]
    fn arm(mode: Mode, remaining: u64) -> Self {
        assert_installed();
        let before = thread::with(|local| {
            let before = local.fail_state();
            local.set_fail_state(FailState { mode, remaining, injected: 0 });
            before
        });
        let before = before.unwrap_or(FailState { mode: Mode::Count, remaining: 0, injected: 0 });
        Self { before, _on_this_thread: PhantomData }
    }

    /// How many requests this guard has failed so far. Of nested guards only the innermost can be asked.
    ///
    /// A test that tries every `n` is through when an `n` comes at which nothing failed any more.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// # use alloc_meter::{Meter, fail_after};
    /// # #[global_allocator]
    /// # static METER: Meter = Meter::system();
    /// # fn main() {
    /// let requests = (0..).find(|&n| {
    ///     let failing = fail_after(n);
    ///     let (mut a, mut b) = (Vec::<u8>::new(), Vec::<u8>::new());
    ///     let done = a.try_reserve(1).and_then(|()| b.try_reserve(1)).is_ok();
    ///     assert_eq!(done, failing.injected() == 0);
    ///     done
    /// });
    /// assert_eq!(requests, Some(2));
    /// # }
    /// ```
    pub fn injected(&self) -> u64 {
        thread::with(|local| local.fail_state().injected).unwrap_or(0)
    }
}

impl Drop for Failing {
    fn drop(&mut self) {
        thread::with(|local| local.set_fail_state(self.before));
    }
}
