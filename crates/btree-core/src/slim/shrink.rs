//! Freeing unused capacity.
//!
//! If there are many more leaves than the entries need, the tree is built again with full ones. Otherwise every node moves to
//! a block of exactly its size.

use super::navigate::{leaf_of, parent_of};
use super::node::{Branch, Leaf};
use super::raw::RawTree;
use super::root::Root;
use super::rows;
use super::shape::Shape;
use super::thresholds::{LARGEST_END, SLACK_COUNTS, edge_slack};
use super::tree::SlimTree;
use crate::Layout;
use crate::iterate::Owned;
use arena::{Allocator, block};

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Shrinks all nodes.
    pub(super) fn shrink_to_fit(&mut self) {
        let mut leaves = 0;
        self.nodes().for_each_leaf(&mut |_, _| leaves += 1);
        let needed = self.len().div_ceil(Self::DESCRIPTOR.leaf_max);
        if leaves > needed + needed / 4 {
            let mut entries = Owned::new(self.take_all());
            self.append_ascending(core::iter::from_fn(|| entries.next_entry()));
            return self.shrink_end();
        }
        self.raw().fit();
    }
}

impl super::navigate::Nodes {
    /// Calls `each` with the number of entries and the capacity of every leaf, left to right.
    pub(super) fn for_each_leaf(self, each: &mut dyn FnMut(usize, usize)) {
        let mut next = self.first();
        while let Some(leaf) = next {
            // SAFETY: leaves come from this tree, which is borrowed.
            unsafe {
                let node = leaf_of(leaf);
                each(node.len(), node.capacity());
                next = self.after(leaf);
            }
        }
    }
}

impl RawTree<'_> {
    /// Leaves a leaf of this tree with less capacity, and as it is if memory is refused and the tree is told of that; returns where it
    /// is then.
    ///
    /// In a small tree the end of its block is given back if it is small, and if the allocator can do that. Many ends, or large
    /// ones, would divide the memory of the program into pieces that are of little use to other leaves.
    ///
    /// # Safety
    ///
    /// - As [`resize_leaf`](Self::resize_leaf), and `capacity` is below the one that the leaf has.
    #[inline]
    pub(super) unsafe fn shrink_leaf(&mut self, leaf: Leaf, hint: usize, capacity: usize) -> Leaf {
        let small = self.len() < SLACK_COUNTS && self.shrinks_in_place;
        // SAFETY: where the leaf is in another block then, that has the link of the old one, and takes its place.
        unsafe {
            let fit = if small && (leaf.capacity() - capacity) * self.descriptor.entry() <= LARGEST_END {
                self.shrink_in_place(leaf, capacity)
            } else {
                self.reallocate(leaf, capacity)
            };
            let Some(fit) = fit else { return leaf };
            // Also where it has the same address: what pointed to the old block may not be followed any more.
            self.replace_leaf(leaf, fit, hint);
            fit
        }
    }

    /// Gives the end of a leaf's block back; returns where the leaf is then. `None` if the allocator would not have it.
    ///
    /// # Safety
    ///
    /// - `leaf` is live, the caller its only user; `len <= capacity`, which is not above the one it has.
    // Not inlined: large trees never come here, and `perf-gate` counts what they do.
    #[inline(never)]
    unsafe fn shrink_in_place(&self, leaf: Leaf, capacity: usize) -> Option<Leaf> {
        let descriptor = self.descriptor;
        // SAFETY: both rows begin inside the block, and have room for all values there. The block has the layout of the capacities
        // that its header names, whether its end was given back or not. A leaf that gave its head up has room for one key
        // more than it needs.
        unsafe {
            let (len, first_key_in_parent) = (leaf.len(), leaf.first_key_in_parent());
            let old = (usize::from(leaf.get().keys_capacity), leaf.capacity());
            let new = (capacity - first_key_in_parent, capacity);
            let layout = |(keys_capacity, capacity)| descriptor.leaf_layout(keys_capacity, capacity);
            if new.0 > old.0 {
                return None;
            }
            let move_values = |(keys_capacity, capacity): (usize, usize)| {
                let from = leaf.value(descriptor, 0);
                leaf.get_mut().capacity = capacity as u16;
                leaf.get_mut().keys_capacity = keys_capacity as u16;
                from.copy_to(leaf.value(descriptor, 0), len * descriptor.value);
            };
            move_values(new);
            let shrunk = block::shrink(self.allocator(), leaf.raw(), layout(old), layout(new));
            if shrunk.is_none() {
                move_values(old);
            }
            shrunk.map(Leaf::from_raw)
        }
    }

    /// Leaves a branch of this tree with less capacity, or as it is if memory is refused.
    ///
    /// The end of its block is given back, if the allocator can do that.
    ///
    /// # Safety
    ///
    /// - As [`resize_branch`](Self::resize_branch), and `capacity` is below the one that the branch has.
    pub(super) unsafe fn shrink_branch(&mut self, branch: Branch, capacity: usize) {
        // SAFETY: where the branch is in another block then, the tree and the children are told.
        unsafe {
            if !self.shrinks_in_place {
                let may_fail = core::mem::replace(&mut self.may_fail, true);
                self.resize_branch(branch, capacity);
                self.may_fail = may_fail;
                return;
            }
            let Some(fit) = self.shrink_branch_in_place(branch, capacity) else { return };
            // Also where it has the same address: what pointed to the old block may not be followed any more.
            self.replace_branch(branch, fit);
            rows::correct_parent_links(self.descriptor, fit);
        }
    }

    /// Gives the end of a branch's block back; returns where the branch is then. `None` if the allocator would not have it.
    ///
    /// # Safety
    ///
    /// - As [`shrink_branch`](Self::shrink_branch).
    unsafe fn shrink_branch_in_place(&self, branch: Branch, capacity: usize) -> Option<Branch> {
        let descriptor = self.descriptor;
        // SAFETY: both rows of children begin inside the block, behind the separators, and have room for all children there. The block
        // has the layout of the capacity that its header names, whether its end was given back or not.
        unsafe {
            let (len, old) = (branch.len(), branch.capacity());
            let move_children = |capacity: usize| {
                let from = branch.children_row(descriptor);
                branch.get_mut().capacity = capacity as u16;
                from.copy_to(branch.children_row(descriptor), len);
            };
            move_children(capacity);
            let layout = |capacity| descriptor.branch_layout(capacity);
            let shrunk = block::shrink(self.allocator(), branch.raw(), layout(old), layout(capacity));
            if shrunk.is_none() {
                move_children(old);
            }
            shrunk.map(Branch::from_raw)
        }
    }

    /// Leaves `leaf` without slack if it has too much, and there is memory for that; returns it.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree, child `hint` of its parent most likely.
    pub(super) unsafe fn without_slack(&mut self, leaf: Leaf, hint: usize) -> Leaf {
        let tree_len = self.len();
        // SAFETY: the leaf is live (caller), and so is the head.
        unsafe {
            let (len, capacity) = (leaf.len(), leaf.capacity());
            let kept = match self.root() {
                Root::Branched(head) if [head.as_ref().first, head.as_ref().last].contains(&leaf.raw()) => {
                    edge_slack(tree_len)
                }
                _ => self.descriptor.slack(len, tree_len),
            };
            if capacity - len <= kept {
                return leaf;
            }
            let may_fail = core::mem::replace(&mut self.may_fail, true);
            let leaf = self.shrink_leaf(leaf, hint, len);
            self.may_fail = may_fail;
            leaf
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
            if last.len() < last.capacity()
                && let Some(fit) = self.resize_leaf(last, usize::MAX, last.len())
            {
                node = fit;
            }
            let mut node = node.raw();
            while let Root::Branched(head) = self.root()
                && head.as_ref().root != node
            {
                let mut branch = parent_of(node);
                if branch.len() < branch.capacity()
                    && let Some(fit) = self.resize_branch(branch, branch.len())
                {
                    branch = fit;
                }
                node = branch.raw();
            }
        }
    }

    /// Moves every node into a block of exactly its size.
    fn fit(&mut self) {
        // SAFETY: the nodes are live; each is replaced where it was.
        unsafe {
            match self.root() {
                Root::Empty => {}
                Root::Leaf(leaf) => self.fit_leaf(leaf, 0),
                Root::Branched(head) => self.fit_below(Branch::from_raw(head.as_ref().root)),
            }
        }
    }

    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree, child `index` of its parent.
    unsafe fn fit_leaf(&mut self, leaf: Leaf, index: usize) {
        // SAFETY: the leaf is live.
        unsafe {
            if leaf.len() < leaf.capacity() {
                self.resize_leaf(leaf, index, leaf.len());
            }
        }
    }

    /// # Safety
    ///
    /// - `branch` is a branch of this tree.
    unsafe fn fit_below(&mut self, branch: Branch) {
        // SAFETY: children are live nodes of the level below; replacing one leaves its siblings alone.
        unsafe {
            for index in 0..branch.len() {
                let child = branch.child(self.descriptor, index);
                if branch.over_leaves() {
                    self.fit_leaf(Leaf::from_raw(child), index);
                } else {
                    self.fit_below(Branch::from_raw(child));
                }
            }
            if branch.len() < branch.capacity() {
                self.resize_branch(branch, branch.len());
            }
        }
    }
}
