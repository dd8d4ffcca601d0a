//! The shapes of entries: how the key and the value of a number are made.
//!
//! Invariants: distinct numbers below [`NUMBERS`] give distinct keys, in no order; equal numbers give equal entries.

use crate::SIZES;
use crate::input::mix;
use crate::subject::EachSubject;
use btree_map::{BaselineMap, InlineMap, PackedMap, PooledMap, SlimMap};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::LazyLock;

/// Entries can be made of the numbers below this: of the greatest map, and of as many that are not in it.
pub const NUMBERS: usize = 2 * SIZES[SIZES.len() - 1];

/// What a map holds.
pub trait Shape: Sized + 'static {
    /// Its keys.
    type Key: Ord + Clone + Debug;
    /// Its values.
    type Value: PartialEq + Clone + Debug;
    /// Its name in reports.
    const NAME: &'static str;

    /// The key of a number below [`NUMBERS`].
    fn key(number: u64) -> Self::Key;

    /// The value of a number.
    fn value(number: u64) -> Self::Value;

    /// A word of a key, so that a walk must read what the map stores of it.
    fn key_word(key: &Self::Key) -> u64;

    /// A word of a value.
    fn value_word(value: &Self::Value) -> u64;

    /// Shows the visitor every map that takes part in this shape.
    fn each_subject(visitor: &mut impl EachSubject<Self>) {
        std_and_slim(visitor);
    }
}

/// Something done for every shape.
pub trait EachShape {
    /// Does it for one.
    fn visit<S: Shape>(&mut self);
}

/// Shows the visitor every shape.
pub fn each_shape(visitor: &mut impl EachShape) {
    visitor.visit::<Words>();
    visitor.visit::<Halves>();
    visitor.visit::<Texts>();
    visitor.visit::<Strs>();
    visitor.visit::<Blobs>();
    visitor.visit::<Pairs>();
}

fn std_and_slim<S: Shape>(visitor: &mut impl EachSubject<S>) {
    visitor.visit::<BTreeMap<S::Key, S::Value>>("std");
    visitor.visit::<SlimMap<S::Key, S::Value>>("slim");
}

/// `<u64,u64>`: integers, in every layout.
pub struct Words;

impl Shape for Words {
    type Key = u64;
    type Value = u64;
    const NAME: &'static str = "u64";

    fn key(number: u64) -> u64 {
        mix(number)
    }

    fn value(number: u64) -> u64 {
        number
    }

    #[inline]
    fn key_word(key: &u64) -> u64 {
        *key
    }

    #[inline]
    fn value_word(value: &u64) -> u64 {
        *value
    }

    fn each_subject(visitor: &mut impl EachSubject<Self>) {
        std_and_slim(visitor);
        visitor.visit::<BaselineMap<u64, u64>>("baseline");
        visitor.visit::<PackedMap<u64, u64>>("packed");
        visitor.visit::<InlineMap<u64, u64>>("inline");
        visitor.visit::<PooledMap<u64, u64>>("pooled");
    }
}

/// `<u32,u32>`: small integers.
pub struct Halves;

impl Shape for Halves {
    type Key = u32;
    type Value = u32;
    const NAME: &'static str = "u32";

    fn key(number: u64) -> u32 {
        // An odd factor and shifts to the right are bijections, so distinct numbers stay distinct.
        let z = (number as u32).wrapping_add(1).wrapping_mul(0x9e37_79b1);
        let z = (z ^ (z >> 15)).wrapping_mul(0x85eb_ca6b);
        z ^ (z >> 13)
    }

    fn value(number: u64) -> u32 {
        number as u32
    }

    #[inline]
    fn key_word(key: &u32) -> u64 {
        u64::from(*key)
    }

    #[inline]
    fn value_word(value: &u32) -> u64 {
        u64::from(*value)
    }
}

/// `<String,u64>`: owned texts.
pub struct Texts;

impl Shape for Texts {
    type Key = String;
    type Value = u64;
    const NAME: &'static str = "string";

    fn key(number: u64) -> String {
        text(number)
    }

    fn value(number: u64) -> u64 {
        number
    }

    #[inline]
    fn key_word(key: &String) -> u64 {
        key.len() as u64
    }

    #[inline]
    fn value_word(value: &u64) -> u64 {
        *value
    }
}

/// `<&str,u64>`: borrowed texts.
pub struct Strs;

impl Shape for Strs {
    type Key = &'static str;
    type Value = u64;
    const NAME: &'static str = "str";

    fn key(number: u64) -> &'static str {
        static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| (0..NUMBERS as u64).map(text).collect());
        &TEXTS[number as usize]
    }

    fn value(number: u64) -> u64 {
        number
    }

    #[inline]
    fn key_word(key: &&'static str) -> u64 {
        key.len() as u64
    }

    #[inline]
    fn value_word(value: &u64) -> u64 {
        *value
    }
}

/// `<u64,[u8;64]>`: values of a cache line.
pub struct Blobs;

impl Shape for Blobs {
    type Key = u64;
    type Value = [u8; 64];
    const NAME: &'static str = "blob";

    fn key(number: u64) -> u64 {
        mix(number)
    }

    fn value(number: u64) -> [u8; 64] {
        [mix(!number) as u8; 64]
    }

    #[inline]
    fn key_word(key: &u64) -> u64 {
        *key
    }

    #[inline]
    fn value_word(value: &[u8; 64]) -> u64 {
        u64::from(value[0])
    }
}

/// `<(u64,u64),u64>`: keys of two integers, of which the first repeats in large maps.
pub struct Pairs;

impl Shape for Pairs {
    type Key = (u64, u64);
    type Value = u64;
    const NAME: &'static str = "pair";

    fn key(number: u64) -> (u64, u64) {
        let word = mix(number);
        (word >> 48, word)
    }

    fn value(number: u64) -> u64 {
        number
    }

    #[inline]
    fn key_word(key: &(u64, u64)) -> u64 {
        key.0 ^ key.1
    }

    #[inline]
    fn value_word(value: &u64) -> u64 {
        *value
    }
}

/// 16 to 24 hexadecimal digits. The first 16 alone tell all numbers apart.
fn text(number: u64) -> String {
    let length = 16 + (mix(!number) % 9) as usize;
    let mut text = format!("{:016x}{:08x}", mix(number), number as u32);
    text.truncate(length);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    struct Distinct(Vec<&'static str>);

    impl EachShape for Distinct {
        fn visit<S: Shape>(&mut self) {
            let keys: Vec<S::Key> = (0..20_000).map(S::key).collect();
            assert!(!keys.is_sorted(), "{}", S::NAME);
            assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len(), "{}", S::NAME);
            assert!((0..100).all(|number| S::key(number) == keys[number as usize]), "{}", S::NAME);
            let words: BTreeSet<u64> = (0..200).map(|number| S::value_word(&S::value(number))).collect();
            assert!(words.len() > 100, "{}: values tell entries apart", S::NAME);
            self.0.push(S::NAME);
        }
    }

    #[test]
    fn keys_of_every_shape_are_distinct_and_in_no_order() {
        let mut seen = Distinct(Vec::new());
        each_shape(&mut seen);
        assert_eq!(seen.0, ["u64", "u32", "string", "str", "blob", "pair"]);
    }

    #[test]
    fn texts_have_every_length_promised() {
        let lengths: BTreeSet<usize> = (0..1_000).map(|number| text(number).len()).collect();
        assert_eq!(lengths, (16..=24).collect());
    }

    #[test]
    fn first_halves_of_pairs_repeat() {
        let firsts: BTreeSet<u64> = (0..NUMBERS as u64).map(|number| Pairs::key(number).0).collect();
        assert!(firsts.len() < NUMBERS / 2);
    }
}
