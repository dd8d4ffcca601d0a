//! Putting an entry in where memory may be refused: room is made first, in steps that each leave a whole tree, and then
//! the entry goes into it.
//!
//! Every step asks for all the memory it takes before it changes anything, and gives it back if some of it was refused. So
//! a refusal leaves the entries where they were, if perhaps in other nodes.

use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::{BranchPtr, LeafPtr, set_parent};
use super::rows;
use super::shape::{Shape, branch_room, leaf_max, leaf_room, lone_room};
use super::tree::{Root, SlimTree};
use crate::Position;
use arena::Allocator;
use core::ptr::NonNull;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
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
        // SAFETY: the caller's contract is the same; where room was made the insert asks for no memory.
        unsafe {
            match self.with_room(place) {
                Some(place) => Ok(self.insert(place, key, value)),
                None => Err((key, value)),
            }
        }
    }

    /// Makes room for an entry at `place`: returns where that is then, in a leaf with room, behind its head.
    ///
    /// An empty tree gets a leaf without entries: the caller fills it at once.
    ///
    /// # Safety
    ///
    /// - As [`try_insert`](Self::try_insert).
    unsafe fn with_room(&mut self, mut place: Position) -> Option<Position> {
        // SAFETY:
        // 1. The leaf is live, and so is the one before a leaf with a head; the slots are within them.
        // 2. A leaf that grows moves with all its entries into a block that has room for them, then the tree points there.
        unsafe {
            if let Root::Empty = self.root() {
                let leaf = LeafPtr::<K, V>::try_allocate(self.alloc(), 0, 1)?;
                self.set_lone(leaf);
                return Some(Position { leaf: at(leaf, 0), slot: 0 });
            }
            let mut leaf = leaf_of::<K, V>(place.leaf);
            if place.slot < leaf.headed() {
                let before = self.before(place.leaf).expect("a leaf with a head has a leaf before it");
                leaf = leaf_of(before);
                place = Position { leaf: before, slot: leaf.len() };
            }
            let (len, headed) = (leaf.len(), leaf.headed());
            if len < leaf.room() {
                return Some(place);
            }
            if len >= leaf_max::<K, V, S>() {
                return self.split_for_room(leaf, place);
            }
            let room = match self.root() {
                Root::Tall(_) => leaf_room::<K, V, S>(len + 1),
                _ => lone_room::<K, V, S>(len + 1),
            };
            let grown = LeafPtr::<K, V>::try_allocate(self.alloc(), headed, room)?;
            rows::copy(leaf.keys_ptr(), grown.keys_ptr(), len - headed);
            rows::copy(leaf.values_ptr(), grown.values_ptr(), len);
            grown.get_mut().len = len as u16;
            grown.get_mut().link = leaf.get().link;
            leaf.free(self.alloc());
            self.replace_leaf(leaf, grown, place.leaf.hint());
            Some(Position { leaf: at(grown, place.leaf.hint()), ..place })
        }
    }

    /// Splits a full leaf, so that the half where the entry goes has room for it.
    ///
    /// # Safety
    ///
    /// - `leaf` is the leaf of `place`, which is a position of this tree behind the leaf's head.
    unsafe fn split_for_room(&mut self, leaf: LeafPtr<K, V>, place: Position) -> Option<Position> {
        // SAFETY:
        // 1. The border is inside the leaf: both halves have entries, and the first key right of it is in the row.
        // 2. The right half was allocated for its entries, and for the new one if that goes there; what moves there is
        //    not counted left any more.
        // 3. The parent has room for the right half, whose head becomes the separator.
        unsafe {
            let (len, headed, slot) = (leaf.len(), leaf.headed(), place.slot);
            let border = match slot {
                0 => 1,
                _ if slot == len && self.is_edge(leaf.raw(), true) => len - 1,
                _ => len / 2,
            };
            let to_left = slot <= border;
            let right_room = leaf_room::<K, V, S>(len - border + usize::from(!to_left));
            let right = LeafPtr::<K, V>::try_allocate(self.alloc(), 1, right_room)?;
            let Some(parent) = self.try_parent_with_room(leaf.raw()) else {
                right.free(self.alloc());
                return None;
            };
            let separator = leaf.keys_ptr().add(border - headed).read();
            rows::copy(leaf.keys_ptr().add(border - headed + 1), right.keys_ptr(), len - border - 1);
            rows::copy(leaf.values_ptr().add(border), right.values_ptr(), len - border);
            leaf.get_mut().len = border as u16;
            right.get_mut().len = (len - border) as u16;
            let index = child_index(parent, leaf.raw(), place.leaf.hint());
            rows::put_child(parent, index + 1, separator, right.raw());
            if let Root::Tall(head) = self.root()
                && head.as_ref().last == leaf.raw()
            {
                self.set_last(right);
            }
            Some(if to_left {
                Position { leaf: at(leaf, index), slot }
            } else {
                Position { leaf: at(right, index + 1), slot: slot - border }
            })
        }
    }

    /// The parent of `child`, after making sure that it has room for one child more.
    ///
    /// A lone leaf gets a root that has no other child: the caller adds one at once.
    ///
    /// # Safety
    ///
    /// - `child` is a node of this tree, below a branch or the lone leaf.
    unsafe fn try_parent_with_room(&mut self, child: NonNull<u8>) -> Option<BranchPtr<K>> {
        // SAFETY:
        // 1. The parent of a live node is live; after a split or a move the child's link is its parent.
        // 2. A branch that grows moves with all it has into a block with room for it, then the tree points there.
        // 3. A full branch has a place for its right half before it is split: a parent with room, or a new root. The
        //    border is inside, so both halves have children, and the separator between them is in the branch's row.
        unsafe {
            let mut head = match self.root() {
                Root::Tall(head) => head,
                Root::Lone(leaf) => {
                    self.try_raise_lone(leaf)?;
                    return Some(parent_of(child));
                }
                Root::Empty => unreachable!("an empty tree has no node"),
            };
            let branch = parent_of::<K>(child);
            let (len, level) = (branch.len(), branch.get().level);
            if len < branch.room() {
                return Some(branch);
            }
            if len < S::BRANCH_MAX {
                let grown = BranchPtr::<K>::try_allocate(self.alloc(), level, branch_room::<S>(len + 1))?;
                rows::copy(branch.keys_ptr(), grown.keys_ptr(), len - 1);
                rows::copy(branch.children_ptr(), grown.children_ptr(), len);
                grown.get_mut().len = len as u16;
                grown.get_mut().link = branch.get().link;
                branch.free(self.alloc());
                rows::adopt(grown);
                self.replace_branch(branch, grown);
                return Some(grown);
            }
            let border = len / 2;
            let right =
                BranchPtr::<K>::try_allocate(self.alloc(), level, branch_room::<S>(len - border + 1))?;
            let above = if head.as_ref().root == branch.raw() {
                let root = BranchPtr::<K>::try_allocate(self.alloc(), level + 1, 2);
                if let Some(root) = root {
                    root.children_ptr().write(branch.raw());
                    root.get_mut().len = 1;
                    set_parent(branch.raw(), root);
                    head.as_mut().root = root.raw();
                }
                root
            } else {
                self.try_parent_with_room(branch.raw())
            };
            let Some(above) = above else {
                right.free(self.alloc());
                return None;
            };
            let separator = branch.keys_ptr().add(border - 1).read();
            rows::copy(branch.keys_ptr().add(border), right.keys_ptr(), len - border - 1);
            rows::copy(branch.children_ptr().add(border), right.children_ptr(), len - border);
            branch.get_mut().len = border as u16;
            right.get_mut().len = (len - border) as u16;
            rows::adopt(right);
            let index = child_index(above, branch.raw(), usize::MAX);
            rows::put_child(above, index + 1, separator, right.raw());
            Some(parent_of(child))
        }
    }
}
