//! The 64 bytes at the end: all that is known only when the last entry has been written.

use super::NO_PAGE;
use crate::error::{Error, Reason};
use zerocopy::little_endian::{U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

pub(crate) const TRAILER_LEN: usize = 64;

/// Differs from the start's in its last bytes.
pub(crate) const END_MAGIC: [u8; 8] = *b"\x89BPTEND\n";

#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
pub(crate) struct Trailer {
    /// Of the bytes behind it.
    pub(crate) checksum: U32,
    /// [`NO_PAGE`] where a page has its number: tells who reads front to back that no page follows.
    pub(crate) no_page: U32,
    pub(crate) entries: U64,
    /// Of the whole snapshot, in bytes.
    pub(crate) length: U64,
    pub(crate) pages: U32,
    pub(crate) units: U32,
    pub(crate) root: U32,
    pub(crate) root_checksum: U32,
    pub(crate) head_checksum: U32,
    pub(crate) height: u8,
    pub(crate) zeros: [u8; 11],
    pub(crate) magic: [u8; 8],
}

const _: () = assert!(size_of::<Trailer>() == TRAILER_LEN);

impl Trailer {
    pub(crate) fn computed_checksum(&self) -> u32 {
        crc32fast::hash(&self.as_bytes()[4..])
    }

    /// Checks all that can be wrong with a trailer by itself.
    pub(crate) fn read(bytes: &[u8; TRAILER_LEN]) -> Result<&Self, Error> {
        let trailer: &Trailer = zerocopy::transmute_ref!(bytes);
        if trailer.magic != END_MAGIC {
            return Err(Error::trailer(Reason::Magic));
        }
        if trailer.checksum.get() != trailer.computed_checksum() {
            return Err(Error::trailer(Reason::Checksum));
        }
        if trailer.no_page.get() != NO_PAGE || trailer.zeros != [0; 11] {
            return Err(Error::trailer(Reason::Field));
        }
        Ok(trailer)
    }
}
