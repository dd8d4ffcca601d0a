//! The way from the root to a key: see [`rank`](crate::search) for what happens in a node.
//!
//! 1. In a branch the key goes right of all separators that are not above it. Whether it equals one is not asked: that
//!    would be a comparison a level.
//! 2. In the leaf it is ranked among the keys. If all of them are above it, it may be the leaf's head, the separator left
//!    of it in an ancestor: one comparison more, once in as many look-ups as a leaf has entries.

use super::navigate::at;
use super::node::{BranchPtr, LeafPtr};
use super::shape::{Shape, leaf_max};
use super::tree::{EdgeRun, Root, SlimTree, TreeHead};
use crate::Position;
use crate::search;
use arena::Allocator;
use core::borrow::Borrow;
use core::ptr::NonNull;

/// Bytes of entries that caches near the core hold: from there on a leaf's keys are prefetched as soon as the leaf is
/// known. Below it costs 5 to 8 percent of a look-up, above it saves a third.
pub(super) const NEAR: usize = 4 << 20;

/// The most bytes of a leaf fetched so.
const FETCHED: usize = 512;

/// Where the way ended.
pub(super) struct Descent<'a, K, V> {
    pub(super) leaf: LeafPtr<K, V>,
    /// Which child of its parent the leaf is.
    pub(super) hint: usize,
    pub(super) slot: usize,
    /// The key found, wherever it lives; `None` if it is absent.
    pub(super) key: Option<&'a K>,
}

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Goes down to `key`; `None` in a tree without entries.
    ///
    /// Always inlined: where it ends is many words, of which each caller needs a few.
    #[inline(always)]
    pub(super) fn descend<Q>(&self, key: &Q) -> Option<Descent<'_, K, V>>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let (mut node, mut level, far) = match self.root() {
            Root::Empty => return None,
            Root::<K, V>::Lone(leaf) => (leaf.raw(), 0, false),
            // SAFETY: the head and the root, a branch, are live while the tree is borrowed.
            Root::Tall(head) => unsafe {
                let TreeHead { root, len, .. } = *head.as_ref();
                (root, BranchPtr::<K>::from_raw(root).get().level, len > NEAR / LeafPtr::<K, V>::ENTRY)
            },
        };
        let mut hint = 0;
        // SAFETY:
        // 1. Children of live branches are live nodes of the level below, and there is one right of any number of
        //    separators (node invariants 1 and 3, search module); at level 0 the node is a leaf.
        // 2. The leaf is of this tree.
        unsafe {
            while level > 0 {
                let branch = BranchPtr::<K>::from_raw(node);
                hint = search::rank_behind(branch.separators(), key);
                node = branch.child(hint);
                if level == 1 && far {
                    search::prefetch(
                        node.as_ptr(),
                        LeafPtr::<K, V>::keys_bytes(leaf_max::<K, V, S>()).min(FETCHED),
                    );
                }
                level -= 1;
            }
            Some(self.end_at(LeafPtr::from_raw(node), hint, key))
        }
    }

    /// The end of a way to `leaf`.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree, child `hint` of its parent most likely.
    #[inline(always)]
    pub(super) unsafe fn end_at<Q>(&self, leaf: LeafPtr<K, V>, hint: usize, key: &Q) -> Descent<'_, K, V>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        // SAFETY: the leaf is of this tree.
        unsafe {
            let (keys, headed): (&[K], usize) = (leaf.keys(), leaf.headed());
            match search::rank(keys, key) {
                Ok(rank) => Descent { leaf, hint, slot: rank + headed, key: keys.get(rank) },
                Err(0) if headed != 0 => self.at_head(leaf, hint, key),
                Err(rank) => Descent { leaf, hint, slot: rank + headed, key: None },
            }
        }
    }

    /// The end of a way to a leaf with a head, for a key not above any other of the leaf.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree with a head, child `hint` of its parent most likely.
    #[inline(never)]
    unsafe fn at_head<Q>(&self, leaf: LeafPtr<K, V>, hint: usize, key: &Q) -> Descent<'_, K, V>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        // SAFETY: the leaf is of this tree; a head has a separator.
        let head = unsafe {
            let (branch, separator) = self.separator_of(at(leaf, hint)).expect("a head has a separator");
            &*branch.keys_ptr().add(separator)
        };
        if search::equal(head, key) {
            Descent { leaf, hint, slot: 0, key: Some(head) }
        } else {
            Descent { leaf, hint, slot: 1, key: None }
        }
    }
}

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// The gap behind the last entry or before the first, if inserts have come there run after run and `key` belongs
    /// there too: one comparison instead of a descent.
    #[inline(always)]
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

/// The leftmost leaf below child `index` of `branch`, and which child of its parent it is.
///
/// # Safety
///
/// - `branch` is live and has such a child.
#[inline(never)]
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
#[inline(never)]
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
