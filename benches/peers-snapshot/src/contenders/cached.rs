//! A compressed snapshot, read page by page through a cache.

use crate::contender::{Contender, SCAN, found, met};
use crate::shape::Shape;
use crate::shelf::map;
use btree_snapshot::{CachedView, Reader, Stored};
use std::error::Error;
use std::path::PathBuf;

pub(crate) struct Cached<'b, S: Shape> {
    name: &'static str,
    view: CachedView<'b, S::Field, u64>,
    bytes: &'b [u8],
    path: PathBuf,
}

impl<'b, S: Shape> Cached<'b, S> {
    /// Of the file at `path`, whose bytes are given.
    pub(crate) fn new(name: &'static str, path: PathBuf, bytes: &'b [u8]) -> Result<Self, Box<dyn Error>> {
        Ok(Cached { name, view: CachedView::open(bytes)?, bytes, path })
    }
}

impl<S: Shape> Contender<S> for Cached<'_, S> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn bytes(&self) -> u64 {
        self.bytes.len() as u64
    }

    fn open(&self) -> Result<u64, Box<dyn Error>> {
        Ok(CachedView::<S::Field, u64>::open(&map(&self.path)?)?.len())
    }

    fn get(&mut self, keys: &[S::Key]) -> Result<u64, Box<dyn Error>> {
        let mut digest = 0;
        for key in keys {
            digest = found(digest, self.view.get(key.stored())?);
        }
        Ok(digest)
    }

    fn iterate(&mut self) -> Result<u64, Box<dyn Error>> {
        let mut reader = Reader::<S::Field, u64, _>::new(self.bytes)?;
        let mut digest = 0;
        while let Some((key, value)) = reader.next()? {
            digest = met(digest, S::weight(key), value);
        }
        Ok(digest)
    }

    fn scan(&mut self, keys: &[S::Key]) -> Result<Option<u64>, Box<dyn Error>> {
        let mut digest = 0;
        for key in keys {
            let mut range = self.view.range(key.stored()..)?;
            for _ in 0..SCAN {
                let Some((key, value)) = range.next()? else { break };
                digest = met(digest, S::weight(key), value);
            }
        }
        Ok(Some(digest))
    }
}
