//! Sums of hashes: the fingerprint of a set of items, kept under inserts and removals.
//!
//! A sum is the sum of the 256-bit hashes of a set, modulo 2^256. So an item is added or taken away in **O(1)** time, in any order.
//! Whoever chooses the items freely can look for two sets with the same sum, with far less work than for two items with the same
//! hash. Sums therefore find the differences that accidents leave. What somebody has constructed is found by comparing parts item by item:
//! see `node/repair.rs`.

/// A sum of hashes modulo 2^256.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sum([u64; 4]);

impl Sum {
    /// Adds a hash.
    pub fn add(&mut self, hash: &[u8; 32]) {
        self.add_sum(Sum::of(hash));
    }

    /// Takes away a hash that was added.
    pub fn remove(&mut self, hash: &[u8; 32]) {
        let mut borrow = false;
        for (digit, less) in self.0.iter_mut().zip(Sum::of(hash).0) {
            let (first, a) = digit.overflowing_sub(less);
            let (second, b) = first.overflowing_sub(u64::from(borrow));
            (*digit, borrow) = (second, a || b);
        }
    }

    /// Adds another sum.
    pub fn add_sum(&mut self, other: Sum) {
        let mut carry = false;
        for (digit, more) in self.0.iter_mut().zip(other.0) {
            let (first, a) = digit.overflowing_add(more);
            let (second, b) = first.overflowing_add(u64::from(carry));
            (*digit, carry) = (second, a || b);
        }
    }

    /// The fingerprint of a set with that many items: 128 bits of the BLAKE3 hash of both.
    pub fn fingerprint(&self, count: u64) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&count.to_le_bytes());
        for digit in self.0 {
            hasher.update(&digit.to_le_bytes());
        }
        let mut fingerprint = [0; 16];
        fingerprint.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        fingerprint
    }

    fn of(hash: &[u8; 32]) -> Sum {
        let mut digits = [0; 4];
        for (digit, bytes) in digits.iter_mut().zip(hash.as_chunks::<8>().0) {
            *digit = u64::from_le_bytes(*bytes);
        }
        Sum(digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carries_and_borrows_pass_all_digits() {
        let (ones, mut one) = ([0xff; 32], [0; 32]);
        one[0] = 1;
        let mut sum = Sum::default();
        sum.add(&ones);
        sum.add(&one);
        assert_eq!(sum, Sum::default());
        sum.remove(&one);
        assert_eq!(sum, Sum::of(&ones));
        sum.remove(&ones);
        assert_eq!(sum, Sum::default());
    }

    #[test]
    fn a_pair_of_equal_hashes_does_not_cancel() {
        let mut sum = Sum::default();
        sum.add(&[7; 32]);
        sum.add(&[7; 32]);
        assert_ne!(sum, Sum::default());
    }
}
