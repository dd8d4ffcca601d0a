//! The invariants of every tree between two operations, and the error of the checker.
//!
//! 1. `len` equals the number of values; each leaf holds at least one, none more than its capacity.
//! 2. The leftmost leaf has as many keys as values. Every other leaf has one key less, because its first key is the separator
//!    left of it in an ancestor. So each key is in memory exactly once, and no key is ever cloned.
//! 3. A branch has one separator less than children, at least two children, no more than the fanout.
//! 4. Nodes that are not at the left or right edge hold at least the minimum fill.
//! 5. Keys ascend strictly through leaves and separators, provided `Ord` is a total order.
//! 6. Every child knows its parent; all leaves are at the same depth; every node is reachable.
//!
//! Memory safety relies on none of 1, 4 and 5: a broken `Ord` gives wrong answers, not undefined behaviour.

use core::fmt;

/// The first invariant found broken, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvariantError(pub(crate) &'static str);

impl fmt::Display for InvariantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "broken invariant: {}", self.0)
    }
}

impl core::error::Error for InvariantError {}

/// `Ok` where `holds`, else `InvariantError` with `what` should have held.
pub(crate) const fn expect(holds: bool, what: &'static str) -> Result<(), InvariantError> {
    if holds { Ok(()) } else { Err(InvariantError(what)) }
}
