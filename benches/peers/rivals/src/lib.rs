//! The race: its rules, its tracks, and every contender but our own map, which the crate `peers` adds.
//!
//! 1. [`shape`] makes keys and values from numbers; [`input`] makes from them what an operation consumes.
//! 2. [`contender`] is what is asked of a map, [`contenders`] the maps, [`entrants`] the list of them for a shape.
//! 3. [`runner`] runs one operation on one map and times it; [`rounds`] runs all and checks that they agree.
//! 4. [`plan`] chooses shapes, operations and sizes; [`mod@line`] is what is printed, one JSON document a line.
//!
//! **Invariant**: no figure is printed for an operation whose result differs from the first contender's, which is std.

pub mod contender;
pub mod contenders;
pub mod entrants;
pub mod input;
pub mod line;
pub mod op;
pub mod plan;
pub mod rounds;
pub mod runner;
pub mod shape;
