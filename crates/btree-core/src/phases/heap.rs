//! The memory that a tree of nodes holds: its arenas, and the rows of every node.

use super::buffer::row_bytes;
use super::children::Children;
use super::phase::Phase;
use arena::NodeMemory;

/// The bytes of all arenas and rows, as requested from the allocator. Computes in **O(nodes)** time.
pub(super) fn heap_bytes<K, V, P: Phase<K, V>>(tree: &P) -> usize {
    let (leaves, branches) = (tree.leaves(), tree.branches());
    let rows_of_leaf = |index| {
        let leaf = leaves.node(index);
        row_bytes(&leaf.keys) + row_bytes(&leaf.values)
    };
    let rows_of_branch = |index| {
        let branch = branches.node(index);
        row_bytes(&branch.keys) + branch.children.heap_bytes()
    };
    let live_leaves = (0..leaves.index_bound()).filter(|&index| leaves.is_live(index));
    let live_branches = (0..branches.index_bound()).filter(|&index| branches.is_live(index));
    leaves.heap_bytes()
        + branches.heap_bytes()
        + live_leaves.map(rows_of_leaf).sum::<usize>()
        + live_branches.map(rows_of_branch).sum::<usize>()
}
