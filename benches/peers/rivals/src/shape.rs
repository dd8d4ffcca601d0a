//! Keys and values: made from numbers, read as words, hashed for the checks.
//!
//! Invariants: distinct numbers below 2^32 give distinct keys; equal numbers give equal keys in every contender.

mod texts;

use std::fmt::Debug;
use testbed::{Halves, Random, Shape as _, Word};
pub use texts::{path, prefixed, text};

/// A key of some shape.
pub trait Key: Ord + Clone + Debug + Unpin + Word + 'static {
    /// The key of a number below 2^32.
    fn from_number(number: u64) -> Self;

    /// Mixes the whole key into a hash.
    fn digest(&self, hash: u64) -> u64;
}

/// A value of some shape.
pub trait Value: Clone + Debug + Unpin + Word + 'static {
    /// The value of a number.
    fn from_number(number: u64) -> Self;

    /// Changes the value; changed twice, it is what it was.
    fn stir(&mut self);
}

/// A permutation of the 64-bit numbers that looks like chance.
pub fn scatter(number: u64) -> u64 {
    Random::new(0).nth(number.wrapping_add(1))
}

/// Mixes a word into a hash.
pub fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
}

fn mix_text(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| mix(hash, u64::from(byte)))
}

impl Key for u64 {
    fn from_number(number: u64) -> Self {
        scatter(number)
    }

    fn digest(&self, hash: u64) -> u64 {
        mix(hash, *self)
    }
}

impl Key for u32 {
    fn from_number(number: u64) -> Self {
        Halves::key(number)
    }

    fn digest(&self, hash: u64) -> u64 {
        mix(hash, u64::from(*self))
    }
}

impl Key for String {
    fn from_number(number: u64) -> Self {
        text(number)
    }

    fn digest(&self, hash: u64) -> u64 {
        mix_text(hash, self)
    }
}

impl Key for &'static str {
    /// Leaks the text: a run's keys are few and live as long as the program.
    fn from_number(number: u64) -> Self {
        text(number).leak()
    }

    fn digest(&self, hash: u64) -> u64 {
        mix_text(hash, self)
    }
}

impl Key for (u64, u64) {
    /// First halves repeat in large maps, so that some comparisons reach the second.
    fn from_number(number: u64) -> Self {
        let word = scatter(number);
        (word >> 48, word)
    }

    fn digest(&self, hash: u64) -> u64 {
        mix(mix(hash, self.0), self.1)
    }
}

macro_rules! byte_keys {
    ($($length:literal)*) => {$(
        impl Key for [u8; $length] {
            /// Bytes that look like chance.
            fn from_number(number: u64) -> Self {
                let mut bytes = [0; $length];
                for (at, chunk) in (1..).zip(bytes.chunks_exact_mut(8)) {
                    chunk.copy_from_slice(&scatter(number ^ (at << 40)).to_le_bytes());
                }
                bytes
            }

            fn digest(&self, hash: u64) -> u64 {
                self.iter().fold(hash, |hash, byte| mix(hash, u64::from(*byte)))
            }
        }
    )*};
}
byte_keys!(16 32);

impl Value for u64 {
    fn from_number(number: u64) -> Self {
        number
    }

    #[inline(always)]
    fn stir(&mut self) {
        *self ^= 1;
    }
}

impl Value for u32 {
    fn from_number(number: u64) -> Self {
        number as u32
    }

    #[inline(always)]
    fn stir(&mut self) {
        *self ^= 1;
    }
}

/// The value of a set.
impl Value for () {
    fn from_number(_: u64) {}

    fn stir(&mut self) {}
}

impl Value for [u8; 64] {
    fn from_number(number: u64) -> Self {
        [number as u8; 64]
    }

    #[inline(always)]
    fn stir(&mut self) {
        self[0] ^= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn distinct_numbers_give_distinct_keys() {
        fn distinct<K: Key>() {
            assert_eq!((0..20_000).map(K::from_number).collect::<BTreeSet<_>>().len(), 20_000);
        }
        distinct::<u64>();
        distinct::<u32>();
        distinct::<String>();
        distinct::<&'static str>();
        distinct::<(u64, u64)>();
        distinct::<[u8; 16]>();
        distinct::<[u8; 32]>();
    }

    #[test]
    fn the_digest_tells_orders_apart() {
        assert_ne!(1_u64.digest(2_u64.digest(0)), 2_u64.digest(1_u64.digest(0)));
        assert_ne!("ab".digest(0), "ba".digest(0));
    }
}
