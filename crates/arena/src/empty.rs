//! An empty boxed slice in a `const fn`, which the library's own constructors are not.

use alloc::boxed::Box;
use core::{mem, ptr};

/// A boxed slice without elements; allocates nothing. Computes in **O(1)** time.
pub(crate) const fn empty_box<S>() -> Box<[S]> {
    let nothing: *mut [S] = ptr::slice_from_raw_parts_mut(ptr::dangling_mut::<S>(), 0);
    // SAFETY:
    // 1. `Box<[S]>` is one non-null pointer with the metadata of `*mut [S]`; `transmute` checks that sizes agree.
    // 2. The pointer is non-null and aligned for `S`, all that a box of zero bytes asks, and what
    //    `Box::<[S]>::default` itself holds. Such a box frees nothing when dropped.
    unsafe { mem::transmute::<*mut [S], Box<[S]>>(nothing) }
}
