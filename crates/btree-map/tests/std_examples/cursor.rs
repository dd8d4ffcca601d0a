//! Cursors, found by bounds from below and from above.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use btree_map::UnorderedKeyError;
use std::ops::Bound::{Excluded, Included, Unbounded};

fn letters<L: LayoutOf>() -> Map<L, u32, char> {
    Map::<L, _, _>::from_iter_in_layout([(1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')])
}

fn bounds_name_gaps<L: LayoutOf>() {
    let map = letters::<L>();
    let around = |cursor: btree_map::Cursor<'_, u32, char, L::Tree<u32, char>>| {
        (cursor.peek_prev().map(|(key, _)| *key), cursor.peek_next().map(|(key, _)| *key))
    };
    assert_eq!(around(map.lower_bound(Included(&2))), (Some(1), Some(2)));
    assert_eq!(around(map.lower_bound(Excluded(&2))), (Some(2), Some(3)));
    assert_eq!(around(map.lower_bound::<u32>(Unbounded)), (None, Some(1)));
    assert_eq!(around(map.upper_bound(Included(&3))), (Some(3), Some(4)));
    assert_eq!(around(map.upper_bound(Excluded(&3))), (Some(2), Some(3)));
    assert_eq!(around(map.upper_bound::<u32>(Unbounded)), (Some(4), None));
    assert_eq!(around(map.lower_bound(Included(&9))), (Some(4), None));
}

fn mutable_cursors_find_the_same_gaps<L: LayoutOf>() {
    let mut map = letters::<L>();
    assert_eq!(map.lower_bound_mut(Included(&2)).peek_next(), Some((&2, &mut 'b')));
    assert_eq!(map.lower_bound_mut(Excluded(&2)).peek_next(), Some((&3, &mut 'c')));
    assert_eq!(map.lower_bound_mut::<u32>(Unbounded).peek_next(), Some((&1, &mut 'a')));
    assert_eq!(map.upper_bound_mut(Included(&3)).peek_prev(), Some((&3, &mut 'c')));
    assert_eq!(map.upper_bound_mut(Excluded(&3)).peek_prev(), Some((&2, &mut 'b')));
    assert_eq!(map.upper_bound_mut::<u32>(Unbounded).peek_prev(), Some((&4, &mut 'd')));
}

fn cursors_move_and_stay_at_the_ends<L: LayoutOf>() {
    let map = letters::<L>();
    let mut cursor = map.lower_bound(Included(&3));
    let mut fork = cursor.clone();
    assert_eq!((cursor.next(), cursor.next(), cursor.next()), (Some((&3, &'c')), Some((&4, &'d')), None));
    assert_eq!(cursor.prev(), Some((&4, &'d')));
    assert_eq!((fork.prev(), fork.prev(), fork.prev()), (Some((&2, &'b')), Some((&1, &'a')), None));
    assert_eq!(fork.next(), Some((&1, &'a')));
    assert_eq!(format!("{cursor:?}"), "Cursor");
}

fn cursors_insert_in_order_and_remove_beside_them<L: LayoutOf>() {
    let mut map = letters::<L>();
    let mut cursor = map.lower_bound_mut(Excluded(&4));
    cursor.insert_before(5, 'e').unwrap();
    assert_eq!(cursor.peek_prev(), Some((&5, &mut 'e')));
    cursor.insert_after(7, 'g').unwrap();
    assert_eq!(cursor.peek_next(), Some((&7, &mut 'g')));
    // Between 5 and 7 there is room for 6 alone.
    for key in [4, 5, 7, 8] {
        assert_eq!(cursor.insert_before(key, '?'), Err(UnorderedKeyError {}));
        assert_eq!(cursor.insert_after(key, '?'), Err(UnorderedKeyError {}));
    }
    cursor.insert_before(6, 'f').unwrap();
    assert_eq!(cursor.remove_next(), Some((7, 'g')));
    assert_eq!(cursor.remove_prev(), Some((6, 'f')));
    assert_eq!((cursor.remove_next(), cursor.as_cursor().peek_prev()), (None, Some((&5, &'e'))));
    assert_eq!(format!("{cursor:?}"), "CursorMut");
    assert_eq!(format!("{:?}", cursor.with_mutable_key()), "CursorMutKey");
    assert!(map.into_values().eq(['a', 'b', 'c', 'd', 'e']));
    assert_eq!(UnorderedKeyError {}.to_string(), "key is not properly ordered relative to neighbors");
}

fn cursors_insert_unchecked_what_is_in_order<L: LayoutOf>() {
    let mut map = Map::<L, u32, char>::with_layout();
    let mut cursor = map.lower_bound_mut::<u32>(Unbounded);
    cursor.insert_before_unchecked(1, 'a');
    cursor.insert_after_unchecked(3, 'c');
    cursor.insert_before_unchecked(2, 'b');
    assert_eq!(cursor.peek_next(), Some((&3, &mut 'c')));
    assert!(map.into_values().eq(['a', 'b', 'c']));
}

for_each_layout!(
    bounds_name_gaps,
    cursors_insert_unchecked_what_is_in_order,
    mutable_cursors_find_the_same_gaps,
    cursors_move_and_stay_at_the_ends,
    cursors_insert_in_order_and_remove_beside_them,
);
