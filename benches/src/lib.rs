//! What the criterion benches share: the shapes of entries, the maps that take part, and their inputs.
//!
//! A bench is an operation, written once over a [`Shape`] and a [`Subject`]; the two visitors [`EachShape`] and
//! [`EachSubject`] lead it through all of them. `cargo bench -p benches` runs everything, which takes most of an hour;
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

mod input;
mod shape;
mod subject;

pub use input::{Chance, Entry, PROBES, Step, absent, ascending, hits, mix, reordered, shuffled, steps};
pub use shape::{Blobs, EachShape, Halves, NUMBERS, Pairs, Shape, Strs, Texts, Words, each_shape};
pub use subject::{EachSubject, LANES, Subject};

/// Numbers of entries: what fits a node or two, what fits the first cache, and what does not.
pub const SIZES: [usize; 3] = [16, 1_000, 100_000];

/// The first so many of [`SIZES`] show that an operation is right: one leaf, and a tree of several levels.
pub const SMALL: usize = 2;
