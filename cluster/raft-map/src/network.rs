//! What Raft sends to other nodes.

use std::sync::Arc;
use std::time::Duration;

use openraft::error::{
    InstallSnapshotError, NetworkError, PayloadTooLarge, RPCError, RaftError, RemoteError, Unreachable,
};
use openraft::network::{Backoff, RPCOption, RaftNetwork, RaftNetworkFactory};
use openraft::raft::{
    AppendEntriesRequest, AppendEntriesResponse, InstallSnapshotRequest, InstallSnapshotResponse,
    VoteRequest, VoteResponse,
};
use openraft::{BasicNode, Vote};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::task::JoinHandle;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Status};

use crate::metrics::Metrics;
use crate::rpc::raft_map_client::RaftMapClient;
use crate::types::{LogId, NodeId, TypeConfig};
use crate::wire::{Chunk, FULL_MESSAGE, MAX_MESSAGE, Sealed};

const CONNECT: Duration = Duration::from_secs(2);
/// How often a connection is tested, and how long the answer may take. Without tests a connection that a partition broke would be
/// used until TCP gives it up, which takes longer the longer the partition was.
pub(crate) const KEEP_ALIVE: Duration = Duration::from_secs(2);
/// How long Raft leaves a node alone that cannot be reached.
const BACKOFF: Duration = Duration::from_millis(100);

/// Opens connections to other nodes.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    metrics: Arc<Metrics>,
}

/// A connection to one node.
#[derive(Debug)]
pub(crate) struct Connection {
    peer: Peer,
    /// A message with entries that openraft may have stopped waiting for.
    pending: Option<Pending>,
}

/// One node, which is connected again whenever it must be.
#[derive(Clone, Debug)]
struct Peer {
    target: NodeId,
    node: BasicNode,
    channel: Result<Channel, String>,
    metrics: Arc<Metrics>,
}

/// A message with entries that is on its way.
///
/// openraft waits for one heartbeat, and then sends the entries again. A long message on a slow machine would be given up and begun
/// again for ever. So it goes on, and its answer is the answer to the next message that begins with the same entries.
#[derive(Debug)]
struct Pending {
    vote: Vote<NodeId>,
    previous: Option<LogId>,
    last: Option<LogId>,
    task: JoinHandle<Appended>,
}

type Appended = Result<AppendEntriesResponse<NodeId>, Refused<RaftError<NodeId>>>;

impl Drop for Pending {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Returns a channel to `address`, which connects when it is used.
///
/// # Errors
///
/// If `address` is no address.
pub(crate) fn channel(address: &str) -> Result<Channel, tonic::transport::Error> {
    let endpoint = Endpoint::from_shared(format!("http://{address}"))?;
    let endpoint = endpoint.connect_timeout(CONNECT).tcp_nodelay(true);
    let endpoint = endpoint.http2_keep_alive_interval(KEEP_ALIVE).keep_alive_timeout(KEEP_ALIVE);
    Ok(endpoint.connect_lazy())
}

/// Returns a client over `channel`, with the limits of messages.
pub(crate) fn client(channel: Channel) -> RaftMapClient<Channel> {
    RaftMapClient::new(channel).max_decoding_message_size(MAX_MESSAGE).max_encoding_message_size(MAX_MESSAGE)
}

impl Network {
    /// Returns a network that counts what it sends.
    pub(crate) fn new(metrics: Arc<Metrics>) -> Self {
        Self { metrics }
    }
}

impl RaftNetworkFactory<TypeConfig> for Network {
    type Network = Connection;

    async fn new_client(&mut self, target: NodeId, node: &BasicNode) -> Connection {
        let channel = channel(&node.addr).map_err(|error| error.to_string());
        Connection {
            peer: Peer { target, node: node.clone(), channel, metrics: self.metrics.clone() },
            pending: None,
        }
    }
}

type Refused<E> = RPCError<NodeId, BasicNode, E>;

#[derive(Clone, Copy)]
enum Method {
    Append,
    Vote,
    Snapshot,
}

impl Peer {
    fn network<E: std::error::Error>(error: &(impl std::error::Error + 'static)) -> Refused<E> {
        RPCError::Network(NetworkError::new(error))
    }

    fn seal<T: Serialize, E: std::error::Error>(message: &T) -> Result<Sealed, Refused<E>> {
        Sealed::seal(message).map_err(|error| Self::network(&error))
    }

    async fn send<A, E>(&self, method: Method, message: Sealed) -> Result<A, Refused<E>>
    where
        A: DeserializeOwned,
        E: std::error::Error + DeserializeOwned,
    {
        self.metrics.sent(message.len());
        let channel = match &self.channel {
            Ok(channel) => channel.clone(),
            Err(reason) => return Err(Self::network(&Status::invalid_argument(reason.clone()))),
        };
        let mut client = client(channel);
        let answer = match method {
            Method::Append => client.append_entries(message).await,
            Method::Vote => client.vote(message).await,
            Method::Snapshot => client.install_snapshot(message).await,
        };
        let answer = answer.map_err(|status| match status.code() {
            Code::Unavailable | Code::ResourceExhausted => RPCError::Unreachable(Unreachable::new(&status)),
            _ => Self::network(&status),
        })?;
        let answer = answer.into_inner();
        self.metrics.received(answer.len());
        let answer: Result<A, E> = answer.open().map_err(|error| {
            self.metrics.message_refused();
            Self::network(&error)
        })?;
        answer.map_err(|error| {
            RPCError::RemoteError(RemoteError::new_with_node(self.target, self.node.clone(), error))
        })
    }
}

impl RaftNetwork<TypeConfig> for Connection {
    async fn append_entries(&mut self, rpc: AppendEntriesRequest<TypeConfig>, _: RPCOption) -> Appended {
        let last = rpc.entries.last().map(|entry| entry.log_id);
        if last.is_none() {
            return self.peer.send(Method::Append, Peer::seal(&rpc)?).await;
        }
        // The log of a leader only grows, so entries behind the same one are the same.
        let goes_on = |pending: &Pending| {
            pending.vote == rpc.vote && pending.previous == rpc.prev_log_id && pending.last <= last
        };
        if !self.pending.as_ref().is_some_and(goes_on) {
            let message = Peer::seal(&rpc)?;
            if message.len() > FULL_MESSAGE && rpc.entries.len() > 1 {
                let half = rpc.entries.len() as u64 / 2;
                return Err(RPCError::PayloadTooLarge(PayloadTooLarge::new_entries_hint(half)));
            }
            let peer = self.peer.clone();
            let task = tokio::spawn(async move { peer.send(Method::Append, message).await });
            self.pending = Some(Pending { vote: rpc.vote, previous: rpc.prev_log_id, last, task });
        }
        let Some(pending) = &mut self.pending else {
            return Err(Peer::network(&Status::internal("no message is on its way")));
        };
        let answer = (&mut pending.task).await.unwrap_or_else(|error| Err(Peer::network(&error)));
        let sent = pending.last;
        self.pending = None;
        match answer {
            Ok(AppendEntriesResponse::Success) if sent != last => {
                Ok(AppendEntriesResponse::PartialSuccess(sent))
            }
            answer => answer,
        }
    }

    async fn install_snapshot(
        &mut self,
        rpc: InstallSnapshotRequest<TypeConfig>,
        _: RPCOption,
    ) -> Result<InstallSnapshotResponse<NodeId>, Refused<RaftError<NodeId, InstallSnapshotError>>> {
        self.peer.send(Method::Snapshot, Peer::seal(&Chunk::from(rpc))?).await
    }

    async fn vote(
        &mut self,
        rpc: VoteRequest<NodeId>,
        _: RPCOption,
    ) -> Result<VoteResponse<NodeId>, Refused<RaftError<NodeId>>> {
        self.peer.send(Method::Vote, Peer::seal(&rpc)?).await
    }

    fn backoff(&self) -> Backoff {
        Backoff::new(std::iter::repeat(BACKOFF))
    }
}
