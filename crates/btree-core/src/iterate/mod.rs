//! Walking a tree from both ends, by shared borrow, exclusive borrow or ownership.
//!
//! 1. Each end holds a [`Row`](crate::Row): what is left of the leaf it is in. A step takes one entry from the row: it counts
//!    one slot.
//! 2. An end that is asked for the first time loads its row. When a row is used up, the end moves to the neighbouring leaf and
//!    loads the row of that (the slow path).
//! 3. A leaf is loaded only once, and the leaf in which both ends stand is loaded by the one that comes first; from then on they
//!    have *met*, and an end whose row is empty takes over the other's.
//!
//! So no entry is handed out twice, whatever `Ord` said when the ends were found: if the front was put behind the
//! back, the front walks to the end of the tree, the back to its beginning, and they never meet.

mod cloned;
mod cursor;
mod entries;
mod exclusive;
mod leaf_range;
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

use crate::position::Packed;
use crate::{Layout, LeafHandle, Position};
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

/// The ends of a walk over a range of keys of a tree with entries, whose first leaf and last leaf are `first` and `last`: not
/// before the head of a leaf. Without an upper bound the slot is more than a leaf has, so that the last leaf need not be looked at.
// Always inlined, as all of the way to a walk is: the kinds of the bounds are constants then, and the ends of the walk, which are
// many words, are never in memory. The first entry behind a key takes half the time in a map of one entry.
#[inline(always)]
fn walk_span<K, V, T, Q>(
    tree: &T,
    (first, last): (LeafHandle, LeafHandle),
    start: Bound<&Q>,
    end: Bound<&Q>,
) -> (Position, Position)
where
    T: Layout<K, V>,
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    (walk_edge(tree, (first, last), start, false), walk_edge(tree, (first, last), end, true))
}

/// One end of a [`walk_span`].
#[inline(always)]
fn walk_edge<K, V, T, Q>(
    tree: &T,
    (first, last): (LeafHandle, LeafHandle),
    bound: Bound<&Q>,
    upper: bool,
) -> Position
where
    T: Layout<K, V>,
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    let gap = match bound {
        Bound::Unbounded if upper => return Position { leaf: last, slot: usize::MAX },
        Bound::Unbounded => return Position { leaf: first, slot: 0 },
        Bound::Included(key) => beside(tree, key, upper),
        Bound::Excluded(key) => beside(tree, key, !upper),
    };
    // SAFETY: the position was just found in this tree, which has entries.
    unsafe { past_head(tree, gap) }
}

/// The same gap, but for a gap before a leaf's head, which becomes the one at the end of the leaf before it.
///
/// # Safety
///
/// - `gap` is a position of `tree`, which has entries.
#[inline(always)]
unsafe fn past_head<K, V, T: Layout<K, V>>(tree: &T, gap: Packed) -> Position {
    let at = gap.unpack();
    // SAFETY: the position is of this tree (caller).
    unsafe {
        let before = at.slot == 0 && tree.first_key_in_parent(at.leaf);
        if before { before_head(tree, gap).unpack() } else { at }
    }
}

/// The end of the leaf before one with a head.
///
/// # Safety
///
/// As [`past_head`].
#[cold]
unsafe fn before_head<K, V, T: Layout<K, V>>(tree: &T, gap: Packed) -> Packed {
    // SAFETY: the leaf is of this tree (caller).
    unsafe {
        let leaf = tree.prev_leaf(gap.unpack().leaf).expect("a leaf with a head has a leaf before it");
        Position { leaf, slot: tree.leaf_len(leaf) }.pack()
    }
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
        Bound::Included(key) => beside(tree, key, upper).unpack(),
        Bound::Excluded(key) => beside(tree, key, !upper).unpack(),
    }
}

/// The gap before the entries with keys from `key` on, or behind those with keys up to it.
// A function of its own: with the search inlined for each bound, most of the code of a range would be searches.
#[inline(never)]
fn beside<K, V, T, Q>(tree: &T, key: &Q, behind: bool) -> Packed
where
    T: Layout<K, V>,
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    match tree.find(key) {
        crate::SearchResult::Found(at) if behind => Position { slot: at.slot + 1, ..at }.pack(),
        found => found.position().pack(),
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

/// The first entry, in **O(log n)** time.
#[inline]
pub fn first<K, V, T: Layout<K, V>>(tree: &T) -> Option<(&K, &V)> {
    let leaf = tree.first_leaf()?;
    // SAFETY: the leaf was just handed out by this tree, and has an entry.
    Some(unsafe { steps::entry_at(tree, Position { leaf, slot: 0 }) })
}

/// The last entry, in **O(log n)** time.
#[inline]
pub fn last<K, V, T: Layout<K, V>>(tree: &T) -> Option<(&K, &V)> {
    let leaf = tree.last_leaf()?;
    // SAFETY: the leaf was just handed out by this tree, and has an entry.
    Some(unsafe { steps::entry_at(tree, Position { leaf, slot: tree.leaf_len(leaf) - 1 }) })
}
