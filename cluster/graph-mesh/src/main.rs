//! The daemon: a peer of a graph.

#![forbid(unsafe_code)]

use clap::Parser;
use graph_mesh::config::{Config, Limits, StartError};
use graph_mesh::http;
use graph_mesh::node::Node;
use libp2p::Multiaddr;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// A peer of a graph that is replicated among all peers.
#[derive(Debug, Parser)]
#[command(version)]
struct Options {
    /// An address to listen on, such as /ip4/0.0.0.0/tcp/4001
    #[arg(long, default_value = "/ip4/127.0.0.1/tcp/0")]
    listen: Vec<Multiaddr>,
    /// The address of another peer
    #[arg(long)]
    connect: Vec<Multiaddr>,
    /// The folder of the peer's data
    #[arg(long)]
    data: PathBuf,
    /// The address of the API, the metrics and the page. Anyone who can reach it may write
    #[arg(long, default_value = "127.0.0.1:0")]
    http: SocketAddr,
    /// The interval between comparisons with other peers, in milliseconds
    #[arg(long, default_value_t = 1000)]
    repair_ms: u64,
    /// Do not fetch a snapshot at the start, even if this peer has no data
    #[arg(long)]
    no_join: bool,
    /// The maximum number of items
    #[arg(long, default_value_t = Limits::default().store.items)]
    max_items: u64,
    /// The maximum bytes of names and texts
    #[arg(long, default_value_t = Limits::default().store.bytes)]
    max_bytes: u64,
    /// The maximum time that an update may be ahead of the clock, in milliseconds
    #[arg(long, default_value_t = Limits::default().store.waiting.ahead)]
    max_ahead_ms: f64,
    /// The maximum number of deferred updates of each peer
    #[arg(long, default_value_t = Limits::default().store.waiting.updates)]
    max_waiting: usize,
    /// The maximum number of connections
    #[arg(long, default_value_t = Limits::default().connections)]
    max_connections: u32,
    /// The maximum number of pages and items that are read for a peer per second
    #[arg(long, default_value_t = Limits::default().cost)]
    max_cost: f64,
    /// The maximum bytes of answers to a peer per second
    #[arg(long, default_value_t = Limits::default().answer_bytes)]
    max_answer_bytes: f64,
    /// The maximum bytes of gossip from a peer per second
    #[arg(long, default_value_t = Limits::default().gossip_bytes)]
    max_gossip_bytes: f64,
    /// The interval between item-by-item comparisons with a peer that has the same sums, in milliseconds
    #[arg(long, default_value_t = 10_000)]
    audit_ms: u64,
    /// The time for which a peer that breaks the protocol is blocked, in milliseconds
    #[arg(long, default_value_t = 60_000)]
    block_ms: u64,
    /// The size of the log, in bytes, at which it is merged into the snapshot
    #[arg(long, default_value_t = Limits::default().fold_at)]
    fold_bytes: u64,
    /// For tests: never compare
    #[arg(long, hide = true)]
    no_repair: bool,
    /// For tests: the part of all gossip messages that is lost
    #[arg(long, default_value_t = 0.0, hide = true)]
    drop_gossip: f64,
    /// For tests: milliseconds that the clock is wrong
    #[arg(long, default_value_t = 0.0, hide = true, allow_hyphen_values = true)]
    skew_ms: f64,
}

impl Options {
    fn config(self) -> Config {
        let mut limits = Limits::default();
        limits.store.items = self.max_items;
        limits.store.bytes = self.max_bytes;
        limits.store.waiting.ahead = self.max_ahead_ms;
        limits.store.waiting.updates = self.max_waiting;
        limits.connections = self.max_connections;
        limits.cost = self.max_cost.max(1.0);
        limits.answer_bytes = self.max_answer_bytes.max(1.0);
        limits.gossip_bytes = self.max_gossip_bytes.max(1.0);
        limits.audit = Duration::from_millis(self.audit_ms.max(1));
        limits.block = Duration::from_millis(self.block_ms);
        limits.fold_at = self.fold_bytes;
        Config {
            listen: self.listen,
            connect: self.connect,
            data: self.data,
            http: self.http,
            repair: (!self.no_repair).then_some(Duration::from_millis(self.repair_ms.max(1))),
            join: !self.no_join && !self.no_repair,
            drop_gossip: self.drop_gossip,
            skew: self.skew_ms,
            limits,
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let level = std::env::var("GRAPH_MESH_LOG").ok().and_then(|level| level.parse().ok());
    tracing_subscriber::fmt()
        .with_max_level(level.unwrap_or(tracing::Level::INFO))
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .init();
    match run(Options::parse().config()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("graph-mesh: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(config: Config) -> Result<(), StartError> {
    let address = config.http;
    let wrong = |error: std::io::Error| StartError::Address {
        address: address.to_string(),
        reason: error.to_string(),
    };
    if !address.ip().is_loopback() {
        tracing::warn!(%address, "the API is not on a loopback address: whoever reaches it may write");
    }
    let listener = TcpListener::bind(address).await.map_err(wrong)?;
    let http_address = listener.local_addr().map_err(wrong)?;
    let (node, handle) = Node::start(config)?;
    // Read by whoever has started the daemon with port 0.
    println!("http {http_address}");
    println!("peer {}", handle.id);
    let mut terminate = signal(SignalKind::terminate()).map_err(wrong)?;
    let serve = tokio::spawn(http::serve(listener, handle));
    let node = tokio::spawn(node.run());
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
        served = serve => {
            if let Ok(Err(error)) = served {
                tracing::error!(%error, "the API has ended");
            }
        }
        _ = node => {}
    }
    Ok(())
}
