//! Merging nodes that have become small with a neighbour, and sharing where one must not stay as it is.
//!
//! Nodes fit what they hold, so a small node costs its header and a pointer, not its slack: there is no minimum
//! fill. Two rules keep trees from decaying: a node of a quarter of the largest size or less merges if the two then
//! fill three quarters at most; and a node that would be left with nothing (a leaf of one entry, a branch of one
//! child) merges or shares in any case.
//!
//! Where memory is refused, nodes stay as they are: all this saves memory. Only a node that must merge or share ends the program
//! then. All memory for a step is there before the step changes anything.

use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::{Branch, Leaf};
use super::raw::RawTree;
use super::rows;
use super::tree::Root;
use crate::Position;

impl RawTree<'_> {
    /// Merges the leaf of `place` with a neighbour, or shares with it, if that is due; returns where the entry at
    /// `place` is then.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree, which is tall.
    #[inline(never)]
    pub(super) unsafe fn rebalance_leaf(&mut self, place: Position) -> Position {
        // SAFETY: the leaf of a tall tree has a parent, and the parent, but for one child, a pair of them.
        unsafe {
            let leaf = leaf_of(place.leaf);
            let parent = parent_of(leaf.raw());
            if parent.len() == 1 {
                return self.rebalance_only_child(parent, place);
            }
            let index = child_index(self.descriptor, parent, leaf.raw(), place.leaf.hint());
            let first = index.saturating_sub(1);
            let children = parent.children_row(self.descriptor).add(first);
            let (left, right) = (Leaf::from_raw(*children), Leaf::from_raw(*children.add(1)));
            let (total, max) = (left.len() + right.len(), self.descriptor.leaf_max);
            if total > max - max / 4 && leaf.len() > 1 {
                return place;
            }
            self.rebalance_pair(parent, first, (left, right), place)
        }
    }

    /// The same for the only child of its parent.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree, in the only child of `parent`.
    #[cold]
    unsafe fn rebalance_only_child(&mut self, parent: Branch, place: Position) -> Position {
        // SAFETY: after `mend_branch` the parent has a second child, or the tree is lone.
        unsafe {
            self.mend_branch(parent);
            match self.root() {
                Root::Tall(_) => self.rebalance_leaf(place),
                _ => place,
            }
        }
    }

    /// Merges a pair of leaves, or shares between them; returns where the entry at `place` is then.
    ///
    /// # Safety
    ///
    /// - The pair are children `first` and `first + 1` of `parent`. `place` is a position in one of them.
    #[inline(never)]
    unsafe fn rebalance_pair(
        &mut self,
        parent: Branch,
        first: usize,
        (left, right): (Leaf, Leaf),
        place: Position,
    ) -> Position {
        // SAFETY: the pair are live neighbours under the parent (caller).
        unsafe {
            let (left_len, total) = (left.len(), left.len() + right.len());
            let rank = if leaf_of(place.leaf) == left { place.slot } else { left_len + place.slot };
            let must = leaf_of(place.leaf).len() == 1;
            if total <= self.descriptor.leaf_max {
                return match self.merge_leaves(parent, first, left, right) {
                    // Where the leaf is may have changed with its parent: the hint is only a hint.
                    Some(merged) => Position { leaf: at(merged, first), slot: rank },
                    None if must => self.out_of_memory(),
                    None => place,
                };
            }
            let border = total / 2;
            let shared = self.share_leaves(parent, first, (left, right), border);
            let Some((left, right)) = shared else { self.out_of_memory() };
            if rank < border {
                Position { leaf: at(left, first), slot: rank }
            } else {
                Position { leaf: at(right, first + 1), slot: rank - border }
            }
        }
    }

    /// Merges children `first` and `first + 1` of `parent` into a new leaf.
    ///
    /// # Safety
    ///
    /// - `left` and `right` are those children; together they fit into a leaf.
    unsafe fn merge_leaves(&mut self, parent: Branch, first: usize, left: Leaf, right: Leaf) -> Option<Leaf> {
        let descriptor = self.descriptor;
        // SAFETY:
        // 1. The new leaf has room for all entries. The separator between the two, the head of the right one, comes
        //    back to the keys between their rows.
        // 2. Both old blocks are freed when their entries are moved out, and nothing points to them any more.
        unsafe {
            let (left_len, right_len, headed) = (left.len(), right.len(), left.headed());
            let merged = self.new_leaf(headed, descriptor.leaf_room(left_len + right_len))?;
            self.gather((left, 0, left_len), merged, 0);
            self.gather((right, 1, right_len - 1), merged, left_len + 1);
            rows::copy(right.value(descriptor, 0), merged.value(descriptor, left_len), descriptor.value);
            rows::take_child(descriptor, parent, first + 1, merged.key(descriptor, left_len - headed));
            merged.get_mut().len = (left_len + right_len) as u16;
            merged.get_mut().link = left.get().link;
            if let Root::Tall(head) = self.root()
                && head.as_ref().last == right.raw()
            {
                self.set_last(merged);
            }
            self.replace_leaf(left, merged, first);
            self.free_leaf(left);
            self.free_leaf(right);
            self.tend_branch(parent);
            Some(merged)
        }
    }

    /// Moves `count` entries from number `from` on of a leaf into `to`, from number `at` on. The key of a head stays where
    /// it is.
    ///
    /// # Safety
    ///
    /// - The leaves are live; the entries are there, and there is room for them. If `from` is the head of the leaf, `at`
    ///   is that of `to`.
    unsafe fn gather(&self, (leaf, from, count): (Leaf, usize, usize), to: Leaf, at: usize) {
        // SAFETY: as `move_entries`, but for the head: only its value is in the row.
        unsafe {
            let head = usize::from(from < leaf.headed()).min(count);
            let (value, place) = (leaf.value(self.descriptor, from), to.value(self.descriptor, at));
            rows::copy(value, place, head * self.descriptor.value);
            rows::move_entries(self.descriptor, leaf, from + head, count - head, to, at + head);
        }
    }

    /// Moves the border between children `first` and `first + 1` of `parent`, into new leaves.
    ///
    /// # Safety
    ///
    /// - The pair are those children; `1 <= border < ` their entries, both sides fit into a leaf.
    unsafe fn share_leaves(
        &mut self,
        parent: Branch,
        first: usize,
        (left, right): (Leaf, Leaf),
        border: usize,
    ) -> Option<(Leaf, Leaf)> {
        let descriptor = self.descriptor;
        // SAFETY:
        // 1. Every key is moved exactly once: into the new left leaf, into the separator, or into the new right leaf, the
        //    old separator among them. Values likewise.
        // 2. Both old blocks are freed when their entries are moved out, and nothing points to them any more.
        unsafe {
            let (left_len, right_len, headed) = (left.len(), right.len(), left.headed());
            let total = left_len + right_len;
            let new_left = self.unused_leaf(headed, descriptor.leaf_room(border))?;
            let new_right = self.new_leaf(1, descriptor.leaf_room(total - border))?;
            let new_left = new_left.keep();
            let separator = parent.key(descriptor, first);
            let key = |leaf: Leaf, slot: usize| leaf.key(descriptor, slot - leaf.headed());
            let value = |leaf: Leaf, slot: usize| leaf.value(descriptor, slot);
            if border < left_len {
                // The last entries of the left leaf go right, before the old separator.
                self.gather((left, 0, border), new_left, 0);
                let moved = left_len - border;
                self.gather((left, border + 1, moved - 1), new_right, 1);
                rows::copy(value(left, border), value(new_right, 0), descriptor.value);
                rows::copy(separator, key(new_right, moved), descriptor.key);
                rows::copy(value(right, 0), value(new_right, moved), descriptor.value);
                self.gather((right, 1, right_len - 1), new_right, moved + 1);
                rows::copy(key(left, border), separator, descriptor.key);
            } else if border > left_len {
                // The old separator and the first entries of the right leaf go left.
                self.gather((left, 0, left_len), new_left, 0);
                let moved = border - left_len;
                rows::copy(separator, key(new_left, left_len), descriptor.key);
                rows::copy(value(right, 0), value(new_left, left_len), descriptor.value);
                self.gather((right, 1, moved - 1), new_left, left_len + 1);
                rows::copy(value(right, moved), value(new_right, 0), descriptor.value);
                self.gather((right, moved + 1, right_len - moved - 1), new_right, 1);
                rows::copy(key(right, moved), separator, descriptor.key);
            } else {
                self.gather((left, 0, left_len), new_left, 0);
                self.gather((right, 0, right_len), new_right, 0);
            }
            new_left.get_mut().len = border as u16;
            new_right.get_mut().len = (total - border) as u16;
            new_left.get_mut().link = left.get().link;
            new_right.get_mut().link = right.get().link;
            self.replace_leaf(left, new_left, first);
            self.replace_leaf(right, new_right, first + 1);
            self.free_leaf(left);
            self.free_leaf(right);
            Some((new_left, new_right))
        }
    }

    /// After a branch lost a child: mends it if it has become small, gives slack back if it has much.
    ///
    /// # Safety
    ///
    /// - `branch` is a branch of this tree.
    pub(super) unsafe fn tend_branch(&mut self, branch: Branch) {
        // SAFETY: the branch is live (caller).
        unsafe {
            if branch.len() <= self.descriptor.branch_max / 4 {
                self.mend_branch(branch);
            } else {
                self.fit_branch(branch);
            }
        }
    }

    /// Merges a small branch with a neighbour or shares with it, if that is due; a root of one child goes.
    ///
    /// # Safety
    ///
    /// - `branch` is a branch of this tree.
    unsafe fn mend_branch(&mut self, branch: Branch) {
        let Root::Tall(head) = self.root() else { unreachable!("a branch makes a tree tall") };
        // SAFETY:
        // 1. A root of one child is freed after that child has become the root, or the lone leaf.
        // 2. Any other branch has a parent; after that is mended it has a second child, or the branch is the root.
        // 3. The pair are live neighbours under it.
        unsafe {
            if head.as_ref().root == branch.raw() {
                return if branch.len() > 1 { self.fit_branch(branch) } else { self.lower_root() };
            }
            let parent = parent_of(branch.raw());
            if parent.len() == 1 {
                self.mend_branch(parent);
                return self.mend_branch(branch);
            }
            let index = child_index(self.descriptor, parent, branch.raw(), usize::MAX);
            let first = if index > 0 { index - 1 } else { 0 };
            let left = Branch::from_raw(parent.child(self.descriptor, first));
            let right = Branch::from_raw(parent.child(self.descriptor, first + 1));
            let total = left.len() + right.len();
            let must = branch.len() == 1;
            let max = self.descriptor.branch_max;
            let done = if total <= max - max / 4 || (must && total <= max) {
                self.merge_branches(parent, first, left, right)
            } else if must {
                self.share_branches(parent, first, left, right)
            } else {
                self.fit_branch(branch);
                return;
            };
            if done.is_none() && must {
                self.out_of_memory();
            }
        }
    }

    /// # Safety
    ///
    /// - `branch` is a branch of this tree.
    unsafe fn fit_branch(&mut self, branch: Branch) {
        // SAFETY: the branch is live (caller).
        unsafe {
            let room = self.descriptor.branch_room(branch.len());
            if branch.room() > room {
                self.resize_branch(branch, room);
            }
        }
    }

    /// # Safety
    ///
    /// - `left` and `right` are children `first` and `first + 1` of `parent`; together they fit into a branch.
    unsafe fn merge_branches(
        &mut self,
        parent: Branch,
        first: usize,
        left: Branch,
        right: Branch,
    ) -> Option<()> {
        let descriptor = self.descriptor;
        // SAFETY: as in `merge_leaves`, with separators for keys and children for values.
        unsafe {
            let (left_len, right_len) = (left.len(), right.len());
            let room = descriptor.branch_room(left_len + right_len);
            let merged = self.new_branch(left.get().level, room)?;
            rows::move_children(descriptor, left, 0, left_len, merged, 0);
            rows::move_children(descriptor, right, 0, right_len, merged, left_len);
            rows::take_child(descriptor, parent, first + 1, merged.key(descriptor, left_len - 1));
            merged.get_mut().len = (left_len + right_len) as u16;
            merged.get_mut().link = left.get().link;
            rows::adopt(descriptor, merged);
            self.replace_branch(left, merged);
            self.free_branch(left);
            self.free_branch(right);
            self.tend_branch(parent);
            Some(())
        }
    }

    /// # Safety
    ///
    /// - `left` and `right` are children `first` and `first + 1` of `parent`.
    unsafe fn share_branches(
        &mut self,
        parent: Branch,
        first: usize,
        left: Branch,
        right: Branch,
    ) -> Option<()> {
        let descriptor = self.descriptor;
        // SAFETY: as in `share_leaves`, with separators for keys and children for values.
        unsafe {
            let (left_len, right_len) = (left.len(), right.len());
            let total = left_len + right_len;
            let border = total / 2;
            let level = left.get().level;
            let new_left = self.unused_branch(level, descriptor.branch_room(border))?;
            let new_right = self.new_branch(level, descriptor.branch_room(total - border))?;
            let new_left = new_left.keep();
            let separator = parent.key(descriptor, first);
            if border < left_len {
                let moved = left_len - border;
                rows::move_children(descriptor, left, 0, border, new_left, 0);
                rows::move_children(descriptor, left, border, moved, new_right, 0);
                rows::copy(separator, new_right.key(descriptor, moved - 1), descriptor.key);
                rows::move_children(descriptor, right, 0, right_len, new_right, moved);
                rows::copy(left.key(descriptor, border - 1), separator, descriptor.key);
            } else if border > left_len {
                let moved = border - left_len;
                rows::move_children(descriptor, left, 0, left_len, new_left, 0);
                rows::copy(separator, new_left.key(descriptor, left_len - 1), descriptor.key);
                rows::move_children(descriptor, right, 0, moved, new_left, left_len);
                rows::move_children(descriptor, right, moved, right_len - moved, new_right, 0);
                rows::copy(right.key(descriptor, moved - 1), separator, descriptor.key);
            } else {
                rows::move_children(descriptor, left, 0, left_len, new_left, 0);
                rows::move_children(descriptor, right, 0, right_len, new_right, 0);
            }
            new_left.get_mut().len = border as u16;
            new_right.get_mut().len = (total - border) as u16;
            new_left.get_mut().link = left.get().link;
            new_right.get_mut().link = right.get().link;
            rows::adopt(descriptor, new_left);
            rows::adopt(descriptor, new_right);
            self.replace_branch(left, new_left);
            self.replace_branch(right, new_right);
            self.free_branch(left);
            self.free_branch(right);
            Some(())
        }
    }
}
