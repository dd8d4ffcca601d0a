//! Views against `BTreeMap`: every question, every size around the borders of pages and levels.

use crate::samples::{compressions, long_words, numbers, small, words, write};
use btree_map::{BPlusTreeMap, BaselineTree, DefaultLayout, InlineTree, PackedTree, PooledTree, SlimTree};
use btree_snapshot::{CachedView, Field, Key, Options, Reader, Restored, Stored, Tag, View};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::ops::Bound;
use std::sync::LazyLock;
use testbed::Random;

/// Asks a view and a map the same questions. `probes` are keys that may be there or not.
fn agrees<K, V, MK, MV>(view: &View<'_, K, V>, model: &BTreeMap<MK, MV>, probes: &[MK])
where
    K: Key + ?Sized,
    V: Field + ?Sized,
    MK: Stored<Field = K> + Ord + Debug,
    MV: Stored<Field = V>,
    for<'a> K::Ref<'a>: PartialEq + Debug,
    for<'a> V::Ref<'a>: PartialEq + Debug,
{
    assert_eq!(view.len(), model.len() as u64);
    assert_eq!(view.is_empty(), model.is_empty());
    view.check().expect("nothing has touched it");
    let mut ours = view.iter().unwrap();
    for (key, value) in model {
        let (k, v) = ours.next().expect("as many as the model").unwrap();
        assert!(k == key.stored() && v == value.stored(), "{k:?} for {key:?}");
    }
    assert!(ours.next().is_none() && ours.next_back().is_none());
    let folded = view.iter().unwrap().fold(0, |n, entry| entry.map(|_| n + 1).unwrap());
    assert_eq!(folded, model.len());
    let mut back = view.iter().unwrap().rev();
    for (key, value) in model.iter().rev() {
        let (k, v) = back.next().expect("as many as the model").unwrap();
        assert!(k == key.stored() && v == value.stored());
    }
    assert!(back.next().is_none());
    assert_eq!(view.first().unwrap().map(|(k, _)| k), model.first_key_value().map(|(k, _)| k.stored()));
    assert_eq!(view.last().unwrap().map(|(k, _)| k), model.last_key_value().map(|(k, _)| k.stored()));
    let mut random = Random::new(model.len() as u64);
    for (i, probe) in probes.iter().enumerate() {
        assert_eq!(view.get(probe.stored()).unwrap(), model.get(probe).map(Stored::stored), "{probe:?}");
        assert_eq!(view.contains_key(probe.stored()).unwrap(), model.contains_key(probe));
        let other = &probes[random.index(probes.len())];
        let (low, high) = if probe <= other { (probe, other) } else { (other, probe) };
        let bounds = |key, kind| match kind % 3 {
            0 => Bound::Included(key),
            1 => Bound::Excluded(key),
            _ => Bound::Unbounded,
        };
        let (from, to) = (bounds(low, i), bounds(high, i / 3));
        if low == high && matches!((from, to), (Bound::Excluded(_), Bound::Excluded(_))) {
            continue;
        }
        let stored = (from.map(Stored::stored), to.map(Stored::stored));
        let mut ours = view.range(stored).unwrap();
        let mut theirs = model.range::<MK, _>((from, to));
        // From both ends, in a pattern of its own, until they meet.
        for _ in 0..200 {
            let front = random.index(2) == 0;
            let (a, b) =
                if front { (ours.next(), theirs.next()) } else { (ours.next_back(), theirs.next_back()) };
            let (a, b) = (a.map(|entry| entry.unwrap().0), b.map(|(key, _)| key.stored()));
            assert_eq!(a, b, "{from:?} to {to:?}");
            if a.is_none() {
                break;
            }
        }
        assert_eq!(ours.count(), theirs.count());
    }
}

/// Asks the other readers, which take compressed snapshots too, for everything in order, and for some keys.
fn others_agree<K, V, MK, MV>(bytes: &[u8], model: &BTreeMap<MK, MV>, probes: &[MK])
where
    K: Key + ?Sized,
    V: Field + ?Sized,
    MK: Stored<Field = K> + for<'a> Restored<'a, K> + Ord + Debug,
    MV: Stored<Field = V> + for<'a> Restored<'a, V> + PartialEq,
    for<'a> K::Ref<'a>: PartialEq + Debug,
    for<'a> V::Ref<'a>: PartialEq + Debug,
{
    let mut reader = Reader::<K, V, _>::new(bytes).unwrap();
    for (key, value) in model {
        let (k, v) = reader.next().unwrap().expect("as many as the model");
        assert!(k == key.stored() && v == value.stored());
    }
    assert!(reader.next().unwrap().is_none());
    assert!(reader.next().unwrap().is_none());
    let read = Reader::<K, V, _>::new(bytes).unwrap().into_map::<MK, MV, SlimTree<_, _>>().unwrap();
    assert!(read.iter().eq(model));

    for pages in [1, 3, 64] {
        let mut view = CachedView::<K, V>::with_cache(bytes, pages).unwrap();
        assert_eq!((view.len(), view.is_empty()), (model.len() as u64, model.is_empty()));
        assert_eq!(view.first().unwrap().map(|(k, _)| k), model.first_key_value().map(|(k, _)| k.stored()));
        assert_eq!(view.last().unwrap().map(|(k, _)| k), model.last_key_value().map(|(k, _)| k.stored()));
        for probe in probes {
            assert_eq!(view.get(probe.stored()).unwrap(), model.get(probe).map(Stored::stored));
            let (mut ours, mut theirs) = (view.range(probe.stored()..).unwrap(), model.range(probe..));
            for step in 0..20 {
                let (a, b) = if step % 3 == 0 {
                    (ours.next_back().unwrap(), theirs.next_back())
                } else {
                    (ours.next().unwrap(), theirs.next())
                };
                assert_eq!(a, b.map(|(key, value)| (key.stored(), value.stored())));
            }
        }
    }
}

/// Loads a view into a map, and merges it into others.
fn loads<MK, MV, T>(bytes: &[u8], model: &BTreeMap<MK, MV>)
where
    MK: Stored<Field: Key> + for<'a> Restored<'a, MK::Field> + Ord + Clone,
    MV: Stored + for<'a> Restored<'a, MV::Field> + PartialEq + Clone,
    T: DefaultLayout<MK, MV>,
{
    let view = View::<MK::Field, MV::Field>::open(bytes).unwrap();
    let mut map: BPlusTreeMap<MK, MV, T> = view.to_map().unwrap();
    map.check_invariants().unwrap();
    assert!(map.iter().eq(model));
    assert_eq!(view.merge_into(&mut map).unwrap(), 0);
    assert!(map.iter().eq(model));
    let (half, other): (Vec<_>, Vec<_>) =
        model.clone().into_iter().enumerate().partition(|(i, _)| i % 2 == 0);
    let values: Vec<MV> = half.iter().map(|(_, (_, value))| value.clone()).rev().collect();
    // Keys of which one half is there, with other values.
    let mut map = BPlusTreeMap::<MK, MV, T>::from_iter_in_layout(
        half.into_iter().zip(values).map(|((_, (key, _)), value)| (key, value)),
    );
    assert_eq!(view.merge_into(&mut map).unwrap(), other.len());
    map.check_invariants().unwrap();
    assert!(map.iter().eq(model));
}

#[test]
fn every_layout_loads_and_merges() {
    const LENS: &[u64] = if cfg!(miri) { &[0, 40] } else { &[0, 1, 15, 16, 1000] };
    for &n in LENS {
        let model = numbers(n);
        let bytes = write::<u64, u64>(small(), model.iter().map(|(k, v)| (*k, *v)));
        loads::<u64, u64, BaselineTree<_, _>>(&bytes, &model);
        loads::<u64, u64, PackedTree<_, _>>(&bytes, &model);
        loads::<u64, u64, InlineTree<_, _>>(&bytes, &model);
        loads::<u64, u64, PooledTree<_, _>>(&bytes, &model);
        loads::<u64, u64, SlimTree<_, _>>(&bytes, &model);
        let model = words(n as usize);
        let bytes = write::<str, [u8]>(small(), model.iter().map(|(k, v)| (k.as_str(), v.as_slice())));
        loads::<String, Vec<u8>, PackedTree<_, _>>(&bytes, &model);
        loads::<String, Vec<u8>, SlimTree<_, _>>(&bytes, &model);
    }
}

/// A key that orders the other way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Falling(std::cmp::Reverse<u64>);

impl Restored<'_, u64> for Falling {
    fn restored(key: u64) -> Self {
        Falling(std::cmp::Reverse(key / 2))
    }
}

/// The type of a map's keys may order them as it likes, and take different ones for the same.
#[test]
fn keys_that_the_map_orders_otherwise_load_and_merge() {
    const MANY: u64 = if cfg!(miri) { 100 } else { 1000 };
    let bytes = write::<u64, u64>(small(), (0..MANY).map(|key| (key, key * 10)));
    let expected: BPlusTreeMap<Falling, u64> =
        (0..MANY).map(|key| (Falling::restored(key), key * 10)).collect();
    assert_eq!(expected.len() as u64, MANY / 2);
    let view = View::<u64, u64>::open(&bytes).unwrap();
    let loaded: BPlusTreeMap<Falling, u64> = view.to_map().unwrap();
    assert_eq!(loaded, expected);
    let streamed: BPlusTreeMap<Falling, u64> =
        Reader::<u64, u64, _>::new(bytes.as_slice()).unwrap().into_map().unwrap();
    assert_eq!(streamed, expected);
    let mut merged: BPlusTreeMap<Falling, u64> =
        (MANY - MANY / 10..2 * MANY).map(|key| (Falling::restored(key), 1)).collect();
    assert_eq!(view.merge_into(&mut merged).unwrap() as u64, MANY * 9 / 20);
    merged.check_invariants().unwrap();
    assert!((0..MANY / 2).all(|key| merged[&Falling(std::cmp::Reverse(key))] == (key * 2 + 1) * 10));
}

/// What cannot be read whole changes nothing in the map that it was to go into.
#[test]
fn a_damaged_snapshot_merges_nothing() {
    const MANY: u64 = if cfg!(miri) { 100 } else { 1000 };
    let bytes = write::<u64, u64>(small(), (0..MANY).map(|key| (key, key)));
    let mut map: BPlusTreeMap<u64, u64> = (0..10).map(|key| (key, 77)).collect();
    for at in (64..bytes.len()).step_by(if cfg!(miri) { 1009 } else { 101 }) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        let merged = View::<u64, u64>::open(&damaged).and_then(|view| view.merge_into(&mut map));
        assert!(merged.is_err());
    }
    assert!(map.into_iter().eq((0..10).map(|key| (key, 77))));
}

#[test]
fn loaded_leaves_are_full() {
    const MANY: u64 = if cfg!(miri) { 300 } else { 10_000 };
    let model = numbers(MANY);
    let bytes = write::<u64, u64>(small(), model.iter().map(|(k, v)| (*k, *v)));
    let map: BPlusTreeMap<u64, u64, PackedTree<u64, u64>> =
        View::<u64, u64>::open(&bytes).unwrap().to_map().unwrap();
    let (mut leaves, mut entries) = (0, 0);
    map.for_each_leaf(|len, _| (leaves, entries) = (leaves + 1, entries + len));
    assert_eq!((entries as u64, leaves), (MANY, (MANY as usize).div_ceil(map.fanout())));
}

/// Keys that a view is asked for.
const PROBES: usize = if cfg!(miri) { 6 } else { 200 };

fn numbers_agree(n: u64, options: Options) {
    let model = numbers(n);
    let bytes = write::<u64, u64>(options, model.iter().map(|(k, v)| (*k, *v)));
    let mut random = Random::new(n);
    let probes: Vec<u64> = (0..PROBES).map(|_| random.next() % (n * 7 + 3)).chain([0, u64::MAX]).collect();
    let few = &probes[..probes.len().min(20)];
    agrees(&View::<u64, u64>::open(&bytes).unwrap(), &model, &probes);
    agrees(&View::<u64, u64>::open_verified(&bytes).unwrap(), &model, &probes);
    // Fewer places to remember pages in than there are pages, down to none.
    for tags in [0, 3, 1000] {
        let mut tags: Vec<_> = std::iter::repeat_with(Tag::new).take(tags).collect();
        let view = View::<u64, u64>::open_with_tags(&bytes, &mut tags).unwrap();
        agrees(&view, &model, few);
    }
    for options in compressions(options) {
        let bytes = write::<u64, u64>(options, model.iter().map(|(k, v)| (*k, *v)));
        others_agree::<u64, u64, u64, u64>(&bytes, &model, few);
    }
}

#[test]
fn numbers_of_every_count_around_the_borders() {
    // 14 entries a page of 256 bytes, 14 children a branch.
    // Miri sees a leaf and a branch of two.
    if cfg!(miri) {
        [0, 15].into_iter().for_each(|n| numbers_agree(n, small()));
        return;
    }
    for n in (0..60).chain(190..200).chain(2740..2750).chain([10_000]) {
        numbers_agree(n, small());
    }
    for n in [253, 254, 255, 508, 509, 64_516, 64_517, 70_000] {
        numbers_agree(n, Options::new());
    }
}

fn words_agree(model: &BTreeMap<String, Vec<u8>>, options: Options) {
    let bytes = write::<str, [u8]>(options, model.iter().map(|(k, v)| (k.as_str(), v.as_slice())));
    let mut probes: Vec<String> = model.keys().step_by(model.len() / (PROBES / 2) + 1).cloned().collect();
    probes.extend(probes.clone().iter().map(|word| format!("{word}a")));
    probes.push("b".into());
    agrees(&View::<str, [u8]>::open(&bytes).unwrap(), model, &probes);
    agrees(&View::<str, [u8]>::open_verified(&bytes).unwrap(), model, &probes);
    for options in compressions(options) {
        let bytes = write::<str, [u8]>(options, model.iter().map(|(k, v)| (k.as_str(), v.as_slice())));
        others_agree::<str, [u8], String, Vec<u8>>(&bytes, model, &probes);
    }
}

/// Pages of several sizes; in Miri, small ones.
fn sizes() -> &'static [Options] {
    static SIZES: LazyLock<[Options; 3]> =
        LazyLock::new(|| [small(), Options::new(), Options::new().with_page_size(65536)]);
    if cfg!(miri) { &SIZES[..1] } else { &*SIZES }
}

#[test]
fn words_of_varying_length() {
    const LENS: &[usize] = if cfg!(miri) { &[0, 20] } else { &[0, 1, 2, 3, 5, 10, 50, 1000] };
    for &n in LENS {
        for &options in sizes() {
            words_agree(&words(n), options);
        }
    }
}

#[test]
fn entries_larger_than_pages() {
    const LENS: &[usize] = if cfg!(miri) { &[4] } else { &[1, 4, 8, 40, 400] };
    for &n in LENS {
        for &options in sizes() {
            words_agree(&long_words(n), options);
        }
    }
}

/// Threads may read through one view; what one of them has checked the others need not check again.
/// Large enough that a get looks first where a key would be if keys were spread evenly, which only the first of these are.
#[test]
fn gets_of_large_snapshots_find_every_key_and_no_other() {
    // Half a megabyte, and no unsafe code.
    if cfg!(miri) {
        return;
    }
    let n = 80_000;
    let mut random = Random::new(9);
    let mut at = 0;
    let even = (0..n).map(|i| i * 6 + i % 2 * 2).collect();
    let scattered = (0..n).map(|_| random.next() & !1).collect();
    let clustered = (0..n)
        .map(|i| {
            at += if i % 100 == 0 { 1 << (20 + i % 19) } else { 2 };
            at
        })
        .collect();
    for keys in [even, scattered, clustered] {
        let mut keys: Vec<u64> = keys;
        keys.sort_unstable();
        keys.dedup();
        let bytes = write::<u64, u64>(Options::new(), keys.iter().map(|key| (*key, !key)));
        assert!(bytes.len() > 600_000);
        let view = View::<u64, u64>::open(&bytes).unwrap();
        for key in &keys {
            assert_eq!(view.get(*key).unwrap(), Some(!key));
            assert_eq!(view.get(*key | 1).unwrap(), None);
        }
        for key in [1, keys[0].wrapping_sub(1), keys[keys.len() - 1] + 1, u64::MAX] {
            assert_eq!(view.get(key).unwrap(), None);
        }
    }
}

#[test]
fn threads_share_a_view() {
    fn shared<T: Send + Sync>(_: &T) {}
    let model = numbers(if cfg!(miri) { 40 } else { 3000 });
    let bytes = write::<u64, u64>(small(), model.iter().map(|(k, v)| (*k, *v)));
    let view = View::<u64, u64>::open(&bytes).unwrap();
    shared(&view);
    shared(&view.iter().unwrap());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for (key, value) in &model {
                    assert_eq!(view.get(*key).unwrap(), Some(*value));
                }
            });
        }
    });
}
