//! The difference of two sets, lazily.
//!
//! Three ways, chosen by two comparisons and the lengths:
//!
//! 1. The sets share at most an element at an end: the left one is walked alone, without it.
//! 2. The left set is far smaller: each of its elements is looked up in the right one.
//! 3. Otherwise both are walked in step.

use super::merge::{LOOKUP_FACTOR, Merge};
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
    way: Way<'a, T, L>,
}

enum Way<'a, T, L> {
    Alone(Iter<'a, T, L>),
    LookUp(Iter<'a, T, L>, &'a BPlusTreeSet<T, L>),
    InStep(Merge<'a, T, L>),
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
        Difference { way: way(self, other) }
    }
}

fn way<'a, T: Ord, L: Layout<T, ()>>(
    left: &'a BPlusTreeSet<T, L>,
    right: &'a BPlusTreeSet<T, L>,
) -> Way<'a, T, L> {
    let (Some(left_first), Some(left_last)) = (left.first(), left.last()) else {
        return Way::Alone(Iter::default());
    };
    let (Some(right_first), Some(right_last)) = (right.first(), right.last()) else {
        return Way::Alone(left.iter());
    };
    match (left_first.cmp(right_last), left_last.cmp(right_first)) {
        (Ordering::Equal, _) => {
            let mut rest = left.iter();
            rest.next();
            Way::Alone(rest)
        }
        (_, Ordering::Equal) => {
            let mut rest = left.iter();
            rest.next_back();
            Way::Alone(rest)
        }
        (Ordering::Greater, _) | (_, Ordering::Less) => Way::Alone(left.iter()),
        _ if left.len() <= right.len() / LOOKUP_FACTOR => Way::LookUp(left.iter(), right),
        _ => Way::InStep(Merge::new(left, right)),
    }
}

impl<'a, T: Ord, L: Layout<T, ()>> Iterator for Difference<'a, T, L> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        match &mut self.way {
            Way::Alone(left) => left.next(),
            Way::LookUp(left, right) => left.find(|element| !right.contains(element)),
            Way::InStep(both) => loop {
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
        match &self.way {
            Way::Alone(left) => left.size_hint(),
            Way::LookUp(left, right) => (left.len().saturating_sub(right.len()), Some(left.len())),
            Way::InStep(both) => {
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
        let way = match &self.way {
            Way::Alone(left) => Way::Alone(left.clone()),
            Way::LookUp(left, right) => Way::LookUp(left.clone(), right),
            Way::InStep(both) => Way::InStep(both.clone()),
        };
        Difference { way }
    }
}

impl<T: fmt::Debug, L: Layout<T, ()>> fmt::Debug for Difference<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("Difference");
        match &self.way {
            Way::Alone(left) => tuple.field(left),
            Way::LookUp(left, right) => tuple.field(left).field(right),
            Way::InStep(both) => tuple.field(both),
        };
        tuple.finish()
    }
}
