//! Building a map from entries that come one by one from outside: in any order, with duplicates, ending in an error.
//!
//! What is promised for such a source, whatever it claims:
//!
//! 1. Memory is bounded by what has come, never by what was announced: nothing is reserved ahead.
//! 2. As long as keys ascend, leaves are filled one after the other without a search. The first key out of order ends
//!    that; the rest is inserted.
//! 3. An error of the source is passed on, and what had come is dropped.

use crate::map::{self, BPlusTreeMap};
use btree_core::DefaultLayout;
use core::cmp::Ordering;
use core::mem;

/// A map of all entries that `source` gives until it has no more.
///
/// Of equal keys the first is kept, and `settle` is given its value and the one that comes.
///
/// # Errors
///
/// That of the source.
#[cfg(any(feature = "serde", feature = "rkyv"))]
pub(crate) fn collect<K: Ord, V, T: DefaultLayout<K, V>, E>(
    mut source: impl FnMut() -> Result<Option<(K, V)>, E>,
    mut settle: impl FnMut(&mut V, V),
) -> Result<BPlusTreeMap<K, V, T>, E> {
    let mut collected = BPlusTreeMap::with_layout();
    let mut run = Ascending { source: &mut source, settle: &mut settle, held: None, end: End::No };
    collected.fill_ascending(&mut run);
    match run.end {
        End::No | End::OfSource => return Ok(collected),
        End::InError(error) => return Err(error),
        End::OutOfOrder(key, value) => _ = collected.insert(key, value),
    }
    while let Some((key, value)) = source()? {
        match collected.entry(key) {
            map::Entry::Vacant(entry) => _ = entry.insert(value),
            map::Entry::Occupied(mut entry) => settle(entry.get_mut(), value),
        }
    }
    Ok(collected)
}

/// A map of all entries of a source whose keys must ascend: `disorder` makes the error if they do not.
///
/// # Errors
///
/// That of the source, or of `disorder`.
#[cfg(feature = "borsh")]
pub(crate) fn collect_ascending<K: Ord, V, T: DefaultLayout<K, V>, E>(
    mut source: impl FnMut() -> Result<Option<(K, V)>, E>,
    disorder: impl FnOnce() -> E,
) -> Result<BPlusTreeMap<K, V, T>, E> {
    let mut map = BPlusTreeMap::with_layout();
    let mut duplicate = false;
    let mut settle = |_: &mut V, _| duplicate = true;
    let mut run = Ascending { source: &mut source, settle: &mut settle, held: None, end: End::No };
    map.fill_ascending(&mut run);
    let end = run.end;
    match end {
        End::InError(error) => Err(error),
        End::No | End::OfSource if !duplicate => Ok(map),
        _ => Err(disorder()),
    }
}

/// The entries of a source as long as their keys ascend.
struct Ascending<'a, K, V, S, C, E> {
    source: &'a mut S,
    settle: &'a mut C,
    /// The last entry that came: held back until the next one is known to be behind it.
    held: Option<(K, V)>,
    end: End<K, V, E>,
}

/// Why the run of ascending keys is over.
enum End<K, V, E> {
    No,
    OfSource,
    InError(E),
    /// This entry came too late.
    OutOfOrder(K, V),
}

impl<K, V, S, C, E> Iterator for Ascending<'_, K, V, S, C, E>
where
    K: Ord,
    S: FnMut() -> Result<Option<(K, V)>, E>,
    C: FnMut(&mut V, V),
{
    type Item = (K, V);

    fn next(&mut self) -> Option<(K, V)> {
        while let End::No = self.end {
            match (self.source)() {
                Err(error) => self.end = End::InError(error),
                Ok(None) => self.end = End::OfSource,
                Ok(Some((key, value))) => match &mut self.held {
                    None => self.held = Some((key, value)),
                    Some(held) => match held.0.cmp(&key) {
                        Ordering::Less => return Some(mem::replace(held, (key, value))),
                        Ordering::Equal => (self.settle)(&mut held.1, value),
                        Ordering::Greater => self.end = End::OutOfOrder(key, value),
                    },
                },
            }
        }
        self.held.take()
    }
}
