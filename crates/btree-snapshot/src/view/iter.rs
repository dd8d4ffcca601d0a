//! Iterating over a view, from both ends.

use super::View;
use crate::error::Error;
use crate::field::{Entry, Field, Key};
use crate::page::Page;
use crate::walk::Cursor;
use std::fmt;
use std::iter::FusedIterator;

/// The entries of a [`View`] in a range, ascending. Made by [`range`](View::range) and [`iter`](View::iter).
///
/// If an entry cannot be read, the last item is an error.
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Iter<'v, 'a, K: ?Sized, V: ?Sized> {
    view: &'v View<'a, K, V>,
    ends: Option<Ends<'a, K, V>>,
}

/// The gaps that the entries left lie between, and the leaves that they are in.
struct Ends<'a, K: ?Sized, V: ?Sized> {
    front: Cursor,
    front_leaf: Page<'a, K, V>,
    back: Cursor,
    back_leaf: Page<'a, K, V>,
}

/// The leaf and slot of an entry, if there is one.
type Found<'a, K, V> = Result<Option<(Page<'a, K, V>, u32)>, Error>;

impl<K: ?Sized, V: ?Sized> Clone for Ends<'_, K, V> {
    fn clone(&self) -> Self {
        Ends { ..*self }
    }
}

impl<K: ?Sized, V: ?Sized> Clone for Iter<'_, '_, K, V> {
    fn clone(&self) -> Self {
        Iter { view: self.view, ends: self.ends.clone() }
    }
}

impl<'v, 'a, K: Key + ?Sized, V: Field + ?Sized> Iter<'v, 'a, K, V> {
    pub(super) fn between(view: &'v View<'a, K, V>, ends: Option<(Cursor, Cursor)>) -> Result<Self, Error> {
        let ends = match ends {
            None => None,
            Some((front, back)) => Some(Ends {
                front,
                front_leaf: view.leaf(front.leaf)?,
                back,
                back_leaf: view.leaf(back.leaf)?,
            }),
        };
        Ok(Iter { view, ends })
    }
}

impl<'a, K: Key + ?Sized, V: Field + ?Sized> Ends<'a, K, V> {
    /// The next leaf and slot from the front.
    #[inline]
    fn next(&mut self, view: &View<'a, K, V>) -> Found<'a, K, V> {
        while self.front.position() < self.back.position() {
            let slot = self.front.slot;
            if slot < self.front.count {
                self.front.slot += 1;
                return Ok(Some((self.front_leaf, slot)));
            }
            if !self.front.next_leaf::<K, V, _>(&mut &*view)? {
                break;
            }
            self.front_leaf = view.leaf(self.front.leaf)?;
        }
        Ok(None)
    }

    /// The next leaf and slot from the back.
    #[inline]
    fn next_back(&mut self, view: &View<'a, K, V>) -> Found<'a, K, V> {
        while self.front.position() < self.back.position() {
            if let Some(slot) = self.back.slot.checked_sub(1) {
                self.back.slot = slot;
                return Ok(Some((self.back_leaf, slot)));
            }
            if !self.back.prev_leaf::<K, V, _>(&mut &*view)? {
                break;
            }
            self.back_leaf = view.leaf(self.back.leaf)?;
        }
        Ok(None)
    }
}

impl<'a, K: Key + ?Sized, V: Field + ?Sized> Iter<'_, 'a, K, V> {
    /// The entry of a leaf and slot; after an error there is no other.
    #[inline]
    fn entry(&mut self, found: Found<'a, K, V>) -> Option<Result<Entry<'a, K, V>, Error>> {
        let entry = match found {
            Ok(None) => return None,
            Ok(Some((leaf, slot))) => {
                leaf.entry(slot as usize).map_err(|reason| Error::page(leaf.number, reason))
            }
            Err(error) => Err(error),
        };
        if entry.is_err() {
            self.ends = None;
        }
        Some(entry)
    }
}

impl<'a, K: Key + ?Sized, V: Field + ?Sized> Iterator for Iter<'_, 'a, K, V> {
    type Item = Result<Entry<'a, K, V>, Error>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let found = self.ends.as_mut()?.next(self.view);
        self.entry(found)
    }

    fn last(mut self) -> Option<Self::Item> {
        self.next_back()
    }

    /// Leaf by leaf: what is asked once a leaf is not asked once an entry.
    fn fold<B, F: FnMut(B, Self::Item) -> B>(mut self, init: B, mut f: F) -> B {
        let mut folded = init;
        let Some(mut ends) = self.ends.take() else { return folded };
        while ends.front.position() < ends.back.position() {
            let leaf = ends.front_leaf;
            let end = if ends.front.leaf == ends.back.leaf { ends.back.slot } else { ends.front.count };
            for slot in ends.front.slot..end {
                let entry = leaf.entry(slot as usize).map_err(|reason| Error::page(leaf.number, reason));
                let failed = entry.is_err();
                folded = f(folded, entry);
                if failed {
                    return folded;
                }
            }
            ends.front.slot = end;
            if ends.front.leaf == ends.back.leaf {
                break;
            }
            let next = ends.front.next_leaf::<K, V, _>(&mut &*self.view);
            match next.and_then(|more| Ok(more.then_some(self.view.leaf(ends.front.leaf)?))) {
                Ok(Some(leaf)) => ends.front_leaf = leaf,
                Ok(None) => break,
                Err(error) => return f(folded, Err(error)),
            }
        }
        folded
    }
}

impl<K: Key + ?Sized, V: Field + ?Sized> DoubleEndedIterator for Iter<'_, '_, K, V> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        let found = self.ends.as_mut()?.next_back(self.view);
        self.entry(found)
    }
}

impl<K: Key + ?Sized, V: Field + ?Sized> FusedIterator for Iter<'_, '_, K, V> {}

impl<K: ?Sized, V: ?Sized> fmt::Debug for Iter<'_, '_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ends = self.ends.as_ref().map(|ends| (ends.front.position(), ends.back.position()));
        f.debug_struct("Iter").field("ends", &ends).finish()
    }
}
