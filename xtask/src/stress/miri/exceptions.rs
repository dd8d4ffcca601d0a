//! Unsafe blocks that no test in Miri reaches, each with a reason.

/// A file, a part of the block's code that tells it from the others of the file, and why nothing reaches it.
pub(super) type Exception = (&'static str, &'static str, &'static str);

/// All of them. One that is reached, or is there no more, has to leave the list.
pub(super) const EXCEPTIONS: [Exception; 9] = [
    (
        "crates/alloc-meter/src/meter.rs",
        "usable(block)",
        "asks an allocator how large a block is; the one of the tests writes that before the block, where Stacked Borrows \
         lets the pointer of a `Box` not reach",
    ),
    ("crates/alloc-meter/src/usable.rs", "ask_malloc", "asks the system's malloc; not compiled for Miri"),
    ("crates/btree-core/src/search/integer.rs", "asm!", "the processor's own; not compiled for Miri"),
    ("crates/btree-core/src/search/ordered.rs", "asm!", "the processor's own; not compiled for Miri"),
    (
        "crates/btree-core/src/search/prefetch.rs",
        "_mm_prefetch",
        "the processor's own; not compiled for Miri",
    ),
    (
        "crates/btree-core/src/search/integer.rs",
        "from_raw_parts($keys",
        "in a macro, which has no counters; every search in rows of integers goes through it",
    ),
    (
        "crates/btree-core/src/slim/rebalance.rs",
        "=> self.rebalance_leaf(place)",
        "a branch keeps a single child only if memory was refused at one of a few requests; `allocators` refuses each in \
         turn, but in Miri every few",
    ),
    ("crates/btree-snapshot/src/file/mapped.rs", "Mmap::map", "maps a file, which Miri does not do"),
    ("crates/btree-snapshot/src/file/mapped.rs", "self.tags", "reads a mapping, which Miri does not make"),
];
