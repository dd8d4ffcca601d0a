//! An allocator that is never given a block back: what is needed to free a whole tree at once, with its arena.
//!
//! Owns one answer, that of [`frees`], and it may be wrong in one direction only: whoever is told that blocks need not be
//! given back leaks them at worst.

use allocator_api2::alloc::{AllocError, Allocator};
use core::alloc::Layout;
use core::fmt;
use core::ptr::NonNull;

/// An allocator whose blocks are freed by what is behind it, when that goes, and not one by one.
///
/// It is meant for bump arenas. A tree whose entries need no drop and whose allocator is of this type is not walked when it
/// is dropped: that takes **O(1)** time, whatever the tree holds.
///
/// ```
/// use arena::{Allocator, NoFree};
///
/// let bump = bumpalo::Bump::new();
/// let nodes = &bump; // the allocator is the reference
/// let alloc = NoFree::new(&nodes);
/// let layout = std::alloc::Layout::new::<u64>();
/// let block = alloc.allocate(layout).unwrap();
/// // SAFETY: allocated just above with this layout, and not used again.
/// unsafe { alloc.deallocate(block.cast(), layout) }; // nothing happens
/// ```
#[derive(Clone, Copy)]
pub struct NoFree<'a> {
    alloc: &'a dyn Allocator,
}

impl<'a> NoFree<'a> {
    /// Blocks come from `alloc`, and are not given back to it.
    pub const fn new(alloc: &'a dyn Allocator) -> Self {
        NoFree { alloc }
    }
}

impl fmt::Debug for NoFree<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NoFree").finish_non_exhaustive()
    }
}

// SAFETY:
// 1. Blocks are those of the allocator behind, which is borrowed and so neither moves nor goes while a copy of this lives.
// 2. No block is ever given back, so each stays valid for as long.
unsafe impl Allocator for NoFree<'_> {
    #[inline]
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        self.alloc.allocate(layout)
    }

    #[inline]
    fn allocate_zeroed(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        self.alloc.allocate_zeroed(layout)
    }

    #[inline(always)]
    unsafe fn deallocate(&self, _: NonNull<u8>, _: Layout) {}
}

/// Whether blocks have to be given back to allocators of type `A` one by one. Computes in **O(1)** time, at compile time where
/// that optimises.
///
/// They have not for [`NoFree`] and, with the feature `bumpalo`, for `&Bump`.
///
/// ```
/// assert!(arena::frees::<arena::Global>());
/// assert!(!arena::frees::<arena::NoFree<'_>>());
/// ```
#[inline]
pub fn frees<A>() -> bool {
    // Lifetimes do not count: the answer is about what `deallocate` does, not about any block.
    let id = typeid::of::<A>();
    #[cfg(feature = "bumpalo")]
    if id == typeid::of::<&'static bumpalo::Bump>() {
        return false;
    }
    id != typeid::of::<NoFree<'static>>()
}
