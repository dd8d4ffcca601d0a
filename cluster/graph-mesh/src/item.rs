//! Items: what the mesh stores, sends and compares, one for each key of each node.
//!
//! Owns the limits of an item, which make every item fit into a gossip message, and the hash of an item, which is a part of the
//! protocol.

use btree_graph::{Number, State, Value, ValueRef};
use serde::{Deserialize, Serialize};

/// The most bytes of a soul, and of a key.
pub const MAX_NAME: usize = 1024;

/// The most bytes of the soul, the key and the text of an item in all. Less than a gossip message.
pub const MAX_ITEM: usize = 32 << 10;

/// Where an item is: items are in the order of their souls, and those of a soul in the order of their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// The soul.
    pub soul: Box<str>,
    /// The key.
    pub key: Box<str>,
}

impl Position {
    /// The position of a key of a soul.
    pub fn new(soul: &str, key: &str) -> Self {
        Position { soul: soul.into(), key: key.into() }
    }

    /// Whether both names are within [`MAX_NAME`].
    pub fn is_valid(&self) -> bool {
        self.soul.len() <= MAX_NAME && self.key.len() <= MAX_NAME
    }
}

/// A range of positions, its end excluded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The first position.
    pub from: Position,
    /// The first position behind the range; `None` if the range goes on to the last one.
    pub to: Option<Position>,
}

impl Range {
    /// All positions.
    pub fn all() -> Self {
        Range::default()
    }

    /// Whether the range contains a position.
    pub fn contains(&self, soul: &str, key: &str) -> bool {
        let at = (soul, key);
        at >= (&*self.from.soul, &*self.from.key)
            && self.to.as_ref().is_none_or(|to| at < (&*to.soul, &*to.key))
    }

    /// Whether the range is well-formed: not empty, and with valid names.
    pub fn is_valid(&self) -> bool {
        self.from.is_valid() && self.to.as_ref().is_none_or(|to| to.is_valid() && *to > self.from)
    }
}

/// A value as it is sent and logged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A number. It may be anything on the wire; [`Item::checked`] refuses those that are not finite.
    Number(f64),
    /// A text.
    Text(Box<str>),
    /// The soul of another node.
    Link(Box<str>),
}

/// An item as it is sent and logged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Where it is.
    pub at: Position,
    /// The value.
    pub content: Content,
    /// The state: when it was written.
    pub state: f64,
}

/// Why an item is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// The soul or the key is too long.
    #[error("a soul or a key has more than {MAX_NAME} bytes")]
    Name,
    /// The item is too large.
    #[error("an item has more than {MAX_ITEM} bytes")]
    Size,
    /// The number or the state is not finite.
    #[error("a number or a state is not finite")]
    NotFinite,
    /// The link is to the empty soul, or the key is the one of metadata.
    #[error("a link to the empty soul, or the key `_`")]
    Reserved,
}

impl Item {
    /// The item of a value.
    pub fn new(soul: &str, key: &str, value: &Value, state: State) -> Self {
        let content = match value {
            Value::Null => Content::Null,
            Value::Bool(bool) => Content::Bool(*bool),
            Value::Number(number) => Content::Number(number.get()),
            Value::Text(text) => Content::Text(text.clone()),
            Value::Link(soul) => Content::Link(soul.clone()),
        };
        Item { at: Position::new(soul, key), content, state: state.get() }
    }

    /// The bytes of its names and its text.
    pub fn size(&self) -> usize {
        let text = match &self.content {
            Content::Text(text) | Content::Link(text) => text.len(),
            Content::Null | Content::Bool(_) | Content::Number(_) => 0,
        };
        self.at.soul.len() + self.at.key.len() + text
    }

    /// About how many bytes it takes when it is encoded, and not less.
    pub fn encoded_size(&self) -> usize {
        self.size() + 32
    }

    /// The value and the state, if the item is valid.
    ///
    /// # Errors
    ///
    /// [`Refused`] tells what is wrong.
    pub fn checked(&self) -> Result<(ValueRef<'_>, State), Refused> {
        if !self.at.is_valid() {
            return Err(Refused::Name);
        }
        if self.size() > MAX_ITEM {
            return Err(Refused::Size);
        }
        if &*self.at.key == "_" {
            return Err(Refused::Reserved);
        }
        let value = match &self.content {
            Content::Null => ValueRef::Null,
            Content::Bool(bool) => ValueRef::Bool(*bool),
            Content::Number(number) => ValueRef::Number(Number::new(*number).ok_or(Refused::NotFinite)?),
            Content::Text(text) => ValueRef::Text(text),
            Content::Link(soul) if soul.is_empty() => return Err(Refused::Reserved),
            Content::Link(soul) => ValueRef::Link(soul),
        };
        Ok((value, State::new(self.state).ok_or(Refused::NotFinite)?))
    }
}

/// The hash of an item: BLAKE3 of its names, its value and its state, each with its length or its kind in front.
pub fn hash(soul: &str, key: &str, value: ValueRef<'_>, state: State) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let mut text = |kind: u8, text: &str| {
        let mut head = [kind; 9];
        head[1..].copy_from_slice(&(text.len() as u64).to_le_bytes());
        hasher.update(&head);
        hasher.update(text.as_bytes());
    };
    text(0, soul);
    text(1, key);
    match value {
        ValueRef::Text(value) => text(2, value),
        ValueRef::Link(soul) => text(3, soul),
        ValueRef::Null => text(4, ""),
        ValueRef::Bool(bool) => text(5 + u8::from(bool), ""),
        ValueRef::Number(number) => {
            text(7, "");
            hasher.update(&number.get().to_bits().to_le_bytes());
        }
    }
    hasher.update(&state.get().to_bits().to_le_bytes());
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_that_differ_anywhere_have_different_hashes() {
        let at = |state: u32| State::from(state);
        let all = [
            hash("a", "b", ValueRef::Null, at(1)),
            hash("ab", "", ValueRef::Null, at(1)),
            hash("a", "b", ValueRef::Null, at(2)),
            hash("a", "b", ValueRef::Bool(false), at(1)),
            hash("a", "b", ValueRef::Bool(true), at(1)),
            hash("a", "b", ValueRef::Number(Number::ZERO), at(1)),
            hash("a", "b", ValueRef::Text(""), at(1)),
            hash("a", "b", ValueRef::Link(""), at(1)),
            hash("a", "b", ValueRef::Text("c"), at(1)),
        ];
        for (i, a) in all.iter().enumerate() {
            assert!(all.iter().enumerate().all(|(j, b)| (i == j) == (a == b)), "{i}");
        }
    }

    #[test]
    fn items_out_of_bounds_are_refused_with_the_reason() {
        let item =
            |soul: &str, key: &str, content, state| Item { at: Position::new(soul, key), content, state };
        let long = "x".repeat(MAX_NAME + 1);
        for (item, reason) in [
            (item(&long, "k", Content::Null, 1.0), Refused::Name),
            (item("s", &long, Content::Null, 1.0), Refused::Name),
            (item("s", "k", Content::Text("x".repeat(MAX_ITEM).into()), 1.0), Refused::Size),
            (item("s", "k", Content::Number(f64::NAN), 1.0), Refused::NotFinite),
            (item("s", "k", Content::Null, f64::INFINITY), Refused::NotFinite),
            (item("s", "k", Content::Link("".into()), 1.0), Refused::Reserved),
            (item("s", "_", Content::Null, 1.0), Refused::Reserved),
        ] {
            assert_eq!(item.checked().unwrap_err(), reason);
        }
        assert!(item("", "", Content::Text("".into()), 0.0).checked().is_ok());
    }
}
