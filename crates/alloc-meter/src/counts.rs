//! The snapshot type: what had been counted at one moment, and the difference of two.
//!
//! Owns the invariant that counters which only grow are unsigned, and amounts that may fall are signed.

use std::ops::Sub;

/// What has been counted, for the process or for one thread, up to one moment.
///
/// The difference of two snapshots, `later - earlier`, is what happened between them.
///
/// ```
/// # use alloc_meter::Meter;
/// # #[global_allocator]
/// # static METER: Meter = Meter::system();
/// # fn main() {
/// let before = Meter::thread();
/// let boxed = Box::new([0_u8; 24]);
/// let delta = Meter::thread() - before;
/// assert_eq!((delta.allocs, delta.live_bytes), (1, 24));
/// # drop(boxed);
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Successful calls that allocated a block, zeroed or not.
    pub allocs: u64,
    /// Calls that freed a block.
    pub deallocs: u64,
    /// Successful calls that changed a block's size. They are not among `allocs` and `deallocs`.
    pub reallocs: u64,
    /// Requests answered with a null pointer, by the allocator below or by [`fail_after`](crate::fail_after).
    pub failed: u64,
    /// Bytes asked for by allocations, and by reallocations in their new size.
    pub bytes_allocated: u64,
    /// Bytes given back by deallocations, and by reallocations in their old size.
    pub bytes_freed: u64,
    /// The old sizes of all reallocations: the most that growing blocks can have had copied.
    pub bytes_moved: u64,
    /// Blocks allocated less blocks freed. A thread that frees what others allocated is below zero.
    pub live_blocks: i64,
    /// Bytes allocated less bytes freed. A thread that frees what others allocated is below zero.
    pub live_bytes: i64,
    /// As `live_bytes`, but in what the allocator gave instead of what was asked; `None` where it does not
    /// tell.
    pub live_usable: Option<i64>,
    /// The highest `live_bytes` so far, or since the peak was last reset. In a difference: by how much it
    /// rose.
    pub peak_bytes: i64,
}

impl Sub for Counts {
    type Output = Self;

    /// What happened between `earlier` and `self`. `live_usable` is known only if it is in both.
    ///
    /// Computes in **O(1)** time.
    ///
    /// # Panics
    ///
    /// If a counter that only grows is lower in `self`: the two are in the wrong order, or of different
    /// threads.
    fn sub(self, earlier: Self) -> Self {
        let grown = |now: u64, then: u64| {
            now.checked_sub(then).expect("the later snapshot is the left one, of the same thread")
        };
        Self {
            allocs: grown(self.allocs, earlier.allocs),
            deallocs: grown(self.deallocs, earlier.deallocs),
            reallocs: grown(self.reallocs, earlier.reallocs),
            failed: grown(self.failed, earlier.failed),
            bytes_allocated: grown(self.bytes_allocated, earlier.bytes_allocated),
            bytes_freed: grown(self.bytes_freed, earlier.bytes_freed),
            bytes_moved: grown(self.bytes_moved, earlier.bytes_moved),
            live_blocks: self.live_blocks - earlier.live_blocks,
            live_bytes: self.live_bytes - earlier.live_bytes,
            live_usable: self.live_usable.zip(earlier.live_usable).map(|(now, then)| now - then),
            peak_bytes: self.peak_bytes - earlier.peak_bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    fn sample() -> Counts {
        Counts {
            allocs: 5,
            deallocs: 4,
            reallocs: 3,
            failed: 1,
            bytes_allocated: 500,
            bytes_freed: 450,
            bytes_moved: 40,
            live_blocks: 1,
            live_bytes: 50,
            live_usable: Some(64),
            peak_bytes: 200,
        }
    }

    #[test]
    fn difference_is_taken_field_by_field() {
        let earlier = Counts {
            allocs: 1,
            deallocs: 2,
            reallocs: 1,
            failed: 0,
            bytes_allocated: 100,
            bytes_freed: 30,
            bytes_moved: 7,
            live_blocks: -1,
            live_bytes: 70,
            live_usable: Some(80),
            peak_bytes: 90,
        };
        let expected = Counts {
            allocs: 4,
            deallocs: 2,
            reallocs: 2,
            failed: 1,
            bytes_allocated: 400,
            bytes_freed: 420,
            bytes_moved: 33,
            live_blocks: 2,
            live_bytes: -20,
            live_usable: Some(-16),
            peak_bytes: 110,
        };
        assert_eq!(sample() - earlier, expected);
    }

    #[test]
    fn unknown_usable_size_on_either_side_stays_unknown() {
        let unknown = Counts { live_usable: None, ..sample() };
        assert_eq!((sample() - unknown).live_usable, None);
        assert_eq!((unknown - sample()).live_usable, None);
    }

    #[test]
    #[should_panic(expected = "the later snapshot is the left one")]
    fn difference_in_the_wrong_order_panics() {
        let _ = Counts::default() - sample();
    }
}
