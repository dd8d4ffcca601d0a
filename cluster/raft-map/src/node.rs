//! A node: its servers, and the tasks that start Raft again after a failure of the disk and begin snapshots.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use openraft::BasicNode;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tonic::transport::server::TcpIncoming;
use tracing::{error, info, warn};

use crate::client::Client;
use crate::disk;
use crate::metrics_server;
use crate::network::KEEP_ALIVE;
use crate::rpc::raft_map_server::RaftMapServer;
use crate::service::Service;
use crate::shared::{Running, Shared};
use crate::wire::MAX_MESSAGE;

pub use crate::options::Options;
pub use crate::shared::StartError;

/// How often a node that stopped looks whether its disk has room.
const LOOK: Duration = Duration::from_millis(500);
/// How often a node looks whether a snapshot is due.
const DUE: Duration = Duration::from_millis(200);

/// A running node.
#[derive(Debug)]
pub struct Node {
    shared: Arc<Shared>,
    tasks: Vec<JoinHandle<()>>,
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
        let shared = Arc::new(Shared::new(options)?);
        let listener = TcpListener::bind(shared.options.listen).await?;
        shared.start().await?;
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
        self.shared.stop().await;
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
        drop(metrics);
        drop(running);
        shared.stop().await;
        shared.metrics.restarted();
        loop {
            tokio::time::sleep(LOOK).await;
            if let Err(full) = shared.disk.check(0) {
                warn!(%full, "waiting for room");
                continue;
            }
            match shared.start().await {
                Ok(()) => {
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
