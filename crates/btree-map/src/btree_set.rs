//! Everything of the set under std's path: `btree_set::Iter`, `btree_set::Union` and so on.
//!
//! ```
//! use btree_map::{BPlusTreeSet as BTreeSet, btree_set};
//!
//! fn first<'a>(mut elements: btree_set::Iter<'a, u32>) -> Option<&'a u32> {
//!     elements.next()
//! }
//!
//! assert_eq!(first(BTreeSet::from([2, 1]).iter()), Some(&1));
//! ```

pub use crate::set::BPlusTreeSet as BTreeSet;
pub use crate::set::*;
