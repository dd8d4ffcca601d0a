//! Removing the entries that a predicate chooses, one by one or all at once.
//!
//! Invariant: an entry is in the map while the predicate tests it, and is removed only after the answer.
//! So a predicate that panics loses nothing, and the iterator can be used again.

use super::BPlusTreeMap;
use btree_core::Layout;
use btree_core::place::{Gap, Verdict};
use btree_core::slim::SlimTree;
use core::fmt;
use core::iter::FusedIterator;
use core::ops::{Bound, RangeBounds};

/// An iterator that removes the entries of a range for which a predicate returns `true`. Made by
/// [`extract_if`](BPlusTreeMap::extract_if).
///
/// Entries that it has not reached when it is dropped stay in the map.
#[must_use = "iterators are lazy and do nothing unless consumed; use `retain` to drop what is taken out"]
pub struct ExtractIf<'a, K, V, R, F, T = SlimTree<K, V>> {
    /// Before the next entry to test; `None` once the end was met.
    gap: Option<Gap<'a, K, V, T>>,
    range: R,
    pred: F,
}

/// # Removing by a predicate
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Keeps the entries for which `f` returns `true`, and drops the others. Visits them in ascending order.
    ///
    /// Computes in **O(n)** time, plus at most **O(log n)** for each entry dropped.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from_iter((0..8).map(|key| (key, key * 10)));
    /// map.retain(|key, _| key % 2 == 0);
    /// assert!(map.into_keys().eq([0, 2, 4, 6]));
    /// ```
    pub fn retain<F>(&mut self, mut f: F)
    where
        K: Ord,
        F: FnMut(&K, &mut V) -> bool,
    {
        self.extract_if(.., |key, value| !f(key, value)).for_each(drop);
    }

    /// Drops the entries whose values `unwanted` chooses; asks for no order of keys.
    pub(crate) fn drop_where(&mut self, mut unwanted: impl FnMut(&V) -> bool) {
        let verdict = |_: &K, value: &mut V| if unwanted(value) { Verdict::Take } else { Verdict::Keep };
        Gap::front(&mut self.tree).take_all_where(verdict, |key, value| drop((key, value)));
    }

    /// Returns an iterator that removes the entries with keys in `range` for which `pred` returns `true`, in
    /// ascending order. Entries that it has not reached when it is dropped stay.
    ///
    /// A range whose start is greater than its end is empty.
    ///
    /// If `pred` panics, the entry stays, and the iterator can be used again: it tests that entry again. std leaves
    /// this unspecified, and its iterator ends.
    ///
    /// Computes in **O(log n)** time; each step in **O(1)**, plus **O(log n)** for each entry removed. `for_each`, `count` and other
    /// methods that run to the end are faster than a `for` loop in the default layout: they move each remaining entry once.
    ///
    /// ```
    /// let mut map = btree_map::BPlusTreeMap::from_iter((0..8).map(|key| (key, key)));
    /// let even: Vec<_> = map.extract_if(3.., |key, _| key % 2 == 0).collect();
    /// assert_eq!(even, [(4, 4), (6, 6)]);
    /// assert!(map.into_keys().eq([0, 1, 2, 3, 5, 7]));
    /// ```
    pub fn extract_if<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, K, V, R, F, T>
    where
        K: Ord,
        R: RangeBounds<K>,
        F: FnMut(&K, &mut V) -> bool,
    {
        self.extract_by(range, pred)
    }

    /// As [`extract_if`](Self::extract_if), for a predicate of any form: [`ExtractIf::next_by`] asks it.
    pub(crate) fn extract_by<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, K, V, R, F, T>
    where
        K: Ord,
        R: RangeBounds<K>,
    {
        let gap = Some(Gap::at(&mut self.tree, range.start_bound(), false));
        ExtractIf { gap, range, pred }
    }
}

impl<K, V, R, F, T: Layout<K, V>> ExtractIf<'_, K, V, R, F, T> {
    /// The next entry to test.
    pub(crate) fn peek(&self) -> Option<(&K, &V)> {
        self.gap.as_ref().and_then(|gap| gap.as_cursor().peek_next())
    }
}

/// Whether `key` is not past the end of `range`.
fn before_end<K: PartialOrd>(range: &impl RangeBounds<K>, key: &K) -> bool {
    match range.end_bound() {
        Bound::Included(end) => key <= end,
        Bound::Excluded(end) => key < end,
        Bound::Unbounded => true,
    }
}

/// What is to become of an entry, for a `pred` that chooses entries of `range`.
fn verdict<K: PartialOrd, V>(
    range: &impl RangeBounds<K>,
    mut pred: impl FnMut(&K, &mut V) -> bool,
) -> impl FnMut(&K, &mut V) -> Verdict {
    move |key, value| {
        if !before_end(range, key) {
            Verdict::Stop
        } else if pred(key, value) {
            Verdict::Take
        } else {
            Verdict::Keep
        }
    }
}

impl<K: PartialOrd, V, R: RangeBounds<K>, F, T: Layout<K, V>> ExtractIf<'_, K, V, R, F, T> {
    /// The next entry that the predicate chooses, asked through `ask`: the set's looks at keys alone.
    #[inline]
    pub(crate) fn next_by(&mut self, mut ask: impl FnMut(&mut F, &K, &mut V) -> bool) -> Option<(K, V)> {
        let (range, pred) = (&self.range, &mut self.pred);
        let taken = self.gap.as_mut()?.take_next_where(verdict(range, |key, value| ask(pred, key, value)));
        if taken.is_none() {
            self.gap = None;
        }
        taken
    }

    /// The most entries that can still come.
    pub(crate) fn most(&self) -> usize {
        self.gap.as_ref().map_or(0, Gap::tree_len)
    }
}

impl<K, V, R, F, T> Iterator for ExtractIf<'_, K, V, R, F, T>
where
    K: PartialOrd,
    R: RangeBounds<K>,
    F: FnMut(&K, &mut V) -> bool,
    T: Layout<K, V>,
{
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        self.next_by(|pred, key, value| pred(key, value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.most()))
    }

    /// Moves each entry that stays once, where [`next`](Self::next) moves all that are behind the one it removes.
    fn fold<B, G>(self, init: B, mut f: G) -> B
    where
        G: FnMut(B, (K, V)) -> B,
    {
        let ExtractIf { gap, range, pred } = self;
        let mut folded = Some(init);
        if let Some(gap) = gap {
            gap.take_all_where(verdict(&range, pred), |key, value| {
                folded = folded.take().map(|folded| f(folded, (key, value)));
            });
        }
        folded.unwrap_or_else(|| unreachable!("it is taken only while `f` runs"))
    }
}

impl<K, V, R, F, T> FusedIterator for ExtractIf<'_, K, V, R, F, T>
where
    K: PartialOrd,
    R: RangeBounds<K>,
    F: FnMut(&K, &mut V) -> bool,
    T: Layout<K, V>,
{
}

impl<K: fmt::Debug, V: fmt::Debug, R, F, T: Layout<K, V>> fmt::Debug for ExtractIf<'_, K, V, R, F, T> {
    /// Prints the next entry to test.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtractIf").field("peek", &self.peek()).finish_non_exhaustive()
    }
}
