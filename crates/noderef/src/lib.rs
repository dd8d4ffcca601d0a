//! References from one B+ tree node to another, in every width the layouts use.
//!
//! | type | bytes | capacity | kind of the node |
//! |---|---|---|---|
//! | [`EnumRef`] | 16 | 2⁶⁴ nodes of each kind | an enum tag |
//! | [`PackedRef`] | 8 | 2⁶³ nodes of each kind | bit 63 |
//! | [`CompactRef`] | 4 | 2³¹ nodes of each kind | bit 31 |
//! | [`IdWidth`] | 2 or 4 | 2¹⁶ or 2³² nodes | not stored: it follows from the level in the tree |
//!
//! A reference is an index into node memory and the kind of the node. It owns nothing and has no
//! type parameter. The arena checks whether a node is at the index.
//!
//! ```
//! use noderef::{EnumRef, NodeRef, PackedRef};
//!
//! let leaf = PackedRef::leaf(7);
//! assert_eq!(size_of_val(&leaf), 8);
//! assert_eq!(leaf.unpack(), EnumRef::Leaf(7));
//! ```
#![no_std]
#![forbid(unsafe_code)]

mod compact;
mod enumerated;
mod packed;
mod pins;
mod width;

pub use compact::CompactRef;
pub use enumerated::EnumRef;
pub use packed::PackedRef;
pub use width::{IdWidth, NARROW_AT, WIDE_AT};

/// A reference that carries the kind of the node beside its index.
///
/// Every width unpacks to [`EnumRef`], the form in which the tree algorithms think; the packed forms exist
/// only in memory.
pub trait NodeRef: Copy + Eq + core::fmt::Debug {
    /// The largest index this width can hold.
    const MAX_INDEX: usize;

    /// Packs `node`.
    ///
    /// # Panics
    ///
    /// If the index is above [`MAX_INDEX`](Self::MAX_INDEX).
    fn pack(node: EnumRef) -> Self;

    /// The index and the kind.
    fn unpack(self) -> EnumRef;

    /// A reference to the leaf at `index`.
    ///
    /// # Panics
    ///
    /// If `index` is above [`MAX_INDEX`](Self::MAX_INDEX).
    fn leaf(index: usize) -> Self {
        Self::pack(EnumRef::Leaf(index))
    }

    /// A reference to the branch at `index`.
    ///
    /// # Panics
    ///
    /// If `index` is above [`MAX_INDEX`](Self::MAX_INDEX).
    fn branch(index: usize) -> Self {
        Self::pack(EnumRef::Branch(index))
    }
}

#[cold]
#[inline(never)]
pub(crate) fn index_too_large(index: usize, max: usize) -> ! {
    panic!("node index {index} is above {max}, the largest that this reference holds")
}
