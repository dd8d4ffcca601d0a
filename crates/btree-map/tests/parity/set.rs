//! One use of every signature of std's `BTreeSet`, against our types. Written by `cargo xtask tidy api-parity --bless`; not to be edited.

use ::btree_map::btree_set::*;
use std::borrow::Borrow;
use std::error::Error;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::iter::FusedIterator;
use std::ops::{BitAnd, BitOr, BitXor, Bound, RangeBounds, Sub};
use std::panic::{RefUnwindSafe, UnwindSafe};

// pub struct BTreeSet<T, A = Global> where A: Allocator + Clone { .. }
fn set_btreeset_type<T>(it: BTreeSet<T>) -> BTreeSet<T> {
    it
}

// pub enum Entry<'a, T, A = Global> where A: Allocator + Clone { Occupied(OccupiedEntry<'a, T, A>), Vacant(VacantEntry<'a, T, A>), }
fn set_entry_type<'a, T>(it: Entry<'a, T>) -> Entry<'a, T> {
    match &it { Entry::Occupied(_) => {} Entry::Vacant(_) => {} }
    it
}

// pub struct Cursor<'a, K> where K: 'a { .. }
fn set_cursor_type<'a, K>(it: Cursor<'a, K>) -> Cursor<'a, K> where K: 'a {
    it
}

// pub struct CursorMut<'a, K, A = Global> where K: 'a { .. }
fn set_cursormut_type<'a, K>(it: CursorMut<'a, K>) -> CursorMut<'a, K> where K: 'a {
    it
}

// pub struct CursorMutKey<'a, K, A = Global> where K: 'a { .. }
fn set_cursormutkey_type<'a, K>(it: CursorMutKey<'a, K>) -> CursorMutKey<'a, K> where K: 'a {
    it
}

// pub struct Difference<'a, T, A = Global> where T: 'a, A: Allocator + Clone { .. }
fn set_difference_type<'a, T>(it: Difference<'a, T>) -> Difference<'a, T> where T: 'a {
    it
}

// pub struct ExtractIf<'a, T, R, F, A = Global> where A: Allocator + Clone { .. }
fn set_extractif_type<'a, T, R, F>(it: ExtractIf<'a, T, R, F>) -> ExtractIf<'a, T, R, F> {
    it
}

// pub struct Intersection<'a, T, A = Global> where T: 'a, A: Allocator + Clone { .. }
fn set_intersection_type<'a, T>(it: Intersection<'a, T>) -> Intersection<'a, T> where T: 'a {
    it
}

// pub struct IntoIter<T, A = Global> where A: Allocator + Clone { .. }
fn set_intoiter_type<T>(it: IntoIter<T>) -> IntoIter<T> {
    it
}

// pub struct Iter<'a, T> where T: 'a { .. }
fn set_iter_type<'a, T>(it: Iter<'a, T>) -> Iter<'a, T> where T: 'a {
    it
}

// pub struct OccupiedEntry<'a, T, A = Global> where A: Allocator + Clone { .. }
fn set_occupiedentry_type<'a, T>(it: OccupiedEntry<'a, T>) -> OccupiedEntry<'a, T> {
    it
}

// pub struct Range<'a, T> where T: 'a { .. }
fn set_range_type<'a, T>(it: Range<'a, T>) -> Range<'a, T> where T: 'a {
    it
}

// pub struct SymmetricDifference<'a, T>(/* private fields */) where T: 'a;
fn set_symmetricdifference_type<'a, T>(it: SymmetricDifference<'a, T>) -> SymmetricDifference<'a, T> {
    it
}

// pub struct Union<'a, T>(/* private fields */) where T: 'a;
fn set_union_type<'a, T>(it: Union<'a, T>) -> Union<'a, T> {
    it
}

// pub struct UnorderedKeyError {}
fn set_unorderedkeyerror_type(it: UnorderedKeyError) -> UnorderedKeyError {
    it
}

// pub struct VacantEntry<'a, T, A = Global> where A: Allocator + Clone { .. }
fn set_vacantentry_type<'a, T>(it: VacantEntry<'a, T>) -> VacantEntry<'a, T> {
    it
}

// pub const fn new() -> BTreeSet<T>
const _: () = {
    trait Use<T> { fn set_btreeset_new() -> BTreeSet<T>; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_new() -> BTreeSet<T> { <BTreeSet<T>>::new() }
    }
    const MADE: BTreeSet<u8> = <BTreeSet<u8>>::new();
    static KEPT: BTreeSet<u8> = MADE;
};

// pub fn range<K, R>(&self, range: R) -> Range<'_, T> where K: Ord + ?Sized, T: Borrow<K> + Ord, R: RangeBounds<K>   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_range<K, R>(&self, range: R) -> Range<'_, T> where K: Ord + ?Sized, T: Borrow<K> + Ord, R: RangeBounds<K>; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_range<K, R>(&self, range: R) -> Range<'_, T> where K: Ord + ?Sized, T: Borrow<K> + Ord, R: RangeBounds<K> { <BTreeSet<T>>::range::<K, R>(self, range) }
    }
};

// pub fn difference<'a>(&'a self, other: &'a BTreeSet<T, A>) -> Difference<'a, T, A> where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_difference<'a>(&'a self, other: &'a BTreeSet<T>) -> Difference<'a, T> where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_difference<'a>(&'a self, other: &'a BTreeSet<T>) -> Difference<'a, T> where T: Ord { <BTreeSet<T>>::difference(self, other) }
    }
};

// pub fn symmetric_difference<'a>(&'a self, other: &'a BTreeSet<T, A>) -> SymmetricDifference<'a, T> where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_symmetric_difference<'a>(&'a self, other: &'a BTreeSet<T>) -> SymmetricDifference<'a, T> where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_symmetric_difference<'a>(&'a self, other: &'a BTreeSet<T>) -> SymmetricDifference<'a, T> where T: Ord { <BTreeSet<T>>::symmetric_difference(self, other) }
    }
};

// pub fn intersection<'a>(&'a self, other: &'a BTreeSet<T, A>) -> Intersection<'a, T, A> where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_intersection<'a>(&'a self, other: &'a BTreeSet<T>) -> Intersection<'a, T> where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_intersection<'a>(&'a self, other: &'a BTreeSet<T>) -> Intersection<'a, T> where T: Ord { <BTreeSet<T>>::intersection(self, other) }
    }
};

// pub fn union<'a>(&'a self, other: &'a BTreeSet<T, A>) -> Union<'a, T> where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_union<'a>(&'a self, other: &'a BTreeSet<T>) -> Union<'a, T> where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_union<'a>(&'a self, other: &'a BTreeSet<T>) -> Union<'a, T> where T: Ord { <BTreeSet<T>>::union(self, other) }
    }
};

// pub fn clear(&mut self) where A: Clone   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_clear(&mut self); }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_clear(&mut self) { <BTreeSet<T>>::clear(self) }
    }
};

// pub fn contains<Q>(&self, value: &Q) -> bool where T: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_contains<Q>(&self, value: &Q) -> bool where T: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_contains<Q>(&self, value: &Q) -> bool where T: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeSet<T>>::contains::<Q>(self, value) }
    }
};

// pub fn get<Q>(&self, value: &Q) -> Option<&T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_get<Q>(&self, value: &Q) -> Option<&T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_get<Q>(&self, value: &Q) -> Option<&T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeSet<T>>::get::<Q>(self, value) }
    }
};

// pub fn is_disjoint(&self, other: &BTreeSet<T, A>) -> bool where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_is_disjoint(&self, other: &BTreeSet<T>) -> bool where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_is_disjoint(&self, other: &BTreeSet<T>) -> bool where T: Ord { <BTreeSet<T>>::is_disjoint(self, other) }
    }
};

// pub fn is_subset(&self, other: &BTreeSet<T, A>) -> bool where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_is_subset(&self, other: &BTreeSet<T>) -> bool where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_is_subset(&self, other: &BTreeSet<T>) -> bool where T: Ord { <BTreeSet<T>>::is_subset(self, other) }
    }
};

// pub fn is_superset(&self, other: &BTreeSet<T, A>) -> bool where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_is_superset(&self, other: &BTreeSet<T>) -> bool where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_is_superset(&self, other: &BTreeSet<T>) -> bool where T: Ord { <BTreeSet<T>>::is_superset(self, other) }
    }
};

// pub fn first(&self) -> Option<&T> where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_first(&self) -> Option<&T> where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_first(&self) -> Option<&T> where T: Ord { <BTreeSet<T>>::first(self) }
    }
};

// pub fn last(&self) -> Option<&T> where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_last(&self) -> Option<&T> where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_last(&self) -> Option<&T> where T: Ord { <BTreeSet<T>>::last(self) }
    }
};

// pub fn pop_first(&mut self) -> Option<T> where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_pop_first(&mut self) -> Option<T> where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_pop_first(&mut self) -> Option<T> where T: Ord { <BTreeSet<T>>::pop_first(self) }
    }
};

// pub fn pop_last(&mut self) -> Option<T> where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_pop_last(&mut self) -> Option<T> where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_pop_last(&mut self) -> Option<T> where T: Ord { <BTreeSet<T>>::pop_last(self) }
    }
};

// pub fn insert(&mut self, value: T) -> bool where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_insert(&mut self, value: T) -> bool where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_insert(&mut self, value: T) -> bool where T: Ord { <BTreeSet<T>>::insert(self, value) }
    }
};

// pub fn replace(&mut self, value: T) -> Option<T> where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_replace(&mut self, value: T) -> Option<T> where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_replace(&mut self, value: T) -> Option<T> where T: Ord { <BTreeSet<T>>::replace(self, value) }
    }
};

// pub fn get_or_insert(&mut self, value: T) -> &T where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_get_or_insert(&mut self, value: T) -> &T where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_get_or_insert(&mut self, value: T) -> &T where T: Ord { <BTreeSet<T>>::get_or_insert(self, value) }
    }
};

// pub fn get_or_insert_with<Q, F>(&mut self, value: &Q, f: F) -> &T where T: Borrow<Q> + Ord, Q: Ord + ?Sized, F: FnOnce(&Q) -> T   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_get_or_insert_with<Q, F>(&mut self, value: &Q, f: F) -> &T where T: Borrow<Q> + Ord, Q: Ord + ?Sized, F: FnOnce(&Q) -> T; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_get_or_insert_with<Q, F>(&mut self, value: &Q, f: F) -> &T where T: Borrow<Q> + Ord, Q: Ord + ?Sized, F: FnOnce(&Q) -> T { <BTreeSet<T>>::get_or_insert_with::<Q, F>(self, value, f) }
    }
};

// pub fn entry(&mut self, value: T) -> Entry<'_, T, A> where T: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_entry(&mut self, value: T) -> Entry<'_, T> where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_entry(&mut self, value: T) -> Entry<'_, T> where T: Ord { <BTreeSet<T>>::entry(self, value) }
    }
};

// pub fn remove<Q>(&mut self, value: &Q) -> bool where T: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_remove<Q>(&mut self, value: &Q) -> bool where T: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_remove<Q>(&mut self, value: &Q) -> bool where T: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeSet<T>>::remove::<Q>(self, value) }
    }
};

// pub fn take<Q>(&mut self, value: &Q) -> Option<T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_take<Q>(&mut self, value: &Q) -> Option<T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_take<Q>(&mut self, value: &Q) -> Option<T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeSet<T>>::take::<Q>(self, value) }
    }
};

// pub fn retain<F>(&mut self, f: F) where T: Ord, F: FnMut(&T) -> bool   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_retain<F>(&mut self, f: F) where T: Ord, F: FnMut(&T) -> bool; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_retain<F>(&mut self, f: F) where T: Ord, F: FnMut(&T) -> bool { <BTreeSet<T>>::retain::<F>(self, f) }
    }
};

// pub fn append(&mut self, other: &mut BTreeSet<T, A>) where T: Ord, A: Clone   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_append(&mut self, other: &mut BTreeSet<T>) where T: Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_append(&mut self, other: &mut BTreeSet<T>) where T: Ord { <BTreeSet<T>>::append(self, other) }
    }
};

// pub fn split_off<Q>(&mut self, value: &Q) -> BTreeSet<T, A> where Q: Ord + ?Sized, T: Borrow<Q> + Ord, A: Clone   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_split_off<Q>(&mut self, value: &Q) -> BTreeSet<T> where Q: Ord + ?Sized, T: Borrow<Q> + Ord; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_split_off<Q>(&mut self, value: &Q) -> BTreeSet<T> where Q: Ord + ?Sized, T: Borrow<Q> + Ord { <BTreeSet<T>>::split_off::<Q>(self, value) }
    }
};

// pub fn extract_if<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, T, R, F, A> where T: Ord, R: RangeBounds<T>, F: FnMut(&T) -> bool   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_extract_if<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, T, R, F> where T: Ord, R: RangeBounds<T>, F: FnMut(&T) -> bool; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_extract_if<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, T, R, F> where T: Ord, R: RangeBounds<T>, F: FnMut(&T) -> bool { <BTreeSet<T>>::extract_if::<F, R>(self, range, pred) }
    }
};

// pub fn iter(&self) -> Iter<'_, T>   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_iter(&self) -> Iter<'_, T>; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_iter(&self) -> Iter<'_, T> { <BTreeSet<T>>::iter(self) }
    }
};

// pub fn len(&self) -> usize   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_len(&self) -> usize; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_len(&self) -> usize { <BTreeSet<T>>::len(self) }
    }
};

// pub fn is_empty(&self) -> bool   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_is_empty(&self) -> bool; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_is_empty(&self) -> bool { <BTreeSet<T>>::is_empty(self) }
    }
};

// pub fn lower_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_lower_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_lower_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeSet<T>>::lower_bound::<Q>(self, bound) }
    }
};

// pub fn lower_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, T, A> where T: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_lower_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_lower_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeSet<T>>::lower_bound_mut::<Q>(self, bound) }
    }
};

// pub fn upper_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_upper_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_upper_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeSet<T>>::upper_bound::<Q>(self, bound) }
    }
};

// pub fn upper_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, T, A> where T: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<T> { fn set_btreeset_upper_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<T> Use<T> for BTreeSet<T> {
        fn set_btreeset_upper_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, T> where T: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeSet<T>>::upper_bound_mut::<Q>(self, bound) }
    }
};

// pub fn insert(self) -> OccupiedEntry<'a, T, A>   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_entry_insert(self) -> OccupiedEntry<'a, T>; }
    impl<'a, T> Use<'a, T> for Entry<'a, T> where T: Ord, T: 'a {
        fn set_entry_insert(self) -> OccupiedEntry<'a, T> { <Entry<'a, T>>::insert(self) }
    }
};

// pub fn or_insert(self)   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_entry_or_insert(self); }
    impl<'a, T> Use<'a, T> for Entry<'a, T> where T: Ord, T: 'a {
        fn set_entry_or_insert(self) { <Entry<'a, T>>::or_insert(self) }
    }
};

// pub fn get(&self) -> &T   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_entry_get(&self) -> &T; }
    impl<'a, T> Use<'a, T> for Entry<'a, T> where T: Ord, T: 'a {
        fn set_entry_get(&self) -> &T { <Entry<'a, T>>::get(self) }
    }
};

// pub fn next(&mut self) -> Option<&'a K>
const _: () = {
    trait Use<'a, K> where K: 'a { fn set_cursor_next(&mut self) -> Option<&'a K>; }
    impl<'a, K> Use<'a, K> for Cursor<'a, K> where K: 'a {
        fn set_cursor_next(&mut self) -> Option<&'a K> { <Cursor<'a, K>>::next(self) }
    }
};

// pub fn prev(&mut self) -> Option<&'a K>
const _: () = {
    trait Use<'a, K> where K: 'a { fn set_cursor_prev(&mut self) -> Option<&'a K>; }
    impl<'a, K> Use<'a, K> for Cursor<'a, K> where K: 'a {
        fn set_cursor_prev(&mut self) -> Option<&'a K> { <Cursor<'a, K>>::prev(self) }
    }
};

// pub fn peek_next(&self) -> Option<&'a K>
const _: () = {
    trait Use<'a, K> where K: 'a { fn set_cursor_peek_next(&self) -> Option<&'a K>; }
    impl<'a, K> Use<'a, K> for Cursor<'a, K> where K: 'a {
        fn set_cursor_peek_next(&self) -> Option<&'a K> { <Cursor<'a, K>>::peek_next(self) }
    }
};

// pub fn peek_prev(&self) -> Option<&'a K>
const _: () = {
    trait Use<'a, K> where K: 'a { fn set_cursor_peek_prev(&self) -> Option<&'a K>; }
    impl<'a, K> Use<'a, K> for Cursor<'a, K> where K: 'a {
        fn set_cursor_peek_prev(&self) -> Option<&'a K> { <Cursor<'a, K>>::peek_prev(self) }
    }
};

// pub fn next(&mut self) -> Option<&T>
const _: () = {
    trait Use<'a, T> where T: 'a { fn set_cursormut_next(&mut self) -> Option<&T>; }
    impl<'a, T> Use<'a, T> for CursorMut<'a, T> where T: 'a {
        fn set_cursormut_next(&mut self) -> Option<&T> { <CursorMut<'a, T>>::next(self) }
    }
};

// pub fn prev(&mut self) -> Option<&T>
const _: () = {
    trait Use<'a, T> where T: 'a { fn set_cursormut_prev(&mut self) -> Option<&T>; }
    impl<'a, T> Use<'a, T> for CursorMut<'a, T> where T: 'a {
        fn set_cursormut_prev(&mut self) -> Option<&T> { <CursorMut<'a, T>>::prev(self) }
    }
};

// pub fn peek_next(&mut self) -> Option<&T>
const _: () = {
    trait Use<'a, T> where T: 'a { fn set_cursormut_peek_next(&mut self) -> Option<&T>; }
    impl<'a, T> Use<'a, T> for CursorMut<'a, T> where T: 'a {
        fn set_cursormut_peek_next(&mut self) -> Option<&T> { <CursorMut<'a, T>>::peek_next(self) }
    }
};

// pub fn peek_prev(&mut self) -> Option<&T>
const _: () = {
    trait Use<'a, T> where T: 'a { fn set_cursormut_peek_prev(&mut self) -> Option<&T>; }
    impl<'a, T> Use<'a, T> for CursorMut<'a, T> where T: 'a {
        fn set_cursormut_peek_prev(&mut self) -> Option<&T> { <CursorMut<'a, T>>::peek_prev(self) }
    }
};

// pub fn as_cursor(&self) -> Cursor<'_, T>
const _: () = {
    trait Use<'a, T> where T: 'a { fn set_cursormut_as_cursor(&self) -> Cursor<'_, T>; }
    impl<'a, T> Use<'a, T> for CursorMut<'a, T> where T: 'a {
        fn set_cursormut_as_cursor(&self) -> Cursor<'_, T> { <CursorMut<'a, T>>::as_cursor(self) }
    }
};

// pub unsafe fn with_mutable_key(self) -> CursorMutKey<'a, T, A>
const _: () = {
    trait Use<'a, T> where T: 'a { fn set_cursormut_with_mutable_key(self) -> CursorMutKey<'a, T>; }
    impl<'a, T> Use<'a, T> for CursorMut<'a, T> where T: 'a {
        fn set_cursormut_with_mutable_key(self) -> CursorMutKey<'a, T> { <CursorMut<'a, T>>::with_mutable_key(self) }
    }
};

// pub unsafe fn insert_after_unchecked(&mut self, value: T)   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_cursormut_insert_after_unchecked(&mut self, value: T); }
    impl<'a, T> Use<'a, T> for CursorMut<'a, T> where T: Ord, T: 'a {
        fn set_cursormut_insert_after_unchecked(&mut self, value: T) { <CursorMut<'a, T>>::insert_after_unchecked(self, value) }
    }
};

// pub unsafe fn insert_before_unchecked(&mut self, value: T)   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_cursormut_insert_before_unchecked(&mut self, value: T); }
    impl<'a, T> Use<'a, T> for CursorMut<'a, T> where T: Ord, T: 'a {
        fn set_cursormut_insert_before_unchecked(&mut self, value: T) { <CursorMut<'a, T>>::insert_before_unchecked(self, value) }
    }
};

// pub fn insert_after(&mut self, value: T) -> Result<(), UnorderedKeyError>   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_cursormut_insert_after(&mut self, value: T) -> Result<(), UnorderedKeyError>; }
    impl<'a, T> Use<'a, T> for CursorMut<'a, T> where T: Ord, T: 'a {
        fn set_cursormut_insert_after(&mut self, value: T) -> Result<(), UnorderedKeyError> { <CursorMut<'a, T>>::insert_after(self, value) }
    }
};

// pub fn insert_before(&mut self, value: T) -> Result<(), UnorderedKeyError>   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_cursormut_insert_before(&mut self, value: T) -> Result<(), UnorderedKeyError>; }
    impl<'a, T> Use<'a, T> for CursorMut<'a, T> where T: Ord, T: 'a {
        fn set_cursormut_insert_before(&mut self, value: T) -> Result<(), UnorderedKeyError> { <CursorMut<'a, T>>::insert_before(self, value) }
    }
};

// pub fn remove_next(&mut self) -> Option<T>   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_cursormut_remove_next(&mut self) -> Option<T>; }
    impl<'a, T> Use<'a, T> for CursorMut<'a, T> where T: Ord, T: 'a {
        fn set_cursormut_remove_next(&mut self) -> Option<T> { <CursorMut<'a, T>>::remove_next(self) }
    }
};

// pub fn remove_prev(&mut self) -> Option<T>   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_cursormut_remove_prev(&mut self) -> Option<T>; }
    impl<'a, T> Use<'a, T> for CursorMut<'a, T> where T: Ord, T: 'a {
        fn set_cursormut_remove_prev(&mut self) -> Option<T> { <CursorMut<'a, T>>::remove_prev(self) }
    }
};

// pub fn next(&mut self) -> Option<&mut T>
const _: () = {
    trait Use<'a, T> where T: 'a { fn set_cursormutkey_next(&mut self) -> Option<&mut T>; }
    impl<'a, T> Use<'a, T> for CursorMutKey<'a, T> where T: 'a {
        fn set_cursormutkey_next(&mut self) -> Option<&mut T> { <CursorMutKey<'a, T>>::next(self) }
    }
};

// pub fn prev(&mut self) -> Option<&mut T>
const _: () = {
    trait Use<'a, T> where T: 'a { fn set_cursormutkey_prev(&mut self) -> Option<&mut T>; }
    impl<'a, T> Use<'a, T> for CursorMutKey<'a, T> where T: 'a {
        fn set_cursormutkey_prev(&mut self) -> Option<&mut T> { <CursorMutKey<'a, T>>::prev(self) }
    }
};

// pub fn peek_next(&mut self) -> Option<&mut T>
const _: () = {
    trait Use<'a, T> where T: 'a { fn set_cursormutkey_peek_next(&mut self) -> Option<&mut T>; }
    impl<'a, T> Use<'a, T> for CursorMutKey<'a, T> where T: 'a {
        fn set_cursormutkey_peek_next(&mut self) -> Option<&mut T> { <CursorMutKey<'a, T>>::peek_next(self) }
    }
};

// pub fn peek_prev(&mut self) -> Option<&mut T>
const _: () = {
    trait Use<'a, T> where T: 'a { fn set_cursormutkey_peek_prev(&mut self) -> Option<&mut T>; }
    impl<'a, T> Use<'a, T> for CursorMutKey<'a, T> where T: 'a {
        fn set_cursormutkey_peek_prev(&mut self) -> Option<&mut T> { <CursorMutKey<'a, T>>::peek_prev(self) }
    }
};

// pub fn as_cursor(&self) -> Cursor<'_, T>
const _: () = {
    trait Use<'a, T> where T: 'a { fn set_cursormutkey_as_cursor(&self) -> Cursor<'_, T>; }
    impl<'a, T> Use<'a, T> for CursorMutKey<'a, T> where T: 'a {
        fn set_cursormutkey_as_cursor(&self) -> Cursor<'_, T> { <CursorMutKey<'a, T>>::as_cursor(self) }
    }
};

// pub unsafe fn insert_after_unchecked(&mut self, value: T)   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_cursormutkey_insert_after_unchecked(&mut self, value: T); }
    impl<'a, T> Use<'a, T> for CursorMutKey<'a, T> where T: Ord, T: 'a {
        fn set_cursormutkey_insert_after_unchecked(&mut self, value: T) { <CursorMutKey<'a, T>>::insert_after_unchecked(self, value) }
    }
};

// pub unsafe fn insert_before_unchecked(&mut self, value: T)   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_cursormutkey_insert_before_unchecked(&mut self, value: T); }
    impl<'a, T> Use<'a, T> for CursorMutKey<'a, T> where T: Ord, T: 'a {
        fn set_cursormutkey_insert_before_unchecked(&mut self, value: T) { <CursorMutKey<'a, T>>::insert_before_unchecked(self, value) }
    }
};

// pub fn insert_after(&mut self, value: T) -> Result<(), UnorderedKeyError>   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_cursormutkey_insert_after(&mut self, value: T) -> Result<(), UnorderedKeyError>; }
    impl<'a, T> Use<'a, T> for CursorMutKey<'a, T> where T: Ord, T: 'a {
        fn set_cursormutkey_insert_after(&mut self, value: T) -> Result<(), UnorderedKeyError> { <CursorMutKey<'a, T>>::insert_after(self, value) }
    }
};

// pub fn insert_before(&mut self, value: T) -> Result<(), UnorderedKeyError>   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_cursormutkey_insert_before(&mut self, value: T) -> Result<(), UnorderedKeyError>; }
    impl<'a, T> Use<'a, T> for CursorMutKey<'a, T> where T: Ord, T: 'a {
        fn set_cursormutkey_insert_before(&mut self, value: T) -> Result<(), UnorderedKeyError> { <CursorMutKey<'a, T>>::insert_before(self, value) }
    }
};

// pub fn remove_next(&mut self) -> Option<T>   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_cursormutkey_remove_next(&mut self) -> Option<T>; }
    impl<'a, T> Use<'a, T> for CursorMutKey<'a, T> where T: Ord, T: 'a {
        fn set_cursormutkey_remove_next(&mut self) -> Option<T> { <CursorMutKey<'a, T>>::remove_next(self) }
    }
};

// pub fn remove_prev(&mut self) -> Option<T>   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_cursormutkey_remove_prev(&mut self) -> Option<T>; }
    impl<'a, T> Use<'a, T> for CursorMutKey<'a, T> where T: Ord, T: 'a {
        fn set_cursormutkey_remove_prev(&mut self) -> Option<T> { <CursorMutKey<'a, T>>::remove_prev(self) }
    }
};

// pub fn get(&self) -> &T   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_occupiedentry_get(&self) -> &T; }
    impl<'a, T> Use<'a, T> for OccupiedEntry<'a, T> where T: Ord, T: 'a {
        fn set_occupiedentry_get(&self) -> &T { <OccupiedEntry<'a, T>>::get(self) }
    }
};

// pub fn remove(self) -> T   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_occupiedentry_remove(self) -> T; }
    impl<'a, T> Use<'a, T> for OccupiedEntry<'a, T> where T: Ord, T: 'a {
        fn set_occupiedentry_remove(self) -> T { <OccupiedEntry<'a, T>>::remove(self) }
    }
};

// pub fn get(&self) -> &T   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_vacantentry_get(&self) -> &T; }
    impl<'a, T> Use<'a, T> for VacantEntry<'a, T> where T: Ord, T: 'a {
        fn set_vacantentry_get(&self) -> &T { <VacantEntry<'a, T>>::get(self) }
    }
};

// pub fn into_value(self) -> T   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_vacantentry_into_value(self) -> T; }
    impl<'a, T> Use<'a, T> for VacantEntry<'a, T> where T: Ord, T: 'a {
        fn set_vacantentry_into_value(self) -> T { <VacantEntry<'a, T>>::into_value(self) }
    }
};

// pub fn insert(self)   [impl where T: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, T> where T: Ord, T: 'a { fn set_vacantentry_insert(self); }
    impl<'a, T> Use<'a, T> for VacantEntry<'a, T> where T: Ord, T: 'a {
        fn set_vacantentry_insert(self) { <VacantEntry<'a, T>>::insert(self) }
    }
};

// impl<T, A> BitAnd<&BTreeSet<T, A>> for &BTreeSet<T, A> where T: Ord + Clone, A: Allocator + Clone
fn set_btreeset_bitand_btreeset_t_for_btreeset_t_by_reference<'x, 'y, T>() where T: Ord + Clone, T: 'x, T: 'y {
    fn holds<'x, 'y, T, Asked: BitAnd<&'y BTreeSet<T>, Output = BTreeSet<T>>>() where T: Ord + Clone, T: 'x, T: 'y {}
    holds::<T, &'x BTreeSet<T>>();
}

// impl<T, A> BitOr<&BTreeSet<T, A>> for &BTreeSet<T, A> where T: Ord + Clone, A: Allocator + Clone
fn set_btreeset_bitor_btreeset_t_for_btreeset_t_by_reference<'x, 'y, T>() where T: Ord + Clone, T: 'x, T: 'y {
    fn holds<'x, 'y, T, Asked: BitOr<&'y BTreeSet<T>, Output = BTreeSet<T>>>() where T: Ord + Clone, T: 'x, T: 'y {}
    holds::<T, &'x BTreeSet<T>>();
}

// impl<T, A> BitXor<&BTreeSet<T, A>> for &BTreeSet<T, A> where T: Ord + Clone, A: Allocator + Clone
fn set_btreeset_bitxor_btreeset_t_for_btreeset_t_by_reference<'x, 'y, T>() where T: Ord + Clone, T: 'x, T: 'y {
    fn holds<'x, 'y, T, Asked: BitXor<&'y BTreeSet<T>, Output = BTreeSet<T>>>() where T: Ord + Clone, T: 'x, T: 'y {}
    holds::<T, &'x BTreeSet<T>>();
}

// impl<T, A> Clone for BTreeSet<T, A> where T: Clone, A: Allocator + Clone
fn set_btreeset_clone_for_btreeset_t<T>() where T: Clone {
    fn holds<T, Asked: Clone>() where T: Clone {}
    holds::<T, BTreeSet<T>>();
}

// impl<T, A> Debug for BTreeSet<T, A> where T: Debug, A: Allocator + Clone
fn set_btreeset_debug_for_btreeset_t<T>() where T: Debug {
    fn holds<T, Asked: Debug>() where T: Debug {}
    holds::<T, BTreeSet<T>>();
}

// impl<T> Default for BTreeSet<T>
fn set_btreeset_default_for_btreeset_t<T>() {
    fn holds<T, Asked: Default>() {}
    holds::<T, BTreeSet<T>>();
}

// impl<'a, T, A> Extend<&'a T> for BTreeSet<T, A> where T: 'a + Ord + Copy, A: Allocator + Clone
fn set_btreeset_extend_a_t_for_btreeset_t<'a, T>() where T: 'a + Ord + Copy, T: 'a {
    fn holds<'a, T, Asked: Extend<&'a T>>() where T: 'a + Ord + Copy, T: 'a {}
    holds::<T, BTreeSet<T>>();
}

// impl<T, A> Extend<T> for BTreeSet<T, A> where T: Ord, A: Allocator + Clone
fn set_btreeset_extend_t_for_btreeset_t<T>() where T: Ord {
    fn holds<T, Asked: Extend<T>>() where T: Ord {}
    holds::<T, BTreeSet<T>>();
}

// impl<T, const N: usize> From<[T; N]> for BTreeSet<T> where T: Ord
fn set_btreeset_from_t_n_for_btreeset_t<T, const N: usize>() where T: Ord {
    fn holds<T, const N: usize, Asked: From<[T; N]>>() where T: Ord {}
    holds::<T, N, BTreeSet<T>>();
}

// impl<T> FromIterator<T> for BTreeSet<T> where T: Ord
fn set_btreeset_fromiterator_t_for_btreeset_t<T>() where T: Ord {
    fn holds<T, Asked: FromIterator<T>>() where T: Ord {}
    holds::<T, BTreeSet<T>>();
}

// impl<T, A> Hash for BTreeSet<T, A> where T: Hash, A: Allocator + Clone
fn set_btreeset_hash_for_btreeset_t<T>() where T: Hash {
    fn holds<T, Asked: Hash>() where T: Hash {}
    holds::<T, BTreeSet<T>>();
}

// impl<'a, T, A> IntoIterator for &'a BTreeSet<T, A> where A: Allocator + Clone
fn set_btreeset_intoiterator_for_a_btreeset_t_by_reference<'a, T>() where T: 'a {
    fn holds<'a, T, Asked: IntoIterator<Item = &'a T, IntoIter = Iter<'a, T>>>() where T: 'a {}
    holds::<T, &'a BTreeSet<T>>();
}

// impl<T, A> IntoIterator for BTreeSet<T, A> where A: Allocator + Clone
fn set_btreeset_intoiterator_for_btreeset_t<T>() {
    fn holds<T, Asked: IntoIterator<Item = T, IntoIter = IntoIter<T>>>() {}
    holds::<T, BTreeSet<T>>();
}

// impl<T, A> Ord for BTreeSet<T, A> where T: Ord, A: Allocator + Clone
fn set_btreeset_ord_for_btreeset_t<T>() where T: Ord {
    fn holds<T, Asked: Ord>() where T: Ord {}
    holds::<T, BTreeSet<T>>();
}

// impl<T, A> PartialEq for BTreeSet<T, A> where T: PartialEq, A: Allocator + Clone
fn set_btreeset_partialeq_for_btreeset_t<T>() where T: PartialEq {
    fn holds<T, Asked: PartialEq>() where T: PartialEq {}
    holds::<T, BTreeSet<T>>();
}

// impl<T, A> PartialOrd for BTreeSet<T, A> where T: PartialOrd, A: Allocator + Clone
fn set_btreeset_partialord_for_btreeset_t<T>() where T: PartialOrd {
    fn holds<T, Asked: PartialOrd>() where T: PartialOrd {}
    holds::<T, BTreeSet<T>>();
}

// impl<T, A> Sub<&BTreeSet<T, A>> for &BTreeSet<T, A> where T: Ord + Clone, A: Allocator + Clone
fn set_btreeset_sub_btreeset_t_for_btreeset_t_by_reference<'x, 'y, T>() where T: Ord + Clone, T: 'x, T: 'y {
    fn holds<'x, 'y, T, Asked: Sub<&'y BTreeSet<T>, Output = BTreeSet<T>>>() where T: Ord + Clone, T: 'x, T: 'y {}
    holds::<T, &'x BTreeSet<T>>();
}

// impl<T, A> Eq for BTreeSet<T, A> where T: Eq, A: Allocator + Clone
fn set_btreeset_eq_for_btreeset_t<T>() where T: Eq {
    fn holds<T, Asked: Eq>() where T: Eq {}
    holds::<T, BTreeSet<T>>();
}

// impl<T, A> Debug for Entry<'_, T, A> where T: Debug + Ord, A: Allocator + Clone
fn set_entry_debug_for_entry_t<'x, T>() where T: Debug + Ord, T: 'x {
    fn holds<'x, T, Asked: Debug>() where T: Debug + Ord, T: 'x {}
    holds::<T, Entry<'x, T>>();
}

// impl<'a, K> Clone for Cursor<'a, K> where K: Clone + 'a
fn set_cursor_clone_for_cursor_a_k<'a, K>() where K: Clone + 'a, K: 'a {
    fn holds<'a, K, Asked: Clone>() where K: Clone + 'a, K: 'a {}
    holds::<K, Cursor<'a, K>>();
}

// impl<K> Debug for Cursor<'_, K> where K: Debug
fn set_cursor_debug_for_cursor_k<'x, K>() where K: Debug, K: 'x {
    fn holds<'x, K, Asked: Debug>() where K: Debug, K: 'x {}
    holds::<K, Cursor<'x, K>>();
}

// impl<K, A> Debug for CursorMut<'_, K, A> where K: Debug
fn set_cursormut_debug_for_cursormut_k<'x, K>() where K: Debug, K: 'x {
    fn holds<'x, K, Asked: Debug>() where K: Debug, K: 'x {}
    holds::<K, CursorMut<'x, K>>();
}

// impl<K, A> Debug for CursorMutKey<'_, K, A> where K: Debug
fn set_cursormutkey_debug_for_cursormutkey_k<'x, K>() where K: Debug, K: 'x {
    fn holds<'x, K, Asked: Debug>() where K: Debug, K: 'x {}
    holds::<K, CursorMutKey<'x, K>>();
}

// impl<T, A> Clone for Difference<'_, T, A> where A: Allocator + Clone
fn set_difference_clone_for_difference_t<'x, T>() where T: 'x {
    fn holds<'x, T, Asked: Clone>() where T: 'x {}
    holds::<T, Difference<'x, T>>();
}

// impl<T, A> Debug for Difference<'_, T, A> where T: Debug, A: Allocator + Clone
fn set_difference_debug_for_difference_t<'x, T>() where T: Debug, T: 'x {
    fn holds<'x, T, Asked: Debug>() where T: Debug, T: 'x {}
    holds::<T, Difference<'x, T>>();
}

// impl<'a, T, A> Iterator for Difference<'a, T, A> where T: Ord, A: Allocator + Clone
fn set_difference_iterator_for_difference_a_t<'a, T>() where T: Ord, T: 'a {
    fn holds<'a, T, Asked: Iterator<Item = &'a T>>() where T: Ord, T: 'a {}
    holds::<T, Difference<'a, T>>();
}

// impl<T, A> FusedIterator for Difference<'_, T, A> where T: Ord, A: Allocator + Clone
fn set_difference_fusediterator_for_difference_t<'x, T>() where T: Ord, T: 'x {
    fn holds<'x, T, Asked: FusedIterator>() where T: Ord, T: 'x {}
    holds::<T, Difference<'x, T>>();
}

// impl<T, R, F, A> Debug for ExtractIf<'_, T, R, F, A> where T: Debug, A: Allocator + Clone
fn set_extractif_debug_for_extractif_t_r_f<'x, T, R, F>() where T: Debug, T: 'x, R: 'x, F: 'x {
    fn holds<'x, T, R, F, Asked: Debug>() where T: Debug, T: 'x, R: 'x, F: 'x {}
    holds::<T, R, F, ExtractIf<'x, T, R, F>>();
}

// impl<T, R, F, A> Iterator for ExtractIf<'_, T, R, F, A> where A: Allocator + Clone, T: PartialOrd, R: RangeBounds<T>, F: FnMut(&T) -> bool
fn set_extractif_iterator_for_extractif_t_r_f<'x, T, R, F>() where T: PartialOrd, R: RangeBounds<T>, F: FnMut(&T) -> bool, T: 'x, R: 'x, F: 'x {
    fn holds<'x, T, R, F, Asked: Iterator<Item = T>>() where T: PartialOrd, R: RangeBounds<T>, F: FnMut(&T) -> bool, T: 'x, R: 'x, F: 'x {}
    holds::<T, R, F, ExtractIf<'x, T, R, F>>();
}

// impl<T, R, F, A> FusedIterator for ExtractIf<'_, T, R, F, A> where A: Allocator + Clone, T: PartialOrd, R: RangeBounds<T>, F: FnMut(&T) -> bool
fn set_extractif_fusediterator_for_extractif_t_r_f<'x, T, R, F>() where T: PartialOrd, R: RangeBounds<T>, F: FnMut(&T) -> bool, T: 'x, R: 'x, F: 'x {
    fn holds<'x, T, R, F, Asked: FusedIterator>() where T: PartialOrd, R: RangeBounds<T>, F: FnMut(&T) -> bool, T: 'x, R: 'x, F: 'x {}
    holds::<T, R, F, ExtractIf<'x, T, R, F>>();
}

// impl<T, A> Clone for Intersection<'_, T, A> where A: Allocator + Clone
fn set_intersection_clone_for_intersection_t<'x, T>() where T: 'x {
    fn holds<'x, T, Asked: Clone>() where T: 'x {}
    holds::<T, Intersection<'x, T>>();
}

// impl<T, A> Debug for Intersection<'_, T, A> where T: Debug, A: Allocator + Clone
fn set_intersection_debug_for_intersection_t<'x, T>() where T: Debug, T: 'x {
    fn holds<'x, T, Asked: Debug>() where T: Debug, T: 'x {}
    holds::<T, Intersection<'x, T>>();
}

// impl<'a, T, A> Iterator for Intersection<'a, T, A> where T: Ord, A: Allocator + Clone
fn set_intersection_iterator_for_intersection_a_t<'a, T>() where T: Ord, T: 'a {
    fn holds<'a, T, Asked: Iterator<Item = &'a T>>() where T: Ord, T: 'a {}
    holds::<T, Intersection<'a, T>>();
}

// impl<T, A> FusedIterator for Intersection<'_, T, A> where T: Ord, A: Allocator + Clone
fn set_intersection_fusediterator_for_intersection_t<'x, T>() where T: Ord, T: 'x {
    fn holds<'x, T, Asked: FusedIterator>() where T: Ord, T: 'x {}
    holds::<T, Intersection<'x, T>>();
}

// impl<T, A> Debug for IntoIter<T, A> where T: Debug, A: Debug + Allocator + Clone
fn set_intoiter_debug_for_intoiter_t<T>() where T: Debug {
    fn holds<T, Asked: Debug>() where T: Debug {}
    holds::<T, IntoIter<T>>();
}

// impl<T, A> Default for IntoIter<T, A> where A: Allocator + Default + Clone
fn set_intoiter_default_for_intoiter_t<T>() {
    fn holds<T, Asked: Default>() {}
    holds::<T, IntoIter<T>>();
}

// impl<T, A> DoubleEndedIterator for IntoIter<T, A> where A: Allocator + Clone
fn set_intoiter_doubleendediterator_for_intoiter_t<T>() {
    fn holds<T, Asked: DoubleEndedIterator>() {}
    holds::<T, IntoIter<T>>();
}

// impl<T, A> ExactSizeIterator for IntoIter<T, A> where A: Allocator + Clone
fn set_intoiter_exactsizeiterator_for_intoiter_t<T>() {
    fn holds<T, Asked: ExactSizeIterator>() {}
    holds::<T, IntoIter<T>>();
}

// impl<T, A> Iterator for IntoIter<T, A> where A: Allocator + Clone
fn set_intoiter_iterator_for_intoiter_t<T>() {
    fn holds<T, Asked: Iterator<Item = T>>() {}
    holds::<T, IntoIter<T>>();
}

// impl<T, A> FusedIterator for IntoIter<T, A> where A: Allocator + Clone
fn set_intoiter_fusediterator_for_intoiter_t<T>() {
    fn holds<T, Asked: FusedIterator>() {}
    holds::<T, IntoIter<T>>();
}

// impl<T> Clone for Iter<'_, T>
fn set_iter_clone_for_iter_t<'x, T>() where T: 'x {
    fn holds<'x, T, Asked: Clone>() where T: 'x {}
    holds::<T, Iter<'x, T>>();
}

// impl<T> Debug for Iter<'_, T> where T: Debug
fn set_iter_debug_for_iter_t<'x, T>() where T: Debug, T: 'x {
    fn holds<'x, T, Asked: Debug>() where T: Debug, T: 'x {}
    holds::<T, Iter<'x, T>>();
}

// impl<T> Default for Iter<'_, T>
fn set_iter_default_for_iter_t<'x, T>() where T: 'x {
    fn holds<'x, T, Asked: Default>() where T: 'x {}
    holds::<T, Iter<'x, T>>();
}

// impl<'a, T> DoubleEndedIterator for Iter<'a, T>
fn set_iter_doubleendediterator_for_iter_a_t<'a, T>() where T: 'a {
    fn holds<'a, T, Asked: DoubleEndedIterator>() where T: 'a {}
    holds::<T, Iter<'a, T>>();
}

// impl<T> ExactSizeIterator for Iter<'_, T>
fn set_iter_exactsizeiterator_for_iter_t<'x, T>() where T: 'x {
    fn holds<'x, T, Asked: ExactSizeIterator>() where T: 'x {}
    holds::<T, Iter<'x, T>>();
}

// impl<'a, T> Iterator for Iter<'a, T>
fn set_iter_iterator_for_iter_a_t<'a, T>() where T: 'a {
    fn holds<'a, T, Asked: Iterator<Item = &'a T>>() where T: 'a {}
    holds::<T, Iter<'a, T>>();
}

// impl<T> FusedIterator for Iter<'_, T>
fn set_iter_fusediterator_for_iter_t<'x, T>() where T: 'x {
    fn holds<'x, T, Asked: FusedIterator>() where T: 'x {}
    holds::<T, Iter<'x, T>>();
}

// impl<T, A> Debug for OccupiedEntry<'_, T, A> where T: Debug + Ord, A: Allocator + Clone
fn set_occupiedentry_debug_for_occupiedentry_t<'x, T>() where T: Debug + Ord, T: 'x {
    fn holds<'x, T, Asked: Debug>() where T: Debug + Ord, T: 'x {}
    holds::<T, OccupiedEntry<'x, T>>();
}

// impl<T> Clone for Range<'_, T>
fn set_range_clone_for_range_t<'x, T>() where T: 'x {
    fn holds<'x, T, Asked: Clone>() where T: 'x {}
    holds::<T, Range<'x, T>>();
}

// impl<'a, T> Debug for Range<'a, T> where T: Debug + 'a
fn set_range_debug_for_range_a_t<'a, T>() where T: Debug + 'a, T: 'a {
    fn holds<'a, T, Asked: Debug>() where T: Debug + 'a, T: 'a {}
    holds::<T, Range<'a, T>>();
}

// impl<T> Default for Range<'_, T>
fn set_range_default_for_range_t<'x, T>() where T: 'x {
    fn holds<'x, T, Asked: Default>() where T: 'x {}
    holds::<T, Range<'x, T>>();
}

// impl<'a, T> DoubleEndedIterator for Range<'a, T>
fn set_range_doubleendediterator_for_range_a_t<'a, T>() where T: 'a {
    fn holds<'a, T, Asked: DoubleEndedIterator>() where T: 'a {}
    holds::<T, Range<'a, T>>();
}

// impl<'a, T> Iterator for Range<'a, T>
fn set_range_iterator_for_range_a_t<'a, T>() where T: 'a {
    fn holds<'a, T, Asked: Iterator<Item = &'a T>>() where T: 'a {}
    holds::<T, Range<'a, T>>();
}

// impl<T> FusedIterator for Range<'_, T>
fn set_range_fusediterator_for_range_t<'x, T>() where T: 'x {
    fn holds<'x, T, Asked: FusedIterator>() where T: 'x {}
    holds::<T, Range<'x, T>>();
}

// impl<T> Clone for SymmetricDifference<'_, T>
fn set_symmetricdifference_clone_for_symmetricdifference_t<'x, T>() where T: 'x {
    fn holds<'x, T, Asked: Clone>() where T: 'x {}
    holds::<T, SymmetricDifference<'x, T>>();
}

// impl<T> Debug for SymmetricDifference<'_, T> where T: Debug
fn set_symmetricdifference_debug_for_symmetricdifference_t<'x, T>() where T: Debug, T: 'x {
    fn holds<'x, T, Asked: Debug>() where T: Debug, T: 'x {}
    holds::<T, SymmetricDifference<'x, T>>();
}

// impl<'a, T> Iterator for SymmetricDifference<'a, T> where T: Ord
fn set_symmetricdifference_iterator_for_symmetricdifference_a_t<'a, T>() where T: Ord, T: 'a {
    fn holds<'a, T, Asked: Iterator<Item = &'a T>>() where T: Ord, T: 'a {}
    holds::<T, SymmetricDifference<'a, T>>();
}

// impl<T> FusedIterator for SymmetricDifference<'_, T> where T: Ord
fn set_symmetricdifference_fusediterator_for_symmetricdifference_t<'x, T>() where T: Ord, T: 'x {
    fn holds<'x, T, Asked: FusedIterator>() where T: Ord, T: 'x {}
    holds::<T, SymmetricDifference<'x, T>>();
}

// impl<T> Clone for Union<'_, T>
fn set_union_clone_for_union_t<'x, T>() where T: 'x {
    fn holds<'x, T, Asked: Clone>() where T: 'x {}
    holds::<T, Union<'x, T>>();
}

// impl<T> Debug for Union<'_, T> where T: Debug
fn set_union_debug_for_union_t<'x, T>() where T: Debug, T: 'x {
    fn holds<'x, T, Asked: Debug>() where T: Debug, T: 'x {}
    holds::<T, Union<'x, T>>();
}

// impl<'a, T> Iterator for Union<'a, T> where T: Ord
fn set_union_iterator_for_union_a_t<'a, T>() where T: Ord, T: 'a {
    fn holds<'a, T, Asked: Iterator<Item = &'a T>>() where T: Ord, T: 'a {}
    holds::<T, Union<'a, T>>();
}

// impl<T> FusedIterator for Union<'_, T> where T: Ord
fn set_union_fusediterator_for_union_t<'x, T>() where T: Ord, T: 'x {
    fn holds<'x, T, Asked: FusedIterator>() where T: Ord, T: 'x {}
    holds::<T, Union<'x, T>>();
}

// impl Clone for UnorderedKeyError
fn set_unorderedkeyerror_clone_for_unorderedkeyerror() {
    fn holds<Asked: Clone>() {}
    holds::<UnorderedKeyError>();
}

// impl Debug for UnorderedKeyError
fn set_unorderedkeyerror_debug_for_unorderedkeyerror() {
    fn holds<Asked: Debug>() {}
    holds::<UnorderedKeyError>();
}

// impl Display for UnorderedKeyError
fn set_unorderedkeyerror_display_for_unorderedkeyerror() {
    fn holds<Asked: Display>() {}
    holds::<UnorderedKeyError>();
}

// impl Error for UnorderedKeyError
fn set_unorderedkeyerror_error_for_unorderedkeyerror() {
    fn holds<Asked: Error>() {}
    holds::<UnorderedKeyError>();
}

// impl PartialEq for UnorderedKeyError
fn set_unorderedkeyerror_partialeq_for_unorderedkeyerror() {
    fn holds<Asked: PartialEq>() {}
    holds::<UnorderedKeyError>();
}

// impl Eq for UnorderedKeyError
fn set_unorderedkeyerror_eq_for_unorderedkeyerror() {
    fn holds<Asked: Eq>() {}
    holds::<UnorderedKeyError>();
}

// impl<T, A> Debug for VacantEntry<'_, T, A> where T: Debug + Ord, A: Allocator + Clone
fn set_vacantentry_debug_for_vacantentry_t<'x, T>() where T: Debug + Ord, T: 'x {
    fn holds<'x, T, Asked: Debug>() where T: Debug + Ord, T: 'x {}
    holds::<T, VacantEntry<'x, T>>();
}

// impl<T, A> RefUnwindSafe for BTreeSet<T, A> where A: RefUnwindSafe, T: RefUnwindSafe
fn set_btreeset_refunwindsafe_for_btreeset_t<T>() where T: RefUnwindSafe {
    fn holds<T, Asked: RefUnwindSafe>() where T: RefUnwindSafe {}
    holds::<T, BTreeSet<T>>();
}

// impl<T, A> Send for BTreeSet<T, A> where T: Send, A: Send
fn set_btreeset_send_for_btreeset_t<T>() where T: Send {
    fn holds<T, Asked: Send>() where T: Send {}
    holds::<T, BTreeSet<T>>();
}

// impl<T, A> Sync for BTreeSet<T, A> where T: Sync, A: Sync
fn set_btreeset_sync_for_btreeset_t<T>() where T: Sync {
    fn holds<T, Asked: Sync>() where T: Sync {}
    holds::<T, BTreeSet<T>>();
}

// impl<T, A> Unpin for BTreeSet<T, A> where A: Unpin
fn set_btreeset_unpin_for_btreeset_t<T>() {
    fn holds<T, Asked: Unpin>() {}
    holds::<T, BTreeSet<T>>();
}

// impl<T, A> UnwindSafe for BTreeSet<T, A> where A: UnwindSafe, T: RefUnwindSafe
fn set_btreeset_unwindsafe_for_btreeset_t<T>() where T: RefUnwindSafe {
    fn holds<T, Asked: UnwindSafe>() where T: RefUnwindSafe {}
    holds::<T, BTreeSet<T>>();
}

// impl<'a, T, A> RefUnwindSafe for Entry<'a, T, A> where A: RefUnwindSafe, T: RefUnwindSafe
fn set_entry_refunwindsafe_for_entry_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: RefUnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, Entry<'a, T>>();
}

// impl<'a, T, A> Send for Entry<'a, T, A> where A: Send, T: Send
fn set_entry_send_for_entry_a_t<'a, T>() where T: Send, T: 'a {
    fn holds<'a, T, Asked: Send>() where T: Send, T: 'a {}
    holds::<T, Entry<'a, T>>();
}

// impl<'a, T, A> Sync for Entry<'a, T, A> where A: Sync, T: Sync
fn set_entry_sync_for_entry_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Sync>() where T: Sync, T: 'a {}
    holds::<T, Entry<'a, T>>();
}

// impl<'a, T, A> Unpin for Entry<'a, T, A> where A: Unpin, T: Unpin
fn set_entry_unpin_for_entry_a_t<'a, T>() where T: Unpin, T: 'a {
    fn holds<'a, T, Asked: Unpin>() where T: Unpin, T: 'a {}
    holds::<T, Entry<'a, T>>();
}

// impl<'a, T, A = Global> !UnwindSafe for Entry<'a, T, A>
fn set_entry_unwindsafe_for_entry_a_t() {
    static_assertions::assert_not_impl_any!(Entry<'static, u8>: UnwindSafe);
}

// impl<'a, K> RefUnwindSafe for Cursor<'a, K> where K: RefUnwindSafe
fn set_cursor_refunwindsafe_for_cursor_a_k<'a, K>() where K: RefUnwindSafe, K: 'a {
    fn holds<'a, K, Asked: RefUnwindSafe>() where K: RefUnwindSafe, K: 'a {}
    holds::<K, Cursor<'a, K>>();
}

// impl<'a, K> Send for Cursor<'a, K> where K: Sync
fn set_cursor_send_for_cursor_a_k<'a, K>() where K: Sync, K: 'a {
    fn holds<'a, K, Asked: Send>() where K: Sync, K: 'a {}
    holds::<K, Cursor<'a, K>>();
}

// impl<'a, K> Sync for Cursor<'a, K> where K: Sync
fn set_cursor_sync_for_cursor_a_k<'a, K>() where K: Sync, K: 'a {
    fn holds<'a, K, Asked: Sync>() where K: Sync, K: 'a {}
    holds::<K, Cursor<'a, K>>();
}

// impl<'a, K> Unpin for Cursor<'a, K>
fn set_cursor_unpin_for_cursor_a_k<'a, K>() where K: 'a {
    fn holds<'a, K, Asked: Unpin>() where K: 'a {}
    holds::<K, Cursor<'a, K>>();
}

// impl<'a, K> UnwindSafe for Cursor<'a, K> where K: RefUnwindSafe
fn set_cursor_unwindsafe_for_cursor_a_k<'a, K>() where K: RefUnwindSafe, K: 'a {
    fn holds<'a, K, Asked: UnwindSafe>() where K: RefUnwindSafe, K: 'a {}
    holds::<K, Cursor<'a, K>>();
}

// impl<'a, K, A> RefUnwindSafe for CursorMut<'a, K, A> where A: RefUnwindSafe, K: RefUnwindSafe
fn set_cursormut_refunwindsafe_for_cursormut_a_k<'a, K>() where K: RefUnwindSafe, K: 'a {
    fn holds<'a, K, Asked: RefUnwindSafe>() where K: RefUnwindSafe, K: 'a {}
    holds::<K, CursorMut<'a, K>>();
}

// impl<'a, K, A> Send for CursorMut<'a, K, A> where A: Send, K: Send
fn set_cursormut_send_for_cursormut_a_k<'a, K>() where K: Send, K: 'a {
    fn holds<'a, K, Asked: Send>() where K: Send, K: 'a {}
    holds::<K, CursorMut<'a, K>>();
}

// impl<'a, K, A> Sync for CursorMut<'a, K, A> where A: Sync, K: Sync
fn set_cursormut_sync_for_cursormut_a_k<'a, K>() where K: Sync, K: 'a {
    fn holds<'a, K, Asked: Sync>() where K: Sync, K: 'a {}
    holds::<K, CursorMut<'a, K>>();
}

// impl<'a, K, A> Unpin for CursorMut<'a, K, A>
fn set_cursormut_unpin_for_cursormut_a_k<'a, K>() where K: 'a {
    fn holds<'a, K, Asked: Unpin>() where K: 'a {}
    holds::<K, CursorMut<'a, K>>();
}

// impl<'a, K, A = Global> !UnwindSafe for CursorMut<'a, K, A>
fn set_cursormut_unwindsafe_for_cursormut_a_k() {
    static_assertions::assert_not_impl_any!(CursorMut<'static, u8>: UnwindSafe);
}

// impl<'a, K, A> RefUnwindSafe for CursorMutKey<'a, K, A> where A: RefUnwindSafe, K: RefUnwindSafe
fn set_cursormutkey_refunwindsafe_for_cursormutkey_a_k<'a, K>() where K: RefUnwindSafe, K: 'a {
    fn holds<'a, K, Asked: RefUnwindSafe>() where K: RefUnwindSafe, K: 'a {}
    holds::<K, CursorMutKey<'a, K>>();
}

// impl<'a, K, A> Send for CursorMutKey<'a, K, A> where A: Send, K: Send
fn set_cursormutkey_send_for_cursormutkey_a_k<'a, K>() where K: Send, K: 'a {
    fn holds<'a, K, Asked: Send>() where K: Send, K: 'a {}
    holds::<K, CursorMutKey<'a, K>>();
}

// impl<'a, K, A> Sync for CursorMutKey<'a, K, A> where A: Sync, K: Sync
fn set_cursormutkey_sync_for_cursormutkey_a_k<'a, K>() where K: Sync, K: 'a {
    fn holds<'a, K, Asked: Sync>() where K: Sync, K: 'a {}
    holds::<K, CursorMutKey<'a, K>>();
}

// impl<'a, K, A> Unpin for CursorMutKey<'a, K, A>
fn set_cursormutkey_unpin_for_cursormutkey_a_k<'a, K>() where K: 'a {
    fn holds<'a, K, Asked: Unpin>() where K: 'a {}
    holds::<K, CursorMutKey<'a, K>>();
}

// impl<'a, K, A = Global> !UnwindSafe for CursorMutKey<'a, K, A>
fn set_cursormutkey_unwindsafe_for_cursormutkey_a_k() {
    static_assertions::assert_not_impl_any!(CursorMutKey<'static, u8>: UnwindSafe);
}

// impl<'a, T, A> RefUnwindSafe for Difference<'a, T, A> where T: RefUnwindSafe, A: RefUnwindSafe
fn set_difference_refunwindsafe_for_difference_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: RefUnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, Difference<'a, T>>();
}

// impl<'a, T, A> Send for Difference<'a, T, A> where T: Sync, A: Sync
fn set_difference_send_for_difference_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Send>() where T: Sync, T: 'a {}
    holds::<T, Difference<'a, T>>();
}

// impl<'a, T, A> Sync for Difference<'a, T, A> where T: Sync, A: Sync
fn set_difference_sync_for_difference_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Sync>() where T: Sync, T: 'a {}
    holds::<T, Difference<'a, T>>();
}

// impl<'a, T, A> Unpin for Difference<'a, T, A>
fn set_difference_unpin_for_difference_a_t<'a, T>() where T: 'a {
    fn holds<'a, T, Asked: Unpin>() where T: 'a {}
    holds::<T, Difference<'a, T>>();
}

// impl<'a, T, A> UnwindSafe for Difference<'a, T, A> where T: RefUnwindSafe, A: RefUnwindSafe
fn set_difference_unwindsafe_for_difference_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: UnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, Difference<'a, T>>();
}

// impl<'a, T, R, F, A> RefUnwindSafe for ExtractIf<'a, T, R, F, A> where F: RefUnwindSafe, A: RefUnwindSafe, R: RefUnwindSafe, T: RefUnwindSafe
fn set_extractif_refunwindsafe_for_extractif_a_t_r_f<'a, T, R, F>() where F: RefUnwindSafe, R: RefUnwindSafe, T: RefUnwindSafe, T: 'a, R: 'a, F: 'a {
    fn holds<'a, T, R, F, Asked: RefUnwindSafe>() where F: RefUnwindSafe, R: RefUnwindSafe, T: RefUnwindSafe, T: 'a, R: 'a, F: 'a {}
    holds::<T, R, F, ExtractIf<'a, T, R, F>>();
}

// impl<'a, T, R, F, A> Send for ExtractIf<'a, T, R, F, A> where F: Send, A: Send, R: Send, T: Send
fn set_extractif_send_for_extractif_a_t_r_f<'a, T, R, F>() where F: Send, R: Send, T: Send, T: 'a, R: 'a, F: 'a {
    fn holds<'a, T, R, F, Asked: Send>() where F: Send, R: Send, T: Send, T: 'a, R: 'a, F: 'a {}
    holds::<T, R, F, ExtractIf<'a, T, R, F>>();
}

// impl<'a, T, R, F, A> Sync for ExtractIf<'a, T, R, F, A> where F: Sync, A: Sync, R: Sync, T: Sync
fn set_extractif_sync_for_extractif_a_t_r_f<'a, T, R, F>() where F: Sync, R: Sync, T: Sync, T: 'a, R: 'a, F: 'a {
    fn holds<'a, T, R, F, Asked: Sync>() where F: Sync, R: Sync, T: Sync, T: 'a, R: 'a, F: 'a {}
    holds::<T, R, F, ExtractIf<'a, T, R, F>>();
}

// impl<'a, T, R, F, A> Unpin for ExtractIf<'a, T, R, F, A> where F: Unpin, A: Unpin, R: Unpin
fn set_extractif_unpin_for_extractif_a_t_r_f<'a, T, R, F>() where F: Unpin, R: Unpin, T: 'a, R: 'a, F: 'a {
    fn holds<'a, T, R, F, Asked: Unpin>() where F: Unpin, R: Unpin, T: 'a, R: 'a, F: 'a {}
    holds::<T, R, F, ExtractIf<'a, T, R, F>>();
}

// impl<'a, T, R, F, A = Global> !UnwindSafe for ExtractIf<'a, T, R, F, A>
fn set_extractif_unwindsafe_for_extractif_a_t_r_f() {
    static_assertions::assert_not_impl_any!(ExtractIf<'static, u8, u8, u8>: UnwindSafe);
}

// impl<'a, T, A> RefUnwindSafe for Intersection<'a, T, A> where T: RefUnwindSafe, A: RefUnwindSafe
fn set_intersection_refunwindsafe_for_intersection_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: RefUnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, Intersection<'a, T>>();
}

// impl<'a, T, A> Send for Intersection<'a, T, A> where T: Sync, A: Sync
fn set_intersection_send_for_intersection_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Send>() where T: Sync, T: 'a {}
    holds::<T, Intersection<'a, T>>();
}

// impl<'a, T, A> Sync for Intersection<'a, T, A> where T: Sync, A: Sync
fn set_intersection_sync_for_intersection_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Sync>() where T: Sync, T: 'a {}
    holds::<T, Intersection<'a, T>>();
}

// impl<'a, T, A> Unpin for Intersection<'a, T, A>
fn set_intersection_unpin_for_intersection_a_t<'a, T>() where T: 'a {
    fn holds<'a, T, Asked: Unpin>() where T: 'a {}
    holds::<T, Intersection<'a, T>>();
}

// impl<'a, T, A> UnwindSafe for Intersection<'a, T, A> where T: RefUnwindSafe, A: RefUnwindSafe
fn set_intersection_unwindsafe_for_intersection_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: UnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, Intersection<'a, T>>();
}

// impl<T, A> RefUnwindSafe for IntoIter<T, A> where A: RefUnwindSafe, T: RefUnwindSafe
fn set_intoiter_refunwindsafe_for_intoiter_t<T>() where T: RefUnwindSafe {
    fn holds<T, Asked: RefUnwindSafe>() where T: RefUnwindSafe {}
    holds::<T, IntoIter<T>>();
}

// impl<T, A> Send for IntoIter<T, A> where A: Send, T: Send
fn set_intoiter_send_for_intoiter_t<T>() where T: Send {
    fn holds<T, Asked: Send>() where T: Send {}
    holds::<T, IntoIter<T>>();
}

// impl<T, A> Sync for IntoIter<T, A> where A: Sync, T: Sync
fn set_intoiter_sync_for_intoiter_t<T>() where T: Sync {
    fn holds<T, Asked: Sync>() where T: Sync {}
    holds::<T, IntoIter<T>>();
}

// impl<T, A> Unpin for IntoIter<T, A> where A: Unpin
fn set_intoiter_unpin_for_intoiter_t<T>() {
    fn holds<T, Asked: Unpin>() {}
    holds::<T, IntoIter<T>>();
}

// impl<T, A> UnwindSafe for IntoIter<T, A> where A: UnwindSafe, T: RefUnwindSafe
fn set_intoiter_unwindsafe_for_intoiter_t<T>() where T: RefUnwindSafe {
    fn holds<T, Asked: UnwindSafe>() where T: RefUnwindSafe {}
    holds::<T, IntoIter<T>>();
}

// impl<'a, T> RefUnwindSafe for Iter<'a, T> where T: RefUnwindSafe
fn set_iter_refunwindsafe_for_iter_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: RefUnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, Iter<'a, T>>();
}

// impl<'a, T> Send for Iter<'a, T> where T: Sync
fn set_iter_send_for_iter_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Send>() where T: Sync, T: 'a {}
    holds::<T, Iter<'a, T>>();
}

// impl<'a, T> Sync for Iter<'a, T> where T: Sync
fn set_iter_sync_for_iter_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Sync>() where T: Sync, T: 'a {}
    holds::<T, Iter<'a, T>>();
}

// impl<'a, T> Unpin for Iter<'a, T>
fn set_iter_unpin_for_iter_a_t<'a, T>() where T: 'a {
    fn holds<'a, T, Asked: Unpin>() where T: 'a {}
    holds::<T, Iter<'a, T>>();
}

// impl<'a, T> UnwindSafe for Iter<'a, T> where T: RefUnwindSafe
fn set_iter_unwindsafe_for_iter_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: UnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, Iter<'a, T>>();
}

// impl<'a, T, A> RefUnwindSafe for OccupiedEntry<'a, T, A> where A: RefUnwindSafe, T: RefUnwindSafe
fn set_occupiedentry_refunwindsafe_for_occupiedentry_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: RefUnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, OccupiedEntry<'a, T>>();
}

// impl<'a, T, A> Send for OccupiedEntry<'a, T, A> where A: Send, T: Send
fn set_occupiedentry_send_for_occupiedentry_a_t<'a, T>() where T: Send, T: 'a {
    fn holds<'a, T, Asked: Send>() where T: Send, T: 'a {}
    holds::<T, OccupiedEntry<'a, T>>();
}

// impl<'a, T, A> Sync for OccupiedEntry<'a, T, A> where A: Sync, T: Sync
fn set_occupiedentry_sync_for_occupiedentry_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Sync>() where T: Sync, T: 'a {}
    holds::<T, OccupiedEntry<'a, T>>();
}

// impl<'a, T, A> Unpin for OccupiedEntry<'a, T, A> where A: Unpin
fn set_occupiedentry_unpin_for_occupiedentry_a_t<'a, T>() where T: 'a {
    fn holds<'a, T, Asked: Unpin>() where T: 'a {}
    holds::<T, OccupiedEntry<'a, T>>();
}

// impl<'a, T, A = Global> !UnwindSafe for OccupiedEntry<'a, T, A>
fn set_occupiedentry_unwindsafe_for_occupiedentry_a_t() {
    static_assertions::assert_not_impl_any!(OccupiedEntry<'static, u8>: UnwindSafe);
}

// impl<'a, T> RefUnwindSafe for Range<'a, T> where T: RefUnwindSafe
fn set_range_refunwindsafe_for_range_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: RefUnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, Range<'a, T>>();
}

// impl<'a, T> Send for Range<'a, T> where T: Sync
fn set_range_send_for_range_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Send>() where T: Sync, T: 'a {}
    holds::<T, Range<'a, T>>();
}

// impl<'a, T> Sync for Range<'a, T> where T: Sync
fn set_range_sync_for_range_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Sync>() where T: Sync, T: 'a {}
    holds::<T, Range<'a, T>>();
}

// impl<'a, T> Unpin for Range<'a, T>
fn set_range_unpin_for_range_a_t<'a, T>() where T: 'a {
    fn holds<'a, T, Asked: Unpin>() where T: 'a {}
    holds::<T, Range<'a, T>>();
}

// impl<'a, T> UnwindSafe for Range<'a, T> where T: RefUnwindSafe
fn set_range_unwindsafe_for_range_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: UnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, Range<'a, T>>();
}

// impl<'a, T> RefUnwindSafe for SymmetricDifference<'a, T> where T: RefUnwindSafe
fn set_symmetricdifference_refunwindsafe_for_symmetricdifference_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: RefUnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, SymmetricDifference<'a, T>>();
}

// impl<'a, T> Send for SymmetricDifference<'a, T> where T: Sync
fn set_symmetricdifference_send_for_symmetricdifference_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Send>() where T: Sync, T: 'a {}
    holds::<T, SymmetricDifference<'a, T>>();
}

// impl<'a, T> Sync for SymmetricDifference<'a, T> where T: Sync
fn set_symmetricdifference_sync_for_symmetricdifference_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Sync>() where T: Sync, T: 'a {}
    holds::<T, SymmetricDifference<'a, T>>();
}

// impl<'a, T> Unpin for SymmetricDifference<'a, T>
fn set_symmetricdifference_unpin_for_symmetricdifference_a_t<'a, T>() where T: 'a {
    fn holds<'a, T, Asked: Unpin>() where T: 'a {}
    holds::<T, SymmetricDifference<'a, T>>();
}

// impl<'a, T> UnwindSafe for SymmetricDifference<'a, T> where T: RefUnwindSafe
fn set_symmetricdifference_unwindsafe_for_symmetricdifference_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: UnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, SymmetricDifference<'a, T>>();
}

// impl<'a, T> RefUnwindSafe for Union<'a, T> where T: RefUnwindSafe
fn set_union_refunwindsafe_for_union_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: RefUnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, Union<'a, T>>();
}

// impl<'a, T> Send for Union<'a, T> where T: Sync
fn set_union_send_for_union_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Send>() where T: Sync, T: 'a {}
    holds::<T, Union<'a, T>>();
}

// impl<'a, T> Sync for Union<'a, T> where T: Sync
fn set_union_sync_for_union_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Sync>() where T: Sync, T: 'a {}
    holds::<T, Union<'a, T>>();
}

// impl<'a, T> Unpin for Union<'a, T>
fn set_union_unpin_for_union_a_t<'a, T>() where T: 'a {
    fn holds<'a, T, Asked: Unpin>() where T: 'a {}
    holds::<T, Union<'a, T>>();
}

// impl<'a, T> UnwindSafe for Union<'a, T> where T: RefUnwindSafe
fn set_union_unwindsafe_for_union_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: UnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, Union<'a, T>>();
}

// impl RefUnwindSafe for UnorderedKeyError
fn set_unorderedkeyerror_refunwindsafe_for_unorderedkeyerror() {
    fn holds<Asked: RefUnwindSafe>() {}
    holds::<UnorderedKeyError>();
}

// impl Send for UnorderedKeyError
fn set_unorderedkeyerror_send_for_unorderedkeyerror() {
    fn holds<Asked: Send>() {}
    holds::<UnorderedKeyError>();
}

// impl Sync for UnorderedKeyError
fn set_unorderedkeyerror_sync_for_unorderedkeyerror() {
    fn holds<Asked: Sync>() {}
    holds::<UnorderedKeyError>();
}

// impl Unpin for UnorderedKeyError
fn set_unorderedkeyerror_unpin_for_unorderedkeyerror() {
    fn holds<Asked: Unpin>() {}
    holds::<UnorderedKeyError>();
}

// impl UnwindSafe for UnorderedKeyError
fn set_unorderedkeyerror_unwindsafe_for_unorderedkeyerror() {
    fn holds<Asked: UnwindSafe>() {}
    holds::<UnorderedKeyError>();
}

// impl<'a, T, A> RefUnwindSafe for VacantEntry<'a, T, A> where T: RefUnwindSafe, A: RefUnwindSafe
fn set_vacantentry_refunwindsafe_for_vacantentry_a_t<'a, T>() where T: RefUnwindSafe, T: 'a {
    fn holds<'a, T, Asked: RefUnwindSafe>() where T: RefUnwindSafe, T: 'a {}
    holds::<T, VacantEntry<'a, T>>();
}

// impl<'a, T, A> Send for VacantEntry<'a, T, A> where T: Send, A: Send
fn set_vacantentry_send_for_vacantentry_a_t<'a, T>() where T: Send, T: 'a {
    fn holds<'a, T, Asked: Send>() where T: Send, T: 'a {}
    holds::<T, VacantEntry<'a, T>>();
}

// impl<'a, T, A> Sync for VacantEntry<'a, T, A> where T: Sync, A: Sync
fn set_vacantentry_sync_for_vacantentry_a_t<'a, T>() where T: Sync, T: 'a {
    fn holds<'a, T, Asked: Sync>() where T: Sync, T: 'a {}
    holds::<T, VacantEntry<'a, T>>();
}

// impl<'a, T, A> Unpin for VacantEntry<'a, T, A> where T: Unpin, A: Unpin
fn set_vacantentry_unpin_for_vacantentry_a_t<'a, T>() where T: Unpin, T: 'a {
    fn holds<'a, T, Asked: Unpin>() where T: Unpin, T: 'a {}
    holds::<T, VacantEntry<'a, T>>();
}

// impl<'a, T, A = Global> !UnwindSafe for VacantEntry<'a, T, A>
fn set_vacantentry_unwindsafe_for_vacantentry_a_t() {
    static_assertions::assert_not_impl_any!(VacantEntry<'static, u8>: UnwindSafe);
}
