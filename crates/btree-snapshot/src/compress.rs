//! The two compressions, each behind its feature, and neither seen by the rest.
//!
//! Invariant: decompressing yields exactly the bytes promised or an error, and allocates what was promised, which the caller
//! has bounded.

use crate::error::{Reason, WriteError};
use crate::write::options::Compression;

pub(crate) const LZ4: u8 = 1;
pub(crate) const ZSTD: u8 = 2;

/// Compresses pages.
pub(crate) enum Compressor {
    None,
    #[cfg(feature = "lz4")]
    Lz4(Box<lz4_flex::block::CompressTable>),
    #[cfg(feature = "zstd")]
    Zstd(zstd::bulk::Compressor<'static>),
}

impl std::fmt::Debug for Compressor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Compressor::None => "None",
            #[cfg(feature = "lz4")]
            Compressor::Lz4(_) => "Lz4",
            #[cfg(feature = "zstd")]
            Compressor::Zstd(_) => "Zstd",
        })
    }
}

impl Compressor {
    pub(crate) fn new(compression: Compression) -> Result<Self, WriteError> {
        match compression {
            Compression::None => Ok(Compressor::None),
            #[cfg(feature = "lz4")]
            Compression::Lz4 => Ok(Compressor::Lz4(Box::new(lz4_flex::block::CompressTable::large()))),
            #[cfg(feature = "zstd")]
            Compression::Zstd { level } => {
                zstd::bulk::Compressor::new(level).map(Compressor::Zstd).map_err(|_| WriteError::Compression)
            }
            #[cfg(not(all(feature = "lz4", feature = "zstd")))]
            _ => Err(WriteError::Compression),
        }
    }

    pub(crate) const fn is_none(&self) -> bool {
        matches!(self, Compressor::None)
    }

    /// Appends `bytes`, compressed, to `out`; tells by which method, 0 if none, `out` being as before then.
    #[cfg_attr(
        not(any(feature = "lz4", feature = "zstd")),
        allow(unused_variables, clippy::unnecessary_wraps, clippy::ptr_arg)
    )]
    pub(crate) fn compress(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<u8, WriteError> {
        match self {
            Compressor::None => Ok(0),
            #[cfg(feature = "lz4")]
            Compressor::Lz4(table) => {
                let start = out.len();
                out.resize(start + lz4_flex::block::get_maximum_output_size(bytes.len()), 0);
                let length = lz4_flex::block::compress_into_with_table(bytes, &mut out[start..], table)
                    .map_err(|_| WriteError::Compression)?;
                out.truncate(start + length);
                Ok(LZ4)
            }
            #[cfg(feature = "zstd")]
            Compressor::Zstd(context) => {
                let start = out.len();
                out.resize(start + zstd::zstd_safe::compress_bound(bytes.len()), 0);
                let length = context
                    .compress_to_buffer(bytes, &mut out[start..])
                    .map_err(|_| WriteError::Compression)?;
                out.truncate(start + length);
                Ok(ZSTD)
            }
        }
    }
}

/// Decompresses pages.
#[derive(Default)]
pub(crate) struct Decompressor {
    #[cfg(feature = "zstd")]
    zstd: Option<zstd::bulk::Decompressor<'static>>,
}

impl std::fmt::Debug for Decompressor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Decompressor")
    }
}

impl Decompressor {
    /// Whether this build has the method.
    pub(crate) const fn knows(codec: u8) -> bool {
        codec == 0 || (codec == LZ4 && cfg!(feature = "lz4")) || (codec == ZSTD && cfg!(feature = "zstd"))
    }

    /// Makes `out` the `length` bytes that `bytes` decompress to. It takes no more than that, or what it had.
    #[cfg_attr(not(any(feature = "lz4", feature = "zstd")), allow(unused_variables, clippy::unused_self))]
    pub(crate) fn decompress(
        &mut self,
        codec: u8,
        bytes: &[u8],
        length: usize,
        out: &mut Vec<u8>,
    ) -> Result<(), Reason> {
        out.clear();
        if Self::knows(codec) {
            out.reserve_exact(length);
        }
        match codec {
            #[cfg(feature = "lz4")]
            LZ4 => {
                out.resize(length, 0);
                let found =
                    lz4_flex::block::decompress_into(bytes, out).map_err(|_| Reason::Decompression)?;
                if found == length { Ok(()) } else { Err(Reason::Decompression) }
            }
            #[cfg(feature = "zstd")]
            ZSTD => {
                let context = match &mut self.zstd {
                    Some(context) => context,
                    none => none.insert(zstd::bulk::Decompressor::new().map_err(|_| Reason::Decompression)?),
                };
                out.resize(length, 0);
                let found = context
                    .decompress_to_buffer(bytes, out.as_mut_slice())
                    .map_err(|_| Reason::Decompression)?;
                if found == length { Ok(()) } else { Err(Reason::Decompression) }
            }
            _ => Err(Reason::Codec(codec)),
        }
    }
}
