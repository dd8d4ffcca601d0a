//! Asks the platform's `malloc` how large a block really is.
//!
//! Relies on what std promises for Unix: [`System`](std::alloc::System) serves every block from `malloc`,
//! `calloc`, `realloc` or `posix_memalign`, and frees it with `free`. All four hand out pointers that the
//! platform's size query accepts, over-aligned ones included. Where there is no such query the answer is that
//! there is none; Miri, which is its own allocator, has none either.

/// A function that tells a live block's usable size.
///
/// # Safety
///
/// The caller passes a non-null pointer to a live block of the allocator that the function belongs to.
pub(crate) type UsableSize = unsafe fn(*mut u8) -> usize;

#[cfg(all(
    any(
        target_os = "android",
        all(target_os = "linux", any(target_env = "gnu", target_env = "musl")),
        target_os = "macos"
    ),
    not(miri)
))]
mod query {
    use super::UsableSize;

    #[cfg(target_os = "macos")]
    use libc::malloc_size as ask_malloc;
    #[cfg(not(target_os = "macos"))]
    use libc::malloc_usable_size as ask_malloc;

    /// The query for blocks of the system allocator.
    pub(crate) const SYSTEM: Option<UsableSize> = Some(of_malloc);

    /// The usable size of a `malloc` block.
    ///
    /// # Safety
    ///
    /// - `block` is not null.
    /// - `block` came from [`System`](std::alloc::System) and has not been freed.
    unsafe fn of_malloc(block: *mut u8) -> usize {
        debug_assert!(!block.is_null());
        // SAFETY: (1) the caller vouches that `block` is live and from the system allocator, (2) which on
        // these platforms is the `malloc` family, (3) whose every pointer the query accepts; (4) it writes
        // nothing.
        unsafe { ask_malloc(block.cast::<libc::c_void>()) }
    }
}

#[cfg(not(all(
    any(
        target_os = "android",
        all(target_os = "linux", any(target_env = "gnu", target_env = "musl")),
        target_os = "macos"
    ),
    not(miri)
)))]
mod query {
    /// No query is known here.
    pub(crate) const SYSTEM: Option<super::UsableSize> = None;
}

pub(crate) use query::SYSTEM;
