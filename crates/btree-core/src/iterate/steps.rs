//! From gap to entry and from gap to gap, by positions alone.
//!
//! A gap between two leaves has two positions: behind the last entry of the one and before the first of the other. Both
//! are accepted everywhere; whoever wants the entry beside a gap asks here.

use crate::{Layout, Position};

/// The entry behind the gap `at`, `None` at the end.
///
/// # Safety
///
/// - `at` came from `tree`, which has not changed since; in an empty tree it may be any position.
#[inline]
pub(crate) unsafe fn entry_after<K, V, T: Layout<K, V>>(tree: &T, at: Position) -> Option<Position> {
    if tree.is_empty() {
        return None;
    }
    let Position { mut leaf, mut slot } = at;
    // SAFETY: the leaf is of this tree (caller), and so is every leaf that it names.
    while slot >= unsafe { tree.leaf_len(leaf) } {
        // SAFETY: as above.
        leaf = unsafe { tree.next_leaf(leaf) }?;
        slot = 0;
    }
    Some(Position { leaf, slot })
}

/// The entry before the gap `at`, `None` at the beginning.
///
/// # Safety
///
/// As [`entry_after`].
#[inline]
pub(crate) unsafe fn entry_before<K, V, T: Layout<K, V>>(tree: &T, at: Position) -> Option<Position> {
    if tree.is_empty() {
        return None;
    }
    let Position { mut leaf, mut slot } = at;
    while slot == 0 {
        // SAFETY: the leaf is of this tree (caller), and so is every leaf that it names.
        unsafe {
            leaf = tree.prev_leaf(leaf)?;
            slot = tree.leaf_len(leaf);
        }
    }
    Some(Position { leaf, slot: slot - 1 })
}

/// Number of entries behind the gap `at`. Computes in the time of a walk over the leaves.
///
/// # Safety
///
/// As [`entry_after`].
pub(crate) unsafe fn count_behind<K, V, T: Layout<K, V>>(tree: &T, at: Position) -> usize {
    // SAFETY: the caller's contract is the same.
    let Some(Position { mut leaf, slot }) = (unsafe { entry_after(tree, at) }) else { return 0 };
    // SAFETY: the leaves are of this tree.
    unsafe {
        let mut count = tree.leaf_len(leaf) - slot;
        while let Some(next) = tree.next_leaf(leaf) {
            leaf = next;
            count += tree.leaf_len(leaf);
        }
        count
    }
}

/// Number of entries between two gaps; 0 if they are not in order. Computes in the time of a walk over the leaves.
///
/// # Safety
///
/// As [`entry_after`], for both.
pub(crate) unsafe fn count_between<K, V, T: Layout<K, V>>(tree: &T, from: Position, to: Position) -> usize {
    if tree.is_empty() {
        return 0;
    }
    if from.leaf.same_leaf(to.leaf) {
        return to.slot.saturating_sub(from.slot);
    }
    let mut leaf = from.leaf;
    // SAFETY: the leaves are of this tree; a position's slot is at most the length of its leaf.
    unsafe {
        let mut count = tree.leaf_len(leaf) - from.slot;
        while let Some(next) = tree.next_leaf(leaf) {
            if next.same_leaf(to.leaf) {
                return count + to.slot;
            }
            leaf = next;
            count += tree.leaf_len(leaf);
        }
    }
    0
}

/// The entry at `at`, for reading.
///
/// # Safety
///
/// - `at` came from `tree`, which has not changed since; its slot is below the leaf's length.
#[inline]
pub(crate) unsafe fn entry_at<K, V, T: Layout<K, V>>(tree: &T, at: Position) -> (&K, &V) {
    // SAFETY: the slot exists (caller); the pointers are valid while the tree is borrowed, which it is by what is returned.
    unsafe {
        let (key, value) = tree.entry(at);
        (&*key, &*value)
    }
}

/// The entry at `at`, its value for writing.
///
/// # Safety
///
/// As [`entry_at`].
#[inline]
pub(crate) unsafe fn entry_at_mut<K, V, T: Layout<K, V>>(tree: &mut T, at: Position) -> (&K, &mut V) {
    // SAFETY:
    // 1. The slot exists (caller).
    // 2. The pointers are valid while the tree is borrowed, which it is by what is returned.
    // 3. Key and value do not overlap, and nothing else refers to either.
    unsafe {
        let (key, value) = tree.value_mut(at);
        (&*key, &mut *value.cast_mut())
    }
}
