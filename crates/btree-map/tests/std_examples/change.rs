//! Entries put in and taken out.

use crate::layouts::{LayoutOf, Map, for_each_layout};

fn insert_tells_what_was_there<L: LayoutOf>() {
    let mut map = Map::<L, u32, char>::with_layout();
    assert_eq!(map.insert(5, 'a'), None);
    assert!(!map.is_empty());
    map.insert(5, 'b');
    assert_eq!(map.insert(5, 'c'), Some('b'));
    assert_eq!(map[&5], 'c');
}

fn try_insert_leaves_what_is_there<L: LayoutOf>() {
    let mut map = Map::<L, u32, char>::with_layout();
    assert_eq!(map.try_insert(5, 'a').unwrap(), &'a');
    let refused = map.try_insert(5, 'b').unwrap_err();
    assert_eq!((refused.entry.key(), refused.entry.get(), refused.value), (&5, &'a', 'b'));
    assert_eq!(
        map.try_insert(5, 'b').unwrap_err().to_string(),
        "failed to insert 'b', key 5 already exists with value 'a'"
    );
    let printed = format!("{:?}", map.try_insert(5, 'b').unwrap_err());
    assert_eq!(printed, "OccupiedError { key: 5, old_value: 'a', new_value: 'b' }");
}

fn remove_gives_the_value_once<L: LayoutOf>() {
    let mut map = Map::<L, u32, char>::with_layout();
    map.insert(5, 'a');
    assert_eq!((map.remove(&5), map.remove(&5)), (Some('a'), None));
    map.insert(5, 'a');
    assert_eq!((map.remove_entry(&5), map.remove_entry(&5)), (Some((5, 'a')), None));
}

fn retain_keeps_what_is_wanted<L: LayoutOf>() {
    let mut map = Map::<L, u32, u32>::from_iter_in_layout((1..=9).map(|n| (n, n * n)));
    // Of the first nine numbers, those whose square ends in an odd digit.
    map.retain(|_, square| *square % 2 == 1);
    assert!(map.into_iter().eq([(1, 1), (3, 9), (5, 25), (7, 49), (9, 81)]));
}

fn extract_if_splits_by_a_predicate<L: LayoutOf>() {
    let mut map = Map::<L, u32, u32>::from_iter_in_layout((0..10).map(|n| (n, n)));
    let thirds: Vec<_> = map.extract_if(.., |key, _| key % 3 == 0).map(|(key, _)| key).collect();
    assert_eq!(thirds, [0, 3, 6, 9]);
    assert!(map.keys().eq(&[1, 2, 4, 5, 7, 8]));
    // Within a range, and everything there.
    let middle: Vec<_> = map.extract_if(2..5, |_, _| true).collect();
    assert_eq!(middle, [(2, 2), (4, 4)]);
    assert!(map.keys().eq(&[1, 5, 7, 8]));
    // Not driven, it takes nothing out.
    _ = map.extract_if(.., |_, _| true);
    assert_eq!(map.len(), 4);
}

for_each_layout!(
    insert_tells_what_was_there,
    try_insert_leaves_what_is_there,
    remove_gives_the_value_once,
    retain_keeps_what_is_wanted,
    extract_if_splits_by_a_predicate,
);
