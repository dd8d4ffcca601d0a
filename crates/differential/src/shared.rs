//! What the operations of all collections are made of: bounds from arguments, walks from both ends, a cursor over a list.

use crate::item::{self, Key, Rank};
use crate::program::Op;
use std::cmp::Ordering;
use std::fmt::{Debug, Write as _};
use std::ops::Bound::{self, Excluded, Included, Unbounded};

/// Writes results. Writing into a string never fails.
macro_rules! say {
    ($said:expr, $($format:tt)*) => { write!($said, $($format)*).expect("strings take everything") };
}
pub(crate) use say;

/// A bound of some kind at a rank.
pub(crate) fn bound(rank: u32, kind: u32) -> Bound<u32> {
    match kind % 4 {
        0 => Unbounded,
        1 => Excluded(rank),
        _ => Included(rank),
    }
}

/// The range of an operation. One in sixteen may be impossible, but never in an empty collection: there std looks at the
/// history of the collection, and ours does not.
pub(crate) fn bounds(op: &Op, empty: bool) -> (Bound<u32>, Bound<u32>) {
    let (start, end) = (op.bits & 3, (op.bits >> 2) & 3);
    if (op.bits >> 4) & 15 == 0 && !empty {
        return (bound(op.a, start), bound(op.b, end));
    }
    let (low, high) = (op.a.min(op.b), op.a.max(op.b));
    let end = if low == high && start == 1 && end == 1 { 2 } else { end };
    (bound(low, start), bound(high, end))
}

/// The range as keys are looked up by.
pub(crate) fn ranks((start, end): (Bound<u32>, Bound<u32>)) -> (Bound<Rank>, Bound<Rank>) {
    (start.map(Rank), end.map(Rank))
}

/// The range as keys of their own, which are logged.
pub(crate) fn keys((start, end): (Bound<u32>, Bound<u32>)) -> (Bound<Key>, Bound<Key>) {
    (start.map(Key::new), end.map(Key::new))
}

/// Steps an iterator from the ends that `bits` name, at most `steps` times, and says what it gives.
pub(crate) fn walk<I: DoubleEndedIterator>(iter: &mut I, bits: u32, steps: u32, said: &mut String)
where
    I::Item: Debug,
{
    for step in 0..steps {
        let front = bits.rotate_right(step % 32) & 1 == 1;
        let item = if front { iter.next() } else { iter.next_back() };
        say!(said, "{item:?},");
        if item.is_none() {
            break;
        }
    }
    say!(said, "{:?};", iter.size_hint());
}

/// The keys that an operation brings along: `count` of them from rank `a` on, in an order that `bits` name, some twice.
pub(crate) fn batch(op: &Op, universe: u32) -> Vec<u32> {
    let count = op.count.min(universe);
    let step = 1 + (op.bits >> 4) % 3;
    let mut ranks: Vec<u32> = (0..count).map(|at| (op.a + at * step) % universe).collect();
    match op.bits % 4 {
        0 => ranks.sort_unstable(),
        1 => ranks.sort_unstable_by(|a, b| b.cmp(a)),
        2 => ranks.iter_mut().for_each(|rank| *rank = rank.wrapping_mul(2_654_435_761) % universe),
        _ => {}
    }
    ranks
}

/// Index of the first rank that is not above the one before, where a sorted sequence ends.
pub(crate) fn ascending(ranks: &[u32]) -> usize {
    ranks.windows(2).position(|pair| pair[0] >= pair[1]).map_or(ranks.len(), |at| at + 1)
}

/// std's nightly cursors, over a list of entries.
pub(crate) struct ListCursor<'a, V> {
    entries: &'a mut Vec<(Key, V)>,
    at: usize,
}

impl<'a, V> ListCursor<'a, V> {
    /// A cursor in the gap before the first entry within the bound, or behind the last one.
    pub(crate) fn new(entries: &'a mut Vec<(Key, V)>, bound: Bound<u32>, upper: bool) -> Self {
        let before = |entry: &(Key, V)| match (bound, upper) {
            (Unbounded, upper) => upper,
            (Included(rank), false) | (Excluded(rank), true) => entry.0.rank() < rank,
            (Excluded(rank), false) | (Included(rank), true) => entry.0.rank() <= rank,
        };
        let at = entries.partition_point(before);
        ListCursor { entries, at }
    }

    pub(crate) fn next(&mut self) -> Option<(&Key, &mut V)> {
        let (key, value) = self.entries.get_mut(self.at)?;
        self.at += 1;
        Some((key, value))
    }

    pub(crate) fn prev(&mut self) -> Option<(&Key, &mut V)> {
        self.at = self.at.checked_sub(1)?;
        self.peek_next()
    }

    pub(crate) fn peek_next(&mut self) -> Option<(&Key, &mut V)> {
        self.entries.get_mut(self.at).map(|(key, value)| (&*key, value))
    }

    pub(crate) fn peek_prev(&mut self) -> Option<(&Key, &mut V)> {
        let at = self.at.checked_sub(1)?;
        self.entries.get_mut(at).map(|(key, value)| (&*key, value))
    }

    fn fits(&mut self, key: &Key) -> Result<(), Unordered> {
        item::quiet(|| {
            let above = self.peek_prev().is_none_or(|(before, _)| before.cmp(key) == Ordering::Less);
            let below = self.peek_next().is_none_or(|(behind, _)| behind.cmp(key) == Ordering::Greater);
            if above && below { Ok(()) } else { Err(Unordered) }
        })
    }

    pub(crate) fn insert_before(&mut self, key: Key, value: V) -> Result<(), Unordered> {
        self.fits(&key)?;
        self.entries.insert(self.at, (key, value));
        self.at += 1;
        Ok(())
    }

    pub(crate) fn insert_after(&mut self, key: Key, value: V) -> Result<(), Unordered> {
        self.fits(&key)?;
        self.entries.insert(self.at, (key, value));
        Ok(())
    }

    pub(crate) fn remove_next(&mut self) -> Option<(Key, V)> {
        (self.at < self.entries.len()).then(|| self.entries.remove(self.at))
    }

    pub(crate) fn remove_prev(&mut self) -> Option<(Key, V)> {
        self.at = self.at.checked_sub(1)?;
        self.remove_next()
    }
}

/// That a key does not fit into a gap.
#[derive(Debug)]
pub(crate) struct Unordered;
