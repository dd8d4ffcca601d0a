//! Snapshots as files: replaced all or nothing, read through a mapping.

pub(crate) mod atomic;
#[cfg(feature = "mmap")]
mod mapped;

#[cfg(feature = "mmap")]
pub use mapped::SnapshotFile;
