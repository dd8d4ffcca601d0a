//! How much memory a tree holds: the blocks of its nodes, one by one.

use super::node::{BranchPtr, LeafPtr};
use super::shape::Shape;
use super::tree::{Root, SlimTree, TreeHead};
use arena::Allocator;
use core::ptr::NonNull;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// The bytes of all blocks, as requested from the allocator. Computes in **O(nodes)** time.
    pub(super) fn block_bytes(&self) -> usize {
        match self.root() {
            Root::Empty => 0,
            // SAFETY: the leaf is live while the tree is borrowed.
            Root::Lone(leaf) => unsafe { leaf_bytes(leaf) },
            Root::Tall(head) => {
                // SAFETY: the head is live while the tree is borrowed, and so are the root and the nodes below.
                let nodes = unsafe { branch_bytes::<K, V>(BranchPtr::from_raw(head.as_ref().root)) };
                nodes + size_of::<TreeHead>()
            }
        }
    }
}

/// # Safety
///
/// - The leaf is live.
unsafe fn leaf_bytes<K, V>(leaf: LeafPtr<K, V>) -> usize {
    // SAFETY: the leaf is live (caller).
    let (keys_room, room) = unsafe { (usize::from(leaf.get().keys_room), leaf.room()) };
    LeafPtr::<K, V>::layout(keys_room, room).size()
}

/// The bytes of a branch and of all nodes below; as deep in calls as the tree is high.
///
/// # Safety
///
/// - The branch and the nodes below are live.
unsafe fn branch_bytes<K, V>(branch: BranchPtr<K>) -> usize {
    // SAFETY: the branch is live (caller).
    let (children, room, level) = unsafe { (branch.children(), branch.room(), branch.get().level) };
    let below = |child: &NonNull<u8>| {
        // SAFETY: children of a branch of level 1 are leaves, of higher levels branches (node invariant 3).
        unsafe {
            if level == 1 {
                leaf_bytes::<K, V>(LeafPtr::from_raw(*child))
            } else {
                branch_bytes::<K, V>(BranchPtr::from_raw(*child))
            }
        }
    };
    BranchPtr::<K>::layout(room).size() + children.iter().map(below).sum::<usize>()
}
