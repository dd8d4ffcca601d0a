//! What the tests and tools of this workspace share: random numbers, and keys that tell equal ones apart.
//!
//! Only tests, examples and tools depend on this crate, so it is not published.
#![no_std]

mod order;
mod random;
mod tagged;

pub use random::Random;
pub use tagged::Tagged;
