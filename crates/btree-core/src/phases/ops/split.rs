//! Splitting a full leaf, and full branches above it.
//!
//! A split takes the middle, except at the edges of the tree: behind the last entry only the new entry
//! goes right, before the first only the new one stays left. So ascending and descending inserts leave full
//! nodes behind.

use super::navigate::{child_index, parent};
use crate::phases::buffer::Buffer;
use crate::phases::children::Children;
use crate::phases::node::{Branch, Leaf, NO_PARENT};
use crate::phases::phase::{BranchOf, LeafOf, Phase};
use crate::{LeafHandle, Position};
use alloc::alloc::handle_alloc_error;
use arena::{ArenaFull, NodeMemory};
use core::alloc::Layout;
use noderef::EnumRef;

/// A leaf after its split, the right half not yet attached to a parent.
pub(crate) struct Halves<K> {
    pub(crate) left: usize,
    pub(crate) right: usize,
    /// Number of entries that stayed left.
    pub(crate) border: usize,
    /// The first key of the right half; `None` if the right half is empty as yet.
    pub(crate) separator: Option<K>,
}

/// Makes sure of ids and slots for that many nodes.
///
/// # Panics
///
/// If there are no ids. Ends as [`handle_alloc_error`] does if there is no memory.
pub(crate) fn reserve<K, V, P: Phase<K, V>>(tree: &mut P, leaves: usize, branches: usize) {
    let (for_leaves, for_branches) =
        (tree.leaves_mut().reserve(leaves), tree.branches_mut().reserve(branches));
    if for_leaves == Err(ArenaFull::OutOfMemory) {
        handle_alloc_error(Layout::new::<LeafOf<K, V, P>>());
    }
    if for_branches == Err(ArenaFull::OutOfMemory) {
        handle_alloc_error(Layout::new::<BranchOf<K, V, P>>());
    }
    let enough = for_leaves.is_ok() && for_branches.is_ok();
    let bound = tree.leaves().index_bound().max(tree.branches().index_bound());
    assert!(
        enough && bound <= NO_PARENT as usize - leaves - branches,
        "capacity overflow: no node ids are left in this layout"
    );
}

/// Makes sure of all nodes that splitting `leaf` can need.
pub(crate) fn reserve_for<K, V, P: Phase<K, V>>(tree: &mut P, leaf: LeafHandle) {
    let mut node = EnumRef::Leaf(leaf.index());
    let mut branches = 0;
    loop {
        let Some(above) = parent(tree, node) else {
            branches += 1;
            break;
        };
        if tree.branches().node(above).len() < tree.fanout() {
            break;
        }
        branches += 1;
        node = EnumRef::Branch(above);
    }
    reserve(tree, 1, branches);
}

/// Splits the full leaf at `at`, to make room for an entry there.
pub(crate) fn split_leaf<K, V, P: Phase<K, V>>(tree: &mut P, at: Position) -> Halves<K> {
    let left = at.leaf.index();
    let leaf = tree.leaves().node(left);
    let (len, head, above) = (leaf.len(), leaf.head(), leaf.parent);
    let border = if at.slot == len && is_last(tree, EnumRef::Leaf(left)) {
        len
    } else if at.slot == 0 {
        // Only the first leaf takes an entry at slot 0.
        0
    } else {
        len / 2
    };
    let node = tree.leaves_mut().node_mut(left);
    let values = node.values.split_off(border);
    let mut keys = node.keys.split_off(border - head.min(border));
    let separator = (!keys.is_empty()).then(|| keys.remove(0));
    let extra = tree.leaf_extra();
    let right = tree.leaves_mut().insert(Leaf::new(keys, values, above, extra));
    tree.node_made(right);
    tree.last_moved(left, right);
    Halves { left, right, border, separator }
}

/// Whether `node` is the last of its level.
fn is_last<K, V, P: Phase<K, V>>(tree: &P, mut node: EnumRef) -> bool {
    while let Some(above) = parent(tree, node) {
        let branch = tree.branches().node(above);
        if branch.children.get(branch.keys.len(), tree.context(branch.extra)) != node {
            return false;
        }
        node = EnumRef::Branch(above);
    }
    true
}

/// Attaches `right` behind the leaf `left`, `separator` between them; returns which child `right` became.
pub(crate) fn attach<K, V, P: Phase<K, V>>(
    tree: &mut P,
    left: LeafHandle,
    separator: K,
    right: EnumRef,
) -> usize {
    attach_node(tree, EnumRef::Leaf(left.index()), left.hint(), separator, right)
}

fn attach_node<K, V, P: Phase<K, V>>(
    tree: &mut P,
    left: EnumRef,
    hint: usize,
    separator: K,
    right: EnumRef,
) -> usize {
    let Some(above) = parent(tree, left) else {
        grow_root(tree, left, separator, right);
        return 1;
    };
    let index = child_index(tree, above, left, hint) + 1;
    let fanout = tree.fanout();
    if tree.branches().node(above).len() < fanout {
        insert_child(tree, above, index, separator, right);
        return index;
    }
    let border = if index == fanout && is_last(tree, EnumRef::Branch(above)) {
        // Two children go right: a branch needs as many.
        fanout - 1
    } else if index == 1 && is_first(tree, above) {
        1
    } else {
        fanout / 2
    };
    let (sibling, up) = split_branch(tree, above, border);
    let index = if index <= border {
        insert_child(tree, above, index, separator, right);
        index
    } else {
        insert_child(tree, sibling, index - border, separator, right);
        index - border
    };
    attach_node(tree, EnumRef::Branch(above), usize::MAX, up, EnumRef::Branch(sibling));
    index
}

fn is_first<K, V, P: Phase<K, V>>(tree: &P, branch: usize) -> bool {
    let mut node = EnumRef::Branch(branch);
    while let Some(above) = parent(tree, node) {
        let branch = tree.branches().node(above);
        if branch.children.get(0, tree.context(branch.extra)) != node {
            return false;
        }
        node = EnumRef::Branch(above);
    }
    true
}

/// Puts a child and the separator before it into a branch that has room.
fn insert_child<K, V, P: Phase<K, V>>(
    tree: &mut P,
    branch: usize,
    index: usize,
    separator: K,
    child: EnumRef,
) {
    let fanout = tree.fanout();
    let cx = tree.context(tree.branches().node(branch).extra);
    let node = tree.branches_mut().node_mut(branch);
    node.keys.insert(index - 1, separator, fanout - 1);
    node.children.insert(index, child, cx, fanout);
    set_parent(tree, child, branch);
}

/// Splits a full branch: `border` children stay; returns the new sibling and the separator between the two.
fn split_branch<K, V, P: Phase<K, V>>(tree: &mut P, branch: usize, border: usize) -> (usize, K) {
    let (extra, above) = {
        let node = tree.branches().node(branch);
        (node.extra, node.parent)
    };
    let cx = tree.context(extra);
    let node = tree.branches_mut().node_mut(branch);
    let keys = node.keys.split_off(border);
    let up = node.keys.remove(border - 1);
    let children = node.children.split_off(border, cx);
    let sibling = tree.branches_mut().insert(Branch { keys, children, parent: above, extra });
    tree.node_made(sibling);
    correct_parent_links(tree, sibling, 0);
    (sibling, up)
}

fn grow_root<K, V, P: Phase<K, V>>(tree: &mut P, left: EnumRef, separator: K, right: EnumRef) {
    let fanout = tree.fanout();
    let extra = tree.branch_extra(left.is_leaf());
    let cx = tree.context(extra);
    let mut root: BranchOf<K, V, P> =
        Branch { keys: P::Keys::default(), children: P::Children::default(), parent: NO_PARENT, extra };
    root.keys.insert(0, separator, fanout - 1);
    root.children.insert(0, left, cx, fanout);
    root.children.insert(1, right, cx, fanout);
    let root = tree.branches_mut().insert(root);
    tree.node_made(root);
    tree.set_root(Some(EnumRef::Branch(root)));
    correct_parent_links(tree, root, 0);
}

/// Tells the children of `branch`, from number `from` on, who their parent is.
pub(crate) fn correct_parent_links<K, V, P: Phase<K, V>>(tree: &mut P, branch: usize, from: usize) {
    let node = tree.branches().node(branch);
    let (cx, len) = (tree.context(node.extra), node.len());
    for i in from..len {
        let child = tree.branches().node(branch).children.get(i, cx);
        set_parent(tree, child, branch);
    }
}

/// Tells `node` who its parent is.
pub(crate) fn set_parent<K, V, P: Phase<K, V>>(tree: &mut P, node: EnumRef, parent: usize) {
    let parent = u32::try_from(parent).expect("node ids below NO_PARENT: see `reserve`");
    match node {
        EnumRef::Leaf(leaf) => tree.leaves_mut().node_mut(leaf).parent = parent,
        EnumRef::Branch(branch) => tree.branches_mut().node_mut(branch).parent = parent,
    }
}
