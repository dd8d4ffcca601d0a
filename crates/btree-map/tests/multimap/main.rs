//! The multimap on every layout: compared with a map of vectors after every change, and under faults.

#[path = "../suite/layouts.rs"]
#[allow(dead_code, reason = "shared with the map's suite, which uses all of it")]
mod layouts;

mod faults;
mod model;

use btree_map::multimap::ValueList;

/// The multimap in a layout.
type Multi<L, K, V> = btree_map::BPlusTreeMultiMap<K, V, <L as layouts::LayoutOf>::Tree<K, ValueList<V>>>;
