//! Sizes, offsets and limits of a type of tree, as one constant, for code that is not generic in K and V.
//!
//! Splitting, merging, joining and iterating move entries as bytes. This code is compiled once, with this crate, and takes the
//! [`Descriptor`] of the tree as an argument. Generic code calls the same methods on a constant, which the compiler can fold.

use super::header::{BranchHeader, LeafHeader};
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

const _: () = assert!(size_of::<LeafHeader>() == size_of::<BranchHeader>());

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
        let branch_align = max(align_of::<BranchHeader>(), align_of::<K>());
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slim::shape::Standard;
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
