//! Ranking by `Ord`, for keys of unknown types. Most of them are compared through a pointer.
//!
//! The search branches on the result of each comparison. While a comparison waits for memory, the processor predicts its result and
//! starts the next one. In a binary search every second prediction is wrong. So the search first looks at keys in strides, and then at
//! each key between two of them: two wrong predictions per node, and about twice the square root of the number of keys as comparisons.

use core::cmp::Ordering;

/// How many keys are stepped over at once among that many.
#[inline(always)]
pub(super) const fn stride(keys: usize) -> usize {
    match keys {
        0..=12 => 12,
        13..=40 => 5,
        41..=88 => 8,
        _ => 11,
    }
}

/// Keeps the branch that it is in: the compiler would rather have a conditional move, behind which everything waits.
#[inline(always)]
pub(super) fn keep_branch() {
    #[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
    // SAFETY: no instruction at all.
    unsafe {
        core::arch::asm!("", options(nomem, nostack, preserves_flags));
    }
}

/// The rank among ascending `keys`, each compared by `order` with the key looked for.
#[inline(always)]
pub(super) fn rank<K>(keys: &[K], mut order: impl FnMut(&K) -> Ordering) -> Result<usize, usize> {
    let (mut from, stride) = (0, stride(keys.len()));
    while let Some(key) = keys.get(from + stride) {
        match order(key) {
            Ordering::Less => from += stride + 1,
            Ordering::Equal => return Ok(from + stride),
            Ordering::Greater => break,
        }
        keep_branch();
    }
    // No more than a stride of keys is left to be looked at.
    for key in keys[from..].iter().take(stride) {
        match order(key) {
            Ordering::Less => from += 1,
            Ordering::Equal => return Ok(from),
            Ordering::Greater => break,
        }
        keep_branch();
    }
    Err(from)
}

/// How many of ascending `keys` are `before` the key looked for.
#[inline(always)]
pub(super) fn rank_behind<K>(keys: &[K], mut before: impl FnMut(&K) -> bool) -> usize {
    let (mut from, stride) = (0, stride(keys.len()));
    while let Some(key) = keys.get(from + stride)
        && before(key)
    {
        keep_branch();
        from += stride + 1;
    }
    for key in keys[from..].iter().take(stride) {
        if !before(key) {
            break;
        }
        keep_branch();
        from += 1;
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;
    use testbed::Random;

    #[test]
    fn ranks_are_those_of_a_binary_search() {
        let (most, step) = if cfg!(miri) { (45, 11) } else { (200, 1) };
        for len in (0..most).step_by(step) {
            let keys: Vec<u64> = (0..len).map(|i| i * 2 + 1).collect();
            for key in 0..len * 2 + 2_u64 {
                assert_eq!(rank(&keys, |other| other.cmp(&key)), keys.binary_search(&key));
                assert_eq!(
                    rank_behind(&keys, |other| *other <= key),
                    keys.partition_point(|other| *other <= key)
                );
            }
        }
    }

    #[test]
    fn comparisons_are_few_and_ranks_in_range_whatever_they_answer() {
        let (most, seeds, step) = if cfg!(miri) { (45, 8, 11) } else { (200, 300_u64, 1) };
        for len in (0..most).step_by(step) {
            let keys = alloc::vec![(); len];
            for seed in 0..seeds {
                let (mut random, mut asked) = (Random::new(seed), 0);
                let mut any = || {
                    asked += 1;
                    [Ordering::Less, Ordering::Equal, Ordering::Greater][random.index(3)]
                };
                match rank(&keys, |()| any()) {
                    Ok(rank) => assert!(rank < len),
                    Err(rank) => assert!(rank <= len),
                }
                assert!(rank_behind(&keys, |()| any().is_lt()) <= len);
                assert!(asked <= 2 * (12 + len / 12 + 1), "{asked} comparisons among {len}");
            }
        }
    }
}
