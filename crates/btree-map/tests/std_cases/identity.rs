//! Which of two equal keys stays, with which value: as in std's map, which the same calls are made on.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use std::collections::BTreeMap;
use testbed::Tagged;

type Theirs = BTreeMap<Tagged, &'static str>;

/// The names of keys, and the values.
fn names<'a>(
    entries: impl Iterator<Item = (&'a Tagged, &'a &'static str)>,
) -> Vec<(u32, &'static str, &'static str)> {
    entries.map(|(key, value)| (key.0, key.1, *value)).collect()
}

/// Entries of one name, from a number on.
fn entries(name: &'static str, from: u32, len: u32) -> impl Iterator<Item = (Tagged, &'static str)> {
    (from..from + len).map(move |number| (Tagged(number, name), name))
}

fn insert_keeps_the_key_and_takes_the_value<L: LayoutOf>() {
    for len in [1, 5, 40] {
        let mut ours: Map<L, Tagged, &str> = L::with_fanout(4);
        let mut theirs = Theirs::new();
        for name in ["first", "second"] {
            ours.extend(entries(name, 0, len));
            theirs.extend(entries(name, 0, len));
        }
        assert_eq!(names(ours.iter()), names(theirs.iter()));
        assert_eq!(ours.insert(Tagged(0, "third"), "third"), theirs.insert(Tagged(0, "third"), "third"));
        *ours.entry(Tagged(0, "fourth")).or_insert("fourth") = "fifth";
        *theirs.entry(Tagged(0, "fourth")).or_insert("fourth") = "fifth";
        assert_eq!(names(ours.iter()), names(theirs.iter()));
        assert_eq!(names(ours.iter())[0], (0, "first", "fifth"));
    }
}

/// In each way that maps are joined: a few into many, many into few, as many, and one behind the other but for a key.
fn append_keeps_the_keys_that_std_keeps<L: LayoutOf>() {
    for (here, there) in [(40, 2), (2, 40), (30, 30), (1, 1)] {
        for from in [0, here / 2, here - 1] {
            let mut ours: Map<L, Tagged, &str> = L::with_fanout(4);
            let mut other: Map<L, Tagged, &str> = L::with_fanout(4);
            ours.extend(entries("mine", 0, here));
            other.extend(entries("theirs", from, there));
            let mut theirs: Theirs = entries("mine", 0, here).collect();
            theirs.append(&mut entries("theirs", from, there).collect());
            ours.append(&mut other);
            assert_eq!(names(ours.iter()), names(theirs.iter()), "{here} and {there} from {from}");
        }
    }
}

fn merge_keeps_the_key_that_was_there<L: LayoutOf>() {
    for (here, there) in [(40, 2), (2, 40), (30, 30), (1, 1)] {
        let mut map: Map<L, Tagged, &str> = L::with_fanout(4);
        let mut other: Map<L, Tagged, &str> = L::with_fanout(4);
        map.extend(entries("mine", 0, here));
        other.extend(entries("theirs", here - 1, there));
        map.merge(other, |key, mine, theirs| {
            assert_eq!((key.0, key.1, mine, theirs), (here - 1, "mine", "mine", "theirs"));
            theirs
        });
        assert_eq!(names(map.iter())[here as usize - 1], (here - 1, "mine", "theirs"));
        assert_eq!(map.len() as u32, here + there - 1);
    }
}

for_each_layout!(
    insert_keeps_the_key_and_takes_the_value,
    append_keeps_the_keys_that_std_keeps,
    merge_keeps_the_key_that_was_there,
);
