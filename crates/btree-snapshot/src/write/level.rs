//! The page that is being filled at one level of the tree.
//!
//! Keys and what belongs to them are gathered in buffers of their own and become a page when nothing more fits.
//!
//! Invariant: a level that is not empty fits the page size with ends of two bytes each, or is oversized: it holds a single
//! entry (a leaf) or two (a branch), or is a leaf whose neighbour would have too long a separator.

use crate::field::Field;
use crate::format::PAGE_HEAD_LEN;
use crate::format::page::wide;

/// A separator of this many bytes may stand before any leaf.
const SHORT_SEPARATOR: usize = 64;

/// A leaf has this many times the bytes of the next one's separator, if that is no short one.
const LONG_SEPARATORS: usize = 32;

/// A leaf of so many bytes ends, however long the next one's separator is.
const LARGE_LEAF: usize = 1 << 26;

/// One column under construction.
#[derive(Debug, Default)]
struct ColumnBuilder {
    /// Where each value ends, four bytes each; empty if values have a fixed size.
    ends: Vec<u8>,
    bytes: Vec<u8>,
    varies: bool,
}

/// A page under construction.
#[derive(Debug, Default)]
pub(crate) struct Level {
    first: ColumnBuilder,
    second: ColumnBuilder,
    pub(crate) count: usize,
    /// Where the last key begins.
    last: usize,
    /// How many bytes of the first key the branch above names this page by.
    separator: usize,
    /// Entries that a page has even if it gets too large: 1 of a leaf, 2 of a branch.
    least: usize,
}

impl ColumnBuilder {
    fn new<F: Field + ?Sized>(mut buffer: impl FnMut() -> Vec<u8>) -> Self {
        let varies = F::KIND.width().is_none();
        let ends = if varies { buffer() } else { Vec::new() };
        ColumnBuilder { ends, bytes: buffer(), varies }
    }

    fn push<F: Field + ?Sized>(&mut self, value: F::Ref<'_>) {
        F::store(value, &mut self.bytes);
        self.note_end();
    }

    fn note_end(&mut self) {
        if self.varies {
            let end =
                u32::try_from(self.bytes.len()).expect("a large leaf and an entry, or two, are below 4 GiB");
            self.ends.extend_from_slice(&end.to_le_bytes());
        }
    }

    /// The bytes of the column, if each end takes `width`.
    fn length(&self, width: usize) -> usize {
        self.ends.len() / 4 * width + self.bytes.len()
    }

    fn assemble(&self, wide: bool, out: &mut Vec<u8>) {
        if wide {
            out.extend_from_slice(&self.ends);
        } else {
            // The upper half of each is zero, since the page is no larger than what two bytes can say.
            out.extend(self.ends.as_chunks::<4>().0.iter().flat_map(|end| [end[0], end[1]]));
        }
        out.extend_from_slice(&self.bytes);
    }

    fn clear(&mut self) {
        self.ends.clear();
        self.bytes.clear();
    }
}

impl Level {
    /// An empty level that gathers entries in what `buffer` returns.
    pub(crate) fn new<K: Field + ?Sized, V: Field + ?Sized>(
        least: usize,
        mut buffer: impl FnMut() -> Vec<u8>,
    ) -> Self {
        Level {
            first: ColumnBuilder::new::<K>(&mut buffer),
            second: ColumnBuilder::new::<V>(buffer),
            count: 0,
            last: 0,
            separator: 0,
            least,
        }
    }

    /// Begins a page that the branch above names by `separator` bytes of its first key.
    pub(crate) fn begin(&mut self, separator: usize) {
        self.separator = separator;
    }

    /// Whether an entry of these lengths still belongs to this page.
    pub(crate) fn fits(&self, key: usize, value: usize, page_size: usize) -> bool {
        let ends = 2 * (usize::from(self.first.varies) + usize::from(self.second.varies));
        self.count < self.least || self.length(2) + ends + key + value + PAGE_HEAD_LEN <= page_size
    }

    /// Whether this leaf may end, if the next one's separator has so many bytes: a long one weighs little beside it.
    pub(crate) fn may_end_before(&self, separator: usize) -> bool {
        let length = self.length(2);
        separator <= SHORT_SEPARATOR || length / LONG_SEPARATORS >= separator || length >= LARGE_LEAF
    }

    pub(crate) fn push<K: Field + ?Sized, V: Field + ?Sized>(&mut self, key: K::Ref<'_>, value: V::Ref<'_>) {
        self.last = self.first.bytes.len();
        self.first.push::<K>(key);
        self.second.push::<V>(value);
        self.count += 1;
    }

    /// As `push`, with a key that is stored already.
    pub(crate) fn push_stored<V: Field + ?Sized>(&mut self, key: &[u8], value: V::Ref<'_>) {
        self.last = self.first.bytes.len();
        if self.count == 0 {
            self.separator = key.len();
        }
        self.first.bytes.extend_from_slice(key);
        self.first.note_end();
        self.second.push::<V>(value);
        self.count += 1;
    }

    /// What the branch above names the page by.
    pub(crate) fn separator(&self) -> &[u8] {
        &self.first.bytes[..self.separator]
    }

    pub(crate) fn last_key(&self) -> Option<&[u8]> {
        (self.count > 0).then(|| &self.first.bytes[self.last..])
    }

    /// The bytes of the payload, if each end takes `width`.
    pub(crate) fn length(&self, width: usize) -> usize {
        self.first.length(width) + self.second.length(width)
    }

    /// Appends the page's payload to `out`.
    pub(crate) fn assemble(&self, page_size: usize, out: &mut Vec<u8>) {
        let wide = wide(self.length(2), page_size);
        self.first.assemble(wide, out);
        self.second.assemble(wide, out);
    }

    pub(crate) fn clear(&mut self) {
        self.first.clear();
        self.second.clear();
        self.count = 0;
    }

    /// The buffers, the last one taken first.
    pub(crate) fn into_buffers(self) -> [Vec<u8>; 4] {
        [self.second.bytes, self.second.ends, self.first.bytes, self.first.ends]
    }
}
