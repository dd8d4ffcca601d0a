//! How a node runs.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use openraft::{Config, SnapshotPolicy};

use crate::types::NodeId;

/// How a node runs.
#[derive(Clone, Debug)]
pub struct Options {
    /// The number of the node, which no other node has.
    pub id: NodeId,
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where the others reach it.
    pub advertise: String,
    /// Where it keeps its log and its snapshot.
    pub directory: PathBuf,
    /// Where it serves metrics.
    pub metrics: Option<SocketAddr>,
    /// The bytes that stay free on the disk.
    pub reserve: u64,
    /// How many entries of the log are applied between two snapshots.
    pub snapshot_every: u64,
    /// How many entries of the log are kept that are in the snapshot.
    pub keep: u64,
    /// The size of a chunk of a snapshot.
    pub chunk: u64,
    /// The time between two heartbeats. An election begins after 5 to 10 of them were missed.
    pub heartbeat: Duration,
}

impl Options {
    /// openraft's configuration of such a node.
    pub(crate) fn config(&self) -> Result<Arc<Config>, openraft::ConfigError> {
        let heartbeat = u64::try_from(self.heartbeat.as_millis()).unwrap_or(u64::MAX).max(1);
        let config = Config {
            cluster_name: "raft-map".to_owned(),
            heartbeat_interval: heartbeat,
            election_timeout_min: heartbeat.saturating_mul(5),
            election_timeout_max: heartbeat.saturating_mul(10),
            // This crate begins snapshots itself, because it asks for room first.
            snapshot_policy: SnapshotPolicy::Never,
            max_in_snapshot_log_to_keep: self.keep,
            replication_lag_threshold: self.snapshot_every.saturating_add(self.keep),
            snapshot_max_chunk_size: self.chunk.clamp(1 << 10, 4 << 20),
            install_snapshot_timeout: 60_000,
            max_payload_entries: 64,
            ..Config::default()
        };
        config.validate().map(Arc::new)
    }
}
