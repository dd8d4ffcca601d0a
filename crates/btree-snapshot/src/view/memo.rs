//! Which pages have been checked.
//!
//! 1. Where there is a bit for each unit, a page's is that of the unit that it begins at: nothing is ever forgotten.
//! 2. Where there is not, the tags are a cache: each holds the number of a page. Pages of the usual size that lie side by side
//!    have places side by side, and the root, which every search passes, has one to itself. Forgetting costs a second check
//!    and nothing else.
//!
//! Invariant: a page is noted only if it has passed the check, in the bytes that the tags are for.

use crate::format::Shape;
use std::array;
use std::sync::atomic::{AtomicU32, Ordering};

/// A part of the table of checked pages: a bit for each of 32 units, or the number of one page.
///
/// Threads can share it, because the pages do not change.
#[derive(Debug, Default)]
#[repr(transparent)]
pub struct Tag(AtomicU32);

impl Tag {
    /// Makes an empty tag.
    #[must_use]
    pub const fn new() -> Self {
        Tag(AtomicU32::new(0))
    }

    /// Tags that have a bit for each of so many units.
    pub(crate) const fn exact(units: u32) -> usize {
        units.div_ceil(u32::BITS) as usize
    }
}

const INLINE: usize = 256;

/// Where tags are.
#[expect(clippy::large_enum_variant, reason = "a box would be a heap block")]
pub(crate) enum Tags<'a> {
    /// None are needed: all pages have been checked.
    All,
    Inline([Tag; INLINE]),
    Lent(&'a [Tag]),
}

impl Tags<'_> {
    pub(crate) fn inline() -> Self {
        Tags::Inline(array::from_fn(|_| Tag::new()))
    }
}

/// Which pages of a snapshot have been checked.
pub(crate) struct Memo<'a> {
    tags: Tags<'a>,
    /// Whether there is a bit for each unit.
    exact: bool,
    root: u32,
    /// The units of a page of the usual size, as the power of two.
    usual: u32,
}

impl<'a> Memo<'a> {
    pub(crate) fn new(tags: Tags<'a>, shape: &Shape) -> Self {
        let length = match &tags {
            Tags::All => 0,
            Tags::Inline(tags) => tags.len(),
            Tags::Lent(tags) => tags.len(),
        };
        Memo {
            tags,
            exact: length >= Tag::exact(shape.units),
            root: shape.root,
            usual: (shape.page_size / shape.unit).trailing_zeros(),
        }
    }

    /// A page's tag, and what it holds if the page has been checked: those bits, or that number.
    #[inline(always)]
    fn place<'t>(&self, tags: &'t [Tag], number: u32) -> Option<(&'t Tag, u32)> {
        if self.exact {
            return Some((tags.get((number / u32::BITS) as usize)?, 1 << (number % u32::BITS)));
        }
        let others = u32::try_from(tags.len()).unwrap_or(u32::MAX).checked_sub(1)?;
        let place = match (number >> self.usual).checked_rem(others) {
            Some(place) if number != self.root => 1 + place,
            _ => 0,
        };
        // One more than the number, so that 0 is none.
        Some((tags.get(place as usize)?, number + 1))
    }

    /// Whether the page is known to have been checked.
    #[inline(always)]
    pub(crate) fn knows(&self, number: u32) -> bool {
        let tags = match &self.tags {
            Tags::All => return true,
            Tags::Inline(tags) => tags,
            Tags::Lent(tags) => *tags,
        };
        let Some((tag, mark)) = self.place(tags, number) else { return false };
        let held = tag.0.load(Ordering::Relaxed);
        if self.exact { held & mark != 0 } else { held == mark }
    }

    /// Notes that the page has been checked.
    pub(crate) fn note(&self, number: u32) {
        let tags = match &self.tags {
            Tags::All => return,
            Tags::Inline(tags) => tags,
            Tags::Lent(tags) => *tags,
        };
        let Some((tag, mark)) = self.place(tags, number) else { return };
        if self.exact {
            tag.0.fetch_or(mark, Ordering::Relaxed);
        } else {
            tag.0.store(mark, Ordering::Relaxed);
        }
    }
}
