//! The arguments of the command line.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use raft_map::node::Options;
use tracing::level_filters::LevelFilter;

/// An ordered map of bytes, replicated by Raft.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Runs a cluster on this machine, and kills its leader.
    Demo,
    /// Runs a node.
    Serve(Serve),
    /// Removes a node from the cluster.
    Leave {
        #[command(flatten)]
        cluster: Cluster,
        /// The number of the node.
        #[arg(long)]
        id: u64,
    },
    /// Stores a value.
    Put {
        #[command(flatten)]
        cluster: Cluster,
        /// The key.
        key: String,
        /// The value.
        value: String,
    },
    /// Prints the value for a key. Exits with 1 if it is not present.
    Get {
        #[command(flatten)]
        cluster: Cluster,
        #[command(flatten)]
        read: Read,
        /// The key.
        key: String,
    },
    /// Removes a key.
    Delete {
        #[command(flatten)]
        cluster: Cluster,
        /// The key.
        key: String,
    },
    /// Prints the entries of a range.
    Range {
        #[command(flatten)]
        cluster: Cluster,
        #[command(flatten)]
        read: Read,
        /// The first key.
        #[arg(long)]
        start: Option<String>,
        /// The end of the range. This key is not part of it.
        #[arg(long)]
        end: Option<String>,
    },
    /// Prints the leader and the members.
    Status {
        #[command(flatten)]
        cluster: Cluster,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Cluster {
    /// The address of a node. Several may be given.
    #[arg(long, required = true)]
    pub(crate) at: Vec<String>,
    /// For how many seconds a request is repeated if it fails.
    #[arg(long, default_value = "30", value_parser = seconds)]
    pub(crate) patience: Duration,
}

#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Read {
    /// Reads from one node only. The result may be out of date.
    #[arg(long)]
    pub(crate) stale: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The number of the node.
    #[arg(long)]
    id: u64,
    /// The address to listen on, for other nodes and clients. There is no authentication: use a trusted network.
    #[arg(long)]
    listen: SocketAddr,
    /// The address at which other nodes reach this one, if it is another one.
    #[arg(long)]
    advertise: Option<String>,
    /// The directory of the log and the snapshot.
    #[arg(long)]
    data: PathBuf,
    /// Starts a new cluster, unless the directory has one already.
    #[arg(long, conflicts_with = "join")]
    pub(crate) bootstrap: bool,
    /// Joins the cluster of the node at this address.
    #[arg(long)]
    pub(crate) join: Option<String>,
    /// Joins as a learner, which does not vote.
    #[arg(long)]
    pub(crate) learner: bool,
    /// The address of the metrics, a loopback address.
    #[arg(long, value_parser = loopback)]
    metrics: Option<SocketAddr>,
    /// Writes are refused if the disk has fewer free bytes. With 0 they are never refused, and Raft stops when the disk is full.
    #[arg(long, default_value_t = 64 << 20)]
    reserve: u64,
    /// Entries of the log between two snapshots.
    #[arg(long, default_value_t = 20_000)]
    snapshot_every: u64,
    /// Entries of the log to keep after a snapshot.
    #[arg(long, default_value_t = 2_000)]
    keep: u64,
    /// Bytes of a chunk of a snapshot.
    #[arg(long, default_value_t = 1 << 20)]
    chunk: u64,
    /// Milliseconds between heartbeats.
    #[arg(long, default_value_t = 100)]
    heartbeat: u64,
    /// What to log: error, warn, info, debug or trace.
    #[arg(long, default_value = "info")]
    pub(crate) log: LevelFilter,
}

impl Serve {
    pub(crate) fn options(self) -> Options {
        Options {
            id: self.id,
            listen: self.listen,
            advertise: self.advertise.unwrap_or_else(|| self.listen.to_string()),
            directory: self.data,
            metrics: self.metrics,
            reserve: self.reserve,
            snapshot_every: self.snapshot_every.max(1),
            keep: self.keep,
            chunk: self.chunk,
            heartbeat: Duration::from_millis(self.heartbeat),
        }
    }
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address: SocketAddr = text.parse().map_err(|error| format!("{error}"))?;
    if address.ip().is_loopback() { Ok(address) } else { Err("not a loopback address".to_owned()) }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().map_err(|error| error.to_string())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}
