//! The reference of the packed and inline layouts: eight bytes, the leaf flag in bit 63.
//!
//! The index keeps all 63 lower bits. Masking it to 31 bits, as the memory plan this crate follows has it,
//! would make node 2³¹ answer as node 0.

use crate::{EnumRef, NodeRef, index_too_large};

/// A node reference in eight bytes: index in the lower 63 bits, set top bit for a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct PackedRef(u64);

impl PackedRef {
    const LEAF: u64 = 1 << 63;

    /// The raw bits.
    #[inline]
    pub const fn to_bits(self) -> u64 {
        self.0
    }
}

impl NodeRef for PackedRef {
    // On targets of 32 bits every index fits.
    #[allow(clippy::cast_possible_truncation)]
    const MAX_INDEX: usize = if usize::BITS < 64 { usize::MAX } else { (PackedRef::LEAF - 1) as usize };

    #[inline]
    fn pack(node: EnumRef) -> Self {
        let index = node.index();
        if index > Self::MAX_INDEX {
            index_too_large(index, Self::MAX_INDEX);
        }
        PackedRef(index as u64 | if node.is_leaf() { Self::LEAF } else { 0 })
    }

    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    fn unpack(self) -> EnumRef {
        let index = (self.0 & !Self::LEAF) as usize;
        if self.0 & Self::LEAF != 0 { EnumRef::Leaf(index) } else { EnumRef::Branch(index) }
    }
}
