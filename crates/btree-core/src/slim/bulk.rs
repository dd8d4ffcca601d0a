//! Appending ascending entries: leaves are filled completely, one after the other.

use super::navigate::{child_index, leaf_of, parent_of};
use super::node::Leaf;
use super::raw::{ENDS, RawTree};
use super::root::Root;
use super::rows::{self, Entry};
use super::shape::Shape;
use super::split::Raised;
use super::tree::SlimTree;
use crate::Position;
use arena::Allocator;
use core::mem;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Adds `entries`, which ascend and are all above what the tree holds.
    ///
    /// The iterator is user code: it runs while the tree is whole, and if it panics the tree keeps what it gave.
    pub(super) fn append_ascending(&mut self, entries: impl Iterator<Item = (K, V)>) {
        let mut entries = entries.fuse();
        let Some((key, value)) = entries.next() else { return };
        let mut last = match self.nodes().last() {
            None => {
                let capacity = match Self::expected(&entries) {
                    // A source that does not say how much it has, has most likely more than an entry.
                    0 if entries.size_hint().1 != Some(0) => 4,
                    more => more.saturating_add(1),
                };
                let first = self.insert_first(capacity.min(Self::DESCRIPTOR.leaf_max), key, value);
                // SAFETY: just handed out by this tree.
                unsafe { leaf_of(first.leaf) }
            }
            Some(last) => {
                // SAFETY: the leaf was just handed out by this tree, and its end is a position of it; the insert says which
                // leaf is the last.
                unsafe {
                    let slot = leaf_of(last).len();
                    leaf_of(self.insert(Position { leaf: last, slot }, key, value).leaf)
                }
            }
        };
        while let Some((key, value)) = self.fill(last, &mut entries) {
            let more = Self::expected(&entries);
            // SAFETY: it is the tree's last leaf, without room for another entry.
            last = unsafe {
                match last.capacity() < Self::DESCRIPTOR.leaf_max {
                    true => self.push_growing(last, key, value, more),
                    false => self.add_leaf(key, value, more),
                }
            };
        }
    }

    /// How many entries a source most likely has left: at most so many if a leaf holds them, or else at least so many. What is too
    /// much is given back at the end.
    fn expected(entries: &impl Iterator<Item = (K, V)>) -> usize {
        match entries.size_hint() {
            (_, Some(most)) if most < Self::DESCRIPTOR.leaf_max => most,
            (least, _) => least,
        }
    }

    /// Gives back the slack that [`append`](Self::append) leaves: in the last leaf and the branches above it.
    pub(super) fn shrink_end(&mut self) {
        let Some(last) = self.nodes().last() else { return };
        // SAFETY: it is the last leaf, and the only one of a tree without branches.
        unsafe {
            match self.root() {
                Root::Branched(_) => self.raw().fit_last_path(leaf_of(last)),
                _ if leaf_of(last).len() == leaf_of(last).capacity() => {}
                _ => _ = self.raw().fallible().refit(last, true),
            }
        }
    }

    /// Fills the capacity of the last leaf; returns the first entry that does not fit.
    fn fill(&mut self, last: Leaf, entries: &mut impl Iterator<Item = (K, V)>) -> Option<(K, V)> {
        // SAFETY:
        // 1. `last` is the tree's last leaf.
        // 2. Entries are written behind its last one, within its capacity. They are counted when `Filling` goes, also if the
        //    iterator, which is user code, panics.
        unsafe {
            let (capacity, first_key_in_parent) = (last.capacity(), last.first_key_in_parent());
            let (keys, values) = (last.keys_row::<K>(), last.values_row::<V>(Self::DESCRIPTOR));
            let mut filling = Filling { tree: self, leaf: last, len: last.len() };
            while filling.len < capacity {
                let (key, value) = entries.next()?;
                keys.add(filling.len - first_key_in_parent).write(key);
                values.add(filling.len).write(value);
                filling.len += 1;
            }
        }
        entries.next()
    }

    /// Puts an entry behind the last one of a full leaf, which grows for what is expected; returns the leaf.
    ///
    /// # Safety
    ///
    /// - `last` is the last leaf of this tree, with less than all the capacity that a leaf can have.
    #[cold]
    unsafe fn push_growing(&mut self, last: Leaf, key: K, value: V, expected: usize) -> Leaf {
        // SAFETY: the leaf gets room for more than it has; the entry is counted as it is put there.
        unsafe {
            let (len, capacity) = (last.len(), last.capacity());
            let capacity =
                (capacity + expected.saturating_add(1).max(7).max(capacity)).min(Self::DESCRIPTOR.leaf_max);
            let grown = self.raw().resize_leaf(last, usize::MAX, capacity).expect(ENDS);
            grown.keys_row::<K>().add(len - grown.first_key_in_parent()).write(key);
            grown.values_row::<V>(Self::DESCRIPTOR).add(len).write(value);
            drop(Filling { tree: self, leaf: grown, len: len + 1 });
            grown
        }
    }

    /// Adds a leaf with one entry behind the last one, with room for what is expected.
    fn add_leaf(&mut self, key: K, value: V, expected: usize) -> Leaf {
        let capacity = expected.saturating_add(1).max(4).min(Self::DESCRIPTOR.leaf_max);
        let entry: Entry = ((&raw const key).cast(), (&raw const value).cast());
        // SAFETY: the tree has a leaf; the entry moves.
        let leaf = unsafe { self.raw().add_leaf(entry, capacity) };
        mem::forget((key, value));
        leaf
    }
}

impl RawTree<'_> {
    /// Adds a leaf with that capacity and one entry behind the last one. Ends the program if memory is refused.
    ///
    /// # Safety
    ///
    /// - The tree is not empty. The entry moves.
    unsafe fn add_leaf(&mut self, (key, value): Entry, capacity: usize) -> Leaf {
        // SAFETY: the new leaf holds one value, and its key goes up (node invariant 2).
        unsafe {
            let leaf = self.new_leaf(1, capacity).expect(ENDS);
            rows::copy(value, leaf.value(self.descriptor, 0), self.descriptor.value);
            leaf.get_mut().len = 1;
            self.attach_last(key, leaf).expect(ENDS);
            leaf
        }
    }

    /// Puts a leaf behind the last one, and counts its entries. `None` if memory was refused.
    ///
    /// # Safety
    ///
    /// - `leaf` is live and owned by nobody else; its head is `separator`, which moves. The tree is not empty.
    pub(super) unsafe fn attach_last(&mut self, separator: *const u8, leaf: Leaf) -> Option<()> {
        // SAFETY: the parent of the last leaf has room for a child behind that.
        unsafe {
            if let Root::Branched(mut head) = self.root()
                && let above = parent_of(head.as_ref().last)
                && above.len() < above.capacity()
            {
                rows::insert_child(self.descriptor, above, above.len(), separator, leaf.raw());
                head.as_mut().last = leaf.raw();
                head.as_mut().len += leaf.len();
                return Some(());
            }
            self.attach_growing(separator, leaf)
        }
    }

    /// As [`attach_last`](Self::attach_last), where the last leaf's parent has no room.
    ///
    /// # Safety
    ///
    /// - As [`attach_last`](Self::attach_last).
    #[cold]
    unsafe fn attach_growing(&mut self, separator: *const u8, leaf: Leaf) -> Option<()> {
        let raised = Raised(self);
        let tree = &mut *raised.0;
        // SAFETY: the last leaf's parent gets room for a child, before anything else changes.
        unsafe {
            if let Root::Leaf(lone) = tree.root() {
                tree.raise_lone(lone)?;
            }
            let Root::Branched(mut head) = tree.root() else { unreachable!("raised just above") };
            let last = head.as_ref().last;
            let above = parent_of(last);
            let max = tree.descriptor.branch_max;
            if above.len() == above.capacity() && above.capacity() < max {
                // More leaves follow than one; what is too much is given back behind the last of them.
                tree.resize_branch(above, (above.capacity() * 4).min(max))?;
            }
            let parent = tree.parent_with_capacity(last, usize::MAX)?;
            let index = child_index(tree.descriptor, parent, last, parent.len() - 1);
            rows::insert_child(tree.descriptor, parent, index + 1, separator, leaf.raw());
            tree.set_last(leaf);
            head.as_mut().len += leaf.len();
        }
        Some(())
    }
}

/// The last leaf of a tree, with entries that are not counted yet: they are when this is dropped.
struct Filling<'a, K, V, A: Allocator + Clone, S: Shape> {
    tree: &'a mut SlimTree<K, V, A, S>,
    leaf: Leaf,
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
            if let Root::Branched(mut head) = self.tree.root() {
                head.as_mut().len += new;
            }
        }
    }
}
