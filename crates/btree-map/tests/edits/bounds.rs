//! What the types of edits promise without running: auto traits and variance, as std's have them.

use btree_map::{
    BPlusTreeMap, BaselineMap, Cursor, CursorMut, Entry, ExtractIf, InlineMap, IntoIter, IntoKeys,
    IntoValues, OccupiedEntry, OccupiedError, PackedMap, PooledMap, UnorderedKeyError, VacantEntry,
};
use static_assertions::{assert_impl_all, assert_not_impl_any};
use std::cell::Cell;
use std::error::Error;
use std::fmt::{Debug, Display};
use std::iter::FusedIterator;
use std::marker::PhantomPinned;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;

type Extract<'a, K, V> = ExtractIf<'a, K, V, std::ops::RangeFull, fn(&K, &mut V) -> bool>;

// Shared borrows: Send and Sync ask for Sync.
assert_impl_all!(Cursor<'static, u32, String>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Clone, Debug);
assert_impl_all!(Cursor<'static, PhantomPinned, PhantomPinned>: Unpin, Clone);
assert_not_impl_any!(Cursor<'static, Cell<u32>, u32>: Send, Sync, UnwindSafe, RefUnwindSafe);
assert_not_impl_any!(Cursor<'static, u32, Cell<u32>>: Send, Sync, UnwindSafe, RefUnwindSafe);
assert_not_impl_any!(Cursor<'static, Rc<u32>, u32>: Send, Sync);

macro_rules! exclusive {
    ($($type:ident),*) => {$(
        assert_impl_all!($type<'static, u32, String>: Send, Sync, Unpin, RefUnwindSafe, Debug);
        assert_impl_all!($type<'static, Cell<u32>, Cell<u32>>: Send);
        assert_not_impl_any!($type<'static, Cell<u32>, u32>: Sync, RefUnwindSafe);
        assert_not_impl_any!($type<'static, u32, Cell<u32>>: Sync, RefUnwindSafe);
        assert_not_impl_any!($type<'static, Rc<u32>, u32>: Send, Sync);
        assert_not_impl_any!($type<'static, u32, Rc<u32>>: Send, Sync);
        assert_not_impl_any!($type<'static, u32, u32>: UnwindSafe, Clone);
    )*};
}
exclusive!(Entry, OccupiedEntry, VacantEntry, OccupiedError, CursorMut, Extract);

assert_impl_all!(OccupiedEntry<'static, PhantomPinned, PhantomPinned>: Unpin);
assert_impl_all!(CursorMut<'static, PhantomPinned, PhantomPinned>: Unpin);
assert_impl_all!(OccupiedError<'static, u32, u32>: Error, Display);
assert_impl_all!(UnorderedKeyError: Error, Display, Debug, Clone, PartialEq, Eq, Send, Sync, Unpin, UnwindSafe);
assert_impl_all!(Extract<'static, u32, u32>: FusedIterator);
assert_not_impl_any!(Extract<'static, u32, u32>: ExactSizeIterator, DoubleEndedIterator);

macro_rules! owners {
    ($($type:ident),*) => {$(
        // Entries live behind pointers, and are shown through shared references at most.
        assert_impl_all!($type<PhantomPinned, PhantomPinned>: Unpin);
        assert_impl_all!($type<&'static mut u32, &'static mut u32>: UnwindSafe, RefUnwindSafe);
        assert_not_impl_any!($type<Cell<u32>, u32>: UnwindSafe, RefUnwindSafe);
        assert_not_impl_any!($type<u32, Cell<u32>>: UnwindSafe, RefUnwindSafe);
    )*};
}
owners!(BPlusTreeMap, BaselineMap, PackedMap, InlineMap, PooledMap, IntoIter, IntoKeys, IntoValues);
assert_impl_all!(IntoIter<Rc<u32>, Rc<u32>>: Default);
assert_impl_all!(IntoKeys<Rc<u32>, Rc<u32>>: Default);
assert_impl_all!(IntoValues<Rc<u32>, Rc<u32>>: Default);

/// Compiles only if the cursor is covariant.
#[allow(dead_code)]
fn cursor<'a: 'short, 'short>(
    cursor: Cursor<'a, &'static str, &'static str>,
) -> Cursor<'short, &'short str, &'short str> {
    cursor
}

/// Compiles only if these are covariant in the borrow.
#[allow(dead_code)]
fn borrows<'a: 'short, 'short, K, V>(
    entry: Entry<'a, K, V>,
    cursor: CursorMut<'a, K, V>,
) -> (Entry<'short, K, V>, CursorMut<'short, K, V>) {
    (entry, cursor)
}

/// A closure and a range that live as long as they like.
#[test]
fn edits_infer_as_with_std() {
    let mut map = BPlusTreeMap::new();
    for word in ["a", "b", "a"] {
        *map.entry(word).or_default() += 1;
    }
    assert_eq!(map["a"], 2);
    let limit = 1;
    let often: BPlusTreeMap<_, _> = map.extract_if(.., |_, count| *count > limit).collect();
    assert!(often.into_iter().eq([("a", 2)]));
    let mut names = BPlusTreeMap::from([("b".to_owned(), 1), ("d".to_owned(), 2)]);
    let mut cursor = names.lower_bound_mut::<str>(std::ops::Bound::Included("c"));
    cursor.insert_before("c".to_owned(), 3).unwrap();
    assert!(names.split_off("c").into_values().eq([3, 2]));
    names.append(&mut BPlusTreeMap::new());
    assert_eq!(names.len(), 1);
    assert_eq!(IntoKeys::<u32, u32>::default().min(), None);
}
