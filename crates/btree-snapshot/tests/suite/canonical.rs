//! The same entries are the same bytes, whatever the map has been through; and what was written once opens for ever.

use crate::samples::{Random, long_words, numbers, small, words, write};
use btree_map::{BPlusTreeMap, BaselineMap, InlineMap, Layout, PackedMap, PooledMap, SlimMap};
use btree_snapshot::{BufferPool, Key, Options, Stored, View, Writer, write_map};
use std::fs;
use std::path::PathBuf;

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
    let mut random = Random(34);
    for i in (1..shuffled.len()).rev() {
        shuffled.swap(i, random.below(i + 1));
    }
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

/// Bytes that version 1 of the format has had from the first day. They must open for ever, and as long as this version is
/// written, be what is written.
///
/// With `BLESS_FIXTURES` set, files that are not there are made; none is ever overwritten.
#[test]
fn fixtures_of_version_1_open_for_ever() {
    fn check(name: &str, bytes: &[u8]) -> Vec<u8> {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
        if std::env::var_os("BLESS_FIXTURES").is_some() && !path.exists() {
            fs::write(&path, bytes).unwrap();
        }
        let kept = fs::read(&path).unwrap();
        assert!(kept == bytes, "{name} is not what is written today");
        kept
    }
    let model = numbers(300);
    let kept = check("v1-u64-u64.bpt", &write::<u64, u64>(small(), model.iter().map(|(k, v)| (*k, *v))));
    let view = View::<u64, u64>::open_verified(&kept).unwrap();
    assert_eq!(view.to_map::<u64, u64, _>().unwrap(), model.into_iter().collect());

    let model = long_words(12);
    let entries = model.iter().map(|(k, v)| (k.as_str(), v.as_slice()));
    let kept = check("v1-str-bytes.bpt", &write::<str, [u8]>(small(), entries));
    let view = View::<str, [u8]>::open_verified(&kept).unwrap();
    assert_eq!(view.to_map::<String, Vec<u8>, _>().unwrap(), model.into_iter().collect());

    let kept = check("v1-char-bool.bpt", &write::<char, bool>(small(), [('ä', true), ('字', false)]));
    assert_eq!(View::<char, bool>::open_verified(&kept).unwrap().get('ä').unwrap(), Some(true));

    let kept = check("v1-empty.bpt", &write::<i32, ()>(Options::new(), []));
    assert!(View::<i32, ()>::open_verified(&kept).unwrap().is_empty());
}

/// As above. What a compressor makes of a page may change with its version, so these are read and not compared.
#[test]
fn compressed_fixtures_of_version_1_open_for_ever() {
    for options in crate::samples::compressions(small()) {
        let model = words(60);
        let name = match options.compression() {
            btree_snapshot::Compression::Lz4 => "v1-lz4.bpt",
            btree_snapshot::Compression::Zstd { .. } => "v1-zstd.bpt",
            _ => continue,
        };
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
        if std::env::var_os("BLESS_FIXTURES").is_some() && !path.exists() {
            let entries = model.iter().map(|(k, v)| (k.as_str(), v.as_slice()));
            fs::write(&path, write::<str, [u8]>(options, entries)).unwrap();
        }
        let kept = fs::read(&path).unwrap();
        let read = btree_snapshot::Reader::<str, [u8], _>::new(kept.as_slice()).unwrap();
        assert_eq!(read.into_map::<String, Vec<u8>, _>().unwrap(), model.into_iter().collect());
    }
}
