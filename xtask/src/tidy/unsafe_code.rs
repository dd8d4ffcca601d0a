//! `unsafe` is where the architecture says it may be, and nowhere else.
//!
//! 1. The list below names the files and folders that may hold it, each with what it is needed for.
//! 2. A place that needs it no more is to leave the list.
//! 3. The crates that have none say so to the compiler.

use super::files::Repository;
use super::source::{code, has_word};

/// Where `unsafe` may be, and what for. A path that ends in a slash is a folder.
const ALLOWED: [(&str, &str); 35] = [
    // The meter stands below everything: it is a global allocator.
    ("crates/alloc-meter/src/installed.rs", "asks the global allocator for a block"),
    ("crates/alloc-meter/src/meter.rs", "is a global allocator"),
    ("crates/alloc-meter/src/usable.rs", "asks malloc how large a block is"),
    ("crates/alloc-meter/tests/", "calls allocators by hand"),
    // Memory of nodes.
    ("crates/arena/src/block.rs", "blocks whose layout the tree knows"),
    ("crates/arena/src/block_pool.rs", "is an allocator"),
    ("crates/arena/src/no_free.rs", "is an allocator"),
    ("crates/arena/src/bump.rs", "references into chunks that never move"),
    ("crates/arena/src/compact.rs", "slots that are live where the mask is odd"),
    ("crates/arena/src/empty.rs", "an empty box without an allocation"),
    ("crates/arena/src/pool/chunk.rs", "slots that are live where the bitmap has a bit"),
    ("crates/arena/tests/", "a global allocator that counts"),
    // Positions and runs, which are bare words and pointers, and what wraps them in borrows.
    ("crates/btree-core/src/layout.rs", "the trait: positions are the caller's word"),
    ("crates/btree-core/src/iterate/", "runs of entries as pointers"),
    ("crates/btree-core/src/place.rs", "positions together with the borrow of their tree"),
    ("crates/btree-core/src/place/", "positions together with the borrow of their tree"),
    ("crates/btree-core/src/phases/buffer.rs", "forgets entries that were moved out"),
    ("crates/btree-core/src/phases/inline_or_tree.rs", "implements the trait"),
    ("crates/btree-core/src/phases/tree_only.rs", "implements the trait"),
    // Search in rows that may be partly filled, and the processor's own instructions.
    ("crates/btree-core/src/search/integer.rs", "reads keys as the integers that they are"),
    ("crates/btree-core/src/search/ordered.rs", "no instruction at all, where a branch must stay one"),
    ("crates/btree-core/src/search/prefetch.rs", "an instruction of the processor"),
    (
        "crates/btree-core/src/search/text.rs",
        "reads strings as the bytes that they are, by words and vectors",
    ),
    // The slim layout: nodes are blocks, named by pointers.
    ("crates/btree-core/src/slim/", "nodes are blocks named by pointers"),
    ("crates/btree-snapshot/src/file/mapped.rs", "maps a file into memory"),
    ("cluster/raft-map/src/snapshot/mapped.rs", "maps a snapshot of its own directory"),
    // Tests, examples and tools.
    ("crates/btree-map/tests/allocators/", "allocators that count and refuse"),
    ("crates/btree-map/tests/faults/", "a global allocator that fails"),
    ("crates/btree-snapshot/examples/", "maps a file into memory"),
    ("crates/btree-snapshot/tests/", "maps files into memory"),
    ("benches/src/bin/phase_driver.rs", "a symbol that callgrind finds"),
    ("benches/peers/rivals/", "a rival in another language"),
    ("benches/peers-snapshot/src/", "maps files into memory, and rivals that trust theirs"),
    ("xtask/probes/fragmentation/src/held.rs", "asks allocators how much they hold"),
    ("xtask/probes/no-std/src/", "a program without std brings its own allocator"),
];

/// Crates that forbid it to themselves.
const FORBIDDEN: [&str; 4] = [
    "crates/noderef/src/lib.rs",
    "crates/btree-map/src/lib.rs",
    "crates/btree-graph/src/lib.rs",
    "xtask/src/main.rs",
];

/// What is against the rules.
pub(super) fn check(repository: &Repository) -> Vec<String> {
    findings(repository, &ALLOWED, &FORBIDDEN)
}

fn findings(repository: &Repository, allowed: &[(&str, &str)], forbidden: &[&str]) -> Vec<String> {
    let users: Vec<&str> = repository
        .rust()
        .filter(|file| has_word(&code(&file.text), "unsafe"))
        .map(|file| file.path.as_str())
        .collect();
    let may = |place: &str, path: &str| path == place || (place.ends_with('/') && path.starts_with(place));
    let strays = users.iter().filter(|path| !allowed.iter().any(|(place, _)| may(place, path)));
    let idle = allowed.iter().filter(|(place, _)| !users.iter().any(|path| may(place, path)));
    let silent = forbidden.iter().filter(|path| {
        repository.text(path).is_none_or(|text| !code(text).contains("#![forbid(unsafe_code)]"))
    });
    strays
        .map(|path| format!("{path}: has unsafe code, and is not among the places that may"))
        .chain(idle.map(|(place, _)| format!("{place}: may have unsafe code, and has none any more")))
        .chain(silent.map(|path| format!("{path}: does not say `#![forbid(unsafe_code)]`")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strays_idle_places_and_silent_crates_are_found() {
        let repository = Repository::of(&[
            ("a/node.rs", "fn f() { unsafe { g() } }"),
            ("a/tree.rs", "// unsafe\nunsafe impl Send for X {}"),
            ("b/lib.rs", "#![forbid(unsafe_code)]\n"),
            ("c/lib.rs", "// #![forbid(unsafe_code)]\n"),
        ]);
        let found = findings(&repository, &[("a/node.rs", "why"), ("d/", "why")], &["b/lib.rs", "c/lib.rs"]);
        let wanted = [
            "a/tree.rs: has unsafe code, and is not among the places that may",
            "d/: may have unsafe code, and has none any more",
            "c/lib.rs: does not say `#![forbid(unsafe_code)]`",
        ];
        assert_eq!(found, wanted);
        assert!(findings(&repository, &[("a/", "why")], &[]).is_empty());
    }
}
