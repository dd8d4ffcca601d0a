//! Joining two trees: the root of the lower one becomes a child of the other, at its level.
//!
//! All memory is allocated before anything moves. If an allocation fails, both trees keep their entries.

use super::navigate::{at, child_index, leaf_of};
use super::node::{Branch, Leaf};
use super::raw::RawTree;
use super::root::{Root, SequentialInsert};
use super::rows;
use super::shape::Shape;
use super::split::Raised;
use super::tree::SlimTree;
use crate::iterate::Entries;
use crate::{Layout, Position};
use arena::Allocator;
use core::mem;
use core::ptr::NonNull;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Moves all entries of `right` behind those of this tree: in **O(fanout × log n)** time, or entry by entry if the trees have
    /// not one allocator.
    pub(super) fn append(&mut self, right: &mut Self) {
        if !self.can_swap_with(right) {
            let right = right.take_all();
            self.append_ascending(Entries::new(right));
        } else {
            // SAFETY: nobody can tell one allocator of the type from another.
            unsafe { self.join_alike(right) };
        }
    }

    /// Moves all entries of `right` behind those of this tree, node by node.
    ///
    /// # Safety
    ///
    /// - Both trees have one allocator.
    pub(super) unsafe fn join_alike(&mut self, right: &mut Self) {
        if self.is_empty() {
            return mem::swap(&mut self.handle.raw, &mut right.handle.raw);
        }
        if right.is_empty() {
            return;
        }
        // SAFETY: trees of one type and allocator (caller), each whole, neither empty.
        let joined = unsafe { self.raw().fallible().append(&mut right.raw().fallible()) };
        if joined.is_none() {
            self.raw().out_of_memory();
        }
    }
}

impl RawTree<'_> {
    /// Moves all entries of `right` behind those of this tree; `right` is empty then. If memory is refused, or the allocator
    /// panics before that, both trees hold what they held.
    ///
    /// # Safety
    ///
    /// - Both trees are whole, of one type and allocator, and not empty.
    unsafe fn append(&mut self, right: &mut RawTree<'_>) -> Option<()> {
        // SAFETY: trees with entries have leaves; the seam is in this tree when all leaves are.
        unsafe {
            let last = leaf_of(self.nodes().last().expect("a tree with entries has a leaf"));
            let first = leaf_of(right.nodes().first().expect("a tree with entries has a leaf"));
            if let Root::Leaf(_) = right.root()
                && last.len() + first.len() <= self.descriptor.leaf_max
            {
                return self.join_leaf(last, first, right);
            }
            let (last, first) = (self.without_slack(last, usize::MAX), right.without_slack(first, 0));
            let (left_level, right_level) = (self.nodes().root_level(), right.nodes().root_level());
            let (left_root, right_root) = (self.nodes().root_node(), right.nodes().root_node());
            if left_level >= right_level {
                self.hang_in_last(right, right_level)?;
                self.mend_seam(right_root, right_level, (last, first));
            } else {
                self.hang_in_first(right, left_level)?;
                self.mend_seam(left_root, left_level, (last, first));
            }
        }
        Some(())
    }

    /// Moves the entries of the lone leaf of `right` into the last leaf.
    ///
    /// # Safety
    ///
    /// - As [`append`](Self::append). `last` is this tree's last leaf, `leaf` all of `right`; one leaf may hold both.
    unsafe fn join_leaf(&mut self, mut last: Leaf, leaf: Leaf, right: &mut RawTree<'_>) -> Option<()> {
        let descriptor = self.descriptor;
        // SAFETY: the last leaf gets room for all entries before any moves; the other one, which has no head, is freed
        // without its entries.
        unsafe {
            let (len, more) = (last.len(), leaf.len());
            if last.capacity() < len + more {
                let tall = matches!(self.root(), Root::Branched(_));
                let capacity = if tall { descriptor.leaf_capacity(len + more) } else { len + more };
                last = self.resize_leaf(last, usize::MAX, capacity)?;
            }
            rows::move_entries(descriptor, leaf, 0, more, last, len);
            last.get_mut().len = (len + more) as u16;
            self.count_more(more);
            right.set_empty();
            self.free_leaf(leaf);
        }
        Some(())
    }

    /// Hangs the root of `right`, which is of level `level`, in behind this tree's last node of that level.
    ///
    /// # Safety
    ///
    /// - As [`append`](Self::append). This tree is at least as high as `right`.
    unsafe fn hang_in_last(&mut self, right: &mut RawTree<'_>, level: u16) -> Option<()> {
        let raised = Raised(self);
        let tree = &mut *raised.0;
        // SAFETY:
        // 1. A tree no higher than the other gets a root above its own, so the node of the level is below a branch.
        // 2. Nothing below the second step allocates: the root of `right` has one owner at any time.
        unsafe {
            if tree.nodes().root_level() == level {
                tree.raise()?;
            }
            let beside = tree.nodes().edge_node(level, true);
            let parent = tree.parent_with_capacity(beside, usize::MAX)?;
            let index = child_index(tree.descriptor, parent, beside, parent.len() - 1);

            let key = right.behead();
            rows::insert_child(tree.descriptor, parent, index + 1, key, right.nodes().root_node());
            right.close_behind_head();
            tree.count_more(right.len());
            tree.set_last(leaf_of(right.nodes().last().expect("it has entries")));
            right.give_up_head();
        }
        Some(())
    }

    /// Hangs this tree's root, which is of level `level`, in before the first node of that level of `right`, and takes over
    /// all of `right`.
    ///
    /// # Safety
    ///
    /// - As [`append`](Self::append). `right` is higher than this tree.
    unsafe fn hang_in_first(&mut self, right: &mut RawTree<'_>, level: u16) -> Option<()> {
        // SAFETY:
        // 1. The node of the level is below a branch, for the tree is higher.
        // 2. Nothing below the second step allocates: the root of this tree has one owner at any time.
        unsafe {
            let beside = right.nodes().edge_node(level, false);
            let parent = right.parent_with_capacity(beside, 0)?;

            let key = right.behead();
            rows::put_first_child(right.descriptor, parent, key, self.nodes().root_node());
            right.close_behind_head();
            right.count_more(self.len());
            right.set_first(leaf_of(self.nodes().first().expect("it has entries")));
            self.give_up_head();
            self.set_all(right.take_all());
        }
        Some(())
    }

    /// The key of the first entry, which is about to move into a branch: the first leaf has a head from now on.
    ///
    /// # Safety
    ///
    /// - The tree is not empty. The caller moves the key, and calls [`close_behind_head`](Self::close_behind_head) then.
    unsafe fn behead(&self) -> *const u8 {
        // SAFETY: the first leaf has all its keys in its row.
        unsafe { leaf_of(self.nodes().first().expect("it has entries")).key(self.descriptor, 0) }
    }

    /// Closes the gap that the key of the first entry left, and says that it is above.
    ///
    /// # Safety
    ///
    /// - That key has moved to the separator left of the first leaf.
    unsafe fn close_behind_head(&mut self) {
        // SAFETY: the others of `len` keys are behind the gap.
        unsafe {
            let leaf = leaf_of(self.nodes().first().expect("it has entries"));
            rows::close(leaf.key(self.descriptor, 0), self.descriptor.key, leaf.len() - 1);
            leaf.get_mut().first_key_in_parent = 1;
        }
    }

    /// Merges what is small at the seam between two trees: the root of the one that was hung in, and the leaves on both sides.
    ///
    /// # Safety
    ///
    /// - `guest` is a node of this tree, of level `level`; the leaves are of this tree, and neighbours.
    unsafe fn mend_seam(&mut self, guest: NonNull<u8>, level: u16, (last, first): (Leaf, Leaf)) {
        self.set_run(SequentialInsert::None);
        // SAFETY: the tree is whole, and has a root above the guest. Merging branches moves no leaf.
        unsafe {
            if level > 0 {
                self.fix_underfull(Branch::from_raw(guest));
            }
            let small = if last.len() <= first.len() { last } else { first };
            if self.descriptor.is_small_leaf(small.len()) {
                self.rebalance_leaf(Position { leaf: at(small, usize::MAX), slot: 0 });
            }
        }
    }
}
