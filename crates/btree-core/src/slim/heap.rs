//! The memory that a tree holds: the blocks of its nodes.

use super::navigate::Nodes;
use super::node::{Branch, Leaf};
use super::root::Root;
use core::ptr::NonNull;

impl Nodes {
    /// The bytes of all blocks, as requested from the allocator. Computes in **O(nodes)** time.
    ///
    /// # Safety
    ///
    /// - The nodes are live.
    pub(super) unsafe fn block_bytes(self) -> usize {
        // SAFETY: the nodes are live (caller).
        unsafe {
            match self.root() {
                Root::Empty => 0,
                Root::Leaf(leaf) => self.leaf_bytes(leaf),
                Root::Branched(head) => {
                    self.bytes_below(Branch::from_raw(head.as_ref().root)) + size_of_val(head.as_ref())
                }
            }
        }
    }

    /// # Safety
    ///
    /// - The leaf is of this tree.
    unsafe fn leaf_bytes(self, leaf: Leaf) -> usize {
        // SAFETY: the leaf is live (caller).
        let (keys_capacity, capacity) = unsafe { (usize::from(leaf.get().keys_capacity), leaf.capacity()) };
        self.descriptor.leaf_layout(keys_capacity, capacity).size()
    }

    /// The bytes of a branch and of all nodes below; as deep in calls as the tree is high.
    ///
    /// # Safety
    ///
    /// - The branch is of this tree.
    unsafe fn bytes_below(self, branch: Branch) -> usize {
        // SAFETY: children of a branch of level 1 are leaves, of higher levels branches (node invariant 3).
        unsafe {
            let below = |child: &NonNull<u8>| {
                if branch.over_leaves() {
                    self.leaf_bytes(Leaf::from_raw(*child))
                } else {
                    self.bytes_below(Branch::from_raw(*child))
                }
            };
            let children = branch.children(self.descriptor).iter().map(below).sum::<usize>();
            self.descriptor.branch_layout(branch.capacity()).size() + children
        }
    }
}
