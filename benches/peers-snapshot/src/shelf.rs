//! One map in every form: in memory, and as the file of each contender, in a folder that goes when the shelf goes.

use crate::shape::{Map, Shape};
use btree_snapshot::{Compression, Options, save_map};
use memmap2::Mmap;
use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Keys, and the files that have been made of them.
pub(crate) struct Shelf<S: Shape> {
    /// Ascending.
    pub(crate) keys: Vec<S::Key>,
    /// Bytes of all keys and values, without anything around them.
    pub(crate) payload: u64,
    /// The files whose readers borrow them, mapped.
    pub(crate) archive: Mmap,
    pub(crate) lz4: Mmap,
    pub(crate) zstd: Mmap,
    folder: TempDir,
}

/// A value that belongs to a key's place.
pub(crate) fn value(place: usize) -> u64 {
    (place as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40
}

/// The files, by what they are for.
pub(crate) const PLAIN: &str = "plain";
/// Compressed with LZ4.
pub(crate) const LZ4: &str = "lz4";
/// Compressed with Zstandard.
pub(crate) const ZSTD: &str = "zstd";
/// Of fst.
pub(crate) const FST: &str = "fst";
/// Of rkyv.
pub(crate) const RKYV: &str = "rkyv";

impl<S: Shape> Shelf<S> {
    /// Makes all files.
    pub(crate) fn new(n: usize) -> Result<Self, Box<dyn Error>> {
        let keys = S::keys(n);
        let payload = keys.iter().map(|key| (S::payload(key) + size_of::<u64>()) as u64).sum();
        let folder = tempfile::tempdir()?;
        let map: Map<S> = keys.iter().enumerate().map(|(place, key)| (key.clone(), value(place))).collect();
        let path = |name: &str| folder.path().join(name);
        for (name, compression) in
            [(PLAIN, Compression::None), (LZ4, Compression::Lz4), (ZSTD, Compression::Zstd { level: 3 })]
        {
            save_map(path(name), Options::new().with_compression(compression), &map)?;
        }
        fs::write(path(RKYV), S::archive(&map)?)?;
        let [archive, lz4, zstd] = [RKYV, LZ4, ZSTD].map(|name| self::map(&path(name)));
        let shelf = Shelf { archive: archive?, lz4: lz4?, zstd: zstd?, keys, payload, folder };
        let mut builder = fst::MapBuilder::new(BufWriter::new(File::create(shelf.path(FST))?))?;
        for (place, key) in shelf.keys.iter().enumerate() {
            S::with_bytes(key, |bytes| builder.insert(bytes, value(place)))?;
        }
        builder.finish()?;
        Ok(shelf)
    }

    /// All entries, ascending.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (S::Key, u64)> {
        self.keys.iter().enumerate().map(|(place, key)| (key.clone(), value(place)))
    }

    /// Where a file is.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The length of a file.
    pub(crate) fn length(&self, name: &str) -> io::Result<u64> {
        Ok(fs::metadata(self.path(name))?.len())
    }
}

/// Maps a file of the shelf into memory.
pub(crate) fn map(path: &Path) -> io::Result<Mmap> {
    let file = File::open(path)?;
    // SAFETY: the file is in a temporary folder of this program's own, which writes it once, before it is mapped.
    unsafe { Mmap::map(&file) }
}
