//! The root reference of the pooled layout: four bytes, the leaf flag in bit 31.

use crate::{EnumRef, NodeRef, index_too_large};

/// A node reference in four bytes: index in the lower 31 bits, set top bit for a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct CompactRef(u32);

impl CompactRef {
    const LEAF: u32 = 1 << 31;

    /// The raw bits.
    #[inline]
    pub const fn to_bits(self) -> u32 {
        self.0
    }
}

impl NodeRef for CompactRef {
    const MAX_INDEX: usize = (CompactRef::LEAF - 1) as usize;

    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    fn pack(node: EnumRef) -> Self {
        let index = node.index();
        if index > Self::MAX_INDEX {
            index_too_large(index, Self::MAX_INDEX);
        }
        CompactRef(index as u32 | if node.is_leaf() { Self::LEAF } else { 0 })
    }

    #[inline]
    fn unpack(self) -> EnumRef {
        let index = (self.0 & !Self::LEAF) as usize;
        if self.0 & Self::LEAF != 0 { EnumRef::Leaf(index) } else { EnumRef::Branch(index) }
    }
}
