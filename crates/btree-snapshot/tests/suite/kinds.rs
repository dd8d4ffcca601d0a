//! Every type of keys and values: what goes in comes out, in the order of the type.

use crate::samples::{small, write};
use btree_map::BPlusTreeMap;
use btree_snapshot::{Key, Options, Plain, Restored, Stored, View, WriteError, Writer, write_map};
use std::cell::Cell;
use std::cmp::Ordering;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use zerocopy::little_endian::{U16, U32};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, TryFromBytes, Unaligned};

/// Writes the keys as a map's, reads them back, and finds each.
/// How many keys there are of a type: more than one page holds.
const MANY: u8 = if cfg!(miri) { 12 } else { 100 };

fn round_trip<K>(keys: impl IntoIterator<Item = K>)
where
    K: Stored<Field: Key> + for<'a> Restored<'a, K::Field> + Ord + Clone + Debug,
    for<'a> <K::Field as btree_snapshot::Field>::Ref<'a>: PartialEq + Debug,
{
    let map: BPlusTreeMap<K, u32> = keys.into_iter().zip(0..).collect();
    let (bytes, summary) = write_map(Vec::new(), small(), &map).unwrap();
    assert_eq!(summary.entries, map.len() as u64);
    let view = View::<K::Field, u32>::open_verified(&bytes).unwrap();
    assert_eq!(view.to_map::<K, u32, _>().unwrap(), map);
    for (key, value) in &map {
        assert_eq!(view.get(key.stored()).unwrap(), Some(*value));
        assert_eq!(view.get_key_value(key.stored()).unwrap().unwrap().0, key.stored());
    }
}

#[test]
fn integers_keep_their_order() {
    macro_rules! all {
        ($($type:ty),*) => {$(
            let far = [<$type>::MIN, <$type>::MIN + 1, 0, 1, 2, <$type>::MAX - 1, <$type>::MAX];
            round_trip::<$type>(far.into_iter().chain((0..MANY).map(|n| (n as $type).wrapping_mul(37))));
        )*};
    }
    all!(u8, u16, u32, u64, u128, i8, i16, i32, i64, i128);
}

#[test]
fn other_keys_keep_their_order() {
    round_trip([false, true]);
    round_trip(('a'..='z').chain(['\0', 'ß', '字', '\u{10ffff}']));
    round_trip((0..MANY).map(|n| [n.wrapping_mul(91), n, 0]));
    round_trip((0..u32::from(MANY)).map(|n| format!("{}", n * n)));
    round_trip((0..u32::from(MANY)).map(|n| format!("{}", n * n).into_boxed_str()));
    round_trip((0..MANY).map(|n| vec![n; usize::from(n % 7)]));
    round_trip((0..MANY).map(|n| vec![n; usize::from(n % 7)].into_boxed_slice()));
}

#[test]
fn values_of_every_type() {
    let bytes = write::<u8, f64>(small(), [(1, f64::NAN), (2, -0.0)]);
    let view = View::<u8, f64>::open_verified(&bytes).unwrap();
    assert_eq!(view.get(1).unwrap().map(f64::to_bits), Some(f64::NAN.to_bits()));
    assert_eq!(view.get(2).unwrap().map(f64::to_bits), Some((-0.0_f64).to_bits()));

    let bytes = write::<u8, ()>(small(), (0..=255).map(|n| (n, ())));
    let view = View::<u8, ()>::open_verified(&bytes).unwrap();
    assert_eq!((view.len(), view.get(7).unwrap()), (256, Some(())));

    let bytes = write::<str, bool>(small(), [("no", false), ("yes", true)]);
    assert_eq!(View::<str, bool>::open_verified(&bytes).unwrap().get("yes").unwrap(), Some(true));

    let bytes = write::<[u8; 0], f32>(small(), [(&[], 0.5)]);
    assert_eq!(View::<[u8; 0], f32>::open_verified(&bytes).unwrap().get(&[]).unwrap(), Some(0.5));

    let bytes = write::<u32, [u8; 300]>(small(), (0..10).map(|n| (n, &[7; 300])));
    let view = View::<u32, [u8; 300]>::open_verified(&bytes).unwrap();
    assert_eq!(view.get(9).unwrap(), Some(&[7; 300]));
}

/// Orders by its second field first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
struct Place {
    column: U16,
    row: U32,
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.row.get(), self.column.get()).cmp(&(other.row.get(), other.column.get()))
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Stored for Place {
    type Field = Plain<Place, 0x91ace>;

    fn stored(&self) -> &Place {
        self
    }
}

#[test]
fn keys_of_a_type_of_the_users_are_ordered_by_its_ord() {
    round_trip(
        (0..if cfg!(miri) { 8 } else { 1000 })
            .map(|n| Place { column: U16::new(n % 31 * 256), row: U32::new(u32::from(n) * 99_991) }),
    );
}

thread_local! {
    /// How many comparisons go well before one panics.
    static FUSE: Cell<u32> = const { Cell::new(u32::MAX) };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, TryFromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
struct Fused(U32);

impl Ord for Fused {
    fn cmp(&self, other: &Self) -> Ordering {
        FUSE.set(FUSE.get().checked_sub(1).expect("the fuse has blown"));
        self.0.get().cmp(&other.0.get())
    }
}

impl PartialOrd for Fused {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn fused<R>(after: u32, work: impl FnOnce() -> R) -> Option<R> {
    FUSE.set(after);
    let result = catch_unwind(AssertUnwindSafe(work)).ok();
    FUSE.set(u32::MAX);
    result
}

/// FAULTS 4 and 5: `cmp` panics at the nth call, for every n.
#[test]
fn an_order_that_panics_leaves_writer_and_view_usable() {
    let whole = write::<Plain<Fused>, u8>(small(), []);
    assert!(View::<Plain<Fused>, u8>::open_verified(&whole).unwrap().is_empty());
    let (many, step) = if cfg!(miri) { (20, 97) } else { (200, 7) };
    let keys: Vec<Fused> = (0..many).map(|n| Fused(U32::new(n))).collect();
    let whole = write::<Plain<Fused>, u8>(small(), keys.iter().map(|key| (key, 1)));
    for n in (0..).step_by(step) {
        let mut writer = Writer::<Plain<Fused>, u8, _>::new(Vec::new(), small()).unwrap();
        let blown = fused(n, || keys.iter().try_for_each(|key| writer.push(key, 1))).is_none();
        let taken = writer.entries() as usize;
        keys[taken..].iter().for_each(|key| writer.push(key, 1).unwrap());
        assert_eq!(writer.finish().unwrap().0, whole, "after {n} comparisons");

        let view = View::<Plain<Fused>, u8>::open(&whole).unwrap();
        let asked = fused(n, || keys.iter().filter(|key| view.get(key).unwrap().is_some()).count());
        assert!(asked.is_none_or(|found| found == keys.len()));
        assert!(keys.iter().all(|key| view.get(key).unwrap() == Some(1)));
        if !blown && asked.is_some() {
            break;
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, TryFromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
struct Liar(u8);

impl Ord for Liar {
    /// A cycle: 0 < 1 < 2 < 0.
    fn cmp(&self, other: &Self) -> Ordering {
        match (other.0 + 3 - self.0 % 3) % 3 {
            0 => Ordering::Equal,
            1 => Ordering::Less,
            _ => Ordering::Greater,
        }
    }
}

impl PartialOrd for Liar {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// FAULTS 11: an order that is none.
#[test]
fn an_order_in_a_cycle_ends_in_answers_or_errors() {
    let keys: Vec<Liar> = (0..if cfg!(miri) { 60 } else { 1000 }).map(|n| Liar((n % 3) as u8)).collect();
    let mut writer = Writer::<Plain<Liar>, u32, _>::new(Vec::new(), small()).unwrap();
    keys.iter().zip(0..).for_each(|(key, value)| writer.push(key, value).unwrap());
    let (bytes, _) = writer.finish().unwrap();
    let view = View::<Plain<Liar>, u32>::open(&bytes).unwrap();
    for key in &keys[..3] {
        let _ = view.get(key);
        let _ = view.range(key..).map(Iterator::count);
    }
    let _ = view.check();
    assert!(view.iter().map_or(0, Iterator::count) <= 1001);
}

#[test]
fn entries_out_of_order_are_named_and_left_out() {
    let mut writer = Writer::<str, u64, _>::new(Vec::new(), Options::new()).unwrap();
    writer.push("b", 0).unwrap();
    writer.push("c", 1).unwrap();
    assert!(matches!(writer.push("c", 2), Err(WriteError::OutOfOrder { entry: 2, equal: true })));
    let error = writer.push("a", 2).unwrap_err();
    assert!(matches!(error, WriteError::OutOfOrder { entry: 2, equal: false }));
    assert_eq!(
        error.to_string(),
        "entry 2 has a smaller key than the entry before: write entries in ascending order"
    );
    writer.push("d", 2).unwrap();
    let (bytes, summary) = writer.finish().unwrap();
    assert_eq!(summary.entries, 3);
    let view = View::<str, u64>::open_verified(&bytes).unwrap();
    assert_eq!(view.iter().unwrap().map(|entry| entry.unwrap().0).collect::<String>(), "bcd");
}

#[test]
fn out_of_order_is_noticed_across_pages_too() {
    let mut writer = Writer::<u64, u64, _>::new(Vec::new(), small()).unwrap();
    for n in 1..=if cfg!(miri) { 60 } else { 2000 } {
        writer.push(n * 2, 0).unwrap();
        let refused = writer.push(n * 2 - 1, 0);
        assert!(matches!(refused, Err(WriteError::OutOfOrder { entry, equal: false }) if entry == n));
    }
}
