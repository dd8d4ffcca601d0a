//! Buffers that outlive the writer that filled them.
//!
//! Invariant: every buffer in the pool is empty; at most `limit` are kept, and none of more than [`BufferPool::LARGEST`]
//! bytes, so that one oversized entry does not stay in memory for ever.

use super::level::Level;
use crate::field::Field;

/// A pool of buffers for writers. A writer returns its buffers, so the next one allocates nothing.
///
/// ```
/// use btree_snapshot::{BufferPool, Options, Writer};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut pool = BufferPool::new();
/// for _ in 0..3 {
///     let mut writer = Writer::<u32, u32, _>::with_pool(std::io::sink(), Options::new(), &mut pool)?;
///     for key in 0..10_000 {
///         writer.push(key, key)?;
///     }
///     writer.finish()?;
/// }
/// // Only the first writer had to allocate.
/// assert_eq!(pool.misses() * 2, pool.hits());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct BufferPool {
    free: Vec<Vec<u8>>,
    /// The list that the last writer kept its levels in, empty.
    levels: Vec<Level>,
    limit: usize,
    hits: u64,
    misses: u64,
}

impl BufferPool {
    const LIMIT: usize = 64;
    const LARGEST: usize = 1 << 20;

    /// Makes an empty pool that keeps at most 64 buffers. Allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self::with_limit(Self::LIMIT)
    }

    /// Makes an empty pool that keeps at most `limit` buffers. Allocates nothing.
    #[must_use]
    pub const fn with_limit(limit: usize) -> Self {
        BufferPool { free: Vec::new(), levels: Vec::new(), limit, hits: 0, misses: 0 }
    }

    /// Returns how many requests the pool has served from its buffers.
    pub const fn hits(&self) -> u64 {
        self.hits
    }

    /// Returns how many requests found the pool empty.
    pub const fn misses(&self) -> u64 {
        self.misses
    }

    /// Returns the number of buffers in the pool, and their capacity in bytes.
    ///
    /// Computes in **O(buffers)** time.
    pub fn held(&self) -> (usize, usize) {
        (self.free.len(), self.free.iter().map(Vec::capacity).sum())
    }

    /// Frees all buffers in the pool.
    pub fn clear(&mut self) {
        self.free = Vec::new();
        self.levels = Vec::new();
    }

    pub(super) fn take_levels(&mut self) -> Vec<Level> {
        std::mem::take(&mut self.levels)
    }

    pub(super) fn give_levels(&mut self, levels: Vec<Level>) {
        debug_assert!(levels.is_empty());
        self.levels = levels;
    }

    /// An empty level of a tree, with `least` entries in a page at least.
    pub(super) fn take_level<K: Field + ?Sized, V: Field + ?Sized>(
        &mut self,
        page_size: usize,
        least: usize,
    ) -> Level {
        Level::new::<K, V>(least, || self.take(page_size))
    }

    pub(super) fn give_level(&mut self, level: Level) {
        for buffer in level.into_buffers() {
            self.give(buffer);
        }
    }

    pub(crate) fn take(&mut self, capacity: usize) -> Vec<u8> {
        let mut buffer = match self.free.pop() {
            Some(buffer) => {
                self.hits += 1;
                buffer
            }
            None => {
                self.misses += 1;
                Vec::new()
            }
        };
        buffer.reserve(capacity);
        buffer
    }

    pub(crate) fn give(&mut self, mut buffer: Vec<u8>) {
        if self.free.len() < self.limit && (1..=Self::LARGEST).contains(&buffer.capacity()) {
            buffer.clear();
            self.free.push(buffer);
        }
    }
}

impl Default for BufferPool {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::BufferPool;

    #[test]
    fn no_more_than_the_limit_and_nothing_huge_is_kept() {
        let mut pool = BufferPool::with_limit(2);
        for capacity in [10, 20, BufferPool::LARGEST + 1, 0, 30] {
            pool.give(Vec::with_capacity(capacity));
        }
        assert_eq!(pool.held(), (2, 30));
        assert!(pool.take(5).is_empty());
        assert_eq!((pool.hits(), pool.misses()), (1, 0));
        pool.clear();
        assert!(pool.take(5).capacity() >= 5);
        assert_eq!((pool.hits(), pool.misses()), (1, 1));
    }
}
