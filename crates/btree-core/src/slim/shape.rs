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
    /// assert_eq!(Standard::LEAVES.max(4096), Standard::LEAVES.least_large);
    /// ```
    pub const fn max(self, entry: usize) -> usize {
        let entry = if entry == 0 { 1 } else { entry };
        let fitting = if entry >= self.bytes { 1 } else { 1 << (self.bytes / entry).ilog2() };
        let least = if entry <= 48 { self.least_small } else { self.least_large };
        within(within(fitting, least, self.most), 4, 1 << 15)
    }
}

/// Whether pointers have 64 bits. Where they have 32, nodes have less beside their entries, std's as well, so there is less to
/// save.
pub(super) const WIDE: bool = cfg!(target_pointer_width = "64");

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
///
/// On targets whose pointers have 32 bits leaves are of 24 entries at least: 143 entries fill std's nodes to the brim, and there
/// its map has no more beside them than six leaves here.
#[derive(Debug)]
pub enum Standard {}

impl Shape for Standard {
    const LEAVES: Leaves =
        Leaves { bytes: 1024, least_small: 32, least_large: if WIDE { 18 } else { 24 }, most: 128 };
    const BRANCH_MAX: usize = 128;
}

/// Nodes as small as they can be: for tests, which reach deep trees with few entries.
#[derive(Debug)]
pub enum Tiny {}

impl Shape for Tiny {
    const LEAVES: Leaves = Leaves { bytes: 0, least_small: 4, least_large: 4, most: 4 };
    const BRANCH_MAX: usize = 4;
}
