//! Arrays of bytes.

use super::{Field, Key, Restored, Stored, sealed};
use crate::kind::{Class, Kind};
use std::cmp::Ordering;

impl<const N: usize> sealed::Sealed for [u8; N] {}

impl<const N: usize> Field for [u8; N] {
    const KIND: Kind = Kind::of(Class::Array, N);
    type Ref<'a> = &'a [u8; N];

    fn length(_: &[u8; N]) -> usize {
        N
    }

    fn store(value: &[u8; N], out: &mut Vec<u8>) {
        out.extend_from_slice(value);
    }

    fn load(bytes: &[u8]) -> Option<&[u8; N]> {
        bytes.try_into().ok()
    }
}

impl<const N: usize> Key for [u8; N] {
    fn order(a: &[u8; N], b: &[u8; N]) -> Ordering {
        a.cmp(b)
    }

    fn order_stored(a: &[u8], b: &[u8]) -> Option<Ordering> {
        Some(a.cmp(b))
    }

    fn order_probe(stored: &[u8], probe: &[u8; N]) -> Ordering {
        stored.cmp(probe)
    }
}

impl<const N: usize> Stored for [u8; N] {
    type Field = [u8; N];

    fn stored(&self) -> &[u8; N] {
        self
    }
}

impl<const N: usize> Restored<'_, [u8; N]> for [u8; N] {
    fn restored(value: &[u8; N]) -> Self {
        *value
    }
}
