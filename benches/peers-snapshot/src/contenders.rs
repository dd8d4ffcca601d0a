//! The contenders, one file a kind. The first one is what the others are compared with.

mod archived;
mod cached;
mod memory;
mod transducer;
#[expect(unsafe_code, reason = "a rival that trusts its file")]
mod viewed;

use crate::contender::Contender;
use crate::shape::Shape;
use crate::shelf::{self, Shelf};
use std::error::Error;

/// Contenders for the files of one shelf.
pub(crate) type Entrants<'s, S> = Vec<Box<dyn Contender<S> + 's>>;

/// All contenders, in the order of tables.
pub(crate) fn all<S: Shape>(shelf: &Shelf<S>) -> Result<Entrants<'_, S>, Box<dyn Error>> {
    Ok(vec![
        Box::new(memory::Std::new(shelf)),
        Box::new(memory::Ours::new(shelf)?),
        Box::new(viewed::Viewed::new(shelf)?),
        Box::new(cached::Cached::new("snapshot, lz4, 64 pages kept", shelf.path(shelf::LZ4), &shelf.lz4)?),
        Box::new(cached::Cached::new("snapshot, zstd, 64 pages kept", shelf.path(shelf::ZSTD), &shelf.zstd)?),
        Box::new(transducer::Transducer::new(shelf)?),
        Box::new(archived::Archived::new(shelf)?),
    ])
}
