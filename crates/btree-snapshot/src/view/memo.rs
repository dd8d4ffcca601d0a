//! Which pages have been checked.
//!
//! A table of page numbers, each at its number modulo the table's length: exact if there is a place for every page, a cache
//! if not. Forgetting costs a second check and nothing else.
//!
//! Invariant: a number is in the table only if its page has passed the check, in the bytes that the table is for.

use std::array;
use std::sync::atomic::{AtomicU32, Ordering};

/// The number of a page that has been checked, or none.
///
/// Shared between threads without further ado: what is noted was found by reading bytes that do not change.
#[derive(Debug, Default)]
#[repr(transparent)]
pub struct Tag(AtomicU32);

impl Tag {
    /// A tag that names no page.
    #[must_use]
    pub const fn new() -> Self {
        Tag(AtomicU32::new(0))
    }
}

const INLINE: usize = 256;

#[expect(clippy::large_enum_variant, reason = "a box would be a heap block")]
pub(crate) enum Memo<'a> {
    /// All pages have been checked.
    All,
    Inline([Tag; INLINE]),
    Lent(&'a [Tag]),
}

impl Memo<'_> {
    pub(crate) fn inline() -> Self {
        Memo::Inline(array::from_fn(|_| Tag::new()))
    }

    #[inline(always)]
    fn place(&self, number: u32) -> Option<&Tag> {
        match self {
            Memo::All => None,
            Memo::Inline(tags) => Some(&tags[number as usize % INLINE]),
            Memo::Lent(tags) => tags.get((number as usize).checked_rem(tags.len())?),
        }
    }

    /// Whether the page is known to have been checked.
    #[inline(always)]
    pub(crate) fn knows(&self, number: u32) -> bool {
        match self {
            Memo::All => true,
            // One more than the number, so that 0 is none.
            _ => self.place(number).is_some_and(|tag| tag.0.load(Ordering::Relaxed) == number + 1),
        }
    }

    /// Notes that the page has been checked.
    pub(crate) fn note(&self, number: u32) {
        if let Some(tag) = self.place(number) {
            tag.0.store(number + 1, Ordering::Relaxed);
        }
    }
}
