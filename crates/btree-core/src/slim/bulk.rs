//! Adding ascending entries behind the last one: leaf after leaf is filled to the brim.

use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::LeafPtr;
use super::rows;
use super::shape::{Shape, leaf_max};
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
        let place = match self.last() {
            None => {
                Position { leaf: at(LeafPtr::<K, V>::from_raw(core::ptr::NonNull::dangling()), 0), slot: 0 }
            }
            // SAFETY: the leaf was just handed out by this tree.
            Some(last) => Position { leaf: last, slot: unsafe { leaf_of::<K, V>(last).len() } },
        };
        // SAFETY: the end of this tree is a position of it; an empty tree looks at none.
        let place = unsafe { self.insert(place, key, value) };
        // SAFETY: the insert says which leaf is the last.
        let mut last = unsafe { leaf_of::<K, V>(place.leaf) };
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
        // 2. Entries are written behind its last one, within its room; its length counts each before the iterator,
        //    which is user code, runs again.
        unsafe {
            loop {
                let (mut len, headed) = (last.len(), last.headed());
                let (keys, values) = (last.keys_ptr(), last.values_ptr());
                while len < last.room() {
                    let Some((key, value)) = entries.next() else { return last };
                    keys.add(len - headed).write(key);
                    values.add(len).write(value);
                    len += 1;
                    last.get_mut().len = len as u16;
                    if let Root::Tall(mut head) = self.root() {
                        head.as_mut().len += 1;
                    }
                }
                if len >= max {
                    return last;
                }
                let expected = entries.size_hint().0.max(4).min(max - len);
                let grown = rows::resized(self.alloc(), last, (len + expected.max(len / 2)).min(max));
                self.replace_leaf(last, grown, usize::MAX);
                last = grown;
            }
        }
    }

    /// Adds a leaf with one entry behind the last one, with room for what is expected.
    fn add_leaf(&mut self, last: LeafPtr<K, V>, key: K, value: V, expected: usize) -> LeafPtr<K, V> {
        let room = expected.saturating_add(1).max(4).min(leaf_max::<K, V, S>());
        // SAFETY:
        // 1. `last` is the tree's last leaf; its parent gets room for a child before anything else changes.
        // 2. The new leaf holds one value, and its key goes up (node invariant 2).
        unsafe {
            if let Root::Lone(leaf) = self.root() {
                self.raise_lone(leaf);
            }
            let parent = self.parent_with_room(last.raw(), usize::MAX);
            let index = child_index(parent, last.raw(), parent.len() - 1);
            let leaf = LeafPtr::<K, V>::allocate(self.alloc(), 1, room);
            leaf.values_ptr().write(value);
            leaf.get_mut().len = 1;
            rows::put_child(parent, index + 1, key, leaf.raw());
            self.set_last(leaf);
            if let Root::Tall(mut head) = self.root() {
                head.as_mut().len += 1;
            }
            leaf
        }
    }
}
