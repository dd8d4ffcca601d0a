//! Sizes that must not change: a grown map or node does not compile.
//!
//! The sizes do not depend on K and V, which live behind pointers; that is pinned too.

#![cfg(target_pointer_width = "64")]

use super::baseline::{BaselineBranch, BaselineLeaf, BaselineTree};
use super::inline::{BoxedNodes, InlineBranch, InlineLeaf, InlineTree};
use super::packed::{PackedBranch, PackedLeaf, PackedTree};
use super::pooled::{PooledBranch, PooledLeaf, PooledNodes, PooledTree};
use super::storage::NodeStorage;
use alloc::string::String;
use static_assertions::const_assert_eq;

/// Pins everything for one type as key and as value.
macro_rules! pin {
    ($($type:ty),*) => {$(
        const_assert_eq!(size_of::<BaselineTree<$type, $type>>(), 176);
        const_assert_eq!(size_of::<PackedTree<$type, $type>>(), 96);
        const_assert_eq!(size_of::<InlineTree<$type, $type>>(), 72);
        const_assert_eq!(size_of::<BoxedNodes<$type, $type>>(), 72);
        const_assert_eq!(size_of::<PooledTree<$type, $type>>(), 64);
        const_assert_eq!(size_of::<PooledNodes<$type, $type>>(), 64);

        // No capacity per node: 8 bytes less from the first phase on.
        const_assert_eq!(size_of::<BaselineLeaf<$type, $type>>(), 64);
        const_assert_eq!(size_of::<BaselineBranch<$type>>(), 64);
        const_assert_eq!(size_of::<PackedLeaf<$type, $type>>(), 56);
        const_assert_eq!(size_of::<PackedBranch<$type>>(), 56);
        // An enum of a vector and a boxed slice is as large as the vector.
        const_assert_eq!(size_of::<NodeStorage<$type>>(), 24);
        const_assert_eq!(size_of::<InlineLeaf<$type, $type>>(), 56);
        const_assert_eq!(size_of::<InlineBranch<$type>>(), 56);
        const_assert_eq!(size_of::<PooledLeaf<$type, $type>>(), 56);
        const_assert_eq!(size_of::<PooledBranch<$type>>(), 56);
    )*};
}

pin!(u64, String, (), [u8; 4096]);
