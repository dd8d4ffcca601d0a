//! Sizes that must not change: a grown map or node does not compile.
//!
//! The sizes do not depend on K and V, which live behind pointers; that is pinned too.

use super::baseline::{BaselineBranch, BaselineLeaf, BaselineTree};
use super::inline::{BoxedNodes, InlineBranch, InlineLeaf, InlineTree};
use super::packed::{PackedBranch, PackedLeaf, PackedTree};
use super::pooled::{PooledBranch, PooledLeaf, PooledNodes, PooledTree};
use super::storage::NodeStorage;
use alloc::string::String;
use static_assertions::const_assert_eq;

/// Bytes on a target with pointers of 64 bits, and of 32.
macro_rules! bytes {
    ($wide:literal, $narrow:literal) => {
        if cfg!(target_pointer_width = "64") { $wide } else { $narrow }
    };
}

/// Pins everything for one type as key and as value.
macro_rules! pin {
    ($($type:ty),*) => {$(
        const_assert_eq!(size_of::<BaselineTree<$type, $type>>(), bytes!(176, 88));
        const_assert_eq!(size_of::<PackedTree<$type, $type>>(), bytes!(96, 64));
        const_assert_eq!(size_of::<InlineTree<$type, $type>>(), bytes!(72, 48));
        const_assert_eq!(size_of::<BoxedNodes<$type, $type>>(), bytes!(72, 48));
        const_assert_eq!(size_of::<PooledTree<$type, $type>>(), bytes!(64, 44));
        const_assert_eq!(size_of::<PooledNodes<$type, $type>>(), bytes!(64, 44));

        // No capacity per node: a word less from the first phase on.
        const_assert_eq!(size_of::<BaselineLeaf<$type, $type>>(), bytes!(64, 32));
        const_assert_eq!(size_of::<BaselineBranch<$type>>(), bytes!(64, 32));
        const_assert_eq!(size_of::<PackedLeaf<$type, $type>>(), bytes!(56, 28));
        const_assert_eq!(size_of::<PackedBranch<$type>>(), bytes!(56, 28));
        // An enum of a vector and a boxed slice is as large as the vector.
        const_assert_eq!(size_of::<NodeStorage<$type>>(), bytes!(24, 12));
        const_assert_eq!(size_of::<InlineLeaf<$type, $type>>(), bytes!(56, 28));
        const_assert_eq!(size_of::<InlineBranch<$type>>(), bytes!(56, 28));
        const_assert_eq!(size_of::<PooledLeaf<$type, $type>>(), bytes!(56, 28));
        const_assert_eq!(size_of::<PooledBranch<$type>>(), bytes!(56, 32));
    )*};
}

pin!(u64, String, (), [u8; 4096]);
