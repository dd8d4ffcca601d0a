//! The maps that take part, behind one interface: std's map, and our map in any layout.
//!
//! Invariants: every method is one call of the map's own and inlined; what a map has no call for (std and
//! [`get_many`](Subject::get_many)) is done the way its users would.

use crate::Shape;
use btree_map::{BPlusTreeMap, DefaultLayout};
use std::collections::BTreeMap;
use std::ops::Bound;

/// Keys of one batched lookup.
pub const LANES: usize = 16;

/// A map that takes part, with what the benches do to it.
pub trait Subject<S: Shape>: Clone {
    /// A map without entries.
    fn empty() -> Self;
    /// A map of these entries, built at once.
    fn built(entries: Vec<(S::Key, S::Value)>) -> Self;
    /// Puts an entry in; returns the old value.
    fn insert(&mut self, key: S::Key, value: S::Value) -> Option<S::Value>;
    /// Takes an entry out.
    fn remove(&mut self, key: &S::Key) -> Option<S::Value>;
    /// Looks a key up.
    fn get(&self, key: &S::Key) -> Option<&S::Value>;
    /// Looks several keys up.
    fn get_many<'a>(&'a self, keys: [&S::Key; LANES]) -> [Option<&'a S::Value>; LANES];
    /// All entries.
    fn iter(&self) -> impl DoubleEndedIterator<Item = (&S::Key, &S::Value)>;
    /// The entries from a key up.
    fn range_from(&self, start: &S::Key) -> impl Iterator<Item = (&S::Key, &S::Value)>;
    /// Takes all entries of the other map in.
    fn append(&mut self, other: &mut Self);
    /// Number of entries.
    fn len(&self) -> usize;
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Something done for every map of a shape.
pub trait EachSubject<S: Shape> {
    /// Does it for one, of that name in reports.
    fn visit<M: Subject<S>>(&mut self, name: &'static str);
}

/// What both maps do by the same calls.
macro_rules! calls_of_std {
    ($shape:ident) => {
        #[inline]
        fn insert(&mut self, key: $shape::Key, value: $shape::Value) -> Option<$shape::Value> {
            self.insert(key, value)
        }

        #[inline]
        fn remove(&mut self, key: &$shape::Key) -> Option<$shape::Value> {
            self.remove(key)
        }

        #[inline]
        fn get(&self, key: &$shape::Key) -> Option<&$shape::Value> {
            self.get(key)
        }

        #[inline]
        fn iter(&self) -> impl DoubleEndedIterator<Item = (&$shape::Key, &$shape::Value)> {
            self.iter()
        }

        #[inline]
        fn range_from(&self, start: &$shape::Key) -> impl Iterator<Item = (&$shape::Key, &$shape::Value)> {
            self.range::<$shape::Key, _>((Bound::Included(start), Bound::Unbounded))
        }

        #[inline]
        fn append(&mut self, other: &mut Self) {
            self.append(other);
        }

        fn len(&self) -> usize {
            self.len()
        }
    };
}

impl<S: Shape> Subject<S> for BTreeMap<S::Key, S::Value> {
    calls_of_std!(S);

    fn empty() -> Self {
        BTreeMap::new()
    }

    #[inline]
    fn built(entries: Vec<(S::Key, S::Value)>) -> Self {
        BTreeMap::from_iter(entries)
    }

    #[inline]
    fn get_many<'a>(&'a self, keys: [&S::Key; LANES]) -> [Option<&'a S::Value>; LANES] {
        keys.map(|key| self.get(key))
    }
}

impl<S: Shape, T: DefaultLayout<S::Key, S::Value>> Subject<S> for BPlusTreeMap<S::Key, S::Value, T> {
    calls_of_std!(S);

    fn empty() -> Self {
        BPlusTreeMap::with_layout()
    }

    #[inline]
    fn built(entries: Vec<(S::Key, S::Value)>) -> Self {
        BPlusTreeMap::from_iter_in_layout(entries)
    }

    #[inline]
    fn get_many<'a>(&'a self, keys: [&S::Key; LANES]) -> [Option<&'a S::Value>; LANES] {
        self.get_many(keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EachShape, absent, ascending, each_shape, shuffled};

    /// The maps that were checked.
    struct Checked(Vec<String>);

    impl EachShape for Checked {
        fn visit<S: Shape>(&mut self) {
            S::each_subject(self);
        }
    }

    impl<S: Shape> EachSubject<S> for Checked {
        fn visit<M: Subject<S>>(&mut self, name: &'static str) {
            let (entries, sorted) = (shuffled::<S>(1_500), ascending::<S>(1_500));
            let mut map = M::empty();
            assert!(map.is_empty());
            for (key, value) in entries.iter().cloned() {
                assert_eq!(map.insert(key, value), None);
            }
            let of = |map: &M| -> Vec<(S::Key, S::Value)> {
                map.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
            };
            assert_eq!(of(&map), sorted, "{name}");
            assert!(map.iter().rev().map(|(key, _)| key).eq(sorted.iter().rev().map(|(key, _)| key)));
            assert!(
                map.range_from(&sorted[70].0).map(|(key, _)| key).eq(sorted[70..].iter().map(|(key, _)| key))
            );

            let (low, high) = sorted.split_at(600);
            let (mut low, mut high) = (M::built(low.to_vec()), M::built(high.to_vec()));
            low.append(&mut high);
            assert!(high.is_empty() && low.len() == 1_500 && of(&low) == sorted);
            assert_eq!(of(&low.clone()), sorted);

            let missing = absent::<S>(1_500);
            let keys =
                std::array::from_fn(|lane| if lane == 3 { &missing[0] } else { &entries[lane * 50].0 });
            for (lane, found) in map.get_many(keys).into_iter().enumerate() {
                assert_eq!(found, (lane != 3).then(|| &entries[lane * 50].1), "{name}");
            }
            for (key, value) in &entries {
                assert_eq!(map.get(key), Some(value));
                assert_eq!(map.remove(key).as_ref(), Some(value));
                assert_eq!(map.get(key), None);
            }
            assert!(map.is_empty());
            self.0.push(format!("{}/{name}", S::NAME));
        }
    }

    #[test]
    fn every_map_of_every_shape_does_what_its_name_says() {
        let mut checked = Checked(Vec::new());
        each_shape(&mut checked);
        assert_eq!(checked.0.len(), 6 * 2 + 4, "{:?}", checked.0);
        assert_eq!(checked.0.iter().filter(|name| name.starts_with("u64/")).count(), 6);
    }
}
