//! Splitting a full leaf, after making sure of a place for the new half in its parent.
//!
//! 1. Going up, every full branch above is split, the topmost first; every branch without room grows. Each of these
//!    steps leaves a whole tree, so it does not matter if a later one finds no memory.
//! 2. The leaf is split into two blocks that fit what they hold. At the edges of the tree the split is biased:
//!    behind the last entry only the new one goes right, before the first only the new one goes left. So
//!    ascending and descending inserts leave full leaves behind.
//! 3. The right half goes into the parent, with its first key as the separator.

use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::{BranchPtr, LeafPtr, set_parent};
use super::rows;
use super::shape::{Shape, branch_room, edge_room, leaf_room};
use super::tree::{EdgeRun, Root, SlimTree};
use crate::{Layout, Position};
use arena::Allocator;
use core::ptr::NonNull;

/// A tree that may get a root above its root, with one child at first: if the allocator panics before there is a
/// second one, the root is taken off again.
pub(super) struct Raised<'a, K, V, A: Allocator + Clone, S: Shape>(pub(super) &'a mut SlimTree<K, V, A, S>);

impl<K, V, A: Allocator + Clone, S: Shape> Drop for Raised<'_, K, V, A, S> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: each step that may panic leaves a tree that is whole but for such a root.
        unsafe { self.0.lower_root() };
    }
}

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// # Safety
    ///
    /// - `place` is a position of this tree, in a full leaf.
    pub(super) unsafe fn insert_splitting(&mut self, place: Position, key: K, value: V) -> Position {
        let raised = Raised(self);
        let tree = &mut *raised.0;
        // SAFETY: the leaf is live; `parent_with_room` gives its parent.
        unsafe {
            let leaf = leaf_of::<K, V>(place.leaf);
            if let Root::Lone(leaf) = tree.root() {
                tree.raise_lone(leaf);
            }
            let parent = tree.parent_with_room(leaf.raw(), place.leaf.hint());
            let index = child_index(parent, leaf.raw(), place.leaf.hint());
            if place.slot == leaf.len() && tree.is_edge(leaf.raw(), true) {
                return tree.split_behind(parent, index, key, value);
            }
            if place.slot == 0 {
                // Only the first leaf takes an entry at slot 0.
                return tree.split_before(parent, leaf, key, value);
            }
            tree.split_middle(parent, index, leaf, place.slot, key, value)
        }
    }

    /// The entry goes into a leaf of its own behind the last one.
    ///
    /// # Safety
    ///
    /// - `parent` is a branch of this tree with room for a child, its child `index` the tree's last leaf.
    unsafe fn split_behind(&mut self, parent: BranchPtr<K>, index: usize, key: K, value: V) -> Position {
        let right = LeafPtr::<K, V>::allocate(self.alloc(), 1, edge_room::<K, V, S>(1, self.len()));
        // SAFETY: the leaf is fresh and holds one value; its key goes up (node invariant 2).
        unsafe {
            right.values_ptr().write(value);
            right.get_mut().len = 1;
            rows::put_child(parent, index + 1, key, right.raw());
            self.set_last(right);
            self.set_run(EdgeRun::Back);
        }
        Position { leaf: at(right, index + 1), slot: 0 }
    }

    /// The entry goes into a leaf of its own before the first one, which gives its first key up.
    ///
    /// # Safety
    ///
    /// - `leaf` is this tree's first leaf, child 0 of `parent`, which has room for a child.
    unsafe fn split_before(
        &mut self,
        parent: BranchPtr<K>,
        leaf: LeafPtr<K, V>,
        key: K,
        value: V,
    ) -> Position {
        // SAFETY:
        // 1. The new leaf is fresh and takes the entry.
        // 2. The old one gives its first key up and moves, all values and the other keys, into a block of just its size.
        //    It is freed when they are moved out.
        // 3. In the parent the new leaf takes place 0, and the moved one comes right of it.
        // 4. Nothing allocates once the first item has moved, so no half of this is ever seen.
        unsafe {
            let len = leaf.len();
            let left = LeafPtr::<K, V>::allocate(self.alloc(), 0, edge_room::<K, V, S>(1, self.len()));
            let right = LeafPtr::<K, V>::allocate(self.alloc(), 1, len);
            left.keys_ptr().write(key);
            left.values_ptr().write(value);
            left.get_mut().len = 1;
            let separator = leaf.keys_ptr().read();
            rows::copy(leaf.keys_ptr().add(1), right.keys_ptr(), len - 1);
            rows::copy(leaf.values_ptr(), right.values_ptr(), len);
            right.get_mut().len = len as u16;
            leaf.free(self.alloc());
            parent.children_ptr().write(left.raw());
            set_parent(left.raw(), parent);
            rows::put_child(parent, 1, separator, right.raw());
            self.note_moved(leaf, right);
            if let Root::Tall(mut head) = self.root() {
                head.as_mut().first = left.raw();
            }
            self.set_run(EdgeRun::Front);
            Position { leaf: at(left, 0), slot: 0 }
        }
    }

    /// Half of the entries go right.
    ///
    /// # Safety
    ///
    /// - `leaf` is a full leaf of this tree, child `index` of `parent`, which has room for a child.
    /// - `headed <= slot <= len`, and the slot is not 0.
    unsafe fn split_middle(
        &mut self,
        parent: BranchPtr<K>,
        index: usize,
        leaf: LeafPtr<K, V>,
        slot: usize,
        key: K,
        value: V,
    ) -> Position {
        // SAFETY:
        // 1. The border is inside the leaf: both halves get entries, so the right one has a first key to give up, and
        //    all its keys are in the leaf's row, because the border is not 0.
        // 2. Either half is allocated for its entries and the new one, if that goes there.
        // 3. The old block is freed when its entries are moved out, and the parent points to the halves.
        unsafe {
            let (len, headed) = (leaf.len(), leaf.headed());
            self.set_run(EdgeRun::None);
            let border = len / 2;
            let to_left = slot <= border;
            let (left_len, right_len) = (border + usize::from(to_left), len - border + usize::from(!to_left));
            let left = LeafPtr::<K, V>::allocate(self.alloc(), headed, leaf_room::<K, V, S>(left_len));
            let right = LeafPtr::<K, V>::allocate(self.alloc(), 1, leaf_room::<K, V, S>(right_len));
            let (keys, values) = (leaf.keys_ptr(), leaf.values_ptr());
            rows::copy(keys, left.keys_ptr(), border - headed);
            rows::copy(values, left.values_ptr(), border);
            let separator = keys.add(border - headed).read();
            rows::copy(keys.add(border - headed + 1), right.keys_ptr(), len - border - 1);
            rows::copy(values.add(border), right.values_ptr(), len - border);
            if to_left {
                rows::insert(left.keys_ptr(), border - headed, slot - headed, key);
                rows::insert(left.values_ptr(), border, slot, value);
            } else {
                rows::insert(right.keys_ptr(), len - border - 1, slot - border - 1, key);
                rows::insert(right.values_ptr(), len - border, slot - border, value);
            }
            left.get_mut().len = left_len as u16;
            right.get_mut().len = right_len as u16;
            left.get_mut().link = leaf.get().link;
            leaf.free(self.alloc());
            self.replace_leaf(leaf, left, index);
            rows::put_child(parent, index + 1, separator, right.raw());
            if let Root::Tall(head) = self.root()
                && head.as_ref().last == left.raw()
            {
                self.set_last(right);
            }
            if to_left {
                Position { leaf: at(left, index), slot }
            } else {
                Position { leaf: at(right, index + 1), slot: slot - border }
            }
        }
    }

    /// Notes in which order inserts come.
    fn set_run(&mut self, run: EdgeRun) {
        if let Root::Tall(mut head) = self.root() {
            // SAFETY: the head is live.
            unsafe { head.as_mut() }.run = run;
        }
    }

    /// Notes that an edge leaf of a tall tree moved.
    ///
    /// # Safety
    ///
    /// - The leaf `old` was moved to `new`.
    pub(super) unsafe fn note_moved(&mut self, old: LeafPtr<K, V>, new: LeafPtr<K, V>) {
        if let Root::Tall(mut head) = self.root() {
            // SAFETY: the head is live.
            let head = unsafe { head.as_mut() };
            if head.first == old.raw() {
                head.first = new.raw();
            }
            if head.last == old.raw() {
                head.last = new.raw();
            }
        }
    }

    /// Notes the last leaf of a tall tree.
    ///
    /// # Safety
    ///
    /// - `leaf` is the last leaf of this tree.
    pub(super) unsafe fn set_last(&mut self, leaf: LeafPtr<K, V>) {
        if let Root::Tall(mut head) = self.root() {
            // SAFETY: the head is live.
            unsafe { head.as_mut() }.last = leaf.raw();
        }
    }

    /// The parent of `child`, after making sure that it has room for one child more.
    ///
    /// # Safety
    ///
    /// - `child` is a node of this tree below a branch, child `hint` of it most likely.
    pub(super) unsafe fn parent_with_room(&mut self, child: NonNull<u8>, hint: usize) -> BranchPtr<K> {
        // SAFETY: the parent of a live node is live; after a split or a move the child's link is its parent.
        unsafe {
            let parent = parent_of::<K>(child);
            let len = parent.len();
            if len < parent.room() {
                return parent;
            }
            if len < S::BRANCH_MAX {
                let grown = rows::resized_branch(self.alloc(), parent, branch_room::<S>(len + 1));
                self.replace_branch(parent, grown);
                return grown;
            }
            self.split_branch(parent, child, hint);
            let parent = parent_of::<K>(child);
            if parent.len() < parent.room() {
                return parent;
            }
            let grown = rows::resized_branch(self.alloc(), parent, branch_room::<S>(parent.len() + 1));
            self.replace_branch(parent, grown);
            grown
        }
    }

    /// Lets the tree point to `new` where it pointed to `old`, which may be freed already.
    ///
    /// # Safety
    ///
    /// - `new` has the link of `old`, and takes its place; `old` was a branch of this tree.
    pub(super) unsafe fn replace_branch(&mut self, old: BranchPtr<K>, new: BranchPtr<K>) {
        let Root::Tall(mut head) = self.root() else { unreachable!("a branch makes a tree tall") };
        // SAFETY: head and parent are live; `old` is a child of the parent still.
        unsafe {
            let head = head.as_mut();
            if head.root == old.raw() {
                head.root = new.raw();
                return;
            }
            let parent = parent_of::<K>(new.raw());
            let index = child_index(parent, old.raw(), usize::MAX);
            parent.children_ptr().add(index).write(new.raw());
        }
    }

    /// Splits a full branch, so that the half with `child` has less children.
    ///
    /// # Safety
    ///
    /// - `branch` is a full branch of this tree, `child` one of its children, number `hint` most likely.
    unsafe fn split_branch(&mut self, branch: BranchPtr<K>, child: NonNull<u8>, hint: usize) {
        let Root::Tall(mut head) = self.root() else { unreachable!("a branch makes a tree tall") };
        // SAFETY:
        // 1. The branch gets a place for its right half first: a parent with room, or a new root above it.
        // 2. The border is neither 0 nor the length: both halves have children, and the separator between them is in
        //    the branch's row.
        // 3. The old block is freed when everything is moved out, and its parent points to the halves.
        unsafe {
            if head.as_ref().root == branch.raw() {
                let root = BranchPtr::<K>::allocate(self.alloc(), branch.get().level + 1, 2);
                root.children_ptr().write(branch.raw());
                root.get_mut().len = 1;
                set_parent(branch.raw(), root);
                head.as_mut().root = root.raw();
            }
            let above = self.parent_with_room(branch.raw(), usize::MAX);
            let len = branch.len();
            let index = child_index(branch, child, hint);
            let border = if index == len - 1 && self.is_edge(branch.raw(), true) {
                len - 1
            } else if index == 0 && self.is_edge(branch.raw(), false) {
                1
            } else {
                len / 2
            };
            let level = branch.get().level;
            let left = BranchPtr::<K>::allocate(
                self.alloc(),
                level,
                if border == len - 1 { border } else { branch_room::<S>(border) },
            );
            let right = BranchPtr::<K>::allocate(self.alloc(), level, branch_room::<S>(len - border));
            rows::copy(branch.keys_ptr(), left.keys_ptr(), border - 1);
            rows::copy(branch.children_ptr(), left.children_ptr(), border);
            let separator = branch.keys_ptr().add(border - 1).read();
            rows::copy(branch.keys_ptr().add(border), right.keys_ptr(), len - border - 1);
            rows::copy(branch.children_ptr().add(border), right.children_ptr(), len - border);
            left.get_mut().len = border as u16;
            right.get_mut().len = (len - border) as u16;
            left.get_mut().link = branch.get().link;
            branch.free(self.alloc());
            rows::adopt(left);
            rows::adopt(right);
            self.replace_branch(branch, left);
            let index = child_index(above, left.raw(), usize::MAX);
            rows::put_child(above, index + 1, separator, right.raw());
        }
    }
}
