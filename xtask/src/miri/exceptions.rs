//! Unsafe blocks that no test in Miri reaches, each with a reason.

/// A file, a part of the block's code that tells it from the others of the file, and why nothing reaches it.
pub(super) type Exception = (&'static str, &'static str, &'static str);

/// All of them. One that is reached, or is there no more, has to leave the list.
pub(super) const EXCEPTIONS: [Exception; 0] = [];
