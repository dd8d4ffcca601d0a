//! The 64 bytes at the start: what kind of snapshot this is. Known before the first entry is written.

use crate::error::{Error, Reason};
use crate::field::{Field, Key};
use crate::kind::{Class, Kind};
use crate::write::options::Options;
use zerocopy::little_endian::{U16, U32, U64};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

pub(crate) const HEAD_LEN: usize = 64;

/// Begins with a byte that is no text, and has both ends of a line, so that a transfer as text shows.
pub(crate) const MAGIC: [u8; 8] = *b"\x89BPT\r\n\x1a\n";

/// The version of the format that is written.
pub(crate) const VERSION: u16 = 2;

/// The oldest version that is read, as all from there on are.
pub(crate) const OLDEST_VERSION: u16 = 1;

#[derive(Clone, Copy, Debug, FromBytes, IntoBytes, KnownLayout, Immutable, Unaligned)]
#[repr(C)]
pub(crate) struct Head {
    pub(crate) magic: [u8; 8],
    pub(crate) version: U16,
    /// The page size is 2 to this.
    pub(crate) page_bits: u8,
    /// The unit is 2 to this.
    pub(crate) unit_bits: u8,
    pub(crate) codec: u8,
    pub(crate) key_class: u8,
    pub(crate) value_class: u8,
    pub(crate) zero: u8,
    pub(crate) key_size: U32,
    pub(crate) value_size: U32,
    pub(crate) key_tag: U64,
    pub(crate) value_tag: U64,
    pub(crate) zeros: [u8; 20],
    /// Of the bytes before.
    pub(crate) checksum: U32,
}

const _: () = assert!(size_of::<Head>() == HEAD_LEN);

/// What pages are counted in, as the power of two.
///
/// Of compressed pages a 256th of the page size, 8 bytes at the least. Of others a 64th, 64 bytes at the least; in version 1
/// the page size.
const fn unit_bits(version: u16, page_bits: u8, codec: u8) -> u8 {
    match (version, codec) {
        (1, 0) => page_bits,
        (_, 0) if page_bits < 12 => 6,
        (_, 0) => page_bits - 6,
        _ if page_bits < 11 => 3,
        _ => page_bits - 8,
    }
}

impl Head {
    pub(crate) fn new<K: Key + ?Sized, V: Field + ?Sized>(options: &Options) -> Self {
        let page_bits = options.page_size.trailing_zeros() as u8;
        let codec = options.compression.code();
        let mut head = Head {
            magic: MAGIC,
            version: VERSION.into(),
            page_bits,
            unit_bits: unit_bits(VERSION, page_bits, codec),
            codec,
            key_class: K::KIND.class as u8,
            value_class: V::KIND.class as u8,
            zero: 0,
            key_size: K::KIND.size.into(),
            value_size: V::KIND.size.into(),
            key_tag: K::KIND.tag.into(),
            value_tag: V::KIND.tag.into(),
            zeros: [0; 20],
            checksum: 0.into(),
        };
        head.checksum = head.computed_checksum().into();
        head
    }

    fn computed_checksum(&self) -> u32 {
        crc32fast::hash(&self.as_bytes()[..HEAD_LEN - 4])
    }

    /// Checks all that can be wrong with a head by itself.
    pub(crate) fn read(bytes: &[u8; HEAD_LEN]) -> Result<&Self, Error> {
        let head: &Head = zerocopy::transmute_ref!(bytes);
        if head.magic != MAGIC {
            return Err(Error::head(Reason::Magic));
        }
        // Before the checksum: another version may keep it elsewhere.
        if !(OLDEST_VERSION..=VERSION).contains(&head.version.get()) {
            return Err(Error::head(Reason::Version(head.version.get())));
        }
        if head.checksum.get() != head.computed_checksum() {
            return Err(Error::head(Reason::Checksum));
        }
        let known = (Options::MIN_BITS..=Options::MAX_BITS).contains(&head.page_bits)
            && head.unit_bits == unit_bits(head.version.get(), head.page_bits, head.codec)
            && head.zero == 0
            && head.zeros == [0; 20];
        if !known {
            return Err(Error::head(Reason::Field));
        }
        if head.codec > 2 {
            return Err(Error::head(Reason::Codec(head.codec)));
        }
        Ok(head)
    }

    /// Checks that keys and values are of the kinds asked for.
    pub(crate) fn check_kinds<K: Key + ?Sized, V: Field + ?Sized>(&self) -> Result<(), Error> {
        let kind = |class, size: U32, tag: U64| {
            let class = Class::from_code(class).ok_or(Error::head(Reason::Field))?;
            Ok::<_, Error>(Kind { class, size: size.get(), tag: tag.get() })
        };
        let found = kind(self.key_class, self.key_size, self.key_tag)?;
        if found != K::KIND {
            return Err(Error::head(Reason::KeyKind { asked: K::KIND, found }));
        }
        let found = kind(self.value_class, self.value_size, self.value_tag)?;
        if found != V::KIND {
            return Err(Error::head(Reason::ValueKind { asked: V::KIND, found }));
        }
        Ok(())
    }

    pub(crate) fn page_size(&self) -> usize {
        1 << self.page_bits
    }

    pub(crate) fn unit(&self) -> usize {
        1 << self.unit_bits
    }
}

/// Whether fewer bytes than a head are the start of one, or something else.
pub(crate) fn reason_of_short(bytes: &[u8]) -> Reason {
    let known = bytes.len().min(MAGIC.len());
    if bytes[..known] == MAGIC[..known] { Reason::Length } else { Reason::Magic }
}
