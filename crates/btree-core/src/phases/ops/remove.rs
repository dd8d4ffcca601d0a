//! Removing an entry.
//!
//! A leaf that would become too small is rebalanced *before* the entry is removed. So it has
//! another entry (or is the root), and if the entry is a head, whose key is in an ancestor, there is a next key to replace it.

use super::navigate::separator_of;
use super::rebalance::{min_entries, rebalance_leaf};
use crate::Position;
use crate::phases::buffer::Buffer;
use crate::phases::node::NO_PARENT;
use crate::phases::phase::Phase;
use arena::NodeMemory;
use noderef::EnumRef;

/// Takes the entry at `at` out; returns it and the gap it left, which may be behind the last entry of a leaf.
///
/// # Panics
///
/// If there is no entry at `at`.
#[inline]
pub(crate) fn remove<K, V, P: Phase<K, V>>(tree: &mut P, at: Position) -> (K, V, Position) {
    let fanout = tree.fanout();
    let leaf = tree.leaves_mut().node_mut(at.leaf.index());
    let (len, head) = (leaf.len(), leaf.head());
    let too_small = len <= min_entries(fanout) && (len == 1 || leaf.parent != NO_PARENT);
    if too_small || !(head..len).contains(&at.slot) {
        return remove_elsewhere(tree, at);
    }
    let value = leaf.values.remove(at.slot);
    let key = leaf.keys.remove(at.slot - head);
    let left = tree.len() - 1;
    tree.set_len(left);
    (key, value, at)
}

/// Takes an entry out of a leaf that is too small to lose one, or one whose key lives in a branch.
#[cold]
#[inline(never)]
fn remove_elsewhere<K, V, P: Phase<K, V>>(tree: &mut P, mut at: Position) -> (K, V, Position) {
    let leaf = tree.leaves().node(at.leaf.index());
    let len = leaf.len();
    assert!(at.slot < len, "no entry at slot {} of a leaf of {len}", at.slot);
    let is_root = matches!(tree.root(), Some(EnumRef::Leaf(_)));
    if !is_root && len <= min_entries(tree.fanout()) {
        at = rebalance_leaf(tree, at);
    }
    let (key, value) = take(tree, at);
    let left = tree.len() - 1;
    tree.set_len(left);
    if left == 0 {
        tree.leaves_mut().take(at.leaf.index());
        tree.set_root(None);
        tree.leaves_mut().shrink_to_fit();
    }
    (key, value, at)
}

/// Takes an entry out of a leaf that has more than one, or is the root.
#[inline]
fn take<K, V, P: Phase<K, V>>(tree: &mut P, at: Position) -> (K, V) {
    let leaf = tree.leaves_mut().node_mut(at.leaf.index());
    let head = leaf.head();
    if at.slot >= head {
        let value = leaf.values.remove(at.slot);
        return (leaf.keys.remove(at.slot - head), value);
    }
    let value = leaf.values.remove(0);
    let next = leaf.keys.remove(0);
    let (branch, separator) = separator_of(tree, at.leaf).expect("a head has a separator");
    let keys = tree.branches_mut().node_mut(branch).keys.as_mut_slice();
    (core::mem::replace(&mut keys[separator], next), value)
}
