//! Giving memory back: when a take leaves a chunk empty, and on request.
//!
//! A chunk that just became empty is not freed at once, or a tree that grows and shrinks by one node would allocate
//! each time. Freed is
//!
//! 1. the chunk after it, if that is empty too (a tree drained from its end keeps one spare chunk);
//! 2. else the chunk itself, if the lowest chunk with room has [`ROOM`] slots to fill before the next insert could
//!    come here.
//!
//! Either way the [`ROOM`] lowest free indices keep the memory they have, so that a reservation of up to that many
//! nodes survives any number of takes.

use super::MemoryPool;
use super::chunk::WIDTH;
use crate::Id;
use alloc::vec::Vec;
use core::mem;

/// Inserts that must fit below a chunk before that chunk is freed.
const ROOM: usize = WIDTH / 4;

impl<T, I: Id> MemoryPool<T, I> {
    /// Called when `emptied` has lost its last node.
    #[cold]
    pub(super) fn release_spare(&mut self, emptied: usize) {
        let hint = self.hint as usize;
        let next_is_spare =
            self.chunks.get(emptied + 1).is_some_and(|next| next.bits() == 0 && next.backed() > 0);
        if next_is_spare && self.room(emptied) >= ROOM {
            self.trim(emptied + 1);
        } else if hint < emptied && self.room(hint) >= ROOM {
            self.trim(emptied);
        }
    }

    /// Slots of `chunk` that have memory and may be filled.
    fn room(&self, chunk: usize) -> usize {
        let chunk = &self.chunks[chunk];
        let retired = if self.floor.any_retired() { chunk.retired() } else { 0 };
        chunk.backed() - (chunk.bits() | retired).count_ones() as usize
    }

    /// Frees the trailing dead slots of `chunk` and raises the floor above them.
    pub(super) fn trim(&mut self, chunk: usize) {
        let chunk = &mut self.chunks[chunk];
        let (kept, highest) = chunk.cut();
        self.floor.raise_above(highest);
        chunk.truncate(kept);
    }

    /// Trims every chunk, and the directory behind the last chunk with memory.
    pub(super) fn trim_all(&mut self) {
        for chunk in 0..self.chunks.len() {
            self.trim(chunk);
        }
        let kept = self.chunks.iter().rposition(|chunk| chunk.backed() > 0).map_or(0, |last| last + 1);
        if kept < self.chunks.len() {
            let mut directory: Vec<_> = mem::take(&mut self.chunks).into_vec();
            directory.truncate(kept);
            self.chunks = directory.into_boxed_slice();
        }
        // Chunks past the directory are as vacant as those before its end.
        self.hint = self.hint.min(kept as u32);
    }
}
