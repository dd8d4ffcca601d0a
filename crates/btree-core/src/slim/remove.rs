//! Removing an entry, and freeing memory.
//!
//! A leaf with one entry is removed with it, if its parent has another child. Otherwise the leaf is rebalanced *before* the entry is removed. So
//! it has another entry (or is the whole tree), and if the entry is a head, whose key is in an ancestor, there is a next key to
//! replace it. A small leaf is merged if it and a neighbour fit well into one. A leaf with much unused capacity moves
//! to a smaller block.

use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::{Branch, Leaf};
use super::pair::Pair;
use super::raw::RawTree;
use super::root::{RemovedAt, Root, TreeHead};
use super::rows;
use super::shape::Shape;
use super::thresholds::edge_slack;
use super::tree::SlimTree;
use crate::{LeafHandle, Position};
use arena::Allocator;
use core::mem::MaybeUninit;
use core::ptr::NonNull;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Takes the entry at `place` out; returns it and the gap it left.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree; its slot is below the leaf's length.
    // One copy for each type of map: inlined at each caller it cost a tenth of a user's release build.
    #[inline(never)]
    pub(super) unsafe fn remove(&mut self, place: Position) -> (K, V, Position) {
        // SAFETY: the caller's contract is the same; a tree without branches is its only leaf.
        unsafe {
            match self.root() {
                Root::Branched(head) => self.remove_from_tall(head, place),
                _ => self.remove_from_lone(leaf_of(place.leaf), place.slot),
            }
        }
    }

    /// The same in a tree of one leaf.
    ///
    /// # Safety
    ///
    /// - `leaf` is this tree's lone leaf; `slot` is below its length.
    #[inline]
    unsafe fn remove_from_lone(&mut self, mut leaf: Leaf, slot: usize) -> (K, V, Position) {
        let descriptor = Self::DESCRIPTOR;
        // SAFETY:
        // 1. Value and key of the slot are read once, and the rows close over them. A leaf without ancestors has all its keys.
        // 2. A leaf without entries is freed, and nobody uses it afterwards. What the tree gives back is none of its entries.
        unsafe {
            debug_assert_eq!(leaf.first_key_in_parent(), 0);
            let len = leaf.len() - 1;
            leaf.get_mut().len = len as u16;
            let value = rows::remove(leaf.values_row(descriptor), len + 1, slot);
            let key = rows::remove(leaf.keys_row(), len + 1, slot);
            let capacity = leaf.capacity();
            if len == 0 {
                leaf.free(self.alloc(), descriptor);
                self.set_empty();
            } else if capacity - len > descriptor.slack(len, len) && !descriptor.has_just_grown(capacity, len)
            {
                leaf = leaf_of(self.raw().fallible().refit(at(leaf, 0), false));
            }
            (key, value, Position { leaf: at(leaf, 0), slot })
        }
    }

    /// The same in a tree of several leaves.
    ///
    /// # Safety
    ///
    /// - `head` is the head of this tree; otherwise as [`remove`](Self::remove).
    #[inline]
    unsafe fn remove_from_tall(
        &mut self,
        mut head: NonNull<TreeHead>,
        mut place: Position,
    ) -> (K, V, Position) {
        let descriptor = Self::DESCRIPTOR;
        // SAFETY: the leaf is live and has the slot (caller); rebalancing says where the entry is then.
        unsafe {
            let len = leaf_of(place.leaf).len();
            if descriptor.is_due(len, head.as_ref().len) {
                if len == 1
                    && let Some(removed) = self.remove_leaf(place)
                {
                    return removed;
                }
                place = self.raw().fallible().rebalance_leaf(place);
                // It may be the only leaf that is left.
                if let Root::Leaf(leaf) = self.root() {
                    return self.remove_from_lone(leaf, place.slot);
                }
            }
        }
        // SAFETY: the leaf has another entry. What the tree gives back is none of its entries.
        unsafe {
            let leaf = leaf_of(place.leaf);
            let (key, value) = self.take(leaf, place);
            head.as_mut().len -= 1;
            let (&TreeHead { len: tree_len, first, last, .. }, len) = (head.as_ref(), leaf.len());
            let removed_at = if place.slot == len && leaf.raw() == last {
                RemovedAt::Back
            } else if place.slot == 0 && leaf.raw() == first {
                RemovedAt::Front
            } else {
                RemovedAt::Middle
            };
            head.as_mut().removed_at = removed_at;
            // A run of removals may be there.
            let at_edge = removed_at != RemovedAt::Middle;
            let kept = if at_edge { edge_slack(tree_len) } else { descriptor.slack(len, tree_len) };
            if leaf.capacity() - len > kept {
                place.leaf = self.raw().fallible().refit(place.leaf, at_edge);
            }
            if descriptor.becomes_small(tree_len) {
                self.raw().fallible().trim_edges(leaf_of(place.leaf));
            }
            (key, value, place)
        }
    }

    /// Takes a leaf of one entry out, if its parent has another child; returns the entry and the gap.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree, which is tall; its leaf has one entry.
    #[cold]
    #[inline(never)]
    unsafe fn remove_leaf(&mut self, place: Position) -> Option<(K, V, Position)> {
        let (mut key, mut value) = (MaybeUninit::<K>::uninit(), MaybeUninit::<V>::uninit());
        // SAFETY: the caller's contract is the same; the entry has moved here if the answer says so. The parent of the leaf is
        // tended afterwards: an allocator that panics in that finds the entry here, where it is dropped.
        unsafe {
            let (to_key, to_value) = (key.as_mut_ptr().cast(), value.as_mut_ptr().cast());
            let (gap, parent) = self.raw().fallible().remove_leaf(place, to_key, to_value)?;
            let (key, value) = (key.assume_init(), value.assume_init());
            self.raw().fallible().fix_underfull(parent);
            Some((key, value, gap))
        }
    }

    /// Takes an entry out of a leaf that has more than one, or no head.
    ///
    /// # Safety
    ///
    /// - `leaf` is the leaf of `place`, and has the slot.
    #[inline]
    unsafe fn take(&mut self, leaf: Leaf, place: Position) -> (K, V) {
        // SAFETY:
        // 1. Value and key of the slot are read once, and the rows close over them.
        // 2. The key of a head is in its separator; the leaf's first key takes its place there.
        unsafe {
            let (len, first_key_in_parent) = (leaf.len(), leaf.first_key_in_parent());
            leaf.get_mut().len = (len - 1) as u16;
            let value = rows::remove(leaf.values_row(Self::DESCRIPTOR), len, place.slot);
            if place.slot >= first_key_in_parent {
                let key = rows::remove(
                    leaf.keys_row(),
                    len - first_key_in_parent,
                    place.slot - first_key_in_parent,
                );
                return (key, value);
            }
            let next = rows::remove(leaf.keys_row::<K>(), len - first_key_in_parent, 0);
            let head = self.nodes().separator_of(place.leaf).expect("a head has a separator");
            (head.cast::<K>().replace(next), value)
        }
    }
}

impl RawTree<'_> {
    /// Leaves a leaf with less capacity, without any to spare if it is to be `tight`; returns where it is then.
    ///
    /// # Safety
    ///
    /// - `place` is a leaf of this tree.
    #[inline(never)]
    pub(super) unsafe fn refit(mut self, place: LeafHandle, tight: bool) -> LeafHandle {
        // SAFETY: the leaf is live. Without memory it stays where it is.
        unsafe {
            let leaf = leaf_of(place);
            let len = leaf.len();
            let capacity = match self.root() {
                // A leaf without entries is freed.
                _ if len == 0 => return place,
                _ if tight => len,
                Root::Branched(_) => self.descriptor.leaf_capacity(len),
                _ => self.descriptor.lone_capacity(len),
            };
            if capacity >= leaf.capacity() {
                return place;
            }
            at(self.shrink_leaf(leaf, place.hint(), capacity), place.hint())
        }
    }

    /// Takes a leaf of one entry out, if its parent has another child; moves the entry to `key` and `value` and returns the gap,
    /// and the parent, which is to be tended. `None` as well if memory was refused.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree, which is tall; its leaf has one entry.
    /// - The pointers are valid for writing a key and a value.
    unsafe fn remove_leaf(
        &mut self,
        place: Position,
        key: *mut u8,
        value: *mut u8,
    ) -> Option<(Position, Branch)> {
        // SAFETY:
        // 1. The key of the entry is the leaf's head, the separator left of it in the parent; it goes with the child.
        // 2. The leaf is freed with its value read out, when nothing points to it any more.
        unsafe {
            let leaf = leaf_of(place.leaf);
            let parent = parent_of(leaf.raw());
            let index = child_index(self.descriptor, parent, leaf.raw(), place.leaf.hint());
            if index == 0 {
                return self.remove_first_leaf(parent, key, value);
            }
            let before = Leaf::from_raw(parent.child(self.descriptor, index - 1));
            rows::copy(parent.key(self.descriptor, index - 1), key, self.descriptor.key);
            rows::close_child(self.descriptor, parent, index);
            rows::copy(leaf.value(self.descriptor, 0), value, self.descriptor.value);
            self.count_less(1);
            if self.is_last(leaf) {
                self.set_last(before);
            }
            self.free_leaf(leaf);
            Some((Position { leaf: at(before, index - 1), slot: before.len() }, parent))
        }
    }

    /// The same for the first child of `parent`: the second one takes its place, and its link to the head.
    ///
    /// # Safety
    ///
    /// - `parent` is a branch of this tree, whose first child is a leaf of one entry.
    /// - The pointers are valid for writing a key and a value.
    unsafe fn remove_first_leaf(
        &mut self,
        parent: Branch,
        key: *mut u8,
        value: *mut u8,
    ) -> Option<(Position, Branch)> {
        let descriptor = self.descriptor;
        // SAFETY: the parent is a live branch above leaves (caller).
        let pair = unsafe {
            if parent.len() == 1 {
                return None;
            }
            Pair::of_leaves(descriptor, parent, 0)
        };
        let (left, right) = (pair.left, pair.right);
        // SAFETY: both leaves are live. The right one has as many entries as the new one is to get, and the left one one entry:
        // its key is in it, or in a separator.
        let (first_key, rest) = unsafe {
            let first_key = match left.first_key_in_parent() {
                0 => left.key(descriptor, 0),
                _ => self.nodes().separator_of(at(left, 0)).expect("a head has a separator"),
            };
            (first_key, self.new_leaf(left.first_key_in_parent(), right.len())?)
        };
        // SAFETY: the first entry of the pair goes to the caller, the others into the new leaf. If the first key was a head, the key
        // of the next entry takes its place.
        unsafe {
            rows::copy(first_key, key, descriptor.key);
            rows::copy(left.value(descriptor, 0), value, descriptor.value);
            pair.move_to(descriptor, 1, pair.len, rest);
            if left.first_key_in_parent() == 1 {
                rows::copy(parent.key(descriptor, 0), first_key, descriptor.key);
            }
            rows::close_child(descriptor, parent, 1);
        }
        // SAFETY: the new leaf takes the places of both, as in `merge_leaves`. Their entries have moved out.
        unsafe {
            rest.get_mut().link = left.get().link;
            if self.is_last(right) {
                self.set_last(rest);
            }
            self.replace_leaf(left, rest, 0);
            self.count_less(1);
            self.free_leaf(left);
            self.free_leaf(right);
            Some((Position { leaf: at(rest, 0), slot: 0 }, parent))
        }
    }

    /// Gives back the slack that runs of inserts left in the edge leaves, but for the leaf `touched`.
    ///
    /// # Safety
    ///
    /// - `touched` is a leaf of this tree, which has more entries than three full leaves hold.
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn trim_edges(&mut self, touched: Leaf) {
        for edge in [self.nodes().first(), self.nodes().last()].into_iter().flatten() {
            // SAFETY: the edge leaves are live, and two: a tree of that many entries has four leaves or more.
            unsafe {
                let leaf = leaf_of(edge);
                let capacity = self.descriptor.leaf_capacity(leaf.len());
                if leaf != touched && leaf.capacity() > capacity {
                    self.resize_leaf(leaf, edge.hint(), capacity);
                }
            }
        }
    }
}
