//! Ordered maps on disk: written in memory for one page a level, read in place without parsing.
//!
//! ```
//! use btree_map::BPlusTreeMap;
//! use btree_snapshot::{Options, View, write_map};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let ages = BPlusTreeMap::from([("Ada".to_owned(), 36_u64), ("Grace".to_owned(), 85)]);
//! let (bytes, _) = write_map(Vec::new(), Options::new(), &ages)?;
//!
//! let view = View::<str, u64>::open(&bytes)?;
//! assert_eq!(view.get("Grace")?, Some(85));
//! assert_eq!(view.first()?, Some(("Ada", 36)));
//! assert_eq!(view.to_map::<String, u64, _>()?, ages);
//! # Ok(())
//! # }
//! ```
//!
//! | to | use |
//! |---|---|
//! | write sorted entries to any [`Write`](std::io::Write) | [`Writer`], [`write_map`] |
//! | replace a file, all or nothing | [`save`], [`save_map`], [`AtomicFile`] |
//! | read bytes in place | [`View`] |
//! | read a file in place | [`SnapshotFile`](file::SnapshotFile) (feature `mmap`, on by default) |
//! | read compressed pages one by one | [`CachedView`] |
//! | read from a pipe, front to back | [`Reader`] |
//!
//! The bytes are specified in the repository's `docs/format.md`. They are the same for the same entries, whatever the map
//! that they came from has been through, and on every machine.
//!
//! # Bad bytes
//!
//! Bytes come from outside, so nothing in them is believed: every page has a checksum, which is compared before anything
//! in the page is looked at, and then the page's structure and order are checked. What is wrong is an [`Error`] that names
//! the page and the reason. No bytes whatever make a reader panic or recurse without bound.
//!
//! | reader | heap memory that bad bytes can make it take |
//! |---|---|
//! | [`View`] | none |
//! | [`CachedView`] | pages of the page size, as many as its cache has and one; of larger pages up to 256 times their bytes |
//! | [`Reader`] | a page of the page size or twice its bytes; decompressed, 256 times its bytes |
//!
//! That factor is the most that a writer makes of a page: an entry of zeros compresses so well. Both readers take a limit
//! for pages, [`with_page_limit`](CachedView::with_page_limit), and refuse larger ones with [`Reason::PageLimit`] before they take
//! memory for them. A map that is loaded takes what its entries take.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod cached;
mod column;
mod compress;
mod error;
mod field;
pub mod file;
mod format;
mod kind;
mod load;
mod page;
mod search;
mod stream;
mod verify;
mod view;
mod walk;
mod write;

pub use cached::{CachedRange, CachedView};
pub use error::{Error, Place, Reason, WriteError};
pub use field::plain::Plain;
pub use field::{Entry, Field, Key, Restored, Stored};
pub use file::atomic::{AtomicFile, discard_abandoned};
pub use file::target::TargetError;
pub use kind::{Class, Kind};
pub use stream::Reader;
pub use view::View;
pub use view::iter::Iter;
pub use view::memo::Tag;
pub use write::options::{Compression, MAX_PAGE_SIZE, MIN_PAGE_SIZE, Options};
pub use write::pool::BufferPool;
pub use write::whole::{save, save_map, write_map};
pub use write::{Summary, Writer};
