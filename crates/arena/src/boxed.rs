//! Phase 2: slots in one boxed slice, the spare ones linked like the freed ones. No unsafe code.
//!
//! Invariants: the slice is never longer than [`slot_limit`]; every slot of it is live, listed or retired, so the
//! length of the slice is the capacity and needs no field of its own.

use crate::empty::empty_box;
use crate::id::slot_limit;
use crate::slots::{self, FreeList, Slot};
use crate::{ArenaFull, Id, NodeMemory};
use alloc::boxed::Box;
use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem;

/// The arena of a boxed slice: 24 bytes, growing by half from a first slot of one.
///
/// On the heap one slot (a node, its generation and a tag) per node and per spare.
///
/// ```
/// use arena::BoxedArena;
/// let mut arena: BoxedArena<&str> = BoxedArena::new();
/// let hello = arena.alloc("hello");
/// assert_eq!(arena.get(hello), Some(&"hello"));
/// ```
pub struct BoxedArena<T, I = u32> {
    slots: Box<[Slot<T>]>,
    list: FreeList,
    ids: PhantomData<fn() -> I>,
}

impl<T, I> BoxedArena<T, I> {
    /// An arena without nodes. Computes in **O(1)** time and allocates nothing.
    pub const fn new() -> Self {
        Self { slots: empty_box(), list: FreeList::new(), ids: PhantomData }
    }

    fn entry(&self, index: usize) -> Option<(u32, &T)> {
        slots::entry(&self.slots, index)
    }

    fn entry_mut(&mut self, index: usize) -> Option<(u32, &mut T)> {
        slots::entry_mut(&mut self.slots, index)
    }

    #[cfg(test)]
    pub(crate) fn age(&mut self, index: usize, generation: u32) {
        slots::age(&mut self.slots, index, generation);
    }
}

impl<T, I: Id> BoxedArena<T, I> {
    fn grow(&mut self, additional: usize, exact: bool) -> Result<(), ArenaFull> {
        let fresh = additional.saturating_sub(self.list.free(&self.slots));
        if fresh == 0 {
            return Ok(());
        }
        let slots = self.slots.len();
        let needed = slots.checked_add(fresh).ok_or(ArenaFull::CapacityOverflow)?;
        if needed > slot_limit::<I>() {
            return Err(ArenaFull::IdsExhausted);
        }
        let total = if exact { needed } else { needed.max(slots + slots / 2).min(slot_limit::<I>()) };
        let mut vec = mem::replace(&mut self.slots, empty_box()).into_vec();
        // Nothing between taking the slots out and putting them back can panic.
        let grown = vec.try_reserve_exact(total - slots);
        if grown.is_ok() {
            self.list.born_free(&mut vec, total);
        }
        self.slots = vec.into_boxed_slice();
        grown.map_err(|_| ArenaFull::of_growth::<Slot<T>>(total))
    }
}

impl<T, I: Id> NodeMemory<T> for BoxedArena<T, I> {
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
        if self.list.is_empty()
            && let Err(full) = self.grow(1, false)
        {
            full.raise(Layout::new::<Slot<T>>());
        }
        self.list.fill(&mut self.slots, node)
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
        self.list.drop_nodes(&mut self.slots);
    }

    fn shrink_to_fit(&mut self) {
        let kept = self.list.cut(&self.slots);
        if kept < self.slots.len() {
            let mut vec = mem::replace(&mut self.slots, empty_box()).into_vec();
            vec.truncate(kept);
            self.slots = vec.into_boxed_slice();
            self.list.relist(&mut self.slots);
        }
    }

    fn heap_bytes(&self) -> usize {
        self.slots.len() * size_of::<Slot<T>>()
    }
}

handle_api!([T, I: Id] BoxedArena<T, I>, I, "BoxedArena");
