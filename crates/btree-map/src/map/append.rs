//! Moving all entries of one map into another.
//!
//! 1. If all keys of one map are below all keys of the other, the trees are joined.
//! 2. If one map has few entries beside the other, they are put in one by one: by a search each, or, if there are not that few, by a
//!    walk from one to the next.
//! 3. Otherwise both are walked side by side, and a fresh tree is filled from the sorted sequence.
//!
//! An `Ord`, a closure or an allocator that panics on the way may lose entries in the last two cases; none is dropped twice, and
//! both maps are consistent. In the first case nothing is lost.

use super::BPlusTreeMap;
use btree_core::Layout;
use btree_core::iterate::Peeked;
use btree_core::place::{self, Gap, Occupied, Place, Verdict};
use core::cmp::Ordering;
use core::mem;

/// # Appending and merging
impl<K, V, T: Layout<K, V>> BPlusTreeMap<K, V, T> {
    /// Moves all entries of `other` into this map, and leaves `other` empty. If both maps have a key, this map keeps
    /// its key and takes the value of `other`.
    ///
    /// Computes in **O(n + m)** time; in **O(m log n)** if one map has few entries, m; in **O(log n)** if all keys of
    /// one map are greater than those of the other.
    ///
    /// ```
    /// use btree_map::BPlusTreeMap;
    ///
    /// let mut map = BPlusTreeMap::from([(1, 'a'), (2, 'b')]);
    /// let mut other = BPlusTreeMap::from([(2, 'c'), (3, 'd')]);
    /// map.append(&mut other);
    /// assert!(map.into_iter().eq([(1, 'a'), (2, 'c'), (3, 'd')]) && other.is_empty());
    /// ```
    pub fn append(&mut self, other: &mut Self)
    where
        K: Ord,
    {
        self.take_in(other, Overwrite);
    }

    /// Moves all entries of `other` into this map. If both maps have a key, this map keeps its key, and the value
    /// becomes what `conflict` returns for the key, the value of this map and that of `other`, in this order.
    ///
    /// If `conflict` panics, entries may be lost.
    ///
    /// Computes in **O(n + m)** time; in **O(m log n)** if one map has few entries, m.
    ///
    /// ```
    /// use btree_map::BPlusTreeMap;
    ///
    /// let mut stock = BPlusTreeMap::from([("apples", 7), ("pears", 3)]);
    /// stock.merge(BPlusTreeMap::from([("pears", 2), ("plums", 9)]), |_, here, there| here + there);
    /// assert!(stock.into_iter().eq([("apples", 7), ("pears", 5), ("plums", 9)]));
    /// ```
    pub fn merge(&mut self, mut other: Self, conflict: impl FnMut(&K, V, V) -> V)
    where
        K: Ord,
    {
        self.take_in(&mut other, Combine(conflict));
    }

    fn take_in(&mut self, other: &mut Self, mut conflict: impl Conflict<K, V>)
    where
        K: Ord,
    {
        let (here, there) = (self.len(), other.len());
        // Trees may change places only if nobody can tell.
        let alike = self.tree.can_swap_with(&other.tree);
        if there == 0 {
            return;
        }
        if here == 0 && alike {
            mem::swap(self, other);
        } else if here == 0 || self.is_below(other) {
            self.tree.append(&mut other.tree);
        } else if alike && other.is_below(self) {
            other.tree.append(&mut self.tree);
            mem::swap(self, other);
        } else if is_few(there, here) {
            self.put_all(other.take_all(), |entry, _, theirs| conflict.settle_in_place(entry, theirs));
        } else if alike && is_few(here, there) {
            let there = other.take_all();
            let here = mem::replace(self, there);
            self.put_all(here, |entry, key, mine| {
                let (_their_key, theirs, gap) = entry.take();
                let value = conflict.settle(&key, mine, theirs);
                gap.insert(key, value);
            });
        } else {
            let (here, there) = (self.take_all(), other.take_all());
            let (mine, theirs) = (Peeked::new(here.tree), Peeked::new(there.tree));
            self.tree.append_sorted(MergeIter { mine, theirs, conflict });
            self.tree.shrink_to_fit();
        }
    }

    /// Takes all entries out, as a map of their own.
    pub(super) fn take_all(&mut self) -> Self {
        let empty = Self::empty_like(self);
        mem::replace(self, empty)
    }

    /// Whether all keys of this map are below all keys of `other`.
    fn is_below(&self, other: &Self) -> bool
    where
        K: Ord,
    {
        match (self.last_key_value(), other.first_key_value()) {
            (Some((last, _)), Some((first, _))) => last < first,
            _ => true,
        }
    }

    /// Puts entries in one by one; for a key that is there, `taken` is given what is there and what comes.
    fn put_all(&mut self, entries: Self, mut taken: impl FnMut(Occupied<'_, K, V, T>, K, V))
    where
        K: Ord,
    {
        // A search takes about as long as a walk over so many entries.
        let walked = 2 * self.len().checked_ilog2().unwrap_or(0) as usize;
        let near = entries.len().saturating_mul(walked) > self.len();
        let mut entries = entries.into_iter();
        let mut next = entries.next();
        while let Some((key, value)) = next {
            next = match place::search_to_insert(&mut self.tree, &key) {
                Place::Occupied(entry) => {
                    taken(entry, key, value);
                    entries.next()
                }
                Place::Vacant(gap) => {
                    let entry = gap.insert(key, value);
                    if near { put_behind(entry.into_gap(), &mut entries, 2 * walked) } else { entries.next() }
                }
            };
        }
    }
}

/// Puts ascending entries behind `gap`, walking from place to place. Returns the first that is more than `far` entries away, or has
/// a key that is there.
fn put_behind<K: Ord, V, T: Layout<K, V>>(
    mut gap: Gap<'_, K, V, T>,
    entries: &mut impl Iterator<Item = (K, V)>,
    far: usize,
) -> Option<(K, V)> {
    for (key, value) in entries {
        // Behind the last entry there is a place for any key that is greater.
        let (mut left, mut is_place) = (far, true);
        gap.take_next_where(|other, _| match other.cmp(&key) {
            Ordering::Less if left > 0 => {
                left -= 1;
                Verdict::Keep
            }
            order => {
                is_place = order.is_gt();
                Verdict::Stop
            }
        });
        if !is_place {
            return Some((key, value));
        }
        gap.insert_before(key, value);
    }
    None
}

/// Whether putting `few` entries one by one into a tree of `many` is less work than a walk over both, which moves them all and
/// makes a new tree.
fn is_few(few: usize, many: usize) -> bool {
    few.saturating_mul(8) < many.saturating_add(64)
}

/// What is done about a key in both maps.
trait Conflict<K, V> {
    /// The value of a key in both.
    fn settle(&mut self, key: &K, mine: V, theirs: V) -> V;

    /// Settles it in the map that has the key already.
    fn settle_in_place<T: Layout<K, V>>(&mut self, entry: Occupied<'_, K, V, T>, theirs: V) {
        // Out of the map while user code runs: if that panics, the entry is lost and nothing is there twice.
        let (key, mine, gap) = entry.take();
        let value = self.settle(&key, mine, theirs);
        gap.insert(key, value);
    }
}

/// The other map's value wins.
struct Overwrite;

impl<K, V> Conflict<K, V> for Overwrite {
    fn settle(&mut self, _: &K, mine: V, theirs: V) -> V {
        drop(mine);
        theirs
    }

    fn settle_in_place<T: Layout<K, V>>(&mut self, entry: Occupied<'_, K, V, T>, theirs: V) {
        *entry.into_mut() = theirs;
    }
}

/// A closure decides.
struct Combine<F>(F);

impl<K, V, F: FnMut(&K, V, V) -> V> Conflict<K, V> for Combine<F> {
    fn settle(&mut self, key: &K, mine: V, theirs: V) -> V {
        (self.0)(key, mine, theirs)
    }
}

/// The entries of two trees as one ascending sequence.
struct MergeIter<K, V, T: Layout<K, V>, C> {
    mine: Peeked<K, V, T>,
    theirs: Peeked<K, V, T>,
    conflict: C,
}

impl<K: Ord, V, T: Layout<K, V>, C: Conflict<K, V>> Iterator for MergeIter<K, V, T, C> {
    type Item = (K, V);

    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        let order = match (self.mine.key(), self.theirs.key()) {
            (Some(mine), Some(theirs)) => mine.cmp(theirs),
            (None, _) => Ordering::Greater,
            (_, None) => Ordering::Less,
        };
        match order {
            Ordering::Less => self.mine.next_entry(),
            Ordering::Greater => self.theirs.next_entry(),
            Ordering::Equal => {
                let ((key, mine), (their_key, theirs)) = (self.mine.next_entry()?, self.theirs.next_entry()?);
                let value = self.conflict.settle(&key, mine, theirs);
                // Before there is a result, which would leak if this drop panicked; and after the value, as std does.
                drop(their_key);
                Some((key, value))
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (mine, theirs) = (self.mine.remaining(), self.theirs.remaining());
        (mine.max(theirs), mine.checked_add(theirs))
    }
}
