//! Bytes of any length.

use super::{Field, Key, by_borrow};
use crate::kind::{Class, Kind};
use std::cmp::Ordering;

by_borrow!([u8]: Vec<u8>, Box<[u8]>);

impl Field for [u8] {
    const KIND: Kind = Kind::of(Class::Bytes, 0);
    type Ref<'a> = &'a [u8];

    #[inline]
    fn length(value: &[u8]) -> usize {
        value.len()
    }

    #[inline]
    fn store(value: &[u8], out: &mut Vec<u8>) {
        out.extend_from_slice(value);
    }

    #[inline]
    fn load(bytes: &[u8]) -> Option<&[u8]> {
        Some(bytes)
    }
}

impl Key for [u8] {
    #[inline]
    fn order(a: &[u8], b: &[u8]) -> Ordering {
        a.cmp(b)
    }

    #[inline]
    fn order_stored(a: &[u8], b: &[u8]) -> Option<Ordering> {
        Some(a.cmp(b))
    }

    #[inline]
    fn order_probe(stored: &[u8], probe: &[u8]) -> Ordering {
        stored.cmp(probe)
    }
}
