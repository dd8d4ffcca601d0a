//! Cloning a tree leaf by leaf: rows are cloned in tight loops, into blocks that fit.
//!
//! The clone is a whole tree after each leaf. A leaf being filled belongs to a guard, which drops what is in it if a
//! `clone` panics, so nothing leaks.

use super::navigate::leaf_of;
use super::node::Leaf;
use super::raw::ENDS;
use super::shape::Shape;
use super::tree::SlimTree;
use arena::Allocator;
use core::mem::{self, MaybeUninit};
use core::{ptr, slice};

/// A fresh leaf with the items that its rows have so far.
struct Filling<'a, K, V, A: Allocator + Clone, S: Shape> {
    tree: &'a SlimTree<K, V, A, S>,
    leaf: Leaf,
    keys: usize,
    values: usize,
}

impl<K, V, A: Allocator + Clone, S: Shape> Filling<'_, K, V, A, S> {
    /// The leaf, which somebody else owns now.
    fn release(self) -> Leaf {
        let leaf = self.leaf;
        mem::forget(self);
        leaf
    }
}

impl<K, V, A: Allocator + Clone, S: Shape> Drop for Filling<'_, K, V, A, S> {
    fn drop(&mut self) {
        // SAFETY: the guard owns the leaf, and the rows hold that many items.
        unsafe {
            let descriptor = SlimTree::<K, V, A, S>::DESCRIPTOR;
            let values = self.leaf.values_row::<V>(descriptor);
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.leaf.keys_row::<K>(), self.keys));
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(values, self.values));
            self.leaf.free(self.tree.alloc(), descriptor);
        }
    }
}

/// Clones a row, counting in `done` what is to be dropped if a later `clone` panics.
// Not inlined: only as a function's arguments are the rows known to be apart, which makes one copy of a loop of copies.
#[inline(never)]
fn clone_row<T: Clone>(from: &[T], to: &mut [MaybeUninit<T>], done: &mut usize) {
    if !mem::needs_drop::<T>() {
        // Nobody would drop them: uncounted, the loop is a copy where cloning is one.
        for (item, clone) in from.iter().zip(to) {
            clone.write(item.clone());
        }
        return;
    }
    for (item, clone) in from.iter().zip(to) {
        clone.write(item.clone());
        *done += 1;
    }
}

impl<K: Clone, V: Clone, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// A tree with a clone of every entry.
    pub(super) fn clone_tree(&self) -> Self {
        let mut clone = Self::new_in(self.alloc().clone());
        let Some(mut source) = self.nodes().first() else { return clone };
        // SAFETY: leaves and heads come from this tree, which is borrowed: nobody writes it. What is attached has moved, and
        // its guard is forgotten.
        unsafe {
            let mut last = self.clone_leaf(leaf_of(source)).release();
            clone.set_lone(last);
            while let Some((next, head)) = self.nodes().step_after(source) {
                let head = (*head.cast::<K>()).clone();
                let filled = self.clone_leaf(leaf_of(next));
                let attached = clone.raw().attach_last((&raw const head).cast(), filled.leaf);
                attached.expect(ENDS);
                mem::forget(head);
                last = filled.release();
                source = next;
            }
            clone.raw().fit_last_path(last);
        }
        clone
    }

    /// A clone of `leaf`, without a link and without its head, and its guard.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree.
    unsafe fn clone_leaf(&self, leaf: Leaf) -> Filling<'_, K, V, A, S> {
        // SAFETY:
        // 1. The new leaf has room for all entries; the guard counts each item once it is written.
        // 2. The old leaf has as many initialised items in its rows, and the tree is borrowed: nobody writes them.
        unsafe {
            let (len, first_key_in_parent) = (leaf.len(), leaf.first_key_in_parent());
            let clone = Leaf::allocate(self.alloc(), Self::DESCRIPTOR, first_key_in_parent, len);
            let mut filling = Filling { tree: self, leaf: clone, keys: 0, values: 0 };
            let keys = slice::from_raw_parts_mut(clone.keys_row(), len - first_key_in_parent);
            clone_row::<K>(leaf.keys(), keys, &mut filling.keys);
            let values = slice::from_raw_parts_mut(clone.values_row(Self::DESCRIPTOR), len);
            let from = slice::from_raw_parts(leaf.values_row::<V>(Self::DESCRIPTOR), len);
            clone_row(from, values, &mut filling.values);
            clone.get_mut().len = len as u16;
            filling
        }
    }
}
