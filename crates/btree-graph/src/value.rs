//! Values of the graph, and the total order on them that decides conflicts.
//!
//! Peers converge because all of them have the same order. Changing the order changes the protocol.

use crate::Number;
use alloc::boxed::Box;
use core::cmp::Ordering;

/// The value of a key.
///
/// # Order
///
/// If two values have the same [`State`](crate::State), the greater one wins. The order is total:
///
/// 1. by kind: null < bool < number < text < link;
/// 2. false < true; numbers by size; texts and souls by their bytes in UTF-8, which is the order of their code points.
///
/// GUN in JavaScript compares the JSON encodings of both values instead, in UTF-16. It decides some ties differently:
///
/// - between kinds: there it is text < number < false < null < true < link;
/// - of numbers: as texts, `10` < `9` and `-1` < `-2`;
/// - of texts, in three cases: the first difference is a character that JSON escapes; one text continues the other with a space or an
///   exclamation mark (which are less than the closing quote of the shorter one); a character beyond U+FFFF is compared with one from
///   U+E000 to U+FFFF.
///
/// A graph that must agree with GUN peers has to avoid ties: give each write its own state.
///
/// ```
/// use btree_graph::Value;
///
/// let ascending = [Value::Null, Value::Bool(true), Value::number(9.0).unwrap(), Value::text("a"), Value::link("a")];
/// assert!(ascending.is_sorted());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// The value of a deleted key.
    Null,
    /// True or false.
    Bool(bool),
    /// A finite number.
    Number(Number),
    /// Text.
    Text(Box<str>),
    /// The soul of another node.
    Link(Box<str>),
}

/// A [`Value`] borrowed.
// The order is derived from the order of the variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueRef<'a> {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A finite number.
    Number(Number),
    /// Text.
    Text(&'a str),
    /// The soul of another node.
    Link(&'a str),
}

impl Value {
    /// Makes a number, if it is finite.
    #[must_use]
    pub fn number(number: f64) -> Option<Self> {
        Number::new(number).map(Value::Number)
    }

    /// Makes a text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Value::Text(text.into())
    }

    /// Makes a link to the node of a soul.
    #[must_use]
    pub fn link(soul: &str) -> Self {
        Value::Link(soul.into())
    }

    /// Returns the value, borrowed.
    #[inline]
    #[must_use]
    pub fn as_ref(&self) -> ValueRef<'_> {
        match self {
            Value::Null => ValueRef::Null,
            &Value::Bool(bool) => ValueRef::Bool(bool),
            &Value::Number(number) => ValueRef::Number(number),
            Value::Text(text) => ValueRef::Text(text),
            Value::Link(soul) => ValueRef::Link(soul),
        }
    }
}

impl ValueRef<'_> {
    /// Returns the number of bytes of a text or of a soul.
    #[inline]
    pub(crate) fn text_len(self) -> usize {
        match self {
            ValueRef::Text(text) | ValueRef::Link(text) => text.len(),
            ValueRef::Null | ValueRef::Bool(_) | ValueRef::Number(_) => 0,
        }
    }

    /// Returns an owned value. Allocates for a text and for a link.
    #[must_use]
    pub fn to_value(self) -> Value {
        match self {
            ValueRef::Null => Value::Null,
            ValueRef::Bool(bool) => Value::Bool(bool),
            ValueRef::Number(number) => Value::Number(number),
            ValueRef::Text(text) => Value::text(text),
            ValueRef::Link(soul) => Value::link(soul),
        }
    }
}

impl PartialOrd for Value {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Value {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_ref().cmp(&other.as_ref())
    }
}

impl From<bool> for Value {
    fn from(bool: bool) -> Self {
        Value::Bool(bool)
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Value::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Value::Number(number.into())
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Self {
        Value::Number(number.into())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_the_documented_one() {
        let number = |number| Value::number(number).unwrap();
        let ascending = [
            Value::Null,
            Value::Bool(false),
            Value::Bool(true),
            number(-2.0),
            number(-1.0),
            number(9.0),
            number(10.0),
            Value::text(""),
            Value::text("10"),
            Value::text("9"),
            Value::text("\u{ffff}"),
            Value::text("\u{10000}"),
            Value::link(""),
            Value::link("a"),
        ];
        for (i, a) in ascending.iter().enumerate() {
            for (j, b) in ascending.iter().enumerate() {
                assert_eq!(a.cmp(b), i.cmp(&j), "{a:?} {b:?}");
                assert_eq!(a == b, i == j, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn borrowing_and_owning_keep_the_value() {
        for value in [Value::Null, true.into(), 5.into(), "text".into(), Value::link("soul")] {
            assert_eq!(value.as_ref().to_value(), value);
        }
    }
}
