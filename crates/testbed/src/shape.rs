//! Shapes of entries: a type of key and a type of value, and the entry of each number.
//!
//! Invariants: distinct numbers give distinct keys, in no order; for the shapes of 32 bits, distinct numbers below 2^32. Equal
//! numbers give equal entries, on every machine. Baselines of bytes depend on these keys, so they must stay what they are.

use crate::{Random, Word};
use std::fmt::Debug;

/// An entry of a shape.
pub type Entry<S> = (<S as Shape>::Key, <S as Shape>::Value);

/// What a map holds.
pub trait Shape: Sized + 'static {
    /// Its keys.
    type Key: Ord + Clone + Debug + Word + 'static;
    /// Its values.
    type Value: PartialEq + Clone + Debug + Word;
    /// Its name in reports.
    const NAME: &'static str;

    /// The key of a number.
    fn key(number: u64) -> Self::Key;

    /// The value of a number.
    fn value(number: u64) -> Self::Value;

    /// The entries of the numbers below `n`. Their keys are in no order.
    fn entries(n: usize) -> Vec<Entry<Self>> {
        (0..n as u64).map(|number| (Self::key(number), Self::value(number))).collect()
    }

    /// The same entries in ascending order of keys.
    fn ascending(n: usize) -> Vec<Entry<Self>> {
        let mut entries = Self::entries(n);
        entries.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        entries
    }
}

/// A permutation of the numbers that leaves no pattern.
pub const fn scatter(number: u64) -> u64 {
    Random::new(number).next()
}

/// The same for 32 bits: the finishing step of murmur3.
const fn scatter32(number: u32) -> u32 {
    let z = number.wrapping_add(0x9e37_79b9);
    let z = (z ^ (z >> 16)).wrapping_mul(0x85eb_ca6b);
    let z = (z ^ (z >> 13)).wrapping_mul(0xc2b2_ae35);
    z ^ (z >> 16)
}

/// 16 to 24 letters, and no spare capacity.
pub fn text(number: u64) -> String {
    let seed = scatter(number);
    let letters = 16 + (seed % 9) as usize;
    let mut text = String::with_capacity(letters);
    text.extend((0..letters as u64).map(|at| char::from(b'a' + (scatter(seed.wrapping_add(at)) % 26) as u8)));
    text
}

macro_rules! shapes {
    ($($(#[$doc:meta])* $shape:ident($name:literal): <$key:ty, $value:ty>, |$number:ident| $make_key:expr, $make_value:expr;)*) => {$(
        $(#[$doc])*
        pub struct $shape;

        impl Shape for $shape {
            type Key = $key;
            type Value = $value;
            const NAME: &'static str = $name;

            fn key($number: u64) -> $key {
                $make_key
            }

            fn value($number: u64) -> $value {
                $make_value
            }
        }
    )*};
}

shapes! {
    /// `<u64,u64>`: integers.
    Words("u64"): <u64, u64>, |number| scatter(number), scatter(!number);
    /// `<u32,u32>`: small integers.
    Halves("u32"): <u32, u32>, |number| scatter32(number as u32), scatter32(!(number as u32));
    /// `<i32,i32>`: small integers, half of them negative.
    Ints("i32"): <i32, i32>, |number| Halves::key(number).cast_signed(), Halves::value(number).cast_signed();
    /// `<String,u64>`: owned texts of 16 to 24 letters.
    Texts("string"): <String, u64>, |number| text(number), scatter(!number);
    /// `<u64,[u8;64]>`: values of a cache line.
    Blobs("blob"): <u64, [u8; 64]>, |number| scatter(number), [scatter(!number) as u8; 64];
    /// `<(u64,u64),u64>`: keys of two integers, of which the first repeats in large maps.
    Pairs("pair"): <(u64, u64), u64>, |number| (scatter(number) >> 48, scatter(number)), scatter(!number);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn distinct<S: Shape>() {
        let entries = S::entries(20_000);
        let keys: BTreeSet<_> = entries.iter().map(|(key, _)| key).collect();
        assert_eq!(keys.len(), entries.len(), "{}", S::NAME);
        assert!(!entries.is_sorted_by(|a, b| a.0 < b.0), "{}", S::NAME);
        assert!(S::ascending(20_000).iter().map(|(key, _)| key).eq(keys), "{}", S::NAME);
        assert!(S::entries(10) == entries[..10], "{}: a short list is the start of a long one", S::NAME);
        let words: BTreeSet<u64> = (0..200).map(|number| S::value(number).word()).collect();
        assert!(words.len() > 100, "{}: values tell entries apart", S::NAME);
    }

    #[test]
    fn keys_of_every_shape_are_distinct_and_in_no_order() {
        distinct::<Words>();
        distinct::<Halves>();
        distinct::<Ints>();
        distinct::<Texts>();
        distinct::<Blobs>();
        distinct::<Pairs>();
    }

    #[test]
    fn texts_have_16_to_24_letters_and_no_spare_capacity() {
        let texts: Vec<String> = (0..1_000).map(text).collect();
        assert!(texts.iter().all(|text| text.len() == text.capacity()));
        assert!(texts.iter().map(String::len).collect::<BTreeSet<_>>().into_iter().eq(16..=24));
    }

    #[test]
    fn first_halves_of_pairs_repeat() {
        let firsts: BTreeSet<u64> = (0..200_000).map(|number| Pairs::key(number).0).collect();
        assert!(firsts.len() < 100_000);
    }

    #[test]
    fn keys_are_the_same_on_every_machine() {
        assert_eq!(Words::key(0), 0xe220_a839_7b1d_cdaf);
        assert_eq!((Halves::key(0), Ints::key(0)), (0x92ca_2f0e, 0x92ca_2f0e_u32.cast_signed()));
    }
}
