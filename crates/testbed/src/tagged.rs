//! A key that tells which of several equal ones it is.

use core::cmp::Ordering;

/// Compared by its number alone; the tag tells equal keys apart.
#[derive(Clone, Copy, Debug)]
pub struct Tagged<N = u32, T = &'static str>(
    /// The number.
    pub N,
    /// The tag.
    pub T,
);

impl<N: Ord, T> PartialEq for Tagged<N, T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<N: Ord, T> Eq for Tagged<N, T> {}

impl<N: Ord, T> PartialOrd for Tagged<N, T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<N: Ord, T> Ord for Tagged<N, T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
