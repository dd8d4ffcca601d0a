//! The promises about size, sharing and variance, checked by the compiler.

#[cfg(feature = "pool")]
use crate::MemoryPool;
use crate::{BoxedArena, CompactArena, Handle, OptimizedArena};
use alloc::rc::Rc;
use core::cell::Cell;
use static_assertions::{assert_impl_all, assert_not_impl_any};

/// Bytes on a target with pointers of 64 bits, and of 32.
macro_rules! bytes {
    ($wide:literal, $narrow:literal) => {
        if cfg!(target_pointer_width = "64") { $wide } else { $narrow }
    };
}

/// Pins an arena's size for one node type of every kind.
macro_rules! pin {
    ($arena:ident, $wide:literal, $narrow:literal) => {
        const_assert_eq!(size_of::<$arena<u64>>(), bytes!($wide, $narrow));
        const_assert_eq!(size_of::<$arena<String>>(), bytes!($wide, $narrow));
        const_assert_eq!(size_of::<$arena<()>>(), bytes!($wide, $narrow));
        const_assert_eq!(size_of::<$arena<[u8; 4096]>>(), bytes!($wide, $narrow));
    };
}

mod sizes {
    use super::*;
    use alloc::string::String;
    use static_assertions::{assert_eq_size, const_assert_eq};

    pin!(CompactArena, 72, 36);
    pin!(OptimizedArena, 32, 20);
    pin!(BoxedArena, 24, 16);
    #[cfg(feature = "pool")]
    pin!(MemoryPool, 24, 16);
    const_assert_eq!(size_of::<crate::BlockPool>(), bytes!(576, 304));
    // The id type costs nothing in the arena.
    assert_eq_size!(OptimizedArena<u64, u8>, OptimizedArena<u64, usize>);
    assert_eq_size!(BoxedArena<u64, u8>, BoxedArena<u64, usize>);
    #[cfg(feature = "pool")]
    assert_eq_size!(MemoryPool<u64, u8>, MemoryPool<u64, usize>);
    assert_eq_size!(Handle<String>, u64);
    const_assert_eq!(size_of::<Handle<String, usize>>(), bytes!(16, 8));
    // What a slot costs beside its node: tag and generation share eight bytes.
    const_assert_eq!(size_of::<crate::slots::Slot<u64>>(), 16);
    const_assert_eq!(size_of::<crate::slots::Slot<[u64; 8]>>(), 72);
    const_assert_eq!(size_of::<crate::slots::Slot<String>>(), bytes!(32, 16));
    #[cfg(feature = "bumpalo")]
    const_assert_eq!(size_of::<crate::BumpArena<'static, String>>(), bytes!(24, 16));
}

assert_impl_all!(Handle<Rc<u8>>: Send, Sync, Copy, Ord, core::hash::Hash, core::fmt::Debug);

/// Send and Sync exactly when the node is: `Cell` may be sent but not shared, `Rc` neither.
macro_rules! shares_as_its_nodes_do {
    ($($arena:ident),*) => {$(
        assert_impl_all!($arena<u64>: Send, Sync);
        assert_impl_all!($arena<Cell<u64>>: Send);
        assert_not_impl_any!($arena<Cell<u64>>: Sync);
        assert_not_impl_any!($arena<Rc<u64>>: Send, Sync);
        assert_impl_all!(crate::Iter<'static, $arena<u64>>: Send, Sync);
        assert_not_impl_any!(crate::Iter<'static, $arena<Cell<u64>>>: Send, Sync);
    )*};
}

shares_as_its_nodes_do!(CompactArena, OptimizedArena, BoxedArena);
#[cfg(feature = "pool")]
shares_as_its_nodes_do!(MemoryPool);
#[cfg(feature = "bumpalo")]
assert_not_impl_any!(crate::BumpArena<'static, u64>: Send, Sync);

/// Compiles only while every arena, handle and iterator is covariant in the node.
macro_rules! covariant {
    ($($arena:ident),*) => {$(
        #[expect(dead_code, non_snake_case, reason = "proves something by compiling, one module an arena")]
        mod $arena {
            use crate::{Iter, $arena as Arena};
            fn arena<'short>(it: Arena<&'static str>) -> Arena<&'short str> { it }
            fn iter<'short>(it: Iter<'short, Arena<&'static str>>) -> Iter<'short, Arena<&'short str>> { it }
        }
    )*};
}

#[expect(dead_code, reason = "proves something by compiling")]
mod covariance {
    use crate::Handle;

    covariant!(CompactArena, OptimizedArena, BoxedArena);
    #[cfg(feature = "pool")]
    covariant!(MemoryPool);

    fn handle<'short>(it: Handle<&'static str>) -> Handle<&'short str> {
        it
    }

    #[cfg(feature = "bumpalo")]
    fn bump<'b, 'short>(it: crate::BumpArena<'b, &'static str>) -> crate::BumpArena<'b, &'short str> {
        it
    }
}
