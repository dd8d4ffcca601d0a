//! Ranking a key among the sorted keys of one node.
//!
//! 1. Keys whose order is that of a machine integer, or of one or two of them (`word`), are ranked without calling `Ord`, if the key that is
//!    looked up has the same type: a binary search without branches on the result of a comparison, then one test for equality.
//! 2. Strings and byte strings are compared without the bytes that all keys of a node share (`text`), and all other keys by `Ord` (`ordered`).
//!    Both compare in an order in which the processor predicts the results well.
//!
//! **Both Q and K** must be the recognised type: `impl Borrow<Local> for u64` is legal and may have another order.
//! The choice is made at compile time.
//!
//! Invariant: a rank is at most the number of keys, and `Ok` ranks are below it, whatever `Ord` returns.

#[cfg(test)]
mod every_byte;
#[expect(unsafe_code, reason = "reads keys as the integers that they are")]
mod integer;
#[allow(unsafe_code, reason = "an empty instruction, where a branch must stay one")]
mod ordered;
#[allow(unsafe_code, reason = "an instruction of the processor")]
mod prefetch;
#[cfg(test)]
mod shared_prefixes;
#[expect(unsafe_code, reason = "reads strings as the bytes that they are")]
mod text;
mod word;

pub(crate) use prefetch::{prefetch, prefetch_line};
pub(crate) use text::Shared;

use core::borrow::Borrow;

/// The rank of `key` among ascending `keys`: `Ok` if it is one of them. `shared` is what the way to them has told, and is told
/// what is found.
#[inline(always)]
pub(crate) fn rank<K, Q>(keys: &[K], key: &Q, shared: &mut Shared) -> Result<usize, usize>
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    if let Some(found) = integer::rank(keys, key) {
        return found;
    }
    if let Some(found) = text::rank(keys, key, shared, false) {
        return found;
    }
    ordered::rank(keys, |other| other.borrow().cmp(key))
}

/// How many of ascending `keys` are not above `key`. `shared` is as in [`rank`].
#[inline(always)]
pub(crate) fn rank_behind<K, Q>(keys: &[K], key: &Q, shared: &mut Shared) -> usize
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    if let Some(rank) = integer::rank_behind(keys, key) {
        return rank;
    }
    if let Some(Ok(rank) | Err(rank)) = text::rank(keys, key, shared, true) {
        return rank;
    }
    ordered::rank_behind(keys, |other| other.borrow().cmp(key).is_le())
}

/// Whether a key of a node is the one looked for.
#[inline(always)]
pub(crate) fn equal<K, Q>(other: &K, key: &Q) -> bool
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    text::equal(other.borrow(), key)
}
