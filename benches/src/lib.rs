//! What the criterion benches share: the shapes of entries, the maps that take part, and their inputs.
//!
//! A bench is an operation, written once over a [`Shape`](testbed::Shape) and a [`Map`](testbed::Map); the visitor [`EachMap`]
//! leads it through all of them. `cargo bench -p benches` runs everything, which takes most of an hour;
//! `--bench` picks a file of operations, and a filter after `--` picks by `operation/shape/entries/map`:
//!
//! ```text
//! cargo bench -p benches --bench get -- 'get-hit/u64/1000/'
//! cargo bench -p benches --bench iterate -- '/(string|str)/.*/(std|slim)$'
//! ```
//!
//! Invariants: the inputs are the same in every run and for every map, no random numbers, only mixed ones; inputs are
//! made, and what a pass leaves behind is dropped, outside the time; each operation checks its result, so that no map
//! is fast by being wrong. [`SIZES`] are the numbers of entries. Without `--bench`, which cargo passes only for
//! `cargo bench`, every operation runs once, on the [`SMALL`] maps.

mod entrants;
mod input;

pub use entrants::{EachMap, NUMBERS, Strs, each_map};
pub use input::{PROBES, Step, absent, hits, reordered, steps};

/// Keys of one batched lookup.
pub const LANES: usize = 16;

/// Numbers of entries: what fits a node or two, what fits the first cache, and what does not.
pub const SIZES: [usize; 3] = [16, 1_000, 100_000];

/// The first so many of [`SIZES`] show that an operation is right: one leaf, and a tree of several levels.
pub const SMALL: usize = 2;
