//! Adding ascending entries behind the last one: leaf after leaf is filled to the brim.

use super::navigate::{child_index, leaf_of, parent_of};
use super::node::LeafPtr;
use super::rows;
use super::shape::{Shape, leaf_max};
use super::split::Raised;
use super::tree::{Root, SlimTree};
use crate::Position;
use arena::Allocator;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Adds `entries`, which ascend and are all above what the tree holds.
    ///
    /// The iterator is user code: it runs while the tree is whole, and if it panics the tree keeps what it gave.
    pub(super) fn append(&mut self, entries: impl Iterator<Item = (K, V)>) {
        let mut entries = entries.fuse();
        let Some((key, value)) = entries.next() else { return };
        let mut last = match self.last() {
            None => {
                let room = entries.size_hint().0.saturating_add(1).min(leaf_max::<K, V, S>());
                let first = self.insert_first(room, key, value);
                // SAFETY: just handed out by this tree.
                unsafe { leaf_of(first.leaf) }
            }
            Some(last) => {
                // SAFETY: the leaf was just handed out by this tree, and its end is a position of it; the insert says which
                // leaf is the last.
                unsafe {
                    let slot = leaf_of::<K, V>(last).len();
                    leaf_of(self.insert(Position { leaf: last, slot }, key, value).leaf)
                }
            }
        };
        loop {
            last = self.fill(last, &mut entries);
            let Some((key, value)) = entries.next() else { break };
            last = self.add_leaf(last, key, value, entries.size_hint().0);
        }
        self.fit_last_path(last);
    }

    /// Gives the slack back that a run left: in the last leaf, and in the branches above it.
    pub(super) fn fit_last_path(&mut self, last: LeafPtr<K, V>) {
        // SAFETY:
        // 1. `last` is the tree's last leaf, and the branches are its ancestors.
        // 2. A node is replaced where it was; its link, copied with it, leads on up.
        unsafe {
            let (len, mut node) = (last.len(), last);
            if len < last.room() {
                node = rows::resized(self.alloc(), last, len);
                self.replace_leaf(last, node, usize::MAX);
            }
            let mut node = node.raw();
            while let Root::Tall(head) = self.root() {
                if head.as_ref().root == node {
                    break;
                }
                let mut branch = parent_of::<K>(node);
                if branch.len() < branch.room() {
                    let fit = rows::resized_branch(self.alloc(), branch, branch.len());
                    self.replace_branch(branch, fit);
                    branch = fit;
                }
                node = branch.raw();
            }
        }
    }

    /// Fills the last leaf up; returns it, for it may have moved to grow.
    fn fill(&mut self, mut last: LeafPtr<K, V>, entries: &mut impl Iterator<Item = (K, V)>) -> LeafPtr<K, V> {
        let max = leaf_max::<K, V, S>();
        // SAFETY:
        // 1. `last` is the tree's last leaf, and stays it.
        // 2. Entries are written behind its last one, within its room. They are counted when `Filling` goes, also if the
        //    iterator, which is user code, panics.
        unsafe {
            loop {
                let (room, headed) = (last.room(), last.headed());
                let (keys, values) = (last.keys_ptr(), last.values_ptr());
                let mut filling = Filling { tree: self, leaf: last, len: last.len() };
                while filling.len < room {
                    let Some((key, value)) = entries.next() else { return last };
                    keys.add(filling.len - headed).write(key);
                    values.add(filling.len).write(value);
                    filling.len += 1;
                }
                drop(filling);
                if room >= max {
                    return last;
                }
                let expected = entries.size_hint().0.max(4).min(max - room);
                let grown = rows::resized(self.alloc(), last, (room + expected.max(room / 2)).min(max));
                self.replace_leaf(last, grown, usize::MAX);
                last = grown;
            }
        }
    }

    /// Adds a leaf with one entry behind the last one, with room for what is expected.
    fn add_leaf(&mut self, last: LeafPtr<K, V>, key: K, value: V, expected: usize) -> LeafPtr<K, V> {
        let room = expected.saturating_add(1).max(4).min(leaf_max::<K, V, S>());
        let raised = Raised(self);
        let tree = &mut *raised.0;
        // SAFETY:
        // 1. `last` is the tree's last leaf; its parent gets room for a child before anything else changes.
        // 2. The new leaf holds one value, and its key goes up (node invariant 2).
        unsafe {
            if let Root::Lone(leaf) = tree.root() {
                tree.raise_lone(leaf);
            }
            let parent = tree.parent_with_room(last.raw(), usize::MAX);
            let index = child_index(parent, last.raw(), parent.len() - 1);
            let leaf = LeafPtr::<K, V>::allocate(tree.alloc(), 1, room);
            leaf.values_ptr().write(value);
            leaf.get_mut().len = 1;
            rows::put_child(parent, index + 1, key, leaf.raw());
            tree.set_last(leaf);
            if let Root::Tall(mut head) = tree.root() {
                head.as_mut().len += 1;
            }
            leaf
        }
    }
}

/// The last leaf of a tree, with entries that are not counted yet: they are when this is dropped.
struct Filling<'a, K, V, A: Allocator + Clone, S: Shape> {
    tree: &'a mut SlimTree<K, V, A, S>,
    leaf: LeafPtr<K, V>,
    /// Number of entries in the leaf.
    len: usize,
}

impl<K, V, A: Allocator + Clone, S: Shape> Drop for Filling<'_, K, V, A, S> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: leaf and head are of the tree, which is borrowed; the leaf has that many entries.
        unsafe {
            let leaf = self.leaf.get_mut();
            let new = self.len - usize::from(leaf.len);
            leaf.len = self.len as u16;
            if let Root::Tall(mut head) = self.tree.root() {
                head.as_mut().len += new;
            }
        }
    }
}
