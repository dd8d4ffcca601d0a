//! The same entries are the same bytes, whatever the map has been through; and what was written once opens for ever.

use crate::samples::{long_words, numbers, small, words, write};
use btree_map::{BPlusTreeMap, BaselineMap, InlineMap, Layout, PackedMap, PooledMap, SlimMap};
use btree_snapshot::{
    BufferPool, CachedView, Entry, Field, Key, Options, Reader, Stored, View, Writer, write_map,
};
use std::fmt::Debug;
use std::fs;
use std::path::PathBuf;
use testbed::Random;

fn bytes_of<K, V, T>(map: &BPlusTreeMap<K, V, T>) -> Vec<u8>
where
    K: Stored<Field: Key>,
    V: Stored,
    T: Layout<K, V>,
{
    write_map(Vec::new(), small(), map).unwrap().0
}

/// FAULTS 34, binary form: same map, other history.
#[test]
fn fault_34_the_same_map_of_another_history_is_the_same_bytes() {
    let model = words(if cfg!(miri) { 20 } else { 500 });
    let expected = bytes_of(&model.clone().into_iter().collect::<BPlusTreeMap<_, _>>());
    let mut shuffled: Vec<_> = model.iter().collect();
    Random::new(34).shuffle(&mut shuffled);
    macro_rules! grown {
        ($($map:ident),*) => {$(
            let mut map = $map::<String, Vec<u8>>::with_layout();
            for (key, value) in &shuffled {
                map.insert(format!("{key} to be removed"), Vec::new());
                map.insert((*key).clone(), vec![1, 2, 3]);
                map.insert((*key).clone(), (*value).clone());
            }
            for (key, _) in shuffled.iter().rev() {
                map.remove(&format!("{key} to be removed"));
            }
            assert_eq!(bytes_of(&map), expected, "{}", map.layout_name());
        )*};
    }
    grown!(BaselineMap, PackedMap, InlineMap, PooledMap, SlimMap);
}

#[test]
fn buffers_leave_no_trace_in_the_bytes() {
    let mut pool = BufferPool::new();
    for n in if cfg!(miri) { [20, 1, 0, 12, 8] } else { [300, 1, 0, 200, 40] } {
        let model = long_words(n);
        let entries = || model.iter().map(|(k, v)| (k.as_str(), v.as_slice()));
        let mut writer = Writer::<str, [u8], _>::with_pool(Vec::new(), small(), &mut pool).unwrap();
        writer.extend(entries()).unwrap();
        assert_eq!(writer.finish().unwrap().0, write::<str, [u8]>(small(), entries()));
    }
}

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Reads a fixture with every reader, and compares each with the entries.
fn read_all<K, V>(name: &str, entries: &[Entry<'_, K, V>])
where
    K: Key + ?Sized,
    V: Field + ?Sized,
    for<'a, 'b> K::Ref<'a>: PartialEq<K::Ref<'b>> + Debug,
    for<'a, 'b> V::Ref<'a>: PartialEq<V::Ref<'b>> + Debug,
{
    let kept = fs::read(fixture(name)).unwrap();
    let mut reader = Reader::<K, V, _>::new(kept.as_slice()).unwrap();
    let mut cached = CachedView::<K, V>::with_cache(&kept, 2).unwrap();
    for (key, value) in entries {
        let read = reader.next().unwrap().unwrap();
        assert!(read.0 == *key && read.1 == *value, "{name}");
        assert!(cached.get(*key).unwrap().unwrap() == *value, "{name}: {key:?}");
    }
    assert!(reader.next().unwrap().is_none());
    let mut range = cached.range(..).unwrap();
    for entry in entries.iter().rev() {
        let read = range.next_back().unwrap().unwrap();
        assert!(read.0 == entry.0 && read.1 == entry.1, "{name}");
    }
    assert!(range.next_back().unwrap().is_none());
    if kept[12] != 0 {
        return;
    }
    for view in [View::<K, V>::open(&kept).unwrap(), View::open_verified(&kept).unwrap()] {
        assert_eq!(view.iter().unwrap().map(Result::unwrap).count(), entries.len());
        for (read, (key, value)) in view.iter().unwrap().map(Result::unwrap).zip(entries) {
            assert!(read.0 == *key && read.1 == *value, "{name}");
            assert!(view.get(*key).unwrap().unwrap() == *value, "{name}: {key:?}");
        }
    }
}

/// Bytes of each version of the format, as they have been from its first day. They must open for ever; those of the version that
/// is written must be what is written.
///
/// With `BLESS_FIXTURES` set, files that are not there are made; none is ever overwritten.
#[test]
fn fixtures_of_every_version_open_for_ever() {
    fn check<K, V>(name: &str, options: Options, entries: &[Entry<'_, K, V>])
    where
        K: Key + ?Sized,
        V: Field + ?Sized,
        for<'a, 'b> K::Ref<'a>: PartialEq<K::Ref<'b>> + Debug,
        for<'a, 'b> V::Ref<'a>: PartialEq<V::Ref<'b>> + Debug,
    {
        read_all::<K, V>(&format!("v1-{name}"), entries);
        let (bytes, now) = (write::<K, V>(options, entries.iter().copied()), format!("v2-{name}"));
        if std::env::var_os("BLESS_FIXTURES").is_some() && !fixture(&now).exists() {
            fs::write(fixture(&now), &bytes).unwrap();
        }
        assert!(fs::read(fixture(&now)).unwrap() == bytes, "{now} is not what is written today");
        read_all::<K, V>(&now, entries);
    }
    let model: Vec<_> = numbers(300).into_iter().collect();
    check::<u64, u64>("u64-u64.bpt", small(), &model);
    let model = long_words(12);
    let entries: Vec<_> = model.iter().map(|(k, v)| (k.as_str(), v.as_slice())).collect();
    check::<str, [u8]>("str-bytes.bpt", small(), &entries);
    check::<char, bool>("char-bool.bpt", small(), &[('ä', true), ('字', false)]);
    check::<i32, ()>("empty.bpt", Options::new(), &[]);
}

/// As above. What a compressor makes of a page may change with its version, so these are read and not compared.
#[test]
fn compressed_fixtures_of_every_version_open_for_ever() {
    for options in crate::samples::compressions(small()) {
        let model = words(60);
        let name = match options.compression() {
            btree_snapshot::Compression::Lz4 => "lz4.bpt",
            btree_snapshot::Compression::Zstd { .. } => "zstd.bpt",
            _ => continue,
        };
        let entries: Vec<_> = model.iter().map(|(k, v)| (k.as_str(), v.as_slice())).collect();
        let now = format!("v2-{name}");
        if std::env::var_os("BLESS_FIXTURES").is_some() && !fixture(&now).exists() {
            fs::write(fixture(&now), write::<str, [u8]>(options, entries.iter().copied())).unwrap();
        }
        for name in [format!("v1-{name}"), now] {
            read_all::<str, [u8]>(&name, &entries);
        }
    }
}
