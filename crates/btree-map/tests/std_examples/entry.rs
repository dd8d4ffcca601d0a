//! Entries: looked up once, then filled, changed or emptied.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use btree_map::Entry;

fn words_are_counted<L: LayoutOf>() {
    let mut counts = Map::<L, &str, u32>::with_layout();
    for word in "to be or not to be".split(' ') {
        counts.entry(word).and_modify(|count| *count += 1).or_insert(1);
    }
    assert!(counts.into_iter().eq([("be", 2), ("not", 1), ("or", 1), ("to", 2)]));
}

fn entries_are_filled<L: LayoutOf>() {
    let mut map = Map::<L, &str, usize>::with_layout();
    map.entry("Atlantis").or_insert(3);
    assert_eq!(map["Atlantis"], 3);
    let depth = 4000;
    map.entry("Lemuria").or_insert_with(|| depth);
    assert_eq!(map["Lemuria"], 4000);
    map.entry("Mu").or_insert_with_key(|name| name.len());
    assert_eq!(map["Mu"], 2);
    *map.entry("Mu").or_insert(0) *= 10;
    assert_eq!(map["Mu"], 20);
    assert_eq!(map.entry("Thule").key(), &"Thule");
    assert!(!map.contains_key("Thule"), "asking for an entry makes none");
    assert_eq!(map.entry("Thule").insert_entry(66).key(), &"Thule");
    assert_eq!(map["Thule"], 66);
    let mut lists = Map::<L, &str, Option<u32>>::with_layout();
    assert_eq!(lists.entry("Avalon").or_default(), &None);
    assert_eq!(lists["Avalon"], None);
}

fn present_entries_are_changed_and_taken_out<L: LayoutOf>() {
    let mut map = Map::<L, &str, u32>::with_layout();
    map.entry("Atlantis").or_insert(3);
    if let Entry::Occupied(mut entry) = map.entry("Atlantis") {
        assert_eq!((entry.key(), entry.get()), (&"Atlantis", &3));
        *entry.get_mut() += 4;
        // The same entry again.
        *entry.get_mut() += 5;
        assert_eq!(*entry.get(), 12);
        assert_eq!(entry.insert(15), 12);
    }
    if let Entry::Occupied(entry) = map.entry("Atlantis") {
        *entry.into_mut() += 1;
    }
    assert_eq!(map["Atlantis"], 16);
    if let Entry::Occupied(entry) = map.entry("Atlantis") {
        assert_eq!(entry.remove(), 16);
    }
    assert!(!map.contains_key("Atlantis"));
    map.entry("Mu").or_insert(1);
    if let Entry::Occupied(entry) = map.entry("Mu") {
        assert_eq!(entry.remove_entry(), ("Mu", 1));
    }
    assert!(map.is_empty());
}

fn absent_entries_are_filled_or_give_their_key_back<L: LayoutOf>() {
    let mut map = Map::<L, String, u32>::with_layout();
    if let Entry::Vacant(entry) = map.entry("Ys".to_owned()) {
        assert_eq!(entry.key(), "Ys");
        assert_eq!(entry.into_key(), "Ys");
    }
    assert!(map.is_empty());
    if let Entry::Vacant(entry) = map.entry("Ys".to_owned()) {
        assert_eq!(*entry.insert(37), 37);
    }
    if let Entry::Vacant(entry) = map.entry("Iram".to_owned()) {
        let entry = entry.insert_entry(38);
        assert_eq!((entry.key().as_str(), entry.get()), ("Iram", &38));
    }
    assert_eq!((map["Ys"], map["Iram"]), (37, 38));
}

fn entries_print_as_stds_do<L: LayoutOf>() {
    let mut map = Map::<L, u32, char>::with_layout();
    let mut std = std::collections::BTreeMap::new();
    assert_eq!(format!("{:?}", map.entry(1)), format!("{:?}", std.entry(1)));
    map.insert(1, 'a');
    std.insert(1, 'a');
    assert_eq!(format!("{:?}", map.entry(1)), format!("{:?}", std.entry(1)));
    assert_eq!(format!("{:#?}", map.first_entry()), format!("{:#?}", std.first_entry()));
}

for_each_layout!(
    words_are_counted,
    entries_are_filled,
    present_entries_are_changed_and_taken_out,
    absent_entries_are_filled_or_give_their_key_back,
    entries_print_as_stds_do,
);
