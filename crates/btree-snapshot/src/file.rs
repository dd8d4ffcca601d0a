//! Snapshots in files: replaced atomically, and read through a mapping.

pub(crate) mod atomic;
#[cfg(feature = "mmap")]
#[expect(unsafe_code, reason = "maps a file into memory")]
mod mapped;
pub(crate) mod target;
mod temporary;

#[cfg(feature = "mmap")]
pub use mapped::SnapshotFile;
