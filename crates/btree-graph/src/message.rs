//! Messages between peers, as they are in memory.
//!
//! A message holds what came over the wire, valid or not: nothing here is checked. What a put can object to is kept in
//! place, so that the stepper meets it where the reader of the message would, after what stands before it.

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
    /// What names the message among all others (`#`). A [`Peer`](crate::Peer) gives a name to one that has none.
    pub id: Box<str>,
    /// The message this one answers (`@`).
    pub reply_to: Option<Box<str>>,
    /// Updates of nodes (`put`).
    pub put: Option<Vec<NodeUpdate>>,
    /// A question (`get`).
    pub get: Option<Box<Get>>,
    /// Whether more replies to the same question follow (`%`).
    pub more: bool,
    /// Who has got the message already (`><`).
    pub seen_by: Vec<Box<str>>,
    /// What became of the message this one answers (`ok`, `err`).
    pub verdict: Option<Verdict>,
}

/// What became of a put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It went through; with counts, if the other side tells them.
    Ok(Option<Report>),
    /// It was stopped.
    Err(Box<str>),
}

/// A question for nodes, and for keys of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Get {
    /// The nodes (`#`).
    pub soul: Select,
    /// The keys (`.`), all keys if there is none.
    pub key: Option<Select>,
    /// The answer ends behind the key with which it has so many bytes of souls, keys and texts (`%`).
    pub limit: Option<NonZero<usize>>,
    /// Whether souls and keys come in descending order (`-`).
    pub reverse: bool,
}

/// Updates of one node.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeUpdate {
    /// The soul under which the node stands in the message.
    pub soul: Box<str>,
    /// The node; where the wire says null, there is none.
    pub body: Option<NodeBody>,
}

/// What stands in a node of a message.
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
    /// The soul that the node itself tells (`#`).
    pub soul: Option<Box<str>>,
    /// Whether there are states (`>`). Each stands in the [`Update`] of its key.
    pub has_states: bool,
}

/// An update of one key.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// The key. It may be empty. The key `_` is metadata, and skipped.
    pub key: Box<str>,
    /// The value, if it is one.
    pub value: Incoming,
    /// The state, if there is one, finite or not.
    pub state: Option<f64>,
}

/// What stands where a value should.
#[derive(Clone, Debug, PartialEq)]
pub enum Incoming {
    /// A value.
    Value(Value),
    /// A number that is not finite.
    NotFinite(f64),
    /// Something else.
    Refused(Kind),
}

/// A kind of JSON that is no value of a graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A list.
    Array,
    /// An object that is no link.
    Object,
    /// A link to the empty soul.
    EmptyLink,
    /// A text with half of a surrogate pair in it, or under a key that has one. In memory it has a replacement character there.
    HalfSurrogate,
}

impl Message {
    /// A message that updates nodes.
    #[must_use]
    pub fn put(id: &str, nodes: impl Into<Vec<NodeUpdate>>) -> Self {
        Message { id: id.into(), put: Some(nodes.into()), ..Message::default() }
    }

    /// A message that asks for a node, or for one key of it.
    #[must_use]
    pub fn get(id: &str, soul: &str, key: Option<&str>) -> Self {
        let get = Get { soul: soul.into(), key: key.map(Into::into), limit: None, reverse: false };
        Message { id: id.into(), get: Some(Box::new(get)), ..Message::default() }
    }

    /// The nodes it updates, if any.
    #[inline]
    #[must_use]
    pub fn nodes(&self) -> &[NodeUpdate] {
        self.put.as_deref().unwrap_or_default()
    }
}

impl NodeUpdate {
    /// A valid node without keys.
    #[must_use]
    pub fn new(soul: &str) -> Self {
        let meta = Meta { soul: Some(soul.into()), has_states: true };
        NodeUpdate { soul: soul.into(), body: Some(NodeBody { meta: Some(meta), fields: Vec::new() }) }
    }

    /// The same with one more key.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>, state: State) -> Self {
        self.push(key, value.into(), state);
        self
    }

    /// Adds a key. Does nothing to a node without a body.
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
