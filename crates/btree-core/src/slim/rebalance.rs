//! Merging nodes that have become small with a neighbour, and sharing where one must not stay as it is.
//!
//! Nodes fit what they hold, so a small node costs its header and a pointer, not its slack: there is no minimum
//! fill. Two rules keep trees from decaying: a node of a quarter of the largest size or less merges if the two then
//! fill three quarters at most; and a node that would be left with nothing (a leaf of one entry, a branch of one
//! child) merges or shares in any case.

use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::{BranchPtr, LeafPtr};
use super::rows;
use super::shape::{Shape, branch_room, leaf_max, leaf_room};
use super::tree::{Root, SlimTree};
use crate::Position;
use arena::Allocator;

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Merges the leaf of `place` with a neighbour, or shares with it, if that is due; returns where the entry at
    /// `place` is then.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree, which is tall.
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn rebalance_leaf(&mut self, place: Position) -> Position {
        // SAFETY:
        // 1. The leaf of a tall tree has a parent; after `mend_branch` that has a second child, or the tree is lone.
        // 2. The pair are live neighbours under it.
        unsafe {
            let leaf = leaf_of::<K, V>(place.leaf);
            let parent = parent_of::<K>(leaf.raw());
            if parent.len() == 1 {
                self.mend_branch(parent);
                return match self.root() {
                    Root::Tall(_) => self.rebalance_leaf(place),
                    _ => place,
                };
            }
            let max = leaf_max::<K, V, S>();
            let index = child_index(parent, leaf.raw(), place.leaf.hint());
            let first = if index > 0 { index - 1 } else { 0 };
            let left = LeafPtr::<K, V>::from_raw(parent.child(first));
            let right = LeafPtr::<K, V>::from_raw(parent.child(first + 1));
            let (left_len, right_len) = (left.len(), right.len());
            let total = left_len + right_len;
            let must = leaf.len() == 1;
            let rank = if leaf == left { place.slot } else { left_len + place.slot };
            if total <= max - max / 4 || (must && total <= max) {
                let merged = self.merge_leaves(parent, first, left, right);
                // Where the leaf is may have changed with its parent: the hint is only a hint.
                return Position { leaf: at(merged, first), slot: rank };
            }
            if !must {
                return place;
            }
            let border = total / 2;
            let (left, right) = self.share_leaves(parent, first, (left, right), border);
            if rank < border {
                Position { leaf: at(left, first), slot: rank }
            } else {
                Position { leaf: at(right, first + 1), slot: rank - border }
            }
        }
    }

    /// Merges children `first` and `first + 1` of `parent` into a new leaf.
    ///
    /// # Safety
    ///
    /// - `left` and `right` are those children; together they fit into a leaf.
    unsafe fn merge_leaves(
        &mut self,
        parent: BranchPtr<K>,
        first: usize,
        left: LeafPtr<K, V>,
        right: LeafPtr<K, V>,
    ) -> LeafPtr<K, V> {
        // SAFETY:
        // 1. The new leaf has room for all entries. The separator between the two, the head of the right one, comes
        //    back to the keys between their rows.
        // 2. Both old blocks are freed when their entries are moved out, and nothing points to them any more.
        unsafe {
            let (left_len, right_len, headed) = (left.len(), right.len(), left.headed());
            let merged =
                LeafPtr::<K, V>::allocate(self.alloc(), headed, leaf_room::<K, V, S>(left_len + right_len));
            let separator = rows::take_child(parent, first + 1);
            let keys = merged.keys_ptr();
            rows::copy(left.keys_ptr(), keys, left_len - headed);
            keys.add(left_len - headed).write(separator);
            rows::copy(right.keys_ptr(), keys.add(left_len - headed + 1), right_len - 1);
            rows::copy(left.values_ptr(), merged.values_ptr(), left_len);
            rows::copy(right.values_ptr(), merged.values_ptr().add(left_len), right_len);
            merged.get_mut().len = (left_len + right_len) as u16;
            merged.get_mut().link = left.get().link;
            if let Root::Tall(head) = self.root()
                && head.as_ref().last == right.raw()
            {
                self.set_last(merged);
            }
            self.replace_leaf(left, merged, first);
            left.free(self.alloc());
            right.free(self.alloc());
            self.tend_branch(parent);
            merged
        }
    }

    /// Moves the border between children `first` and `first + 1` of `parent`, into new leaves.
    ///
    /// # Safety
    ///
    /// - The pair are those children; `1 <= border < ` their entries, both sides fit into a leaf.
    unsafe fn share_leaves(
        &mut self,
        parent: BranchPtr<K>,
        first: usize,
        (left, right): (LeafPtr<K, V>, LeafPtr<K, V>),
        border: usize,
    ) -> (LeafPtr<K, V>, LeafPtr<K, V>) {
        // SAFETY:
        // 1. `from` names keys by rank, the old separator among them; every key is moved exactly once: into the new
        //    left leaf, into the separator, or into the new right leaf. Values likewise.
        // 2. Both old blocks are freed when their entries are moved out, and nothing points to them any more.
        unsafe {
            let (left_len, right_len, headed) = (left.len(), right.len(), left.headed());
            let total = left_len + right_len;
            let new_left = LeafPtr::<K, V>::allocate(self.alloc(), headed, leaf_room::<K, V, S>(border));
            let new_right = LeafPtr::<K, V>::allocate(self.alloc(), 1, leaf_room::<K, V, S>(total - border));
            let separator = parent.keys_ptr().add(first);
            let key_at = |rank: usize| match rank {
                _ if rank < left_len => left.keys_ptr().add(rank - headed),
                _ if rank == left_len => separator,
                _ => right.keys_ptr().add(rank - left_len - 1),
            };
            let value_at = |rank: usize| match rank {
                _ if rank < left_len => left.values_ptr().add(rank),
                _ => right.values_ptr().add(rank - left_len),
            };
            for rank in headed..border {
                new_left.keys_ptr().add(rank - headed).write(key_at(rank).read());
            }
            for rank in border + 1..total {
                new_right.keys_ptr().add(rank - border - 1).write(key_at(rank).read());
            }
            separator.write(key_at(border).read());
            for rank in 0..border {
                new_left.values_ptr().add(rank).write(value_at(rank).read());
            }
            for rank in border..total {
                new_right.values_ptr().add(rank - border).write(value_at(rank).read());
            }
            new_left.get_mut().len = border as u16;
            new_right.get_mut().len = (total - border) as u16;
            new_left.get_mut().link = left.get().link;
            new_right.get_mut().link = right.get().link;
            self.replace_leaf(left, new_left, first);
            self.replace_leaf(right, new_right, first + 1);
            left.free(self.alloc());
            right.free(self.alloc());
            (new_left, new_right)
        }
    }

    /// After a branch lost a child: mends it if it has become small, gives slack back if it has much.
    ///
    /// # Safety
    ///
    /// - `branch` is a branch of this tree.
    pub(super) unsafe fn tend_branch(&mut self, branch: BranchPtr<K>) {
        // SAFETY: the branch is live (caller).
        unsafe {
            let len = branch.len();
            if len <= S::BRANCH_MAX / 4 {
                self.mend_branch(branch);
            } else if branch.room() > branch_room::<S>(len) {
                let fit = rows::resized_branch(self.alloc(), branch, branch_room::<S>(len));
                self.replace_branch(branch, fit);
            }
        }
    }

    /// Merges a small branch with a neighbour or shares with it, if that is due; a root of one child goes.
    ///
    /// # Safety
    ///
    /// - `branch` is a branch of this tree.
    unsafe fn mend_branch(&mut self, branch: BranchPtr<K>) {
        let Root::Tall(mut head) = self.root() else { unreachable!("a branch makes a tree tall") };
        // SAFETY:
        // 1. A root of one child is freed after that child has become the root, or the lone leaf.
        // 2. Any other branch has a parent; after that is mended it has a second child, or the branch is the root.
        // 3. The pair are live neighbours under it.
        unsafe {
            if head.as_ref().root == branch.raw() {
                if branch.len() > 1 {
                    self.fit_branch(branch);
                } else if branch.over_leaves() {
                    self.lower_to_lone(head);
                } else {
                    head.as_mut().root = branch.child(0);
                    branch.free(self.alloc());
                }
                return;
            }
            let parent = parent_of::<K>(branch.raw());
            if parent.len() == 1 {
                self.mend_branch(parent);
                return self.mend_branch(branch);
            }
            let index = child_index(parent, branch.raw(), usize::MAX);
            let first = if index > 0 { index - 1 } else { 0 };
            let left = BranchPtr::<K>::from_raw(parent.child(first));
            let right = BranchPtr::<K>::from_raw(parent.child(first + 1));
            let total = left.len() + right.len();
            let must = branch.len() == 1;
            if total <= S::BRANCH_MAX - S::BRANCH_MAX / 4 || (must && total <= S::BRANCH_MAX) {
                self.merge_branches(parent, first, left, right);
            } else if must {
                self.share_branches(parent, first, left, right);
            } else {
                self.fit_branch(branch);
            }
        }
    }

    /// # Safety
    ///
    /// - `branch` is a branch of this tree.
    unsafe fn fit_branch(&mut self, branch: BranchPtr<K>) {
        // SAFETY: the branch is live (caller).
        unsafe {
            let len = branch.len();
            if branch.room() > branch_room::<S>(len) {
                let fit = rows::resized_branch(self.alloc(), branch, branch_room::<S>(len));
                self.replace_branch(branch, fit);
            }
        }
    }

    /// # Safety
    ///
    /// - `left` and `right` are children `first` and `first + 1` of `parent`; together they fit into a branch.
    unsafe fn merge_branches(
        &mut self,
        parent: BranchPtr<K>,
        first: usize,
        left: BranchPtr<K>,
        right: BranchPtr<K>,
    ) {
        // SAFETY: as in `merge_leaves`, with separators for keys and children for values.
        unsafe {
            let (left_len, right_len) = (left.len(), right.len());
            let merged = BranchPtr::<K>::allocate(
                self.alloc(),
                left.get().level,
                branch_room::<S>(left_len + right_len),
            );
            let separator = rows::take_child(parent, first + 1);
            let keys = merged.keys_ptr();
            rows::copy(left.keys_ptr(), keys, left_len - 1);
            keys.add(left_len - 1).write(separator);
            rows::copy(right.keys_ptr(), keys.add(left_len), right_len - 1);
            rows::copy(left.children_ptr(), merged.children_ptr(), left_len);
            rows::copy(right.children_ptr(), merged.children_ptr().add(left_len), right_len);
            merged.get_mut().len = (left_len + right_len) as u16;
            merged.get_mut().link = left.get().link;
            rows::adopt(merged);
            self.replace_branch(left, merged);
            left.free(self.alloc());
            right.free(self.alloc());
            self.tend_branch(parent);
        }
    }

    /// # Safety
    ///
    /// - `left` and `right` are children `first` and `first + 1` of `parent`.
    unsafe fn share_branches(
        &mut self,
        parent: BranchPtr<K>,
        first: usize,
        left: BranchPtr<K>,
        right: BranchPtr<K>,
    ) {
        // SAFETY: as in `share_leaves`, with separators for keys and children for values.
        unsafe {
            let (left_len, right_len) = (left.len(), right.len());
            let total = left_len + right_len;
            let border = total / 2;
            let level = left.get().level;
            let new_left = BranchPtr::<K>::allocate(self.alloc(), level, branch_room::<S>(border));
            let new_right = BranchPtr::<K>::allocate(self.alloc(), level, branch_room::<S>(total - border));
            let separator = parent.keys_ptr().add(first);
            // Key `rank` stands left of child `rank`.
            let key_at = |rank: usize| match rank {
                _ if rank < left_len => left.keys_ptr().add(rank - 1),
                _ if rank == left_len => separator,
                _ => right.keys_ptr().add(rank - left_len - 1),
            };
            let child_at = |rank: usize| match rank {
                _ if rank < left_len => left.child(rank),
                _ => right.child(rank - left_len),
            };
            for rank in 1..border {
                new_left.keys_ptr().add(rank - 1).write(key_at(rank).read());
            }
            for rank in border + 1..total {
                new_right.keys_ptr().add(rank - border - 1).write(key_at(rank).read());
            }
            separator.write(key_at(border).read());
            for rank in 0..border {
                new_left.children_ptr().add(rank).write(child_at(rank));
            }
            for rank in border..total {
                new_right.children_ptr().add(rank - border).write(child_at(rank));
            }
            new_left.get_mut().len = border as u16;
            new_right.get_mut().len = (total - border) as u16;
            new_left.get_mut().link = left.get().link;
            new_right.get_mut().link = right.get().link;
            rows::adopt(new_left);
            rows::adopt(new_right);
            self.replace_branch(left, new_left);
            self.replace_branch(right, new_right);
            left.free(self.alloc());
            right.free(self.alloc());
        }
    }
}
