//! Where the ends of a walk get their leaves from.

use crate::{Layout, LeafAt, Run};
use core::ops::Range;

/// A borrow of a tree as a walk sees it: something that hands out runs.
///
/// # Safety
///
/// The methods keep the contract of the [`Layout`] methods of the same names.
pub(crate) unsafe trait Source<K, V> {
    /// As [`Layout::PAIRS`].
    const PAIRS: bool;
    /// The same borrow for a shorter time.
    type Again<'s>: Source<K, V>
    where
        Self: 's;

    /// Borrows the borrow.
    fn again(&mut self) -> Self::Again<'_>;

    /// # Safety
    ///
    /// As [`Layout::leaf_len`].
    unsafe fn leaf_len(&self, leaf: LeafAt) -> usize;
    /// # Safety
    ///
    /// As [`Layout::next_leaf`].
    unsafe fn next_leaf(&self, leaf: LeafAt) -> Option<LeafAt>;
    /// # Safety
    ///
    /// As [`Layout::prev_leaf`].
    unsafe fn prev_leaf(&self, leaf: LeafAt) -> Option<LeafAt>;
    /// # Safety
    ///
    /// As [`Layout::run_after`].
    unsafe fn run_after(&mut self, leaf: LeafAt, until: LeafAt) -> Option<(LeafAt, Run<K, V>)>;
    /// # Safety
    ///
    /// As [`Layout::run_before`].
    unsafe fn run_before(&mut self, leaf: LeafAt, until: LeafAt) -> Option<(LeafAt, Run<K, V>)>;
    /// # Safety
    ///
    /// As [`Layout::run`] or [`Layout::run_mut`].
    unsafe fn load(&mut self, leaf: LeafAt, slots: Range<usize>) -> Run<K, V>;
}

/// Forwards everything to the tree, `load` to the method named.
macro_rules! source {
    ($($owner:ty, $again:ty, $load:ident, $after:ident, $before:ident;)*) => {$(
        // SAFETY: every method passes its arguments on to the layout's method of the same contract.
        unsafe impl<K, V, T: Layout<K, V>> Source<K, V> for $owner {
            const PAIRS: bool = T::PAIRS;
            type Again<'s> = $again where Self: 's;

            #[inline]
            fn again(&mut self) -> Self::Again<'_> {
                self
            }

            #[inline]
            unsafe fn leaf_len(&self, leaf: LeafAt) -> usize {
                // SAFETY: the caller's contract is the same.
                unsafe { T::leaf_len(self, leaf) }
            }

            #[inline]
            unsafe fn next_leaf(&self, leaf: LeafAt) -> Option<LeafAt> {
                // SAFETY: the caller's contract is the same.
                unsafe { T::next_leaf(self, leaf) }
            }

            #[inline]
            unsafe fn prev_leaf(&self, leaf: LeafAt) -> Option<LeafAt> {
                // SAFETY: the caller's contract is the same.
                unsafe { T::prev_leaf(self, leaf) }
            }

            #[inline]
            unsafe fn run_after(&mut self, leaf: LeafAt, until: LeafAt) -> Option<(LeafAt, Run<K, V>)> {
                // SAFETY: the caller's contract is the same.
                unsafe { T::$after(self, leaf, until) }
            }

            #[inline]
            unsafe fn run_before(&mut self, leaf: LeafAt, until: LeafAt) -> Option<(LeafAt, Run<K, V>)> {
                // SAFETY: the caller's contract is the same.
                unsafe { T::$before(self, leaf, until) }
            }

            #[inline]
            unsafe fn load(&mut self, leaf: LeafAt, slots: Range<usize>) -> Run<K, V> {
                // SAFETY: the caller's contract is the same.
                unsafe { T::$load(self, leaf, slots) }
            }
        }
    )*};
}

source! {
    &T, &'s T, run, run_after, run_before;
    &mut T, &'s mut T, run_mut, run_after_mut, run_before_mut;
}
