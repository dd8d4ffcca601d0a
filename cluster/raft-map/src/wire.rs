//! Messages: postcard behind a checksum, carried by gRPC.
//!
//! Every message, in both directions, is the CRC-32 of what follows in four bytes, and then the value in postcard's format.
//! A message whose checksum differs is refused before anything in it is looked at.

use bytes::{Buf, BufMut, Bytes, BytesMut};
use openraft::raft::InstallSnapshotRequest;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tonic::Status;
use tonic::codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder};

use crate::command::{Blob, KeyRange, Reply, Write};
use crate::types::{NodeId, SnapshotMeta, TypeConfig};

/// The longest message that is accepted.
pub const MAX_MESSAGE: usize = 8 << 20;
/// What the sender of a message of several log entries stays below.
pub const FULL_MESSAGE: usize = 1 << 20;

/// A message with its checksum.
#[derive(Clone, Debug)]
pub struct Sealed(Bytes);

/// Why a message was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// It is shorter than a checksum.
    #[error("the message has no checksum")]
    Short,
    /// The checksum differs: a byte was changed on the way.
    #[error("the checksum of the message differs")]
    Checksum,
    /// It is no message of the expected type.
    #[error("the message is malformed")]
    Malformed,
    /// It cannot be encoded.
    #[error("the message cannot be encoded")]
    Unencodable,
}

impl Sealed {
    /// Encodes a value.
    ///
    /// # Errors
    ///
    /// If a part of the value refuses to be serialized.
    pub fn seal<T: Serialize>(value: &T) -> Result<Self, WireError> {
        let bytes = postcard::to_extend(value, vec![0; 4]).map_err(|_| WireError::Unencodable)?;
        let mut bytes = BytesMut::from(Bytes::from(bytes));
        let sum = crc32fast::hash(&bytes[4..]);
        bytes[..4].copy_from_slice(&sum.to_le_bytes());
        Ok(Self(bytes.freeze()))
    }

    /// Compares the checksum, and decodes the value.
    ///
    /// # Errors
    ///
    /// If the checksum differs, or the bytes are not a `T`.
    pub fn open<T: DeserializeOwned>(&self) -> Result<T, WireError> {
        let (sum, body) = self.0.split_first_chunk::<4>().ok_or(WireError::Short)?;
        if crc32fast::hash(body) != u32::from_le_bytes(*sum) {
            return Err(WireError::Checksum);
        }
        let (value, rest) = postcard::take_from_bytes(body).map_err(|_| WireError::Malformed)?;
        if rest.is_empty() { Ok(value) } else { Err(WireError::Malformed) }
    }

    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no bytes, not even a checksum.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Hands the bytes of gRPC's messages through.
#[derive(Clone, Copy, Debug, Default)]
pub struct SealedCodec;

impl Codec for SealedCodec {
    type Encode = Sealed;
    type Decode = Sealed;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for SealedCodec {
    type Item = Sealed;
    type Error = Status;

    fn encode(&mut self, item: Sealed, out: &mut EncodeBuf<'_>) -> Result<(), Status> {
        out.put(item.0);
        Ok(())
    }
}

impl Decoder for SealedCodec {
    type Item = Sealed;
    type Error = Status;

    fn decode(&mut self, from: &mut DecodeBuf<'_>) -> Result<Option<Sealed>, Status> {
        Ok(Some(Sealed(from.copy_to_bytes(from.remaining()))))
    }
}

/// A part of a snapshot.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Chunk {
    vote: openraft::Vote<NodeId>,
    meta: SnapshotMeta,
    offset: u64,
    #[serde(with = "serde_bytes")]
    data: Vec<u8>,
    done: bool,
}

impl From<InstallSnapshotRequest<TypeConfig>> for Chunk {
    fn from(from: InstallSnapshotRequest<TypeConfig>) -> Self {
        Self { vote: from.vote, meta: from.meta, offset: from.offset, data: from.data, done: from.done }
    }
}

impl From<Chunk> for InstallSnapshotRequest<TypeConfig> {
    fn from(from: Chunk) -> Self {
        Self { vote: from.vote, meta: from.meta, offset: from.offset, data: from.data, done: from.done }
    }
}

/// How fresh a read must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Freshness {
    /// It sees every write that was acknowledged before it began.
    Linearizable,
    /// It sees what the node that is asked has applied.
    Stale,
}

/// A request of a client.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Request {
    /// A command for the log.
    Write(Write),
    /// The value for a key.
    Get {
        /// The key.
        #[serde(with = "serde_bytes")]
        key: Blob,
        /// How fresh the answer must be.
        freshness: Freshness,
    },
    /// A page of the entries of a range.
    Range {
        /// The range. The rest of it is asked for from the resume token.
        range: KeyRange,
        /// The most entries in the page.
        limit: u32,
        /// How fresh the answer must be.
        freshness: Freshness,
    },
    /// A node wants to be a member.
    Join {
        /// Its number.
        id: NodeId,
        /// Where the others reach it.
        address: String,
        /// Whether it votes, or only learns.
        voter: bool,
    },
    /// A member is to be removed.
    Leave {
        /// Its number.
        id: NodeId,
    },
    /// What the node knows of the cluster.
    Status,
}

/// An entry of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The key.
    #[serde(with = "serde_bytes")]
    pub key: Blob,
    /// The value.
    #[serde(with = "serde_bytes")]
    pub value: Blob,
}

/// What a node knows of the cluster.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct NodeStatus {
    /// The node.
    pub id: NodeId,
    /// Its term.
    pub term: u64,
    /// The leader, if it knows one.
    pub leader: Option<NodeId>,
    /// The index of the last entry that it applied.
    pub applied: u64,
    /// The number of entries of its map.
    pub entries: u64,
    /// The members: number, address, and whether it votes.
    pub members: Vec<(NodeId, String, bool)>,
}

/// The answer to a [`Request`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Response {
    /// A command was applied, or refused by the map.
    Written(Reply),
    /// The value for a key.
    Value {
        /// The value, if the key is present.
        #[serde(with = "serde_bytes")]
        value: Option<Blob>,
        /// The index of the last entry that the node had applied.
        applied: u64,
    },
    /// A page of entries.
    Page {
        /// The entries, in order.
        items: Vec<Item>,
        /// The start of the next page, if there is one.
        #[serde(with = "serde_bytes")]
        resume: Option<Blob>,
        /// The index of the last entry that the node had applied.
        applied: u64,
    },
    /// The members were changed.
    MembersChanged,
    /// What the node knows.
    Status(NodeStatus),
}

/// Why a node did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Failure {
    /// Another node is the leader, or none is known. Nothing was changed.
    #[error("this node is not the leader")]
    NotLeader {
        /// The leader's address, if known.
        leader: Option<String>,
    },
    /// There is too little room on the leader's disk. Nothing was changed.
    #[error("the disk is full: {free} bytes are free, and {reserve} are reserved")]
    DiskFull {
        /// The bytes that are free.
        free: u64,
        /// The bytes that must remain free.
        reserve: u64,
    },
    /// A key, a value or the command is too long. Nothing was changed.
    #[error("a key, a value or the command is too long")]
    TooLarge,
    /// Too many writes are waiting. Nothing was changed.
    #[error("too many writes are waiting")]
    Busy,
    /// No majority answered in time. A write may be applied yet.
    #[error("no majority answered in time")]
    TimedOut,
    /// The node is starting, stopping, or waiting for its disk. A write may be applied yet.
    #[error("the node is not running: {0}")]
    NotRunning(String),
    /// The members cannot be changed so.
    #[error("the members cannot be changed: {0}")]
    Members(String),
}
