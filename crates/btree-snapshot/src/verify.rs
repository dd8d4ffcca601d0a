//! All that can be wrong with a page, checked before anything in it is used.
//!
//! 1. [`stored`]: the page's bytes, by themselves: checksum, number, lengths, zeros where zeros must be.
//! 2. [`content`]: what they decode to, in the place that the index gives it: the height, the separator that the index names,
//!    all keys ascending and below the next page's separator, children in post-order.
//!
//! **Invariant:** if the pages from the root down to some page have passed, then keys in it are where a search looks for
//! them, and no other place of the index names the same page: the subtree of each child lies in an interval of page numbers of
//! its own. So a page needs to be checked once, however it is reached, and walks end.

use crate::column::Column;
use crate::error::Reason;
use crate::field::{Field, Key};
use crate::format::page::Children;
use crate::format::{NO_PAGE, PAGE_HEAD_LEN, PageHead, Shape};
use crate::page::{Branch, Page};
use std::cmp::Ordering;
use zerocopy::FromBytes;

/// What the pages above say of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    pub(crate) level: u8,
    pub(crate) checksum: u32,
    /// The separator: the first key, stored, or the start of it. The root's is not said.
    pub(crate) first: Option<&'a [u8]>,
    /// A key that all are below, stored.
    pub(crate) upper: Option<&'a [u8]>,
    /// A page that this one, and all below it, come behind.
    pub(crate) after: Option<u32>,
    /// A unit that this page ends at or before.
    pub(crate) before: u32,
}

impl<'a> Context<'a> {
    /// The context of the root.
    pub(crate) fn root(shape: &Shape) -> Self {
        Context {
            level: shape.height.saturating_sub(1),
            checksum: shape.root_checksum,
            first: None,
            upper: None,
            after: None,
            before: shape.units,
        }
    }

    /// The context of a child, whose number is returned too.
    pub(crate) fn child<K: Key + ?Sized>(
        &self,
        branch: &Branch<'a, K>,
        slot: usize,
    ) -> Result<(u32, Self), Reason> {
        let child = branch.value(slot)?;
        let after = match slot.checked_sub(1) {
            Some(before) => Some(branch.value(before)?.number.get()),
            None => self.after,
        };
        let context = Context {
            level: self.level.checked_sub(1).ok_or(Reason::Level)?,
            checksum: child.checksum.get(),
            first: Some(branch.keys.get(slot).ok_or(Reason::Layout)?),
            upper: branch.keys.get(slot + 1).or(self.upper),
            after,
            before: branch.number,
        };
        Ok((child.number.get(), context))
    }
}

/// The header of page `number` and its stored bytes behind it, unchecked but for bounds.
#[inline(always)]
pub(crate) fn locate<'a>(
    area: &'a [u8],
    shape: &Shape,
    number: u32,
) -> Result<(&'a PageHead, &'a [u8]), Reason> {
    let page =
        (number as usize).checked_mul(shape.unit).and_then(|at| area.get(at..)).ok_or(Reason::Layout)?;
    let (head, rest) = PageHead::ref_from_prefix(page).map_err(|_| Reason::Layout)?;
    Ok((head, rest.get(..head.stored.get() as usize).ok_or(Reason::Layout)?))
}

/// The bytes of the units that page `number` says it takes.
pub(crate) fn extent<'a>(area: &'a [u8], shape: &Shape, number: u32) -> Result<&'a [u8], Reason> {
    let page = (number as usize).checked_mul(shape.unit).and_then(|at| area.get(at..)).ok_or(Reason::Link)?;
    let (head, _) = PageHead::ref_from_prefix(page).map_err(|_| Reason::Link)?;
    let length = (head.units.get() as usize).checked_mul(shape.unit);
    // Not what was written, whatever else it is.
    length.filter(|length| *length > 0).and_then(|length| page.get(..length)).ok_or(Reason::Checksum)
}

/// Checks all that is wrong with the bytes of one page by themselves. `page` is its units, all of them.
pub(crate) fn stored<'a>(
    page: &'a [u8],
    shape: &Shape,
    number: u32,
) -> Result<(&'a PageHead, &'a [u8]), Reason> {
    let (head, rest) = PageHead::ref_from_prefix(page).map_err(|_| Reason::Layout)?;
    if head.checksum.get() != crc32fast::hash(&page[4..]) {
        return Err(Reason::Checksum);
    }
    if head.number.get() != number || number == NO_PAGE {
        return Err(Reason::Link);
    }
    let (length, decoded) = (head.stored.get() as usize, head.decoded.get() as usize);
    // In 64 bits, which no sum of what a header says overflows.
    let units = (PAGE_HEAD_LEN as u64 + u64::from(head.stored.get())).div_ceil(shape.unit as u64);
    let bytes = units * shape.unit as u64;
    if units != u64::from(head.units.get()) || bytes != page.len() as u64 || head.count.get() == 0 {
        return Err(Reason::Layout);
    }
    let codec = head.codec;
    let named = shape.separators || head.separator.get() == 0;
    if head.zeros != [0; 2] || !named || (codec != 0 && codec != shape.codec) {
        return Err(Reason::Field);
    }
    let plausible = if codec == 0 { decoded == length } else { decoded <= shape.most_decoded(length) };
    if !plausible {
        return Err(Reason::Layout);
    }
    let bytes = head.stored.get().max(head.decoded.get());
    if bytes > shape.page_limit {
        return Err(Reason::PageLimit { bytes });
    }
    let (stored, padding) = rest.split_at_checked(length).ok_or(Reason::Layout)?;
    if padding.iter().any(|byte| *byte != 0) {
        return Err(Reason::Field);
    }
    Ok((head, stored))
}

/// Checks that a page is the one that the pages above name, and what is in it.
pub(crate) fn content<K: Key + ?Sized, V: Field + ?Sized>(
    head: &PageHead,
    payload: &[u8],
    shape: &Shape,
    context: &Context<'_>,
) -> Result<(), Reason> {
    if head.checksum.get() != context.checksum {
        return Err(Reason::Link);
    }
    if head.level != context.level {
        return Err(Reason::Level);
    }
    let number = head.number.get();
    let end = u64::from(number) + u64::from(head.units.get());
    if context.after.is_some_and(|after| number <= after) || end > u64::from(context.before) {
        return Err(Reason::Link);
    }
    if head.level == 0 {
        let page = Page::<K, V>::parse(head, payload, shape.page_size)?;
        columns(&page)?;
        keys(page.keys, separator(head, page.keys, shape)?, context)
    } else {
        let page = Branch::<K>::parse(head, payload, shape.page_size)?;
        columns(&page)?;
        keys(page.keys, separator(head, page.keys, shape)?, context)?;
        children(&page, context.after)
    }
}

pub(crate) fn columns<K: Key + ?Sized, V: Field + ?Sized>(page: &Page<'_, K, V>) -> Result<(), Reason> {
    if page.keys.check() && page.values.check() { Ok(()) } else { Err(Reason::Layout) }
}

/// What the branch above names a page by: as much of its first key as its header says, and the whole of a key of fixed size,
/// of a branch's, and in version 1.
pub(crate) fn separator<'a, K: Key + ?Sized>(
    head: &PageHead,
    keys: Column<'a, K>,
    shape: &Shape,
) -> Result<&'a [u8], Reason> {
    let first = keys.get(0).ok_or(Reason::Layout)?;
    if !shape.separators {
        return Ok(first);
    }
    let separator = first.get(..head.separator.get() as usize).ok_or(Reason::Layout)?;
    let whole = head.level > 0 || K::KIND.width().is_some();
    if whole && separator.len() < first.len() { Err(Reason::Layout) } else { Ok(separator) }
}

fn keys<K: Key + ?Sized>(keys: Column<'_, K>, separator: &[u8], context: &Context<'_>) -> Result<(), Reason> {
    ascending(keys)?;
    let last = keys.len() - 1;
    if context.first.is_some_and(|first| separator != first) {
        return Err(Reason::Order { entry: 0 });
    }
    let below = |upper| keys.get(last).is_some_and(|key| K::order_stored(key, upper) == Some(Ordering::Less));
    if context.upper.is_some_and(|upper| !below(upper)) {
        return Err(Reason::Order { entry: last as u32 });
    }
    Ok(())
}

/// Checks that keys are keys, as far as their order needs it, and ascend.
pub(crate) fn ascending<K: Key + ?Sized>(keys: Column<'_, K>) -> Result<(), Reason> {
    let Some(slot) = K::first_unordered(keys) else { return Ok(()) };
    let entry = slot as u32;
    let is_key = keys.get(slot).is_some_and(|key| K::load(key).is_some());
    Err(if is_key { Reason::Order { entry } } else { Reason::Value { entry } })
}

/// Checks that children come in order, all behind what the page's subtree comes behind, and before the page itself.
fn children<K: Key + ?Sized>(page: &Page<'_, K, Children>, after: Option<u32>) -> Result<(), Reason> {
    let mut before = after;
    for slot in 0..page.len() {
        let number = page.value(slot)?.number.get();
        if before.is_some_and(|before| number <= before) || number >= page.number {
            return Err(Reason::Link);
        }
        before = Some(number);
    }
    Ok(())
}

/// What a walk over all pages has met.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    pub(crate) entries: u64,
    pub(crate) pages: u64,
    pub(crate) units: u64,
}

impl Totals {
    pub(crate) fn add(&mut self, head: &PageHead) {
        self.pages += 1;
        self.units += u64::from(head.units.get());
        self.entries += if head.level == 0 { u64::from(head.count.get()) } else { 0 };
    }

    pub(crate) fn agree(&self, shape: &Shape) -> bool {
        let said = (shape.entries, u64::from(shape.pages), u64::from(shape.units));
        (self.entries, self.pages, self.units) == said
    }
}
