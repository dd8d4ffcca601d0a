//! The two kinds of key that the trial measures: a plain word, and a string with a heap block of its own.

use std::fmt::Debug;

/// A key that can be made from a number, in an order that has nothing to do with the number's.
pub(crate) trait Key: Ord + Clone + Debug {
    /// The type's name in the tables.
    const NAME: &'static str;

    /// The key of a number: distinct for distinct numbers.
    fn make(number: u64) -> Self;

    /// Bytes that the key holds on the heap.
    fn heap_bytes(&self) -> usize;
}

/// A bijection without visible order (the finaliser of splitmix64).
fn scatter(number: u64) -> u64 {
    let mut x = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

impl Key for u64 {
    const NAME: &'static str = "u64";

    fn make(number: u64) -> Self {
        scatter(number)
    }

    fn heap_bytes(&self) -> usize {
        0
    }
}

impl Key for String {
    const NAME: &'static str = "String";

    fn make(number: u64) -> Self {
        format!("user/{:016x}", scatter(number))
    }

    fn heap_bytes(&self) -> usize {
        self.capacity()
    }
}
