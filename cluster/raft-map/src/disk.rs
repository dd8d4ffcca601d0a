//! How much room there is on the disk, and names that last.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::wire::Failure;

/// The file system of the data directory, and the room that must stay free on it.
///
/// The leader refuses writes below the reserve. A follower refuses entries below half of it, so that a leader whose disk is
/// as full refuses first, with an error that says why. With a reserve of 0 nothing is refused. Then a write that the disk
/// refuses stops Raft on that node until there is room.
#[derive(Clone, Debug)]
pub(crate) struct Disk {
    directory: PathBuf,
    reserve: u64,
}

impl Disk {
    /// Watches the file system of `directory`.
    pub(crate) fn new(directory: &Path, reserve: u64) -> Self {
        Self { directory: directory.to_owned(), reserve }
    }

    /// The bytes that are free for this process.
    ///
    /// # Errors
    ///
    /// If the system does not say.
    pub(crate) fn free(&self) -> io::Result<u64> {
        let stat = rustix::fs::statvfs(&self.directory)?;
        Ok(stat.f_bavail.saturating_mul(stat.f_frsize))
    }

    /// Checks that a leader has room for a write of `bytes`.
    ///
    /// # Errors
    ///
    /// [`Failure::DiskFull`] if not, or if the system does not say.
    pub(crate) fn check(&self, bytes: u64) -> Result<(), Failure> {
        self.require(self.reserve, bytes)
    }

    /// Checks that a follower has room for `bytes` from the leader.
    ///
    /// # Errors
    ///
    /// [`Failure::DiskFull`] if not, or if the system does not say.
    pub(crate) fn check_follower(&self, bytes: u64) -> Result<(), Failure> {
        self.require(self.reserve / 2, bytes)
    }

    fn require(&self, reserve: u64, bytes: u64) -> Result<(), Failure> {
        if self.reserve == 0 {
            return Ok(());
        }
        let free = self.free().unwrap_or(0);
        if free >= reserve.saturating_add(bytes) { Ok(()) } else { Err(Failure::DiskFull { free, reserve }) }
    }
}

/// Makes the name of a file or a directory durable.
///
/// # Errors
///
/// If the directory that it is in cannot be opened or synced.
pub(crate) fn sync_parent(path: &Path) -> io::Result<()> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    File::open(parent.unwrap_or(Path::new(".")))?.sync_all()
}
