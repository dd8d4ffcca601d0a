//! Writing messages.

use super::error::WriteError;
use crate::{
    Get, Incoming, Lex, Message, Meta, NodeBody, NodeUpdate, Number, Report, Select, Update, Value, Verdict,
};
use alloc::vec::Vec;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io;

/// Writes a message, without building it in memory first.
///
/// Numbers without a fraction are written without one, as in JavaScript. Updates of the key `_` are left out.
///
/// ```
/// use btree_graph::{Message, NodeUpdate, State, wire};
///
/// let update = NodeUpdate::new("mark").with("age", 23, State::from(1));
/// let mut json = Vec::new();
/// wire::to_writer(&Message::put("m1", [update]), &mut json).unwrap();
/// assert_eq!(json, br##"{"#":"m1","put":{"mark":{"_":{"#":"mark",">":{"age":1}},"age":23}}}"##);
/// ```
///
/// # Errors
///
/// If the writer fails, or if JSON cannot represent the message. See [`WriteError`].
pub fn to_writer(message: &Message, json: impl io::Write) -> Result<(), WriteError> {
    check(message)?;
    serde_json::to_writer(json, &MessageRef(message)).map_err(|error| WriteError::Io(error.into()))
}

/// Writes a message into memory.
///
/// # Errors
///
/// If JSON cannot represent the message. See [`WriteError`].
pub fn to_vec(message: &Message) -> Result<Vec<u8>, WriteError> {
    let mut json = Vec::new();
    to_writer(message, &mut json)?;
    Ok(json)
}

/// Looks for what JSON cannot tell, so that nothing is written of a message that has any.
fn check(message: &Message) -> Result<(), WriteError> {
    for node in message.nodes() {
        for field in written(node.body.as_ref()) {
            let finite = field.state.is_none_or(f64::is_finite);
            let link = matches!(&field.value, Incoming::Value(Value::Link(soul)) if soul.is_empty());
            if !finite || link || !matches!(field.value, Incoming::Value(_)) {
                let (soul, key) = (node.soul.clone(), field.key.clone());
                return Err(WriteError::NotAValue { soul, key });
            }
        }
    }
    Ok(())
}

/// The fields of a node that are written.
fn written(body: Option<&NodeBody>) -> impl Iterator<Item = &Update> {
    let fields = body.map(|body| &*body.fields).unwrap_or_default();
    fields.iter().filter(|field| &*field.key != "_")
}

struct MessageRef<'a>(&'a Message);

impl Serialize for MessageRef<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let message = self.0;
        let mut map = to.serialize_map(None)?;
        if !message.id.is_empty() {
            map.serialize_entry("#", &message.id)?;
        }
        if let Some(id) = &message.reply_to {
            map.serialize_entry("@", id)?;
        }
        if !message.seen_by.is_empty() {
            map.serialize_entry("><", &message.seen_by.join(","))?;
        }
        if message.more {
            map.serialize_entry("%", &1)?;
        }
        if let Some(get) = &message.get {
            map.serialize_entry("get", &GetRef(get))?;
        }
        if let Some(nodes) = &message.put {
            map.serialize_entry("put", &NodesRef(nodes))?;
        }
        match &message.verdict {
            Some(Verdict::Ok(None)) => map.serialize_entry("ok", &1)?,
            Some(Verdict::Ok(Some(report))) => map.serialize_entry("ok", &ReportRef(report))?,
            Some(Verdict::Err(text)) => map.serialize_entry("err", text)?,
            None => {}
        }
        map.end()
    }
}

struct GetRef<'a>(&'a Get);

impl Serialize for GetRef<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        let Get { soul, key, limit, reverse } = self.0;
        map.serialize_entry("#", &SelectRef(soul))?;
        if let Some(key) = key {
            map.serialize_entry(".", &SelectRef(key))?;
        }
        if let Some(limit) = limit {
            map.serialize_entry("%", limit)?;
        }
        if *reverse {
            map.serialize_entry("-", &1)?;
        }
        map.end()
    }
}

struct SelectRef<'a>(&'a Select);

impl Serialize for SelectRef<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Select::One(name) => to.serialize_str(name),
            Select::Range(Lex { prefix, from, to: last }) => {
                let bounds = [("*", prefix), (">", from), ("<", last)];
                to.collect_map(bounds.into_iter().filter_map(|(name, bound)| Some((name, bound.as_ref()?))))
            }
        }
    }
}

struct ReportRef<'a>(&'a Report);

impl Serialize for ReportRef<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Report { applied, historical, same, deferred, overflowed } = self.0;
        let counts = [
            ("applied", applied),
            ("historical", historical),
            ("same", same),
            ("deferred", deferred),
            ("overflowed", overflowed),
        ];
        to.collect_map(counts)
    }
}

struct NodesRef<'a>(&'a [NodeUpdate]);

impl Serialize for NodesRef<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|node| (&node.soul, node.body.as_ref().map(BodyRef))))
    }
}

struct BodyRef<'a>(&'a NodeBody);

impl Serialize for BodyRef<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        if let Some(meta) = &self.0.meta {
            map.serialize_entry("_", &MetaRef(meta, self.0))?;
        }
        for field in written(Some(self.0)) {
            if let Incoming::Value(value) = &field.value {
                map.serialize_entry(&field.key, &ValueRef(value))?;
            }
        }
        map.end()
    }
}

struct MetaRef<'a>(&'a Meta, &'a NodeBody);

impl Serialize for MetaRef<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        if let Some(soul) = &self.0.soul {
            map.serialize_entry("#", soul)?;
        }
        if self.0.has_states {
            map.serialize_entry(">", &StatesRef(self.1))?;
        }
        map.end()
    }
}

struct StatesRef<'a>(&'a NodeBody);

impl Serialize for StatesRef<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let states = written(Some(self.0)).filter_map(|field| Some((&field.key, Number::new(field.state?)?)));
        to.collect_map(states.map(|(key, state)| (key, NumberRef(state))))
    }
}

struct ValueRef<'a>(&'a Value);

impl Serialize for ValueRef<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => to.serialize_unit(),
            Value::Bool(bool) => to.serialize_bool(*bool),
            Value::Number(number) => NumberRef(*number).serialize(to),
            Value::Text(text) => to.serialize_str(text),
            Value::Link(soul) => to.collect_map([("#", soul)]),
        }
    }
}

struct NumberRef(Number);

impl Serialize for NumberRef {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        /// Up to here every whole number is a float.
        const WHOLE: f64 = 9_007_199_254_740_992.0;
        let number = self.0.get();
        // The cast saturates, and is exact where it is used.
        let whole = number as i64;
        if (-WHOLE..=WHOLE).contains(&number) && whole as f64 == number {
            to.serialize_i64(whole)
        } else {
            to.serialize_f64(number)
        }
    }
}
