//! The nodes of the slim layout: one heap block each, a header of 16 bytes and rows behind it.
//!
//! ```text
//! leaf:    | link | len | capacity | key capacity | first key elsewhere |  keys ...           |  values ...               |
//! branch:  | link | len | capacity | level        |                     |  separators ...     |  children ...             |
//!            8      2     2          2              2                      key capacity × K      capacity × V (or pointers)
//! ```
//!
//! `link` is the parent. In a single leaf it is the function that drops the tree. In other nodes without a parent it has no meaning. `capacity` is what the block was allocated for, so that the block's layout can be computed from
//! the node and the tree's [`Descriptor`].
//!
//! Rows are bytes here. The descriptor has their offsets, and generic code computes them from K and V.
//!
//! Invariants, on which every SAFETY comment of the layout rests:
//!
//! 1. A [`Leaf`] or [`Branch`] reached from a tree points to a block of the layout that its capacities give, allocated with the
//!    tree's allocator and descriptor, and not freed; its header is initialised.
//! 2. A leaf holds `len` values and `len - first_key_in_parent` keys, initialised, from the beginning of the rows. If `first_key_in_parent` is 1
//!    its first key is the separator left of it in an ancestor.
//! 3. A branch holds `len` children and `len - 1` separators. Children of a branch of level 1 are leaves, of
//!    higher levels branches of one level less. A child's `link` is its branch.
//! 4. `len <= capacity`; a leaf's `keys_capacity` is at least its number of keys.
//!
//! The order of keys is not an invariant here: nodes do not use `Ord`.

use super::descriptor::{Descriptor, keys_at};
use super::header::{BranchHeader, Header, LeafHeader};
use arena::{Allocator, block};
use core::ptr::NonNull;

/// A node with a header of type `H`.
#[repr(transparent)]
pub(super) struct Node<H>(NonNull<H>);

/// A leaf.
pub(super) type Leaf = Node<LeafHeader>;

/// A branch.
pub(super) type Branch = Node<BranchHeader>;

impl<H> Clone for Node<H> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<H> Copy for Node<H> {}

impl<H> PartialEq for Node<H> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<H: Header> Node<H> {
    #[inline]
    pub(super) const fn from_raw(raw: NonNull<u8>) -> Self {
        Node(raw.cast())
    }

    #[inline]
    pub(super) const fn raw(self) -> NonNull<u8> {
        self.0.cast()
    }

    /// The header.
    ///
    /// # Safety
    ///
    /// - The node is live.
    #[inline]
    pub(super) unsafe fn get<'a>(self) -> &'a H {
        // SAFETY: a live node has an initialised header; it changes only through this pointer, never while borrowed.
        unsafe { self.0.as_ref() }
    }

    /// The header, for writing.
    ///
    /// # Safety
    ///
    /// - The node is live, and no reference to its header is.
    #[inline]
    pub(super) unsafe fn get_mut<'a>(mut self) -> &'a mut H {
        // SAFETY: as above, and nobody else refers to the header (caller).
        unsafe { self.0.as_mut() }
    }

    /// Number of entries, or of children. # Safety: the node is live.
    #[inline]
    pub(super) unsafe fn len(self) -> usize {
        // SAFETY: the node is live.
        unsafe { self.get() }.len()
    }

    /// Number of entries or children there is room for. # Safety: the node is live.
    #[inline]
    pub(super) unsafe fn capacity(self) -> usize {
        // SAFETY: the node is live.
        unsafe { self.get() }.capacity()
    }

    /// Key number `index` of the row, as bytes, or the end of the row. # Safety: the node is live, with that capacity of keys.
    #[inline]
    pub(super) unsafe fn key(self, descriptor: &Descriptor, index: usize) -> *mut u8 {
        // SAFETY: inside the block, or at its end (layout).
        unsafe { self.raw().as_ptr().add(descriptor.keys_bytes(index)) }
    }
}

impl Leaf {
    /// A new leaf without entries. Ends as `handle_alloc_error` does if memory is refused.
    #[inline]
    pub(super) fn allocate<A: Allocator>(
        alloc: &A,
        descriptor: &Descriptor,
        first_key_in_parent: usize,
        capacity: usize,
    ) -> Self {
        Self::over(
            block::allocate(alloc, descriptor.leaf_layout(capacity - first_key_in_parent, capacity)),
            first_key_in_parent,
            capacity,
        )
    }

    /// The leaf in a block that was just allocated for it: with the layout that the descriptor has for `first_key_in_parent` and `capacity`.
    #[inline]
    pub(super) fn over(block: NonNull<u8>, first_key_in_parent: usize, capacity: usize) -> Self {
        let head = block.cast::<LeafHeader>();
        let (keys_capacity, capacity, first_key_in_parent) =
            ((capacity - first_key_in_parent) as u16, capacity as u16, first_key_in_parent as u16);
        let link = core::ptr::null_mut();
        // SAFETY: freshly allocated, large enough and aligned for the header (layout).
        unsafe { head.write(LeafHeader { link, len: 0, capacity, keys_capacity, first_key_in_parent }) };
        Node(head)
    }

    /// Frees the block. Entries in it are leaked.
    ///
    /// # Safety
    ///
    /// - The leaf is live (invariant 1), and nobody uses it afterwards; allocator and descriptor are its tree's.
    #[inline]
    pub(super) unsafe fn free<A: Allocator + ?Sized>(self, alloc: &A, descriptor: &Descriptor) {
        // SAFETY: the block has the layout of these capacities (node invariant 1).
        unsafe {
            let layout = descriptor.leaf_layout(usize::from(self.get().keys_capacity), self.capacity());
            block::free(alloc, self.raw(), layout);
        }
    }

    /// 1 if the first key lives in an ancestor. # Safety: the leaf is live.
    #[inline]
    pub(super) unsafe fn first_key_in_parent(self) -> usize {
        // SAFETY: the leaf is live.
        usize::from(unsafe { self.get() }.first_key_in_parent)
    }

    /// Value number `index`, as bytes, or the end of the row. # Safety: the leaf is live, and has that capacity.
    #[inline]
    pub(super) unsafe fn value(self, descriptor: &Descriptor, index: usize) -> *mut u8 {
        // SAFETY: inside the block, or at its end (layout).
        unsafe {
            let keys_capacity = usize::from(self.get().keys_capacity);
            self.raw().as_ptr().add(descriptor.values_at(keys_capacity) + index * descriptor.value)
        }
    }

    /// The row of keys.
    #[inline]
    pub(super) fn keys_row<K>(self) -> *mut K {
        // Stays inside the block, whose first bytes are the header: no unsafe arithmetic needed.
        self.raw().as_ptr().wrapping_byte_add(keys_at::<K>()).cast()
    }

    /// The row of values. # Safety: the leaf is live, and `descriptor` is its tree's.
    #[inline]
    pub(super) unsafe fn values_row<V>(self, descriptor: &Descriptor) -> *mut V {
        // SAFETY: the leaf is live.
        let keys_capacity = usize::from(unsafe { self.get() }.keys_capacity);
        self.raw().as_ptr().wrapping_byte_add(descriptor.values_at(keys_capacity)).cast()
    }

    /// The keys in the leaf. # Safety: the leaf is live, its keys are K and not written for `'a`.
    #[inline]
    pub(super) unsafe fn keys<'a, K>(self) -> &'a [K] {
        // SAFETY: invariant 2.
        unsafe { core::slice::from_raw_parts(self.keys_row(), self.len() - self.first_key_in_parent()) }
    }
}

impl Branch {
    /// The branch in a block that was just allocated for it: with the layout that the descriptor has for `capacity`.
    #[inline]
    pub(super) fn over(block: NonNull<u8>, level: u16, capacity: usize) -> Self {
        let head = block.cast::<BranchHeader>();
        let link = core::ptr::null_mut();
        // SAFETY: freshly allocated, large enough and aligned for the header (layout).
        unsafe { head.write(BranchHeader { link, len: 0, capacity: capacity as u16, level }) };
        Node(head)
    }

    /// Frees the block. Separators in it are leaked, children stay.
    ///
    /// # Safety
    ///
    /// - The branch is live (invariant 1), and nobody uses it afterwards; allocator and descriptor are its tree's.
    #[inline]
    pub(super) unsafe fn free<A: Allocator + ?Sized>(self, alloc: &A, descriptor: &Descriptor) {
        // SAFETY: the block was allocated with the layout of this capacity, which never changes.
        unsafe { block::free(alloc, self.raw(), descriptor.branch_layout(self.capacity())) };
    }

    /// Whether the children are leaves. # Safety: the branch is live.
    #[inline]
    pub(super) unsafe fn over_leaves(self) -> bool {
        // SAFETY: the branch is live.
        unsafe { self.get() }.level == 1
    }

    /// The row of children. # Safety: the branch is live, and `descriptor` is its tree's.
    #[inline]
    pub(super) unsafe fn children_row(self, descriptor: &Descriptor) -> *mut NonNull<u8> {
        // SAFETY: the branch is live.
        let capacity = unsafe { self.capacity() };
        self.raw().as_ptr().wrapping_byte_add(descriptor.children_at(capacity)).cast()
    }

    /// The separators of a branch that has a child. # Safety: the branch is live, its keys are K and not written for `'a`;
    /// it has a child.
    #[inline]
    pub(super) unsafe fn separators<'a, K>(self) -> &'a [K] {
        let keys = self.raw().as_ptr().wrapping_byte_add(keys_at::<K>()).cast();
        // SAFETY: invariant 3.
        unsafe {
            debug_assert_ne!(self.len(), 0);
            core::slice::from_raw_parts(keys, self.len().unchecked_sub(1))
        }
    }

    /// The children. # Safety: the branch is live, and its children are not written for `'a`.
    #[inline]
    pub(super) unsafe fn children<'a>(self, descriptor: &Descriptor) -> &'a [NonNull<u8>] {
        // SAFETY: invariant 3.
        unsafe { core::slice::from_raw_parts(self.children_row(descriptor), self.len()) }
    }

    /// Child number `index`. # Safety: the branch is live and has such a child.
    #[inline]
    pub(super) unsafe fn child(self, descriptor: &Descriptor, index: usize) -> NonNull<u8> {
        // SAFETY: invariant 3, and the caller's index.
        unsafe {
            debug_assert!(index < self.len());
            self.children_row(descriptor).add(index).read()
        }
    }
}

/// Writes the parent of a child, leaf or branch: `link` is the first field of either header.
///
/// # Safety
///
/// - `child` is a live node.
#[inline]
pub(super) unsafe fn set_parent(child: NonNull<u8>, parent: Branch) {
    // SAFETY: both headers begin with the link (`repr(C)`).
    unsafe { child.cast::<*mut u8>().write(parent.raw().as_ptr()) };
}
