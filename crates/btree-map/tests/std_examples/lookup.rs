//! Making a map, asking it for keys.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use btree_map::BPlusTreeMap;
use std::cmp::Ordering;

/// The tour at the top of the type's page: types inferred, a few entries in, one out, some asked for, all listed.
#[test]
fn a_map_is_toured() {
    let mut capitals = BPlusTreeMap::new();
    capitals.insert("Peru", "Lima");
    capitals.insert("Norway", "Olso");
    capitals.insert("Ghana", "Accra");
    assert!(!capitals.contains_key("Chile"));
    assert_eq!(capitals.len(), 3);
    assert_eq!(capitals.remove("Norway"), Some("Olso"));
    let answers: Vec<_> = ["Norway", "Peru"].iter().map(|country| capitals.get(country)).collect();
    assert_eq!(answers, [None, Some(&"Lima")]);
    assert_eq!(capitals["Ghana"], "Accra");
    let mut listed = Vec::new();
    for (country, city) in &capitals {
        listed.push(format!("{country}: {city}"));
    }
    assert_eq!(listed, ["Ghana: Accra", "Peru: Lima"]);
}

/// From an array, its order of no account.
#[test]
fn a_map_is_made_of_an_array() {
    let moons = BPlusTreeMap::from([("Mars", 2), ("Earth", 1), ("Venus", 0)]);
    assert!(moons.keys().eq(&["Earth", "Mars", "Venus"]));
}

fn new_maps_take_entries<L: LayoutOf>() {
    let mut map = Map::<L, i32, &str>::with_layout();
    assert!(map.is_empty());
    map.insert(1, "one");
    assert_eq!((map.len(), map.is_empty()), (1, false));
    map.clear();
    assert!(map.is_empty());
}

fn values_are_found_by_key<L: LayoutOf>() {
    let mut map = Map::<L, i32, &str>::with_layout();
    map.insert(10, "ten");
    assert_eq!((map.get(&10), map.get(&11)), (Some(&"ten"), None));
    assert_eq!((map.contains_key(&10), map.contains_key(&11)), (true, false));
    if let Some(word) = map.get_mut(&10) {
        *word = "zehn";
    }
    assert_eq!(map[&10], "zehn");
}

/// A town is told from another by its number alone.
#[derive(Clone, Copy, Debug)]
struct Town {
    number: u32,
    name: &'static str,
}

impl Ord for Town {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number)
    }
}
testbed::compare_by_ord!(Town);

/// The key that comes back is the one in the map, not the one that was looked up.
fn the_key_in_the_map_is_found<L: LayoutOf>() {
    let (stored, asked) = (Town { number: 7, name: "Ulm" }, Town { number: 7, name: "?" });
    let mut map = Map::<L, Town, u32>::with_layout();
    map.insert(stored, 126_000);
    let (key, people) = map.get_key_value(&asked).unwrap();
    assert_eq!((key.name, *people), ("Ulm", 126_000));
    assert!(map.get_key_value(&Town { number: 8, name: "Ulm" }).is_none());
}

fn an_absent_key_panics_in_brackets<L: LayoutOf>() {
    let map = Map::<L, i32, i32>::with_layout();
    let payload = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| map[&1])).unwrap_err();
    let text = payload.downcast_ref::<String>().map(String::as_str);
    assert_eq!(text.or(payload.downcast_ref().copied()), Some("no entry found for key"));
}

fn len_counts<L: LayoutOf>() {
    let mut map = L::with_fanout::<u8, u8>(8);
    assert_eq!((map.len(), map.is_empty()), (0, true));
    map.insert(1, 1);
    assert_eq!((map.len(), map.is_empty()), (1, false));
}

for_each_layout!(
    new_maps_take_entries,
    values_are_found_by_key,
    the_key_in_the_map_is_found,
    an_absent_key_panics_in_brackets,
    len_counts,
);
