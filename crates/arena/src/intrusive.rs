//! Phase 1: slots in one vector, the free ones linked through themselves. No unsafe code.
//!
//! Invariant: at most [`slot_limit`] slots, so that no index reaches the chain's end mark or the ids' maximum.

use crate::id::slot_limit;
use crate::slots::{self, FreeList, Slot};
use crate::{ArenaFull, Id, NodeMemory};
use alloc::vec::Vec;
use core::alloc::Layout;
use core::marker::PhantomData;

/// The arena with an intrusive free list and no mask.
///
/// 32 bytes, and on the heap one slot (a node, its generation and a tag) per node; free slots cost nothing beside.
///
/// ```
/// use arena::OptimizedArena;
/// let mut arena: OptimizedArena<&str> = OptimizedArena::new();
/// let hello = arena.alloc("hello");
/// assert_eq!(arena.get(hello), Some(&"hello"));
/// ```
pub struct OptimizedArena<T, I = u32> {
    slots: Vec<Slot<T>>,
    list: FreeList,
    ids: PhantomData<fn() -> I>,
}

impl<T, I> OptimizedArena<T, I> {
    /// An arena without nodes. Computes in **O(1)** time and allocates nothing.
    pub const fn new() -> Self {
        Self { slots: Vec::new(), list: FreeList::new(), ids: PhantomData }
    }

    fn entry(&self, index: usize) -> Option<(u32, &T)> {
        slots::entry(&self.slots, index)
    }

    fn entry_mut(&mut self, index: usize) -> Option<(u32, &mut T)> {
        slots::entry_mut(&mut self.slots, index)
    }

    fn cut(&mut self) {
        let kept = self.list.cut(&self.slots);
        self.slots.truncate(kept);
        self.list.relist(&mut self.slots);
    }

    #[cfg(test)]
    pub(crate) fn age(&mut self, index: usize, generation: u32) {
        slots::age(&mut self.slots, index, generation);
    }
}

impl<T, I: Id> OptimizedArena<T, I> {
    fn grow(&mut self, additional: usize, exact: bool) -> Result<(), ArenaFull> {
        let fresh = additional.saturating_sub(self.list.free(&self.slots));
        let total = self.slots.len().checked_add(fresh).ok_or(ArenaFull::CapacityOverflow)?;
        if total > slot_limit::<I>() {
            return Err(ArenaFull::IdsExhausted);
        }
        let grown = if exact { self.slots.try_reserve_exact(fresh) } else { self.slots.try_reserve(fresh) };
        grown.map_err(|_| ArenaFull::of_growth::<Slot<T>>(total))
    }
}

impl<T, I: Id> NodeMemory<T> for OptimizedArena<T, I> {
    fn new() -> Self {
        Self::new()
    }

    fn len(&self) -> usize {
        self.list.live(&self.slots)
    }

    fn reserve(&mut self, additional: usize) -> Result<(), ArenaFull> {
        self.grow(additional, false)
    }

    fn reserve_exact(&mut self, additional: usize) -> Result<(), ArenaFull> {
        self.grow(additional, true)
    }

    fn insert(&mut self, node: T) -> usize {
        if !self.list.is_empty() {
            return self.list.fill(&mut self.slots, node);
        }
        if let Err(full) = self.grow(1, false) {
            full.raise(Layout::new::<Slot<T>>());
        }
        let slot = self.list.born_live(node);
        self.slots.push(slot);
        self.slots.len() - 1
    }

    #[inline]
    fn node(&self, index: usize) -> &T {
        slots::node(&self.slots, index)
    }

    #[inline]
    fn node_mut(&mut self, index: usize) -> &mut T {
        slots::node_mut(&mut self.slots, index)
    }

    fn pair_mut(&mut self, a: usize, b: usize) -> (&mut T, &mut T) {
        slots::pair_mut(&mut self.slots, a, b)
    }

    fn take(&mut self, index: usize) -> T {
        self.list.take(&mut self.slots, index)
    }

    #[inline]
    fn is_live(&self, index: usize) -> bool {
        slots::is_live_at(&self.slots, index)
    }

    fn index_bound(&self) -> usize {
        self.slots.len()
    }

    fn for_each_mut(&mut self, f: impl FnMut(usize, &mut T)) {
        slots::for_each_mut(&mut self.slots, f);
    }

    fn clear(&mut self) {
        // A guard, so that the dead slots are cut also when a drop panics.
        struct Cut<'a, T, I>(&'a mut OptimizedArena<T, I>);

        impl<T, I> Drop for Cut<'_, T, I> {
            fn drop(&mut self) {
                self.0.cut();
            }
        }

        let cut = Cut(self);
        let Self { slots, list, .. } = &mut *cut.0;
        list.drop_nodes(slots);
    }

    fn shrink_to_fit(&mut self) {
        self.cut();
        self.slots.shrink_to_fit();
    }

    fn heap_bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot<T>>()
    }
}

handle_api!([T, I: Id] OptimizedArena<T, I>, I, "OptimizedArena");
