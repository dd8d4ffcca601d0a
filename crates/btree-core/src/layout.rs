//! The trait that every layout implements: all that the map needs to know of a tree.
//!
//! A layout is a plain type `T` with `T: Layout<K, V>`; nothing above stores an associated type of it, so
//! whatever holds a `T` is as covariant in K and V as `T` itself is.
//!
//! The trait is split by trust. The safe methods may be called at any time. The `unsafe` ones take
//! positions, which are bare words: the caller promises that the position came from this very tree and that
//! the tree has not changed since. Only two modules of this crate call them: [`place`](crate::place) and
//! [`iterate`](crate::iterate), which wrap positions in borrows and are safe to use.

use crate::invariants::InvariantError;
use crate::leaf_entries::{Crossing, Row};
use crate::place::Verdict;
use crate::{FanoutError, LeafEntries, LeafHandle, Position, SearchResult};
use core::borrow::Borrow;
use core::ops::Range;

/// A B+ tree in some layout of memory.
///
/// # Safety
///
/// Safe code of this crate dereferences what an implementation hands out, so it promises:
///
/// - [`run`](Self::run) and [`run_mut`](Self::run_mut) return pointers to live entries of the leaf asked for, exactly
///   the slots asked for, valid for as long as the tree is borrowed; runs of different leaves never overlap.
///   Runs of whole leaves are never empty. Runs are of pairs only if [`PAIRS`](Self::PAIRS) says so. Key pointers may be read,
///   value pointers of `run_mut` written, and both stay valid while other leaves are asked for runs. A run of no slots points to
///   where the value of its first slot is or would be.
/// - All of this holds for rows and crossings too. A row has all entries of its leaf but the head, and knows where the value of the
///   head is. Leaves behind another leaf have a head, and the first leaf has none.
/// - [`next_leaf`](Self::next_leaf) and [`prev_leaf`](Self::prev_leaf) enumerate distinct leaves and end.
/// - Positions that [`find`](Self::find), [`find_to_insert`](Self::find_to_insert), [`find_to_remove`](Self::find_to_remove) and the
///   `first`/`last` methods return are inside the tree, also when `Ord`
///   lies or panics.
/// - After [`forget_entries`](Self::forget_entries) no key or value is dropped by the tree any more.
/// - No method reads out, drops, compares or clones a key or value except where its documentation says so.
pub unsafe trait Layout<K, V>: Sized {
    /// The layout's name in reports.
    const NAME: &'static str;

    /// Whether some of its runs may be of pairs. Where none are, steps are of constant size.
    const PAIRS: bool = false;

    /// An empty tree of the fanout and the allocator of this one. Allocates nothing.
    #[must_use]
    fn empty_like(&self) -> Self;

    /// Whether this tree and `other` may change places without anybody noticing: they have one fanout and one allocator. Where
    /// that cannot be told, the answer is no.
    fn can_swap_with(&self, other: &Self) -> bool {
        self.fanout() == other.fanout()
    }

    /// The fanout: entries a leaf and children a branch holds at most.
    fn fanout(&self) -> usize;

    /// Number of entries, in **O(1)** time.
    fn len(&self) -> usize;

    /// Whether there is no entry.
    #[inline]
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entry with `key`, in **O(log n)** time.
    fn get<Q>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized;

    /// The entries with `keys`, each written to the same place of `found`, in **O(m log n)** time.
    ///
    /// A layout may search for several keys at once: while one waits for memory, another goes on.
    ///
    /// # Panics
    ///
    /// If `found` is not as long as `keys`.
    fn get_many<'a, Q>(&'a self, keys: &[&Q], found: &mut [Option<(&'a K, &'a V)>])
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        assert_eq!(keys.len(), found.len(), "a place for each key");
        for (key, found) in keys.iter().zip(found) {
            *found = self.get(key);
        }
    }

    /// Whether [`get_many`](Self::get_many) now is faster than one look-up after the other.
    #[inline]
    fn prefers_batches(&self) -> bool {
        false
    }

    /// Where `key` is or belongs, in **O(log n)** time.
    fn find<Q>(&self, key: &Q) -> SearchResult
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized;

    /// As [`find`](Self::find), for an insert that is likely to follow the ones before: a layout may look at the edges of
    /// the tree first.
    #[inline]
    fn find_to_insert<Q>(&self, key: &Q) -> SearchResult
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.find(key)
    }

    /// As [`find`](Self::find), for a removal, which may be one of many in ascending order: a layout may look at the first entry
    /// first.
    #[inline]
    fn find_to_remove<Q>(&self, key: &Q) -> SearchResult
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        self.find(key)
    }

    /// The leftmost leaf, `None` in a tree without entries.
    fn first_leaf(&self) -> Option<LeafHandle>;

    /// The rightmost leaf, `None` in a tree without entries.
    fn last_leaf(&self) -> Option<LeafHandle>;

    /// Number of entries of `leaf`.
    ///
    /// # Safety
    ///
    /// - `leaf` came from this tree, which has not changed since.
    unsafe fn leaf_len(&self, leaf: LeafHandle) -> usize;

    /// The leaf after `leaf`, `None` after the last.
    ///
    /// # Safety
    ///
    /// - `leaf` came from this tree, which has not changed since.
    unsafe fn next_leaf(&self, leaf: LeafHandle) -> Option<LeafHandle>;

    /// The leaf before `leaf`, `None` before the first.
    ///
    /// # Safety
    ///
    /// - `leaf` came from this tree, which has not changed since.
    unsafe fn prev_leaf(&self, leaf: LeafHandle) -> Option<LeafHandle>;

    /// The entries of `leaf` in `slots`, for reading.
    ///
    /// # Safety
    ///
    /// - `leaf` came from this tree, which has not changed since.
    /// - `slots` is an ascending range within the leaf's length.
    unsafe fn run(&self, leaf: LeafHandle, slots: Range<usize>) -> LeafEntries<K, V>;

    /// The entries of `leaf` in `slots`, values for writing.
    ///
    /// # Safety
    ///
    /// - `leaf` came from this tree, which has not changed since.
    /// - `slots` is an ascending range within the leaf's length.
    unsafe fn run_mut(&mut self, leaf: LeafHandle, slots: Range<usize>) -> LeafEntries<K, V>;

    /// Whether the first key of `leaf` is its head, which lives in an ancestor.
    ///
    /// # Safety
    ///
    /// - `leaf` came from this tree, which has not changed since.
    unsafe fn first_key_in_parent(&self, leaf: LeafHandle) -> bool;

    /// The head's key of a leaf that has a head.
    ///
    /// # Safety
    ///
    /// - `leaf` came from this tree, which has not changed since, and has a head.
    unsafe fn head_key(&self, leaf: LeafHandle) -> *const K;

    /// The first leaf, the last one, and the number of entries; `None` in a tree without entries.
    #[inline]
    fn whole(&self) -> Option<(LeafHandle, LeafHandle, usize)> {
        Some((self.first_leaf()?, self.last_leaf()?, self.len()))
    }

    /// The entries of `leaf` but its head, for reading.
    ///
    /// # Safety
    ///
    /// - `leaf` came from this tree, which has not changed since.
    #[inline]
    unsafe fn row(&self, leaf: LeafHandle) -> Row<K, V> {
        // SAFETY: the caller's contract is the same; the slots are all of the leaf but the head's.
        unsafe {
            let from = usize::from(self.first_key_in_parent(leaf));
            self.run(leaf, from..self.leaf_len(leaf)).into_row(from)
        }
    }

    /// As [`row`](Self::row), values for writing.
    ///
    /// # Safety
    ///
    /// As [`row`](Self::row).
    #[inline]
    unsafe fn row_mut(&mut self, leaf: LeafHandle) -> Row<K, V> {
        // SAFETY: as in `row`.
        unsafe {
            let (from, to) = (usize::from(self.first_key_in_parent(leaf)), self.leaf_len(leaf));
            self.run_mut(leaf, from..to).into_row(from)
        }
    }

    /// The step to the leaf after `leaf`, for reading; `None` after the last. If it comes to the leaf `held`, the row is not
    /// asked for.
    ///
    /// # Safety
    ///
    /// - `leaf` came from this tree, which has not changed since.
    #[inline]
    unsafe fn cross_after(&self, leaf: LeafHandle, held: LeafHandle) -> Option<Crossing<K, V>> {
        // SAFETY: the caller's contract is the same; a leaf behind another has a head.
        unsafe {
            let leaf = self.next_leaf(leaf)?;
            let row = if leaf.same_leaf(held) { Row::EMPTY } else { self.row(leaf) };
            Some(Crossing { leaf, head: self.head_key(leaf), row })
        }
    }

    /// As [`cross_after`](Self::cross_after), values for writing.
    ///
    /// # Safety
    ///
    /// As [`cross_after`](Self::cross_after).
    #[inline]
    unsafe fn cross_after_mut(&mut self, leaf: LeafHandle, held: LeafHandle) -> Option<Crossing<K, V>> {
        // SAFETY: as in `cross_after`.
        unsafe {
            let leaf = self.next_leaf(leaf)?;
            let row = if leaf.same_leaf(held) { Row::EMPTY } else { self.row_mut(leaf) };
            Some(Crossing { leaf, head: self.head_key(leaf), row })
        }
    }

    /// The step to the leaf before `leaf`, for reading; `None` before the first. If it comes to the leaf `held`, the row is not
    /// asked for.
    ///
    /// # Safety
    ///
    /// - `leaf` came from this tree, which has not changed since.
    #[inline]
    unsafe fn cross_before(&self, leaf: LeafHandle, held: LeafHandle) -> Option<Crossing<K, V>> {
        // SAFETY: the caller's contract is the same; a leaf behind another has a head.
        unsafe {
            let before = self.prev_leaf(leaf)?;
            let row = if before.same_leaf(held) { Row::EMPTY } else { self.row(before) };
            Some(Crossing { leaf: before, head: self.head_key(leaf), row })
        }
    }

    /// As [`cross_before`](Self::cross_before), values for writing.
    ///
    /// # Safety
    ///
    /// As [`cross_before`](Self::cross_before).
    #[inline]
    unsafe fn cross_before_mut(&mut self, leaf: LeafHandle, held: LeafHandle) -> Option<Crossing<K, V>> {
        // SAFETY: as in `cross_before`.
        unsafe {
            let before = self.prev_leaf(leaf)?;
            let row = if before.same_leaf(held) { Row::EMPTY } else { self.row_mut(before) };
            Some(Crossing { leaf: before, head: self.head_key(leaf), row })
        }
    }

    /// The entry at `at`, for reading.
    ///
    /// # Safety
    ///
    /// - `at` came from this tree, which has not changed since; its slot is below the leaf's length.
    #[inline]
    unsafe fn entry(&self, at: Position) -> (*const K, *const V) {
        // SAFETY: the caller's contract is the same; the run holds one entry, in its head or in its row.
        unsafe { self.run(at.leaf, at.slot..at.slot + 1).pop_front(Self::PAIRS).expect("a run of one entry") }
    }

    /// The entry at `at`, its value for writing.
    ///
    /// # Safety
    ///
    /// As [`entry`](Self::entry).
    #[inline]
    unsafe fn value_mut(&mut self, at: Position) -> (*const K, *const V) {
        // SAFETY: as in `entry`.
        unsafe {
            let mut run = self.run_mut(at.leaf, at.slot..at.slot + 1);
            run.pop_front(Self::PAIRS).expect("a run of one entry")
        }
    }

    /// Puts an entry at `at` and returns where it came to rest.
    ///
    /// Moves entries, allocates nodes, runs no code of K or V. In **O(log n)** time.
    ///
    /// # Panics
    ///
    /// If there are no node ids left, before anything has changed.
    ///
    /// # Safety
    ///
    /// - `at` came from this tree, which has not changed since; its slot is at most the leaf's length.
    unsafe fn insert(&mut self, at: Position, key: K, value: V) -> Position;

    /// Takes the entry at `at` out, and returns it with the position of the gap it left: of no meaning if the tree is empty
    /// now.
    ///
    /// Moves entries, frees nodes, runs no code of K or V. In **O(log n)** time.
    ///
    /// # Safety
    ///
    /// - `at` came from this tree, which has not changed since; its slot is below the leaf's length.
    unsafe fn remove(&mut self, at: Position) -> (K, V, Position);

    /// Tests the entry at `at`, and as many behind it in its leaf as the layout likes: takes out those that `test` wants taken, hands
    /// them to `taken`, and ends where `test` wants to stop. Returns the gap behind those tested, of no meaning if the tree is
    /// empty now, and the last verdict.
    ///
    /// If `test` or `taken` panics the tree is valid, without the entries taken out; the entry under test stays.
    ///
    /// # Safety
    ///
    /// - `at` came from this tree, which has not changed since; its slot is below the leaf's length.
    #[inline]
    unsafe fn extract_from_leaf(
        &mut self,
        at: Position,
        test: &mut impl FnMut(&K, &mut V) -> Verdict,
        taken: &mut impl FnMut(K, V),
    ) -> (Position, Verdict) {
        // SAFETY: the caller's contract is the same.
        unsafe { self.extract_entry(at, test, taken) }
    }

    /// As [`extract_from_leaf`](Self::extract_from_leaf), of one entry.
    ///
    /// # Safety
    ///
    /// As [`extract_from_leaf`](Self::extract_from_leaf).
    #[inline]
    unsafe fn extract_entry(
        &mut self,
        at: Position,
        test: &mut impl FnMut(&K, &mut V) -> Verdict,
        taken: &mut impl FnMut(K, V),
    ) -> (Position, Verdict) {
        // SAFETY: the slot has an entry (caller), which is lent out alone, for the time of one call.
        let verdict = unsafe {
            let (key, value) = self.value_mut(at);
            test(&*key, &mut *value.cast_mut())
        };
        match verdict {
            Verdict::Keep => (Position { slot: at.slot + 1, ..at }, verdict),
            Verdict::Take => {
                // SAFETY: the tree has not changed.
                let (key, value, gap) = unsafe { self.remove(at) };
                taken(key, value);
                (gap, verdict)
            }
            Verdict::Stop => (at, verdict),
        }
    }

    /// Puts an entry at `at` as [`insert`](Self::insert) does, or hands it back if there is no memory for it.
    ///
    /// A layout that cannot tell beforehand ends as `insert` does.
    ///
    /// # Errors
    ///
    /// The entry, if memory was refused; the tree holds what it held.
    ///
    /// # Safety
    ///
    /// - As [`insert`](Self::insert).
    unsafe fn try_insert(&mut self, at: Position, key: K, value: V) -> Result<Position, (K, V)> {
        // SAFETY: the caller's contract is the same.
        Ok(unsafe { self.insert(at, key, value) })
    }

    /// The entry at `at`, its key for writing too.
    ///
    /// # Safety
    ///
    /// - `at` came from this tree, which has not changed since; its slot is below the leaf's length.
    unsafe fn entry_mut(&mut self, at: Position) -> (&mut K, &mut V);

    /// Where the first entry of an empty tree goes.
    fn empty_position(&self) -> Position;

    /// Adds entries behind the last one, leaving full leaves behind: **O(1)** an entry.
    ///
    /// The caller sees to it that keys ascend; if they do not, later searches may miss entries. If the iterator
    /// panics, the tree keeps some of what came before and stays consistent.
    fn append_sorted<I: Iterator<Item = (K, V)>>(&mut self, entries: I);

    /// Adds entries as [`append_sorted`](Self::append_sorted) does, but leaves slack behind the last one, where more may
    /// follow: [`shrink_end`](Self::shrink_end) gives it back.
    fn append_with_slack<I: Iterator<Item = (K, V)>>(&mut self, entries: I) {
        self.append_sorted(entries);
    }

    /// Gives back the memory that adding entries at the end took too much.
    fn shrink_end(&mut self) {
        self.shrink_to_fit();
    }

    /// Adds entries to an empty tree, as [`append_sorted`](Self::append_sorted) does, and gives back what memory was taken
    /// too much.
    fn build_sorted<I: Iterator<Item = (K, V)>>(&mut self, entries: I) {
        self.append_with_slack(entries);
        self.shrink_end();
    }

    /// Moves all entries of `right` behind those of this tree.
    ///
    /// The caller sees to it that the keys of `right` are above; if they are not, later searches may miss entries. Runs no
    /// code of K or V. In **O(m)** time for `m` entries of `right` unless a layout moves whole nodes.
    ///
    /// `right` is empty then. Where whole nodes move, an allocator that panics finds both trees with what they held.
    fn append(&mut self, right: &mut Self) {
        let empty = right.empty_like();
        self.append_sorted(crate::iterate::Entries::new(core::mem::replace(right, empty)));
    }

    /// Takes out all entries behind the gap `at`, as a tree of the same fanout.
    ///
    /// Runs no code of K or V. In **O(m log n)** time for `m` entries moved unless a layout moves whole nodes.
    ///
    /// # Safety
    ///
    /// - `at` came from this tree, which has not changed since; its slot is at most the leaf's length.
    #[must_use]
    unsafe fn split_off(&mut self, at: Position) -> Self {
        // SAFETY: the caller's contract is the same; the count is that of the entries there are.
        unsafe {
            let count = crate::iterate::steps::count_behind(self, at);
            self.remove_range(at, count)
        }
    }

    /// Takes out the `count` entries behind the gap `from`, as a tree of the same fanout.
    ///
    /// Runs no code of K or V. In **O(m log n)** time for `m` entries moved unless a layout moves whole nodes.
    ///
    /// # Safety
    ///
    /// - `from` came from this tree, which has not changed since; its slot is at most the leaf's length.
    /// - There are `count` entries behind `from`, or more.
    #[must_use]
    unsafe fn remove_range(&mut self, from: Position, count: usize) -> Self {
        let mut taken = self.empty_like();
        // SAFETY: the caller's contract is the same.
        taken.append_sorted(unsafe { crate::iterate::Draining::new(self, from, count) });
        taken
    }

    /// A tree with a clone of every entry, and no slack, in **O(n)** time.
    ///
    /// If a `clone` panics, what was cloned so far is dropped.
    fn clone_tree(&self) -> Self
    where
        K: Clone,
        V: Clone,
    {
        let mut clone = self.empty_like();
        clone.append_sorted(crate::iterate::Cloned::new(self));
        clone.shrink_to_fit();
        clone
    }

    /// Gives back memory that holds no entry: spare capacity of nodes and of the arenas.
    fn shrink_to_fit(&mut self);

    /// Declares all entries moved out: the tree is as if empty, and drops no key and no value.
    ///
    /// # Safety
    ///
    /// - Every entry was read out, or is meant to be leaked.
    unsafe fn forget_entries(&mut self);

    /// The bytes that the tree holds, as requested from the allocator; what keys and values hold themselves not counted.
    /// In **O(nodes)** time.
    fn heap_bytes(&self) -> usize;

    /// Checks every invariant, in **O(n)** time.
    ///
    /// # Errors
    ///
    /// The first broken one.
    fn check_invariants(&self) -> Result<(), InvariantError>
    where
        K: Ord;

    /// Calls `each` with the number of entries and the capacity of every leaf, left to right.
    fn for_each_leaf(&self, each: &mut dyn FnMut(usize, usize));
}

/// A layout whose trees can be made from nothing: all but trees in an allocator that must be named.
pub trait DefaultLayout<K, V>: Layout<K, V> {
    /// An empty tree of the default fanout. Allocates nothing.
    fn new() -> Self;

    /// An empty tree of the given fanout. Allocates nothing.
    ///
    /// # Errors
    ///
    /// If the layout cannot have that fanout.
    fn with_fanout(fanout: usize) -> Result<Self, FanoutError>;
}
