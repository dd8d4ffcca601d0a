//! Ranking a key among the sorted keys of one node.
//!
//! 1. Keys whose order is known to be that of a machine integer, or of one or two (`word`), looked up by the same type,
//!    are ranked without calling `Ord`: a binary search without branches on the outcome, then one test for
//!    equality.
//! 2. All others are ranked by `Ord`, in an order of comparisons whose outcomes are guessed well (`ordered`); strings
//!    are compared here (`text`), in the order of their `Ord`.
//!
//! Both **Q and K** must be the recognised type: `impl Borrow<Local> for u64` is legal and may order differently.
//! The choice folds at compile time.
//!
//! Invariant: a rank is at most the number of keys, and `Ok` ranks are below it, whatever `Ord` answers.

#[cfg(test)]
mod every_byte;
mod integer;
mod ordered;
mod prefetch;
mod text;
mod word;

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
    ordered::rank(keys, |other| text::order(other.borrow(), key))
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
    ordered::rank_behind(keys, |other| text::order(other.borrow(), key).is_le())
}

/// Whether a key of a node is the one looked for.
#[inline(always)]
pub(crate) fn equal<K, Q>(other: &K, key: &Q) -> bool
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    text::order(other.borrow(), key).is_eq()
}
