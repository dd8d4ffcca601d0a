//! How large the nodes of a slim tree get.

/// How large nodes get.
pub trait Shape: 'static {
    /// The entries of a leaf.
    const LEAVES: Leaves;
    /// The most children of a branch. Taken as 4 if it is less, and as 2¹⁵ if it is more.
    const BRANCH_MAX: usize;
}

/// How many entries a leaf holds at most: the power of two of entries that fits into so many bytes, within limits.
///
/// A leaf between half a power of two and the power has one number of search steps, but at the very half: so the
/// branch that chooses the number is seldom guessed wrong.
#[derive(Clone, Copy, Debug)]
pub struct Leaves {
    /// The bytes of entries that a leaf is made for.
    pub bytes: usize,
    /// The smallest maximum where an entry has at most 48 bytes.
    pub least_small: usize,
    /// The smallest maximum where an entry has more than 48 bytes.
    pub least_large: usize,
    /// The largest maximum.
    pub most: usize,
}

impl Leaves {
    /// The most entries of a leaf whose entries have `entry` bytes: 4 to 2¹⁵.
    ///
    /// ```
    /// use btree_core::slim::shape::{Shape, Standard};
    ///
    /// assert_eq!(Standard::LEAVES.max(16), 64);
    /// assert_eq!(Standard::LEAVES.max(4096), 18);
    /// ```
    pub const fn max(self, entry: usize) -> usize {
        let entry = if entry == 0 { 1 } else { entry };
        let fitting = if entry >= self.bytes { 1 } else { 1 << (self.bytes / entry).ilog2() };
        let least = if entry <= 48 { self.least_small } else { self.least_large };
        within(within(fitting, least, self.most), 4, 1 << 15)
    }
}

/// `number`, or the limit that it is beyond.
pub(super) const fn within(number: usize, least: usize, most: usize) -> usize {
    if number < least {
        least
    } else if number > most {
        most
    } else {
        number
    }
}

/// The shape that is measured and recommended: leaves of up to 1 KiB, but of 18 to 128 entries; branches of 128 children.
#[derive(Debug)]
pub enum Standard {}

impl Shape for Standard {
    const LEAVES: Leaves = Leaves { bytes: 1024, least_small: 32, least_large: 18, most: 128 };
    const BRANCH_MAX: usize = 128;
}

/// Nodes as small as they can be: for tests, which reach deep trees with few entries.
#[derive(Debug)]
pub enum Tiny {}

impl Shape for Tiny {
    const LEAVES: Leaves = Leaves { bytes: 0, least_small: 4, least_large: 4, most: 4 };
    const BRANCH_MAX: usize = 4;
}
