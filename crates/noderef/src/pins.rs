//! Sizes that must not change: a grown reference does not compile.

use crate::{CompactRef, EnumRef, IdWidth, PackedRef};
use static_assertions::const_assert_eq;

#[cfg(target_pointer_width = "64")]
const_assert_eq!(size_of::<EnumRef>(), 16);
#[cfg(target_pointer_width = "32")]
const_assert_eq!(size_of::<EnumRef>(), 8);
const_assert_eq!(size_of::<PackedRef>(), 8);
const_assert_eq!(size_of::<CompactRef>(), 4);
const_assert_eq!(size_of::<IdWidth>(), 1);
