//! Cloning a tree leaf by leaf: rows are cloned in tight loops, into blocks that fit.
//!
//! The clone is a whole tree after each leaf. A leaf being filled belongs to a guard, which drops what is in it if a
//! `clone` panics, so nothing leaks.

use super::navigate::{at, child_index, leaf_of};
use super::node::{BranchPtr, LeafPtr};
use super::rows;
use super::shape::Shape;
use super::tree::{Root, SlimTree};
use arena::Allocator;
use core::mem;
use core::ptr;

/// A fresh leaf with the items that its rows have so far.
struct Filling<'a, K, V, A: Allocator> {
    alloc: &'a A,
    leaf: LeafPtr<K, V>,
    keys: usize,
    values: usize,
}

impl<K, V, A: Allocator> Drop for Filling<'_, K, V, A> {
    fn drop(&mut self) {
        // SAFETY: the guard owns the leaf, and the rows hold that many items.
        unsafe {
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.leaf.keys_ptr(), self.keys));
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.leaf.values_ptr(), self.values));
            self.leaf.free(self.alloc);
        }
    }
}

/// A clone of `leaf`, without a link and without its head.
///
/// # Safety
///
/// - `leaf` is live, and nobody writes its entries meanwhile.
unsafe fn clone_leaf<K: Clone, V: Clone, A: Allocator>(alloc: &A, leaf: LeafPtr<K, V>) -> LeafPtr<K, V> {
    // SAFETY:
    // 1. The new leaf has room for all entries; the guard counts each item once it is written.
    // 2. The old leaf has as many initialised items in its rows.
    unsafe {
        let (len, headed) = (leaf.len(), leaf.headed());
        let leaf_clone = LeafPtr::<K, V>::allocate(alloc, headed, len);
        let mut filling = Filling { alloc, leaf: leaf_clone, keys: 0, values: 0 };
        let (keys, values) = (filling.leaf.keys_ptr(), filling.leaf.values_ptr());
        for key in leaf.keys() {
            keys.add(filling.keys).write(key.clone());
            filling.keys += 1;
        }
        for value in core::slice::from_raw_parts(leaf.values_ptr(), len) {
            values.add(filling.values).write(value.clone());
            filling.values += 1;
        }
        let clone = filling.leaf;
        mem::forget(filling);
        clone.get_mut().len = len as u16;
        clone
    }
}

impl<K: Clone, V: Clone, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// A tree with a clone of every entry.
    pub(super) fn clone_tree(&self) -> Self {
        let mut clone = Self::new_in(self.alloc().clone());
        let mut next = self.first();
        while let Some(source) = next {
            // SAFETY: leaves come from this tree, which is borrowed: nobody writes it.
            unsafe {
                let leaf = leaf_of::<K, V>(source);
                match self.separator_of(source) {
                    None => clone.set_lone(clone_leaf(self.alloc(), leaf)),
                    Some((branch, separator)) => {
                        let head = (*branch.keys_ptr().add(separator)).clone();
                        clone.attach_last(head, clone_leaf(self.alloc(), leaf));
                    }
                }
                next = self.after(source);
            }
        }
        if let Some(last) = clone.last() {
            // SAFETY: the leaf was just handed out by the clone.
            clone.fit_last_path(unsafe { leaf_of(last) });
        }
        clone
    }

    /// Puts a leaf behind the last one.
    ///
    /// # Safety
    ///
    /// - `leaf` is live and owned by nobody else; it has a head, which is `separator`. The tree is not empty.
    unsafe fn attach_last(&mut self, separator: K, leaf: LeafPtr<K, V>) {
        // SAFETY: the last leaf's parent gets room for a child, before anything else changes.
        unsafe {
            if let Root::Lone(lone) = self.root() {
                self.raise_lone(lone);
            }
            let Root::Tall(mut head) = self.root() else { unreachable!("raised just above") };
            let last = head.as_ref().last;
            let parent: BranchPtr<K> = self.parent_with_room(last, usize::MAX);
            let index = child_index(parent, last, parent.len() - 1);
            rows::put_child(parent, index + 1, separator, leaf.raw());
            self.set_last(leaf);
            head.as_mut().len += leaf.len();
        }
        debug_assert_eq!(self.last().map(crate::LeafAt::ptr), Some(at(leaf, 0).ptr()));
    }
}
