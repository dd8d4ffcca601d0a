//! What is asked of a map. What a map has not, it answers with `None`, and the cell stays empty.
//!
//! Sums are part of the interface rather than iterators, so that a map in another language loops in its own.

/// Keys that [`get_many`](Contender::get_many) looks up at once.
pub const LANES: usize = 16;

/// An ordered map under test.
pub trait Contender<K, V>: Sized {
    /// An empty map.
    fn new() -> Self;

    /// Inserts an entry whose key is not there: what maps and multimaps share.
    fn insert(&mut self, key: K, value: V);

    /// The value of `key`.
    fn get(&self, key: &K) -> Option<&V>;

    /// Takes the entry of `key` out.
    fn remove(&mut self, key: &K) -> Option<V>;

    /// Shows every entry, ascending. Never timed.
    fn visit(&self, each: &mut dyn FnMut(&K, &V));

    /// The sum of key word xor value word, by a `for` loop.
    fn sum_for(&self) -> u64;

    /// The same by `for_each`.
    fn sum_for_each(&self) -> u64;

    /// The same by a `for` loop from the end.
    fn sum_rev_for(&self) -> Option<u64> {
        None
    }

    /// The same by `for_each` from the end.
    fn sum_rev_for_each(&self) -> Option<u64> {
        None
    }

    /// The sum over the first `count` entries at and behind `from`.
    fn sum_range(&self, from: &K, count: usize) -> u64;

    /// A map of ascending entries, by the fastest way that the map offers for them.
    fn build(entries: Vec<(K, V)>) -> Option<Self> {
        let _ = entries;
        None
    }

    /// A clone.
    fn duplicate(&self) -> Option<Self> {
        None
    }

    /// Moves the entries of `other` to the end; its keys are all greater.
    fn append(&mut self, other: Self) -> Result<(), Self> {
        Err(other)
    }

    /// The values of several keys.
    fn get_many<'a>(&'a self, keys: [&K; LANES]) -> Option<[Option<&'a V>; LANES]> {
        let _ = keys;
        None
    }

    /// Heap bytes that live in all maps of this type and that no Rust allocator has seen.
    fn foreign_bytes() -> usize {
        0
    }
}
