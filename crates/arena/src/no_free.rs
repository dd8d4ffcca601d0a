//! An allocator that frees nothing, to free a whole tree at once with its arena.
//!
//! [`frees`] tells a tree whether it must free its blocks. A wrong `false` could only leak blocks.

use allocator_api2::alloc::{AllocError, Allocator};
use core::alloc::Layout;
use core::fmt;
use core::ptr::NonNull;

/// An allocator that does not free blocks. They are freed together with the allocator behind it.
///
/// Use it for bump arenas. Dropping a tree with this allocator takes **O(1)** time if its entries do not need to be
/// dropped.
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
    /// Makes an allocator that takes blocks from `alloc`, and does not return them.
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

/// Returns whether blocks of allocators of type `A` must be freed one by one. The optimiser computes it at compile time.
///
/// It is `false` for [`NoFree`] and, with the feature `bumpalo`, for `&Bump`.
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
