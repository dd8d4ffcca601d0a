//! Keys and values: made from numbers, read as words, hashed for the checks.
//!
//! Invariants: distinct numbers below 2^32 give distinct keys; equal numbers give equal keys in every contender.

mod texts;

use std::fmt::Debug;
pub use texts::{path, prefixed, text};

/// A key of some shape.
pub trait Key: Ord + Clone + Debug + Unpin + 'static {
    /// The key of a number below 2^32.
    fn from_number(number: u64) -> Self;

    /// A word that depends on what the map stores of the key, so that an iteration must read it.
    fn word(&self) -> u64;

    /// Mixes the whole key into a hash.
    fn digest(&self, hash: u64) -> u64;
}

/// A value of some shape.
pub trait Value: Clone + Debug + Unpin + 'static {
    /// The value of a number.
    fn from_number(number: u64) -> Self;

    /// A word that depends on the value.
    fn word(&self) -> u64;

    /// Changes the value; changed twice, it is what it was.
    fn stir(&mut self);
}

/// SplitMix64's output function: a permutation of the 64-bit numbers that looks like chance.
pub fn scatter(number: u64) -> u64 {
    let mut z = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
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

    #[inline(always)]
    fn word(&self) -> u64 {
        *self
    }

    fn digest(&self, hash: u64) -> u64 {
        mix(hash, *self)
    }
}

impl Key for u32 {
    /// Murmur3's finaliser: a permutation of the 32-bit numbers.
    fn from_number(number: u64) -> Self {
        let mut z = (number as u32).wrapping_add(0x9e37_79b9);
        z = (z ^ (z >> 16)).wrapping_mul(0x85eb_ca6b);
        z = (z ^ (z >> 13)).wrapping_mul(0xc2b2_ae35);
        z ^ (z >> 16)
    }

    #[inline(always)]
    fn word(&self) -> u64 {
        u64::from(*self)
    }

    fn digest(&self, hash: u64) -> u64 {
        mix(hash, u64::from(*self))
    }
}

impl Key for String {
    fn from_number(number: u64) -> Self {
        text(number)
    }

    #[inline(always)]
    fn word(&self) -> u64 {
        self.len() as u64
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

    #[inline(always)]
    fn word(&self) -> u64 {
        self.len() as u64
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

    #[inline(always)]
    fn word(&self) -> u64 {
        self.0 ^ self.1
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

            #[inline(always)]
            fn word(&self) -> u64 {
                u64::from(self[0])
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
    fn word(&self) -> u64 {
        *self
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
    fn word(&self) -> u64 {
        u64::from(*self)
    }

    #[inline(always)]
    fn stir(&mut self) {
        *self ^= 1;
    }
}

/// The value of a set.
impl Value for () {
    fn from_number(_: u64) {}

    fn word(&self) -> u64 {
        0
    }

    fn stir(&mut self) {}
}

impl Value for [u8; 64] {
    fn from_number(number: u64) -> Self {
        [number as u8; 64]
    }

    #[inline(always)]
    fn word(&self) -> u64 {
        u64::from(self[0])
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
