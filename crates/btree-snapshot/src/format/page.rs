//! The 32 bytes at the start of each page, and what a branch holds of each child.

use crate::field::{Field, sealed};
use crate::kind::{Class, Kind};
use zerocopy::little_endian::U32;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

pub(crate) const PAGE_HEAD_LEN: usize = 32;

#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
pub(crate) struct PageHead {
    /// Of all the page's units, but for these four bytes.
    pub(crate) checksum: U32,
    /// Which unit of the snapshot this page begins at: the page's name.
    pub(crate) number: U32,
    /// How many units it takes.
    pub(crate) units: U32,
    pub(crate) count: U32,
    /// Bytes behind this header, before the zeros that fill the last unit.
    pub(crate) stored: U32,
    /// Bytes that they decompress to.
    pub(crate) decoded: U32,
    /// 0 for a leaf.
    pub(crate) level: u8,
    /// 0 if the page is stored as it is, else the snapshot's.
    pub(crate) codec: u8,
    pub(crate) zeros: [u8; 2],
    /// How many bytes of its first key the branch above names the page by. Zero in version 1, which names it by all.
    pub(crate) separator: U32,
}

const _: () = assert!(size_of::<PageHead>() == PAGE_HEAD_LEN);

impl PageHead {
    /// Whether the ends of values of varying length take four bytes each: those of an oversized page do.
    #[inline]
    pub(crate) fn wide(&self, page_size: usize) -> bool {
        wide(self.decoded.get() as usize, page_size)
    }
}

#[inline]
pub(crate) fn wide(decoded: usize, page_size: usize) -> bool {
    decoded > page_size - PAGE_HEAD_LEN
}

/// What a branch holds of a child beside its first key.
#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
pub(crate) struct Child {
    pub(crate) number: U32,
    pub(crate) checksum: U32,
}

/// The column of a branch's children.
pub(crate) struct Children;

impl sealed::Sealed for Children {}

impl Field for Children {
    const KIND: Kind = Kind::of(Class::Plain, size_of::<Child>());
    type Ref<'a> = &'a Child;

    fn length(_: &Child) -> usize {
        size_of::<Child>()
    }

    fn store(child: &Child, out: &mut Vec<u8>) {
        out.extend_from_slice(child.as_bytes());
    }

    #[inline]
    fn load(bytes: &[u8]) -> Option<&Child> {
        Child::ref_from_bytes(bytes).ok()
    }
}
