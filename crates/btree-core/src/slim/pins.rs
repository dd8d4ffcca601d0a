//! Sizes that must not change: a grown handle or node header does not compile.

#![cfg(target_pointer_width = "64")]

use super::node::{BranchHead, LeafHead};
use super::tree::{SlimTree, TreeHead};
use alloc::string::String;
use static_assertions::const_assert_eq;

macro_rules! pin {
    ($($type:ty),*) => {$(
        const_assert_eq!(size_of::<SlimTree<$type, $type>>(), 8);
        const_assert_eq!(size_of::<Option<SlimTree<$type, $type>>>(), 8);
    )*};
}

pin!(u64, String, (), [u8; 4096]);

const_assert_eq!(size_of::<LeafHead>(), 16);
const_assert_eq!(size_of::<BranchHead>(), 16);
const_assert_eq!(size_of::<TreeHead>(), 48);
