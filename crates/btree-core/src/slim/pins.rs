//! Sizes that must not change: a grown handle or node header does not compile.

use super::header::{BranchHeader, LeafHeader};
use super::root::TreeHead;
use super::tree::SlimTree;
use alloc::string::String;
use static_assertions::const_assert_eq;

/// Bytes on a target with pointers of 64 bits, and of 32.
macro_rules! bytes {
    ($wide:literal, $narrow:literal) => {
        if cfg!(target_pointer_width = "64") { $wide } else { $narrow }
    };
}

macro_rules! pin {
    ($($type:ty),*) => {$(
        const_assert_eq!(size_of::<SlimTree<$type, $type>>(), bytes!(8, 4));
        const_assert_eq!(size_of::<Option<SlimTree<$type, $type>>>(), bytes!(8, 4));
    )*};
}

pin!(u64, String, (), [u8; 4096]);

const_assert_eq!(size_of::<LeafHeader>(), bytes!(16, 12));
const_assert_eq!(size_of::<BranchHeader>(), bytes!(16, 12));
const_assert_eq!(size_of::<TreeHead>(), bytes!(48, 24));
