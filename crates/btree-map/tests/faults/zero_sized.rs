//! Case 18: keys and values without size, with a drop that counts.
//!
//! That none of them costs a request for zero bytes is seen to by this binary's allocator.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use std::cell::Cell;
use std::cmp::Ordering;

thread_local!(static ALIVE: Cell<isize> = const { Cell::new(0) });

/// Nothing, but alive; as a key it is never equal to another.
struct Nothing;

impl Nothing {
    fn new() -> Self {
        ALIVE.set(ALIVE.get() + 1);
        Nothing
    }
}
impl Drop for Nothing {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
    }
}
impl Clone for Nothing {
    fn clone(&self) -> Self {
        Nothing::new()
    }
}
impl Ord for Nothing {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Less
    }
}
testbed::compare_by_ord!(Nothing);

const MANY: isize = if cfg!(miri) { 20 } else { 700 };

/// Walks, clones and takes a map apart that `make` fills with `MANY` entries of `each` counted items.
fn counted<L: LayoutOf, K: Ord + Clone, V: Clone>(each: isize, make: impl Fn() -> Map<L, K, V>) {
    let alive = |entries: isize| assert_eq!(ALIVE.get(), entries * each);
    let mut map = make();
    alive(MANY);
    assert_eq!(map.len() as isize, MANY);
    assert_eq!((map.iter().count(), map.iter_mut().rev().count()), (map.len(), map.len()));
    let clone = map.clone();
    alive(2 * MANY);
    let mut iter = clone.into_iter();
    for _ in 0..MANY / 4 {
        assert!(iter.next().is_some() && iter.next_back().is_some());
    }
    assert_eq!(iter.len() as isize, MANY - MANY / 4 * 2);
    alive(2 * MANY - MANY / 4 * 2);
    drop(iter);
    alive(MANY);
    map.shrink_to_fit();
    for left in (0..MANY).rev() {
        assert!(if left % 2 == 0 { map.pop_first() } else { map.pop_last() }.is_some());
        alive(left);
    }
    assert!(map.is_empty() && map.pop_first().is_none());
    let mut map = make();
    map.clear();
    alive(0);
    drop(make());
    alive(0);
}

fn zst_drop_counts<L: LayoutOf>() {
    counted::<L, Nothing, ()>(1, || {
        let mut map = L::with_fanout(4);
        (0..MANY).for_each(|_| _ = map.insert(Nothing::new(), ()));
        map
    });
    counted::<L, Nothing, Nothing>(2, || {
        let mut map = L::with_fanout(4);
        (0..MANY).for_each(|_| _ = map.insert(Nothing::new(), Nothing::new()));
        map
    });
    counted::<L, u32, Nothing>(1, || {
        let mut map = L::with_fanout(4);
        (0..MANY as u32).for_each(|key| _ = map.insert(key * 7919 % 10007, Nothing::new()));
        map
    });
    counted::<L, Nothing, String>(1, || {
        let mut map = L::with_fanout(4);
        (0..MANY).for_each(|id| _ = map.insert(Nothing::new(), id.to_string()));
        map
    });
}

for_each_layout!(zst_drop_counts);
