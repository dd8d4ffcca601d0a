//! Giving back memory that holds nothing.
//!
//! If there are many more leaves than the entries need, the tree is built anew with full ones. Else every node moves into
//! a block of exactly its size.

use super::navigate::leaf_of;
use super::node::{Branch, Leaf};
use super::raw::RawTree;
use super::shape::Shape;
use super::tree::{Root, SlimTree};
use crate::Layout;
use crate::iterate::Owned;
use arena::Allocator;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Shrinks all nodes.
    pub(super) fn shrink(&mut self) {
        let mut leaves = 0;
        self.nodes().for_each_leaf(&mut |_, _| leaves += 1);
        let needed = self.len().div_ceil(Self::DESCRIPTOR.leaf_max);
        if leaves > needed + needed / 4 {
            let mut entries = Owned::new(self.take_all());
            self.append(core::iter::from_fn(|| entries.next_entry()));
            return;
        }
        self.raw().fit();
    }
}

impl super::navigate::Nodes {
    /// Calls `each` with the number of entries and the room of every leaf, left to right.
    pub(super) fn for_each_leaf(self, each: &mut dyn FnMut(usize, usize)) {
        let mut next = self.first();
        while let Some(leaf) = next {
            // SAFETY: leaves come from this tree, which is borrowed.
            unsafe {
                let node = leaf_of(leaf);
                each(node.len(), node.room());
                next = self.after(leaf);
            }
        }
    }
}

impl RawTree<'_> {
    /// Moves every node into a block of exactly its size.
    fn fit(&mut self) {
        // SAFETY: the nodes are live; each is replaced where it was.
        unsafe {
            match self.root() {
                Root::Empty => {}
                Root::Lone(leaf) => self.shrink_leaf(leaf, 0),
                Root::Tall(head) => self.shrink_below(Branch::from_raw(head.as_ref().root)),
            }
        }
    }

    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree, child `index` of its parent.
    unsafe fn shrink_leaf(&mut self, leaf: Leaf, index: usize) {
        // SAFETY: the leaf is live.
        unsafe {
            if leaf.len() < leaf.room() {
                self.resize_leaf(leaf, index, leaf.len());
            }
        }
    }

    /// # Safety
    ///
    /// - `branch` is a branch of this tree.
    unsafe fn shrink_below(&mut self, branch: Branch) {
        // SAFETY: children are live nodes of the level below; replacing one leaves its siblings alone.
        unsafe {
            for index in 0..branch.len() {
                let child = branch.child(self.descriptor, index);
                if branch.over_leaves() {
                    self.shrink_leaf(Leaf::from_raw(child), index);
                } else {
                    self.shrink_below(Branch::from_raw(child));
                }
            }
            if branch.len() < branch.room() {
                self.resize_branch(branch, branch.len());
            }
        }
    }
}
