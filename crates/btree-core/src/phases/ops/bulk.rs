//! Adding ascending entries behind the last one, a whole leaf at a time.
//!
//! 1. Fill the last leaf up to the fanout.
//! 2. Collect the next entries into a fresh leaf, its first key apart: it will be the separator.
//! 3. Attach the leaf behind the last one; full branches split so that they stay full.
//!
//! The tree is whole after each leaf. If the iterator panics, what was not yet attached is dropped.

use super::navigate::last_leaf;
use super::split::{attach, reserve_for};
use crate::phases::buffer::Buffer;
use crate::phases::node::Leaf;
use crate::phases::phase::Phase;
use crate::{LeafHandle, Position};
use alloc::vec::Vec;
use arena::NodeMemory;
use noderef::EnumRef;

/// Adds `entries`, which ascend and are all above what the tree holds.
pub(crate) fn append<K, V, P: Phase<K, V>>(tree: &mut P, entries: impl Iterator<Item = (K, V)>) {
    let mut entries = entries.fuse();
    let Some((key, value)) = entries.next() else { return };
    let Some(mut last) = last_leaf(tree) else {
        let empty = Position { leaf: LeafHandle::from_index(0, 0), slot: 0 };
        let at = super::insert::insert(tree, empty, key, value);
        return extend(tree, at.leaf, entries);
    };
    let slot = tree.leaves().node(last.index()).len();
    last = super::insert::insert(tree, Position { leaf: last, slot }, key, value).leaf;
    extend(tree, last, entries);
}

fn extend<K, V, P: Phase<K, V>>(
    tree: &mut P,
    mut last: LeafHandle,
    mut entries: impl Iterator<Item = (K, V)>,
) {
    fill(tree, last, &mut entries);
    while let Some((separator, value)) = entries.next() {
        let capacity = tree.fanout();
        let expected = entries.size_hint().0.saturating_add(1).min(capacity);
        let mut keys = Vec::with_capacity(expected - 1);
        let mut values = Vec::with_capacity(expected);
        values.push(value);
        for (key, value) in entries.by_ref().take(capacity - 1) {
            keys.push(key);
            values.push(value);
        }
        let mut leaf = Leaf::new(P::Keys::from_vec(keys), P::Values::from_vec(values), 0, tree.leaf_extra());
        finish(&mut leaf, capacity);
        let added = leaf.len();
        reserve_for(tree, last);
        let index = tree.leaves_mut().insert(leaf);
        tree.node_made(index);
        tree.last_moved(last.index(), index);
        let hint = attach(tree, last, separator, EnumRef::Leaf(index));
        last = LeafHandle::from_index(index, hint);
        let len = tree.len() + added;
        tree.set_len(len);
    }
}

/// Fills the last leaf up.
fn fill<K, V, P: Phase<K, V>>(tree: &mut P, last: LeafHandle, entries: &mut impl Iterator<Item = (K, V)>) {
    let leaf = tree.leaves().node(last.index());
    let (capacity, head) = (P::leaf_capacity(tree.fanout(), leaf), leaf.head());
    let mut free = capacity - leaf.len();
    if free == 0 {
        return;
    }
    let expected = entries.size_hint().0.min(free);
    let leaf = tree.leaves_mut().node_mut(last.index());
    leaf.keys.open().reserve_exact(expected);
    leaf.values.open().reserve_exact(expected);
    while free > 0 {
        // The iterator is user code: it runs while the tree is whole.
        let Some((key, value)) = entries.next() else { break };
        let leaf = tree.leaves_mut().node_mut(last.index());
        leaf.keys.push(key, capacity - head);
        leaf.values.push(value, capacity);
        let len = tree.len() + 1;
        tree.set_len(len);
        free -= 1;
    }
    let leaf = tree.leaves_mut().node_mut(last.index());
    finish(leaf, capacity);
}

/// Takes the slack out of a leaf that no more entries are expected in.
fn finish<KB: Buffer, VB: Buffer, X>(leaf: &mut Leaf<KB, VB, X>, capacity: usize) {
    if leaf.len() == capacity {
        leaf.keys.seal();
        leaf.values.seal();
    } else {
        leaf.keys.shrink();
        leaf.values.shrink();
    }
}
