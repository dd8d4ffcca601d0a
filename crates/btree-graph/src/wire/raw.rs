//! JSON that has been read over and not yet looked into.
//!
//! What is well formed JSON may still be no value of a graph: a number beyond all bounds, a text with half of a surrogate
//! pair. A parser that reads values at once refuses the whole message for that. So a value is read over first, and then
//! told what it is. Nothing here fails: what is read over is well formed.

use crate::{Incoming, Kind, Value};
use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;
use core::marker::PhantomData;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A name: of a node, a key or a member.
#[derive(Debug, PartialEq)]
pub(super) struct Name {
    /// With replacement characters for halves of surrogate pairs.
    pub(super) text: Box<str>,
    /// Whether there are none of these.
    pub(super) is_text: bool,
}

/// Reads a name.
pub(super) struct NameSeed;

impl<'de> DeserializeSeed<'de> for NameSeed {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Name, D::Error> {
        // As bytes, halves of surrogate pairs are let through.
        from.deserialize_bytes(self)
    }
}

impl Visitor<'_> for NameSeed {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Name, E> {
        let text = str::from_utf8(bytes).map(Into::into);
        let is_text = text.is_ok();
        Ok(Name { text: text.unwrap_or_else(|_| String::from_utf8_lossy(bytes).into()), is_text })
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Name, E> {
        Ok(Name { text: text.into(), is_text: true })
    }
}

/// What begins with which byte.
pub(super) fn first_byte(raw: &RawValue) -> u8 {
    raw.get().as_bytes().first().copied().unwrap_or(b'n')
}

/// The text that it is, if it is one.
pub(super) fn text(raw: &RawValue) -> Option<Name> {
    let inner = raw.get().strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        return NameSeed.deserialize(&mut serde_json::Deserializer::from_str(raw.get())).ok();
    }
    Some(Name { text: inner.into(), is_text: true })
}

/// The number that it is, if it is one; infinite if it is beyond all bounds.
pub(super) fn number(raw: &RawValue) -> Option<f64> {
    // What JSON calls a number, Rust does as well.
    matches!(first_byte(raw), b'-' | b'0'..=b'9').then(|| raw.get().parse().ok())?
}

/// Whether it is true as JavaScript sees it.
pub(super) fn is_true(raw: &RawValue) -> bool {
    match first_byte(raw) {
        b'n' | b'f' => false,
        b'"' => raw.get() != "\"\"",
        _ => number(raw).is_none_or(|number| number != 0.0),
    }
}

/// Calls `each` with the members of an object, in their order; with none, if it is no object.
pub(super) fn members<'a>(raw: &'a RawValue, each: impl FnMut(Name, &'a RawValue)) {
    struct Members<'a, F>(F, PhantomData<&'a ()>);

    impl<'a, F: FnMut(Name, &'a RawValue)> Visitor<'a> for Members<'a, F> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'a>>(mut self, mut map: A) -> Result<(), A::Error> {
            while let Some(name) = map.next_key_seed(NameSeed)? {
                (self.0)(name, map.next_value()?);
            }
            Ok(())
        }
    }

    if first_byte(raw) == b'{' {
        let read = serde_json::Deserializer::from_str(raw.get()).deserialize_map(Members(each, PhantomData));
        debug_assert!(read.is_ok(), "what has been read over is well formed: {read:?}");
    }
}

/// What it is as a value of a graph.
pub(super) fn value(raw: &RawValue) -> Incoming {
    match first_byte(raw) {
        b'n' => Value::Null.into(),
        b't' => Value::Bool(true).into(),
        b'f' => Value::Bool(false).into(),
        b'[' => Incoming::Refused(Kind::Array),
        b'{' => link(raw),
        b'"' => match text(raw) {
            Some(Name { text, is_text: true }) => Value::Text(text).into(),
            _ => Incoming::Refused(Kind::HalfSurrogate),
        },
        // Rounds beyond 2⁵³, as JavaScript does.
        _ => number(raw).unwrap_or(f64::NAN).into(),
    }
}

/// The link that an object is, if it is one. Of a member twice the last one counts.
fn link(raw: &RawValue) -> Incoming {
    let (mut soul, mut others) = (None, false);
    members(raw, |name, value| match &*name.text {
        "#" => soul = text(value),
        _ => others = true,
    });
    match soul {
        Some(Name { text, is_text: true }) if !others && text.is_empty() => {
            Incoming::Refused(Kind::EmptyLink)
        }
        Some(Name { text, is_text: true }) if !others => Value::Link(text).into(),
        Some(_) if !others => Incoming::Refused(Kind::HalfSurrogate),
        _ => Incoming::Refused(Kind::Object),
    }
}
