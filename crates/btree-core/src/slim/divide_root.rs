//! Splitting a tree of one branch: its leaves are the children of the root.
//!
//! Maps of up to a few thousand entries are such trees. The index of the child at the border shows how many leaves are on either side, and
//! there is no path to follow.
//!
//! 1. The entries of the side with fewer leaves are counted.
//! 2. If one leaf can hold the entries of a side, they are moved as in `few`.
//! 3. If not, the blocks are allocated: a leaf for the entries after the border in its leaf, a head, and a branch for the side with
//!    fewer leaves. If an allocation fails or panics, nothing has changed.
//! 4. The nodes move to the new tree. This neither allocates nor runs user code.
//! 5. Both trees are complete now. The leaf before the border and the old branch free unused capacity.

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

/// The nodes that a division needs.
#[derive(Clone, Copy)]
struct New {
    head: NonNull<TreeHead>,
    branch: Branch,
    /// The first leaf behind the border, which takes the place of child `stands_for` of the old root.
    first: Leaf,
    stands_for: usize,
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
        // SAFETY: the head and its root are live, and the position is of this tree.
        let border = unsafe { self.border_below(Branch::from_raw(head.as_ref().root), place) };
        let Some(border) = border else {
            // SAFETY: the other tree is empty, and of the same type (caller).
            unsafe { taken.set_all(self.take_all()) };
            return Some(());
        };
        // SAFETY: the border is in this tree.
        let count = unsafe { self.count_below(border) };
        let (rest, max) = (self.len() - count, self.descriptor.leaf_max);
        // SAFETY: so many entries are behind the border, and others before it. Few of them can be taken as few, for the root has
        // all leaves below it, and keeps one.
        unsafe {
            if count == 0 {
                return Some(());
            } else if count <= max {
                let from = Position { leaf: at(border.leaf, border.index), slot: border.kept };
                let few = self.plan_few(from, count)?;
                let gap = self.take_few(few, taken)?;
                self.mend_gap(gap);
            } else if rest <= max {
                let gap = self.divide_first(rest, taken)?;
                taken.mend_gap(gap);
            } else {
                self.divide_root(head, border, count, taken)?;
            }
        }
        Some(())
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
            self.nodes().fetch_beside(root, index);
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
        let (room, right) = unsafe {
            let given = leaf.len() - kept;
            let room = match given {
                0 => Leaf::from_raw(root.child(self.descriptor, index + 1)).len(),
                _ => self.descriptor.leaf_capacity(given),
            };
            (room, root.len() - index - usize::from(given == 0))
        };
        let moves_left = index + 1 < right;
        let first = self.unused_leaf(0, room)?;
        let branch = self.unused_branch(1, if moves_left { index + 1 } else { right })?;
        let head_of_new = self.unused_head()?.keep();
        let (first, branch) = (first.keep(), branch.keep());
        // SAFETY: the new nodes have room for what they get. Both trees are whole before one of them is mended.
        unsafe {
            let new = New { head: head_of_new, branch, first, stands_for: self.fill_first(border, first) };
            if moves_left {
                self.give_front(head, border, new, count, taken);
                taken.mend_branch(root);
            } else {
                self.give_end(head, border, new, count, taken);
                self.mend_branch(root);
            }
            self.mend_leaves(Some(at(leaf, index)), None);
        }
        Some(())
    }

    /// Moves the entries behind the border in its leaf into the new leaf `first`, or those of the leaf behind, which is freed. Returns
    /// which child it stands for: the leaf behind, or that of the border.
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

    /// Gives the new first leaf, and the children behind the one that it stands for, to the new branch, which is the other tree's root.
    ///
    /// # Safety
    ///
    /// - As [`divide_root`](Self::divide_root). The new leaf is filled, and the branch has room for those children.
    unsafe fn give_end(
        &mut self,
        mut head: NonNull<TreeHead>,
        Border { root, leaf, index, .. }: Border,
        New { head: new_head, branch, first, stands_for }: New,
        count: usize,
        taken: &mut RawTree<'_>,
    ) {
        let descriptor = self.descriptor;
        // SAFETY: `more` children are behind the one that the new leaf stands for, and as many separators. They move out of the root.
        unsafe {
            let more = root.len() - stands_for - 1;
            debug_assert!(more > 0);
            branch.children_row(descriptor).write(first.raw());
            rows::copy(root.key(descriptor, stands_for), branch.key(descriptor, 0), descriptor.key);
            rows::move_children(descriptor, root, stands_for + 1, more, branch, 1);
            branch.get_mut().len = (more + 1) as u16;
            root.get_mut().len = (index + 1) as u16;
            rows::correct_parent_links(descriptor, branch);
            let head = head.as_mut();
            taken.set_tall(new_head, count, branch.raw(), first, Leaf::from_raw(head.last));
            (head.len, head.last, head.run) = (head.len - count, leaf.raw(), SequentialInsert::None);
        }
    }

    /// Gives the children up to the border to the new branch, which is the root of this tree then. The old one keeps the others, for
    /// the other tree.
    ///
    /// # Safety
    ///
    /// - As [`give_end`](Self::give_end).
    unsafe fn give_front(
        &mut self,
        mut head: NonNull<TreeHead>,
        Border { root, leaf, index, .. }: Border,
        New { head: new_head, branch, first, stands_for }: New,
        count: usize,
        taken: &mut RawTree<'_>,
    ) {
        let descriptor = self.descriptor;
        // SAFETY: the children up to the border move, with the separators between them. What is behind those and before the new leaf
        // has moved too: nothing, or a separator that is its first key.
        unsafe {
            rows::fill_branch(descriptor, root, 0, index + 1, branch);
            root.children_row(descriptor).add(stands_for).write(first.raw());
            set_parent(first.raw(), root);
            rows::close_children(descriptor, root, 0, stands_for);
            taken.set_all(self.take_all());
            let head = head.as_mut();
            self.set_tall(new_head, head.len - count, branch.raw(), Leaf::from_raw(head.first), leaf);
            (head.len, head.first, head.run) = (count, first.raw(), SequentialInsert::None);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::slim::numbered::{check, grown};
    use crate::slim::shape::{Leaves, Shape};
    use crate::{Layout, SearchResult};

    /// Small leaves, and many of them below a branch.
    enum Bushy {}

    impl Shape for Bushy {
        const LEAVES: Leaves = Leaves { bytes: 0, least_small: 4, least_large: 4, most: 4 };
        const BRANCH_MAX: usize = 32;
    }

    #[test]
    fn splits_below_one_branch_leave_both_trees_whole() {
        let sizes: &[u32] = if cfg!(miri) { &[41] } else { &[5, 11, 17, 23, 41, 61, 83, 97] };
        for &n in sizes {
            for stride in [1, n - 1, n / 3] {
                for at in (0..n).step_by(if cfg!(miri) { 6 } else { 1 }) {
                    let mut tree = grown::<Bushy>(n, stride);
                    let SearchResult::Found(place) = tree.find(&at) else {
                        unreachable!("all numbers are there")
                    };
                    // SAFETY: just found in this tree.
                    let right = unsafe { tree.split_off(place) };
                    check([tree, right], n, [(0..at).collect(), (at..n).collect()]);
                }
            }
        }
    }
}
