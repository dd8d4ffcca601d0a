//! Phase 0: nodes, a list of free slots and a mask of generations, each in a vector of its own.
//!
//! Invariants, of which the first two are memory-unsafe to break:
//!
//! 1. `mask[i]` odd ⇒ `i < storage.len()` and `storage[i]` is initialised.
//! 2. `mask[i]` even ⇒ nobody reads `storage[i]`; its node has been moved out.
//! 3. `mask` is as long as `storage`, or longer by one: that last entry (even) is the floor, the generation in which
//!    the next new slot is born. Without it the floor is 0.
//! 4. `free` names every dead slot once. Retired slots lie at its bottom, so that the top is usable if any is.

use crate::generation::{OLD, RETIRED, is_live};
use crate::memory::{not_a_pair, not_live};
use crate::unwind::through_panics;
use crate::{ArenaFull, NodeMemory};
use alloc::vec::Vec;
use core::alloc::Layout;
use core::mem::MaybeUninit;

/// The plain arena: three vectors, ids as wide as `usize`.
///
/// 72 bytes, and on the heap `size_of::<T>() + 4` per slot and 8 per free slot. The baseline the other arenas are
/// measured against.
///
/// ```
/// use arena::CompactArena;
/// let mut arena = CompactArena::new();
/// let hello = arena.alloc("hello");
/// assert_eq!(arena.get(hello), Some(&"hello"));
/// ```
pub struct CompactArena<T> {
    storage: Vec<MaybeUninit<T>>,
    free: Vec<usize>,
    mask: Vec<u32>,
}

impl<T> CompactArena<T> {
    /// An arena without nodes. Computes in **O(1)** time and allocates nothing.
    pub const fn new() -> Self {
        Self { storage: Vec::new(), free: Vec::new(), mask: Vec::new() }
    }

    fn entry(&self, index: usize) -> Option<(u32, &T)> {
        let generation = self.mask.get(index).copied().filter(|&generation| is_live(generation))?;
        Some((generation, self.node(index)))
    }

    fn entry_mut(&mut self, index: usize) -> Option<(u32, &mut T)> {
        let generation = self.mask.get(index).copied().filter(|&generation| is_live(generation))?;
        Some((generation, self.node_mut(index)))
    }

    /// The index of a dead slot that may be filled.
    fn reusable(&self) -> Option<usize> {
        self.free.last().copied().filter(|&index| self.mask[index] != RETIRED)
    }

    fn floor(&self) -> u32 {
        self.mask.get(self.storage.len()).copied().unwrap_or(0)
    }

    /// The number of slots the next `additional` inserts must make.
    fn fresh(&self, additional: usize) -> usize {
        let retired = self.free.iter().take_while(|&&index| self.mask[index] == RETIRED).count();
        additional.saturating_sub(self.free.len() - retired)
    }

    fn grow(&mut self, additional: usize, exact: bool) -> Result<(), ArenaFull> {
        let fresh = self.fresh(additional);
        let slots = self.storage.len().checked_add(fresh).ok_or(ArenaFull::CapacityOverflow)?;
        // One entry more than slots, for the floor.
        let entries = slots.checked_add(1).ok_or(ArenaFull::CapacityOverflow)?;
        if fresh == 0 || (slots <= self.storage.capacity() && entries <= self.mask.capacity()) {
            return Ok(());
        }
        let before = self.storage.capacity();
        let (storage, mask) = (&mut self.storage, &mut self.mask);
        let more = entries - mask.len();
        let grown = if exact { storage.try_reserve_exact(fresh) } else { storage.try_reserve(fresh) };
        grown.map_err(|_| ArenaFull::of_growth::<T>(slots))?;
        let grown = if exact { mask.try_reserve_exact(more) } else { mask.try_reserve(more) };
        grown.map_err(|_| {
            storage.shrink_to(before);
            ArenaFull::of_growth::<u32>(entries)
        })
    }

    /// Drops every node, also when one drop panics; afterwards every slot is dead.
    fn drop_nodes(&mut self) {
        let mut index = 0;
        through_panics(|| {
            while let Some(&generation) = self.mask.get(index) {
                index += 1;
                if is_live(generation) {
                    self.mask[index - 1] = generation + 1;
                    // SAFETY:
                    // 1. The generation was odd, so by invariants 1 and 2 the slot exists and is initialised.
                    // 2. It is even now: even if this drop panics, nobody reads or drops the node again.
                    unsafe { self.storage[index - 1].assume_init_drop() };
                    return true;
                }
            }
            false
        });
    }

    /// Cuts trailing dead slots off, raises the floor above them and lists the dead slots that are left.
    fn cut_and_relist(&mut self) {
        let slots = self.storage.len();
        let cut = self.mask[..slots].iter().rev().take_while(|&&g| !is_live(g) && g < OLD).count();
        let kept = slots - cut;
        let floor = self.mask[kept..].iter().fold(0, |floor, &generation| floor.max(generation));
        self.storage.truncate(kept);
        self.mask.truncate(kept);
        if floor > 0 {
            // Takes the place of what was just cut, be it a slot or the former floor.
            self.mask.push(floor);
        }
        self.free.clear();
        let mask = &self.mask[..kept];
        self.free.extend((0..kept).filter(|&index| mask[index] == RETIRED));
        self.free.extend((0..kept).rev().filter(|&index| !is_live(mask[index]) && mask[index] != RETIRED));
    }

    #[cfg(test)]
    pub(crate) fn age(&mut self, index: usize, generation: u32) {
        assert!(is_live(self.mask[index]) && is_live(generation));
        self.mask[index] = generation;
    }
}

impl<T> NodeMemory<T> for CompactArena<T> {
    fn new() -> Self {
        Self::new()
    }

    fn len(&self) -> usize {
        self.storage.len() - self.free.len()
    }

    fn reserve(&mut self, additional: usize) -> Result<(), ArenaFull> {
        self.grow(additional, false)
    }

    fn reserve_exact(&mut self, additional: usize) -> Result<(), ArenaFull> {
        self.grow(additional, true)
    }

    fn insert(&mut self, node: T) -> usize {
        if let Some(index) = self.reusable() {
            self.free.pop();
            self.storage[index].write(node);
            self.mask[index] += 1;
            return index;
        }
        if let Err(full) = self.grow(1, false) {
            full.raise(Layout::new::<T>());
        }
        let (index, floor) = (self.storage.len(), self.floor());
        self.storage.push(MaybeUninit::new(node));
        self.mask.truncate(index);
        self.mask.push(floor + 1);
        if floor > 0 {
            self.mask.push(floor);
        }
        index
    }

    #[inline]
    fn node(&self, index: usize) -> &T {
        match self.mask.get(index) {
            // SAFETY:
            // 1. The generation is odd, so by invariant 1 `index` is within `storage`.
            // 2. By the same invariant the slot is initialised.
            Some(&generation) if is_live(generation) => unsafe {
                self.storage.get_unchecked(index).assume_init_ref()
            },
            _ => not_live(index),
        }
    }

    #[inline]
    fn node_mut(&mut self, index: usize) -> &mut T {
        match self.mask.get(index) {
            // SAFETY: as in `node`; `&mut self` makes the reference the only one.
            Some(&generation) if is_live(generation) => unsafe {
                self.storage.get_unchecked_mut(index).assume_init_mut()
            },
            _ => not_live(index),
        }
    }

    fn pair_mut(&mut self, a: usize, b: usize) -> (&mut T, &mut T) {
        if !self.is_live(a) || !self.is_live(b) {
            not_a_pair(a, b);
        }
        match self.storage.get_disjoint_mut([a, b]) {
            // SAFETY: both generations are odd, so by invariant 1 both slots are initialised.
            Ok([x, y]) => unsafe { (x.assume_init_mut(), y.assume_init_mut()) },
            Err(_) => not_a_pair(a, b),
        }
    }

    fn take(&mut self, index: usize) -> T {
        if !self.is_live(index) {
            not_live(index);
        }
        // Room in the list first: it may allocate, and nothing has changed yet.
        self.free.reserve(1);
        let generation = self.mask[index] + 1;
        self.mask[index] = generation;
        if generation == RETIRED {
            self.free.insert(0, index);
        } else {
            self.free.push(index);
        }
        // SAFETY:
        // 1. The generation was odd, so by invariant 1 the slot exists and is initialised.
        // 2. It is even now, so by invariant 2 the node is not read again: it is moved out once.
        unsafe { self.storage[index].assume_init_read() }
    }

    #[inline]
    fn is_live(&self, index: usize) -> bool {
        self.mask.get(index).is_some_and(|&generation| is_live(generation))
    }

    fn index_bound(&self) -> usize {
        self.storage.len()
    }

    fn for_each_mut(&mut self, mut f: impl FnMut(usize, &mut T)) {
        for index in 0..self.storage.len() {
            if self.is_live(index) {
                f(index, self.node_mut(index));
            }
        }
    }

    fn clear(&mut self) {
        // A guard, so that the list agrees with the mask also when a drop panics.
        struct Relist<'a, T>(&'a mut CompactArena<T>);

        impl<T> Drop for Relist<'_, T> {
            fn drop(&mut self) {
                self.0.cut_and_relist();
            }
        }

        Relist(self).0.drop_nodes();
    }

    fn shrink_to_fit(&mut self) {
        self.cut_and_relist();
        self.storage.shrink_to_fit();
        self.free.shrink_to_fit();
        self.mask.shrink_to_fit();
    }

    fn heap_bytes(&self) -> usize {
        self.storage.capacity() * size_of::<T>()
            + self.free.capacity() * size_of::<usize>()
            + self.mask.capacity() * size_of::<u32>()
    }
}

impl<T> Drop for CompactArena<T> {
    fn drop(&mut self) {
        if core::mem::needs_drop::<T>() {
            self.drop_nodes();
        }
    }
}

handle_api!([T] CompactArena<T>, usize, "CompactArena");
