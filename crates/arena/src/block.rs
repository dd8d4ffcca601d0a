//! Block memory for trees that shape their nodes themselves: one heap block a node, of exactly the bytes asked for.
//!
//! This is the thinnest of the arenas: no slots, no ids, no generations. What it adds to the allocator is that it
//! never returns null and never asks it for zero bytes. Who holds a block, and for how long, is the tree's business.

use alloc::alloc::{alloc, dealloc, handle_alloc_error};
use core::alloc::Layout;
use core::ptr::NonNull;

/// Allocates a block. Its bytes are uninitialised.
///
/// Computes in the time of the global allocator.
///
/// # Panics
///
/// If the layout is empty. Ends as [`handle_alloc_error`] does if memory is exhausted: the program aborts, unless it installed another
/// ending.
///
/// ```
/// let layout = std::alloc::Layout::new::<[u64; 4]>();
/// let block = arena::block::allocate(layout);
/// // SAFETY: allocated just above with this layout, and not used again.
/// unsafe { arena::block::free(block, layout) };
/// ```
#[inline]
pub fn allocate(layout: Layout) -> NonNull<u8> {
    match try_allocate(layout) {
        Some(block) => block,
        None => handle_alloc_error(layout),
    }
}

/// Allocates a block, or says that there is none.
///
/// # Panics
///
/// If the layout is empty.
#[inline]
pub fn try_allocate(layout: Layout) -> Option<NonNull<u8>> {
    assert_ne!(layout.size(), 0, "a block has bytes");
    // SAFETY: the layout's size is not zero.
    NonNull::new(unsafe { alloc(layout) })
}

/// Frees a block.
///
/// # Safety
///
/// - `block` came from [`allocate`] or [`try_allocate`] with this very `layout`, and was not freed since.
#[inline]
pub unsafe fn free(block: NonNull<u8>, layout: Layout) {
    // SAFETY: allocated by the global allocator with this layout (caller).
    unsafe { dealloc(block.as_ptr(), layout) };
}
