//! How large the nodes of a slim tree get, and in which steps.
//!
//! A leaf grows with what it holds: one entry at first, then 3, 6, 11 (std's leaf has room for 11 at once), then by a
//! line, three entries, or a sixteenth of its length, whichever is most; in trees entries of 24 bytes and more go by
//! threes from the first on. So it holds little slack. A lone leaf of more than 11 entries grows by half: std has three
//! nodes by then, and room to compare.

/// How large nodes get.
///
/// # Safety
///
/// Rows are written as far as these numbers say:
///
/// - [`leaf_max`](Self::leaf_max) answers the same number whenever it is asked with the same one;
/// - its answers and [`BRANCH_MAX`](Self::BRANCH_MAX) are at least 4 and at most 2¹⁵.
pub unsafe trait Shape: 'static {
    /// The most entries of a leaf, whose entries are of that many bytes.
    fn leaf_max(entry: usize) -> usize;
    /// The most children of a branch.
    const BRANCH_MAX: usize;
}

/// The shape that is measured and recommended: leaves of the power of two of entries that fits 1 KiB, but of 18 to 128;
/// branches of 128 children.
///
/// A leaf between half a power of two and the power has one number of search steps, but at the very half: so the
/// branch that chooses the number is seldom guessed wrong.
#[derive(Debug)]
pub enum Standard {}

// SAFETY: a pure function with answers from 18 to 128, and 128.
unsafe impl Shape for Standard {
    #[inline]
    fn leaf_max(entry: usize) -> usize {
        let fitting = 1 << (1024 / entry.clamp(1, 1024)).ilog2();
        usize::clamp(fitting, if entry <= 48 { 32 } else { 18 }, 128)
    }

    const BRANCH_MAX: usize = 128;
}

/// Nodes as small as they can be: for tests, which reach deep trees with few entries.
#[derive(Debug)]
pub enum Tiny {}

// SAFETY: 4 and 4.
unsafe impl Shape for Tiny {
    fn leaf_max(_entry: usize) -> usize {
        4
    }

    const BRANCH_MAX: usize = 4;
}

/// The most entries of a leaf.
#[inline(always)]
pub(super) fn leaf_max<K, V, S: Shape>() -> usize {
    S::leaf_max(size_of::<K>() + size_of::<V>())
}

/// The room of a leaf that holds `len` entries and may get more.
#[inline]
pub(super) fn leaf_room<K, V, S: Shape>(len: usize) -> usize {
    let entry = (size_of::<K>() + size_of::<V>()).max(1);
    let step = (64 / entry).max(3);
    let room = match len {
        0..=11 if entry < 24 => small_room(len),
        _ => len.next_multiple_of(step.max(len / 16)),
    };
    room.min(leaf_max::<K, V, S>())
}

/// The room of a leaf that holds up to 11 entries.
#[inline]
const fn small_room(len: usize) -> usize {
    match len {
        0..=1 => 1,
        2..=3 => 3,
        4..=6 => 6,
        _ => 11,
    }
}

/// The room of a lone leaf that holds `len` entries and may get more.
#[inline]
pub(super) fn lone_room<K, V, S: Shape>(len: usize) -> usize {
    let entry = size_of::<K>() + size_of::<V>();
    let room = match len {
        // Large entries in twos here too.
        4..=10 if entry >= 40 => len.next_multiple_of(2),
        0..=11 => small_room(len),
        12..=16 => 16,
        17..=23 => 23,
        24..=32 => 32,
        33..=46 => 46,
        47..=64 => 64,
        65..=96 => 96,
        _ => usize::MAX,
    };
    room.min(leaf_max::<K, V, S>())
}

/// The room of a leaf at an edge of the tree that runs of inserts fill up: in a tree of `tree_len` entries so large that
/// one leaf does not count, all the room it can have.
#[inline]
pub(super) fn edge_room<K, V, S: Shape>(len: usize, tree_len: usize) -> usize {
    let max = leaf_max::<K, V, S>();
    if tree_len >= 16 * max { max } else { (len + (len / 8).max(4)).min(max) }
}

/// The room of a branch that has `len` children and may get more.
#[inline]
pub(super) fn branch_room<S: Shape>(len: usize) -> usize {
    (len + len / 8 + 1).min(S::BRANCH_MAX).max(len)
}
