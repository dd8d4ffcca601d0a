//! One use of every signature of std's `BTreeMap`, against our types. Written by `cargo xtask tidy api-parity --bless`; not to be edited.

use ::btree_map::btree_map::*;
use std::borrow::Borrow;
use std::error::Error;
use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::iter::FusedIterator;
use std::ops::{Bound, Index, RangeBounds};
use std::panic::{RefUnwindSafe, UnwindSafe};

// pub struct BTreeMap<K, V, A = Global> where A: Allocator + Clone { .. }
fn map_btreemap_type<K, V>(it: BTreeMap<K, V>) -> BTreeMap<K, V> {
    it
}

// pub enum Entry<'a, K, V, A = Global> where K: 'a, V: 'a, A: Allocator + Clone,{ Vacant(VacantEntry<'a, K, V, A>), Occupied(OccupiedEntry<'a, K, V, A>), }
fn map_entry_type<'a, K, V>(it: Entry<'a, K, V>) -> Entry<'a, K, V> where K: 'a, V: 'a {
    match &it { Entry::Occupied(_) => {} Entry::Vacant(_) => {} }
    it
}

// pub struct Cursor<'a, K, V> where K: 'a, V: 'a { .. }
fn map_cursor_type<'a, K, V>(it: Cursor<'a, K, V>) -> Cursor<'a, K, V> where K: 'a, V: 'a {
    it
}

// pub struct CursorMut<'a, K, V, A = Global> where K: 'a, V: 'a { .. }
fn map_cursormut_type<'a, K, V>(it: CursorMut<'a, K, V>) -> CursorMut<'a, K, V> where K: 'a, V: 'a {
    it
}

// pub struct CursorMutKey<'a, K, V, A = Global> where K: 'a, V: 'a { .. }
fn map_cursormutkey_type<'a, K, V>(it: CursorMutKey<'a, K, V>) -> CursorMutKey<'a, K, V> where K: 'a, V: 'a {
    it
}

// pub struct ExtractIf<'a, K, V, R, F, A = Global> where A: Allocator + Clone { .. }
fn map_extractif_type<'a, K, V, R, F>(it: ExtractIf<'a, K, V, R, F>) -> ExtractIf<'a, K, V, R, F> {
    it
}

// pub struct IntoIter<K, V, A = Global> where A: Allocator + Clone { .. }
fn map_intoiter_type<K, V>(it: IntoIter<K, V>) -> IntoIter<K, V> {
    it
}

// pub struct IntoKeys<K, V, A = Global> where A: Allocator + Clone { .. }
fn map_intokeys_type<K, V>(it: IntoKeys<K, V>) -> IntoKeys<K, V> {
    it
}

// pub struct IntoValues<K, V, A = Global> where A: Allocator + Clone { .. }
fn map_intovalues_type<K, V>(it: IntoValues<K, V>) -> IntoValues<K, V> {
    it
}

// pub struct Iter<'a, K, V> where K: 'a, V: 'a { .. }
fn map_iter_type<'a, K, V>(it: Iter<'a, K, V>) -> Iter<'a, K, V> where K: 'a, V: 'a {
    it
}

// pub struct IterMut<'a, K, V> where K: 'a, V: 'a { .. }
fn map_itermut_type<'a, K, V>(it: IterMut<'a, K, V>) -> IterMut<'a, K, V> where K: 'a, V: 'a {
    it
}

// pub struct Keys<'a, K, V> { /* private fields */ }
fn map_keys_type<'a, K, V>(it: Keys<'a, K, V>) -> Keys<'a, K, V> {
    it
}

// pub struct OccupiedEntry<'a, K, V, A = Global> where A: Allocator + Clone { .. }
fn map_occupiedentry_type<'a, K, V>(it: OccupiedEntry<'a, K, V>) -> OccupiedEntry<'a, K, V> {
    it
}

// pub struct OccupiedError<'a, K, V, A = Global> where K: 'a, V: 'a, A: Allocator + Clone,{ pub entry: OccupiedEntry<'a, K, V, A>, pub value: V, }
fn map_occupiederror_type<'a, K, V>(it: OccupiedError<'a, K, V>) -> OccupiedError<'a, K, V> where K: 'a, V: 'a {
    let OccupiedError { entry: _, value: _, .. } = &it;
    it
}

// pub struct Range<'a, K, V> where K: 'a, V: 'a { .. }
fn map_range_type<'a, K, V>(it: Range<'a, K, V>) -> Range<'a, K, V> where K: 'a, V: 'a {
    it
}

// pub struct RangeMut<'a, K, V> where K: 'a, V: 'a { .. }
fn map_rangemut_type<'a, K, V>(it: RangeMut<'a, K, V>) -> RangeMut<'a, K, V> where K: 'a, V: 'a {
    it
}

// pub struct UnorderedKeyError {}
fn map_unorderedkeyerror_type(it: UnorderedKeyError) -> UnorderedKeyError {
    it
}

// pub struct VacantEntry<'a, K, V, A = Global> where A: Allocator + Clone { .. }
fn map_vacantentry_type<'a, K, V>(it: VacantEntry<'a, K, V>) -> VacantEntry<'a, K, V> {
    it
}

// pub struct Values<'a, K, V> { /* private fields */ }
fn map_values_type<'a, K, V>(it: Values<'a, K, V>) -> Values<'a, K, V> {
    it
}

// pub struct ValuesMut<'a, K, V> { /* private fields */ }
fn map_valuesmut_type<'a, K, V>(it: ValuesMut<'a, K, V>) -> ValuesMut<'a, K, V> {
    it
}

// pub const fn new() -> BTreeMap<K, V>
const _: () = {
    trait Use<K, V> { fn map_btreemap_new() -> BTreeMap<K, V>; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_new() -> BTreeMap<K, V> { <BTreeMap<K, V>>::new() }
    }
    const MADE: BTreeMap<u8, u8> = <BTreeMap<u8, u8>>::new();
    static KEPT: BTreeMap<u8, u8> = MADE;
};

// pub fn clear(&mut self)   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_clear(&mut self); }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_clear(&mut self) { <BTreeMap<K, V>>::clear(self) }
    }
};

// pub fn get<Q>(&self, key: &Q) -> Option<&V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_get<Q>(&self, key: &Q) -> Option<&V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_get<Q>(&self, key: &Q) -> Option<&V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeMap<K, V>>::get::<Q>(self, key) }
    }
};

// pub fn get_key_value<Q>(&self, k: &Q) -> Option<(&K, &V)> where K: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_get_key_value<Q>(&self, k: &Q) -> Option<(&K, &V)> where K: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_get_key_value<Q>(&self, k: &Q) -> Option<(&K, &V)> where K: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeMap<K, V>>::get_key_value::<Q>(self, k) }
    }
};

// pub fn first_key_value(&self) -> Option<(&K, &V)> where K: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_first_key_value(&self) -> Option<(&K, &V)> where K: Ord; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_first_key_value(&self) -> Option<(&K, &V)> where K: Ord { <BTreeMap<K, V>>::first_key_value(self) }
    }
};

// pub fn first_entry(&mut self) -> Option<OccupiedEntry<'_, K, V, A>> where K: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_first_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>> where K: Ord; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_first_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>> where K: Ord { <BTreeMap<K, V>>::first_entry(self) }
    }
};

// pub fn pop_first(&mut self) -> Option<(K, V)> where K: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_pop_first(&mut self) -> Option<(K, V)> where K: Ord; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_pop_first(&mut self) -> Option<(K, V)> where K: Ord { <BTreeMap<K, V>>::pop_first(self) }
    }
};

// pub fn last_key_value(&self) -> Option<(&K, &V)> where K: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_last_key_value(&self) -> Option<(&K, &V)> where K: Ord; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_last_key_value(&self) -> Option<(&K, &V)> where K: Ord { <BTreeMap<K, V>>::last_key_value(self) }
    }
};

// pub fn last_entry(&mut self) -> Option<OccupiedEntry<'_, K, V, A>> where K: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_last_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>> where K: Ord; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_last_entry(&mut self) -> Option<OccupiedEntry<'_, K, V>> where K: Ord { <BTreeMap<K, V>>::last_entry(self) }
    }
};

// pub fn pop_last(&mut self) -> Option<(K, V)> where K: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_pop_last(&mut self) -> Option<(K, V)> where K: Ord; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_pop_last(&mut self) -> Option<(K, V)> where K: Ord { <BTreeMap<K, V>>::pop_last(self) }
    }
};

// pub fn contains_key<Q>(&self, key: &Q) -> bool where K: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_contains_key<Q>(&self, key: &Q) -> bool where K: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_contains_key<Q>(&self, key: &Q) -> bool where K: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeMap<K, V>>::contains_key::<Q>(self, key) }
    }
};

// pub fn get_mut<Q>(&mut self, key: &Q) -> Option<&mut V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_get_mut<Q>(&mut self, key: &Q) -> Option<&mut V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_get_mut<Q>(&mut self, key: &Q) -> Option<&mut V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeMap<K, V>>::get_mut::<Q>(self, key) }
    }
};

// pub fn insert(&mut self, key: K, value: V) -> Option<V> where K: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_insert(&mut self, key: K, value: V) -> Option<V> where K: Ord; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_insert(&mut self, key: K, value: V) -> Option<V> where K: Ord { <BTreeMap<K, V>>::insert(self, key, value) }
    }
};

// pub fn try_insert(&mut self, key: K, value: V) -> Result<&mut V, OccupiedError<'_, K, V, A>> where K: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_try_insert(&mut self, key: K, value: V) -> Result<&mut V, OccupiedError<'_, K, V>> where K: Ord; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_try_insert(&mut self, key: K, value: V) -> Result<&mut V, OccupiedError<'_, K, V>> where K: Ord { <BTreeMap<K, V>>::try_insert(self, key, value) }
    }
};

// pub fn remove<Q>(&mut self, key: &Q) -> Option<V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_remove<Q>(&mut self, key: &Q) -> Option<V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_remove<Q>(&mut self, key: &Q) -> Option<V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeMap<K, V>>::remove::<Q>(self, key) }
    }
};

// pub fn remove_entry<Q>(&mut self, key: &Q) -> Option<(K, V)> where K: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_remove_entry<Q>(&mut self, key: &Q) -> Option<(K, V)> where K: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_remove_entry<Q>(&mut self, key: &Q) -> Option<(K, V)> where K: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeMap<K, V>>::remove_entry::<Q>(self, key) }
    }
};

// pub fn retain<F>(&mut self, f: F) where K: Ord, F: FnMut(&K, &mut V) -> bool   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_retain<F>(&mut self, f: F) where K: Ord, F: FnMut(&K, &mut V) -> bool; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_retain<F>(&mut self, f: F) where K: Ord, F: FnMut(&K, &mut V) -> bool { <BTreeMap<K, V>>::retain::<F>(self, f) }
    }
};

// pub fn append(&mut self, other: &mut BTreeMap<K, V, A>) where K: Ord, A: Clone   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_append(&mut self, other: &mut BTreeMap<K, V>) where K: Ord; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_append(&mut self, other: &mut BTreeMap<K, V>) where K: Ord { <BTreeMap<K, V>>::append(self, other) }
    }
};

// pub fn merge(&mut self, other: BTreeMap<K, V, A>, conflict: impl FnMut(&K, V, V) -> V) where K: Ord, A: Clone   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_merge(&mut self, other: BTreeMap<K, V>, conflict: impl FnMut(&K, V, V) -> V) where K: Ord; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_merge(&mut self, other: BTreeMap<K, V>, conflict: impl FnMut(&K, V, V) -> V) where K: Ord { <BTreeMap<K, V>>::merge(self, other, conflict) }
    }
};

// pub fn range<T, R>(&self, range: R) -> Range<'_, K, V> where T: Ord + ?Sized, K: Borrow<T> + Ord, R: RangeBounds<T>   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_range<T, R>(&self, range: R) -> Range<'_, K, V> where T: Ord + ?Sized, K: Borrow<T> + Ord, R: RangeBounds<T>; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_range<T, R>(&self, range: R) -> Range<'_, K, V> where T: Ord + ?Sized, K: Borrow<T> + Ord, R: RangeBounds<T> { <BTreeMap<K, V>>::range::<T, R>(self, range) }
    }
};

// pub fn range_mut<T, R>(&mut self, range: R) -> RangeMut<'_, K, V> where T: Ord + ?Sized, K: Borrow<T> + Ord, R: RangeBounds<T>   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_range_mut<T, R>(&mut self, range: R) -> RangeMut<'_, K, V> where T: Ord + ?Sized, K: Borrow<T> + Ord, R: RangeBounds<T>; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_range_mut<T, R>(&mut self, range: R) -> RangeMut<'_, K, V> where T: Ord + ?Sized, K: Borrow<T> + Ord, R: RangeBounds<T> { <BTreeMap<K, V>>::range_mut::<T, R>(self, range) }
    }
};

// pub fn entry(&mut self, key: K) -> Entry<'_, K, V, A> where K: Ord   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_entry(&mut self, key: K) -> Entry<'_, K, V> where K: Ord; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_entry(&mut self, key: K) -> Entry<'_, K, V> where K: Ord { <BTreeMap<K, V>>::entry(self, key) }
    }
};

// pub fn split_off<Q>(&mut self, key: &Q) -> BTreeMap<K, V, A> where Q: Ord + ?Sized, K: Borrow<Q> + Ord, A: Clone   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_split_off<Q>(&mut self, key: &Q) -> BTreeMap<K, V> where Q: Ord + ?Sized, K: Borrow<Q> + Ord; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_split_off<Q>(&mut self, key: &Q) -> BTreeMap<K, V> where Q: Ord + ?Sized, K: Borrow<Q> + Ord { <BTreeMap<K, V>>::split_off::<Q>(self, key) }
    }
};

// pub fn extract_if<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, K, V, R, F, A> where K: Ord, R: RangeBounds<K>, F: FnMut(&K, &mut V) -> bool   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_extract_if<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, K, V, R, F> where K: Ord, R: RangeBounds<K>, F: FnMut(&K, &mut V) -> bool; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_extract_if<F, R>(&mut self, range: R, pred: F) -> ExtractIf<'_, K, V, R, F> where K: Ord, R: RangeBounds<K>, F: FnMut(&K, &mut V) -> bool { <BTreeMap<K, V>>::extract_if::<F, R>(self, range, pred) }
    }
};

// pub fn into_keys(self) -> IntoKeys<K, V, A>   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_into_keys(self) -> IntoKeys<K, V>; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_into_keys(self) -> IntoKeys<K, V> { <BTreeMap<K, V>>::into_keys(self) }
    }
};

// pub fn into_values(self) -> IntoValues<K, V, A>   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_into_values(self) -> IntoValues<K, V>; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_into_values(self) -> IntoValues<K, V> { <BTreeMap<K, V>>::into_values(self) }
    }
};

// pub fn iter(&self) -> Iter<'_, K, V>   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_iter(&self) -> Iter<'_, K, V>; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_iter(&self) -> Iter<'_, K, V> { <BTreeMap<K, V>>::iter(self) }
    }
};

// pub fn iter_mut(&mut self) -> IterMut<'_, K, V>   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_iter_mut(&mut self) -> IterMut<'_, K, V>; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_iter_mut(&mut self) -> IterMut<'_, K, V> { <BTreeMap<K, V>>::iter_mut(self) }
    }
};

// pub fn keys(&self) -> Keys<'_, K, V>   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_keys(&self) -> Keys<'_, K, V>; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_keys(&self) -> Keys<'_, K, V> { <BTreeMap<K, V>>::keys(self) }
    }
};

// pub fn values(&self) -> Values<'_, K, V>   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_values(&self) -> Values<'_, K, V>; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_values(&self) -> Values<'_, K, V> { <BTreeMap<K, V>>::values(self) }
    }
};

// pub fn values_mut(&mut self) -> ValuesMut<'_, K, V>   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_values_mut(&mut self) -> ValuesMut<'_, K, V>; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_values_mut(&mut self) -> ValuesMut<'_, K, V> { <BTreeMap<K, V>>::values_mut(self) }
    }
};

// pub fn len(&self) -> usize   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_len(&self) -> usize; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_len(&self) -> usize { <BTreeMap<K, V>>::len(self) }
    }
};

// pub fn is_empty(&self) -> bool   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_is_empty(&self) -> bool; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_is_empty(&self) -> bool { <BTreeMap<K, V>>::is_empty(self) }
    }
};

// pub fn lower_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, K, V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_lower_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, K, V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_lower_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, K, V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeMap<K, V>>::lower_bound::<Q>(self, bound) }
    }
};

// pub fn lower_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, K, V, A> where K: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_lower_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, K, V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_lower_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, K, V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeMap<K, V>>::lower_bound_mut::<Q>(self, bound) }
    }
};

// pub fn upper_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, K, V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_upper_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, K, V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_upper_bound<Q>(&self, bound: Bound<&Q>) -> Cursor<'_, K, V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeMap<K, V>>::upper_bound::<Q>(self, bound) }
    }
};

// pub fn upper_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, K, V, A> where K: Borrow<Q> + Ord, Q: Ord + ?Sized   [impl where A: Allocator + Clone]
const _: () = {
    trait Use<K, V> { fn map_btreemap_upper_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, K, V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized; }
    impl<K, V> Use<K, V> for BTreeMap<K, V> {
        fn map_btreemap_upper_bound_mut<Q>(&mut self, bound: Bound<&Q>) -> CursorMut<'_, K, V> where K: Borrow<Q> + Ord, Q: Ord + ?Sized { <BTreeMap<K, V>>::upper_bound_mut::<Q>(self, bound) }
    }
};

// pub fn or_insert(self, default: V) -> &'a mut V   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_entry_or_insert(self, default: V) -> &'a mut V; }
    impl<'a, K, V> Use<'a, K, V> for Entry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_entry_or_insert(self, default: V) -> &'a mut V { <Entry<'a, K, V>>::or_insert(self, default) }
    }
};

// pub fn or_insert_with<F>(self, default: F) -> &'a mut V where F: FnOnce() -> V   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_entry_or_insert_with<F>(self, default: F) -> &'a mut V where F: FnOnce() -> V; }
    impl<'a, K, V> Use<'a, K, V> for Entry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_entry_or_insert_with<F>(self, default: F) -> &'a mut V where F: FnOnce() -> V { <Entry<'a, K, V>>::or_insert_with::<F>(self, default) }
    }
};

// pub fn or_insert_with_key<F>(self, default: F) -> &'a mut V where F: FnOnce(&K) -> V   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_entry_or_insert_with_key<F>(self, default: F) -> &'a mut V where F: FnOnce(&K) -> V; }
    impl<'a, K, V> Use<'a, K, V> for Entry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_entry_or_insert_with_key<F>(self, default: F) -> &'a mut V where F: FnOnce(&K) -> V { <Entry<'a, K, V>>::or_insert_with_key::<F>(self, default) }
    }
};

// pub fn key(&self) -> &K   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_entry_key(&self) -> &K; }
    impl<'a, K, V> Use<'a, K, V> for Entry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_entry_key(&self) -> &K { <Entry<'a, K, V>>::key(self) }
    }
};

// pub fn and_modify<F>(self, f: F) -> Entry<'a, K, V, A> where F: FnOnce(&mut V)   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_entry_and_modify<F>(self, f: F) -> Entry<'a, K, V> where F: FnOnce(&mut V); }
    impl<'a, K, V> Use<'a, K, V> for Entry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_entry_and_modify<F>(self, f: F) -> Entry<'a, K, V> where F: FnOnce(&mut V) { <Entry<'a, K, V>>::and_modify::<F>(self, f) }
    }
};

// pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V, A>   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_entry_insert_entry(self, value: V) -> OccupiedEntry<'a, K, V>; }
    impl<'a, K, V> Use<'a, K, V> for Entry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_entry_insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> { <Entry<'a, K, V>>::insert_entry(self, value) }
    }
};

// pub fn or_default(self) -> &'a mut V   [impl where K: Ord, V: Default, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, V: Default, K: 'a, V: 'a { fn map_entry_or_default(self) -> &'a mut V; }
    impl<'a, K, V> Use<'a, K, V> for Entry<'a, K, V> where K: Ord, V: Default, K: 'a, V: 'a {
        fn map_entry_or_default(self) -> &'a mut V { <Entry<'a, K, V>>::or_default(self) }
    }
};

// pub fn next(&mut self) -> Option<(&'a K, &'a V)>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursor_next(&mut self) -> Option<(&'a K, &'a V)>; }
    impl<'a, K, V> Use<'a, K, V> for Cursor<'a, K, V> where K: 'a, V: 'a {
        fn map_cursor_next(&mut self) -> Option<(&'a K, &'a V)> { <Cursor<'a, K, V>>::next(self) }
    }
};

// pub fn prev(&mut self) -> Option<(&'a K, &'a V)>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursor_prev(&mut self) -> Option<(&'a K, &'a V)>; }
    impl<'a, K, V> Use<'a, K, V> for Cursor<'a, K, V> where K: 'a, V: 'a {
        fn map_cursor_prev(&mut self) -> Option<(&'a K, &'a V)> { <Cursor<'a, K, V>>::prev(self) }
    }
};

// pub fn peek_next(&self) -> Option<(&'a K, &'a V)>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursor_peek_next(&self) -> Option<(&'a K, &'a V)>; }
    impl<'a, K, V> Use<'a, K, V> for Cursor<'a, K, V> where K: 'a, V: 'a {
        fn map_cursor_peek_next(&self) -> Option<(&'a K, &'a V)> { <Cursor<'a, K, V>>::peek_next(self) }
    }
};

// pub fn peek_prev(&self) -> Option<(&'a K, &'a V)>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursor_peek_prev(&self) -> Option<(&'a K, &'a V)>; }
    impl<'a, K, V> Use<'a, K, V> for Cursor<'a, K, V> where K: 'a, V: 'a {
        fn map_cursor_peek_prev(&self) -> Option<(&'a K, &'a V)> { <Cursor<'a, K, V>>::peek_prev(self) }
    }
};

// pub fn next(&mut self) -> Option<(&K, &mut V)>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursormut_next(&mut self) -> Option<(&K, &mut V)>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMut<'a, K, V> where K: 'a, V: 'a {
        fn map_cursormut_next(&mut self) -> Option<(&K, &mut V)> { <CursorMut<'a, K, V>>::next(self) }
    }
};

// pub fn prev(&mut self) -> Option<(&K, &mut V)>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursormut_prev(&mut self) -> Option<(&K, &mut V)>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMut<'a, K, V> where K: 'a, V: 'a {
        fn map_cursormut_prev(&mut self) -> Option<(&K, &mut V)> { <CursorMut<'a, K, V>>::prev(self) }
    }
};

// pub fn peek_next(&mut self) -> Option<(&K, &mut V)>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursormut_peek_next(&mut self) -> Option<(&K, &mut V)>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMut<'a, K, V> where K: 'a, V: 'a {
        fn map_cursormut_peek_next(&mut self) -> Option<(&K, &mut V)> { <CursorMut<'a, K, V>>::peek_next(self) }
    }
};

// pub fn peek_prev(&mut self) -> Option<(&K, &mut V)>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursormut_peek_prev(&mut self) -> Option<(&K, &mut V)>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMut<'a, K, V> where K: 'a, V: 'a {
        fn map_cursormut_peek_prev(&mut self) -> Option<(&K, &mut V)> { <CursorMut<'a, K, V>>::peek_prev(self) }
    }
};

// pub fn as_cursor(&self) -> Cursor<'_, K, V>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursormut_as_cursor(&self) -> Cursor<'_, K, V>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMut<'a, K, V> where K: 'a, V: 'a {
        fn map_cursormut_as_cursor(&self) -> Cursor<'_, K, V> { <CursorMut<'a, K, V>>::as_cursor(self) }
    }
};

// pub unsafe fn with_mutable_key(self) -> CursorMutKey<'a, K, V, A>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursormut_with_mutable_key(self) -> CursorMutKey<'a, K, V>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMut<'a, K, V> where K: 'a, V: 'a {
        fn map_cursormut_with_mutable_key(self) -> CursorMutKey<'a, K, V> { <CursorMut<'a, K, V>>::with_mutable_key(self) }
    }
};

// pub unsafe fn insert_after_unchecked(&mut self, key: K, value: V)   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_cursormut_insert_after_unchecked(&mut self, key: K, value: V); }
    impl<'a, K, V> Use<'a, K, V> for CursorMut<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_cursormut_insert_after_unchecked(&mut self, key: K, value: V) { <CursorMut<'a, K, V>>::insert_after_unchecked(self, key, value) }
    }
};

// pub unsafe fn insert_before_unchecked(&mut self, key: K, value: V)   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_cursormut_insert_before_unchecked(&mut self, key: K, value: V); }
    impl<'a, K, V> Use<'a, K, V> for CursorMut<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_cursormut_insert_before_unchecked(&mut self, key: K, value: V) { <CursorMut<'a, K, V>>::insert_before_unchecked(self, key, value) }
    }
};

// pub fn insert_after(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError>   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_cursormut_insert_after(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMut<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_cursormut_insert_after(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError> { <CursorMut<'a, K, V>>::insert_after(self, key, value) }
    }
};

// pub fn insert_before(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError>   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_cursormut_insert_before(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMut<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_cursormut_insert_before(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError> { <CursorMut<'a, K, V>>::insert_before(self, key, value) }
    }
};

// pub fn remove_next(&mut self) -> Option<(K, V)>   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_cursormut_remove_next(&mut self) -> Option<(K, V)>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMut<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_cursormut_remove_next(&mut self) -> Option<(K, V)> { <CursorMut<'a, K, V>>::remove_next(self) }
    }
};

// pub fn remove_prev(&mut self) -> Option<(K, V)>   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_cursormut_remove_prev(&mut self) -> Option<(K, V)>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMut<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_cursormut_remove_prev(&mut self) -> Option<(K, V)> { <CursorMut<'a, K, V>>::remove_prev(self) }
    }
};

// pub fn next(&mut self) -> Option<(&mut K, &mut V)>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursormutkey_next(&mut self) -> Option<(&mut K, &mut V)>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMutKey<'a, K, V> where K: 'a, V: 'a {
        fn map_cursormutkey_next(&mut self) -> Option<(&mut K, &mut V)> { <CursorMutKey<'a, K, V>>::next(self) }
    }
};

// pub fn prev(&mut self) -> Option<(&mut K, &mut V)>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursormutkey_prev(&mut self) -> Option<(&mut K, &mut V)>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMutKey<'a, K, V> where K: 'a, V: 'a {
        fn map_cursormutkey_prev(&mut self) -> Option<(&mut K, &mut V)> { <CursorMutKey<'a, K, V>>::prev(self) }
    }
};

// pub fn peek_next(&mut self) -> Option<(&mut K, &mut V)>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursormutkey_peek_next(&mut self) -> Option<(&mut K, &mut V)>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMutKey<'a, K, V> where K: 'a, V: 'a {
        fn map_cursormutkey_peek_next(&mut self) -> Option<(&mut K, &mut V)> { <CursorMutKey<'a, K, V>>::peek_next(self) }
    }
};

// pub fn peek_prev(&mut self) -> Option<(&mut K, &mut V)>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursormutkey_peek_prev(&mut self) -> Option<(&mut K, &mut V)>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMutKey<'a, K, V> where K: 'a, V: 'a {
        fn map_cursormutkey_peek_prev(&mut self) -> Option<(&mut K, &mut V)> { <CursorMutKey<'a, K, V>>::peek_prev(self) }
    }
};

// pub fn as_cursor(&self) -> Cursor<'_, K, V>
const _: () = {
    trait Use<'a, K, V> where K: 'a, V: 'a { fn map_cursormutkey_as_cursor(&self) -> Cursor<'_, K, V>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMutKey<'a, K, V> where K: 'a, V: 'a {
        fn map_cursormutkey_as_cursor(&self) -> Cursor<'_, K, V> { <CursorMutKey<'a, K, V>>::as_cursor(self) }
    }
};

// pub unsafe fn insert_after_unchecked(&mut self, key: K, value: V)   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_cursormutkey_insert_after_unchecked(&mut self, key: K, value: V); }
    impl<'a, K, V> Use<'a, K, V> for CursorMutKey<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_cursormutkey_insert_after_unchecked(&mut self, key: K, value: V) { <CursorMutKey<'a, K, V>>::insert_after_unchecked(self, key, value) }
    }
};

// pub unsafe fn insert_before_unchecked(&mut self, key: K, value: V)   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_cursormutkey_insert_before_unchecked(&mut self, key: K, value: V); }
    impl<'a, K, V> Use<'a, K, V> for CursorMutKey<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_cursormutkey_insert_before_unchecked(&mut self, key: K, value: V) { <CursorMutKey<'a, K, V>>::insert_before_unchecked(self, key, value) }
    }
};

// pub fn insert_after(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError>   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_cursormutkey_insert_after(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMutKey<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_cursormutkey_insert_after(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError> { <CursorMutKey<'a, K, V>>::insert_after(self, key, value) }
    }
};

// pub fn insert_before(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError>   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_cursormutkey_insert_before(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMutKey<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_cursormutkey_insert_before(&mut self, key: K, value: V) -> Result<(), UnorderedKeyError> { <CursorMutKey<'a, K, V>>::insert_before(self, key, value) }
    }
};

// pub fn remove_next(&mut self) -> Option<(K, V)>   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_cursormutkey_remove_next(&mut self) -> Option<(K, V)>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMutKey<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_cursormutkey_remove_next(&mut self) -> Option<(K, V)> { <CursorMutKey<'a, K, V>>::remove_next(self) }
    }
};

// pub fn remove_prev(&mut self) -> Option<(K, V)>   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_cursormutkey_remove_prev(&mut self) -> Option<(K, V)>; }
    impl<'a, K, V> Use<'a, K, V> for CursorMutKey<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_cursormutkey_remove_prev(&mut self) -> Option<(K, V)> { <CursorMutKey<'a, K, V>>::remove_prev(self) }
    }
};

// pub fn key(&self) -> &K   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_occupiedentry_key(&self) -> &K; }
    impl<'a, K, V> Use<'a, K, V> for OccupiedEntry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_occupiedentry_key(&self) -> &K { <OccupiedEntry<'a, K, V>>::key(self) }
    }
};

// pub fn remove_entry(self) -> (K, V)   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_occupiedentry_remove_entry(self) -> (K, V); }
    impl<'a, K, V> Use<'a, K, V> for OccupiedEntry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_occupiedentry_remove_entry(self) -> (K, V) { <OccupiedEntry<'a, K, V>>::remove_entry(self) }
    }
};

// pub fn get(&self) -> &V   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_occupiedentry_get(&self) -> &V; }
    impl<'a, K, V> Use<'a, K, V> for OccupiedEntry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_occupiedentry_get(&self) -> &V { <OccupiedEntry<'a, K, V>>::get(self) }
    }
};

// pub fn get_mut(&mut self) -> &mut V   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_occupiedentry_get_mut(&mut self) -> &mut V; }
    impl<'a, K, V> Use<'a, K, V> for OccupiedEntry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_occupiedentry_get_mut(&mut self) -> &mut V { <OccupiedEntry<'a, K, V>>::get_mut(self) }
    }
};

// pub fn into_mut(self) -> &'a mut V   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_occupiedentry_into_mut(self) -> &'a mut V; }
    impl<'a, K, V> Use<'a, K, V> for OccupiedEntry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_occupiedentry_into_mut(self) -> &'a mut V { <OccupiedEntry<'a, K, V>>::into_mut(self) }
    }
};

// pub fn insert(&mut self, value: V) -> V   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_occupiedentry_insert(&mut self, value: V) -> V; }
    impl<'a, K, V> Use<'a, K, V> for OccupiedEntry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_occupiedentry_insert(&mut self, value: V) -> V { <OccupiedEntry<'a, K, V>>::insert(self, value) }
    }
};

// pub fn remove(self) -> V   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_occupiedentry_remove(self) -> V; }
    impl<'a, K, V> Use<'a, K, V> for OccupiedEntry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_occupiedentry_remove(self) -> V { <OccupiedEntry<'a, K, V>>::remove(self) }
    }
};

// pub fn key(&self) -> &K   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_vacantentry_key(&self) -> &K; }
    impl<'a, K, V> Use<'a, K, V> for VacantEntry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_vacantentry_key(&self) -> &K { <VacantEntry<'a, K, V>>::key(self) }
    }
};

// pub fn into_key(self) -> K   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_vacantentry_into_key(self) -> K; }
    impl<'a, K, V> Use<'a, K, V> for VacantEntry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_vacantentry_into_key(self) -> K { <VacantEntry<'a, K, V>>::into_key(self) }
    }
};

// pub fn insert(self, value: V) -> &'a mut V   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_vacantentry_insert(self, value: V) -> &'a mut V; }
    impl<'a, K, V> Use<'a, K, V> for VacantEntry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_vacantentry_insert(self, value: V) -> &'a mut V { <VacantEntry<'a, K, V>>::insert(self, value) }
    }
};

// pub fn insert_entry(self, value: V) -> OccupiedEntry<'a, K, V, A>   [impl where K: Ord, A: Allocator + Clone]
const _: () = {
    trait Use<'a, K, V> where K: Ord, K: 'a, V: 'a { fn map_vacantentry_insert_entry(self, value: V) -> OccupiedEntry<'a, K, V>; }
    impl<'a, K, V> Use<'a, K, V> for VacantEntry<'a, K, V> where K: Ord, K: 'a, V: 'a {
        fn map_vacantentry_insert_entry(self, value: V) -> OccupiedEntry<'a, K, V> { <VacantEntry<'a, K, V>>::insert_entry(self, value) }
    }
};

// impl<K, V, A> Clone for BTreeMap<K, V, A> where K: Clone, V: Clone, A: Allocator + Clone
fn map_btreemap_clone_for_btreemap_k_v<K, V>() where K: Clone, V: Clone {
    fn holds<K, V, Asked: Clone>() where K: Clone, V: Clone {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, A> Debug for BTreeMap<K, V, A> where K: Debug, V: Debug, A: Allocator + Clone
fn map_btreemap_debug_for_btreemap_k_v<K, V>() where K: Debug, V: Debug {
    fn holds<K, V, Asked: Debug>() where K: Debug, V: Debug {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V> Default for BTreeMap<K, V>
fn map_btreemap_default_for_btreemap_k_v<K, V>() {
    fn holds<K, V, Asked: Default>() {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, A> Drop for BTreeMap<K, V, A> where A: Allocator + Clone
fn map_btreemap_drop_for_btreemap_k_v() {
    const { assert!(std::mem::needs_drop::<BTreeMap<u8, u8>>()) }
}

// impl<'a, K, V, A> Extend<(&'a K, &'a V)> for BTreeMap<K, V, A> where K: Ord + Copy, V: Copy, A: Allocator + Clone
fn map_btreemap_extend_a_k_a_v_for_btreemap_k_v<'a, K, V>() where K: Ord + Copy, V: Copy, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Extend<(&'a K, &'a V)>>() where K: Ord + Copy, V: Copy, K: 'a, V: 'a {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, A> Extend<(K, V)> for BTreeMap<K, V, A> where K: Ord, A: Allocator + Clone
fn map_btreemap_extend_k_v_for_btreemap_k_v<K, V>() where K: Ord {
    fn holds<K, V, Asked: Extend<(K, V)>>() where K: Ord {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, const N: usize> From<[(K, V); N]> for BTreeMap<K, V> where K: Ord
fn map_btreemap_from_k_v_n_for_btreemap_k_v<K, V, const N: usize>() where K: Ord {
    fn holds<K, V, const N: usize, Asked: From<[(K, V); N]>>() where K: Ord {}
    holds::<K, V, N, BTreeMap<K, V>>();
}

// impl<K, V> FromIterator<(K, V)> for BTreeMap<K, V> where K: Ord
fn map_btreemap_fromiterator_k_v_for_btreemap_k_v<K, V>() where K: Ord {
    fn holds<K, V, Asked: FromIterator<(K, V)>>() where K: Ord {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, A> Hash for BTreeMap<K, V, A> where K: Hash, V: Hash, A: Allocator + Clone
fn map_btreemap_hash_for_btreemap_k_v<K, V>() where K: Hash, V: Hash {
    fn holds<K, V, Asked: Hash>() where K: Hash, V: Hash {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, Q, V, A> Index<&Q> for BTreeMap<K, V, A> where A: Allocator + Clone, K: Borrow<Q> + Ord, Q: Ord + ?Sized
fn map_btreemap_index_q_for_btreemap_k_v<'y, K, Q, V>() where K: Borrow<Q> + Ord, Q: Ord + ?Sized, K: 'y, Q: 'y, V: 'y {
    fn holds<'y, K, Q, V, Asked: Index<&'y Q, Output = V>>() where K: Borrow<Q> + Ord, Q: Ord + ?Sized, K: 'y, Q: 'y, V: 'y {}
    holds::<K, Q, V, BTreeMap<K, V>>();
}

// impl<'a, K, V, A> IntoIterator for &'a BTreeMap<K, V, A> where A: Allocator + Clone
fn map_btreemap_intoiterator_for_a_btreemap_k_v_by_reference<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: IntoIterator<Item = (&'a K, &'a V), IntoIter = Iter<'a, K, V>>>() where K: 'a, V: 'a {}
    holds::<K, V, &'a BTreeMap<K, V>>();
}

// impl<'a, K, V, A> IntoIterator for &'a mut BTreeMap<K, V, A> where A: Allocator + Clone
fn map_btreemap_intoiterator_for_a_mut_btreemap_k_v_by_reference<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: IntoIterator<Item = (&'a K, &'a mut V), IntoIter = IterMut<'a, K, V>>>() where K: 'a, V: 'a {}
    holds::<K, V, &'a mut BTreeMap<K, V>>();
}

// impl<K, V, A> IntoIterator for BTreeMap<K, V, A> where A: Allocator + Clone
fn map_btreemap_intoiterator_for_btreemap_k_v<K, V>() {
    fn holds<K, V, Asked: IntoIterator<Item = (K, V), IntoIter = IntoIter<K, V>>>() {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, A> Ord for BTreeMap<K, V, A> where K: Ord, V: Ord, A: Allocator + Clone
fn map_btreemap_ord_for_btreemap_k_v<K, V>() where K: Ord, V: Ord {
    fn holds<K, V, Asked: Ord>() where K: Ord, V: Ord {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, A> PartialEq for BTreeMap<K, V, A> where K: PartialEq, V: PartialEq, A: Allocator + Clone
fn map_btreemap_partialeq_for_btreemap_k_v<K, V>() where K: PartialEq, V: PartialEq {
    fn holds<K, V, Asked: PartialEq>() where K: PartialEq, V: PartialEq {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, A> PartialOrd for BTreeMap<K, V, A> where K: PartialOrd, V: PartialOrd, A: Allocator + Clone
fn map_btreemap_partialord_for_btreemap_k_v<K, V>() where K: PartialOrd, V: PartialOrd {
    fn holds<K, V, Asked: PartialOrd>() where K: PartialOrd, V: PartialOrd {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, A> Eq for BTreeMap<K, V, A> where K: Eq, V: Eq, A: Allocator + Clone
fn map_btreemap_eq_for_btreemap_k_v<K, V>() where K: Eq, V: Eq {
    fn holds<K, V, Asked: Eq>() where K: Eq, V: Eq {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, A> UnwindSafe for BTreeMap<K, V, A> where A: Allocator + Clone + UnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe
fn map_btreemap_unwindsafe_for_btreemap_k_v<K, V>() where K: RefUnwindSafe, V: RefUnwindSafe {
    fn holds<K, V, Asked: UnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, A> Debug for Entry<'_, K, V, A> where K: Debug + Ord, V: Debug, A: Allocator + Clone
fn map_entry_debug_for_entry_k_v<'x, K, V>() where K: Debug + Ord, V: Debug, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where K: Debug + Ord, V: Debug, K: 'x, V: 'x {}
    holds::<K, V, Entry<'x, K, V>>();
}

// impl<K, V> Clone for Cursor<'_, K, V>
fn map_cursor_clone_for_cursor_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Clone>() where K: 'x, V: 'x {}
    holds::<K, V, Cursor<'x, K, V>>();
}

// impl<K, V> Debug for Cursor<'_, K, V> where K: Debug, V: Debug
fn map_cursor_debug_for_cursor_k_v<'x, K, V>() where K: Debug, V: Debug, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where K: Debug, V: Debug, K: 'x, V: 'x {}
    holds::<K, V, Cursor<'x, K, V>>();
}

// impl<K, V, A> Debug for CursorMut<'_, K, V, A> where K: Debug, V: Debug
fn map_cursormut_debug_for_cursormut_k_v<'x, K, V>() where K: Debug, V: Debug, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where K: Debug, V: Debug, K: 'x, V: 'x {}
    holds::<K, V, CursorMut<'x, K, V>>();
}

// impl<K, V, A> Debug for CursorMutKey<'_, K, V, A> where K: Debug, V: Debug
fn map_cursormutkey_debug_for_cursormutkey_k_v<'x, K, V>() where K: Debug, V: Debug, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where K: Debug, V: Debug, K: 'x, V: 'x {}
    holds::<K, V, CursorMutKey<'x, K, V>>();
}

// impl<K, V, R, F, A> Debug for ExtractIf<'_, K, V, R, F, A> where K: Debug, V: Debug, A: Allocator + Clone
fn map_extractif_debug_for_extractif_k_v_r_f<'x, K, V, R, F>() where K: Debug, V: Debug, K: 'x, V: 'x, R: 'x, F: 'x {
    fn holds<'x, K, V, R, F, Asked: Debug>() where K: Debug, V: Debug, K: 'x, V: 'x, R: 'x, F: 'x {}
    holds::<K, V, R, F, ExtractIf<'x, K, V, R, F>>();
}

// impl<K, V, R, F, A> Iterator for ExtractIf<'_, K, V, R, F, A> where A: Allocator + Clone, K: PartialOrd, R: RangeBounds<K>, F: FnMut(&K, &mut V) -> bool
fn map_extractif_iterator_for_extractif_k_v_r_f<'x, K, V, R, F>() where K: PartialOrd, R: RangeBounds<K>, F: FnMut(&K, &mut V) -> bool, K: 'x, V: 'x, R: 'x, F: 'x {
    fn holds<'x, K, V, R, F, Asked: Iterator<Item = (K, V)>>() where K: PartialOrd, R: RangeBounds<K>, F: FnMut(&K, &mut V) -> bool, K: 'x, V: 'x, R: 'x, F: 'x {}
    holds::<K, V, R, F, ExtractIf<'x, K, V, R, F>>();
}

// impl<K, V, R, F> FusedIterator for ExtractIf<'_, K, V, R, F> where K: PartialOrd, R: RangeBounds<K>, F: FnMut(&K, &mut V) -> bool
fn map_extractif_fusediterator_for_extractif_k_v_r_f<'x, K, V, R, F>() where K: PartialOrd, R: RangeBounds<K>, F: FnMut(&K, &mut V) -> bool, K: 'x, V: 'x, R: 'x, F: 'x {
    fn holds<'x, K, V, R, F, Asked: FusedIterator>() where K: PartialOrd, R: RangeBounds<K>, F: FnMut(&K, &mut V) -> bool, K: 'x, V: 'x, R: 'x, F: 'x {}
    holds::<K, V, R, F, ExtractIf<'x, K, V, R, F>>();
}

// impl<K, V, A> Debug for IntoIter<K, V, A> where K: Debug, V: Debug, A: Allocator + Clone
fn map_intoiter_debug_for_intoiter_k_v<K, V>() where K: Debug, V: Debug {
    fn holds<K, V, Asked: Debug>() where K: Debug, V: Debug {}
    holds::<K, V, IntoIter<K, V>>();
}

// impl<K, V, A> Default for IntoIter<K, V, A> where A: Allocator + Default + Clone
fn map_intoiter_default_for_intoiter_k_v<K, V>() {
    fn holds<K, V, Asked: Default>() {}
    holds::<K, V, IntoIter<K, V>>();
}

// impl<K, V, A> DoubleEndedIterator for IntoIter<K, V, A> where A: Allocator + Clone
fn map_intoiter_doubleendediterator_for_intoiter_k_v<K, V>() {
    fn holds<K, V, Asked: DoubleEndedIterator>() {}
    holds::<K, V, IntoIter<K, V>>();
}

// impl<K, V, A> Drop for IntoIter<K, V, A> where A: Allocator + Clone
fn map_intoiter_drop_for_intoiter_k_v() {
    const { assert!(std::mem::needs_drop::<IntoIter<u8, u8>>()) }
}

// impl<K, V, A> ExactSizeIterator for IntoIter<K, V, A> where A: Allocator + Clone
fn map_intoiter_exactsizeiterator_for_intoiter_k_v<K, V>() {
    fn holds<K, V, Asked: ExactSizeIterator>() {}
    holds::<K, V, IntoIter<K, V>>();
}

// impl<K, V, A> Iterator for IntoIter<K, V, A> where A: Allocator + Clone
fn map_intoiter_iterator_for_intoiter_k_v<K, V>() {
    fn holds<K, V, Asked: Iterator<Item = (K, V)>>() {}
    holds::<K, V, IntoIter<K, V>>();
}

// impl<K, V, A> FusedIterator for IntoIter<K, V, A> where A: Allocator + Clone
fn map_intoiter_fusediterator_for_intoiter_k_v<K, V>() {
    fn holds<K, V, Asked: FusedIterator>() {}
    holds::<K, V, IntoIter<K, V>>();
}

// impl<K, V, A> Debug for IntoKeys<K, V, A> where K: Debug, A: Allocator + Clone
fn map_intokeys_debug_for_intokeys_k_v<K, V>() where K: Debug {
    fn holds<K, V, Asked: Debug>() where K: Debug {}
    holds::<K, V, IntoKeys<K, V>>();
}

// impl<K, V, A> Default for IntoKeys<K, V, A> where A: Allocator + Default + Clone
fn map_intokeys_default_for_intokeys_k_v<K, V>() {
    fn holds<K, V, Asked: Default>() {}
    holds::<K, V, IntoKeys<K, V>>();
}

// impl<K, V, A> DoubleEndedIterator for IntoKeys<K, V, A> where A: Allocator + Clone
fn map_intokeys_doubleendediterator_for_intokeys_k_v<K, V>() {
    fn holds<K, V, Asked: DoubleEndedIterator>() {}
    holds::<K, V, IntoKeys<K, V>>();
}

// impl<K, V, A> ExactSizeIterator for IntoKeys<K, V, A> where A: Allocator + Clone
fn map_intokeys_exactsizeiterator_for_intokeys_k_v<K, V>() {
    fn holds<K, V, Asked: ExactSizeIterator>() {}
    holds::<K, V, IntoKeys<K, V>>();
}

// impl<K, V, A> Iterator for IntoKeys<K, V, A> where A: Allocator + Clone
fn map_intokeys_iterator_for_intokeys_k_v<K, V>() {
    fn holds<K, V, Asked: Iterator<Item = K>>() {}
    holds::<K, V, IntoKeys<K, V>>();
}

// impl<K, V, A> FusedIterator for IntoKeys<K, V, A> where A: Allocator + Clone
fn map_intokeys_fusediterator_for_intokeys_k_v<K, V>() {
    fn holds<K, V, Asked: FusedIterator>() {}
    holds::<K, V, IntoKeys<K, V>>();
}

// impl<K, V, A> Debug for IntoValues<K, V, A> where V: Debug, A: Allocator + Clone
fn map_intovalues_debug_for_intovalues_k_v<K, V>() where V: Debug {
    fn holds<K, V, Asked: Debug>() where V: Debug {}
    holds::<K, V, IntoValues<K, V>>();
}

// impl<K, V, A> Default for IntoValues<K, V, A> where A: Allocator + Default + Clone
fn map_intovalues_default_for_intovalues_k_v<K, V>() {
    fn holds<K, V, Asked: Default>() {}
    holds::<K, V, IntoValues<K, V>>();
}

// impl<K, V, A> DoubleEndedIterator for IntoValues<K, V, A> where A: Allocator + Clone
fn map_intovalues_doubleendediterator_for_intovalues_k_v<K, V>() {
    fn holds<K, V, Asked: DoubleEndedIterator>() {}
    holds::<K, V, IntoValues<K, V>>();
}

// impl<K, V, A> ExactSizeIterator for IntoValues<K, V, A> where A: Allocator + Clone
fn map_intovalues_exactsizeiterator_for_intovalues_k_v<K, V>() {
    fn holds<K, V, Asked: ExactSizeIterator>() {}
    holds::<K, V, IntoValues<K, V>>();
}

// impl<K, V, A> Iterator for IntoValues<K, V, A> where A: Allocator + Clone
fn map_intovalues_iterator_for_intovalues_k_v<K, V>() {
    fn holds<K, V, Asked: Iterator<Item = V>>() {}
    holds::<K, V, IntoValues<K, V>>();
}

// impl<K, V, A> FusedIterator for IntoValues<K, V, A> where A: Allocator + Clone
fn map_intovalues_fusediterator_for_intovalues_k_v<K, V>() {
    fn holds<K, V, Asked: FusedIterator>() {}
    holds::<K, V, IntoValues<K, V>>();
}

// impl<K, V> Clone for Iter<'_, K, V>
fn map_iter_clone_for_iter_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Clone>() where K: 'x, V: 'x {}
    holds::<K, V, Iter<'x, K, V>>();
}

// impl<K, V> Debug for Iter<'_, K, V> where K: Debug, V: Debug
fn map_iter_debug_for_iter_k_v<'x, K, V>() where K: Debug, V: Debug, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where K: Debug, V: Debug, K: 'x, V: 'x {}
    holds::<K, V, Iter<'x, K, V>>();
}

// impl<'a, K, V> Default for Iter<'a, K, V> where K: 'a, V: 'a
fn map_iter_default_for_iter_a_k_v<'a, K, V>() where K: 'a, V: 'a, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Default>() where K: 'a, V: 'a, K: 'a, V: 'a {}
    holds::<K, V, Iter<'a, K, V>>();
}

// impl<'a, K, V> DoubleEndedIterator for Iter<'a, K, V> where K: 'a, V: 'a
fn map_iter_doubleendediterator_for_iter_a_k_v<'a, K, V>() where K: 'a, V: 'a, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: DoubleEndedIterator>() where K: 'a, V: 'a, K: 'a, V: 'a {}
    holds::<K, V, Iter<'a, K, V>>();
}

// impl<K, V> ExactSizeIterator for Iter<'_, K, V>
fn map_iter_exactsizeiterator_for_iter_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: ExactSizeIterator>() where K: 'x, V: 'x {}
    holds::<K, V, Iter<'x, K, V>>();
}

// impl<'a, K, V> Iterator for Iter<'a, K, V> where K: 'a, V: 'a
fn map_iter_iterator_for_iter_a_k_v<'a, K, V>() where K: 'a, V: 'a, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Iterator<Item = (&'a K, &'a V)>>() where K: 'a, V: 'a, K: 'a, V: 'a {}
    holds::<K, V, Iter<'a, K, V>>();
}

// impl<K, V> FusedIterator for Iter<'_, K, V>
fn map_iter_fusediterator_for_iter_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: FusedIterator>() where K: 'x, V: 'x {}
    holds::<K, V, Iter<'x, K, V>>();
}

// impl<K, V> Debug for IterMut<'_, K, V> where K: Debug, V: Debug
fn map_itermut_debug_for_itermut_k_v<'x, K, V>() where K: Debug, V: Debug, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where K: Debug, V: Debug, K: 'x, V: 'x {}
    holds::<K, V, IterMut<'x, K, V>>();
}

// impl<'a, K, V> Default for IterMut<'a, K, V> where K: 'a, V: 'a
fn map_itermut_default_for_itermut_a_k_v<'a, K, V>() where K: 'a, V: 'a, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Default>() where K: 'a, V: 'a, K: 'a, V: 'a {}
    holds::<K, V, IterMut<'a, K, V>>();
}

// impl<'a, K, V> DoubleEndedIterator for IterMut<'a, K, V>
fn map_itermut_doubleendediterator_for_itermut_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: DoubleEndedIterator>() where K: 'a, V: 'a {}
    holds::<K, V, IterMut<'a, K, V>>();
}

// impl<K, V> ExactSizeIterator for IterMut<'_, K, V>
fn map_itermut_exactsizeiterator_for_itermut_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: ExactSizeIterator>() where K: 'x, V: 'x {}
    holds::<K, V, IterMut<'x, K, V>>();
}

// impl<'a, K, V> Iterator for IterMut<'a, K, V>
fn map_itermut_iterator_for_itermut_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Iterator<Item = (&'a K, &'a mut V)>>() where K: 'a, V: 'a {}
    holds::<K, V, IterMut<'a, K, V>>();
}

// impl<K, V> FusedIterator for IterMut<'_, K, V>
fn map_itermut_fusediterator_for_itermut_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: FusedIterator>() where K: 'x, V: 'x {}
    holds::<K, V, IterMut<'x, K, V>>();
}

// impl<K, V> Clone for Keys<'_, K, V>
fn map_keys_clone_for_keys_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Clone>() where K: 'x, V: 'x {}
    holds::<K, V, Keys<'x, K, V>>();
}

// impl<K, V> Debug for Keys<'_, K, V> where K: Debug
fn map_keys_debug_for_keys_k_v<'x, K, V>() where K: Debug, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where K: Debug, K: 'x, V: 'x {}
    holds::<K, V, Keys<'x, K, V>>();
}

// impl<K, V> Default for Keys<'_, K, V>
fn map_keys_default_for_keys_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Default>() where K: 'x, V: 'x {}
    holds::<K, V, Keys<'x, K, V>>();
}

// impl<'a, K, V> DoubleEndedIterator for Keys<'a, K, V>
fn map_keys_doubleendediterator_for_keys_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: DoubleEndedIterator>() where K: 'a, V: 'a {}
    holds::<K, V, Keys<'a, K, V>>();
}

// impl<K, V> ExactSizeIterator for Keys<'_, K, V>
fn map_keys_exactsizeiterator_for_keys_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: ExactSizeIterator>() where K: 'x, V: 'x {}
    holds::<K, V, Keys<'x, K, V>>();
}

// impl<'a, K, V> Iterator for Keys<'a, K, V>
fn map_keys_iterator_for_keys_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Iterator<Item = &'a K>>() where K: 'a, V: 'a {}
    holds::<K, V, Keys<'a, K, V>>();
}

// impl<K, V> FusedIterator for Keys<'_, K, V>
fn map_keys_fusediterator_for_keys_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: FusedIterator>() where K: 'x, V: 'x {}
    holds::<K, V, Keys<'x, K, V>>();
}

// impl<K, V, A> Debug for OccupiedEntry<'_, K, V, A> where K: Debug + Ord, V: Debug, A: Allocator + Clone
fn map_occupiedentry_debug_for_occupiedentry_k_v<'x, K, V>() where K: Debug + Ord, V: Debug, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where K: Debug + Ord, V: Debug, K: 'x, V: 'x {}
    holds::<K, V, OccupiedEntry<'x, K, V>>();
}

// impl<K, V, A> Debug for OccupiedError<'_, K, V, A> where K: Debug + Ord, V: Debug, A: Allocator + Clone
fn map_occupiederror_debug_for_occupiederror_k_v<'x, K, V>() where K: Debug + Ord, V: Debug, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where K: Debug + Ord, V: Debug, K: 'x, V: 'x {}
    holds::<K, V, OccupiedError<'x, K, V>>();
}

// impl<'a, K, V, A> Display for OccupiedError<'a, K, V, A> where K: Debug + Ord, V: Debug, A: Allocator + Clone
fn map_occupiederror_display_for_occupiederror_a_k_v<'a, K, V>() where K: Debug + Ord, V: Debug, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Display>() where K: Debug + Ord, V: Debug, K: 'a, V: 'a {}
    holds::<K, V, OccupiedError<'a, K, V>>();
}

// impl<'a, K, V> Error for OccupiedError<'a, K, V> where K: Debug + Ord, V: Debug
fn map_occupiederror_error_for_occupiederror_a_k_v<'a, K, V>() where K: Debug + Ord, V: Debug, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Error>() where K: Debug + Ord, V: Debug, K: 'a, V: 'a {}
    holds::<K, V, OccupiedError<'a, K, V>>();
}

// impl<K, V> Clone for Range<'_, K, V>
fn map_range_clone_for_range_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Clone>() where K: 'x, V: 'x {}
    holds::<K, V, Range<'x, K, V>>();
}

// impl<K, V> Debug for Range<'_, K, V> where K: Debug, V: Debug
fn map_range_debug_for_range_k_v<'x, K, V>() where K: Debug, V: Debug, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where K: Debug, V: Debug, K: 'x, V: 'x {}
    holds::<K, V, Range<'x, K, V>>();
}

// impl<K, V> Default for Range<'_, K, V>
fn map_range_default_for_range_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Default>() where K: 'x, V: 'x {}
    holds::<K, V, Range<'x, K, V>>();
}

// impl<'a, K, V> DoubleEndedIterator for Range<'a, K, V>
fn map_range_doubleendediterator_for_range_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: DoubleEndedIterator>() where K: 'a, V: 'a {}
    holds::<K, V, Range<'a, K, V>>();
}

// impl<'a, K, V> Iterator for Range<'a, K, V>
fn map_range_iterator_for_range_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Iterator<Item = (&'a K, &'a V)>>() where K: 'a, V: 'a {}
    holds::<K, V, Range<'a, K, V>>();
}

// impl<K, V> FusedIterator for Range<'_, K, V>
fn map_range_fusediterator_for_range_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: FusedIterator>() where K: 'x, V: 'x {}
    holds::<K, V, Range<'x, K, V>>();
}

// impl<K, V> Debug for RangeMut<'_, K, V> where K: Debug, V: Debug
fn map_rangemut_debug_for_rangemut_k_v<'x, K, V>() where K: Debug, V: Debug, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where K: Debug, V: Debug, K: 'x, V: 'x {}
    holds::<K, V, RangeMut<'x, K, V>>();
}

// impl<K, V> Default for RangeMut<'_, K, V>
fn map_rangemut_default_for_rangemut_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Default>() where K: 'x, V: 'x {}
    holds::<K, V, RangeMut<'x, K, V>>();
}

// impl<'a, K, V> DoubleEndedIterator for RangeMut<'a, K, V>
fn map_rangemut_doubleendediterator_for_rangemut_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: DoubleEndedIterator>() where K: 'a, V: 'a {}
    holds::<K, V, RangeMut<'a, K, V>>();
}

// impl<'a, K, V> Iterator for RangeMut<'a, K, V>
fn map_rangemut_iterator_for_rangemut_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Iterator<Item = (&'a K, &'a mut V)>>() where K: 'a, V: 'a {}
    holds::<K, V, RangeMut<'a, K, V>>();
}

// impl<K, V> FusedIterator for RangeMut<'_, K, V>
fn map_rangemut_fusediterator_for_rangemut_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: FusedIterator>() where K: 'x, V: 'x {}
    holds::<K, V, RangeMut<'x, K, V>>();
}

// impl Clone for UnorderedKeyError
fn map_unorderedkeyerror_clone_for_unorderedkeyerror() {
    fn holds<Asked: Clone>() {}
    holds::<UnorderedKeyError>();
}

// impl Debug for UnorderedKeyError
fn map_unorderedkeyerror_debug_for_unorderedkeyerror() {
    fn holds<Asked: Debug>() {}
    holds::<UnorderedKeyError>();
}

// impl Display for UnorderedKeyError
fn map_unorderedkeyerror_display_for_unorderedkeyerror() {
    fn holds<Asked: Display>() {}
    holds::<UnorderedKeyError>();
}

// impl Error for UnorderedKeyError
fn map_unorderedkeyerror_error_for_unorderedkeyerror() {
    fn holds<Asked: Error>() {}
    holds::<UnorderedKeyError>();
}

// impl PartialEq for UnorderedKeyError
fn map_unorderedkeyerror_partialeq_for_unorderedkeyerror() {
    fn holds<Asked: PartialEq>() {}
    holds::<UnorderedKeyError>();
}

// impl Eq for UnorderedKeyError
fn map_unorderedkeyerror_eq_for_unorderedkeyerror() {
    fn holds<Asked: Eq>() {}
    holds::<UnorderedKeyError>();
}

// impl<K, V, A> Debug for VacantEntry<'_, K, V, A> where K: Debug + Ord, A: Allocator + Clone
fn map_vacantentry_debug_for_vacantentry_k_v<'x, K, V>() where K: Debug + Ord, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where K: Debug + Ord, K: 'x, V: 'x {}
    holds::<K, V, VacantEntry<'x, K, V>>();
}

// impl<K, V> Clone for Values<'_, K, V>
fn map_values_clone_for_values_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Clone>() where K: 'x, V: 'x {}
    holds::<K, V, Values<'x, K, V>>();
}

// impl<K, V> Debug for Values<'_, K, V> where V: Debug
fn map_values_debug_for_values_k_v<'x, K, V>() where V: Debug, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where V: Debug, K: 'x, V: 'x {}
    holds::<K, V, Values<'x, K, V>>();
}

// impl<K, V> Default for Values<'_, K, V>
fn map_values_default_for_values_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Default>() where K: 'x, V: 'x {}
    holds::<K, V, Values<'x, K, V>>();
}

// impl<'a, K, V> DoubleEndedIterator for Values<'a, K, V>
fn map_values_doubleendediterator_for_values_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: DoubleEndedIterator>() where K: 'a, V: 'a {}
    holds::<K, V, Values<'a, K, V>>();
}

// impl<K, V> ExactSizeIterator for Values<'_, K, V>
fn map_values_exactsizeiterator_for_values_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: ExactSizeIterator>() where K: 'x, V: 'x {}
    holds::<K, V, Values<'x, K, V>>();
}

// impl<'a, K, V> Iterator for Values<'a, K, V>
fn map_values_iterator_for_values_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Iterator<Item = &'a V>>() where K: 'a, V: 'a {}
    holds::<K, V, Values<'a, K, V>>();
}

// impl<K, V> FusedIterator for Values<'_, K, V>
fn map_values_fusediterator_for_values_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: FusedIterator>() where K: 'x, V: 'x {}
    holds::<K, V, Values<'x, K, V>>();
}

// impl<K, V> Debug for ValuesMut<'_, K, V> where V: Debug
fn map_valuesmut_debug_for_valuesmut_k_v<'x, K, V>() where V: Debug, K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Debug>() where V: Debug, K: 'x, V: 'x {}
    holds::<K, V, ValuesMut<'x, K, V>>();
}

// impl<K, V> Default for ValuesMut<'_, K, V>
fn map_valuesmut_default_for_valuesmut_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: Default>() where K: 'x, V: 'x {}
    holds::<K, V, ValuesMut<'x, K, V>>();
}

// impl<'a, K, V> DoubleEndedIterator for ValuesMut<'a, K, V>
fn map_valuesmut_doubleendediterator_for_valuesmut_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: DoubleEndedIterator>() where K: 'a, V: 'a {}
    holds::<K, V, ValuesMut<'a, K, V>>();
}

// impl<K, V> ExactSizeIterator for ValuesMut<'_, K, V>
fn map_valuesmut_exactsizeiterator_for_valuesmut_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: ExactSizeIterator>() where K: 'x, V: 'x {}
    holds::<K, V, ValuesMut<'x, K, V>>();
}

// impl<'a, K, V> Iterator for ValuesMut<'a, K, V>
fn map_valuesmut_iterator_for_valuesmut_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Iterator<Item = &'a mut V>>() where K: 'a, V: 'a {}
    holds::<K, V, ValuesMut<'a, K, V>>();
}

// impl<K, V> FusedIterator for ValuesMut<'_, K, V>
fn map_valuesmut_fusediterator_for_valuesmut_k_v<'x, K, V>() where K: 'x, V: 'x {
    fn holds<'x, K, V, Asked: FusedIterator>() where K: 'x, V: 'x {}
    holds::<K, V, ValuesMut<'x, K, V>>();
}

// impl<K, V, A> RefUnwindSafe for BTreeMap<K, V, A> where A: RefUnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe
fn map_btreemap_refunwindsafe_for_btreemap_k_v<K, V>() where K: RefUnwindSafe, V: RefUnwindSafe {
    fn holds<K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, A> Send for BTreeMap<K, V, A> where K: Send, V: Send, A: Send
fn map_btreemap_send_for_btreemap_k_v<K, V>() where K: Send, V: Send {
    fn holds<K, V, Asked: Send>() where K: Send, V: Send {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, A> Sync for BTreeMap<K, V, A> where K: Sync, V: Sync, A: Sync
fn map_btreemap_sync_for_btreemap_k_v<K, V>() where K: Sync, V: Sync {
    fn holds<K, V, Asked: Sync>() where K: Sync, V: Sync {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<K, V, A> Unpin for BTreeMap<K, V, A> where A: Unpin
fn map_btreemap_unpin_for_btreemap_k_v<K, V>() {
    fn holds<K, V, Asked: Unpin>() {}
    holds::<K, V, BTreeMap<K, V>>();
}

// impl<'a, K, V, A> RefUnwindSafe for Entry<'a, K, V, A> where K: RefUnwindSafe, A: RefUnwindSafe, V: RefUnwindSafe
fn map_entry_refunwindsafe_for_entry_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, Entry<'a, K, V>>();
}

// impl<'a, K, V, A> Send for Entry<'a, K, V, A> where K: Send, A: Send, V: Send
fn map_entry_send_for_entry_a_k_v<'a, K, V>() where K: Send, V: Send, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where K: Send, V: Send, K: 'a, V: 'a {}
    holds::<K, V, Entry<'a, K, V>>();
}

// impl<'a, K, V, A> Sync for Entry<'a, K, V, A> where K: Sync, A: Sync, V: Sync
fn map_entry_sync_for_entry_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, Entry<'a, K, V>>();
}

// impl<'a, K, V, A> Unpin for Entry<'a, K, V, A> where K: Unpin, A: Unpin
fn map_entry_unpin_for_entry_a_k_v<'a, K, V>() where K: Unpin, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where K: Unpin, K: 'a, V: 'a {}
    holds::<K, V, Entry<'a, K, V>>();
}

// impl<'a, K, V, A = Global> !UnwindSafe for Entry<'a, K, V, A>
fn map_entry_unwindsafe_for_entry_a_k_v() {
    static_assertions::assert_not_impl_any!(Entry<'static, u8, u8>: UnwindSafe);
}

// impl<'a, K, V> RefUnwindSafe for Cursor<'a, K, V> where K: RefUnwindSafe, V: RefUnwindSafe
fn map_cursor_refunwindsafe_for_cursor_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, Cursor<'a, K, V>>();
}

// impl<'a, K, V> Send for Cursor<'a, K, V> where K: Sync, V: Sync
fn map_cursor_send_for_cursor_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, Cursor<'a, K, V>>();
}

// impl<'a, K, V> Sync for Cursor<'a, K, V> where K: Sync, V: Sync
fn map_cursor_sync_for_cursor_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, Cursor<'a, K, V>>();
}

// impl<'a, K, V> Unpin for Cursor<'a, K, V>
fn map_cursor_unpin_for_cursor_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where K: 'a, V: 'a {}
    holds::<K, V, Cursor<'a, K, V>>();
}

// impl<'a, K, V> UnwindSafe for Cursor<'a, K, V> where K: RefUnwindSafe, V: RefUnwindSafe
fn map_cursor_unwindsafe_for_cursor_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: UnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, Cursor<'a, K, V>>();
}

// impl<'a, K, V, A> RefUnwindSafe for CursorMut<'a, K, V, A> where A: RefUnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe
fn map_cursormut_refunwindsafe_for_cursormut_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, CursorMut<'a, K, V>>();
}

// impl<'a, K, V, A> Send for CursorMut<'a, K, V, A> where A: Send, K: Send, V: Send
fn map_cursormut_send_for_cursormut_a_k_v<'a, K, V>() where K: Send, V: Send, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where K: Send, V: Send, K: 'a, V: 'a {}
    holds::<K, V, CursorMut<'a, K, V>>();
}

// impl<'a, K, V, A> Sync for CursorMut<'a, K, V, A> where A: Sync, K: Sync, V: Sync
fn map_cursormut_sync_for_cursormut_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, CursorMut<'a, K, V>>();
}

// impl<'a, K, V, A> Unpin for CursorMut<'a, K, V, A>
fn map_cursormut_unpin_for_cursormut_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where K: 'a, V: 'a {}
    holds::<K, V, CursorMut<'a, K, V>>();
}

// impl<'a, K, V, A = Global> !UnwindSafe for CursorMut<'a, K, V, A>
fn map_cursormut_unwindsafe_for_cursormut_a_k_v() {
    static_assertions::assert_not_impl_any!(CursorMut<'static, u8, u8>: UnwindSafe);
}

// impl<'a, K, V, A> RefUnwindSafe for CursorMutKey<'a, K, V, A> where A: RefUnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe
fn map_cursormutkey_refunwindsafe_for_cursormutkey_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, CursorMutKey<'a, K, V>>();
}

// impl<'a, K, V, A> Send for CursorMutKey<'a, K, V, A> where A: Send, K: Send, V: Send
fn map_cursormutkey_send_for_cursormutkey_a_k_v<'a, K, V>() where K: Send, V: Send, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where K: Send, V: Send, K: 'a, V: 'a {}
    holds::<K, V, CursorMutKey<'a, K, V>>();
}

// impl<'a, K, V, A> Sync for CursorMutKey<'a, K, V, A> where A: Sync, K: Sync, V: Sync
fn map_cursormutkey_sync_for_cursormutkey_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, CursorMutKey<'a, K, V>>();
}

// impl<'a, K, V, A> Unpin for CursorMutKey<'a, K, V, A>
fn map_cursormutkey_unpin_for_cursormutkey_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where K: 'a, V: 'a {}
    holds::<K, V, CursorMutKey<'a, K, V>>();
}

// impl<'a, K, V, A = Global> !UnwindSafe for CursorMutKey<'a, K, V, A>
fn map_cursormutkey_unwindsafe_for_cursormutkey_a_k_v() {
    static_assertions::assert_not_impl_any!(CursorMutKey<'static, u8, u8>: UnwindSafe);
}

// impl<'a, K, V, R, F, A> RefUnwindSafe for ExtractIf<'a, K, V, R, F, A> where F: RefUnwindSafe, A: RefUnwindSafe, R: RefUnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe
fn map_extractif_refunwindsafe_for_extractif_a_k_v_r_f<'a, K, V, R, F>() where F: RefUnwindSafe, R: RefUnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a, R: 'a, F: 'a {
    fn holds<'a, K, V, R, F, Asked: RefUnwindSafe>() where F: RefUnwindSafe, R: RefUnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a, R: 'a, F: 'a {}
    holds::<K, V, R, F, ExtractIf<'a, K, V, R, F>>();
}

// impl<'a, K, V, R, F, A> Send for ExtractIf<'a, K, V, R, F, A> where F: Send, A: Send, R: Send, K: Send, V: Send
fn map_extractif_send_for_extractif_a_k_v_r_f<'a, K, V, R, F>() where F: Send, R: Send, K: Send, V: Send, K: 'a, V: 'a, R: 'a, F: 'a {
    fn holds<'a, K, V, R, F, Asked: Send>() where F: Send, R: Send, K: Send, V: Send, K: 'a, V: 'a, R: 'a, F: 'a {}
    holds::<K, V, R, F, ExtractIf<'a, K, V, R, F>>();
}

// impl<'a, K, V, R, F, A> Sync for ExtractIf<'a, K, V, R, F, A> where F: Sync, A: Sync, R: Sync, K: Sync, V: Sync
fn map_extractif_sync_for_extractif_a_k_v_r_f<'a, K, V, R, F>() where F: Sync, R: Sync, K: Sync, V: Sync, K: 'a, V: 'a, R: 'a, F: 'a {
    fn holds<'a, K, V, R, F, Asked: Sync>() where F: Sync, R: Sync, K: Sync, V: Sync, K: 'a, V: 'a, R: 'a, F: 'a {}
    holds::<K, V, R, F, ExtractIf<'a, K, V, R, F>>();
}

// impl<'a, K, V, R, F, A> Unpin for ExtractIf<'a, K, V, R, F, A> where F: Unpin, A: Unpin, R: Unpin
fn map_extractif_unpin_for_extractif_a_k_v_r_f<'a, K, V, R, F>() where F: Unpin, R: Unpin, K: 'a, V: 'a, R: 'a, F: 'a {
    fn holds<'a, K, V, R, F, Asked: Unpin>() where F: Unpin, R: Unpin, K: 'a, V: 'a, R: 'a, F: 'a {}
    holds::<K, V, R, F, ExtractIf<'a, K, V, R, F>>();
}

// impl<'a, K, V, R, F, A = Global> !UnwindSafe for ExtractIf<'a, K, V, R, F, A>
fn map_extractif_unwindsafe_for_extractif_a_k_v_r_f() {
    static_assertions::assert_not_impl_any!(ExtractIf<'static, u8, u8, u8, u8>: UnwindSafe);
}

// impl<K, V, A> RefUnwindSafe for IntoIter<K, V, A> where A: RefUnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe
fn map_intoiter_refunwindsafe_for_intoiter_k_v<K, V>() where K: RefUnwindSafe, V: RefUnwindSafe {
    fn holds<K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe {}
    holds::<K, V, IntoIter<K, V>>();
}

// impl<K, V, A> Send for IntoIter<K, V, A> where A: Send, K: Send, V: Send
fn map_intoiter_send_for_intoiter_k_v<K, V>() where K: Send, V: Send {
    fn holds<K, V, Asked: Send>() where K: Send, V: Send {}
    holds::<K, V, IntoIter<K, V>>();
}

// impl<K, V, A> Sync for IntoIter<K, V, A> where A: Sync, K: Sync, V: Sync
fn map_intoiter_sync_for_intoiter_k_v<K, V>() where K: Sync, V: Sync {
    fn holds<K, V, Asked: Sync>() where K: Sync, V: Sync {}
    holds::<K, V, IntoIter<K, V>>();
}

// impl<K, V, A> Unpin for IntoIter<K, V, A> where A: Unpin
fn map_intoiter_unpin_for_intoiter_k_v<K, V>() {
    fn holds<K, V, Asked: Unpin>() {}
    holds::<K, V, IntoIter<K, V>>();
}

// impl<K, V, A> UnwindSafe for IntoIter<K, V, A> where A: UnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe
fn map_intoiter_unwindsafe_for_intoiter_k_v<K, V>() where K: RefUnwindSafe, V: RefUnwindSafe {
    fn holds<K, V, Asked: UnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe {}
    holds::<K, V, IntoIter<K, V>>();
}

// impl<K, V, A> RefUnwindSafe for IntoKeys<K, V, A> where A: RefUnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe
fn map_intokeys_refunwindsafe_for_intokeys_k_v<K, V>() where K: RefUnwindSafe, V: RefUnwindSafe {
    fn holds<K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe {}
    holds::<K, V, IntoKeys<K, V>>();
}

// impl<K, V, A> Send for IntoKeys<K, V, A> where A: Send, K: Send, V: Send
fn map_intokeys_send_for_intokeys_k_v<K, V>() where K: Send, V: Send {
    fn holds<K, V, Asked: Send>() where K: Send, V: Send {}
    holds::<K, V, IntoKeys<K, V>>();
}

// impl<K, V, A> Sync for IntoKeys<K, V, A> where A: Sync, K: Sync, V: Sync
fn map_intokeys_sync_for_intokeys_k_v<K, V>() where K: Sync, V: Sync {
    fn holds<K, V, Asked: Sync>() where K: Sync, V: Sync {}
    holds::<K, V, IntoKeys<K, V>>();
}

// impl<K, V, A> Unpin for IntoKeys<K, V, A> where A: Unpin
fn map_intokeys_unpin_for_intokeys_k_v<K, V>() {
    fn holds<K, V, Asked: Unpin>() {}
    holds::<K, V, IntoKeys<K, V>>();
}

// impl<K, V, A> UnwindSafe for IntoKeys<K, V, A> where A: UnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe
fn map_intokeys_unwindsafe_for_intokeys_k_v<K, V>() where K: RefUnwindSafe, V: RefUnwindSafe {
    fn holds<K, V, Asked: UnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe {}
    holds::<K, V, IntoKeys<K, V>>();
}

// impl<K, V, A> RefUnwindSafe for IntoValues<K, V, A> where A: RefUnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe
fn map_intovalues_refunwindsafe_for_intovalues_k_v<K, V>() where K: RefUnwindSafe, V: RefUnwindSafe {
    fn holds<K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe {}
    holds::<K, V, IntoValues<K, V>>();
}

// impl<K, V, A> Send for IntoValues<K, V, A> where A: Send, K: Send, V: Send
fn map_intovalues_send_for_intovalues_k_v<K, V>() where K: Send, V: Send {
    fn holds<K, V, Asked: Send>() where K: Send, V: Send {}
    holds::<K, V, IntoValues<K, V>>();
}

// impl<K, V, A> Sync for IntoValues<K, V, A> where A: Sync, K: Sync, V: Sync
fn map_intovalues_sync_for_intovalues_k_v<K, V>() where K: Sync, V: Sync {
    fn holds<K, V, Asked: Sync>() where K: Sync, V: Sync {}
    holds::<K, V, IntoValues<K, V>>();
}

// impl<K, V, A> Unpin for IntoValues<K, V, A> where A: Unpin
fn map_intovalues_unpin_for_intovalues_k_v<K, V>() {
    fn holds<K, V, Asked: Unpin>() {}
    holds::<K, V, IntoValues<K, V>>();
}

// impl<K, V, A> UnwindSafe for IntoValues<K, V, A> where A: UnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe
fn map_intovalues_unwindsafe_for_intovalues_k_v<K, V>() where K: RefUnwindSafe, V: RefUnwindSafe {
    fn holds<K, V, Asked: UnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe {}
    holds::<K, V, IntoValues<K, V>>();
}

// impl<'a, K, V> RefUnwindSafe for Iter<'a, K, V> where K: RefUnwindSafe, V: RefUnwindSafe
fn map_iter_refunwindsafe_for_iter_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, Iter<'a, K, V>>();
}

// impl<'a, K, V> Send for Iter<'a, K, V> where K: Sync, V: Sync
fn map_iter_send_for_iter_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, Iter<'a, K, V>>();
}

// impl<'a, K, V> Sync for Iter<'a, K, V> where K: Sync, V: Sync
fn map_iter_sync_for_iter_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, Iter<'a, K, V>>();
}

// impl<'a, K, V> Unpin for Iter<'a, K, V>
fn map_iter_unpin_for_iter_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where K: 'a, V: 'a {}
    holds::<K, V, Iter<'a, K, V>>();
}

// impl<'a, K, V> UnwindSafe for Iter<'a, K, V> where K: RefUnwindSafe, V: RefUnwindSafe
fn map_iter_unwindsafe_for_iter_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: UnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, Iter<'a, K, V>>();
}

// impl<'a, K, V> RefUnwindSafe for IterMut<'a, K, V> where K: RefUnwindSafe, V: RefUnwindSafe
fn map_itermut_refunwindsafe_for_itermut_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, IterMut<'a, K, V>>();
}

// impl<'a, K, V> Send for IterMut<'a, K, V> where K: Send, V: Send
fn map_itermut_send_for_itermut_a_k_v<'a, K, V>() where K: Send, V: Send, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where K: Send, V: Send, K: 'a, V: 'a {}
    holds::<K, V, IterMut<'a, K, V>>();
}

// impl<'a, K, V> Sync for IterMut<'a, K, V> where K: Sync, V: Sync
fn map_itermut_sync_for_itermut_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, IterMut<'a, K, V>>();
}

// impl<'a, K, V> Unpin for IterMut<'a, K, V>
fn map_itermut_unpin_for_itermut_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where K: 'a, V: 'a {}
    holds::<K, V, IterMut<'a, K, V>>();
}

// impl<'a, K, V> !UnwindSafe for IterMut<'a, K, V>
fn map_itermut_unwindsafe_for_itermut_a_k_v() {
    static_assertions::assert_not_impl_any!(IterMut<'static, u8, u8>: UnwindSafe);
}

// impl<'a, K, V> RefUnwindSafe for Keys<'a, K, V> where K: RefUnwindSafe, V: RefUnwindSafe
fn map_keys_refunwindsafe_for_keys_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, Keys<'a, K, V>>();
}

// impl<'a, K, V> Send for Keys<'a, K, V> where K: Sync, V: Sync
fn map_keys_send_for_keys_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, Keys<'a, K, V>>();
}

// impl<'a, K, V> Sync for Keys<'a, K, V> where K: Sync, V: Sync
fn map_keys_sync_for_keys_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, Keys<'a, K, V>>();
}

// impl<'a, K, V> Unpin for Keys<'a, K, V>
fn map_keys_unpin_for_keys_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where K: 'a, V: 'a {}
    holds::<K, V, Keys<'a, K, V>>();
}

// impl<'a, K, V> UnwindSafe for Keys<'a, K, V> where K: RefUnwindSafe, V: RefUnwindSafe
fn map_keys_unwindsafe_for_keys_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: UnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, Keys<'a, K, V>>();
}

// impl<'a, K, V, A> RefUnwindSafe for OccupiedEntry<'a, K, V, A> where A: RefUnwindSafe, K: RefUnwindSafe, V: RefUnwindSafe
fn map_occupiedentry_refunwindsafe_for_occupiedentry_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, OccupiedEntry<'a, K, V>>();
}

// impl<'a, K, V, A> Send for OccupiedEntry<'a, K, V, A> where A: Send, K: Send, V: Send
fn map_occupiedentry_send_for_occupiedentry_a_k_v<'a, K, V>() where K: Send, V: Send, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where K: Send, V: Send, K: 'a, V: 'a {}
    holds::<K, V, OccupiedEntry<'a, K, V>>();
}

// impl<'a, K, V, A> Sync for OccupiedEntry<'a, K, V, A> where A: Sync, K: Sync, V: Sync
fn map_occupiedentry_sync_for_occupiedentry_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, OccupiedEntry<'a, K, V>>();
}

// impl<'a, K, V, A> Unpin for OccupiedEntry<'a, K, V, A> where A: Unpin
fn map_occupiedentry_unpin_for_occupiedentry_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where K: 'a, V: 'a {}
    holds::<K, V, OccupiedEntry<'a, K, V>>();
}

// impl<'a, K, V, A = Global> !UnwindSafe for OccupiedEntry<'a, K, V, A>
fn map_occupiedentry_unwindsafe_for_occupiedentry_a_k_v() {
    static_assertions::assert_not_impl_any!(OccupiedEntry<'static, u8, u8>: UnwindSafe);
}

// impl<'a, K, V, A> RefUnwindSafe for OccupiedError<'a, K, V, A> where V: RefUnwindSafe, A: RefUnwindSafe, K: RefUnwindSafe
fn map_occupiederror_refunwindsafe_for_occupiederror_a_k_v<'a, K, V>() where V: RefUnwindSafe, K: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where V: RefUnwindSafe, K: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, OccupiedError<'a, K, V>>();
}

// impl<'a, K, V, A> Send for OccupiedError<'a, K, V, A> where V: Send, A: Send, K: Send
fn map_occupiederror_send_for_occupiederror_a_k_v<'a, K, V>() where V: Send, K: Send, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where V: Send, K: Send, K: 'a, V: 'a {}
    holds::<K, V, OccupiedError<'a, K, V>>();
}

// impl<'a, K, V, A> Sync for OccupiedError<'a, K, V, A> where V: Sync, A: Sync, K: Sync
fn map_occupiederror_sync_for_occupiederror_a_k_v<'a, K, V>() where V: Sync, K: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where V: Sync, K: Sync, K: 'a, V: 'a {}
    holds::<K, V, OccupiedError<'a, K, V>>();
}

// impl<'a, K, V, A> Unpin for OccupiedError<'a, K, V, A> where V: Unpin, A: Unpin
fn map_occupiederror_unpin_for_occupiederror_a_k_v<'a, K, V>() where V: Unpin, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where V: Unpin, K: 'a, V: 'a {}
    holds::<K, V, OccupiedError<'a, K, V>>();
}

// impl<'a, K, V, A = Global> !UnwindSafe for OccupiedError<'a, K, V, A>
fn map_occupiederror_unwindsafe_for_occupiederror_a_k_v() {
    static_assertions::assert_not_impl_any!(OccupiedError<'static, u8, u8>: UnwindSafe);
}

// impl<'a, K, V> RefUnwindSafe for Range<'a, K, V> where K: RefUnwindSafe, V: RefUnwindSafe
fn map_range_refunwindsafe_for_range_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, Range<'a, K, V>>();
}

// impl<'a, K, V> Send for Range<'a, K, V> where K: Sync, V: Sync
fn map_range_send_for_range_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, Range<'a, K, V>>();
}

// impl<'a, K, V> Sync for Range<'a, K, V> where K: Sync, V: Sync
fn map_range_sync_for_range_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, Range<'a, K, V>>();
}

// impl<'a, K, V> Unpin for Range<'a, K, V>
fn map_range_unpin_for_range_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where K: 'a, V: 'a {}
    holds::<K, V, Range<'a, K, V>>();
}

// impl<'a, K, V> UnwindSafe for Range<'a, K, V> where K: RefUnwindSafe, V: RefUnwindSafe
fn map_range_unwindsafe_for_range_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: UnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, Range<'a, K, V>>();
}

// impl<'a, K, V> RefUnwindSafe for RangeMut<'a, K, V> where K: RefUnwindSafe, V: RefUnwindSafe
fn map_rangemut_refunwindsafe_for_rangemut_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, RangeMut<'a, K, V>>();
}

// impl<'a, K, V> Send for RangeMut<'a, K, V> where K: Send, V: Send
fn map_rangemut_send_for_rangemut_a_k_v<'a, K, V>() where K: Send, V: Send, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where K: Send, V: Send, K: 'a, V: 'a {}
    holds::<K, V, RangeMut<'a, K, V>>();
}

// impl<'a, K, V> Sync for RangeMut<'a, K, V> where K: Sync, V: Sync
fn map_rangemut_sync_for_rangemut_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, RangeMut<'a, K, V>>();
}

// impl<'a, K, V> Unpin for RangeMut<'a, K, V>
fn map_rangemut_unpin_for_rangemut_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where K: 'a, V: 'a {}
    holds::<K, V, RangeMut<'a, K, V>>();
}

// impl<'a, K, V> !UnwindSafe for RangeMut<'a, K, V>
fn map_rangemut_unwindsafe_for_rangemut_a_k_v() {
    static_assertions::assert_not_impl_any!(RangeMut<'static, u8, u8>: UnwindSafe);
}

// impl RefUnwindSafe for UnorderedKeyError
fn map_unorderedkeyerror_refunwindsafe_for_unorderedkeyerror() {
    fn holds<Asked: RefUnwindSafe>() {}
    holds::<UnorderedKeyError>();
}

// impl Send for UnorderedKeyError
fn map_unorderedkeyerror_send_for_unorderedkeyerror() {
    fn holds<Asked: Send>() {}
    holds::<UnorderedKeyError>();
}

// impl Sync for UnorderedKeyError
fn map_unorderedkeyerror_sync_for_unorderedkeyerror() {
    fn holds<Asked: Sync>() {}
    holds::<UnorderedKeyError>();
}

// impl Unpin for UnorderedKeyError
fn map_unorderedkeyerror_unpin_for_unorderedkeyerror() {
    fn holds<Asked: Unpin>() {}
    holds::<UnorderedKeyError>();
}

// impl UnwindSafe for UnorderedKeyError
fn map_unorderedkeyerror_unwindsafe_for_unorderedkeyerror() {
    fn holds<Asked: UnwindSafe>() {}
    holds::<UnorderedKeyError>();
}

// impl<'a, K, V, A> RefUnwindSafe for VacantEntry<'a, K, V, A> where K: RefUnwindSafe, A: RefUnwindSafe, V: RefUnwindSafe
fn map_vacantentry_refunwindsafe_for_vacantentry_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, VacantEntry<'a, K, V>>();
}

// impl<'a, K, V, A> Send for VacantEntry<'a, K, V, A> where K: Send, A: Send, V: Send
fn map_vacantentry_send_for_vacantentry_a_k_v<'a, K, V>() where K: Send, V: Send, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where K: Send, V: Send, K: 'a, V: 'a {}
    holds::<K, V, VacantEntry<'a, K, V>>();
}

// impl<'a, K, V, A> Sync for VacantEntry<'a, K, V, A> where K: Sync, A: Sync, V: Sync
fn map_vacantentry_sync_for_vacantentry_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, VacantEntry<'a, K, V>>();
}

// impl<'a, K, V, A> Unpin for VacantEntry<'a, K, V, A> where K: Unpin, A: Unpin
fn map_vacantentry_unpin_for_vacantentry_a_k_v<'a, K, V>() where K: Unpin, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where K: Unpin, K: 'a, V: 'a {}
    holds::<K, V, VacantEntry<'a, K, V>>();
}

// impl<'a, K, V, A = Global> !UnwindSafe for VacantEntry<'a, K, V, A>
fn map_vacantentry_unwindsafe_for_vacantentry_a_k_v() {
    static_assertions::assert_not_impl_any!(VacantEntry<'static, u8, u8>: UnwindSafe);
}

// impl<'a, K, V> RefUnwindSafe for Values<'a, K, V> where K: RefUnwindSafe, V: RefUnwindSafe
fn map_values_refunwindsafe_for_values_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, Values<'a, K, V>>();
}

// impl<'a, K, V> Send for Values<'a, K, V> where K: Sync, V: Sync
fn map_values_send_for_values_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, Values<'a, K, V>>();
}

// impl<'a, K, V> Sync for Values<'a, K, V> where K: Sync, V: Sync
fn map_values_sync_for_values_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, Values<'a, K, V>>();
}

// impl<'a, K, V> Unpin for Values<'a, K, V>
fn map_values_unpin_for_values_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where K: 'a, V: 'a {}
    holds::<K, V, Values<'a, K, V>>();
}

// impl<'a, K, V> UnwindSafe for Values<'a, K, V> where K: RefUnwindSafe, V: RefUnwindSafe
fn map_values_unwindsafe_for_values_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: UnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, Values<'a, K, V>>();
}

// impl<'a, K, V> RefUnwindSafe for ValuesMut<'a, K, V> where K: RefUnwindSafe, V: RefUnwindSafe
fn map_valuesmut_refunwindsafe_for_valuesmut_a_k_v<'a, K, V>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: RefUnwindSafe>() where K: RefUnwindSafe, V: RefUnwindSafe, K: 'a, V: 'a {}
    holds::<K, V, ValuesMut<'a, K, V>>();
}

// impl<'a, K, V> Send for ValuesMut<'a, K, V> where K: Send, V: Send
fn map_valuesmut_send_for_valuesmut_a_k_v<'a, K, V>() where K: Send, V: Send, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Send>() where K: Send, V: Send, K: 'a, V: 'a {}
    holds::<K, V, ValuesMut<'a, K, V>>();
}

// impl<'a, K, V> Sync for ValuesMut<'a, K, V> where K: Sync, V: Sync
fn map_valuesmut_sync_for_valuesmut_a_k_v<'a, K, V>() where K: Sync, V: Sync, K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Sync>() where K: Sync, V: Sync, K: 'a, V: 'a {}
    holds::<K, V, ValuesMut<'a, K, V>>();
}

// impl<'a, K, V> Unpin for ValuesMut<'a, K, V>
fn map_valuesmut_unpin_for_valuesmut_a_k_v<'a, K, V>() where K: 'a, V: 'a {
    fn holds<'a, K, V, Asked: Unpin>() where K: 'a, V: 'a {}
    holds::<K, V, ValuesMut<'a, K, V>>();
}

// impl<'a, K, V> !UnwindSafe for ValuesMut<'a, K, V>
fn map_valuesmut_unwindsafe_for_valuesmut_a_k_v() {
    static_assertions::assert_not_impl_any!(ValuesMut<'static, u8, u8>: UnwindSafe);
}
