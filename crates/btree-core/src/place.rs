//! One place of a tree, held together with the borrow that keeps it valid.
//!
//! A [`Position`] is only good until the tree changes. Here it never leaves the `&mut` borrow under which it was
//! found, so that insertion and removal at a place are safe calls, and the layers above need no unsafe code.

mod gap;
mod many;
mod remove_range;

pub use gap::{Gap, KeyGap, Verdict};
pub use many::{Overlapping, get_disjoint_mut};
pub use remove_range::{remove_range, split_off};

use crate::iterate::steps::{entry_at, entry_at_mut};
use crate::{Layout, Position, SearchResult};
use core::borrow::Borrow;
use core::fmt;
use core::marker::PhantomData;

/// Where a key is, or where it belongs.
#[derive(Debug)]
pub enum Place<'a, K, V, T> {
    /// The key is present.
    Occupied(Occupied<'a, K, V, T>),
    /// The key is absent.
    Vacant(Vacant<'a, K, V, T>),
}

/// An entry of a tree, under the tree's exclusive borrow.
pub struct Occupied<'a, K, V, T> {
    tree: &'a mut T,
    // Invariant: a position of `tree` with an entry; nothing else can have changed `tree` since it was found.
    at: Position,
    marker: PhantomData<&'a mut (K, V)>,
}

/// A gap between entries of a tree, under the tree's exclusive borrow.
pub struct Vacant<'a, K, V, T> {
    tree: &'a mut T,
    // Invariant: a position of `tree`, which nothing else can have changed since it was found.
    at: Position,
    marker: PhantomData<&'a mut (K, V)>,
}

// SAFETY: it is an exclusive borrow of the tree, its keys and its values.
unsafe impl<K: Send, V: Send, T: Send> Send for Occupied<'_, K, V, T> {}
// SAFETY: through `&Occupied` at most shared references to keys and values are reached.
unsafe impl<K: Sync, V: Sync, T: Sync> Sync for Occupied<'_, K, V, T> {}
// SAFETY: as for an occupied place.
unsafe impl<K: Send, V: Send, T: Send> Send for Vacant<'_, K, V, T> {}
// SAFETY: through `&Vacant` nothing is reached.
unsafe impl<K: Sync, V: Sync, T: Sync> Sync for Vacant<'_, K, V, T> {}

impl<K, V, T> fmt::Debug for Occupied<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Occupied").field("at", &self.at).finish_non_exhaustive()
    }
}

impl<K, V, T> fmt::Debug for Vacant<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vacant").field("at", &self.at).finish_non_exhaustive()
    }
}

/// Finds the place of `key`, in **O(log n)** time.
// Always inlined, as what it calls is: a place is many words, which a call would pass through memory.
#[inline(always)]
pub fn search_mut<'a, K, V, T, Q>(tree: &'a mut T, key: &Q) -> Place<'a, K, V, T>
where
    T: Layout<K, V>,
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    let found = tree.find(key);
    at(tree, found)
}

/// Finds the place of a `key` that is to be inserted, in **O(log n)** time, or **O(1)** in a run at an edge of the tree.
#[inline(always)]
pub fn search_to_insert<'a, K, V, T, Q>(tree: &'a mut T, key: &Q) -> Place<'a, K, V, T>
where
    T: Layout<K, V>,
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    let found = tree.find_to_insert(key);
    at(tree, found)
}

/// Finds the place of a `key` that is to be removed, in **O(log n)** time, or **O(1)** if it is the first one.
#[inline]
pub fn search_to_remove<'a, K, V, T, Q>(tree: &'a mut T, key: &Q) -> Place<'a, K, V, T>
where
    T: Layout<K, V>,
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    let found = tree.find_to_remove(key);
    at(tree, found)
}

/// A place from what a search in this very tree found just now.
#[inline(always)]
fn at<K, V, T>(tree: &mut T, found: SearchResult) -> Place<'_, K, V, T> {
    match found {
        SearchResult::Found(at) => Place::Occupied(Occupied { tree, at, marker: PhantomData }),
        SearchResult::Absent(at) => Place::Vacant(Vacant { tree, at, marker: PhantomData }),
    }
}

/// The first entry, in **O(log n)** time.
pub fn first<K, V, T: Layout<K, V>>(tree: &mut T) -> Option<Occupied<'_, K, V, T>> {
    let leaf = tree.first_leaf()?;
    Some(Occupied { tree, at: Position { leaf, slot: 0 }, marker: PhantomData })
}

/// The last entry, in **O(log n)** time.
pub fn last<K, V, T: Layout<K, V>>(tree: &mut T) -> Option<Occupied<'_, K, V, T>> {
    let leaf = tree.last_leaf()?;
    // SAFETY: the leaf was just handed out by this tree.
    let slot = unsafe { tree.leaf_len(leaf) }.checked_sub(1)?;
    Some(Occupied { tree, at: Position { leaf, slot }, marker: PhantomData })
}

impl<'a, K, V, T: Layout<K, V>> Occupied<'a, K, V, T> {
    /// The entry's key and value.
    #[inline]
    pub fn into_entry(self) -> (&'a K, &'a mut V) {
        // SAFETY: `at` is a position of this tree with an entry (invariant).
        unsafe { entry_at_mut(self.tree, self.at) }
    }

    /// The entry's value.
    #[inline(always)]
    pub fn into_mut(self) -> &'a mut V {
        self.into_entry().1
    }

    /// The entry's key and value, borrowed from this place.
    #[inline]
    pub fn entry_mut(&mut self) -> (&K, &mut V) {
        // SAFETY: `at` is a position of this tree with an entry (invariant).
        unsafe { entry_at_mut(&mut *self.tree, self.at) }
    }

    /// The entry's key and value, for reading.
    #[inline]
    pub fn entry(&self) -> (&K, &V) {
        // SAFETY: `at` is a position of this tree with an entry (invariant).
        unsafe { entry_at(&*self.tree, self.at) }
    }

    /// Takes the entry out, in **O(log n)** time.
    #[inline(always)]
    pub fn remove(self) -> (K, V) {
        // SAFETY: `at` is a position of this tree with an entry (invariant).
        let (key, value, _) = unsafe { self.tree.remove(self.at) };
        (key, value)
    }

    /// Takes the entry out and keeps the gap it left, in **O(log n)** time.
    pub fn take(self) -> (K, V, Vacant<'a, K, V, T>) {
        // SAFETY: `at` is a position of this tree with an entry (invariant).
        let (key, value, gap) = unsafe { self.tree.remove(self.at) };
        let at = if self.tree.is_empty() { self.tree.empty_position() } else { gap };
        (key, value, Vacant { tree: self.tree, at, marker: PhantomData })
    }

    /// Puts another entry in the place of this one, which is returned, in **O(log n)** time. Looks at neither key.
    pub fn replace(self, key: K, value: V) -> (K, V) {
        let (old_key, old_value, gap) = self.take();
        gap.insert(key, value);
        (old_key, old_value)
    }
}

impl<'a, K, V, T: Layout<K, V>> Vacant<'a, K, V, T> {
    /// Puts an entry here, in **O(log n)** time.
    ///
    /// # Panics
    ///
    /// If the layout has no node ids left; the tree is unchanged then.
    #[inline(always)]
    pub fn insert(self, key: K, value: V) -> Occupied<'a, K, V, T> {
        // SAFETY: `at` is a position of this tree (invariant).
        let at = unsafe { self.tree.insert(self.at, key, value) };
        Occupied { tree: self.tree, at, marker: PhantomData }
    }

    /// Puts an entry here, or hands it back: see [`Layout::try_insert`].
    ///
    /// # Errors
    ///
    /// The entry, if memory was refused; the tree holds what it held.
    pub fn try_insert(self, key: K, value: V) -> Result<Occupied<'a, K, V, T>, (K, V)> {
        // SAFETY: `at` is a position of this tree (invariant).
        let at = unsafe { self.tree.try_insert(self.at, key, value) }?;
        Ok(Occupied { tree: self.tree, at, marker: PhantomData })
    }
}
