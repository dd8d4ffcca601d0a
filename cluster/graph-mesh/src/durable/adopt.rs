//! Adopting a snapshot that another peer has sent.

use super::records::Snapshot;
use super::{DurableError, at};
use std::fs::{File, rename};
use std::path::Path;

/// Makes a file the snapshot at a path, where there is none, and opens it. It is on disk before it has the name.
pub(super) fn adopt(file: &Path, path: &Path, items: u64) -> Result<Snapshot, DurableError> {
    File::open(file).and_then(|file| file.sync_all()).map_err(at(file))?;
    rename(file, path).map_err(at(path))?;
    if let Some(folder) = path.parent() {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(at(folder))?;
    }
    Snapshot::open(path, items)?.ok_or(DurableError::Other)
}
