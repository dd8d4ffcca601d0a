//! Reading messages.

use super::error::{Trace, WireError};
use super::node::Nodes;
use super::question::question;
use super::raw;
use crate::{Message, Report, Verdict};
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;
use core::marker::PhantomData;
use core::ops::{ControlFlow, Deref};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::de::Read;
use serde_json::value::RawValue;
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
/// let error = wire::from_slice(br##"{"#":"m1","put":{"mark":{"_":{"#":"mark",">":{"age":1}},"age":"2"##).unwrap_err();
/// assert!(error.path.iter().map(|name| &**name).eq(["put", "mark", "age"]));
/// ```
///
/// # Errors
///
/// If the input is not a message. See [`WireError`].
pub fn from_slice(json: &[u8]) -> Result<Message, WireError> {
    one::<&RawValue, _>(serde_json::Deserializer::from_slice(json))
}

/// Reads a message from a reader, to its end. Use a buffer, such as [`io::BufReader`]. A message takes as much memory as its length, so
/// bound the length of untrusted input, for example with [`io::Read::take`].
///
/// # Errors
///
/// If the input is not a message. See [`WireError`].
pub fn from_reader(json: impl io::Read) -> Result<Message, WireError> {
    one::<Box<RawValue>, _>(serde_json::Deserializer::from_reader(json))
}

fn one<'de, V, R>(mut from: serde_json::Deserializer<R>) -> Result<Message, WireError>
where
    V: Deserialize<'de> + Deref<Target = RawValue>,
    R: Read<'de>,
{
    let trace = Trace::default();
    let message = MessageSeed::<V>(&trace, PhantomData).deserialize(&mut from);
    let message = message.and_then(|message| from.end().map(|()| message));
    message.map_err(|error| trace.explain(&error))
}

/// Reads messages one after the other, to the end of the reader or until `each` breaks. A list of messages counts as its
/// messages. Only one message is in memory at a time. See [`from_reader`] for its size.
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
/// If something is not a message. See [`WireError`]. `each` has received the messages before it.
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
        <Box<str> as Deserialize>::deserialize(from)
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

/// A message. `V` is what has been read over: borrowed from a slice, or owned.
struct MessageSeed<'t, V>(&'t Trace, PhantomData<V>);

impl<'de, V: Deserialize<'de> + Deref<Target = RawValue>> DeserializeSeed<'de> for MessageSeed<'_, V> {
    type Value = Message;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Message, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de, V: Deserialize<'de> + Deref<Target = RawValue>> Visitor<'de> for MessageSeed<'_, V> {
    type Value = Message;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a message")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Message, A::Error> {
        let trace = self.0;
        let mut message = Message::default();
        let (mut ok, mut err) = (None, None);
        while let Some(name) = map.next_key_seed(Text)? {
            match &*name {
                "#" => {
                    message.id = trace.within("#", map.next_value::<Option<Box<str>>>())?.unwrap_or_default();
                }
                "@" => message.reply_to = trace.within("@", map.next_value())?,
                "put" => {
                    let nodes = map.next_value_seed(Nodes::<V>(trace, PhantomData));
                    message.put = trace.within("put", nodes)?;
                }
                "get" => {
                    let get = map.next_value::<V>().and_then(|raw| question(&raw, trace));
                    message.get = trace.within("get", get)?.map(Box::new);
                }
                "%" => {
                    message.more = trace.within("%", map.next_value::<V>().map(|raw| raw::is_true(&raw)))?;
                }
                "><" => {
                    let peers: Option<String> = trace.within("><", map.next_value())?;
                    let peers = peers.iter().flat_map(|peers| peers.split(','));
                    message.seen_by = peers.filter(|peer| !peer.is_empty()).map(Into::into).collect();
                }
                "ok" => {
                    let raw: V = trace.within("ok", map.next_value())?;
                    ok = raw::is_true(&raw).then(|| Verdict::Ok(counts(&raw)));
                }
                "err" => err = complaint(&trace.within("err", map.next_value::<V>())?).map(Verdict::Err),
                _ => map.next_value_seed(Skip)?,
            }
        }
        message.verdict = err.or(ok);
        Ok(message)
    }
}

/// The counts of an acknowledgement, if it has any. What is no count is as if it were not there.
fn counts(ok: &RawValue) -> Option<Report> {
    let (mut report, mut counted) = (Report::default(), false);
    raw::members(ok, |name, value| {
        let count = match &*name.text {
            "applied" => &mut report.applied,
            "historical" => &mut report.historical,
            "same" => &mut report.same,
            "deferred" => &mut report.deferred,
            "overflowed" => &mut report.overflowed,
            _ => return,
        };
        if let Ok(number) = value.get().parse() {
            *count = number;
            counted = true;
        }
    });
    counted.then_some(report)
}

/// The text of an error, empty if it is true and no text; nothing, if there is none as JavaScript sees it. The empty text
/// is one.
fn complaint(err: &RawValue) -> Option<Box<str>> {
    match raw::text(err) {
        Some(text) => Some(text.text),
        None => raw::is_true(err).then(Box::default),
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
        let message = MessageSeed::<Box<RawValue>>(self.trace, PhantomData).visit_map(map)?;
        self.hand_out(message)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut messages: A) -> Result<(), A::Error> {
        let seed = || MessageSeed::<Box<RawValue>>(self.trace, PhantomData);
        while let Some(message) = messages.next_element_seed(seed())? {
            self.hand_out(message)?;
        }
        Ok(())
    }
}
