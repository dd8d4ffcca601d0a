//! Operations on maps as wholes: make, clone, drop, append, sift.

use super::{Block, Runner, digest};
use crate::contender::Contender;
use crate::op::ARRAYS;
use crate::shape::{Key, Value, mix};

impl<K: Key, V: Value, M: Contender<K, V>> Runner<'_, K, V, M> {
    /// Makes maps of ascending entries.
    pub(super) fn build(&mut self) -> Option<Block> {
        self.make(|_| self.input.ascending.clone(), M::build)
    }

    /// Collects entries; `order` gives them for each map.
    pub(super) fn collect(&self, order: impl Fn(usize) -> Vec<(K, V)>) -> Option<Block> {
        self.make(order, M::collect)
    }

    /// Makes maps of arrays; `None` also if the length is none that arrays are made of here.
    pub(super) fn of_arrays(&self) -> Option<Block> {
        const ONE: usize = ARRAYS[0];
        const SOME: usize = ARRAYS[1];
        const MANY: usize = ARRAYS[2];
        match self.input.n {
            ONE => self.make(|_| self.array::<ONE>(), M::from_array),
            SOME => self.make(|_| self.array::<SOME>(), M::from_array),
            MANY => self.make(|_| self.array::<MANY>(), M::from_array),
            _ => None,
        }
    }

    fn array<const N: usize>(&self) -> [(K, V); N] {
        std::array::from_fn(|at| self.input.ascending[at].clone())
    }

    /// Makes several maps of what `source` gives for each.
    fn make<S>(&self, source: impl Fn(usize) -> S, make: impl Fn(S) -> Option<M>) -> Option<Block> {
        make(source(0))?;
        let inputs: Vec<S> = (0..self.copies()).map(source).collect();
        let copies = inputs.len();
        let mut maps: Vec<M> = Vec::with_capacity(copies);
        let work = || maps.extend(inputs.into_iter().filter_map(make));
        let mut block = Block::time(copies * self.input.n, work, |()| 0);
        block.checksum = digest(&maps[copies / 2]);
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
        let maps = self.take();
        Block::time(maps.len() * self.input.n, || drop(maps), |()| 0)
    }

    /// Takes the grown maps apart.
    pub(super) fn take_apart(&mut self) -> Option<Block> {
        M::new().sum_into()?;
        let maps = self.take();
        let work = || maps.into_iter().filter_map(M::sum_into).fold(0_u64, u64::wrapping_add);
        Some(Block::time(self.copies() * self.input.n, work, |sum| sum))
    }

    /// Appends the greater half of the entries to the lesser.
    pub(super) fn append_behind(&mut self) -> Option<Block> {
        let (lesser, greater) = self.input.ascending.split_at(self.input.n / 2);
        self.append(lesser, greater)
    }

    /// Appends every tenth entry to the others.
    pub(super) fn append_between(&mut self) -> Option<Block> {
        let numbered = self.input.ascending.iter().enumerate();
        let (tenth, others): (Vec<_>, Vec<_>) = numbered.partition(|(at, _)| at % 10 == 5);
        let entries =
            |list: Vec<(usize, &(K, V))>| list.into_iter().map(|(_, entry)| entry.clone()).collect();
        let (tenth, others): (Vec<_>, Vec<_>) = (entries(tenth), entries(others));
        self.append(&others, &tenth)
    }

    fn append(&self, to: &[(K, V)], from: &[(K, V)]) -> Option<Block> {
        M::new().append(M::new()).ok()?;
        let copies = self.copies();
        let pairs: Vec<(M, M)> = (0..copies).map(|_| (run_of(to), run_of(from))).collect();
        let mut maps: Vec<M> = Vec::with_capacity(copies);
        let work = || {
            for (mut map, other) in pairs {
                if map.append(other).is_ok() {
                    maps.push(map);
                }
            }
        };
        let mut block = Block::time(copies * self.input.n, work, |()| 0);
        block.checksum = digest(&maps[copies / 2]);
        Some(block)
    }

    /// Keeps every other entry of the grown maps, by the value.
    pub(super) fn retain(&mut self) -> Option<Block> {
        M::new().retain_even()?;
        let mut maps = self.take();
        let count = maps.len() * self.input.n;
        let work = || {
            for map in &mut maps {
                map.retain_even();
            }
        };
        let mut block = Block::time(count, work, |()| 0);
        block.checksum = digest(&maps[0]);
        Some(block)
    }

    /// Takes every other entry out of the grown maps, by the value.
    pub(super) fn extract(&mut self) -> Option<Block> {
        M::new().extract_even()?;
        let mut maps = self.take();
        let work = || maps.iter_mut().filter_map(M::extract_even).fold(0_u64, u64::wrapping_add);
        let mut block = Block::time(self.copies() * self.input.n, work, |sum| sum);
        block.checksum = mix(block.checksum, digest(&maps[0]));
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
