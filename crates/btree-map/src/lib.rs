//! `BPlusTreeMap`: an ordered map with the API of `std::collections::BTreeMap`, on a choice of memory layouts.
//!
//! ```
//! use btree_map::BPlusTreeMap;
//!
//! let mut months = BPlusTreeMap::from([(1, "January"), (2, "February"), (12, "December")]);
//! months.insert(3, "March");
//! assert_eq!(months.get(&2), Some(&"February"));
//! assert_eq!(months.range(2..12).map(|(n, _)| *n).collect::<Vec<_>>(), [2, 3]);
//! assert_eq!(months.last_key_value(), Some((&12, &"December")));
//! ```
//!
//! # Layouts
//!
//! The third type parameter says how the tree lies in memory. Every method works on every layout; the handle
//! shrinks from phase to phase:
//!
//! | map | bytes of handle | what is new |
//! |---|---|---|
//! | [`BaselineMap`] | 176 | nothing: the layout to measure against |
//! | [`PackedMap`] | 96 | packed references, intrusive free lists, no capacity per node |
//! | [`InlineMap`] | 72 | below 16 entries one vector; full nodes without slack |
//! | [`PooledMap`] | 64 | pools with bitmaps, 16-bit child ids |
//! | [`SlimMap`] (default) | 8 | one pointer; nodes as blocks that grow with what they hold |
//!
//! `new`, `Default`, `From` and `collect` exist for the default layout, so that they infer as std's do. The others
//! are built by [`with_layout`](BPlusTreeMap::with_layout) and
//! [`from_iter_in_layout`](BPlusTreeMap::from_iter_in_layout):
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
//! The nodes of the default layout come from any [`Allocator`] of allocator-api2 0.2, the one that bumpalo and hashbrown
//! know: [`new_in`](BPlusTreeMap::new_in) is given it. The global one is the default and takes no bytes; another lies
//! beside the pointer in the handle. For a [`shape`] other than the standard one there is
//! [`with_layout_in`](BPlusTreeMap::with_layout_in). The other layouts keep memory of their own, from the global allocator.
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
//! If neither keys nor values need a drop, a map in a bump arena need not be walked when it is dropped: one whose
//! allocator is [`Unfreed`], or `&Bump` with the feature `bumpalo`, is dropped in **O(1)** time.
//!
//! ```
//! use btree_map::{BPlusTreeMap, Unfreed};
//!
//! let bump = bumpalo::Bump::new();
//! let nodes = &bump; // the allocator is the reference
//! let mut map = BPlusTreeMap::new_in(Unfreed::new(&nodes));
//! map.extend((0..10_000).map(|key| (key, key)));
//! drop(map); // nothing is given back: the nodes go with the bump
//! ```
//!
//! Keys and values may borrow what is dropped before the map, as in std's map. The allocator may not:
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
//! A [`BlockPool`] is an allocator that keeps blocks given back, up to a number of blocks and of bytes, and hands them
//! out again. Maps that share one reuse each other's nodes; where a program inserts and removes without end, the
//! system is asked for no memory once the pool is warm.
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
//! assert_eq!(requests[0], requests[2]); // the second and the third map found all they needed in the pool
//! assert!(pool.counts().hits > 0 && pool.bytes() <= 1 << 20);
//! ```
//!
//! # Features
//!
//! None is on by default, and none of the others needs `std` of this crate.
//!
//! | feature | for the map, the set and the multimap |
//! |---|---|
//! | `serde` | `Serialize`, `Deserialize`: untrusted input gives a valid map or an error, in memory bounded by the input |
//! | `borsh` | `BorshSerialize`, `BorshDeserialize`: one form for one content; other orders are refused |
//! | `rkyv` | `Archive`, `Serialize`, `Deserialize`, as rkyv's own archived B-trees |
//! | `bumpalo` | maps in a `&Bump` are dropped without a walk over their nodes |
//! | `rayon` | parallel iterators, `par_extend`, `from_par_iter` |
//! | `quickcheck`, `arbitrary` | `Arbitrary` |
//! | `schemars` | `JsonSchema`, that of std's map and set |
//!
//! # Logic errors
//!
//! As with std's map, it is a logic error to change a key so that its order relative to others changes, or to
//! implement `Ord` inconsistently. The result may be wrong answers, panics or lost entries, but never undefined
//! behaviour.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

/// The crate's root once more, under the path that std has it: `btree_map::Entry`, `btree_map::Iter` and so on.
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
/// It is the root itself and not a module beside it: so a path that begins with `btree_map` means the same whether the crate is
/// meant or what a glob import brought, and `use btree_map::*` is not ambiguous.
pub extern crate self as btree_map;

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
pub use btree_core::phases::baseline::BaselineTree;
pub use btree_core::phases::inline::InlineTree;
pub use btree_core::phases::packed::PackedTree;
pub use btree_core::phases::pooled::PooledTree;
pub use btree_core::slim::{SlimTree, shape};
pub use btree_core::{
    AllocError, Allocator, BlockPool, Create, DEFAULT_FANOUT, FanoutError, Global, Layout, MAX_FANOUT,
    MIN_FANOUT, PoolCounts, Unfreed, invariants::Broken,
};
pub use map::BPlusTreeMap as BTreeMap;
pub use map::{
    BPlusTreeMap, BaselineMap, Cursor, CursorMut, CursorMutKey, DuplicateKeyError, Entry, ExtractIf,
    InlineMap, IntoIter, IntoKeys, IntoValues, Iter, IterMut, Keys, OccupiedEntry, OccupiedError, PackedMap,
    Page, PageToken, PooledMap, Range, RangeMut, SlimMap, TryInsertError, UnorderedKeyError, UnsortedError,
    VacantEntry, Values, ValuesMut,
};
pub use multimap::BPlusTreeMultiMap;
pub use set::BPlusTreeSet as BTreeSet;
pub use set::{
    BPlusTreeSet, BaselineSet, Difference, InlineSet, Intersection, PackedSet, PooledSet, SlimSet,
    SymmetricDifference, Union,
};

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
