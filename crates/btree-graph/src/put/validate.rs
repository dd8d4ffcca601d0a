//! What makes a message valid, node by node and key by key.

use crate::message::{Incoming, Kind, NodeUpdate, Update};
use crate::{State, Value, ValueRef};
use core::fmt;

/// What is wrong with a message.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason {
    /// The message has null instead of a node.
    NodeMissing,
    /// The node has no metadata.
    MetaMissing,
    /// The metadata has another soul than the message, or none.
    SoulMismatch,
    /// The metadata has no states.
    StatesMissing,
    /// The key has no state.
    StateMissing,
    /// The state of the key is not finite.
    StateNotFinite(f64),
    /// The value is of a kind that is not allowed.
    ValueNotAllowed(Kind),
    /// The value is a number that is not finite.
    NumberNotFinite(f64),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::NodeMissing => f.write_str("the node is missing"),
            Reason::MetaMissing => f.write_str("the metadata is missing"),
            Reason::SoulMismatch => f.write_str("the metadata has another soul"),
            Reason::StatesMissing => f.write_str("the states are missing"),
            Reason::StateMissing => f.write_str("the key has no state"),
            Reason::StateNotFinite(state) => write!(f, "the state is not finite: {state}"),
            Reason::ValueNotAllowed(Kind::Array) => f.write_str("a value cannot be a list"),
            Reason::ValueNotAllowed(Kind::Object) => {
                f.write_str("a value cannot be an object, but for a link")
            }
            Reason::ValueNotAllowed(Kind::EmptyLink) => f.write_str("a link cannot be to the empty soul"),
            Reason::ValueNotAllowed(Kind::HalfSurrogate) => {
                f.write_str("a text cannot have half of a surrogate pair")
            }
            Reason::NumberNotFinite(number) => write!(f, "the number is not finite: {number}"),
        }
    }
}

/// The keys of a node that is valid.
#[inline]
pub(super) fn check_node(update: &NodeUpdate) -> Result<&[Update], Reason> {
    let body = update.body.as_ref().ok_or(Reason::NodeMissing)?;
    let meta = body.meta.as_ref().ok_or(Reason::MetaMissing)?;
    if meta.soul.as_deref() != Some(&*update.soul) {
        return Err(Reason::SoulMismatch);
    }
    if !meta.has_states {
        return Err(Reason::StatesMissing);
    }
    Ok(&body.fields)
}

/// The value and the state of a key that is valid.
#[inline]
pub(super) fn check_field(field: &Update) -> Result<(ValueRef<'_>, State), Reason> {
    let state = field.state.ok_or(Reason::StateMissing)?;
    let state = State::new(state).ok_or(Reason::StateNotFinite(state))?;
    match &field.value {
        Incoming::Value(Value::Link(soul)) if soul.is_empty() => {
            Err(Reason::ValueNotAllowed(Kind::EmptyLink))
        }
        Incoming::Value(value) => Ok((value.as_ref(), state)),
        &Incoming::NotFinite(number) => Err(Reason::NumberNotFinite(number)),
        &Incoming::Refused(kind) => Err(Reason::ValueNotAllowed(kind)),
    }
}
