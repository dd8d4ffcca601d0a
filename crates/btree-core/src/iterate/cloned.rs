//! An iterator that clones borrowed entries, to clone a tree.

use super::Shared;
use crate::Layout;

/// A clone of every entry of a tree, in order; it knows how many there are.
pub(crate) struct Cloned<'a, K, V, T>(Shared<'a, K, V, T>);

impl<'a, K, V, T: Layout<K, V>> Cloned<'a, K, V, T> {
    /// All entries of `tree`.
    pub(crate) fn new(tree: &'a T) -> Self {
        Cloned(Shared::all(tree))
    }
}

impl<K: Clone, V: Clone, T: Layout<K, V>> Iterator for Cloned<'_, K, V, T> {
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        let (key, value) = self.0.next_entry()?;
        Some((key.clone(), value.clone()))
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.0.remaining();
        (left, Some(left))
    }
}
