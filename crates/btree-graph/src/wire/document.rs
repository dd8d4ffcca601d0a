//! Reading snapshot documents.

use super::error::{Trace, WireError};
use super::read::{Skip, Text};
use crate::{Document, Item, Value};
use alloc::boxed::Box;
use alloc::format;
use core::fmt;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::de::Read;
use std::io;

/// Reads a snapshot document. It is an object, in which
///
/// - `#` is the identifier of the object that contains it;
/// - `{"@": "person-1"}` refers to the object with this identifier, which must exist;
/// - `{"?": "person-1"}` refers to it if it exists;
/// - a list is an object with the keys 0, 1, 2 and so on;
/// - everything else is a value.
///
/// ```
/// use btree_graph::{ContextPool, Graph, State, Value, wire};
///
/// let json = br##"{"members": [{"name": "Mark", "boss": {"@": "person-1"}}, {"#": "person-1", "name": "Amber"}]}"##;
/// let team = wire::document_from_slice(json).unwrap();
///
/// let mut graph = Graph::new();
/// ContextPool::default().load(&team, "team", &mut graph, State::ZERO, State::ZERO).unwrap();
/// assert_eq!(graph.get("team/members/0", "boss").unwrap().0, &Value::link("team/members/1"));
/// ```
///
/// # Errors
///
/// If the input is not a document. See [`WireError`].
pub fn document_from_slice(json: &[u8]) -> Result<Document, WireError> {
    root(serde_json::Deserializer::from_slice(json))
}

/// Reads a snapshot document from a reader, as [`document_from_slice`] does.
///
/// # Errors
///
/// If the input is not a document. See [`WireError`].
pub fn document_from_reader(json: impl io::Read) -> Result<Document, WireError> {
    root(serde_json::Deserializer::from_reader(json))
}

fn root<'de, R: Read<'de>>(mut from: serde_json::Deserializer<R>) -> Result<Document, WireError> {
    let trace = Trace::default();
    let item = ItemSeed(&trace).deserialize(&mut from).and_then(|item| match item {
        Item::Child(document) => from.end().map(|()| document),
        Item::Value(_) | Item::Reference { .. } => {
            Err(Error::invalid_type(Unexpected::Other("a value or a reference"), &"a document"))
        }
    });
    item.map_err(|error| trace.explain(&error))
}

/// What stands behind a key.
#[derive(Clone, Copy)]
struct ItemSeed<'t>(&'t Trace);

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = Item;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Item, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ItemSeed<'_> {
    type Value = Item;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value, a document or a reference")
    }

    fn visit_unit<E: Error>(self) -> Result<Item, E> {
        Ok(Item::Value(Value::Null))
    }

    fn visit_bool<E: Error>(self, bool: bool) -> Result<Item, E> {
        Ok(Item::Value(Value::Bool(bool)))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Item, E> {
        self.visit_f64(number as f64)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Item, E> {
        self.visit_f64(number as f64)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Item, E> {
        let value = Value::number(number);
        value.map(Item::Value).ok_or_else(|| E::invalid_value(Unexpected::Float(number), &"a finite number"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Item, E> {
        Ok(Item::Value(Value::text(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Item, A::Error> {
        let mut document = Document::new();
        loop {
            let key = format!("{}", document.fields.len());
            match self.0.within(&key, items.next_element_seed(self))? {
                Some(item) => document.fields.push((key.into(), item)),
                None => return Ok(Item::Child(document)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
        let mut document = Document::new();
        while let Some(key) = map.next_key_seed(Text)? {
            match &*key {
                "#" => document.identifier = self.0.within("#", map.next_value::<Option<Box<str>>>())?,
                "@" | "?" => {
                    let to = self.0.within(&key, map.next_value_seed(Text))?;
                    let alone = document == Document::default();
                    if !alone || map.next_key_seed(Skip)?.is_some() {
                        return self.0.within(&key, Err(A::Error::custom("a reference stands alone")));
                    }
                    return Ok(Item::Reference { to, required: &*key == "@" });
                }
                _ => {
                    let item = self.0.within(&key, map.next_value_seed(self))?;
                    document.fields.push((key, item));
                }
            }
        }
        Ok(Item::Child(document))
    }
}
