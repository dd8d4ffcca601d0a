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

    fn insert(&self, inputs: Vec<Vec<(K, V)>>) -> (Block, Vec<M>) {
        let copies = inputs.len();
        let mut maps: Vec<M> = Vec::with_capacity(copies);
        // One list for all maps: freeing one for each would be much of the time of a map of one entry.
        let mut entries = inputs.into_iter().flatten().collect::<Vec<_>>().into_iter();
        let work = || {
            for _ in 0..copies {
                let mut map = M::new();
                for (key, value) in entries.by_ref().take(self.input.n) {
                    map.insert(key, value);
                }
                maps.push(map);
            }
        };
        let mut block = Block::time(copies * self.input.n, work, |()| 0);
        block.checksum = digest(&maps[copies / 2]);
        (block, maps)
    }

    /// Counts words in an empty map, all of which are in the input.
    pub(super) fn count(&mut self) -> Option<Block> {
        let (key, value) = self.input.random[0].clone();
        M::new().count(key, value)?;
        let words = self.input.zipf.iter().map(|key| (key.clone(), V::from_number(0))).collect::<Vec<_>>();
        let mut map = M::new();
        let count = words.len();
        let work = || {
            for (key, value) in words {
                map.count(key, value);
            }
        };
        let mut block = Block::time(count, work, |()| 0);
        block.checksum = digest(&map);
        Some(block)
    }

    /// Removes everything from the grown maps, each in a random order.
    pub(super) fn remove_random(&mut self, block: usize) -> Block {
        let first = (block + 1) << 20;
        self.remove((first..).take(self.copies()).map(|number| self.input.shuffled(number)).collect())
    }

    /// Removes everything from the grown maps in the order of `entries`.
    pub(super) fn remove_in_order(&mut self, entries: &[(K, V)]) -> Block {
        self.remove(vec![entries.to_vec(); self.copies()])
    }

    fn remove(&mut self, orders: Vec<Vec<(K, V)>>) -> Block {
        let mut maps = self.take();
        let orders: Vec<K> = orders.into_iter().flatten().map(|(key, _)| key).collect();
        let work = || {
            let mut sum = 0_u64;
            for (map, order) in maps.iter_mut().zip(orders.chunks_exact(self.input.n)) {
                for key in order {
                    sum = sum.wrapping_add(map.remove(key).map_or(1, |value| value.word() << 1));
                }
            }
            sum
        };
        let mut block = Block::time(orders.len(), work, |sum| sum);
        block.checksum = maps.iter().fold(block.checksum, |sum, map| mix(sum, digest(map)));
        block
    }

    /// Takes all entries of the grown maps by `pop`.
    pub(super) fn pop_all(&mut self, pop: impl Fn(&mut M) -> Option<Option<(K, V)>>) -> Option<Block> {
        pop(&mut M::new())?;
        let mut maps = self.take();
        let count = maps.len() * self.input.n;
        let work = || {
            let mut sum = 0_u64;
            for map in &mut maps {
                while let Some(Some((key, value))) = pop(map) {
                    sum = mix(sum, key.word() ^ value.word());
                }
            }
            sum
        };
        Some(Block::time(count, work, |sum| sum))
    }

    /// Inserts fresh keys into the grown maps and takes the first one for each.
    pub(super) fn queue(&mut self) -> Option<Block> {
        M::new().pop_first()?;
        let maps = self.take();
        Some(self.push_and_pop(maps, &self.input.fresh))
    }

    /// Moves a window of half of the entries over all of them.
    pub(super) fn window(&mut self) -> Option<Block> {
        M::new().pop_first()?;
        let (first, rest) = self.input.ascending.split_at(self.input.n / 2);
        let grow = |_| {
            let mut map = M::new();
            first.iter().cloned().for_each(|(key, value)| map.insert(key, value));
            map
        };
        Some(self.push_and_pop((0..self.copies()).map(grow).collect(), rest))
    }

    /// Inserts `entries` into each of `maps` and takes the first one for each.
    fn push_and_pop(&self, mut maps: Vec<M>, entries: &[(K, V)]) -> Block {
        let mut inputs = vec![entries; maps.len()].concat().into_iter();
        let count = inputs.len();
        let work = || {
            let mut sum = 0_u64;
            for map in &mut maps {
                for (key, value) in inputs.by_ref().take(entries.len()) {
                    map.insert(key, value);
                    let first = map.pop_first().flatten();
                    sum = mix(sum, first.map_or(1, |(key, value)| key.word() ^ value.word()));
                }
            }
            sum
        };
        let mut block = Block::time(count, work, |sum| sum);
        block.checksum = mix(block.checksum, digest(&maps[0]));
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
