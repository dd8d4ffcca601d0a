//! Giving back memory that holds nothing.
//!
//! If there are many more leaves than the entries need, the tree is built anew with full ones. Else every node moves into
//! a block of exactly its size.

use super::node::{BranchPtr, LeafPtr};
use super::rows;
use super::shape::{Shape, leaf_max};
use super::tree::{Root, SlimTree};
use crate::Layout;
use crate::iterate::Owned;
use arena::Allocator;
use core::ptr::NonNull;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Shrinks all nodes.
    pub(super) fn shrink(&mut self) {
        let mut leaves = 0;
        self.for_each_leaf(&mut |_, _| leaves += 1);
        let needed = self.len().div_ceil(leaf_max::<K, V, S>());
        if leaves > needed + needed / 4 {
            let mut entries = Owned::new(self.take_all());
            self.append(core::iter::from_fn(|| entries.next_entry()));
            return;
        }
        self.fit();
    }

    /// Moves every node into a block of exactly its size.
    pub(super) fn fit(&mut self) {
        // SAFETY: the nodes are live; each is replaced where it was.
        unsafe {
            match self.root() {
                Root::Empty => {}
                Root::Lone(leaf) => self.shrink_leaf(leaf.raw(), 0),
                Root::Tall(head) => self.shrink_below(BranchPtr::from_raw(head.as_ref().root)),
            }
        }
    }

    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree, child `index` of its parent.
    unsafe fn shrink_leaf(&mut self, leaf: NonNull<u8>, index: usize) {
        // SAFETY: the leaf is live.
        unsafe {
            let leaf = LeafPtr::<K, V>::from_raw(leaf);
            if leaf.len() < leaf.room() {
                let fit = rows::resized(self.alloc(), leaf, leaf.len());
                self.replace_leaf(leaf, fit, index);
            }
        }
    }

    /// # Safety
    ///
    /// - `branch` is a branch of this tree.
    unsafe fn shrink_below(&mut self, branch: BranchPtr<K>) {
        // SAFETY: children are live nodes of the level below; replacing one leaves its siblings alone.
        unsafe {
            for index in 0..branch.len() {
                let child = branch.child(index);
                if branch.over_leaves() {
                    self.shrink_leaf(child, index);
                } else {
                    self.shrink_below(BranchPtr::from_raw(child));
                }
            }
            if branch.len() < branch.room() {
                let fit = rows::resized_branch(self.alloc(), branch, branch.len());
                self.replace_branch(branch, fit);
            }
        }
    }
}
