//! Small maps inline: below 16 entries one sorted vector of pairs, from then on a tree.
//!
//! Growing, the 16th entry promotes to a tree; shrinking, the 15th demotes. So below 16 entries there is never
//! more than one heap block. What keeps a map that breathes around the border from thrashing is the vector
//! itself: one that comes from a demotion is allocated for [`AFTER_DEMOTION`] entries and is promoted only when
//! it is full. Its capacity is the memory of the hysteresis; no field is needed for it.

use super::ops;
use super::phase::Phase;
use super::sealed;
use super::tree_only::TreeOnly;
use crate::fanout::{DEFAULT_FANOUT, checked};
use crate::invariants::{InvariantError, expect};
use crate::{DefaultLayout, FanoutError, Layout, LeafEntries, LeafHandle, Position, SearchResult};
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::mem::offset_of;
use core::ops::Range;

/// The most entries of a map that grows inline.
pub const INLINE_MAX: usize = 15;

/// The most entries of an inline map that was a tree before.
pub const AFTER_DEMOTION: usize = 23;

/// A fanout in as many bytes as the layout has for it. The trait is sealed.
pub trait SmallFanout: Copy + sealed::SmallFanout {
    /// Packs a fanout known to be possible.
    fn pack(fanout: usize) -> Self;
    /// The fanout.
    fn unpack(self) -> usize;
}

/// A tree that is one sorted vector while it is small.
#[derive(Debug)]
pub enum InlineOrTree<K, V, N, C> {
    /// Below 16 entries.
    Inline {
        /// The fanout the tree will have.
        capacity: C,
        /// The entries, ascending.
        items: Vec<(K, V)>,
    },
    /// 16 entries or more.
    Tree(TreeOnly<N>),
}

use InlineOrTree::{Inline, Tree};

impl<K, V, N, C> InlineOrTree<K, V, N, C> {
    /// Whether the entries lie inline in one vector.
    pub fn is_inline(&self) -> bool {
        matches!(self, Inline { .. })
    }

    /// The tree form, if it is one.
    pub fn as_tree(&self) -> Option<&N> {
        match self {
            Inline { .. } => None,
            Tree(tree) => Some(&tree.nodes),
        }
    }
}

/// The only leaf of an inline tree.
const INLINE_LEAF: LeafHandle = LeafHandle::from_index(0, 0);

#[inline]
const fn inline(slot: usize) -> Position {
    Position { leaf: INLINE_LEAF, slot }
}

/// Number of entries that a vector of this capacity holds before it is promoted.
#[inline]
const fn limit(capacity: usize) -> usize {
    if capacity > INLINE_MAX { AFTER_DEMOTION } else { INLINE_MAX }
}

/// Puts an entry into a vector that has not reached its limit; it grows by doubling, up to the limit.
fn put_inline<K, V>(items: &mut Vec<(K, V)>, slot: usize, key: K, value: V) {
    let (len, capacity) = (items.len(), items.capacity());
    if len == capacity {
        let grown = (len * 2).max(1).min(limit(capacity));
        items.reserve_exact(grown - len);
    }
    items.insert(slot, (key, value));
}

/// Takes an entry out; gives memory back when few are left.
fn take_inline<K, V>(items: &mut Vec<(K, V)>, slot: usize) -> (K, V) {
    let entry = items.remove(slot);
    if items.is_empty() {
        *items = Vec::new();
    } else if items.capacity() > INLINE_MAX && items.len() <= INLINE_MAX / 2 {
        items.shrink_to(INLINE_MAX);
    }
    entry
}

/// A tree with the entries of a vector.
fn promote<K, V, N: Phase<K, V>>(items: Vec<(K, V)>, fanout: usize) -> TreeOnly<N> {
    let mut nodes = N::create(fanout);
    ops::bulk::append(&mut nodes, items.into_iter());
    TreeOnly { nodes }
}

/// The entries of a tree, as a vector that remembers where it comes from by its capacity.
fn demote<K, V, N: Phase<K, V>>(tree: &mut N) -> Vec<(K, V)> {
    let mut items = Vec::with_capacity(AFTER_DEMOTION);
    while let Some(leaf) = ops::navigate::first_leaf(tree) {
        let (key, value, _) = ops::remove::remove(tree, Position { leaf, slot: 0 });
        items.push((key, value));
    }
    items
}

/// The position of the entry with this rank, or of the gap behind the last.
fn nth<K, V, N: Layout<K, V>>(tree: &N, mut rank: usize) -> Position {
    let mut leaf = tree.first_leaf().expect("a promoted tree has entries");
    loop {
        // SAFETY: the leaf comes from this tree, which does not change here.
        let (len, next) = unsafe { (tree.leaf_len(leaf), tree.next_leaf(leaf)) };
        match next {
            Some(next) if rank > len => {
                rank -= len;
                leaf = next;
            }
            _ => return Position { leaf, slot: rank },
        }
    }
}

/// Number of entries before `at`.
fn rank<K, V, N: Layout<K, V>>(tree: &N, at: Position) -> usize {
    let mut rank = at.slot;
    let mut leaf = at.leaf;
    // SAFETY: the leaves come from this tree, which does not change here.
    while let Some(before) = unsafe { tree.prev_leaf(leaf) } {
        // SAFETY: as above.
        rank += unsafe { tree.leaf_len(before) };
        leaf = before;
    }
    rank
}

/// Promotes, and finds the gap before the entry with this rank.
#[cold]
#[inline(never)]
fn promote_at<K, V, N: Phase<K, V>>(
    items: Vec<(K, V)>,
    fanout: usize,
    rank: usize,
) -> (TreeOnly<N>, Position) {
    let tree: TreeOnly<N> = promote(items, fanout);
    let at = nth(&tree, rank);
    (tree, at)
}

/// Demotes, and tells where the gap at `gap` is now.
#[cold]
#[inline(never)]
fn demote_at<K, V, N: Phase<K, V>>(tree: &mut TreeOnly<N>, gap: Position) -> (Vec<(K, V)>, Position) {
    let gap = inline(rank(tree, gap));
    (demote(&mut tree.nodes), gap)
}

// SAFETY:
// 1. Inline, there is one leaf; its run points into one vector, at pairs that exist because the caller's slots do.
// 2. As a tree, everything is passed on to an implementation that keeps the contract.
// 3. Promotion and demotion happen only in `&mut self` methods, which end every borrow of a run.
unsafe impl<K, V, N, C> Layout<K, V> for InlineOrTree<K, V, N, C>
where
    N: Phase<K, V>,
    C: SmallFanout,
{
    const NAME: &'static str = N::NAME;
    /// The small form is one row of pairs.
    const PAIRS: bool = true;

    fn empty_like(&self) -> Self {
        Self::with_fanout(self.fanout()).expect("another tree has this fanout")
    }

    fn fanout(&self) -> usize {
        match self {
            Inline { capacity, .. } => capacity.unpack(),
            Tree(tree) => tree.fanout(),
        }
    }

    #[inline]
    fn len(&self) -> usize {
        match self {
            Inline { items, .. } => items.len(),
            Tree(tree) => tree.len(),
        }
    }

    #[inline]
    fn get<Q>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        match self {
            Inline { items, .. } => {
                let slot = items.binary_search_by(|(other, _)| other.borrow().cmp(key)).ok()?;
                let (key, value) = &items[slot];
                Some((key, value))
            }
            Tree(tree) => tree.get(key),
        }
    }

    #[inline]
    fn find<Q>(&self, key: &Q) -> SearchResult
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        match self {
            Inline { items, .. } => match items.binary_search_by(|(other, _)| other.borrow().cmp(key)) {
                Ok(slot) => SearchResult::Found(inline(slot)),
                Err(slot) => SearchResult::Absent(inline(slot)),
            },
            Tree(tree) => tree.find(key),
        }
    }

    fn first_leaf(&self) -> Option<LeafHandle> {
        match self {
            Inline { items, .. } => (!items.is_empty()).then_some(INLINE_LEAF),
            Tree(tree) => tree.first_leaf(),
        }
    }

    fn last_leaf(&self) -> Option<LeafHandle> {
        match self {
            Inline { items, .. } => (!items.is_empty()).then_some(INLINE_LEAF),
            Tree(tree) => tree.last_leaf(),
        }
    }

    unsafe fn leaf_len(&self, leaf: LeafHandle) -> usize {
        match self {
            Inline { items, .. } => items.len(),
            // SAFETY: the caller's contract is the same.
            Tree(tree) => unsafe { tree.leaf_len(leaf) },
        }
    }

    unsafe fn next_leaf(&self, leaf: LeafHandle) -> Option<LeafHandle> {
        match self {
            Inline { .. } => None,
            // SAFETY: the caller's contract is the same.
            Tree(tree) => unsafe { tree.next_leaf(leaf) },
        }
    }

    unsafe fn prev_leaf(&self, leaf: LeafHandle) -> Option<LeafHandle> {
        match self {
            Inline { .. } => None,
            // SAFETY: the caller's contract is the same.
            Tree(tree) => unsafe { tree.prev_leaf(leaf) },
        }
    }

    unsafe fn first_key_in_parent(&self, leaf: LeafHandle) -> bool {
        match self {
            Inline { .. } => false,
            // SAFETY: the caller's contract is the same.
            Tree(tree) => unsafe { tree.first_key_in_parent(leaf) },
        }
    }

    unsafe fn head_key(&self, leaf: LeafHandle) -> *const K {
        match self {
            Inline { .. } => unreachable!("the only leaf has no head"),
            // SAFETY: the caller's contract is the same.
            Tree(tree) => unsafe { tree.head_key(leaf) },
        }
    }

    unsafe fn run(&self, leaf: LeafHandle, slots: Range<usize>) -> LeafEntries<K, V> {
        match self {
            Inline { items, .. } => pairs(items[slots.clone()].as_ptr(), slots.len()),
            // SAFETY: the caller's contract is the same.
            Tree(tree) => unsafe { tree.run(leaf, slots) },
        }
    }

    unsafe fn run_mut(&mut self, leaf: LeafHandle, slots: Range<usize>) -> LeafEntries<K, V> {
        match self {
            Inline { items, .. } => pairs(items[slots.clone()].as_mut_ptr().cast_const(), slots.len()),
            // SAFETY: the caller's contract is the same.
            Tree(tree) => unsafe { tree.run_mut(leaf, slots) },
        }
    }

    #[inline]
    unsafe fn insert(&mut self, at: Position, key: K, value: V) -> Position {
        match self {
            Tree(tree) => ops::insert::insert(&mut tree.nodes, at, key, value),
            Inline { items, .. } if items.len() < limit(items.capacity()) => {
                put_inline(items, at.slot, key, value);
                at
            }
            Inline { capacity, items } => {
                let (mut tree, at) = promote_at(core::mem::take(items), capacity.unpack(), at.slot);
                let at = ops::insert::insert(&mut tree.nodes, at, key, value);
                *self = Tree(tree);
                at
            }
        }
    }

    #[inline]
    unsafe fn remove(&mut self, at: Position) -> (K, V, Position) {
        match self {
            Inline { items, .. } => {
                let (key, value) = take_inline(items, at.slot);
                (key, value, at)
            }
            Tree(tree) => {
                let (key, value, gap) = ops::remove::remove(&mut tree.nodes, at);
                if tree.len() > INLINE_MAX {
                    return (key, value, gap);
                }
                let (items, gap) = demote_at(tree, gap);
                *self = Inline { capacity: C::pack(tree.fanout()), items };
                (key, value, gap)
            }
        }
    }

    unsafe fn entry_mut(&mut self, at: Position) -> (&mut K, &mut V) {
        match self {
            Inline { items, .. } => {
                let (key, value) = &mut items[at.slot];
                (key, value)
            }
            // SAFETY: the caller's contract is the same.
            Tree(tree) => unsafe { tree.entry_mut(at) },
        }
    }

    fn empty_position(&self) -> Position {
        inline(0)
    }

    fn append_sorted<I: Iterator<Item = (K, V)>>(&mut self, entries: I) {
        let mut entries = entries.fuse();
        if let Inline { capacity, items } = self
            && items.is_empty()
            && entries.size_hint().0 > INLINE_MAX
        {
            let capacity = *capacity;
            let mut tree = TreeOnly { nodes: N::create(capacity.unpack()) };
            tree.append_sorted(entries);
            // The hint may have promised too much.
            *self = if tree.len() > INLINE_MAX {
                Tree(tree)
            } else {
                Inline { capacity, items: demote(&mut tree.nodes) }
            };
            return;
        }
        if let Inline { capacity, items } = self {
            let limit = limit(items.capacity());
            let expected = entries.size_hint().0.min(limit.saturating_sub(items.len()));
            items.reserve_exact(expected);
            while items.len() < limit {
                let Some((key, value)) = entries.next() else { return };
                let slot = items.len();
                put_inline(items, slot, key, value);
            }
            let Some(next) = entries.next() else { return };
            let mut tree: TreeOnly<N> = promote(core::mem::take(items), capacity.unpack());
            tree.append_sorted(core::iter::once(next));
            *self = Tree(tree);
        }
        if let Tree(tree) = self {
            tree.append_sorted(entries);
        }
    }

    fn shrink_to_fit(&mut self) {
        match self {
            Inline { items, .. } => items.shrink_to_fit(),
            Tree(tree) => tree.shrink_to_fit(),
        }
    }

    unsafe fn forget_entries(&mut self) {
        match self {
            Inline { items, .. } => super::buffer::Buffer::forget_items(items),
            // SAFETY: the caller's contract is the same.
            Tree(tree) => unsafe { tree.forget_entries() },
        }
    }

    fn heap_bytes(&self) -> usize {
        match self {
            Inline { items, .. } => items.capacity() * size_of::<(K, V)>(),
            Tree(tree) => tree.heap_bytes(),
        }
    }

    fn check_invariants(&self) -> Result<(), InvariantError>
    where
        K: Ord,
    {
        match self {
            Inline { items, .. } => {
                expect(items.len() <= AFTER_DEMOTION, "a map inline is small")?;
                expect(items.is_sorted_by(|a, b| a.0 < b.0), "keys ascend")
            }
            Tree(tree) => {
                expect(tree.len() > INLINE_MAX, "a tree has 16 entries or more")?;
                tree.check_invariants()
            }
        }
    }

    fn for_each_leaf(&self, each: &mut dyn FnMut(usize, usize)) {
        match self {
            Inline { items, .. } => each(items.len(), items.capacity()),
            Tree(tree) => tree.for_each_leaf(each),
        }
    }
}

/// A run over pairs in a row.
fn pairs<K, V>(first: *const (K, V), len: usize) -> LeafEntries<K, V> {
    let key = first.wrapping_byte_add(offset_of!((K, V), 0)).cast::<K>();
    let value = first.wrapping_byte_add(offset_of!((K, V), 1)).cast::<V>();
    LeafEntries::pairs(key, value, len)
}

impl<K, V, N, C> DefaultLayout<K, V> for InlineOrTree<K, V, N, C>
where
    N: Phase<K, V>,
    C: SmallFanout,
{
    fn new() -> Self {
        Inline { capacity: C::pack(DEFAULT_FANOUT), items: Vec::new() }
    }

    fn with_fanout(fanout: usize) -> Result<Self, FanoutError> {
        Ok(Inline { capacity: C::pack(checked(fanout)?), items: Vec::new() })
    }
}
