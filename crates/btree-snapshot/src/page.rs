//! A page as its two columns: keys and values of a leaf, first keys and children of a branch.

use crate::column::Column;
use crate::error::Reason;
use crate::field::{Field, Key};
use crate::format::PageHead;
use crate::format::page::Children;

/// A page's columns. Whether what is in them makes sense is for [`verify`](crate::verify) to tell.
pub(crate) struct Page<'a, K: ?Sized, V: ?Sized> {
    pub(crate) number: u32,
    pub(crate) keys: Column<'a, K>,
    pub(crate) values: Column<'a, V>,
}

/// A page of children.
pub(crate) type Branch<'a, K> = Page<'a, K, Children>;

impl<K: ?Sized, V: ?Sized> Clone for Page<'_, K, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: ?Sized, V: ?Sized> Copy for Page<'_, K, V> {}

impl<'a, K: Key + ?Sized, V: Field + ?Sized> Page<'a, K, V> {
    /// The columns of a decoded payload, which they must fill.
    #[inline(always)]
    pub(crate) fn parse(head: &PageHead, payload: &'a [u8], page_size: usize) -> Result<Self, Reason> {
        let (count, wide) = (head.count.get() as usize, head.wide(page_size));
        let (keys, rest) = Column::split(payload, count, wide).ok_or(Reason::Layout)?;
        let (values, rest) = Column::split(rest, count, wide).ok_or(Reason::Layout)?;
        if rest.is_empty() {
            Ok(Page { number: head.number.get(), keys, values })
        } else {
            Err(Reason::Layout)
        }
    }

    /// The columns of a payload of `count` entries of fixed size; `None` if they do not fill it.
    #[inline(always)]
    pub(crate) fn of_fixed(number: u32, payload: &'a [u8], count: usize) -> Option<Self> {
        if K::KIND.width().is_none() || V::KIND.width().is_none() {
            return None;
        }
        let (keys, rest) = Column::split(payload, count, false)?;
        let (values, rest) = Column::split(rest, count, false)?;
        rest.is_empty().then_some(Page { number, keys, values })
    }

    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    #[inline]
    pub(crate) fn value(&self, slot: usize) -> Result<V::Ref<'a>, Reason> {
        let bytes = self.values.get(slot).ok_or(Reason::Layout)?;
        V::load(bytes).ok_or(Reason::Value { entry: slot as u32 })
    }

    #[inline]
    pub(crate) fn entry(&self, slot: usize) -> Result<(K::Ref<'a>, V::Ref<'a>), Reason> {
        let bytes = self.keys.get(slot).ok_or(Reason::Layout)?;
        let key = K::load(bytes).ok_or(Reason::Value { entry: slot as u32 })?;
        Ok((key, self.value(slot)?))
    }
}

impl<K: Key + ?Sized> Branch<'_, K> {
    /// The child whose subtree has `key`, if any has.
    #[inline(always)]
    pub(crate) fn slot_of(&self, key: K::Ref<'_>) -> usize {
        match K::rank(self.keys, key) {
            Ok(slot) => slot,
            // Below all: the first child will tell.
            Err(slot) => slot.saturating_sub(1),
        }
    }

    /// As [`slot_of`](Self::slot_of), without a look whether it has the very key.
    #[inline(always)]
    pub(crate) fn last_not_above(&self, key: K::Ref<'_>) -> usize {
        K::last_not_above(self.keys, key)
    }

    /// The child whose subtree has the page `number`, if any has: numbers ascend, a child's behind those below it.
    pub(crate) fn slot_of_page(&self, number: u32) -> Option<usize> {
        let numbers = self.values.bytes().as_chunks::<8>().0;
        let slot = numbers
            .partition_point(|child| u32::from_le_bytes([child[0], child[1], child[2], child[3]]) < number);
        (slot < numbers.len()).then_some(slot)
    }
}
