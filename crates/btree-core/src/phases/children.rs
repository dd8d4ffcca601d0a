//! The children of a branch: a row of references, or of 16-bit units whose width the tree knows.
//!
//! A branch has one child more than separators, so no row needs to know its own length in children.

use super::buffer::{Buffer, shift};
use super::storage::NodeStorage;
use noderef::{EnumRef, IdWidth, NodeRef};

/// A row of child references. The trait is sealed.
pub trait Children: Default + super::sealed::Children {
    /// What must be known to read the row that the row itself does not say.
    type Context: Copy;

    /// Child number `index`.
    fn get(&self, index: usize, cx: Self::Context) -> EnumRef;
    /// Puts `child` at `index`; the row never grows past `limit` children.
    fn insert(&mut self, index: usize, child: EnumRef, cx: Self::Context, limit: usize);
    /// Drops child number `index`.
    fn remove(&mut self, index: usize, cx: Self::Context);
    /// Keeps the first `at` children and returns the others.
    fn split_off(&mut self, at: usize, cx: Self::Context) -> Self;
    /// Adds the children of `other` behind its own.
    fn append(&mut self, other: Self, cx: Self::Context, limit: usize);
    /// Moves children between neighbours until the left one has `left_len`.
    fn shift(left: &mut Self, right: &mut Self, left_len: usize, cx: Self::Context, limit: usize);
    /// Where in the row `child` stands.
    fn position(&self, child: EnumRef, cx: Self::Context) -> Option<usize>;
    /// Gives back spare capacity.
    fn shrink(&mut self);
    /// The bytes of the row, as requested from the allocator.
    fn heap_bytes(&self) -> usize;
}

impl<B: Buffer> super::sealed::Children for B {}

impl<B: Buffer> Children for B
where
    B::Item: NodeRef,
{
    type Context = ();

    #[inline]
    fn get(&self, index: usize, (): ()) -> EnumRef {
        self.as_slice()[index].unpack()
    }

    fn insert(&mut self, index: usize, child: EnumRef, (): (), limit: usize) {
        Buffer::insert(self, index, B::Item::pack(child), limit);
    }

    fn remove(&mut self, index: usize, (): ()) {
        Buffer::remove(self, index);
    }

    fn split_off(&mut self, at: usize, (): ()) -> Self {
        Buffer::split_off(self, at)
    }

    fn append(&mut self, other: Self, (): (), limit: usize) {
        Buffer::append(self, other, limit);
    }

    fn shift(left: &mut Self, right: &mut Self, left_len: usize, (): (), limit: usize) {
        shift(left, right, left_len, limit);
    }

    fn position(&self, child: EnumRef, (): ()) -> Option<usize> {
        let child = B::Item::pack(child);
        self.as_slice().iter().position(|&other| other == child)
    }

    fn shrink(&mut self) {
        Buffer::shrink(self);
    }

    fn heap_bytes(&self) -> usize {
        super::buffer::row_bytes(self)
    }
}

/// What a row of units leaves to the tree: how wide an id is, and whether the children are leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdContext {
    pub(crate) width: IdWidth,
    pub(crate) leaves: bool,
}

impl IdContext {
    #[inline]
    fn child(self, id: u32) -> EnumRef {
        let index = id as usize;
        if self.leaves { EnumRef::Leaf(index) } else { EnumRef::Branch(index) }
    }

    #[inline]
    fn id(self, child: EnumRef) -> u32 {
        debug_assert_eq!(child.is_leaf(), self.leaves);
        u32::try_from(child.index()).expect("node ids of this layout have at most 32 bits")
    }
}

/// Children as 16-bit units: one unit a child while the tree is narrow, two while it is wide.
#[derive(Debug, Default)]
pub struct IdRow {
    pub(crate) units: NodeStorage<u16>,
}

impl IdRow {
    /// The same ids in another width.
    pub(crate) fn rewrite(&mut self, from: IdWidth, to: IdWidth) {
        let units = self.units.as_slice();
        let ids = (0..units.len() / from.units()).map(|i| from.read(units, i));
        self.units =
            NodeStorage::from_vec(ids.flat_map(|id| to.split(id).into_iter().take(to.units())).collect());
        self.units.shrink();
    }
}

impl super::sealed::Children for IdRow {}

impl Children for IdRow {
    type Context = IdContext;

    #[inline]
    fn get(&self, index: usize, cx: IdContext) -> EnumRef {
        cx.child(cx.width.read(self.units.as_slice(), index))
    }

    fn insert(&mut self, index: usize, child: EnumRef, cx: IdContext, limit: usize) {
        let units = cx.width.units();
        for (i, &half) in cx.width.split(cx.id(child)).iter().take(units).enumerate() {
            self.units.insert(index * units + i, half, limit * units);
        }
    }

    fn remove(&mut self, index: usize, cx: IdContext) {
        let units = cx.width.units();
        self.units.open().drain(index * units..(index + 1) * units);
    }

    fn split_off(&mut self, at: usize, cx: IdContext) -> Self {
        IdRow { units: self.units.split_off(at * cx.width.units()) }
    }

    fn append(&mut self, other: Self, cx: IdContext, limit: usize) {
        self.units.append(other.units, limit * cx.width.units());
    }

    fn shift(left: &mut Self, right: &mut Self, left_len: usize, cx: IdContext, limit: usize) {
        let units = cx.width.units();
        shift(&mut left.units, &mut right.units, left_len * units, limit * units);
    }

    fn position(&self, child: EnumRef, cx: IdContext) -> Option<usize> {
        let [low, high] = cx.width.split(cx.id(child));
        let units = self.units.as_slice();
        match cx.width {
            IdWidth::Narrow => units.iter().position(|&unit| unit == low),
            IdWidth::Wide => units.chunks_exact(2).position(|pair| pair == [low, high]),
        }
    }

    fn shrink(&mut self) {
        self.units.shrink();
    }

    fn heap_bytes(&self) -> usize {
        super::buffer::row_bytes(&self.units)
    }
}
