//! Joining two trees: the leaves of the right one are hung in behind the last one, block by block.

use super::drop::free_branches;
use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::{BranchPtr, LeafPtr};
use super::rows;
use super::shape::{Shape, leaf_max, leaf_room};
use super::split::Raised;
use super::tree::{EdgeRun, Root, SlimTree, free_head};
use crate::iterate::Entries;
use crate::{Layout, Position};
use arena::Allocator;
use core::mem::ManuallyDrop;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Moves all entries of `right` behind those of this tree: in **O(leaves of `right`)** time, or entry by entry if the
    /// trees have not one allocator.
    pub(super) fn join_tree(&mut self, right: Self) {
        let alike = self.is_alike(&right);
        let Some(last) = self.last().filter(|_| alike) else {
            if alike {
                *self = right;
            } else {
                self.append(Entries::new(right));
            }
            return;
        };
        let Root::Tall(right_head) = right.root() else {
            self.append(Entries::new(right));
            return;
        };
        // From here on its leaves change hands. Should memory run out on the way, what has not is leaked.
        let mut right = ManuallyDrop::new(right);
        // SAFETY:
        // 1. Both trees are whole; each leaf leaves the right one for good when it is attached, after the way to the next
        //    was read from its parent. Branches of the right tree are only read until they are freed.
        // 2. Each separator is read out once, as the head that its leaf has in this tree. The first leaf of the right tree
        //    had none, and gives its first key up: a leaf has one.
        // 3. The right tree's first leaf has a parent and, if it moves, is pointed to by nobody that looks again.
        unsafe {
            let mut last = leaf_of::<K, V>(last);
            if last.room() > leaf_room::<K, V, S>(last.len()) {
                let fit = rows::resized(self.alloc(), last, last.len());
                self.replace_leaf(last, fit, usize::MAX);
                last = fit;
            }
            let mut leaf = LeafPtr::<K, V>::from_raw(right_head.as_ref().first);
            let mut next = right.step_after(at(leaf, 0));
            if leaf.room() > leaf_room::<K, V, S>(leaf.len()) {
                leaf = rows::resized(self.alloc(), leaf, leaf.len());
            }
            let first = leaf;
            let mut head = rows::remove(leaf.keys_ptr(), leaf.len(), 0);
            leaf.get_mut().headed = 1;
            loop {
                self.attach_last(head, leaf);
                let Some((after, separator)) = next else { break };
                next = right.step_after(after);
                head = separator.read();
                leaf = leaf_of(after);
            }
            free_branches::<K, A>(self.alloc(), right_head.as_ref().root);
            free_head(self.alloc(), right_head);
            right.set_empty();
            if let Root::Tall(mut head) = self.root() {
                head.as_mut().run = EdgeRun::None;
            }
            self.fit_last_path(leaf);
            let small = if last.len() <= first.len() { last } else { first };
            if small.len() <= leaf_max::<K, V, S>() / 4 && small != leaf {
                self.rebalance_leaf(Position { leaf: at(small, usize::MAX), slot: 0 });
            }
        }
        drop(ManuallyDrop::into_inner(right));
    }

    /// Puts a leaf behind the last one.
    ///
    /// # Safety
    ///
    /// - `leaf` is live and owned by nobody else; it has a head, which is `separator`. The tree is not empty.
    pub(super) unsafe fn attach_last(&mut self, separator: K, leaf: LeafPtr<K, V>) {
        let raised = Raised(self);
        let tree = &mut *raised.0;
        // SAFETY: the last leaf's parent gets room for a child, before anything else changes.
        unsafe {
            if let Root::Lone(lone) = tree.root() {
                tree.raise_lone(lone);
            }
            let Root::Tall(mut head) = tree.root() else { unreachable!("raised just above") };
            let last = head.as_ref().last;
            let above: BranchPtr<K> = parent_of(last);
            if above.len() == above.room() && above.room() < S::BRANCH_MAX {
                // More leaves follow than one; what is too much is given back behind the last of them.
                let grown = rows::resized_branch(tree.alloc(), above, (above.room() * 4).min(S::BRANCH_MAX));
                tree.replace_branch(above, grown);
            }
            let parent: BranchPtr<K> = tree.parent_with_room(last, usize::MAX);
            let index = child_index(parent, last, parent.len() - 1);
            rows::put_child(parent, index + 1, separator, leaf.raw());
            tree.set_last(leaf);
            head.as_mut().len += leaf.len();
        }
        debug_assert_eq!(tree.last().map(crate::LeafAt::ptr), Some(at(leaf, 0).ptr()));
    }
}
