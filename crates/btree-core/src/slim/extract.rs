//! Removing the entries of a leaf that a test chooses, in one pass over the leaf.
//!
//! 1. A remaining entry moves down over the removed ones before it, so each entry moves once. A single removal moves all
//!    entries after it.
//! 2. Between two entries the leaf has a gap in its middle. User code runs then, but cannot reach the tree. [`Pass`] closes the
//!    gap, also if a test panics.
//! 3. The first entry of the leaf is not part of the pass. It is removed separately. So the leaf keeps an entry, and the separator before it
//!    its key.
//! 4. Merging with a neighbour and freeing capacity come last, once for all entries.

use super::navigate::{at, leaf_of};
use super::node::Leaf;
use super::raw::RawTree;
use super::root::{Root, TreeHead};
use super::shape::Shape;
use super::thresholds::STD_LEAF;
use super::tree::SlimTree;
use crate::place::Verdict;
use crate::{Layout, Position};
use arena::Allocator;
use core::ptr::{self, NonNull};

/// A leaf whose entries are being tested.
///
/// Invariants:
///
/// 1. The leaf is live and has entries in the slots below `kept`, and from `next` up to `len`; `1 <= kept <= next <= len`. Its header
///    still says `len`.
/// 2. `keys` and `values` are its rows, such that slot `i` is at `keys + i` and `values + i`.
/// 3. `head` is the head of its tree, if that has several leaves.
struct Pass<K, V> {
    leaf: Leaf,
    head: Option<NonNull<TreeHead>>,
    keys: *mut K,
    values: *mut V,
    kept: usize,
    next: usize,
    len: usize,
}

impl<K, V> Pass<K, V> {
    /// Tests the entries that are left, until `test` wants to stop.
    #[inline]
    fn run(&mut self, test: &mut impl FnMut(&K, &mut V) -> Verdict, taken: &mut impl FnMut(K, V)) -> Verdict {
        while self.next < self.len {
            let (key, value) = (self.keys.wrapping_add(self.next), self.values.wrapping_add(self.next));
            // SAFETY: the slot has an entry (invariant 1), which is lent out alone, for the time of one call.
            match unsafe { test(&*key, &mut *value) } {
                Verdict::Keep => {
                    if self.kept != self.next {
                        // SAFETY: the entry moves to a slot before it that has none (invariant 1).
                        unsafe {
                            ptr::copy_nonoverlapping(key, self.keys.wrapping_add(self.kept), 1);
                            ptr::copy_nonoverlapping(value, self.values.wrapping_add(self.kept), 1);
                        }
                    }
                    self.kept += 1;
                    self.next += 1;
                }
                Verdict::Take => {
                    self.next += 1;
                    // SAFETY: the entry is read once: its slot is in the gap now.
                    let (key, value) = unsafe { (key.read(), value.read()) };
                    taken(key, value);
                }
                Verdict::Stop => return Verdict::Stop,
            }
        }
        Verdict::Keep
    }
}

impl<K, V> Drop for Pass<K, V> {
    /// Closes the gap.
    #[inline]
    fn drop(&mut self) {
        let (taken, rest) = (self.next - self.kept, self.len - self.next);
        // SAFETY: the entries behind the gap move down to where it begins (invariants 1 and 2). Leaf and head are live, and nobody
        // refers to their headers.
        unsafe {
            if rest != 0 && taken != 0 {
                ptr::copy(self.keys.wrapping_add(self.next), self.keys.wrapping_add(self.kept), rest);
                ptr::copy(self.values.wrapping_add(self.next), self.values.wrapping_add(self.kept), rest);
            }
            self.leaf.get_mut().len = (self.kept + rest) as u16;
            if let Some(mut head) = self.head {
                head.as_mut().len -= taken;
            }
        }
    }
}

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// Tests the entries of a leaf from `place` on, or its first one alone; takes out those that `test` wants taken, and hands them to
    /// `taken`. Returns the gap behind those tested, and the last verdict.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree; its slot is below the leaf's length.
    #[inline]
    pub(super) unsafe fn extract_from_leaf(
        &mut self,
        place: Position,
        test: &mut impl FnMut(&K, &mut V) -> Verdict,
        taken: &mut impl FnMut(K, V),
    ) -> (Position, Verdict) {
        if place.slot == 0 {
            // SAFETY: the caller's contract is the same.
            return unsafe { self.extract_entry(place, test, taken) };
        }
        let head = match self.root() {
            Root::Branched(head) => Some(head),
            _ => None,
        };
        // SAFETY:
        // 1. The leaf is live and has the entries of its length (caller). No slot is in the gap at first, and the first entry
        //    stays.
        // 2. Where the key of the first entry is in an ancestor, that of slot 1 is the first one of the row.
        // 3. The pass ends before the tree is looked at again.
        let (slot, is_due, gone, verdict) = unsafe {
            let leaf = leaf_of(place.leaf);
            let mut pass = Pass {
                leaf,
                head,
                keys: leaf.keys_row::<K>().wrapping_sub(leaf.first_key_in_parent()),
                values: leaf.values_row::<V>(Self::DESCRIPTOR),
                kept: place.slot,
                next: place.slot,
                len: leaf.len(),
            };
            let verdict = pass.run(test, taken);
            let gone = pass.next - pass.kept;
            // The only leaf of a map stays as it is where std's map has one leaf, which has a capacity of 11.
            let is_due = gone != 0 && (head.is_some() || leaf.capacity() > STD_LEAF);
            (pass.kept, is_due, gone, verdict)
        };
        let place = Position { slot, ..place };
        if !is_due {
            return (place, verdict);
        }
        // SAFETY: the leaf is whole again, and has entries.
        (unsafe { self.raw().fallible().settle_leaf(place, gone) }, verdict)
    }
}

impl RawTree<'_> {
    /// Merges the leaf of `place` with a neighbour, or moves it into a smaller block, if that is due after `gone` of its entries went
    /// out; returns where the gap at `place` is then.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree, which is whole.
    #[inline(never)]
    unsafe fn settle_leaf(&mut self, mut place: Position, gone: usize) -> Position {
        let (descriptor, tree_len) = (self.descriptor, self.len());
        // SAFETY: the leaf is live (caller), and so is the one that rebalancing names.
        let (leaf, len, capacity) = unsafe {
            let is_small = descriptor.is_small_leaf_of(leaf_of(place.leaf).len(), tree_len);
            if is_small && let Root::Branched(_) = self.root() {
                place = self.rebalance_leaf(place);
            }
            let leaf = leaf_of(place.leaf);
            (leaf, leaf.len(), leaf.capacity())
        };
        let (fit, has_just_grown) = match self.root() {
            Root::Branched(_) => (descriptor.leaf_capacity(len), false),
            _ => (descriptor.lone_capacity(len), descriptor.has_just_grown(capacity, len)),
        };
        // SAFETY: the leaf is live and nobody else refers to it; a new one takes its place.
        unsafe {
            if capacity - len > descriptor.slack(len, tree_len)
                && fit < capacity
                && !has_just_grown
                && let Some(fit) = self.resize_leaf(leaf, place.leaf.hint(), fit)
            {
                place.leaf = at(fit, place.leaf.hint());
            }
            if (tree_len..tree_len + gone).contains(&descriptor.small_tree()) {
                self.trim_edges(leaf_of(place.leaf));
            }
        }
        place
    }
}
