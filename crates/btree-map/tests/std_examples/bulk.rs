//! Whole maps joined and taken apart.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use testbed::Tagged;

fn append_moves_everything_over<L: LayoutOf>() {
    let mut here = Map::<L, u32, &str>::from_iter_in_layout([(1, "one"), (2, "two"), (3, "three")]);
    let mut there = Map::<L, u32, &str>::from_iter_in_layout([(3, "drei"), (4, "vier"), (5, "fünf")]);
    here.append(&mut there);
    assert_eq!((here.len(), there.len()), (5, 0));
    assert_eq!((here[&1], here[&3], here[&5]), ("one", "drei", "fünf"));
    // The map that was emptied is as good as new.
    there.insert(1, "eins");
    assert_eq!(there.len(), 1);
}

fn merge_settles_conflicts<L: LayoutOf>() {
    let words = |entries: [(u32, &str); 3]| {
        Map::<L, u32, String>::from_iter_in_layout(entries.map(|(key, word)| (key, word.to_owned())))
    };
    let mut here = words([(1, "a"), (2, "b"), (3, "c")]);
    here.merge(words([(3, "d"), (4, "e"), (5, "f")]), |key, mine, theirs| format!("{key}{mine}{theirs}"));
    assert_eq!(here.len(), 5);
    assert!(here.into_values().eq(["a", "b", "3cd", "e", "f"]));
}

fn split_off_takes_from_the_key_on<L: LayoutOf>() {
    let mut low =
        Map::<L, u32, char>::from_iter_in_layout([(1, 'a'), (2, 'b'), (3, 'c'), (17, 'd'), (41, 'e')]);
    let high = low.split_off(&3);
    assert!(low.iter().eq([(&1, &'a'), (&2, &'b')]));
    assert!(high.iter().eq([(&3, &'c'), (&17, &'d'), (&41, &'e')]));
    // At the next key above one that is absent; and nothing above all.
    let mut high = high;
    assert!(high.split_off(&20).into_keys().eq([41]));
    assert!(high.split_off(&18).is_empty());
    assert_eq!(high.len(), 2);
    assert_eq!(high.split_off(&0).len(), 2);
    assert!(high.is_empty());
}

/// Whichever way the entries take into the map: its own key stays, the other's value wins.
fn append_and_merge_keep_the_key_that_was_there<L: LayoutOf>() {
    for (here, there) in [(1, 1), (5, 5), (300, 300), (300, 2), (2, 300), (1, 300)] {
        let filled = |len: u32, name| {
            let entries = (0..len).map(|i| (Tagged(i * 2, name), i));
            Map::<L, Tagged, u32>::from_iter_in_layout(entries)
        };
        let both = here.min(there);
        let check = |map: &Map<L, Tagged, u32>, of: fn(u32) -> u32| {
            map.check_invariants().unwrap();
            assert_eq!(map.len() as u32, here.max(there));
            for (key, value) in map {
                let i = key.0 / 2;
                assert_eq!(key.1, if i < here { "mine" } else { "theirs" });
                assert_eq!(*value, if i < both { of(i) } else { i });
            }
        };
        let mut map = filled(here, "mine");
        let mut other = filled(there, "theirs");
        other.values_mut().take(both as usize).for_each(|value| *value += 1000);
        map.append(&mut other);
        check(&map, |i| i + 1000);
        let mut map = filled(here, "mine");
        map.merge(filled(there, "theirs"), |key, mine, theirs| {
            assert_eq!(key.1, "mine");
            mine * 3 + theirs * 5
        });
        check(&map, |i| i * 8);
        let mut map = filled(here, "mine");
        map.extend_sorted(filled(there, "theirs")).unwrap();
        check(&map, |i| i);
        let mut map = filled(here, "mine");
        map.extend(filled(there, "theirs"));
        check(&map, |i| i);
    }
}

fn entries_keep_the_key_that_was_there<L: LayoutOf>() {
    let mut map = Map::<L, Tagged, u32>::with_layout();
    map.insert(Tagged(1, "old"), 1);
    map.entry(Tagged(1, "new")).or_insert(2);
    assert_eq!(map.entry(Tagged(1, "new")).insert_entry(3).key().1, "old");
    assert_eq!(map.entry(Tagged(1, "new")).key().1, "old");
    assert_eq!(map.try_insert(Tagged(1, "new"), 4).unwrap_err().entry.key().1, "old");
    assert_eq!(map.try_insert_reserving(Tagged(1, "new"), 5), Ok(Some(3)));
    assert_eq!(map.pop_first().map(|(key, value)| (key.1, value)), Some(("old", 5)));
}

for_each_layout!(
    append_moves_everything_over,
    merge_settles_conflicts,
    split_off_takes_from_the_key_on,
    append_and_merge_keep_the_key_that_was_there,
    entries_keep_the_key_that_was_there,
);
