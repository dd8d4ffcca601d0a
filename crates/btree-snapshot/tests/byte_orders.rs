//! The same bytes on every target, whatever its byte order and the width of its pointers: each fixture of version 2 is what this
//! target writes, and each of both versions is read by every reader. Small enough for an interpreter, which runs it for targets that are not at hand:
//!
//! ```sh
//! MIRIFLAGS="-Zmiri-disable-isolation" cargo +nightly miri test --target s390x-unknown-linux-gnu \
//!     -p btree-snapshot --no-default-features --test byte_orders
//! ```

use btree_snapshot::{CachedView, Entry, Field, Key, Options, Plain, Reader, View, Writer};
use std::fs;
use std::path::PathBuf;
use zerocopy::little_endian::{I64, U16, U32};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned, native_endian};

fn written<K: Key + ?Sized, V: Field + ?Sized>(entries: &[Entry<'_, K, V>]) -> Vec<u8> {
    let options = Options::new().with_page_size(256);
    let mut writer = Writer::<K, V, _>::new(Vec::new(), options).unwrap();
    writer.extend(entries.iter().copied()).unwrap();
    writer.finish().unwrap().0
}

/// The bytes of a fixture. With `BLESS_FIXTURES` set, one that is not there is made of `bytes`; none is overwritten.
fn fixture(name: &str, bytes: &[u8]) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/every_target").join(name);
    if std::env::var_os("BLESS_FIXTURES").is_some() && !path.exists() {
        fs::write(&path, bytes).unwrap();
    }
    fs::read(&path).unwrap()
}

/// Compares what each reader finds in a fixture with the entries.
macro_rules! read {
    ($name:ident: $key:ty => $value:ty, $entries:ident) => {{
        let (name, entries) = ($name, $entries);
        let kept = fixture(&name, &[]);
        let view = View::<$key, $value>::open_verified(&kept).unwrap();
        let mut all = view.iter().unwrap();
        let mut cached = CachedView::<$key, $value>::with_cache(&kept, 2).unwrap();
        let mut reader = Reader::<$key, $value, _>::new(kept.as_slice()).unwrap();
        for &(key, value) in entries {
            assert_eq!(view.get(key).unwrap(), Some(value), "{name}");
            assert_eq!(cached.get(key).unwrap(), Some(value), "{name}");
            assert_eq!(all.next().unwrap().unwrap(), (key, value), "{name}");
            assert_eq!(reader.next().unwrap(), Some((key, value)), "{name}");
        }
        assert!(all.next().is_none() && reader.next().unwrap().is_none());
        let mut back = cached.range(..).unwrap();
        for entry in entries.iter().rev() {
            assert_eq!(back.next_back().unwrap(), Some(*entry), "{name}");
        }
        assert!(back.next_back().unwrap().is_none());
    }};
}

/// Compares what this target writes with the fixture, and what each reader finds in it and in that of version 1 with the entries.
macro_rules! check {
    ($name:literal: $key:ty => $value:ty, $entries:expr) => {{
        let entries = $entries;
        let (old, new) = (format!("v1-{}", $name), format!("v2-{}", $name));
        let bytes = written::<$key, $value>(entries);
        let kept = fixture(&new, &bytes);
        let differs = kept.iter().zip(&bytes).position(|(kept, written)| kept != written);
        assert!(kept == bytes, "{new}: this target writes something else, first at {differs:?}");
        for name in [old, new] {
            read!(name: $key => $value, entries);
        }
    }};
}

/// Numbers that have another value, and another order, if their bytes are taken the other way round: multiples of odd numbers,
/// and both ends.
macro_rules! numbers {
    ($type:ty) => {{
        let far = <$type>::MAX / 26;
        let spread = (0..26).map(|i| (i as $type) * far + (i * 5) as $type);
        let mut numbers: Vec<$type> = spread.collect();
        numbers.extend([<$type>::MIN, <$type>::MIN + 1, 1, 2, 255, 256, <$type>::MAX]);
        numbers.sort();
        numbers.dedup();
        numbers
    }};
}

/// Orders by its second field first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
struct Place {
    column: U16,
    row: U32,
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.row.get(), self.column.get()).cmp(&(other.row.get(), other.column.get()))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[test]
fn integers_are_the_same_bytes_on_every_target() {
    let pairs: Vec<_> = numbers!(u16).into_iter().zip(numbers!(i32)).collect();
    check!("u16-i32.bpt": u16 => i32, &pairs);
    let pairs: Vec<_> = numbers!(i64).into_iter().zip(numbers!(u128)).collect();
    check!("i64-u128.bpt": i64 => u128, &pairs);
    let pairs: Vec<_> = numbers!(u32).into_iter().zip(numbers!(i16)).collect();
    check!("u32-i16.bpt": u32 => i16, &pairs);
    let pairs: Vec<_> = numbers!(i128).into_iter().zip(numbers!(u64)).collect();
    check!("i128-u64.bpt": i128 => u64, &pairs);
}

#[test]
fn other_numbers_are_the_same_bytes_on_every_target() {
    let floats = [0.1, -1.5, f64::MAX, f64::MIN_POSITIVE, f64::INFINITY];
    let entries: Vec<_> =
        ('a'..='j').chain(['ß', '字', '\u{10ffff}']).zip(floats.into_iter().cycle()).collect();
    check!("char-f64.bpt": char => f64, &entries);
    check!("bool-f32.bpt": bool => f32, &[(false, 0.1), (true, f32::MIN)]);
}

#[test]
fn bytes_of_any_length_are_the_same_on_every_target() {
    let keys: Vec<String> = (0..24).map(|i| format!("{}{i:02}", "a key ".repeat(i % 7))).collect();
    // One larger than a page, whose ends have four bytes.
    let values: Vec<Vec<u8>> = (0..24).map(|i| vec![i; if i == 9 { 700 } else { usize::from(i) }]).collect();
    let mut entries: Vec<_> = keys.iter().zip(&values).map(|(key, value)| (&key[..], &value[..])).collect();
    entries.sort();
    check!("str-bytes.bpt": str => [u8], &entries);
    let arrays: Vec<[u8; 5]> = (0..30).map(|i| [i / 3, i, 0, 255 - i, 7]).collect();
    let entries: Vec<_> = arrays.iter().zip(-15_i8..).collect();
    check!("array-i8.bpt": [u8; 5] => i8, &entries);
}

#[test]
fn plain_types_of_little_endian_numbers_are_the_same_bytes_on_every_target() {
    let place =
        |i: u16| Place { column: U16::new(i * 0x0301), row: U32::new(u32::from(i / 3) * 0x0102_0304) };
    let places: Vec<Place> = (0..40).map(place).collect();
    let values: Vec<I64> = (0..40).map(|i| I64::new(-i * 0x0102_0304_0506)).collect();
    let entries: Vec<_> = places.iter().zip(&values).collect();
    check!("plain-plain.bpt": Plain<Place, 0x91ace> => Plain<I64>, &entries);
}

/// What the documentation of `Plain` warns of: its bytes are those of the type, and nothing turns them round.
#[test]
fn plain_types_of_native_numbers_are_read_the_other_way_round_on_the_other_byte_order() {
    type Native = Plain<native_endian::U32, 0x4e47>;
    let number = 0x0102_0304;
    let value = native_endian::U32::new(number);
    let written = written::<u8, Native>(&[(1, &value)]);
    for name in ["v1-native-little-endian.bpt", "v2-native-little-endian.bpt"] {
        let kept = fixture(name, &written);
        let read = View::<u8, Native>::open_verified(&kept).unwrap().get(1).unwrap().unwrap().get();
        assert_eq!(read, if cfg!(target_endian = "little") { number } else { number.swap_bytes() });
    }
}
