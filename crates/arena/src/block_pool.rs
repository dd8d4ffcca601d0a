//! A pool of free blocks: an allocator that keeps some freed blocks, and reuses them.
//!
//! Blocks are kept by size class, a class being a multiple of [`LINE`] bytes. Free blocks of a class form a list that runs
//! through the blocks themselves, so the pool holds no memory of its own.
//!
//! Invariants:
//!
//! 1. A block of class `c` has `c * LINE` bytes, is aligned to [`ALIGN`] and came from the allocator behind.
//! 2. The list of a class holds blocks of that class that nobody else uses; the first word of each points to the next.
//! 3. `blocks` and `bytes` are the number and the bytes of all blocks in the lists, neither above its bound.
//!
//! No reference into the state is held while the allocator behind runs: it may panic, or ask this pool for memory.

use allocator_api2::alloc::{AllocError, Allocator, Global};
use core::alloc::Layout;
use core::cell::Cell;
use core::fmt;
use core::ptr::{self, NonNull};

/// Bytes from class to class.
const LINE: usize = 64;
/// The largest class, in lines: larger blocks are passed through.
const CLASSES: usize = 64;
/// The alignment of pooled blocks: blocks of a larger one are passed through.
const ALIGN: usize = 16;

/// A bounded pool of free blocks in front of another allocator.
///
/// The pool keeps freed blocks, up to its limits of blocks and bytes, and serves later requests of the same size class
/// from them. So a map that grows and shrinks, or maps that are created and dropped, reuse their nodes.
///
/// Sizes are rounded up to multiples of 64 bytes. Blocks of more than 4 KiB, or with an alignment of more than 16, are not pooled.
///
/// Maps use `&BlockPool`. A pool belongs to one thread. It takes 576 bytes itself, or 304 on 32-bit targets.
///
/// ```
/// use arena::{Allocator, BlockPool};
///
/// let pool = BlockPool::new(100, 64 << 10);
/// let layout = std::alloc::Layout::new::<[u64; 10]>();
/// let block = pool.allocate(layout).unwrap().cast();
/// // SAFETY: allocated just above with this layout, and not used again.
/// unsafe { pool.deallocate(block, layout) };
/// assert_eq!(pool.allocate(layout).unwrap().cast(), block);
/// assert_eq!((pool.counts().misses, pool.counts().hits), (1, 1));
/// # // SAFETY: as above.
/// # unsafe { pool.deallocate(block, layout) };
/// ```
pub struct BlockPool<A: Allocator = Global> {
    free: [Cell<Option<NonNull<u8>>>; CLASSES],
    blocks: Cell<usize>,
    bytes: Cell<usize>,
    max_blocks: usize,
    max_bytes: usize,
    counts: Cell<PoolCounts>,
    alloc: A,
}

/// The counts of a [`BlockPool`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PoolCounts {
    /// Requests served by a block of the pool.
    pub hits: u64,
    /// Requests passed to the other allocator, because the pool had no block of their class, or because they have no class.
    pub misses: u64,
    /// Freed blocks that the pool kept.
    pub returned: u64,
    /// Freed blocks that the pool did not keep, because it was full, or because they have no class.
    pub refused: u64,
}

/// The class of a layout, `None` if it is passed through.
#[inline]
fn class_of(layout: Layout) -> Option<usize> {
    let lines = layout.size().div_ceil(LINE);
    ((1..=CLASSES).contains(&lines) && layout.align() <= ALIGN).then_some(lines)
}

/// The layout of the blocks of a class.
#[inline]
fn layout_of(class: usize) -> Layout {
    Layout::from_size_align(class * LINE, ALIGN).expect("a class is a few kilobytes at most")
}

impl BlockPool {
    /// Makes an empty pool in front of the global allocator. It keeps at most `max_blocks` blocks and `max_bytes` bytes.
    ///
    /// ```
    /// let pool = arena::BlockPool::new(100, 64 << 10);
    /// assert_eq!((pool.blocks(), pool.bytes()), (0, 0));
    /// ```
    #[must_use]
    pub const fn new(max_blocks: usize, max_bytes: usize) -> Self {
        Self::new_in(max_blocks, max_bytes, Global)
    }
}

impl<A: Allocator> BlockPool<A> {
    /// Makes an empty pool in front of `alloc`. It keeps at most `max_blocks` blocks and `max_bytes` bytes.
    #[must_use]
    pub const fn new_in(max_blocks: usize, max_bytes: usize, alloc: A) -> Self {
        let counts = PoolCounts { hits: 0, misses: 0, returned: 0, refused: 0 };
        BlockPool {
            free: [const { Cell::new(None) }; CLASSES],
            blocks: Cell::new(0),
            bytes: Cell::new(0),
            max_blocks,
            max_bytes,
            counts: Cell::new(counts),
            alloc,
        }
    }

    /// Returns the counts of the pool. Computes in **O(1)** time.
    pub fn counts(&self) -> PoolCounts {
        self.counts.get()
    }

    /// Returns the number of free blocks. Computes in **O(1)** time.
    pub fn blocks(&self) -> usize {
        self.blocks.get()
    }

    /// Returns the bytes of the free blocks. Computes in **O(1)** time.
    pub fn bytes(&self) -> usize {
        self.bytes.get()
    }

    /// Returns the other allocator.
    pub fn allocator(&self) -> &A {
        &self.alloc
    }

    /// Returns all free blocks to the other allocator. Computes in **O(blocks)** time.
    ///
    /// ```
    /// use arena::{Allocator, BlockPool};
    ///
    /// let pool = BlockPool::new(100, 64 << 10);
    /// let layout = std::alloc::Layout::new::<u64>();
    /// let block = pool.allocate(layout).unwrap().cast();
    /// // SAFETY: allocated just above with this layout, and not used again.
    /// unsafe { pool.deallocate(block, layout) };
    /// assert_eq!(pool.bytes(), 64);
    /// pool.clear();
    /// assert_eq!(pool.bytes(), 0);
    /// ```
    pub fn clear(&self) {
        for class in 1..=CLASSES {
            while let Some(block) = self.take(class) {
                // SAFETY: the block was in the list: it is of that class, from that allocator, and nobody's (invariants).
                unsafe { self.alloc.deallocate(block, layout_of(class)) };
            }
        }
    }

    #[inline]
    fn count(&self, add: impl FnOnce(&mut PoolCounts)) {
        let mut counts = self.counts.get();
        add(&mut counts);
        self.counts.set(counts);
    }

    /// Takes a block out of the list of a class.
    #[inline]
    fn take(&self, class: usize) -> Option<NonNull<u8>> {
        let list = &self.free[class - 1];
        let block = list.get()?;
        // SAFETY: a block in a list is the pool's own, and its first word is the next (invariant 2).
        list.set(unsafe { block.cast::<Option<NonNull<u8>>>().read() });
        self.blocks.set(self.blocks.get() - 1);
        self.bytes.set(self.bytes.get() - class * LINE);
        Some(block)
    }

    /// Puts a block into the list of a class, if there is place for it.
    ///
    /// # Safety
    ///
    /// - `block` is a block of that class, and nobody uses it afterwards.
    #[inline]
    unsafe fn keep(&self, class: usize, block: NonNull<u8>) -> bool {
        let bytes = class * LINE;
        if self.blocks.get() >= self.max_blocks || bytes > self.max_bytes.saturating_sub(self.bytes.get()) {
            return false;
        }
        let list = &self.free[class - 1];
        // SAFETY: the block is nobody else's (caller), a line long at least and aligned for a pointer (invariant 1).
        unsafe { block.cast::<Option<NonNull<u8>>>().write(list.replace(Some(block))) };
        self.blocks.set(self.blocks.get() + 1);
        self.bytes.set(self.bytes.get() + bytes);
        true
    }

    /// Moves a block that changes its size: to another class, or between a class and none.
    ///
    /// # Safety
    ///
    /// - `block` was allocated here with `old`, and is not used after this unless it fails.
    unsafe fn moved(
        &self,
        block: NonNull<u8>,
        old: Layout,
        new: Layout,
    ) -> Result<NonNull<[u8]>, AllocError> {
        let moved = self.allocate(new)?;
        // SAFETY:
        // 1. Either block is as long as the shorter layout says, and they are two blocks.
        // 2. The old one is given back with its layout when its bytes are copied.
        unsafe {
            ptr::copy_nonoverlapping(block.as_ptr(), moved.cast::<u8>().as_ptr(), old.size().min(new.size()));
            self.deallocate(block, old);
        }
        Ok(moved)
    }

    /// Changes the size of a block, in place if its class stays.
    ///
    /// # Safety
    ///
    /// - `block` was allocated here with `old`, and is not used after this unless it fails.
    #[inline]
    unsafe fn resized(
        &self,
        block: NonNull<u8>,
        old: Layout,
        new: Layout,
    ) -> Result<NonNull<[u8]>, AllocError> {
        match (class_of(old), class_of(new)) {
            (Some(from), Some(to)) if from == to => Ok(NonNull::slice_from_raw_parts(block, to * LINE)),
            // SAFETY: the caller's contract is the same.
            _ => unsafe { self.moved(block, old, new) },
        }
    }
}

// SAFETY:
// 1. A block handed out came from the allocator behind just now, or was taken out of a list: nobody else has it. It is
//    as large and as aligned as asked for (invariant 1, and `class_of` of the layout).
// 2. Blocks live in the memory of the allocator behind, which moves with the pool and goes with it: moving the pool
//    leaves them valid. A pool cannot be cloned; a reference to it is a handle to the same one.
// 3. A layout that fits a block has a size between what was asked for and the whole class, so it has the same class.
unsafe impl<A: Allocator> Allocator for BlockPool<A> {
    #[inline]
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        let Some(class) = class_of(layout) else {
            self.count(|counts| counts.misses += 1);
            return self.alloc.allocate(layout);
        };
        let block = match self.take(class) {
            Some(block) => {
                self.count(|counts| counts.hits += 1);
                block
            }
            None => {
                self.count(|counts| counts.misses += 1);
                self.alloc.allocate(layout_of(class))?.cast()
            }
        };
        Ok(NonNull::slice_from_raw_parts(block, class * LINE))
    }

    #[inline]
    unsafe fn deallocate(&self, block: NonNull<u8>, layout: Layout) {
        // SAFETY: the block was allocated here with a layout of this class, or of none, and nobody uses it (caller).
        unsafe {
            match class_of(layout) {
                Some(class) if self.keep(class, block) => self.count(|counts| counts.returned += 1),
                class => {
                    self.count(|counts| counts.refused += 1);
                    self.alloc.deallocate(block, class.map_or(layout, layout_of));
                }
            }
        }
    }

    #[inline]
    unsafe fn grow(&self, block: NonNull<u8>, old: Layout, new: Layout) -> Result<NonNull<[u8]>, AllocError> {
        // SAFETY: the caller's contract is stricter.
        unsafe { self.resized(block, old, new) }
    }

    #[inline]
    unsafe fn shrink(
        &self,
        block: NonNull<u8>,
        old: Layout,
        new: Layout,
    ) -> Result<NonNull<[u8]>, AllocError> {
        // SAFETY: the caller's contract is stricter.
        unsafe { self.resized(block, old, new) }
    }
}

impl<A: Allocator> Drop for BlockPool<A> {
    fn drop(&mut self) {
        self.clear();
    }
}

// SAFETY: the blocks in the lists are the pool's own, and go to another thread with it and its allocator.
unsafe impl<A: Allocator + Send> Send for BlockPool<A> {}

impl<A: Allocator> fmt::Debug for BlockPool<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockPool")
            .field("blocks", &self.blocks())
            .field("bytes", &self.bytes())
            .field("counts", &self.counts())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    extern crate std;
    use std::vec::Vec;

    fn layout(size: usize, align: usize) -> Layout {
        Layout::from_size_align(size, align).unwrap()
    }

    /// Every size and alignment: bytes written up to the brim survive until the block is given back, also through
    /// changes of size.
    #[test]
    fn blocks_hold_what_is_written_to_them() {
        // In Miri smaller blocks and fewer: what is refused for want of room is refused all the same.
        let (steps, most, bytes) = if cfg!(miri) { (250, 500, 2_000) } else { (5_000, 5_000, 20_000) };
        let pool = BlockPool::new(50, bytes);
        let mut held: Vec<(NonNull<u8>, Layout, u8)> = Vec::new();
        let check = |block: NonNull<u8>, size: usize, mark: u8| {
            // SAFETY: the block is live, and its first `size` bytes were written.
            let bytes = unsafe { core::slice::from_raw_parts(block.as_ptr(), size) };
            assert!(bytes.iter().all(|byte| *byte == mark));
        };
        let mut state = 1_u64;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) % below
        };
        for step in 0..steps {
            let mark = step as u8;
            let wanted = layout(1 + random(most) as usize, 1 << random(7));
            if held.len() > 60 || (random(2) == 0 && !held.is_empty()) {
                let (block, old, old_mark) = held.swap_remove(random(held.len() as u64) as usize);
                check(block, old.size(), old_mark);
                let new = layout(wanted.size(), old.align());
                // SAFETY: the block is live and of that layout; it is replaced or forgotten here.
                unsafe {
                    if random(2) == 0 {
                        pool.deallocate(block, old);
                        continue;
                    }
                    let grows = new.size() >= old.size();
                    let resized =
                        if grows { pool.grow(block, old, new) } else { pool.shrink(block, old, new) };
                    let resized = resized.unwrap().cast::<u8>();
                    check(resized, old.size().min(new.size()), old_mark);
                    resized.write_bytes(mark, new.size());
                    held.push((resized, new, mark));
                }
                continue;
            }
            let block = pool.allocate(wanted).unwrap();
            assert!(block.len() >= wanted.size());
            let block = block.cast::<u8>();
            assert_eq!(block.as_ptr().addr() % wanted.align(), 0);
            // SAFETY: the block is that large.
            unsafe { block.write_bytes(mark, wanted.size()) };
            held.push((block, wanted, mark));
        }
        for (block, layout, mark) in held {
            check(block, layout.size(), mark);
            // SAFETY: the block is live and of that layout, and used no more.
            unsafe { pool.deallocate(block, layout) };
        }
        let counts = pool.counts();
        assert_eq!(counts.hits + counts.misses, counts.returned + counts.refused, "every block came back");
        assert!(counts.hits > 0 && counts.refused > 0 && counts.returned > 0);
        assert!(pool.blocks() <= 50 && pool.bytes() <= bytes);
        assert_eq!(pool.blocks() as u64, counts.returned - counts.hits);
    }

    #[test]
    fn neither_bound_is_crossed() {
        let back = |pool: &BlockPool, size: usize, count: usize| {
            let layout = layout(size, 8);
            let blocks: Vec<_> = (0..count).map(|_| pool.allocate(layout).unwrap().cast()).collect();
            // SAFETY: just allocated with this layout, and not used.
            blocks.into_iter().for_each(|block| unsafe { pool.deallocate(block, layout) });
            (pool.blocks(), pool.bytes(), pool.counts().refused)
        };
        assert_eq!(back(&BlockPool::new(3, usize::MAX), 100, 10), (3, 3 * 128, 7));
        assert_eq!(back(&BlockPool::new(usize::MAX, 300), 100, 10), (2, 256, 8));
        assert_eq!(back(&BlockPool::new(0, 0), 64, 2), (0, 0, 2));
        assert_eq!(back(&BlockPool::new(9, usize::MAX), 4096, 2), (2, 8192, 0));
        assert_eq!(back(&BlockPool::new(9, usize::MAX), 4097, 2), (0, 0, 2));
    }

    #[test]
    fn an_empty_allocator_is_no_loss_of_blocks() {
        /// Refuses everything.
        struct Refuses;
        // SAFETY: there are no blocks.
        unsafe impl Allocator for Refuses {
            fn allocate(&self, _: Layout) -> Result<NonNull<[u8]>, AllocError> {
                Err(AllocError)
            }

            unsafe fn deallocate(&self, _: NonNull<u8>, _: Layout) {
                unreachable!("there are no blocks");
            }
        }
        let pool = BlockPool::new_in(9, 9_000, Refuses);
        assert!(pool.allocate(layout(9, 8)).is_err() && pool.allocate(layout(9_000, 8)).is_err());
        assert_eq!(pool.counts(), PoolCounts { misses: 2, ..PoolCounts::default() });
    }
}
