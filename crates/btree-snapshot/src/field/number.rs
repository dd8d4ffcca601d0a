//! Integers and floating point numbers, little-endian.

use super::{Field, Key, by_value};
use crate::column::Column;
use crate::format::PAGE_HEAD_LEN;
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

/// How often a search looks where a key would be if keys were spread evenly, before it asks for keys all over what is left.
const INTERPOLATIONS: usize = 2;

/// The integer next to a number from 0 to 2³², without the care that a cast takes of all others.
#[inline]
fn rounded(number: f64) -> usize {
    // Of a number of this size the last bit of the fraction is worth 1.
    const SHIFT: f64 = (1_u64 << 52) as f64;
    (number + SHIFT).to_bits() as u32 as usize
}

macro_rules! integer {
    ($class:ident: $($type:ty as $unsigned:ty),*) => {$(
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
            fn rank(column: Column<'_, Self>, probe: $type) -> Result<usize, usize> {
                let (keys, _) = column.bytes().as_chunks::<{ size_of::<$type>() }>();
                let at = Self::last_not_above(column, probe);
                let Some(key) = keys.get(at) else { return Err(0) };
                let key = <$type>::from_le_bytes(*key);
                if key == probe { Ok(at) } else { Err(at + usize::from(key < probe)) }
            }

            #[inline(always)]
            fn last_not_above(keys: Column<'_, Self>, probe: $type) -> usize {
                let (keys, _) = keys.bytes().as_chunks::<{ size_of::<$type>() }>();
                halve(keys.len(), |i| <$type>::from_le_bytes(keys[i]) <= probe)
            }

            #[inline(always)]
            fn rank_between(
                keys: Column<'_, Self>,
                probe: $type,
                lower: Option<&[u8]>,
                upper: Option<&[u8]>,
            ) -> Result<usize, usize> {
                let (Some(mut lower), Some(mut upper)) = (lower.and_then(Self::load), upper.and_then(Self::load))
                else {
                    return Self::rank(keys, probe);
                };
                let (chunks, _) = keys.bytes().as_chunks::<{ size_of::<$type>() }>();
                let key = |chunk: &_| <$type>::from_le_bytes(*chunk);
                // The keys of a line of the processor's cache, and how many lie between a page's start and a line's.
                const LINE: usize = 64 / size_of::<$type>();
                const INTO: usize = PAGE_HEAD_LEN / size_of::<$type>() % LINE;
                let (mut start, mut end) = (0, chunks.len());
                for _ in 0..INTERPOLATIONS {
                    if lower > probe || probe >= upper || end - start <= LINE {
                        break;
                    }
                    // All of these are above zero and in the unsigned type, where differences of signed numbers fit.
                    let part = probe.wrapping_sub(lower) as $unsigned as f64;
                    let whole = upper.wrapping_sub(lower) as $unsigned as f64;
                    let guess = start + rounded(part * ((end - start) as f64 / whole));
                    if chunks.get(guess).is_some_and(|chunk| key(chunk) == probe) {
                        return Ok(guess);
                    }
                    let line = (((guess + INTO) & !(LINE - 1)).saturating_sub(INTO)).clamp(start, end - LINE);
                    let Some(there) = chunks.get(line..).and_then(|rest| rest.first_chunk::<LINE>()) else { break };
                    let not_above: usize = there.iter().map(|chunk| usize::from(key(chunk) <= probe)).sum();
                    if not_above == 0 {
                        (end, upper) = (line, key(&there[0]));
                    } else if not_above == LINE {
                        (start, lower) = (line + LINE, key(&there[LINE - 1]));
                    } else {
                        let at = line + not_above - 1;
                        return if key(&there[not_above - 1]) == probe { Ok(at) } else { Err(at + 1) };
                    }
                }
                // Two lines each, of which the first keys are asked for at once.
                let Some(left) = chunks.get(start..end) else { return Self::rank(keys, probe) };
                let not_above = |chunks: &[_]| chunks.iter().filter(|chunk| key(chunk) <= probe).count();
                let pairs: usize = left.chunks(2 * LINE).map(|pair| usize::from(key(&pair[0]) <= probe)).sum();
                let before = pairs.saturating_sub(1) * 2 * LINE;
                let rank = start + before + not_above(left.get(before..left.len().min(before + 2 * LINE)).unwrap_or(&[]));
                match rank.checked_sub(1).and_then(|at| chunks.get(at)).map(key) {
                    Some(last) if last == probe => Ok(rank - 1),
                    _ => Err(rank),
                }
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

integer!(Unsigned: u8 as u8, u16 as u16, u32 as u32, u64 as u64, u128 as u128);
integer!(Signed: i8 as u8, i16 as u16, i32 as u32, i64 as u64, i128 as u128);
number!(Float: f32, f64);

#[cfg(test)]
mod tests {
    use super::{Column, Key};
    use crate::field::Field;

    /// Asks for every key, its neighbours and the ends, with every hint that is right and many that are not.
    macro_rules! check {
        ($type:ty, $keys:expr) => {{
            let keys: Vec<$type> = $keys;
            let bytes: Vec<u8> = keys.iter().flat_map(|key| key.to_le_bytes()).collect();
            let (column, _) = Column::<$type>::split(&bytes, keys.len(), false).unwrap();
            let probes = keys.iter().flat_map(|key| [key.wrapping_sub(1), *key, key.wrapping_add(1)]);
            for probe in probes.chain([<$type>::MIN, <$type>::MAX, 0]) {
                let right = keys.binary_search(&probe);
                assert_eq!(<$type as Key>::rank(column, probe), right);
                let bounds = [<$type>::MIN, 0, keys[0], keys[keys.len() - 1], probe, <$type>::MAX];
                for lower in bounds {
                    for upper in bounds {
                        let (lower, upper) = (lower.to_le_bytes(), upper.to_le_bytes());
                        let found = <$type as Key>::rank_between(column, probe, Some(&lower), Some(&upper));
                        let hint = || (<$type as Field>::load(&lower), <$type as Field>::load(&upper));
                        assert_eq!(found, right, "{probe} of {keys:?}, {:?}", hint());
                    }
                    let lower = lower.to_le_bytes();
                    assert_eq!(<$type as Key>::rank_between(column, probe, Some(&lower), None), right);
                }
            }
        }};
    }

    macro_rules! check_spreads {
        ($($type:ty),*) => {$(
            for count in if cfg!(miri) { vec![9] } else { vec![1, 2, 8, 9, 65, 254] } {
                let most = (<$type>::MAX as u128).min(254) as usize;
                let count = count.min(most);
                // Side by side; far apart; most on one side; clusters that grow from both ends.
                let step = <$type>::MAX / count as $type;
                check!($type, (0..count).map(|i| i as $type).collect());
                check!($type, (0..count).map(|i| i as $type * step).collect());
                check!($type, (0..count).map(|i| if i + 1 == count { <$type>::MAX } else { i as $type }).collect());
                let bits = <$type>::BITS as usize - 1;
                let mut powers: Vec<$type> =
                    (0..count).map(|i| (1 << (i % bits)) + (i / bits) as $type).collect();
                powers.extend(powers.clone().iter().map(|power| <$type>::MAX - power));
                powers.sort();
                powers.dedup();
                check!($type, powers);
            }
        )*};
    }

    #[test]
    fn ranks_are_right_whatever_the_hints() {
        check_spreads!(u8, u32, u64, i16, i64, u128);
        check!(i64, (-120..120).map(|i| i * (i64::MAX / 120)).collect());
        check!(i32, (-100..100).map(|i| i * i * i).collect());
    }
}
