//! `Arbitrary` of the arbitrary crate: maps, sets and multimaps made from a fuzzer's bytes.

use crate::map::BPlusTreeMap;
use crate::multimap::{BPlusTreeMultiMap, ValueList};
use crate::set::BPlusTreeSet;
use ::arbitrary::{Arbitrary, Result, Unstructured};
use alloc::vec::Vec;
use btree_core::DefaultLayout;

/// Implements `Arbitrary` by what the type is collected from.
macro_rules! collected {
    ([$($generics:tt)*] $type:ty, $item:ty) => {
        impl<'a, $($generics)*> Arbitrary<'a> for $type {
            fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
                let items: Result<Vec<$item>> = u.arbitrary_iter()?.collect();
                items.map(Self::from_iter_in_layout)
            }

            fn arbitrary_take_rest(u: Unstructured<'a>) -> Result<Self> {
                let items: Result<Vec<$item>> = u.arbitrary_take_rest_iter()?.collect();
                items.map(Self::from_iter_in_layout)
            }

            fn size_hint(_depth: usize) -> (usize, Option<usize>) {
                (0, None)
            }
        }
    };
}

collected!(
    [K: Arbitrary<'a> + Ord, V: Arbitrary<'a>, T: DefaultLayout<K, V>]
    BPlusTreeMap<K, V, T>, (K, V)
);
collected!([T: Arbitrary<'a> + Ord, L: DefaultLayout<T, ()>] BPlusTreeSet<T, L>, T);
collected!(
    [K: Arbitrary<'a> + Ord, V: Arbitrary<'a>, L: DefaultLayout<K, ValueList<V>>]
    BPlusTreeMultiMap<K, V, L>, (K, V)
);
