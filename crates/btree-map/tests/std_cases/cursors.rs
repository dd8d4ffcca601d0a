//! Cursors refuse keys that do not fit, and change nothing then.

use crate::Set;
use crate::layouts::{LayoutOf, Map, for_each_layout};
use std::ops::Bound::{Excluded, Included, Unbounded};

fn filled<L: LayoutOf>(len: u32) -> Map<L, u32, char> {
    let mut map = L::with_fanout(4);
    map.extend((0..len).map(|key| (10 * key, 'a')));
    map
}

fn keys_that_do_not_fit_a_gap_are_refused<L: LayoutOf>() {
    let step = if cfg!(miri) { 7 } else { 1 };
    for len in [1_u32, 4, 30] {
        for gap in (0..=len).step_by(step) {
            // Below the key before the gap, equal to it, equal to the key behind it, above it.
            let before = gap.checked_sub(1).map(|key| 10 * key);
            let behind = (gap < len).then_some(10 * gap);
            let wrong =
                [before.and_then(|key| key.checked_sub(1)), before, behind, behind.map(|key| key + 1)];
            for key in wrong.into_iter().flatten() {
                let mut map = filled::<L>(len);
                let mut cursor = match behind {
                    Some(key) => map.lower_bound_mut(Included(&key)),
                    None => map.upper_bound_mut(Unbounded),
                };
                assert!(cursor.insert_before(key, 'x').is_err());
                assert!(cursor.insert_after(key, 'x').is_err());
                assert_eq!(cursor.peek_next().map(|(key, _)| *key), behind);
                assert_eq!(cursor.peek_prev().map(|(key, _)| *key), before);
                assert!(map == filled::<L>(len));
            }
            let mut map = filled::<L>(len);
            let mut cursor = map.lower_bound_mut(Excluded(&before.unwrap_or(0)));
            if let Some(key) = before {
                cursor.insert_before(key + 1, 'b').unwrap();
                cursor.insert_after(key + 9, 'c').unwrap();
                assert_eq!(cursor.peek_prev(), Some((&(key + 1), &mut 'b')));
                assert_eq!(cursor.peek_next(), Some((&(key + 9), &mut 'c')));
            }
            assert_eq!(map.check_invariants(), Ok(()));
        }
    }
}

fn a_cursor_fills_an_empty_map_from_both_sides<L: LayoutOf>() {
    let mut map: Map<L, u32, char> = L::with_fanout(4);
    let mut cursor = map.lower_bound_mut(Unbounded);
    assert!(cursor.next().is_none() && cursor.prev().is_none());
    assert!(cursor.peek_next().is_none() && cursor.peek_prev().is_none());
    assert!(cursor.remove_next().is_none() && cursor.remove_prev().is_none());
    for step in 0..20 {
        cursor.insert_before(step, 'a').unwrap();
        cursor.insert_after(100 - step, 'b').unwrap();
    }
    assert!(cursor.insert_after(200, 'c').is_err() && cursor.insert_before(19, 'c').is_err());
    assert_eq!(map.check_invariants(), Ok(()));
    assert!(map.into_keys().eq((0..20).chain(81..=100)));
}

fn a_reading_cursor_agrees_with_a_writing_one<L: LayoutOf>() {
    let mut map = filled::<L>(30);
    for key in (0..310).step_by(if cfg!(miri) { 23 } else { 1 }) {
        for bound in [Included(&key), Excluded(&key), Unbounded] {
            let copied = |entry: Option<(&u32, &char)>| entry.map(|(key, _)| *key);
            let read = map.lower_bound(bound);
            let seen = (copied(read.peek_prev()), copied(read.peek_next()));
            let read = map.upper_bound(bound);
            let above = (copied(read.peek_prev()), copied(read.peek_next()));
            let mut written = map.lower_bound_mut(bound);
            let shown =
                (written.peek_prev().map(|entry| *entry.0), written.peek_next().map(|entry| *entry.0));
            assert_eq!(seen, shown);
            assert_eq!(copied(written.as_cursor().peek_prev()), shown.0);
            let mut written = map.upper_bound_mut(bound).with_mutable_key();
            let shown =
                (written.peek_prev().map(|entry| *entry.0), written.peek_next().map(|entry| *entry.0));
            assert_eq!(above, shown);
        }
    }
}

fn elements_that_do_not_fit_a_gap_are_refused<L: LayoutOf>() {
    let mut set = Set::<L, u32>::with_layout();
    set.extend([10, 20]);
    let mut cursor = set.lower_bound_mut(Included(&20));
    for wrong in [9, 10, 20, 21] {
        assert!(cursor.insert_before(wrong).is_err() && cursor.insert_after(wrong).is_err());
    }
    cursor.insert_before(11).unwrap();
    cursor.insert_after(19).unwrap();
    assert!(set.into_iter().eq([10, 11, 19, 20]));
}

for_each_layout!(
    keys_that_do_not_fit_a_gap_are_refused,
    a_cursor_fills_an_empty_map_from_both_sides,
    a_reading_cursor_agrees_with_a_writing_one,
    elements_that_do_not_fit_a_gap_are_refused,
);
