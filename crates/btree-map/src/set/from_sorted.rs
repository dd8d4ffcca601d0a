//! Elements that ascend already: checked as they come, and put into full leaves without a search.

use super::BPlusTreeSet;
use crate::map::{self, BPlusTreeMap};
use btree_core::{DefaultLayout, Layout};
use core::error::Error;
use core::fmt;

/// The error of building from elements that do not ascend: the first one that is not greater than the element before
/// it.
///
/// ```
/// let error = btree_map::BPlusTreeSet::from_sorted_iter(["a", "c", "b"]).unwrap_err();
/// assert!(error.to_string().starts_with("the element at index 2 is not greater than the one before"));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnsortedError<T> {
    /// How many elements came before it.
    pub index: usize,
    /// The element.
    pub element: T,
}

impl<T> From<map::UnsortedError<T, ()>> for UnsortedError<T> {
    fn from(error: map::UnsortedError<T, ()>) -> Self {
        UnsortedError { index: error.index, element: error.entry.0 }
    }
}

// Not derived: `unwrap` and `?` need it of elements that do not print.
impl<T> fmt::Debug for UnsortedError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnsortedError").field("index", &self.index).finish_non_exhaustive()
    }
}

impl<T> fmt::Display for UnsortedError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the element at index {} is not greater than the one before: elements must ascend strictly",
            self.index
        )
    }
}

impl<T> Error for UnsortedError<T> {}

/// # Building from sorted elements
impl<T> BPlusTreeSet<T> {
    /// Builds a set from elements that ascend strictly.
    ///
    /// Computes in **O(n)** time, without a buffer. Leaves are full afterwards.
    ///
    /// ```
    /// use btree_map::BPlusTreeSet;
    ///
    /// let set = BPlusTreeSet::from_sorted_iter([1, 2, 3]).unwrap();
    /// assert!(set.contains(&2));
    /// let error = BPlusTreeSet::from_sorted_iter([1, 3, 2]).unwrap_err();
    /// assert_eq!((error.index, error.element), (2, 2));
    /// ```
    ///
    /// # Errors
    ///
    /// The first element that is not greater than the one before it. The elements before are dropped; to keep them,
    /// use [`extend_sorted`](Self::extend_sorted) on an empty set. The iterator is not advanced further.
    pub fn from_sorted_iter<I>(elements: I) -> Result<Self, UnsortedError<T>>
    where
        T: Ord,
        I: IntoIterator<Item = T>,
    {
        Self::from_sorted_iter_in_layout(elements)
    }
}

/// # Building from sorted elements, in any layout
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Builds a set in any layout from elements that ascend strictly.
    ///
    /// Computes in **O(n)** time, without a buffer. Leaves are full afterwards.
    ///
    /// ```
    /// let set = btree_map::PackedSet::from_sorted_iter_in_layout([1, 2]).unwrap();
    /// assert!(set.contains(&2));
    /// ```
    ///
    /// # Errors
    ///
    /// As [`from_sorted_iter`](BPlusTreeSet::from_sorted_iter).
    pub fn from_sorted_iter_in_layout<I>(elements: I) -> Result<Self, UnsortedError<T>>
    where
        T: Ord,
        L: DefaultLayout<T, ()>,
        I: IntoIterator<Item = T>,
    {
        let entries = elements.into_iter().map(|element| (element, ()));
        Ok(BPlusTreeSet { map: BPlusTreeMap::from_sorted_iter_in_layout(entries)? })
    }

    /// Inserts elements that ascend strictly. If the set has an equal element, that one stays.
    ///
    /// Computes in **O(1)** time for each element greater than all in the set, in **O(log n)** for the others.
    ///
    /// ```
    /// use btree_map::BPlusTreeSet;
    ///
    /// let mut set = BPlusTreeSet::from([1, 4]);
    /// set.extend_sorted([2, 4, 5, 6]).unwrap();
    /// assert!(set.iter().eq(&[1, 2, 4, 5, 6]));
    /// let error = set.extend_sorted([8, 8]).unwrap_err();
    /// assert_eq!((error.index, error.element, set.len()), (1, 8, 6));
    /// ```
    ///
    /// # Errors
    ///
    /// The first element that is not greater than the one before it. The elements before are in the set. The iterator
    /// is not advanced further.
    ///
    /// # Panics
    ///
    /// If the iterator or `Ord` panics. The elements before are in the set then, except perhaps for those of the last
    /// leaf.
    pub fn extend_sorted<I>(&mut self, elements: I) -> Result<(), UnsortedError<T>>
    where
        T: Ord,
        I: IntoIterator<Item = T>,
    {
        Ok(self.map.extend_sorted(elements.into_iter().map(|element| (element, ())))?)
    }
}
