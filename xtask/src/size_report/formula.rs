//! The formulas of docs/memory.md, held against what is measured: bytes of a slim map built at once.

use super::measure::curve;
use super::shapes::{Ints, Order, Shape, Texts, Wide, Words};
use btree_map::SlimMap;

/// Handle, head of a tree of two leaves or more, header of a node, and pointer to a child.
const HANDLE: usize = 8;
const HEAD: usize = 48;
const HEADER: usize = 16;
const CHILD: usize = 8;

/// Entries of a full leaf, and children of a full branch.
fn leaf_max(entry: usize) -> usize {
    let fitting: usize = 1 << (1024 / entry).ilog2();
    fitting.clamp(if entry <= 48 { 32 } else { 18 }, 128)
}
const BRANCH_MAX: usize = 128;

/// The bytes of a map of `n` entries of `entry` bytes, built at once; and the number of its branches.
fn built(n: usize, entry: usize) -> (usize, usize) {
    if n == 0 {
        return (HANDLE, 0);
    }
    let leaves = n.div_ceil(leaf_max(entry));
    let (mut level, mut branches) = (leaves, 0);
    while level > 1 {
        level = level.div_ceil(BRANCH_MAX);
        branches += level;
    }
    let head = if branches == 0 { 0 } else { HEAD };
    let nodes = leaves + branches;
    (HANDLE + head + n * entry + HEADER * nodes + CHILD * (nodes - 1), branches)
}

fn holds<S: Shape>() {
    let sizes = [0, 1, 7, 11, 32, 33, 64, 65, 100, 128, 129, 1_000, 4_096, 10_000, 100_000];
    let entry = size_of::<S::Key>() + size_of::<S::Value>();
    for sample in curve::<S, SlimMap<S::Key, S::Value>>(Order::Bulk, &sizes) {
        let ((told, branches), is) = (built(sample.n, entry), sample.total());
        // Behind a branch's keys its pointers are aligned.
        let most = told + branches * (align_of::<usize>() - 1);
        assert!(
            (told..=most).contains(&is),
            "n = {}, {entry} bytes: the page says {told}, it is {is}",
            sample.n
        );
    }
}

#[cfg(target_pointer_width = "64")]
#[test]
fn a_map_built_at_once_takes_what_the_page_says() {
    holds::<Ints>();
    holds::<Words>();
    holds::<Texts>();
    holds::<Wide>();
}

#[cfg(target_pointer_width = "64")]
#[test]
fn inserting_at_random_takes_at_most_five_percent_more() {
    for sample in curve::<Words, SlimMap<u64, u64>>(Order::Random, &[1_000, 10_000, 100_000]) {
        let (built, is) = (built(sample.n, 16).0, sample.total());
        assert!(is >= built && is * 100 <= built * 105, "n = {}: {is}, built {built}", sample.n);
    }
}
