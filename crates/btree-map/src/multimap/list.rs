//! The values of one key: one in place, or many in a list on the heap.
//!
//! Invariant: at rest a list has at least one value, and one value is held in place. Only while values are being taken out
//! may it be empty, or hold a single one on the heap.

use alloc::boxed::Box;
use alloc::vec::{self, Vec};
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::iter::FusedIterator;
use core::ops::{Deref, DerefMut};
use core::slice;
use core::{array, mem};

/// The values of one key of a [`BPlusTreeMultiMap`](super::BPlusTreeMultiMap), in the order of their insertion.
///
/// It derefs to a slice. It is as large as the larger of a value and a pointer, plus what it takes to tell them
/// apart.
///
/// ```
/// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a'), (1, 'b')]);
/// let values = map.remove_all(&1).unwrap();
/// assert_eq!(values.as_slice(), ['a', 'b']);
/// assert!(values.into_iter().rev().eq(['b', 'a']));
/// ```
pub struct ValueList<V> {
    held: Held<V>,
}

enum Held<V> {
    One(V),
    // A box of the vector, so that an entry with one value is not as large as a vector.
    #[expect(
        clippy::box_collection,
        reason = "the size of an entry counts, not the indirection of a long list"
    )]
    Many(Box<Vec<V>>),
}

impl<V> ValueList<V> {
    pub(crate) const fn one(value: V) -> Self {
        ValueList { held: Held::One(value) }
    }

    /// The bytes of heap that the list itself holds: none for a value in place.
    pub(crate) fn heap_bytes(&self) -> usize {
        match &self.held {
            Held::One(_) => 0,
            Held::Many(values) => size_of::<Vec<V>>() + values.capacity() * size_of::<V>(),
        }
    }

    /// Returns the values as a slice.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let map = btree_map::BPlusTreeMultiMap::from([(1, 'a'), (1, 'b')]);
    /// let (_, values) = map.into_lists().next().unwrap();
    /// assert_eq!(values.as_slice(), ['a', 'b']);
    /// ```
    #[inline]
    pub fn as_slice(&self) -> &[V] {
        match &self.held {
            Held::One(value) => slice::from_ref(value),
            Held::Many(values) => values,
        }
    }

    /// Returns the values as a mutable slice.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'b'), (1, 'a')]);
    /// let mut values = map.remove_all(&1).unwrap();
    /// values.as_mut_slice().sort();
    /// assert_eq!(values.as_slice(), ['a', 'b']);
    /// ```
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [V] {
        match &mut self.held {
            Held::One(value) => slice::from_mut(value),
            Held::Many(values) => values,
        }
    }

    /// Returns the values as a vector. Allocates if there is one value.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMultiMap::from([(1, 'a'), (1, 'b')]);
    /// assert_eq!(map.remove_all(&1).unwrap().into_vec(), ['a', 'b']);
    /// ```
    pub fn into_vec(self) -> Vec<V> {
        match self.held {
            Held::One(value) => Vec::from([value]),
            Held::Many(values) => *values,
        }
    }

    /// The values as a vector in this list, with room for `more`. All memory is there before a value moves.
    fn many(&mut self, more: usize) -> &mut Vec<V> {
        if let Held::One(_) = self.held {
            let vector = Held::Many(Box::new(Vec::with_capacity(1 + more)));
            let one = mem::replace(&mut self.held, vector);
            if let (Held::Many(values), Held::One(value)) = (&mut self.held, one) {
                values.push(value);
            }
        }
        match &mut self.held {
            Held::Many(values) => values,
            Held::One(_) => unreachable!("made into many just above"),
        }
    }

    /// Inserts a value after the others.
    pub(crate) fn push(&mut self, value: V) {
        self.many(1).push(value);
    }

    /// Puts the values of another list behind the others.
    pub(crate) fn append(&mut self, other: Self) {
        self.many(other.len()).extend(other);
    }

    /// Takes a value out, if it is not the only one.
    pub(super) fn remove(&mut self, index: usize) -> Option<V> {
        let Held::Many(values) = &mut self.held else { return None };
        if values.len() == 1 {
            return None;
        }
        let value = values.remove(index);
        self.settle();
        Some(value)
    }

    /// Drops the values of which `keep` says `false`. Says how many it refused, and whether it refused all: then the list
    /// must go, with what is left in it.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(&mut V) -> bool) -> (usize, bool) {
        let values = match &mut self.held {
            Held::One(value) => {
                let refused = !keep(value);
                return (usize::from(refused), refused);
            }
            Held::Many(values) => values,
        };
        let before = values.len();
        values.extract_if(.., |value| !keep(value)).for_each(drop);
        let refused = before - values.len();
        self.settle();
        (refused, refused == before)
    }

    /// Holds a single value in place.
    fn settle(&mut self) {
        if let Held::Many(values) = &mut self.held
            && values.len() == 1
            && let Some(value) = values.pop()
        {
            self.held = Held::One(value);
        }
    }

    pub(super) fn shrink_to_fit(&mut self) {
        if let Held::Many(values) = &mut self.held {
            values.shrink_to_fit();
        }
        self.settle();
    }
}

impl<V> Deref for ValueList<V> {
    type Target = [V];

    #[inline]
    fn deref(&self) -> &[V] {
        self.as_slice()
    }
}

impl<V> DerefMut for ValueList<V> {
    #[inline]
    fn deref_mut(&mut self) -> &mut [V] {
        self.as_mut_slice()
    }
}

/// An iterator over the values of one key, by value. Made by `into_iter` of a [`ValueList`].
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct IntoValues<V> {
    inner: Left<V>,
}

#[derive(Clone)]
enum Left<V> {
    One(array::IntoIter<V, 1>),
    Many(vec::IntoIter<V>),
}

impl<V> IntoIterator for ValueList<V> {
    type Item = V;
    type IntoIter = IntoValues<V>;

    fn into_iter(self) -> IntoValues<V> {
        let inner = match self.held {
            Held::One(value) => Left::One([value].into_iter()),
            Held::Many(values) => Left::Many(values.into_iter()),
        };
        IntoValues { inner }
    }
}

impl<'a, V> IntoIterator for &'a ValueList<V> {
    type Item = &'a V;
    type IntoIter = slice::Iter<'a, V>;

    fn into_iter(self) -> slice::Iter<'a, V> {
        self.as_slice().iter()
    }
}

impl<'a, V> IntoIterator for &'a mut ValueList<V> {
    type Item = &'a mut V;
    type IntoIter = slice::IterMut<'a, V>;

    fn into_iter(self) -> slice::IterMut<'a, V> {
        self.as_mut_slice().iter_mut()
    }
}

impl<V> IntoValues<V> {
    /// The values left.
    pub(super) fn as_slice(&self) -> &[V] {
        match &self.inner {
            Left::One(value) => value.as_slice(),
            Left::Many(values) => values.as_slice(),
        }
    }
}

impl<V> Iterator for IntoValues<V> {
    type Item = V;

    #[inline]
    fn next(&mut self) -> Option<V> {
        match &mut self.inner {
            Left::One(value) => value.next(),
            Left::Many(values) => values.next(),
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.as_slice().len(), Some(self.as_slice().len()))
    }
}

impl<V> DoubleEndedIterator for IntoValues<V> {
    #[inline]
    fn next_back(&mut self) -> Option<V> {
        match &mut self.inner {
            Left::One(value) => value.next_back(),
            Left::Many(values) => values.next_back(),
        }
    }
}

impl<V> ExactSizeIterator for IntoValues<V> {}
impl<V> FusedIterator for IntoValues<V> {}

impl<V: Clone> Clone for IntoValues<V> {
    fn clone(&self) -> Self {
        IntoValues { inner: self.inner.clone() }
    }
}

impl<V: fmt::Debug> fmt::Debug for IntoValues<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.as_slice()).finish()
    }
}

impl<V: Clone> Clone for ValueList<V> {
    fn clone(&self) -> Self {
        let held = match &self.held {
            Held::One(value) => Held::One(value.clone()),
            Held::Many(values) => Held::Many(values.clone()),
        };
        ValueList { held }
    }
}

impl<V: fmt::Debug> fmt::Debug for ValueList<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_slice().fmt(f)
    }
}

impl<V: PartialEq> PartialEq for ValueList<V> {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl<V: Eq> Eq for ValueList<V> {}

impl<V: PartialOrd> PartialOrd for ValueList<V> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.as_slice().partial_cmp(other.as_slice())
    }
}

impl<V: Ord> Ord for ValueList<V> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_slice().cmp(other.as_slice())
    }
}

impl<V: Hash> Hash for ValueList<V> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_slice().hash(state);
    }
}
