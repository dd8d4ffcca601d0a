//! What maps are beside themselves: cloned, compared, hashed, printed, extended, collected.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use btree_map::BPlusTreeMap;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

fn maps_clone_compare_hash_and_print_as_stds<L: LayoutOf>() {
    let entries = [(3, "c"), (1, "a"), (2, "b")];
    let map = Map::<L, u32, &str>::from_iter_in_layout(entries);
    let std = BTreeMap::from(entries);
    assert_eq!(format!("{map:?}"), format!("{std:?}"));
    assert_eq!(format!("{map:#?}"), format!("{std:#?}"));
    let state = RandomState::new();
    assert_eq!(state.hash_one(&map), state.hash_one(&std));
    let mut clone = map.clone();
    assert!(clone == map && clone <= map);
    clone.insert(0, "z");
    assert!(clone != map && clone < map);
    clone.clone_from(&map);
    assert_eq!(clone.cmp(&map), std::cmp::Ordering::Equal);
    assert_eq!(
        format!("{:?} {:?}", map.keys(), map.values()),
        format!("{:?} {:?}", std.keys(), std.values())
    );
    assert_eq!(
        format!("{:?} {:?}", map.iter(), map.range(2..)),
        format!("{:?} {:?}", std.iter(), std.range(2..))
    );
}

fn maps_are_extended_by_entries_and_by_references<L: LayoutOf>() {
    let mut map = Map::<L, u32, char>::with_layout();
    map.extend([(1, 'a'), (2, 'b')]);
    map.extend(&BTreeMap::from([(2, 'x'), (3, 'c')]));
    assert!(map.into_iter().eq([(1, 'a'), (2, 'x'), (3, 'c')]));
}

#[test]
fn default_maps_are_collected() {
    let map: BPlusTreeMap<_, _> = ["x", "yy", "zzz"].into_iter().map(|word| (word.len(), word)).collect();
    assert_eq!(map, BPlusTreeMap::from([(1, "x"), (2, "yy"), (3, "zzz")]));
    assert_eq!(BPlusTreeMap::<u8, u8>::default(), BPlusTreeMap::new());
    // Of equal keys the last one wins.
    assert_eq!(BPlusTreeMap::from_iter([(1, 'a'), (1, 'b')])[&1], 'b');
}

for_each_layout!(maps_clone_compare_hash_and_print_as_stds, maps_are_extended_by_entries_and_by_references,);
