//! Counting the entries on one side of a gap: leaf by leaf in both directions at once, until one side ends. So the time depends on the
//! smaller side.

use super::navigate::{Nodes, at, child_index, leaf_of, parent_of};
use super::node::{Branch, Leaf};
use crate::LeafHandle;
use core::ptr::NonNull;

/// The most leaves that are counted at a time.
const FAR: usize = 64;

impl Nodes {
    /// Number of entries from `slot` of a leaf on. Computes in the time of a walk over the leaves of the smaller side.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree, which has branches; `slot` is at most its length.
    pub(super) unsafe fn count_behind(self, leaf: LeafHandle, slot: usize) -> usize {
        // SAFETY: the leaves are of this tree, and so are the branches above them, which do not change.
        unsafe {
            let (mut behind, mut before) = (leaf_of(leaf).len() - slot, slot);
            let parent = parent_of(leaf_of(leaf).raw());
            let index = child_index(self.descriptor, parent, leaf_of(leaf).raw(), leaf.hint());
            self.fetch_beside(parent, index);
            let (mut last, mut first) = (parent, parent);
            let (mut right, mut left) =
                (&parent.children(self.descriptor)[index + 1..], &parent.children(self.descriptor)[..index]);
            // More at a time the farther it is: leaves of one branch are on their way from memory together.
            for step in 1_usize.. {
                if right.is_empty() {
                    let Some(next) = self.branch_beside(last, true) else { return behind };
                    (last, right) = (next, next.children(self.descriptor));
                }
                let (now, rest) = right.split_at(step.min(FAR).min(right.len()));
                (behind, right) = (behind + count(now), rest);
                if left.is_empty() {
                    let Some(prev) = self.branch_beside(first, false) else { return self.len() - before };
                    (first, left) = (prev, prev.children(self.descriptor));
                }
                let (rest, now) = left.split_at(left.len() - step.min(FAR).min(left.len()));
                (before, left) = (before + count(now), rest);
            }
        }
        unreachable!("a tree ends in both directions")
    }

    /// The branch over leaves behind another one (`behind`), or before it.
    ///
    /// # Safety
    ///
    /// - `branch` is a branch over leaves of this tree.
    unsafe fn branch_beside(self, branch: Branch, behind: bool) -> Option<Branch> {
        // SAFETY: children of a live branch are live, and those over leaves are leaves.
        unsafe {
            let index = if behind { branch.len() - 1 } else { 0 };
            let leaf = at(Leaf::from_raw(branch.child(self.descriptor, index)), index);
            let beside = if behind { self.after(leaf) } else { self.before(leaf) };
            beside.map(|leaf| parent_of(leaf_of(leaf).raw()))
        }
    }
}

/// The number of entries in leaves.
///
/// # Safety
///
/// - They are live.
pub(super) unsafe fn count(leaves: &[NonNull<u8>]) -> usize {
    looked_at(leaves.len());
    // SAFETY: the leaves are live (caller).
    leaves.iter().map(|leaf| unsafe { Leaf::from_raw(*leaf).len() }).sum()
}

/// Tells the tests how many leaves were counted.
fn looked_at(leaves: usize) {
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
