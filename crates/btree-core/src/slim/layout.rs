//! The [`Layout`] of the slim tree: the way into its operations, and runs over its leaves.

use super::navigate::{at, leaf_of};
use super::node::Leaf;
use super::raw::ENDS;
use super::root::Root;
use super::shape::Shape;
use super::tree::SlimTree;
use crate::invariants::InvariantError;
use crate::place::Verdict;
use crate::{
    Crossing, DefaultLayout, FanoutError, Layout, LeafEntries, LeafHandle, Position, Row, SearchResult,
};
use arena::Allocator;
use core::borrow::Borrow;
use core::ops::Range;
use core::ptr::NonNull;

// SAFETY:
// 1. Runs: pointers into the blocks of live leaves, and to separators in the blocks of live branches, with the
//    provenance of the whole blocks. No reference to a row is made while a run may be alive but shared ones to keys, which
//    nobody writes; headers are apart from the rows.
// 2. Leaves are enumerated through parents and children, which form a finite tree (node invariant 3).
// 3. `descend` ends in a leaf of the tree with a slot of at most its length, whatever `Ord` answers (search module).
// 4. `forget_entries` frees nodes without a look at their entries.
unsafe impl<K, V, A: Allocator + Clone, S: Shape> Layout<K, V> for SlimTree<K, V, A, S> {
    const NAME: &'static str = "slim";

    fn empty_like(&self) -> Self {
        Self::new_in(self.alloc().clone())
    }

    /// Nodes may change trees if there is only one allocator of the type, which is so if it has no bytes.
    fn can_swap_with(&self, _other: &Self) -> bool {
        size_of::<A>() == 0
    }

    fn fanout(&self) -> usize {
        Self::DESCRIPTOR.leaf_max
    }

    #[inline]
    fn len(&self) -> usize {
        self.nodes().len()
    }

    #[inline]
    fn is_empty(&self) -> bool {
        matches!(self.root(), Root::Empty)
    }

    // Always inlined, so that no call is made for each of many keys.
    #[inline(always)]
    fn get<Q>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let end = self.descend(key)?;
        let key = end.key?;
        // SAFETY: a key was found, so the slot has a value; the tree is borrowed for as long as what is returned.
        Some((key, unsafe { &*end.leaf.values_row::<V>(Self::DESCRIPTOR).add(end.slot) }))
    }

    #[inline]
    fn get_many<'a, Q>(&'a self, keys: &[&Q], found: &mut [Option<(&'a K, &'a V)>])
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        assert_eq!(keys.len(), found.len(), "a place for each key");
        self.get_many(keys, found);
    }

    #[inline]
    fn prefers_batches(&self) -> bool {
        self.exceeds_cache()
    }

    // Always inlined: what it returns is many words, which a call would pass through memory.
    #[inline(always)]
    fn find<Q>(&self, key: &Q) -> SearchResult
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let Some(end) = self.descend(key) else { return SearchResult::Absent(self.empty_position()) };
        let place = Position { leaf: at(end.leaf, end.hint), slot: end.slot };
        if end.key.is_some() { SearchResult::Found(place) } else { SearchResult::Absent(place) }
    }

    #[inline(always)]
    fn find_to_insert<Q>(&self, key: &Q) -> SearchResult
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        match self.edge_gap(key) {
            Some(gap) => SearchResult::Absent(gap),
            None => self.find(key),
        }
    }

    #[inline]
    fn find_to_remove<Q>(&self, key: &Q) -> SearchResult
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        match self.edge_entry(key) {
            Some(place) => SearchResult::Found(place),
            None => self.find(key),
        }
    }

    #[inline]
    fn first_leaf(&self) -> Option<LeafHandle> {
        self.nodes().first()
    }

    #[inline]
    fn last_leaf(&self) -> Option<LeafHandle> {
        self.nodes().last()
    }

    #[inline]
    unsafe fn leaf_len(&self, leaf: LeafHandle) -> usize {
        // SAFETY: the leaf is of this tree (caller).
        unsafe { leaf_of(leaf).len() }
    }

    unsafe fn next_leaf(&self, leaf: LeafHandle) -> Option<LeafHandle> {
        // SAFETY: the leaf is of this tree (caller).
        unsafe { self.nodes().after(leaf) }
    }

    unsafe fn prev_leaf(&self, leaf: LeafHandle) -> Option<LeafHandle> {
        // SAFETY: the leaf is of this tree (caller).
        unsafe { self.nodes().before(leaf) }
    }

    unsafe fn run(&self, leaf: LeafHandle, slots: Range<usize>) -> LeafEntries<K, V> {
        // SAFETY: the leaf is of this tree and has the slots (caller).
        unsafe {
            let node = leaf_of(leaf);
            let first_key_in_parent = node.first_key_in_parent();
            let first = slots.start.max(first_key_in_parent);
            let (keys, values) = (node.keys_row::<K>(), node.values_row::<V>(Self::DESCRIPTOR));
            let left = slots.end.saturating_sub(first);
            let row = LeafEntries::rows(
                keys.wrapping_add(first - first_key_in_parent),
                values.wrapping_add(first),
                left,
            );
            if first == slots.start || slots.is_empty() {
                return row;
            }
            row.with_head(self.head_key(leaf), values)
        }
    }

    unsafe fn run_mut(&mut self, leaf: LeafHandle, slots: Range<usize>) -> LeafEntries<K, V> {
        // SAFETY: the caller's contract is the same. The pointers do not come from a reference, shared or not.
        unsafe { self.run(leaf, slots) }
    }

    #[inline]
    unsafe fn first_key_in_parent(&self, leaf: LeafHandle) -> bool {
        // SAFETY: the leaf is of this tree (caller).
        unsafe { leaf_of(leaf).first_key_in_parent() != 0 }
    }

    unsafe fn head_key(&self, leaf: LeafHandle) -> *const K {
        // SAFETY: the leaf is of this tree, and has a head (caller).
        unsafe { self.nodes().separator_of(leaf) }.expect("a head has a separator").cast_const().cast()
    }

    #[inline]
    fn whole(&self) -> Option<(LeafHandle, LeafHandle, usize)> {
        self.nodes().whole()
    }

    #[inline]
    unsafe fn row(&self, leaf: LeafHandle) -> Row<K, V> {
        // SAFETY: the leaf is of this tree (caller).
        unsafe {
            let leaf = leaf_of(leaf);
            let first_key_in_parent = leaf.first_key_in_parent();
            let (keys, values) = (leaf.keys_row::<K>(), leaf.values_row::<V>(Self::DESCRIPTOR));
            Row::new(keys.wrapping_sub(first_key_in_parent), values, first_key_in_parent, leaf.len())
        }
    }

    #[inline]
    unsafe fn row_mut(&mut self, leaf: LeafHandle) -> Row<K, V> {
        // SAFETY: the caller's contract is the same. The pointers do not come from a reference, shared or not.
        unsafe { self.row(leaf) }
    }

    // A function of its own for each K and V: a step from leaf to leaf is part of every walk's loop.
    #[inline(never)]
    unsafe fn cross_after(&self, leaf: LeafHandle, _held: LeafHandle) -> Option<Crossing<K, V>> {
        // SAFETY: the caller's contract is the same.
        let (leaf, head) = unsafe { self.nodes().step_after(leaf) }?;
        // SAFETY: the leaf is one of this tree.
        Some(Crossing { leaf, head: head.cast_const().cast(), row: unsafe { self.row(leaf) } })
    }

    #[inline]
    unsafe fn cross_after_mut(&mut self, leaf: LeafHandle, held: LeafHandle) -> Option<Crossing<K, V>> {
        // SAFETY: the caller's contract is the same. The pointers do not come from a reference, shared or not.
        unsafe { self.cross_after(leaf, held) }
    }

    // A function of its own for each K and V: a step from leaf to leaf is part of every walk's loop.
    #[inline(never)]
    unsafe fn cross_before(&self, leaf: LeafHandle, _held: LeafHandle) -> Option<Crossing<K, V>> {
        // SAFETY: the caller's contract is the same.
        let (leaf, head) = unsafe { self.nodes().step_before(leaf) }?;
        // SAFETY: the leaf is one of this tree.
        Some(Crossing { leaf, head: head.cast_const().cast(), row: unsafe { self.row(leaf) } })
    }

    #[inline]
    unsafe fn cross_before_mut(&mut self, leaf: LeafHandle, held: LeafHandle) -> Option<Crossing<K, V>> {
        // SAFETY: as in `cross_after_mut`.
        unsafe { self.cross_before(leaf, held) }
    }

    #[inline]
    unsafe fn entry(&self, at: Position) -> (*const K, *const V) {
        // SAFETY: the leaf is of this tree and has the slot (caller); only the key of a head is not in its row.
        unsafe {
            let leaf = leaf_of(at.leaf);
            let first_key_in_parent = leaf.first_key_in_parent();
            let value = leaf.values_row::<V>(Self::DESCRIPTOR).wrapping_add(at.slot);
            let key = if at.slot < first_key_in_parent {
                self.head_key(at.leaf)
            } else {
                leaf.keys_row::<K>().wrapping_add(at.slot - first_key_in_parent)
            };
            (key, value)
        }
    }

    #[inline]
    unsafe fn value_mut(&mut self, at: Position) -> (*const K, *const V) {
        // SAFETY: the caller's contract is the same. The pointers do not come from a reference, shared or not.
        unsafe { self.entry(at) }
    }

    #[inline(always)]
    unsafe fn insert(&mut self, at: Position, key: K, value: V) -> Position {
        // SAFETY: the caller's contract is the same.
        unsafe { self.insert(at, key, value) }
    }

    unsafe fn try_insert(&mut self, at: Position, key: K, value: V) -> Result<Position, (K, V)> {
        // SAFETY: the caller's contract is the same.
        unsafe { self.try_insert(at, key, value) }
    }

    #[inline(always)]
    unsafe fn remove(&mut self, at: Position) -> (K, V, Position) {
        // SAFETY: the caller's contract is the same.
        unsafe { self.remove(at) }
    }

    #[inline]
    unsafe fn extract_from_leaf(
        &mut self,
        at: Position,
        test: &mut impl FnMut(&K, &mut V) -> Verdict,
        taken: &mut impl FnMut(K, V),
    ) -> (Position, Verdict) {
        // SAFETY: the caller's contract is the same.
        unsafe { self.extract_from_leaf(at, test, taken) }
    }

    unsafe fn entry_mut(&mut self, at: Position) -> (&mut K, &mut V) {
        // SAFETY: the slot exists (caller). The pointers have the provenance of whole blocks, not of shared references; key and
        // value do not overlap.
        unsafe {
            let (key, value) = self.entry(at);
            (&mut *key.cast_mut(), &mut *value.cast_mut())
        }
    }

    fn empty_position(&self) -> Position {
        Position { leaf: at(Leaf::from_raw(NonNull::dangling()), 0), slot: 0 }
    }

    fn append_sorted<I: Iterator<Item = (K, V)>>(&mut self, entries: I) {
        self.append_ascending(entries);
        self.shrink_end();
    }

    fn append_with_slack<I: Iterator<Item = (K, V)>>(&mut self, entries: I) {
        self.append_ascending(entries);
    }

    /// A run leaves no slack behind but in its last leaf and the branches above it.
    fn shrink_end(&mut self) {
        self.shrink_end();
    }

    fn append(&mut self, right: &mut Self) {
        self.append(right);
    }

    unsafe fn split_off(&mut self, at: Position) -> Self {
        let mut right = self.empty_like();
        // SAFETY: the caller's contract is the same; the other tree is empty, and of the same type and allocator.
        unsafe { self.raw().split_off(at, &mut right.raw()).expect(ENDS) };
        right
    }

    unsafe fn remove_range(&mut self, from: Position, count: usize) -> Self {
        let mut taken = self.empty_like();
        // SAFETY: the caller's contract is the same; the other tree is empty, and of the same type and allocator.
        unsafe { self.raw().remove_range(from, count, &mut taken.raw()).expect(ENDS) };
        taken
    }

    fn clone_tree(&self) -> Self
    where
        K: Clone,
        V: Clone,
    {
        self.clone_tree()
    }

    fn shrink_to_fit(&mut self) {
        self.shrink_to_fit();
    }

    unsafe fn forget_entries(&mut self) {
        // SAFETY: nobody uses the entries afterwards (caller), so nobody uses the nodes.
        unsafe { self.free_nodes() };
    }

    fn heap_bytes(&self) -> usize {
        // SAFETY: the nodes are live while the tree is borrowed.
        unsafe { self.nodes().block_bytes() }
    }

    fn check_invariants(&self) -> Result<(), InvariantError>
    where
        K: Ord,
    {
        self.check_invariants()
    }

    fn for_each_leaf(&self, each: &mut dyn FnMut(usize, usize)) {
        self.nodes().for_each_leaf(each);
    }
}

impl<K, V, A: Allocator + Clone + Default, S: Shape> DefaultLayout<K, V> for SlimTree<K, V, A, S> {
    fn new() -> Self {
        Self::default()
    }

    /// The shape says how large nodes get: only that fanout is possible.
    fn with_fanout(fanout: usize) -> Result<Self, FanoutError> {
        if fanout == Self::DESCRIPTOR.leaf_max {
            Ok(Self::default())
        } else {
            Err(FanoutError { requested: fanout })
        }
    }
}
