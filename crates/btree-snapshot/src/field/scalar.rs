//! `bool`, `char` and `()`: values of which not every pattern of bits is one.

use super::{Field, Key, by_value};
use crate::kind::{Class, Kind};
use std::cmp::Ordering;

by_value!(bool, char, ());

impl Field for bool {
    const KIND: Kind = Kind::of(Class::Bool, 1);
    type Ref<'a> = bool;

    fn length(_: bool) -> usize {
        1
    }

    fn store(value: bool, out: &mut Vec<u8>) {
        out.push(u8::from(value));
    }

    fn load(bytes: &[u8]) -> Option<bool> {
        match bytes {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }
}

impl Field for char {
    const KIND: Kind = Kind::of(Class::Char, 4);
    type Ref<'a> = char;

    fn length(_: char) -> usize {
        4
    }

    fn store(value: char, out: &mut Vec<u8>) {
        out.extend_from_slice(&u32::from(value).to_le_bytes());
    }

    fn load(bytes: &[u8]) -> Option<char> {
        char::from_u32(u32::from_le_bytes(bytes.try_into().ok()?))
    }
}

impl Field for () {
    const KIND: Kind = Kind::of(Class::Unit, 0);
    type Ref<'a> = ();

    fn length((): ()) -> usize {
        0
    }

    fn store((): (), _: &mut Vec<u8>) {}

    fn load(bytes: &[u8]) -> Option<()> {
        bytes.is_empty().then_some(())
    }
}

macro_rules! key {
    ($($type:ty),*) => {$(
        impl Key for $type {
            fn order(a: $type, b: $type) -> Ordering {
                a.cmp(&b)
            }

            fn order_stored(a: &[u8], b: &[u8]) -> Option<Ordering> {
                Some(Self::load(a)?.cmp(&Self::load(b)?))
            }

            fn order_probe(stored: &[u8], probe: $type) -> Ordering {
                Self::load(stored).unwrap_or_default().cmp(&probe)
            }
        }
    )*};
}

key!(bool, char);
