//! Phase 3: chunks of 64 slots, each with a bitmap of the live ones.
//!
//! Index `i` is slot `i & 63` of chunk `i >> 6`. Invariants: an insert takes the lowest free index; `hint` is at or
//! below the first chunk with a free one. Neither is memory-unsafe to break: [`chunk`] checks its own bitmap.

mod chunk;
mod grow;
mod release;

use crate::empty::empty_box;
use crate::generation::Floor;
use crate::memory::{not_a_pair, not_live};
use crate::unwind::through_panics;
use crate::{ArenaFull, Id, NodeMemory};
use alloc::boxed::Box;
use chunk::{Chunk, Slot, WIDTH};
use core::alloc::Layout;
use core::marker::PhantomData;

/// The pooled arena: 24 bytes, one allocation for 64 nodes, the lowest free index first.
///
/// On the heap a node and its generation per slot, and 24 bytes of directory per 64. A chunk is never moved once it
/// has all of its 64 slots; the first three start smaller and grow into them.
///
/// ```
/// use arena::MemoryPool;
/// let mut pool: MemoryPool<&str> = MemoryPool::new();
/// let (a, b) = (pool.alloc("a"), pool.alloc("b"));
/// pool.remove(a);
/// assert_eq!(pool.alloc("c").index(), 0);
/// assert_eq!(pool.get(b), Some(&"b"));
/// ```
pub struct MemoryPool<T, I = u32> {
    chunks: Box<[Chunk<T>]>,
    hint: u32,
    floor: Floor,
    ids: PhantomData<fn() -> I>,
}

impl<T, I> MemoryPool<T, I> {
    /// A pool without nodes. Computes in **O(1)** time and allocates nothing.
    pub const fn new() -> Self {
        Self { chunks: empty_box(), hint: 0, floor: Floor::new(), ids: PhantomData }
    }

    /// The bitmaps of all chunks: bit `s` of word `c` says whether index `64 c + s` is live.
    ///
    /// ```
    /// use arena::MemoryPool;
    /// let mut pool: MemoryPool<u8> = MemoryPool::new();
    /// let first = pool.alloc(1);
    /// pool.alloc(2);
    /// pool.remove(first);
    /// assert_eq!(pool.bitmaps().next(), Some(0b10));
    /// ```
    pub fn bitmaps(&self) -> impl Iterator<Item = u64> {
        self.chunks.iter().map(Chunk::bits)
    }

    #[inline]
    fn find(&self, index: usize) -> Option<&T> {
        self.chunks.get(index / WIDTH)?.node(index % WIDTH)
    }

    #[inline]
    fn find_mut(&mut self, index: usize) -> Option<&mut T> {
        self.chunks.get_mut(index / WIDTH)?.node_mut(index % WIDTH)
    }

    fn entry(&self, index: usize) -> Option<(u32, &T)> {
        let chunk = self.chunks.get(index / WIDTH)?;
        let node = chunk.node(index % WIDTH)?;
        Some((chunk.generation(index % WIDTH), node))
    }

    fn entry_mut(&mut self, index: usize) -> Option<(u32, &mut T)> {
        let (generation, _) = self.entry(index)?;
        Some((generation, self.find_mut(index)?))
    }

    /// Drops every node, also when one drop panics; afterwards every slot is dead. No memory is given back.
    fn drop_nodes(&mut self) {
        self.hint = 0;
        let mut chunk = 0;
        through_panics(|| {
            while let Some(here) = self.chunks.get_mut(chunk) {
                if let Some((node, generation)) = here.take(here.bits().trailing_zeros() as usize) {
                    self.floor.may_reuse(generation);
                    drop(node);
                    return true;
                }
                chunk += 1;
            }
            false
        });
    }

    #[cfg(test)]
    pub(crate) fn age(&mut self, index: usize, generation: u32) {
        self.chunks[index / WIDTH].age(index % WIDTH, generation);
    }
}

impl<T, I: Id> NodeMemory<T> for MemoryPool<T, I> {
    fn new() -> Self {
        Self::new()
    }

    /// Counts bits: **O(chunks)** time.
    fn len(&self) -> usize {
        self.bitmaps().map(|bits| bits.count_ones() as usize).sum()
    }

    /// A reservation of up to 16 also survives takes in between; a larger one may lose chunks that they empty.
    fn reserve(&mut self, additional: usize) -> Result<(), ArenaFull> {
        match additional {
            0 => Ok(()),
            1 => self.lowest_vacancy().map(|_| ()),
            _ => self.back(additional, false),
        }
    }

    fn reserve_exact(&mut self, additional: usize) -> Result<(), ArenaFull> {
        self.back(additional, true)
    }

    fn insert(&mut self, node: T) -> usize {
        match self.lowest_vacancy() {
            Ok((chunk, slot)) => {
                self.chunks[chunk].fill(slot, node);
                chunk * WIDTH + slot
            }
            Err(full) => full.raise(Layout::new::<Slot<T>>()),
        }
    }

    #[inline]
    fn node(&self, index: usize) -> &T {
        match self.find(index) {
            Some(node) => node,
            None => not_live(index),
        }
    }

    #[inline]
    fn node_mut(&mut self, index: usize) -> &mut T {
        match self.find_mut(index) {
            Some(node) => node,
            None => not_live(index),
        }
    }

    fn pair_mut(&mut self, a: usize, b: usize) -> (&mut T, &mut T) {
        let pair = if a / WIDTH == b / WIDTH {
            self.chunks.get_mut(a / WIDTH).and_then(|chunk| chunk.pair_mut(a % WIDTH, b % WIDTH))
        } else {
            match self.chunks.get_disjoint_mut([a / WIDTH, b / WIDTH]) {
                Ok([x, y]) => x.node_mut(a % WIDTH).zip(y.node_mut(b % WIDTH)),
                Err(_) => None,
            }
        };
        match pair {
            Some(pair) => pair,
            None => not_a_pair(a, b),
        }
    }

    fn take(&mut self, index: usize) -> T {
        let chunk = index / WIDTH;
        let Some(here) = self.chunks.get_mut(chunk) else { not_live(index) };
        let Some((node, generation)) = here.take(index % WIDTH) else { not_live(index) };
        self.floor.may_reuse(generation);
        // A chunk's number fits: its first id is below a `u32` limit.
        self.hint = self.hint.min(chunk as u32);
        if here.bits() == 0 {
            self.release_spare(chunk);
        }
        node
    }

    #[inline]
    fn is_live(&self, index: usize) -> bool {
        self.chunks.get(index / WIDTH).is_some_and(|chunk| chunk.is_live(index % WIDTH))
    }

    fn index_bound(&self) -> usize {
        let last = self.chunks.iter().enumerate().rfind(|(_, chunk)| chunk.bits() != 0);
        last.map_or(0, |(index, chunk)| (index + 1) * WIDTH - chunk.bits().leading_zeros() as usize)
    }

    fn for_each_mut(&mut self, mut f: impl FnMut(usize, &mut T)) {
        for (index, chunk) in self.chunks.iter_mut().enumerate() {
            let mut bits = chunk.bits();
            while bits != 0 {
                let slot = bits.trailing_zeros() as usize;
                bits &= bits - 1;
                if let Some(node) = chunk.node_mut(slot) {
                    f(index * WIDTH + slot, node);
                }
            }
        }
    }

    fn clear(&mut self) {
        self.drop_nodes();
    }

    fn shrink_to_fit(&mut self) {
        self.trim_all();
    }

    fn heap_bytes(&self) -> usize {
        let slots: usize = self.chunks.iter().map(Chunk::backed).sum();
        self.chunks.len() * size_of::<Chunk<T>>() + slots * size_of::<Slot<T>>()
    }
}

impl<T, I> Drop for MemoryPool<T, I> {
    fn drop(&mut self) {
        if core::mem::needs_drop::<T>() {
            self.drop_nodes();
        }
    }
}

handle_api!([T, I: Id] MemoryPool<T, I>, I, "MemoryPool");
