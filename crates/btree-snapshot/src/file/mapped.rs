//! A snapshot's file in memory: mapped, or copied.
//!
//! The only module with unsafe code. It relies on the caller's promise that a mapped file does not change, and on a table in
//! a mapping of its own that is only accessed through atomics.

use crate::error::Error;
use crate::field::{Field, Key, Kinds};
use crate::format::Shape;
use crate::view::View;
use crate::view::memo::{Tag, Tags};
use memmap2::{Mmap, MmapMut, MmapRaw};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::marker::PhantomData;
use std::path::Path;
use std::slice;

/// A file with a snapshot of keys `K` and values `V`, which a [`View`] reads in place.
///
/// Opening and reading allocate no heap memory: the file and the table of checked pages are mappings.
///
/// ```
/// use btree_snapshot::file::SnapshotFile;
/// use btree_snapshot::{Options, save};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// let path = folder.path().join("squares");
/// save::<u32, u64>(&path, Options::new(), |writer| {
///     (0..1000_u32).try_for_each(|n| writer.push(n, u64::from(n).pow(2)))
/// })?;
///
/// let file = SnapshotFile::<u32, u64>::read(&path)?;
/// assert_eq!(file.view().get(12)?, Some(144));
///
/// // SAFETY: the file is this example's own; nobody changes it while it is mapped.
/// let file = unsafe { SnapshotFile::<u32, u64>::map(&path)? };
/// assert_eq!(file.view().get(12)?, Some(144));
/// # Ok(())
/// # }
/// ```
pub struct SnapshotFile<K: ?Sized, V: ?Sized> {
    bytes: Mmap,
    /// A bit for each unit, in [`Tag`]s.
    tags: MmapRaw,
    shape: Shape,
    kinds: Kinds<K, V>,
}

impl<K: Key + ?Sized, V: Field + ?Sized> SnapshotFile<K, V> {
    /// Maps the file at `path`. Its pages are read from the disk when they are first used.
    ///
    /// Computes in **O(1)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// If the file cannot be mapped, or as [`View::open`].
    ///
    /// # Safety
    ///
    /// As long as the returned file exists,
    ///
    /// - no process writes to the file in place;
    /// - no process truncates it: reading beyond its end then ends the process (`SIGBUS`).
    ///
    /// Replacing the file by a rename, as [`save`](crate::save) and [`AtomicFile`](crate::AtomicFile) do, and removing it
    /// are allowed: the mapping keeps the old content. Bytes that are bad from the start are allowed,
    /// too. But no byte may change between its check and its use.
    ///
    /// If you cannot promise that, use [`read`](Self::read).
    pub unsafe fn map(path: impl AsRef<Path>) -> Result<Self, Error> {
        let file = File::open(path)?;
        // SAFETY: 1. The caller promises that the file does not change while the mapping exists, which is as long as the
        // returned value does, and views borrow that value.
        let bytes = unsafe { Mmap::map(&file)? };
        Self::over(bytes)
    }

    /// Reads the file at `path` into memory. Later changes of the file have no effect.
    ///
    /// Computes in **O(n)** time; allocates nothing on the heap.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or as [`View::open`].
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let mut file = File::open(path)?;
        let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
        let mut bytes = MmapMut::map_anon(length)?;
        file.read_exact(&mut bytes)?;
        Self::over(bytes.make_read_only()?)
    }

    fn over(bytes: Mmap) -> Result<Self, Error> {
        let shape = Shape::read::<K, V>(&bytes)?;
        View::<K, V>::readable(&shape)?;
        let tags = MmapRaw::from(MmapMut::map_anon((Tag::exact(shape.units) * size_of::<Tag>()).max(1))?);
        Ok(SnapshotFile { bytes, tags, shape, kinds: PhantomData })
    }

    /// Returns a view of the snapshot. All views share the table of checked pages.
    ///
    /// Computes in **O(1)** time; allocates nothing.
    pub fn view(&self) -> View<'_, K, V> {
        // SAFETY: 1. The mapping was made with the size of so many tags, and lives as long as `self`.
        // 2. It begins at a page of memory, so it is aligned for a tag.
        // 3. It was made of zeros, and a tag is an atomic number, for which all bits are valid.
        // 4. Nothing but these slices ever reaches it, and they change it through atomics only; the pointer is the one that
        //    the mapping was made with, not derived from a reference.
        let tags =
            unsafe { slice::from_raw_parts(self.tags.as_ptr().cast::<Tag>(), Tag::exact(self.shape.units)) };
        View::of(&self.bytes, self.shape, Tags::Lent(tags))
    }
}

impl<K: ?Sized, V: ?Sized> fmt::Debug for SnapshotFile<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SnapshotFile")
            .field("bytes", &self.bytes.len())
            .field("entries", &self.shape.entries)
            .finish()
    }
}
