//! `JsonSchema`: a map, a set and a multimap are described as what they serialize as, std's collections.

use crate::map::BPlusTreeMap;
use crate::multimap::{BPlusTreeMultiMap, ValueList};
use crate::set::BPlusTreeSet;
use ::schemars::{JsonSchema, Schema, SchemaGenerator};
use alloc::borrow::Cow;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;
use btree_core::Layout;

/// Implements `JsonSchema` as another type has it.
macro_rules! described_as {
    ([$($generics:tt)*] $type:ty, $other:ty) => {
        impl<$($generics)*> JsonSchema for $type {
            fn inline_schema() -> bool {
                <$other>::inline_schema()
            }

            fn schema_name() -> Cow<'static, str> {
                <$other>::schema_name()
            }

            fn schema_id() -> Cow<'static, str> {
                <$other>::schema_id()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                <$other>::json_schema(generator)
            }
        }
    };
}

described_as!([K: JsonSchema, V: JsonSchema, T: Layout<K, V>] BPlusTreeMap<K, V, T>, BTreeMap<K, V>);
described_as!([T: JsonSchema, L: Layout<T, ()>] BPlusTreeSet<T, L>, BTreeSet<T>);
described_as!(
    [K: JsonSchema, V: JsonSchema, L: Layout<K, ValueList<V>>]
    BPlusTreeMultiMap<K, V, L>, BTreeMap<K, Vec<V>>
);
