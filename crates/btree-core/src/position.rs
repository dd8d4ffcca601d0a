//! Where an entry is: a leaf and a slot in it.
//!
//! Positions are plain words that mean nothing without the tree they came from. One type serves all layouts, so
//! that an iterator over any layout names no associated type and the map stays covariant in its key and value.
//!
//! Invariant: a position is valid for the tree that made it, until that tree is next changed. Using
//! one later is a contract violation of the `unsafe` methods of [`Layout`](crate::Layout), not of anything here.

use core::ptr;

/// A leaf of a tree, and where its parent keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeafHandle {
    node: *const (),
    hint: usize,
}

impl LeafHandle {
    /// No leaf: no tree has one with such an index or address.
    pub(crate) const NOWHERE: Self = LeafHandle::from_index(usize::MAX, 0);

    /// The leaf with arena index `index`, probably child `hint` of its parent.
    #[inline]
    pub const fn from_index(index: usize, hint: usize) -> Self {
        LeafHandle { node: ptr::without_provenance(index), hint }
    }

    /// The leaf at address `node`, probably child `hint` of its parent.
    #[inline]
    pub const fn from_ptr(node: *const (), hint: usize) -> Self {
        LeafHandle { node, hint }
    }

    /// The arena index it was made from.
    #[inline]
    pub fn index(self) -> usize {
        self.node.addr()
    }

    /// The address it was made from.
    #[inline]
    pub const fn ptr(self) -> *const () {
        self.node
    }

    /// Which child of its parent the leaf probably is: to be checked before it is believed.
    #[inline]
    pub const fn hint(self) -> usize {
        self.hint
    }

    /// Whether both mean the same leaf, whatever their hints.
    #[inline]
    pub fn same_leaf(self, other: LeafHandle) -> bool {
        ptr::eq(self.node, other.node)
    }
}

/// An entry of a tree, or the gap before it: slot 0 to the length of the leaf, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The leaf.
    pub leaf: LeafHandle,
    /// The slot in the leaf.
    pub slot: usize,
}

/// A position in two words, which a call returns in registers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packed {
    node: *const (),
    /// The hint in the upper half, the slot in the lower one.
    place: u64,
}

impl Position {
    /// The same position in two words. A leaf has less than 2³² slots; a hint that is larger is as good as none.
    #[inline(always)]
    pub(crate) const fn pack(self) -> Packed {
        debug_assert!(self.slot <= u32::MAX as usize);
        Packed { node: self.leaf.node, place: (self.leaf.hint as u64) << 32 | self.slot as u64 }
    }
}

impl Packed {
    /// The position.
    #[inline(always)]
    pub(crate) const fn unpack(self) -> Position {
        let (hint, slot) = ((self.place >> 32) as usize, self.place as u32 as usize);
        Position { leaf: LeafHandle { node: self.node, hint }, slot }
    }
}

/// What a search found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SearchResult {
    /// The key is in the entry here.
    Found(Position),
    /// The key is absent; an entry with it belongs here.
    Absent(Position),
}

impl SearchResult {
    /// The position, found or not.
    #[inline]
    pub const fn position(self) -> Position {
        match self {
            SearchResult::Found(at) | SearchResult::Absent(at) => at,
        }
    }
}
