//! Ordered maps in files: written with memory for one page per level, and read in place without parsing.
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
//! | replace a file atomically | [`save`], [`save_map`], [`AtomicFile`] |
//! | read bytes in place | [`View`] |
//! | read a file in place | [`SnapshotFile`](file::SnapshotFile) (feature `mmap`, on by default) |
//! | read compressed pages one by one | [`CachedView`] |
//! | read from a pipe, front to back | [`Reader`] |
//!
//! The repository's `docs/format.md` specifies the bytes. The same entries give the same bytes, on every machine and whatever
//! the history of the map.
//!
//! # Bad bytes
//!
//! Readers do not trust the bytes. Every page has a checksum, which is compared before anything else in the page is read. Then
//! the structure and the order of the page are checked. An [`Error`] names the page and the reason. Bad bytes never
//! make a reader panic or recurse without bound.
//!
//! | reader | heap memory that bad bytes can make it allocate |
//! |---|---|
//! | [`View`] | none |
//! | [`CachedView`] | one page more than its cache has, of the page size; for larger pages up to 256 times their bytes |
//! | [`Reader`] | a page of the page size, or twice its bytes; decompressed, 256 times its bytes |
//!
//! A page of zeros compresses by about this factor, so readers must accept it. Both readers can be given a lower limit for the size of
//! a page, with [`with_page_limit`](CachedView::with_page_limit). They refuse larger pages with [`Reason::PageLimit`] before they
//! allocate memory for them. A loaded map takes the memory of its entries.
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
