//! Messages between peers, in memory.
//!
//! A message holds what was received, valid or not. Nothing is checked here. Invalid updates are kept in
//! place, so that a put finds them after the updates before them.

use crate::{Report, Select, State, Value};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::num::NonZero;

/// A message.
///
/// ```
/// use btree_graph::{Message, NodeUpdate, State, Value};
///
/// let update = NodeUpdate::new("mark").with("name", "Mark", State::from(1)).with("boss", Value::link("amber"), State::from(1));
/// let message = Message::put("m1", [update]);
/// assert_eq!((&*message.id, message.nodes().len()), ("m1", 1));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// The id of the message (`#`). A [`Peer`](crate::Peer) gives one to a message without.
    pub id: Box<str>,
    /// The message this one answers (`@`).
    pub reply_to: Option<Box<str>>,
    /// Updates of nodes (`put`).
    pub put: Option<Vec<NodeUpdate>>,
    /// A query (`get`).
    pub get: Option<Box<Get>>,
    /// Whether more replies to the same query follow (`%`).
    pub more: bool,
    /// The peers that have received the message (`><`).
    pub seen_by: Vec<Box<str>>,
    /// The result of the message that this one answers (`ok`, `err`).
    pub verdict: Option<Verdict>,
}

/// The result of a put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It succeeded. The counts are there if the other peer sent them.
    Ok(Option<Report>),
    /// It failed.
    Err(Box<str>),
}

/// A query for nodes, and for keys of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Get {
    /// The nodes (`#`).
    pub soul: Select,
    /// The keys (`.`); all keys if it is `None`.
    pub key: Option<Select>,
    /// The answer ends with the key that reaches this many bytes of souls, keys and texts (`%`).
    pub limit: Option<NonZero<usize>>,
    /// Whether souls and keys come in descending order (`-`).
    pub reverse: bool,
}

/// Updates of one node.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeUpdate {
    /// The soul of the node in the message.
    pub soul: Box<str>,
    /// The node; `None` if the message has null.
    pub body: Option<NodeBody>,
}

/// The contents of a node of a message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeBody {
    /// The metadata (`_`).
    pub meta: Option<Meta>,
    /// Keys, in the order of the message.
    pub fields: Vec<Update>,
}

/// Metadata of a node of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// The soul in the metadata (`#`).
    pub soul: Option<Box<str>>,
    /// Whether there are states (`>`). Each state is in the [`Update`] of its key.
    pub has_states: bool,
}

/// An update of one key.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// The key. It may be empty. The key `_` is metadata, and skipped.
    pub key: Box<str>,
    /// The value.
    pub value: Incoming,
    /// The state, finite or not; `None` if it is missing.
    pub state: Option<f64>,
}

/// A received value, valid or not.
#[derive(Clone, Debug, PartialEq)]
pub enum Incoming {
    /// A value.
    Value(Value),
    /// A number that is not finite.
    NotFinite(f64),
    /// Something else.
    Refused(Kind),
}

/// A kind of JSON that is not a value of a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A list.
    Array,
    /// An object that is not a link.
    Object,
    /// A link to the empty soul.
    EmptyLink,
    /// A text with half of a surrogate pair, or the value of a key with one. In memory it has a replacement character.
    HalfSurrogate,
}

impl Message {
    /// Makes a message that updates nodes.
    #[must_use]
    pub fn put(id: &str, nodes: impl Into<Vec<NodeUpdate>>) -> Self {
        Message { id: id.into(), put: Some(nodes.into()), ..Message::default() }
    }

    /// Makes a message that queries a node, or one key of it.
    #[must_use]
    pub fn get(id: &str, soul: &str, key: Option<&str>) -> Self {
        let get = Get { soul: soul.into(), key: key.map(Into::into), limit: None, reverse: false };
        Message { id: id.into(), get: Some(Box::new(get)), ..Message::default() }
    }

    /// Returns the nodes that the message updates.
    #[inline]
    #[must_use]
    pub fn nodes(&self) -> &[NodeUpdate] {
        self.put.as_deref().unwrap_or_default()
    }
}

impl NodeUpdate {
    /// Makes a valid node without keys.
    #[must_use]
    pub fn new(soul: &str) -> Self {
        let meta = Meta { soul: Some(soul.into()), has_states: true };
        NodeUpdate { soul: soul.into(), body: Some(NodeBody { meta: Some(meta), fields: Vec::new() }) }
    }

    /// Adds a key.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>, state: State) -> Self {
        self.push(key, value.into(), state);
        self
    }

    /// Adds a key, unless the node has no body.
    pub fn push(&mut self, key: &str, value: Value, state: State) {
        if let Some(body) = &mut self.body {
            let value = Incoming::Value(value);
            body.fields.push(Update { key: key.into(), value, state: Some(state.get()) });
        }
    }
}

impl From<Value> for Incoming {
    fn from(value: Value) -> Self {
        Incoming::Value(value)
    }
}

impl From<f64> for Incoming {
    fn from(number: f64) -> Self {
        Value::number(number).map_or(Incoming::NotFinite(number), Incoming::Value)
    }
}
