//! One tree under measurement, of a size that every operation restores.

use crate::key::Key;
use crate::measuring::Sample;
use crate::mode::Mode;
use crate::tree::Tree;
use std::hint::black_box;

/// The operations, in the order in which a counting run does them.
pub(crate) const OPERATIONS: [&str; 7] =
    ["hit, late", "hit, asking", "miss, late", "miss, asking", "insert", "remove", "iterate"];

/// A tree that can be asked for one sample of each operation.
pub(crate) trait Subject {
    /// Does operation number `operation` of [`OPERATIONS`]; `insert` and `remove` are to be asked for in turn.
    fn sample(&mut self, operation: usize) -> Sample;

    /// Requested bytes of nodes and of what keys and separators hold, for each entry.
    fn bytes_per_entry(&self) -> f64;
}

/// A tree and the keys to ask it for.
pub(crate) struct Trial<K, M, const FANOUT: usize> {
    tree: Tree<K, u64, M, FANOUT>,
    len: usize,
    present: Vec<K>,
    absent: Vec<K>,
}

impl<K: Key, M: Mode<K>, const FANOUT: usize> Trial<K, M, FANOUT> {
    pub(crate) fn new(len: usize) -> Self {
        let mut tree = Tree::new();
        for number in 0..len as u64 {
            assert_eq!(tree.insert(K::make(number), number), None);
        }
        // Asked for in an order that is neither that of insertion nor that of the keys.
        let asked = len.min(20_000) as u64;
        let present = (0..asked).map(|i| K::make((i * 7919 + 13) % len as u64)).collect();
        let changed = (len as u64 / 4).min(20_000);
        let absent = (0..changed).map(|i| K::make(len as u64 + i)).collect();
        Trial { tree, len, present, absent }
    }
}

/// A sample of lookups, with the number of those that found something.
fn lookups<'a, K>(keys: &'a [K], mut get: impl FnMut(&'a K) -> Option<&'a u64>) -> (Sample, usize) {
    let mut found = 0;
    let sample = Sample::of(keys.len(), || found = keys.iter().filter(|key| get(key).is_some()).count());
    (sample, found)
}

impl<K: Key, M: Mode<K>, const FANOUT: usize> Subject for Trial<K, M, FANOUT> {
    fn sample(&mut self, operation: usize) -> Sample {
        let Trial { tree, len, present, absent } = self;
        let (sample, found, expected) = match OPERATIONS[operation] {
            "hit, late" => {
                let (sample, found) = lookups(present, |key| tree.get(key));
                (sample, found, present.len())
            }
            "hit, asking" => {
                let (sample, found) = lookups(present, |key| tree.get_asking_branches(key));
                (sample, found, present.len())
            }
            "miss, late" => {
                let (sample, found) = lookups(absent, |key| tree.get(key));
                (sample, found, 0)
            }
            "miss, asking" => {
                let (sample, found) = lookups(absent, |key| tree.get_asking_branches(key));
                (sample, found, 0)
            }
            "insert" => {
                let keys = absent.clone();
                let mut replaced = 0;
                let work = || replaced = keys.into_iter().filter_map(|key| tree.insert(key, 1)).count();
                (Sample::of(absent.len(), work), replaced, 0)
            }
            "remove" => {
                let all = absent.len();
                // The keys come back, to be dropped outside: what a drop costs is no matter of the tree.
                let mut gone = Vec::with_capacity(all);
                // Another order than they went in.
                let (first, second) = absent.split_at(all / 2);
                let keys = second.iter().chain(first);
                let sample = Sample::of(all, || gone.extend(keys.filter_map(|key| tree.remove(key))));
                (sample, gone.len(), all)
            }
            "iterate" => {
                let mut seen = 0;
                let work = || {
                    for (key, value) in tree.iter() {
                        black_box((key, value));
                        seen += 1;
                    }
                };
                (Sample::of(*len, work), seen, *len)
            }
            other => unreachable!("no operation {other}"),
        };
        assert_eq!(found, expected, "{} of {} entries, {}", OPERATIONS[operation], len, M::NAME);
        sample
    }

    fn bytes_per_entry(&self) -> f64 {
        self.tree.heap_bytes(K::heap_bytes) as f64 / self.len as f64
    }
}
