//! rkyv's archived B-tree, mapped. It is checked whole when it is opened, which is the safe way to; and it has no ranges.

use crate::contender::{Contender, found, met};
use crate::shape::{Archive, Shape};
use crate::shelf::{RKYV, Shelf, map};
use std::error::Error;

pub(crate) struct Archived<'s, S: Shape> {
    archive: &'s Archive<S>,
    shelf: &'s Shelf<S>,
}

impl<'s, S: Shape> Archived<'s, S> {
    pub(crate) fn new(shelf: &'s Shelf<S>) -> Result<Self, Box<dyn Error>> {
        Ok(Archived { archive: S::access(&shelf.archive)?, shelf })
    }
}

impl<S: Shape> Contender<S> for Archived<'_, S> {
    fn name(&self) -> &'static str {
        "rkyv, mapped, checked when opened"
    }

    fn bytes(&self) -> u64 {
        self.shelf.archive.len() as u64
    }

    fn open(&self) -> Result<u64, Box<dyn Error>> {
        Ok(S::access(&map(&self.shelf.path(RKYV))?)?.len() as u64)
    }

    fn get(&mut self, keys: &[S::Key]) -> Result<u64, Box<dyn Error>> {
        Ok(keys.iter().fold(0, |digest, key| found(digest, S::get_archived(self.archive, key))))
    }

    fn iterate(&mut self) -> Result<u64, Box<dyn Error>> {
        let entries = self.archive.iter();
        Ok(entries.fold(0, |digest, (key, value)| met(digest, S::weight_of_archived(key), value.to_native())))
    }

    fn scan(&mut self, _: &[S::Key]) -> Result<Option<u64>, Box<dyn Error>> {
        Ok(None)
    }
}
