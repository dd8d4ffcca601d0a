//! The integer types a handle may keep its index in.
//!
//! Owns one invariant: an id is always below [`Id::LIMIT`], so the type's own maximum is free for arenas to mean
//! "no slot". No unsafe code relies on it; every index is checked against the arena before use.

use core::fmt::Debug;
use core::hash::Hash;

mod sealed {
    pub trait Sealed {}
}

/// An unsigned integer that names a slot: `u8`, `u16`, `u32` or `usize`.
///
/// Narrow types exist so that running out of ids can be tested, and for small trees. The trait is sealed.
///
/// ```
/// use arena::Id;
/// assert_eq!(u8::LIMIT, 255);
/// assert_eq!(u8::from_index(254), Some(254));
/// assert_eq!(u8::from_index(255), None);
/// ```
pub trait Id: Copy + Ord + Hash + Debug + Send + Sync + 'static + sealed::Sealed {
    /// The number of ids: every index is below it.
    const LIMIT: usize;

    /// The id of `index`, or `None` at [`LIMIT`](Id::LIMIT) and beyond. Computes in **O(1)** time.
    fn from_index(index: usize) -> Option<Self>;

    /// The index this id names. Computes in **O(1)** time.
    fn index(self) -> usize;
}

macro_rules! ids {
    ($($int:ty),*) => {$(
        impl sealed::Sealed for $int {}

        impl Id for $int {
            // On targets whose addresses are narrower than the id, the address space is the limit.
            const LIMIT: usize =
                if size_of::<$int>() >= size_of::<usize>() { usize::MAX } else { <$int>::MAX as usize };

            #[inline]
            fn from_index(index: usize) -> Option<Self> {
                if index < Self::LIMIT { Some(index as $int) } else { None }
            }

            #[inline]
            fn index(self) -> usize {
                self as usize
            }
        }
    )*};
}

ids!(u8, u16, u32, usize);

/// How many slots an arena may have whose own links are `u32` and whose handles hold an `I`.
pub(crate) const fn slot_limit<I: Id>() -> usize {
    if I::LIMIT < <u32 as Id>::LIMIT { I::LIMIT } else { <u32 as Id>::LIMIT }
}
