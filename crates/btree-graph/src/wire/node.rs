//! Reading the nodes of a put.

use super::error::Trace;
use super::join::join;
use super::read::{Skip, Text};
use crate::{Incoming, Kind, Meta, NodeBody, NodeUpdate, Update, Value};
use alloc::boxed::Box;
use alloc::vec::Vec;
use core::fmt;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// Nodes by soul, or null.
#[derive(Clone, Copy)]
pub(super) struct Nodes<'t>(pub(super) &'t Trace);

impl<'de> DeserializeSeed<'de> for Nodes<'_> {
    type Value = Option<Vec<NodeUpdate>>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Nodes<'_> {
    type Value = Option<Vec<NodeUpdate>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("nodes by soul")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut nodes = Vec::new();
        while let Some(soul) = map.next_key_seed(Text)? {
            let body = self.0.within(&soul, map.next_value_seed(Body(self.0)))?;
            nodes.push(NodeUpdate { soul, body });
        }
        Ok(Some(nodes))
    }
}

/// A node, or null.
#[derive(Clone, Copy)]
struct Body<'t>(&'t Trace);

impl<'de> DeserializeSeed<'de> for Body<'_> {
    type Value = Option<NodeBody>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Body<'_> {
    type Value = Option<NodeBody>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a node")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut body = NodeBody::default();
        let mut states = Vec::new();
        while let Some(key) = map.next_key_seed(Text)? {
            if &*key == "_" {
                let read = self.0.within(&key, map.next_value_seed(Metadata(self.0)))?;
                (body.meta, states) = match read {
                    Some((meta, states)) => (Some(meta), states),
                    None => (None, Vec::new()),
                };
            } else {
                let value = self.0.within(&key, map.next_value_seed(AnyValue(self.0)))?;
                body.fields.push(Update { key, value, state: None });
            }
        }
        join(&mut body.fields, states);
        Ok(Some(body))
    }
}

/// Metadata with its states, or null.
#[derive(Clone, Copy)]
struct Metadata<'t>(&'t Trace);

type States = Vec<(Box<str>, f64)>;

impl<'de> DeserializeSeed<'de> for Metadata<'_> {
    type Value = Option<(Meta, States)>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Metadata<'_> {
    type Value = Option<(Meta, States)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("metadata")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut soul, mut states) = (None, None);
        while let Some(name) = map.next_key_seed(Text)? {
            match &*name {
                "#" => soul = self.0.within("#", map.next_value::<Option<Box<str>>>())?,
                ">" => states = self.0.within(">", map.next_value_seed(StatesSeed(self.0)))?,
                _ => map.next_value_seed(Skip)?,
            }
        }
        Ok(Some((Meta { soul, has_states: states.is_some() }, states.unwrap_or_default())))
    }
}

/// States by key, or null.
#[derive(Clone, Copy)]
struct StatesSeed<'t>(&'t Trace);

impl<'de> DeserializeSeed<'de> for StatesSeed<'_> {
    type Value = Option<States>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for StatesSeed<'_> {
    type Value = Option<States>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("states by key")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut states = Vec::new();
        while let Some(key) = map.next_key_seed(Text)? {
            let state = self.0.within(&key, map.next_value::<Option<f64>>())?;
            states.push((key, state.unwrap_or(f64::NAN)));
        }
        Ok(Some(states))
    }
}

/// Whatever stands where a value should.
#[derive(Clone, Copy)]
struct AnyValue<'t>(&'t Trace);

impl<'de> DeserializeSeed<'de> for AnyValue<'_> {
    type Value = Incoming;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Incoming, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for AnyValue<'_> {
    type Value = Incoming;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Incoming, E> {
        Ok(Value::Null.into())
    }

    fn visit_bool<E: Error>(self, bool: bool) -> Result<Incoming, E> {
        Ok(Value::Bool(bool).into())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Incoming, E> {
        // Rounds beyond 2⁵³, as JavaScript does.
        Ok((number as f64).into())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Incoming, E> {
        Ok((number as f64).into())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Incoming, E> {
        Ok(number.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Incoming, E> {
        Ok(Value::text(text).into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Incoming, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Incoming::Refused(Kind::Array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Incoming, A::Error> {
        let (mut soul, mut others) = (None, false);
        while let Some(name) = map.next_key_seed(Text)? {
            let value = self.0.within(&name, map.next_value_seed(AnyValue(self.0)))?;
            match value {
                Incoming::Value(Value::Text(text)) if &*name == "#" => soul = Some(text),
                _ => others = true,
            }
        }
        Ok(match soul {
            Some(soul) if !others => Value::Link(soul).into(),
            _ => Incoming::Refused(Kind::Object),
        })
    }
}
