//! The two ends of a walk: pure bookkeeping over runs, the same for every kind of borrow.

use super::source::Source;
use crate::{LeafAt, Position, Run};
use core::mem;

/// One end: the leaf it is in, and what is left of it.
#[derive(Debug)]
struct Side<K, V> {
    leaf: LeafAt,
    /// Where in the leaf the end began; counts only until the leaf is loaded.
    slot: usize,
    loaded: bool,
    run: Run<K, V>,
}

impl<K, V> Side<K, V> {
    const fn at(position: Position) -> Self {
        Side { leaf: position.leaf, slot: position.slot, loaded: false, run: Run::EMPTY }
    }
}

// Not derived: copying an end needs no `K: Clone`.
impl<K, V> Clone for Side<K, V> {
    fn clone(&self) -> Self {
        Side { ..*self }
    }
}

/// A raw entry: a key for reading, a value for what the walk may do with it.
pub(super) type RawEntry<K, V> = (*const K, *const V);

/// Both ends of a walk.
///
/// Invariant: the positions, and the runs loaded from them, belong to the one source that every method is given.
#[derive(Debug)]
pub(super) struct Ends<K, V> {
    front: Side<K, V>,
    back: Side<K, V>,
    /// The ends share a leaf, which is loaded: there are no others left between them.
    met: bool,
    /// Number of entries not in a run, if the number was known at the start.
    unloaded: usize,
}

impl<K, V> Clone for Ends<K, V> {
    fn clone(&self) -> Self {
        Ends { front: self.front.clone(), back: self.back.clone(), ..*self }
    }
}

impl<K, V> Ends<K, V> {
    /// A walk over nothing, for which no source is ever asked.
    pub(super) const fn empty() -> Self {
        let nowhere = Position { leaf: LeafAt::from_index(0, 0), slot: 0 };
        let mut ends = Ends::new((nowhere, nowhere), 0);
        ends.front.loaded = true;
        ends.back.loaded = true;
        ends.met = true;
        ends
    }

    /// A walk between two positions, with `len` entries between them (or any number, if nobody asks).
    pub(super) const fn new(span: (Position, Position), len: usize) -> Self {
        Ends { front: Side::at(span.0), back: Side::at(span.1), met: false, unloaded: len }
    }

    /// Number of entries left, if it was known at the start.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.unloaded + self.front.run.len() + self.back.run.len()
    }

    /// The next entry.
    ///
    /// # Safety
    ///
    /// - `source` is the source that the positions came from, unchanged since.
    #[inline]
    pub(super) unsafe fn next<S: Source<K, V>>(&mut self, source: &mut S) -> Option<RawEntry<K, V>> {
        if self.front.run.row_len() != 0 {
            // SAFETY: the row is not empty, and the source is still borrowed.
            return Some(unsafe { self.front.run.pop_front() });
        }
        // SAFETY: the caller's contract is the same.
        unsafe { self.next_slow(source) }
    }

    /// The next entry from the back.
    ///
    /// # Safety
    ///
    /// As [`next`](Self::next).
    #[inline]
    pub(super) unsafe fn next_back<S: Source<K, V>>(&mut self, source: &mut S) -> Option<RawEntry<K, V>> {
        if self.back.run.row_len() != 0 {
            // SAFETY: the row is not empty, and the source is still borrowed.
            return Some(unsafe { self.back.run.pop_back() });
        }
        // SAFETY: the caller's contract is the same.
        unsafe { self.next_back_slow(source) }
    }

    /// Gives every entry left to `each`: a tight loop per leaf.
    ///
    /// If `each` panics, the entries of the leaf it was in are gone: not for walks that own what they hand out.
    ///
    /// # Safety
    ///
    /// As [`next`](Self::next).
    #[inline]
    pub(super) unsafe fn fold<S: Source<K, V>, B>(
        &mut self,
        source: &mut S,
        init: B,
        mut each: impl FnMut(B, *const K, *const V) -> B,
    ) -> B {
        let mut folded = init;
        // SAFETY: the caller's contract is the same; the source is borrowed throughout.
        unsafe {
            while let Some((key, value)) = self.next(source) {
                folded = each(folded, key, value);
                folded = self.front.run.fold_row(folded, &mut each);
            }
        }
        folded
    }

    /// # Safety
    ///
    /// As [`next`](Self::next).
    #[inline(never)]
    unsafe fn next_slow<S: Source<K, V>>(&mut self, source: &mut S) -> Option<RawEntry<K, V>> {
        loop {
            if !self.front.loaded {
                // SAFETY: the caller's contract is the same.
                unsafe { self.load_front(source) };
            }
            if let Some(head) = self.front.run.take_head() {
                return Some(head);
            }
            if self.front.run.row_len() != 0 {
                // SAFETY: the row is not empty, and the source is still borrowed.
                return Some(unsafe { self.front.run.pop_front() });
            }
            if self.met {
                if self.back.run.is_empty() {
                    return None;
                }
                self.front.run = mem::replace(&mut self.back.run, Run::EMPTY);
            } else {
                // SAFETY: the leaf belongs to the source (invariant), which has not changed (caller).
                let leaf = unsafe { source.next_leaf(self.front.leaf) }?;
                self.front = Side::at(Position { leaf, slot: 0 });
            }
        }
    }

    /// # Safety
    ///
    /// As [`next`](Self::next).
    #[inline(never)]
    unsafe fn next_back_slow<S: Source<K, V>>(&mut self, source: &mut S) -> Option<RawEntry<K, V>> {
        loop {
            if !self.back.loaded {
                // SAFETY: the caller's contract is the same.
                unsafe { self.load_back(source) };
            }
            if self.back.run.row_len() != 0 {
                // SAFETY: the row is not empty, and the source is still borrowed.
                return Some(unsafe { self.back.run.pop_back() });
            }
            if let Some(head) = self.back.run.take_head() {
                return Some(head);
            }
            if self.met {
                if self.front.run.is_empty() {
                    return None;
                }
                self.back.run = mem::replace(&mut self.front.run, Run::EMPTY);
            } else {
                // SAFETY: the leaves belong to the source (invariant), which has not changed (caller).
                unsafe {
                    let leaf = source.prev_leaf(self.back.leaf)?;
                    self.back = Side::at(Position { leaf, slot: source.leaf_len(leaf) });
                }
            }
        }
    }

    /// Loads the leaf of the front, or finds that the back has it.
    ///
    /// # Safety
    ///
    /// As [`next`](Self::next).
    unsafe fn load_front<S: Source<K, V>>(&mut self, source: &mut S) {
        self.front.loaded = true;
        if self.front.leaf.same_leaf(self.back.leaf) {
            // SAFETY: the caller's contract is the same.
            self.front.run = unsafe { self.load_shared(source) };
            return;
        }
        // SAFETY: the leaf belongs to the source (invariant); the slots are an ascending range inside it.
        self.front.run = unsafe {
            let len = source.leaf_len(self.front.leaf);
            source.load(self.front.leaf, self.front.slot.min(len)..len)
        };
        self.unloaded = self.unloaded.wrapping_sub(self.front.run.len());
    }

    /// Loads the leaf of the back, or finds that the front has it.
    ///
    /// # Safety
    ///
    /// As [`next`](Self::next).
    unsafe fn load_back<S: Source<K, V>>(&mut self, source: &mut S) {
        self.back.loaded = true;
        if self.front.leaf.same_leaf(self.back.leaf) {
            // SAFETY: the caller's contract is the same.
            self.back.run = unsafe { self.load_shared(source) };
            return;
        }
        // SAFETY: the leaf belongs to the source (invariant); the slots are an ascending range inside it.
        self.back.run = unsafe {
            let len = source.leaf_len(self.back.leaf);
            source.load(self.back.leaf, 0..self.back.slot.min(len))
        };
        self.unloaded = self.unloaded.wrapping_sub(self.back.run.len());
    }

    /// Loads the leaf that both ends are in, for the end that asks: nothing if the other end was here before.
    ///
    /// # Safety
    ///
    /// As [`next`](Self::next).
    unsafe fn load_shared<S: Source<K, V>>(&mut self, source: &mut S) -> Run<K, V> {
        let here_before = self.met || (self.front.loaded && self.back.loaded);
        self.met = true;
        self.front.loaded = true;
        self.back.loaded = true;
        if here_before {
            return Run::EMPTY;
        }
        // SAFETY: the leaf belongs to the source (invariant); the slots are an ascending range inside it.
        let run = unsafe {
            let len = source.leaf_len(self.front.leaf);
            let end = self.back.slot.min(len);
            source.load(self.front.leaf, self.front.slot.min(end)..end)
        };
        self.unloaded = self.unloaded.wrapping_sub(run.len());
        run
    }
}
