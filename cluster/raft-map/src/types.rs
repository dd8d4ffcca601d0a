//! The types that openraft is used with.

use crate::command::{Outcome, Proposal};

openraft::declare_raft_types!(
    /// Raft over proposals of commands, with snapshots in files.
    pub TypeConfig:
        D = Proposal,
        R = Outcome,
        SnapshotData = tokio::fs::File,
);

/// The number of a node.
pub type NodeId = u64;
/// openraft's handle of this node.
pub type Raft = openraft::Raft<TypeConfig>;
/// An entry of the log.
pub type Entry = openraft::Entry<TypeConfig>;
/// The place of an entry in the log.
pub type LogId = openraft::LogId<NodeId>;
/// The members, and the entry that made them so.
pub type StoredMembership = openraft::StoredMembership<NodeId, openraft::BasicNode>;
/// What a snapshot holds.
pub type SnapshotMeta = openraft::SnapshotMeta<NodeId, openraft::BasicNode>;
/// A failure of a store.
pub type StorageError = openraft::StorageError<NodeId>;
/// A snapshot that can be sent.
pub type Snapshot = openraft::Snapshot<TypeConfig>;
