//! The difference of two sets, lazily.
//!
//! Three ways, chosen by two comparisons and the lengths:
//!
//! 1. The sets share at most an element at an end: the left one is walked alone, without it.
//! 2. The left set is far smaller: each of its elements is looked up in the right one.
//! 3. Otherwise both are walked in step.

use super::merge::{Merge, SEARCH_FACTOR};
use super::{BPlusTreeSet, Iter};
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::cmp::Ordering;
use core::fmt;
use core::iter::FusedIterator;

/// An iterator over the elements of one set that are not in another, ascending. Made by
/// [`difference`](BPlusTreeSet::difference).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Difference<'a, T, L = SlimTree<T, ()>> {
    plan: Plan<'a, T, L>,
}

enum Plan<'a, T, L> {
    Iterate(Iter<'a, T, L>),
    Search(Iter<'a, T, L>, &'a BPlusTreeSet<T, L>),
    Stitch(Merge<'a, T, L>),
}

/// # Difference
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Returns an iterator over the elements of `self` that are not in `other`, ascending.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n + m)**, or in **O(n log m)** if this set is much
    /// smaller. Allocates nothing.
    ///
    /// ```
    /// let (a, b) = (btree_map::BPlusTreeSet::from([1, 2]), btree_map::BPlusTreeSet::from([2, 3]));
    /// assert!(a.difference(&b).eq(&[1]));
    /// ```
    #[inline]
    pub fn difference<'a>(&'a self, other: &'a BPlusTreeSet<T, L>) -> Difference<'a, T, L>
    where
        T: Ord,
    {
        Difference { plan: plan(self, other) }
    }
}

fn plan<'a, T: Ord, L: Layout<T, ()>>(
    left: &'a BPlusTreeSet<T, L>,
    right: &'a BPlusTreeSet<T, L>,
) -> Plan<'a, T, L> {
    let (Some(left_first), Some(left_last)) = (left.first(), left.last()) else {
        return Plan::Iterate(Iter::default());
    };
    let (Some(right_first), Some(right_last)) = (right.first(), right.last()) else {
        return Plan::Iterate(left.iter());
    };
    match (left_first.cmp(right_last), left_last.cmp(right_first)) {
        (Ordering::Equal, _) => {
            let mut rest = left.iter();
            rest.next();
            Plan::Iterate(rest)
        }
        (_, Ordering::Equal) => {
            let mut rest = left.iter();
            rest.next_back();
            Plan::Iterate(rest)
        }
        (Ordering::Greater, _) | (_, Ordering::Less) => Plan::Iterate(left.iter()),
        _ if left.len() <= right.len() / SEARCH_FACTOR => Plan::Search(left.iter(), right),
        _ => Plan::Stitch(Merge::new(left, right)),
    }
}

impl<'a, T: Ord, L: Layout<T, ()>> Iterator for Difference<'a, T, L> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        match &mut self.plan {
            Plan::Iterate(left) => left.next(),
            Plan::Search(left, right) => left.find(|element| !right.contains(element)),
            Plan::Stitch(both) => loop {
                match both.step() {
                    (left, None) => return left,
                    // What the right set has beyond the left one is of no interest.
                    (None, Some(_)) if both.lens().0 == 0 => return None,
                    _ => {}
                }
            },
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.plan {
            Plan::Iterate(left) => left.size_hint(),
            Plan::Search(left, right) => (left.len().saturating_sub(right.len()), Some(left.len())),
            Plan::Stitch(both) => {
                let (left, right) = both.lens();
                (left.saturating_sub(right), Some(left))
            }
        }
    }

    fn min(mut self) -> Option<&'a T> {
        self.next()
    }
}

impl<T: Ord, L: Layout<T, ()>> FusedIterator for Difference<'_, T, L> {}

impl<T, L> Clone for Difference<'_, T, L> {
    fn clone(&self) -> Self {
        let plan = match &self.plan {
            Plan::Iterate(left) => Plan::Iterate(left.clone()),
            Plan::Search(left, right) => Plan::Search(left.clone(), right),
            Plan::Stitch(both) => Plan::Stitch(both.clone()),
        };
        Difference { plan }
    }
}

impl<T: fmt::Debug, L: Layout<T, ()>> fmt::Debug for Difference<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("Difference");
        match &self.plan {
            Plan::Iterate(left) => tuple.field(left),
            Plan::Search(left, right) => tuple.field(left).field(right),
            Plan::Stitch(both) => tuple.field(both),
        };
        tuple.finish()
    }
}
