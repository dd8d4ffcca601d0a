//! From leaf to leaf, and from a leaf up to the separator that is its head.
//!
//! There are no links between leaves: a parent index in each node serves iteration, insertion and removal
//! alike. A node's place among its siblings comes as a hint, which is checked and, if it is wrong, searched for.

use super::descend::{leftmost, rightmost};
use crate::LeafHandle;
use crate::phases::buffer::Buffer;
use crate::phases::children::Children;
use crate::phases::node::{Branch, NO_PARENT};
use crate::phases::phase::{BranchOf, Phase};
use arena::NodeMemory;
use noderef::EnumRef;

/// The parent of `node`, `None` for the root.
pub(crate) fn parent<K, V, P: Phase<K, V>>(tree: &P, node: EnumRef) -> Option<usize> {
    let parent = match node {
        EnumRef::Leaf(leaf) => tree.leaves().node(leaf).parent,
        EnumRef::Branch(branch) => tree.branches().node(branch).parent,
    };
    (parent != NO_PARENT).then_some(parent as usize)
}

/// Which child of `parent` the node is, most likely number `hint`.
pub(crate) fn child_index<K, V, P: Phase<K, V>>(
    tree: &P,
    parent: usize,
    node: EnumRef,
    hint: usize,
) -> usize {
    let branch = tree.branches().node(parent);
    child_index_in(branch, tree.context(branch.extra), node, hint)
}

/// Which child of `branch` the node is, most likely number `hint`.
#[inline]
fn child_index_in<KB: Buffer, C: Children, X>(
    branch: &Branch<KB, C, X>,
    cx: C::Context,
    node: EnumRef,
    hint: usize,
) -> usize {
    if hint < branch.len() && branch.children.get(hint, cx) == node {
        return hint;
    }
    branch.children.position(node, cx).expect("a node is among the children of its parent")
}

/// The leftmost leaf.
pub(crate) fn first_leaf<K, V, P: Phase<K, V>>(tree: &P) -> Option<LeafHandle> {
    let root = tree.root()?;
    let (leaf, hint) = tree.first_kept().map_or_else(|| leftmost(tree, root, 0), |leaf| (leaf, 0));
    Some(LeafHandle::from_index(leaf, hint))
}

/// The rightmost leaf.
pub(crate) fn last_leaf<K, V, P: Phase<K, V>>(tree: &P) -> Option<LeafHandle> {
    let root = tree.root()?;
    let (leaf, hint) = tree.last_kept().map_or_else(|| rightmost(tree, root, 0), |leaf| (leaf, usize::MAX));
    Some(LeafHandle::from_index(leaf, hint))
}

/// The leaf after `leaf`.
pub(crate) fn next_leaf<K, V, P: Phase<K, V>>(tree: &P, leaf: LeafHandle) -> Option<LeafHandle> {
    let mut node = EnumRef::Leaf(leaf.index());
    let mut hint = leaf.hint();
    loop {
        let above = parent(tree, node)?;
        let branch = tree.branches().node(above);
        let cx = tree.context(branch.extra);
        let index = child_index_in(branch, cx, node, hint);
        if index < branch.keys.len() {
            let child = branch.children.get(index + 1, cx);
            let (leaf, hint) = leftmost(tree, child, index + 1);
            return Some(LeafHandle::from_index(leaf, hint));
        }
        node = EnumRef::Branch(above);
        hint = usize::MAX;
    }
}

/// The leaf before `leaf`.
pub(crate) fn prev_leaf<K, V, P: Phase<K, V>>(tree: &P, leaf: LeafHandle) -> Option<LeafHandle> {
    let (_, branch, separator) = branch_of_head(tree, leaf)?;
    let child = branch.children.get(separator, tree.context(branch.extra));
    let (leaf, hint) = rightmost(tree, child, separator);
    Some(LeafHandle::from_index(leaf, hint))
}

/// The branch and the place in it of the separator left of `leaf`: the leaf's head. `None` for the first leaf.
pub(crate) fn separator_of<K, V, P: Phase<K, V>>(tree: &P, leaf: LeafHandle) -> Option<(usize, usize)> {
    branch_of_head(tree, leaf).map(|(above, _, separator)| (above, separator))
}

/// As [`separator_of`], with the branch itself.
#[inline]
fn branch_of_head<'a, K: 'a, V: 'a, P: Phase<K, V>>(
    tree: &'a P,
    leaf: LeafHandle,
) -> Option<(usize, &'a BranchOf<K, V, P>, usize)> {
    let mut node = EnumRef::Leaf(leaf.index());
    let mut hint = leaf.hint();
    loop {
        let above = parent(tree, node)?;
        let branch = tree.branches().node(above);
        let index = child_index_in(branch, tree.context(branch.extra), node, hint);
        if index > 0 {
            return Some((above, branch, index - 1));
        }
        node = EnumRef::Branch(above);
        hint = 0;
    }
}

/// The key of the head of `leaf`, `None` for the first leaf.
pub(crate) fn head_key<'a, K, V: 'a, P: Phase<K, V>>(tree: &'a P, leaf: LeafHandle) -> Option<&'a K> {
    let (_, branch, separator) = branch_of_head(tree, leaf)?;
    Some(&branch.keys.as_slice()[separator])
}
