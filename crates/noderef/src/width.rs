//! Ids of two widths for the children of a whole tree.
//!
//! A tree of fewer than 65,536 nodes needs 16 bits a child. An enum `Small(u16) | Large(u32)` per child
//! would take 8 bytes, more than the `u32` it wants to save; so the width is a property of the **tree**,
//! stored once, and a branch keeps its children as a row of 16-bit units: one unit an id while narrow, two
//! (low half first) while wide. No unsafe code and no second container type.
//!
//! The borders have hysteresis: wide from [`WIDE_AT`] nodes up, narrow again only at [`NARROW_AT`], so that a
//! tree breathing around the border does not rewrite its branches over and over.

/// Number of nodes of one kind from which ids take 32 bits.
pub const WIDE_AT: usize = 1 << 16;

/// Number of nodes of one kind at which a wide tree may turn narrow again: three quarters of [`WIDE_AT`].
pub const NARROW_AT: usize = WIDE_AT / 4 * 3;

/// How many bits a child id takes in a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum IdWidth {
    /// 16 bits: up to 65,536 nodes of a kind.
    Narrow = 1,
    /// 32 bits: up to 2³² nodes of a kind.
    Wide = 2,
}

impl IdWidth {
    /// Number of 16-bit units an id takes.
    #[inline]
    pub const fn units(self) -> usize {
        self as usize
    }

    /// The largest id of this width.
    #[inline]
    pub const fn max_id(self) -> u32 {
        match self {
            IdWidth::Narrow => u16::MAX as u32,
            IdWidth::Wide => u32::MAX,
        }
    }

    /// The width that a tree of `nodes` nodes should have, given the one it has.
    ///
    /// ```
    /// use noderef::{IdWidth, NARROW_AT, WIDE_AT};
    ///
    /// assert_eq!(IdWidth::Narrow.after(WIDE_AT - 1), IdWidth::Narrow);
    /// assert_eq!(IdWidth::Narrow.after(WIDE_AT), IdWidth::Wide);
    /// assert_eq!(IdWidth::Wide.after(WIDE_AT - 1), IdWidth::Wide);
    /// assert_eq!(IdWidth::Wide.after(NARROW_AT), IdWidth::Narrow);
    /// ```
    #[inline]
    #[must_use]
    pub const fn after(self, nodes: usize) -> IdWidth {
        if nodes >= WIDE_AT {
            IdWidth::Wide
        } else if nodes <= NARROW_AT {
            IdWidth::Narrow
        } else {
            self
        }
    }

    /// The `index`th id of a row of units.
    ///
    /// # Panics
    ///
    /// If the row has no such id.
    #[inline]
    pub fn read(self, units: &[u16], index: usize) -> u32 {
        match self {
            IdWidth::Narrow => u32::from(units[index]),
            IdWidth::Wide => {
                let pair = &units[2 * index..2 * index + 2];
                u32::from(pair[0]) | u32::from(pair[1]) << 16
            }
        }
    }

    /// Puts `id` at `index` of a row of units.
    ///
    /// # Panics
    ///
    /// If the row has no such place or `id` is above [`max_id`](Self::max_id).
    #[inline]
    pub fn write(self, units: &mut [u16], index: usize, id: u32) {
        let [low, high] = self.split(id);
        match self {
            IdWidth::Narrow => units[index] = low,
            IdWidth::Wide => units[2 * index..2 * index + 2].copy_from_slice(&[low, high]),
        }
    }

    /// The units of `id`, low half first; the second counts only while wide.
    ///
    /// # Panics
    ///
    /// If `id` is above [`max_id`](Self::max_id).
    #[inline]
    #[allow(clippy::cast_possible_truncation)]
    pub fn split(self, id: u32) -> [u16; 2] {
        if id > self.max_id() {
            crate::index_too_large(id as usize, self.max_id() as usize);
        }
        [id as u16, (id >> 16) as u16]
    }
}
