//! Prefetching the memory that a search reads next.

/// The most lines that one call asks for.
const LINES: usize = 16;

/// Asks for the first `bytes` bytes from `start` on, but for the first line, which the caller reads at once.
///
/// A hint: it reads nothing, may be given any address, and does nothing where there is no such instruction.
#[inline(always)]
pub(crate) fn prefetch(start: *const u8, bytes: usize) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    for line in 1..LINES {
        if line * 64 < bytes {
            use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
            // SAFETY: a prefetch of an address that may not be read does nothing.
            unsafe { _mm_prefetch::<_MM_HINT_T0>(start.wrapping_add(line * 64).cast()) };
        }
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = (start, bytes, LINES);
}

/// Asks for the line at `address`. A hint, as [`prefetch`] is.
#[inline(always)]
pub(crate) fn prefetch_line(address: *const u8) {
    prefetch(address.wrapping_sub(64), 128);
}
