//! The intersection of two sets, lazily.
//!
//! Three ways, chosen by two comparisons and the lengths:
//!
//! 1. The sets share at most one element, because one ends where the other begins, or before: that element is the answer.
//! 2. One set is far smaller: each of its elements is looked up in the other.
//! 3. Otherwise both are walked in step.

use super::merge::{Merge, SEARCH_FACTOR};
use super::{BPlusTreeSet, Iter};
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::cmp::Ordering;
use core::fmt;
use core::iter::FusedIterator;

/// An iterator over the elements that are in both of two sets, ascending. Made by
/// [`intersection`](BPlusTreeSet::intersection).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Intersection<'a, T, L = SlimTree<T, ()>> {
    plan: Plan<'a, T, L>,
}

enum Plan<'a, T, L> {
    Answer(Option<&'a T>),
    /// Elements of the left set, looked up in the right one.
    SearchRight(Iter<'a, T, L>, &'a BPlusTreeSet<T, L>),
    /// Elements of the right set, looked up in the left one.
    SearchLeft(&'a BPlusTreeSet<T, L>, Iter<'a, T, L>),
    Stitch(Merge<'a, T, L>),
}

/// # Intersection
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Returns an iterator over the elements of `self` that are also in `other`, ascending.
    ///
    /// Computes in **O(log n)** time; the whole iteration in **O(n + m)**, or in **O(m log n)** if one set, m, is
    /// much smaller. Allocates nothing.
    ///
    /// ```
    /// let (a, b) = (btree_map::BPlusTreeSet::from([1, 2]), btree_map::BPlusTreeSet::from([2, 3]));
    /// assert!(a.intersection(&b).eq(&[2]));
    /// ```
    #[inline]
    pub fn intersection<'a>(&'a self, other: &'a BPlusTreeSet<T, L>) -> Intersection<'a, T, L>
    where
        T: Ord,
    {
        Intersection { plan: plan(self, other) }
    }
}

fn plan<'a, T: Ord, L: Layout<T, ()>>(
    left: &'a BPlusTreeSet<T, L>,
    right: &'a BPlusTreeSet<T, L>,
) -> Plan<'a, T, L> {
    let (Some(left_first), Some(left_last)) = (left.first(), left.last()) else { return Plan::Answer(None) };
    let (Some(right_first), Some(right_last)) = (right.first(), right.last()) else {
        return Plan::Answer(None);
    };
    match (left_first.cmp(right_last), left_last.cmp(right_first)) {
        (Ordering::Equal, _) => Plan::Answer(Some(left_first)),
        (_, Ordering::Equal) => Plan::Answer(Some(left_last)),
        (Ordering::Greater, _) | (_, Ordering::Less) => Plan::Answer(None),
        _ if left.len() <= right.len() / SEARCH_FACTOR => Plan::SearchRight(left.iter(), right),
        _ if right.len() <= left.len() / SEARCH_FACTOR => Plan::SearchLeft(left, right.iter()),
        _ => Plan::Stitch(Merge::new(left, right)),
    }
}

impl<'a, T: Ord, L: Layout<T, ()>> Iterator for Intersection<'a, T, L> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        match &mut self.plan {
            Plan::Answer(element) => element.take(),
            Plan::SearchRight(left, right) => left.find(|element| right.contains(element)),
            Plan::SearchLeft(left, right) => right.find_map(|element| left.get(element)),
            Plan::Stitch(both) => both.next_common(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.plan {
            Plan::Answer(element) => (usize::from(element.is_some()), Some(usize::from(element.is_some()))),
            Plan::SearchRight(walk, _) | Plan::SearchLeft(_, walk) => (0, Some(walk.len())),
            Plan::Stitch(both) => {
                let (left, right) = both.lens();
                (0, Some(left.min(right)))
            }
        }
    }

    fn min(mut self) -> Option<&'a T> {
        self.next()
    }
}

impl<T: Ord, L: Layout<T, ()>> FusedIterator for Intersection<'_, T, L> {}

impl<T, L> Clone for Intersection<'_, T, L> {
    fn clone(&self) -> Self {
        let plan = match &self.plan {
            Plan::Answer(element) => Plan::Answer(*element),
            Plan::SearchRight(left, right) => Plan::SearchRight(left.clone(), right),
            Plan::SearchLeft(left, right) => Plan::SearchLeft(left, right.clone()),
            Plan::Stitch(both) => Plan::Stitch(both.clone()),
        };
        Intersection { plan }
    }
}

impl<T: fmt::Debug, L: Layout<T, ()>> fmt::Debug for Intersection<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("Intersection");
        match &self.plan {
            Plan::Answer(element) => tuple.field(element),
            Plan::SearchRight(left, right) => tuple.field(left).field(right),
            Plan::SearchLeft(left, right) => tuple.field(left).field(right),
            Plan::Stitch(both) => tuple.field(both),
        };
        tuple.finish()
    }
}
