//! What the process holds: by the allocator's own word, and by the system's.

/// Bytes held, as far as they are told.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    /// What the allocator has of the system.
    pub(crate) allocator: Option<u64>,
    /// What is resident.
    pub(crate) resident: Option<u64>,
}

impl Held {
    pub(crate) fn now() -> Self {
        Held { allocator: allocator(), resident: resident() }
    }
}

/// The second figure of `/proc/self/statm`, in pages of 4 KiB.
fn resident() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    statm.split_whitespace().nth(1)?.parse::<u64>().ok().map(|pages| pages * 4096)
}

#[cfg(all(not(feature = "mimalloc"), target_os = "linux", target_env = "gnu"))]
fn allocator() -> Option<u64> {
    // SAFETY: the function takes nothing and returns a struct of numbers.
    let info = unsafe { libc::mallinfo2() };
    // Heaps, and blocks that were mapped one by one.
    Some((info.arena + info.hblkhd) as u64)
}

#[cfg(all(not(feature = "mimalloc"), not(all(target_os = "linux", target_env = "gnu"))))]
fn allocator() -> Option<u64> {
    None
}

#[cfg(feature = "mimalloc")]
fn allocator() -> Option<u64> {
    let mut figures = [0_usize; 8];
    let [elapsed, user, system, rss, peak_rss, commit, peak_commit, faults] = &mut figures;
    // SAFETY: each pointer is to a word of its own, for writing.
    unsafe {
        libmimalloc_sys::mi_process_info(elapsed, user, system, rss, peak_rss, commit, peak_commit, faults);
    }
    Some(*commit as u64)
}
