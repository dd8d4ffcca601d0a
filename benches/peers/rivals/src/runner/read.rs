//! Operations that leave the grown maps as they were.

use super::{Block, Runner, digest};
use crate::contender::{Contender, LANES};
use crate::shape::{Key, Value};
use std::hint::black_box;

/// Entries that a block of iteration reads at least.
const READS: usize = 1 << 16;

/// Small maps that take turns, so that no figure is that of one lucky place in memory.
const TURNS: usize = 8;

/// Entries a range reads.
const RANGE: usize = 100;

impl<K: Key, V: Value, M: Contender<K, V>> Runner<'_, K, V, M> {
    /// One of the grown maps.
    fn turn(&mut self, round: usize) -> &M {
        self.grow();
        &self.grown[round % self.grown.len().min(TURNS)]
    }

    pub(super) fn get(&mut self, keys: &[K], round: usize) -> Block {
        let map = self.turn(round);
        let work = || {
            let mut sum = 0_u64;
            for key in keys {
                sum = sum.wrapping_add(map.get(black_box(key)).map_or(1, |value| value.word() << 1));
            }
            sum
        };
        Block::time(keys.len(), work, |sum| sum)
    }

    /// Looks up the neighbours of `keys`.
    pub(super) fn neighbours(
        &mut self,
        keys: &[K],
        round: usize,
        neighbour: impl Fn(&M, &K) -> Option<u64>,
    ) -> Option<Block> {
        let map = self.turn(round);
        neighbour(map, &keys[0])?;
        let work = || {
            let mut sum = 0_u64;
            for key in keys {
                sum = sum.wrapping_add(neighbour(map, black_box(key)).unwrap_or_default());
            }
            sum
        };
        Some(Block::time(keys.len(), work, |sum| sum))
    }

    pub(super) fn get_many(&mut self, keys: &[K], round: usize) -> Option<Block> {
        let map = self.turn(round);
        let (batches, _) = keys.as_chunks::<LANES>();
        map.get_many(batches[0].each_ref())?;
        let work = || {
            let mut sum = 0_u64;
            for batch in batches {
                for value in map.get_many(black_box(batch.each_ref())).into_iter().flatten() {
                    sum = sum.wrapping_add(value.map_or(1, |value| value.word() << 1));
                }
            }
            sum
        };
        Some(Block::time(batches.len() * LANES, work, |sum| sum))
    }

    /// Reads maps in turn; `sum` is monomorphic and inlined.
    #[inline(always)]
    pub(super) fn iterate(&mut self, sum: impl Fn(&M) -> Option<u64>) -> Option<Block> {
        self.turn(0);
        let (n, maps) = (self.input.n, &self.grown[..self.grown.len().min(TURNS)]);
        sum(&maps[0])?;
        let times = READS.div_ceil(n);
        let work = || {
            let mut total = 0_u64;
            for map in maps.iter().cycle().take(times) {
                total = total.wrapping_add(sum(black_box(map)).unwrap_or_default());
            }
            total
        };
        Some(Block::time(times * n, work, |total| total))
    }

    /// Changes the values of maps in turn, and changes them back.
    pub(super) fn stir(&mut self) -> Option<Block> {
        self.turn(0);
        let (n, turns) = (self.input.n, self.grown.len().min(TURNS));
        let maps = &mut self.grown[..turns];
        maps[0].stir_all()?;
        let checksum = digest(&maps[0]);
        maps[0].stir_all();
        let times = READS.div_ceil(n);
        let work = || {
            for round in 0..times {
                let map = black_box(&mut maps[round % turns]);
                map.stir_all();
                black_box(map).stir_all();
            }
        };
        Some(Block::time(2 * times * n, work, |()| checksum))
    }

    pub(super) fn ranges(&mut self, round: usize) -> Block {
        let starts = &self.input.starts;
        let map = self.turn(round);
        let work = || {
            let mut sum = 0_u64;
            for from in starts {
                sum = sum.wrapping_add(map.sum_range(black_box(from), RANGE));
            }
            sum
        };
        Block::time(starts.len(), work, |sum| sum)
    }
}
