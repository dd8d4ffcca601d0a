//! Snapshots whose checksums are right and whose content is not: each is refused, by the reason that it is.

use crate::forge::{HEAD, PAGE_HEAD, TRAILER, mend, pages, put, put_u32, u32_at};
use crate::judge::judge;
use crate::samples::{compressions, long_words, numbers, small, words, write};
use btree_snapshot::{CachedView, Class, Error, Field, Key, Kind, Place, Plain, Reader, Reason, View};
use testbed::Random;

/// Of version 1, which is no longer written.
const OLD_NUMBERS: &[u8] = include_bytes!("../fixtures/v1-u64-u64.bpt");
const OLD_TEXTS: &[u8] = include_bytes!("../fixtures/v1-str-bytes.bpt");

/// What all readers say of bytes that have something wrong: the same place and reason.
fn refusal<K: Key + ?Sized, V: Field + ?Sized>(bytes: &[u8]) -> (Place, Reason) {
    let verified = View::<K, V>::open_verified(bytes).map(drop).expect_err("something is wrong with it");
    let streamed = || -> Result<(), Error> {
        let mut reader = Reader::<K, V, _>::new(bytes)?;
        while reader.next()?.is_some() {}
        Ok(())
    };
    streamed().expect_err("something is wrong with it");
    (verified.place().unwrap(), verified.reason().unwrap())
}

/// Forges a snapshot of numbers, 14 entries a page, three levels high, and tells what readers say of it.
fn forged(change: impl FnOnce(&mut Vec<u8>)) -> (Place, Reason) {
    let mut bytes = sample();
    change(&mut bytes);
    mend(&mut bytes);
    let lazy = || -> Result<(), Error> {
        View::<u64, u64>::open(&bytes)?.iter()?.try_for_each(|entry| entry.map(drop))
    };
    let cached = || -> Result<(), Error> {
        let mut view = CachedView::<u64, u64>::open(&bytes)?;
        let mut range = view.range(..)?;
        while range.next()?.is_some() {}
        Ok(())
    };
    let refused = refusal::<u64, u64>(&bytes);
    // Numbers that are not those of the pages are noticed only by who counts.
    for result in [lazy(), cached()] {
        match result {
            Ok(()) => assert_eq!(refused.1, Reason::Count),
            Err(error) => assert_eq!((error.place().unwrap(), error.reason().unwrap()), refused),
        }
    }
    refused
}

fn sample() -> Vec<u8> {
    write::<u64, u64>(small(), numbers(230))
}

/// The number of a page of the sample, counted from 0.
fn number(page: usize) -> u32 {
    pages(&sample())[page].number
}

/// What readers say of a page of the sample.
fn page(page: usize, reason: Reason) -> (Place, Reason) {
    (Place::Page(number(page)), reason)
}

/// Where a leaf's keys begin, and where a branch's children.
fn keys_of(bytes: &[u8], page: usize) -> usize {
    pages(bytes)[page].at + PAGE_HEAD
}

#[test]
fn mending_what_is_right_changes_nothing() {
    let mut bytes = sample();
    mend(&mut bytes);
    assert_eq!(bytes, sample());
    let levels: Vec<u8> = pages(&bytes).iter().map(|page| page.level).collect();
    assert_eq!(levels, [vec![0; 14], vec![1], vec![0; 3], vec![1, 2]].concat());
}

#[test]
fn other_versions_and_fields_are_refused() {
    assert_eq!(forged(|bytes| bytes[0] = b'x'), (Place::Head, Reason::Magic));
    assert_eq!(forged(|bytes| bytes[8] = 3), (Place::Head, Reason::Version(3)));
    assert_eq!(forged(|bytes| bytes[9] = 1), (Place::Head, Reason::Version(258)));
    assert_eq!(forged(|bytes| bytes[8] = 0), (Place::Head, Reason::Version(0)));
    // A version has units of its own.
    for (at, value) in [(8, 1), (10, 63), (10, 7), (10, 17), (11, 9), (15, 1), (40, 1), (59, 1)] {
        assert_eq!(forged(|bytes| bytes[at] = value), (Place::Head, Reason::Field), "{at}");
    }
    assert_eq!(forged(|bytes| (bytes[12], bytes[11]) = (9, 3)), (Place::Head, Reason::Codec(9)));
    assert_eq!(forged(|bytes| bytes[13] = 77), (Place::Head, Reason::Field));
    let end = sample().len() - TRAILER;
    assert_eq!(forged(|bytes| bytes[end + 63] = 0), (Place::Trailer, Reason::Magic));
    assert_eq!(forged(|bytes| bytes[end + 50] = 1), (Place::Trailer, Reason::Field));
}

#[test]
fn other_kinds_are_refused_by_name() {
    let bytes = sample();
    let (u64s, u32s) =
        (Kind { class: Class::Unsigned, size: 8, tag: 0 }, Kind { class: Class::Unsigned, size: 4, tag: 0 });
    let i64s = Kind { class: Class::Signed, size: 8, tag: 0 };
    let head = |reason| (Place::Head, reason);
    assert_eq!(refusal::<u64, u32>(&bytes), head(Reason::ValueKind { asked: u32s, found: u64s }));
    assert_eq!(refusal::<i64, u64>(&bytes), head(Reason::KeyKind { asked: i64s, found: u64s }));
    type Tagged = Plain<[u8; 8], 5>;
    let plain = Kind { class: Class::Plain, size: 8, tag: 5 };
    assert_eq!(refusal::<u64, Tagged>(&bytes), head(Reason::ValueKind { asked: plain, found: u64s }));
    let tagged = write::<u64, Tagged>(small(), [(1, &[1; 8])]);
    let other = Kind { tag: 6, ..plain };
    assert_eq!(
        refusal::<u64, Plain<[u8; 8], 6>>(&tagged),
        head(Reason::ValueKind { asked: other, found: plain })
    );
    let error = View::<i64, u64>::open(&bytes).unwrap_err();
    assert_eq!(error.to_string(), "head: keys are u64, not i64");
}

/// FAULTS 33, for snapshots: unsorted, duplicate, truncated, length 2⁶⁰. (Every truncation: `sweep`. That memory is bounded:
/// `tests/allocations.rs`.)
#[test]
fn fault_33_unsorted_duplicate_and_lengths_of_2_to_the_60() {
    let key = |bytes: &[u8], page, slot: usize| keys_of(bytes, page) + slot * 8;
    // Two keys exchanged, one repeated.
    assert_eq!(
        forged(|bytes| {
            let at = key(bytes, 4, 5);
            bytes[at..at + 16].rotate_left(8);
        }),
        page(4, Reason::Order { entry: 6 })
    );
    assert_eq!(
        forged(|bytes| {
            let at = key(bytes, 4, 5);
            bytes.copy_within(at..at + 8, at + 8);
        }),
        page(4, Reason::Order { entry: 6 })
    );
    // In order, but not in the range that the index gives: the last key is the next page's first; the first is lower.
    assert_eq!(
        forged(|bytes| {
            let (from, to) = (key(bytes, 5, 0), key(bytes, 4, 13));
            bytes.copy_within(from..from + 8, to);
        }),
        page(4, Reason::Order { entry: 13 })
    );
    assert_eq!(
        forged(|bytes| {
            let at = key(bytes, 4, 0);
            bytes[at] -= 1;
        }),
        page(4, Reason::Order { entry: 0 })
    );
    // The same across the border of a branch, whose upper end only the root knows.
    assert_eq!(
        forged(|bytes| {
            let (from, to) = (key(bytes, 15, 0), key(bytes, 13, 13));
            bytes.copy_within(from..from + 8, to);
        }),
        page(13, Reason::Order { entry: 13 })
    );
    // Keys of a branch out of order.
    assert_eq!(
        forged(|bytes| {
            let at = key(bytes, 14, 3);
            bytes[at..at + 16].rotate_left(8);
        }),
        page(14, Reason::Order { entry: 4 })
    );

    let end = sample().len() - TRAILER;
    let huge = (1_u64 << 60).to_le_bytes();
    assert_eq!(forged(|bytes| put(bytes, end + 8, &huge)), (Place::Trailer, Reason::Field));
    assert_eq!(forged(|bytes| put(bytes, end + 16, &huge)), (Place::Trailer, Reason::Length));
    assert_eq!(forged(|bytes| put_u32(bytes, end + 28, u32::MAX)), (Place::Trailer, Reason::Length));
    assert_eq!(forged(|bytes| put_u32(bytes, end + 24, u32::MAX)), (Place::Trailer, Reason::Field));
    for field in [12, 16, 20] {
        for value in [u32::MAX, 1 << 31, 300, 0] {
            let refused = forged(|bytes| {
                let at = pages(bytes)[3].at;
                put_u32(bytes, at + field, value);
            });
            assert_eq!(refused, page(3, Reason::Layout), "{field}: {value}");
        }
    }
    for units in [0, 3, 8, 1 << 20, u32::MAX] {
        let refused = forged(|bytes| {
            let at = pages(bytes)[3].at;
            put_u32(bytes, at + 8, units);
        });
        // Where there are so many bytes, the checksum can be made right for them.
        let reason = if [3, 8].contains(&units) { Reason::Layout } else { Reason::Checksum };
        assert_eq!(refused, page(3, reason), "{units}");
    }
}

#[test]
fn swapped_and_foreign_pages_are_refused() {
    let swap = |bytes: &mut [u8], a: usize, b: usize| {
        let (a, b) = (pages(bytes)[a], pages(bytes)[b]);
        let first = bytes[a.at..a.at + a.length].to_vec();
        bytes.copy_within(b.at..b.at + b.length, a.at);
        put(bytes, b.at, &first);
    };
    let refused = forged(|bytes| swap(bytes, 3, 7));
    assert_eq!(refused, page(3, Reason::Link));
    // Each with the other's number as well.
    assert_eq!(
        forged(|bytes| {
            swap(bytes, 3, 7);
            for page in [3, 7] {
                put_u32(bytes, pages(&sample())[page].at + 4, number(page));
            }
        }),
        page(3, Reason::Order { entry: 0 })
    );
    // A page of another snapshot, whole, in the place where it was there.
    let mut bytes = sample();
    let other = write::<u64, u64>(small(), numbers(229));
    put(&mut bytes, HEAD + 256, &other[HEAD + 256..HEAD + 512]);
    assert_eq!(refusal::<u64, u64>(&bytes), page(1, Reason::Link));
    // The trailer of another snapshot, of the same length, and of another kind.
    let mut bytes = sample();
    let end = bytes.len() - TRAILER;
    bytes[end..].copy_from_slice(&other[end..]);
    assert_eq!(refusal::<u64, u64>(&bytes), page(19, Reason::Link));
    let other = write::<u64, i64>(small(), numbers(230).into_iter().map(|(key, value)| (key, value as i64)));
    bytes[end..].copy_from_slice(&other[end..]);
    assert_eq!(refusal::<u64, u64>(&bytes), (Place::Trailer, Reason::Link));
}

#[test]
fn an_index_that_is_no_tree_is_refused() {
    let child = |bytes: &[u8], page: usize, slot| pages(bytes)[page].child_at(slot).unwrap();
    let link = |branch: usize, slot, to| {
        forged(|bytes| {
            let at = child(bytes, branch, slot);
            put_u32(bytes, at, to);
        })
        .1
    };
    // The same page twice; a page out of order; the branch itself; the root; one that is not there.
    let end_of_all = number(19) + 1;
    for to in [2, 4, 14, 18, 19].map(number).into_iter().chain([end_of_all, u32::MAX]) {
        assert_eq!(link(14, 3, to), Reason::Link, "{to}");
    }
    // A unit inside of a page.
    assert_eq!(link(14, 3, number(3) + 1), Reason::Checksum);
    // A page below another branch.
    assert_eq!(link(18, 0, number(13)), Reason::Link);
    // A leaf where a branch should be, and a page at another height.
    assert_eq!(link(19, 0, number(13)), Reason::Level);
    let level = |page: usize, level| {
        forged(|bytes| {
            let at = pages(bytes)[page].at;
            bytes[at + 24] = level;
        })
    };
    assert_eq!(level(3, 1), page(3, Reason::Level));
    assert_eq!(level(14, 0), page(14, Reason::Level));
    assert_eq!(level(19, 40), page(19, Reason::Level));
    let end = sample().len() - TRAILER;
    for (height, reason) in [(0, Reason::Field), (1, Reason::Level), (2, Reason::Level), (33, Reason::Field)]
    {
        assert_eq!(forged(|bytes| bytes[end + 44] = height).1, reason, "{height}");
    }
    assert_eq!(forged(|bytes| put_u32(bytes, end + 32, end_of_all)), (Place::Trailer, Reason::Field));
    assert_eq!(forged(|bytes| put_u32(bytes, end + 32, number(14))), page(14, Reason::Level));
}

#[test]
fn numbers_that_are_not_those_of_the_pages_are_refused() {
    let end = sample().len() - TRAILER;
    for (field, by) in [(8, 1), (8, u32::MAX), (24, u32::MAX)] {
        let refused = forged(|bytes| {
            let said = u32_at(bytes, end + field).unwrap();
            put_u32(bytes, end + field, said.wrapping_add(by));
        });
        assert_eq!(refused, (Place::Trailer, Reason::Count));
    }
    // A page that no branch names, between others.
    let mut bytes = sample();
    let extra = bytes[HEAD..HEAD + 256].to_vec();
    bytes.splice(end..end, extra);
    let units = number(19) + 1;
    put_u32(&mut bytes, end + 4, units);
    let end = end + 256;
    let length = bytes.len() as u64;
    put(&mut bytes, end + 16, &length.to_le_bytes());
    put_u32(&mut bytes, end + 24, 21);
    put_u32(&mut bytes, end + 28, units + 256 / 64);
    mend(&mut bytes);
    assert_eq!(refusal::<u64, u64>(&bytes), (Place::Trailer, Reason::Count));
}

#[test]
fn reserved_bytes_and_padding_are_zero() {
    let start = |page: usize| pages(&sample())[page].at;
    for at in [26, 27] {
        let refused = forged(|bytes| bytes[start(2) + at] = 1);
        assert_eq!(refused, page(2, Reason::Field));
    }
    // A branch of three children does not fill its units.
    let refused = forged(|bytes| bytes[start(19) - 1] = 1);
    assert_eq!(refused, page(18, Reason::Field));
    let refused = forged(|bytes| bytes[start(0) + 25] = 1);
    assert_eq!(refused, page(0, Reason::Field));
}

/// A separator may be longer than it has to be, up to the key; it may not be another one than the branch names, nor one that is not
/// above all keys before.
#[test]
fn separators_that_do_not_separate_are_refused() {
    let texts = |bytes: &mut [u8], page: usize, separator| {
        let at = pages(bytes)[page].at;
        put_u32(bytes, at + 28, separator);
        mend(bytes);
        refusal::<str, [u8]>(bytes)
    };
    let entries: Vec<String> = (0..60).map(|i| format!("a key that is long enough {i:03}")).collect();
    let bytes = write::<str, [u8]>(small(), entries.iter().map(|key| (key.as_str(), &[1, 2][..])));
    let second = pages(&bytes)[1];
    let written = u32_at(&bytes, second.at + 28).unwrap();
    assert!((27..=29).contains(&written), "{written}");
    for (separator, reason) in [
        (written - 1, Reason::Order { entry: 0 }),
        (0, Reason::Order { entry: 0 }),
        (30, Reason::Layout),
        (u32::MAX, Reason::Layout),
    ] {
        assert_eq!(
            texts(&mut bytes.clone(), 1, separator),
            (Place::Page(second.number), reason),
            "{separator}"
        );
    }
    // Of a branch, and of keys of fixed size, it is the whole key.
    let root = pages(&bytes).len() - 1;
    let number_of_root = pages(&bytes)[root].number;
    assert_eq!(texts(&mut bytes.clone(), root, 1), (Place::Page(number_of_root), Reason::Layout));
    for separator in [0, 7, 9] {
        let refused = forged(|bytes| {
            let at = pages(bytes)[5].at;
            put_u32(bytes, at + 28, separator);
        });
        assert_eq!(refused, page(5, Reason::Layout), "{separator}");
    }
    judge::<str, [u8]>(&bytes);
}

/// Version 1 names pages by whole keys and has nothing where version 2 has the separator.
#[test]
fn separators_in_version_1_are_refused() {
    let mut bytes = OLD_NUMBERS.to_vec();
    judge::<u64, u64>(&bytes);
    put_u32(&mut bytes, HEAD + 256 + 28, 8);
    mend(&mut bytes);
    assert_eq!(refusal::<u64, u64>(&bytes), (Place::Page(1), Reason::Field));
}

#[test]
fn lengths_of_texts_that_do_not_fit_are_refused() {
    let model = words(40);
    let bytes = write::<str, [u8]>(small(), model.iter().map(|(k, v)| (k.as_str(), v.as_slice())));
    let count = pages(&bytes)[1].count as usize;
    for (slot, end) in [(0, 0xffff), (1, 0), (count - 1, 0xffff), (count - 1, 1), (count, 0xffff)] {
        let mut bytes = bytes.clone();
        let at = keys_of(&bytes, 1) + slot * 2;
        put(&mut bytes, at, &(end as u16).to_le_bytes());
        mend(&mut bytes);
        let (place, reason) = refusal::<str, [u8]>(&bytes);
        assert_eq!(place, Place::Page(pages(&bytes)[1].number));
        assert!(matches!(reason, Reason::Layout | Reason::Order { .. }), "{slot}: {reason}");
        judge::<str, [u8]>(&bytes);
    }
}

/// FAULTS 35: byte views of dumps. (No padding goes out: the `compile_fail` example of `Plain`.)
#[test]
fn fault_35_no_invalid_bool_char_or_text_comes_in() {
    let value = |number, entry| (Place::Page(number), Reason::Value { entry });
    let mut bytes = write::<u8, bool>(small(), (0..10).map(|n| (n, true)));
    bytes[HEAD + PAGE_HEAD + 10 + 3] = 2;
    mend(&mut bytes);
    assert_eq!(refusal::<u8, bool>(&bytes), value(0, 3));
    let view = View::<u8, bool>::open(&bytes).unwrap();
    assert_eq!(view.get(3).unwrap_err().reason(), Some(Reason::Value { entry: 3 }));
    assert_eq!(view.get(4).unwrap(), Some(true));

    let mut bytes = write::<char, ()>(small(), ('a'..='j').map(|c| (c, ())));
    put_u32(&mut bytes, HEAD + PAGE_HEAD + 4 * 4, 0xd800);
    mend(&mut bytes);
    assert_eq!(refusal::<char, ()>(&bytes), value(0, 4));
    assert!(View::<char, ()>::open(&bytes).unwrap().get('a').is_err());

    type Flag = Plain<bool>;
    let mut bytes = write::<Flag, Flag>(small(), [(&false, &true), (&true, &false)]);
    bytes[HEAD + PAGE_HEAD + 1] = 3;
    mend(&mut bytes);
    assert_eq!(refusal::<Flag, Flag>(&bytes), value(0, 1));

    let mut bytes = write::<str, str>(small(), [("a", "x"), ("b", "y")]);
    let texts = HEAD + PAGE_HEAD + 4;
    (bytes[texts + 1], bytes[texts + 2 + 4]) = (0xff, 0xfe);
    mend(&mut bytes);
    assert_eq!(refusal::<str, str>(&bytes), value(0, 0));
    let view = View::<str, str>::open(&bytes).unwrap();
    assert_eq!(view.get("a").unwrap_err().reason(), Some(Reason::Value { entry: 0 }));
    assert!(view.iter().unwrap().next().unwrap().is_err());
    assert!(view.last().is_err());
}

#[cfg(any(feature = "lz4", feature = "zstd"))]
#[test]
fn compressed_pages_that_lie_about_their_size_are_refused() {
    for options in &compressions(small())[1..] {
        let bytes = write::<u64, [u8; 16]>(*options, (0..200).map(|n| (n, &[7; 16])));
        let page = *pages(&bytes).iter().find(|page| bytes[page.at + 25] != 0).unwrap();
        let decoded = u32_at(&bytes, page.at + 20).unwrap();
        for (claim, reasons) in [
            (decoded + 1, [Reason::Decompression, Reason::Decompression]),
            (decoded - 1, [Reason::Decompression, Reason::Decompression]),
            (u32::MAX, [Reason::Layout, Reason::Layout]),
            (page.stored as u32 * 256 + 1, [Reason::Layout, Reason::Layout]),
        ] {
            let mut bytes = bytes.clone();
            put_u32(&mut bytes, page.at + 20, claim);
            mend(&mut bytes);
            let mut view = CachedView::<u64, [u8; 16]>::open(&bytes).unwrap();
            let error = view.first().unwrap_err();
            assert!(reasons.contains(&error.reason().unwrap()), "{claim} for {decoded}: {error}");
            assert!(read_all::<u64, [u8; 16]>(&bytes).is_err());
        }
        let mut random = Random::new(5);
        for _ in 0..if cfg!(miri) { 5 } else { 500 } {
            let mut bytes = bytes.clone();
            bytes[page.at + PAGE_HEAD + random.index(page.stored)] = random.next() as u8;
            mend(&mut bytes);
            // Another map, or an error; nothing else.
            judge::<u64, [u8; 16]>(&bytes);
        }
        let refused = View::<u64, [u8; 16]>::open(&bytes).unwrap_err();
        assert_eq!((refused.place(), refused.reason()), (Some(Place::Head), Some(Reason::Compressed)));
    }
}

#[cfg(any(feature = "lz4", feature = "zstd"))]
fn read_all<K: Key + ?Sized, V: Field + ?Sized>(bytes: &[u8]) -> Result<(), Error> {
    let mut reader = Reader::<K, V, _>::new(bytes)?;
    while reader.next()?.is_some() {}
    Ok(())
}

/// Bytes, numbers and whole pages thrown about, all checksums right: readers agree with each other or refuse.
#[test]
fn random_forgeries_are_refused_or_read_the_same_by_all() {
    let mut random = Random::new(6);
    let samples = {
        let model = long_words(20);
        let entries = || model.iter().map(|(k, v)| (k.as_str(), v.as_slice()));
        let mut samples: Vec<_> = compressions(small())
            .into_iter()
            .map(|options| (true, write::<str, [u8]>(options, entries())))
            .collect();
        samples.extend([0, 3, 100, 230].map(|n| (false, write::<u64, u64>(small(), numbers(n)))));
        // Keys with a long start in common, so that separators are long; and what version 1 wrote.
        let shared: Vec<_> = model.iter().map(|(k, v)| (format!("{}{k}", "p".repeat(70)), v)).collect();
        samples.push((
            true,
            write::<str, [u8]>(small(), shared.iter().map(|(k, v)| (k.as_str(), v.as_slice()))),
        ));
        samples.push((true, OLD_TEXTS.to_vec()));
        samples.push((false, OLD_NUMBERS.to_vec()));
        samples
    };
    for round in 0..if cfg!(miri) { 1 } else { 20_000 } {
        let (texts, mut bytes) = samples[round % samples.len()].clone();
        for _ in 0..=random.index(3) {
            let at = random.index(bytes.len());
            match random.index(6) {
                0 => bytes[at] = random.next() as u8,
                1 => bytes[at] ^= 1 << random.index(8),
                2 => put_u32(&mut bytes, at & !3, random.index(30) as u32),
                3 => put_u32(&mut bytes, at & !3, random.next() as u32),
                4 => {
                    let (from, length) = (random.index(bytes.len()), random.index(64));
                    let from = from.min(bytes.len() - length);
                    let to = at.min(bytes.len() - length);
                    bytes.copy_within(from..from + length, to);
                }
                _ => {
                    let pages = pages(&bytes);
                    if !pages.is_empty() {
                        let (from, to) = (pages[random.index(pages.len())], pages[random.index(pages.len())]);
                        let length = from.length.min(to.length);
                        bytes.copy_within(from.at + 8..from.at + length, to.at + 8);
                    }
                }
            }
        }
        mend(&mut bytes);
        if texts { judge::<str, [u8]>(&bytes) } else { judge::<u64, u64>(&bytes) }
    }
}
