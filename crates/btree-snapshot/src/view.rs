//! Reading in place: a search reads the bytes as they are in the file.
//!
//! 1. Opening reads only head and trailer.
//! 2. A page is checked when it is first used, from the root down, and [`memo`] remembers that. [`verify`](crate::verify)
//!    documents what is checked, and why once is enough.
//! 3. A search is one search in each page: the root, some branches, a leaf. Branches are few and stay in the processor's caches.
//!    Leaves do not, so a search of integers reads few cache lines of a leaf. It first looks where the key would be if keys
//!    were evenly distributed between the two separators of the branch. It does not wait for the leaf's header to know where
//!    that is: the processor speculates that the leaf is full.

mod check;
pub(crate) mod iter;
mod load;
pub(crate) mod memo;

use crate::error::{Error, Reason};
use crate::field::{Entry, Field, Key, Kinds};
use crate::format::{HEAD_LEN, PAGE_HEAD_LEN, PageHead, Shape, TRAILER_LEN};
use crate::page::{Branch, Page};
use crate::verify::{self, Context};
use crate::walk::{self, Pages};
use iter::Iter;
use memo::{Memo, Tag, Tags};
use std::fmt;
use std::marker::PhantomData;
use std::ops::RangeBounds;
use zerocopy::FromBytes;

/// A snapshot of keys `K` and values `V`, read in place from bytes. Opening and reading allocate nothing.
///
/// Keys and values are numbers, or borrows of the bytes (`str`, `[u8]`, [`Plain`](crate::Plain)). Each page is checked before
/// its first use. A table remembers which pages have been checked:
///
/// | opened by | table | if the file has more units |
/// |---|---|---|
/// | [`open`](Self::open) | 8192 units, in the view | the numbers of 256 pages; displaced pages are checked again |
/// | [`open_with_tags`](Self::open_with_tags) | tags of the caller, 32 units per tag | the number of a page per tag, as above |
/// | [`SnapshotFile`](crate::file::SnapshotFile) | all units, beside the mapping | cannot happen |
/// | [`open_verified`](Self::open_verified) | none: all pages are checked at once | cannot happen |
///
/// Text is checked to be UTF-8 each time that it is returned.
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
    full: Full,
    memo: Memo<'a>,
    kinds: Kinds<K, V>,
}

/// So many bytes are thought to stay in the processor's caches, where halving is fastest: interpolating saves waits for lines, and
/// costs a division.
const NEAR: usize = 1 << 19;

/// What a leaf's header says if it is full: nothing does if entries vary in length.
///
/// Each number is there twice, once to be compared and once to be used, so that the compiler does not know that they are the same
/// and what is used is not what has been read.
#[derive(Clone, Copy)]
struct Full {
    count: u32,
    stored: u32,
    entries: usize,
    length: usize,
}

impl Full {
    fn of<K: Key + ?Sized, V: Field + ?Sized>(shape: &Shape) -> Self {
        let entry = K::KIND.width().zip(V::KIND.width()).map(|(key, value)| key + value);
        let entries =
            entry.and_then(|entry| (shape.page_size - PAGE_HEAD_LEN).checked_div(entry)).unwrap_or(0);
        let length = entries * entry.unwrap_or(0);
        Full { count: entries as u32, stored: length as u32, entries, length }
    }
}

impl<'a, K: Key + ?Sized, V: Field + ?Sized> View<'a, K, V> {
    /// Opens a snapshot. Checks head and trailer; pages are checked when they are used.
    ///
    /// Computes in **O(1)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// If the bytes are not a snapshot of keys `K` and values `V`, are truncated, or are compressed.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        Self::with_tags(bytes, Tags::inline())
    }

    /// Opens a snapshot and checks all of it, so that no later call fails.
    ///
    /// Computes in **O(n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open), and if anything in the snapshot is wrong.
    pub fn open_verified(bytes: &'a [u8]) -> Result<Self, Error> {
        let view = Self::with_tags(bytes, Tags::All)?;
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
        Self::with_tags(bytes, Tags::Lent(tags))
    }

    fn with_tags(bytes: &'a [u8], tags: Tags<'a>) -> Result<Self, Error> {
        let shape = Shape::read::<K, V>(bytes)?;
        Self::readable(&shape)?;
        Ok(Self::of(bytes, shape, tags))
    }

    /// Refuses what cannot be read in place.
    pub(crate) fn readable(shape: &Shape) -> Result<(), Error> {
        if shape.codec == 0 { Ok(()) } else { Err(Error::head(Reason::Compressed)) }
    }

    /// A view of bytes whose shape has been read.
    pub(crate) fn of(bytes: &'a [u8], shape: Shape, tags: Tags<'a>) -> Self {
        let area = &bytes[HEAD_LEN..bytes.len() - TRAILER_LEN];
        let full = Full::of::<K, V>(&shape);
        View { area, shape, full, memo: Memo::new(tags, &shape), kinds: PhantomData }
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

    /// Returns the number of pages.
    ///
    /// Computes in **O(1)** time.
    pub fn pages(&self) -> u32 {
        self.shape.pages
    }

    /// Returns the number of units that the pages take. A unit is a 64th of the page size, but at least 64 bytes. In files of
    /// version 1 of the format it is the page size.
    ///
    /// Computes in **O(1)** time.
    pub fn units(&self) -> u32 {
        self.shape.units
    }

    /// Returns the value for `key`, if present.
    ///
    /// Computes in **O(log n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// If a page on the way to the key, or the value, is damaged.
    #[inline]
    pub fn get(&self, key: K::Ref<'_>) -> Result<Option<V::Ref<'a>>, Error> {
        let Some((leaf, Ok(slot))) = self.find(key)? else { return Ok(None) };
        leaf.value(slot).map(Some).map_err(|reason| Error::page(leaf.number, reason))
    }

    /// Returns the stored key and the value for `key`, if present.
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

    /// Returns whether there is an entry with `key`.
    ///
    /// Computes in **O(log n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// If a page on the way to the key is damaged.
    pub fn contains_key(&self, key: K::Ref<'_>) -> Result<bool, Error> {
        Ok(matches!(self.find(key)?, Some((_, Ok(_)))))
    }

    /// Returns the entry with the smallest key, or `None` if there are no entries.
    ///
    /// Computes in **O(log n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub fn first(&self) -> Result<Option<Entry<'a, K, V>>, Error> {
        self.iter()?.next().transpose()
    }

    /// Returns the entry with the largest key, or `None` if there are no entries.
    ///
    /// Computes in **O(log n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub fn last(&self) -> Result<Option<Entry<'a, K, V>>, Error> {
        self.iter()?.next_back().transpose()
    }

    /// Returns an iterator over the entries, ascending by key.
    ///
    /// Computes in **O(log n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// If a page on the way to either end is damaged.
    pub fn iter(&self) -> Result<Iter<'_, 'a, K, V>, Error> {
        self.range(..)
    }

    /// Returns an iterator over the entries with keys in `range`, ascending.
    ///
    /// Computes in **O(log n)** time; allocates nothing.
    ///
    /// # Errors
    ///
    /// If a page on the way to either end is damaged.
    ///
    /// # Panics
    ///
    /// If the start is greater than the end, or equal to it with both excluded, and there are entries, as the map does.
    pub fn range<'k>(&self, range: impl RangeBounds<K::Ref<'k>>) -> Result<Iter<'_, 'a, K, V>, Error> {
        let ends = walk::ends::<K, V, _>(&mut &*self, &range)?;
        Iter::between(self, ends)
    }

    /// The leaf that has `key`, if any, and where in it.
    // What a get calls is inlined as a whole: with plain `inline` everywhere a get of a text takes a fifth more instructions.
    #[inline(always)]
    #[expect(clippy::type_complexity, reason = "a name would say less")]
    fn find(&self, key: K::Ref<'_>) -> Result<Option<(Page<'a, K, V>, Result<usize, usize>)>, Error> {
        if self.shape.height == 0 {
            return Ok(None);
        }
        let mut number = self.shape.root;
        let (mut lower, mut upper) = (None, None);
        for _ in 1..self.shape.height {
            let branch = self.branch(number)?;
            let slot = branch.last_not_above(key);
            let child = branch.value(slot).map_err(|reason| Error::page(number, reason))?;
            if K::KIND.width().is_some() && self.area.len() > NEAR {
                lower = branch.keys.get(slot);
                upper = branch.keys.get(slot + 1).or(upper);
            }
            number = child.number.get();
        }
        let leaf = self.searched_leaf(number)?;
        Ok(Some((leaf, K::rank_between(leaf.keys, key, lower, upper))))
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

    /// As [`leaf`](Self::leaf), but where the columns of a full leaf lie is known without its header, which is then only compared.
    #[inline(always)]
    fn searched_leaf(&self, number: u32) -> Result<Page<'a, K, V>, Error> {
        if K::KIND.width().is_none() || V::KIND.width().is_none() {
            return self.leaf(number);
        }
        if !self.memo.knows(number) {
            self.admit(number)?;
        }
        let full = self.full;
        let page = (number as usize).checked_mul(self.shape.unit).and_then(|at| self.area.get(at..));
        if let Some((head, rest)) = page.and_then(|page| PageHead::ref_from_prefix(page).ok())
            && head.count.get() == full.count
            && head.stored.get() == full.stored
            && let Some(payload) = rest.get(..full.length)
            && let Some(leaf) = Page::of_fixed(number, payload, full.entries)
        {
            return Ok(leaf);
        }
        self.leaf(number)
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
