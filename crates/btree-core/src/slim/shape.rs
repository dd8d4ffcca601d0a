//! The maximum sizes of the nodes of a slim tree.

/// The maximum sizes of nodes.
pub trait Shape: 'static {
    /// The entries of a leaf.
    const LEAVES: Leaves;
    /// The maximum number of children of a branch, limited to 4 to 2¹⁵.
    const BRANCH_MAX: usize;
}

/// The maximum number of entries of a leaf: the largest power of two of entries that fits into [`bytes`](Self::bytes), within limits.
///
/// The number of search steps is the same for all leaves above half a power of two and up to the power. Leaves of a large map are
/// mostly in this range, so the processor predicts the number of steps.
#[derive(Clone, Copy, Debug)]
pub struct Leaves {
    /// The intended bytes of entries in a full leaf.
    pub bytes: usize,
    /// The lower limit of the maximum if an entry has at most 48 bytes.
    pub least_small: usize,
    /// The lower limit of the maximum if an entry has more than 48 bytes.
    pub least_large: usize,
    /// The upper limit of the maximum.
    pub most: usize,
}

impl Leaves {
    /// The maximum number of entries of a leaf if an entry has `entry` bytes: 4 to 2¹⁵.
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

/// Whether pointers have 64 bits. With 32 bits, std's nodes and these have less overhead, so there is less to save.
pub(super) const WIDE: bool = cfg!(target_pointer_width = "64");

/// `number`, limited to `least` to `most`.
pub(super) const fn within(number: usize, least: usize, most: usize) -> usize {
    if number < least {
        least
    } else if number > most {
        most
    } else {
        number
    }
}

/// The shape that is measured and recommended.
///
/// The capacity of a full leaf is the largest power of two of entries that fits into 1 KiB, but at most 128. It is at least 32 if an
/// entry has at most 48 bytes, and at least 18 otherwise, even if such leaves exceed 1 KiB. A branch has up to 128 children.
///
/// On 32-bit targets the limit is 24 instead of 18. There, std's map of 143 entries has only full nodes, with as much overhead as six
/// leaves of this layout. With smaller leaves this map would need more than six.
#[derive(Debug)]
pub enum Standard {}

impl Shape for Standard {
    const LEAVES: Leaves =
        Leaves { bytes: 1024, least_small: 32, least_large: if WIDE { 18 } else { 24 }, most: 128 };
    const BRANCH_MAX: usize = 128;
}

/// The smallest possible nodes, for tests of deep trees with few entries.
#[derive(Debug)]
pub enum Tiny {}

impl Shape for Tiny {
    const LEAVES: Leaves = Leaves { bytes: 0, least_small: 4, least_large: 4, most: 4 };
    const BRANCH_MAX: usize = 4;
}
