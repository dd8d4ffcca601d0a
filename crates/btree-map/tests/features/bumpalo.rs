//! Maps whose nodes live in a `&Bump`, which the feature lets them recognise.

use btree_map::{Allocator, BPlusTreeMap};
use bumpalo::Bump;

/// The bytes that the bump gets back when a map of one leaf, its last block, is dropped.
fn given_back<A: Allocator + Clone>(bump: &Bump, alloc: A) -> usize {
    let mut map = BPlusTreeMap::new_in(alloc);
    map.insert(1, 1);
    let room = bump.chunk_capacity();
    drop(map);
    bump.chunk_capacity() - room
}

#[test]
fn a_map_in_a_bump_is_dropped_without_giving_anything_back() {
    let bump = &Bump::with_capacity(1 << 16);
    assert_eq!(given_back(bump, bump), 0);
    // A reference to the reference is an allocator like any other, and gets its blocks back.
    assert!(given_back(bump, &bump) > 0);
}
