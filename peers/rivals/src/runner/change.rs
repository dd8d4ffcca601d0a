//! Operations that insert and remove, entry by entry.

use super::{Block, Runner, digest};
use crate::contender::Contender;
use crate::input::Step;
use crate::shape::{Key, Value, mix};

impl<K: Key, V: Value, M: Contender<K, V>> Runner<'_, K, V, M> {
    /// Inserts the entries into each of several empty maps, in random orders, and keeps the maps.
    pub(super) fn insert_random(&mut self, block: usize) -> Block {
        let copies = self.copies();
        let numbers = block * copies..(block + 1) * copies;
        let (block, maps) = self.insert(numbers.map(|number| self.input.shuffled(number)).collect());
        self.grown = maps;
        block
    }

    /// Inserts `entries` in their order into each of several empty maps.
    pub(super) fn insert_in_order(&self, entries: &[(K, V)]) -> Block {
        self.insert(vec![entries.to_vec(); self.copies()]).0
    }

    fn insert(&self, mut inputs: Vec<Vec<(K, V)>>) -> (Block, Vec<M>) {
        let copies = inputs.len();
        let mut maps: Vec<M> = Vec::with_capacity(copies);
        let work = || {
            for input in &mut inputs {
                let mut map = M::new();
                for (key, value) in input.drain(..) {
                    map.insert(key, value);
                }
                maps.push(map);
            }
        };
        let mut block = Block::time(copies * self.input.n, work, |()| 0);
        block.checksum = digest(&maps[copies / 2]);
        (block, maps)
    }

    /// Removes everything from the grown maps.
    pub(super) fn remove_all(&mut self, block: usize) -> Block {
        self.grow();
        let mut maps = std::mem::take(&mut self.grown);
        let first = (block + 1) << 20;
        let orders: Vec<_> = (first..).take(maps.len()).map(|number| self.input.shuffled(number)).collect();
        let operations = maps.len() * self.input.n;
        let work = || {
            let mut sum = 0_u64;
            for (map, order) in maps.iter_mut().zip(&orders) {
                for (key, _) in order {
                    sum = sum.wrapping_add(map.remove(key).map_or(1, |value| value.word() << 1));
                }
            }
            sum
        };
        let mut block = Block::time(operations, work, |sum| sum);
        block.checksum = maps.iter().fold(block.checksum, |sum, map| mix(sum, digest(map)));
        block
    }

    /// Gets, inserts and removes on one of the grown maps, which is used up.
    pub(super) fn mixed(&mut self) -> Block {
        self.grow();
        let mut map = self.grown.pop().expect("there is a grown map");
        let steps = &self.input.steps;
        // What is inserted must be owned; making it is not the map's work.
        let mut inserts = steps.iter().filter_map(inserted).collect::<Vec<(K, V)>>().into_iter();
        let work = || {
            let mut sum = 0_u64;
            for step in steps {
                match step {
                    Step::Get(key) => {
                        sum = sum.wrapping_add(map.get(key).map_or(1, |value| value.word() << 1));
                    }
                    Step::Insert(..) => {
                        let (key, value) = inserts.next().expect("one entry an insert");
                        map.insert(key, value);
                    }
                    Step::Remove(key) => {
                        sum = sum.wrapping_add(map.remove(key).map_or(1, |value| value.word() << 1));
                    }
                }
            }
            sum
        };
        let mut block = Block::time(steps.len(), work, |sum| sum);
        block.checksum = mix(block.checksum, digest(&map));
        block
    }
}

/// The entry of an insert.
fn inserted<K: Key, V: Value>(step: &Step<K, V>) -> Option<(K, V)> {
    match step {
        Step::Insert(key, value) => Some((key.clone(), value.clone())),
        Step::Get(_) | Step::Remove(_) => None,
    }
}
