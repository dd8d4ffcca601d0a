//! Uses the map in each layout, through inserts, splits, searches, ranges, merges and drops.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use btree_map::shape::Tiny;
use btree_map::{
    BPlusTreeMap, BaselineTree, DefaultLayout, Global, InlineTree, PackedTree, PooledTree, SlimTree,
};

/// Enough for three levels at a fanout of 8, and for more in tiny nodes.
const ENTRIES: u64 = 1_000;

/// Runs through all of them.
pub(crate) fn exercise() {
    in_layout::<BaselineTree<u64, String>>();
    in_layout::<PackedTree<u64, String>>();
    in_layout::<InlineTree<u64, String>>();
    in_layout::<PooledTree<u64, String>>();
    in_layout::<SlimTree<u64, String>>();
    in_layout::<SlimTree<u64, String, Global, Tiny>>();
    by_default();
}

fn in_layout<T: DefaultLayout<u64, String>>() {
    // A slim tree has the fanout of its shape and no other.
    let mut map =
        BPlusTreeMap::<u64, String, T>::with_fanout(8).unwrap_or_else(|_| BPlusTreeMap::with_layout());
    for i in 0..ENTRIES {
        // 377 shares no factor with 1000: each key comes once, out of order.
        let key = i * 377 % ENTRIES;
        assert_eq!(map.insert(key, format!("{key}")), None);
    }
    assert!(map.check_invariants().is_ok());
    assert_eq!(map.len() as u64, ENTRIES);
    assert!(map.keys().copied().eq(0..ENTRIES));
    assert_eq!(map.get(&500).map(String::as_str), Some("500"));
    assert_eq!(map.get(&ENTRIES), None);
    assert_eq!(map.range(10..20).rev().map(|(key, _)| *key).collect::<Vec<_>>()[..2], [19, 18]);
    for value in map.values_mut() {
        value.push('!');
    }
    for key in (0..ENTRIES).step_by(3) {
        assert_eq!(map.remove(&key), Some(format!("{key}!")));
    }
    assert!(map.check_invariants().is_ok());
    assert_eq!(map.pop_first(), Some((1, String::from("1!"))));
    assert_eq!(map.last_key_value().map(|(key, _)| *key), Some(998));
    let rest = map.clone();
    map.clear();
    assert!(map.is_empty());
    assert_eq!(rest.into_iter().count() as u64, ENTRIES - ENTRIES.div_ceil(3) - 1);
}

fn by_default() {
    let map = BPlusTreeMap::from([("b", 2), ("a", 1)]);
    assert!(map.iter().eq([(&"a", &1), (&"b", &2)]));
    assert_eq!(map, [("a", 1), ("b", 2)].into_iter().collect());
}
