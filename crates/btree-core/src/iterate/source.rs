//! Where the ends of a walk get their leaves from.

use crate::{Crossing, Layout, LeafHandle, Row};

/// A borrow of a tree as a walk sees it: something that hands out rows.
///
/// # Safety
///
/// The methods keep the contract of the [`Layout`] methods named.
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
    /// As [`Layout::row`] or [`Layout::row_mut`].
    unsafe fn row(&mut self, leaf: LeafHandle) -> Row<K, V>;
    /// # Safety
    ///
    /// As [`Layout::cross_after`] or [`Layout::cross_after_mut`].
    unsafe fn cross_after(&mut self, leaf: LeafHandle, held: LeafHandle) -> Option<Crossing<K, V>>;
    /// # Safety
    ///
    /// As [`Layout::cross_before`] or [`Layout::cross_before_mut`].
    unsafe fn cross_before(&mut self, leaf: LeafHandle, held: LeafHandle) -> Option<Crossing<K, V>>;
}

/// Forwards everything to the methods named.
macro_rules! source {
    ($($owner:ty, $again:ty, $row:ident, $after:ident, $before:ident;)*) => {$(
        // SAFETY: every method passes its arguments on to the layout's method of the same contract.
        unsafe impl<K, V, T: Layout<K, V>> Source<K, V> for $owner {
            const PAIRS: bool = T::PAIRS;
            type Again<'s> = $again where Self: 's;

            #[inline]
            fn again(&mut self) -> Self::Again<'_> {
                self
            }

            #[inline]
            unsafe fn row(&mut self, leaf: LeafHandle) -> Row<K, V> {
                // SAFETY: the caller's contract is the same.
                unsafe { T::$row(self, leaf) }
            }

            #[inline]
            unsafe fn cross_after(&mut self, leaf: LeafHandle, held: LeafHandle) -> Option<Crossing<K, V>> {
                // SAFETY: the caller's contract is the same.
                unsafe { T::$after(self, leaf, held) }
            }

            #[inline]
            unsafe fn cross_before(&mut self, leaf: LeafHandle, held: LeafHandle) -> Option<Crossing<K, V>> {
                // SAFETY: the caller's contract is the same.
                unsafe { T::$before(self, leaf, held) }
            }
        }
    )*};
}

source! {
    &T, &'s T, row, cross_after, cross_before;
    &mut T, &'s mut T, row_mut, cross_after_mut, cross_before_mut;
}
