//! Block memory for trees that shape their nodes themselves: one block a node, of exactly the bytes asked for.
//!
//! This is the thinnest of the arenas: no slots, no ids, no generations. Blocks come from any [`Allocator`]. What this
//! adds to one is that giving a block back, or its end, never unwinds. Who holds a block, and for how long, is the tree's business.

use alloc::alloc::handle_alloc_error;
use allocator_api2::alloc::Allocator;
use core::alloc::Layout;
use core::ptr::NonNull;

/// Allocates a block. Its bytes are uninitialised.
///
/// Computes in the time of the allocator.
///
/// # Panics
///
/// Ends as [`handle_alloc_error`] does if memory is exhausted: the program aborts, unless it installed another ending.
///
/// ```
/// use arena::{Global, block};
///
/// let layout = std::alloc::Layout::new::<[u64; 4]>();
/// let node = block::allocate(&Global, layout);
/// // SAFETY: allocated just above with this layout, and not used again.
/// unsafe { block::free(&Global, node, layout) };
/// ```
#[inline]
pub fn allocate<A: Allocator + ?Sized>(alloc: &A, layout: Layout) -> NonNull<u8> {
    match try_allocate(alloc, layout) {
        Some(block) => block,
        None => handle_alloc_error(layout),
    }
}

/// Allocates a block, or says that there is none.
#[inline]
pub fn try_allocate<A: Allocator + ?Sized>(alloc: &A, layout: Layout) -> Option<NonNull<u8>> {
    debug_assert_ne!(layout.size(), 0, "a block has bytes");
    Some(alloc.allocate(layout).ok()?.cast())
}

/// Frees a block.
///
/// If the allocator panics the program aborts: a tree gives blocks back in the middle of its changes.
///
/// # Safety
///
/// - `block` came from [`allocate`] or [`try_allocate`] with `alloc` or a clone of it and this very `layout`, and was
///   not freed since.
#[inline]
pub unsafe fn free<A: Allocator + ?Sized>(alloc: &A, block: NonNull<u8>, layout: Layout) {
    let guard = Unwinding;
    // SAFETY: allocated by this allocator with this layout (caller).
    unsafe { alloc.deallocate(block, layout) };
    core::mem::forget(guard);
}

/// Gives the end of a block back. Returns where the block is then, or `None` if the allocator refuses: then the block is what it
/// was.
///
/// If the allocator panics the program aborts: nobody knows which of the two blocks is live then.
///
/// # Safety
///
/// - As [`free`], for the layout `old`. Unless the answer is `None`, the block has the layout `new` from now on.
/// - `new` has at most the size of `old`, at least one byte, and the same alignment.
#[inline]
pub unsafe fn shrink<A: Allocator + ?Sized>(
    alloc: &A,
    block: NonNull<u8>,
    old: Layout,
    new: Layout,
) -> Option<NonNull<u8>> {
    debug_assert!(new.size() <= old.size() && new.size() != 0 && new.align() == old.align());
    let guard = Unwinding;
    // SAFETY: allocated by this allocator with the old layout; the new one is not larger (caller).
    let shrunk = unsafe { alloc.shrink(block, old, new) };
    core::mem::forget(guard);
    Some(shrunk.ok()?.cast())
}

/// A panic while another unwinds aborts.
struct Unwinding;

impl Drop for Unwinding {
    #[cold]
    fn drop(&mut self) {
        panic!("an allocator panicked while a block, or the end of one, was given back to it");
    }
}
