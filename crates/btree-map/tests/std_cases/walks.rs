//! Walks from both ends at every size, writing through what they give, and the ends of walks.

use crate::MANY;
use crate::layouts::{LayoutOf, Map, for_each_layout};

fn filled<L: LayoutOf>(len: u32) -> Map<L, u32, u32> {
    let mut map = L::with_fanout::<u32, u32>(4);
    map.extend((0..len).map(|key| (key, key * 10)));
    map
}

/// Steps so many times from the front, the others from the back, and notes what came.
fn from_both_ends<T>(
    mut walk: impl DoubleEndedIterator<Item = T> + ExactSizeIterator,
    fronts: usize,
) -> Vec<T> {
    let len = walk.len();
    let mut front: Vec<T> = walk.by_ref().take(fronts).collect();
    assert_eq!((walk.len(), walk.size_hint()), (len - fronts, (len - fronts, Some(len - fronts))));
    let mut back: Vec<T> = walk.by_ref().rev().collect();
    assert!(walk.next().is_none() && walk.next_back().is_none());
    front.extend(back.drain(..).rev());
    front
}

fn ends_meet_wherever_they_stop<L: LayoutOf>() {
    for len in 0..=MANY {
        let want: Vec<(u32, u32)> = (0..len).map(|key| (key, key * 10)).collect();
        for fronts in [0, 1, len / 3, len / 2, len].into_iter().filter(|fronts| *fronts <= len) {
            let mut map = filled::<L>(len);
            let fronts = fronts as usize;
            let copied = |entry: (&u32, &u32)| (*entry.0, *entry.1);
            assert!(from_both_ends(map.iter(), fronts).into_iter().map(copied).eq(want.iter().copied()));
            let written = from_both_ends(map.iter_mut(), fronts);
            assert!(written.into_iter().map(|(key, value)| (*key, *value)).eq(want.iter().copied()));
            assert!(from_both_ends(map.keys(), fronts).into_iter().copied().eq(0..len));
            assert!(from_both_ends(map.values(), fronts).into_iter().all(|value| value % 10 == 0));
            assert_eq!(from_both_ends(map.into_iter(), fronts), want);
        }
    }
}

fn all_references_of_a_walk_may_be_written_at_once<L: LayoutOf>() {
    for len in [1, 2, 4, 5, 16, 17, MANY] {
        let mut map = filled::<L>(len);
        let mut values: Vec<&mut u32> = map.iter_mut().map(|(_, value)| value).collect();
        values.reverse();
        let half = values.len() / 2;
        for at in 0..half {
            let (low, high) = values.split_at_mut(half);
            let last = high.len() - 1;
            std::mem::swap(&mut *low[at], &mut *high[last - at]);
        }
        values.iter_mut().for_each(|value| **value += 1);
        map.values_mut().for_each(|value| *value += 1);
        map.range_mut(..).for_each(|(_, value)| *value += 1);
        assert!(map.into_values().eq((0..len).rev().map(|key| key * 10 + 3)));
    }
}

fn smallest_and_largest_are_the_ends<L: LayoutOf>() {
    let mut map = filled::<L>(0);
    assert_eq!((map.iter().min(), map.iter().max()), (None, None));
    assert_eq!((map.keys().max(), map.range(..).min()), (None, None));
    assert_eq!(map.iter_mut().min(), None);
    assert_eq!(map.range_mut(..).max(), None);
    for len in 1..=MANY {
        let mut map = filled::<L>(len);
        let last = (len - 1, (len - 1) * 10);
        assert_eq!((map.iter().min(), map.iter().max()), (Some((&0, &0)), Some((&last.0, &last.1))));
        assert_eq!(map.iter_mut().min(), Some((&0, &mut 0)));
        assert_eq!(map.iter_mut().max().map(|(key, value)| (*key, *value)), Some(last));
        assert_eq!((map.keys().min(), map.keys().max()), (Some(&0), Some(&last.0)));
        assert_eq!(map.range(..last.0).max().map(|(key, _)| *key), last.0.checked_sub(1));
        assert_eq!(map.range_mut(1..).min().map(|(key, _)| *key), (len > 1).then_some(1));
        assert_eq!((map.iter().last(), map.keys().last()), (Some((&last.0, &last.1)), Some(&last.0)));
    }
}

/// Every stretch of a map, first and last key included and excluded, met from both ends.
fn every_stretch_is_met_from_both_ends<L: LayoutOf>() {
    use std::ops::Bound::{Excluded, Included};
    let len = MANY / 2;
    let map = filled::<L>(len);
    for from in 0..len {
        for to in from..len {
            let stretch = map.range((Included(from), Included(to)));
            assert!(stretch.clone().map(|(key, _)| *key).eq(from..=to));
            assert!(stretch.rev().map(|(key, _)| *key).eq((from..=to).rev()));
            let inner = map.range((Excluded(from), Excluded(to + 1)));
            assert!(inner.map(|(key, _)| *key).eq(from + 1..=to));
            assert_eq!(map.range(from..from).next_back(), None);
        }
    }
    assert!(map.range(..=u32::MAX).map(|(key, _)| *key).eq(0..len));
    assert_eq!(map.range((Excluded(u32::MAX - 1), Included(u32::MAX))).next(), None);
}

for_each_layout!(
    ends_meet_wherever_they_stop,
    all_references_of_a_walk_may_be_written_at_once,
    smallest_and_largest_are_the_ends,
    every_stretch_is_met_from_both_ends,
);
