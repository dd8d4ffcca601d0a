//! `Serialize` and `Deserialize`: a map as a map, a set as a sequence, a multimap as a map of sequences.
//!
//! The forms are those of std's map and set, so that either reads what the other wrote. How untrusted input is met, see
//! [`incoming`].

use crate::incoming;
use crate::map::BPlusTreeMap;
use crate::multimap::{BPlusTreeMultiMap, ValueList};
use crate::set::BPlusTreeSet;
use ::serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use ::serde::ser::{Serialize, Serializer};
use btree_core::{DefaultLayout, Layout};
use core::fmt;
use core::marker::PhantomData;

impl<K: Serialize, V: Serialize, T: Layout<K, V>> Serialize for BPlusTreeMap<K, V, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self)
    }
}

impl<T: Serialize, L: Layout<T, ()>> Serialize for BPlusTreeSet<T, L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<V: Serialize> Serialize for ValueList<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self)
    }
}

impl<K: Serialize, V: Serialize, L: Layout<K, ValueList<V>>> Serialize for BPlusTreeMultiMap<K, V, L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_lists().serialize(serializer)
    }
}

/// Visits entries; `settle` decides about equal keys.
struct Entries<K, V, T, C> {
    settle: C,
    marker: PhantomData<(K, V, T)>,
}

impl<'de, K, V, T, C> Visitor<'de> for Entries<K, V, T, C>
where
    K: Deserialize<'de> + Ord,
    V: Deserialize<'de>,
    T: DefaultLayout<K, V>,
    C: FnMut(&mut V, V),
{
    type Value = BPlusTreeMap<K, V, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        incoming::collect(|| access.next_entry(), self.settle)
    }
}

impl<'de, K, V, T> Deserialize<'de> for BPlusTreeMap<K, V, T>
where
    K: Deserialize<'de> + Ord,
    V: Deserialize<'de>,
    T: DefaultLayout<K, V>,
{
    /// Of equal keys the first is kept, with the last value, as if the entries were inserted one by one.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let settle = |here: &mut V, comes| *here = comes;
        deserializer.deserialize_map(Entries { settle, marker: PhantomData })
    }
}

impl<'de, K, V, L> Deserialize<'de> for BPlusTreeMultiMap<K, V, L>
where
    K: Deserialize<'de> + Ord,
    V: Deserialize<'de>,
    L: DefaultLayout<K, ValueList<V>>,
{
    /// The lists of equal keys are put one behind the other. An empty list is an error.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let settle = |here: &mut ValueList<V>, comes| here.append(comes);
        deserializer.deserialize_map(Entries { settle, marker: PhantomData }).map(Self::from_lists)
    }
}

/// Visits the elements of a set.
struct Elements<T, L>(PhantomData<(T, L)>);

impl<'de, T: Deserialize<'de> + Ord, L: DefaultLayout<T, ()>> Visitor<'de> for Elements<T, L> {
    type Value = BPlusTreeSet<T, L>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let entry = || Ok(access.next_element()?.map(|element| (element, ())));
        incoming::collect(entry, |_, ()| {}).map(BPlusTreeSet::from_keys)
    }
}

impl<'de, T: Deserialize<'de> + Ord, L: DefaultLayout<T, ()>> Deserialize<'de> for BPlusTreeSet<T, L> {
    /// Of equal elements the first is kept.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Elements(PhantomData))
    }
}

/// Visits the values of one key.
struct Values<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for Values<V> {
    type Value = ValueList<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence of at least one value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let first = access.next_element()?.ok_or_else(|| A::Error::invalid_length(0, &self))?;
        let mut list = ValueList::one(first);
        while let Some(value) = access.next_element()? {
            list.push(value);
        }
        Ok(list)
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for ValueList<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Values(PhantomData))
    }
}
