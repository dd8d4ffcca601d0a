//! Case 31: a map without entries, however it came to be one, answers everything and computes no address.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use btree_map::PageToken;
use std::ops::Bound::{Excluded, Included};

fn answers_as_empty<L: LayoutOf>(map: &mut Map<L, u32, String>) {
    map.check_invariants().unwrap();
    assert_eq!((map.len(), map.is_empty()), (0, true));
    assert_eq!((map.get(&1), map.contains_key(&1)), (None, false));
    assert_eq!(map.get_mut(&1), None);
    assert_eq!((map.remove(&1), map.remove_entry(&1)), (None, None));
    assert_eq!((map.first_key_value(), map.last_key_value()), (None, None));
    assert_eq!((map.pop_first(), map.pop_last()), (None, None));
    assert_eq!((map.iter().next(), map.iter().next_back(), map.iter().len()), (None, None, 0));
    assert_eq!(map.iter_mut().next(), None);
    assert_eq!(map.iter_mut().next_back(), None);
    assert_eq!((map.range(..).next(), map.range(..).next_back()), (None, None));
    assert_eq!((map.range(1..9).next(), map.range((Excluded(1), Included(9))).next_back()), (None, None));
    assert_eq!(map.range_mut(..=9).next(), None);
    assert_eq!(map.range_mut(1..).next_back(), None);
    assert_eq!((map.keys().next(), map.values().next_back()), (None, None));
    assert_eq!(map.values_mut().next(), None);
    assert_eq!(map.iter().fold(0, |count, _| count + 1), 0);
    let mut leaves = 0;
    map.for_each_leaf(|len, _| leaves += len);
    assert_eq!(leaves, 0);
    assert!(map.first_entry().is_none() && map.last_entry().is_none());
    assert_eq!(map.entry(1).key(), &1);
    map.retain(|_, _| unreachable!());
    assert_eq!(map.extract_if(.., |_, _| unreachable!()).next(), None);
    let mut cursor = map.lower_bound_mut(Included(&1));
    assert_eq!((cursor.remove_next(), cursor.remove_prev()), (None, None));
    assert!(cursor.next().is_none() && cursor.prev().is_none());
    assert!(cursor.peek_next().is_none() && cursor.peek_prev().is_none());
    assert_eq!((cursor.as_cursor().next(), cursor.as_cursor().prev()), (None, None));
    assert_eq!((map.split_off(&1).len(), map.remove_range(1..9), map.drain_range(..).len()), (0, 0, 0));
    assert_eq!(map.get_many([&1, &2]), [None; 2]);
    assert_eq!(map.get_disjoint_mut([&1, &1]), Ok([None, None]));
    assert_eq!(map.page(.., PageToken::START, 9).resume(), None);
    let mut other = Map::<L, _, _>::with_layout();
    map.append(&mut other);
    map.merge(other, |_, _, _| unreachable!());
    assert_eq!(map.extend_sorted([]), Ok(()));
    assert_eq!(map.len(), 0);
    map.shrink_to_fit();
    let mut clone = map.clone();
    assert!(clone == *map && clone.is_empty());
    clone.clear();
    let mut iter = clone.into_iter();
    assert_eq!((iter.len(), iter.next(), iter.next_back(), iter.next()), (0, None, None, None));
    assert_eq!(format!("{map:?} {iter:?}"), "{} []");
}

fn maps_without_entries_answer_everything<L: LayoutOf>() {
    const LENS: &[u32] = if cfg!(miri) { &[0, 1, 18] } else { &[0, 1, 2, 4, 5, 15, 16, 17, 40, 300] };
    for &len in LENS {
        for way in 0..7 {
            let mut map = L::with_fanout::<u32, String>(4);
            for key in 0..len {
                map.insert(key, key.to_string());
            }
            match way {
                0 => map.clear(),
                1 => while map.pop_first().is_some() {},
                2 => while map.pop_last().is_some() {},
                // From inside: 11 shares no divisor with any of the lengths.
                3 => (0..len).for_each(|key| assert!(map.remove(&(key * 11 % len)).is_some())),
                4 => {
                    // To one entry and back, some times.
                    for _ in 0..5 {
                        while map.len() > 1 {
                            map.pop_last();
                        }
                        map.insert(1000, String::new());
                        map.pop_first();
                    }
                    map.pop_first();
                }
                5 => {
                    map.shrink_to_fit();
                    (0..len).rev().for_each(|key| _ = map.remove(&key));
                }
                _ => map = Map::<L, _, _>::from_iter_in_layout([]),
            }
            answers_as_empty::<L>(&mut map);
            // And takes entries again.
            assert_eq!(map.insert(5, "five".into()), None);
            assert_eq!((map.len(), map[&5].as_str()), (1, "five"));
            assert_eq!(map.remove(&5).as_deref(), Some("five"));
            answers_as_empty::<L>(&mut map);
        }
    }
}

for_each_layout!(maps_without_entries_answer_everything);
