//! Cloning a tree leaf by leaf: rows are cloned in tight loops, into blocks that fit.
//!
//! The clone is a whole tree after each leaf. A leaf being filled belongs to a guard, which drops what is in it if a
//! `clone` panics, so nothing leaks.

use super::navigate::leaf_of;
use super::node::LeafPtr;
use super::shape::Shape;
use super::tree::SlimTree;
use core::mem;
use core::ptr;

/// A fresh leaf with the items that its rows have so far.
struct Filling<K, V> {
    leaf: LeafPtr<K, V>,
    keys: usize,
    values: usize,
}

impl<K, V> Drop for Filling<K, V> {
    fn drop(&mut self) {
        // SAFETY: the guard owns the leaf, and the rows hold that many items.
        unsafe {
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.leaf.keys_ptr(), self.keys));
            ptr::drop_in_place(ptr::slice_from_raw_parts_mut(self.leaf.values_ptr(), self.values));
            self.leaf.free();
        }
    }
}

/// Clones a row, counting in `done` what is to be dropped if a later `clone` panics.
///
/// # Safety
///
/// - `to` is valid for writing as many items as `from` has.
#[inline(always)]
unsafe fn clone_row<T: Clone>(from: &[T], to: *mut T, done: &mut usize) {
    // SAFETY: each item is written where one of the row was before it, within its length.
    unsafe {
        if !mem::needs_drop::<T>() {
            // Nobody would drop them: uncounted, the loop is a copy where cloning is one.
            for (i, item) in from.iter().enumerate() {
                to.add(i).write(item.clone());
            }
            return;
        }
        for item in from {
            to.add(*done).write(item.clone());
            *done += 1;
        }
    }
}

/// A clone of `leaf`, without a link and without its head.
///
/// # Safety
///
/// - `leaf` is live, and nobody writes its entries meanwhile.
unsafe fn clone_leaf<K: Clone, V: Clone>(leaf: LeafPtr<K, V>) -> LeafPtr<K, V> {
    // SAFETY:
    // 1. The new leaf has room for all entries; the guard counts each item once it is written.
    // 2. The old leaf has as many initialised items in its rows.
    unsafe {
        let (len, headed) = (leaf.len(), leaf.headed());
        let mut filling = Filling { leaf: LeafPtr::<K, V>::allocate(headed, len), keys: 0, values: 0 };
        let (keys, values) = (filling.leaf.keys_ptr(), filling.leaf.values_ptr());
        clone_row(leaf.keys(), keys, &mut filling.keys);
        clone_row(core::slice::from_raw_parts(leaf.values_ptr(), len), values, &mut filling.values);
        let clone = filling.leaf;
        mem::forget(filling);
        clone.get_mut().len = len as u16;
        clone
    }
}

impl<K: Clone, V: Clone, S: Shape> SlimTree<K, V, S> {
    /// A tree with a clone of every entry.
    pub(super) fn clone_tree(&self) -> Self {
        let mut clone = Self::EMPTY;
        let Some(mut source) = self.first() else { return clone };
        // SAFETY: leaves and heads come from this tree, which is borrowed: nobody writes it.
        unsafe {
            clone.set_lone(clone_leaf(leaf_of::<K, V>(source)));
            while let Some((next, head)) = self.step_after(source) {
                clone.attach_last((*head).clone(), clone_leaf(leaf_of(next)));
                source = next;
            }
        }
        if let Some(last) = clone.last() {
            // SAFETY: the leaf was just handed out by the clone.
            clone.fit_last_path(unsafe { leaf_of(last) });
        }
        clone
    }
}
