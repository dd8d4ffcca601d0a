//! What the code that knows no K and V is told of them: sizes, offsets and limits, as one constant for each type of tree.
//!
//! Splitting, merging, joining and walking move entries as bytes. They are compiled once, with this crate, and take the
//! [`Descriptor`] of the tree as an argument. Code for one K and V uses the same methods on a constant, so that they fold
//! where that optimises.
//!
//! A lone leaf has room for one entry at first, then for 4 and 11, or for 3, 6 and 11 where entries have 40 bytes or more (std's
//! leaf has room for 11 at once), and grows by half from there: std has three nodes by then, and room to compare. A leaf in a tree
//! grows by a line, by three entries, or by a sixteenth of its length, whichever is most. So it holds little slack.
//!
//! Where pointers have 32 bits, std's nodes have little beside their entries: a line is half as long there, entries of 40 bytes and
//! more go by twos, and a lone leaf of more than 46 entries grows to what std's map must have room for.

use super::node::{BranchHead, LeafHeader};
use super::shape::{Shape, WIDE, within};
use core::alloc::Layout;
use core::ptr::NonNull;

/// Sizes of the nodes of one type of tree.
///
/// Invariant: it is that of the K, V and shape of every tree and node that it is used with, so the same one for all of a
/// tree. [`leaf_max`](Self::leaf_max) and [`branch_max`](Self::branch_max) are 4 to 2¹⁵.
#[derive(Debug)]
pub(super) struct Descriptor {
    /// Bytes of a key.
    pub(super) key: usize,
    /// Bytes of a value.
    pub(super) value: usize,
    /// The most entries of a leaf.
    pub(super) leaf_max: usize,
    /// The most children of a branch.
    pub(super) branch_max: usize,
    /// The entries of a [`LINE`] of memory: 0 if an entry is larger.
    pub(super) line: usize,
    /// Where the keys begin, in a leaf and in a branch.
    keys_at: usize,
    /// What the row of values is aligned to behind the keys: 1 where the keys leave it aligned in any case.
    values_align: usize,
    /// The same for the row of children.
    children_align: usize,
    leaf_align: usize,
    branch_align: usize,
    /// Whether nodes of the largest size may be larger than memory can be.
    vast: bool,
    /// The function that drops a tree, for its handle: a [`DropTree`](super::tree::DropTree).
    pub(super) drop: *const (),
}

/// Rounds up to a power of two.
const fn round_up(bytes: usize, align: usize) -> usize {
    (bytes + align - 1) & !(align - 1)
}

const fn max(a: usize, b: usize) -> usize {
    if a > b { a } else { b }
}

/// Where the keys begin, in a leaf and in a branch.
pub(super) const fn keys_at<K>() -> usize {
    round_up(size_of::<LeafHeader>(), align_of::<K>())
}

/// What a row of T behind a row of K is aligned to.
const fn behind_keys<K, T>() -> usize {
    let aligned =
        keys_at::<K>().is_multiple_of(align_of::<T>()) && size_of::<K>().is_multiple_of(align_of::<T>());
    if aligned { 1 } else { align_of::<T>() }
}

const _: () = assert!(size_of::<LeafHeader>() == size_of::<BranchHead>());

/// Bytes of a child in a branch.
const CHILD: usize = size_of::<NonNull<u8>>();

/// Bytes in which leaves grow and shrink.
pub(super) const LINE: usize = if WIDE { 64 } else { 32 };

impl Descriptor {
    /// The descriptor of trees with keys K, values V and shape S, which `drop` drops.
    pub(super) const fn of<K, V, S: Shape>(drop: *const ()) -> Self {
        let (key, value) = (size_of::<K>(), size_of::<V>());
        let leaf_max = S::LEAVES.max(key.saturating_add(value));
        let branch_max = within(S::BRANCH_MAX, 4, 1 << 15);
        let leaf_align = max(align_of::<LeafHeader>(), max(align_of::<K>(), align_of::<V>()));
        let branch_align = max(align_of::<BranchHead>(), align_of::<K>());
        // More than a node can have: both heads, all items, and what alignment adds.
        let most = leaf_max.saturating_mul(key.saturating_add(value));
        let most = max(most, branch_max.saturating_mul(key.saturating_add(CHILD)));
        let vast = most.saturating_add(4 * leaf_align + 4 * branch_align) > isize::MAX as usize;
        Descriptor {
            key,
            value,
            leaf_max,
            branch_max,
            line: LINE / max(key.saturating_add(value), 1),
            keys_at: keys_at::<K>(),
            values_align: behind_keys::<K, V>(),
            children_align: behind_keys::<K, NonNull<u8>>(),
            leaf_align,
            branch_align,
            vast,
            drop,
        }
    }

    /// Bytes of an entry, at least 1.
    #[inline]
    pub(super) const fn entry(&self) -> usize {
        max(self.key + self.value, 1)
    }

    /// Bytes from the beginning of a node to behind that many keys.
    #[inline]
    pub(super) const fn keys_bytes(&self, keys: usize) -> usize {
        self.keys_at + keys * self.key
    }

    /// Where the values begin in a leaf with room for that many keys.
    #[inline]
    pub(super) const fn values_at(&self, keys_capacity: usize) -> usize {
        round_up(self.keys_bytes(keys_capacity), self.values_align)
    }

    /// Where the children begin in a branch with room for that many.
    #[inline]
    pub(super) const fn children_at(&self, capacity: usize) -> usize {
        round_up(self.keys_bytes(capacity - 1), self.children_align)
    }

    /// The layout of a leaf of that capacity.
    ///
    /// # Panics
    ///
    /// "capacity overflow" if the entries are so large that a leaf of them exceeds `isize::MAX` bytes.
    #[inline]
    pub(super) const fn leaf_layout(&self, keys_capacity: usize, capacity: usize) -> Layout {
        if self.vast {
            self.check(keys_capacity, self.key, capacity, self.value);
        }
        // SAFETY: not above `isize::MAX`, alignment included: as checked, or because no leaf is; the alignment is one.
        unsafe {
            Layout::from_size_align_unchecked(
                self.values_at(keys_capacity) + capacity * self.value,
                self.leaf_align,
            )
        }
    }

    /// The layout of a branch with room for that many children.
    ///
    /// # Panics
    ///
    /// "capacity overflow" if the keys are so large that a branch of them exceeds `isize::MAX` bytes.
    #[inline]
    pub(super) const fn branch_layout(&self, capacity: usize) -> Layout {
        if self.vast {
            self.check(capacity, self.key, capacity, CHILD);
        }
        // SAFETY: as in `leaf_layout`.
        unsafe {
            Layout::from_size_align_unchecked(
                self.children_at(capacity) + capacity * CHILD,
                self.branch_align,
            )
        }
    }

    /// Refuses rows that are larger than memory can be.
    #[cold]
    const fn check(&self, keys: usize, key: usize, others: usize, other: usize) {
        let rows = keys.saturating_mul(key).saturating_add(others.saturating_mul(other));
        let node = rows.saturating_add(4 * self.leaf_align + 4 * self.branch_align);
        assert!(node <= isize::MAX as usize, "capacity overflow");
    }

    /// The capacity of a leaf that holds `len` entries and may get more.
    #[inline]
    pub(super) const fn leaf_capacity(&self, len: usize) -> usize {
        let few = if WIDE || self.entry() < 40 { 3 } else { 2 };
        let capacity = len.next_multiple_of(max(max(self.line, few), len / 16));
        within(capacity, 0, self.leaf_max)
    }

    /// The capacity of a lone leaf that holds `len` entries and may get more.
    #[inline]
    pub(super) const fn lone_capacity(&self, len: usize) -> usize {
        let capacity = match len {
            0..=11 => small_capacity(len, self.entry() >= 40),
            12..=16 => 16,
            17..=23 => 23,
            24..=32 => 32,
            33..=46 => 46,
            // All that std's leaves and the node above them have room for, with so many entries.
            _ if !WIDE => 11 * (len / 12 + 2),
            47..=64 => 64,
            65..=96 => 96,
            _ => usize::MAX,
        };
        // A shape may have larger leaves than the numbers above are made for.
        within(max(capacity, len), 0, self.leaf_max)
    }

    /// The capacity of a leaf at an edge of the tree that runs of inserts fill up: in a tree of `tree_len` entries so large that
    /// one leaf does not count, all the capacity it can have.
    #[inline]
    pub(super) const fn edge_capacity(&self, len: usize, tree_len: usize) -> usize {
        let capacity = if tree_len >= 16 * self.leaf_max { self.leaf_max } else { len + max(len / 8, 4) };
        within(capacity, 0, self.leaf_max)
    }

    /// The capacity of a branch that has `len` children and may get more.
    #[inline]
    pub(super) const fn branch_capacity(&self, len: usize) -> usize {
        max(within(len + len / 8 + 1, 0, self.branch_max), len)
    }
}

/// The capacity of a lone leaf that holds up to 11 entries. Slack of large ones is dear.
#[inline]
const fn small_capacity(len: usize, large: bool) -> usize {
    match (len, large) {
        (0..=1, _) => 1,
        (2..=3, true) => 3,
        (4..=6, true) => 6,
        (2..=4, false) => 4,
        _ => 11,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slim::shape::{Leaves, Standard, Tiny};
    use core::ptr;
    extern crate std;

    const fn of<K, V>() -> Descriptor {
        Descriptor::of::<K, V, Standard>(ptr::null())
    }

    #[test]
    #[cfg(target_pointer_width = "64")]
    fn rows_beyond_the_address_space_are_refused() {
        type Vast = [u8; 1 << 59];
        for layout in [
            || of::<Vast, u8>().leaf_layout(18, 18),
            || of::<u8, Vast>().leaf_layout(17, 18),
            || of::<Vast, ()>().branch_layout(128),
        ] {
            let refusal = std::panic::catch_unwind(layout).unwrap_err();
            assert_eq!(refusal.downcast_ref(), Some(&"capacity overflow"));
        }
        assert_eq!(of::<u8, Vast>().leaf_layout(1, 1).size(), size_of::<LeafHeader>() + 1 + (1 << 59));
    }

    #[test]
    fn every_capacity_is_enough_for_what_it_is_for() {
        enum Large {}
        impl Shape for Large {
            const LEAVES: Leaves = Leaves {
                bytes: 1 << 15,
                least_small: 4,
                least_large: 4,
                most: if cfg!(miri) { 600 } else { 1 << 13 },
            };
            const BRANCH_MAX: usize = 1 << 12;
        }
        fn check<K, V, S: Shape>() {
            let descriptor = Descriptor::of::<K, V, S>(ptr::null());
            let enough = |len, capacity| {
                assert!((len..=descriptor.leaf_max).contains(&capacity), "{capacity} for {len}");
            };
            for len in 1..=descriptor.leaf_max {
                enough(len, descriptor.leaf_capacity(len));
                enough(len, descriptor.lone_capacity(len));
                enough(len, descriptor.edge_capacity(len, 0));
                enough(len, descriptor.edge_capacity(len, usize::MAX));
            }
            for len in 1..=descriptor.branch_max {
                assert!((len..=descriptor.branch_max).contains(&descriptor.branch_capacity(len)));
            }
        }
        fn all<S: Shape>() {
            check::<(), (), S>();
            check::<u8, (), S>();
            check::<u64, u64, S>();
            check::<u64, [u8; 64], S>();
            check::<[u8; 40], [u8; 5000], S>();
        }
        all::<Standard>();
        all::<Tiny>();
        all::<Large>();
    }

    #[test]
    fn rows_lie_inside_their_block_and_apart() {
        fn check<K, V>() {
            let descriptor = of::<K, V>();
            for capacity in [1, 2, 11, 126] {
                for first_key_in_parent in [0, 1] {
                    let keys = capacity - first_key_in_parent;
                    let values = descriptor.values_at(keys);
                    let layout = descriptor.leaf_layout(keys, capacity);
                    assert!(descriptor.keys_at >= size_of::<LeafHeader>());
                    assert!(descriptor.keys_bytes(keys) <= values);
                    assert_eq!(values + capacity * size_of::<V>(), layout.size());
                    assert!(values.is_multiple_of(align_of::<V>()) && layout.align() >= align_of::<V>());
                    assert!(descriptor.keys_at.is_multiple_of(align_of::<K>()));
                    assert!(layout.align() >= align_of::<K>());
                }
                let children = descriptor.children_at(capacity);
                let layout = descriptor.branch_layout(capacity);
                assert!(descriptor.keys_bytes(capacity - 1) <= children);
                assert_eq!(children + capacity * size_of::<NonNull<u8>>(), layout.size());
                assert!(children.is_multiple_of(align_of::<NonNull<u8>>()));
            }
        }
        #[repr(align(64))]
        struct Wide(#[allow(dead_code)] u8);
        #[repr(align(32))]
        struct Nothing;
        check::<u8, u64>();
        check::<u64, u8>();
        check::<Wide, u16>();
        check::<u16, Wide>();
        check::<Nothing, Nothing>();
        check::<[u8; 3], ()>();
        check::<(), [u8; 65536]>();
    }
}
