//! Integers and floating point numbers, little-endian.

use super::{Field, Key, by_value};
use crate::column::Column;
use crate::kind::{Class, Kind};
use crate::search::halve;
use std::cmp::Ordering;

macro_rules! number {
    ($class:ident: $($type:ty),*) => {$(
        by_value!($type);

        impl Field for $type {
            const KIND: Kind = Kind::of(Class::$class, size_of::<$type>());
            type Ref<'a> = $type;

            #[inline]
            fn length(_: $type) -> usize {
                size_of::<$type>()
            }

            #[inline]
            fn store(value: $type, out: &mut Vec<u8>) {
                out.extend_from_slice(&value.to_le_bytes());
            }

            #[inline(always)]
            fn load(bytes: &[u8]) -> Option<$type> {
                bytes.try_into().ok().map(<$type>::from_le_bytes)
            }
        }
    )*};
}

macro_rules! integer {
    ($class:ident: $($type:ty),*) => {$(
        number!($class: $type);

        impl Key for $type {
            #[inline]
            fn order(a: $type, b: $type) -> Ordering {
                a.cmp(&b)
            }

            #[inline]
            fn order_stored(a: &[u8], b: &[u8]) -> Option<Ordering> {
                Some(Self::load(a)?.cmp(&Self::load(b)?))
            }

            #[inline]
            fn order_probe(stored: &[u8], probe: $type) -> Ordering {
                Self::load(stored).unwrap_or_default().cmp(&probe)
            }

            #[inline(always)]
            fn rank(keys: Column<'_, Self>, probe: $type) -> Result<usize, usize> {
                let (keys, _) = keys.bytes().as_chunks::<{ size_of::<$type>() }>();
                let at = halve(keys.len(), |i| <$type>::from_le_bytes(keys[i]) <= probe);
                let Some(key) = keys.get(at) else { return Err(0) };
                let key = <$type>::from_le_bytes(*key);
                if key == probe { Ok(at) } else { Err(at + usize::from(key < probe)) }
            }

            fn first_unordered(keys: Column<'_, Self>) -> Option<usize> {
                let (keys, _) = keys.bytes().as_chunks::<{ size_of::<$type>() }>();
                let key = |chunk: &_| <$type>::from_le_bytes(*chunk);
                let pairs = || keys.iter().zip(keys.iter().skip(1));
                // All at once, so that it vectorises; where it went wrong is asked only if it did.
                if pairs().filter(|(a, b)| key(a) >= key(b)).count() == 0 {
                    return None;
                }
                pairs().position(|(a, b)| key(a) >= key(b)).map(|i| i + 1)
            }
        }
    )*};
}

integer!(Unsigned: u8, u16, u32, u64, u128);
integer!(Signed: i8, i16, i32, i64, i128);
number!(Float: f32, f64);
