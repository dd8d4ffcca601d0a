//! Sixty-four places for nodes and the bitmap that says which hold one.
//!
//! Invariants, memory-unsafe to break:
//!
//! 1. Bit `s` of `live` set ⇒ `s < slots.len()`, the node of slot `s` is initialised, its generation odd.
//! 2. Bit `s` clear ⇒ nobody reads the node of slot `s`; its generation, if it exists, is even.
//! 3. `slots.len() <= 64`.

use crate::empty::empty_box;
use crate::generation::{OLD, RETIRED};
use alloc::boxed::Box;
use alloc::vec::Vec;
use bitvec::array::BitArray;
use bitvec::order::Lsb0;
use core::mem::{self, MaybeUninit};

/// Slots a chunk has at most, and ids it owns.
pub(super) const WIDTH: usize = 64;

pub(super) struct Slot<T> {
    generation: u32,
    node: MaybeUninit<T>,
}

/// Words of a bitmap: [`WIDTH`] bits in all, on every target.
const WORDS: usize = WIDTH / usize::BITS as usize;

pub(super) struct Chunk<T> {
    /// Read and written by its words: what bitvec 1 makes of a pointer to a bit is not accepted by Stacked Borrows.
    live: BitArray<[usize; WORDS], Lsb0>,
    slots: Box<[Slot<T>]>,
}

/// `count` dead slots born in `generation`; `None` if the allocator refuses.
pub(super) fn fresh_slots<T>(count: usize, generation: u32) -> Option<Box<[Slot<T>]>> {
    let mut slots = Vec::new();
    slots.try_reserve_exact(count).ok()?;
    slots.resize_with(count, || Slot { generation, node: MaybeUninit::uninit() });
    Some(slots.into_boxed_slice())
}

impl<T> Chunk<T> {
    /// A chunk that owns no memory.
    pub(super) const fn empty() -> Self {
        Self { live: BitArray::ZERO, slots: empty_box() }
    }

    /// The bitmap as a word: bit `s` is slot `s`.
    #[inline]
    pub(super) fn bits(&self) -> u64 {
        let words = self.live.data.iter().rev();
        words.fold(0, |bits, word| bits.unbounded_shl(usize::BITS) | *word as u64)
    }

    /// Sets the bit of `slot`, or clears it.
    #[inline]
    fn mark(&mut self, slot: usize, live: bool) {
        let (word, bit) = (slot / usize::BITS as usize, slot % usize::BITS as usize);
        let word = &mut self.live.data[word];
        *word = *word & !(1 << bit) | usize::from(live) << bit;
    }

    /// The number of slots that have memory.
    #[inline]
    pub(super) fn backed(&self) -> usize {
        self.slots.len()
    }

    #[inline]
    pub(super) fn is_live(&self, slot: usize) -> bool {
        // A shift of the word; the accessor of the bit array checks bounds once more.
        slot < WIDTH && self.bits() >> slot & 1 == 1
    }

    pub(super) fn generation(&self, slot: usize) -> u32 {
        self.slots[slot].generation
    }

    /// The node of `slot`, which is below [`WIDTH`].
    #[inline]
    pub(super) fn node(&self, slot: usize) -> Option<&T> {
        if !self.is_live(slot) {
            return None;
        }
        // SAFETY: the bit is set, so by invariant 1 the slot is in bounds and its node initialised.
        Some(unsafe { self.slots.get_unchecked(slot).node.assume_init_ref() })
    }

    #[inline]
    pub(super) fn node_mut(&mut self, slot: usize) -> Option<&mut T> {
        if !self.is_live(slot) {
            return None;
        }
        // SAFETY: as in `node`; `&mut self` makes the reference the only one.
        Some(unsafe { self.slots.get_unchecked_mut(slot).node.assume_init_mut() })
    }

    pub(super) fn pair_mut(&mut self, a: usize, b: usize) -> Option<(&mut T, &mut T)> {
        if !self.is_live(a) || !self.is_live(b) {
            return None;
        }
        let [x, y] = self.slots.get_disjoint_mut([a, b]).ok()?;
        // SAFETY: both bits are set, so by invariant 1 both nodes are initialised.
        Some(unsafe { (x.node.assume_init_mut(), y.node.assume_init_mut()) })
    }

    /// Fills a backed, dead slot.
    pub(super) fn fill(&mut self, slot: usize, node: T) {
        assert!(!self.is_live(slot), "a slot is filled once");
        let place = &mut self.slots[slot];
        place.node.write(node);
        place.generation += 1;
        self.mark(slot, true);
    }

    /// Moves a live node out and returns it with the generation of the dead slot.
    pub(super) fn take(&mut self, slot: usize) -> Option<(T, u32)> {
        if !self.is_live(slot) {
            return None;
        }
        self.mark(slot, false);
        let place = &mut self.slots[slot];
        place.generation += 1;
        // SAFETY:
        // 1. The bit was set, so by invariant 1 the node was initialised.
        // 2. The bit is clear now, so by invariant 2 the node is not read again: it is moved out once.
        Some((unsafe { place.node.assume_init_read() }, place.generation))
    }

    /// The bits of retired slots. Computes in **O(slots)** time.
    pub(super) fn retired(&self) -> u64 {
        let retired = |(index, slot): (usize, &Slot<T>)| u64::from(slot.generation == RETIRED) << index;
        self.slots.iter().enumerate().map(retired).fold(0, |bits, bit| bits | bit)
    }

    /// Exchanges the memory for `wider`, moving the slots there are.
    pub(super) fn widen(&mut self, mut wider: Box<[Slot<T>]>) {
        assert!(self.slots.len() <= wider.len() && wider.len() <= WIDTH);
        for (old, new) in self.slots.iter_mut().zip(&mut wider) {
            mem::swap(old, new);
        }
        self.slots = wider;
    }

    /// How many slots stay when trailing dead ones are given back, and the highest generation among those that go.
    pub(super) fn cut(&self) -> (usize, u32) {
        let lowest = WIDTH - self.bits().leading_zeros() as usize;
        let old = self.slots.iter().rposition(|slot| slot.generation >= OLD).map_or(0, |last| last + 1);
        let kept = lowest.max(old);
        (kept, self.slots[kept..].iter().fold(0, |highest, slot| highest.max(slot.generation)))
    }

    /// Gives the slots from `kept` on back to the allocator. They are dead.
    pub(super) fn truncate(&mut self, kept: usize) {
        assert!(kept >= WIDTH - self.bits().leading_zeros() as usize, "a live slot cannot go");
        if kept < self.slots.len() {
            let mut slots = mem::replace(&mut self.slots, empty_box()).into_vec();
            slots.truncate(kept);
            self.slots = slots.into_boxed_slice();
        }
    }

    #[cfg(test)]
    pub(super) fn age(&mut self, slot: usize, generation: u32) {
        assert!(self.is_live(slot) && crate::generation::is_live(generation));
        self.slots[slot].generation = generation;
    }
}
