//! The messages of the mesh, their codec, and the limits of their length.
//!
//! Requests and responses are postcard, one of each on a substream, and end with it. What is longer than its limit is not read to its end.

use crate::durable::SnapshotId;
use crate::item::Item;
use crate::reconcile::{Answer, Ask, MAX_ANSWER, Short};
use libp2p::futures::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use libp2p::{StreamProtocol, request_response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io;

/// The protocol of requests.
pub const PROTOCOL: StreamProtocol = StreamProtocol::new("/graph-mesh/exchange/1");

/// The topic of gossip.
pub const TOPIC: &str = "graph-mesh/1";

/// The most bytes of a request.
pub const MAX_REQUEST: usize = 384 << 10;

/// The most bytes of a response: an answer with its names and fingerprints.
pub const MAX_RESPONSE: usize = MAX_ANSWER + (256 << 10);

/// The most bytes of a batch of gossip.
pub const MAX_BATCH: usize = 48 << 10;

/// The most bytes of a chunk of a snapshot.
pub const CHUNK: usize = 512 << 10;

/// The most neighbours that a peer tells.
pub const MAX_NEIGHBOURS: usize = 64;

/// What a peer tells of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hello {
    /// Its clock, in milliseconds since 1970.
    pub time: f64,
    /// How many items it has.
    pub count: u64,
    /// Their fingerprint.
    pub fingerprint: Short,
    /// The ids of the peers that it is connected to.
    pub neighbours: Vec<Box<[u8]>>,
    /// The snapshot that it can send.
    pub snapshot: Option<SnapshotId>,
    /// Whether it is fetching a snapshot, and need not be asked.
    pub joining: bool,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Tells what the asker has, and asks for the same.
    Hello(Hello),
    /// A question of a reconciliation.
    Ask(Ask),
    /// Asks for the bytes of a snapshot from `offset` on.
    Chunk {
        /// The snapshot.
        id: SnapshotId,
        /// Where the chunk begins.
        offset: u64,
    },
}

/// A response.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// What the peer has.
    Hello(Hello),
    /// The answer to a question.
    Answer(Answer),
    /// Bytes of a snapshot.
    Chunk(Vec<u8>),
    /// The peer does not have that snapshot any more.
    Gone,
    /// The asker has used up its share of the peer's time.
    Busy {
        /// When to ask again, in milliseconds.
        wait: u32,
    },
}

/// Why a request cannot be read. The engine does not report this for requests, so it is what is read instead of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// It has more than [`MAX_REQUEST`] bytes.
    #[error("a request is too long")]
    Long,
    /// Its bytes are not a request.
    #[error("a request cannot be read")]
    Bytes,
}

/// The codec. Counts nothing and keeps nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Codec;

impl request_response::Codec for Codec {
    type Protocol = StreamProtocol;
    type Request = Result<Request, Malformed>;
    type Response = Response;

    async fn read_request<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Self::Request>
    where
        T: AsyncRead + Unpin + Send,
    {
        let Some(bytes) = read(io, MAX_REQUEST).await? else { return Ok(Err(Malformed::Long)) };
        Ok(decode(&bytes).ok_or(Malformed::Bytes))
    }

    async fn read_response<T>(&mut self, _: &StreamProtocol, io: &mut T) -> io::Result<Response>
    where
        T: AsyncRead + Unpin + Send,
    {
        let invalid = |reason| io::Error::new(io::ErrorKind::InvalidData, reason);
        let bytes = read(io, MAX_RESPONSE).await?.ok_or_else(|| invalid("a response is too long"))?;
        match decode_whole(&bytes) {
            Ok(response) => Ok(response),
            Err(Cut::Short) => Err(io::ErrorKind::UnexpectedEof.into()),
            Err(Cut::No) => Err(invalid("a response cannot be read")),
        }
    }

    async fn write_request<T>(
        &mut self,
        _: &StreamProtocol,
        io: &mut T,
        request: Self::Request,
    ) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        match request {
            Ok(request) => write(io, &request).await,
            Err(malformed) => Err(io::Error::new(io::ErrorKind::InvalidInput, malformed)),
        }
    }

    async fn write_response<T>(
        &mut self,
        _: &StreamProtocol,
        io: &mut T,
        response: Response,
    ) -> io::Result<()>
    where
        T: AsyncWrite + Unpin + Send,
    {
        write(io, &response).await
    }
}

/// All bytes of a stream; `None` if there are more than `limit`.
async fn read(io: &mut (impl AsyncRead + Unpin + Send), limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    io.take(limit as u64 + 1).read_to_end(&mut bytes).await?;
    Ok((bytes.len() <= limit).then_some(bytes))
}

async fn write(
    io: &mut (impl AsyncWrite + Unpin + Send),
    message: &(impl Serialize + Sync),
) -> io::Result<()> {
    io.write_all(&encode(message)).await
}

/// The bytes of a message.
pub fn encode(message: &impl Serialize) -> Vec<u8> {
    // Serializing into memory fails for no type that is used here.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// The message of all of these bytes.
pub fn decode<M: DeserializeOwned>(bytes: &[u8]) -> Option<M> {
    decode_whole(bytes).ok()
}

/// Whether bytes that are no message are the beginning of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    /// They are: the connection was cut, or whoever wrote them gave up. That is nobody's fault.
    Short,
    /// They are not.
    No,
}

fn decode_whole<M: DeserializeOwned>(bytes: &[u8]) -> Result<M, Cut> {
    match postcard::take_from_bytes(bytes) {
        Ok((message, [])) => Ok(message),
        Err(postcard::Error::DeserializeUnexpectedEnd) => Err(Cut::Short),
        Ok(_) | Err(_) => Err(Cut::No),
    }
}

/// Takes items for a batch of gossip from the end of a list that is in reverse order.
pub fn batch(items: &mut Vec<Item>) -> Vec<Item> {
    let (mut batch, mut size) = (Vec::new(), 16);
    while let Some(item) = items.last() {
        size += item.encoded_size();
        if size > MAX_BATCH && !batch.is_empty() {
            break;
        }
        batch.extend(items.pop());
    }
    batch
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::{Content, MAX_ITEM, Position};
    use quickcheck::quickcheck;

    #[test]
    fn batches_have_all_items_in_order_and_fit_into_a_gossip_message() {
        let item = |n: usize| {
            let text = "x".repeat(n * 977 % (MAX_ITEM - 10));
            Item {
                at: Position::new("soul", &n.to_string()),
                content: Content::Text(text.into()),
                state: 1.0,
            }
        };
        let all: Vec<_> = (0..300).map(item).collect();
        let (mut left, mut sent) = (all.iter().rev().cloned().collect(), Vec::new());
        while !Vec::is_empty(&left) {
            let batch = batch(&mut left);
            assert!(encode(&batch).len() <= MAX_BATCH);
            sent.extend(batch);
        }
        assert_eq!(sent, all);
    }

    #[test]
    fn a_message_that_is_cut_anywhere_is_told_from_one_that_is_wrong() {
        let item =
            Item { at: Position::new("soul", "key"), content: Content::Text("text".into()), state: 1.0 };
        let found = crate::reconcile::Found {
            items: vec![item],
            lacks: vec![1, 300],
            open: None,
            count: 3,
            fingerprint: [9; 16],
        };
        let bytes = encode(&Response::Answer(Answer::Found(vec![found])));
        for length in 0..bytes.len() {
            assert_eq!(decode_whole::<Response>(&bytes[..length]), Err(Cut::Short), "{length}");
        }
        assert!(decode_whole::<Response>(&bytes).is_ok());
        assert_eq!(decode_whole::<Response>(&[bytes.as_slice(), &[0]].concat()), Err(Cut::No));
        assert_eq!(decode_whole::<Response>(&[77; 40]), Err(Cut::No));
    }

    quickcheck! {
        fn any_bytes_are_a_message_or_not(bytes: Vec<u8>) -> bool {
            let request = decode::<Request>(&bytes).is_none_or(|message| decode(&encode(&message)) == Some(message));
            let response = decode::<Response>(&bytes).is_none_or(|message| decode(&encode(&message)) == Some(message));
            (request && response) || bytes.windows(8).any(|bytes| f64::from_le_bytes(bytes.try_into().unwrap()).is_nan())
        }
    }
}
