//! `Archive`, `Serialize` and `Deserialize` of rkyv.
//!
//! The archived forms are rkyv's own B-trees, which can be read in place: [`ArchivedBTreeMap`] for a map, its set for a set,
//! a map of vectors for a multimap. An archive that was made elsewhere may be in any order; reading it back sorts.

use crate::incoming;
use crate::map::BPlusTreeMap;
use crate::multimap::{BPlusTreeMultiMap, ValueList};
use crate::set::BPlusTreeSet;
use ::rkyv::collections::btree_map::{ArchivedBTreeMap, BTreeMapResolver};
use ::rkyv::collections::btree_set::{ArchivedBTreeSet, BTreeSetResolver};
use ::rkyv::rancor::{Fallible, Source};
use ::rkyv::ser::{Allocator, Writer};
use ::rkyv::vec::{ArchivedVec, VecResolver};
use ::rkyv::{Archive, Deserialize, Place, Serialize};
use btree_core::{DefaultLayout, Layout};

impl<K: Archive, V: Archive, T: Layout<K, V>> Archive for BPlusTreeMap<K, V, T>
where
    K::Archived: Ord,
{
    type Archived = ArchivedBTreeMap<K::Archived, V::Archived>;
    type Resolver = BTreeMapResolver;

    fn resolve(&self, resolver: Self::Resolver, out: Place<Self::Archived>) {
        Self::Archived::resolve_from_len(self.len(), resolver, out);
    }
}

impl<K, V, T, S> Serialize<S> for BPlusTreeMap<K, V, T>
where
    K: Serialize<S>,
    K::Archived: Ord,
    V: Serialize<S>,
    T: Layout<K, V>,
    S: Allocator + Fallible + Writer + ?Sized,
    S::Error: Source,
{
    fn serialize(&self, serializer: &mut S) -> Result<Self::Resolver, S::Error> {
        Self::Archived::serialize_from_ordered_iter::<_, _, _, K, V, _>(self.iter(), serializer)
    }
}

impl<K, V, T, D> Deserialize<BPlusTreeMap<K, V, T>, D> for ArchivedBTreeMap<K::Archived, V::Archived>
where
    K: Archive + Ord,
    K::Archived: Deserialize<K, D> + Ord,
    V: Archive,
    V::Archived: Deserialize<V, D>,
    T: DefaultLayout<K, V>,
    D: Fallible + ?Sized,
{
    fn deserialize(&self, deserializer: &mut D) -> Result<BPlusTreeMap<K, V, T>, D::Error> {
        let mut archived = self.iter();
        let entry = || {
            let Some((key, value)) = archived.next() else { return Ok(None) };
            Ok(Some((key.deserialize(deserializer)?, value.deserialize(deserializer)?)))
        };
        incoming::collect(entry, |here, comes| *here = comes)
    }
}

impl<T: Archive, L: Layout<T, ()>> Archive for BPlusTreeSet<T, L>
where
    T::Archived: Ord,
{
    type Archived = ArchivedBTreeSet<T::Archived>;
    type Resolver = BTreeSetResolver;

    fn resolve(&self, resolver: Self::Resolver, out: Place<Self::Archived>) {
        Self::Archived::resolve_from_len(self.len(), resolver, out);
    }
}

impl<T, L, S> Serialize<S> for BPlusTreeSet<T, L>
where
    T: Serialize<S>,
    T::Archived: Ord,
    L: Layout<T, ()>,
    S: Allocator + Fallible + Writer + ?Sized,
    S::Error: Source,
{
    fn serialize(&self, serializer: &mut S) -> Result<Self::Resolver, S::Error> {
        Self::Archived::serialize_from_ordered_iter::<_, T, _>(self.iter(), serializer)
    }
}

impl<T, L, D> Deserialize<BPlusTreeSet<T, L>, D> for ArchivedBTreeSet<T::Archived>
where
    T: Archive + Ord,
    T::Archived: Deserialize<T, D> + Ord,
    L: DefaultLayout<T, ()>,
    D: Fallible + ?Sized,
{
    fn deserialize(&self, deserializer: &mut D) -> Result<BPlusTreeSet<T, L>, D::Error> {
        let mut archived = self.iter();
        let entry = || {
            let Some(element) = archived.next() else { return Ok(None) };
            Ok(Some((element.deserialize(deserializer)?, ())))
        };
        incoming::collect(entry, |_, ()| {}).map(BPlusTreeSet::from_keys)
    }
}

impl<V: Archive> Archive for ValueList<V> {
    type Archived = ArchivedVec<V::Archived>;
    type Resolver = VecResolver;

    fn resolve(&self, resolver: Self::Resolver, out: Place<Self::Archived>) {
        ArchivedVec::resolve_from_slice(self.as_slice(), resolver, out);
    }
}

impl<V: Serialize<S>, S: Allocator + Fallible + Writer + ?Sized> Serialize<S> for ValueList<V> {
    fn serialize(&self, serializer: &mut S) -> Result<Self::Resolver, S::Error> {
        ArchivedVec::serialize_from_slice(self.as_slice(), serializer)
    }
}

impl<K: Archive, V: Archive, L: Layout<K, ValueList<V>>> Archive for BPlusTreeMultiMap<K, V, L>
where
    K::Archived: Ord,
{
    type Archived = ArchivedBTreeMap<K::Archived, ArchivedVec<V::Archived>>;
    type Resolver = BTreeMapResolver;

    fn resolve(&self, resolver: Self::Resolver, out: Place<Self::Archived>) {
        self.as_lists().resolve(resolver, out);
    }
}

impl<K, V, L, S> Serialize<S> for BPlusTreeMultiMap<K, V, L>
where
    K: Serialize<S>,
    K::Archived: Ord,
    V: Serialize<S>,
    L: Layout<K, ValueList<V>>,
    S: Allocator + Fallible + Writer + ?Sized,
    S::Error: Source,
{
    fn serialize(&self, serializer: &mut S) -> Result<Self::Resolver, S::Error> {
        self.as_lists().serialize(serializer)
    }
}

impl<K, V, L, D> Deserialize<BPlusTreeMultiMap<K, V, L>, D>
    for ArchivedBTreeMap<K::Archived, ArchivedVec<V::Archived>>
where
    K: Archive + Ord,
    K::Archived: Deserialize<K, D> + Ord,
    V: Archive,
    V::Archived: Deserialize<V, D>,
    L: DefaultLayout<K, ValueList<V>>,
    D: Fallible + ?Sized,
{
    /// A key whose vector is empty is left out.
    fn deserialize(&self, deserializer: &mut D) -> Result<BPlusTreeMultiMap<K, V, L>, D::Error> {
        let mut archived = self.iter();
        let entry = || {
            for (key, values) in archived.by_ref() {
                let Some((first, more)) = values.as_slice().split_first() else { continue };
                let mut list = ValueList::one(first.deserialize(deserializer)?);
                for value in more {
                    list.push(value.deserialize(deserializer)?);
                }
                return Ok(Some((key.deserialize(deserializer)?, list)));
            }
            Ok(None)
        };
        incoming::collect(entry, |here: &mut ValueList<V>, comes| here.append(comes))
            .map(BPlusTreeMultiMap::from_lists)
    }
}
