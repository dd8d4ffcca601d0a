//! A node: Raft over the stores, the servers, and a task that starts Raft again after a failure of the disk.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use openraft::{BasicNode, Config, SnapshotPolicy};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tonic::transport::server::TcpIncoming;
use tracing::{error, info, warn};

use crate::client::Client;
use crate::disk::{self, Disk};
use crate::log_store::{LogStore, OpenError};
use crate::metrics::{Metrics, Reading};
use crate::metrics_server;
use crate::network::{KEEP_ALIVE, Network};
use crate::proposer::Proposer;
use crate::rpc::raft_map_server::RaftMapServer;
use crate::service::Service;
use crate::snapshot::SnapshotError;
use crate::store::Store;
use crate::types::{NodeId, Raft};
use crate::wire::MAX_MESSAGE;

/// How often a node that stopped looks whether its disk has room.
const LOOK: Duration = Duration::from_millis(500);
/// How often a node looks whether a snapshot is due.
const DUE: Duration = Duration::from_millis(200);

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

/// Why a node cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The directory or a port cannot be opened.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The log cannot be opened.
    #[error(transparent)]
    Log(#[from] OpenError),
    /// The snapshot is damaged.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// An option has no sense.
    #[error("the options do not fit together: {0}")]
    Options(#[from] openraft::ConfigError),
    /// Other nodes cannot reach the address that is advertised.
    #[error("nobody can reach {0}: advertise another address")]
    Unreachable(String),
    /// Raft does not start.
    #[error("Raft does not start: {0}")]
    Raft(String),
    /// The server does not start.
    #[error(transparent)]
    Server(#[from] tonic::transport::Error),
}

/// What runs from one start of Raft to the next.
#[derive(Clone)]
pub(crate) struct Running {
    pub(crate) raft: Raft,
    pub(crate) store: Store,
    pub(crate) proposer: Proposer,
    log: LogStore,
}

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running").field("store", &self.store).field("log", &self.log).finish_non_exhaustive()
    }
}

/// What all tasks of a node share.
#[derive(Debug)]
pub(crate) struct Shared {
    options: Options,
    config: Arc<Config>,
    running: RwLock<Option<Running>>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) disk: Disk,
}

/// A running node.
#[derive(Debug)]
pub struct Node {
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<()>>,
}

impl Shared {
    pub(crate) fn running(&self) -> Option<Running> {
        self.running.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_running(&self, running: Option<Running>) -> Option<Running> {
        std::mem::replace(&mut *self.running.write().unwrap_or_else(PoisonError::into_inner), running)
    }

    pub(crate) fn reading(&self) -> Reading {
        let Some(running) = self.running() else { return Reading::default() };
        let (applied, entries, unsettled) = {
            let state = running.store.read();
            (state.applied.map_or(0, |id| id.index), state.map.len(), state.map.unsettled())
        };
        let raft = running.raft.metrics();
        let raft = raft.borrow();
        Reading {
            applied,
            term: raft.current_term,
            leader: raft.current_leader,
            leads: raft.current_leader == Some(raft.id),
            entries,
            unsettled,
            running: raft.running_state.is_ok(),
        }
    }

    async fn open(&self) -> Result<Running, StartError> {
        let Options { id, directory, .. } = &self.options;
        let (id, directory, metrics) = (*id, directory.clone(), self.metrics.clone());
        let opened = tokio::task::spawn_blocking(move || -> Result<_, StartError> {
            let log = LogStore::open(&directory.join("log"), id)?;
            Ok((log, Store::open(&directory, metrics)?))
        });
        let (log, store) = opened.await.map_err(|error| StartError::Raft(error.to_string()))??;
        let network = Network::new(self.metrics.clone());
        let raft = Raft::new(id, self.config.clone(), network, log.clone(), store.clone()).await;
        let raft = match raft {
            Ok(raft) => raft,
            Err(error) => {
                log.close();
                return Err(StartError::Raft(error.to_string()));
            }
        };
        let proposer = Proposer::start(raft.clone(), self.disk.clone(), self.metrics.clone());
        Ok(Running { raft, store, proposer, log })
    }
}

fn config(options: &Options) -> Result<Arc<Config>, openraft::ConfigError> {
    let heartbeat = u64::try_from(options.heartbeat.as_millis()).unwrap_or(u64::MAX).max(1);
    let config = Config {
        cluster_name: "raft-map".to_owned(),
        heartbeat_interval: heartbeat,
        election_timeout_min: heartbeat.saturating_mul(5),
        election_timeout_max: heartbeat.saturating_mul(10),
        // This crate begins snapshots itself, because it asks for room first.
        snapshot_policy: SnapshotPolicy::Never,
        max_in_snapshot_log_to_keep: options.keep,
        replication_lag_threshold: options.snapshot_every.saturating_add(options.keep),
        snapshot_max_chunk_size: options.chunk.clamp(1 << 10, 4 << 20),
        install_snapshot_timeout: 60_000,
        max_payload_entries: 64,
        ..Config::default()
    };
    config.validate().map(Arc::new)
}

impl Node {
    /// Opens the directory, and starts Raft and the servers.
    ///
    /// # Errors
    ///
    /// If the directory or a port cannot be opened, the log or the snapshot is damaged, or the directory is of another node.
    pub async fn start(options: Options) -> Result<Self, StartError> {
        if options.advertise.parse().is_ok_and(|address: SocketAddr| address.ip().is_unspecified()) {
            return Err(StartError::Unreachable(options.advertise));
        }
        std::fs::create_dir_all(&options.directory)?;
        disk::sync_parent(&options.directory)?;
        let metrics = Arc::new(Metrics::default());
        let shared = Arc::new(Shared {
            config: config(&options)?,
            running: RwLock::new(None),
            metrics,
            disk: Disk::new(&options.directory, options.reserve),
            options,
        });
        let listener = TcpListener::bind(shared.options.listen).await?;
        shared.set_running(Some(shared.open().await?));
        let service = RaftMapServer::new(Service::new(shared.clone()))
            .max_decoding_message_size(MAX_MESSAGE)
            .max_encoding_message_size(MAX_MESSAGE);
        let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
        // The connections of clients and nodes that are gone are closed.
        let server = tonic::transport::Server::builder()
            .http2_keepalive_interval(Some(10 * KEEP_ALIVE))
            .http2_keepalive_timeout(Some(10 * KEEP_ALIVE))
            .serve_with_incoming(service, incoming);
        let mut tasks = vec![
            tokio::spawn(async move {
                if let Err(error) = server.await {
                    error!(%error, "the server stopped");
                }
            }),
            tokio::spawn(supervise(shared.clone())),
            tokio::spawn(snapshots(shared.clone())),
        ];
        if let Some(address) = shared.options.metrics {
            let listener = TcpListener::bind(address).await?;
            tasks.push(tokio::spawn(metrics_server::serve(listener, shared.clone())));
        }
        info!(id = shared.options.id, listen = %shared.options.listen, "the node is running");
        Ok(Self { shared, tasks })
    }

    /// Makes this node the only voter of a new cluster, unless it is a member of one already.
    ///
    /// # Errors
    ///
    /// If Raft has stopped.
    pub async fn bootstrap(&self) -> Result<(), StartError> {
        let failed = |error: String| StartError::Raft(error);
        let running = self.shared.running().ok_or_else(|| failed("it has stopped".to_owned()))?;
        if running.raft.is_initialized().await.map_err(|error| failed(error.to_string()))? {
            return Ok(());
        }
        let members = [(self.shared.options.id, BasicNode::new(&self.shared.options.advertise))];
        let members = std::collections::BTreeMap::from(members);
        running.raft.initialize(members).await.map_err(|error| failed(error.to_string()))
    }

    /// Asks the cluster of `seed` to take this node in, until it does. Does nothing if it is a voter already.
    pub async fn join(&self, seed: String, voter: bool) {
        let Options { id, advertise, .. } = self.shared.options.clone();
        let votes = |running: &Running| {
            let state = running.store.read();
            let mut voters = state.membership.voter_ids();
            voters.any(|voter| voter == id)
        };
        let client = Client::new([seed]);
        loop {
            if self.shared.running().is_some_and(|running| votes(&running)) {
                return;
            }
            match client.join(id, &advertise, voter).await {
                Ok(()) => return info!("joined the cluster"),
                Err(error) => warn!(%error, "not joined yet"),
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Stops Raft and the servers.
    pub async fn stop(self) {
        for task in self.tasks {
            task.abort();
        }
        if let Some(running) = self.shared.set_running(None) {
            close(running).await;
        }
    }
}

async fn close(running: Running) {
    if let Err(error) = running.raft.shutdown().await {
        warn!(%error, "Raft did not stop in order");
    }
    let Running { store, log, .. } = running;
    // It waits for a snapshot that is being written.
    let closed = tokio::task::spawn_blocking(move || {
        store.close();
        log.close();
    });
    if let Err(error) = closed.await {
        warn!(%error, "the stores were not closed in order");
    }
}

/// Waits until Raft stops because a store failed, and starts it again from what is durable when the disk has room.
async fn supervise(shared: Arc<Shared>) {
    loop {
        let Some(running) = shared.running() else { return };
        let mut metrics = running.raft.metrics();
        let stopped = metrics.wait_for(|metrics| metrics.running_state.is_err()).await;
        match stopped.map(|metrics| metrics.running_state.clone()) {
            Ok(Err(fatal)) => error!(%fatal, "Raft stopped"),
            _ => error!("Raft stopped"),
        }
        shared.set_running(None);
        drop(metrics);
        close(running).await;
        shared.metrics.restarted();
        loop {
            tokio::time::sleep(LOOK).await;
            if let Err(full) = shared.disk.check(0) {
                warn!(%full, "waiting for room");
                continue;
            }
            match shared.open().await {
                Ok(running) => {
                    shared.set_running(Some(running));
                    info!("Raft is running again");
                    break;
                }
                Err(error) => warn!(%error, "Raft does not start yet"),
            }
        }
    }
}

/// Begins a snapshot whenever enough entries were applied since the last one, and the disk has room for it.
async fn snapshots(shared: Arc<Shared>) {
    let mut ticks = tokio::time::interval(DUE);
    // The entry at which the last snapshot was begun, so that a slow one is not begun twice.
    let mut begun = 0;
    loop {
        ticks.tick().await;
        let Some(running) = shared.running() else {
            begun = 0;
            continue;
        };
        let (applied, last) = {
            let metrics = running.raft.metrics();
            let metrics = metrics.borrow();
            let index = |id: Option<crate::types::LogId>| id.map_or(0, |id| id.index);
            (index(metrics.last_applied), index(metrics.snapshot))
        };
        if applied.saturating_sub(last.max(begun)) < shared.options.snapshot_every {
            continue;
        }
        // The new file is beside the old one for a while. It may have grown.
        let estimate = running.store.snapshot_bytes().saturating_mul(2);
        if let Err(full) = shared.disk.check(estimate) {
            warn!(%full, "no room for a snapshot");
            continue;
        }
        if let Err(fatal) = running.raft.trigger().snapshot().await {
            warn!(%fatal, "no snapshot");
        }
        begun = applied;
    }
}
