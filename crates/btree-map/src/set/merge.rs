//! Two sets walked side by side: what union, symmetric difference and the others step through.
//!
//! Invariant: `ahead` is an element that one walk has given and that no step has handed out yet. With consistent
//! orders every element of both sets is handed out once, ascending; with lying ones the walk still ends.

use super::{BPlusTreeSet, Iter};
use btree_core::Layout;
use core::cmp::Ordering;
use core::fmt;

/// How many times smaller one set must be for looking its elements up in the other to beat walking both.
pub(super) const SEARCH_FACTOR: usize = 16;

/// The elements of two sets, in step.
pub(super) struct Merge<'a, T, L> {
    left: Iter<'a, T, L>,
    right: Iter<'a, T, L>,
    ahead: Option<(Side, &'a T)>,
}

/// Which walk an element came from.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

impl<T, L> Clone for Merge<'_, T, L> {
    fn clone(&self) -> Self {
        Merge { left: self.left.clone(), right: self.right.clone(), ahead: self.ahead }
    }
}

impl<'a, T, L: Layout<T, ()>> Merge<'a, T, L> {
    #[inline]
    pub(super) fn new(left: &'a BPlusTreeSet<T, L>, right: &'a BPlusTreeSet<T, L>) -> Self {
        Merge { left: left.iter(), right: right.iter(), ahead: None }
    }

    /// The smallest element left: on the left, on the right, or an equal one on both. Neither at the end.
    #[inline]
    pub(super) fn step(&mut self) -> (Option<&'a T>, Option<&'a T>)
    where
        T: Ord,
    {
        // One place for each side to step: a step is inlined wherever it is called.
        let ahead = self.ahead.take();
        let left = match ahead {
            Some((Side::Left, left)) => Some(left),
            _ => self.left.next(),
        };
        let right = match ahead {
            Some((Side::Right, right)) => Some(right),
            _ => self.right.next(),
        };
        let (Some(a), Some(b)) = (left, right) else { return (left, right) };
        match a.cmp(b) {
            Ordering::Equal => (left, right),
            Ordering::Less => {
                self.ahead = Some((Side::Right, b));
                (left, None)
            }
            Ordering::Greater => {
                self.ahead = Some((Side::Left, a));
                (None, right)
            }
        }
    }

    /// The next element that both sides have. What one side alone has is left out, and so is the rest of a side at the end of the
    /// other.
    #[inline]
    pub(super) fn next_common(&mut self) -> Option<&'a T>
    where
        T: Ord,
    {
        let (mut left, mut right) = match self.ahead.take() {
            None => (None, None),
            Some((Side::Left, element)) => (Some(element), None),
            Some((Side::Right, element)) => (None, Some(element)),
        };
        loop {
            let a = match left {
                Some(a) => a,
                None => self.left.next()?,
            };
            let b = match right {
                Some(b) => b,
                None => self.right.next()?,
            };
            (left, right) = match a.cmp(b) {
                Ordering::Equal => return Some(a),
                Ordering::Less => (None, Some(b)),
                Ordering::Greater => (Some(a), None),
            };
        }
    }

    /// How many elements each side still has.
    #[inline]
    pub(super) fn lens(&self) -> (usize, usize) {
        let (left, right) = (self.left.len(), self.right.len());
        match self.ahead {
            None => (left, right),
            Some((Side::Left, _)) => (left + 1, right),
            Some((Side::Right, _)) => (left, right + 1),
        }
    }
}

impl<T: fmt::Debug, L: Layout<T, ()>> fmt::Debug for Merge<'_, T, L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tuple = f.debug_tuple("Merge");
        tuple.field(&self.left).field(&self.right);
        if let Some((_, element)) = self.ahead {
            tuple.field(element);
        }
        tuple.finish()
    }
}
