//! The measurement itself: what a map holds of the heap, at a list of sizes.
//!
//! Invariant: only what the map asks for is counted. Entries, and what their keys own, are allocated before the
//! count begins and are moved in; the list they come from is freed after it ends.

use super::order::Order;
use alloc_meter::Meter;
use std::hint::black_box;
use testbed::{Fill, Shape};

/// A map of `n` entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sample {
    pub(crate) n: usize,
    /// `size_of` the map.
    pub(crate) handle: usize,
    /// Heap bytes it has asked for and not given back.
    pub(crate) heap: usize,
    /// The same in what the allocator gave, if it tells.
    pub(crate) usable: Option<usize>,
}

impl Sample {
    /// Handle and requested heap.
    pub(crate) fn total(&self) -> usize {
        self.handle + self.heap
    }
}

/// Measures a map at every size; `sizes` ascend.
///
/// Inserting orders fill one map and read the counters in passing; bulk builds a map for every size.
pub(crate) fn curve<S: Shape, M: Fill<S::Key, S::Value>>(order: Order, sizes: &[usize]) -> Vec<Sample> {
    assert!(sizes.is_sorted(), "sizes ascend");
    let entries = order.entries::<S>(sizes.last().copied().unwrap_or(0));
    match order {
        Order::Bulk => sizes.iter().map(|&n| collected::<_, _, M>(&entries[..n])).collect(),
        Order::Random | Order::Ascending => filled::<_, _, M>(entries, sizes),
    }
}

fn filled<K, V, M: Fill<K, V>>(entries: Vec<(K, V)>, sizes: &[usize]) -> Vec<Sample> {
    let mut samples = Vec::with_capacity(sizes.len());
    let mut entries = entries.into_iter();
    let before = Meter::thread();
    let mut map = M::empty();
    for &n in sizes {
        while map.len() < n {
            let (key, value) = entries.next().expect("keys are distinct, so the list is long enough");
            map.insert(key, value);
        }
        samples.push(sample(n, black_box(&map), Meter::thread() - before));
    }
    samples
}

fn collected<K: Clone, V: Clone, M: Fill<K, V>>(entries: &[(K, V)]) -> Sample {
    let mut copy = entries.to_vec();
    let before = Meter::thread();
    let map = M::collected(copy.drain(..));
    let delta = Meter::thread() - before;
    assert_eq!(map.len(), entries.len(), "keys are distinct");
    sample(entries.len(), black_box(&map), delta)
}

fn sample<M>(n: usize, _map: &M, delta: alloc_meter::Counts) -> Sample {
    let bytes = |live: i64| usize::try_from(live).expect("a map frees nothing it has not allocated");
    Sample { n, handle: size_of::<M>(), heap: bytes(delta.live_bytes), usable: delta.live_usable.map(bytes) }
}

/// What the keys of `n` entries own on the heap themselves, in bytes asked for. No map can change it.
pub(crate) fn keys_own<S: Shape>(n: usize) -> usize {
    let keys = S::entries(n);
    let mut copies = Vec::with_capacity(n);
    let before = Meter::thread();
    copies.extend(keys.iter().map(|(key, _)| key.clone()));
    let own = (Meter::thread() - before).live_bytes;
    black_box(&copies);
    usize::try_from(own).expect("cloning frees nothing")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use testbed::{Ints, Texts, Words};

    /// A map whose bytes are known: a vector that grows by one.
    struct Exact<K, V>(Vec<(K, V)>);

    impl<K, V> Fill<K, V> for Exact<K, V> {
        fn empty() -> Self {
            Self(Vec::new())
        }

        fn insert(&mut self, key: K, value: V) -> Option<V> {
            self.0.reserve_exact(1);
            self.0.push((key, value));
            None
        }

        fn collected(entries: impl IntoIterator<Item = (K, V)>) -> Self {
            let scratch: Vec<_> = entries.into_iter().collect();
            let mut exact = Vec::with_capacity(scratch.len());
            exact.extend(scratch);
            Self(exact)
        }

        fn len(&self) -> usize {
            self.0.len()
        }
    }

    #[test]
    fn only_the_map_is_counted() {
        for order in Order::ALL {
            let sizes = [0, 1, 7, 300];
            for (sample, n) in curve::<Ints, Exact<_, _>>(order, &sizes).into_iter().zip(sizes) {
                assert_eq!((sample.n, sample.handle, sample.heap), (n, 24, 8 * n), "{order:?}");
                assert_eq!(sample.total(), 24 + 8 * n);
                assert!(sample.usable.is_none_or(|usable| usable >= sample.heap));
            }
        }
    }

    #[test]
    fn what_strings_own_is_not_counted() {
        for order in Order::ALL {
            let samples = curve::<Texts, Exact<_, _>>(order, &[100]);
            assert_eq!(samples[0].heap, 100 * size_of::<(String, u64)>(), "{order:?}");
        }
        assert!((1600..=2400).contains(&keys_own::<Texts>(100)));
        assert_eq!(keys_own::<Words>(100), 0);
    }

    #[cfg(target_pointer_width = "64")]
    #[test]
    fn std_takes_one_leaf_for_up_to_eleven_entries() {
        let samples = curve::<Ints, BTreeMap<_, _>>(Order::Random, &[0, 1, 11]);
        assert_eq!(samples[0].total(), 24);
        assert_eq!(samples[1].total(), samples[2].total());
        assert!(samples[1].heap >= 11 * 8 + 8);
    }
}
