//! Several entries at once, each for writing.
//!
//! 1. All keys are looked up first: `Ord` is user code, and runs before any entry is borrowed.
//! 2. No two of the places may be the same.
//! 3. Leaf by leaf, one run over all places in it is stepped through: asking a leaf twice would end the first borrow of
//!    its values.

use crate::{Layout, Position, SearchResult};
use core::borrow::Borrow;

/// Two of the keys are in the same entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlapping;

/// The entries with `keys`, values for writing, in **O(m log n + m²)** time for `m` keys.
///
/// # Errors
///
/// If two of the keys are in the same entry.
#[allow(clippy::type_complexity)]
pub fn get_disjoint_mut<'a, K, V, T, Q, const M: usize>(
    tree: &'a mut T,
    keys: [&Q; M],
) -> Result<[Option<(&'a K, &'a mut V)>; M], Overlapping>
where
    T: Layout<K, V>,
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    let places: [Option<Position>; M] = keys.map(|key| match tree.find(key) {
        SearchResult::Found(at) => Some(at),
        SearchResult::Absent(_) => None,
    });
    let same = |a: Position, b: Position| a.slot == b.slot && a.leaf.same_leaf(b.leaf);
    for (i, place) in places.iter().enumerate() {
        let Some(at) = place else { continue };
        if places[..i].iter().flatten().any(|other| same(*at, *other)) {
            return Err(Overlapping);
        }
    }
    let mut entries: [Option<(*const K, *const V)>; M] = [None; M];
    for i in 0..M {
        let Some(Position { leaf, .. }) = places[i] else { continue };
        if entries[i].is_some() {
            continue;
        }
        let here = |place: &Option<Position>| place.filter(|at| at.leaf.same_leaf(leaf)).map(|at| at.slot);
        let slots = || places.iter().filter_map(here);
        let (Some(first), Some(last)) = (slots().min(), slots().max()) else { continue };
        // SAFETY: the leaf and the slots were just found in this tree, in which nothing has moved since.
        let mut run = unsafe { tree.run_mut(leaf, first..last + 1) };
        let mut next = first;
        while let Some(slot) = slots().filter(|slot| *slot >= next).min() {
            let mut entry = None;
            for _ in next..slot + 1 {
                // The run holds the entries from `first` to `last`, and `slot` is not behind them.
                entry = run.pop_front(T::PAIRS);
            }
            next = slot + 1;
            for (place, found) in places.iter().zip(&mut entries) {
                if here(place) == Some(slot) {
                    *found = entry;
                }
            }
        }
    }
    // SAFETY:
    // 1. The pointers come from `run_mut` of a tree borrowed for `'a`; runs of other leaves leave them valid (contract of
    //    `run_mut`), and no leaf was asked twice: the first place in a leaf fills in all of them.
    // 2. No two places are the same (above), so no two entries overlap.
    Ok(entries.map(|entry| entry.map(|(key, value)| unsafe { (&*key, &mut *value.cast_mut()) })))
}
