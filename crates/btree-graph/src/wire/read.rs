//! Reading messages.

use super::error::{Trace, WireError};
use super::node::Nodes;
use crate::{Get, Message, Report, Verdict};
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;
use core::ops::ControlFlow;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::de::Read;
use std::io;

/// Reads a message. Nothing but white space may follow it.
///
/// ```
/// use btree_graph::wire;
///
/// let json = br##"{"#":"m1","put":{"mark":{"_":{"#":"mark",">":{"age":1}},"age":23}}}"##;
/// let message = wire::from_slice(json).unwrap();
/// assert_eq!(&*message.nodes()[0].soul, "mark");
///
/// let error = wire::from_slice(br##"{"#":"m1","put":{"mark":{"_":{"#":"mark",">":{"age":"1"}}}}}"##).unwrap_err();
/// assert!(error.path.iter().map(|name| &**name).eq(["put", "mark", "_", ">", "age"]));
/// ```
///
/// # Errors
///
/// If it is no message: see [`WireError`].
pub fn from_slice(json: &[u8]) -> Result<Message, WireError> {
    one(serde_json::Deserializer::from_slice(json))
}

/// Reads a message from a reader, to its end. Better with a buffer, such as [`io::BufReader`]; and from a stranger with a
/// bound, such as [`io::Read::take`], because a message takes as much memory as there is of it.
///
/// # Errors
///
/// If it is no message: see [`WireError`].
pub fn from_reader(json: impl io::Read) -> Result<Message, WireError> {
    one(serde_json::Deserializer::from_reader(json))
}

fn one<'de, R: Read<'de>>(mut from: serde_json::Deserializer<R>) -> Result<Message, WireError> {
    let trace = Trace::default();
    let message = MessageSeed(&trace).deserialize(&mut from).and_then(|message| from.end().map(|()| message));
    message.map_err(|error| trace.explain(&error))
}

/// Reads messages one behind the other, to the end of the reader or until `each` breaks. A list of messages counts as the
/// messages in it. No more than one is in memory at a time; see [`from_reader`] for how large that may be.
///
/// ```
/// use btree_graph::wire;
/// use std::ops::ControlFlow;
///
/// let json = r##"[{"#":"m1"},{"#":"m2"}] {"#":"m3"}"##;
/// let mut ids = Vec::new();
/// let end = wire::read_each(json.as_bytes(), |message| {
///     ids.push(message.id);
///     if ids.len() == 3 { ControlFlow::Break("three") } else { ControlFlow::Continue(()) }
/// });
/// assert_eq!(end, Ok(Some("three")));
/// ```
///
/// # Errors
///
/// If something is no message: see [`WireError`]. What came before it has been handed out.
pub fn read_each<B>(
    json: impl io::Read,
    mut each: impl FnMut(Message) -> ControlFlow<B>,
) -> Result<Option<B>, WireError> {
    let trace = Trace::default();
    let mut from = serde_json::Deserializer::from_reader(json);
    let mut broken = None;
    // The end of the reader, behind white space, is one only between two values.
    while from.end().is_err() {
        let seed = Each { trace: &trace, each: &mut each, broken: &mut broken };
        let read = seed.deserialize(&mut from);
        if broken.is_some() {
            return Ok(broken);
        }
        read.map_err(|error| trace.explain(&error))?;
    }
    Ok(None)
}

/// A text.
pub(super) struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Box<str>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Box<str>, D::Error> {
        <Box<str> as serde::Deserialize>::deserialize(from)
    }
}

/// Anything, to be read over.
pub(super) struct Skip;

impl<'de> DeserializeSeed<'de> for Skip {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_ignored_any(IgnoredAny).map(|_| ())
    }
}

/// A message.
#[derive(Clone, Copy)]
struct MessageSeed<'t>(&'t Trace);

impl<'de> DeserializeSeed<'de> for MessageSeed<'_> {
    type Value = Message;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Message, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for MessageSeed<'_> {
    type Value = Message;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a message")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Message, A::Error> {
        let trace = self.0;
        let mut message = Message::default();
        let (mut id, mut ok, mut err) = (None, None, None);
        while let Some(name) = map.next_key_seed(Text)? {
            match &*name {
                "#" => id = Some(trace.within("#", map.next_value_seed(Text))?),
                "@" => message.reply_to = trace.within("@", map.next_value())?,
                "put" => message.put = trace.within("put", map.next_value_seed(Nodes(trace)))?,
                "get" => message.get = trace.within("get", map.next_value_seed(Question(trace)))?,
                "%" => message.more = trace.within("%", map.next_value_seed(Truth(trace)))?.0,
                "><" => {
                    let peers: Option<String> = trace.within("><", map.next_value())?;
                    let peers = peers.iter().flat_map(|peers| peers.split(','));
                    message.seen_by = peers.filter(|peer| !peer.is_empty()).map(Into::into).collect();
                }
                "ok" => {
                    let (truth, report) = trace.within("ok", map.next_value_seed(Truth(trace)))?;
                    ok = truth.then_some(Verdict::Ok(report));
                }
                "err" => {
                    err = trace.within("err", map.next_value_seed(Complaint(trace)))?.map(Verdict::Err);
                }
                _ => map.next_value_seed(Skip)?,
            }
        }
        message.id = id.ok_or_else(|| trace.no_id())?;
        message.verdict = err.or(ok);
        Ok(message)
    }
}

/// One message or a list of them, handed out one by one.
struct Each<'a, F, B> {
    trace: &'a Trace,
    each: &'a mut F,
    broken: &'a mut Option<B>,
}

impl<F: FnMut(Message) -> ControlFlow<B>, B> Each<'_, F, B> {
    /// Hands a message out. Breaking is an error to the parser, which is left where it is.
    fn hand_out<E: Error>(&mut self, message: Message) -> Result<(), E> {
        match (self.each)(message) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(value) => {
                *self.broken = Some(value);
                Err(E::custom("stopped on request"))
            }
        }
    }
}

impl<'de, F: FnMut(Message) -> ControlFlow<B>, B> DeserializeSeed<'de> for Each<'_, F, B> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, F: FnMut(Message) -> ControlFlow<B>, B> Visitor<'de> for Each<'_, F, B> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a message or a list of messages")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, map: A) -> Result<(), A::Error> {
        let message = MessageSeed(self.trace).visit_map(map)?;
        self.hand_out(message)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut messages: A) -> Result<(), A::Error> {
        while let Some(message) = messages.next_element_seed(MessageSeed(self.trace))? {
            self.hand_out(message)?;
        }
        Ok(())
    }
}

/// A question, or null.
#[derive(Clone, Copy)]
struct Question<'t>(&'t Trace);

impl<'de> DeserializeSeed<'de> for Question<'_> {
    type Value = Option<Get>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Question<'_> {
    type Value = Option<Get>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a question")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut soul, mut key) = (None, None);
        while let Some(name) = map.next_key_seed(Text)? {
            match &*name {
                "#" => soul = Some(self.0.within("#", map.next_value_seed(Text))?),
                "." => key = self.0.within(".", map.next_value())?,
                _ => map.next_value_seed(Skip)?,
            }
        }
        let soul = soul.ok_or_else(|| A::Error::missing_field("#"))?;
        Ok(Some(Get { soul, key }))
    }
}

/// The text of an error; nothing, if there is none as JavaScript sees it.
#[derive(Clone, Copy)]
struct Complaint<'t>(&'t Trace);

impl<'de> DeserializeSeed<'de> for Complaint<'_> {
    type Value = Option<Box<str>>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Complaint<'_> {
    type Value = Option<Box<str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("what went wrong")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.into()))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, bool: bool) -> Result<Self::Value, E> {
        Ok(bool.then(Box::default))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        self.visit_bool(number != 0)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        self.visit_bool(number != 0)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        self.visit_bool(number != 0.0)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        Truth(self.0).visit_seq(items).map(|_| Some(Box::default()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry_seed(Text, Skip)?.is_some() {}
        Ok(Some(Box::default()))
    }
}

/// Whether something is true as JavaScript sees it; with counts, if it holds any.
#[derive(Clone, Copy)]
struct Truth<'t>(&'t Trace);

impl<'de> DeserializeSeed<'de> for Truth<'_> {
    type Value = (bool, Option<Report>);

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Truth<'_> {
    type Value = (bool, Option<Report>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, a number or counts")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok((false, None))
    }

    fn visit_bool<E: Error>(self, bool: bool) -> Result<Self::Value, E> {
        Ok((bool, None))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok((number != 0, None))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok((number != 0, None))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok((number != 0.0, None))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok((!text.is_empty(), None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element_seed(Skip)?.is_some() {}
        Ok((true, None))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut report, mut counted) = (Report::default(), false);
        while let Some(name) = map.next_key_seed(Text)? {
            let count = match &*name {
                "applied" => &mut report.applied,
                "historical" => &mut report.historical,
                "same" => &mut report.same,
                "deferred" => &mut report.deferred,
                "overflowed" => &mut report.overflowed,
                _ => {
                    map.next_value_seed(Skip)?;
                    continue;
                }
            };
            *count = self.0.within(&name, map.next_value())?;
            counted = true;
        }
        Ok((true, counted.then_some(report)))
    }
}
