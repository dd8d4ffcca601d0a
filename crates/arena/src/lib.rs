//! Node memory for B+ trees: five arenas behind one trait, their sizes pinned at compile time.
//!
//! An arena owns the nodes of a tree, and refers to each by a small index instead of a pointer. Trees use plain
//! `usize` indices through [`NodeMemory`]. All other code uses a [`Handle`], which also has the generation of
//! the slot, so that a handle to a removed node is always refused.
//!
//! | arena | handle (64-bit) | heap bytes per slot | nodes move | reuses slots |
//! |---|---|---|---|---|
//! | [`CompactArena`] | 72 | `size_of::<T>()` + 4, and 8 per free slot | on growth | last freed first |
//! | [`OptimizedArena`] | 32 | `size_of::<T>()` + 8, rounded up to the alignment | on growth | last freed first |
//! | [`BoxedArena`] | 24 | as above, no unused capacity except spare slots | on growth | last freed first |
//! | `MemoryPool` (feature `pool`) | 24 | `size_of::<T>()` + 4, rounded up, and 3/8 byte of directory | never past 64 nodes a chunk | lowest index first |
//! | `BumpArena` (feature `bumpalo`) | 24 | `size_of::<T>()`, from the bump | never | in order, none removed |
//!
//! # Generations
//!
//! Every slot counts how often it was filled and emptied: **odd is live, even is dead**. Because of four rules a stale
//! handle is refused during the whole life of the arena:
//!
//! 1. Filling and emptying a slot each add one to its generation.
//! 2. A slot whose generation would wrap is *retired*: it is never used again.
//! 3. Freeing a slot's memory raises the arena's *floor*. New slots start at the floor,
//!    so their generation is greater than every earlier one of their index.
//! 4. The memory of a slot past half of its generations is not freed, so new slots have at least half of theirs.
//!
//! A *foreign* handle (from another arena of the same type) is memory-safe: it finds nothing, or a live entry of this
//! arena.
//!
//! ```
//! use arena::{Handle, MemoryPool};
//!
//! let mut pool: MemoryPool<String> = MemoryPool::new();
//! let leaf: Handle<String> = pool.alloc("leaf".into());
//! assert_eq!(pool.remove(leaf).as_deref(), Some("leaf"));
//! let other = pool.alloc("other".into());
//! assert_eq!(other.index(), leaf.index()); // the same slot ...
//! assert_eq!(pool.get(leaf), None); // ... but the old handle is refused
//! ```
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

#[macro_use]
mod handle;

#[expect(unsafe_code, reason = "blocks whose layout the tree knows")]
pub mod block;
#[expect(unsafe_code, reason = "is an allocator")]
mod block_pool;
mod boxed;
#[cfg(feature = "bumpalo")]
#[expect(unsafe_code, reason = "references into chunks that never move")]
mod bump;
#[expect(unsafe_code, reason = "slots that are live where the mask is odd")]
mod compact;
#[expect(unsafe_code, reason = "an empty box without an allocation")]
mod empty;
mod full;
mod generation;
mod id;
mod intrusive;
mod memory;
#[expect(unsafe_code, reason = "is an allocator")]
mod no_free;
mod pins;
#[cfg(feature = "pool")]
#[expect(unsafe_code, reason = "slots that are live where the bitmap has a bit")]
mod pool;
mod slots;
mod unwind;

#[cfg(test)]
mod aging;

pub use allocator_api2::alloc::{AllocError, Allocator, Global};
pub use block_pool::{BlockPool, PoolCounts};
pub use boxed::BoxedArena;
#[cfg(feature = "bumpalo")]
pub use bump::{BumpArena, BumpIter};
pub use compact::CompactArena;
pub use full::{ArenaFull, Rejected};
pub use handle::{Handle, Iter};
pub use id::Id;
pub use intrusive::OptimizedArena;
pub use memory::NodeMemory;
pub use no_free::{NoFree, frees};
#[cfg(feature = "pool")]
pub use pool::MemoryPool;
