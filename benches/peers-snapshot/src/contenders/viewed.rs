//! A snapshot, mapped and read in place.

use crate::contender::{Contender, SCAN, found, met};
use crate::shape::Shape;
use crate::shelf::{PLAIN, Shelf};
use btree_snapshot::file::SnapshotFile;
use btree_snapshot::{Error, Stored};
use std::path::PathBuf;

pub(crate) struct Viewed<S: Shape> {
    file: SnapshotFile<S::Field, u64>,
    path: PathBuf,
    bytes: u64,
}

fn open<S: Shape>(path: &PathBuf) -> Result<SnapshotFile<S::Field, u64>, Error> {
    // SAFETY: the file is in a temporary folder of this program's own, which writes it once, before it is mapped.
    unsafe { SnapshotFile::map(path) }
}

impl<S: Shape> Viewed<S> {
    pub(crate) fn new(shelf: &Shelf<S>) -> Result<Self, Box<dyn std::error::Error>> {
        let path = shelf.path(PLAIN);
        Ok(Viewed { file: open::<S>(&path)?, path, bytes: shelf.length(PLAIN)? })
    }
}

impl<S: Shape> Contender<S> for Viewed<S> {
    fn name(&self) -> &'static str {
        "snapshot, mapped"
    }

    fn bytes(&self) -> u64 {
        self.bytes
    }

    fn open(&self) -> Result<u64, Box<dyn std::error::Error>> {
        Ok(open::<S>(&self.path)?.view().len())
    }

    fn get(&mut self, keys: &[S::Key]) -> Result<u64, Box<dyn std::error::Error>> {
        let view = self.file.view();
        let digest = keys.iter().try_fold(0, |digest, key| Ok(found(digest, view.get(key.stored())?)));
        digest.map_err(|error: Error| error.into())
    }

    fn iterate(&mut self) -> Result<u64, Box<dyn std::error::Error>> {
        let view = self.file.view();
        let mut failed = None;
        let digest = view.iter()?.fold(0, |digest, entry| match entry {
            Ok((key, value)) => met(digest, S::weight(key), value),
            Err(error) => {
                failed = Some(error);
                digest
            }
        });
        failed.map_or(Ok(digest), |error| Err(error.into()))
    }

    fn scan(&mut self, keys: &[S::Key]) -> Result<Option<u64>, Box<dyn std::error::Error>> {
        let view = self.file.view();
        let mut digest = 0;
        for key in keys {
            for entry in view.range(key.stored()..)?.take(SCAN) {
                let (key, value) = entry?;
                digest = met(digest, S::weight(key), value);
            }
        }
        Ok(Some(digest))
    }
}
