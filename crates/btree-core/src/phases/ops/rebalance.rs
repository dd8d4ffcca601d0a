//! Keeping nodes from getting too small: merge with a sibling, or share evenly with it.
//!
//! A node below a third of the fanout looks at one sibling. If both fit into one node they merge, else the
//! border between them moves to the middle. Between the two outcomes lies more than a sixth of the fanout in
//! either direction, so that removals and inserts in turn do not merge and split one leaf over and over.

use super::navigate::{child_index, parent};
use super::split::{correct_parent_links, set_parent};
use crate::phases::buffer::{Buffer, shift};
use crate::phases::children::Children;
use crate::phases::node::NO_PARENT;
use crate::phases::phase::Phase;
use crate::{LeafHandle, Position};
use arena::NodeMemory;
use noderef::EnumRef;

/// The smallest number of entries of a leaf that is neither the root nor on an edge.
///
/// A leaf that shares with its sibling has (fanout + 1) / 2 entries or more, and loses one right after.
pub(crate) const fn min_entries(fanout: usize) -> usize {
    let third = fanout / 3;
    if third < 1 { 1 } else { third }
}

/// The smallest number of children of a branch that is neither the root nor on an edge.
pub(crate) const fn min_children(fanout: usize) -> usize {
    let third = fanout / 3;
    if third < 2 { 2 } else { third }
}

/// Two neighbours under one parent: children `index` and `index + 1`.
struct Pair {
    parent: usize,
    index: usize,
    left: usize,
    right: usize,
}

/// The node with its left neighbour, or with the right one if it is the first child.
fn pair_of<K, V, P: Phase<K, V>>(tree: &P, node: EnumRef, hint: usize) -> Option<Pair> {
    let parent = parent(tree, node)?;
    let index = child_index(tree, parent, node, hint).saturating_sub(1);
    let branch = tree.branches().node(parent);
    let cx = tree.context(branch.extra);
    let [left, right] = [0, 1].map(|i| branch.children.get(index + i, cx).index());
    Some(Pair { parent, index, left, right })
}

/// Merges the leaf of `at` with a sibling or shares with it; returns where the entry at `at` is now.
pub(crate) fn rebalance_leaf<K, V, P: Phase<K, V>>(tree: &mut P, at: Position) -> Position {
    let leaf = EnumRef::Leaf(at.leaf.index());
    let pair = pair_of(tree, leaf, at.leaf.hint()).expect("only a leaf with a parent is rebalanced");
    let capacity = tree.fanout();
    let (left_len, right_len) = (tree.leaves().node(pair.left).len(), tree.leaves().node(pair.right).len());
    let rank = if at.leaf.index() == pair.left { at.slot } else { left_len + at.slot };
    let merged = left_len + right_len <= capacity;
    let border = if merged { left_len + right_len } else { (left_len + right_len) / 2 };
    if merged {
        merge_leaves(tree, &pair);
    } else {
        redistribute_leaves(tree, &pair, border);
    }
    let (leaf, hint, slot) = if rank < border {
        (pair.left, pair.index, rank)
    } else {
        (pair.right, pair.index + 1, rank - border)
    };
    if !merged {
        return Position { leaf: LeafHandle::from_index(leaf, hint), slot };
    }
    rebalance_branch(tree, pair.parent);
    let leaf = tree.node_freed(pair.right, leaf);
    Position { leaf: LeafHandle::from_index(leaf, hint), slot }
}

fn merge_leaves<K, V, P: Phase<K, V>>(tree: &mut P, pair: &Pair) {
    let capacity = tree.fanout();
    let separator = drop_child(tree, pair);
    let gone = tree.leaves_mut().take(pair.right);
    let leaf = tree.leaves_mut().node_mut(pair.left);
    let head = leaf.head();
    let at = leaf.keys.len();
    leaf.keys.insert(at, separator, capacity - head);
    leaf.keys.append(gone.keys, capacity - head);
    leaf.values.append(gone.values, capacity);
    tree.last_moved(pair.right, pair.left);
}

fn redistribute_leaves<K, V, P: Phase<K, V>>(tree: &mut P, pair: &Pair, border: usize) {
    let capacity = tree.fanout();
    let (left, right) = tree.leaves_mut().pair_mut(pair.left, pair.right);
    let head = left.head();
    // The separator, a key of the right leaf, takes part in the move: it goes to where the keys are.
    shift(&mut left.values, &mut right.values, border, capacity);
    let mut keys = core::mem::take(&mut left.keys);
    let mut right_keys = core::mem::take(&mut right.keys);
    let hole = &mut tree.branches_mut().node_mut(pair.parent).keys;
    let separator = Buffer::remove(hole, pair.index);
    right_keys.insert(0, separator, capacity);
    shift(&mut keys, &mut right_keys, border - head, capacity);
    let separator = right_keys.remove(0);
    let fanout = tree.fanout();
    tree.branches_mut().node_mut(pair.parent).keys.insert(pair.index, separator, fanout - 1);
    let (left, right) = tree.leaves_mut().pair_mut(pair.left, pair.right);
    left.keys = keys;
    right.keys = right_keys;
}

/// Takes the right one of the pair out of its parent, with the separator between the two.
fn drop_child<K, V, P: Phase<K, V>>(tree: &mut P, pair: &Pair) -> K {
    let cx = tree.context(tree.branches().node(pair.parent).extra);
    let parent = tree.branches_mut().node_mut(pair.parent);
    parent.children.remove(pair.index + 1, cx);
    parent.keys.remove(pair.index)
}

/// After `branch` lost a child: merges it with a sibling, shares with it, or drops it if it is a root of one child.
fn rebalance_branch<K, V, P: Phase<K, V>>(tree: &mut P, branch: usize) {
    let len = tree.branches().node(branch).len();
    let Some(pair) = pair_of(tree, EnumRef::Branch(branch), usize::MAX) else {
        if len == 1 {
            drop_root(tree, branch);
        }
        return;
    };
    if len >= min_children(tree.fanout()) {
        return;
    }
    let total = tree.branches().node(pair.left).len() + tree.branches().node(pair.right).len();
    if total <= tree.fanout() {
        merge_branches(tree, &pair);
        rebalance_branch(tree, pair.parent);
    } else {
        share_branches(tree, &pair, total / 2);
    }
}

fn drop_root<K, V, P: Phase<K, V>>(tree: &mut P, root: usize) {
    let node = tree.branches().node(root);
    let child = node.children.get(0, tree.context(node.extra));
    tree.branches_mut().take(root);
    tree.set_root(Some(child));
    set_parent(tree, child, NO_PARENT as usize);
}

fn merge_branches<K, V, P: Phase<K, V>>(tree: &mut P, pair: &Pair) {
    let fanout = tree.fanout();
    let separator = drop_child(tree, pair);
    let gone = tree.branches_mut().take(pair.right);
    let cx = tree.context(gone.extra);
    let left = tree.branches_mut().node_mut(pair.left);
    let from = left.len();
    left.keys.insert(from - 1, separator, fanout - 1);
    left.keys.append(gone.keys, fanout - 1);
    left.children.append(gone.children, cx, fanout);
    correct_parent_links(tree, pair.left, from);
}

fn share_branches<K, V, P: Phase<K, V>>(tree: &mut P, pair: &Pair, border: usize) {
    let fanout = tree.fanout();
    let cx = tree.context(tree.branches().node(pair.left).extra);
    let separator = tree.branches_mut().node_mut(pair.parent).keys.remove(pair.index);
    let (left, right) = tree.branches_mut().pair_mut(pair.left, pair.right);
    let at = left.keys.len();
    left.keys.insert(at, separator, usize::MAX);
    shift(&mut left.keys, &mut right.keys, border, usize::MAX);
    let last = left.keys.len() - 1;
    let separator = left.keys.remove(last);
    P::Children::shift(&mut left.children, &mut right.children, border, cx, fanout);
    tree.branches_mut().node_mut(pair.parent).keys.insert(pair.index, separator, fanout - 1);
    correct_parent_links(tree, pair.left, 0);
    correct_parent_links(tree, pair.right, 0);
}
