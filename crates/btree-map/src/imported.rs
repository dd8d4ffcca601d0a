//! Imports as whole programs, in every edition. Nothing here is in the built crate.

/// Everything by a glob, as from `std::collections::btree_map`.
///
/// ```edition2015
/// extern crate btree_map;
/// use btree_map::*;
///
/// fn main() {
///     let map: BTreeMap<u32, char> = BTreeMap::from([(1, 'a')]);
///     let mut walk: Iter<u32, char> = map.iter();
///     assert_eq!(walk.next(), Some((&1, &'a')));
/// }
/// ```
///
/// ```edition2018
/// use btree_map::*;
///
/// fn main() {
///     let mut map: BTreeMap<u32, char> = BTreeMap::new();
///     match map.entry(1) {
///         Entry::Vacant(entry) => assert_eq!(entry.insert('a'), &'a'),
///         Entry::Occupied(_) => unreachable!(),
///     }
///     let walk: btree_map::Iter<u32, char> = map.iter();
///     assert_eq!(walk.len(), 1);
/// }
/// ```
///
/// ```edition2021
/// use btree_map::*;
///
/// fn main() {
///     let map: BTreeMap<u32, char> = BTreeMap::from([(1, 'a')]);
///     let keys: btree_map::Keys<u32, char> = map.keys();
///     assert_eq!(keys.len(), btree_map::BTreeSet::from([1]).len());
/// }
/// ```
///
/// ```edition2024
/// use btree_map::*;
///
/// fn main() {
///     let map: BTreeMap<u32, char> = BTreeMap::from([(1, 'a')]);
///     assert_eq!(map.into_values().collect::<Vec<_>>(), ['a']);
/// }
/// ```
mod globs {}

/// The module under its own name, and names from inside it.
///
/// ```edition2015
/// extern crate btree_map as trees;
/// use trees::btree_map::{self, Entry};
///
/// fn main() {
///     let mut map = btree_map::BTreeMap::from([(1, 'a')]);
///     if let Entry::Occupied(entry) = map.entry(1) {
///         assert_eq!(entry.remove(), 'a');
///     }
/// }
/// ```
///
/// ```edition2018
/// use btree_map::btree_map::{self, Entry};
///
/// fn main() {
///     let mut map = btree_map::BTreeMap::from([(1, 'a')]);
///     if let Entry::Occupied(entry) = map.entry(1) {
///         assert_eq!(entry.remove(), 'a');
///     }
/// }
/// ```
mod names {}
