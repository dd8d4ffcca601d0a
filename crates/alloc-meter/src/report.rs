//! What one measurement found, and how it is printed.

use std::fmt;

use crate::counts::Counts;

/// What one measured piece of work did on its thread.
///
/// Only [`measure`](crate::measure) makes one, and only under an installed meter.
///
/// ```
/// # use alloc_meter::{Meter, measure};
/// # #[global_allocator]
/// # static METER: Meter = Meter::new(std::alloc::System);
/// # fn main() {
/// let (_boxed, report) = measure(|| Box::new(1_u64));
/// assert_eq!(
///     report.to_string(),
///     "allocated 1 block, 8 B; freed 0 blocks, 0 B; 0 reallocs moved 0 B; live +1 block, +8 B; peak +8 B"
/// );
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// Blocks allocated. Reallocations are not among them.
    pub blocks_allocated: u64,
    /// Bytes asked for by allocations, and by reallocations in their new size.
    pub bytes_allocated: u64,
    /// Blocks freed. Reallocations are not among them.
    pub blocks_freed: u64,
    /// Bytes given back by deallocations, and by reallocations in their old size.
    pub bytes_freed: u64,
    /// Blocks whose size was changed.
    pub reallocs: u64,
    /// The old sizes of all reallocations: the most that growing blocks can have had copied.
    pub bytes_moved: u64,
    /// Requests that got a null pointer.
    pub failed: u64,
    /// Blocks allocated less blocks freed.
    pub live_blocks: i64,
    /// Bytes allocated less bytes freed.
    pub live_bytes: i64,
    /// As `live_bytes`, but in what the allocator gave instead of what was asked; `None` where it does not
    /// tell.
    pub live_usable: Option<i64>,
    /// By how many bytes the live bytes were at most above where they were at the start.
    pub peak_bytes: u64,
}

impl Report {
    pub(crate) fn new(delta: &Counts, peak_bytes: u64) -> Self {
        Self {
            blocks_allocated: delta.allocs,
            bytes_allocated: delta.bytes_allocated,
            blocks_freed: delta.deallocs,
            bytes_freed: delta.bytes_freed,
            reallocs: delta.reallocs,
            bytes_moved: delta.bytes_moved,
            failed: delta.failed,
            live_blocks: delta.live_blocks,
            live_bytes: delta.live_bytes,
            live_usable: delta.live_usable,
            peak_bytes,
        }
    }

    /// How often the allocator was called at all, failed requests included: 0 means that the work left it
    /// alone.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// # use alloc_meter::{Meter, measure};
    /// # #[global_allocator]
    /// # static METER: Meter = Meter::system();
    /// # fn main() {
    /// assert_eq!(measure(|| Vec::<u64>::new()).1.calls(), 0);
    /// assert_eq!(measure(|| drop(Box::new(1))).1.calls(), 2);
    /// # }
    /// ```
    pub fn calls(&self) -> u64 {
        self.blocks_allocated + self.blocks_freed + self.reallocs + self.failed
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "allocated {}, {} B; freed {}, {} B; {} moved {} B; live {:+} {}, {:+} B",
            Counted(self.blocks_allocated, "block"),
            self.bytes_allocated,
            Counted(self.blocks_freed, "block"),
            self.bytes_freed,
            Counted(self.reallocs, "realloc"),
            self.bytes_moved,
            self.live_blocks,
            if self.live_blocks.unsigned_abs() == 1 { "block" } else { "blocks" },
            self.live_bytes,
        )?;
        if let Some(usable) = self.live_usable {
            write!(f, " ({usable:+} B usable)")?;
        }
        write!(f, "; peak +{} B", self.peak_bytes)?;
        if self.failed > 0 {
            write!(f, "; {}", Counted(self.failed, "failure"))?;
        }
        Ok(())
    }
}

/// A number and its noun, in the plural where due.
struct Counted(u64, &'static str);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.0, self.1, if self.0 == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::Report;

    #[test]
    fn line_names_every_number() {
        let mut report = Report {
            blocks_allocated: 11,
            bytes_allocated: 12,
            blocks_freed: 13,
            bytes_freed: 14,
            reallocs: 1,
            bytes_moved: 16,
            failed: 0,
            live_blocks: -1,
            live_bytes: -18,
            live_usable: Some(19),
            peak_bytes: 20,
        };
        assert_eq!(
            report.to_string(),
            "allocated 11 blocks, 12 B; freed 13 blocks, 14 B; 1 realloc moved 16 B; \
             live -1 block, -18 B (+19 B usable); peak +20 B"
        );
        report.failed = 2;
        assert!(report.to_string().ends_with("; 2 failures"));
        assert_eq!(report.calls(), 11 + 13 + 1 + 2);
    }
}
