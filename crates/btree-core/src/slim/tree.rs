//! The slim tree: one pointer, described in `root.rs`.
//!
//! The pointer is never null, so `None` of an `Option` of a map takes no extra bytes.

use super::navigate::Nodes;
use super::node::Leaf;
use super::raw::RawTree;
use super::root::{EMPTY_RAW, Root, TAG};
use super::shape::{Shape, Standard};
use arena::{Allocator, Global};
use core::fmt;
use core::marker::PhantomData;
use core::ptr::{self, NonNull};

/// Phase 4, 8 bytes of handle: leaves and branches as blocks that grow with what they hold.
///
/// | field | bytes |
/// |---|---|
/// | pointer to a leaf, or to a head before a tree of more leaves; tagged | 8 |
///
/// `A` is the allocator that its nodes come from, behind the pointer in the handle: the global one takes no bytes
/// there. `S` is the shape: how large nodes get.
#[repr(transparent)]
pub struct SlimTree<K, V, A = Global, S = Standard> {
    pub(super) handle: Handle<A>,
    marker: PhantomData<(K, V, S)>,
}

/// What drops a tree: everything behind the tagged pointer. The handle is that of the tree, which is nothing but it.
pub(super) type DropTree<A> = unsafe fn(&mut Handle<A>);

/// The pointer, tagged; the owner of everything behind it; and the allocator of that.
///
/// It names no K and no V, so that a `Drop` of its own leaves the drop check of the map as lenient as std's: the
/// compiler sees `PhantomData<(K, V)>` beside it, knows that a K and a V are dropped, and asks of them what that
/// takes and no more. It names A, so of the allocator everything is asked: blocks are given back to it by the `Drop`
/// here, so whatever it borrows must outlive the tree.
///
/// Invariants:
///
/// 1. What [`Root`] says; every block behind the pointer was allocated by the allocator or a clone of it.
/// 2. Unless the tree is empty, the word that it points to is the function that drops just this tree.
pub(super) struct Handle<A> {
    pub(super) raw: NonNull<u8>,
    alloc: A,
}

impl<A> Drop for Handle<A> {
    #[inline]
    fn drop(&mut self) {
        if self.raw == EMPTY_RAW {
            return;
        }
        // SAFETY:
        // 1. Leaf or head, the block is live and its first word is the function (invariant 2).
        // 2. The function leaves the tree empty, also if it panics, and nobody uses it afterwards but for the drop of
        //    the allocator.
        unsafe {
            let block = self.raw.as_ptr().map_addr(|addr| addr & !TAG);
            let drop = block.cast::<DropTree<A>>().read();
            drop(self);
        }
    }
}

impl<K, V, S> SlimTree<K, V, Global, S> {
    /// An empty tree of the global allocator. Allocates nothing.
    pub const EMPTY: Self = SlimTree::new_in(Global);
}

impl<K, V, A, S> SlimTree<K, V, A, S> {
    /// An empty tree whose nodes will come from `alloc`. Allocates nothing.
    pub const fn new_in(alloc: A) -> Self {
        SlimTree { handle: Handle { raw: EMPTY_RAW, alloc }, marker: PhantomData }
    }

    /// The allocator that nodes come from.
    #[inline]
    pub const fn allocator(&self) -> &A {
        &self.handle.alloc
    }

    /// The tree of a handle.
    pub(super) fn of_handle(handle: &mut Handle<A>) -> &mut Self {
        // SAFETY: a tree is its handle and nothing more (`repr(transparent)`).
        unsafe { &mut *ptr::from_mut(handle).cast() }
    }
}

impl<K, V, A: Allocator + Clone, S: Shape> SlimTree<K, V, A, S> {
    /// The allocator, where nodes are made and freed.
    #[inline]
    pub(super) fn alloc(&self) -> &A {
        &self.handle.alloc
    }

    /// What the tree is now.
    #[inline]
    pub(super) fn root(&self) -> Root {
        Root::of(self.handle.raw)
    }

    /// The nodes, for reading, without their types.
    #[inline]
    pub(super) fn nodes(&self) -> Nodes {
        Nodes::new(self.handle.raw, Self::DESCRIPTOR)
    }

    /// The tree without its types.
    #[inline]
    pub(super) fn raw(&mut self) -> RawTree<'_> {
        // SAFETY: pointer, allocator and descriptor are those of this tree.
        unsafe { RawTree::new(&mut self.handle.raw, &self.handle.alloc, Self::DESCRIPTOR) }
    }

    /// Takes everything out of the tree, as a tree of the same allocator.
    pub(super) fn take_all(&mut self) -> Self {
        let mut taken = Self::new_in(self.alloc().clone());
        core::mem::swap(&mut self.handle.raw, &mut taken.handle.raw);
        taken
    }

    /// Makes `leaf` the whole tree.
    ///
    /// # Safety
    ///
    /// - As [`RawTree::set_lone`].
    #[inline]
    pub(super) unsafe fn set_lone(&mut self, leaf: Leaf) {
        // SAFETY: the leaf is live; its link is the function while it is the whole tree.
        unsafe { leaf.get_mut().link = Self::DESCRIPTOR.drop.cast_mut().cast() };
        self.handle.raw = leaf.raw();
    }

    /// Makes the tree empty, leaking what it had.
    #[inline]
    pub(super) fn set_empty(&mut self) {
        self.handle.raw = EMPTY_RAW;
    }
}

impl<K, V, A: Default, S> Default for SlimTree<K, V, A, S> {
    /// An empty tree in a new allocator.
    fn default() -> Self {
        Self::new_in(A::default())
    }
}

// SAFETY: the tree owns its keys, values and allocator; the pointers are to memory of its own.
unsafe impl<K: Send, V: Send, A: Send, S> Send for SlimTree<K, V, A, S> {}
// SAFETY: through `&SlimTree` at most shared references to keys, values and the allocator are reached.
unsafe impl<K: Sync, V: Sync, A: Sync, S> Sync for SlimTree<K, V, A, S> {}

impl<K, V, A, S> fmt::Debug for SlimTree<K, V, A, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = match Root::of(self.handle.raw) {
            Root::Empty => "empty",
            Root::Leaf(_) => "one leaf",
            Root::Branched(_) => "leaves under branches",
        };
        f.debug_struct("SlimTree").field("root", &root).finish_non_exhaustive()
    }
}
