//! Every truncation and every single flipped bit, of a sample of snapshots, with every reader.
//!
//! A reader may hand out entries before it meets the damage, but only right ones; it must meet the damage, and name the part
//! in which it is.

use crate::forge::{HEAD, TRAILER, pages};
use crate::samples::{compressions, long_words, numbers, small, words, write};
use btree_snapshot::{CachedView, Entry, Error, Field, Key, Options, Place, Reader, View};
use std::fmt::Debug;
use std::fs;
use std::path::Path;

/// What a reader made of bytes: how many right entries it handed out, and how it ended.
type Outcome = (usize, Result<(), Error>);

/// Reads everything, and compares every entry with what it should be.
fn read_all<K, V>(bytes: &[u8], right: &[Entry<'_, K, V>]) -> [Outcome; 4]
where
    K: Key + ?Sized,
    V: Field + ?Sized,
    for<'a, 'b> K::Ref<'a>: PartialEq<K::Ref<'b>> + Debug,
    for<'a, 'b> V::Ref<'a>: PartialEq<V::Ref<'b>> + Debug,
{
    fn run<E>(read: impl FnOnce(&mut usize) -> Result<(), E>) -> (usize, Result<(), E>) {
        let mut seen = 0;
        let result = read(&mut seen);
        (seen, result)
    }
    let check = |seen: &mut usize, (key, value): Entry<'_, K, V>| {
        let (k, v) = right.get(*seen).expect("no entry that was not written");
        assert!(key == *k && value == *v, "entry {seen}: {key:?} {value:?}");
        *seen += 1;
    };
    [
        run(|seen| {
            View::<K, V>::open(bytes)?.iter()?.try_for_each(|entry| entry.map(|entry| check(seen, entry)))
        }),
        run(|seen| {
            View::<K, V>::open_verified(bytes)?
                .iter()?
                .try_for_each(|entry| entry.map(|entry| check(seen, entry)))
        }),
        run(|seen| {
            let mut reader = Reader::<K, V, _>::new(bytes)?;
            while let Some(entry) = reader.next()? {
                check(seen, entry);
            }
            Ok(())
        }),
        run(|seen| {
            let mut view = CachedView::<K, V>::with_cache(bytes, 4)?;
            let mut range = view.range(..)?;
            while let Some(entry) = range.next()? {
                check(seen, entry);
            }
            Ok(())
        }),
    ]
}

#[derive(Debug, Default)]
struct Counts {
    files: usize,
    truncations: usize,
    flips: usize,
    errors: usize,
    /// Damage in a part that a reader did not come to, because it stopped at other damage: none, with one flip a file.
    unnoticed: usize,
}

/// Damages one snapshot in every way, and adds to the counts.
fn sweep<K, V>(counts: &mut Counts, bytes: &[u8], right: &[Entry<'_, K, V>])
where
    K: Key + ?Sized,
    V: Field + ?Sized,
    for<'a, 'b> K::Ref<'a>: PartialEq<K::Ref<'b>> + Debug,
    for<'a, 'b> V::Ref<'a>: PartialEq<V::Ref<'b>> + Debug,
{
    counts.files += 1;
    let in_place = bytes[12] == 0;
    for (reader, (seen, result)) in read_all::<K, V>(bytes, right).into_iter().enumerate() {
        assert!(result.is_ok() && seen == right.len() || !in_place && reader < 2);
    }
    for length in 0..bytes.len() {
        counts.truncations += 1;
        for (_, result) in read_all::<K, V>(&bytes[..length], right) {
            result.expect_err("a part of a snapshot is none");
            counts.errors += 1;
        }
    }
    let pages = pages(bytes);
    let part = |at: usize| {
        if at < HEAD {
            return Place::Head;
        }
        if at >= bytes.len() - TRAILER {
            return Place::Trailer;
        }
        Place::Page(
            pages.iter().rev().find(|page| page.at <= at).expect("pages begin behind the head").number,
        )
    };
    let mut damaged = bytes.to_vec();
    for bit in 0..bytes.len() * 8 {
        counts.flips += 1;
        damaged[bit / 8] ^= 1 << (bit % 8);
        let place = part(bit / 8);
        for (reader, (_, result)) in read_all::<K, V>(&damaged, right).into_iter().enumerate() {
            match result {
                Ok(()) => counts.unnoticed += 1,
                Err(_) if !in_place && reader < 2 => counts.errors += 1,
                Err(error) => {
                    assert!(error.reason().is_some());
                    // Whoever reads front to back knows the trailer by the number that it has in place of a page's.
                    let no_page = bit / 8 - (bytes.len() - TRAILER).min(bit / 8);
                    let taken_for_page = reader == 2 && place == Place::Trailer && (4..8).contains(&no_page);
                    assert!(
                        error.place() == Some(place)
                            || taken_for_page && matches!(error.place(), Some(Place::Page(_))),
                        "bit {bit}, reader {reader}: {error}"
                    );
                    counts.errors += 1;
                }
            }
        }
        damaged[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn every_truncation_and_every_flipped_bit_is_an_error_that_names_the_place() {
    let mut counts = Counts::default();
    for n in [0, 1, 14, 15, 230] {
        let model = numbers(n);
        let right: Vec<_> = model.iter().map(|(k, v)| (*k, *v)).collect();
        sweep::<u64, u64>(&mut counts, &write::<u64, u64>(small(), right.iter().copied()), &right);
    }
    for model in [words(40), long_words(6)] {
        let right: Vec<_> = model.iter().map(|(k, v)| (k.as_str(), v.as_slice())).collect();
        for options in compressions(small()) {
            sweep::<str, [u8]>(&mut counts, &write::<str, [u8]>(options, right.iter().copied()), &right);
        }
    }
    let right: Vec<_> = ('a'..='z').map(|c| (c, c > 'm')).collect();
    sweep::<char, bool>(&mut counts, &write::<char, bool>(small(), right.iter().copied()), &right);
    let right: Vec<_> = (0..100_u16).map(|n| (n, ())).collect();
    sweep::<u16, ()>(
        &mut counts,
        &write::<u16, ()>(Options::new().with_page_size(512), right.clone()),
        &right,
    );
    // What version 1 wrote.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../btree-snapshot/tests/fixtures");
    let right: Vec<_> = numbers(300).into_iter().collect();
    sweep::<u64, u64>(&mut counts, &fs::read(folder.join("v1-u64-u64.bpt")).unwrap(), &right);
    let model = long_words(12);
    let right: Vec<_> = model.iter().map(|(k, v)| (k.as_str(), v.as_slice())).collect();
    sweep::<str, [u8]>(&mut counts, &fs::read(folder.join("v1-str-bytes.bpt")).unwrap(), &right);
    println!("{counts:?}, wrong answers: 0 (the first would have failed the test)");
    assert_eq!(counts.unnoticed, 0);
    assert_eq!(counts.errors, 4 * (counts.truncations + counts.flips));
    assert!(counts.files >= 11 && counts.flips > 100_000);
}

/// A page that is damaged takes nothing else with it: every key outside of it is still found.
#[test]
fn damage_stays_in_its_page() {
    let model = numbers(600);
    let bytes = write::<u64, u64>(small(), model.iter().map(|(k, v)| (*k, *v)));
    for page in pages(&bytes) {
        let mut damaged = bytes.clone();
        damaged[page.at + page.length / 2] ^= 4;
        let view = View::<u64, u64>::open(&damaged).unwrap();
        let mut cached = CachedView::<u64, u64>::open(&damaged).unwrap();
        let mut lost = 0;
        for (key, value) in &model {
            for found in [view.get(*key), cached.get(*key)] {
                match found {
                    Ok(found) => assert_eq!(found, Some(*value)),
                    Err(error) => {
                        assert_eq!(error.place(), Some(Place::Page(page.number)));
                        lost += 1;
                    }
                }
            }
        }
        // What is below it and nothing else: a leaf's entries, a branch's leaves, all below the root.
        let most = 2 * 14_usize.pow(u32::from(page.level) + 1);
        assert!((2..=most).contains(&lost), "{lost} of page {page:?}");
    }
}
