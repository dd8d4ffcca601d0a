//! Range reconciliation: two stores find where they differ, with bytes in proportion to the differences. No I/O.
//!
//! The peer that asks, the *asker*, ends with everything that the other one has. Both ask each other, so both end equal.
//!
//! 1. The asker has a list of ranges that differ. At first that is the range of everything.
//! 2. It asks to *split* ranges. The other peer divides each range into up to [`WAYS`] parts of about as many items, and tells the
//!    count and the fingerprint of each part. The asker compares them with its own, and drops the equal parts.
//! 3. Of a part with at most [`FEW`] items the asker *fetches* the items. It tells the hashes of what it has itself, so that only the others
//!    are sent. The answer also tells which of these hashes the other peer lacks, so the asker knows exactly what the other peer has
//!    there, and checks the fingerprint that was claimed for it.
//! 4. An answer has at most [`MAX_ANSWER`] bytes. Where it is cut, the rest of the ranges stays open, and the asker fetches it again.
//!
//! The other peer keeps nothing between two questions, so its store may change at any time.

mod answer;
mod round;

pub use answer::{answer, has};
pub use round::{Fault, Round, Stats};

use crate::item::{Item, Position, Range};
use serde::{Deserialize, Serialize};

/// The most parts that a range is split into.
pub const WAYS: usize = 16;

/// The most items of a part that is fetched instead of split.
pub const FEW: u64 = 64;

/// The most bytes of items in an answer.
pub const MAX_ANSWER: usize = 512 << 10;

/// The most ranges of a question.
pub const MAX_RANGES: usize = 64;

/// The most hashes of a question.
pub const MAX_HASHES: usize = 8192;

/// The hash of an item, cut to 128 bits.
pub type Short = [u8; 16];

/// A question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Divide these ranges.
    Split(Vec<Range>),
    /// Send what these ranges have.
    Fetch(Vec<Fetch>),
}

/// A range to fetch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fetch {
    /// The range.
    pub range: Range,
    /// The hashes of what the asker has in it, in order; none if it has too much there.
    pub have: Vec<Short>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The parts of each range.
    Parts(Vec<Vec<Part>>),
    /// What each range has. There may be fewer than were asked for: the rest is open.
    Found(Vec<Found>),
}

/// A part of a range: it begins where the part before it ends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The end.
    pub to: Option<Position>,
    /// The number of items.
    pub count: u64,
    /// The fingerprint.
    pub fingerprint: Short,
}

/// What a range has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// The items that the asker did not have, in order.
    pub items: Vec<Item>,
    /// The places of the hashes that the asker has and the answering peer has not.
    pub lacks: Vec<u16>,
    /// Where the answer was cut.
    pub open: Option<Position>,
    /// The number of items of the range.
    pub count: u64,
    /// Its fingerprint.
    pub fingerprint: Short,
}

/// Cuts a hash to 128 bits.
pub fn short(hash: &[u8; 32]) -> Short {
    let mut short = [0; 16];
    short.copy_from_slice(&hash[..16]);
    short
}

#[cfg(test)]
mod tests;
