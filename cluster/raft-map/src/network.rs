//! What Raft sends to other nodes.

use std::sync::Arc;
use std::time::Duration;

use openraft::BasicNode;
use openraft::error::{
    InstallSnapshotError, NetworkError, PayloadTooLarge, RPCError, RaftError, RemoteError, Unreachable,
};
use openraft::network::{Backoff, RPCOption, RaftNetwork, RaftNetworkFactory};
use openraft::raft::{
    AppendEntriesRequest, AppendEntriesResponse, InstallSnapshotRequest, InstallSnapshotResponse,
    VoteRequest, VoteResponse,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Status};

use crate::metrics::Metrics;
use crate::rpc::raft_map_client::RaftMapClient;
use crate::types::{NodeId, TypeConfig};
use crate::wire::{Chunk, FULL_MESSAGE, MAX_MESSAGE, Sealed};

const CONNECT: Duration = Duration::from_secs(2);
/// How long Raft leaves a node alone that cannot be reached.
const BACKOFF: Duration = Duration::from_millis(100);

/// Opens connections to other nodes.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    metrics: Arc<Metrics>,
}

/// A connection to one node, which connects again whenever it must.
#[derive(Debug)]
pub(crate) struct Connection {
    target: NodeId,
    node: BasicNode,
    channel: Result<Channel, String>,
    metrics: Arc<Metrics>,
}

/// Returns a channel to `address`, which connects when it is used.
///
/// # Errors
///
/// If `address` is no address.
pub(crate) fn channel(address: &str) -> Result<Channel, tonic::transport::Error> {
    let endpoint = Endpoint::from_shared(format!("http://{address}"))?;
    Ok(endpoint.connect_timeout(CONNECT).tcp_nodelay(true).connect_lazy())
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
        Connection { target, node: node.clone(), channel, metrics: self.metrics.clone() }
    }
}

type Refused<E> = RPCError<NodeId, BasicNode, E>;

#[derive(Clone, Copy)]
enum Method {
    Append,
    Vote,
    Snapshot,
}

impl Connection {
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
    async fn append_entries(
        &mut self,
        rpc: AppendEntriesRequest<TypeConfig>,
        _: RPCOption,
    ) -> Result<AppendEntriesResponse<NodeId>, Refused<RaftError<NodeId>>> {
        let message = Self::seal(&rpc)?;
        if message.len() > FULL_MESSAGE && rpc.entries.len() > 1 {
            return Err(RPCError::PayloadTooLarge(PayloadTooLarge::new_entries_hint(
                rpc.entries.len() as u64 / 2,
            )));
        }
        self.send(Method::Append, message).await
    }

    async fn install_snapshot(
        &mut self,
        rpc: InstallSnapshotRequest<TypeConfig>,
        _: RPCOption,
    ) -> Result<InstallSnapshotResponse<NodeId>, Refused<RaftError<NodeId, InstallSnapshotError>>> {
        self.send(Method::Snapshot, Self::seal(&Chunk::from(rpc))?).await
    }

    async fn vote(
        &mut self,
        rpc: VoteRequest<NodeId>,
        _: RPCOption,
    ) -> Result<VoteResponse<NodeId>, Refused<RaftError<NodeId>>> {
        self.send(Method::Vote, Self::seal(&rpc)?).await
    }

    fn backoff(&self) -> Backoff {
        Backoff::new(std::iter::repeat(BACKOFF))
    }
}
