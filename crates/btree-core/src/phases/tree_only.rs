//! A tree that is nodes and nothing else, as the first two phases are: the [`Layout`] over any phase.
//!
//! Searching, runs, and the way into the shared operations.

use super::buffer::Buffer;
use super::children::Children;
use super::ops;
use super::phase::Phase;
use crate::fanout::{DEFAULT_FANOUT, checked};
use crate::invariants::InvariantError;
use crate::{DefaultLayout, FanoutError, Layout, LeafEntries, LeafHandle, Position, SearchResult};
use arena::NodeMemory;
use core::borrow::Borrow;
use core::ops::Range;

/// A tree of nodes from the first entry on.
#[derive(Debug)]
#[repr(transparent)]
pub struct TreeOnly<P> {
    pub(crate) nodes: P,
}

/// The run of `slots` of a leaf: `keys` and `values` are its rows, `head_key` the key of a head among the slots.
#[inline]
fn run_of<K, V>(
    keys: *const K,
    values: *const V,
    head: usize,
    slots: Range<usize>,
    head_key: Option<&K>,
) -> LeafEntries<K, V> {
    if slots.is_empty() {
        // The value of the head is found from where the row begins, also if that has nothing beside it.
        return LeafEntries::rows(keys, values.wrapping_add(slots.start), 0);
    }
    let first = slots.start.max(usize::from(head_key.is_some()));
    let row =
        LeafEntries::rows(keys.wrapping_add(first - head), values.wrapping_add(first), slots.end - first);
    match head_key {
        Some(key) => row.with_head(key, values),
        None => row,
    }
}

// SAFETY:
// 1. Nothing in this impl or in the operations behind it trusts a position: arenas check every index and rows every
//    slot, so a wrong one panics or names another entry.
// 2. Runs: keys and values of a leaf live in buffers of its own; the pointers come from those buffers with the
//    provenance of all their items, so asking another leaf for a run does not touch them. A head's key lives in
//    a branch's buffer, of which only shared slices are made while a run is alive. The bounds of a run are slots of
//    the leaf by the caller's contract.
// 3. Leaves are enumerated by the tree's shape, which is finite and acyclic: children are only ever attached to one
//    parent, below it.
// 4. `forget_entries` leaks the items of every row of every node before anything is dropped.
unsafe impl<K, V, P: Phase<K, V>> Layout<K, V> for TreeOnly<P> {
    const NAME: &'static str = P::NAME;

    fn empty_like(&self) -> Self {
        Self::with_fanout(self.fanout()).expect("another tree has this fanout")
    }

    fn fanout(&self) -> usize {
        self.nodes.fanout()
    }

    #[inline]
    fn len(&self) -> usize {
        self.nodes.len()
    }

    #[inline]
    fn get<Q>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let end = ops::descend::descend(&self.nodes, key)?;
        Some((end.key?, &end.node.values.as_slice()[end.slot]))
    }

    #[inline]
    fn find<Q>(&self, key: &Q) -> SearchResult
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let Some(end) = ops::descend::descend(&self.nodes, key) else {
            return SearchResult::Absent(self.empty_position());
        };
        let at = Position { leaf: LeafHandle::from_index(end.leaf, end.hint), slot: end.slot };
        if end.key.is_some() { SearchResult::Found(at) } else { SearchResult::Absent(at) }
    }

    fn first_leaf(&self) -> Option<LeafHandle> {
        ops::navigate::first_leaf(&self.nodes)
    }

    fn last_leaf(&self) -> Option<LeafHandle> {
        ops::navigate::last_leaf(&self.nodes)
    }

    unsafe fn leaf_len(&self, leaf: LeafHandle) -> usize {
        self.nodes.leaves().node(leaf.index()).len()
    }

    unsafe fn next_leaf(&self, leaf: LeafHandle) -> Option<LeafHandle> {
        ops::navigate::next_leaf(&self.nodes, leaf)
    }

    unsafe fn prev_leaf(&self, leaf: LeafHandle) -> Option<LeafHandle> {
        ops::navigate::prev_leaf(&self.nodes, leaf)
    }

    unsafe fn first_key_in_parent(&self, leaf: LeafHandle) -> bool {
        self.nodes.leaves().node(leaf.index()).head() != 0
    }

    unsafe fn head_key(&self, leaf: LeafHandle) -> *const K {
        ops::navigate::head_key(&self.nodes, leaf).expect("a head has a separator")
    }

    unsafe fn run(&self, leaf: LeafHandle, slots: Range<usize>) -> LeafEntries<K, V> {
        let node = self.nodes.leaves().node(leaf.index());
        let with_head = slots.start < node.head();
        let head_key = if with_head { ops::navigate::head_key(&self.nodes, leaf) } else { None };
        let (keys, values) = (node.keys.as_slice(), node.values.as_slice());
        run_of(keys.as_ptr(), values.as_ptr(), node.head(), slots, head_key)
    }

    unsafe fn run_mut(&mut self, leaf: LeafHandle, slots: Range<usize>) -> LeafEntries<K, V> {
        let node = self.nodes.leaves_mut().node_mut(leaf.index());
        let head = node.head();
        let (keys, values) =
            (node.keys.as_slice().as_ptr(), node.values.as_mut_slice().as_mut_ptr().cast_const());
        let with_head = slots.start < head;
        let head_key = if with_head { ops::navigate::head_key(&self.nodes, leaf) } else { None };
        run_of(keys, values, head, slots, head_key)
    }

    unsafe fn insert(&mut self, at: Position, key: K, value: V) -> Position {
        ops::insert::insert(&mut self.nodes, at, key, value)
    }

    unsafe fn remove(&mut self, at: Position) -> (K, V, Position) {
        ops::remove::remove(&mut self.nodes, at)
    }

    unsafe fn entry_mut(&mut self, at: Position) -> (&mut K, &mut V) {
        let index = at.leaf.index();
        let leaf = self.nodes.leaves_mut().node_mut(index);
        let head = leaf.head();
        let value: *mut V = &raw mut leaf.values.as_mut_slice()[at.slot];
        let key = if at.slot >= head {
            &mut self.nodes.leaves_mut().node_mut(index).keys.as_mut_slice()[at.slot - head]
        } else {
            let (branch, separator) =
                ops::navigate::separator_of(&self.nodes, at.leaf).expect("a head has a separator");
            &mut self.nodes.branches_mut().node_mut(branch).keys.as_mut_slice()[separator]
        };
        // SAFETY: the value lies in a row of its own, which nothing has looked at since; the tree stays borrowed.
        (key, unsafe { &mut *value })
    }

    fn empty_position(&self) -> Position {
        Position { leaf: LeafHandle::from_index(0, 0), slot: 0 }
    }

    fn append_sorted<I: Iterator<Item = (K, V)>>(&mut self, entries: I) {
        ops::bulk::append(&mut self.nodes, entries);
    }

    fn shrink_to_fit(&mut self) {
        self.nodes.leaves_mut().for_each_mut(|_, leaf| {
            leaf.keys.shrink();
            leaf.values.shrink();
        });
        self.nodes.branches_mut().for_each_mut(|_, branch| {
            branch.keys.shrink();
            branch.children.shrink();
        });
        self.nodes.leaves_mut().shrink_to_fit();
        self.nodes.branches_mut().shrink_to_fit();
    }

    unsafe fn forget_entries(&mut self) {
        self.nodes.leaves_mut().for_each_mut(|_, leaf| {
            leaf.keys.forget_items();
            leaf.values.forget_items();
        });
        self.nodes.branches_mut().for_each_mut(|_, branch| branch.keys.forget_items());
        self.nodes.leaves_mut().clear();
        self.nodes.branches_mut().clear();
        self.nodes.set_root(None);
        self.nodes.set_len(0);
    }

    fn heap_bytes(&self) -> usize {
        super::heap::heap_bytes(&self.nodes)
    }

    fn check_invariants(&self) -> Result<(), InvariantError>
    where
        K: Ord,
    {
        ops::check::check(&self.nodes)
    }

    fn for_each_leaf(&self, each: &mut dyn FnMut(usize, usize)) {
        let mut at = ops::navigate::first_leaf(&self.nodes);
        while let Some(leaf) = at {
            let node = self.nodes.leaves().node(leaf.index());
            each(node.len(), node.values.capacity());
            at = ops::navigate::next_leaf(&self.nodes, leaf);
        }
    }
}

impl<K, V, P: Phase<K, V>> DefaultLayout<K, V> for TreeOnly<P> {
    fn new() -> Self {
        TreeOnly { nodes: P::create(DEFAULT_FANOUT) }
    }

    fn with_fanout(fanout: usize) -> Result<Self, FanoutError> {
        Ok(TreeOnly { nodes: P::create(checked(fanout)?) })
    }
}
