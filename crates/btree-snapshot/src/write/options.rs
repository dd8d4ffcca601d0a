//! The options of a snapshot: page size and compression.

/// The smallest page size.
pub const MIN_PAGE_SIZE: usize = 1 << Options::MIN_BITS;

/// The largest page size.
pub const MAX_PAGE_SIZE: usize = 1 << Options::MAX_BITS;

/// The options of a snapshot.
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

/// The compression of pages. Each page is compressed separately.
///
/// All variants exist in every build. Using one whose feature is not enabled is an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compression {
    /// No compression: pages are read in place.
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
    /// A page is read, checked and decompressed as a whole. Its size is a multiple of a 64th of the page size, or of
    /// 64 bytes if that is more. An entry that does not fit gets a page as large as necessary.
    ///
    /// A snapshot without compression has fewer than 2³² of these units: up to 256 GiB with pages of 4 KiB, up to 4 TiB with pages
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

    /// Returns the page size in bytes.
    pub const fn page_size(&self) -> usize {
        self.page_size
    }

    /// Returns the compression.
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
