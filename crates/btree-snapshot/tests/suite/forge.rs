//! Changing a snapshot and making all its checksums right again: what someone can do who means harm, or has a bug of their
//! own. Reads the bytes by the specification alone, `docs/format.md`, and takes any bytes whatever.
//!
//! The fuzz target uses this file, too.

pub(crate) const HEAD: usize = 64;
pub(crate) const TRAILER: usize = 64;
pub(crate) const PAGE_HEAD: usize = 32;

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}

pub(crate) fn put_u32(bytes: &mut [u8], at: usize, value: u32) {
    put(bytes, at, &value.to_le_bytes());
}

pub(crate) fn put(bytes: &mut [u8], at: usize, value: &[u8]) {
    if let Some(place) = bytes.get_mut(at..at + value.len()) {
        place.copy_from_slice(value);
    }
}

/// A page as its header describes it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Page {
    /// Where it begins in the snapshot.
    pub(crate) at: usize,
    /// All its units.
    pub(crate) length: usize,
    pub(crate) number: u32,
    pub(crate) level: u8,
    pub(crate) count: u32,
    /// Bytes of its payload as stored.
    pub(crate) stored: usize,
}

/// The unit that pages are counted in.
pub(crate) fn unit(bytes: &[u8]) -> usize {
    1 << (bytes.get(11).copied().unwrap_or(0) & 31)
}

/// The pages that lie one behind the other from the first, as far as they make sense.
pub(crate) fn pages(bytes: &[u8]) -> Vec<Page> {
    let end = bytes.len().saturating_sub(TRAILER);
    let (mut pages, mut at) = (Vec::new(), HEAD);
    while at + PAGE_HEAD <= end {
        let field = |offset| u32_at(bytes, at + offset).unwrap_or(0);
        let length = (field(8) as usize).saturating_mul(unit(bytes));
        if length < PAGE_HEAD || length > end - at {
            break;
        }
        let stored = (field(16) as usize).min(length - PAGE_HEAD);
        pages.push(Page { at, length, number: field(4), level: bytes[at + 24], count: field(12), stored });
        at += length;
    }
    pages
}

impl Page {
    /// Where the children of a branch lie: they are the last 8 bytes each of its payload.
    pub(crate) fn child_at(&self, slot: u32) -> Option<usize> {
        let end = self.at + PAGE_HEAD + self.stored;
        let back = (self.count.checked_sub(slot)? as usize).checked_mul(8)?;
        end.checked_sub(back).filter(|start| *start >= self.at + PAGE_HEAD && start + 8 <= end)
    }
}

/// Makes every checksum right: of the pages, of what branches and trailer say of pages, of head and trailer.
pub(crate) fn mend(bytes: &mut [u8]) {
    let pages = pages(bytes);
    let checksum = |bytes: &[u8], page: &Page| crc32fast::hash(&bytes[page.at + 4..page.at + page.length]);
    let known = |bytes: &[u8], number| {
        pages.iter().find(|page| page.number == number).and_then(|page| u32_at(bytes, page.at))
    };
    for page in &pages {
        if page.level > 0 && bytes[page.at + 25] == 0 {
            // A count that is not that of the page leads nowhere.
            for slot in 0..page.count.min(page.stored as u32 / 8) {
                let Some(at) = page.child_at(slot) else { continue };
                if let Some(right) = u32_at(bytes, at).and_then(|number| known(bytes, number)) {
                    put_u32(bytes, at + 4, right);
                }
            }
        }
        let right = checksum(bytes, page);
        put_u32(bytes, page.at, right);
    }
    if bytes.len() < HEAD + TRAILER {
        return;
    }
    let end = bytes.len() - TRAILER;
    if let Some(right) = u32_at(bytes, end + 32).and_then(|root| known(bytes, root)) {
        put_u32(bytes, end + 36, right);
    }
    let head = crc32fast::hash(&bytes[..HEAD - 4]);
    put_u32(bytes, HEAD - 4, head);
    put_u32(bytes, end + 40, head);
    let trailer = crc32fast::hash(&bytes[end + 4..]);
    put_u32(bytes, end, trailer);
}
