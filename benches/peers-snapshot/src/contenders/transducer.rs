//! A finite state transducer of the crate fst, mapped.

use crate::contender::{Contender, SCAN, found, met};
use crate::shape::Shape;
use crate::shelf::{FST, Shelf, map};
use fst::{IntoStreamer, Streamer};
use memmap2::Mmap;
use std::error::Error;
use std::marker::PhantomData;
use std::path::PathBuf;

pub(crate) struct Transducer<S> {
    map: fst::Map<Mmap>,
    path: PathBuf,
    bytes: u64,
    shape: PhantomData<S>,
}

impl<S: Shape> Transducer<S> {
    pub(crate) fn new(shelf: &Shelf<S>) -> Result<Self, Box<dyn Error>> {
        let path = shelf.path(FST);
        Ok(Transducer {
            map: fst::Map::new(map(&path)?)?,
            path,
            bytes: shelf.length(FST)?,
            shape: PhantomData,
        })
    }
}

impl<S: Shape> Contender<S> for Transducer<S> {
    fn name(&self) -> &'static str {
        "fst, mapped"
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn open(&self) -> Result<u64, Box<dyn Error>> {
        Ok(fst::Map::new(map(&self.path)?)?.len() as u64)
    }

    fn get(&mut self, keys: &[S::Key]) -> Result<u64, Box<dyn Error>> {
        let get = |key| S::with_bytes(key, |bytes| self.map.get(bytes));
        Ok(keys.iter().fold(0, |digest, key| found(digest, get(key))))
    }

    fn iterate(&mut self) -> Result<u64, Box<dyn Error>> {
        let (mut stream, mut digest) = (self.map.stream(), 0);
        while let Some((key, value)) = stream.next() {
            digest = met(digest, S::weight_of_bytes(key), value);
        }
        Ok(digest)
    }

    fn scan(&mut self, keys: &[S::Key]) -> Result<Option<u64>, Box<dyn Error>> {
        let mut digest = 0;
        for key in keys {
            let mut stream = S::with_bytes(key, |bytes| self.map.range().ge(bytes).into_stream());
            for _ in 0..SCAN {
                let Some((key, value)) = stream.next() else { break };
                digest = met(digest, S::weight_of_bytes(key), value);
            }
        }
        Ok(Some(digest))
    }
}
