//! From leaf to leaf, and from a leaf up to the separator that is its head.

use super::descend::{leftmost, rightmost};
use super::node::{BranchPtr, LeafPtr};
use super::shape::Shape;
use super::tree::{Root, SlimTree};
use crate::LeafAt;
use crate::search;
use arena::Allocator;
use core::ptr::NonNull;

/// How many leaves ahead a walk fetches into the cache: one leaf takes less time to walk through than memory to answer.
const AHEAD: usize = 2;
/// How much of a leaf it fetches.
const FETCHED: usize = 1024;

/// A leaf as a position has it.
#[inline]
pub(super) fn at<K, V>(leaf: LeafPtr<K, V>, hint: usize) -> LeafAt {
    LeafAt::from_ptr(leaf.raw().as_ptr().cast_const().cast(), hint)
}

/// The leaf of a position.
///
/// # Safety
///
/// - The position is of a tree of this K and V.
#[inline]
pub(super) unsafe fn leaf_of<K, V>(at: LeafAt) -> LeafPtr<K, V> {
    // SAFETY: positions of slim trees are made by `at` from pointers that are not null.
    LeafPtr::from_raw(unsafe { NonNull::new_unchecked(at.ptr().cast_mut().cast()) })
}

/// The parent of a node that has one.
///
/// # Safety
///
/// - `node` is a live node below a branch of a tree with keys K.
#[inline]
pub(super) unsafe fn parent_of<K>(node: NonNull<u8>) -> BranchPtr<K> {
    // SAFETY: both headers begin with the link, which is the parent (node invariant 3).
    BranchPtr::from_raw(unsafe { NonNull::new_unchecked(node.cast::<*mut u8>().read()) })
}

/// Which child of `branch` the node is, most likely number `hint`.
///
/// # Safety
///
/// - `branch` is live, and `node` one of its children.
#[inline]
pub(super) unsafe fn child_index<K>(branch: BranchPtr<K>, node: NonNull<u8>, hint: usize) -> usize {
    // SAFETY: the branch is live (caller).
    let children = unsafe { branch.children() };
    if children.get(hint) == Some(&node) {
        return hint;
    }
    index_among(children, node)
}

/// Where the node is among the children of its parent: the hint was wrong.
#[cold]
#[inline(never)]
fn index_among(children: &[NonNull<u8>], node: NonNull<u8>) -> usize {
    children.iter().position(|child| *child == node).expect("a node is among the children of its parent")
}

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// The leftmost leaf.
    #[inline]
    pub(super) fn first(&self) -> Option<LeafAt> {
        match self.root() {
            Root::Empty => None,
            Root::Lone(leaf) => Some(at(leaf, 0)),
            Root::Tall(head) => {
                // SAFETY: the head is live while the tree is borrowed.
                let leaf = unsafe { head.as_ref() }.first;
                Some(at(LeafPtr::<K, V>::from_raw(leaf), 0))
            }
        }
    }

    /// The rightmost leaf.
    #[inline]
    pub(super) fn last(&self) -> Option<LeafAt> {
        match self.root() {
            Root::Empty => None,
            Root::Lone(leaf) => Some(at(leaf, 0)),
            Root::Tall(head) => {
                // SAFETY: the head is live while the tree is borrowed.
                let leaf = unsafe { head.as_ref() }.last;
                Some(at(LeafPtr::<K, V>::from_raw(leaf), usize::MAX))
            }
        }
    }

    /// The separator left of `leaf`: the branch, and the place in it. `None` for the first leaf.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree.
    pub(super) unsafe fn separator_of(&self, leaf: LeafAt) -> Option<(BranchPtr<K>, usize)> {
        let Root::Tall(head) = self.root() else { return None };
        // SAFETY: every node but the root has a live parent, of which it is a child.
        unsafe {
            let mut node = leaf_of::<K, V>(leaf).raw();
            let mut hint = leaf.hint();
            while node != head.as_ref().root {
                let above = parent_of(node);
                let index = child_index(above, node, hint);
                if index > 0 {
                    return Some((above, index - 1));
                }
                node = above.raw();
                hint = 0;
            }
        }
        None
    }

    /// The leaf after `leaf`.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree.
    #[inline]
    pub(super) unsafe fn after(&self, leaf: LeafAt) -> Option<LeafAt> {
        // SAFETY: the caller's contract is the same.
        unsafe { self.step_after(leaf) }.map(|(leaf, _)| leaf)
    }

    /// The leaf after `leaf`, and the separator between the two, which is its head.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree.
    #[inline]
    pub(super) unsafe fn step_after(&self, leaf: LeafAt) -> Option<(LeafAt, *mut K)> {
        let Root::Tall(head) = self.root() else { return None };
        // SAFETY: every node but the root has a live parent, of which it is a child; left of a child that is not the first
        // there is a separator.
        unsafe {
            let mut node = leaf_of::<K, V>(leaf).raw();
            let mut hint = leaf.hint();
            while node != head.as_ref().root {
                let above = parent_of::<K>(node);
                let index = child_index(above, node, hint) + 1;
                if index < above.len() {
                    let head = above.keys_ptr().add(index - 1);
                    if above.over_leaves() {
                        if index + AHEAD < above.len() {
                            search::prefetch(above.child(index + AHEAD).as_ptr(), FETCHED);
                        }
                        return Some((at(LeafPtr::<K, V>::from_raw(above.child(index)), index), head));
                    }
                    let (leaf, hint) = leftmost::<K, V>(above, index);
                    return Some((at(leaf, hint), head));
                }
                node = above.raw();
                hint = usize::MAX;
            }
        }
        None
    }

    /// The leaf before `leaf`.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree.
    #[inline]
    pub(super) unsafe fn before(&self, leaf: LeafAt) -> Option<LeafAt> {
        // SAFETY: the leaf is of this tree (caller); the branch found has a child left of its separator.
        unsafe {
            let (branch, separator) = self.separator_of(leaf)?;
            if separator >= AHEAD {
                search::prefetch(branch.child(separator - AHEAD).as_ptr(), FETCHED);
            }
            let (leaf, hint) = rightmost::<K, V>(branch, separator);
            Some(at(leaf, hint))
        }
    }

    /// Whether `node` is the last of its level (`last`), or the first.
    ///
    /// # Safety
    ///
    /// - `node` is a node of this tree, and the tree is tall.
    pub(super) unsafe fn is_edge(&self, mut node: NonNull<u8>, last: bool) -> bool {
        let Root::Tall(head) = self.root() else { return true };
        // SAFETY: every node but the root has a live parent, of which it is a child.
        unsafe {
            while node != head.as_ref().root {
                let above = parent_of::<K>(node);
                let edge = if last { above.len() - 1 } else { 0 };
                if above.child(edge) != node {
                    return false;
                }
                node = above.raw();
            }
        }
        true
    }
}
