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

    /// The word of the last entry up to `key`, 1 if there is none.
    fn floor(&self, key: &K) -> Option<u64> {
        let _ = key;
        None
    }

    /// The word of the first entry from `key` on, 1 if there is none.
    fn ceiling(&self, key: &K) -> Option<u64> {
        let _ = key;
        None
    }

    /// Stirs all values by a `for` loop.
    fn stir_all(&mut self) -> Option<()> {
        None
    }

    /// Takes the map apart by a `for` loop; the sum.
    fn sum_into(self) -> Option<u64> {
        None
    }

    /// Stirs the value of `key`, or inserts `value` if the key is not there, by one search.
    fn count(&mut self, key: K, value: V) -> Option<()> {
        let _ = (key, value);
        None
    }

    /// Takes the first entry: `Some(None)` from an empty map.
    fn pop_first(&mut self) -> Option<Option<(K, V)>> {
        None
    }

    /// Takes the last entry: `Some(None)` from an empty map.
    fn pop_last(&mut self) -> Option<Option<(K, V)>> {
        None
    }

    /// Takes the entries of `keys` out, which are the first; the sum of their values' words.
    fn drain_front(&mut self, keys: &[K]) -> Option<u64> {
        let _ = keys;
        None
    }

    /// Takes the entries of `keys` out, which are adjacent and ascending; the sum of their values' words.
    fn drain_range(&mut self, keys: &[K]) -> Option<u64> {
        let _ = keys;
        None
    }

    /// Splits the entries from `key` on off.
    fn split_off(&mut self, key: &K) -> Option<Self> {
        let _ = key;
        None
    }

    /// Keeps the entries whose value's word is even.
    fn retain_even(&mut self) -> Option<()> {
        None
    }

    /// Takes the entries out whose value's word is even; the sum of words.
    fn extract_even(&mut self) -> Option<u64> {
        None
    }

    /// A map of entries in any order, of which several may have the same key and value.
    fn collect(entries: Vec<(K, V)>) -> Option<Self> {
        let _ = entries;
        None
    }

    /// A map of an array of entries.
    fn from_array<const N: usize>(entries: [(K, V); N]) -> Option<Self> {
        let _ = entries;
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

    /// Moves the entries of `other` over; no key is in both.
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

/// An ordered set under test.
pub trait SetContender<K>: Sized {
    /// An empty set.
    fn new() -> Self;

    /// Inserts an element.
    fn insert(&mut self, key: K);

    /// The sum of the union's words, by a `for` loop, as the others.
    fn sum_union(&self, other: &Self) -> u64;

    /// The sum of the intersection's words.
    fn sum_intersection(&self, other: &Self) -> u64;

    /// The sum of the difference's words.
    fn sum_difference(&self, other: &Self) -> u64;

    /// The sum of the symmetric difference's words.
    fn sum_symmetric(&self, other: &Self) -> u64;

    /// Whether all elements are in `other`.
    fn is_subset(&self, other: &Self) -> bool;
}
