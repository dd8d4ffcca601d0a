//! The way from the root to a key: see [`rank`](crate::search) for what happens in a node.
//!
//! A separator equal to the key is the key of slot 0 of the leftmost leaf below the child to its right: keys are moved
//! into branches, never copied.

use super::navigate::at;
use super::node::{BranchPtr, LeafPtr};
use super::shape::Shape;
use super::tree::{EdgeRun, Root, SlimTree};
use crate::Position;
use crate::search;
use core::borrow::Borrow;
use core::ptr::NonNull;

/// Where the way ended.
pub(super) struct Descent<'a, K, V> {
    pub(super) leaf: LeafPtr<K, V>,
    /// Which child of its parent the leaf is.
    pub(super) hint: usize,
    pub(super) slot: usize,
    /// The key found, wherever it lives; `None` if it is absent.
    pub(super) key: Option<&'a K>,
}

impl<K, V, S: Shape> SlimTree<K, V, S> {
    /// Goes down to `key`; `None` in a tree without entries.
    #[inline]
    pub(super) fn descend<Q>(&self, key: &Q) -> Option<Descent<'_, K, V>>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        match self.root() {
            Root::Empty => None,
            // SAFETY: the tree's nodes are live while it is borrowed.
            Root::Lone(leaf) => Some(unsafe { in_leaf(leaf, 0, key) }),
            // SAFETY: the head is live, and so are the nodes below.
            Root::Tall(head) => Some(unsafe { from_branch(BranchPtr::from_raw(head.as_ref().root), key) }),
        }
    }
}

impl<K, V, S: Shape> SlimTree<K, V, S> {
    /// The gap behind the last entry or before the first, if inserts have come there run after run and `key` belongs
    /// there too: one comparison instead of a descent.
    #[inline]
    pub(super) fn edge_gap<Q>(&self, key: &Q) -> Option<Position>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let Root::Tall(head) = self.root() else { return None };
        // SAFETY: the head and the edge leaves are live while the tree is borrowed.
        unsafe {
            let head = head.as_ref();
            match head.run {
                EdgeRun::None => None,
                EdgeRun::Back => {
                    let last = LeafPtr::<K, V>::from_raw(head.last);
                    let behind = last.keys().last()?.borrow().cmp(key).is_lt();
                    behind.then(|| Position { leaf: at(last, usize::MAX), slot: last.len() })
                }
                EdgeRun::Front => {
                    let first = LeafPtr::<K, V>::from_raw(head.first);
                    let before = first.keys().first()?.borrow().cmp(key).is_gt();
                    before.then(|| Position { leaf: at(first, 0), slot: 0 })
                }
            }
        }
    }
}

/// # Safety
///
/// - `branch` and the nodes below are live for `'a`.
#[inline]
unsafe fn from_branch<'a, K, V, Q>(mut branch: BranchPtr<K>, key: &Q) -> Descent<'a, K, V>
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    // SAFETY: children of live branches are live nodes of the level below (node invariants 1 and 3).
    unsafe {
        loop {
            let keys: &'a [K] = branch.keys();
            match search::rank(keys, key) {
                Err(index) => {
                    let child = branch.child(index);
                    if branch.over_leaves() {
                        return in_leaf(LeafPtr::from_raw(child), index, key);
                    }
                    branch = BranchPtr::from_raw(child);
                }
                Ok(index) => {
                    let (leaf, hint) = leftmost(branch, index + 1);
                    return Descent { leaf, hint, slot: 0, key: keys.get(index) };
                }
            }
        }
    }
}

/// # Safety
///
/// - `leaf` is live for `'a`.
#[inline]
unsafe fn in_leaf<'a, K, V, Q>(leaf: LeafPtr<K, V>, hint: usize, key: &Q) -> Descent<'a, K, V>
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    // SAFETY: the leaf is live (caller).
    let (keys, headed): (&'a [K], usize) = unsafe { (leaf.keys(), leaf.headed()) };
    match search::rank(keys, key) {
        Ok(rank) => Descent { leaf, hint, slot: rank + headed, key: keys.get(rank) },
        Err(rank) => Descent { leaf, hint, slot: rank + headed, key: None },
    }
}

/// The leftmost leaf below child `index` of `branch`, and which child of its parent it is.
///
/// # Safety
///
/// - `branch` is live and has such a child.
pub(super) unsafe fn leftmost<K, V>(mut branch: BranchPtr<K>, mut index: usize) -> (LeafPtr<K, V>, usize) {
    // SAFETY: children of live branches are live nodes of the level below; a branch has a child number 0.
    unsafe {
        loop {
            let child: NonNull<u8> = branch.child(index);
            if branch.over_leaves() {
                return (LeafPtr::from_raw(child), index);
            }
            branch = BranchPtr::from_raw(child);
            index = 0;
        }
    }
}

/// The rightmost leaf below child `index` of `branch`, and which child of its parent it is.
///
/// # Safety
///
/// - `branch` is live and has such a child.
pub(super) unsafe fn rightmost<K, V>(mut branch: BranchPtr<K>, mut index: usize) -> (LeafPtr<K, V>, usize) {
    // SAFETY: children of live branches are live nodes of the level below; a branch has a last child.
    unsafe {
        loop {
            let child: NonNull<u8> = branch.child(index);
            if branch.over_leaves() {
                return (LeafPtr::from_raw(child), index);
            }
            branch = BranchPtr::from_raw(child);
            index = branch.len() - 1;
        }
    }
}
