//! A chain of new branches, one above the other, which do not belong to a tree yet.

use super::descriptor::Descriptor;
use super::node::Branch;
use super::raw::{RawTree, Unused};
use arena::Allocator;
use core::ptr::NonNull;

/// New branches for some levels of a tree, the lowest first. Those that are left when it is dropped are freed.
pub(super) struct Spine<'a> {
    /// Each is linked to the one above it.
    lowest: Option<Branch>,
    highest: Option<Branch>,
    alloc: &'a dyn Allocator,
    descriptor: &'static Descriptor,
}

impl<'a> Spine<'a> {
    /// No branches, for a tree like that.
    pub(super) fn new(tree: &RawTree<'a>) -> Self {
        Spine { lowest: None, highest: None, alloc: tree.allocator(), descriptor: tree.descriptor }
    }

    /// Puts a branch above the others.
    pub(super) fn push(&mut self, branch: Unused<'a, Branch>) {
        let branch = branch.keep();
        match self.highest {
            // SAFETY: the branch is new and owned by the spine, which alone uses it.
            Some(below) => unsafe { below.get_mut() }.link = branch.raw().as_ptr(),
            None => self.lowest = Some(branch),
        }
        self.highest = Some(branch);
    }

    /// Takes the lowest branch out.
    pub(super) fn pop(&mut self) -> Option<Branch> {
        let branch = self.lowest?;
        // SAFETY: the branch is new and owned by the spine; its link is null or the next one.
        self.lowest = NonNull::new(unsafe { branch.get() }.link).map(Branch::from_raw);
        Some(branch)
    }
}

impl Drop for Spine<'_> {
    fn drop(&mut self) {
        while let Some(branch) = self.pop() {
            // SAFETY: the branch is new, and nobody uses it afterwards.
            unsafe { branch.free(self.alloc, self.descriptor) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slim::SlimTree;
    use arena::Global;

    /// Whoever looks for leaks sees whether they are freed.
    #[test]
    fn branches_that_no_tree_got_are_freed() {
        let mut tree = SlimTree::<u32, u32>::new_in(Global);
        let raw = tree.raw();
        let mut spine = Spine::new(&raw);
        for level in 1..4 {
            spine.push(raw.unused_branch(level, 4).unwrap());
        }
        let lowest = spine.pop().unwrap();
        // SAFETY: the branch is new, and nobody else has it.
        unsafe {
            assert_eq!(lowest.get().level, 1);
            lowest.free(raw.allocator(), raw.descriptor);
        }
        drop(spine);
    }
}
