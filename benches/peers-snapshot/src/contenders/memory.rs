//! Maps in memory: std's, and ours as loaded from a snapshot. To open one is to load it.

use crate::contender::{Contender, SCAN, found, met};
use crate::shape::{Map, Shape};
use crate::shelf::{PLAIN, Shelf, map};
use alloc_meter::measure;
use btree_snapshot::{Stored, View};
use std::collections::BTreeMap;
use std::error::Error;

pub(crate) struct Std<'s, S: Shape> {
    shelf: &'s Shelf<S>,
    map: BTreeMap<S::Key, u64>,
    bytes: u64,
}

impl<'s, S: Shape> Std<'s, S> {
    pub(crate) fn new(shelf: &'s Shelf<S>) -> Self {
        let (map, report) = measure(|| shelf.entries().collect());
        Std { shelf, map, bytes: report.live_bytes as u64 }
    }
}

pub(crate) struct Ours<'s, S: Shape> {
    shelf: &'s Shelf<S>,
    map: Map<S>,
    bytes: u64,
}

impl<'s, S: Shape> Ours<'s, S> {
    pub(crate) fn new(shelf: &'s Shelf<S>) -> Result<Self, Box<dyn Error>> {
        let bytes = map(&shelf.path(PLAIN))?;
        let (map, report) = measure(|| View::<S::Field, u64>::open(&bytes)?.to_map());
        Ok(Ours { shelf, map: map?, bytes: report.live_bytes as u64 })
    }
}

/// What both maps are asked, in the same words.
macro_rules! contender {
    ($map:ident, $name:literal, |$entries:ident| $load:expr) => {
        impl<S: Shape> Contender<S> for $map<'_, S> {
            fn name(&self) -> &'static str {
                $name
            }

            fn bytes(&self) -> u64 {
                self.bytes
            }

            fn open(&self) -> Result<u64, Box<dyn Error>> {
                let bytes = map(&self.shelf.path(PLAIN))?;
                let $entries = View::<S::Field, u64>::open(&bytes)?;
                let map = $load;
                Ok(map.len() as u64)
            }

            fn get(&mut self, keys: &[S::Key]) -> Result<u64, Box<dyn Error>> {
                Ok(keys.iter().fold(0, |digest, key| found(digest, self.map.get(key).copied())))
            }

            fn iterate(&mut self) -> Result<u64, Box<dyn Error>> {
                Ok(self
                    .map
                    .iter()
                    .fold(0, |digest, (key, value)| met(digest, S::weight(key.stored()), *value)))
            }

            fn scan(&mut self, keys: &[S::Key]) -> Result<Option<u64>, Box<dyn Error>> {
                let scans = keys.iter().flat_map(|key| self.map.range(key..).take(SCAN));
                Ok(Some(scans.fold(0, |digest, (key, value)| met(digest, S::weight(key.stored()), *value))))
            }
        }
    };
}

contender!(Std, "std's map, loaded from a snapshot", |view| {
    use btree_snapshot::Restored;
    let entries = view.iter()?.map(|entry| entry.map(|(key, value)| (S::Key::restored(key), value)));
    entries.collect::<Result<BTreeMap<S::Key, u64>, _>>()?
});
contender!(Ours, "our map, loaded from a snapshot", |view| view.to_map::<S::Key, u64, _>()? as Map<S>);
