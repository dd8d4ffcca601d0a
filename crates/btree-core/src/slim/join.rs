//! Joining two trees: the leaves of the right one are hung in behind the last one, block by block.

use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::{Branch, Leaf};
use super::raw::{ENDS, RawTree};
use super::rows;
use super::shape::Shape;
use super::split::Raised;
use super::tree::{EdgeRun, Root, SlimTree, TreeHead};
use crate::iterate::Entries;
use crate::{Layout, Position};
use arena::Allocator;
use core::mem::ManuallyDrop;
use core::ptr::NonNull;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Moves all entries of `right` behind those of this tree: in **O(leaves of `right`)** time, or entry by entry if the
    /// trees have not one allocator.
    pub(super) fn join_tree(&mut self, right: Self) {
        let alike = self.is_alike(&right);
        if alike && self.is_empty() {
            *self = right;
        } else if alike && let Root::Tall(right_head) = right.root() {
            // From here on its leaves change hands. Should memory run out on the way, what has not is leaked.
            let mut right = ManuallyDrop::new(right);
            // SAFETY: both trees are whole, and of one type and allocator; the right one gives up what it has.
            unsafe { self.raw().join(&mut right.raw(), right_head) };
            drop(ManuallyDrop::into_inner(right));
        } else {
            self.append(Entries::new(right));
        }
    }
}

impl RawTree<'_> {
    /// Moves the leaves of `right`, whose head is `right_head`, behind those of this tree. `right` is empty then.
    ///
    /// # Safety
    ///
    /// - Both trees are whole, of one type and allocator. This one is not empty.
    unsafe fn join(&mut self, right: &mut RawTree<'_>, right_head: NonNull<TreeHead>) {
        let descriptor = self.descriptor;
        // SAFETY:
        // 1. Both trees are whole; each leaf leaves the right one for good when it is attached, after the way to the next
        //    was read from its parent. Branches of the right tree are only read until they are freed.
        // 2. Each separator is moved out once, as the head that its leaf has in this tree. The first leaf of the right tree
        //    had none, and gives its first key up: a leaf has one.
        // 3. The right tree's first leaf has a parent and, if it moves, is pointed to by nobody that looks again.
        unsafe {
            let mut last = leaf_of(self.nodes().last().expect("a tree with entries has a leaf"));
            if last.room() > descriptor.leaf_room(last.len()) {
                last = self.resize_leaf(last, usize::MAX, last.len()).expect(ENDS);
            }
            let mut leaf = Leaf::from_raw(right_head.as_ref().first);
            let mut next = right.nodes().step_after(at(leaf, 0));
            let (first, key) = self.beheaded(leaf);
            leaf = first;
            self.attach_last(key, leaf).expect(ENDS);
            // Its first key has moved up: the others close the gap.
            rows::close(leaf.key(descriptor, 0), descriptor.key, leaf.len() - 1);
            leaf.get_mut().headed = 1;
            while let Some((after, separator)) = next {
                next = right.nodes().step_after(after);
                leaf = leaf_of(after);
                self.attach_last(separator, leaf).expect(ENDS);
            }
            self.free_below(Branch::from_raw(right_head.as_ref().root), false);
            self.free_head(right_head);
            right.set_empty();
            if let Root::Tall(mut head) = self.root() {
                head.as_mut().run = EdgeRun::None;
            }
            self.fit_last_path(leaf);
            let small = if last.len() <= first.len() { last } else { first };
            if small.len() <= descriptor.leaf_max / 4 && small != leaf {
                self.rebalance_leaf(Position { leaf: at(small, usize::MAX), slot: 0 });
            }
        }
    }

    /// A leaf without a head, in a block without much slack, and its first key.
    ///
    /// # Safety
    ///
    /// - `leaf` is live, the caller its only user, and has no head.
    unsafe fn beheaded(&self, leaf: Leaf) -> (Leaf, *const u8) {
        // SAFETY: the leaf is live (caller), and has a key.
        unsafe {
            let slack = leaf.room() > self.descriptor.leaf_room(leaf.len());
            let leaf = if slack { self.resized(leaf, leaf.len()).expect(ENDS) } else { leaf };
            (leaf, leaf.key(self.descriptor, 0))
        }
    }

    /// Puts a leaf behind the last one, and counts its entries. `None` if memory was refused.
    ///
    /// # Safety
    ///
    /// - `leaf` is live and owned by nobody else; its head is `separator`, which moves. The tree is not empty.
    pub(super) unsafe fn attach_last(&mut self, separator: *const u8, leaf: Leaf) -> Option<()> {
        // SAFETY: the parent of the last leaf has room for a child behind that.
        unsafe {
            if let Root::Tall(mut head) = self.root()
                && let above = parent_of(head.as_ref().last)
                && above.len() < above.room()
            {
                rows::put_child(self.descriptor, above, above.len(), separator, leaf.raw());
                head.as_mut().last = leaf.raw();
                head.as_mut().len += leaf.len();
                return Some(());
            }
            self.attach_growing(separator, leaf)
        }
    }

    /// As [`attach_last`](Self::attach_last), where the last leaf's parent has no room.
    ///
    /// # Safety
    ///
    /// - As [`attach_last`](Self::attach_last).
    #[cold]
    unsafe fn attach_growing(&mut self, separator: *const u8, leaf: Leaf) -> Option<()> {
        let raised = Raised(self);
        let tree = &mut *raised.0;
        // SAFETY: the last leaf's parent gets room for a child, before anything else changes.
        unsafe {
            if let Root::Lone(lone) = tree.root() {
                tree.raise_lone(lone)?;
            }
            let Root::Tall(mut head) = tree.root() else { unreachable!("raised just above") };
            let last = head.as_ref().last;
            let above = parent_of(last);
            let max = tree.descriptor.branch_max;
            if above.len() == above.room() && above.room() < max {
                // More leaves follow than one; what is too much is given back behind the last of them.
                tree.resize_branch(above, (above.room() * 4).min(max))?;
            }
            let parent = tree.parent_with_room(last, usize::MAX)?;
            let index = child_index(tree.descriptor, parent, last, parent.len() - 1);
            rows::put_child(tree.descriptor, parent, index + 1, separator, leaf.raw());
            tree.set_last(leaf);
            head.as_mut().len += leaf.len();
        }
        Some(())
    }
}
