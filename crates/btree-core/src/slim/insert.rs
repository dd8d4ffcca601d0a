//! Putting an entry into the leaf where it belongs: in place, into a leaf grown for it, or after a split.

use super::descriptor::Descriptor;
use super::navigate::{at, leaf_of};
use super::node::Leaf;
use super::raw::ENDS;
use super::root::{Root, TreeHead};
use super::rows::{self, Entry};
use super::shape::Shape;
use super::tree::SlimTree;
use crate::Position;
use arena::Allocator;
use core::mem;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Puts an entry at `place`; returns where it came to rest.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree; its slot is at most the leaf's length.
    #[inline]
    pub(super) unsafe fn insert(&mut self, place: Position, key: K, value: V) -> Position {
        if let Root::Empty = self.root() {
            return self.insert_first(1, key, value);
        }
        // SAFETY: the caller's contract is the same; the head is live.
        unsafe {
            let place = self.insert_beside(place, key, value);
            // Counted last: until here an allocation may have failed.
            if let Root::Branched(mut head) = self.root() {
                head.as_mut().len += 1;
            }
            place
        }
    }

    /// Puts an entry into a tree that has some, and does not count it in the head.
    ///
    /// # Safety
    ///
    /// - As [`insert`](Self::insert); the tree is not empty.
    #[inline]
    unsafe fn insert_beside(&mut self, place: Position, key: K, value: V) -> Position {
        // SAFETY: the leaf is live, and the slot within it (caller).
        unsafe {
            let leaf = leaf_of(place.leaf);
            let (len, first_key_in_parent) = (leaf.len(), leaf.first_key_in_parent());
            if place.slot < first_key_in_parent || len == leaf.capacity() {
                return self.insert_growing(place, key, value);
            }
            rows::insert(leaf.keys_row(), len - first_key_in_parent, place.slot - first_key_in_parent, key);
            rows::insert(leaf.values_row(Self::DESCRIPTOR), len, place.slot, value);
            leaf.get_mut().len = (len + 1) as u16;
        }
        place
    }

    /// Puts the first entry into a leaf with room for `capacity`.
    #[cold]
    #[inline(never)]
    pub(super) fn insert_first(&mut self, capacity: usize, key: K, value: V) -> Position {
        let leaf = Leaf::allocate(self.alloc(), Self::DESCRIPTOR, 0, capacity);
        // SAFETY: the leaf is fresh, with room for an entry; the tree had nothing before.
        unsafe {
            leaf.keys_row::<K>().write(key);
            leaf.values_row::<V>(Self::DESCRIPTOR).write(value);
            leaf.get_mut().len = 1;
            self.set_lone(leaf);
        }
        Position { leaf: at(leaf, 0), slot: 0 }
    }

    /// Puts an entry where the leaf has no room, or before the head of a leaf, which is behind the last entry of the leaf
    /// before it.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree, which is not empty.
    #[cold]
    #[inline(never)]
    unsafe fn insert_growing(&mut self, place: Position, key: K, value: V) -> Position {
        // SAFETY: the leaf is live.
        let (leaf, len, first_key_in_parent) = unsafe {
            let leaf = leaf_of(place.leaf);
            (leaf, leaf.len(), leaf.first_key_in_parent())
        };
        if place.slot < first_key_in_parent {
            // SAFETY: the caller's contract is the same, for the place before.
            unsafe {
                let place = self.raw().end_before(place);
                return self.insert_beside(place, key, value);
            }
        }
        let entry: Entry = ((&raw const key).cast(), (&raw const value).cast());
        // SAFETY: the leaf is split, or gets a capacity larger than its length. The entry moves.
        unsafe {
            if len >= Self::DESCRIPTOR.leaf_max {
                let place = self.raw().insert_splitting(place, entry).expect(ENDS);
                // It has moved.
                mem::forget((key, value));
                return place;
            }
            let capacity = match self.root() {
                Root::Branched(head) => capacity_in_tree(Self::DESCRIPTOR, head.as_ref(), leaf, place.slot),
                _ => Self::DESCRIPTOR.lone_capacity(len + 1),
            };
            let grown = Leaf::allocate(self.alloc(), Self::DESCRIPTOR, first_key_in_parent, capacity);
            rows::regrow(self.alloc(), Self::DESCRIPTOR, leaf, grown, place.slot, entry);
            mem::forget((key, value));
            match self.root() {
                Root::Branched(_) => self.raw().replace_leaf(leaf, grown, place.leaf.hint()),
                _ => self.set_lone(grown),
            }
            Position { leaf: at(grown, place.leaf.hint()), slot: place.slot }
        }
    }

    /// Puts an entry at `place` and returns where it came to rest, or hands it back if memory was refused.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree; its slot is at most the leaf's length.
    pub(super) unsafe fn try_insert(
        &mut self,
        place: Position,
        key: K,
        value: V,
    ) -> Result<Position, (K, V)> {
        let entry: Entry = ((&raw const key).cast(), (&raw const value).cast());
        // SAFETY: the caller's contract is the same; the entry has moved if the answer says so.
        match unsafe { self.raw().fallible().try_insert(place, entry) } {
            Some(place) => {
                mem::forget((key, value));
                Ok(place)
            }
            None => Err((key, value)),
        }
    }
}

/// The capacity of a leaf that grows for an entry at `slot`: more at the edges of the tree, where runs of inserts come.
///
/// # Safety
///
/// - `leaf` is a leaf of the tree with that head and descriptor.
#[inline]
pub(super) unsafe fn capacity_in_tree(
    descriptor: &Descriptor,
    head: &TreeHead,
    leaf: Leaf,
    slot: usize,
) -> usize {
    // SAFETY: the leaf is live (caller).
    let len = unsafe { leaf.len() };
    let at_edge = (slot == len && leaf.raw() == head.last) || (slot == 0 && leaf.raw() == head.first);
    if at_edge { descriptor.edge_capacity(len + 1, head.len) } else { descriptor.leaf_capacity(len + 1) }
}
