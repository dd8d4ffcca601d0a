//! Keys and values as numbers: made from one, and read as one.

use std::fmt::Debug;

/// Something of which a word can be read, so that a walk must read what the map stores of it.
pub trait Word {
    /// A word that depends on the contents. Two that are equal have the same.
    fn word(&self) -> u64;
}

/// A key that a number is made into. Keys order as their numbers.
pub trait Key: Ord + Clone + Debug + Word + 'static {
    /// The key of a number.
    fn from_number(number: u64) -> Self;
}

macro_rules! words {
    ($($type:ty: $self:ident => $word:expr;)*) => {$(
        impl Word for $type {
            #[inline(always)]
            fn word(&$self) -> u64 {
                $word
            }
        }
    )*};
}

words! {
    u64: self => *self;
    u32: self => u64::from(*self);
    i32: self => u64::from(self.cast_unsigned());
    (u64, u64): self => self.0 ^ self.1;
    String: self => self.len() as u64;
    &'static str: self => self.len() as u64;
    Box<u64>: self => **self;
    [u8; 16]: self => u64::from(self[0]);
    [u8; 32]: self => u64::from(self[0]);
    [u8; 64]: self => u64::from(self[0]);
    (): self => 0;
}

impl Key for u64 {
    fn from_number(number: u64) -> Self {
        number
    }
}

/// 16 hexadecimal digits.
impl Key for String {
    fn from_number(number: u64) -> Self {
        format!("{number:016x}")
    }
}

impl Key for Box<u64> {
    fn from_number(number: u64) -> Self {
        Box::new(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_order_as_their_numbers() {
        fn ascend<K: Key>() {
            let numbers = [0, 1, 9, 10, 255, 256, u64::from(u32::MAX), u64::MAX];
            assert!(numbers.map(K::from_number).is_sorted_by(|a, b| a < b));
        }
        ascend::<u64>();
        ascend::<String>();
        ascend::<Box<u64>>();
    }
}
