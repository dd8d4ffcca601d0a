//! Entries that ascend already: checked as they come, and put into full leaves without a search.

use super::BPlusTreeMap;
use btree_core::slim::SlimTree;
use btree_core::{DefaultLayout, Layout};
use core::error::Error;
use core::fmt;
use core::iter::{self, Fuse};

/// The error of building from entries that do not ascend: the first one whose key is not greater than the key before
/// it.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnsortedError<K, V> {
    /// How many entries came before it.
    pub index: usize,
    /// The entry.
    pub entry: (K, V),
}

// Not derived: `unwrap` and `?` need it of keys and values that do not print.
impl<K, V> fmt::Debug for UnsortedError<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnsortedError").field("index", &self.index).finish_non_exhaustive()
    }
}

impl<K, V> fmt::Display for UnsortedError<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the key at index {} is not greater than the one before: keys must ascend strictly",
            self.index
        )
    }
}

impl<K, V> Error for UnsortedError<K, V> {}

/// # Building from sorted entries
impl<K, V> BPlusTreeMap<K, V, SlimTree<K, V>> {
    /// Builds a map from entries whose keys ascend strictly.
    ///
    /// Computes in **O(n)** time, without a buffer. Leaves are full afterwards.
    ///
    /// ```
    /// use btree_map::BPlusTreeMap;
    ///
    /// let map = BPlusTreeMap::from_sorted_iter([(1, 'a'), (2, 'b')]).unwrap();
    /// assert_eq!(map[&2], 'b');
    /// let error = BPlusTreeMap::from_sorted_iter([(1, 'a'), (3, 'b'), (2, 'c')]).unwrap_err();
    /// assert_eq!((error.index, error.entry), (2, (2, 'c')));
    /// ```
    ///
    /// # Errors
    ///
    /// The first entry whose key is not greater than the key before it. The entries before are dropped; to keep them,
    /// use [`extend_sorted`](Self::extend_sorted) on an empty map. The iterator is not advanced further.
    pub fn from_sorted_iter<I>(entries: I) -> Result<Self, UnsortedError<K, V>>
    where
        K: Ord,
        I: IntoIterator<Item = (K, V)>,
    {
        Self::from_sorted_iter_in_layout(entries)
    }
}

/// # Building from sorted entries, in any layout
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Builds a map in any layout from entries whose keys ascend strictly.
    ///
    /// Computes in **O(n)** time, without a buffer. Leaves are full afterwards.
    ///
    /// ```
    /// let map = btree_map::PackedMap::from_sorted_iter_in_layout([(1, 'a'), (2, 'b')]).unwrap();
    /// assert_eq!(map[&2], 'b');
    /// ```
    ///
    /// # Errors
    ///
    /// As [`from_sorted_iter`](BPlusTreeMap::from_sorted_iter).
    pub fn from_sorted_iter_in_layout<I>(entries: I) -> Result<Self, UnsortedError<K, V>>
    where
        K: Ord,
        T: DefaultLayout<K, V>,
        I: IntoIterator<Item = (K, V)>,
    {
        let mut map = Self::with_layout();
        map.extend_sorted(entries)?;
        map.shrink_to_fit();
        Ok(map)
    }

    /// Inserts entries whose keys ascend strictly. If the map has a key, its value is replaced and the key stays.
    ///
    /// Computes in **O(1)** time for each entry whose key is greater than all in the map, in **O(log n)** for the
    /// others.
    ///
    /// ```
    /// use btree_map::BPlusTreeMap;
    ///
    /// let mut map = BPlusTreeMap::from([(1, 'a'), (4, 'd')]);
    /// map.extend_sorted([(2, 'b'), (4, 'x'), (5, 'e'), (6, 'f')]).unwrap();
    /// assert!(map.iter().map(|(key, _)| *key).eq([1, 2, 4, 5, 6]));
    /// let error = map.extend_sorted([(8, 'h'), (8, 'i')]).unwrap_err();
    /// assert_eq!((error.index, error.entry, map.len()), (1, (8, 'i'), 6));
    /// ```
    ///
    /// # Errors
    ///
    /// The first entry whose key is not greater than the key before it. The entries before are in the map. The
    /// iterator is not advanced further.
    ///
    /// # Panics
    ///
    /// If the iterator or `Ord` panics. The entries before are in the map then, except perhaps for those of the last
    /// leaf.
    pub fn extend_sorted<I>(&mut self, entries: I) -> Result<(), UnsortedError<K, V>>
    where
        K: Ord,
        I: IntoIterator<Item = (K, V)>,
    {
        let mut disorder = None;
        let mut entries = Ascending::new(entries, &mut disorder);
        while let Some((key, value)) = entries.next() {
            if self.last_key_value().is_none_or(|(last, _)| *last < key) {
                self.tree.append_sorted(iter::once((key, value)).chain(entries));
                break;
            }
            self.insert(key, value);
        }
        disorder.map_or(Ok(()), Err)
    }
}

/// Passes entries on as long as they ascend.
struct Ascending<'e, K, V, I> {
    entries: Fuse<I>,
    /// The next entry, which is above all passed on.
    next: Option<(K, V)>,
    /// Number of entries taken from `entries`.
    taken: usize,
    /// Where the first entry goes that does not ascend; nothing is passed on behind it.
    disorder: &'e mut Option<UnsortedError<K, V>>,
}

impl<'e, K, V, I: Iterator<Item = (K, V)>> Ascending<'e, K, V, I> {
    fn new(entries: impl IntoIterator<IntoIter = I>, disorder: &'e mut Option<UnsortedError<K, V>>) -> Self {
        Ascending { entries: entries.into_iter().fuse(), next: None, taken: 0, disorder }
    }

    fn take(&mut self) -> Option<(K, V)> {
        let entry = self.entries.next()?;
        self.taken += 1;
        Some(entry)
    }
}

impl<K: Ord, V, I: Iterator<Item = (K, V)>> Iterator for Ascending<'_, K, V, I> {
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        if self.disorder.is_some() {
            return None;
        }
        let entry = match self.next.take() {
            Some(entry) => entry,
            None => self.take()?,
        };
        if let Some(next) = self.take() {
            if entry.0 < next.0 {
                self.next = Some(next);
            } else {
                *self.disorder = Some(UnsortedError { index: self.taken - 1, entry: next });
            }
        }
        Some(entry)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (low, high) = self.entries.size_hint();
        let ahead = usize::from(self.next.is_some());
        (low.saturating_add(ahead), high.and_then(|high| high.checked_add(ahead)))
    }
}
