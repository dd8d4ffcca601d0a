//! The arithmetic of generations, shared by all arenas.
//!
//! Owns the rules told in the crate's documentation: odd is live, even is dead, [`RETIRED`] is dead for ever, and
//! only a slot younger than [`OLD`] may be given back.

/// A dead slot with this generation is never filled again.
pub(crate) const RETIRED: u32 = u32::MAX - 1;

/// The last generation a node can live in; emptying its slot retires it.
#[cfg(test)]
pub(crate) const LAST: u32 = RETIRED - 1;

/// A slot that has reached half of its life stays where it is, so that the floor stays below this.
pub(crate) const OLD: u32 = 1 << 31;

/// Whether a slot of this generation holds a node.
#[inline]
pub(crate) const fn is_live(generation: u32) -> bool {
    generation & 1 == 1
}

/// A floor and, in its lowest bit, whether any slot was ever retired.
///
/// Floors are even, which leaves the bit free. While it is clear, arenas need not look for retired slots.
#[derive(Clone, Copy)]
pub(crate) struct Floor(u32);

impl Floor {
    pub(crate) const fn new() -> Self {
        Self(0)
    }

    /// The generation (even) in which slots made from now on are born.
    #[inline]
    pub(crate) const fn birth(self) -> u32 {
        self.0 & !1
    }

    #[inline]
    pub(crate) const fn any_retired(self) -> bool {
        self.0 & 1 == 1
    }

    /// Remembers that a dead slot of this generation was given back.
    pub(crate) fn raise_above(&mut self, generation: u32) {
        debug_assert!(!is_live(generation) && generation <= OLD);
        if generation > self.birth() {
            self.0 = generation | (self.0 & 1);
        }
    }

    /// Remembers a slot that was just emptied; says whether it may be filled again.
    #[inline]
    pub(crate) fn may_reuse(&mut self, generation: u32) -> bool {
        if generation == RETIRED {
            self.0 |= 1;
        }
        generation != RETIRED
    }
}
