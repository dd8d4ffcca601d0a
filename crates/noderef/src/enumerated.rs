//! The reference of the baseline layout: an enum over `usize`, 16 bytes because the tag takes a word, 8 on 32-bit targets.

use crate::NodeRef;

/// A node reference with its kind spelt out.
///
/// Sixteen bytes on 64-bit targets, eight of index, eight of tag and padding; half of each on 32-bit ones. It is what the
/// baseline layout stores and what every narrower reference unpacks to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnumRef {
    /// The leaf at this index.
    Leaf(usize),
    /// The branch at this index.
    Branch(usize),
}

impl EnumRef {
    /// The index, whatever the kind.
    ///
    /// ```
    /// # use noderef::EnumRef;
    /// assert_eq!(EnumRef::Branch(3).index(), 3);
    /// ```
    #[inline]
    pub const fn index(self) -> usize {
        match self {
            EnumRef::Leaf(index) | EnumRef::Branch(index) => index,
        }
    }

    /// Whether it refers to a leaf.
    #[inline]
    pub const fn is_leaf(self) -> bool {
        matches!(self, EnumRef::Leaf(_))
    }
}

impl NodeRef for EnumRef {
    const MAX_INDEX: usize = usize::MAX;

    #[inline]
    fn pack(node: EnumRef) -> Self {
        node
    }

    #[inline]
    fn unpack(self) -> EnumRef {
        self
    }
}
