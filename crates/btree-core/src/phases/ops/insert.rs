//! Putting an entry into the leaf where it belongs.

use super::navigate::prev_leaf;
use super::split::{self, Halves};
use crate::phases::buffer::Buffer;
use crate::phases::node::{Leaf, NO_PARENT};
use crate::phases::phase::Phase;
use crate::{LeafHandle, Position};
use arena::NodeMemory;
use noderef::EnumRef;

/// Puts an entry at `at`, splitting the leaf if it is full; returns where the entry came to rest.
///
/// # Panics
///
/// If there are no ids left for the nodes a split needs, before anything changed.
#[inline]
pub(crate) fn insert<K, V, P: Phase<K, V>>(tree: &mut P, at: Position, key: K, value: V) -> Position {
    let (entries, fanout) = (tree.len(), tree.fanout());
    if entries == 0 {
        return insert_first(tree, key, value);
    }
    // The leaf is looked up once for both the question and the answer: a look costs as much as the rest.
    let leaf = tree.leaves_mut().node_mut(at.leaf.index());
    let capacity = P::leaf_capacity(fanout, leaf);
    if at.slot < leaf.head() || leaf.len() >= capacity {
        return insert_elsewhere(tree, at, key, value);
    }
    put(leaf, at.slot, key, value, capacity);
    tree.set_len(entries + 1);
    at
}

/// Puts an entry where the leaf of `at` must split, or where it belongs to the leaf before.
#[cold]
#[inline(never)]
fn insert_elsewhere<K, V, P: Phase<K, V>>(tree: &mut P, at: Position, key: K, value: V) -> Position {
    if at.slot < tree.leaves().node(at.leaf.index()).head() {
        // Before the head of a leaf is behind the last entry of the leaf before it.
        let leaf = prev_leaf(tree, at.leaf).expect("a leaf with a head has a leaf before it");
        let slot = tree.leaves().node(leaf.index()).len();
        return insert(tree, Position { leaf, slot }, key, value);
    }
    let entries = tree.len() + 1;
    let at = insert_splitting(tree, at, key, value);
    tree.set_len(entries);
    at
}

/// Puts an entry into a leaf that has room for it.
#[inline]
fn put<KB, VB, X>(leaf: &mut Leaf<KB, VB, X>, slot: usize, key: KB::Item, value: VB::Item, capacity: usize)
where
    KB: Buffer,
    VB: Buffer,
{
    let head = leaf.head();
    leaf.keys.insert(slot - head, key, capacity - head);
    leaf.values.insert(slot, value, capacity);
}

#[cold]
fn insert_first<K, V, P: Phase<K, V>>(tree: &mut P, key: K, value: V) -> Position {
    split::reserve(tree, 1, 0);
    let capacity = tree.fanout();
    let mut leaf = Leaf::new(P::Keys::default(), P::Values::default(), NO_PARENT, tree.leaf_extra());
    put(&mut leaf, 0, key, value, capacity);
    let index = tree.leaves_mut().insert(leaf);
    tree.set_root(Some(EnumRef::Leaf(index)));
    tree.set_len(1);
    Position { leaf: LeafHandle::from_index(index, 0), slot: 0 }
}

fn insert_splitting<K, V, P: Phase<K, V>>(tree: &mut P, at: Position, key: K, value: V) -> Position {
    split::reserve_for(tree, at.leaf);
    let Halves { left, right, border, separator } = split::split_leaf(tree, at);
    let capacity = tree.fanout();
    let Some(separator) = separator else {
        // Nothing moved: the new entry is the right leaf's only one, and its key goes up.
        tree.leaves_mut().node_mut(right).values.insert(0, value, capacity);
        let hint = split::attach(tree, at.leaf, key, EnumRef::Leaf(right));
        return Position { leaf: LeafHandle::from_index(right, hint), slot: 0 };
    };
    let to_left = at.slot <= border;
    let (target, slot) = if to_left { (left, at.slot) } else { (right, at.slot - border) };
    if to_left {
        put(tree.leaves_mut().node_mut(left), slot, key, value, capacity);
    } else {
        let leaf = tree.leaves_mut().node_mut(right);
        // The right leaf has given its first key away already, so it counts as a leaf with its first key in the parent: slot >= 1.
        leaf.keys.insert(slot - 1, key, capacity - 1);
        leaf.values.insert(slot, value, capacity);
    }
    let hint = split::attach(tree, at.leaf, separator, EnumRef::Leaf(right));
    let hint = if to_left { hint.wrapping_sub(1) } else { hint };
    Position { leaf: LeafHandle::from_index(target, hint), slot }
}
