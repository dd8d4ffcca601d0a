//! Taking a tree apart at a gap: every branch on the way up is cut in two, and nothing right of the way is touched.
//!
//! 1. All nodes that the right tree needs are allocated first: should one be refused, this tree is whole.
//! 2. The leaf with the gap gives its entries behind it to a new one. If there are none, the leaf after it becomes the
//!    right tree's first, and takes its head back from the separator.
//! 3. Going up, each branch gives the children right of the way to a new branch, whose first child is what the level
//!    below gave.

use super::descriptor::Descriptor;
use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::{Branch, Leaf, set_parent};
use super::raw::RawTree;
use super::rows;
use super::tree::{EdgeRun, Root, TreeHead};
use crate::Position;
use arena::Allocator;
use core::ptr::NonNull;

/// New branches, each linked to the one above it. Those that are left are freed.
struct Spine<'a> {
    lowest: Option<Branch>,
    alloc: &'a dyn Allocator,
    descriptor: &'static Descriptor,
}

impl Drop for Spine<'_> {
    fn drop(&mut self) {
        while let Some(branch) = self.lowest {
            // SAFETY: the branch is new, with a link to the next one or to nothing, and nobody uses it afterwards.
            unsafe {
                self.lowest = NonNull::new(branch.get().link).map(Branch::from_raw);
                branch.free(self.alloc, self.descriptor);
            }
        }
    }
}

impl<'a> RawTree<'a> {
    /// Moves all entries behind the gap `place` into the empty tree `right`. Computes in **O(fanout × log n)** time, and
    /// counts in **O(leaves moved)**. `None` if memory was refused.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree; its slot is at most the leaf's length.
    /// - `right` is a tree of the same type and allocator, without entries.
    pub(super) unsafe fn part(&mut self, place: Position, right: &mut RawTree<'_>) -> Option<()> {
        // SAFETY: the position is of this tree, which is whole.
        unsafe {
            let before = match self.root() {
                Root::Empty => return Some(()),
                _ => self.nodes().entry_before(place),
            };
            let Some(before) = before else {
                right.set_all(self.take_all());
                return Some(());
            };
            let (leaf, slot) = (leaf_of(before.leaf), before.slot + 1);
            match self.root() {
                Root::Tall(head) => {
                    let count = self.nodes().count_from(before.leaf, slot);
                    if count > 0 {
                        self.part_tall(head, leaf, slot, count, right)?;
                    }
                }
                _ if slot == leaf.len() => {}
                _ => self.part_lone(leaf, slot, right)?,
            }
        }
        Some(())
    }

    /// # Safety
    ///
    /// - `leaf` is this tree's lone leaf; `1 <= slot < len`. `right` is empty.
    unsafe fn part_lone(&mut self, leaf: Leaf, slot: usize, right: &mut RawTree<'_>) -> Option<()> {
        // SAFETY: the new leaf has room for what is moved, and takes it as its own; the old one fits what stays.
        unsafe {
            let moved = self.new_leaf(0, self.descriptor.leaf_room(leaf.len() - slot))?;
            self.move_behind(leaf, slot, moved);
            right.set_lone(moved);
            self.resize_leaf(leaf, 0, slot)?;
        }
        Some(())
    }

    /// # Safety
    ///
    /// - `head` is this tree's head, `leaf` one of its leaves; `1 <= slot <= len`. `right` is empty.
    /// - There are `count` entries behind the gap, at least one.
    unsafe fn part_tall(
        &mut self,
        mut head: NonNull<TreeHead>,
        leaf: Leaf,
        slot: usize,
        count: usize,
        right: &mut RawTree<'_>,
    ) -> Option<()> {
        let descriptor = self.descriptor;
        // SAFETY:
        // 1. `leaf` has a leaf behind it if it gives nothing itself: there are entries behind the gap.
        // 2. Nothing allocates or panics from the first move on, until both trees are whole.
        // 3. What is moved is read once, and its old place is behind the lowered length of its node, or freed.
        // 4. The leftmost leaf of the right tree is child 0 of its parent; it alone has no head.
        unsafe {
            let (len, last) = (leaf.len(), Leaf::from_raw(head.as_ref().last));
            let next = if slot < len { None } else { self.nodes().after(at(leaf, usize::MAX)) };
            let next = next.map(|next| leaf_of(next));
            let moved = self.unused_leaf(0, next.map_or(len - slot, |next| next.len()))?;
            let mut spine = self.allocate_spine(leaf, next.is_none())?;
            let (right_head, moved) = (self.unused_head()?.keep(), moved.keep());
            let mut spare = spine.lowest.take();

            let mut carried = None;
            if next.is_none() {
                self.move_behind(leaf, slot, moved);
                carried = Some(moved.raw());
            }
            // Where the separator before `next` is: it is in no branch then, until `next` moves.
            let mut first_key = None;
            let mut node = leaf.raw();
            while node != head.as_ref().root {
                let above = parent_of(node);
                let index = child_index(descriptor, above, node, usize::MAX);
                if carried.is_some() || index + 1 < above.len() {
                    let branch = spare.expect("one was allocated for each level that gives children");
                    spare = NonNull::new(branch.get().link).map(Branch::from_raw);
                    if carried.is_none() {
                        first_key = Some(above.key(descriptor, index));
                    }
                    self.cut_branch(above, index, carried, branch);
                    carried = Some(branch.raw());
                }
                node = above.raw();
            }
            let root = carried.expect("there are entries behind the gap");
            if let (Some(next), Some(key)) = (next, first_key) {
                self.take_place(next, key, moved);
            }
            let right_last = if last == leaf || Some(last) == next { moved } else { last };
            right.set_tall(right_head, count, root, moved, right_last);
            let this = head.as_mut();
            this.len -= count;
            this.last = leaf.raw();
            this.run = EdgeRun::None;
            self.lower_root();
            right.lower_root();
            self.fit_last_path(leaf);
            Some(())
        }
    }

    /// New branches for the right sides of the branches above `leaf`, each linked to the one above it; the lowest
    /// one. Levels that will give nothing get none.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree.
    unsafe fn allocate_spine(&self, leaf: Leaf, mut carry: bool) -> Option<Spine<'a>> {
        let mut spine = Spine { lowest: None, alloc: self.allocator(), descriptor: self.descriptor };
        let Root::Tall(head) = self.root() else { return Some(spine) };
        let mut below = None::<Branch>;
        // SAFETY: every node but the root has a live parent, of which it is a child; the new branches are fresh.
        unsafe {
            let mut node = leaf.raw();
            while node != head.as_ref().root {
                let above = parent_of(node);
                let index = child_index(self.descriptor, above, node, usize::MAX);
                let children = above.len() - index - 1 + usize::from(carry);
                if children > 0 {
                    let branch = self.new_branch(above.get().level, children)?;
                    match &mut below {
                        Some(below) => below.get_mut().link = branch.raw().as_ptr(),
                        None => spine.lowest = Some(branch),
                    }
                    below = Some(branch);
                    carry = true;
                }
                node = above.raw();
            }
        }
        Some(spine)
    }

    /// Moves the entries from `slot` on into the empty leaf `to`, which has no head.
    ///
    /// # Safety
    ///
    /// - Both leaves are live; `headed <= slot < len`, and `to` has room for the entries from there on.
    unsafe fn move_behind(&self, from: Leaf, slot: usize, to: Leaf) {
        // SAFETY: all keys from `slot` on are in the row; they are moved out, and the length says so.
        unsafe {
            let len = from.len();
            rows::move_entries(self.descriptor, from, slot, len - slot, to, 0);
            from.get_mut().len = slot as u16;
            to.get_mut().len = (len - slot) as u16;
        }
    }

    /// Moves the children right of number `index` into the fresh branch `to`, behind `carried`, which comes from the
    /// level below. If that gave nothing, the separator left of the first child moved stays behind, in no branch.
    ///
    /// # Safety
    ///
    /// - `branch` is live and has the child; `to` has room for what it gets, which is at least one child.
    unsafe fn cut_branch(&self, branch: Branch, index: usize, carried: Option<NonNull<u8>>, to: Branch) {
        let descriptor = self.descriptor;
        // SAFETY: `rest` children lie right of the index, and as many separators, the first of them left of the first such
        // child; all are moved out, and the length says so.
        unsafe {
            let rest = branch.len() - index - 1;
            let before = usize::from(carried.is_some());
            if let Some(child) = carried {
                to.children_row(descriptor).write(child);
                let separators = usize::from(rest > 0);
                rows::copy(branch.key(descriptor, index), to.key(descriptor, 0), separators * descriptor.key);
            }
            if rest > 0 {
                rows::move_children(descriptor, branch, index + 1, rest, to, before);
            }
            to.get_mut().len = (rest + before) as u16;
            branch.get_mut().len = (index + 1) as u16;
            rows::adopt(descriptor, to);
        }
    }

    /// Moves a leaf with its head `key` into the empty leaf `to`, as the leftmost of its tree: without a head.
    ///
    /// # Safety
    ///
    /// - Both leaves are live; `leaf` is child 0 of its parent; `to` has room for its entries. `leaf` is freed; the key
    ///   moves.
    unsafe fn take_place(&self, leaf: Leaf, key: *const u8, to: Leaf) {
        let descriptor = self.descriptor;
        // SAFETY: the head comes before the keys of the row; the old block is freed with its entries moved out.
        unsafe {
            let len = leaf.len();
            rows::copy(key, to.key(descriptor, 0), descriptor.key);
            rows::copy(leaf.key(descriptor, 0), to.key(descriptor, 1), (len - 1) * descriptor.key);
            rows::copy(leaf.value(descriptor, 0), to.value(descriptor, 0), len * descriptor.value);
            to.get_mut().len = len as u16;
            let parent = parent_of(leaf.raw());
            parent.children_row(descriptor).write(to.raw());
            set_parent(to.raw(), parent);
            self.free_leaf(leaf);
        }
    }

    /// Gives the slack back that a run left: in the last leaf, and in the branches above it.
    ///
    /// # Safety
    ///
    /// - `last` is the tree's last leaf.
    pub(super) unsafe fn fit_last_path(&mut self, last: Leaf) {
        // SAFETY:
        // 1. `last` is the tree's last leaf, and the branches are its ancestors.
        // 2. A node is replaced where it was; its link, copied with it, leads on up.
        unsafe {
            let mut node = last;
            if last.len() < last.room()
                && let Some(fit) = self.resize_leaf(last, usize::MAX, last.len())
            {
                node = fit;
            }
            let mut node = node.raw();
            while let Root::Tall(head) = self.root()
                && head.as_ref().root != node
            {
                let mut branch = parent_of(node);
                if branch.len() < branch.room()
                    && let Some(fit) = self.resize_branch(branch, branch.len())
                {
                    branch = fit;
                }
                node = branch.raw();
            }
        }
    }
}
