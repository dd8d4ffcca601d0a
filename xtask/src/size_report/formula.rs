//! The bytes of a slim map as formulas, for docs/memory.md; the tests hold them against what is measured.

use btree_map::SlimMap;
use btree_map::shape::{Shape as _, Standard};

/// Handle, head of a tree of two leaves or more, header of a node, and pointer to a child.
const HANDLE: usize = 8;
const HEAD: usize = 48;
const HEADER: usize = 16;
const CHILD: usize = 8;

/// The table of formulas.
pub(crate) fn table() -> String {
    format!(
        "| a map of n entries | bytes |\n|---|---|\n\
         | empty | {HANDLE} |\n\
         | one leaf, built at once | {HANDLE} + {HEADER} + n·e |\n\
         | one leaf, inserted one by one | {HANDLE} + {HEADER} + c·e, where c is the leaf's capacity |\n\
         | a tree, built at once | {HANDLE} + {HEAD} + n·e + {HEADER}·N + {CHILD}·(N − 1), where N is the number of nodes |\n\
         \n{HANDLE} is the handle, {HEADER} the header of a node, {HEAD} the head of a tree of two leaves or more, {CHILD} the \
         pointer to a child. A branch has up to {} children.\n",
        Standard::BRANCH_MAX
    )
}

/// The table of leaves: for each size of entry the capacities of the first leaf as it grows, and what a full leaf takes.
pub(crate) fn leaves_table() -> String {
    let mut out = String::from(
        "| bytes of an entry | capacities of the first leaf, inserted one by one | entries of a full leaf, L | bytes of \
         a full leaf | bytes beyond the payload, an entry |\n|--:|---|--:|--:|--:|\n",
    );
    row::<u32, u32>(&mut out, 0);
    row::<u64, u64>(&mut out, 0);
    row::<u64, [u64; 2]>(&mut out, [0; 2]);
    row::<u64, [u64; 3]>(&mut out, [0; 3]);
    row::<u64, [u64; 4]>(&mut out, [0; 4]);
    row::<u64, [u64; 5]>(&mut out, [0; 5]);
    row::<u64, [u64; 7]>(&mut out, [0; 7]);
    row::<u64, [u64; 31]>(&mut out, [0; 31]);
    row::<u64, [u64; 127]>(&mut out, [0; 127]);
    out
}

fn row<K: Ord + From<u8>, V: Copy>(out: &mut String, filler: V) {
    let entry = size_of::<K>() + size_of::<V>();
    let full = Standard::LEAVES.max(entry);
    let mut map = SlimMap::<K, V>::new();
    let mut capacities: Vec<usize> = Vec::new();
    for key in 0..u8::try_from(full).expect("a leaf of the standard shape has at most 128 entries") {
        map.insert(K::from(key), filler);
        let capacity = (map.heap_bytes() - HEADER) / entry;
        if capacities.last() != Some(&capacity) {
            capacities.push(capacity);
        }
    }
    let capacities: Vec<String> = capacities.iter().map(ToString::to_string).collect();
    let beyond = (HEADER + CHILD) as f64 / full as f64;
    *out += &format!(
        "| {entry} | {} | {full} | {} | {beyond:.2} |\n",
        capacities.join(", "),
        HEADER + full * entry
    );
}

#[cfg(all(test, target_pointer_width = "64"))]
mod tests {
    use super::*;
    use crate::size_report::measure::curve;
    use crate::size_report::order::Order;
    use testbed::{Blobs, Ints, Shape, Texts, Words};

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

    #[test]
    fn a_map_built_at_once_takes_what_the_page_says() {
        holds::<Ints>();
        holds::<Words>();
        holds::<Texts>();
        holds::<Blobs>();
    }

    #[test]
    fn inserting_at_random_takes_at_most_five_percent_more() {
        for sample in curve::<Words, SlimMap<u64, u64>>(Order::Random, &[1_000, 10_000, 100_000]) {
            let (built, is) = (built(sample.n, 16).0, sample.total());
            assert!(is >= built && is * 100 <= built * 105, "n = {}: {is}, built {built}", sample.n);
        }
    }

    #[test]
    fn a_leaf_ends_with_the_capacity_of_a_full_one() {
        let text = leaves_table();
        for row in text.lines().skip(2) {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            let entry: usize = cells[1].parse().unwrap();
            assert_eq!(cells[2].rsplit(", ").next(), Some(cells[3]), "{row}");
            assert_eq!(cells[3].parse(), Ok(leaf_max(entry)), "{row}");
        }
    }

    #[test]
    fn the_formulas_name_the_sizes_that_the_tests_add_up() {
        assert!(table().contains("| 8 + 48 + n·e + 16·N + 8·(N − 1),"), "{}", table());
        assert_eq!(BRANCH_MAX, Standard::BRANCH_MAX);
    }
}
