//! Bytes as snapshots: raw ones, and snapshots that were changed and had their checksums made right again, so that what lies
//! behind the checksums is reached.
//!
//! Every reader must refuse them or read the same ordered map out of them, in every way that it can be asked. Run with
//! `-malloc_limit_mb=64`, it also shows that no bytes make a reader allocate without bound.

#![no_main]

use arbitrary::Arbitrary;
use btree_snapshot::{Compression, Options, Writer};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

// What is not used here is used by the suite.
#[allow(dead_code)]
#[path = "../../btree-snapshot/tests/suite/forge.rs"]
mod forge;
#[path = "../../btree-snapshot/tests/suite/judge.rs"]
mod judge;

#[derive(Arbitrary, Debug)]
enum Input {
    /// Bytes as they are, and as what to read them.
    Raw {
        as_texts: bool,
        mend: bool,
        bytes: Vec<u8>,
    },
    Forged {
        sample: Sample,
        edits: Vec<Edit>,
    },
}

#[derive(Arbitrary, Debug)]
enum Sample {
    Numbers {
        count: u16,
        factor: u16,
    },
    /// Keys that begin with as many letters in common, so that separators may be long.
    Texts {
        compression: u8,
        texts: BTreeMap<String, Vec<u8>>,
        repeated: u8,
        common: u8,
    },
    /// Of version 1, which is no longer written.
    Old {
        texts: bool,
    },
    Flags {
        count: u8,
    },
}

#[derive(Arbitrary, Debug)]
enum Edit {
    Byte {
        at: u16,
        value: u8,
    },
    Word {
        at: u16,
        value: u32,
    },
    Small {
        at: u16,
        value: u8,
    },
    /// From one place to another.
    Move {
        from: u16,
        to: u16,
        length: u8,
    },
    /// A page's content, and its number or not.
    Page {
        from: u8,
        to: u8,
        number: bool,
    },
    /// A field of a page's header, of head or of trailer.
    Field {
        page: u8,
        field: u8,
        value: u32,
    },
    Cut {
        length: u16,
    },
    Grow {
        bytes: Vec<u8>,
    },
}

fn apply(bytes: &mut Vec<u8>, edit: &Edit) {
    let place = |at: &u16, bytes: &[u8]| usize::from(*at) % bytes.len().max(1);
    match edit {
        Edit::Byte { at, value } => {
            let at = place(at, bytes);
            forge::put(bytes, at, &[*value]);
        }
        Edit::Word { at, value } => {
            let at = place(at, bytes) & !3;
            forge::put_u32(bytes, at, *value);
        }
        Edit::Small { at, value } => {
            let at = place(at, bytes) & !3;
            forge::put_u32(bytes, at, u32::from(*value));
        }
        Edit::Move { from, to, length } => {
            let (from, to) = (place(from, bytes), place(to, bytes));
            let length = usize::from(*length).min(bytes.len() - from).min(bytes.len() - to);
            bytes.copy_within(from..from + length, to);
        }
        Edit::Page { from, to, number } => {
            let pages = forge::pages(bytes);
            if pages.is_empty() {
                return;
            }
            let page = |of: &u8| pages[usize::from(*of) % pages.len()];
            let (from, to) = (page(from), page(to));
            let skipped = if *number { 4 } else { 8 };
            let length = from.length.min(to.length);
            bytes.copy_within(from.at + skipped..from.at + length, to.at + skipped);
        }
        Edit::Field { page, field, value } => {
            let pages = forge::pages(bytes);
            let field = usize::from(*field) % 16 * 4;
            let at = match usize::from(*page) % (pages.len() + 2) {
                0 => field,
                1 => bytes.len().saturating_sub(forge::TRAILER) + field,
                page => pages[page - 2].at + field % forge::PAGE_HEAD,
            };
            forge::put_u32(bytes, at, *value);
        }
        Edit::Cut { length } => bytes.truncate(usize::from(*length)),
        Edit::Grow { bytes: more } => {
            let at = bytes.len().saturating_sub(forge::TRAILER);
            bytes.splice(at..at, more.iter().copied());
        }
    }
}

const OLD_NUMBERS: &[u8] = include_bytes!("../../btree-snapshot/tests/fixtures/v1-u64-u64.bpt");
const OLD_TEXTS: &[u8] = include_bytes!("../../btree-snapshot/tests/fixtures/v1-str-bytes.bpt");

fn small() -> Options {
    Options::new().with_page_size(256)
}

fuzz_target!(|input: Input| {
    match input {
        Input::Raw { as_texts, mend, mut bytes } => {
            if mend {
                forge::mend(&mut bytes);
            }
            if as_texts { judge::judge::<str, [u8]>(&bytes) } else { judge::judge::<u64, u64>(&bytes) }
        }
        Input::Forged { sample: Sample::Numbers { count, factor }, edits } => {
            let mut writer = Writer::<u64, u64, _>::new(Vec::new(), small()).unwrap();
            writer.extend((0..u64::from(count % 1024)).map(|n| (n * u64::from(factor.max(1)), n))).unwrap();
            let mut bytes = writer.finish().unwrap().0;
            edits.iter().for_each(|edit| apply(&mut bytes, edit));
            forge::mend(&mut bytes);
            judge::judge::<u64, u64>(&bytes);
        }
        Input::Forged { sample: Sample::Old { texts }, edits } => {
            let mut bytes = if texts { OLD_TEXTS.to_vec() } else { OLD_NUMBERS.to_vec() };
            edits.iter().for_each(|edit| apply(&mut bytes, edit));
            forge::mend(&mut bytes);
            if texts { judge::judge::<str, [u8]>(&bytes) } else { judge::judge::<u64, u64>(&bytes) }
        }
        Input::Forged { sample: Sample::Texts { compression, texts, repeated, common }, edits } => {
            let compression = match compression % 3 {
                0 => Compression::None,
                1 => Compression::Lz4,
                _ => Compression::Zstd { level: 1 },
            };
            let options = small().with_compression(compression);
            let mut writer = Writer::<str, [u8], _>::new(Vec::new(), options).unwrap();
            let common = "a".repeat(usize::from(common));
            for (key, value) in &texts {
                writer.push(&format!("{common}{key}"), &value.repeat(usize::from(repeated % 16))).unwrap();
            }
            let mut bytes = writer.finish().unwrap().0;
            if edits.is_empty() {
                let view = btree_snapshot::Reader::<str, [u8], _>::new(bytes.as_slice()).unwrap();
                let map = view.into_map::<String, Vec<u8>, _>().unwrap();
                let map: btree_map::BPlusTreeMap<_, _> = map;
                assert!(map.keys().map(|key| &key[common.len()..]).eq(texts.keys()));
            }
            edits.iter().for_each(|edit| apply(&mut bytes, edit));
            forge::mend(&mut bytes);
            judge::judge::<str, [u8]>(&bytes);
        }
        Input::Forged { sample: Sample::Flags { count }, edits } => {
            let mut writer = Writer::<char, bool, _>::new(Vec::new(), small()).unwrap();
            writer
                .extend((0..count).map(|n| (char::from_u32(0x400 + u32::from(n)).unwrap(), n % 3 == 0)))
                .unwrap();
            let mut bytes = writer.finish().unwrap().0;
            edits.iter().for_each(|edit| apply(&mut bytes, edit));
            forge::mend(&mut bytes);
            judge::judge::<char, bool>(&bytes);
        }
    }
});
