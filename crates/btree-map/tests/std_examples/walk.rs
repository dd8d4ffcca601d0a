//! Walks over entries, keys, values and ranges.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use std::ops::Bound::{Excluded, Included};

fn entries_come_in_the_order_of_keys<L: LayoutOf>() {
    let mut map = Map::<L, &str, u32>::from_iter_in_layout([("c", 3), ("a", 1), ("b", 2)]);
    assert_eq!(map.iter().next(), Some((&"a", &1)));
    assert_eq!(map.iter().next_back(), Some((&"c", &3)));
    for (key, value) in &mut map {
        if *key != "a" {
            *value += 10;
        }
    }
    assert!(map.iter().eq([(&"a", &1), (&"b", &12), (&"c", &13)]));
    map.iter_mut().for_each(|(_, value)| *value = 0);
    assert!(map.values().all(|value| *value == 0));
}

fn keys_and_values_come_alone<L: LayoutOf>() {
    let mut map = Map::<L, u32, String>::from_iter_in_layout([(2, "good".to_owned()), (1, "day".to_owned())]);
    assert_eq!(map.keys().copied().collect::<Vec<_>>(), [1, 2]);
    assert_eq!(map.values().cloned().collect::<Vec<_>>(), ["day", "good"]);
    map.values_mut().for_each(|value| value.push('!'));
    assert_eq!(map.clone().into_keys().collect::<Vec<_>>(), [1, 2]);
    assert_eq!(map.into_values().collect::<Vec<_>>(), ["day!", "good!"]);
}

fn ranges_begin_and_end_where_their_bounds_say<L: LayoutOf>() {
    let map = Map::<L, u32, char>::from_iter_in_layout([(3, 'a'), (5, 'b'), (8, 'c')]);
    assert!(map.range((Included(&4), Included(&8))).eq([(&5, &'b'), (&8, &'c')]));
    assert!(map.range((Excluded(3), Excluded(8))).eq([(&5, &'b')]));
    assert_eq!(map.range(4..).next(), Some((&5, &'b')));
    assert_eq!(map.range(..=5).next_back(), Some((&5, &'b')));
    let mut wages = Map::<L, &str, u32>::from_iter_in_layout([("Ada", 0), ("Bo", 0), ("Cy", 0), ("Di", 0)]);
    for (_, wage) in wages.range_mut("B".."Di") {
        *wage += 100;
    }
    assert!(wages.into_values().eq([0, 100, 100, 0]));
}

fn default_iterators_are_empty<L: LayoutOf>() {
    type Tree<L> = <L as LayoutOf>::Tree<u8, u8>;
    assert_eq!(btree_map::Iter::<'_, u8, u8, Tree<L>>::default().len(), 0);
    assert_eq!(btree_map::IterMut::<'_, u8, u8, Tree<L>>::default().len(), 0);
    assert_eq!(btree_map::Keys::<'_, u8, u8, Tree<L>>::default().len(), 0);
    assert_eq!(btree_map::Values::<'_, u8, u8, Tree<L>>::default().len(), 0);
    assert_eq!(btree_map::ValuesMut::<'_, u8, u8, Tree<L>>::default().len(), 0);
    assert_eq!(btree_map::Range::<'_, u8, u8, Tree<L>>::default().count(), 0);
    assert_eq!(btree_map::RangeMut::<'_, u8, u8, Tree<L>>::default().count(), 0);
    assert_eq!(btree_map::IntoIter::<u8, u8>::default().len(), 0);
    assert_eq!(btree_map::IntoKeys::<u8, u8>::default().len(), 0);
    assert_eq!(btree_map::IntoValues::<u8, u8>::default().len(), 0);
}

/// What std's iterators do without a walk, these do too, with the same answers.
fn ends_are_found_without_a_walk<L: LayoutOf>() {
    let mut map = Map::<L, u32, u32>::from_iter_in_layout((0..100).map(|key| (key, 100 - key)));
    assert_eq!((map.iter().min(), map.iter().max()), (Some((&0, &100)), Some((&99, &1))));
    assert_eq!((map.keys().min(), map.keys().max(), map.keys().last()), (Some(&0), Some(&99), Some(&99)));
    assert_eq!(
        (map.values().min(), map.values().max(), map.values().last()),
        (Some(&1), Some(&100), Some(&1))
    );
    assert_eq!((map.range(7..).min(), map.range(..70).max()), (Some((&7, &93)), Some((&69, &31))));
    assert_eq!(map.iter_mut().max(), Some((&99, &mut 1)));
    assert_eq!(map.range_mut(5..9).last(), Some((&8, &mut 92)));
    assert_eq!(map.values_mut().last(), Some(&mut 1));
    assert_eq!(map.clone().into_keys().max(), Some(99));
    assert_eq!((map.clone().into_keys().min(), map.clone().into_values().min()), (Some(0), Some(1)));
    assert_eq!((map.range(..).size_hint(), map.iter().len()), ((0, None), 100));
}

for_each_layout!(
    entries_come_in_the_order_of_keys,
    keys_and_values_come_alone,
    ranges_begin_and_end_where_their_bounds_say,
    default_iterators_are_empty,
    ends_are_found_without_a_walk,
);
