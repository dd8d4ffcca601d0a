//! The set on every layout: compared with std's, element by element and call by call.

#[path = "../suite/layouts.rs"]
#[allow(dead_code, reason = "shared with the map's suite, which uses all of it")]
mod layouts;

mod beyond;
mod bounds;
mod faults;
mod model;
mod semantics;

/// The set in a layout.
type Set<L, T> = btree_map::BPlusTreeSet<T, <L as layouts::LayoutOf>::Tree<T, ()>>;
