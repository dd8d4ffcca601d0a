//! Where the ends of a walk get their leaves from.

use crate::{Layout, LeafAt, Run};
use core::ops::Range;

/// A tree as a walk sees it: something that hands out runs.
///
/// # Safety
///
/// The methods keep the contract of the [`Layout`] methods of the same names.
pub(crate) unsafe trait Source<K, V> {
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
    /// As [`Layout::run`] or [`Layout::run_mut`].
    unsafe fn load(&mut self, leaf: LeafAt, slots: Range<usize>) -> Run<K, V>;
}

/// Forwards everything to the tree, `load` to the method named.
macro_rules! source {
    ($($owner:ty, $load:ident;)*) => {$(
        // SAFETY: every method passes its arguments on to the layout's method of the same contract.
        unsafe impl<K, V, T: Layout<K, V>> Source<K, V> for $owner {
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
            unsafe fn load(&mut self, leaf: LeafAt, slots: Range<usize>) -> Run<K, V> {
                // SAFETY: the caller's contract is the same.
                unsafe { T::$load(self, leaf, slots) }
            }
        }
    )*};
}

source! {
    &T, run;
    &mut T, run_mut;
    core::mem::ManuallyDrop<T>, run_mut;
}
