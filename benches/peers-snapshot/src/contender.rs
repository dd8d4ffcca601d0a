//! What a contender can be asked. Questions come in batches, so that asking costs nothing beside the answers.

use crate::shape::Shape;
use std::error::Error;

/// A map in some form.
pub(crate) trait Contender<S: Shape> {
    /// As tables name it.
    fn name(&self) -> &'static str;

    /// Bytes of the file, or on the heap.
    fn bytes(&self) -> u64;

    /// Opens the file anew, or loads the map anew; tells how many entries there are.
    fn open(&self) -> Result<u64, Box<dyn Error>>;

    /// Looks keys up; a digest of the answers.
    fn get(&mut self, keys: &[S::Key]) -> Result<u64, Box<dyn Error>>;

    /// Walks all entries; a digest of them.
    fn iterate(&mut self) -> Result<u64, Box<dyn Error>>;

    /// Walks [`SCAN`] entries from each key on; a digest of them. `None` if there is no such walk.
    fn scan(&mut self, keys: &[S::Key]) -> Result<Option<u64>, Box<dyn Error>>;
}

/// Entries of a scan.
pub(crate) const SCAN: usize = 100;

/// Adds an answer to a digest.
#[inline(always)]
pub(crate) fn found(digest: u64, value: Option<u64>) -> u64 {
    digest.wrapping_add(value.map_or(1, |value| value << 1))
}

/// Adds an entry to a digest.
#[inline(always)]
pub(crate) fn met(digest: u64, weight: u64, value: u64) -> u64 {
    digest.wrapping_add(weight ^ (value << 1))
}
