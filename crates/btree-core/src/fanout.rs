//! The fanout of a tree, and the error of an invalid one.

use core::fmt;

/// The default fanout: the maximum number of entries of a leaf, and of children of a branch.
pub const DEFAULT_FANOUT: usize = 128;

/// The smallest fanout. With less than four, a split could leave a branch with one child.
pub const MIN_FANOUT: usize = 4;

/// The largest fanout. The pooled layout stores it in 16 bits, and all layouts have the same limit.
pub const MAX_FANOUT: usize = u16::MAX as usize;

/// The error of a fanout that the layout cannot have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FanoutError {
    /// The requested fanout.
    pub requested: usize,
}

impl fmt::Display for FanoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let requested = self.requested;
        write!(
            f,
            "this layout cannot have a fanout of {requested}: the slim layout has a fixed one, the others {MIN_FANOUT} to {MAX_FANOUT}"
        )
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
