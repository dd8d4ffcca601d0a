//! What the types promise without running: variance, auto traits, `const`, recursion, inference.

use btree_map::btree_set::{Difference, Intersection, IntoIter, Iter, Range, SymmetricDifference, Union};
use btree_map::{BPlusTreeSet, BaselineSet, InlineSet, PackedSet, PooledSet, SlimSet};
use static_assertions::{assert_impl_all, assert_not_impl_any};
use std::cell::Cell;
use std::iter::FusedIterator;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;

macro_rules! owned {
    ($($set:ident),*) => {$(
        assert_impl_all!($set<String>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe);
        assert_impl_all!($set<Cell<u32>>: Send);
        assert_not_impl_any!($set<Cell<u32>>: Sync);
        assert_not_impl_any!($set<Rc<u32>>: Send, Sync);
    )*};
}
owned!(BPlusTreeSet, BaselineSet, PackedSet, InlineSet, PooledSet, IntoIter);

macro_rules! shared {
    ($($iter:ident),*) => {$(
        assert_impl_all!($iter<'static, String>: Send, Sync, Unpin, UnwindSafe, RefUnwindSafe, Clone, FusedIterator);
        assert_not_impl_any!($iter<'static, Cell<u32>>: Send, Sync);
        assert_not_impl_any!($iter<'static, Rc<u32>>: Send, Sync);
    )*};
}
shared!(Iter, Range, Union, Intersection, Difference, SymmetricDifference);

assert_impl_all!(Iter<'static, String>: ExactSizeIterator, DoubleEndedIterator, Default);
assert_impl_all!(IntoIter<String>: ExactSizeIterator, DoubleEndedIterator, FusedIterator, Default);
assert_impl_all!(Range<'static, String>: DoubleEndedIterator, Default);
// As with std: a range does not know its length before it is walked.
assert_not_impl_any!(Range<'static, String>: ExactSizeIterator);
assert_not_impl_any!(BPlusTreeSet<f64>: Eq, Ord);
assert_impl_all!(BPlusTreeSet<f64>: PartialEq, PartialOrd, Clone, std::fmt::Debug);

/// Compiles only if the set is covariant in its elements; likewise for the iterators.
macro_rules! covariant {
    ($($name:ident: $set:ident),*) => {$(
        #[allow(dead_code)]
        fn $name<'short>(set: $set<&'static str>) -> $set<&'short str> {
            set
        }
    )*};
}
covariant!(slim: BPlusTreeSet, baseline: BaselineSet, packed: PackedSet, inline: InlineSet, pooled: PooledSet, into_iter: IntoIter);

macro_rules! covariant_borrow {
    ($($name:ident: $iter:ident),*) => {$(
        #[allow(dead_code)]
        fn $name<'a, 'short>(iter: $iter<'a, &'static str>) -> $iter<'short, &'short str>
        where
            'a: 'short,
        {
            iter
        }
    )*};
}
covariant_borrow!(
    iter: Iter, range: Range, union: Union, intersection: Intersection, difference: Difference,
    symmetric_difference: SymmetricDifference
);

/// An element without `Ord`.
struct Unordered;

#[test]
fn new_is_const_and_needs_no_order() {
    static EMPTY: BPlusTreeSet<Unordered> = BPlusTreeSet::new();
    assert!(EMPTY.is_empty());
    assert_eq!(EMPTY.iter().count() + BPlusTreeSet::<Unordered>::default().into_iter().count(), 0);
}

#[test]
fn the_set_may_hold_itself() {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    struct Nested(BPlusTreeSet<Nested>);
    let outer = Nested(BPlusTreeSet::from([Nested(BPlusTreeSet::new())]));
    assert_eq!(outer.0.len(), 1);
}

#[test]
fn construction_infers_as_with_std() {
    let mut set = BPlusTreeSet::from_iter([1, 2]);
    assert!(set == [2, 1].into_iter().collect());
    assert!(set != BPlusTreeSet::default());
    assert_eq!(&set | &[3].into_iter().collect(), [1, 2, 3].into());
    set.extend(&BPlusTreeSet::from([4]));
    set.extend(BPlusTreeSet::from([5]));
    let set: BPlusTreeSet<_> = set.into_iter().map(|element| element * 10).collect();
    assert!(set.is_superset(&[10, 50].into()));
}

#[test]
fn a_set_may_outlive_what_its_elements_borrow() {
    macro_rules! outlives {
        ($($set:ident),*) => {$(
            let mut set = $set::<&str>::with_layout();
            let text = String::from("declared after the set");
            set.insert(&text);
            assert_eq!(set.len(), 1);
        )*};
    }
    outlives!(BPlusTreeSet, SlimSet, PackedSet, InlineSet);
}
