//! Sealing the traits that unsafe code relies on: each has one of these traits as its bound, and only this crate can name them.
//!
//! A run over the rows of a phase consists of pointers. So a row with a wrong length, or an arena that returns another node, would be
//! undefined behaviour in safe code.

/// Closes [`Phase`](super::phase::Phase).
pub trait Phase {}
/// Closes [`Buffer`](super::buffer::Buffer).
pub trait Buffer {}
/// Closes [`Children`](super::children::Children).
pub trait Children {}
/// Closes [`SmallFanout`](super::inline_or_tree::SmallFanout).
pub trait SmallFanout {}
