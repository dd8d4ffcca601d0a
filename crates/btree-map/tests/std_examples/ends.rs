//! The first entry and the last.

use crate::layouts::{LayoutOf, Map, for_each_layout};

fn first_and_last_are_by_key<L: LayoutOf>() {
    let mut map = Map::<L, u32, &str>::with_layout();
    assert_eq!((map.first_key_value(), map.last_key_value()), (None, None));
    map.insert(2, "alpha");
    map.insert(1, "omega");
    assert_eq!(map.first_key_value(), Some((&1, &"omega")));
    assert_eq!(map.last_key_value(), Some((&2, &"alpha")));
}

fn first_and_last_entries_are_changed_in_place<L: LayoutOf>() {
    let mut map = Map::<L, u32, &str>::from_iter_in_layout([(1, "x"), (2, "y"), (3, "z")]);
    if let Some(mut entry) = map.first_entry()
        && *entry.key() == 1
    {
        assert_eq!(entry.insert("first"), "x");
    }
    if let Some(entry) = map.last_entry() {
        *entry.into_mut() = "last";
    }
    assert!(map.values().eq(&["first", "y", "last"]));
    assert!(Map::<L, u32, u32>::with_layout().first_entry().is_none());
    assert!(Map::<L, u32, u32>::with_layout().last_entry().is_none());
}

/// The map can be asked between two steps.
fn entries_are_popped_from_either_end<L: LayoutOf>() {
    let squares = || Map::<L, u32, u32>::from_iter_in_layout((0..50).map(|n| (n, n * n)));
    let mut map = squares();
    while let Some((key, _)) = map.pop_first() {
        assert!(map.keys().all(|other| *other > key));
    }
    assert!(map.is_empty());
    let mut map = squares();
    while let Some((key, _)) = map.pop_last() {
        assert!(map.keys().all(|other| *other < key));
    }
    assert!(map.is_empty());
}

for_each_layout!(
    first_and_last_are_by_key,
    first_and_last_entries_are_changed_in_place,
    entries_are_popped_from_either_end,
);
