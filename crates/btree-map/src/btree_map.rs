//! Everything of the map under the path that std has it: `btree_map::Entry`, `btree_map::Iter` and so on.
//!
//! ```
//! use btree_map::{btree_map, BPlusTreeMap as BTreeMap};
//!
//! fn keys<'a, V>(entries: btree_map::Iter<'a, &'static str, V>) -> Vec<&'static str> {
//!     entries.map(|(key, _)| *key).collect()
//! }
//!
//! assert_eq!(keys(BTreeMap::from([("b", 2), ("a", 1)]).iter()), ["a", "b"]);
//! ```
//!
//! It is the crate's root once more, because it has the crate's name: where this module is imported, a path that begins
//! with `btree_map` may mean the one or the other, and finds the same in both.

pub use crate::*;
