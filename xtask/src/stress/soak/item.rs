//! What the maps of a soak hold: numbers, plain or each in a block of its own.

use std::fmt::Debug;

/// A key or a value that a number can be made into, and back.
pub(super) trait Item: Ord + Clone + Debug + 'static {
    /// Bytes of heap that each owns.
    const OWNS: usize;
    fn new(number: u64) -> Self;
    fn number(&self) -> u64;
}

impl Item for u64 {
    const OWNS: usize = 0;

    fn new(number: u64) -> Self {
        number
    }

    fn number(&self) -> u64 {
        *self
    }
}

impl Item for Box<u64> {
    const OWNS: usize = size_of::<u64>();

    fn new(number: u64) -> Self {
        Box::new(number)
    }

    fn number(&self) -> u64 {
        **self
    }
}
