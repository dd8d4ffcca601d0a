//! A gap between two entries, under the tree's exclusive borrow: it moves, and entries come and go beside it.

use super::Occupied;
use crate::iterate::steps::{entry_after, entry_at_mut, entry_before};
use crate::iterate::{Cursor, edge, whole_edge};
use crate::{Layout, Position};
use core::borrow::Borrow;
use core::fmt;
use core::marker::PhantomData;
use core::ops::Bound;

/// What is to become of an entry under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It stays where it is.
    Keep,
    /// It is taken out.
    Take,
    /// It stays, and so do all behind it.
    Stop,
}

/// A gap of a tree.
pub struct Gap<'a, K, V, T> {
    tree: &'a mut T,
    /// Invariant: a position of `tree`, unless that is empty; nothing else can have changed `tree` since. `None` while the tree
    /// is changed, and for good if that unwinds: the place is lost then.
    at: Option<Position>,
    marker: PhantomData<&'a mut (K, V)>,
}

// SAFETY: it is an exclusive borrow of the tree, its keys and its values.
unsafe impl<K: Send, V: Send, T: Send> Send for Gap<'_, K, V, T> {}
// SAFETY: through `&Gap` at most shared references to keys and values are reached.
unsafe impl<K: Sync, V: Sync, T: Sync> Sync for Gap<'_, K, V, T> {}

impl<K, V, T> fmt::Debug for Gap<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gap").field("at", &self.at).finish_non_exhaustive()
    }
}

impl<'a, K, V, T> Occupied<'a, K, V, T> {
    /// The gap behind the entry.
    #[inline]
    pub fn into_gap(self) -> Gap<'a, K, V, T> {
        let at = Some(Position { slot: self.at.slot + 1, ..self.at });
        Gap { tree: self.tree, at, marker: PhantomData }
    }
}

impl<'a, K, V, T: Layout<K, V>> Gap<'a, K, V, T> {
    /// The gap that `bound` names, in **O(log n)** time: as the end of a range that it is (`upper`), or as its start.
    pub fn at<Q>(tree: &'a mut T, bound: Bound<&Q>, upper: bool) -> Self
    where
        K: Borrow<Q>,
        Q: Ord + ?Sized,
    {
        let at = Some(edge(tree, bound, upper));
        Gap { tree, at, marker: PhantomData }
    }

    /// The gap before the first entry.
    pub fn front(tree: &'a mut T) -> Self {
        let at = Some(whole_edge(tree, false));
        Gap { tree, at, marker: PhantomData }
    }

    /// Number of entries of the tree.
    pub fn tree_len(&self) -> usize {
        self.tree.len()
    }

    /// The same gap, for reading; the one before the first entry if the place is lost.
    pub fn as_cursor(&self) -> Cursor<'_, K, V, T> {
        let at = self.at.unwrap_or_else(|| whole_edge(self.tree, false));
        // SAFETY: a position of this tree (invariant), which is borrowed from now on.
        unsafe { Cursor::over(self.tree, at) }
    }

    /// The entry behind the gap.
    #[inline]
    pub fn peek_next(&mut self) -> Option<(&K, &mut V)> {
        // SAFETY: the gap is a position of this tree (invariant); what `entry_after` gives is an entry of it.
        unsafe {
            let at = entry_after(&*self.tree, self.at?)?;
            Some(entry_at_mut(&mut *self.tree, at))
        }
    }

    /// The entry before the gap.
    #[inline]
    pub fn peek_prev(&mut self) -> Option<(&K, &mut V)> {
        // SAFETY: the gap is a position of this tree (invariant); what `entry_before` gives is an entry of it.
        unsafe {
            let at = entry_before(&*self.tree, self.at?)?;
            Some(entry_at_mut(&mut *self.tree, at))
        }
    }

    /// Moves behind the next entry, and returns it.
    #[inline]
    pub fn step_next(&mut self) -> Option<(&K, &mut V)> {
        // SAFETY: as in `peek_next`; behind an entry is a position too.
        unsafe {
            let at = entry_after(&*self.tree, self.at?)?;
            self.at = Some(Position { slot: at.slot + 1, ..at });
            Some(entry_at_mut(&mut *self.tree, at))
        }
    }

    /// Moves before the previous entry, and returns it.
    #[inline]
    pub fn step_prev(&mut self) -> Option<(&K, &mut V)> {
        // SAFETY: as in `peek_prev`.
        unsafe {
            let at = entry_before(&*self.tree, self.at?)?;
            self.at = Some(at);
            Some(entry_at_mut(&mut *self.tree, at))
        }
    }

    /// Takes the next entry out.
    #[inline]
    pub fn remove_next(&mut self) -> Option<(K, V)> {
        // SAFETY: as in `peek_next`.
        let at = unsafe { entry_after(&*self.tree, self.at?) }?;
        Some(self.remove(at))
    }

    /// Takes the previous entry out.
    #[inline]
    pub fn remove_prev(&mut self) -> Option<(K, V)> {
        // SAFETY: as in `peek_prev`.
        let at = unsafe { entry_before(&*self.tree, self.at?) }?;
        Some(self.remove(at))
    }

    /// Moves on to the next entry that `test` wants taken, and takes it out; `None` at the end, or where `test` wants to stop.
    ///
    /// The gap is before the entry under test while `test` runs: it stays there if that panics, or stops.
    #[inline]
    pub fn take_next_where(&mut self, mut test: impl FnMut(&K, &mut V) -> Verdict) -> Option<(K, V)> {
        loop {
            // SAFETY: the gap is a position of this tree (invariant).
            let at = unsafe { entry_after(&*self.tree, self.at?) }?;
            match self.test_leaf(at, &mut test) {
                Verdict::Keep => {}
                Verdict::Take => return Some(self.remove(self.at?)),
                Verdict::Stop => return None,
            }
        }
    }

    /// Takes out all entries behind the gap that `test` wants taken, up to the end or to where `test` wants to stop, and hands them to
    /// `taken`. A layout may move each entry that stays once, where one removal after the other moves it for each.
    #[inline]
    pub fn take_all_where(
        mut self,
        mut test: impl FnMut(&K, &mut V) -> Verdict,
        mut taken: impl FnMut(K, V),
    ) {
        // The place is lost while the tree may change.
        while let Some(at) = self.at.take() {
            // SAFETY: the gap is a position of this tree (invariant), and the entry behind it has a slot.
            let (gap, verdict) = unsafe {
                let Some(at) = entry_after(&*self.tree, at) else { return };
                self.tree.extract_from_leaf(at, &mut test, &mut taken)
            };
            self.at = Some(gap);
            if verdict == Verdict::Stop {
                return;
            }
        }
    }

    /// Tests the entries of a leaf from `at` on, up to the first that is not to be kept. The gap is before that, or behind the
    /// leaf.
    // Always inlined, into its only caller: what the test counts stays in registers.
    #[inline(always)]
    fn test_leaf(&mut self, at: Position, test: &mut impl FnMut(&K, &mut V) -> Verdict) -> Verdict {
        /// Writes down where the gap is, also if a test panics. Until then that is in a register.
        struct Gone<'g>(&'g mut Option<Position>, Position);

        impl Drop for Gone<'_> {
            #[inline]
            fn drop(&mut self) {
                *self.0 = Some(self.1);
            }
        }

        let mut gone = Gone(&mut self.at, at);
        // SAFETY:
        // 1. There is an entry at `at` (caller). It is that of the head, or the row has it.
        // 2. The tree stays as it is, and each entry is lent out alone, for the time of one call.
        unsafe {
            if at.slot == 0 && self.tree.first_key_in_parent(at.leaf) {
                let (key, value) = self.tree.value_mut(at);
                match test(&*key, &mut *value.cast_mut()) {
                    Verdict::Keep => gone.1.slot = 1,
                    verdict => return verdict,
                }
            }
            let mut row = self.tree.row_mut(at.leaf);
            row.from = gone.1.slot;
            while let Some((key, value)) = row.pop_front(T::PAIRS) {
                match test(&*key, &mut *value.cast_mut()) {
                    Verdict::Keep => gone.1.slot += 1,
                    verdict => return verdict,
                }
            }
        }
        Verdict::Keep
    }

    /// Takes out the entry at `at`, which `entry_after` or `entry_before` gave.
    #[inline]
    fn remove(&mut self, at: Position) -> (K, V) {
        // The allocator may panic after nodes were merged: no position is kept over that.
        self.at = None;
        // SAFETY: `at` is a position of this tree with an entry, and the gap left is one of it.
        let (key, value, gap) = unsafe { self.tree.remove(at) };
        self.at = Some(gap);
        (key, value)
    }

    /// Puts an entry into the gap; the gap is before it then. The caller sees to the order.
    ///
    /// # Panics
    ///
    /// If the place is lost.
    pub fn insert_after(&mut self, key: K, value: V) {
        self.at = Some(self.insert(key, value));
    }

    /// Puts an entry into the gap; the gap is behind it then. The caller sees to the order.
    ///
    /// # Panics
    ///
    /// If the place is lost.
    pub fn insert_before(&mut self, key: K, value: V) {
        let at = self.insert(key, value);
        self.at = Some(Position { slot: at.slot + 1, ..at });
    }

    fn insert(&mut self, key: K, value: V) -> Position {
        let at = self.at.take().expect(
            "the cursor has lost its position, because its allocator panicked in a removal or an insert",
        );
        let at = if self.tree.is_empty() { self.tree.empty_position() } else { at };
        // SAFETY: a position of this tree (invariant).
        unsafe { self.tree.insert(at, key, value) }
    }
}

/// A gap of a tree beside which keys may be written too. The caller sees to their order.
#[derive(Debug)]
pub struct KeyGap<'a, K, V, T>(Gap<'a, K, V, T>);

impl<'a, K, V, T> From<Gap<'a, K, V, T>> for KeyGap<'a, K, V, T> {
    fn from(gap: Gap<'a, K, V, T>) -> Self {
        KeyGap(gap)
    }
}

impl<'a, K, V, T: Layout<K, V>> KeyGap<'a, K, V, T> {
    /// What does not write keys.
    pub fn gap(&self) -> &Gap<'a, K, V, T> {
        &self.0
    }

    /// What does not write keys.
    pub fn gap_mut(&mut self) -> &mut Gap<'a, K, V, T> {
        &mut self.0
    }

    /// The entry behind the gap.
    pub fn peek_next(&mut self) -> Option<(&mut K, &mut V)> {
        // SAFETY: the gap is a position of this tree (invariant); what `entry_after` gives is an entry of it.
        unsafe {
            let at = entry_after(&*self.0.tree, self.0.at?)?;
            Some(self.0.tree.entry_mut(at))
        }
    }

    /// The entry before the gap.
    pub fn peek_prev(&mut self) -> Option<(&mut K, &mut V)> {
        // SAFETY: the gap is a position of this tree (invariant); what `entry_before` gives is an entry of it.
        unsafe {
            let at = entry_before(&*self.0.tree, self.0.at?)?;
            Some(self.0.tree.entry_mut(at))
        }
    }

    /// Moves behind the next entry, and returns it.
    pub fn step_next(&mut self) -> Option<(&mut K, &mut V)> {
        // SAFETY: as in `peek_next`; behind an entry is a position too.
        unsafe {
            let at = entry_after(&*self.0.tree, self.0.at?)?;
            self.0.at = Some(Position { slot: at.slot + 1, ..at });
            Some(self.0.tree.entry_mut(at))
        }
    }

    /// Moves before the previous entry, and returns it.
    pub fn step_prev(&mut self) -> Option<(&mut K, &mut V)> {
        // SAFETY: as in `peek_prev`.
        unsafe {
            let at = entry_before(&*self.0.tree, self.0.at?)?;
            self.0.at = Some(at);
            Some(self.0.tree.entry_mut(at))
        }
    }
}
