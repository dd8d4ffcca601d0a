//! Splitting a tree of one branch: its leaves are the children of the root.
//!
//! Maps of up to a few thousand entries are such trees. Which child the border is in says how many leaves are on either side, and
//! there is no path to follow.
//!
//! 1. The entries of the side with fewer leaves are counted.
//! 2. If one leaf may hold the entries of a side, they are taken as few.
//! 3. If not, the blocks are allocated: a leaf for what is behind the border in its leaf, a head, and a branch for the side with
//!    fewer leaves. Should memory be refused, or the allocator panic, nothing has changed.
//! 4. The nodes change their owner. Nothing here allocates or runs code of anybody else.
//! 5. Both trees are whole now. The leaf before the border and the old branch give slack back.

use super::count::count;
use super::navigate::{at, child_index, leaf_of};
use super::node::{Branch, Leaf, set_parent};
use super::raw::RawTree;
use super::root::{SequentialInsert, TreeHead};
use super::rows;
use crate::Position;
use core::ptr::NonNull;

/// A border between the entries of a tree of one branch.
#[derive(Clone, Copy)]
struct Border {
    root: Branch,
    /// The leaf with the entry before the border, and which child of the root it is.
    leaf: Leaf,
    index: usize,
    /// The entries of that leaf that are before the border: at least one.
    kept: usize,
}

impl RawTree<'_> {
    /// Moves all entries behind the gap `place` of a tree of one branch into the empty tree `taken`. `None` if memory was refused.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree; its slot is at most the leaf's length. `head` is the tree's, and its root a branch over
    ///   leaves.
    /// - `taken` is a tree of the same type and allocator, without entries.
    pub(super) unsafe fn split_root(
        &mut self,
        head: NonNull<TreeHead>,
        place: Position,
        taken: &mut RawTree<'_>,
    ) -> Option<()> {
        // SAFETY: the position is of this tree, and all leaves are children of the root.
        unsafe {
            let root = Branch::from_raw(head.as_ref().root);
            let Some(border) = self.border_below(root, place) else {
                taken.set_all(self.take_all());
                return Some(());
            };
            let count = self.count_below(border);
            let rest = self.len() - count;
            if count == 0 {
                return Some(());
            }
            let max = self.descriptor.leaf_max;
            if count <= max {
                let from = Position { leaf: at(border.leaf, border.index), slot: border.kept };
                if let Some(few) = self.plan_few(from, count) {
                    let gap = self.take_few(few, taken)?;
                    self.mend_gap(gap);
                    return Some(());
                }
            }
            if rest <= max
                && let Some(gap) = self.divide_first(rest, taken)
            {
                taken.mend_gap(gap);
                return Some(());
            }
            self.divide_root(head, border, count, taken)
        }
    }

    /// Where a gap is: behind which entry. `None` if there is none before it.
    ///
    /// # Safety
    ///
    /// - As [`split_root`](Self::split_root), for the root of this tree.
    unsafe fn border_below(&self, root: Branch, place: Position) -> Option<Border> {
        // SAFETY: the leaf is a child of the root, and so is the one before it.
        unsafe {
            let leaf = leaf_of(place.leaf);
            let index = child_index(self.descriptor, root, leaf.raw(), place.leaf.hint());
            if place.slot > 0 {
                return Some(Border { root, leaf, index, kept: place.slot });
            }
            let index = index.checked_sub(1)?;
            let leaf = Leaf::from_raw(root.child(self.descriptor, index));
            Some(Border { root, leaf, index, kept: leaf.len() })
        }
    }

    /// The number of entries behind a border. Looks at the leaves of one side, the one with fewer of them.
    ///
    /// # Safety
    ///
    /// - The border is in this tree.
    unsafe fn count_below(&self, Border { root, leaf, index, kept }: Border) -> usize {
        // SAFETY: the children are live leaves.
        unsafe {
            let children = root.children(self.descriptor);
            if index < children.len() / 2 {
                self.len() - count(&children[..index]) - kept
            } else {
                count(&children[index + 1..]) + leaf.len() - kept
            }
        }
    }

    /// Divides the children of the root between this tree and the empty tree `taken`.
    ///
    /// # Safety
    ///
    /// - As [`split_root`](Self::split_root), for a border in this tree. There are `count` entries behind it. Both sides have
    ///   entries in several leaves.
    unsafe fn divide_root(
        &mut self,
        head: NonNull<TreeHead>,
        border: Border,
        count: usize,
        taken: &mut RawTree<'_>,
    ) -> Option<()> {
        let Border { root, leaf, index, kept } = border;
        // SAFETY: the leaf is live; where it gives nothing there is another one behind it.
        unsafe {
            let given = leaf.len() - kept;
            let next = root.child(self.descriptor, index + 1);
            let capacity =
                if given > 0 { self.descriptor.leaf_capacity(given) } else { Leaf::from_raw(next).len() };
            let right = root.len() - index - usize::from(given == 0);
            let moves_left = index + 1 < right;
            let first = self.unused_leaf(0, capacity)?;
            let branch = self.unused_branch(1, if moves_left { index + 1 } else { right })?;
            let new_head = self.unused_head()?.keep();
            let (first, branch) = (first.keep(), branch.keep());
            // Number `from` of the children is the first one behind `first`.
            let from = self.fill_first(border, first) + 1;
            if moves_left {
                self.give_front(head, border, (from, first), (new_head, branch), count, taken);
                taken.mend_branch(root);
            } else {
                self.give_end(head, border, (from, first), (new_head, branch), count, taken);
                self.mend_branch(root);
            }
            self.mend_leaves(Some(at(leaf, index)), None);
        }
        Some(())
    }

    /// Moves the entries behind the border in its leaf into the new leaf `first`, or those of the leaf behind, which is freed. Answers
    /// which child `first` stands for: the last one that is left with nothing, or that of the border.
    ///
    /// # Safety
    ///
    /// - The border is in this tree. The new leaf has no head, and room for the entries.
    unsafe fn fill_first(&self, Border { root, leaf, index, kept }: Border, first: Leaf) -> usize {
        let descriptor = self.descriptor;
        // SAFETY: all keys behind the border are in the row of the leaf. If there are none, there is a leaf behind it, whose head is the
        // separator between the two.
        unsafe {
            if kept < leaf.len() {
                self.move_behind(leaf, kept, first);
                return index;
            }
            let next = Leaf::from_raw(root.child(descriptor, index + 1));
            self.move_before(next, next.len(), first);
            rows::copy(root.key(descriptor, index), first.key(descriptor, 0), descriptor.key);
            self.free_leaf(next);
            index + 1
        }
    }

    /// Gives `first` and the children from number `from` on to the new branch, which is the other tree's root.
    ///
    /// # Safety
    ///
    /// - As [`divide_root`](Self::divide_root); `first` is filled, and stands for child `from - 1`. The branch has room for those children.
    unsafe fn give_end(
        &mut self,
        mut head: NonNull<TreeHead>,
        Border { root, leaf, index, .. }: Border,
        (from, first): (usize, Leaf),
        (new_head, branch): (NonNull<TreeHead>, Branch),
        count: usize,
        taken: &mut RawTree<'_>,
    ) {
        let descriptor = self.descriptor;
        // SAFETY: `more` children are behind the one that `first` stands for, and as many separators. They move out of the root.
        unsafe {
            let more = root.len() - from;
            debug_assert!(more > 0);
            branch.children_row(descriptor).write(first.raw());
            rows::copy(root.key(descriptor, from - 1), branch.key(descriptor, 0), descriptor.key);
            rows::move_children(descriptor, root, from, more, branch, 1);
            branch.get_mut().len = (more + 1) as u16;
            root.get_mut().len = (index + 1) as u16;
            rows::correct_parent_links(descriptor, branch);
            let head = head.as_mut();
            taken.set_tall(new_head, count, branch.raw(), first, Leaf::from_raw(head.last));
            (head.len, head.last, head.run) = (head.len - count, leaf.raw(), SequentialInsert::None);
        }
    }

    /// Gives the children up to the border to the new branch, which is the root of this tree then. The old one keeps `first` and the
    /// children from number `from` on, for the other tree.
    ///
    /// # Safety
    ///
    /// - As [`give_end`](Self::give_end).
    unsafe fn give_front(
        &mut self,
        mut head: NonNull<TreeHead>,
        Border { root, leaf, index, .. }: Border,
        (from, first): (usize, Leaf),
        (new_head, branch): (NonNull<TreeHead>, Branch),
        count: usize,
        taken: &mut RawTree<'_>,
    ) {
        let descriptor = self.descriptor;
        // SAFETY: the children up to the border move, with the separators between them. The one behind them has moved into `first`,
        // or stays in the leaf of the border.
        unsafe {
            rows::fill_branch(descriptor, root, 0, index + 1, branch);
            root.children_row(descriptor).add(from - 1).write(first.raw());
            set_parent(first.raw(), root);
            rows::close_children(descriptor, root, 0, from - 1);
            taken.set_all(self.take_all());
            let head = head.as_mut();
            self.set_tall(new_head, head.len - count, branch.raw(), Leaf::from_raw(head.first), leaf);
            (head.len, head.first, head.run) = (count, first.raw(), SequentialInsert::None);
        }
    }
}
