//! Making room: which index is next, and memory for it.
//!
//! Invariant: every chunk below `hint` is full, so the lowest free index is found from there on.

use super::MemoryPool;
use super::chunk::{Chunk, Slot, WIDTH, fresh_slots};
use crate::id::slot_limit;
use crate::{ArenaFull, Id};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::mem;

/// Slots the chunk gets with its first memory: early chunks start small, for small trees.
const fn first_slots(chunk: usize) -> usize {
    match chunk {
        0 => 1,
        1 => WIDTH / 4,
        2 => WIDTH / 2,
        _ => WIDTH,
    }
}

/// One bit for every id the chunk owns.
fn ids<I: Id>(chunk: usize) -> u64 {
    match slot_limit::<I>().saturating_sub(chunk * WIDTH) {
        left @ 0..WIDTH => (1 << left) - 1,
        _ => u64::MAX,
    }
}

impl<T, I: Id> MemoryPool<T, I> {
    /// The slots of `chunk` that may be filled, whether they have memory yet or not.
    #[inline]
    fn vacant(&self, chunk: usize) -> u64 {
        let Some(here) = self.chunks.get(chunk) else { return ids::<I>(chunk) };
        let retired = if self.floor.any_retired() { here.retired() } else { 0 };
        !here.bits() & !retired & ids::<I>(chunk)
    }

    fn backed(&self, chunk: usize) -> usize {
        self.chunks.get(chunk).map_or(0, Chunk::backed)
    }

    /// A size for `chunk` of at least `needed` slots: doubling, within the ids there are.
    fn roomy(&self, chunk: usize, needed: usize) -> usize {
        let doubled = (2 * self.backed(chunk)).max(first_slots(chunk));
        needed.max(doubled.min(ids::<I>(chunk).count_ones() as usize))
    }

    /// Finds the lowest free index, as chunk and slot, and makes sure that it has memory.
    pub(super) fn lowest_vacancy(&mut self) -> Result<(usize, usize), ArenaFull> {
        let mut chunk = self.hint as usize;
        while self.vacant(chunk) == 0 {
            if ids::<I>(chunk) == 0 {
                return Err(ArenaFull::IdsExhausted);
            }
            chunk += 1;
        }
        self.hint = chunk as u32;
        let slot = self.vacant(chunk).trailing_zeros() as usize;
        if slot >= self.backed(chunk) {
            let wider = self.slots_for(self.roomy(chunk, slot + 1))?;
            if let Some(directory) = self.wider_directory(chunk + 1, false)? {
                self.install_directory(directory);
            }
            self.chunks[chunk].widen(wider);
        }
        Ok((chunk, slot))
    }

    /// Backs the `additional` lowest free indices: first all allocations, then, when none failed, the changes.
    pub(super) fn back(&mut self, additional: usize, exact: bool) -> Result<(), ArenaFull> {
        if additional > slot_limit::<I>() || !self.has_ids(additional) {
            return Err(ArenaFull::IdsExhausted);
        }
        // Known before the first chunk: with few bytes of addresses there are more ids than memory could have slots for.
        if additional.checked_mul(size_of::<Slot<T>>()).is_none() {
            return Err(ArenaFull::CapacityOverflow);
        }
        let mut grown: Vec<(usize, Box<[Slot<T>]>)> = Vec::new();
        let (mut left, mut chunk) = (additional, self.hint as usize);
        while left > 0 {
            let mut vacant = self.vacant(chunk);
            let here = left.min(vacant.count_ones() as usize);
            left -= here;
            if here > 0 {
                for _ in 1..here {
                    vacant &= vacant - 1;
                }
                let needed = vacant.trailing_zeros() as usize + 1;
                if needed > self.backed(chunk) {
                    let size = if exact { needed } else { self.roomy(chunk, needed) };
                    grown.try_reserve(1).map_err(|_| ArenaFull::OutOfMemory)?;
                    grown.push((chunk, self.slots_for(size)?));
                }
            }
            chunk += 1;
        }
        let chunks = grown.last().map_or(0, |&(last, _)| last + 1);
        if let Some(directory) = self.wider_directory(chunks, exact)? {
            self.install_directory(directory);
        }
        for (chunk, wider) in grown {
            self.chunks[chunk].widen(wider);
        }
        Ok(())
    }

    /// Whether `additional` ids are free. Computes in **O(chunks)** time at worst, and stops as soon as it knows.
    fn has_ids(&self, additional: usize) -> bool {
        let beyond = slot_limit::<I>().saturating_sub(self.chunks.len() * WIDTH);
        let mut left = additional.saturating_sub(beyond);
        let mut chunk = self.hint as usize;
        while left > 0 && chunk < self.chunks.len() {
            left = left.saturating_sub(self.vacant(chunk).count_ones() as usize);
            chunk += 1;
        }
        left == 0
    }

    fn slots_for(&self, count: usize) -> Result<Box<[Slot<T>]>, ArenaFull> {
        fresh_slots(count, self.floor.birth()).ok_or_else(|| ArenaFull::of_growth::<Slot<T>>(count))
    }

    /// Memory for a directory of at least `chunks` chunks, if the present one is too short.
    fn wider_directory(&self, chunks: usize, exact: bool) -> Result<Option<Vec<Chunk<T>>>, ArenaFull> {
        let now = self.chunks.len();
        if chunks <= now {
            return Ok(None);
        }
        let total = if exact { chunks } else { chunks.max(now + now / 8) };
        let mut directory = Vec::new();
        match directory.try_reserve_exact(total) {
            Ok(()) => Ok(Some(directory)),
            Err(_) => Err(ArenaFull::of_growth::<Chunk<T>>(total)),
        }
    }

    /// Moves the chunks into `directory` and fills its room with empty ones.
    fn install_directory(&mut self, mut directory: Vec<Chunk<T>>) {
        let total = directory.capacity();
        directory.extend(mem::take(&mut self.chunks).into_vec());
        directory.resize_with(total, Chunk::empty);
        self.chunks = directory.into_boxed_slice();
    }
}
