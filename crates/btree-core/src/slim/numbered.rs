//! Trees of numbers for the tests of this layout: whatever is to be seen of them is their invariants and their numbers.

extern crate std;

use super::SlimTree;
use super::shape::Shape;
use crate::{Layout, SearchResult, iterate};
use arena::Global;
use std::boxed::Box;
use std::vec::Vec;

/// A tree of numbers with blocks of their own, so that an entry that is lost or dropped twice is found out.
pub(super) type Numbered<S> = SlimTree<Box<u32>, u32, Global, S>;

/// A tree of the numbers below `n`, put in one `stride` after the other, so that nodes are full or not.
pub(super) fn grown<S: Shape>(n: u32, stride: u32) -> Numbered<S> {
    let mut tree = Numbered::new_in(Global);
    fill(&mut tree, (0..n).map(|number| number * stride % n));
    tree
}

/// Inserts those of the numbers that are missing.
pub(super) fn fill<S: Shape>(tree: &mut Numbered<S>, numbers: impl Iterator<Item = u32>) {
    for number in numbers {
        let SearchResult::Absent(gap) = tree.find_to_insert(&number) else { continue };
        // SAFETY: just found in this tree.
        unsafe { tree.insert(gap, Box::new(number), number) };
    }
}

/// The numbers of a tree that keeps its invariants.
pub(super) fn numbers<S: Shape>(tree: &Numbered<S>) -> Vec<u32> {
    tree.check_invariants().unwrap();
    let mut walk = iterate::Shared::all(tree);
    let mut numbers = Vec::new();
    while let Some((key, value)) = walk.next_entry() {
        assert_eq!(**key, *value);
        numbers.push(*value);
    }
    numbers
}

/// Both trees hold what they are to hold, and whatever is missing of the numbers below `n` finds a place in both.
pub(super) fn check<S: Shape>(mut trees: [Numbered<S>; 2], n: u32, expected: [Vec<u32>; 2]) {
    for (tree, expected) in trees.iter_mut().zip(expected) {
        assert_eq!(numbers(tree), expected);
        fill(tree, 0..n);
        assert_eq!(numbers(tree), (0..n).collect::<Vec<_>>());
    }
}
