//! Keys as words that compare in an instruction or a few, in the order of the keys: integers, pairs of unsigned ones, and arrays
//! of bytes as long as hashes and addresses are.

use core::cmp::Ordering;

/// A type of keys that order as words do.
pub(super) trait AsWord: Copy {
    /// What is compared.
    type Word: Copy + PartialOrd;

    /// The word of a key: of two keys the lesser has the lesser one, and equal ones have equal ones. Integers may be
    /// `signed`: then their order is that of two's complement.
    fn word(self, signed: bool) -> Self::Word;

    /// Whether the word takes several instructions to compare, and keys rarely begin alike: then they are ranked by their
    /// [`beginning`](Self::beginning) first.
    const LONG: bool = false;

    /// The first eight bytes of a long key, as a number in the order of the keys.
    #[inline(always)]
    fn beginning(self) -> u64 {
        0
    }
}

macro_rules! integers {
    ($($type:ty),*) => {$(
        impl AsWord for $type {
            type Word = $type;
            #[inline(always)]
            fn word(self, signed: bool) -> $type {
                if signed { self ^ (1 << (<$type>::BITS - 1)) } else { self }
            }
        }
    )*};
}

integers!(u8, u16, u32, u64, u128);

macro_rules! words {
    ($($type:ty => $word:ty, |$key:ident| $make:expr $(, long: $beginning:expr)?;)*) => {$(
        impl AsWord for $type {
            type Word = $word;
            $(
                const LONG: bool = true;
                #[inline(always)]
                fn beginning(self) -> u64 {
                    let $key = self;
                    $beginning
                }
            )?
            #[inline(always)]
            fn word(self, _signed: bool) -> $word {
                let $key = self;
                $make
            }
        }
    )*};
}

words! {
    (u64, u64) => u128, |key| u128::from(key.0) << 64 | u128::from(key.1);
    (u32, u32) => u64, |key| u64::from(key.0) << 32 | u64::from(key.1);
    (u64, u32) => u128, |key| u128::from(key.0) << 64 | u128::from(key.1);
    (u32, u64) => u128, |key| u128::from(key.0) << 64 | u128::from(key.1);
    (usize, usize) => u128, |key| (key.0 as u128) << 64 | key.1 as u128;
    [u8; 4] => u32, |key| u32::from_be_bytes(key);
    [u8; 8] => u64, |key| u64::from_be_bytes(key);
    [u8; 16] => u128, |key| u128::from_be_bytes(key);
    [u8; 20] => Long, |key| Long(part(&key, 0), u128::from(u32::from_be_bytes([key[16], key[17], key[18], key[19]]))),
        long: beginning(&key);
    [u8; 32] => Long, |key| Long(part(&key, 0), part(&key, 16)), long: beginning(&key);
}

/// The first eight bytes of a key, the first one highest.
#[inline(always)]
fn beginning(key: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&key[..8]);
    u64::from_be_bytes(bytes)
}

/// 16 bytes of a key from `at` on, the first one highest.
#[inline(always)]
fn part(key: &[u8], at: usize) -> u128 {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&key[at..at + 16]);
    u128::from_be_bytes(bytes)
}

/// Two words, the first one higher. Compared without branches, which the derived order would have.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Long(u128, u128);

impl PartialOrd for Long {
    #[inline(always)]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.0.cmp(&other.0).then(self.1.cmp(&other.1)))
    }

    #[inline(always)]
    fn lt(&self, other: &Self) -> bool {
        (self.0 < other.0) | ((self.0 == other.0) & (self.1 < other.1))
    }

    #[inline(always)]
    fn le(&self, other: &Self) -> bool {
        !other.lt(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use core::fmt::Debug;
    use quickcheck::QuickCheck;
    use testbed::Random;

    fn orders_alike<T: AsWord + Ord>(a: T, b: T) -> bool {
        let (x, y) = (a.word(false), b.word(false));
        x.partial_cmp(&y) == Some(a.cmp(&b))
            && (x < y) == (a < b)
            && (x <= y) == (a <= b)
            && (x == y) == (a == b)
    }

    #[test]
    fn words_order_as_their_keys() {
        // Few values each, so that parts are equal often.
        fn pairs(a: [u8; 4], few: bool) -> bool {
            let wide = |byte: u8| if few { u64::from(byte % 3) } else { u64::from(byte) << 56 | 5 };
            let [a, b, c, d] = a.map(wide);
            orders_alike((a, b), (c, d))
                && orders_alike((a as u32, b as u32), (c as u32, d as u32))
                && orders_alike((a, b as u32), (c, d as u32))
                && orders_alike((a as u32, b), (c as u32, d))
                && orders_alike((a as usize, b as usize), (c as usize, d as usize))
        }
        fn signs(a: i64, b: i64) -> bool {
            let order = |a: i64, b: i64| (a as u64).word(true).cmp(&(b as u64).word(true));
            let narrow = |a: i8, b: i8| (a as u8).word(true).cmp(&(b as u8).word(true));
            order(a, b) == a.cmp(&b) && narrow(a as i8, b as i8) == (a as i8).cmp(&(b as i8))
        }
        fn bytes(seed: u64, place: u8, change: u8) -> bool {
            fn of<const N: usize>(seed: u64, place: u8, change: u8) -> bool
            where
                [u8; N]: AsWord + Ord + Debug,
            {
                let mut random = Random::new(seed);
                let a: [u8; N] = core::array::from_fn(|_| random.next() as u8);
                let mut b = a;
                b[usize::from(place) % N] = b[usize::from(place) % N].wrapping_add(change);
                let c: [u8; N] = core::array::from_fn(|i| a[N - 1 - i]);
                orders_alike(a, b) && orders_alike(b, a) && orders_alike(a, a) && orders_alike(a, c)
            }
            of::<4>(seed, place, change)
                && of::<8>(seed, place, change)
                && of::<16>(seed, place, change)
                && of::<20>(seed, place, change)
                && of::<32>(seed, place, change)
        }
        let tests = if cfg!(miri) { 8 } else { 2_000 };
        QuickCheck::new().tests(tests).quickcheck(pairs as fn([u8; 4], bool) -> bool);
        QuickCheck::new().tests(tests).quickcheck(signs as fn(i64, i64) -> bool);
        QuickCheck::new().tests(tests).quickcheck(bytes as fn(u64, u8, u8) -> bool);
    }
}
