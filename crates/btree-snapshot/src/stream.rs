//! Reading from any [`Read`], front to back, with one page in memory.
//!
//! Pages come in post-order, so leaves come in the order of their keys, and the index right behind what it names. Each page
//! is checked by itself; each branch must name exactly the pages of the level below that have come since the last branch of
//! its level, which a running checksum of their separators, numbers and checksums tells. The trailer must name the last
//! page as the root.

use crate::compress::Decompressor;
use crate::error::{Error, Reason};
use crate::field::{Entry, Field, Key, Kinds, Restored};
use crate::format::{
    Child, HEAD_LEN, Head, MAX_HEIGHT, NO_PAGE, PAGE_HEAD_LEN, PageHead, Shape, TRAILER_LEN, Trailer,
};
use crate::load::load;
use crate::page::{Branch, Page};
use crate::verify::{self, Totals};
use btree_map::{BPlusTreeMap, DefaultLayout};
use std::cmp::Ordering;
use std::fmt;
use std::io::Read;
use std::marker::PhantomData;
use zerocopy::{FromZeros, IntoBytes};

/// Reads a snapshot of keys `K` and values `V` front to back, compressed or not, from any [`Read`].
///
/// The reader holds one page, whatever the size of the snapshot. Each page is checked before its entries are returned. Only when there
/// are no more entries is it known that the snapshot is complete.
///
/// # Memory
///
/// The page as it is stored, in a buffer that grows as its bytes arrive and never by what its header says; what it decompresses
/// to, which is at most the page size, or 256 times its stored bytes if that is more; and its last key.
/// [`with_page_limit`](Self::with_page_limit) sets a limit of your own.
///
/// ```
/// use btree_snapshot::{Options, Reader, Writer};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut writer = Writer::<str, u32, _>::new(Vec::new(), Options::new())?;
/// writer.extend([("one", 1), ("two", 2)])?;
/// let (bytes, _) = writer.finish()?;
///
/// let mut reader = Reader::<str, u32, _>::new(bytes.as_slice())?;
/// assert_eq!(reader.next()?, Some(("one", 1)));
/// assert_eq!(reader.next()?, Some(("two", 2)));
/// assert_eq!(reader.next()?, None);
/// # Ok(())
/// # }
/// ```
pub struct Reader<K: ?Sized, V: ?Sized, R> {
    input: R,
    head: Head,
    /// What head says; the trailer's part is zero until the end.
    shape: Shape,
    /// The leaf at hand: its header, its stored bytes and, if it was compressed, the decompressed ones.
    page: PageHead,
    stored: Vec<u8>,
    decoded: Vec<u8>,
    slot: usize,
    /// The last key of the leaf before.
    last_key: Vec<u8>,
    /// Of each level the pages that no branch has named yet.
    unnamed: [Digest; MAX_HEIGHT],
    last_page: Child,
    top_level: u8,
    totals: Totals,
    state: State,
    decompressor: Decompressor,
    kinds: Kinds<K, V>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    /// The trailer has been read and agrees.
    Whole,
    Failed,
}

/// What children are: as a branch says, or as they have come.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Digest {
    count: u64,
    checksum: u32,
}

impl Digest {
    fn add(&mut self, key: &[u8], child: &Child) {
        let mut hasher = crc32fast::Hasher::new_with_initial(self.checksum);
        hasher.update(&(key.len() as u64).to_le_bytes());
        hasher.update(key);
        hasher.update(child.as_bytes());
        *self = Digest { count: self.count + 1, checksum: hasher.finalize() };
    }
}

impl<K: Key + ?Sized, V: Field + ?Sized, R: Read> Reader<K, V, R> {
    /// Makes a reader. Reads and checks the head.
    ///
    /// # Errors
    ///
    /// If reading fails, or if the input is not a snapshot of keys `K` and values `V`, or is compressed with a codec whose feature is
    /// not enabled.
    pub fn new(mut input: R) -> Result<Self, Error> {
        let mut bytes = [0; HEAD_LEN];
        let length = fill(&mut input, &mut bytes)?;
        if length < HEAD_LEN {
            return Err(Error::head(crate::format::head::reason_of_short(&bytes[..length])));
        }
        let head = *Head::read(&bytes)?;
        head.check_kinds::<K, V>()?;
        if !Decompressor::knows(head.codec) {
            return Err(Error::head(Reason::Codec(head.codec)));
        }
        Ok(Reader {
            input,
            head,
            shape: Shape::of_head(&head),
            page: PageHead::new_zeroed(),
            stored: Vec::new(),
            decoded: Vec::new(),
            slot: 0,
            last_key: Vec::new(),
            unnamed: [Digest::default(); MAX_HEIGHT],
            last_page: Child { number: NO_PAGE.into(), checksum: 0.into() },
            top_level: 0,
            totals: Totals::default(),
            state: State::Reading,
            decompressor: Decompressor::default(),
            kinds: PhantomData,
        })
    }

    /// Sets the maximum size of a page, stored or decompressed. Larger pages are refused with
    /// [`Reason::PageLimit`](crate::Reason::PageLimit) before memory is allocated for them.
    ///
    /// As [`CachedView::with_page_limit`](crate::CachedView::with_page_limit).
    #[must_use]
    pub fn with_page_limit(mut self, bytes: usize) -> Self {
        self.shape.page_limit = u32::try_from(bytes).unwrap_or(u32::MAX);
        self
    }

    /// Returns the next entry, or `None` at the end of a complete snapshot.
    ///
    /// Computes in **O(1)** time, amortised; allocates nothing once the page buffers have grown.
    ///
    /// # Errors
    ///
    /// If reading fails, or if the input is damaged. All later calls also fail.
    #[expect(clippy::should_implement_trait, reason = "an entry is borrowed from the reader")]
    pub fn next(&mut self) -> Result<Option<Entry<'_, K, V>>, Error> {
        while self.slot == self.page.count.get() as usize {
            match self.state {
                State::Reading => {}
                State::Whole => return Ok(None),
                State::Failed => return Err(Error::page(self.page.number.get(), Reason::Link)),
            }
            self.state = State::Failed;
            self.state = if self.next_page()? { State::Reading } else { State::Whole };
        }
        let number = self.page.number.get();
        let payload = if self.page.codec == 0 { &self.stored } else { &self.decoded };
        let entry = Page::<K, V>::parse(&self.page, payload, self.shape.page_size)
            .and_then(|leaf| leaf.entry(self.slot))
            .map_err(|reason| Error::page(number, reason));
        self.slot += 1;
        match entry {
            Ok(entry) => Ok(Some(entry)),
            Err(error) => {
                self.slot = self.page.count.get() as usize;
                self.state = State::Failed;
                Err(error)
            }
        }
    }

    /// Returns a map of all remaining entries, in any layout, with full leaves.
    ///
    /// Computes in **O(n)** time; beside the map, one page is held.
    ///
    /// ```
    /// use btree_map::BPlusTreeMap;
    /// use btree_snapshot::{Options, Reader, write_map};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let stock = BPlusTreeMap::from([("apples".to_owned(), 7), ("pears".to_owned(), 3)]);
    /// let (bytes, _) = write_map(Vec::new(), Options::new(), &stock)?;
    /// let read: BPlusTreeMap<String, i32> = Reader::<str, i32, _>::new(bytes.as_slice())?.into_map()?;
    /// assert_eq!(read, stock);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`next`](Self::next).
    pub fn into_map<MK, MV, T>(mut self) -> Result<BPlusTreeMap<MK, MV, T>, Error>
    where
        MK: for<'a> Restored<'a, K> + Ord,
        MV: for<'a> Restored<'a, V>,
        T: DefaultLayout<MK, MV>,
    {
        let mut failed = None;
        let mut map = BPlusTreeMap::with_layout();
        let entries = std::iter::from_fn(|| match self.next() {
            Ok(entry) => entry.map(|(key, value)| (MK::restored(key), MV::restored(value))),
            Err(error) => {
                failed = Some(error);
                None
            }
        });
        load(&mut map, entries);
        match failed {
            None => {
                map.shrink_to_fit();
                Ok(map)
            }
            Some(error) => Err(error),
        }
    }

    /// Reads a page; tells whether there was one, or the trailer. `slot` and `page` are then at the start of a leaf, or at the
    /// end of what there is.
    fn next_page(&mut self) -> Result<bool, Error> {
        (self.page, self.slot) = (PageHead::new_zeroed(), 0);
        let mut head = [0; PAGE_HEAD_LEN];
        if fill(&mut self.input, &mut head)? < PAGE_HEAD_LEN {
            return Err(Error::trailer(Reason::Length));
        }
        let page: PageHead = zerocopy::transmute!(head);
        if page.number.get() == NO_PAGE {
            self.finish(&head)?;
            return Ok(false);
        }
        // What has come so far is below 2³² units, or the page would not be the one that comes next.
        let number = u32::try_from(self.totals.units).unwrap_or(NO_PAGE);
        self.read_page(number, &page, &head)?;
        let fail = |reason| Error::page(number, reason);
        self.take_page(&page).map_err(fail)?;
        self.totals.add(&page);
        self.last_page = Child { number: page.number, checksum: page.checksum };
        self.top_level = page.level;
        if page.level == 0 {
            self.page = page;
        }
        Ok(true)
    }

    /// Reads the rest of a page and checks it by itself.
    fn read_page(&mut self, number: u32, page: &PageHead, head: &[u8]) -> Result<(), Error> {
        let fail = |reason| Error::page(number, reason);
        let rest = (u64::from(page.units.get()) * self.shape.unit as u64)
            .checked_sub(PAGE_HEAD_LEN as u64)
            .ok_or(fail(Reason::Checksum))?;
        let (bytes, limit) = (page.stored.get().max(page.decoded.get()), self.shape.page_limit);
        // Units that the stored bytes do not need are read before they are refused.
        let padded = limit < u32::MAX && rest > u64::from(limit) + self.shape.unit as u64;
        if bytes > limit || padded {
            return Err(fail(Reason::PageLimit { bytes }));
        }
        self.stored.clear();
        // Room for a page of the usual size; for an oversized one it grows as bytes arrive, not by what the header says.
        self.stored.reserve(self.shape.page_size);
        self.stored.extend_from_slice(head);
        let read = (&mut self.input).take(rest).read_to_end(&mut self.stored)?;
        if (read as u64) < rest {
            return Err(fail(Reason::Length));
        }
        let (_, stored) = verify::stored(&self.stored, &self.shape, number).map_err(fail)?;
        let length = stored.len();
        if page.codec == 0 {
            self.stored.copy_within(PAGE_HEAD_LEN..PAGE_HEAD_LEN + length, 0);
            self.stored.truncate(length);
            return Ok(());
        }
        self.decoded.clear();
        self.decoded.reserve(self.shape.page_size);
        self.decompressor
            .decompress(page.codec, stored, page.decoded.get() as usize, &mut self.decoded)
            .map_err(fail)
    }

    /// Checks a page in its place, and notes what of it is needed to check others.
    fn take_page(&mut self, page: &PageHead) -> Result<(), Reason> {
        let payload = if page.codec == 0 { &self.stored } else { &self.decoded };
        let child = Child { number: page.number, checksum: page.checksum };
        let level = usize::from(page.level);
        if level + 1 >= MAX_HEIGHT {
            return Err(Reason::Level);
        }
        if level == 0 {
            let leaf = Page::<K, V>::parse(page, payload, self.shape.page_size)?;
            verify::columns(&leaf)?;
            verify::ascending(leaf.keys)?;
            let separator = verify::separator(page, leaf.keys, &self.shape)?;
            let ascends = K::order_stored(&self.last_key, separator) == Some(Ordering::Less);
            if self.totals.entries > 0 && !ascends {
                return Err(Reason::Order { entry: 0 });
            }
            self.last_key.clear();
            self.last_key.extend_from_slice(leaf.keys.get(leaf.len() - 1).ok_or(Reason::Layout)?);
            self.unnamed[0].add(separator, &child);
        } else {
            let branch = Branch::<K>::parse(page, payload, self.shape.page_size)?;
            verify::columns(&branch)?;
            let mut named = Digest::default();
            for slot in 0..branch.len() {
                named.add(branch.keys.get(slot).ok_or(Reason::Layout)?, branch.value(slot)?);
            }
            if named != std::mem::take(&mut self.unnamed[level - 1]) {
                return Err(Reason::Link);
            }
            let separator = verify::separator(page, branch.keys, &self.shape)?;
            self.unnamed[level].add(separator, &child);
        }
        Ok(())
    }

    /// Reads the trailer, of which the first half has been read, and checks that it is that of what has come.
    fn finish(&mut self, first_half: &[u8; PAGE_HEAD_LEN]) -> Result<(), Error> {
        let mut bytes = [0; TRAILER_LEN];
        bytes[..PAGE_HEAD_LEN].copy_from_slice(first_half);
        if fill(&mut self.input, &mut bytes[PAGE_HEAD_LEN..])? < TRAILER_LEN - PAGE_HEAD_LEN {
            return Err(Error::trailer(Reason::Length));
        }
        let trailer = Trailer::read(&bytes)?;
        if fill(&mut self.input, &mut [0])? > 0 {
            return Err(Error::trailer(Reason::Length));
        }
        let length = (HEAD_LEN + TRAILER_LEN) as u64 + self.totals.units * self.shape.unit as u64;
        let shape = Shape::of(&self.head, trailer, length)?;
        if !self.totals.agree(&shape) {
            return Err(Error::trailer(Reason::Count));
        }
        let height = if self.totals.pages == 0 { 0 } else { self.top_level + 1 };
        let root_last =
            (shape.root, shape.root_checksum) == (self.last_page.number.get(), self.last_page.checksum.get());
        // Nothing but the root is left that no branch has named.
        let named = (0..MAX_HEIGHT)
            .all(|level| self.unnamed[level].count == u64::from(level + 1 == usize::from(height)));
        if shape.height == height && root_last && named { Ok(()) } else { Err(Error::trailer(Reason::Link)) }
    }
}

/// Reads until `into` is full or there is no more; tells how much there was.
fn fill(input: &mut impl Read, mut into: &mut [u8]) -> Result<usize, Error> {
    let mut length = 0;
    while !into.is_empty() {
        match input.read(into) {
            Ok(0) => break,
            Ok(read) => {
                length += read;
                into = into.get_mut(read..).unwrap_or_default();
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Error::Io(error)),
        }
    }
    Ok(length)
}

impl<K: ?Sized, V: ?Sized, R> fmt::Debug for Reader<K, V, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("pages", &self.totals.pages)
            .field("entries", &self.totals.entries)
            .finish()
    }
}
