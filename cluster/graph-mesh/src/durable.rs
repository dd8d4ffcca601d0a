//! What a peer keeps on disk: a snapshot, and a log of the items that were applied since.
//!
//! | file | holds |
//! |---|---|
//! | `log.redb` | items by the number of their batch, in a redb table; a batch is there once its transaction is synced to disk |
//! | `snapshot` | items in order, a snapshot of `btree-snapshot` that is replaced all or nothing |
//! | `identity` | the key pair of the peer |
//!
//! The log is *folded* into the snapshot when it has grown: old snapshot and log are merged into a new file, in another thread and
//! without the graph, and then the batches that went into it are removed. A crash between the two leaves batches that are merged
//! again, which changes nothing.

mod adopt;
mod fold;
mod identity;
mod journal;
mod records;

pub use identity::identity;
pub use journal::{Journal, Pending};
pub use records::{Items, Snapshot, SnapshotId, read_items};

use std::path::PathBuf;

/// Why something cannot be kept, or read back.
#[derive(Debug, thiserror::Error)]
pub enum DurableError {
    /// A file cannot be read or written.
    #[error("{path}: {error}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why not.
        error: std::io::Error,
    },
    /// The log cannot be read or written.
    #[error("the log: {0}")]
    Log(#[source] Box<redb::Error>),
    /// A batch of the log is not one.
    #[error("batch {0} of the log is not valid")]
    Batch(u64),
    /// The snapshot is damaged.
    #[error("the snapshot: {0}")]
    Snapshot(#[from] btree_snapshot::Error),
    /// The snapshot cannot be written.
    #[error("the snapshot: {0}")]
    Write(#[from] btree_snapshot::WriteError),
    /// The snapshot is another one than was announced.
    #[error("the snapshot is not the one that was announced")]
    Other,
    /// An entry of a snapshot is not an item.
    #[error("an entry of the snapshot is not an item")]
    Entry,
    /// The key pair is damaged.
    #[error("the identity is not a key pair")]
    Identity,
    /// The thread that writes has ended.
    #[error("the log is closed")]
    Closed,
    /// The transaction of a batch, shared with others, has failed.
    #[error("{0}")]
    Failed(String),
}

impl DurableError {
    fn log(error: impl Into<redb::Error>) -> Self {
        DurableError::Log(Box::new(error.into()))
    }
}

/// Adds the path to an I/O error.
fn at(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> DurableError {
    let path = path.into();
    move |error| DurableError::Io { path, error }
}
