//! Replacing a file atomically.
//!
//! 1. A temporary file with its own name is created in the same folder, and written.
//! 2. `fsync` writes it to the disk, so that the rename cannot become durable before the content.
//! 3. It is renamed to the target. A process that opens the target gets the old content or the new, never a mixture.
//! 4. `fsync` writes the folder to the disk, so that the rename survives a power loss.
//!
//! Names are resolved once, when the file is created: see [`target`](super::target).
//!
//! If a step fails, the target does not change, and dropping removes the temporary file. Only a process that is
//! killed leaves one behind: see [`discard_abandoned`].

use super::target::Target;
use super::temporary::{RANDOM, TemporaryName};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// A new file that atomically replaces the one at a path when it is [committed](Self::commit).
///
/// If it is dropped before that, nothing changes. The permissions of the target are kept. A new file has the default ones.
///
/// A symbolic link is followed, as by [`File::create`]: the file that it points to is replaced, or created if it does not exist,
/// and the link stays. [`create`](Self::create) resolves the path. Later changes of links and of the current folder have no
/// effect.
///
/// Every name that the system allows for the file works. The temporary name has at most 85 bytes, or as many as the name if that is
/// longer. The absolute path of the folder, without links, must leave that many bytes of the longest path that the system allows.
///
/// ```
/// use btree_snapshot::AtomicFile;
/// use std::io::Write;
///
/// # fn main() -> std::io::Result<()> {
/// # let folder = tempfile::tempdir()?;
/// let path = folder.path().join("settings");
/// std::fs::write(&path, "old")?;
/// let mut file = AtomicFile::create(&path)?;
/// file.write_all(b"new")?;
/// assert_eq!(std::fs::read(&path)?, b"old");
/// file.commit()?;
/// assert_eq!(std::fs::read(&path)?, b"new");
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct AtomicFile {
    file: NamedTempFile,
    target: Target,
}

impl AtomicFile {
    /// Creates a temporary file that will replace the file at `path`.
    ///
    /// # Errors
    ///
    /// If no file can be created in the folder of `path`. The inner error is a [`TargetError`](crate::TargetError) if
    /// `path` does not name a regular file, or has a loop of links.
    pub fn create(path: impl AsRef<Path>) -> io::Result<Self> {
        let target = Target::of(path.as_ref())?;
        let (folder, name) = target.parts()?;
        let TemporaryName { prefix, suffix } = TemporaryName::of(name);
        let mut builder = tempfile::Builder::new();
        builder.prefix(&prefix).rand_bytes(RANDOM).suffix(&suffix);
        #[cfg(unix)]
        let usual = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        #[cfg(unix)]
        builder.permissions(usual);
        let file = builder.tempfile_in(folder)?;
        if let Some(found) = &target.found {
            file.as_file().set_permissions(found.permissions())?;
        }
        Ok(AtomicFile { file, target })
    }

    /// Writes the file to the disk, and replaces the target by it.
    ///
    /// # Errors
    ///
    /// If a step fails. The target is then unchanged, unless only the last step failed, which makes the rename durable.
    pub fn commit(self) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        self.file.persist(&self.target.path).map_err(|error| error.error)?;
        sync_folder(self.target.parts()?.0)
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.as_file_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_file_mut().flush()
    }
}

/// Brings a folder's names to the disk, where folders can be opened.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Removes the temporary files that killed processes have left for the file at `path`, and returns their number.
///
/// Links are followed as by [`AtomicFile::create`], so use the same path.
///
/// Call it only when no other process or thread writes to the same path, because it would remove their temporary files, too.
///
/// # Errors
///
/// If the folder cannot be read, or a file cannot be removed. As [`AtomicFile::create`], if `path` does not name a file.
pub fn discard_abandoned(path: impl AsRef<Path>) -> io::Result<usize> {
    let target = Target::of(path.as_ref())?;
    let (folder, name) = target.parts()?;
    let ours = TemporaryName::of(name);
    let mut discarded = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if ours.includes(&entry.file_name()) {
            fs::remove_file(entry.path())?;
            discarded += 1;
        }
    }
    Ok(discarded)
}
