//! The way from the root to a key. [`rank`](crate::search) is the search in a node.
//!
//! 1. In a branch the key goes right of all separators that are not greater. A separator that is equal is not detected, because that
//!    would take another comparison on each level.
//! 2. In the leaf it is ranked among the keys. If all of them are greater, the key may be the leaf's head, the separator left
//!    of it in an ancestor. This is one more comparison, in one of as many look-ups as a leaf has entries.

use super::navigate::at;
use super::node::{Branch, Leaf};
use super::root::{RemovedAt, Root, SequentialInsert, TreeHead};
use super::shape::Shape;
use super::thresholds::{NEAR, WORTH_A_GUESS};
use super::tree::SlimTree;
use crate::Position;
use crate::search::{self, Shared};
use arena::Allocator;
use core::borrow::Borrow;

/// The most bytes of a leaf that are prefetched.
const FETCHED: usize = 512;

/// Where the way ended.
pub(super) struct Descent<'a, K> {
    pub(super) leaf: Leaf,
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
    pub(super) fn descend<Q>(&self, key: &Q) -> Option<Descent<'_, K>>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let (mut node, mut level, far) = match self.root() {
            Root::Empty => return None,
            Root::Leaf(leaf) => (leaf.raw(), 0, false),
            // SAFETY: the head and the root, a branch, are live while the tree is borrowed.
            Root::Branched(head) => unsafe {
                let TreeHead { root, len, .. } = *head.as_ref();
                (root, Branch::from_raw(root).get().level, len > NEAR / Self::DESCRIPTOR.entry())
            },
        };
        let (mut hint, mut shared) = (0, Shared::default());
        // SAFETY:
        // 1. Children of live branches are live nodes of the level below, and there is one right of any number of
        //    separators (node invariants 1 and 3, search module); at level 0 the node is a leaf.
        // 2. The leaf is of this tree.
        unsafe {
            while level > 0 {
                let branch = Branch::from_raw(node);
                hint = search::rank_behind(branch.separators::<K>(), key, &mut shared);
                node = branch.child(Self::DESCRIPTOR, hint);
                if level == 1 && far {
                    search::prefetch(
                        node.as_ptr(),
                        Self::DESCRIPTOR.keys_bytes(Self::DESCRIPTOR.leaf_max).min(FETCHED),
                    );
                }
                level -= 1;
            }
            Some(self.end_at(Leaf::from_raw(node), hint, key, shared))
        }
    }

    /// The end of a way to `leaf`.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree, child `hint` of its parent most likely.
    #[inline(always)]
    pub(super) unsafe fn end_at<Q>(
        &self,
        leaf: Leaf,
        hint: usize,
        key: &Q,
        mut shared: Shared,
    ) -> Descent<'_, K>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        // SAFETY: the leaf is of this tree.
        unsafe {
            let (keys, first_key_in_parent): (&[K], usize) = (leaf.keys(), leaf.first_key_in_parent());
            match search::rank(keys, key, &mut shared) {
                Ok(rank) => Descent { leaf, hint, slot: rank + first_key_in_parent, key: keys.get(rank) },
                Err(0) if first_key_in_parent != 0 => self.at_head(leaf, hint, key),
                Err(rank) => Descent { leaf, hint, slot: rank + first_key_in_parent, key: None },
            }
        }
    }

    /// The end of a way to a leaf with a head, for a key not above any other of the leaf.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree with a head, child `hint` of its parent most likely.
    #[inline(never)]
    unsafe fn at_head<Q>(&self, leaf: Leaf, hint: usize, key: &Q) -> Descent<'_, K>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        // SAFETY: the leaf is of this tree; a head has a separator.
        let head = unsafe {
            let head = self.nodes().separator_of(at(leaf, hint)).expect("a head has a separator");
            &*head.cast::<K>()
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
    /// there too: one comparison instead of a descent. In a lone leaf, which knows of no runs, the gap before the first.
    #[inline(always)]
    pub(super) fn edge_gap<Q>(&self, key: &Q) -> Option<Position>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let head = match self.root() {
            Root::Empty => return None,
            Root::Leaf(leaf) => {
                // SAFETY: the leaf is live while the tree is borrowed, and has the key: those of a lone leaf are all in its row.
                let before = unsafe {
                    leaf.len() >= WORTH_A_GUESS && (*leaf.keys_row::<K>()).borrow().cmp(key).is_gt()
                };
                return before.then(|| Position { leaf: at(leaf, 0), slot: 0 });
            }
            Root::Branched(head) => head,
        };
        // SAFETY: the head and the edge leaves are live while the tree is borrowed.
        unsafe {
            let head = head.as_ref();
            match head.run {
                SequentialInsert::None => None,
                SequentialInsert::Back => {
                    let last = Leaf::from_raw(head.last);
                    let behind = last.keys::<K>().last()?.borrow().cmp(key).is_lt();
                    behind.then(|| Position { leaf: at(last, usize::MAX), slot: last.len() })
                }
                SequentialInsert::Front => {
                    let first = Leaf::from_raw(head.first);
                    let before = first.keys::<K>().first()?.borrow().cmp(key).is_gt();
                    before.then(|| Position { leaf: at(first, 0), slot: 0 })
                }
            }
        }
    }

    /// The place of the entry at the edge where the last one was removed, if its key is `key`: removals in order need no descent. Its
    /// outcome is guessed, so that the processor need not wait for the comparisons of a descent, whose outcomes are not. A lone leaf
    /// does not know where that was: it looks at its first entry.
    #[inline]
    pub(super) fn edge_entry<Q>(&self, key: &Q) -> Option<Position>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        // SAFETY: the head and its edge leaves are live while the tree is borrowed, and so is a lone leaf. Nothing is left of a first
        // leaf, so all its keys are in its row; of the last one all but its head are.
        unsafe {
            let (leaf, hint, slot, key_at) = match self.root() {
                Root::Leaf(leaf) if leaf.len() != 0 => (leaf, 0, 0, 0),
                Root::Empty | Root::Leaf(_) => return None,
                Root::Branched(head) => match head.as_ref() {
                    TreeHead { removed_at: RemovedAt::Middle, .. } => return None,
                    TreeHead { removed_at: RemovedAt::Front, first, .. } => (Leaf::from_raw(*first), 0, 0, 0),
                    TreeHead { last, .. } => {
                        let last = Leaf::from_raw(*last);
                        let slot = last.len() - 1;
                        (last, usize::MAX, slot, slot.checked_sub(last.first_key_in_parent())?)
                    }
                },
            };
            let is_there = search::equal(&*leaf.keys_row::<K>().add(key_at), key);
            is_there.then(|| Position { leaf: at(leaf, hint), slot })
        }
    }
}
