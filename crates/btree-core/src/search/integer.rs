//! Ranking among keys that are machine integers (or order as one): no call of `Ord`, no branch on the outcome.

/// The rank, if `K` and `Q` are one and the same recognised type.
#[inline(always)]
pub(super) fn rank<K, Q: ?Sized>(keys: &[K], key: &Q) -> Option<Result<usize, usize>> {
    /// Tries the types one after the other; all but one branch fold away.
    macro_rules! recognised {
        ($($type:ty),*) => {$(
            if typeid::of::<K>() == typeid::of::<$type>() && typeid::of::<Q>() == typeid::of::<$type>() {
                // SAFETY:
                // 1. `typeid` compares types up to lifetimes, and an integer has none: K and Q are this type.
                // 2. So both are sized, and the casts change neither size, alignment nor validity.
                let (keys, key) = unsafe {
                    let keys = core::slice::from_raw_parts(keys.as_ptr().cast::<$type>(), keys.len());
                    (keys, *core::ptr::from_ref(key).cast::<$type>())
                };
                return Some(rank_of(keys, key));
            }
        )*};
    }
    recognised!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, char, bool);
    None
}

/// The rank among keys whose comparison is an instruction or two.
#[inline(always)]
fn rank_of<T: Copy + PartialOrd>(keys: &[T], key: T) -> Result<usize, usize> {
    let rank = keys.partition_point(|other| *other < key);
    match keys.get(rank) {
        Some(other) if *other == key => Ok(rank),
        _ => Err(rank),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn integers_are_recognised_and_ranked_as_std_ranks_them() {
        for len in 0..200u64 {
            let keys: Vec<u64> = (0..len).map(|i| i * 2 + 1).collect();
            for key in 0..len * 2 + 2 {
                assert_eq!(rank(&keys, &key), Some(keys.binary_search(&key)));
            }
        }
        let signed = [i32::MIN, -5, 0, 7, i32::MAX];
        assert_eq!(rank(&signed, &-5), Some(Ok(1)));
        assert_eq!(rank(&['a', 'c'], &'b'), Some(Err(1)));
    }

    #[test]
    fn other_types_and_other_orders_are_not() {
        assert_eq!(rank(&[(1u8, 2u8)], &(1u8, 2u8)), None);
        assert_eq!(rank(&[1u64], &1u32), None);
        assert_eq!(rank(&["a"], "a"), None);
        assert_eq!(rank(&[core::cmp::Reverse(1u64)], &core::cmp::Reverse(1u64)), None);
    }
}
