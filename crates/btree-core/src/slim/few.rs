//! Moving a few adjacent entries out of a tree, into a leaf of their own. Whole leaves between them are freed.
//!
//! As a tree of their own, a few entries would take three blocks or more, and the branch above would move its other children to
//! another branch. This takes one block, and one more if another leaf becomes the first one. It changes only the leaves
//! that hold the entries, and the next leaf.
//!
//! 1. [`plan`](RawTree::plan_few) checks whether the entries are in children of one branch that keeps a child. If not, the
//!    entries are removed as in `remove_range`.
//! 2. The blocks are allocated. If an allocation fails or panics, nothing has changed.
//! 3. The entries move, and the gaps are closed. This neither allocates nor runs user code.
//! 4. Both trees are complete now. Small nodes are merged, and unused capacity is freed.

use super::descriptor::Descriptor;
use super::navigate::{at, child_index, leaf_of, parent_of};
use super::node::{Branch, Leaf};
use super::raw::RawTree;
use super::root::SequentialInsert;
use super::rows;
use crate::{LeafHandle, Position};

/// Adjacent entries in children of one branch.
#[derive(Clone, Copy)]
pub(super) struct Few {
    /// Their number: at least one, and not all of the tree.
    count: usize,
    /// The first leaf, and how many entries before them it keeps.
    left: Leaf,
    kept: usize,
    /// The branch above the leaves, and which of its children the first one and the last one are.
    above: (Branch, usize, usize),
    /// How many of them are in the last leaf.
    gone: usize,
    /// The number of entries of the leaf that becomes the first one of all, if there is one. It moves to another block, for it gets
    /// a key more than its block has room for.
    becomes_first: Option<usize>,
}

/// The leaves beside a gap that few entries left, and the branch above them.
#[derive(Clone, Copy)]
pub(super) struct Gap {
    left: Option<LeafHandle>,
    right: Option<LeafHandle>,
    above: Option<Branch>,
}

impl RawTree<'_> {
    /// Whether the `count` entries behind the gap `from` can be taken as few. They can if one leaf may hold them, they are in
    /// children of one branch, which keeps a child.
    ///
    /// # Safety
    ///
    /// - `from` is a position of this tree, which has branches, with so many entries behind it. There are others, too.
    pub(super) unsafe fn plan_few(&self, from: Position, count: usize) -> Option<Few> {
        debug_assert!(count > 0 && count < self.len());
        if count > self.descriptor.leaf_max {
            return None;
        }
        // SAFETY: the leaf is of this tree (caller).
        let (mut left, mut kept, mut hint) = (unsafe { leaf_of(from.leaf) }, from.slot, from.leaf.hint());
        // SAFETY: the leaf is live, and the tree has branches (caller), so one is above it.
        let (branch, first) = unsafe {
            if kept == left.len() {
                let next = self.nodes().after(from.leaf)?;
                (left, kept, hint) = (leaf_of(next), 0, next.hint());
            }
            let branch = parent_of(left.raw());
            (branch, child_index(self.descriptor, branch, left.raw(), hint))
        };
        // SAFETY: below `branch.len()` the branch has children, which are leaves as this one.
        let len_of = |index| unsafe {
            (index < branch.len()).then(|| Leaf::from_raw(branch.child(self.descriptor, index)).len())
        };
        let (mut last, mut gone, mut len) = (first, count, len_of(first)? - kept);
        while gone > len {
            gone -= len;
            last += 1;
            len = len_of(last)?;
        }
        let mut becomes_first = None;
        if kept == 0 && first == 0 {
            // Only part of a leaf goes; or another leaf is the first child then, and there must be one.
            let stays = if gone < len { len - gone } else { len_of(last + 1)? };
            if self.is_first(left) && (last > 0 || gone == len) {
                becomes_first = Some(stays);
            }
        }
        Some(Few { count, left, kept, above: (branch, first, last), gone, becomes_first })
    }

    /// Moves few entries into the empty tree `taken`. The leaves beside the gap are to be mended then. `None` if memory was
    /// refused.
    ///
    /// # Safety
    ///
    /// - `few` was planned for this tree, which has not changed since.
    /// - `taken` is a tree of the same type and allocator, without entries.
    pub(super) unsafe fn take_few(&mut self, few: Few, taken: &mut RawTree<'_>) -> Option<Gap> {
        let to = self.unused_leaf(0, self.descriptor.taken_capacity(few.count))?;
        let fresh = match few.becomes_first {
            Some(len) => Some(self.new_leaf(0, self.descriptor.leaf_capacity(len))?),
            None => None,
        };
        let to = to.keep();
        // SAFETY: the plan is of this tree (caller), and each new leaf has room for what it gets.
        let mut gap = unsafe {
            match few.above {
                (branch, first, last) if first == last => self.move_one(few, branch, first, to, fresh),
                (branch, first, last) => self.move_several(few, branch, (first, last), to, fresh),
            }
        };
        // SAFETY: the new leaf has the entries, and this tree no longer. A root with one child is not needed.
        unsafe {
            to.get_mut().len = few.count as u16;
            self.count_less(few.count);
            self.set_run(SequentialInsert::None);
            taken.set_lone(to);
            if gap.above.is_some_and(|branch| branch.len() == 1 && branch.raw() == self.nodes().root_node()) {
                self.lower_root();
                gap.above = None;
            }
        }
        Some(gap)
    }

    /// Moves few entries of one child of `branch`.
    ///
    /// # Safety
    ///
    /// - As [`take_few`](Self::take_few). `to` is empty, and has room for the entries. The leaf is child `index` of `branch`.
    unsafe fn move_one(
        &mut self,
        few: Few,
        branch: Branch,
        index: usize,
        to: Leaf,
        fresh: Option<Leaf>,
    ) -> Gap {
        let Few { count, left, kept, .. } = few;
        // SAFETY: the leaf has the entries. The key of the first one that stays takes the place of a head that moves.
        unsafe {
            if count == left.len() {
                return self.move_several(few, branch, (index, index), to, fresh);
            }
            if kept >= left.first_key_in_parent() {
                // The leaf has all keys of them.
                rows::move_entries(self.descriptor, left, kept, count, to, 0);
                rows::close_entries(self.descriptor, left, kept, count);
            } else {
                let head = self.head_of(branch, index);
                gather(self.descriptor, left, head, (0, count), (to, 0));
                rows::copy(left.key(self.descriptor, count - 1), head, self.descriptor.key);
                rows::close_first_entries(self.descriptor, left, count);
            }
            Gap { left: Some(at(left, index)), right: None, above: None }
        }
    }

    /// Moves few entries of several children of `branch`, or all of one child: those from number `first` to `last`. Frees the
    /// leaves that keep nothing.
    ///
    /// # Safety
    ///
    /// - As [`move_one`](Self::move_one), for leaves that are these children.
    unsafe fn move_several(
        &mut self,
        few: Few,
        branch: Branch,
        (first, last): (usize, usize),
        to: Leaf,
        fresh: Option<Leaf>,
    ) -> Gap {
        let (descriptor, Few { left, kept, gone, .. }) = (self.descriptor, few);
        let mut moved = 0;
        for index in first..=last {
            let from = if index == first { kept } else { 0 };
            // SAFETY: the child is a live leaf; its head is in the separator left of it, unless it is the first of all.
            unsafe {
                let leaf = Leaf::from_raw(branch.child(descriptor, index));
                let end = if index == last { from + gone } else { leaf.len() };
                let head = if from == 0 && leaf.first_key_in_parent() == 1 {
                    self.head_of(branch, index)
                } else {
                    core::ptr::null_mut()
                };
                gather(descriptor, leaf, head, (from, end), (to, moved));
                moved += end - from;
            }
        }
        // SAFETY: the entries have moved out of these children.
        unsafe {
            let right = Leaf::from_raw(branch.child(descriptor, last));
            let right_stays = gone < right.len() && last > first;
            if kept > 0 {
                left.get_mut().len = kept as u16;
            }
            let from = first + usize::from(kept > 0);
            let end = last + usize::from(!right_stays);
            self.close_several(branch, (from, end), if right_stays { gone } else { 0 }, fresh);
            Gap {
                left: (kept > 0).then_some(at(left, first)),
                right: right_stays.then_some(at(fresh.unwrap_or(right), from)),
                above: (end > from).then_some(branch),
            }
        }
    }

    /// Takes the children from number `from` to number `end` out of a branch, and the first `gone` entries out of the child behind
    /// them. Frees those children.
    ///
    /// # Safety
    ///
    /// - The entries have moved, and the separators left of them. If `from` is 0 there is a child behind.
    /// - If that becomes the first leaf of all, `fresh` is for it: empty, without a head, and with room for its entries.
    unsafe fn close_several(
        &mut self,
        branch: Branch,
        (from, end): (usize, usize),
        gone: usize,
        fresh: Option<Leaf>,
    ) {
        let descriptor = self.descriptor;
        // SAFETY: the children are live, and stay so until the leaves between are freed.
        unsafe {
            if end < branch.len() {
                self.close_before(branch, (from, end), gone, fresh);
            } else if self.is_last(Leaf::from_raw(branch.child(descriptor, end - 1))) {
                self.set_last(Leaf::from_raw(branch.child(descriptor, from - 1)));
            }
        }
        // SAFETY: the leaves between are children of this branch, and their entries have moved. What separates the child behind
        // them from the one before is left of the gap.
        unsafe {
            for index in from..end {
                self.free_leaf(Leaf::from_raw(branch.child(descriptor, index)));
            }
            if end == branch.len() {
                branch.get_mut().len = from as u16;
            } else if from < end {
                rows::close_children(descriptor, branch, from, end - from);
            }
        }
    }

    /// Takes the first `gone` entries out of child `end` of a branch, and puts the separator left of it where it is when the children
    /// from `from` to `end` are gone.
    ///
    /// # Safety
    ///
    /// - As [`close_several`](Self::close_several). The branch has a child `end`.
    unsafe fn close_before(
        &mut self,
        branch: Branch,
        (from, end): (usize, usize),
        gone: usize,
        fresh: Option<Leaf>,
    ) {
        let descriptor = self.descriptor;
        // SAFETY: the child is a live leaf with more than `gone` entries. The separator is the key of the first that stays; it is
        // where it was until it is copied.
        unsafe {
            let behind = Leaf::from_raw(branch.child(descriptor, end));
            let separator = match gone {
                0 => branch.key(descriptor, end - 1),
                _ => behind.key(descriptor, gone - 1),
            };
            if let Some(fresh) = fresh {
                gather(descriptor, behind, separator, (gone, behind.len()), (fresh, 0));
                fresh.get_mut().len = (behind.len() - gone) as u16;
                branch.children_row(descriptor).add(end).write(fresh.raw());
                return self.replace_first(behind, fresh);
            }
            let place = if from == 0 { self.head_of(branch, 0) } else { branch.key(descriptor, from - 1) };
            rows::copy(separator, place, descriptor.key);
            if gone > 0 {
                rows::close_first_entries(descriptor, behind, gone);
            }
        }
    }

    /// Makes `fresh` the first leaf of all, in place of `leaf`, which is freed.
    ///
    /// # Safety
    ///
    /// - The entries of `leaf`, a leaf of this tree, have moved into `fresh`. All leaves before it are about to be freed.
    unsafe fn replace_first(&mut self, leaf: Leaf, fresh: Leaf) {
        // SAFETY: both leaves are live, and nobody refers to the old one but the tree.
        unsafe {
            fresh.get_mut().link = leaf.get().link;
            if self.is_last(leaf) {
                self.set_last(fresh);
            }
            self.set_first(fresh);
            self.free_leaf(leaf);
        }
    }

    /// The separator left of a child of a branch that is not the first leaf of all.
    ///
    /// # Safety
    ///
    /// - The branch is of this tree, and has the child, a leaf.
    unsafe fn head_of(&self, branch: Branch, index: usize) -> *mut u8 {
        // SAFETY: left of a child but the first there is a separator in the branch; left of the first one in a branch above.
        unsafe {
            match index {
                0 => {
                    let leaf = Leaf::from_raw(branch.child(self.descriptor, 0));
                    self.nodes().separator_of(at(leaf, 0)).expect("a leaf that is not the first has a head")
                }
                _ => branch.key(self.descriptor, index - 1),
            }
        }
    }

    /// Merges what has become small beside a gap, and gives slack back.
    ///
    /// # Safety
    ///
    /// - The gap is of this tree, which is whole.
    pub(super) unsafe fn mend_gap(&mut self, Gap { left, right, above }: Gap) {
        // SAFETY: the tree is whole. Merging branches moves no leaf.
        unsafe {
            if let Some(branch) = above {
                self.mend_branch(branch);
            }
            self.mend_leaves(left, right);
        }
    }
}

/// Moves the entries from number `from` to `end` of a leaf, the first of them from its head, to the leaf `to`, as its entries from
/// `at` on.
///
/// # Safety
///
/// - Both leaves are live and of the descriptor. `to` has no head, and room for the entries. If the leaf has a head and `from` is 0,
///   `head` is its key.
unsafe fn gather(
    descriptor: &Descriptor,
    leaf: Leaf,
    head: *const u8,
    (from, end): (usize, usize),
    (to, at): (Leaf, usize),
) {
    // SAFETY: rows of different leaves, with so many items or room for them (caller).
    unsafe {
        let first_key_in_parent = leaf.first_key_in_parent();
        let mut keys = to.key(descriptor, at);
        let skipped = usize::from(from < first_key_in_parent);
        if skipped == 1 {
            rows::copy(head, keys, descriptor.key);
            keys = keys.add(descriptor.key);
        }
        let row = leaf.key(descriptor, from + skipped - first_key_in_parent);
        rows::copy(row, keys, (end - from - skipped) * descriptor.key);
        rows::copy(leaf.value(descriptor, from), to.value(descriptor, at), (end - from) * descriptor.value);
    }
}

#[cfg(test)]
mod tests {
    use crate::slim::numbered::{Numbered, check, grown};
    use crate::slim::shape::Tiny;
    use crate::{Layout, SearchResult};

    type Tree = Numbered<Tiny>;

    /// Calls `each` with trees of several sizes and fills. The sizes are prime, so that each stride meets all numbers.
    fn for_trees(mut each: impl FnMut(&dyn Fn() -> Tree, u32)) {
        let sizes: &[u32] = if cfg!(miri) { &[3, 11, 17] } else { &[2, 3, 5, 7, 11, 17, 23, 41, 67, 97] };
        for &n in sizes {
            for stride in [1, n - 1, (n / 3).max(1)] {
                each(&|| grown(n, stride), n);
            }
        }
    }

    #[test]
    fn removed_ranges_of_any_place_and_length_leave_both_trees_whole() {
        for_trees(|tree, n| {
            let step = if cfg!(miri) { 7 } else { 1 };
            for from in (0..n).step_by(step) {
                for end in (from + 1..=n).step_by(step).filter(|end| (from, *end) != (0, n)) {
                    let mut tree = tree();
                    let SearchResult::Found(at) = tree.find(&from) else { continue };
                    // SAFETY: just found in this tree, which has the entries.
                    let taken = unsafe { tree.remove_range(at, (end - from) as usize) };
                    let left = (0..from).chain(end..n).collect();
                    check([tree, taken], n, [left, (from..end).collect()]);
                }
            }
        });
    }

    #[test]
    fn splits_at_any_place_leave_both_trees_whole() {
        for_trees(|tree, n| {
            for at in (0..n).step_by(if cfg!(miri) { 4 } else { 1 }) {
                let mut tree = tree();
                let SearchResult::Found(place) = tree.find(&at) else { continue };
                // SAFETY: just found in this tree.
                let right = unsafe { tree.split_off(place) };
                check([tree, right], n, [(0..at).collect(), (at..n).collect()]);
            }
        });
    }
}
