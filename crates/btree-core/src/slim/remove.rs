//! Taking an entry out, and giving memory back.
//!
//! A leaf with one entry goes with it, if another leaf of its parent stands left of it; else it is rebalanced *before* the
//! entry leaves. So the leaf it leaves has another entry (or is the whole tree), and a head, whose key lives in an ancestor, has a successor to replace it. A leaf that has become small
//! is merged if it and a neighbour fit well into one; a leaf with much slack moves into a smaller block.

use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::LeafPtr;
use super::rows;
use super::shape::{Shape, leaf_max, leaf_room, lone_room};
use super::tree::{Root, SlimTree};
use crate::{Layout, Position};
use arena::Allocator;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Takes the entry at `place` out; returns it and the gap it left.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree; its slot is below the leaf's length.
    #[inline(always)]
    pub(super) unsafe fn remove(&mut self, mut place: Position) -> (K, V, Position) {
        // SAFETY: the leaf is live and has the slot (caller); rebalancing says where the entry is then.
        unsafe {
            let mut leaf = leaf_of::<K, V>(place.leaf);
            let len = leaf.len();
            if (len <= leaf_max::<K, V, S>() / 4 || self.len() <= SMALLEST_TALL)
                && let Root::Tall(_) = self.root()
            {
                if len == 1
                    && let Some(removed) = self.remove_leaf(leaf, place.leaf.hint())
                {
                    return removed;
                }
                place = self.rebalance_leaf(place);
                leaf = leaf_of(place.leaf);
            }
            let (key, value) = self.take(leaf, place);
            if let Root::Tall(mut head) = self.root() {
                head.as_mut().len -= 1;
            }
            let len = leaf.len();
            if len == 0 {
                leaf.free(self.alloc());
                self.set_empty();
                return (key, value, Position { leaf: at(leaf, 0), slot: 0 });
            }
            // Drained from the end, std's map keeps its full nodes: in a small tree one large entry is too much slack then.
            let tight = LeafPtr::<K, V>::ENTRY >= 64 && place.slot == len && (12..256).contains(&self.len());
            if tight || leaf.room() > most_room::<K, V>(len, self.len()) {
                let room = match self.root() {
                    _ if tight => len,
                    Root::Tall(_) => leaf_room::<K, V, S>(len),
                    _ => lone_room::<K, V, S>(len),
                };
                if room < leaf.room() {
                    let fit = rows::resized(self.alloc(), leaf, room);
                    self.replace_leaf(leaf, fit, place.leaf.hint());
                    place.leaf = at(fit, place.leaf.hint());
                }
            }
            if self.len() == SMALL_TREE * leaf_max::<K, V, S>() {
                self.trim_edges(leaf_of(place.leaf));
            }
            (key, value, place)
        }
    }

    /// Takes a leaf of one entry out, if another child of its parent stands left of it; returns the entry and the gap.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree, which is tall; it has one entry, and is child `hint` of its parent most likely.
    unsafe fn remove_leaf(&mut self, leaf: LeafPtr<K, V>, hint: usize) -> Option<(K, V, Position)> {
        // SAFETY:
        // 1. The key of the entry is the leaf's head, the separator left of it in the parent; it goes with the child.
        // 2. The leaf is freed with its value read out, when nothing points to it any more.
        unsafe {
            let parent = parent_of::<K>(leaf.raw());
            let index = child_index(parent, leaf.raw(), hint);
            let before = LeafPtr::<K, V>::from_raw(parent.child(index.checked_sub(1)?));
            let key = rows::take_child(parent, index);
            let value = leaf.values_ptr().read();
            if let Root::Tall(mut head) = self.root() {
                head.as_mut().len -= 1;
                if head.as_ref().last == leaf.raw() {
                    self.set_last(before);
                }
            }
            leaf.free(self.alloc());
            self.tend_branch(parent);
            Some((key, value, Position { leaf: at(before, index - 1), slot: before.len() }))
        }
    }

    /// Gives back the slack that runs of inserts left in the edge leaves, but for the leaf `touched`.
    ///
    /// # Safety
    ///
    /// - `touched` is a leaf of this tree.
    #[cold]
    unsafe fn trim_edges(&mut self, touched: LeafPtr<K, V>) {
        for edge in [self.first(), self.last()].into_iter().flatten() {
            // SAFETY: the edge leaves are live, and two: a tree of that many entries has four leaves or more.
            unsafe {
                let leaf = leaf_of::<K, V>(edge);
                if leaf != touched && leaf.room() > leaf_room::<K, V, S>(leaf.len()) {
                    let fit = rows::resized(self.alloc(), leaf, leaf_room::<K, V, S>(leaf.len()));
                    self.replace_leaf(leaf, fit, edge.hint());
                }
            }
        }
    }

    /// Takes an entry out of a leaf that has more than one, or no head.
    ///
    /// # Safety
    ///
    /// - `leaf` is the leaf of `place`, and has the slot.
    #[inline(always)]
    unsafe fn take(&mut self, leaf: LeafPtr<K, V>, place: Position) -> (K, V) {
        // SAFETY:
        // 1. Value and key of the slot are read once, and the rows close over them.
        // 2. The key of a head is in its separator; the leaf's first key takes its place there.
        unsafe {
            let (len, headed) = (leaf.len(), leaf.headed());
            leaf.get_mut().len = (len - 1) as u16;
            let value = rows::remove(leaf.values_ptr(), len, place.slot);
            if place.slot >= headed {
                let key = rows::remove(leaf.keys_ptr(), len - headed, place.slot - headed);
                return (key, value);
            }
            let next = rows::remove(leaf.keys_ptr(), len - headed, 0);
            let (branch, separator) = self.separator_of(place.leaf).expect("a head has a separator");
            (branch.keys_ptr().add(separator).replace(next), value)
        }
    }
}

/// A tree of that many entries or less is about to become a single leaf: its leaves merge wherever they can.
const SMALLEST_TALL: usize = 20;

/// A tree of that many full leaves is small: slack in its edge leaves begins to count.
const SMALL_TREE: usize = 4;

/// The most room a leaf of `len` entries keeps before it moves to a smaller block.
///
/// Up to 11 entries, std's map has one leaf of 11: no more is kept there either. In a small tree the slack of one leaf
/// counts, so it is a line at most there.
#[inline]
fn most_room<K, V>(len: usize, tree_len: usize) -> usize {
    if len <= 11 && tree_len <= 11 {
        return 11;
    }
    let entry = (size_of::<K>() + size_of::<V>()).max(1);
    len + (4 + len / 8).min((64 / entry).max(tree_len / 128).max(1))
}
