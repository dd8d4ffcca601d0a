//! The thresholds of this layout: how large a node is made, when nodes merge, and when one frees capacity.
//!
//! A single leaf has capacities of 1, 4 and 11 entries, or of 1, 3, 6 and 11 if entries have 40 bytes or more (std's
//! leaf has a capacity of 11 at once). Beyond that it grows by half, because std's map has three nodes by then. A leaf in a tree
//! grows by a line of memory, by three entries, or by a sixteenth of its length, whichever is most. So it has little unused capacity.
//!
//! On targets with 32-bit pointers std's nodes have little overhead. There a line is half as long, leaves of entries of 40 bytes and
//! more grow by two, and a single leaf of more than 46 entries grows to the capacity that std's map must have.
//!
//! `tests/slim_bytes` of `long-tests` compares the resulting bytes with std's, at every length. `cargo xtask perf-gate` counts the
//! instructions.

use super::descriptor::{Descriptor, LINE};
use super::shape::{WIDE, within};

/// The entries that a leaf of std's map has room for.
pub(super) const STD_LEAF: usize = 11;

/// A tree of that many entries or less is about to become a single leaf: its leaves merge wherever they can.
const SMALLEST_TALL: usize = 20;

/// In a tree of fewer entries the slack of one leaf counts.
pub(super) const SLACK_COUNTS: usize = 256;

/// The largest end of its block that a leaf of a small tree gives back, instead of moving to another block.
pub(super) const LARGEST_END: usize = 4 * LINE;

/// The unused capacity that a leaf at a border keeps where a tree of more than a leaf is divided: what std's leaves have there, which
/// hold five entries of eleven at least.
const BORDER_SLACK: usize = 6;

/// Bytes of entries that caches near the core hold: from there on a leaf's keys are prefetched as soon as the leaf is
/// known. Below it costs 5 to 8 percent of a look-up, above it saves a third.
///
/// Small in Miri, whose trees are: the way of large ones is to be interpreted too.
pub(super) const NEAR: usize = if cfg!(miri) { 4 << 10 } else { 4 << 20 };

/// Keys of a lone leaf from which on an insert compares its key with the first one before it searches. Of fewer, a random key
/// is too often the first: each wrong guess takes longer than a search.
pub(super) const WORTH_A_GUESS: usize = 11;

/// Sizes of nodes.
impl Descriptor {
    /// The capacity of a leaf that holds `len` entries and may get more.
    #[inline]
    pub(super) const fn leaf_capacity(&self, len: usize) -> usize {
        let few = if WIDE || self.entry() < 40 { 3 } else { 2 };
        let capacity = len.next_multiple_of(max(max(self.line, few), len / 16));
        within(capacity, 0, self.leaf_max)
    }

    /// The capacity of a lone leaf that holds `len` entries and may get more.
    #[inline]
    pub(super) const fn lone_capacity(&self, len: usize) -> usize {
        let capacity = match len {
            0..=STD_LEAF => small_capacity(len, self.entry() >= 40),
            12..=16 => 16,
            17..=23 => 23,
            24..=32 => 32,
            33..=46 => 46,
            // All that std's leaves and the node above them have room for, with so many entries.
            _ if !WIDE => std_capacity(len),
            47..=64 => 64,
            65..=96 => 96,
            _ => usize::MAX,
        };
        // A shape may have larger leaves than the numbers above are made for.
        within(max(capacity, len), 0, self.leaf_max)
    }

    /// The capacity of a leaf at an edge of the tree that runs of inserts fill up: in a tree of `tree_len` entries so large that
    /// one leaf does not count, all the capacity it can have.
    #[inline]
    pub(super) const fn edge_capacity(&self, len: usize, tree_len: usize) -> usize {
        let capacity = if tree_len >= 16 * self.leaf_max { self.leaf_max } else { len + max(len / 8, 4) };
        within(capacity, 0, self.leaf_max)
    }

    /// The capacity of a branch that has `len` children and may get more.
    #[inline]
    pub(super) const fn branch_capacity(&self, len: usize) -> usize {
        max(within(len + len / 8 + 1, 0, self.branch_max), len)
    }

    /// The capacity of a lone leaf for `len` entries that leave another tree: no more than std's map has, which has one leaf of 11 for
    /// few.
    pub(super) const fn taken_capacity(&self, len: usize) -> usize {
        let capacity = self.leaf_capacity(len);
        if len <= STD_LEAF { within(capacity, 0, STD_LEAF) } else { capacity }
    }
}

/// When nodes merge.
impl Descriptor {
    /// Whether a leaf is so small that it may merge with a neighbour.
    #[inline]
    pub(super) const fn is_small_leaf(&self, len: usize) -> bool {
        len <= self.leaf_max / 4
    }

    /// As [`is_small_leaf`](Self::is_small_leaf), also where the leaves of a small tree are to become one.
    #[inline]
    pub(super) const fn is_small_leaf_of(&self, len: usize, tree_len: usize) -> bool {
        self.is_small_leaf(len) || tree_len <= SMALLEST_TALL
    }

    /// The same for a leaf at a border along which a tree was divided.
    pub(super) fn is_small_at_border(&self, len: usize, tree_len: usize) -> bool {
        len <= max(self.leaf_max / 8, 1) || tree_len <= SMALLEST_TALL
    }

    /// Whether two leaves with so many entries together become one. A full leaf would soon be split again.
    pub(super) const fn leaves_merge(&self, total: usize) -> bool {
        total <= self.leaf_max - self.leaf_max / 4
    }

    /// Whether a branch has so few children that it may merge with a neighbour.
    pub(super) const fn is_small_branch(&self, len: usize) -> bool {
        len <= self.branch_max / 4
    }

    /// Whether two branches with so many children together become one.
    pub(super) const fn branches_merge(&self, total: usize) -> bool {
        total <= self.branch_max - self.branch_max / 4
    }
}

/// When a node moves to a smaller block.
impl Descriptor {
    /// Whether a leaf is looked at before an entry of `len` is taken out of it: it may merge with a neighbour.
    ///
    /// Not at every length, for a look costs as much as a removal.
    #[inline]
    pub(super) fn is_due(&self, len: usize, tree_len: usize) -> bool {
        (self.is_small_leaf(len) && (len.is_power_of_two() || !WIDE)) || tree_len <= SMALLEST_TALL
    }

    /// Whether a lone leaf of that capacity, which holds `len` entries, grew for the entry that went. It stays as it is, but where
    /// std's map has one leaf.
    #[inline]
    pub(super) fn has_just_grown(&self, capacity: usize, len: usize) -> bool {
        WIDE && len > STD_LEAF && capacity <= self.lone_capacity(len + 1)
    }

    /// The slack that a leaf keeps before it moves to a smaller block: of a few entries, and less than two lines of
    /// memory where entries are large.
    ///
    /// Up to 11 entries, std's map has one leaf of 11: no more is kept there either.
    #[inline]
    pub(super) fn slack(&self, len: usize, tree_len: usize) -> usize {
        if tree_len <= STD_LEAF {
            return STD_LEAF - len.min(STD_LEAF);
        }
        let few = if tree_len >= SLACK_COUNTS { 2 } else { WIDE as usize };
        (4 + len / 8).min((7 * LINE / 4 / self.entry()).max(few))
    }

    /// Whether a tree of that many entries becomes small as one goes: slack in its edge leaves begins to count.
    #[inline]
    pub(super) const fn becomes_small(&self, tree_len: usize) -> bool {
        tree_len == self.small_tree()
    }

    /// Entries of a tree below which slack in its edge leaves counts.
    #[inline]
    pub(super) const fn small_tree(&self) -> usize {
        4 * self.leaf_max
    }

    /// Whether a leaf at a border keeps its slack in a tree of `tree_len` entries. Behind 11 entries std's map has two leaves and a
    /// branch, which takes as much as a third.
    pub(super) const fn keeps_slack_at_border(&self, len: usize, capacity: usize, tree_len: usize) -> bool {
        match len == tree_len {
            true => len > STD_LEAF && capacity <= std_capacity(len),
            false => tree_len > self.leaf_max && capacity - len <= BORDER_SLACK,
        }
    }

    /// Whether a branch that lost several children has much slack.
    pub(super) const fn branch_has_slack(&self, len: usize, capacity: usize) -> bool {
        capacity - len > 4 + len / 4
    }

    /// Whether a branch moves to a smaller block. One that loses child after child does not each time.
    pub(super) const fn branch_shrinks(&self, len: usize, capacity: usize) -> bool {
        capacity > self.branch_capacity(len) + len / 8
    }
}

/// The slack of the first leaf or of the last one, where a run of removals is there: never more than std's map has, whose
/// leaves hold 11 entries, and whose branches one between each two. In a large tree slack does not count.
///
/// Where pointers have 32 bits std's nodes have less beside their entries, so there is less to spare.
#[inline]
pub(super) const fn edge_slack(tree_len: usize) -> usize {
    let spare = 11 - tree_len % 12;
    let (spare, share) =
        if WIDE { (spare, tree_len / 128) } else { (spare.saturating_sub(1), tree_len / 256) };
    if tree_len < SLACK_COUNTS || spare > share { spare } else { share }
}

/// The entries that the nodes of std's map have room for where it holds `len`, more than one leaf of them.
const fn std_capacity(len: usize) -> usize {
    STD_LEAF * (len / (STD_LEAF + 1) + 2)
}

/// The capacity of a lone leaf that holds up to 11 entries. Slack of large ones is dear.
#[inline]
const fn small_capacity(len: usize, large: bool) -> usize {
    match (len, large) {
        (0..=1, _) => 1,
        (2..=3, true) => 3,
        (4..=6, true) => 6,
        (2..=4, false) => 4,
        _ => STD_LEAF,
    }
}

const fn max(a: usize, b: usize) -> usize {
    if a > b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slim::shape::{Leaves, Shape, Standard, Tiny};
    use core::ptr;

    #[test]
    fn every_capacity_is_enough_for_what_it_is_for() {
        enum Large {}
        impl Shape for Large {
            const LEAVES: Leaves = Leaves {
                bytes: 1 << 15,
                least_small: 4,
                least_large: 4,
                most: if cfg!(miri) { 600 } else { 1 << 13 },
            };
            const BRANCH_MAX: usize = 1 << 12;
        }
        fn check<K, V, S: Shape>() {
            let descriptor = Descriptor::of::<K, V, S>(ptr::null());
            let enough = |len, capacity| {
                assert!((len..=descriptor.leaf_max).contains(&capacity), "{capacity} for {len}");
            };
            for len in 1..=descriptor.leaf_max {
                enough(len, descriptor.leaf_capacity(len));
                enough(len, descriptor.lone_capacity(len));
                enough(len, descriptor.edge_capacity(len, 0));
                enough(len, descriptor.edge_capacity(len, usize::MAX));
            }
            for len in 1..=descriptor.branch_max {
                assert!((len..=descriptor.branch_max).contains(&descriptor.branch_capacity(len)));
            }
        }
        fn all<S: Shape>() {
            check::<(), (), S>();
            check::<u8, (), S>();
            check::<u64, u64, S>();
            check::<u64, [u8; 64], S>();
            check::<[u8; 40], [u8; 5000], S>();
        }
        all::<Standard>();
        all::<Tiny>();
        all::<Large>();
    }
}
