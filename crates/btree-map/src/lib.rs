//! Ordered maps and sets with the API of `std::collections::BTreeMap` and `BTreeSet`, which take less memory.
//!
//! ```
//! use btree_map::BTreeMap;
//!
//! let mut months = BTreeMap::from([(1, "January"), (2, "February"), (12, "December")]);
//! months.insert(3, "March");
//! assert_eq!(months.get(&2), Some(&"February"));
//! assert_eq!(months.range(2..12).map(|(n, _)| *n).collect::<Vec<_>>(), [2, 3]);
//! assert_eq!(months.last_key_value(), Some((&12, &"December")));
//! ```
//!
//! - [`BPlusTreeMap`] is the map, and [`BTreeMap`] its alias.
//! - [`BPlusTreeSet`] is the set, and [`BTreeSet`] its alias.
//! - [`BPlusTreeMultiMap`] keeps several values per key.
//!
//! A map in the default layout never takes more memory than std's, at any number of entries, except after operations that move
//! whole nodes, such as [`split_off`](BPlusTreeMap::split_off). Its handle is one pointer, and `Option` adds nothing to it.
//!
//! # Contents
//!
//! - Every stable method and trait of std's map and set, with std's bounds, results and panics.
//! - Methods that std has on nightly: [cursors](BPlusTreeMap::lower_bound), [`try_insert`](BPlusTreeMap::try_insert),
//!   [`merge`](BPlusTreeMap::merge), [entries of sets](BPlusTreeSet::entry).
//! - Building from sorted entries: [`from_sorted_iter`](BPlusTreeMap::from_sorted_iter),
//!   [`extend_sorted`](BPlusTreeMap::extend_sorted).
//! - Several keys at once: [`get_many`](BPlusTreeMap::get_many), [`get_disjoint_mut`](BPlusTreeMap::get_disjoint_mut).
//! - Ranges: [`remove_range`](BPlusTreeMap::remove_range), [`drain_range`](BPlusTreeMap::drain_range),
//!   [`for_each_range`](BPlusTreeMap::for_each_range), and [pages](BPlusTreeMap::page), which changes of the map do not
//!   invalidate.
//! - Memory: [`heap_bytes`](BPlusTreeMap::heap_bytes), [`shrink_to_fit`](BPlusTreeMap::shrink_to_fit),
//!   [`try_insert_reserving`](BPlusTreeMap::try_insert_reserving), [allocators](#allocators).
//! - Conversions from and to std's maps and sets, with `From`.
//!
//! The crate is `no_std`, needs `alloc`, and forbids unsafe code.
//!
//! # Time
//!
//! Look-ups, inserts and removals take **O(log n)** time. Iteration takes amortised **O(1)** time per entry. Building from sorted
//! entries takes **O(n)**. A node moves when it grows or shrinks, which copies at most one full leaf. Store large values in
//! a `Box` if entries are inserted and removed at random.
//!
//! # Layouts
//!
//! The third type parameter is the layout of the tree in memory. Every method works with every layout. The layouts other than the default
//! need the feature `phases`.
//!
//! | map | bytes of handle | the tree |
//! |---|---|---|
//! | [`SlimMap`] (default) | 8 | nodes are blocks that grow with their contents |
//! | `PooledMap` | 64 | pools of nodes with 16-bit child ids; below 16 entries one vector |
//! | `InlineMap` | 72 | arrays of nodes, full ones without unused capacity; below 16 entries one vector |
//! | `PackedMap` | 96 | arrays of nodes with packed references |
//! | `BaselineMap` | 176 | arrays of nodes with side tables, for comparison |
//!
//! Use the default. The others are kept for measurements. `new`, `Default`, `From` and `collect` make the default layout, so that types
//! are inferred as with std. [`with_layout`](BPlusTreeMap::with_layout) and
//! [`from_iter_in_layout`](BPlusTreeMap::from_iter_in_layout) make the others:
//!
//! ```
//! use btree_map::PackedMap;
//!
//! let mut map = PackedMap::<u32, char>::with_layout();
//! map.extend([(1, 'a'), (2, 'b')]);
//! assert_eq!(map.len(), 2);
//! ```
//!
//! # Allocators
//!
//! The default layout works with any [`Allocator`] of allocator-api2 0.2, which bumpalo and hashbrown also use. Pass the allocator to
//! [`new_in`](BPlusTreeMap::new_in). The global allocator is the default and takes no bytes. Any other is stored in the handle.
//! [`with_layout_in`](BPlusTreeMap::with_layout_in) makes a map with an allocator and a [`shape`] other than the standard one. The
//! other layouts use the global allocator.
//!
//! ```
//! use btree_map::BPlusTreeMap;
//!
//! let bump = bumpalo::Bump::new();
//! let mut map = BPlusTreeMap::new_in(&bump);
//! map.insert("pears", 3);
//! assert_eq!(map["pears"], 3);
//! ```
//!
//! A map in a bump arena is dropped in **O(1)** time if neither keys nor values need to be dropped. Its allocator must be a [`NoFree`]
//! around the reference to the arena. With the feature `bumpalo`, a plain `&Bump` also works:
//!
//! ```
//! use btree_map::{BPlusTreeMap, NoFree};
//!
//! let bump = bumpalo::Bump::new();
//! let nodes = &bump; // the allocator is the reference
//! let mut map = BPlusTreeMap::new_in(NoFree::new(&nodes));
//! map.extend((0..10_000).map(|key| (key, key)));
//! drop(map); // frees nothing: the memory of the nodes is freed with the bump arena
//! ```
//!
//! Keys and values may borrow data that is dropped before the map, as with std's map. The allocator must outlive the map:
//!
//! ```compile_fail,E0597
//! let mut map;
//! let bump = bumpalo::Bump::new();
//! map = btree_map::BPlusTreeMap::new_in(&bump);
//! map.insert(1, 2);
//! ```
//!
//! # Pools
//!
//! A [`BlockPool`] is an allocator that keeps freed blocks, up to a limit of blocks and of bytes, and reuses them. Maps that share a pool
//! reuse each other's nodes. In a program that inserts and removes all the time, the pool soon serves all requests from its own blocks.
//!
//! ```
//! use btree_map::{BPlusTreeMap, BlockPool};
//!
//! let pool = BlockPool::new(1_000, 1 << 20);
//! let mut requests = Vec::new();
//! for _ in 0..3 {
//!     let mut map = BPlusTreeMap::new_in(&pool);
//!     map.extend((0..1_000).map(|key| (key, key)));
//!     requests.push(pool.counts().misses);
//! }
//! // The pool had all blocks for the second and the third map.
//! assert_eq!(requests[0], requests[2]);
//! assert!(pool.counts().hits > 0 && pool.bytes() <= 1 << 20);
//! ```
//!
//! # Features
//!
//! No feature is on by default. The crate is `no_std` with each of them.
//!
//! | feature | for the map, the set and the multimap |
//! |---|---|
//! | `serde` | `Serialize`, `Deserialize`: untrusted input gives a valid map or an error, with memory bounded by the input |
//! | `borsh` | `BorshSerialize`, `BorshDeserialize`: equal maps have equal encodings; unsorted input is an error |
//! | `rkyv` | `Archive`, `Serialize`, `Deserialize`, with rkyv's archived B-trees |
//! | `bumpalo` | maps in a `&Bump` are dropped without visiting their nodes |
//! | `rayon` | parallel iterators, `par_extend`, `from_par_iter` |
//! | `quickcheck`, `arbitrary` | `Arbitrary` |
//! | `phases` | four more [layouts](#layouts), and the dependencies that they need |
//! | `schemars` | `JsonSchema`, equal to that of std's map and set |
//!
//! # Logic errors
//!
//! As with std's map, it is a logic error to change a key in a map so that its order relative to other keys changes, or to implement
//! `Ord` inconsistently. The result may be wrong answers, panics or lost entries, but not undefined behaviour.
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

extern crate alloc;

/// The crate itself, under the name of std's module: `btree_map::Entry`, `btree_map::Iter` and so on.
///
/// ```
/// use btree_map::{btree_map, BPlusTreeMap as BTreeMap};
///
/// fn keys<'a, V>(entries: btree_map::Iter<'a, &'static str, V>) -> Vec<&'static str> {
///     entries.map(|(key, _)| *key).collect()
/// }
///
/// assert_eq!(keys(BTreeMap::from([("b", 2), ("a", 1)]).iter()), ["a", "b"]);
/// ```
///
/// It is the crate and not a module of it. So a path that begins with `btree_map` means the same with and without a glob import, and
/// `use btree_map::*` is not ambiguous.
pub extern crate self as btree_map;

#[macro_use]
mod iterators;

#[cfg(feature = "arbitrary")]
mod arbitrary;
#[cfg(feature = "borsh")]
mod borsh;
pub mod btree_set;
#[cfg(doctest)]
mod imported;
#[cfg(any(feature = "serde", feature = "borsh", feature = "rkyv"))]
mod incoming;
mod map;
pub mod multimap;
mod pins;
#[cfg(feature = "quickcheck")]
mod quickcheck;
#[cfg(feature = "rayon")]
mod rayon;
#[cfg(doctest)]
mod refused;
#[cfg(feature = "rkyv")]
mod rkyv;
#[cfg(feature = "schemars")]
mod schemars;
#[cfg(feature = "serde")]
mod serde;
mod set;

#[cfg(feature = "rayon")]
pub use self::rayon::ParIter;
#[cfg(feature = "phases")]
pub use btree_core::phases::baseline::BaselineTree;
#[cfg(feature = "phases")]
pub use btree_core::phases::inline::InlineTree;
#[cfg(feature = "phases")]
pub use btree_core::phases::packed::PackedTree;
#[cfg(feature = "phases")]
pub use btree_core::phases::pooled::PooledTree;
pub use btree_core::slim::{SlimTree, shape};
pub use btree_core::{
    AllocError, Allocator, BlockPool, DEFAULT_FANOUT, DefaultLayout, FanoutError, Global, Layout, MAX_FANOUT,
    MIN_FANOUT, NoFree, PoolCounts, invariants::InvariantError,
};
#[doc(no_inline)]
pub use map::BPlusTreeMap as BTreeMap;
pub use map::{
    BPlusTreeMap, Cursor, CursorMut, CursorMutKey, DuplicateKeyError, Entry, ExtractIf, IntoIter, IntoKeys,
    IntoValues, Iter, IterMut, Keys, OccupiedEntry, OccupiedError, Page, PageToken, Range, RangeMut, SlimMap,
    TryInsertError, UnorderedKeyError, UnsortedError, VacantEntry, Values, ValuesMut,
};
#[cfg(feature = "phases")]
pub use map::{BaselineMap, InlineMap, PackedMap, PooledMap};
pub use multimap::BPlusTreeMultiMap;
#[doc(no_inline)]
pub use set::BPlusTreeSet as BTreeSet;
pub use set::{BPlusTreeSet, Difference, Intersection, SlimSet, SymmetricDifference, Union};
#[cfg(feature = "phases")]
pub use set::{BaselineSet, InlineSet, PackedSet, PooledSet};

/// The examples of the project's README, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

/// The example of the package's README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct PackageReadme;

/// The examples of the page on migration, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/migration.md")]
struct Migration;

/// The examples of the page on layouts, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/choosing-a-layout.md")]
struct ChoosingALayout;
