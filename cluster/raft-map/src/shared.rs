//! What all tasks of a node share: its options, metrics and disk, and Raft with its stores while they run.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use openraft::Config;
use tracing::warn;

use crate::disk::Disk;
use crate::log_store::{LogStore, OpenError};
use crate::metrics::{Metrics, Reading};
use crate::network::Network;
use crate::options::Options;
use crate::proposer::Proposer;
use crate::snapshot::SnapshotError;
use crate::store::Store;
use crate::types::Raft;

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
    pub(crate) options: Options,
    config: Arc<Config>,
    running: RwLock<Option<Running>>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) disk: Disk,
}

impl Shared {
    /// What the tasks of a new node share. Raft does not run yet.
    pub(crate) fn new(options: Options) -> Result<Self, openraft::ConfigError> {
        Ok(Self {
            config: options.config()?,
            running: RwLock::new(None),
            metrics: Arc::new(Metrics::default()),
            disk: Disk::new(&options.directory, options.reserve),
            options,
        })
    }

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

    /// Opens the stores, and starts Raft.
    pub(crate) async fn start(&self) -> Result<(), StartError> {
        let running = self.open().await?;
        self.set_running(Some(running));
        Ok(())
    }

    /// Stops Raft if it runs, and closes the stores.
    pub(crate) async fn stop(&self) {
        let Some(running) = self.set_running(None) else { return };
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
