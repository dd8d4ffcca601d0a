//! schemars: the schemas of std's collections.

use ::schemars::{JsonSchema, schema_for};
use btree_map::{BPlusTreeMap, BPlusTreeMultiMap, BPlusTreeSet, PooledMap};
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn the_schemas_are_those_of_std() {
    assert_eq!(schema_for!(BPlusTreeMap<String, u32>), schema_for!(BTreeMap<String, u32>));
    assert_eq!(schema_for!(PooledMap<u8, String>), schema_for!(BTreeMap<u8, String>));
    assert_eq!(schema_for!(BPlusTreeSet<u32>), schema_for!(BTreeSet<u32>));
    assert_eq!(schema_for!(BPlusTreeMultiMap<String, u32>), schema_for!(BTreeMap<String, Vec<u32>>));
    assert_ne!(schema_for!(BPlusTreeSet<u32>), schema_for!(BPlusTreeSet<String>));
    assert_eq!(BPlusTreeMap::<String, u32>::schema_name(), BTreeMap::<String, u32>::schema_name());
    assert_eq!(BPlusTreeSet::<u32>::inline_schema(), BTreeSet::<u32>::inline_schema());
}
