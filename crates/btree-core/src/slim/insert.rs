//! Putting an entry into the leaf where it belongs: in place, into a leaf grown for it, or after a split.

use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::LeafPtr;
use super::rows;
use super::shape::{Shape, edge_room, leaf_max, leaf_room, lone_room};
use super::tree::{Root, SlimTree, TreeHead};
use crate::{Layout, Position};
use arena::Allocator;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Puts an entry at `place`; returns where it came to rest.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree; its slot is at most the leaf's length.
    #[inline(always)]
    pub(super) unsafe fn insert(&mut self, place: Position, key: K, value: V) -> Position {
        if let Root::Empty = self.root() {
            return self.insert_first(1, key, value);
        }
        // SAFETY: the caller's contract is the same; the head is live.
        unsafe {
            let place = self.insert_beside(place, key, value);
            // Counted last: until here an allocation may have failed.
            if let Root::Tall(mut head) = self.root() {
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
    #[inline(always)]
    unsafe fn insert_beside(&mut self, place: Position, key: K, value: V) -> Position {
        // SAFETY: the leaf is live, and the slot within it (caller).
        unsafe {
            let leaf = leaf_of::<K, V>(place.leaf);
            let (len, headed) = (leaf.len(), leaf.headed());
            if place.slot < headed {
                return self.insert_before_head(place, key, value);
            }
            if len == leaf.room() {
                return self.insert_growing(place, key, value);
            }
            rows::insert(leaf.keys_ptr(), len - headed, place.slot - headed, key);
            rows::insert(leaf.values_ptr(), len, place.slot, value);
            leaf.get_mut().len = (len + 1) as u16;
        }
        place
    }

    /// Puts the first entry into a leaf with room for `room`.
    #[cold]
    pub(super) fn insert_first(&mut self, room: usize, key: K, value: V) -> Position {
        let leaf = LeafPtr::<K, V>::allocate(self.alloc(), 0, room);
        // SAFETY: the leaf is fresh, with room for an entry; the tree had nothing before.
        unsafe {
            leaf.keys_ptr().write(key);
            leaf.values_ptr().write(value);
            leaf.get_mut().len = 1;
            self.set_lone(leaf);
        }
        Position { leaf: at(leaf, 0), slot: 0 }
    }

    /// Before the head of a leaf is behind the last entry of the leaf before it.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree, in a leaf with a head.
    #[cold]
    unsafe fn insert_before_head(&mut self, place: Position, key: K, value: V) -> Position {
        // SAFETY: the leaf has a head, so it is not the first; the leaf before it is live.
        unsafe {
            let leaf = self.before(place.leaf).expect("a leaf with a head has a leaf before it");
            let slot = leaf_of::<K, V>(leaf).len();
            self.insert_beside(Position { leaf, slot }, key, value)
        }
    }

    /// # Safety
    ///
    /// - `place` is a position of this tree, in a leaf without room.
    #[cold]
    #[inline(never)]
    unsafe fn insert_growing(&mut self, place: Position, key: K, value: V) -> Position {
        // SAFETY: the leaf is live; `regrown` gets a room larger than its length.
        unsafe {
            let leaf = leaf_of::<K, V>(place.leaf);
            let len = leaf.len();
            if len >= leaf_max::<K, V, S>() {
                return self.insert_splitting(place, key, value);
            }
            let room = match self.root() {
                Root::Tall(head) if at_edge(head.as_ref(), leaf, place.slot, len) => {
                    edge_room::<K, V, S>(len + 1, self.len())
                }
                Root::Tall(_) => leaf_room::<K, V, S>(len + 1),
                _ => lone_room::<K, V, S>(len + 1),
            };
            let grown = rows::regrown(self.alloc(), leaf, room, place.slot, key, value);
            self.replace_leaf(leaf, grown, place.leaf.hint());
            Position { leaf: at(grown, place.leaf.hint()), slot: place.slot }
        }
    }

    /// Lets the tree point to `new` where it pointed to `old`, which may be freed already.
    ///
    /// # Safety
    ///
    /// - `new` has the link of `old`, and takes its place; `old` was a leaf of this tree, child `hint` most likely.
    pub(super) unsafe fn replace_leaf(&mut self, old: LeafPtr<K, V>, new: LeafPtr<K, V>, hint: usize) {
        // SAFETY: a leaf of a tall tree has a live parent, of which `old` is a child still.
        unsafe {
            if let Root::Lone(_) = self.root() {
                self.set_lone(new);
                return;
            }
            self.note_moved(old, new);
            let parent = parent_of::<K>(new.raw());
            let index = child_index(parent, old.raw(), hint);
            parent.children_ptr().add(index).write(new.raw());
        }
    }
}

/// Whether an entry at `slot` of a leaf of `len` comes first or last in the tree.
fn at_edge<K, V>(head: &TreeHead, leaf: LeafPtr<K, V>, slot: usize, len: usize) -> bool {
    (slot == len && leaf.raw() == head.last) || (slot == 0 && leaf.raw() == head.first)
}
