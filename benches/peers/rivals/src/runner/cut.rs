//! Operations that cut maps: at one end, in the middle, and ranges out of them.

use super::{Block, Runner, digest};
use crate::contender::Contender;
use crate::shape::{Key, Value, mix};

/// Entries of a part that is small beside the map.
const FEW: usize = 10;

/// Cuts into one map, at most: each finds a map that is nearly what it was.
const CUTS: usize = 256;

/// Halvings of `split-off-middle`.
const LEVELS: u32 = 4;

impl<K: Key, V: Value, M: Contender<K, V>> Runner<'_, K, V, M> {
    /// Entries of a small part: [`FEW`], and less if that is not a small part of the map.
    fn few(&self) -> usize {
        (self.input.n / 8).clamp(1, FEW)
    }

    /// How many small parts are cut out of a map: a quarter of it at most.
    fn cuts(&self) -> usize {
        (self.input.n / 4 / self.few()).clamp(1, CUTS)
    }

    /// Splits small parts off the front: what is split off is the map of the next split.
    pub(super) fn split_heads(&mut self) -> Option<Block> {
        let (few, cuts) = (self.few(), self.cuts());
        self.split((1..=cuts).map(|cut| cut * few), |map, key, parts| {
            let rest = map.split_off(key)?;
            parts.push(std::mem::replace(map, rest));
            Some(())
        })
    }

    /// Splits small parts off the end.
    pub(super) fn split_tails(&mut self) -> Option<Block> {
        let (few, cuts, n) = (self.few(), self.cuts(), self.input.n);
        self.split((1..=cuts).map(|cut| n - cut * few), |map, key, parts| {
            parts.push(map.split_off(key)?);
            Some(())
        })
    }

    /// Splits maps at `places`, by number of entry.
    fn split(
        &mut self,
        places: impl Iterator<Item = usize>,
        split: impl Fn(&mut M, &K, &mut Vec<M>) -> Option<()>,
    ) -> Option<Block> {
        let keys: Vec<&K> = places.map(|at| &self.input.ascending[at].0).collect();
        M::new().split_off(keys[0])?;
        let mut maps = self.take();
        let count = maps.len() * keys.len();
        let mut parts = Vec::with_capacity(count);
        let work = || {
            for map in &mut maps {
                for key in &keys {
                    split(map, key, &mut parts);
                }
            }
        };
        let mut block = Block::time(count, work, |()| 0);
        let first = parts.iter().take(keys.len()).chain(maps.first());
        block.checksum = first.fold(0, |sum, part| mix(sum, digest(part)));
        Some(block)
    }

    /// Splits maps in the middle, and what comes of it in the middle.
    pub(super) fn split_middles(&mut self) -> Option<Block> {
        M::new().split_off(&self.input.ascending[0].0)?;
        let maps = self.take();
        let (entries, count) = (&self.input.ascending[..], maps.len());
        let mut parts: Vec<M> = Vec::with_capacity(count << LEVELS);
        let work = || maps.into_iter().for_each(|map| halve(map, entries, LEVELS, &mut parts));
        let mut block = Block::time(count * ((1 << LEVELS) - 1), work, |()| 0);
        block.checksum = parts.iter().take(1 << LEVELS).fold(0, |sum, part| mix(sum, digest(part)));
        Some(block)
    }

    /// Takes the first entries out, few at a time.
    pub(super) fn drain_fronts(&mut self) -> Option<Block> {
        let places = (0..self.cuts()).map(|cut| cut * self.few()).collect();
        self.drain(places, M::drain_front)
    }

    /// Takes few adjacent entries out, at places all over the map in an order of chance.
    pub(super) fn drain_ranges(&mut self) -> Option<Block> {
        let apart = self.input.n / self.cuts();
        let mut places: Vec<usize> = (0..self.cuts()).map(|cut| cut * apart).collect();
        testbed::Random::new(6).shuffle(&mut places);
        self.drain(places, M::drain_range)
    }

    fn drain(&mut self, places: Vec<usize>, drain: impl Fn(&mut M, &[K]) -> Option<u64>) -> Option<Block> {
        let key = |(key, _): &(K, V)| key.clone();
        let part = |at: usize| self.input.ascending[at..at + self.few()].iter().map(key).collect();
        let parts: Vec<Vec<K>> = places.into_iter().map(part).collect();
        drain(&mut M::new(), &parts[0][..0])?;
        let mut maps = self.take();
        let count = maps.len() * parts.len();
        let work = || {
            let mut sum = 0_u64;
            for map in &mut maps {
                for keys in &parts {
                    sum = sum.wrapping_add(drain(map, keys).unwrap_or_default());
                }
            }
            sum
        };
        let mut block = Block::time(count, work, |sum| sum);
        block.checksum = mix(block.checksum, digest(&maps[0]));
        Some(block)
    }
}

/// Splits a map of `entries` into halves, and those as often as `levels` says.
fn halve<K: Key, V: Value, M: Contender<K, V>>(
    mut map: M,
    entries: &[(K, V)],
    levels: u32,
    parts: &mut Vec<M>,
) {
    let middle = entries.len() / 2;
    let upper = if levels == 0 { None } else { map.split_off(&entries[middle].0) };
    let Some(upper) = upper else { return parts.push(map) };
    halve(map, &entries[..middle], levels - 1, parts);
    halve(upper, &entries[middle..], levels - 1, parts);
}
