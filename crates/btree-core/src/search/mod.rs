//! Ranking a key among the sorted keys of one node.
//!
//! 1. Keys whose order is known to be that of a machine integer, looked up by the same type, are ranked without
//!    calling `Ord`: a binary search without branches on the outcome, then one test for equality.
//! 2. All others are ranked by `Ord`, again without branches of ours; what `Ord` does is its own affair.
//!
//! Both **Q and K** must be the recognised type: `impl Borrow<Local> for u64` is legal and may order differently.
//! The choice folds at compile time.
//!
//! Invariant: a rank is at most the number of keys, and `Ok` ranks are below it, whatever `Ord` answers.

mod integer;
mod prefetch;

pub(crate) use prefetch::{prefetch, prefetch_line};

use core::borrow::Borrow;

/// The rank of `key` among ascending `keys`: `Ok` if it is one of them.
#[inline(always)]
pub(crate) fn rank<K, Q>(keys: &[K], key: &Q) -> Result<usize, usize>
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    if let Some(found) = integer::rank(keys, key) {
        return found;
    }
    keys.binary_search_by(|other| other.borrow().cmp(key))
}

/// How many of ascending `keys` are not above `key`.
#[inline(always)]
pub(crate) fn rank_behind<K, Q>(keys: &[K], key: &Q) -> usize
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    if let Some(rank) = integer::rank_behind(keys, key) {
        return rank;
    }
    keys.partition_point(|other| other.borrow().cmp(key).is_le())
}

/// Whether a key of a node is the one looked for.
#[inline(always)]
pub(crate) fn equal<K, Q>(other: &K, key: &Q) -> bool
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    rank(core::slice::from_ref(other), key).is_ok()
}
