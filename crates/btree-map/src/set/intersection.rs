//! The intersection of two sets, lazily.
//!
//! Three ways, chosen by two comparisons and the lengths:
//!
//! 1. The sets share at most one element, because one ends where the other begins, or before: that element is the answer.
//! 2. One set is far smaller: each of its elements is looked up in the other.
//! 3. Otherwise both are walked in step.

use super::merge::{LOOKUP_FACTOR, Merge};
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
    way: Way<'a, T, L>,
}

enum Way<'a, T, L> {
    Known(Option<&'a T>),
    /// Elements of the left set, looked up in the right one.
    LookUpRight(Iter<'a, T, L>, &'a BPlusTreeSet<T, L>),
    /// Elements of the right set, looked up in the left one.
    LookUpLeft(&'a BPlusTreeSet<T, L>, Iter<'a, T, L>),
    InStep(Merge<'a, T, L>),
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
        Intersection { way: way(self, other) }
    }
}

fn way<'a, T: Ord, L: Layout<T, ()>>(
    left: &'a BPlusTreeSet<T, L>,
    right: &'a BPlusTreeSet<T, L>,
) -> Way<'a, T, L> {
    let (Some(left_first), Some(left_last)) = (left.first(), left.last()) else { return Way::Known(None) };
    let (Some(right_first), Some(right_last)) = (right.first(), right.last()) else {
        return Way::Known(None);
    };
    match (left_first.cmp(right_last), left_last.cmp(right_first)) {
        (Ordering::Equal, _) => Way::Known(Some(left_first)),
        (_, Ordering::Equal) => Way::Known(Some(left_last)),
        (Ordering::Greater, _) | (_, Ordering::Less) => Way::Known(None),
        _ if left.len() <= right.len() / LOOKUP_FACTOR => Way::LookUpRight(left.iter(), right),
        _ if right.len() <= left.len() / LOOKUP_FACTOR => Way::LookUpLeft(left, right.iter()),
        _ => Way::InStep(Merge::new(left, right)),
    }
}

impl<'a, T: Ord, L: Layout<T, ()>> Iterator for Intersection<'a, T, L> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        match &mut self.way {
            Way::Known(element) => element.take(),
            Way::LookUpRight(left, right) => left.find(|element| right.contains(element)),
            Way::LookUpLeft(left, right) => right.find_map(|element| left.get(element)),
            Way::InStep(both) => both.next_common(),
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        match &self.way {
            Way::Known(element) => (usize::from(element.is_some()), Some(usize::from(element.is_some()))),
            Way::LookUpRight(walk, _) | Way::LookUpLeft(_, walk) => (0, Some(walk.len())),
            Way::InStep(both) => {
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
        let way = match &self.way {
            Way::Known(element) => Way::Known(*element),
            Way::LookUpRight(left, right) => Way::LookUpRight(left.clone(), right),
            Way::LookUpLeft(left, right) => Way::LookUpLeft(left, right.clone()),
            Way::InStep(both) => Way::InStep(both.clone()),
        };
        Intersection { way }
    }
}

impl<T: fmt::Debug, L: Layout<T, ()>> fmt::Debug for Intersection<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("Intersection");
        match &self.way {
            Way::Known(element) => tuple.field(element),
            Way::LookUpRight(left, right) => tuple.field(left).field(right),
            Way::LookUpLeft(left, right) => tuple.field(left).field(right),
            Way::InStep(both) => tuple.field(both),
        };
        tuple.finish()
    }
}
