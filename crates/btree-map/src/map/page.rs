//! Ranges in pages: so many entries at a time, resumed by a token that holds no borrow.
//!
//! The token is the last key given out. The map may change between two pages as it likes; the next page begins
//! behind that key, whether it is there still or not. So no entry is given out twice, and none is skipped that was
//! there all the time.

use super::range::refuse_impossible;
use super::{BPlusTreeMap, Range};
use btree_core::Layout;
use btree_core::slim::SlimTree;
use core::borrow::Borrow;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::Bound::{self, Excluded, Included};
use core::ops::RangeBounds;

/// Where the next page of a range begins: at its start, or after a key.
///
/// ```
/// use btree_map::{BPlusTreeMap, PageToken};
///
/// let mut map = BPlusTreeMap::from_iter((0..5).map(|key| (key, key)));
/// let mut seen = Vec::new();
/// let mut token = Some(PageToken::START);
/// while let Some(from) = token {
///     let mut page = map.page(.., from, 2);
///     seen.extend(page.by_ref().map(|(key, _)| *key));
///     token = page.resume();
///     // The map is free to change between two pages.
///     map.remove(&1);
///     map.insert(9, 9);
/// }
/// assert_eq!(seen, [0, 1, 2, 3, 4, 9]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageToken<K> {
    behind: Option<K>,
}

impl<K> PageToken<K> {
    /// The start of the range.
    pub const START: Self = PageToken { behind: None };

    /// Makes a token for the entries after `key`, for example to resume after a restart.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMap, PageToken};
    ///
    /// let map = BPlusTreeMap::from([(1, 'a'), (2, 'b'), (3, 'c')]);
    /// assert!(map.page(.., PageToken::behind(1), 10).eq([(&2, &'b'), (&3, &'c')]));
    /// ```
    pub const fn behind(key: K) -> Self {
        PageToken { behind: Some(key) }
    }

    /// Returns the key after which the page begins, or `None` at the start of the range.
    ///
    /// ```
    /// use btree_map::PageToken;
    ///
    /// assert_eq!(PageToken::<u32>::START.key(), None);
    /// assert_eq!(PageToken::behind(7).key(), Some(&7));
    /// ```
    pub const fn key(&self) -> Option<&K> {
        self.behind.as_ref()
    }
}

/// An iterator over one page of a range. Made by [`page`](BPlusTreeMap::page).
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Page<'a, K, V, T = SlimTree<K, V>> {
    range: Range<'a, K, V, T>,
    left: usize,
    last: Option<&'a K>,
    /// Where this page began: where the next one does as long as nothing was given out.
    token: PageToken<K>,
}

/// # Pages
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Returns an iterator over at most `limit` entries with keys in `range`, ascending, beginning where `token`
    /// says.
    ///
    /// [`Page::resume`] returns the token for the next page. The map may change between two pages. If the range ends
    /// before the token's key, the page is empty.
    ///
    /// Computes in **O(log n)** time. Allocates nothing.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMap, PageToken};
    ///
    /// let map = BPlusTreeMap::from_iter((0..9).map(|key| (key, key)));
    /// let mut page = map.page(2..7, PageToken::START, 3);
    /// assert!(page.by_ref().map(|(key, _)| *key).eq([2, 3, 4]));
    /// let mut page = map.page(2..7, page.resume().unwrap(), 3);
    /// assert!(page.by_ref().map(|(key, _)| *key).eq([5, 6]));
    /// assert_eq!(page.resume(), None);
    /// ```
    ///
    /// # Panics
    ///
    /// As [`range`](Self::range).
    pub fn page<Q, R>(&self, range: R, token: PageToken<K>, limit: usize) -> Page<'_, K, V, T>
    where
        Q: Ord + ?Sized,
        K: Borrow<Q> + Ord,
        R: RangeBounds<Q>,
    {
        // Each bound is read once: it might say something else the second time.
        let (start, end) = (range.start_bound(), range.end_bound());
        if !self.is_empty() {
            // Before the token is looked at, which may leave nothing of a range that cannot be.
            refuse_impossible(start, end);
        }
        let behind = token.behind.as_ref().map(Borrow::borrow);
        let range = match behind {
            Some(key) if !is_after(key, start) => self.range_between(start, end),
            Some(key) if is_past(key, end) => Range::default(),
            Some(key) => self.range_between(Excluded(key), end),
            None => self.range_between(start, end),
        };
        Page { range, left: limit, last: None, token }
    }
}

/// Whether what lies behind `key` lies behind `start` too.
fn is_after<Q: Ord + ?Sized>(key: &Q, start: Bound<&Q>) -> bool {
    match start {
        Included(start) | Excluded(start) => key >= start,
        Bound::Unbounded => true,
    }
}

/// Whether nothing can lie behind `key` and before `end`.
fn is_past<Q: Ord + ?Sized>(key: &Q, end: Bound<&Q>) -> bool {
    match end {
        Included(end) | Excluded(end) => key >= end,
        Bound::Unbounded => false,
    }
}

impl<K: Clone, V, T: Layout<K, V>> Page<'_, K, V, T> {
    /// Returns the token for the next page, which begins after the last entry that this page returned; `None` if
    /// there are no more entries.
    ///
    /// Clones a key, and allocates nothing else.
    ///
    /// Computes in **O(1)** time; in **O(log n)** at the end of a leaf.
    ///
    /// ```
    /// use btree_map::{BPlusTreeMap, PageToken};
    ///
    /// let map = BPlusTreeMap::from([(1, 'a'), (2, 'b'), (3, 'c')]);
    /// let mut page = map.page(.., PageToken::START, 2);
    /// assert_eq!(page.next(), Some((&1, &'a')));
    /// // The second entry of the page was not asked for: it comes with the next one.
    /// assert_eq!(page.resume(), Some(PageToken::behind(1)));
    /// ```
    pub fn resume(mut self) -> Option<PageToken<K>> {
        self.range.next()?;
        match self.last {
            Some(key) => Some(PageToken::behind(key.clone())),
            None => Some(self.token),
        }
    }
}

impl<'a, K, V, T: Layout<K, V>> Page<'a, K, V, T> {
    /// The keys that the page would still give, at most, without taking them.
    pub(crate) fn keys_left(&self) -> impl Iterator<Item = &'a K> {
        self.range.clone().take(self.left).map(|(key, _)| key)
    }
}

impl<'a, K, V, T: Layout<K, V>> Iterator for Page<'a, K, V, T> {
    type Item = (&'a K, &'a V);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let left = self.left.checked_sub(1)?;
        let entry = self.range.next()?;
        self.left = left;
        self.last = Some(entry.0);
        Some(entry)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.left))
    }
}

impl<K, V, T: Layout<K, V>> FusedIterator for Page<'_, K, V, T> {}

impl<K: fmt::Debug, V: fmt::Debug, T: Layout<K, V>> fmt::Debug for Page<'_, K, V, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.range.clone().take(self.left)).finish()
    }
}
