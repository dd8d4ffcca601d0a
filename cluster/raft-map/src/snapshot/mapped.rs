//! Maps a snapshot of this node. The only unsafe code of the crate.

use std::path::Path;

use btree_snapshot::Error;
use btree_snapshot::file::SnapshotFile;

/// Maps the file at `path`, which is in the data directory.
pub(super) fn open(path: &Path) -> Result<SnapshotFile<[u8], [u8]>, Error> {
    // SAFETY: 1. The file is in the data directory, which belongs to this process alone as long as the log's database is
    // open: redb locks it. 2. This process replaces snapshots by renaming, and writes to a received one only before it
    // is opened here. 3. The mapping does not leave `load`, which no write to the same path runs beside.
    unsafe { SnapshotFile::map(path) }
}
