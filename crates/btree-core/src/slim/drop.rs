//! Dropping a tree: every key and value in place, then the nodes.
//!
//! User code runs in the first part only. If the drop of an entry panics, a guard goes on behind it, so that all
//! others are dropped once, and the nodes are freed in any case.

use super::navigate::leaf_of;
use super::shape::Shape;
use super::tree::{Handle, SlimTree};
use crate::LeafAt;
use arena::Allocator;
use core::mem::needs_drop;
use core::ptr;

/// Drops the tree of a handle; it is empty then, also if this panics.
///
/// # Safety
///
/// - `handle` is the handle of a `SlimTree<K, V, A, S>`.
pub(super) unsafe fn drop_tree<K, V, A: Allocator + Clone, S: Shape>(handle: &mut Handle<A>) {
    let tree = SlimTree::<K, V, A, S>::of_handle(handle);
    if !needs_drop::<K>() && !needs_drop::<V>() {
        // SAFETY: the nodes are the tree's own, and nobody uses them afterwards.
        unsafe { tree.free_nodes() };
        return;
    }
    let nodes = Nodes(tree);
    let mut entries = Entries { at: nodes.0.nodes().first(), part: Part::Head, tree: &*nodes.0 };
    entries.drop_all();
}

/// Frees the nodes when it is dropped.
struct Nodes<'a, K, V, A: Allocator + Clone, S: Shape>(&'a mut SlimTree<K, V, A, S>);

impl<K, V, A: Allocator + Clone, S: Shape> Drop for Nodes<'_, K, V, A, S> {
    fn drop(&mut self) {
        // SAFETY: made in `drop_tree`, behind which nobody uses the tree.
        unsafe { self.0.free_nodes() };
    }
}

/// What of a leaf is dropped next.
#[derive(Clone, Copy)]
enum Part {
    Head,
    Keys,
    Values,
}

/// The entries not yet dropped: it goes on with them when it is dropped itself.
struct Entries<'a, K, V, A: Allocator + Clone, S: Shape> {
    tree: &'a SlimTree<K, V, A, S>,
    at: Option<LeafAt>,
    part: Part,
}

impl<K, V, A: Allocator + Clone, S: Shape> Entries<'_, K, V, A, S> {
    fn drop_all(&mut self) {
        while let Some(at) = self.at {
            let part = self.part;
            // SAFETY:
            // 1. Leaves come from the tree, whose nodes are freed after this.
            // 2. The state moves on before each part is dropped: no part is dropped twice, also if one panics.
            // 3. The keys of all leaves and all heads are all keys of the tree (node invariant 2).
            unsafe {
                let leaf = leaf_of(at);
                match part {
                    Part::Head => {
                        self.part = Part::Keys;
                        if needs_drop::<K>()
                            && leaf.headed() == 1
                            && let Some(head) = self.tree.nodes().separator_of(at)
                        {
                            ptr::drop_in_place(head.cast::<K>());
                        }
                    }
                    Part::Keys => {
                        self.part = Part::Values;
                        let keys = leaf.len() - leaf.headed();
                        ptr::drop_in_place(ptr::slice_from_raw_parts_mut(leaf.keys_row::<K>(), keys));
                    }
                    Part::Values => {
                        self.at = self.tree.nodes().after(at);
                        self.part = Part::Head;
                        let values = leaf.values_row::<V>(SlimTree::<K, V, A, S>::DESCRIPTOR);
                        ptr::drop_in_place(ptr::slice_from_raw_parts_mut(values, leaf.len()));
                    }
                }
            }
        }
    }
}

impl<K, V, A: Allocator + Clone, S: Shape> Drop for Entries<'_, K, V, A, S> {
    fn drop(&mut self) {
        self.drop_all();
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
