//! Dropping a tree: every key and value in place, then the nodes.
//!
//! User code runs in the first part only. If the drop of an entry panics, a guard goes on behind it, so that all
//! others are dropped once, and the nodes are freed in any case.

use super::navigate::leaf_of;
use super::node::{BranchPtr, LeafPtr};
use super::shape::Shape;
use super::tree::{Root, SlimTree, free_head, tree_of};
use crate::LeafAt;
use core::mem::needs_drop;
use core::ptr::{self, NonNull};

/// Drops the tree behind a tagged pointer.
///
/// # Safety
///
/// - `raw` is the pointer of the handle of a `SlimTree<K, V, S>`, and nobody uses that tree afterwards.
pub(super) unsafe fn drop_tree<K, V, S: Shape>(raw: NonNull<u8>) {
    let mut tree = tree_of::<K, V, S>(raw);
    if !needs_drop::<K>() && !needs_drop::<V>() {
        // SAFETY: the nodes are the tree's own, and nobody uses them afterwards.
        unsafe { tree.free_nodes() };
        return;
    }
    let nodes = Nodes(&mut tree);
    let mut entries = Entries { at: nodes.0.first(), part: Part::Head, tree: &*nodes.0 };
    entries.drop_all();
}

/// Frees the nodes when it is dropped.
struct Nodes<'a, K, V, S: Shape>(&'a mut SlimTree<K, V, S>);

impl<K, V, S: Shape> Drop for Nodes<'_, K, V, S> {
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
struct Entries<'a, K, V, S: Shape> {
    tree: &'a SlimTree<K, V, S>,
    at: Option<LeafAt>,
    part: Part,
}

impl<K, V, S: Shape> Entries<'_, K, V, S> {
    fn drop_all(&mut self) {
        while let Some(at) = self.at {
            let part = self.part;
            // SAFETY:
            // 1. Leaves come from the tree, whose nodes are freed after this.
            // 2. The state moves on before each part is dropped: no part is dropped twice, also if one panics.
            // 3. The keys of all leaves and all heads are all keys of the tree (node invariant 2).
            unsafe {
                let leaf: LeafPtr<K, V> = leaf_of(at);
                match part {
                    Part::Head => {
                        self.part = Part::Keys;
                        if needs_drop::<K>()
                            && leaf.headed() == 1
                            && let Some((branch, separator)) = self.tree.separator_of(at)
                        {
                            ptr::drop_in_place(branch.keys_ptr().add(separator));
                        }
                    }
                    Part::Keys => {
                        self.part = Part::Values;
                        let keys = leaf.len() - leaf.headed();
                        ptr::drop_in_place(ptr::slice_from_raw_parts_mut(leaf.keys_ptr(), keys));
                    }
                    Part::Values => {
                        self.at = self.tree.after(at);
                        self.part = Part::Head;
                        ptr::drop_in_place(ptr::slice_from_raw_parts_mut(leaf.values_ptr(), leaf.len()));
                    }
                }
            }
        }
    }
}

impl<K, V, S: Shape> Drop for Entries<'_, K, V, S> {
    fn drop(&mut self) {
        self.drop_all();
    }
}

impl<K, V, S: Shape> SlimTree<K, V, S> {
    /// Frees all nodes, leaking what is in them. The tree is empty then.
    ///
    /// # Safety
    ///
    /// - Nobody uses a node or an entry of the tree afterwards.
    pub(super) unsafe fn free_nodes(&mut self) {
        // SAFETY: every node is freed once, after its children; nobody uses them afterwards (caller).
        unsafe {
            match self.root() {
                Root::Empty => {}
                Root::Lone(leaf) => leaf.free(),
                Root::Tall(head) => {
                    free_below::<K, V>(BranchPtr::from_raw(head.as_ref().root));
                    free_head(head);
                }
            }
        }
        self.set_empty();
    }
}

/// Frees a branch and everything below: as deep a recursion as the tree is high.
///
/// # Safety
///
/// - The nodes are live, and nobody uses them afterwards.
unsafe fn free_below<K, V>(branch: BranchPtr<K>) {
    // SAFETY: children are live nodes of the level below, each freed once.
    unsafe {
        for child in branch.children() {
            if branch.over_leaves() {
                LeafPtr::<K, V>::from_raw(*child).free();
            } else {
                free_below::<K, V>(BranchPtr::from_raw(*child));
            }
        }
        branch.free();
    }
}

/// Frees the branches from `root` down, a branch itself, and leaves the leaves alone.
///
/// # Safety
///
/// - The branches are live, and nobody uses them afterwards.
pub(super) unsafe fn free_branches<K>(root: NonNull<u8>) {
    // SAFETY: children are live nodes of the level below, each freed once.
    unsafe {
        let branch = BranchPtr::<K>::from_raw(root);
        if !branch.over_leaves() {
            for child in branch.children() {
                free_branches::<K>(*child);
            }
        }
        branch.free();
    }
}
