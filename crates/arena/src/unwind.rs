//! Finishing a loop over user destructors although one of them panics.

use core::mem;

/// Calls `step` until it returns `false`; if a call panics, goes on with the rest while unwinding.
///
/// `step` must have moved on before it runs user code, so that no step is done twice. As with `Vec`, a second panic
/// while unwinding aborts.
pub(crate) fn through_panics(step: impl FnMut() -> bool) {
    struct Rest<F: FnMut() -> bool>(F);

    impl<F: FnMut() -> bool> Drop for Rest<F> {
        fn drop(&mut self) {
            while (self.0)() {}
        }
    }

    let mut rest = Rest(step);
    while (rest.0)() {}
    mem::forget(rest);
}
