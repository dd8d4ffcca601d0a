//! Ranking keys that are ordered like machine integers: without calls of `Ord`, and without branches on the result of a comparison.

use super::word::AsWord;
use core::any::TypeId;
use core::hint::select_unpredictable;

/// A type that keys are ranked as.
///
/// The searches are methods of concrete types, so that a debug build calls those compiled with this crate: only an
/// optimised build compiles them again, into each of its callers.
trait Ranked: AsWord {
    /// The rank of `key` among ascending `keys`: `Ok` if it is one of them.
    fn rank(keys: &[Self], key: Self, signed: bool) -> Result<usize, usize>;

    /// How many of ascending `keys` are not above `key`.
    fn rank_behind(keys: &[Self], key: Self, signed: bool) -> usize;
}

/// Whether a K can be a T at all. Known before code is generated, so that no code is generated for most of the types.
const fn same_layout<K, T>() -> bool {
    size_of::<K>() == size_of::<T>() && align_of::<K>() == align_of::<T>()
}

/// Whether K is a T, up to lifetimes. Folds away in optimised code.
#[cfg_attr(not(debug_assertions), inline(always))]
fn is<K, T: 'static>() -> bool {
    typeid::of::<K>() == TypeId::of::<T>()
}

/// Implements [`Ranked`] for the types named first in each line, and the functions that rank keys as one of them: keys of the
/// types behind it, and of those behind `signed`.
macro_rules! recognised {
    ($($word:ty: [$($unsigned:ty),*], signed [$($signed:ty),*];)*) => {
        $(impl Ranked for $word {
            #[cfg_attr(debug_assertions, inline(never))]
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn rank(keys: &[Self], key: Self, signed: bool) -> Result<usize, usize> {
                let word = key.word(signed);
                let rank = if Self::LONG {
                    behind_beginnings(keys, key, |other| other.word(signed) < word)
                } else {
                    count(keys, |other| other.word(signed) < word)
                };
                match keys.get(rank) {
                    Some(other) if other.word(signed) == word => Ok(rank),
                    _ => Err(rank),
                }
            }

            #[cfg_attr(debug_assertions, inline(never))]
            #[cfg_attr(not(debug_assertions), inline(always))]
            fn rank_behind(keys: &[Self], key: Self, signed: bool) -> usize {
                let word = key.word(signed);
                if Self::LONG {
                    behind_beginnings(keys, key, |other| other.word(signed) <= word)
                } else {
                    count(keys, |other| other.word(signed) <= word)
                }
            }
        })*

        /// The rank, if `K` and `Q` are one and the same recognised type.
        #[cfg_attr(not(debug_assertions), inline(always))]
        pub(super) fn rank<K, Q: ?Sized>(keys: &[K], key: &Q) -> Option<Result<usize, usize>> {
            $(recognised!(keys: K, key: Q => rank, $word: [$($unsigned),*], [$($signed),*]);)*
            None
        }

        /// The number of keys not above `key`, if `K` and `Q` are one and the same recognised type.
        #[cfg_attr(not(debug_assertions), inline(always))]
        pub(super) fn rank_behind<K, Q: ?Sized>(keys: &[K], key: &Q) -> Option<usize> {
            $(recognised!(keys: K, key: Q => rank_behind, $word: [$($unsigned),*], [$($signed),*]);)*
            None
        }
    };
    // One body for all types of a size: what tells them apart folds to a constant in it.
    (
        $keys:ident: $K:ident, $key:ident: $Q:ident => $search:ident,
        $word:ty: [$($unsigned:ty),*], [$($signed:ty),*]
    ) => {
        if const { same_layout::<$K, $word>() } {
            let signed = false $(|| is::<$K, $signed>())*;
            if (signed $(|| is::<$K, $unsigned>())*) && typeid::of::<$K>() == typeid::of::<$Q>() {
                // SAFETY:
                // 1. `typeid` compares types up to lifetimes, and those named have none: K and Q are one of them.
                // 2. So both are sized, and any value of theirs is one of the word, which has their size and alignment.
                let (keys, key) = unsafe {
                    let keys = core::slice::from_raw_parts($keys.as_ptr().cast::<$word>(), $keys.len());
                    (keys, *core::ptr::from_ref($key).cast::<$word>())
                };
                return Some(Ranked::$search(keys, key, signed));
            }
        }
    };
}

recognised! {
    u8: [u8, bool], signed [i8];
    u16: [u16], signed [i16];
    u32: [u32, usize, char], signed [i32, isize];
    u64: [u64, usize], signed [i64, isize];
    u128: [u128], signed [i128];
    (u64, u64): [(u64, u64)], signed [];
    (u32, u32): [(u32, u32)], signed [];
    (u64, u32): [(u64, u32)], signed [];
    (u32, u64): [(u32, u64)], signed [];
    (usize, usize): [(usize, usize)], signed [];
    [u8; 4]: [[u8; 4]], signed [];
    [u8; 8]: [[u8; 8]], signed [];
    [u8; 16]: [[u8; 16]], signed [];
    [u8; 20]: [[u8; 20]], signed [];
    [u8; 32]: [[u8; 32]], signed [];
}

/// The number of long keys that are `before`, which those that begin with less than `key` are, and those that begin with more are
/// not: by their beginnings, and by the whole keys only if one of them begins as `key` and is before, too.
#[inline(always)]
fn behind_beginnings<T: AsWord>(keys: &[T], key: T, before: impl Fn(T) -> bool + Copy) -> usize {
    let beginning = key.beginning();
    let first = count(keys, |other| other.beginning() < beginning);
    match keys.get(first) {
        Some(other) if before(*other) => first + 1 + count(&keys[first + 1..], before),
        _ => first,
    }
}

/// The number of keys that are `before`, which the first ones are and the others are not.
#[inline(always)]
fn count<T: Copy>(keys: &[T], before: impl Fn(T) -> bool) -> usize {
    // SAFETY: in each arm the number of keys is within what that many steps rank.
    unsafe {
        match keys.len() {
            // Few tests on the way to any of them, the fewest to those of which most leaves are.
            16.. if keys.len() < 64 => match keys.len() {
                32.. => steps::<5, T>(keys, before),
                _ => steps::<4, T>(keys, before),
            },
            4..=15 => match keys.len() {
                8.. => steps::<3, T>(keys, before),
                _ => steps::<2, T>(keys, before),
            },
            2..=3 => steps::<1, T>(keys, before),
            1 => usize::from(before(keys[0])),
            64..=127 => steps::<6, T>(keys, before),
            // No keys, or more than most nodes have.
            _ => halve(keys, before),
        }
    }
}

/// The same by a plain search: the library's is ten times the code.
// Always inlined, as `count` is, of which it is an arm: leaves without a key in their row come here, too.
#[inline(always)]
fn halve<T: Copy>(keys: &[T], before: impl Fn(T) -> bool) -> usize {
    let (mut from, mut left) = (0, keys.len());
    while left > 0 {
        let half = left / 2;
        // SAFETY: `left` keys lie from `from` on, whatever `before` says.
        if before(unsafe { *keys.get_unchecked(from + half) }) {
            (from, left) = (from + half + 1, left - half - 1);
        } else {
            left = half;
        }
    }
    from
}

/// Counts the keys that are `before` in a fixed number of steps, which the compiler unrolls: no branch depends on the number
/// of keys, but for the one that chose the number of steps, or on the outcome of a comparison.
///
/// 1. Two windows of `W = 2^STEPS - 1` keys cover all: the first ones and the last ones. The key behind the first window
///    says which of them has the rank; where it lies does not depend on the number of keys, which may still be
///    on its way from memory.
/// 2. Each step halves the window, which stays one less than a power of two.
///
/// After the branch-free searches of Khuong and Morin (Array Layouts for Comparison-Based Searching, 2017).
///
/// # Safety
///
/// - `W < keys.len() <= 2 * W + 1`.
#[inline(always)]
unsafe fn steps<const STEPS: u32, T: Copy>(keys: &[T], before: impl Fn(T) -> bool) -> usize {
    let (n, window) = (keys.len(), (1_usize << STEPS) - 1);
    debug_assert!((window + 1..=2 * window + 1).contains(&n));
    // SAFETY:
    // 1. `window < n`. If the key at `window` is before, the rank is at least `window + 1`, and `n - window` is at most
    //    that; else the rank is at most `window`.
    // 2. From `from` on there are `window` keys, whatever `before` says; each step keeps that true of what is left
    //    of the window, so the pivot, the last key of its first half, is among them.
    unsafe {
        let start = keys.as_ptr();
        let mut from = select_unpredictable(before(*start.add(window)), start.add(n - window), start);
        for step in (0..STEPS).rev() {
            let pivot = from.add((1 << step) - 1);
            from = select_unpredictable(before(*pivot), opaque(pivot.add(1)), from);
        }
        from.offset_from_unsigned(start)
    }
}

/// The pointer itself; but the compiler cannot tell, and so leaves a choice between it and another one a conditional
/// move. Else it sees the constant between the two and computes it from the comparison, which takes twice the
/// instructions.
#[allow(clippy::pointers_in_nomem_asm_block, reason = "the pointer is passed through, never followed")]
#[inline(always)]
fn opaque<T>(pointer: *const T) -> *const T {
    #[cfg(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri)))]
    {
        let mut pointer = pointer;
        // SAFETY: no instruction at all; the pointer comes out as it went in.
        unsafe {
            core::arch::asm!("/* {0} */", inout(reg) pointer, options(pure, nomem, nostack, preserves_flags));
        }
        pointer
    }
    #[cfg(not(all(any(target_arch = "x86_64", target_arch = "aarch64"), not(miri))))]
    pointer
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn integers_are_recognised_and_ranked_as_std_ranks_them() {
        let (most, step) = if cfg!(miri) { (45, 11) } else { (200, 1) };
        for len in (0..most).step_by(step) {
            let keys: Vec<u64> = (0..len).map(|i| i * 2 + 1).collect();
            for key in 0..len * 2 + 2_u64 {
                assert_eq!(rank(&keys, &key), Some(keys.binary_search(&key)));
                assert_eq!(rank_behind(&keys, &key), Some(keys.partition_point(|other| *other <= key)));
            }
        }
        let signed = [i32::MIN, -5, 0, 7, i32::MAX];
        assert_eq!(rank(&signed, &-5), Some(Ok(1)));
        assert_eq!(rank(&['a', 'c'], &'b'), Some(Err(1)));
    }

    #[test]
    fn other_types_and_other_orders_are_not() {
        assert_eq!(rank(&[(1u8, 2u8)], &(1u8, 2u8)), None);
        assert_eq!(rank(&[(1u64, "a")], &(1u64, "a")), None);
        assert_eq!(rank(&[1u64], &1u32), None);
        assert_eq!(rank(&["a"], "a"), None);
        assert_eq!(rank(&[core::cmp::Reverse(1u64)], &core::cmp::Reverse(1u64)), None);
    }
}
