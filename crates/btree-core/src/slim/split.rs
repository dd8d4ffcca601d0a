//! Splitting a full leaf, after making sure of a place for the new half in its parent.
//!
//! 1. Going up, every full branch above is split, the topmost first; every branch without room grows. Each of these
//!    steps leaves a whole tree, so it does not matter if a later one finds no memory.
//! 2. The leaf is split into two blocks that fit what they hold. At the edges of the tree the split is biased:
//!    behind the last entry only the new one goes right, before the first only the new one goes left. So
//!    ascending and descending inserts leave full leaves behind.
//! 3. The right half goes into the parent, with its first key as the separator.

use super::insert::capacity_in_tree;
use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::{Branch, Leaf, set_parent};
use super::raw::RawTree;
use super::root::{Root, SequentialInsert};
use super::rows::{self, Entry};
use crate::Position;
use core::ptr::NonNull;

/// A tree that may get a root above its root, with one child at first: if the allocator panics or refuses before there is
/// a second one, the root is taken off again.
pub(super) struct Raised<'a, 'b>(pub(super) &'a mut RawTree<'b>);

impl Drop for Raised<'_, '_> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: each step that may panic leaves a tree that is whole but for such a root.
        unsafe {
            if let Root::Branched(head) = self.0.root()
                && Branch::from_raw(head.as_ref().root).len() == 1
            {
                self.0.lower_root();
            }
        }
    }
}

impl RawTree<'_> {
    /// Puts an entry at `place` and counts it; returns where it came to rest.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree. The entry moves, unless the answer is `None`.
    pub(super) unsafe fn try_insert(&mut self, mut place: Position, entry: Entry) -> Option<Position> {
        if let Root::Empty = self.root() {
            // SAFETY: the entry moves (caller).
            return unsafe { self.try_insert_first(entry) };
        }
        // SAFETY: the leaf is live, and the slot within it; a leaf without room gets some before the entry goes there.
        unsafe {
            if place.slot < leaf_of(place.leaf).first_key_in_parent() {
                place = self.end_before(place);
            }
            let len = leaf_of(place.leaf).len();
            if len >= self.descriptor.leaf_max {
                place = self.insert_splitting(place, entry)?;
            } else {
                let leaf = self.leaf_with_capacity(place)?;
                place.leaf = at(leaf, place.leaf.hint());
                rows::insert_entry(self.descriptor, leaf, len, place.slot, entry);
                leaf.get_mut().len = (len + 1) as u16;
            }
        }
        self.count_more(1);
        Some(place)
    }

    /// Puts an entry into an empty tree.
    ///
    /// # Safety
    ///
    /// - The tree is empty. The entry moves, unless the answer is `None`.
    unsafe fn try_insert_first(&mut self, entry: Entry) -> Option<Position> {
        let leaf = self.new_leaf(0, 1)?;
        // SAFETY: the leaf is new, with room for one entry.
        unsafe {
            rows::insert_entry(self.descriptor, leaf, 0, 0, entry);
            leaf.get_mut().len = 1;
            self.set_lone(leaf);
        }
        Some(Position { leaf: at(leaf, 0), slot: 0 })
    }

    /// The leaf of `place`, after making sure that it has room for one entry more.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree, in a leaf that is not full.
    unsafe fn leaf_with_capacity(&mut self, place: Position) -> Option<Leaf> {
        // SAFETY: the leaf is live; where it is full up to its capacity, it moves into a block with more.
        unsafe {
            let leaf = leaf_of(place.leaf);
            let len = leaf.len();
            if len < leaf.capacity() {
                return Some(leaf);
            }
            let capacity = match self.root() {
                Root::Branched(head) => capacity_in_tree(self.descriptor, head.as_ref(), leaf, place.slot),
                _ => self.descriptor.lone_capacity(len + 1),
            };
            self.resize_leaf(leaf, place.leaf.hint(), capacity)
        }
    }

    /// The gap before the head of a leaf, as the position behind the last entry of the leaf before it.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree, in a leaf with a head.
    pub(super) unsafe fn end_before(&self, place: Position) -> Position {
        // SAFETY: the leaf has a head, so it is not the first; the leaf before it is live.
        unsafe {
            let leaf = self.nodes().before(place.leaf).expect("a leaf with a head has a leaf before it");
            Position { leaf, slot: leaf_of(leaf).len() }
        }
    }

    /// Puts an entry into a full leaf, which is split. It is not counted in the head.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree, in a full leaf, behind its head. The entry moves, unless the answer is `None`.
    #[inline(never)]
    pub(super) unsafe fn insert_splitting(&mut self, place: Position, entry: Entry) -> Option<Position> {
        let raised = Raised(self);
        let tree = &mut *raised.0;
        // SAFETY: the leaf is live; `parent_with_capacity` gives its parent.
        unsafe {
            let leaf = leaf_of(place.leaf);
            if let Root::Leaf(leaf) = tree.root() {
                tree.raise_lone(leaf)?;
            }
            let parent = tree.parent_with_capacity(leaf.raw(), place.leaf.hint())?;
            let index = child_index(tree.descriptor, parent, leaf.raw(), place.leaf.hint());
            if place.slot == leaf.len() && tree.nodes().is_edge(leaf.raw(), true) {
                return tree.split_behind(parent, index, entry);
            }
            if place.slot == 0 {
                // Only the first leaf takes an entry at slot 0.
                return tree.split_before(parent, leaf, entry);
            }
            tree.split_middle(parent, index, leaf, place.slot, entry)
        }
    }

    /// The entry goes into a leaf of its own behind the last one.
    ///
    /// # Safety
    ///
    /// - `parent` is a branch of this tree with room for a child, its child `index` the tree's last leaf.
    unsafe fn split_behind(&mut self, parent: Branch, index: usize, (key, value): Entry) -> Option<Position> {
        let right = self.new_leaf(1, self.descriptor.edge_capacity(1, self.len()))?;
        // SAFETY: the leaf is fresh and holds one value; its key goes up (node invariant 2).
        unsafe {
            rows::copy(value, right.value(self.descriptor, 0), self.descriptor.value);
            right.get_mut().len = 1;
            rows::insert_child(self.descriptor, parent, index + 1, key, right.raw());
            self.set_last(right);
            self.set_run(SequentialInsert::Back);
        }
        Some(Position { leaf: at(right, index + 1), slot: 0 })
    }

    /// The entry goes into a leaf of its own before the first one, which gives its first key up.
    ///
    /// # Safety
    ///
    /// - `leaf` is this tree's first leaf, child 0 of `parent`, which has room for a child.
    unsafe fn split_before(&mut self, parent: Branch, leaf: Leaf, entry: Entry) -> Option<Position> {
        let descriptor = self.descriptor;
        // SAFETY: the new leaves have room for what they get. Nothing allocates once the first item has moved, so no half of
        // this is ever seen.
        let (left, right) = unsafe {
            let len = leaf.len();
            let left = self.unused_leaf(0, descriptor.edge_capacity(1, self.len()))?;
            let (right, left) = (self.new_leaf(1, len)?, left.keep());
            rows::insert_entry(descriptor, left, 0, 0, entry);
            left.get_mut().len = 1;
            rows::copy(leaf.key(descriptor, 1), right.key(descriptor, 0), (len - 1) * descriptor.key);
            rows::copy(leaf.value(descriptor, 0), right.value(descriptor, 0), len * descriptor.value);
            right.get_mut().len = len as u16;
            (left, right)
        };
        // SAFETY: in the parent the new leaf takes place 0, and the moved one comes right of it, with its first key between the
        // two. The old one is freed when all is moved out of it.
        unsafe {
            parent.children_row(descriptor).write(left.raw());
            set_parent(left.raw(), parent);
            rows::insert_child(descriptor, parent, 1, leaf.key(descriptor, 0), right.raw());
            self.free_leaf(leaf);
            self.note_moved(leaf, right);
            self.set_first(left);
        }
        self.set_run(SequentialInsert::Front);
        Some(Position { leaf: at(left, 0), slot: 0 })
    }

    /// Half of the entries go right.
    ///
    /// # Safety
    ///
    /// - `leaf` is a full leaf of this tree, child `index` of `parent`, which has room for a child.
    /// - `first_key_in_parent <= slot <= len`, and the slot is not 0.
    unsafe fn split_middle(
        &mut self,
        parent: Branch,
        index: usize,
        leaf: Leaf,
        slot: usize,
        entry: Entry,
    ) -> Option<Position> {
        let descriptor = self.descriptor;
        // SAFETY: the leaf is live.
        let (len, first_key_in_parent) = unsafe { (leaf.len(), leaf.first_key_in_parent()) };
        let border = len / 2;
        let to_left = slot <= border;
        let (left_len, right_len) = (border + usize::from(to_left), len - border + usize::from(!to_left));
        let left = self.unused_leaf(first_key_in_parent, descriptor.leaf_capacity(left_len))?;
        let (right, left) = (self.new_leaf(1, descriptor.leaf_capacity(right_len))?, left.keep());
        let heads = first_key_in_parent;
        // SAFETY: the border is inside the leaf, so all keys right of it are in the row, the first of them to give up. Either
        // half has room for its entries. The value of a head is in the row, as the first one.
        unsafe {
            rows::copy(leaf.value(descriptor, 0), left.value(descriptor, 0), heads * descriptor.value);
            rows::move_entries(descriptor, leaf, heads, border - heads, left, heads);
            rows::copy(leaf.value(descriptor, border), right.value(descriptor, 0), descriptor.value);
            rows::move_entries(descriptor, leaf, border + 1, len - border - 1, right, 1);
        }
        // SAFETY: the half that the new entry goes to has room for it, and the slot is at most its length.
        unsafe {
            if to_left {
                rows::insert_entry(descriptor, left, border, slot, entry);
            } else {
                rows::insert_entry(descriptor, right, len - border, slot - border, entry);
            }
            left.get_mut().len = left_len as u16;
            right.get_mut().len = right_len as u16;
        }
        // SAFETY: the parent has room for the right half, and a place for the left one: that of the old leaf, which is freed
        // when its entries are moved out.
        unsafe {
            left.get_mut().link = leaf.get().link;
            self.replace_leaf(leaf, left, index);
            let separator = leaf.key(descriptor, border - first_key_in_parent);
            rows::insert_child(descriptor, parent, index + 1, separator, right.raw());
            self.free_leaf(leaf);
            if self.is_last(left) {
                self.set_last(right);
            }
        }
        self.set_run(SequentialInsert::None);
        Some(if to_left {
            Position { leaf: at(left, index), slot }
        } else {
            Position { leaf: at(right, index + 1), slot: slot - border }
        })
    }

    /// The parent of `child`, after making sure that it has room for one child more.
    ///
    /// # Safety
    ///
    /// - `child` is a node of this tree below a branch, child `hint` of it most likely.
    pub(super) unsafe fn parent_with_capacity(&mut self, child: NonNull<u8>, hint: usize) -> Option<Branch> {
        // SAFETY: the parent of a live node is live; after a split or a move the child's link is its parent.
        unsafe {
            let mut parent = parent_of(child);
            if parent.len() == self.descriptor.branch_max {
                self.split_branch(parent, child, hint)?;
                parent = parent_of(child);
            }
            let len = parent.len();
            if len < parent.capacity() {
                return Some(parent);
            }
            self.resize_branch(parent, self.descriptor.branch_capacity(len + 1))
        }
    }

    /// Splits a full branch, so that the half with `child` has less children.
    ///
    /// # Safety
    ///
    /// - `branch` is a full branch of this tree, `child` one of its children, number `hint` most likely.
    unsafe fn split_branch(&mut self, branch: Branch, child: NonNull<u8>, hint: usize) -> Option<()> {
        let descriptor = self.descriptor;
        // SAFETY: the branch gets a place for its right half first: a parent with room, or a new root above it.
        let (above, border) = unsafe {
            if self.nodes().root_node() == branch.raw() {
                self.raise()?;
            }
            let above = self.parent_with_capacity(branch.raw(), usize::MAX)?;
            (above, self.border_of(branch, child_index(descriptor, branch, child, hint)))
        };
        // SAFETY: the border is neither 0 nor the length, so both halves have children, and the separator between them is in
        // the branch's row. The old block is freed when all is moved out, and its parent points to the halves.
        unsafe {
            let (len, level) = (branch.len(), branch.get().level);
            let left_capacity = if border == len - 1 { border } else { descriptor.branch_capacity(border) };
            let left = self.unused_branch(level, left_capacity)?;
            let right = self.new_branch(level, descriptor.branch_capacity(len - border))?;
            let left = left.keep();
            rows::fill_branch(descriptor, branch, 0, border, left);
            rows::fill_branch(descriptor, branch, border, len - border, right);
            left.get_mut().link = branch.get().link;
            self.replace_branch(branch, left);
            let index = child_index(descriptor, above, left.raw(), usize::MAX);
            rows::insert_child(descriptor, above, index + 1, branch.key(descriptor, border - 1), right.raw());
            self.free_branch(branch);
        }
        Some(())
    }

    /// How many children stay left when a full branch is split for a child beside child `index`: half of them, but at the edges
    /// of the tree, where runs of inserts come, all but one, or one.
    ///
    /// # Safety
    ///
    /// - `branch` is a branch of this tree, with two children or more.
    unsafe fn border_of(&self, branch: Branch, index: usize) -> usize {
        // SAFETY: the branch is of this tree (caller).
        unsafe {
            let len = branch.len();
            if index == len - 1 && self.nodes().is_edge(branch.raw(), true) {
                len - 1
            } else if index == 0 && self.nodes().is_edge(branch.raw(), false) {
                1
            } else {
                len / 2
            }
        }
    }
}
