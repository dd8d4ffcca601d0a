//! The invariant checker of the slim layout: visits every node, and trusts none of its fields.

use super::descriptor::Descriptor;
use super::node::{Branch, Leaf};
use super::root::{Root, TreeHead};
use super::shape::Shape;
use super::tree::SlimTree;
use crate::invariants::{InvariantError, expect};
use arena::Allocator;
use core::ptr::NonNull;

/// What a walk has seen so far.
struct Walk<'a, K> {
    entries: usize,
    last_key: Option<&'a K>,
    first: Option<NonNull<u8>>,
    last: Option<NonNull<u8>>,
}

impl<'a, K: Ord> Walk<'a, K> {
    fn key(&mut self, key: &'a K) -> Result<(), InvariantError> {
        expect(self.last_key.is_none_or(|last| last < key), "keys ascend")?;
        self.last_key = Some(key);
        Ok(())
    }
}

impl<K: Ord, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Checks every invariant of the nodes, and that keys ascend.
    pub(super) fn check_invariants(&self) -> Result<(), InvariantError> {
        let mut walk = Walk::<K> { entries: 0, last_key: None, first: None, last: None };
        match self.root() {
            Root::Empty => Ok(()),
            // SAFETY: the nodes are live while the tree is borrowed.
            Root::Leaf(leaf) => unsafe { check_leaf(Self::DESCRIPTOR, leaf, true, &mut walk) },
            // SAFETY: as above.
            Root::Branched(head) => unsafe {
                let TreeHead { len, root, first, last, .. } = *head.as_ref();
                let root = Branch::from_raw(root);
                check_branch(Self::DESCRIPTOR, root, true, &mut walk)?;
                expect(root.len() > 1, "a root has two children")?;
                expect(walk.entries == len, "len is the number of entries")?;
                expect(walk.first == Some(first), "the first leaf is known")?;
                expect(walk.last == Some(last), "the last leaf is known")
            },
        }
    }
}

/// # Safety
///
/// - The leaf is live for as long as the walk keeps keys, and its keys are K; the descriptor is its tree's.
unsafe fn check_leaf<K: Ord>(
    descriptor: &Descriptor,
    leaf: Leaf,
    first: bool,
    walk: &mut Walk<'_, K>,
) -> Result<(), InvariantError> {
    // SAFETY: the leaf is live (caller).
    unsafe {
        let (len, capacity) = (leaf.len(), leaf.capacity());
        expect(len >= 1, "a leaf holds an entry")?;
        expect(len <= capacity, "a leaf holds no more than its capacity")?;
        expect(capacity <= descriptor.leaf_max, "a leaf is no larger than its shape allows")?;
        expect(
            leaf.first_key_in_parent() == usize::from(!first),
            "each leaf but the first has its head above",
        )?;
        expect(
            usize::from(leaf.get().keys_capacity) + leaf.first_key_in_parent() >= capacity,
            "a leaf has capacity for the keys of as many entries as it has capacity for",
        )?;
        for key in leaf.keys::<K>() {
            walk.key(key)?;
        }
        walk.entries += len;
    }
    walk.first = walk.first.or(Some(leaf.raw()));
    walk.last = Some(leaf.raw());
    Ok(())
}

/// # Safety
///
/// - As [`check_leaf`], for the branch and the nodes below.
unsafe fn check_branch<K: Ord>(
    descriptor: &Descriptor,
    branch: Branch,
    first: bool,
    walk: &mut Walk<'_, K>,
) -> Result<(), InvariantError> {
    // SAFETY: the nodes are live (caller).
    unsafe {
        let (len, capacity) = (branch.len(), branch.capacity());
        expect(len >= 1 && len <= capacity, "a branch has a child, and capacity for all")?;
        expect(capacity <= descriptor.branch_max, "a branch is no larger than its shape allows")?;
        let keys: &[K] = branch.separators();
        for index in 0..len {
            if index > 0 {
                walk.key(&keys[index - 1])?;
            }
            check_child(descriptor, branch, index, first, walk)?;
        }
    }
    Ok(())
}

/// # Safety
///
/// - As [`check_branch`]; the branch has the child.
unsafe fn check_child<K: Ord>(
    descriptor: &Descriptor,
    branch: Branch,
    index: usize,
    first: bool,
    walk: &mut Walk<'_, K>,
) -> Result<(), InvariantError> {
    // SAFETY: the nodes are live (caller).
    unsafe {
        let (child, level) = (branch.child(descriptor, index), branch.get().level);
        let link = child.cast::<*mut u8>().read();
        expect(link == branch.raw().as_ptr(), "a child knows its parent")?;
        let first = first && index == 0;
        if level == 1 {
            return check_leaf(descriptor, Leaf::from_raw(child), first, walk);
        }
        let child = Branch::from_raw(child);
        expect(child.get().level == level - 1, "children are of the level below")?;
        check_branch(descriptor, child, first, walk)
    }
}
