//! Iterating over a cached view. An entry is borrowed from the cache until the next call, so this is not an `Iterator`.

use super::CachedView;
use crate::error::Error;
use crate::field::{Entry, Field, Key};
use crate::page::Page;
use crate::walk::Cursor;
use std::fmt;

/// The entries of a [`CachedView`] in a range, ascending. Made by [`range`](CachedView::range).
///
/// ```
/// use btree_snapshot::{CachedView, Options, Writer};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut writer = Writer::<u32, str, _>::new(Vec::new(), Options::new())?;
/// writer.extend([(1, "one"), (2, "two"), (3, "three")])?;
/// let (bytes, _) = writer.finish()?;
///
/// let mut view = CachedView::<u32, str>::open(&bytes)?;
/// let mut range = view.range(2..)?;
/// while let Some((number, name)) = range.next()? {
///     println!("{number}: {name}");
/// }
/// # Ok(())
/// # }
/// ```
pub struct CachedRange<'v, 'a, K: ?Sized, V: ?Sized> {
    view: &'v mut CachedView<'a, K, V>,
    ends: Option<(Cursor, Cursor)>,
}

impl<'v, 'a, K: Key + ?Sized, V: Field + ?Sized> CachedRange<'v, 'a, K, V> {
    pub(super) fn new(view: &'v mut CachedView<'a, K, V>, ends: Option<(Cursor, Cursor)>) -> Self {
        CachedRange { view, ends }
    }

    /// Returns the next entry, or `None` at the end.
    ///
    /// Computes in **O(1)** time, amortised.
    ///
    /// # Errors
    ///
    /// If a page is damaged. No entries follow an error.
    #[expect(clippy::should_implement_trait, reason = "an entry is borrowed from the range")]
    pub fn next(&mut self) -> Result<Option<Entry<'_, K, V>>, Error> {
        let found = self.step();
        Self::entry(self.view, &mut self.ends, found)
    }

    /// Returns the next entry from the back, or `None` at the end.
    ///
    /// Computes in **O(1)** time, amortised.
    ///
    /// # Errors
    ///
    /// As [`next`](Self::next).
    pub fn next_back(&mut self) -> Result<Option<Entry<'_, K, V>>, Error> {
        let found = self.step_back();
        Self::entry(self.view, &mut self.ends, found)
    }

    pub(super) fn into_next(mut self) -> Result<Option<Entry<'v, K, V>>, Error> {
        let found = self.step();
        Self::entry(self.view, &mut self.ends, found)
    }

    pub(super) fn into_next_back(mut self) -> Result<Option<Entry<'v, K, V>>, Error> {
        let found = self.step_back();
        Self::entry(self.view, &mut self.ends, found)
    }

    /// The leaf and slot of the next entry, and the step behind it.
    fn step(&mut self) -> Result<Option<(u32, u32)>, Error> {
        let Some((front, back)) = &mut self.ends else { return Ok(None) };
        while front.position() < back.position() {
            if front.slot < front.count {
                front.slot += 1;
                return Ok(Some((front.leaf, front.slot - 1)));
            }
            if !front.next_leaf::<K, V, _>(self.view)? {
                break;
            }
        }
        Ok(None)
    }

    fn step_back(&mut self) -> Result<Option<(u32, u32)>, Error> {
        let Some((front, back)) = &mut self.ends else { return Ok(None) };
        while front.position() < back.position() {
            if let Some(slot) = back.slot.checked_sub(1) {
                back.slot = slot;
                return Ok(Some((back.leaf, slot)));
            }
            if !back.prev_leaf::<K, V, _>(self.view)? {
                break;
            }
        }
        Ok(None)
    }

    /// The entry of a leaf and slot; after an error there is no other.
    fn entry<'c>(
        view: &'c mut CachedView<'a, K, V>,
        ends: &mut Option<(Cursor, Cursor)>,
        found: Result<Option<(u32, u32)>, Error>,
    ) -> Result<Option<Entry<'c, K, V>>, Error> {
        let read = |view: &'c mut CachedView<'a, K, V>| {
            let Some((number, entry)) = found? else { return Ok(None) };
            let slot = view.fetch(number)?;
            let leaf: Page<'_, K, V> = view.slots[slot].page(&view.shape)?;
            leaf.entry(entry as usize).map(Some).map_err(|reason| Error::page(number, reason))
        };
        read(view).inspect_err(|_| *ends = None)
    }
}

impl<K: ?Sized, V: ?Sized> fmt::Debug for CachedRange<'_, '_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ends = self.ends.as_ref().map(|(front, back)| (front.position(), back.position()));
        f.debug_struct("CachedRange").field("ends", &ends).finish()
    }
}
