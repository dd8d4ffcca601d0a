//! The operations of the multimap: ours by its methods, and a model of it, std's map of keys to vectors.
//!
//! std has no multimap, so every operation is modelled: comparisons are not compared, and only closures panic.

mod model;
mod ours;

use crate::item::{self, Key, Value};
use crate::program::operations;
use std::hash::{DefaultHasher, Hash, Hasher};

operations! {
    /// What is done with a multimap. The first fills it.
    MultiOp {
        Fill [modelled settled],
        Insert [modelled settled],
        Remove [modelled settled],
        RemoveAll [modelled settled],
        Get [modelled settled],
        GetMut [modelled settled],
        Contains [modelled settled],
        Ends [modelled settled],
        Pop [modelled settled],
        Retain [modelled],
        Append [modelled settled],
        SplitOff [modelled settled],
        Clear [modelled settled],
        Drop [modelled settled],
        Clone [modelled settled],
        CloneFrom [modelled settled],
        Collect [modelled settled],
        Extend [modelled settled],
        Compare [modelled settled],
        Debug [modelled settled],
        Swap [modelled settled],
        Iter [modelled settled],
        IterMut [modelled settled],
        IntoIter [modelled settled],
        Range [modelled settled],
        Lists [modelled settled],
        IntoLists [modelled settled],
        Entry [modelled settled],
        OrInsertWith [modelled settled],
        Occupied [modelled settled],
        ForEachRange [modelled settled],
        Page [modelled settled],
        RemoveRange [modelled settled],
        ShrinkToFit [modelled settled],
    }
}

/// Two multimaps.
pub(crate) struct Multis<M> {
    map: M,
    other: M,
    tiny: bool,
}

/// The pairs of a batch of keys.
fn pairs(ranks: &[u32]) -> impl Iterator<Item = (Key, Value)> + '_ {
    ranks.iter().map(|&rank| {
        item::call();
        (Key::new(rank), Value::new())
    })
}

/// Ranks that come back, so that keys have several values.
fn repeated(ranks: Vec<u32>) -> Vec<u32> {
    ranks.into_iter().map(|rank| rank / 3 * 2).collect()
}

/// The hash of anything.
fn hash(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}
