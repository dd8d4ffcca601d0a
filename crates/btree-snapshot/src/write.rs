//! Writing: entries in order, one page a level in memory.
//!
//! 1. Entries gather in the leaf under construction until the next one does not fit.
//! 2. The leaf is written, and its separator, number and checksum become an entry of the branch above, which is treated the
//!    same way. Whether the next page still fits into the branch is asked as soon as its separator is known; if not, the
//!    branch is written at once. So pages come in post-order: what is below a branch lies right before it, and the root
//!    comes last.
//! 3. At the end what is left is written from the leaf up, and the trailer behind it.
//!
//! A separator is the shortest start of the page's first key that is above all keys before. Where keys share long starts, it is
//! long, too, and the leaf before it takes more entries than fit in a page: so the index stays small beside the leaves.
//!
//! So nothing written is ever changed, the destination need not seek, and what is in memory is one page a level, whatever
//! the number of entries.

mod level;
pub(crate) mod options;
pub(crate) mod pool;
pub(crate) mod whole;

use crate::compress::Compressor;
use crate::error::WriteError;
use crate::field::{Entry, Field, Key, Kinds};
use crate::format::trailer::END_MAGIC;
use crate::format::{Child, Head, MAX_ENTRY, NO_PAGE, PAGE_HEAD_LEN, PageHead, Trailer};
use crate::format::{HEAD_LEN, MOST_EXPANSION, TRAILER_LEN, page::Children};
use level::Level;
use options::Options;
use pool::BufferPool;
use std::cmp::Ordering;
use std::io::Write;
use std::marker::PhantomData;
use zerocopy::IntoBytes;

/// Writes a snapshot of keys `K` and values `V`, entry by entry in ascending order, to any [`Write`].
///
/// The writer holds one unfinished page per level, about 3 pages of memory each, and the largest entry. If
/// neighbouring keys share more than 64 bytes, or are longer than that and of fixed size, a leaf has up to 33 of them, or 64 MiB plus
/// one. Each page is written with one call. If the writer is dropped before [`finish`](Self::finish), the output is not a
/// snapshot, and readers refuse it.
///
/// ```
/// use btree_snapshot::{Options, View, WriteError, Writer};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut writer = Writer::<str, u32, _>::new(Vec::new(), Options::new())?;
/// writer.push("one", 1)?;
/// writer.push("two", 2)?;
/// // Out of order: refused by its number, and the writer goes on.
/// assert!(matches!(writer.push("three", 3), Err(WriteError::OutOfOrder { entry: 2, equal: false })));
/// let (bytes, summary) = writer.finish()?;
/// assert_eq!((summary.entries, summary.bytes), (2, bytes.len() as u64));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Writer<'p, K: ?Sized, V: ?Sized, W> {
    out: W,
    options: Options,
    compressor: Compressor,
    buffers: Buffers<'p>,
    head_checksum: u32,
    unit_bits: u8,
    entries: u64,
    pages: u32,
    leaves: u32,
    units: u32,
    /// Set while something is written, and left so by an error or a panic.
    incomplete: bool,
    kinds: Kinds<K, V>,
}

/// The size of a finished snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Entries written.
    pub entries: u64,
    /// Bytes written, head and trailer included.
    pub bytes: u64,
    /// Pages written, branches included.
    pub pages: u32,
    /// Pages that hold entries.
    pub leaves: u32,
    /// Levels of the tree: 0 without entries.
    pub height: u8,
}

/// All buffers of a writer. They go back to the pool when the writer is gone.
#[derive(Debug)]
struct Buffers<'p> {
    pool: Pool<'p>,
    levels: Vec<Level>,
    page: Vec<u8>,
    packed: Vec<u8>,
}

#[derive(Debug)]
enum Pool<'p> {
    Own(BufferPool),
    Lent(&'p mut BufferPool),
}

impl Pool<'_> {
    fn get(&mut self) -> &mut BufferPool {
        match self {
            Pool::Own(pool) => pool,
            Pool::Lent(pool) => pool,
        }
    }
}

impl Drop for Buffers<'_> {
    fn drop(&mut self) {
        if let Pool::Lent(pool) = &mut self.pool {
            // The reverse of how they were taken, so that each comes back as what it was.
            let mut levels = std::mem::take(&mut self.levels);
            for branch in levels.drain(1.min(levels.len())..).rev() {
                pool.give_level(branch);
            }
            pool.give(std::mem::take(&mut self.packed));
            pool.give(std::mem::take(&mut self.page));
            for leaf in levels.drain(..) {
                pool.give_level(leaf);
            }
            pool.give_levels(levels);
        }
    }
}

impl<K: Key + ?Sized, V: Field + ?Sized, W: Write> Writer<'static, K, V, W> {
    /// Makes a writer with its own buffers. Writes the head.
    ///
    /// # Errors
    ///
    /// If the head cannot be written, or the compression cannot be set up.
    pub fn new(out: W, options: Options) -> Result<Self, WriteError> {
        Self::start(out, options, Pool::Own(BufferPool::new()))
    }
}

impl<'p, K: Key + ?Sized, V: Field + ?Sized, W: Write> Writer<'p, K, V, W> {
    /// Makes a writer that takes its buffers from `pool`, and returns them when it is finished or dropped. Writes the head.
    ///
    /// # Errors
    ///
    /// As [`new`](Writer::new).
    pub fn with_pool(out: W, options: Options, pool: &'p mut BufferPool) -> Result<Self, WriteError> {
        Self::start(out, options, Pool::Lent(pool))
    }

    fn start(mut out: W, options: Options, mut pool: Pool<'p>) -> Result<Self, WriteError> {
        let compressor = Compressor::new(options.compression)?;
        let head = Head::new::<K, V>(&options);
        out.write_all(head.as_bytes())?;
        let (pages, size) = (pool.get(), options.page_size);
        let mut levels = pages.take_levels();
        levels.push(pages.take_level::<K, V>(size, 1));
        let page = pages.take(size);
        let packed = if compressor.is_none() { Vec::new() } else { pages.take(size) };
        Ok(Writer {
            out,
            options,
            compressor,
            buffers: Buffers { pool, levels, page, packed },
            head_checksum: head.checksum.get(),
            unit_bits: head.unit_bits,
            entries: 0,
            pages: 0,
            leaves: 0,
            units: 0,
            incomplete: false,
            kinds: PhantomData,
        })
    }

    /// Appends an entry.
    ///
    /// Computes in **O(1)** time, amortised; allocates nothing once the buffers are there.
    ///
    /// # Errors
    ///
    /// [`OutOfOrder`](WriteError::OutOfOrder) if the key is not greater than the last one, [`TooLarge`](WriteError::TooLarge) if
    /// the entry has more than 2³⁰ bytes. The entry is then not written, and the writer can be used further. All other errors are final.
    pub fn push(&mut self, key: K::Ref<'_>, value: V::Ref<'_>) -> Result<(), WriteError> {
        if self.incomplete {
            return Err(WriteError::Incomplete);
        }
        let leaf = &self.buffers.levels[0];
        if let Some(last) = leaf.last_key() {
            let order = K::order_probe(last, key);
            if order != Ordering::Less {
                return Err(WriteError::OutOfOrder { entry: self.entries, equal: order.is_eq() });
            }
        }
        let (key_len, value_len) = (K::length(key), V::length(value));
        if key_len.checked_add(value_len).is_none_or(|length| length > MAX_ENTRY) {
            return Err(WriteError::TooLarge { entry: self.entries });
        }
        if self.entries == 0 {
            // All keys are above the empty one.
            self.buffers.levels[0].begin(K::KIND.width().unwrap_or(0));
        } else if !leaf.fits(key_len, value_len, self.options.page_size) {
            let separator = self.separator(key);
            if self.buffers.levels[0].may_end_before(separator) {
                self.incomplete = true;
                self.flush(0)?;
                self.begin(0, separator)?;
                self.incomplete = false;
                self.buffers.levels[0].begin(separator);
            }
        }
        self.buffers.levels[0].push::<K, V>(key, value);
        self.entries += 1;
        Ok(())
    }

    /// Appends all entries of an iterator.
    ///
    /// Computes in **O(n)** time.
    ///
    /// # Errors
    ///
    /// As [`push`](Self::push). The entries before the refused one have been written.
    pub fn extend<'e, I>(&mut self, entries: I) -> Result<(), WriteError>
    where
        I: IntoIterator<Item = Entry<'e, K, V>>,
    {
        entries.into_iter().try_for_each(|(key, value)| self.push(key, value))
    }

    /// Returns the number of entries written so far.
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// Writes the remaining pages and the trailer, and flushes the output.
    ///
    /// # Errors
    ///
    /// If writing fails now or has failed before. The output is then not a snapshot.
    pub fn finish(mut self) -> Result<(W, Summary), WriteError> {
        if self.incomplete {
            return Err(WriteError::Incomplete);
        }
        let mut root = Child { number: NO_PAGE.into(), checksum: 0.into() };
        let mut height = 0;
        if self.entries > 0 {
            loop {
                let top = height as usize + 1 == self.buffers.levels.len();
                let level = &self.buffers.levels[height as usize];
                if top && height > 0 && level.count == 1 {
                    break;
                }
                root = self.flush(height as usize)?;
                height += 1;
            }
        }
        let bytes = (HEAD_LEN + TRAILER_LEN) as u64 + u64::from(self.units) * self.unit() as u64;
        let mut trailer = Trailer {
            checksum: 0.into(),
            no_page: NO_PAGE.into(),
            entries: self.entries.into(),
            length: bytes.into(),
            pages: self.pages.into(),
            units: self.units.into(),
            root: root.number,
            root_checksum: root.checksum,
            head_checksum: self.head_checksum.into(),
            height,
            zeros: [0; 11],
            magic: END_MAGIC,
        };
        trailer.checksum = trailer.computed_checksum().into();
        self.out.write_all(trailer.as_bytes())?;
        self.out.flush()?;
        let (entries, pages, leaves) = (self.entries, self.pages, self.leaves);
        Ok((self.out, Summary { entries, bytes, pages, leaves, height }))
    }

    /// The bytes of `key` that tell it from the last one, of the fewest first bytes that do; all of a key of fixed size.
    fn separator(&mut self, key: K::Ref<'_>) -> usize {
        if let Some(width) = K::KIND.width() {
            return width;
        }
        let Buffers { levels, page, .. } = &mut self.buffers;
        page.clear();
        K::store(key, page);
        let last = levels[0].last_key().unwrap_or_default();
        // Keys ascend by their bytes: the last one is a start of this one, or they differ in the byte behind.
        1 + last.iter().zip(&*page).take_while(|(a, b)| a == b).count()
    }

    /// Sees to it that the branch above has room for the page that begins at a level: if not, the branch is complete.
    fn begin(&mut self, at: usize, separator: usize) -> Result<(), WriteError> {
        let full = |above: &Level| !above.fits(separator, size_of::<Child>(), self.options.page_size);
        if self.buffers.levels.get(at + 1).is_some_and(full) {
            self.flush(at + 1)?;
            self.begin(at + 1, separator)?;
        }
        Ok(())
    }

    /// Writes the page of a level and enters it in the branch above, which has room.
    fn flush(&mut self, at: usize) -> Result<Child, WriteError> {
        if at + 1 == self.buffers.levels.len() {
            let pool = self.buffers.pool.get();
            let branch = pool.take_level::<K, Children>(self.options.page_size, 2);
            self.buffers.levels.push(branch);
        }
        let child = self.write_page(at)?;
        let (low, high) = self.buffers.levels.split_at_mut(at + 1);
        high[0].push_stored::<Children>(low[at].separator(), &child);
        low[at].clear();
        Ok(child)
    }

    fn unit(&self) -> usize {
        1 << self.unit_bits
    }

    fn write_page(&mut self, at: usize) -> Result<Child, WriteError> {
        let unit = self.unit();
        let Buffers { levels, page, packed, .. } = &mut self.buffers;
        let level = &levels[at];
        page.clear();
        page.resize(PAGE_HEAD_LEN, 0);
        level.assemble(self.options.page_size, page);
        let decoded = page.len() - PAGE_HEAD_LEN;
        packed.clear();
        packed.resize(if self.compressor.is_none() { 0 } else { PAGE_HEAD_LEN }, 0);
        let codec = self.compressor.compress(&page[PAGE_HEAD_LEN..], packed)?;
        // Stored as it is if that takes no more units, or if readers would be asked to believe in too much.
        let units = |bytes: usize| bytes.div_ceil(unit);
        let stored = packed.len().saturating_sub(PAGE_HEAD_LEN);
        let (page, codec) = if codec != 0
            && units(packed.len()) < units(page.len())
            && decoded <= self.options.page_size.max(stored.saturating_mul(MOST_EXPANSION))
        {
            (packed, codec)
        } else {
            (page, 0)
        };
        let stored = page.len() - PAGE_HEAD_LEN;
        let page_units = units(page.len());
        page.resize(page_units * unit, 0);
        // A gibibyte an entry and two entries of a branch: all these fit.
        let narrow = |n: usize| u32::try_from(n).map_err(|_| WriteError::TooManyPages);
        let page_units = narrow(page_units)?;
        let after = self.units.checked_add(page_units).filter(|units| *units < NO_PAGE);
        let after = after.ok_or(WriteError::TooManyPages)?;
        let mut head = PageHead {
            checksum: 0.into(),
            number: self.units.into(),
            units: page_units.into(),
            count: narrow(level.count)?.into(),
            stored: narrow(stored)?.into(),
            decoded: narrow(decoded)?.into(),
            level: at as u8,
            codec,
            zeros: [0; 2],
            separator: narrow(level.separator().len())?.into(),
        };
        page[..PAGE_HEAD_LEN].copy_from_slice(head.as_bytes());
        head.checksum = crc32fast::hash(&page[4..]).into();
        page[..4].copy_from_slice(head.checksum.as_bytes());
        self.out.write_all(page)?;
        self.units = after;
        self.pages += 1;
        self.leaves += u32::from(at == 0);
        Ok(Child { number: head.number, checksum: head.checksum })
    }
}
