//! Binary search without a branch on the outcome of a comparison.
//!
//! 1. The candidate is an index `at`; the answer lies in `at .. at + len`.
//! 2. Each step asks about the middle and keeps or moves `at` by a conditional move, then halves `len` rounding up.
//! 3. The number of steps depends on the number of values alone, which is the same for nearly all pages of a snapshot: the
//!    loop's branch predicts.

use std::hint::select_unpredictable;

/// The last index below `len` for which `not_above` holds, given that it holds for a prefix; 0 if it holds for none.
#[inline(always)]
pub(crate) fn halve(mut len: usize, mut not_above: impl FnMut(usize) -> bool) -> usize {
    let mut at = 0;
    while len > 1 {
        let half = len / 2;
        at = select_unpredictable(not_above(at + half), at + half, at);
        len -= half;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::halve;

    #[test]
    fn every_place_in_every_length_is_found() {
        for len in 0..300 {
            for prefix in 0..=len {
                let mut asked = 0;
                let found = halve(len, |i| {
                    assert!(i < len);
                    asked += 1;
                    i < prefix
                });
                assert_eq!(found, prefix.saturating_sub(1), "{prefix} of {len}");
                assert!(asked <= usize::BITS - len.leading_zeros());
            }
        }
    }
}
