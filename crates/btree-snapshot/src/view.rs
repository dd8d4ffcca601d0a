//! Reading in place: a search walks the bytes as they lie in the file.
//!
//! 1. Opening reads head and trailer and nothing else.
//! 2. A page is checked when it is first used, from the root down, and that is remembered in [`memo`]; see
//!    [`verify`](crate::verify) for what is checked and why once is enough.
//! 3. A search is one search without branches a page: the root, some branches, a leaf.

mod check;
pub(crate) mod iter;
mod load;
pub(crate) mod memo;

use crate::error::{Error, Reason};
use crate::field::{Entry, Field, Key, Kinds};
use crate::format::{HEAD_LEN, PageHead, Shape, TRAILER_LEN};
use crate::page::{Branch, Page};
use crate::verify::{self, Context};
use crate::walk::{self, Pages};
use iter::Iter;
use memo::{Memo, Tag};
use std::fmt;
use std::marker::PhantomData;
use std::ops::RangeBounds;

/// A snapshot of keys `K` and values `V`, read in place from bytes. Opening and reading allocate nothing.
///
/// What is read is borrowed from the bytes (`str`, `[u8]`, [`Plain`](crate::Plain)) or a number. Each page is checked before
/// it is first used: a 4 KiB page takes about half a microsecond. Which pages have been checked is remembered in a table:
///
/// | opened by | table | in a file with more pages than the table's |
/// |---|---|---|
/// | [`open`](Self::open) | 256 pages, in the view itself | a page that another one has displaced is checked again |
/// | [`open_with_tags`](Self::open_with_tags) | lent by the caller | the same; with [`units`](Self::units) tags it does not happen |
/// | [`SnapshotFile`](crate::file::SnapshotFile) | all pages, beside the mapping | does not happen |
/// | [`open_verified`](Self::open_verified) | none: all pages are checked at once | does not happen |
///
/// Text is checked to be UTF-8 whenever it is handed out.
///
/// ```
/// use btree_snapshot::{Options, View, Writer};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut writer = Writer::<str, u32, _>::new(Vec::new(), Options::new())?;
/// writer.extend([("one", 1), ("three", 3), ("two", 2)])?;
/// let (bytes, _) = writer.finish()?;
///
/// let view = View::<str, u32>::open(&bytes)?;
/// assert_eq!(view.get("two")?, Some(2));
/// let from_p: Result<Vec<_>, _> = view.range("p"..)?.collect();
/// assert_eq!(from_p?, [("three", 3), ("two", 2)]);
/// # Ok(())
/// # }
/// ```
pub struct View<'a, K: ?Sized, V: ?Sized> {
    /// The bytes between head and trailer.
    area: &'a [u8],
    shape: Shape,
    memo: Memo<'a>,
    kinds: Kinds<K, V>,
}

impl<'a, K: Key + ?Sized, V: Field + ?Sized> View<'a, K, V> {
    /// Opens a snapshot. Checks head and trailer; pages are checked when they are used.
    ///
    /// Computes in **O(1)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// If the bytes are no snapshot of keys `K` and values `V`, are cut short, or are compressed.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::with_memo(bytes, Memo::inline())
    }

    /// Opens a snapshot and checks everything in it, so that no use of it fails later.
    ///
    /// Computes in **O(n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open), and if anything in the snapshot is wrong.
    pub fn open_verified(bytes: &'a [u8]) -> Result<Self, Error> {
        let view = Self::with_memo(bytes, Memo::All)?;
        view.check()?;
        Ok(view)
    }

    /// Opens a snapshot as [`open`](Self::open) does, and remembers in `tags` which pages have been checked.
    ///
    /// Computes in **O(tags)** time; allocates nothing.
    ///
    /// ```
    /// # use btree_snapshot::{Options, Tag, View, Writer};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let (bytes, summary) = Writer::<u32, u32, _>::new(Vec::new(), Options::new())?.finish()?;
    /// let mut tags = [const { Tag::new() }; 1000];
    /// let view = View::<u32, u32>::open_with_tags(&bytes, &mut tags)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn open_with_tags(bytes: &'a [u8], tags: &'a mut [Tag]) -> Result<Self, Error> {
        // What they have been used for before was another snapshot.
        tags.fill_with(Tag::new);
        Self::with_memo(bytes, Memo::Lent(tags))
    }

    fn with_memo(bytes: &'a [u8], memo: Memo<'a>) -> Result<Self, Error> {
        let shape = Shape::read::<K, V>(bytes)?;
        Self::readable(&shape)?;
        Ok(Self::of(bytes, shape, memo))
    }

    /// Refuses what cannot be read in place.
    pub(crate) fn readable(shape: &Shape) -> Result<(), Error> {
        if shape.codec == 0 { Ok(()) } else { Err(Error::head(Reason::Compressed)) }
    }

    /// A view of bytes whose shape has been read.
    pub(crate) fn of(bytes: &'a [u8], shape: Shape, memo: Memo<'a>) -> Self {
        let area = &bytes[HEAD_LEN..bytes.len() - TRAILER_LEN];
        View { area, shape, memo, kinds: PhantomData }
    }

    /// The number of entries.
    ///
    /// Computes in **O(1)** time: it is the number that the trailer says.
    pub fn len(&self) -> u64 {
        self.shape.entries
    }

    /// Whether there is no entry.
    ///
    /// Computes in **O(1)** time.
    pub fn is_empty(&self) -> bool {
        self.shape.entries == 0
    }

    /// The number of pages.
    ///
    /// Computes in **O(1)** time.
    pub fn pages(&self) -> u32 {
        self.shape.pages
    }

    /// The number of units of the page size that the pages take: of pages, if no entry is larger than a page.
    ///
    /// Computes in **O(1)** time.
    pub fn units(&self) -> u32 {
        self.shape.units
    }

    /// The value of `key`.
    ///
    /// Computes in **O(log n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// If a page on the way, or the value, is not what was written.
    #[inline]
    pub fn get(&self, key: K::Ref<'_>) -> Result<Option<V::Ref<'a>>, Error> {
        let Some((leaf, Ok(slot))) = self.find(key)? else { return Ok(None) };
        leaf.value(slot).map(Some).map_err(|reason| Error::page(leaf.number, reason))
    }

    /// The entry with `key`: the key as stored, and its value.
    ///
    /// Computes in **O(log n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub fn get_key_value(&self, key: K::Ref<'_>) -> Result<Option<Entry<'a, K, V>>, Error> {
        let Some((leaf, Ok(slot))) = self.find(key)? else { return Ok(None) };
        leaf.entry(slot).map(Some).map_err(|reason| Error::page(leaf.number, reason))
    }

    /// Whether there is an entry with `key`.
    ///
    /// Computes in **O(log n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// If a page on the way is not what was written.
    pub fn contains_key(&self, key: K::Ref<'_>) -> Result<bool, Error> {
        Ok(matches!(self.find(key)?, Some((_, Ok(_)))))
    }

    /// The entry with the smallest key.
    ///
    /// Computes in **O(log n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub fn first(&self) -> Result<Option<Entry<'a, K, V>>, Error> {
        self.iter()?.next().transpose()
    }

    /// The entry with the largest key.
    ///
    /// Computes in **O(log n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub fn last(&self) -> Result<Option<Entry<'a, K, V>>, Error> {
        self.iter()?.next_back().transpose()
    }

    /// The entries, ascending by key, from either end.
    ///
    /// Computes in **O(log n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// If a page on the way to either end is not what was written.
    pub fn iter(&self) -> Result<Iter<'_, 'a, K, V>, Error> {
        self.range(..)
    }

    /// The entries with keys in `range`, ascending, from either end.
    ///
    /// Computes in **O(log n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// If a page on the way to either end is not what was written.
    ///
    /// # Panics
    ///
    /// If the start is greater than the end, or equal to it with both excluded, and there are entries: as the map does.
    pub fn range<'k>(&self, range: impl RangeBounds<K::Ref<'k>>) -> Result<Iter<'_, 'a, K, V>, Error> {
        let ends = walk::ends::<K, V, _>(&mut &*self, &range)?;
        Iter::between(self, ends)
    }

    /// The leaf that has `key`, if any, and where in it.
    #[inline(always)]
    #[expect(clippy::type_complexity, reason = "a name would say less")]
    fn find(&self, key: K::Ref<'_>) -> Result<Option<(Page<'a, K, V>, Result<usize, usize>)>, Error> {
        if self.shape.height == 0 {
            return Ok(None);
        }
        let mut number = self.shape.root;
        for _ in 1..self.shape.height {
            let branch = self.branch(number)?;
            let child = branch.value(branch.slot_of(key)).map_err(|reason| Error::page(number, reason))?;
            number = child.number.get();
        }
        let leaf = self.leaf(number)?;
        Ok(Some((leaf, K::rank(leaf.keys, key))))
    }

    #[inline(always)]
    fn branch(&self, number: u32) -> Result<Branch<'a, K>, Error> {
        let (head, payload) = self.page(number)?;
        Branch::parse(head, payload, self.shape.page_size).map_err(|reason| Error::page(number, reason))
    }

    #[inline(always)]
    pub(crate) fn leaf(&self, number: u32) -> Result<Page<'a, K, V>, Error> {
        let (head, payload) = self.page(number)?;
        Page::parse(head, payload, self.shape.page_size).map_err(|reason| Error::page(number, reason))
    }

    /// A page that has been checked, now or before.
    #[inline(always)]
    fn page(&self, number: u32) -> Result<(&'a PageHead, &'a [u8]), Error> {
        if !self.memo.knows(number) {
            self.admit(number)?;
        }
        verify::locate(self.area, &self.shape, number).map_err(|reason| Error::page(number, reason))
    }

    /// Checks a page, and those above it that have not been checked.
    ///
    /// The way to it is found by its number alone: what the pages above say of it is gathered on the way.
    #[cold]
    #[inline(never)]
    fn admit(&self, number: u32) -> Result<(), Error> {
        let (mut at, mut context) = (self.shape.root, Context::root(&self.shape));
        loop {
            let fail = |reason| Error::page(at, reason);
            if !self.memo.knows(at) {
                self.verify(at, &context).map_err(fail)?;
                self.memo.note(at);
            }
            if at == number {
                return Ok(());
            }
            if context.level == 0 {
                return Err(Error::page(number, Reason::Link));
            }
            let (head, payload) = verify::locate(self.area, &self.shape, at).map_err(fail)?;
            let branch = Branch::<K>::parse(head, payload, self.shape.page_size).map_err(fail)?;
            let slot = branch.slot_of_page(number).ok_or(Error::page(number, Reason::Link))?;
            (at, context) = context.child(&branch, slot).map_err(fail)?;
        }
    }

    /// Checks a page in the place that the pages above give it.
    fn verify(&self, number: u32, context: &Context<'_>) -> Result<&'a PageHead, Reason> {
        let page = verify::extent(self.area, &self.shape, number)?;
        let (head, payload) = verify::stored(page, &self.shape, number)?;
        verify::content::<K, V>(head, payload, &self.shape, context)?;
        Ok(head)
    }
}

impl<K: Key + ?Sized, V: Field + ?Sized> Pages<K, V> for &View<'_, K, V> {
    fn shape(&self) -> &Shape {
        &self.shape
    }

    fn with_branch<R>(
        &mut self,
        number: u32,
        read: impl FnOnce(&Branch<'_, K>) -> Result<R, Reason>,
    ) -> Result<R, Error> {
        read(&self.branch(number)?).map_err(|reason| Error::page(number, reason))
    }

    fn with_leaf<R>(
        &mut self,
        number: u32,
        read: impl FnOnce(&Page<'_, K, V>) -> Result<R, Reason>,
    ) -> Result<R, Error> {
        read(&self.leaf(number)?).map_err(|reason| Error::page(number, reason))
    }
}

impl<K: ?Sized, V: ?Sized> fmt::Debug for View<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View")
            .field("entries", &self.shape.entries)
            .field("pages", &self.shape.pages)
            .finish()
    }
}
