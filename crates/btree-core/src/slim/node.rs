//! The nodes of the slim layout: one heap block each, a header of 16 bytes and rows behind it.
//!
//! ```text
//! leaf:    | link | len | room | keys' room | headed |  keys ...           |  values ...            |
//! branch:  | link | len | room | level      |        |  separators ...     |  children ...          |
//!            8      2     2      2            2         keys' room × K         room × V (or pointers)
//! ```
//!
//! `link` is the parent; in a node without a parent it means nothing, except in a lone leaf, where it is the function
//! that drops the tree. `room` is what the block was allocated for, so that the block's layout can be computed from
//! the node alone.
//!
//! Invariants, on which every SAFETY comment of the layout rests:
//!
//! 1. A [`LeafPtr`] or [`BranchPtr`] reached from a tree points to a block allocated by [`LeafPtr::allocate`] or
//!    [`BranchPtr::allocate`] and not freed; its header is initialised.
//! 2. A leaf holds `len` values and `len - headed` keys, initialised, from the beginning of the rows. If `headed` is 1
//!    its first key is the separator left of it in an ancestor.
//! 3. A branch holds `len` children and `len - 1` separators. Children of a branch of level 1 are leaves, of
//!    higher levels branches of one level less. A child's `link` is its branch.
//! 4. `len <= room`; a leaf's `keys' room` is at least its number of keys.
//!
//! Order of keys is no invariant here: nodes know no `Ord`.

use arena::block;
use core::alloc::Layout;
use core::marker::PhantomData;
use core::ptr::NonNull;

/// The header of a leaf.
#[repr(C)]
pub(super) struct LeafHead {
    pub(super) link: *mut u8,
    pub(super) len: u16,
    pub(super) room: u16,
    pub(super) keys_room: u16,
    pub(super) headed: u16,
}

/// The header of a branch.
#[repr(C)]
pub(super) struct BranchHead {
    pub(super) link: *mut u8,
    pub(super) len: u16,
    pub(super) room: u16,
    pub(super) level: u16,
}

/// Rounds up to a power of two.
const fn round_up(bytes: usize, align: usize) -> usize {
    (bytes + align - 1) & !(align - 1)
}

const fn max(a: usize, b: usize) -> usize {
    if a > b { a } else { b }
}

/// A leaf.
#[repr(transparent)]
pub(super) struct LeafPtr<K, V> {
    head: NonNull<LeafHead>,
    marker: PhantomData<*const (K, V)>,
}

impl<K, V> Clone for LeafPtr<K, V> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<K, V> Copy for LeafPtr<K, V> {}
impl<K, V> PartialEq for LeafPtr<K, V> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.head == other.head
    }
}

impl<K, V> LeafPtr<K, V> {
    const KEYS: usize = round_up(size_of::<LeafHead>(), align_of::<K>());
    /// Bytes of an entry, at least 1.
    pub(super) const ENTRY: usize = max(size_of::<K>() + size_of::<V>(), 1);
    const ALIGN: usize = max(align_of::<LeafHead>(), max(align_of::<K>(), align_of::<V>()));

    /// Where the values begin in a leaf with room for that many keys.
    #[inline]
    const fn values_offset(keys_room: usize) -> usize {
        let offset = Self::KEYS + keys_room * size_of::<K>();
        if Self::KEYS.is_multiple_of(align_of::<V>()) && size_of::<K>().is_multiple_of(align_of::<V>()) {
            return offset;
        }
        round_up(offset, align_of::<V>())
    }

    /// Bytes from the beginning of a leaf to behind that many keys.
    #[inline]
    pub(super) const fn keys_bytes(keys: usize) -> usize {
        Self::KEYS + keys * size_of::<K>()
    }

    /// The layout of a leaf of that room.
    ///
    /// # Panics
    ///
    /// "capacity overflow" if the entries are so large that a leaf of them exceeds `isize::MAX` bytes.
    #[inline]
    pub(super) fn layout(keys_room: usize, room: usize) -> Layout {
        let bytes = keys_room
            .checked_mul(size_of::<K>())
            .and_then(|keys| keys.checked_add(Self::KEYS + align_of::<V>()))
            .and_then(|_| room.checked_mul(size_of::<V>()))
            .and_then(|values| values.checked_add(Self::values_offset(keys_room)));
        match bytes.and_then(|bytes| Layout::from_size_align(bytes, Self::ALIGN).ok()) {
            Some(layout) => layout,
            None => panic!("capacity overflow"),
        }
    }

    /// A new leaf without entries.
    #[inline]
    pub(super) fn allocate(headed: usize, room: usize) -> Self {
        let keys_room = room - headed;
        let head = block::allocate(Self::layout(keys_room, room)).cast::<LeafHead>();
        let (keys_room, room, headed) = (keys_room as u16, room as u16, headed as u16);
        let link = core::ptr::null_mut();
        // SAFETY: freshly allocated, large enough and aligned for the header (layout).
        unsafe { head.write(LeafHead { link, len: 0, room, keys_room, headed }) };
        LeafPtr { head, marker: PhantomData }
    }

    /// Frees the block. Entries in it are leaked.
    ///
    /// # Safety
    ///
    /// - The leaf is live (invariant 1), and nobody uses it afterwards.
    #[inline]
    pub(super) unsafe fn free(self) {
        // SAFETY: the block was allocated with the layout of these rooms, which never change.
        unsafe {
            let layout = Self::layout(usize::from(self.get().keys_room), self.room());
            block::free(self.head.cast(), layout);
        }
    }

    #[inline]
    pub(super) const fn from_raw(raw: NonNull<u8>) -> Self {
        LeafPtr { head: raw.cast(), marker: PhantomData }
    }

    #[inline]
    pub(super) const fn raw(self) -> NonNull<u8> {
        self.head.cast()
    }

    /// The header.
    ///
    /// # Safety
    ///
    /// - The leaf is live.
    #[inline]
    pub(super) unsafe fn get<'a>(self) -> &'a LeafHead {
        // SAFETY: a live leaf has an initialised header; it changes only through this pointer, never while borrowed.
        unsafe { self.head.as_ref() }
    }

    /// The header, for writing.
    ///
    /// # Safety
    ///
    /// - The leaf is live, and no reference to its header is.
    #[inline]
    pub(super) unsafe fn get_mut<'a>(mut self) -> &'a mut LeafHead {
        // SAFETY: as above, and nobody else refers to the header (caller).
        unsafe { self.head.as_mut() }
    }

    /// Number of entries. # Safety: the leaf is live.
    #[inline]
    pub(super) unsafe fn len(self) -> usize {
        // SAFETY: the leaf is live.
        usize::from(unsafe { self.get() }.len)
    }

    /// Number of entries there is room for. # Safety: the leaf is live.
    #[inline]
    pub(super) unsafe fn room(self) -> usize {
        // SAFETY: the leaf is live.
        usize::from(unsafe { self.get() }.room)
    }

    /// 1 if the first key lives in an ancestor. # Safety: the leaf is live.
    #[inline]
    pub(super) unsafe fn headed(self) -> usize {
        // SAFETY: the leaf is live.
        usize::from(unsafe { self.get() }.headed)
    }

    /// The row of keys.
    #[inline]
    pub(super) fn keys_ptr(self) -> *mut K {
        // Stays inside the block, whose first bytes are the header: no unsafe arithmetic needed.
        self.head.as_ptr().wrapping_byte_add(Self::KEYS).cast()
    }

    /// The row of values. # Safety: the leaf is live.
    #[inline]
    pub(super) unsafe fn values_ptr(self) -> *mut V {
        // SAFETY: the leaf is live.
        let keys_room = usize::from(unsafe { self.get() }.keys_room);
        self.head.as_ptr().wrapping_byte_add(Self::values_offset(keys_room)).cast()
    }

    /// The keys in the leaf. # Safety: the leaf is live, and its keys are not written for `'a`.
    #[inline]
    pub(super) unsafe fn keys<'a>(self) -> &'a [K] {
        // SAFETY: invariant 2.
        unsafe { core::slice::from_raw_parts(self.keys_ptr(), self.len() - self.headed()) }
    }
}

/// A branch.
#[repr(transparent)]
pub(super) struct BranchPtr<K> {
    head: NonNull<BranchHead>,
    marker: PhantomData<*const K>,
}

impl<K> Clone for BranchPtr<K> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for BranchPtr<K> {}
impl<K> PartialEq for BranchPtr<K> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.head == other.head
    }
}

impl<K> BranchPtr<K> {
    const KEYS: usize = round_up(size_of::<BranchHead>(), align_of::<K>());
    const ALIGN: usize = max(align_of::<BranchHead>(), align_of::<K>());

    /// Bytes from the beginning of a branch to behind the separators of that many children.
    pub(super) const fn keys_bytes(children: usize) -> usize {
        Self::KEYS + (children - 1) * size_of::<K>()
    }

    #[inline]
    const fn children_offset(room: usize) -> usize {
        let offset = Self::KEYS + (room - 1) * size_of::<K>();
        let align = align_of::<NonNull<u8>>();
        if Self::KEYS.is_multiple_of(align) && size_of::<K>().is_multiple_of(align) {
            return offset;
        }
        round_up(offset, align)
    }

    /// The layout of a branch with room for that many children.
    ///
    /// # Panics
    ///
    /// "capacity overflow" if the keys are so large that a branch of them exceeds `isize::MAX` bytes.
    #[inline]
    pub(super) fn layout(room: usize) -> Layout {
        let bytes = room
            .checked_mul(size_of::<K>())
            .and_then(|keys| keys.checked_add(Self::KEYS + 64 + room * size_of::<NonNull<u8>>()))
            .map(|_| Self::children_offset(room) + room * size_of::<NonNull<u8>>());
        match bytes.and_then(|bytes| Layout::from_size_align(bytes, Self::ALIGN).ok()) {
            Some(layout) => layout,
            None => panic!("capacity overflow"),
        }
    }

    /// A new branch without children.
    #[inline]
    pub(super) fn allocate(level: u16, room: usize) -> Self {
        let head = block::allocate(Self::layout(room)).cast::<BranchHead>();
        let link = core::ptr::null_mut();
        // SAFETY: freshly allocated, large enough and aligned for the header (layout).
        unsafe { head.write(BranchHead { link, len: 0, room: room as u16, level }) };
        BranchPtr { head, marker: PhantomData }
    }

    /// Frees the block. Separators in it are leaked, children stay.
    ///
    /// # Safety
    ///
    /// - The branch is live (invariant 1), and nobody uses it afterwards.
    #[inline]
    pub(super) unsafe fn free(self) {
        // SAFETY: the block was allocated with the layout of this room, which never changes.
        unsafe { block::free(self.head.cast(), Self::layout(self.room())) };
    }

    #[inline]
    pub(super) const fn from_raw(raw: NonNull<u8>) -> Self {
        BranchPtr { head: raw.cast(), marker: PhantomData }
    }

    #[inline]
    pub(super) const fn raw(self) -> NonNull<u8> {
        self.head.cast()
    }

    /// The header.
    ///
    /// # Safety
    ///
    /// - The branch is live.
    #[inline]
    pub(super) unsafe fn get<'a>(self) -> &'a BranchHead {
        // SAFETY: a live branch has an initialised header; it changes only through this pointer, never while borrowed.
        unsafe { self.head.as_ref() }
    }

    /// The header, for writing.
    ///
    /// # Safety
    ///
    /// - The branch is live, and no reference to its header is.
    #[inline]
    pub(super) unsafe fn get_mut<'a>(mut self) -> &'a mut BranchHead {
        // SAFETY: as above, and nobody else refers to the header (caller).
        unsafe { self.head.as_mut() }
    }

    /// Number of children. # Safety: the branch is live.
    #[inline]
    pub(super) unsafe fn len(self) -> usize {
        // SAFETY: the branch is live.
        usize::from(unsafe { self.get() }.len)
    }

    /// Number of children there is room for. # Safety: the branch is live.
    #[inline]
    pub(super) unsafe fn room(self) -> usize {
        // SAFETY: the branch is live.
        usize::from(unsafe { self.get() }.room)
    }

    /// Whether the children are leaves. # Safety: the branch is live.
    #[inline]
    pub(super) unsafe fn over_leaves(self) -> bool {
        // SAFETY: the branch is live.
        unsafe { self.get() }.level == 1
    }

    /// The row of separators.
    #[inline]
    pub(super) fn keys_ptr(self) -> *mut K {
        // Stays inside the block, whose first bytes are the header: no unsafe arithmetic needed.
        self.head.as_ptr().wrapping_byte_add(Self::KEYS).cast()
    }

    /// The row of children. # Safety: the branch is live.
    #[inline]
    pub(super) unsafe fn children_ptr(self) -> *mut NonNull<u8> {
        // SAFETY: the branch is live.
        let room = unsafe { self.room() };
        self.head.as_ptr().wrapping_byte_add(Self::children_offset(room)).cast()
    }

    /// The separators. # Safety: the branch is live, and its separators are not written for `'a`.
    #[inline]
    pub(super) unsafe fn keys<'a>(self) -> &'a [K] {
        // SAFETY: invariant 3; a branch has a child.
        unsafe { core::slice::from_raw_parts(self.keys_ptr(), self.len().max(1) - 1) }
    }

    /// The separators of a branch that has a child. # Safety: as [`keys`](Self::keys); the branch has a child.
    #[inline]
    pub(super) unsafe fn separators<'a>(self) -> &'a [K] {
        // SAFETY: invariant 3.
        unsafe {
            debug_assert_ne!(self.len(), 0);
            core::slice::from_raw_parts(self.keys_ptr(), self.len().unchecked_sub(1))
        }
    }

    /// The children. # Safety: the branch is live, and its children are not written for `'a`.
    #[inline]
    pub(super) unsafe fn children<'a>(self) -> &'a [NonNull<u8>] {
        // SAFETY: invariant 3.
        unsafe { core::slice::from_raw_parts(self.children_ptr(), self.len()) }
    }

    /// Child number `index`. # Safety: the branch is live and has such a child.
    #[inline]
    pub(super) unsafe fn child(self, index: usize) -> NonNull<u8> {
        // SAFETY: invariant 3, and the caller's index.
        unsafe {
            debug_assert!(index < self.len());
            self.children_ptr().add(index).read()
        }
    }
}

/// Writes the parent of a child, leaf or branch: `link` is the first field of either header.
///
/// # Safety
///
/// - `child` is a live node.
#[inline]
pub(super) unsafe fn set_parent<K>(child: NonNull<u8>, parent: BranchPtr<K>) {
    // SAFETY: both headers begin with the link (`repr(C)`).
    unsafe { child.cast::<*mut u8>().write(parent.raw().as_ptr()) };
}

#[cfg(test)]
mod tests {
    use super::*;
    extern crate std;

    #[test]
    #[cfg(target_pointer_width = "64")]
    fn rows_beyond_the_address_space_are_refused() {
        type Vast = [u8; 1 << 57];
        for layout in [
            || LeafPtr::<Vast, u8>::layout(126, 126),
            || LeafPtr::<u8, Vast>::layout(125, 126),
            || BranchPtr::<Vast>::layout(128),
        ] {
            let refusal = std::panic::catch_unwind(layout).unwrap_err();
            assert_eq!(refusal.downcast_ref(), Some(&"capacity overflow"));
        }
        assert_eq!(LeafPtr::<u8, Vast>::layout(1, 1).size(), size_of::<LeafHead>() + 1 + (1 << 57));
    }

    #[test]
    fn rows_lie_inside_their_block_and_apart() {
        fn check<K, V>() {
            for room in [1, 2, 11, 126] {
                for headed in [0, 1] {
                    let (keys, values) = (room - headed, LeafPtr::<K, V>::values_offset(room - headed));
                    let layout = LeafPtr::<K, V>::layout(keys, room);
                    assert!(LeafPtr::<K, V>::KEYS >= size_of::<LeafHead>());
                    assert!(LeafPtr::<K, V>::KEYS + keys * size_of::<K>() <= values);
                    assert_eq!(values + room * size_of::<V>(), layout.size());
                    assert!(values.is_multiple_of(align_of::<V>()) && layout.align() >= align_of::<V>());
                    assert!(
                        LeafPtr::<K, V>::KEYS.is_multiple_of(align_of::<K>())
                            && layout.align() >= align_of::<K>()
                    );
                }
                let children = BranchPtr::<K>::children_offset(room);
                let layout = BranchPtr::<K>::layout(room);
                assert!(BranchPtr::<K>::KEYS + (room - 1) * size_of::<K>() <= children);
                assert_eq!(children + room * size_of::<NonNull<u8>>(), layout.size());
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
