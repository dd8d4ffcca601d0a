//! Taking a tree apart at a gap: every branch on the way up is cut in two, and nothing right of the way is touched.
//!
//! 1. All nodes that the right tree needs are allocated first: should one be refused, this tree is whole.
//! 2. The leaf with the gap gives its entries behind it to a new one. If there are none, the leaf after it becomes the
//!    right tree's first, and takes its head back from the separator.
//! 3. Going up, each branch gives the children right of the way to a new branch, whose first child is what the level
//!    below gave.

use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::{BranchPtr, LeafPtr, set_parent};
use super::rows;
use super::shape::{Shape, leaf_room};
use super::tree::{EdgeRun, Root, SlimTree, TreeHead};
use crate::iterate::steps::{count_behind, entry_before};
use crate::{Layout, Position};
use arena::Allocator;
use core::ptr::NonNull;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Takes out all entries behind the gap `place`. Computes in **O(fanout × log n)** time, and counts in
    /// **O(leaves moved)**.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree; its slot is at most the leaf's length.
    pub(super) unsafe fn part(&mut self, place: Position) -> Self {
        // SAFETY: the position is of this tree, which is whole.
        unsafe {
            let Some(before) = entry_before(self, place) else { return self.take_all() };
            let (leaf, slot) = (leaf_of::<K, V>(before.leaf), before.slot + 1);
            match self.root() {
                Root::Empty => self.empty_like(),
                Root::Lone(leaf) if slot == leaf.len() => self.empty_like(),
                Root::Lone(leaf) => self.part_lone(leaf, slot),
                Root::Tall(head) => {
                    let count = count_behind(self, Position { leaf: before.leaf, slot });
                    if count == 0 { self.empty_like() } else { self.part_tall(head, leaf, slot, count) }
                }
            }
        }
    }

    /// # Safety
    ///
    /// - `leaf` is this tree's lone leaf; `1 <= slot < len`.
    unsafe fn part_lone(&mut self, leaf: LeafPtr<K, V>, slot: usize) -> Self {
        let mut right = self.empty_like();
        // SAFETY: the new leaf has room for what is moved, and takes it as its own; the old one fits what stays.
        unsafe {
            let moved = LeafPtr::<K, V>::allocate(self.alloc(), 0, leaf_room::<K, V, S>(leaf.len() - slot));
            move_behind(leaf, slot, moved);
            right.set_lone(moved);
            let fit = rows::resized(self.alloc(), leaf, slot);
            self.set_lone(fit);
        }
        right
    }

    /// # Safety
    ///
    /// - `head` is this tree's head, `leaf` one of its leaves; `1 <= slot <= len`.
    /// - There are `count` entries behind the gap, at least one.
    unsafe fn part_tall(
        &mut self,
        mut head: NonNull<TreeHead>,
        leaf: LeafPtr<K, V>,
        slot: usize,
        count: usize,
    ) -> Self {
        // SAFETY:
        // 1. `leaf` has a leaf behind it if it gives nothing itself: there are entries behind the gap.
        // 2. Nothing allocates or panics from the first move on, until both trees are whole.
        // 3. What is moved is read once, and its old place is behind the lowered length of its node, or freed.
        // 4. The leftmost leaf of the right tree is child 0 of its parent; it alone has no head.
        unsafe {
            let (len, last) = (leaf.len(), LeafPtr::<K, V>::from_raw(head.as_ref().last));
            let next = if slot < len { None } else { self.after(at(leaf, usize::MAX)) };
            let next = next.map(|next| leaf_of::<K, V>(next));
            let moved =
                LeafPtr::<K, V>::allocate(self.alloc(), 0, next.map_or(len - slot, |next| next.len()));
            let mut spare = self.allocate_spine(leaf, next.is_none());
            let right_head = self.allocate_head();

            let mut carried = None;
            if next.is_none() {
                move_behind(leaf, slot, moved);
                carried = Some(moved.raw());
            }
            let mut first_key = None;
            let mut node = leaf.raw();
            while node != head.as_ref().root {
                let above = parent_of::<K>(node);
                let index = child_index(above, node, usize::MAX);
                if carried.is_some() || index + 1 < above.len() {
                    let branch = spare.expect("one was allocated for each level that gives children");
                    spare = NonNull::new(branch.get().link).map(BranchPtr::from_raw);
                    first_key = first_key.or(cut_branch(above, index, carried, branch));
                    carried = Some(branch.raw());
                }
                node = above.raw();
            }
            let root = carried.expect("there are entries behind the gap");
            if let (Some(next), Some(key)) = (next, first_key) {
                take_place(self.alloc(), next, key, moved);
            }
            let right_last = if last == leaf || Some(last) == next { moved } else { last };
            let mut right = self.empty_like();
            right.set_tall(right_head, count, root, moved, right_last);
            let this = head.as_mut();
            this.len -= count;
            this.last = leaf.raw();
            this.run = EdgeRun::None;
            self.lower_root();
            right.lower_root();
            self.fit_last_path(leaf);
            right
        }
    }

    /// New branches for the right sides of the branches above `leaf`, each linked to the one above it; the lowest
    /// one. Levels that will give nothing get none.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree.
    unsafe fn allocate_spine(&self, leaf: LeafPtr<K, V>, mut carry: bool) -> Option<BranchPtr<K>> {
        let Root::Tall(head) = self.root() else { return None };
        let (mut lowest, mut below) = (None, None::<BranchPtr<K>>);
        // SAFETY: every node but the root has a live parent, of which it is a child; the new branches are fresh.
        unsafe {
            let mut node = leaf.raw();
            while node != head.as_ref().root {
                let above = parent_of::<K>(node);
                let children = above.len() - child_index(above, node, usize::MAX) - 1 + usize::from(carry);
                if children > 0 {
                    let branch = BranchPtr::<K>::allocate(self.alloc(), above.get().level, children);
                    match &mut below {
                        Some(below) => below.get_mut().link = branch.raw().as_ptr(),
                        None => lowest = Some(branch),
                    }
                    below = Some(branch);
                    carry = true;
                }
                node = above.raw();
            }
        }
        lowest
    }

    /// Takes branches of one child off the root.
    ///
    /// # Safety
    ///
    /// - The tree is whole but for such a root.
    pub(super) unsafe fn lower_root(&mut self) {
        while let Root::Tall(mut head) = self.root() {
            // SAFETY: the root is live; it is freed after its only child has taken its place.
            unsafe {
                let root = BranchPtr::<K>::from_raw(head.as_ref().root);
                if root.len() > 1 {
                    return;
                }
                if root.over_leaves() {
                    self.lower_to_lone(head);
                } else {
                    head.as_mut().root = root.child(0);
                    root.free(self.alloc());
                }
            }
        }
    }
}

/// Moves the entries from `slot` on into the empty leaf `to`, which has no head.
///
/// # Safety
///
/// - Both leaves are live; `headed <= slot < len`, and `to` has room for the entries from there on.
unsafe fn move_behind<K, V>(from: LeafPtr<K, V>, slot: usize, to: LeafPtr<K, V>) {
    // SAFETY: all keys from `slot` on are in the row; they are moved out, and the length says so.
    unsafe {
        let (len, headed) = (from.len(), from.headed());
        rows::copy(from.keys_ptr().add(slot - headed), to.keys_ptr(), len - slot);
        rows::copy(from.values_ptr().add(slot), to.values_ptr(), len - slot);
        from.get_mut().len = slot as u16;
        to.get_mut().len = (len - slot) as u16;
    }
}

/// Moves the children right of number `index` into the fresh branch `to`, behind `carried`, which comes from the
/// level below. If that gave nothing, returns the separator left of the first child moved: it is in no branch then.
///
/// # Safety
///
/// - `branch` is live and has the child; `to` has room for what it gets, which is at least one child.
unsafe fn cut_branch<K>(
    branch: BranchPtr<K>,
    index: usize,
    carried: Option<NonNull<u8>>,
    to: BranchPtr<K>,
) -> Option<K> {
    // SAFETY: `rest` children lie right of the index, and as many separators, the first of them left of the first such
    // child; all are moved out, and the length says so.
    unsafe {
        let rest = branch.len() - index - 1;
        let separators = branch.keys_ptr().add(index);
        let mut freed = None;
        let before = usize::from(carried.is_some());
        match carried {
            Some(child) => {
                to.children_ptr().write(child);
                rows::copy(separators, to.keys_ptr(), rest);
            }
            None => {
                freed = Some(separators.read());
                rows::copy(separators.add(1), to.keys_ptr(), rest - 1);
            }
        }
        rows::copy(branch.children_ptr().add(index + 1), to.children_ptr().add(before), rest);
        to.get_mut().len = (rest + before) as u16;
        branch.get_mut().len = (index + 1) as u16;
        rows::adopt(to);
        freed
    }
}

/// Moves a leaf whose head is `key` into the empty leaf `to`, as the leftmost of its tree: without a head.
///
/// # Safety
///
/// - Both leaves are live; `leaf` is child 0 of its parent; `to` has room for its entries. `leaf` is freed;
///   `alloc` is its tree's.
unsafe fn take_place<K, V, A: Allocator>(alloc: &A, leaf: LeafPtr<K, V>, key: K, to: LeafPtr<K, V>) {
    // SAFETY: the head comes before the keys of the row; the old block is freed with its entries moved out.
    unsafe {
        let len = leaf.len();
        to.keys_ptr().write(key);
        rows::copy(leaf.keys_ptr(), to.keys_ptr().add(1), len - 1);
        rows::copy(leaf.values_ptr(), to.values_ptr(), len);
        to.get_mut().len = len as u16;
        let parent = parent_of::<K>(leaf.raw());
        parent.children_ptr().write(to.raw());
        set_parent(to.raw(), parent);
        leaf.free(alloc);
    }
}
