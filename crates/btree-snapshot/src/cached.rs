//! Reading compressed pages one by one, the last few of them kept.
//!
//! 1. A page that is not in the cache is reached from the root, so that what the pages above say of it is known; it is checked,
//!    decompressed and checked again, and only then takes the place of the page that was longest unused.
//! 2. Everything else happens in the cache: a search is the same as in a [`View`](crate::View).
//!
//! Invariant: what is in the cache has been checked, in the bytes that the cache is for.

mod range;

use crate::compress::Decompressor;
use crate::error::{Error, Reason};
use crate::field::{Entry, Field, Key, Kinds};
use crate::format::{HEAD_LEN, NO_PAGE, PageHead, Shape, TRAILER_LEN};
use crate::page::{Branch, Page};
use crate::verify::{self, Context};
use crate::walk::{self, Pages};
pub use range::CachedRange;
use std::fmt;
use std::marker::PhantomData;
use std::ops::RangeBounds;
use zerocopy::FromZeros;

/// A snapshot of keys `K` and values `V`, compressed or not, read page by page through a small cache.
///
/// Entries are borrowed from the cache until the next call. The view allocates the pages of the cache when they are first used, and
/// nothing afterwards, except for pages larger than the page size: such a page is allocated when it enters the cache, and
/// freed when it leaves.
///
/// # Memory
///
/// A cache of `n` pages takes at most `n + 1` pages of the snapshot's page size, which is at most 64 KiB. Larger pages
/// take up to 256 times the bytes that they have in the file, because an entry of zeros compresses that well. For bytes that you
/// do not trust, set a limit with [`with_page_limit`](Self::with_page_limit).
///
/// ```
/// # #[cfg(feature = "lz4")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use btree_snapshot::{CachedView, Compression, Options, Writer};
///
/// let options = Options::new().with_compression(Compression::Lz4);
/// let mut writer = Writer::<u32, str, _>::new(Vec::new(), options)?;
/// for key in 0..10_000 {
///     writer.push(key, "the same again and again")?;
/// }
/// let (bytes, _) = writer.finish()?;
/// assert!(bytes.len() < 10_000 * 10);
///
/// let mut view = CachedView::<u32, str>::open(&bytes)?;
/// assert_eq!(view.get(77)?, Some("the same again and again"));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "lz4"))]
/// # fn main() {}
/// ```
pub struct CachedView<'a, K: ?Sized, V: ?Sized> {
    area: &'a [u8],
    shape: Shape,
    slots: Vec<Slot>,
    limit: usize,
    /// Counts lookups, so that slots know when they were last used.
    now: u64,
    misses: u64,
    decompressor: Decompressor,
    /// What the next page is decompressed into.
    spare: Vec<u8>,
    /// The keys of the context on the way to a page, since the branches that they are from may leave the cache.
    first: Vec<u8>,
    upper: Vec<u8>,
    kinds: Kinds<K, V>,
}

/// A page in the cache.
struct Slot {
    number: u32,
    used: u64,
    head: PageHead,
    payload: Vec<u8>,
}

impl Slot {
    fn page<K: Key + ?Sized, V: Field + ?Sized>(&self, shape: &Shape) -> Result<Page<'_, K, V>, Error> {
        Page::parse(&self.head, &self.payload, shape.page_size)
            .map_err(|reason| Error::page(self.number, reason))
    }
}

impl<'a, K: Key + ?Sized, V: Field + ?Sized> CachedView<'a, K, V> {
    const PAGES: usize = 64;

    /// Opens a snapshot, with a cache of 64 pages. Checks head and trailer; pages are checked when they are read.
    ///
    /// Computes in **O(1)** time.
    ///
    /// # Errors
    ///
    /// If the bytes are not a snapshot of keys `K` and values `V`, are truncated, or are compressed with a codec whose feature is
    /// not enabled.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::with_cache(bytes, Self::PAGES)
    }

    /// Opens a snapshot, with a cache of `pages` pages, or of one if `pages` is 0.
    ///
    /// Finding a page in the cache compares the numbers of all pages in it, so use a few hundred pages at most.
    ///
    /// Computes in **O(1)** time.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn with_cache(bytes: &'a [u8], pages: usize) -> Result<Self, Error> {
        let shape = Shape::read::<K, V>(bytes)?;
        if !Decompressor::knows(shape.codec) {
            return Err(Error::head(Reason::Codec(shape.codec)));
        }
        Ok(CachedView {
            area: &bytes[HEAD_LEN..bytes.len() - TRAILER_LEN],
            shape,
            slots: Vec::new(),
            limit: pages.max(1),
            now: 0,
            misses: 0,
            decompressor: Decompressor::default(),
            spare: Vec::new(),
            first: Vec::new(),
            upper: Vec::new(),
            kinds: PhantomData,
        })
    }

    /// Sets the maximum size of a page, stored or decompressed. Larger pages are refused with
    /// [`Reason::PageLimit`](crate::Reason::PageLimit) before memory is allocated for them. Without a limit the view accepts every page
    /// that a writer can write.
    ///
    /// A cache of `n` pages then takes at most `(n + 1) * bytes`, or `n + 1` times the page size if that is more. A limit below the
    /// page size refuses most snapshots.
    ///
    /// ```
    /// use btree_snapshot::{CachedView, Options, Reason, Writer};
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let mut writer = Writer::<u8, [u8], _>::new(Vec::new(), Options::new())?;
    /// writer.push(1, &[0; 100_000])?;
    /// let (bytes, _) = writer.finish()?;
    ///
    /// let mut view = CachedView::<u8, [u8]>::open(&bytes)?.with_page_limit(1 << 16);
    /// assert!(matches!(view.get(1).unwrap_err().reason(), Some(Reason::PageLimit { bytes: 100_005 })));
    /// let mut view = view.with_page_limit(1 << 17);
    /// assert_eq!(view.get(1)?.map(<[u8]>::len), Some(100_000));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_page_limit(mut self, bytes: usize) -> Self {
        self.shape.page_limit = u32::try_from(bytes).unwrap_or(u32::MAX);
        self
    }

    /// Returns the number of entries.
    ///
    /// Computes in **O(1)** time: it is the number that the trailer says.
    pub fn len(&self) -> u64 {
        self.shape.entries
    }

    /// Returns whether there are no entries.
    ///
    /// Computes in **O(1)** time.
    pub fn is_empty(&self) -> bool {
        self.shape.entries == 0
    }

    /// Returns how often a page was looked up in the cache, and how often it was missing.
    pub fn lookups_and_misses(&self) -> (u64, u64) {
        (self.now, self.misses)
    }

    /// Returns the value for `key`, if present.
    ///
    /// Computes in **O(log n)** time, and decompresses the pages on the way that are not in the cache.
    ///
    /// # Errors
    ///
    /// If a page on the way to the key, or the value, is damaged.
    pub fn get(&mut self, key: K::Ref<'_>) -> Result<Option<V::Ref<'_>>, Error> {
        if self.shape.height == 0 {
            return Ok(None);
        }
        let mut number = self.shape.root;
        for _ in 1..self.shape.height {
            number =
                self.with_branch(number, |branch| Ok(branch.value(branch.slot_of(key))?.number.get()))?;
        }
        let slot = self.fetch(number)?;
        let leaf: Page<'_, K, V> = self.slots[slot].page(&self.shape)?;
        let Ok(slot) = K::rank(leaf.keys, key) else { return Ok(None) };
        leaf.value(slot).map(Some).map_err(|reason| Error::page(number, reason))
    }

    /// Returns the entry with the smallest key, or `None` if there are no entries.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub fn first(&mut self) -> Result<Option<Entry<'_, K, V>>, Error> {
        let ends = walk::ends::<K, V, _>(self, &(..))?;
        CachedRange::new(self, ends).into_next()
    }

    /// Returns the entry with the largest key, or `None` if there are no entries.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub fn last(&mut self) -> Result<Option<Entry<'_, K, V>>, Error> {
        let ends = walk::ends::<K, V, _>(self, &(..))?;
        CachedRange::new(self, ends).into_next_back()
    }

    /// Returns the entries with keys in `range`, ascending, readable from both ends. `..` stands for all entries.
    ///
    /// Computes in **O(log n)** time.
    ///
    /// # Errors
    ///
    /// If a page on the way to either end is damaged.
    ///
    /// # Panics
    ///
    /// If the start is greater than the end, or equal to it with both excluded, and there are entries, as the map does.
    pub fn range<'k>(
        &mut self,
        range: impl RangeBounds<K::Ref<'k>>,
    ) -> Result<CachedRange<'_, 'a, K, V>, Error> {
        let ends = walk::ends::<K, V, _>(self, &range)?;
        Ok(CachedRange::new(self, ends))
    }

    fn find(&mut self, number: u32) -> Option<usize> {
        let slot = self.slots.iter().position(|slot| slot.number == number)?;
        self.slots[slot].used = self.now;
        Some(slot)
    }

    /// The slot of a page, which is brought into the cache if it is not there.
    fn fetch(&mut self, number: u32) -> Result<usize, Error> {
        self.now += 1;
        match self.find(number) {
            Some(slot) => Ok(slot),
            None => self.bring(number),
        }
    }

    /// Goes from the root to a page, by its number, and brings into the cache what is not there.
    #[cold]
    fn bring(&mut self, number: u32) -> Result<usize, Error> {
        let mut at = self.shape.root;
        let Context { mut level, mut checksum, mut after, mut before, .. } = Context::root(&self.shape);
        let (mut has_first, mut has_upper) = (false, false);
        loop {
            let fail = |reason| Error::page(at, reason);
            let (first, upper) = (std::mem::take(&mut self.first), std::mem::take(&mut self.upper));
            let context = Context {
                level,
                checksum,
                first: has_first.then_some(&first),
                upper: has_upper.then_some(&upper),
                after,
                before,
            };
            let slot = match self.find(at) {
                Some(slot) => Ok(slot),
                None => self.load(at, &context).map_err(fail),
            };
            (self.first, self.upper) = (first, upper);
            let slot = slot?;
            if at == number {
                return Ok(slot);
            }
            if level == 0 {
                return Err(Error::page(number, Reason::Link));
            }
            let branch: Branch<'_, K> = self.slots[slot].page(&self.shape)?;
            let child = branch.slot_of_page(number).ok_or(Error::page(number, Reason::Link))?;
            let outer = Context { level, checksum, first: None, upper: None, after, before };
            let (next, inner) = outer.child(&branch, child).map_err(fail)?;
            keep(&mut self.first, inner.first, &mut has_first);
            if inner.upper.is_some() {
                keep(&mut self.upper, inner.upper, &mut has_upper);
            }
            (at, level, checksum, after, before) =
                (next, inner.level, inner.checksum, inner.after, inner.before);
        }
    }

    /// Checks and decompresses a page, and puts it in the place of the one that was longest unused.
    fn load(&mut self, number: u32, context: &Context<'_>) -> Result<usize, Reason> {
        self.misses += 1;
        let head = match self.decode(number, context) {
            Ok(head) => head,
            Err(reason) => {
                self.trim_spare();
                return Err(reason);
            }
        };
        let slot = if self.slots.len() < self.limit {
            let payload = Vec::new();
            self.slots.push(Slot { number: NO_PAGE, used: 0, head: PageHead::new_zeroed(), payload });
            self.slots.len() - 1
        } else {
            let oldest = self.slots.iter().enumerate().min_by_key(|(_, slot)| slot.used);
            oldest.map_or(0, |(slot, _)| slot)
        };
        let Slot { number: name, used, head: kept, payload } = &mut self.slots[slot];
        (*name, *used, *kept) = (number, self.now, *head);
        std::mem::swap(payload, &mut self.spare);
        self.trim_spare();
        Ok(slot)
    }

    /// Checks a page, and makes `spare` what it decompresses to.
    fn decode(&mut self, number: u32, context: &Context<'_>) -> Result<&'a PageHead, Reason> {
        let page = verify::extent(self.area, &self.shape, number)?;
        let (head, stored) = verify::stored(page, &self.shape, number)?;
        self.spare.clear();
        self.spare.reserve_exact(self.shape.page_size);
        if head.codec == 0 {
            self.spare.reserve_exact(stored.len());
            self.spare.extend_from_slice(stored);
        } else {
            let length = head.decoded.get() as usize;
            self.decompressor.decompress(head.codec, stored, length, &mut self.spare)?;
        }
        verify::content::<K, V>(head, &self.spare, &self.shape, context)?;
        Ok(head)
    }

    /// Frees the spare buffer if it is larger than pages usually are: so a larger page takes memory while it is in the cache.
    fn trim_spare(&mut self) {
        if self.spare.capacity() > self.shape.page_size {
            self.spare = Vec::new();
        }
    }
}

fn keep(into: &mut Vec<u8>, key: Option<&[u8]>, kept: &mut bool) {
    into.clear();
    into.extend_from_slice(key.unwrap_or_default());
    *kept = key.is_some();
}

impl<K: Key + ?Sized, V: Field + ?Sized> Pages<K, V> for CachedView<'_, K, V> {
    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn with_branch<R>(
        &mut self,
        number: u32,
        read: impl FnOnce(&Branch<'_, K>) -> Result<R, Reason>,
    ) -> Result<R, Error> {
        let slot = self.fetch(number)?;
        read(&self.slots[slot].page(&self.shape)?).map_err(|reason| Error::page(number, reason))
    }

    fn with_leaf<R>(
        &mut self,
        number: u32,
        read: impl FnOnce(&Page<'_, K, V>) -> Result<R, Reason>,
    ) -> Result<R, Error> {
        let slot = self.fetch(number)?;
        read(&self.slots[slot].page(&self.shape)?).map_err(|reason| Error::page(number, reason))
    }
}

impl<K: ?Sized, V: ?Sized> fmt::Debug for CachedView<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedView")
            .field("entries", &self.shape.entries)
            .field("cached", &self.slots.len())
            .finish()
    }
}
