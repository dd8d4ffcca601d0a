//! What closes the traits that unsafe code leans on: each has one of these as its bound, which only this crate can name.
//!
//! Runs over the rows of a phase are pointers ([`TreeOnly`](super::whole::Whole)), so a row that lies about its length, or an
//! arena that gives one node for another, would be undefined behaviour in safe code.

/// Closes [`Phase`](super::phase::Phase).
pub trait Phase {}
/// Closes [`Buffer`](super::buffer::Buffer).
pub trait Buffer {}
/// Closes [`Children`](super::children::Children).
pub trait Children {}
/// Closes [`SmallFanout`](super::inline_or_tree::SmallFanout).
pub trait SmallFanout {}
