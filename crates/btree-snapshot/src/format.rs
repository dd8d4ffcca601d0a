//! The fixed parts of a snapshot's bytes: head, page header and trailer, as `docs/format.md` specifies them.
//!
//! Every number is little-endian, and every struct here is its bytes: no padding, no alignment. What is read here is
//! believed only as far as [`Shape`] has checked it.

pub(crate) mod head;
pub(crate) mod page;
pub(crate) mod trailer;

pub(crate) use head::{HEAD_LEN, Head};
pub(crate) use page::{Child, PAGE_HEAD_LEN, PageHead};
pub(crate) use trailer::{TRAILER_LEN, Trailer};

use crate::error::{Error, Reason};
use crate::field::{Field, Key};

/// The number that is no page's.
pub(crate) const NO_PAGE: u32 = u32::MAX;

/// More levels than any snapshot has: a branch has two children at least, and there are fewer than 2³² pages.
pub(crate) const MAX_HEIGHT: usize = 33;

/// The most bytes of an entry, and more than any page's bytes over 4.
pub(crate) const MAX_ENTRY: usize = 1 << 30;

/// What head and trailer say, checked against each other and against the number of bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    /// Bytes of a page that is not oversized.
    pub(crate) page_size: usize,
    /// Bytes of a unit, in which pages are counted.
    pub(crate) unit: usize,
    /// How pages are compressed.
    pub(crate) codec: u8,
    /// Whether pages say by how much of their first key they are named: not so in version 1.
    pub(crate) separators: bool,
    /// The most bytes of a page's payload that the reader takes.
    pub(crate) page_limit: u32,
    pub(crate) entries: u64,
    pub(crate) pages: u32,
    pub(crate) units: u32,
    /// Levels of the tree: 0 without entries, 1 if the root is a leaf.
    pub(crate) height: u8,
    pub(crate) root: u32,
    pub(crate) root_checksum: u32,
}

impl Shape {
    /// Reads head and trailer, in **O(1)** time.
    pub(crate) fn read<K: Key + ?Sized, V: Field + ?Sized>(bytes: &[u8]) -> Result<Self, Error> {
        let Some(head) = bytes.first_chunk::<HEAD_LEN>() else {
            return Err(Error::head(head::reason_of_short(bytes)));
        };
        let head = Head::read(head)?;
        head.check_kinds::<K, V>()?;
        let Some(trailer) = bytes[HEAD_LEN..].last_chunk::<TRAILER_LEN>() else {
            return Err(Error::trailer(Reason::Length));
        };
        let trailer = Trailer::read(trailer)?;
        Self::of(head, trailer, bytes.len() as u64)
    }

    /// What the head alone says; nothing in it yet.
    pub(crate) fn of_head(head: &Head) -> Self {
        Shape {
            page_size: head.page_size(),
            unit: head.unit(),
            codec: head.codec,
            separators: head.version.get() > 1,
            page_limit: u32::MAX,
            entries: 0,
            pages: 0,
            units: 0,
            height: 0,
            root: NO_PAGE,
            root_checksum: 0,
        }
    }

    /// Checks head and trailer against each other and against the number of bytes.
    pub(crate) fn of(head: &Head, trailer: &Trailer, length: u64) -> Result<Self, Error> {
        let refuse = |reason| Err(Error::trailer(reason));
        if trailer.length.get() != length {
            return refuse(Reason::Length);
        }
        if trailer.head_checksum != head.checksum {
            return refuse(Reason::Link);
        }
        let area =
            length.checked_sub((HEAD_LEN + TRAILER_LEN) as u64).ok_or(Error::trailer(Reason::Length))?;
        let shape = Shape {
            entries: trailer.entries.get(),
            pages: trailer.pages.get(),
            units: trailer.units.get(),
            height: trailer.height,
            root: trailer.root.get(),
            root_checksum: trailer.root_checksum.get(),
            ..Self::of_head(head)
        };
        if u64::from(shape.units) * shape.unit as u64 != area {
            return refuse(Reason::Length);
        }
        let empty = shape.height == 0;
        let consistent = empty == (shape.entries == 0)
            && empty == (shape.pages == 0)
            && empty == (shape.units == 0)
            && empty == (shape.root == NO_PAGE)
            && usize::from(shape.height) < MAX_HEIGHT
            && shape.pages <= shape.units
            && (empty || shape.root < shape.units)
            && (!empty || shape.root_checksum == 0)
            // An entry takes a byte at least, or there is but one: readers may reserve memory for this many.
            && shape.entries <= shape.most_entries(area);
        if consistent { Ok(shape) } else { refuse(Reason::Field) }
    }

    /// More entries than that do not fit into `area` bytes of pages.
    fn most_entries(&self, area: u64) -> u64 {
        if self.codec == 0 { area } else { area.saturating_mul(MOST_EXPANSION as u64) }
    }

    /// The most bytes that a page of `stored` bytes may decompress to.
    pub(crate) fn most_decoded(&self, stored: usize) -> usize {
        self.page_size.max(stored.saturating_mul(MOST_EXPANSION))
    }
}

/// A compressed page has at most this many times its stored bytes, or fits a page's size: the bound on what bad bytes can
/// make a reader allocate.
pub(crate) const MOST_EXPANSION: usize = 256;
