//! What a node does with the messages that it receives.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use openraft::error::{CheckIsLeaderError, RaftError};
use openraft::raft::{AppendEntriesRequest, VoteRequest};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tonic::Status;

use crate::command::{Blob, KeyRange};
use crate::members;
use crate::proposer::not_leader;
use crate::rpc::raft_map_server::RaftMap;
use crate::shared::{Running, Shared};
use crate::types::{NodeId, TypeConfig};
use crate::wire::{Chunk, Failure, Freshness, Item, NodeStatus, Request, Response, Sealed, WireError};

/// How long a client's request may take.
const REQUEST: Duration = Duration::from_secs(5);
/// The most entries in a page.
const PAGE_ITEMS: usize = 4096;
/// The bytes of keys and values in a page, unless a single entry has more.
const PAGE_BYTES: usize = 1 << 20;

/// Serves the messages for one node.
#[derive(Clone, Debug)]
pub(crate) struct Service {
    shared: Arc<Shared>,
}

impl Service {
    /// Returns the service of a node.
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    fn open<T: DeserializeOwned>(&self, message: &Sealed) -> Result<T, Status> {
        self.shared.metrics.received(message.len());
        message.open().map_err(|error| {
            self.shared.metrics.message_refused();
            tracing::warn!(%error, "refused a message");
            match error {
                WireError::Checksum | WireError::Short => Status::data_loss(error.to_string()),
                _ => Status::invalid_argument(error.to_string()),
            }
        })
    }

    fn seal<T: Serialize>(&self, message: &T) -> Result<tonic::Response<Sealed>, Status> {
        let sealed = Sealed::seal(message).map_err(|error| Status::internal(error.to_string()))?;
        self.shared.metrics.sent(sealed.len());
        Ok(tonic::Response::new(sealed))
    }

    fn running(&self) -> Result<Running, Status> {
        self.shared.running().ok_or_else(|| Status::unavailable("the node is not running"))
    }

    fn require_room(&self, bytes: usize) -> Result<(), Status> {
        self.shared.disk.check_follower(bytes as u64).map_err(|full| {
            self.shared.metrics.disk_full();
            Status::resource_exhausted(full.to_string())
        })
    }
}

#[tonic::async_trait]
impl RaftMap for Service {
    async fn append_entries(
        &self,
        message: tonic::Request<Sealed>,
    ) -> Result<tonic::Response<Sealed>, Status> {
        let message = message.into_inner();
        let request: AppendEntriesRequest<TypeConfig> = self.open(&message)?;
        if !request.entries.is_empty() {
            self.require_room(message.len())?;
        }
        drop(message);
        self.seal(&self.running()?.raft.append_entries(request).await)
    }

    async fn vote(&self, message: tonic::Request<Sealed>) -> Result<tonic::Response<Sealed>, Status> {
        let request: VoteRequest<NodeId> = self.open(message.get_ref())?;
        self.seal(&self.running()?.raft.vote(request).await)
    }

    async fn install_snapshot(
        &self,
        message: tonic::Request<Sealed>,
    ) -> Result<tonic::Response<Sealed>, Status> {
        let message = message.into_inner();
        let chunk: Chunk = self.open(&message)?;
        self.require_room(message.len())?;
        self.shared.metrics.chunk(message.len());
        self.seal(&self.running()?.raft.install_snapshot(chunk.into()).await)
    }

    async fn call(&self, message: tonic::Request<Sealed>) -> Result<tonic::Response<Sealed>, Status> {
        // Not kept while the request waits, which holds the same bytes.
        let request: Request = self.open(&message.into_inner())?;
        let answer = match self.shared.running() {
            Some(running) => answer(&self.shared, &running, request).await,
            None => Err(Failure::NotRunning("it is starting, or waiting for its disk".to_owned())),
        };
        self.seal(&answer)
    }
}

async fn answer(shared: &Shared, running: &Running, request: Request) -> Result<Response, Failure> {
    // A node that joins may need a snapshot first, however long it takes.
    match request {
        Request::Join { id, address, voter } => members::join(running, id, address, voter).await,
        Request::Leave { id } => members::leave(running, id).await,
        request => tokio::time::timeout(REQUEST, answer_soon(shared, running, request))
            .await
            .unwrap_or(Err(Failure::TimedOut)),
    }
}

async fn answer_soon(shared: &Shared, running: &Running, request: Request) -> Result<Response, Failure> {
    match request {
        Request::Write(write) => running.proposer.write(write).await.map(Response::Written),
        Request::Get { key, freshness } => {
            wait_until_fresh(running, freshness).await?;
            let state = running.store.read();
            let applied = state.applied.map_or(0, |id| id.index);
            Ok(Response::Value { value: state.map.get(&key).map(Into::into), applied })
        }
        Request::Range { range, limit, freshness } => {
            wait_until_fresh(running, freshness).await?;
            Ok(page(running, &range, limit))
        }
        Request::Status => Ok(Response::Status(status(shared, running))),
        Request::Join { .. } | Request::Leave { .. } => {
            Err(Failure::Members("not a request for a quick answer".to_owned()))
        }
    }
}

async fn wait_until_fresh(running: &Running, freshness: Freshness) -> Result<(), Failure> {
    if freshness == Freshness::Stale {
        return Ok(());
    }
    match running.raft.ensure_linearizable().await {
        Ok(_) => Ok(()),
        Err(RaftError::APIError(CheckIsLeaderError::ForwardToLeader(to))) => Err(not_leader(&to)),
        Err(RaftError::APIError(CheckIsLeaderError::QuorumNotEnough(_))) => Err(Failure::TimedOut),
        Err(RaftError::Fatal(fatal)) => Err(Failure::NotRunning(fatal.to_string())),
    }
}

fn page(running: &Running, range: &KeyRange, limit: u32) -> Response {
    let limit = usize::try_from(limit).unwrap_or(PAGE_ITEMS).clamp(1, PAGE_ITEMS);
    let state = running.store.read();
    let (mut items, mut bytes, mut resume) = (Vec::new(), 0, None);
    for (key, value) in state.map.range(range) {
        bytes += key.len() + value.len();
        if items.len() == limit || (bytes > PAGE_BYTES && !items.is_empty()) {
            resume = Some(Blob::from(key));
            break;
        }
        items.push(Item { key: key.into(), value: value.into() });
    }
    Response::Page { items, resume, applied: state.applied.map_or(0, |id| id.index) }
}

fn status(shared: &Shared, running: &Running) -> NodeStatus {
    // Not while the metrics are borrowed below: it borrows them too, and Raft, which waits to change them, comes first.
    let reading = shared.reading();
    let metrics = running.raft.metrics();
    let metrics = metrics.borrow();
    let membership = metrics.membership_config.membership();
    let voters: BTreeSet<_> = membership.voter_ids().collect();
    let members = membership.nodes().map(|(id, node)| (*id, node.addr.clone(), voters.contains(id)));
    NodeStatus {
        id: metrics.id,
        term: metrics.current_term,
        leader: metrics.current_leader,
        applied: reading.applied,
        entries: reading.entries as u64,
        members: members.collect(),
    }
}
