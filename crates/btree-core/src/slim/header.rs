//! The headers of leaves and branches.

/// The header of a leaf.
#[repr(C)]
pub(super) struct LeafHeader {
    pub(super) link: *mut u8,
    pub(super) len: u16,
    pub(super) capacity: u16,
    pub(super) keys_capacity: u16,
    pub(super) first_key_in_parent: u16,
}

/// The header of a branch.
#[repr(C)]
pub(super) struct BranchHeader {
    pub(super) link: *mut u8,
    pub(super) len: u16,
    pub(super) capacity: u16,
    pub(super) level: u16,
}

/// What both headers tell.
pub(super) trait Header {
    /// The number of entries, or of children.
    fn len(&self) -> usize;
    /// How many of them there is room for.
    fn capacity(&self) -> usize;
}

impl Header for LeafHeader {
    #[inline]
    fn len(&self) -> usize {
        usize::from(self.len)
    }

    #[inline]
    fn capacity(&self) -> usize {
        usize::from(self.capacity)
    }
}

impl Header for BranchHeader {
    #[inline]
    fn len(&self) -> usize {
        usize::from(self.len)
    }

    #[inline]
    fn capacity(&self) -> usize {
        usize::from(self.capacity)
    }
}
