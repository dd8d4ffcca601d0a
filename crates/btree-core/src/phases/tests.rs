//! Methods that the phases have from the trait: splitting, taking out ranges, extracting.

use crate::phases::{baseline::BaselineTree, inline::InlineTree, packed::PackedTree, pooled::PooledTree};
use crate::place::Verdict;
use crate::{DefaultLayout, Layout, Position, SearchResult, iterate};
use alloc::vec::Vec;

/// A tree of the numbers below `n`, in nodes of four.
fn filled<T: DefaultLayout<u32, u32>>(n: u32) -> T {
    let mut tree = T::with_fanout(4).unwrap();
    tree.append_sorted((0..n).map(|number| (number, number)));
    tree
}

fn numbers<T: Layout<u32, u32>>(tree: &T) -> Vec<u32> {
    tree.check_invariants().unwrap();
    let mut walk = iterate::Shared::all(tree);
    core::iter::from_fn(|| walk.next_entry()).map(|(key, _)| *key).collect()
}

fn place<T: Layout<u32, u32>>(tree: &T, number: u32) -> Position {
    match tree.find(&number) {
        SearchResult::Found(place) => place,
        SearchResult::Absent(_) => panic!("{number} is missing"),
    }
}

fn check<T: DefaultLayout<u32, u32>>() {
    for n in [11, 23] {
        for at in [0, 1, n / 2, n - 1] {
            let mut tree = filled::<T>(n);
            let place = place(&tree, at);
            // SAFETY: just found in this tree.
            let right = unsafe { tree.split_off(place) };
            assert_eq!((numbers(&tree), numbers(&right)), ((0..at).collect(), (at..n).collect()));
        }
        let mut tree = filled::<T>(n);
        let from = place(&tree, 2);
        // SAFETY: just found in this tree, which has the entries.
        let taken = unsafe { tree.remove_range(from, 7) };
        assert_eq!((numbers(&tree), numbers(&taken)), ((0..2).chain(9..n).collect(), (2..9).collect()));

        let (mut tree, mut taken) = (filled::<T>(n), 0);
        let from = place(&tree, 1);
        // SAFETY: just found in this tree.
        let verdict =
            unsafe { tree.extract_from_leaf(from, &mut |_, _| Verdict::Take, &mut |_, _| taken += 1) };
        assert!(taken > 0 && matches!(verdict.1, Verdict::Take | Verdict::Keep));
        assert_eq!(numbers(&tree).len(), n as usize - taken);

        let mut tree = filled::<T>(n);
        let last = place(&tree, n - 1);
        // SAFETY: just found in this tree.
        *unsafe { tree.entry_mut(last) }.1 = 7;
        assert_eq!(tree.get(&(n - 1)), Some((&(n - 1), &7)));
    }
}

#[test]
fn trees_of_all_phases_split_and_give_entries() {
    check::<BaselineTree<u32, u32>>();
    check::<PackedTree<u32, u32>>();
    check::<InlineTree<u32, u32>>();
    check::<PooledTree<u32, u32>>();
}
