//! Writing a whole map: to any destination, or to a file that it replaces.

use super::options::Options;
use super::{Summary, Writer};
use crate::error::WriteError;
use crate::field::{Field, Key, Stored};
use crate::file::atomic::AtomicFile;
use btree_map::{BPlusTreeMap, Layout};
use std::io::{BufWriter, Write};
use std::path::Path;

/// Writes all entries of a map.
///
/// Computes in **O(n)** time; holds some 3 pages a level.
///
/// # Errors
///
/// If writing fails, or an entry has more than 2³⁰ bytes. [`OutOfOrder`](WriteError::OutOfOrder) if the map's keys are
/// ordered in another way than their stored form.
pub fn write_map<K, V, T, W>(
    out: W,
    options: Options,
    map: &BPlusTreeMap<K, V, T>,
) -> Result<(W, Summary), WriteError>
where
    K: Stored<Field: Key>,
    V: Stored,
    T: Layout<K, V>,
    W: Write,
{
    let mut writer = Writer::<K::Field, V::Field, W>::new(out, options)?;
    for (key, value) in map {
        writer.push(key.stored(), value.stored())?;
    }
    writer.finish()
}

/// What is written through at once.
const BUFFER: usize = 1 << 18;

/// Atomically replaces the file at `path` by a snapshot of the entries that `fill` pushes. See [`AtomicFile`].
///
/// ```
/// use btree_snapshot::{Options, View, save};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// let path = folder.path().join("squares");
/// save::<u32, u64>(&path, Options::new(), |writer| {
///     (0..1000_u32).try_for_each(|n| writer.push(n, u64::from(n).pow(2)))
/// })?;
/// let bytes = std::fs::read(&path)?;
/// assert_eq!(View::<u32, u64>::open(&bytes)?.get(12)?, Some(144));
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// If `fill` fails or the file cannot be written. The old file is then unchanged.
pub fn save<K, V>(
    path: impl AsRef<Path>,
    options: Options,
    fill: impl FnOnce(&mut Writer<'_, K, V, BufWriter<AtomicFile>>) -> Result<(), WriteError>,
) -> Result<Summary, WriteError>
where
    K: Key + ?Sized,
    V: Field + ?Sized,
{
    let file = AtomicFile::create(path)?;
    let mut writer = Writer::new(BufWriter::with_capacity(BUFFER, file), options)?;
    fill(&mut writer)?;
    let (file, summary) = writer.finish()?;
    file.into_inner().map_err(|error| WriteError::Io(error.into_error()))?.commit()?;
    Ok(summary)
}

/// Atomically replaces the file at `path` by a snapshot of a map. See [`AtomicFile`].
///
/// Computes in **O(n)** time; holds some 3 pages a level and a buffer of 256 KiB.
///
/// # Errors
///
/// As [`write_map`]. The old file is then unchanged.
pub fn save_map<K, V, T>(
    path: impl AsRef<Path>,
    options: Options,
    map: &BPlusTreeMap<K, V, T>,
) -> Result<Summary, WriteError>
where
    K: Stored<Field: Key>,
    V: Stored,
    T: Layout<K, V>,
{
    save::<K::Field, V::Field>(path, options, |writer| {
        map.iter().try_for_each(|(key, value)| writer.push(key.stored(), value.stored()))
    })
}
