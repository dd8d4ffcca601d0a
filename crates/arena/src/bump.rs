//! A build-once arena whose nodes live in a bump allocator and never move.
//!
//! Block `k` holds `FIRST << k` nodes, so index `i` lies in block `ilog2(i + FIRST) - ilog2(FIRST)`. Invariants,
//! memory-unsafe to break:
//!
//! 1. `blocks` points at `room` block pointers (dangling when 0), the first `used` of which are blocks of the bump,
//!    aligned and large enough, and used by nobody else.
//! 2. The nodes of all indices below `len` are initialised, no others; all of them lie in used blocks.

use crate::memory::not_live;
use crate::unwind::through_panics;
use crate::{ArenaFull, Handle, Rejected};
use alloc::alloc::handle_alloc_error;
use bumpalo::Bump;
use core::alloc::Layout;
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ops::{Index, IndexMut};
use core::ptr::NonNull;

/// Nodes of the first block, a power of two.
const FIRST: usize = 4;

/// Every handle's generation: nothing is ever removed.
const GENERATION: u32 = 1;

/// Nodes in blocks of a [`Bump`], each twice the last; added one by one, dropped together.
///
/// On the heap (of the bump) `size_of::<T>()` per slot, at most twice the nodes, and a pointer per block. Neither
/// `Send` nor `Sync`, because a shared bump is neither.
///
/// ```
/// use arena::BumpArena;
/// let bump = bumpalo::Bump::new();
/// let mut arena = BumpArena::new(&bump);
/// let hello = arena.alloc("hello");
/// assert_eq!(arena.get(hello), Some(&"hello"));
/// assert_eq!(arena[0], "hello");
/// ```
///
/// An iterator cannot outlive its arena, nor the arena its bump:
///
/// ```compile_fail,E0597
/// let bump = bumpalo::Bump::new();
/// let mut nodes;
/// {
///     let mut arena = arena::BumpArena::new(&bump);
///     arena.alloc(1);
///     nodes = arena.iter();
/// }
/// nodes.next();
/// ```
///
/// ```compile_fail,E0505
/// let bump = bumpalo::Bump::new();
/// let arena = arena::BumpArena::<u64>::new(&bump);
/// drop(bump);
/// arena.len();
/// ```
pub struct BumpArena<'b, T> {
    bump: &'b Bump,
    blocks: NonNull<NonNull<T>>,
    len: u32,
    used: u8,
    room: u8,
    nodes: PhantomData<T>,
}

/// Where `index` lies: its block and the place therein.
#[inline]
const fn place(index: usize) -> (usize, usize) {
    let block = (index + FIRST).ilog2() - FIRST.ilog2();
    (block as usize, index + FIRST - (FIRST << block))
}

impl<'b, T> BumpArena<'b, T> {
    /// An arena without nodes. Computes in **O(1)** time and allocates nothing.
    pub const fn new(bump: &'b Bump) -> Self {
        Self { bump, blocks: NonNull::dangling(), len: 0, used: 0, room: 0, nodes: PhantomData }
    }

    /// The number of nodes. Computes in **O(1)** time.
    #[inline]
    pub const fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there is no node. Computes in **O(1)** time.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Stores a node and returns its handle. Computes in **O(1)** time.
    ///
    /// # Panics
    ///
    /// If the ids are exhausted or the capacity overflows, before anything has changed.
    pub fn alloc(&mut self, node: T) -> Handle<T> {
        match self.try_alloc(node) {
            Ok(handle) => handle,
            Err(Rejected { reason: ArenaFull::OutOfMemory, .. }) => handle_alloc_error(Layout::new::<T>()),
            Err(Rejected { reason, .. }) => panic!("{reason}"),
        }
    }

    /// Stores a node, or hands it back. Computes in **O(1)** time.
    ///
    /// # Errors
    ///
    /// [`Rejected`] with the node and the reason; nothing has changed.
    pub fn try_alloc(&mut self, node: T) -> Result<Handle<T>, Rejected<T>> {
        let index = self.len();
        if let Err(reason) = self.make_room(index) {
            return Err(Rejected { node, reason });
        }
        // SAFETY: `make_room` has seen to it that the block of `index` is in use, so the place is in bounds (1), and
        // nobody refers to it, for it is not below `len` (2).
        unsafe { self.place_of(index).write(node) };
        self.len += 1;
        Ok(Handle::new(index, GENERATION))
    }

    /// The node of `handle`. `None` only for a foreign handle. Computes in **O(1)** time.
    #[inline]
    pub fn get(&self, handle: Handle<T>) -> Option<&T> {
        if handle.generation() == GENERATION { self.find(handle.index()) } else { None }
    }

    /// The node of `handle` for change. `None` only for a foreign handle. Computes in **O(1)** time.
    #[inline]
    pub fn get_mut(&mut self, handle: Handle<T>) -> Option<&mut T> {
        if handle.generation() == GENERATION { self.find_mut(handle.index()) } else { None }
    }

    /// The handle of the node at `index`, if there is one. Computes in **O(1)** time.
    pub fn handle(&self, index: usize) -> Option<Handle<T>> {
        (index < self.len()).then(|| Handle::new(index, GENERATION))
    }

    /// The nodes in the order they were added. A whole pass computes in **O(n)** time.
    pub fn iter(&self) -> BumpIter<'_, T> {
        BumpIter { arena: self, next: 0 }
    }

    #[inline]
    fn find(&self, index: usize) -> Option<&T> {
        // SAFETY: `index < len`, so the node is initialised and in a used block (2).
        if index < self.len() { Some(unsafe { self.place_of(index).as_ref() }) } else { None }
    }

    #[inline]
    fn find_mut(&mut self, index: usize) -> Option<&mut T> {
        // SAFETY: as in `find`; `&mut self` makes the reference the only one.
        if index < self.len() { Some(unsafe { self.place_of(index).as_mut() }) } else { None }
    }

    /// The place of `index`.
    ///
    /// # Safety
    ///
    /// - The block of `index` is in use.
    #[inline]
    unsafe fn place_of(&self, index: usize) -> NonNull<T> {
        let (block, offset) = place(index);
        debug_assert!(block < usize::from(self.used));
        // SAFETY: the block is in use (the caller), so its pointer is there and `offset` is within the block (1).
        unsafe { self.blocks.add(block).read().add(offset) }
    }

    /// Sees to it that the block of `index`, at most one past those in use, is in use.
    fn make_room(&mut self, index: usize) -> Result<(), ArenaFull> {
        if index >= u32::MAX as usize {
            return Err(ArenaFull::IdsExhausted);
        }
        let (block, _) = place(index);
        if block < usize::from(self.used) {
            return Ok(());
        }
        let nodes: NonNull<T> = self.get_memory(FIRST << block)?;
        if self.used == self.room {
            // At most 31 blocks for `u32` ids, so this doubling ends at 32.
            let room = (2 * self.room).max(4);
            let blocks: NonNull<NonNull<T>> = self.get_memory(usize::from(room))?;
            // SAFETY: `blocks` is new and longer; the first `used` pointers of the old list are there (1).
            unsafe { blocks.copy_from_nonoverlapping(self.blocks, usize::from(self.used)) };
            (self.blocks, self.room) = (blocks, room);
        }
        // SAFETY: `used < room`, so the list has a place for the pointer (1).
        unsafe { self.blocks.add(usize::from(self.used)).write(nodes) };
        self.used += 1;
        Ok(())
    }

    fn get_memory<S>(&self, count: usize) -> Result<NonNull<S>, ArenaFull> {
        let layout = Layout::array::<S>(count).map_err(|_| ArenaFull::CapacityOverflow)?;
        self.bump.try_alloc_layout(layout).map(NonNull::cast).map_err(|_| ArenaFull::OutOfMemory)
    }
}

impl<T> Drop for BumpArena<'_, T> {
    fn drop(&mut self) {
        if !core::mem::needs_drop::<T>() {
            return;
        }
        let nodes = core::mem::take(&mut self.len) as usize;
        let mut index = 0;
        through_panics(|| {
            let here = index;
            index += 1;
            if here < nodes {
                // SAFETY:
                // 1. `here` was below `len`, so the node is initialised and in a used block.
                // 2. `len` is 0 and `index` has moved on: nobody reads or drops the node again.
                unsafe { self.place_of(here).drop_in_place() };
            }
            here < nodes
        });
    }
}

impl<T> Index<usize> for BumpArena<'_, T> {
    type Output = T;

    #[inline]
    fn index(&self, index: usize) -> &T {
        match self.find(index) {
            Some(node) => node,
            None => not_live(index),
        }
    }
}

impl<T> IndexMut<usize> for BumpArena<'_, T> {
    #[inline]
    fn index_mut(&mut self, index: usize) -> &mut T {
        match self.find_mut(index) {
            Some(node) => node,
            None => not_live(index),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for BumpArena<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(_, node)| node)).finish()
    }
}

/// Iterates over a [`BumpArena`]; made by [`BumpArena::iter`].
#[derive(Debug)]
pub struct BumpIter<'a, T> {
    arena: &'a BumpArena<'a, T>,
    next: usize,
}

impl<T> Clone for BumpIter<'_, T> {
    fn clone(&self) -> Self {
        Self { arena: self.arena, next: self.next }
    }
}

impl<'a, T> Iterator for BumpIter<'a, T> {
    type Item = (Handle<T>, &'a T);

    fn next(&mut self) -> Option<Self::Item> {
        let handle = self.arena.handle(self.next)?;
        self.next += 1;
        self.arena.get(handle).map(|node| (handle, node))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.arena.len() - self.next;
        (left, Some(left))
    }
}

impl<T> ExactSizeIterator for BumpIter<'_, T> {}
impl<T> FusedIterator for BumpIter<'_, T> {}
