//! Resolving a path to the file that it refers to.
//!
//! A file is replaced by a rename, and a rename replaces a symbolic link instead of following it. So links are followed here:
//!
//! 1. The folder of the name is resolved by the system, to an absolute path without links.
//! 2. If the name is that of a link, the link's target is the next path, relative to that folder.
//! 3. Otherwise the name is resolved: it is that of a file, or of nothing yet.
//!
//! The system takes the same steps when it opens a file for writing, so a link that points to nothing names the file to
//! create. The path is absolute, so it does not depend on the current folder.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::{error, fmt};

/// Linux follows no more links on the way to a file; other systems allow as many or fewer.
const MOST_LINKS: u32 = 40;

/// The file that a name means.
#[derive(Debug)]
pub(super) struct Target {
    /// Absolute. Neither the file nor its folder is a link.
    pub(super) path: PathBuf,
    /// `None` if there is no file yet.
    pub(super) found: Option<Metadata>,
}

impl Target {
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        Self::follow(path, &mut { MOST_LINKS })
    }

    /// The folder and the name of the file in it.
    pub(super) fn parts(&self) -> io::Result<(&Path, &OsStr)> {
        parts(&self.path)
    }

    fn follow(start: &Path, left: &mut u32) -> io::Result<Self> {
        let mut path = start.to_owned();
        loop {
            let (folder, name) = parts(&path)?;
            let folder = match fs::canonicalize(folder) {
                Ok(folder) => folder,
                Err(error) => return Err(loop_on_the_way(folder, left).unwrap_or(error)),
            };
            let next = folder.join(name);
            match fs::symlink_metadata(&next) {
                Ok(found) if found.is_symlink() => {
                    *left = left.checked_sub(1).ok_or_else(|| TargetError::Links(start.to_owned()))?;
                    path = folder.join(fs::read_link(&next)?);
                }
                Ok(found) if found.is_file() => return Ok(Target { path: next, found: Some(found) }),
                Ok(_) => return Err(TargetError::NotAFile(next).into()),
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    return Ok(Target { path: next, found: None });
                }
                Err(error) => return Err(error),
            }
        }
    }
}

/// The error of a link that keeps a folder from being resolved because it leads to too many others.
fn loop_on_the_way(folder: &Path, left: &mut u32) -> Option<io::Error> {
    let broken = |link: &&Path| link.is_symlink() && fs::metadata(link).is_err();
    // The last one that is found is the topmost, which keeps those below it from being looked at.
    let link = folder.ancestors().filter(broken).last()?;
    let error = Target::follow(link, left).err()?;
    let inner = error.get_ref()?.downcast_ref();
    matches!(inner, Some(TargetError::Links(_))).then_some(error)
}

/// The folder and the name, if the path has one and does not say that a folder is meant.
fn parts(path: &Path) -> io::Result<(&Path, &OsStr)> {
    let last = path.file_name().filter(|name| {
        let whole = path.as_os_str().as_encoded_bytes();
        whole.ends_with(name.as_encoded_bytes())
    });
    let name = last.ok_or_else(|| TargetError::NoName(path.to_owned()))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok((folder, name))
}

/// The error of a path that does not name a file that can be replaced. It is the inner error of an [`io::Error`].
///
/// ```
/// use btree_snapshot::{AtomicFile, TargetError};
///
/// # fn main() -> std::io::Result<()> {
/// # let folder = tempfile::tempdir()?;
/// let error = AtomicFile::create(folder.path()).unwrap_err();
/// let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
/// assert!(matches!(inner, Some(TargetError::NotAFile(_))));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TargetError {
    /// The path ends in `..` or in a separator, or is empty. The kind of the error is [`InvalidInput`](ErrorKind::InvalidInput).
    NoName(PathBuf),
    /// The path is that of a folder, a device or a pipe, which is not replaced. The kind of the error is
    /// [`InvalidInput`](ErrorKind::InvalidInput).
    NotAFile(PathBuf),
    /// The path has more than 40 symbolic links, usually because they form a loop. The kind of the error is
    /// [`InvalidInput`](ErrorKind::InvalidInput).
    Links(PathBuf),
}

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TargetError::NoName(path) => {
                write!(f, "{path:?} does not end in the name of a file: give the path of a file")
            }
            TargetError::NotAFile(path) => {
                write!(f, "{path:?} is not a regular file and is not replaced: give the path of a file")
            }
            TargetError::Links(path) => write!(
                f,
                "{path:?} leads through more than {MOST_LINKS} symbolic links: remove the loop, or give the file's own path"
            ),
        }
    }
}

impl error::Error for TargetError {}

impl From<TargetError> for io::Error {
    fn from(error: TargetError) -> Self {
        io::Error::new(ErrorKind::InvalidInput, error)
    }
}
