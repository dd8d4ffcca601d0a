//! What the types promise without running: variance, auto traits, `const`, recursion, inference.

use btree_map::{
    BPlusTreeMap, BaselineMap, InlineMap, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, PackedMap,
    PooledMap, Range, RangeMut, SlimMap, Values, ValuesMut,
};
use static_assertions::{assert_impl_all, assert_not_impl_any};
use std::cell::Cell;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;

macro_rules! auto_traits {
    ($($map:ident),*) => {$(
        assert_impl_all!($map<u32, String>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
        assert_impl_all!($map<Cell<u32>, u32>: Send);
        assert_not_impl_any!($map<Cell<u32>, u32>: Sync);
        assert_not_impl_any!($map<u32, Cell<u32>>: Sync);
        assert_not_impl_any!($map<Rc<u32>, u32>: Send, Sync);
        assert_not_impl_any!($map<u32, Rc<u32>>: Send, Sync);
    )*};
}
auto_traits!(SlimMap, BaselineMap, PackedMap, InlineMap, PooledMap, IntoIter, IntoKeys, IntoValues);

macro_rules! auto_traits_shared {
    ($($iter:ident),*) => {$(
        assert_impl_all!($iter<'static, u32, String>: Send, Sync, Unpin);
        assert_not_impl_any!($iter<'static, Cell<u32>, u32>: Send, Sync);
        assert_not_impl_any!($iter<'static, u32, Cell<u32>>: Send, Sync);
        assert_not_impl_any!($iter<'static, Rc<u32>, u32>: Send, Sync);
    )*};
}
auto_traits_shared!(Iter, Keys, Values, Range);

macro_rules! auto_traits_exclusive {
    ($($iter:ident),*) => {$(
        assert_impl_all!($iter<'static, u32, String>: Send, Sync, Unpin);
        assert_impl_all!($iter<'static, u32, Cell<u32>>: Send);
        assert_not_impl_any!($iter<'static, u32, Cell<u32>>: Sync);
        assert_not_impl_any!($iter<'static, Rc<u32>, u32>: Send, Sync);
    )*};
}
auto_traits_exclusive!(IterMut, ValuesMut, RangeMut);

/// Compiles only if the map is covariant in K and V; likewise for the iterators that std makes covariant.
macro_rules! covariant {
    ($($name:ident: $map:ident),*) => {$(
        #[allow(dead_code)]
        fn $name<'short>(map: $map<&'static str, &'static str>) -> $map<&'short str, &'short str> {
            map
        }
    )*};
}
covariant!(
    slim: SlimMap, baseline: BaselineMap, packed: PackedMap, inline: InlineMap, pooled: PooledMap,
    into_iter: IntoIter, into_keys: IntoKeys, into_values: IntoValues
);

macro_rules! covariant_borrow {
    ($($name:ident: $iter:ident),*) => {$(
        #[allow(dead_code)]
        fn $name<'a, 'short>(
            iter: $iter<'a, &'static str, &'static str>,
        ) -> $iter<'short, &'short str, &'short str>
        where
            'a: 'short,
        {
            iter
        }
    )*};
}
covariant_borrow!(iter: Iter, keys: Keys, values: Values, range: Range);

/// A key without `Ord`.
struct Unordered;

#[test]
fn new_is_const_and_needs_no_order() {
    static EMPTY: BPlusTreeMap<Unordered, u32> = BPlusTreeMap::new();
    assert!(EMPTY.is_empty());
    assert_eq!((EMPTY.iter().count(), EMPTY.keys().count(), EMPTY.values().count()), (0, 0, 0));
    let default = BPlusTreeMap::<Unordered, Unordered>::default();
    assert_eq!(default.into_iter().count(), 0);
}

#[test]
fn the_map_may_hold_itself() {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    struct Nested(BPlusTreeMap<u32, Nested>);
    let inner = Nested(BPlusTreeMap::new());
    let outer = Nested(BPlusTreeMap::from([(1, inner)]));
    assert_eq!(outer.0.len(), 1);
}

#[test]
fn construction_infers_as_with_std() {
    let mut map = BPlusTreeMap::from_iter([(1, "a")]);
    assert!(map == [(1, "a")].into_iter().collect());
    assert!(map == BPlusTreeMap::default() || !map.is_empty());
    map.extend(&BPlusTreeMap::from([(2, "b")]));
    let map: BPlusTreeMap<_, _> = map.into_iter().map(|(key, value)| (value, key)).collect();
    assert_eq!(map["b"], 2);
}

#[test]
fn a_map_may_outlive_what_its_keys_and_values_borrow() {
    // As with std's map: dropping references looks at nothing behind them. `text` is dropped first. The arenas of the other
    // two layouts tell live slots from free ones beside them, so they need a `Drop` of their own, which must be strict.
    macro_rules! outlives {
        ($($map:ident),*) => {$(
            let mut map = $map::<&str, &str>::with_layout();
            let text = String::from("declared after the map");
            map.insert(&text, &text);
            assert_eq!(map.len(), 1);
        )*};
    }
    outlives!(BPlusTreeMap, SlimMap, PackedMap, InlineMap);
}
