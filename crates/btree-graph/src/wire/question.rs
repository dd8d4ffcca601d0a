//! Reading questions: one name, or a range of names (LEX).

use super::error::Trace;
use super::raw::{self, Name};
use crate::{Get, Lex, Select};
use alloc::boxed::Box;
use core::num::NonZero;
use serde::de::Error;
use serde_json::value::RawValue;

/// A question, or null. Of a member twice the last one counts.
pub(super) fn question<E: Error>(raw: &RawValue, trace: &Trace) -> Result<Option<Get>, E> {
    match raw::first_byte(raw) {
        b'n' => return Ok(None),
        b'{' => {}
        _ => return Err(E::custom("expected a question")),
    }
    let (mut soul, mut key, mut limit, mut reverse) = (Ok(None), Ok(None), None, false);
    raw::members(raw, |name, value| match &*name.text {
        "#" => soul = select(value, &mut reverse),
        "." => key = select(value, &mut reverse),
        "%" => limit = bytes(value),
        "-" => reverse = raw::is_true(value),
        _ => {}
    });
    let soul = trace.within("#", soul.map_err(E::custom))?;
    let key = trace.within(".", key.map_err(E::custom))?;
    let soul = soul.ok_or_else(|| E::missing_field("#"))?;
    Ok(Some(Get { soul, key, limit, reverse }))
}

/// How many bytes, if any. At least one, so that there is an answer.
fn bytes(raw: &RawValue) -> Option<NonZero<usize>> {
    let bytes = raw::number(raw).filter(|bytes| *bytes > 0.0)?;
    // The cast saturates.
    NonZero::new((bytes.ceil() as usize).max(1))
}

const EXPECTED: &str = "expected a text, or a range of texts";

/// Which names; none, if it is null. Sets `reverse` if they are asked for in descending order.
fn select(raw: &RawValue, reverse: &mut bool) -> Result<Option<Select>, &'static str> {
    match raw::first_byte(raw) {
        b'n' => Ok(None),
        b'"' => name(raw).map(|name| name.map(Select::One)),
        b'{' => {
            let (mut lex, mut one) = (Lex::default(), Ok(None));
            let mut bounds = Ok(());
            raw::members(raw, |member, value| {
                let bound = match &*member.text {
                    "=" => return one = name(value),
                    "-" => return *reverse |= raw::is_true(value),
                    "*" => &mut lex.prefix,
                    ">" => &mut lex.from,
                    "<" => &mut lex.to,
                    _ => return,
                };
                match name(value) {
                    Ok(name) => *bound = name,
                    Err(error) => bounds = Err(error),
                }
            });
            bounds?;
            Ok(Some(one?.map_or(Select::Range(lex), Select::One)))
        }
        _ => Err(EXPECTED),
    }
}

/// A name, or null.
fn name(raw: &RawValue) -> Result<Option<Box<str>>, &'static str> {
    match raw::text(raw) {
        Some(Name { text, is_text: true }) => Ok(Some(text)),
        None if raw::first_byte(raw) == b'n' => Ok(None),
        _ => Err(EXPECTED),
    }
}
