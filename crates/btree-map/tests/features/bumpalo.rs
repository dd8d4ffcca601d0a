//! Maps whose nodes live in a `&Bump`, which the feature lets them recognise.

use btree_map::{AllocError, Allocator, BPlusTreeMap, SlimTree};
use bumpalo::Bump;
use std::alloc::Layout;
use std::ptr::NonNull;

/// A bump that no map recognises.
#[derive(Clone, Copy)]
struct Disguised<'a>(&'a Bump);

// SAFETY: everything is passed on to one and the same allocator.
unsafe impl Allocator for Disguised<'_> {
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        self.0.allocate(layout)
    }

    unsafe fn deallocate(&self, block: NonNull<u8>, layout: Layout) {
        // SAFETY: the caller's contract is the same.
        unsafe { self.0.deallocate(block, layout) };
    }
}

/// The bytes that a bump gets back when a map of one leaf, its last block, is dropped.
fn given_back<'a, A: Allocator + Clone>(bump: &'a Bump, alloc: impl FnOnce(&'a Bump) -> A) -> usize {
    let mut map: BPlusTreeMap<u32, u32, SlimTree<u32, u32, A>> = BPlusTreeMap::new_in(alloc(bump));
    map.insert(1, 1);
    let room = bump.chunk_capacity();
    drop(map);
    bump.chunk_capacity() - room
}

#[test]
fn a_map_in_a_bump_is_dropped_without_giving_anything_back() {
    let bump = Bump::with_capacity(1 << 16);
    assert_eq!(given_back(&bump, |bump| bump), 0);
    // As it would be if the bump were like any other allocator.
    assert!(given_back(&bump, Disguised) > 0);
}
