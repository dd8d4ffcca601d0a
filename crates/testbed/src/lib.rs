//! What the tests and tools of this workspace share: random numbers, keys that tell equal ones apart, and entries to fill maps with.
//!
//! With the feature `maps` also one interface over std's map and ours. Only tests, examples and tools depend on this crate, so it is
//! not published.

#[cfg(feature = "maps")]
mod map;
mod order;
mod random;
mod shape;
mod tagged;
mod word;

#[cfg(feature = "maps")]
pub use map::{Fill, Map};
pub use random::Random;
pub use shape::{Blobs, Entry, Halves, Ints, Pairs, Shape, Texts, Words, scatter, text};
pub use tagged::Tagged;
pub use word::{Key, Word};
