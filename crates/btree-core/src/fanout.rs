//! The fanout of a tree, and what is refused as one.

use core::fmt;

/// The fanout of a tree that was asked for no other: entries a leaf holds, and children a branch holds.
pub const DEFAULT_FANOUT: usize = 128;

/// The smallest fanout: below four, a split could leave a branch with one child.
pub const MIN_FANOUT: usize = 4;

/// The largest fanout: the pooled layout keeps it in 16 bits, and all layouts take the same range.
pub const MAX_FANOUT: usize = u16::MAX as usize;

/// A fanout that no layout can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FanoutError {
    /// What was asked for.
    pub requested: usize,
}

impl fmt::Display for FanoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let requested = self.requested;
        write!(f, "a fanout of {requested} is not possible: use {MIN_FANOUT} to {MAX_FANOUT}")
    }
}

impl core::error::Error for FanoutError {}

/// `fanout` if a tree can have it.
#[cfg(feature = "phases")]
pub(crate) const fn checked(fanout: usize) -> Result<usize, FanoutError> {
    if fanout < MIN_FANOUT || fanout > MAX_FANOUT {
        return Err(FanoutError { requested: fanout });
    }
    Ok(fanout)
}
