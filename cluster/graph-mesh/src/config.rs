//! What a peer is told when it is started.

use crate::durable::DurableError;
use crate::store::StoreLimits;
use libp2p::Multiaddr;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// The configuration of a peer.
#[derive(Clone, Debug)]
pub struct Config {
    /// Addresses to listen on.
    pub listen: Vec<Multiaddr>,
    /// Addresses of peers.
    pub connect: Vec<Multiaddr>,
    /// The folder to keep everything in.
    pub data: PathBuf,
    /// Where the API, the metrics and the page are.
    pub http: SocketAddr,
    /// How often peers compare what they have; `None` if they never do.
    pub repair: Option<Duration>,
    /// Whether a peer that has nearly nothing asks for a snapshot first.
    pub join: bool,
    /// The part of all gossip messages that is lost on purpose.
    pub drop_gossip: f64,
    /// Milliseconds that the clock is wrong on purpose.
    pub skew: f64,
    /// The limits.
    pub limits: Limits,
}

/// The limits of a peer.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The limits of the store.
    pub store: StoreLimits,
    /// Connections at most.
    pub connections: u32,
    /// Pages and items that are looked at for a peer in a second.
    pub cost: f64,
    /// Bytes of answers to a peer in a second.
    pub answer_bytes: f64,
    /// Bytes of gossip from a peer in a second.
    pub gossip_bytes: f64,
    /// How often a part is compared item by item with a peer that has the same sums.
    pub audit: Duration,
    /// For how long a peer that breaks the protocol is blocked.
    pub block: Duration,
    /// Bytes of the log at which it is folded into the snapshot.
    pub fold_at: u64,
    /// Bytes that may wait to be written to the log.
    pub backlog: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            store: StoreLimits::default(),
            connections: 64,
            cost: 500_000.0,
            answer_bytes: f64::from(32 << 20),
            gossip_bytes: f64::from(8 << 20),
            audit: Duration::from_secs(10),
            block: Duration::from_secs(60),
            fold_at: 16 << 20,
            backlog: 64 << 20,
        }
    }
}

/// Why a peer cannot be started.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The folder cannot be used.
    #[error(transparent)]
    Durable(#[from] DurableError),
    /// An address cannot be used.
    #[error("{address}: {reason}")]
    Address {
        /// The address.
        address: String,
        /// Why not.
        reason: String,
    },
    /// The engine refuses its configuration.
    #[error("libp2p: {0}")]
    Engine(String),
}
