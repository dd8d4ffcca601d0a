//! Tests of searches among keys that differ in one byte of a word, and differ in the opposite direction in all bytes after it. A search that
//! compared the bytes of a word in the order of the machine would fail on little-endian or on big-endian machines.

use super::{Shared, equal, integer, rank, rank_behind};
use alloc::string::String;
use alloc::vec::Vec;
use core::borrow::Borrow;
use core::fmt::Debug;

/// Pairs of bytes in ascending order, apart in the lowest bit, the highest and all.
const ASCENDING: [(u8, u8); 4] = [(0, 1), (0x7f, 0x80), (0xfe, 0xff), (0, 0xff)];

/// Pairs of `N` bytes that are equal before `place`, ascend there, and descend behind.
fn places<const N: usize>() -> impl Iterator<Item = [u8; N]> {
    (0..N).flat_map(|place| {
        // An interpreter takes the pair that differs in the lowest bit, and in every byte one of the others.
        let few = move |i: &usize| !cfg!(miri) || *i == 0 || *i == 1 + place % 3;
        let pairs = (0..ASCENDING.len()).filter(few).map(|i| ASCENDING[i]);
        pairs.flat_map(move |(less, more)| {
            let of = |byte, rest| {
                core::array::from_fn(|i| match i {
                    i if i < place => 0x41,
                    i if i == place => byte,
                    _ => rest,
                })
            };
            [of(less, 0xff), of(more, 0)]
        })
    })
}

/// Searches for every key among the first ones, as many as may be, and among every second one, without itself, as std does.
fn searches_agree<K: Borrow<Q> + Ord + Clone, Q: Ord + ?Sized>(mut keys: Vec<K>) {
    keys.sort();
    keys.dedup();
    let halves = [0, 1].map(|first| keys.iter().skip(first).step_by(2).cloned().collect::<Vec<K>>());
    for (i, key) in keys.iter().enumerate() {
        let (others, key): (&[K], &Q) = (&halves[1 - i % 2], key.borrow());
        let expected = others.binary_search_by(|other| other.borrow().cmp(key)).unwrap_err();
        assert_eq!(
            (rank(others, key, &mut Shared::default()), rank_behind(others, key, &mut Shared::default())),
            (Err(expected), expected)
        );
    }
    for (i, key) in keys.iter().enumerate() {
        let key: &Q = key.borrow();
        // All, as many as end with the key or before it, and some in between, by which the number of steps differs.
        let lengths = [keys.len(), i / 2, i + 1, i, i + (keys.len() - i) / 2];
        for len in &lengths[..if cfg!(miri) { 2 } else { 5 }] {
            let (keys, len) = (&keys[..*len], *len);
            let expected = if i < len { Ok(i) } else { Err(len) };
            assert!(keys.binary_search_by(|other| other.borrow().cmp(key)) == expected);
            assert!(rank(keys, key, &mut Shared::default()) == expected);
            assert_eq!(rank_behind(keys, key, &mut Shared::default()), len.min(i + 1));
        }
        for (j, other) in keys.iter().enumerate().skip(i.saturating_sub(3)).take(7) {
            assert_eq!(equal(other, key), i == j);
        }
    }
}

/// The same for a type that is ranked as words, which it must be.
fn ranked_as_words<K: Ord + Clone + Debug>(keys: Vec<K>) {
    assert!(integer::rank(&keys, &keys[0]).is_some(), "{:?} is not recognised", keys[0]);
    assert!(integer::rank_behind(&keys, &keys[0]).is_some());
    searches_agree::<K, K>(keys);
}

#[test]
fn integers_of_every_width_rank_as_std_ranks_them() {
    macro_rules! integers {
        ($($type:ty),*) => {$(
            ranked_as_words(places().map(<$type>::from_be_bytes).collect());
        )*};
    }
    integers!(u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);
    let chars = places().map(u32::from_be_bytes).filter_map(|bits| char::from_u32(bits & 0x1f_ffff));
    ranked_as_words(chars.chain(['\0', '\u{ff}', '\u{100}', '\u{ffff}', '\u{10000}']).collect());
    ranked_as_words([false, true].to_vec());
}

#[test]
fn pairs_of_integers_rank_as_std_ranks_them() {
    macro_rules! pairs {
        ($(($first:ty, $second:ty)),*) => {$({
            const N: usize = size_of::<$first>() + size_of::<$second>();
            ranked_as_words(places::<N>().map(|bytes| {
                let (first, second) = bytes.split_at(size_of::<$first>());
                let first = <$first>::from_be_bytes(first.try_into().unwrap());
                (first, <$second>::from_be_bytes(second.try_into().unwrap()))
            }).collect());
        })*};
    }
    pairs!((u64, u64), (u32, u32), (u64, u32), (u32, u64), (usize, usize));
}

#[test]
fn arrays_of_bytes_rank_as_std_ranks_them() {
    ranked_as_words(places::<4>().collect());
    ranked_as_words(places::<8>().collect());
    ranked_as_words(places::<16>().collect());
    ranked_as_words(places::<20>().collect());
    ranked_as_words(places::<32>().collect());
}

#[test]
fn strings_rank_as_std_ranks_them() {
    // Below a word, a word, and words that overlap the one before; and what is a prefix of another.
    fn all<const N: usize>(into: &mut Vec<Vec<u8>>) {
        into.extend(places::<N>().map(|bytes| bytes.to_vec()));
        into.push([0x41; N].to_vec());
    }
    let mut keys = Vec::new();
    if !cfg!(miri) {
        all::<1>(&mut keys);
        all::<7>(&mut keys);
        all::<15>(&mut keys);
        all::<16>(&mut keys);
        all::<17>(&mut keys);
    }
    all::<8>(&mut keys);
    all::<9>(&mut keys);
    let texts: Vec<String> = keys
        .iter()
        .map(|bytes| bytes.iter().map(|byte| char::from(*byte)).collect::<String>())
        // Bytes of ASCII stay one byte each, so that these differ where the others do.
        .chain(
            keys.iter()
                .filter_map(|bytes| String::from_utf8(bytes.iter().map(|byte| byte & 0x7f).collect()).ok()),
        )
        .collect();
    searches_agree::<String, str>(texts);
    searches_agree::<Vec<u8>, [u8]>(keys);
}
