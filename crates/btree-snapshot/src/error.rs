//! The errors of reading and of writing snapshots.
//!
//! Neither error owns heap memory unless an `io::Error` does, so refusing bad bytes allocates nothing.

use crate::kind::Kind;
use std::{fmt, io};

/// The error of reading a snapshot: the place and the reason.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not a valid snapshot of these types.
    Invalid {
        /// The part that is wrong.
        place: Place,
        /// What is wrong with it.
        reason: Reason,
    },
    /// The bytes could not be read.
    Io(io::Error),
}

/// A part of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// The 64 bytes at the start.
    Head,
    /// The page with this number.
    Page(u32),
    /// The 64 bytes at the end.
    Trailer,
}

/// What is wrong with a part of a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The bytes end too early, or go on where they should end.
    Length,
    /// The magic bytes at the start or at the end of every snapshot are missing.
    Magic,
    /// This reader does not know the version of the format.
    Version(u16),
    /// The checksum does not match the bytes.
    Checksum,
    /// A field has a value that no writer writes.
    Field,
    /// The keys are of another kind.
    KeyKind {
        /// The requested kind.
        asked: Kind,
        /// The kind in the file.
        found: Kind,
    },
    /// The values are of another kind.
    ValueKind {
        /// The requested kind.
        asked: Kind,
        /// The kind in the file.
        found: Kind,
    },
    /// The page is valid, but it is not the one that the branch above or the trailer refers to.
    Link,
    /// The level of the page is not one less than that of the branch above.
    Level,
    /// The lengths in a page contradict each other or the length of the page.
    Layout,
    /// The key of this entry is not greater than the one before, or not in the range that the branch above gives the page.
    Order {
        /// The index of the entry in the page.
        entry: u32,
    },
    /// The bytes of an entry are not a value of its type, such as text that is not UTF-8, or a `bool` that is 2.
    Value {
        /// The index of the entry in the page.
        entry: u32,
    },
    /// The number of entries, pages or units differs from that in the trailer.
    Count,
    /// The pages are compressed: read them with [`CachedView`](crate::CachedView) or [`Reader`](crate::Reader).
    Compressed,
    /// The pages are compressed with a codec whose feature is not enabled.
    Codec(u8),
    /// The compressed bytes are invalid, or decompress to another length than the page says.
    Decompression,
    /// The page has more bytes, stored or decompressed, than the limit of this reader.
    PageLimit {
        /// The bytes that the page says it has.
        bytes: u32,
    },
}

/// The error of writing a snapshot.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// The destination failed. Nothing more can be written.
    Io(io::Error),
    /// The key of an entry is not greater than the key before. The entry was not written, and the writer can be used further.
    OutOfOrder {
        /// The index of the entry, counted from 0.
        entry: u64,
        /// Whether its key equals the key before.
        equal: bool,
    },
    /// An entry has more than 2³⁰ bytes. It was not written, and the writer can be used further.
    TooLarge {
        /// The index of the entry, counted from 0.
        entry: u64,
    },
    /// The snapshot would have more than 2³² − 2 units. Nothing more can be written.
    TooManyPages,
    /// An earlier error has left the output incomplete.
    Incomplete,
    /// The compression failed, or its feature is not enabled.
    Compression,
}

impl Error {
    pub(crate) const fn head(reason: Reason) -> Self {
        Error::Invalid { place: Place::Head, reason }
    }

    pub(crate) const fn trailer(reason: Reason) -> Self {
        Error::Invalid { place: Place::Trailer, reason }
    }

    pub(crate) const fn page(number: u32, reason: Reason) -> Self {
        Error::Invalid { place: Place::Page(number), reason }
    }

    /// Returns what is wrong with the bytes, or `None` if reading them failed.
    pub fn reason(&self) -> Option<Reason> {
        match self {
            Error::Invalid { reason, .. } => Some(*reason),
            Error::Io(_) => None,
        }
    }

    /// Returns the place of the wrong bytes, or `None` if reading them failed.
    pub fn place(&self) -> Option<Place> {
        match self {
            Error::Invalid { place, .. } => Some(*place),
            Error::Io(_) => None,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Head => f.write_str("head"),
            Place::Page(number) => write!(f, "page {number}"),
            Place::Trailer => f.write_str("trailer"),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Length => f.write_str("the bytes end too early or too late"),
            Reason::Magic => f.write_str("the magic bytes of a snapshot are missing"),
            Reason::Version(version) => write!(
                f,
                "version {version} of the format is unknown: a newer version of this crate may read it"
            ),
            Reason::Checksum => f.write_str("the checksum does not match"),
            Reason::Field => f.write_str("a field has an invalid value"),
            Reason::KeyKind { asked, found } => write!(f, "keys are {found}, not {asked}"),
            Reason::ValueKind { asked, found } => write!(f, "values are {found}, not {asked}"),
            Reason::Link => f.write_str("not the page that the branch above or the trailer refers to"),
            Reason::Level => f.write_str("the level of the page is not one below that of the branch above"),
            Reason::Layout => f.write_str("the lengths in the page contradict each other"),
            Reason::Order { entry } => write!(f, "the key of entry {entry} is out of order"),
            Reason::Value { entry } => write!(f, "entry {entry} is not a value of its type"),
            Reason::Count => {
                f.write_str("the numbers of entries, pages or units differ from those in the trailer")
            }
            Reason::Compressed => f.write_str(
                "the pages are compressed and cannot be read in place: use `CachedView` or `Reader`",
            ),
            Reason::Codec(codec) => write!(
                f,
                "this build cannot decompress codec {codec}: enable the feature `lz4` (codec 1) or `zstd` (codec 2)"
            ),
            Reason::Decompression => f.write_str("the page does not decompress"),
            Reason::PageLimit { bytes } => {
                write!(
                    f,
                    "a page of {bytes} bytes is above the limit of this reader: `with_page_limit` sets it"
                )
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Invalid { place, reason } => write!(f, "{place}: {reason}"),
            Error::Io(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WriteError::Io(error) => error.fmt(f),
            WriteError::OutOfOrder { entry, equal: true } => {
                write!(f, "entry {entry} has the same key as the entry before")
            }
            WriteError::OutOfOrder { entry, equal: false } => {
                write!(
                    f,
                    "entry {entry} has a smaller key than the entry before: write entries in ascending order"
                )
            }
            WriteError::TooLarge { entry } => write!(f, "entry {entry} has more than 2^30 bytes"),
            WriteError::TooManyPages => f.write_str("the snapshot has too many pages: use larger pages"),
            WriteError::Incomplete => f.write_str("an earlier error has left the output incomplete"),
            WriteError::Compression => {
                f.write_str("the compression failed, or needs the feature `lz4` or `zstd`")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io(error) => Some(error),
            Error::Invalid { .. } => None,
        }
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            WriteError::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Error::Io(error)
    }
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        WriteError::Io(error)
    }
}
