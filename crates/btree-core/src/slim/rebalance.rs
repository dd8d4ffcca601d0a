//! Merging small nodes with a neighbour, or sharing the entries of both.
//!
//! A small node costs only its header and a pointer, because nodes are as large as their contents. So there is no minimum
//! fill. Two rules limit the number of small nodes. A node of a quarter of the largest size or less merges if both then
//! fill at most three quarters. A node that would become empty (a leaf of one entry, a branch of one
//! child) always merges or shares.
//!
//! If an allocation fails, nodes stay as they are, because rebalancing only saves memory. Only if a node must merge or share does the program
//! end. All memory for a step is allocated before the step changes anything.

use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::{Branch, Leaf};
use super::pair::Pair;
use super::raw::RawTree;
use super::root::Root;
use super::rows;
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
            let beside = if index > 0 { first } else { 1 };
            let total = leaf.len() + Leaf::from_raw(parent.child(self.descriptor, beside)).len();
            if !self.descriptor.leaves_merge(total) && leaf.len() > 1 {
                return place;
            }
            self.rebalance_pair(parent, first, place)
        }
    }

    /// The same for the only child of its parent.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree, in the only child of `parent`.
    #[cold]
    unsafe fn rebalance_only_child(&mut self, parent: Branch, place: Position) -> Position {
        // SAFETY: after `fix_single_child` the parent has a second child, or the tree is lone.
        unsafe {
            self.fix_single_child(parent);
            match self.root() {
                Root::Branched(_) => self.rebalance_leaf(place),
                _ => place,
            }
        }
    }

    /// Merges a pair of leaves, or shares between them; returns where the entry at `place` is then.
    ///
    /// # Safety
    ///
    /// - `place` is a position in one of the children `first` and `first + 1` of `parent`, which are leaves of this tree.
    #[inline(never)]
    unsafe fn rebalance_pair(&mut self, parent: Branch, first: usize, place: Position) -> Position {
        // SAFETY: the pair are live neighbours under the parent (caller).
        let (pair, leaf, must) = unsafe {
            let leaf = leaf_of(place.leaf);
            (Pair::of_leaves(self.descriptor, parent, first), leaf, leaf.len() == 1)
        };
        let rank = if leaf == pair.left { place.slot } else { pair.left_len + place.slot };
        if pair.len <= self.descriptor.leaf_max {
            // SAFETY: as above; one leaf may hold both.
            return match unsafe { self.merge_leaves(parent, first, &pair) } {
                // Where the leaf is may have changed with its parent: the hint is only a hint.
                Some(merged) => Position { leaf: at(merged, first), slot: rank },
                None if must => self.out_of_memory(),
                None => place,
            };
        }
        let border = pair.len / 2;
        // SAFETY: as above; two leaves hold more than both have.
        match unsafe { self.redistribute_leaves(first, &pair, border) } {
            Some((left, _)) if rank < border => Position { leaf: at(left, first), slot: rank },
            Some((_, right)) => Position { leaf: at(right, first + 1), slot: rank - border },
            None => self.out_of_memory(),
        }
    }

    /// Merges children `first` and `first + 1` of `parent` into a new leaf.
    ///
    /// # Safety
    ///
    /// - The pair is that of those children; together they fit into a leaf.
    unsafe fn merge_leaves(&mut self, parent: Branch, first: usize, pair: &Pair<Leaf>) -> Option<Leaf> {
        let (descriptor, left, right) = (self.descriptor, pair.left, pair.right);
        // SAFETY:
        // 1. The new leaf has room for all entries, and the place of the left one. The separator goes into it.
        // 2. Both old blocks are freed when their entries are moved out, and nothing points to them any more.
        unsafe {
            let merged = self.new_leaf(left.first_key_in_parent(), descriptor.leaf_capacity(pair.len))?;
            pair.move_to(descriptor, 0, pair.len, merged);
            rows::close_child(descriptor, parent, first + 1);
            merged.get_mut().link = left.get().link;
            if self.is_last(right) {
                self.set_last(merged);
            }
            self.replace_leaf(left, merged, first);
            self.free_leaf(left);
            self.free_leaf(right);
            self.fix_underfull(parent);
            Some(merged)
        }
    }

    /// Moves the border between two leaves, children `first` and `first + 1` of their parent, into new leaves.
    ///
    /// # Safety
    ///
    /// - The pair is that of those children; `1 <= border < ` their entries, both sides fit into a leaf.
    unsafe fn redistribute_leaves(
        &mut self,
        first: usize,
        pair: &Pair<Leaf>,
        border: usize,
    ) -> Option<(Leaf, Leaf)> {
        let (descriptor, left, right) = (self.descriptor, pair.left, pair.right);
        // SAFETY: both leaves are live. The new ones have room for their side; every key moves once, one of them into the
        // separator.
        let (new_left, new_right) = unsafe {
            let new_left = self.unused_leaf(left.first_key_in_parent(), descriptor.leaf_capacity(border))?;
            let new_right = self.new_leaf(1, descriptor.leaf_capacity(pair.len - border))?;
            let new_left = new_left.keep();
            pair.move_to(descriptor, 0, border, new_left);
            pair.move_to(descriptor, border, pair.len, new_right);
            pair.move_separator(descriptor, border);
            (new_left, new_right)
        };
        // SAFETY: they take the places of the old leaves, which are freed when nothing points to them any more.
        unsafe {
            for (old, new, index) in [(left, new_left, first), (right, new_right, first + 1)] {
                new.get_mut().link = old.get().link;
                self.replace_leaf(old, new, index);
                self.free_leaf(old);
            }
        }
        Some((new_left, new_right))
    }

    /// After a branch lost a child: mends it if it has become small, gives slack back if it has much.
    ///
    /// # Safety
    ///
    /// - `branch` is a branch of this tree.
    pub(super) unsafe fn fix_underfull(&mut self, branch: Branch) {
        // SAFETY: the branch is live (caller).
        unsafe {
            if self.descriptor.is_small_branch(branch.len()) {
                self.fix_single_child(branch);
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
    unsafe fn fix_single_child(&mut self, branch: Branch) {
        // SAFETY: the branch is live, and has a parent unless it is the root. A root of one child is freed after that child
        // has become the root, or the lone leaf.
        unsafe {
            if self.nodes().root_node() == branch.raw() {
                return if branch.len() > 1 { self.fit_branch(branch) } else { self.lower_root() };
            }
            let parent = parent_of(branch.raw());
            if parent.len() > 1 {
                return self.rebalance_branch(parent, branch);
            }
            // After its parent is mended it has a second child, or the branch is the root.
            self.fix_single_child(parent);
            self.fix_single_child(branch);
        }
    }

    /// Merges a small branch with a neighbour or shares with it, if that is due.
    ///
    /// # Safety
    ///
    /// - `branch` is a branch of this tree, and one of several children of `parent`.
    unsafe fn rebalance_branch(&mut self, parent: Branch, branch: Branch) {
        let max = self.descriptor.branch_max;
        // SAFETY: the pair are live neighbours under the parent.
        unsafe {
            let index = child_index(self.descriptor, parent, branch.raw(), usize::MAX);
            let first = index.saturating_sub(1);
            let pair = Pair::of_branches(self.descriptor, parent, first);
            let must = branch.len() == 1;
            let done = if self.descriptor.branches_merge(pair.len) || (must && pair.len <= max) {
                self.merge_branches(parent, first, &pair)
            } else if must {
                self.share_branches(&pair)
            } else {
                return self.fit_branch(branch);
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
            let len = branch.len();
            if self.descriptor.branch_shrinks(len, branch.capacity()) {
                self.shrink_branch(branch, self.descriptor.branch_capacity(len));
            }
        }
    }

    /// Merges children `first` and `first + 1` of `parent` into a new branch.
    ///
    /// # Safety
    ///
    /// - The pair is that of those children; together they fit into a branch.
    unsafe fn merge_branches(&mut self, parent: Branch, first: usize, pair: &Pair<Branch>) -> Option<()> {
        let (descriptor, left, right) = (self.descriptor, pair.left, pair.right);
        // SAFETY: as in `merge_leaves`, with separators for keys and children for values.
        unsafe {
            let merged = self.new_branch(left.get().level, descriptor.branch_capacity(pair.len))?;
            pair.move_to(descriptor, 0, pair.len, merged);
            rows::close_child(descriptor, parent, first + 1);
            merged.get_mut().link = left.get().link;
            self.replace_branch(left, merged);
            self.free_branch(left);
            self.free_branch(right);
            self.fix_underfull(parent);
            Some(())
        }
    }

    /// Moves the border between two branches to their middle, into new branches.
    ///
    /// # Safety
    ///
    /// - The pair is one of this tree, of three children or more.
    unsafe fn share_branches(&mut self, pair: &Pair<Branch>) -> Option<()> {
        let (descriptor, border) = (self.descriptor, pair.len / 2);
        // SAFETY: as in `redistribute_leaves`, with separators for keys and children for values.
        unsafe {
            let level = pair.left.get().level;
            let left = self.unused_branch(level, descriptor.branch_capacity(border))?;
            let right = self.new_branch(level, descriptor.branch_capacity(pair.len - border))?;
            let left = left.keep();
            pair.move_to(descriptor, 0, border, left);
            pair.move_to(descriptor, border, pair.len, right);
            pair.move_separator(descriptor, border);
            for (old, new) in [(pair.left, left), (pair.right, right)] {
                new.get_mut().link = old.get().link;
                self.replace_branch(old, new);
                self.free_branch(old);
            }
            Some(())
        }
    }
}
