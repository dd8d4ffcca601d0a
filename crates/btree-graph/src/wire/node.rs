//! Reading the nodes of a put.
//!
//! Whatever stands where a node, its metadata, a state or a value should is read. What is none of these is left to the put,
//! which stops there, and tells soul and key.

use super::error::Trace;
use super::join::join;
use super::raw::{self, NameSeed};
use crate::{Incoming, Kind, Meta, NodeBody, NodeUpdate, Update};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use core::marker::PhantomData;
use core::ops::Deref;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// Nodes by soul, or null. `V` is what has been read over: borrowed from a slice, or owned.
pub(super) struct Nodes<'t, V>(pub(super) &'t Trace, pub(super) PhantomData<V>);

impl<'de, V: Deserialize<'de> + Deref<Target = RawValue>> DeserializeSeed<'de> for Nodes<'_, V> {
    type Value = Option<Vec<NodeUpdate>>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, V: Deserialize<'de> + Deref<Target = RawValue>> Visitor<'de> for Nodes<'_, V> {
    type Value = Option<Vec<NodeUpdate>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nodes by soul")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut nodes = Vec::new();
        while let Some(soul) = map.next_key_seed(NameSeed)? {
            let body = map.next_value_seed(Body::<V>(self.0, PhantomData));
            let mut body = self.0.within(&soul.text, body)?;
            // A soul that is no text is told by no metadata.
            if let Some(meta) = body.as_mut().and_then(|body| body.meta.as_mut()).filter(|_| !soul.is_text) {
                meta.soul = None;
            }
            nodes.push(NodeUpdate { soul: soul.text, body });
        }
        Ok(Some(nodes))
    }
}

/// A node, or whatever stands there instead: nothing, if JavaScript takes it for false; else a node without metadata.
struct Body<'t, V>(&'t Trace, PhantomData<V>);

impl<'de, V: Deserialize<'de> + Deref<Target = RawValue>> DeserializeSeed<'de> for Body<'_, V> {
    type Value = Option<NodeBody>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de, V: Deserialize<'de> + Deref<Target = RawValue>> Visitor<'de> for Body<'_, V> {
    type Value = Option<NodeBody>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, bool: bool) -> Result<Self::Value, E> {
        Ok(bool.then(NodeBody::default))
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

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        self.visit_bool(!text.is_empty())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        self.visit_bool(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut body = NodeBody::default();
        let mut states = Vec::new();
        while let Some(key) = map.next_key_seed(NameSeed)? {
            let raw: V = self.0.within(&key.text, map.next_value())?;
            if &*key.text == "_" {
                (body.meta, states) =
                    metadata(&raw).map_or((None, Vec::new()), |(meta, states)| (Some(meta), states));
            } else {
                let value =
                    if key.is_text { raw::value(&raw) } else { Incoming::Refused(Kind::HalfSurrogate) };
                body.fields.push(Update { key: key.text, value, state: None });
            }
        }
        join(&mut body.fields, states);
        Ok(Some(body))
    }
}

type States = Vec<(Box<str>, f64)>;

/// Metadata and the states in it; none, if JavaScript takes it for false.
fn metadata(raw: &RawValue) -> Option<(Meta, States)> {
    let mut meta = Meta { soul: None, has_states: false };
    let mut states = Vec::new();
    raw::members(raw, |name, value| match &*name.text {
        "#" => meta.soul = raw::text(value).filter(|soul| soul.is_text).map(|soul| soul.text),
        ">" => {
            meta.has_states = raw::is_true(value);
            states.clear();
            // What is no number is a state that is not finite, as null is, which JavaScript writes for it.
            raw::members(value, |key, state| states.push((key.text, raw::number(state).unwrap_or(f64::NAN))));
        }
        _ => {}
    });
    raw::is_true(raw).then_some((meta, states))
}
