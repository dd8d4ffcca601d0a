//! Sizes that must not change: a grown map, set or list of values does not compile.
//!
//! The handle is the tree: a map or a set adds nothing to it.

use crate::multimap::ValueList;
use crate::{BPlusTreeMultiMap, SlimMap, SlimSet};
#[cfg(feature = "phases")]
use crate::{BaselineMap, BaselineSet, InlineMap, InlineSet, PackedMap, PackedSet, PooledMap, PooledSet};
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
        const_assert_eq!(size_of::<SlimMap<$type, $type>>(), bytes!(8, 4));
        const_assert_eq!(size_of::<Option<SlimMap<$type, $type>>>(), bytes!(8, 4));
        const_assert_eq!(size_of::<BPlusTreeMultiMap<$type, $type>>(), bytes!(16, 8));
        const_assert_eq!(size_of::<SlimSet<$type>>(), bytes!(8, 4));
        const_assert_eq!(size_of::<Option<SlimSet<$type>>>(), bytes!(8, 4));
    )*};
}

pin!(u64, String, (), [u8; 4096]);

#[cfg(feature = "phases")]
macro_rules! pin_phases {
    ($($type:ty),*) => {$(
        const_assert_eq!(size_of::<BaselineMap<$type, $type>>(), bytes!(176, 88));
        const_assert_eq!(size_of::<PackedMap<$type, $type>>(), bytes!(96, 64));
        const_assert_eq!(size_of::<InlineMap<$type, $type>>(), bytes!(72, 48));
        const_assert_eq!(size_of::<PooledMap<$type, $type>>(), bytes!(64, 44));
        const_assert_eq!(size_of::<BaselineSet<$type>>(), bytes!(176, 88));
        const_assert_eq!(size_of::<PackedSet<$type>>(), bytes!(96, 64));
        const_assert_eq!(size_of::<InlineSet<$type>>(), bytes!(72, 48));
        const_assert_eq!(size_of::<PooledSet<$type>>(), bytes!(64, 44));
    )*};
}

#[cfg(feature = "phases")]
pin_phases!(u64, String, (), [u8; 4096]);

// What a key's values take in the tree.
const_assert_eq!(size_of::<ValueList<()>>(), bytes!(8, 4));
const_assert_eq!(size_of::<ValueList<u32>>(), bytes!(16, 8));
const_assert_eq!(size_of::<ValueList<u64>>(), 8 + align_of::<u64>());
const_assert_eq!(size_of::<ValueList<String>>(), bytes!(24, 12));
