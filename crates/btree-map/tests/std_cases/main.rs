//! The cases that std's own tests of its maps and sets know, for all layouts.
//!
//! Only those that no other suite has: ranges, impossible bounds, variance, `Send` and `Sync`, nothing-sized entries, panics of
//! drops, clones and orders are cases of std's too, and are in `suite`, `edits`, `set`, `faults` and `across_await`.

mod absence;
mod bulk;
mod chaos;
mod cursors;
mod extract;
mod identity;
#[path = "../suite/layouts.rs"]
mod layouts;
mod sets;
#[path = "../faults/tally.rs"]
mod tally;
mod walks;

use layouts::LayoutOf;

/// The set in a layout.
type Set<L, T> = btree_map::BPlusTreeSet<T, <L as LayoutOf>::Tree<T, ()>>;

/// Entries enough for three levels of the smallest fanout.
const MANY: u32 = if cfg!(miri) { 14 } else { 60 };
