//! From leaf to leaf, and from a leaf up to the separator that is its head. Knows no K and V.

use super::descriptor::Descriptor;
use super::node::{Branch, Leaf};
use super::root::Root;
use crate::search;
use crate::{LeafHandle, Position};
use core::ptr::NonNull;

/// How many leaves ahead a walk fetches into the cache: one leaf takes less time to walk through than memory to answer.
const AHEAD: usize = 2;
/// How much of a leaf it fetches.
const FETCHED: usize = 1024;

/// A leaf as a position has it.
#[inline]
pub(super) fn at(leaf: Leaf, hint: usize) -> LeafHandle {
    LeafHandle::from_ptr(leaf.raw().as_ptr().cast_const().cast(), hint)
}

/// The leaf of a position.
///
/// # Safety
///
/// - The position is of a slim tree.
#[inline]
pub(super) unsafe fn leaf_of(at: LeafHandle) -> Leaf {
    // SAFETY: positions of slim trees are made by `at` from pointers that are not null.
    Leaf::from_raw(unsafe { NonNull::new_unchecked(at.ptr().cast_mut().cast()) })
}

/// The parent of a node that has one.
///
/// # Safety
///
/// - `node` is a live node below a branch.
#[inline]
pub(super) unsafe fn parent_of(node: NonNull<u8>) -> Branch {
    // SAFETY: both headers begin with the link, which is the parent (node invariant 3).
    Branch::from_raw(unsafe { NonNull::new_unchecked(node.cast::<*mut u8>().read()) })
}

/// Which child of `branch` the node is, most likely number `hint`.
///
/// # Safety
///
/// - `branch` is live and of the descriptor, and `node` one of its children.
#[inline]
pub(super) unsafe fn child_index(
    descriptor: &Descriptor,
    branch: Branch,
    node: NonNull<u8>,
    hint: usize,
) -> usize {
    // SAFETY: the branch is live (caller).
    let children = unsafe { branch.children(descriptor) };
    if children.get(hint) == Some(&node) {
        return hint;
    }
    index_among(children, node)
}

/// Where the node is among the children of its parent: the hint was wrong. The last leaf of a tree is often looked for without one.
#[cold]
#[inline(never)]
fn index_among(children: &[NonNull<u8>], node: NonNull<u8>) -> usize {
    if children.last() == Some(&node) {
        return children.len() - 1;
    }
    children.iter().position(|child| *child == node).expect("a node is among the children of its parent")
}

/// The nodes of a tree, for reading.
///
/// Invariant: pointer and descriptor are those of one tree.
#[derive(Clone, Copy)]
pub(super) struct Nodes {
    raw: NonNull<u8>,
    pub(super) descriptor: &'static Descriptor,
}

impl Nodes {
    /// The nodes of the tree with that pointer and that descriptor.
    #[inline]
    pub(super) const fn new(raw: NonNull<u8>, descriptor: &'static Descriptor) -> Self {
        Nodes { raw, descriptor }
    }

    /// What the tree is.
    #[inline]
    pub(super) fn root(self) -> Root {
        Root::of(self.raw)
    }

    /// Number of entries.
    #[inline]
    pub(super) fn len(self) -> usize {
        match self.root() {
            Root::Empty => 0,
            // SAFETY: the leaf is live.
            Root::Leaf(leaf) => unsafe { leaf.len() },
            // SAFETY: the head is live.
            Root::Branched(head) => unsafe { head.as_ref() }.len,
        }
    }

    /// The leftmost leaf, the rightmost leaf, and the number of entries.
    #[inline]
    pub(super) fn whole(self) -> Option<(LeafHandle, LeafHandle, usize)> {
        match self.root() {
            Root::Empty => None,
            // SAFETY: the leaf is live.
            Root::Leaf(leaf) => Some((at(leaf, 0), at(leaf, 0), unsafe { leaf.len() })),
            Root::Branched(head) => {
                // SAFETY: the head is live.
                let head = unsafe { head.as_ref() };
                let (first, last) = (Leaf::from_raw(head.first), Leaf::from_raw(head.last));
                Some((at(first, 0), at(last, usize::MAX), head.len))
            }
        }
    }

    /// The leftmost leaf.
    #[inline]
    pub(super) fn first(self) -> Option<LeafHandle> {
        match self.root() {
            Root::Empty => None,
            Root::Leaf(leaf) => Some(at(leaf, 0)),
            // SAFETY: the head is live.
            Root::Branched(head) => Some(at(Leaf::from_raw(unsafe { head.as_ref() }.first), 0)),
        }
    }

    /// The rightmost leaf.
    #[inline]
    pub(super) fn last(self) -> Option<LeafHandle> {
        match self.root() {
            Root::Empty => None,
            Root::Leaf(leaf) => Some(at(leaf, 0)),
            // SAFETY: the head is live.
            Root::Branched(head) => Some(at(Leaf::from_raw(unsafe { head.as_ref() }.last), usize::MAX)),
        }
    }

    /// The separator left of `leaf`: the branch, and the place in it. `None` for the first leaf.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree.
    #[inline]
    unsafe fn place_of_separator(self, leaf: LeafHandle) -> Option<(Branch, usize)> {
        let Root::Branched(head) = self.root() else { return None };
        // SAFETY: every node but the root has a live parent, of which it is a child.
        unsafe {
            let mut node = leaf_of(leaf).raw();
            let mut hint = leaf.hint();
            while node != head.as_ref().root {
                let above = parent_of(node);
                let index = child_index(self.descriptor, above, node, hint);
                if index > 0 {
                    return Some((above, index - 1));
                }
                node = above.raw();
                hint = 0;
            }
        }
        None
    }

    /// The separator left of `leaf`, which is its head; `None` for the first leaf.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree.
    pub(super) unsafe fn separator_of(self, leaf: LeafHandle) -> Option<*mut u8> {
        // SAFETY: the caller's contract is the same; the branch has the separator.
        unsafe {
            let (branch, separator) = self.place_of_separator(leaf)?;
            Some(branch.key(self.descriptor, separator))
        }
    }

    /// The leaf after `leaf`.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree.
    pub(super) unsafe fn after(self, leaf: LeafHandle) -> Option<LeafHandle> {
        // SAFETY: the caller's contract is the same.
        unsafe { self.step_after(leaf) }.map(|(leaf, _)| leaf)
    }

    /// The leaf after `leaf`, and the separator between the two, which is its head.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree.
    // Always inlined, into one function a type: with sizes known it takes three quarters of the instructions.
    #[inline(always)]
    pub(super) unsafe fn step_after(self, leaf: LeafHandle) -> Option<(LeafHandle, *mut u8)> {
        let Root::Branched(head) = self.root() else { return None };
        // SAFETY: every node but the root has a live parent, of which it is a child; left of a child that is not the first
        // there is a separator.
        unsafe {
            let mut node = leaf_of(leaf).raw();
            let mut hint = leaf.hint();
            while node != head.as_ref().root {
                let above = parent_of(node);
                let index = child_index(self.descriptor, above, node, hint) + 1;
                if index < above.len() {
                    let head = above.key(self.descriptor, index - 1);
                    if above.over_leaves() {
                        if index + AHEAD < above.len() {
                            let ahead = above.child(self.descriptor, index + AHEAD);
                            search::prefetch(ahead.as_ptr(), FETCHED);
                        }
                        return Some((at(Leaf::from_raw(above.child(self.descriptor, index)), index), head));
                    }
                    return Some((self.outermost(above, index, false), head));
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
    pub(super) unsafe fn before(self, leaf: LeafHandle) -> Option<LeafHandle> {
        // SAFETY: the caller's contract is the same.
        unsafe { self.step_before(leaf) }.map(|(leaf, _)| leaf)
    }

    /// The leaf before `leaf`, and the separator between the two, which is the head of `leaf`.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree.
    // Always inlined, as `step_after` is.
    #[inline(always)]
    pub(super) unsafe fn step_before(self, leaf: LeafHandle) -> Option<(LeafHandle, *mut u8)> {
        // SAFETY: the leaf is of this tree (caller); the branch found has a child left of its separator.
        unsafe {
            let (branch, separator) = self.place_of_separator(leaf)?;
            let head = branch.key(self.descriptor, separator);
            if branch.over_leaves() {
                if separator >= AHEAD {
                    search::prefetch(branch.child(self.descriptor, separator - AHEAD).as_ptr(), FETCHED);
                }
                return Some((at(Leaf::from_raw(branch.child(self.descriptor, separator)), separator), head));
            }
            Some((self.outermost(branch, separator, true), head))
        }
    }

    /// Fetches what is beside child `index` of a branch into the cache, a little way off in both directions. Small parts are split off
    /// the ends of a map one after the other.
    ///
    /// # Safety
    ///
    /// - `branch` is a branch over leaves of this tree.
    pub(super) unsafe fn fetch_beside(self, branch: Branch, index: usize) {
        // SAFETY: the branch is live.
        let children = unsafe { branch.children(self.descriptor) };
        for ahead in [index.checked_sub(AHEAD + 1), Some(index + AHEAD + 1)] {
            if let Some(leaf) = ahead.and_then(|index| children.get(index)) {
                search::prefetch(leaf.as_ptr(), FETCHED);
            }
        }
    }

    /// The entry before a gap, `None` at the beginning.
    ///
    /// # Safety
    ///
    /// - `at` is a position of this tree.
    pub(super) unsafe fn entry_before(self, at: Position) -> Option<Position> {
        if at.slot > 0 {
            return Some(Position { slot: at.slot - 1, ..at });
        }
        // SAFETY: the leaf is of this tree (caller), and so is the one before it, which has an entry.
        unsafe {
            let leaf = self.before(at.leaf)?;
            Some(Position { leaf, slot: leaf_of(leaf).len() - 1 })
        }
    }

    /// The entry behind `count` entries, which lie behind a gap; `None` if those are the last.
    ///
    /// # Safety
    ///
    /// - `at` is a position of this tree, with so many entries behind it.
    pub(super) unsafe fn entry_behind(self, at: Position, count: usize) -> Option<Position> {
        let Position { mut leaf, slot } = at;
        let mut slot = slot + count;
        // SAFETY: the leaves are of this tree.
        unsafe {
            while slot >= leaf_of(leaf).len() {
                slot -= leaf_of(leaf).len();
                leaf = self.after(leaf)?;
            }
        }
        Some(Position { leaf, slot })
    }

    /// The branch `level` levels above a leaf.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree, which has such a level; it is at least 1.
    pub(super) unsafe fn above(self, leaf: Leaf, level: u16) -> Branch {
        // SAFETY: nodes below the root have a parent.
        unsafe {
            let mut branch = parent_of(leaf.raw());
            while branch.get().level < level {
                branch = parent_of(branch.raw());
            }
            branch
        }
    }

    /// Whether `node` is the last of its level (`last`), or the first.
    ///
    /// # Safety
    ///
    /// - `node` is a node of this tree.
    pub(super) unsafe fn is_edge(self, mut node: NonNull<u8>, last: bool) -> bool {
        let Root::Branched(head) = self.root() else { return true };
        // SAFETY: every node but the root has a live parent, of which it is a child.
        unsafe {
            while node != head.as_ref().root {
                let above = parent_of(node);
                let edge = if last { above.len() - 1 } else { 0 };
                if above.child(self.descriptor, edge) != node {
                    return false;
                }
                node = above.raw();
            }
        }
        true
    }

    /// The root of a tree that has one: its level, leaves being at level 0.
    pub(super) fn root_level(self) -> u16 {
        match self.root() {
            // SAFETY: head and root are live.
            Root::Branched(head) => unsafe { Branch::from_raw(head.as_ref().root).get().level },
            _ => 0,
        }
    }

    /// The root: a branch, or the lone leaf.
    pub(super) fn root_node(self) -> NonNull<u8> {
        match self.root() {
            // SAFETY: the head is live.
            Root::Branched(head) => unsafe { head.as_ref() }.root,
            _ => self.raw,
        }
    }

    /// The last node of a level (`last`), or the first.
    ///
    /// # Safety
    ///
    /// - The tree has such a level.
    pub(super) unsafe fn edge_node(self, level: u16, last: bool) -> NonNull<u8> {
        let mut node = self.root_node();
        // SAFETY: nodes above a level are branches, with a first and a last child.
        unsafe {
            for _ in level..self.root_level() {
                let branch = Branch::from_raw(node);
                node = branch.child(self.descriptor, if last { branch.len() - 1 } else { 0 });
            }
        }
        node
    }

    /// The leftmost leaf below child `index` of `branch`, or the rightmost one.
    ///
    /// # Safety
    ///
    /// - `branch` is a branch of this tree and has such a child.
    #[inline(never)]
    unsafe fn outermost(self, mut branch: Branch, mut index: usize, rightmost: bool) -> LeafHandle {
        // SAFETY: children of live branches are live nodes of the level below; a branch has a first and a last child.
        unsafe {
            loop {
                let child = branch.child(self.descriptor, index);
                if branch.over_leaves() {
                    return at(Leaf::from_raw(child), index);
                }
                branch = Branch::from_raw(child);
                index = if rightmost { branch.len() - 1 } else { 0 };
            }
        }
    }
}
