//! A client that finds the leader, and sends a request again until it is answered.
//!
//! A write has a number in the client's session, so the cluster applies it once, however often it is sent. Writes of one
//! client are sent one after the other. Use several clients to write at the same time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tonic::transport::Channel;

use crate::command::{Blob, Change, Command, KeyRange, Reply, Write};
use crate::network;
use crate::types::NodeId;
use crate::wire::{Failure, Freshness, Item, NodeStatus, Request, Response, Sealed};

/// How long a request is sent again before the client gives up, unless another time was asked for.
pub const PATIENCE: Duration = Duration::from_secs(30);
/// How long one node may take to answer one request.
const ANSWER: Duration = Duration::from_secs(8);
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_millis(400);

/// Why a request failed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ClientError {
    /// The cluster refused it, and a write was not applied.
    #[error("refused: {0}")]
    Refused(Failure),
    /// Nobody answered in time. A write may have been applied, or may be applied yet.
    #[error("gave up after {tried:?}: {last}")]
    GaveUp {
        /// For how long it was tried.
        tried: Duration,
        /// What the last try met.
        last: String,
    },
    /// The session was forgotten, because more than 1,024 others were used since. The write was not applied by this try.
    #[error("the session has expired")]
    SessionExpired,
    /// The answer is not one to the request.
    #[error("the answer does not fit the request")]
    Unexpected,
}

/// A page of entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The entries, in order.
    pub items: Vec<Item>,
    /// The start of the next page, if there is one.
    pub resume: Option<Blob>,
    /// The index of the last entry of the log that the node had applied.
    pub applied: u64,
}

/// A client of a cluster.
#[derive(Debug)]
pub struct Client {
    nodes: Mutex<Nodes>,
    session: tokio::sync::Mutex<Option<Session>>,
    patience: Duration,
}

#[derive(Debug)]
struct Session {
    id: u64,
    sequence: u64,
}

/// The nodes that are known, and which is asked next.
#[derive(Debug)]
struct Nodes {
    addresses: Vec<String>,
    next: usize,
    channels: HashMap<String, Channel>,
}

impl Client {
    /// Returns a client that begins with these nodes. It connects with the first request.
    pub fn new(addresses: impl IntoIterator<Item = String>) -> Self {
        let nodes = Nodes { addresses: addresses.into_iter().collect(), next: 0, channels: HashMap::new() };
        Self { nodes: Mutex::new(nodes), session: tokio::sync::Mutex::new(None), patience: PATIENCE }
    }

    /// Gives up after this time.
    #[must_use]
    pub fn with_patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Stores a value. Returns whether the key had one before.
    ///
    /// # Errors
    ///
    /// As all requests: if the cluster refuses it, or nobody answers in time.
    pub async fn put(&self, key: &[u8], value: &[u8]) -> Result<bool, ClientError> {
        match self.write(Command::Put { key: key.into(), value: value.into() }).await? {
            Reply::Put { replaced } => Ok(replaced),
            _ => Err(ClientError::Unexpected),
        }
    }

    /// Removes a key. Returns whether it was present.
    ///
    /// # Errors
    ///
    /// As [`put`](Self::put).
    pub async fn delete(&self, key: &[u8]) -> Result<bool, ClientError> {
        match self.write(Command::Delete { key: key.into() }).await? {
            Reply::Deleted { existed } => Ok(existed),
            _ => Err(ClientError::Unexpected),
        }
    }

    /// Stores `new`, or removes the key for `None`, if the present value is `expected`. Otherwise returns the present value
    /// as an error.
    ///
    /// # Errors
    ///
    /// As [`put`](Self::put).
    pub async fn compare_and_set(
        &self,
        key: &[u8],
        expected: Option<&[u8]>,
        new: Option<&[u8]>,
    ) -> Result<Result<(), Option<Blob>>, ClientError> {
        let (expected, new) = (expected.map(Into::into), new.map(Into::into));
        match self.write(Command::CompareAndSet { key: key.into(), expected, new }).await? {
            Reply::Swapped => Ok(Ok(())),
            Reply::NotSwapped { actual } => Ok(Err(actual)),
            _ => Err(ClientError::Unexpected),
        }
    }

    /// Applies changes in order, all or none. Returns for each whether its key was present.
    ///
    /// # Errors
    ///
    /// As [`put`](Self::put).
    pub async fn batch(&self, changes: Vec<Change>) -> Result<Vec<bool>, ClientError> {
        match self.write(Command::Batch(changes)).await? {
            Reply::Batch { existed } => Ok(existed),
            _ => Err(ClientError::Unexpected),
        }
    }

    /// Removes the keys of a range. Returns how many there were.
    ///
    /// # Errors
    ///
    /// As [`put`](Self::put).
    pub async fn delete_range(&self, range: KeyRange) -> Result<u64, ClientError> {
        match self.write(Command::DeleteRange(range)).await? {
            Reply::RangeDeleted { count } => Ok(count),
            _ => Err(ClientError::Unexpected),
        }
    }

    /// Returns the value for a key, if present.
    ///
    /// # Errors
    ///
    /// As [`put`](Self::put).
    pub async fn get(&self, key: &[u8], freshness: Freshness) -> Result<Option<Blob>, ClientError> {
        match self.ask(Request::Get { key: key.into(), freshness }).await? {
            Response::Value { value, .. } => Ok(value),
            _ => Err(ClientError::Unexpected),
        }
    }

    /// Returns the first entries of a range, at most `limit`. To go on, ask for the range from [`Page::resume`]. Each page
    /// is a state of the map, but two pages may be of different states.
    ///
    /// # Errors
    ///
    /// As [`put`](Self::put).
    pub async fn range(
        &self,
        range: KeyRange,
        limit: u32,
        freshness: Freshness,
    ) -> Result<Page, ClientError> {
        match self.ask(Request::Range { range, limit, freshness }).await? {
            Response::Page { items, resume, applied } => Ok(Page { items, resume, applied }),
            _ => Err(ClientError::Unexpected),
        }
    }

    /// Makes a node a member.
    ///
    /// # Errors
    ///
    /// As [`put`](Self::put), or if a member with this number has another address.
    pub async fn join(&self, id: NodeId, address: &str, voter: bool) -> Result<(), ClientError> {
        self.ask(Request::Join { id, address: address.to_owned(), voter }).await.map(drop)
    }

    /// Removes a member.
    ///
    /// # Errors
    ///
    /// As [`put`](Self::put), or if it is the only voter.
    pub async fn leave(&self, id: NodeId) -> Result<(), ClientError> {
        self.ask(Request::Leave { id }).await.map(drop)
    }

    /// Returns what some node knows of the cluster.
    ///
    /// # Errors
    ///
    /// As [`put`](Self::put).
    pub async fn status(&self) -> Result<NodeStatus, ClientError> {
        match self.ask(Request::Status).await? {
            Response::Status(status) => Ok(status),
            _ => Err(ClientError::Unexpected),
        }
    }

    /// Sends a command in the session of this client, which is opened first if need be.
    ///
    /// # Errors
    ///
    /// As [`put`](Self::put).
    pub async fn write(&self, command: Command) -> Result<Reply, ClientError> {
        let mut session = self.session.lock().await;
        let (id, sequence) = match &mut *session {
            Some(session) => {
                session.sequence += 1;
                (session.id, session.sequence)
            }
            none => {
                let open = Write { session: None, command: Command::OpenSession };
                let Response::Written(Reply::SessionOpened(id)) = self.ask(Request::Write(open)).await?
                else {
                    return Err(ClientError::Unexpected);
                };
                *none = Some(Session { id, sequence: 1 });
                (id, 1)
            }
        };
        match self.ask(Request::Write(Write { session: Some((id, sequence)), command })).await? {
            Response::Written(Reply::SessionExpired) => {
                *session = None;
                Err(ClientError::SessionExpired)
            }
            Response::Written(reply) => Ok(reply),
            _ => Err(ClientError::Unexpected),
        }
    }

    /// Sends a request until it is answered, refused, or the patience is at an end.
    async fn ask(&self, request: Request) -> Result<Response, ClientError> {
        let message = Sealed::seal(&request).map_err(|_| ClientError::Refused(Failure::TooLarge))?;
        // A node that joins may need a snapshot first.
        let wait = if matches!(request, Request::Join { .. }) { self.patience } else { ANSWER };
        let begun = Instant::now();
        let mut pause = FIRST_PAUSE;
        // Whether an earlier try may have been applied. Then a refusal says nothing about it.
        let mut uncertain = false;
        loop {
            let left = self.patience.saturating_sub(begun.elapsed());
            let last = match tokio::time::timeout(left.min(wait), self.try_once(message.clone())).await {
                Ok(Ok(Ok(response))) => return Ok(response),
                Ok(Ok(Err(failure))) => match failure {
                    Failure::NotLeader { leader } => {
                        self.follow(leader);
                        "the node is not the leader".to_owned()
                    }
                    Failure::Busy => {
                        // A leader that is cut off stays busy. Another node knows whether it leads still.
                        self.follow(None);
                        failure.to_string()
                    }
                    Failure::TimedOut | Failure::NotRunning(_) => {
                        uncertain = true;
                        self.follow(None);
                        failure.to_string()
                    }
                    Failure::DiskFull { .. } | Failure::TooLarge | Failure::Members(_) if !uncertain => {
                        return Err(ClientError::Refused(failure));
                    }
                    Failure::DiskFull { .. } | Failure::TooLarge | Failure::Members(_) => failure.to_string(),
                },
                Ok(Err(broken)) => {
                    uncertain = true;
                    self.follow(None);
                    broken
                }
                Err(_) => {
                    uncertain = true;
                    self.follow(None);
                    "no answer in time".to_owned()
                }
            };
            let tried = begun.elapsed();
            if tried + pause >= self.patience {
                return Err(ClientError::GaveUp { tried, last });
            }
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn try_once(&self, message: Sealed) -> Result<Result<Response, Failure>, String> {
        let channel = self.channel()?;
        let answer = network::client(channel).call(message).await.map_err(|status| status.to_string())?;
        answer.into_inner().open().map_err(|error| error.to_string())
    }

    fn nodes(&self) -> std::sync::MutexGuard<'_, Nodes> {
        self.nodes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn channel(&self) -> Result<Channel, String> {
        let mut nodes = self.nodes();
        let address = nodes.addresses.get(nodes.next).ok_or("no address is known")?.clone();
        if let Some(channel) = nodes.channels.get(&address) {
            return Ok(channel.clone());
        }
        let channel = network::channel(&address).map_err(|error| error.to_string())?;
        nodes.channels.insert(address, channel.clone());
        Ok(channel)
    }

    /// Asks the leader next, or another node if the leader is not known.
    fn follow(&self, leader: Option<String>) {
        let mut nodes = self.nodes();
        match leader {
            Some(leader) => {
                let known = nodes.addresses.iter().position(|address| *address == leader);
                nodes.next = known.unwrap_or_else(|| {
                    nodes.addresses.push(leader);
                    nodes.addresses.len() - 1
                });
            }
            None => nodes.next = (nodes.next + 1) % nodes.addresses.len().max(1),
        }
    }
}
