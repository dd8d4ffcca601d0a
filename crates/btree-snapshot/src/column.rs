//! A column of a page: the keys, the values or the children, one behind the other.
//!
//! Values of a fixed size lie side by side. Values of varying length are preceded by the end of each, counted from the
//! first one's start, in two bytes, or in four where the page is larger than the snapshot's page size.
//!
//! Invariant: a column never hands out bytes beyond its own, whatever the ends say. Whether they make sense is for
//! [`check`](Column::check) to tell, once a page.

use crate::field::Field;
use crate::search::halve;
use std::marker::PhantomData;

/// The stored values of one field, of one page.
pub struct Column<'a, F: ?Sized> {
    ends: &'a [u8],
    bytes: &'a [u8],
    count: usize,
    wide: bool,
    marker: PhantomData<fn(&F)>,
}

impl<F: ?Sized> Clone for Column<'_, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F: ?Sized> Copy for Column<'_, F> {}

impl<'a, F: Field + ?Sized> Column<'a, F> {
    /// The column of `count` values at the start of `payload`, and what comes behind it; `None` if it does not fit.
    #[inline]
    pub(crate) fn split(payload: &'a [u8], count: usize, wide: bool) -> Option<(Self, &'a [u8])> {
        let (ends, length, rest) = match F::KIND.width() {
            Some(width) => (&[] as &[u8], count.checked_mul(width)?, payload),
            None => {
                let width = end_width(wide);
                let (ends, rest) = payload.split_at_checked(count.checked_mul(width)?)?;
                (ends, if count == 0 { 0 } else { end(ends, wide, count - 1)? }, rest)
            }
        };
        let (bytes, rest) = rest.split_at_checked(length)?;
        Some((Column { ends, bytes, count, wide, marker: PhantomData }, rest))
    }

    /// The number of values.
    #[inline]
    pub(crate) const fn len(&self) -> usize {
        self.count
    }

    /// All bytes of the column, without the ends.
    #[inline]
    pub(crate) const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The bytes of value `i`, `None` if there are none.
    #[inline(always)]
    pub(crate) fn get(&self, i: usize) -> Option<&'a [u8]> {
        match F::KIND.width() {
            Some(width) => {
                if width == 0 && i >= self.count {
                    return None;
                }
                let start = i.checked_mul(width)?;
                self.bytes.get(start..start.checked_add(width)?)
            }
            None => {
                let start = if i == 0 { 0 } else { end(self.ends, self.wide, i - 1)? };
                self.bytes.get(start..end(self.ends, self.wide, i)?)
            }
        }
    }

    /// Whether the ends ascend: then every value below `len` is there, and none overlaps another.
    pub(crate) fn check(&self) -> bool {
        match F::KIND.width() {
            Some(_) => true,
            None => {
                let mut before = 0;
                (0..self.count).all(|i| {
                    end(self.ends, self.wide, i).is_some_and(|end| std::mem::replace(&mut before, end) <= end)
                })
            }
        }
    }

    /// The last value that `not_above` the one sought, 0 if there is none. Without branches on the outcome.
    #[inline(always)]
    pub(crate) fn last_not_above(&self, mut not_above: impl FnMut(&'a [u8]) -> bool) -> usize {
        halve(self.count, |i| self.get(i).is_some_and(&mut not_above))
    }
}

const fn end_width(wide: bool) -> usize {
    if wide { 4 } else { 2 }
}

#[inline(always)]
fn end(ends: &[u8], wide: bool, i: usize) -> Option<usize> {
    if wide {
        let end = ends.get(i.checked_mul(4)?..)?.first_chunk().copied().map(u32::from_le_bytes)?;
        usize::try_from(end).ok()
    } else {
        ends.get(i.checked_mul(2)?..)?.first_chunk().copied().map(u16::from_le_bytes).map(usize::from)
    }
}
