//! UTF-8 of any length. Searched and ordered by its bytes; that they are UTF-8 is checked when a value is handed out.

use super::{Field, Key, by_borrow};
use crate::kind::{Class, Kind};
use std::cmp::Ordering;

by_borrow!(str: String, Box<str>);

impl Field for str {
    const KIND: Kind = Kind::of(Class::Text, 0);
    type Ref<'a> = &'a str;

    #[inline]
    fn length(value: &str) -> usize {
        value.len()
    }

    #[inline]
    fn store(value: &str, out: &mut Vec<u8>) {
        out.extend_from_slice(value.as_bytes());
    }

    #[inline]
    fn load(bytes: &[u8]) -> Option<&str> {
        std::str::from_utf8(bytes).ok()
    }
}

impl Key for str {
    #[inline]
    fn order(a: &str, b: &str) -> Ordering {
        a.cmp(b)
    }

    #[inline]
    fn order_stored(a: &[u8], b: &[u8]) -> Option<Ordering> {
        Some(a.cmp(b))
    }

    #[inline]
    fn order_probe(stored: &[u8], probe: &str) -> Ordering {
        stored.cmp(probe.as_bytes())
    }
}
