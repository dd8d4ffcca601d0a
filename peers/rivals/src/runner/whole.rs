//! Operations on maps as wholes: build, clone, drop, append.

use super::{Block, Runner, digest};
use crate::contender::Contender;
use crate::shape::{Key, Value};

impl<K: Key, V: Value, M: Contender<K, V>> Runner<'_, K, V, M> {
    pub(super) fn build(&mut self) -> Option<Block> {
        let entries = &self.input.ascending;
        M::build(entries[..1].to_vec())?;
        let inputs = vec![entries.clone(); self.copies()];
        let mut maps: Vec<M> = Vec::with_capacity(inputs.len());
        let operations = inputs.len() * entries.len();
        let work = || maps.extend(inputs.into_iter().filter_map(M::build));
        let mut block = Block::time(operations, work, |()| 0);
        block.checksum = digest(&maps[0]);
        Some(block)
    }

    pub(super) fn duplicate(&mut self) -> Option<Block> {
        M::new().duplicate()?;
        self.grow();
        let mut clones: Vec<M> = Vec::with_capacity(self.grown.len());
        let work = || clones.extend(self.grown.iter().filter_map(M::duplicate));
        let mut block = Block::time(self.grown.len() * self.input.n, work, |()| 0);
        block.checksum = digest(&clones[0]);
        Some(block)
    }

    pub(super) fn drop_all(&mut self) -> Block {
        self.grow();
        let maps = std::mem::take(&mut self.grown);
        Block::time(maps.len() * self.input.n, || drop(maps), |()| 0)
    }

    /// Appends the greater half of the entries to the lesser.
    pub(super) fn append(&mut self) -> Option<Block> {
        M::new().append(M::new()).ok()?;
        let (lesser, greater) = self.input.ascending.split_at(self.input.n / 2);
        let copies = self.copies();
        let halves: Vec<(M, M)> = (0..copies).map(|_| (run_of(lesser), run_of(greater))).collect();
        let mut maps: Vec<M> = Vec::with_capacity(copies);
        let work = || {
            for (mut map, other) in halves {
                if map.append(other).is_ok() {
                    maps.push(map);
                }
            }
        };
        let mut block = Block::time(copies * self.input.n, work, |()| 0);
        block.checksum = digest(&maps[copies / 2]);
        Some(block)
    }
}

/// A map of ascending entries, built as the map does it best.
fn run_of<K: Key, V: Value, M: Contender<K, V>>(entries: &[(K, V)]) -> M {
    M::build(entries.to_vec()).unwrap_or_else(|| {
        let mut map = M::new();
        for (key, value) in entries {
            map.insert(key.clone(), value.clone());
        }
        map
    })
}
