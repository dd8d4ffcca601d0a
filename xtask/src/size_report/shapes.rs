//! What the maps are filled with: four shapes of entries, three orders, the same on every run and machine.
//!
//! Invariant: the keys of one list are distinct. Integers come from bijections; strings are long enough.

use serde::Serialize;

/// How a map comes to hold its entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Order {
    /// Inserted one by one in random order.
    Random,
    /// Inserted one by one, keys ascending.
    Ascending,
    /// Collected at once: `from_iter_in_layout`, or `collect` into a `BTreeMap`.
    Bulk,
}

impl Order {
    pub(crate) const ALL: [Order; 3] = [Order::Random, Order::Ascending, Order::Bulk];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Order::Random => "random",
            Order::Ascending => "ascending",
            Order::Bulk => "bulk",
        }
    }
}

/// A type of key and a type of value, with a rule that makes the entries.
pub(crate) trait Shape {
    type Key: Ord + Clone;
    type Value: Clone;

    /// The key of the `i`th entry in random order.
    fn random_key(i: u64) -> Self::Key;
    /// The value of the `i`th entry.
    fn value(i: u64) -> Self::Value;

    /// `n` entries in the order in which they are inserted. Bulk lists ascend: `collect` sorts anyway.
    fn entries(order: Order, n: usize) -> Vec<(Self::Key, Self::Value)> {
        let mut entries: Vec<_> = (0..n as u64).map(|i| (Self::random_key(i), Self::value(i))).collect();
        if order != Order::Random {
            entries.sort_by(|a, b| a.0.cmp(&b.0));
        }
        entries
    }
}

/// A bijection of 64-bit words that leaves no pattern: the output step of splitmix64.
fn mix(i: u64) -> u64 {
    let z = i.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The same for 32 bits: the finishing step of murmur3.
fn mix32(i: u32) -> u32 {
    let z = i.wrapping_add(0x9E37_79B9);
    let z = (z ^ (z >> 16)).wrapping_mul(0x85EB_CA6B);
    let z = (z ^ (z >> 13)).wrapping_mul(0xC2B2_AE35);
    z ^ (z >> 16)
}

/// `<i32, i32>`
pub(crate) struct Ints;
/// `<u64, u64>`
pub(crate) struct Words;
/// `<String, u64>`, keys of 16 to 24 letters
pub(crate) struct Texts;
/// `<u64, [u8; 64]>`
pub(crate) struct Wide;

impl Shape for Ints {
    type Key = i32;
    type Value = i32;

    fn random_key(i: u64) -> i32 {
        mix32(u32::try_from(i).expect("fewer entries than keys")).cast_signed()
    }

    fn value(i: u64) -> i32 {
        mix32(!(i as u32)).cast_signed()
    }
}

impl Shape for Words {
    type Key = u64;
    type Value = u64;

    fn random_key(i: u64) -> u64 {
        mix(i)
    }

    fn value(i: u64) -> u64 {
        mix(!i)
    }
}

impl Shape for Texts {
    type Key = String;
    type Value = u64;

    fn random_key(i: u64) -> String {
        let seed = mix(i);
        let letters = 16 + seed % 9;
        let mut key = String::with_capacity(usize::try_from(letters).expect("at most 24"));
        key.extend((0..letters).map(|at| char::from(b'a' + (mix(seed.wrapping_add(at)) % 26) as u8)));
        key
    }

    fn value(i: u64) -> u64 {
        mix(!i)
    }
}

impl Shape for Wide {
    type Key = u64;
    type Value = [u8; 64];

    fn random_key(i: u64) -> u64 {
        mix(i)
    }

    fn value(i: u64) -> [u8; 64] {
        [mix(!i) as u8; 64]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn check<S: Shape>() {
        let random = S::entries(Order::Random, 5000);
        let keys: BTreeSet<_> = random.iter().map(|(key, _)| key.clone()).collect();
        assert_eq!(keys.len(), 5000, "keys are distinct");
        assert!(!random.is_sorted_by(|a, b| a.0 < b.0));
        for order in [Order::Ascending, Order::Bulk] {
            let entries = S::entries(order, 5000);
            assert!(entries.iter().map(|(key, _)| key).eq(&keys));
        }
        let shorter = S::entries(Order::Random, 10);
        assert!(
            shorter.iter().zip(&random).all(|(a, b)| a.0 == b.0),
            "a short list is the start of a long one"
        );
    }

    #[test]
    fn every_shape_has_distinct_keys_in_the_order_asked_for() {
        check::<Ints>();
        check::<Words>();
        check::<Texts>();
        check::<Wide>();
    }

    #[test]
    fn strings_have_16_to_24_letters_and_no_spare_room() {
        let lengths: BTreeSet<_> = Texts::entries(Order::Random, 500)
            .into_iter()
            .map(|(key, _)| {
                assert_eq!(key.capacity(), key.len());
                key.len()
            })
            .collect();
        assert!(lengths.into_iter().eq(16..=24));
    }

    #[test]
    fn inputs_are_the_same_on_every_machine() {
        assert_eq!(mix(0), 0xE220_A839_7B1D_CDAF);
        assert_eq!((Ints::random_key(0), Words::random_key(1)), (mix32(0).cast_signed(), mix(1)));
        assert_eq!(mix32(0), 0x92CA_2F0E);
    }
}
