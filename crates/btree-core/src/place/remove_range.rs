//! Taking a tree apart at places found by key.

use crate::Layout;
use crate::iterate::steps::{count_between, entry_before};
use crate::iterate::{edge, span};
use core::borrow::Borrow;
use core::mem;
use core::ops::Bound;

/// Takes out the entries from `key` on, as a tree of the same fanout.
#[must_use]
pub fn split_off<K, V, T, Q>(tree: &mut T, key: &Q) -> T
where
    T: Layout<K, V>,
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    let at = edge(tree, Bound::Included(key), false);
    // SAFETY: the position was just found in this tree.
    if unsafe { entry_before(tree, at) }.is_none() {
        let empty = tree.empty_like();
        return mem::replace(tree, empty);
    }
    // SAFETY: as above; the tree is not empty, for it has an entry before the position.
    unsafe { tree.split_off(at) }
}

/// Takes out the entries with keys in a range, as a tree of the same fanout; none if the range is upside down.
#[must_use]
pub fn remove_range<K, V, T, Q>(tree: &mut T, start: Bound<&Q>, end: Bound<&Q>) -> T
where
    T: Layout<K, V>,
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    let (from, to) = span(tree, start, end);
    // SAFETY: both positions were just found in this tree.
    let count = unsafe { count_between(tree, from, to) };
    if count == 0 {
        return tree.empty_like();
    }
    if count == tree.len() {
        let empty = tree.empty_like();
        return mem::replace(tree, empty);
    }
    // SAFETY: as above; that many entries lie behind the first position, before the second.
    unsafe { tree.remove_range(from, count) }
}
