//! Places in sets: entries, and cursors found by bounds from below and from above.

use crate::layouts::{LayoutOf, for_each_layout};
use crate::set::{Set, set_of};
use btree_map::btree_set::{Cursor, Entry, UnorderedKeyError};
use std::ops::Bound::{Excluded, Included, Unbounded};

fn entries_tell_singles_from_doubles<L: LayoutOf>() {
    let (mut singles, mut doubles) = (Set::<L, char>::with_layout(), Set::<L, char>::with_layout());
    for letter in "a short treatise on letters".chars().filter(|c| c.is_alphabetic()) {
        if let Entry::Vacant(double) = doubles.entry(letter) {
            match singles.entry(letter) {
                Entry::Vacant(single) => single.insert(),
                Entry::Occupied(single) => {
                    assert_eq!(single.remove(), letter);
                    double.insert();
                }
            }
        }
    }
    assert!(doubles.into_iter().eq("aeorst".chars()));
    assert!(singles.into_iter().eq("hiln".chars()));
}

fn entries_are_filled_or_give_their_element_back<L: LayoutOf>() {
    let mut set = Set::<L, String>::with_layout();
    assert_eq!(set.entry("Ys".to_owned()).get(), "Ys");
    if let Entry::Vacant(entry) = set.entry("Ys".to_owned()) {
        assert_eq!(entry.get(), "Ys");
        assert_eq!(entry.into_value(), "Ys");
    }
    assert!(set.is_empty(), "asking for an entry makes none");
    set.entry("Ys".to_owned()).or_insert();
    set.entry("Ys".to_owned()).or_insert();
    assert_eq!(set.entry("Mu".to_owned()).insert().get(), "Mu");
    if let Entry::Occupied(entry) = set.entry("Ys".to_owned()) {
        assert_eq!(entry.get(), "Ys");
        entry.remove();
    }
    assert!(set.into_iter().eq(["Mu"]));
}

fn bounds_name_gaps<L: LayoutOf>() {
    let mut set = set_of::<L, u32>(1..=4);
    let around = |cursor: Cursor<'_, u32, L::Tree<u32, ()>>| {
        (cursor.peek_prev().copied(), cursor.peek_next().copied())
    };
    assert_eq!(around(set.lower_bound(Included(&2))), (Some(1), Some(2)));
    assert_eq!(around(set.lower_bound(Excluded(&2))), (Some(2), Some(3)));
    assert_eq!(around(set.lower_bound::<u32>(Unbounded)), (None, Some(1)));
    assert_eq!(around(set.upper_bound(Included(&3))), (Some(3), Some(4)));
    assert_eq!(around(set.upper_bound(Excluded(&3))), (Some(2), Some(3)));
    assert_eq!(around(set.upper_bound::<u32>(Unbounded)), (Some(4), None));
    assert_eq!(set.lower_bound_mut(Included(&2)).peek_next(), Some(&2));
    assert_eq!(set.upper_bound_mut(Excluded(&3)).peek_prev(), Some(&2));
}

fn cursors_move_and_change<L: LayoutOf>() {
    let mut set = set_of::<L, u32>([1, 2, 3, 4]);
    let mut reader = set.lower_bound(Included(&4));
    assert_eq!((reader.next(), reader.next(), reader.prev()), (Some(&4), None, Some(&4)));
    let mut cursor = set.lower_bound_mut(Excluded(&4));
    assert_eq!(cursor.prev(), Some(&4));
    assert_eq!(cursor.next(), Some(&4));
    assert_eq!(cursor.peek_next(), None);
    cursor.insert_before(5).unwrap();
    cursor.insert_after(7).unwrap();
    assert_eq!(cursor.insert_before(5), Err(UnorderedKeyError {}));
    assert_eq!(cursor.insert_after(8), Err(UnorderedKeyError {}));
    assert_eq!(cursor.peek_prev(), Some(&5));
    assert_eq!(cursor.peek_next(), Some(&7));
    assert_eq!((cursor.remove_prev(), cursor.remove_next(), cursor.remove_next()), (Some(5), Some(7), None));
    cursor.insert_after_unchecked(9);
    cursor.insert_before_unchecked(8);
    assert_eq!(cursor.as_cursor().peek_prev(), Some(&8));
    let mut cursor = cursor.with_mutable_key();
    *cursor.peek_next().unwrap() += 10;
    assert_eq!(cursor.prev(), Some(&mut 8));
    assert!(set.into_iter().eq([1, 2, 3, 4, 8, 19]));
}

for_each_layout!(
    entries_tell_singles_from_doubles,
    entries_are_filled_or_give_their_element_back,
    bounds_name_gaps,
    cursors_move_and_change,
);
