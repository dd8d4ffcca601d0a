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
