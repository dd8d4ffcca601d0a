//! Dropping a tree: every key and value in place, in std's order, then the nodes.
//!
//! User code runs only in the first part. If the drop of an entry panics, a guard drops all others once, and the nodes are freed.
//!
//! Values may be maps themselves, nested to any depth. So the stack frame of a level is small: rare work, once per leaf or after a panic, is
//! in separate functions.

use super::descriptor::Descriptor;
use super::navigate::leaf_of;
use super::shape::Shape;
use super::tree::{DropTree, Handle, SlimTree};
use crate::LeafHandle;
use arena::Allocator;
use core::mem::{self, needs_drop};

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// What code without K and V is told of this type of tree.
    pub(super) const DESCRIPTOR: &'static Descriptor = {
        let drop: DropTree<A> = drop_tree::<K, V, A, S>;
        &Descriptor::of::<K, V, S>(drop as *const ())
    };
}

/// Drops the tree of a handle; it is empty then, also if this panics.
///
/// # Safety
///
/// - `handle` is the handle of a `SlimTree<K, V, A, S>`.
pub(super) unsafe fn drop_tree<K, V, A: Allocator + Clone, S: Shape>(handle: &mut Handle<A>) {
    let tree = SlimTree::<K, V, A, S>::of_handle(handle);
    if (needs_drop::<K>() || needs_drop::<V>())
        && let Some(first) = tree.nodes().first()
    {
        return drop_from(tree, first, 0);
    }
    // SAFETY: the nodes are the tree's own, and nobody uses them afterwards.
    unsafe { tree.free_nodes() };
}

/// What is left to drop of a tree: when it is dropped itself, because the drop of an item panicked, it goes on with that.
struct Left<'a, K, V, A: Allocator + Clone, S: Shape> {
    tree: &'a mut SlimTree<K, V, A, S>,
    /// The leaf with the next item.
    at: LeafHandle,
    /// The next item: twice its slot if it is a key, and one more if it is a value.
    next: usize,
}

impl<K, V, A: Allocator + Clone, S: Shape> Drop for Left<'_, K, V, A, S> {
    #[inline]
    fn drop(&mut self) {
        drop_from(self.tree, self.at, self.next);
    }
}

/// Drops the items from number `next` of the leaf `at` on, and frees the nodes.
///
/// It is given what is left item by item: the compiler keeps that in registers then, and the frame is small.
#[inline(never)]
fn drop_from<K, V, A: Allocator + Clone, S: Shape>(
    tree: &mut SlimTree<K, V, A, S>,
    at: LeafHandle,
    next: usize,
) {
    let mut left = Left { tree, at, next };
    loop {
        left.drop_leaf();
        // SAFETY: the leaf is of the tree, whose nodes are freed after this.
        let Some(after) = (unsafe { left.tree.nodes().after(left.at) }) else { break };
        (left.at, left.next) = (after, 0);
    }
    // SAFETY: all items are dropped, and nobody uses the nodes afterwards.
    unsafe { left.tree.free_nodes() };
    mem::forget(left);
}

impl<K, V, A: Allocator + Clone, S: Shape> Left<'_, K, V, A, S> {
    /// Drops what is left of the leaf. `next` moves on before an item is dropped: none is dropped twice, also if one panics.
    // Always inlined: a function of its own would be a second frame a level, and keep in memory what registers hold.
    #[inline(always)]
    fn drop_leaf(&mut self) {
        // SAFETY: the leaf is of the tree, and it has the items. The head of a leaf is left of it, its other keys are in its row
        // from number 0 on (node invariant 2): that is where `keys` is from slot `first_key_in_parent` on.
        unsafe {
            let leaf = leaf_of(self.at);
            let (len, first_key_in_parent) = (leaf.len(), leaf.first_key_in_parent());
            let keys = leaf.keys_row::<K>().wrapping_sub(first_key_in_parent);
            let values = leaf.values_row::<V>(SlimTree::<K, V, A, S>::DESCRIPTOR);
            if needs_drop::<K>() && self.next < first_key_in_parent {
                let head = self.tree.nodes().separator_of(self.at).expect("a head has a separator");
                self.next = 1;
                head.cast::<K>().drop_in_place();
            }
            if self.next % 2 == 1 {
                self.next += 1;
                values.add(self.next / 2 - 1).drop_in_place();
            }
            for slot in self.next / 2..len {
                self.next = 2 * slot + 1;
                if needs_drop::<K>() {
                    keys.wrapping_add(slot).drop_in_place();
                }
                self.next = 2 * slot + 2;
                values.add(slot).drop_in_place();
            }
        }
    }
}

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Frees all nodes, leaking what is in them. The tree is empty then.
    ///
    /// Where blocks need not be given back this takes **O(1)** time.
    ///
    /// # Safety
    ///
    /// - Nobody uses a node or an entry of the tree afterwards.
    pub(super) unsafe fn free_nodes(&mut self) {
        if arena::frees::<A>() {
            // SAFETY: the caller's contract is the same.
            unsafe { self.raw().free_nodes() };
        }
        self.set_empty();
    }
}
