//! B+ trees in five layouts of memory, behind one trait.
//!
//! This crate holds the trees and knows nothing of a map's API: it finds, inserts, removes, walks and bulk
//! builds. What it promises:
//!
//! - keys need `Ord` and nothing else: no `Clone`, because no key is ever copied (see
//!   `phases::node` for where the separators come from);
//! - the layouts are plain types `T: Layout<K, V>`, covariant in K and V;
//! - user code (`Ord`, `Borrow`, `Drop`, iterators) may panic or lie at any call: the answer may be wrong, the
//!   memory stays sound.
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
