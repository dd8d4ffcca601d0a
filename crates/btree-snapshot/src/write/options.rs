//! How a snapshot is laid out: the page size and the compression.

/// The smallest page size.
pub const MIN_PAGE_SIZE: usize = 1 << Options::MIN_BITS;

/// The largest page size.
pub const MAX_PAGE_SIZE: usize = 1 << Options::MAX_BITS;

/// How a snapshot is laid out.
///
/// ```
/// use btree_snapshot::Options;
///
/// assert_eq!(Options::new().page_size(), 4096);
/// assert_eq!(Options::new().with_page_size(5000).page_size(), 8192);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    pub(crate) page_size: usize,
    pub(crate) compression: Compression,
}

/// How pages are compressed, each by itself.
///
/// All can be asked for in every build; what a build was not given the feature for is an error when it is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compression {
    /// Not at all: pages are read in place.
    #[default]
    None,
    /// With LZ4: the fastest to read. Needs the feature `lz4`.
    Lz4,
    /// With Zstandard: the smallest. Needs the feature `zstd`.
    Zstd {
        /// From 1, fast, to 22, small.
        level: i32,
    },
}

impl Options {
    pub(crate) const MIN_BITS: u8 = 8;
    // Ends of two bytes reach over a page of this size.
    pub(crate) const MAX_BITS: u8 = 16;

    /// Pages of 4 KiB, not compressed.
    #[must_use]
    pub const fn new() -> Self {
        Options { page_size: 4096, compression: Compression::None }
    }

    /// Sets the page size: the next power of two from `bytes` up, within [`MIN_PAGE_SIZE`] and [`MAX_PAGE_SIZE`].
    ///
    /// A page is what is read, checked and decompressed at once. It is written in the 64ths of the page size that it needs, of
    /// 64 bytes at the least. An entry that does not fit in one gets a page as large as it needs.
    ///
    /// A snapshot that is not compressed has fewer than 2³² of these parts: up to 256 GiB at pages of 4 KiB, up to 4 TiB at pages
    /// of 64 KiB.
    #[must_use]
    pub fn with_page_size(self, bytes: usize) -> Self {
        Options { page_size: bytes.clamp(MIN_PAGE_SIZE, MAX_PAGE_SIZE).next_power_of_two(), ..self }
    }

    /// Sets the compression.
    #[must_use]
    pub const fn with_compression(self, compression: Compression) -> Self {
        Options { compression, ..self }
    }

    /// The page size in bytes.
    pub const fn page_size(&self) -> usize {
        self.page_size
    }

    /// The compression.
    pub const fn compression(&self) -> Compression {
        self.compression
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl Compression {
    pub(crate) const fn code(self) -> u8 {
        match self {
            Compression::None => 0,
            Compression::Lz4 => 1,
            Compression::Zstd { .. } => 2,
        }
    }
}
