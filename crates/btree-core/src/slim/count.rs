//! Counting the entries on one side of a gap: leaf by leaf in both directions at once, so that the smaller side says when it is
//! done.

use super::navigate::{Nodes, at, child_index, leaf_of, parent_of};
use super::node::Leaf;
use crate::LeafHandle;

/// The most leaves that are counted at a time.
const FAR: usize = 64;

impl Nodes {
    /// Number of entries from `slot` of a leaf on. Computes in the time of a walk over the leaves of the smaller side.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree; `slot` is at most its length.
    pub(super) unsafe fn count_behind(self, leaf: LeafHandle, slot: usize) -> usize {
        // SAFETY: the leaves are of this tree.
        unsafe {
            let (mut behind, mut before) = (leaf_of(leaf).len() - slot, slot);
            let (mut last, mut first) = (leaf, leaf);
            // More at a time the farther it is: leaves of one branch are on their way from memory together.
            for step in 1_usize.. {
                let most = step.min(FAR);
                let Some((next, count)) = self.count_after(last, most) else { return behind };
                (last, behind) = (next, behind + count);
                let Some((prev, count)) = self.count_before(first, most) else { return self.len() - before };
                (first, before) = (prev, before + count);
            }
        }
        unreachable!("a tree ends in both directions")
    }

    /// The number of entries in up to `most` leaves behind `leaf`, children of one branch, and the last of these; `None` if there
    /// is no leaf behind it.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree; `most` is at least 1.
    unsafe fn count_after(self, leaf: LeafHandle, most: usize) -> Option<(LeafHandle, usize)> {
        // SAFETY: children of a live branch are live, and those over leaves are leaves.
        unsafe {
            let next = self.after(leaf)?;
            let parent = parent_of(leaf_of(next).raw());
            let from = child_index(self.descriptor, parent, leaf_of(next).raw(), next.hint());
            let to = parent.len().min(from + most);
            let leaves = &parent.children(self.descriptor)[from..to];
            looked_at(leaves.len());
            let count = leaves.iter().map(|leaf| Leaf::from_raw(*leaf).len()).sum();
            Some((at(Leaf::from_raw(leaves[leaves.len() - 1]), to - 1), count))
        }
    }

    /// The same for leaves before `leaf`, and the first of them.
    ///
    /// # Safety
    ///
    /// - As [`count_after`](Self::count_after).
    unsafe fn count_before(self, leaf: LeafHandle, most: usize) -> Option<(LeafHandle, usize)> {
        // SAFETY: as in `count_after`.
        unsafe {
            let prev = self.before(leaf)?;
            let parent = parent_of(leaf_of(prev).raw());
            let to = child_index(self.descriptor, parent, leaf_of(prev).raw(), prev.hint()) + 1;
            let from = to.saturating_sub(most);
            let leaves = &parent.children(self.descriptor)[from..to];
            looked_at(leaves.len());
            let count = leaves.iter().map(|leaf| Leaf::from_raw(*leaf).len()).sum();
            Some((at(Leaf::from_raw(leaves[0]), from), count))
        }
    }
}

/// Tells the tests how many leaves were counted.
pub(super) fn looked_at(leaves: usize) {
    #[cfg(test)]
    tests::COUNTED.with(|counted| counted.set(counted.get() + leaves));
    _ = leaves;
}

#[cfg(test)]
mod tests {
    use crate::slim::SlimTree;
    use crate::slim::shape::Tiny;
    use crate::{Layout, SearchResult};
    use arena::Global;
    use core::cell::Cell;
    extern crate std;

    std::thread_local! {
        pub(super) static COUNTED: Cell<usize> = const { Cell::new(0) };
    }

    #[test]
    fn a_split_counts_no_more_leaves_than_the_smaller_side_has_three_times() {
        const MANY: u32 = if cfg!(miri) { 90 } else { 5_000 };
        let sizes = [1, MANY / 3, MANY - 5, 2, 5, 40, MANY / 2, MANY - 40, MANY - 1];
        for kept in sizes.into_iter().take(if cfg!(miri) { 3 } else { 9 }) {
            let mut tree = SlimTree::<u32, u32, Global, Tiny>::new_in(Global);
            tree.append_sorted((0..MANY).map(|key| (key, key)));
            let SearchResult::Found(at) = tree.find(&kept) else { unreachable!("all keys are there") };
            COUNTED.with(|counted| counted.set(0));
            // SAFETY: just found in this tree.
            let right = unsafe { tree.split_off(at) };
            assert_eq!((tree.len(), right.len()), (kept as usize, (MANY - kept) as usize));
            // Four entries a leaf; both sides are counted, the step before the last one beyond what is needed.
            let smaller = kept.min(MANY - kept).div_ceil(4) as usize;
            let counted = COUNTED.with(Cell::get);
            assert!(counted <= 3 * smaller + 4, "{kept} stay: {counted} leaves counted, {smaller} enough");
        }
    }
}
