//! A file that replaces another one, all or nothing.
//!
//! 1. A temporary file of a name of its own is made in the same folder, and written.
//! 2. It is brought to the disk (`fsync`), so that the next step cannot become durable before the content.
//! 3. It is renamed over the target: whoever opens the target finds the old content or the new, never a mixture.
//! 4. The folder is brought to the disk, so that the rename survives a loss of power.
//!
//! Names are resolved once, when the file is begun: see [`target`](super::target).
//!
//! Whatever fails on the way, the target is as before, and dropping removes the temporary file. Only a process that is
//! killed leaves one behind: see [`discard_abandoned`].

use super::target::Target;
use super::temporary::{RANDOM, TemporaryName};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// A file under construction that replaces the one at a path when it is [committed](Self::commit), all or nothing.
///
/// Dropped before that, it leaves no trace. The target's permissions are kept; a new file has the usual ones.
///
/// A symbolic link is followed, as it is by [`File::create`]: the file that it points to is replaced, or made if there is none,
/// and the link stays. Where the path leads is found out once, by [`create`](Self::create). Later changes of links and of the
/// current folder make no difference.
///
/// Any name that the system takes for the file will do: the temporary name has at most 85 bytes, or no more than the name itself.
/// The absolute path of the folder, without links, must leave that much of what the system takes for a path.
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
    /// Begins a file that is to replace the one at `path`, or to be the first there.
    ///
    /// # Errors
    ///
    /// If no file can be made in the folder that `path` leads to. The inner error is a [`TargetError`](crate::TargetError) if
    /// `path` names no file, or something that is not one, or leads into a loop of links.
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

    /// Brings the file to the disk and puts it in place of the target.
    ///
    /// # Errors
    ///
    /// If that fails. The target is as before then, unless only the last step failed, which makes the new name durable.
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

/// Removes the temporary files that killed processes have left beside the file that `path` means, and tells how many there were.
///
/// Links are followed as by [`AtomicFile::create`], so the same path finds what was left of writing to it.
///
/// Call it when no other process or thread is writing the same path: it cannot tell theirs from those left behind.
///
/// # Errors
///
/// If the folder cannot be read, or a file not removed; and as [`AtomicFile::create`], if `path` names no file.
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
