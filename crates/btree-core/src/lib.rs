//! B+ trees in five layouts of memory, behind one trait.
//!
//! This crate has the trees, without the API of a map: search, insert, remove, iteration and bulk
//! building. It guarantees:
//!
//! - Keys need only `Ord`. They do not need `Clone`, because no key is ever copied: `phases::node` documents the separators.
//! - The layouts are plain types `T: Layout<K, V>`, covariant in K and V.
//! - User code (`Ord`, `Borrow`, `Drop`, iterators) may panic or be inconsistent at any call. The result may then be wrong, but
//!   there is no undefined behaviour.
//!
//! ```
//! use btree_core::{DefaultLayout, Layout, phases::pooled::PooledTree, place::{Place, search_mut}};
//!
//! let mut tree = PooledTree::<u64, &str>::new();
//! if let Place::Vacant(gap) = search_mut(&mut tree, &7) {
//!     gap.insert(7, "seven");
//! }
//! assert_eq!(tree.get(&7), Some((&7, &"seven")));
//! ```
#![no_std]

extern crate alloc;

mod fanout;
pub mod invariants;
#[expect(unsafe_code, reason = "entries of leaves as pointers")]
pub mod iterate;
#[expect(unsafe_code, reason = "the trait: callers vouch for positions")]
mod layout;
mod leaf_entries;
#[cfg(feature = "phases")]
pub mod phases;
#[expect(unsafe_code, reason = "positions together with the borrow of their tree")]
pub mod place;
mod position;
mod search;
#[expect(unsafe_code, reason = "nodes are blocks named by pointers")]
pub mod slim;

pub use arena::{AllocError, Allocator, BlockPool, Global, NoFree, PoolCounts};
pub use fanout::{DEFAULT_FANOUT, FanoutError, MAX_FANOUT, MIN_FANOUT};
pub use layout::{DefaultLayout, Layout};
pub use leaf_entries::{Crossing, LeafEntries, Row};
pub use position::{LeafHandle, Position, SearchResult};
