//! Walking a tree from both ends, by shared borrow, exclusive borrow or ownership.
//!
//! 1. Each end holds a [`Run`](crate::Run): what is left of the leaf it is in. A step takes one entry from
//!    the run: two pointer steps and a count.
//! 2. When a run is used up, the end moves to the neighbouring leaf and loads its run (the slow path).
//! 3. An end loads a leaf only once, and the leaf in which both ends stand is loaded by the one that comes
//!    first; from then on they have *met*, and an end whose run is empty takes over the other's.
//!
//! So no entry is handed out twice, whatever `Ord` said when the ends were found: if the front was put behind the
//! back, the front walks to the end of the tree, the back to its beginning, and they never meet.

mod cloned;
mod cursor;
mod ends;
mod entries;
mod exclusive;
mod owned;
mod peeked;
mod shared;
mod source;
pub(crate) mod steps;

pub(crate) use cloned::Cloned;
pub use cursor::Cursor;
pub(crate) use entries::{Draining, Entries};
pub use exclusive::Exclusive;
pub use owned::Owned;
pub use peeked::Peeked;
pub use shared::Shared;

use crate::{Layout, Position};
use core::borrow::Borrow;
use core::ops::Bound;

/// The positions that a range of keys begins and ends at, in **O(log n)** time.
///
/// A range that is empty or upside down gives positions that are not in order; walking them is safe.
#[inline]
pub(crate) fn span<K, V, T, Q>(tree: &T, start: Bound<&Q>, end: Bound<&Q>) -> (Position, Position)
where
    T: Layout<K, V>,
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    (edge(tree, start, false), edge(tree, end, true))
}

/// The gap that a bound names: before the entries that an upper bound shuts out, or that a lower one lets in.
#[inline]
pub(crate) fn edge<K, V, T, Q>(tree: &T, bound: Bound<&Q>, upper: bool) -> Position
where
    T: Layout<K, V>,
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    match bound {
        Bound::Unbounded => whole_edge(tree, upper),
        Bound::Included(key) => beside(tree, key, upper),
        Bound::Excluded(key) => beside(tree, key, !upper),
    }
}

/// The gap before the entries with keys from `key` on, or behind those with keys up to it.
// A function of its own: with the search inlined for each bound, most of the code of a range would be searches.
#[inline(never)]
fn beside<K, V, T, Q>(tree: &T, key: &Q, behind: bool) -> Position
where
    T: Layout<K, V>,
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    match tree.find(key) {
        crate::Search::Found(at) if behind => Position { slot: at.slot + 1, ..at },
        found => found.position(),
    }
}

/// The beginning of a tree, or its end.
pub(crate) fn whole_edge<K, V, T: Layout<K, V>>(tree: &T, end: bool) -> Position {
    let leaf = if end { tree.last_leaf() } else { tree.first_leaf() };
    let Some(leaf) = leaf else { return tree.empty_position() };
    // SAFETY: the leaf was just handed out by this tree.
    let slot = if end { unsafe { tree.leaf_len(leaf) } } else { 0 };
    Position { leaf, slot }
}

/// The beginning of a tree with entries, and its end: more slots than its leaf has, so that it need not be looked at.
#[inline]
fn whole<K, V, T: Layout<K, V>>(tree: &T) -> (Position, Position) {
    let (Some(first), Some(last)) = (tree.first_leaf(), tree.last_leaf()) else {
        return (tree.empty_position(), tree.empty_position());
    };
    (Position { leaf: first, slot: 0 }, Position { leaf: last, slot: usize::MAX })
}
