//! Positions in the tree, and the steps between leaves, over whatever the pages come from.
//!
//! A cursor is page numbers and slots; it borrows no page. It is as good as the pages it is asked to step over: each is
//! checked by [`Pages`] before it is read.

use crate::error::{Error, Reason};
use crate::field::{Field, Key};
use crate::format::{MAX_HEIGHT, Shape};
use crate::page::{Branch, Page};
use std::ops::{Bound, RangeBounds};

/// Where pages come from. They are checked before they are handed out.
pub(crate) trait Pages<K: Key + ?Sized, V: Field + ?Sized> {
    fn shape(&self) -> &Shape;

    fn with_branch<R>(
        &mut self,
        number: u32,
        read: impl FnOnce(&Branch<'_, K>) -> Result<R, Reason>,
    ) -> Result<R, Error>;

    fn with_leaf<R>(
        &mut self,
        number: u32,
        read: impl FnOnce(&Page<'_, K, V>) -> Result<R, Reason>,
    ) -> Result<R, Error>;
}

/// A gap between entries: before the entry `slot` of a leaf, or behind its last.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor {
    /// The branch of each level above the leaf's, and which of its children the path takes: level 1 first.
    path: [Step; MAX_HEIGHT],
    pub(crate) leaf: u32,
    pub(crate) slot: u32,
    /// Entries of the leaf.
    pub(crate) count: u32,
}

#[derive(Clone, Copy, Debug, Default)]
struct Step {
    branch: u32,
    slot: u32,
}

/// Where in a leaf a cursor starts.
enum Start<'k, K: Key + ?Sized> {
    First,
    Last,
    /// Before the entry with the key, or where it would be.
    Before(K::Ref<'k>),
    /// Behind the entry with the key, or where it would be.
    Behind(K::Ref<'k>),
}

impl Cursor {
    /// The position as a pair that orders as positions do: leaves come in ascending order of their numbers.
    #[inline]
    pub(crate) fn position(&self) -> (u32, u32) {
        (self.leaf, self.slot)
    }

    fn start<K, V, P>(pages: &mut P, start: &Start<'_, K>) -> Result<Self, Error>
    where
        K: Key + ?Sized,
        V: Field + ?Sized,
        P: Pages<K, V>,
    {
        let (height, root) = (usize::from(pages.shape().height), pages.shape().root);
        let mut cursor = Cursor { path: [Step::default(); MAX_HEIGHT], leaf: root, slot: 0, count: 0 };
        cursor.descend(pages, height - 1, root, start)?;
        Ok(cursor)
    }

    /// Takes the path from page `number`, which is at `level`, to a leaf.
    fn descend<K, V, P>(
        &mut self,
        pages: &mut P,
        level: usize,
        mut number: u32,
        start: &Start<'_, K>,
    ) -> Result<(), Error>
    where
        K: Key + ?Sized,
        V: Field + ?Sized,
        P: Pages<K, V>,
    {
        for level in (1..=level).rev() {
            let (slot, child) = pages.with_branch(number, |branch| {
                let slot = match start {
                    Start::First => 0,
                    Start::Last => branch.len() - 1,
                    Start::Before(key) | Start::Behind(key) => branch.slot_of(*key),
                };
                Ok((slot, branch.value(slot)?.number.get()))
            })?;
            self.path[level - 1] = Step { branch: number, slot: slot as u32 };
            number = child;
        }
        (self.slot, self.count) = pages.with_leaf(number, |leaf| {
            let slot = match start {
                Start::First => 0,
                Start::Last => leaf.len(),
                Start::Before(key) => K::rank(leaf.keys, *key).unwrap_or_else(|slot| slot),
                Start::Behind(key) => K::rank(leaf.keys, *key).map_or_else(|slot| slot, |slot| slot + 1),
            };
            Ok((slot as u32, leaf.len() as u32))
        })?;
        self.leaf = number;
        Ok(())
    }

    /// Goes to the start of the next leaf; tells whether there is one.
    pub(crate) fn next_leaf<K, V, P>(&mut self, pages: &mut P) -> Result<bool, Error>
    where
        K: Key + ?Sized,
        V: Field + ?Sized,
        P: Pages<K, V>,
    {
        self.step(pages, &Start::First, |slot, len| (slot + 1 < len).then_some(slot + 1))
    }

    /// Goes to the end of the leaf before; tells whether there is one.
    pub(crate) fn prev_leaf<K, V, P>(&mut self, pages: &mut P) -> Result<bool, Error>
    where
        K: Key + ?Sized,
        V: Field + ?Sized,
        P: Pages<K, V>,
    {
        self.step(pages, &Start::Last, |slot, _| slot.checked_sub(1))
    }

    fn step<K, V, P>(
        &mut self,
        pages: &mut P,
        start: &Start<'_, K>,
        neighbour: impl Fn(usize, usize) -> Option<usize>,
    ) -> Result<bool, Error>
    where
        K: Key + ?Sized,
        V: Field + ?Sized,
        P: Pages<K, V>,
    {
        for level in 1..usize::from(pages.shape().height) {
            let Step { branch, slot } = self.path[level - 1];
            let next = pages.with_branch(branch, |branch| {
                let Some(slot) = neighbour(slot as usize, branch.len()) else { return Ok(None) };
                Ok(Some((slot, branch.value(slot)?.number.get())))
            })?;
            if let Some((slot, child)) = next {
                self.descend(pages, level - 1, child, start)?;
                self.path[level - 1].slot = slot as u32;
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The cursors at both ends of a range, `None` if there are no entries.
///
/// # Panics
///
/// As `BTreeMap::range` does, in its words.
pub(crate) fn ends<'k, K, V, P>(
    pages: &mut P,
    range: &impl RangeBounds<K::Ref<'k>>,
) -> Result<Option<(Cursor, Cursor)>, Error>
where
    K: Key + ?Sized,
    V: Field + ?Sized,
    P: Pages<K, V>,
{
    if pages.shape().height == 0 {
        return Ok(None);
    }
    let (start, end) = (range.start_bound(), range.end_bound());
    refuse_impossible::<K>(start, end);
    let front = match start {
        Bound::Unbounded => Start::First,
        Bound::Included(key) => Start::Before(*key),
        Bound::Excluded(key) => Start::Behind(*key),
    };
    let back = match end {
        Bound::Unbounded => Start::Last,
        Bound::Included(key) => Start::Behind(*key),
        Bound::Excluded(key) => Start::Before(*key),
    };
    Ok(Some((Cursor::start::<K, V, P>(pages, &front)?, Cursor::start::<K, V, P>(pages, &back)?)))
}

fn refuse_impossible<K: Key + ?Sized>(start: Bound<&K::Ref<'_>>, end: Bound<&K::Ref<'_>>) {
    use Bound::{Excluded, Included};
    match (start, end) {
        (Excluded(start), Excluded(end)) if K::order(*start, *end).is_eq() => {
            panic!("range start and end are equal and excluded in BTreeMap")
        }
        (Included(start) | Excluded(start), Included(end) | Excluded(end))
            if K::order(*start, *end).is_gt() =>
        {
            panic!("range start is greater than range end in BTreeMap")
        }
        _ => {}
    }
}
