//! The slim tree: one pointer, and what it can point to.
//!
//! ```text
//! lowest bits 10: empty, no memory behind it
//! lowest bits 00: one leaf -> leaf, whose link is the function that drops the tree
//! lowest bits 01: more     -> TreeHead { drop, len, root, first, last, run }
//! ```
//!
//! The pointer is never null, so that `None` of an `Option` of a map takes no byte of its own.

use super::node::{BranchPtr, LeafHead, LeafPtr};
use super::shape::{Shape, Standard};
use arena::{Allocator, Global, block};
use core::alloc::Layout;
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
type DropTree<A> = unsafe fn(&mut Handle<A>);

/// What a tree of more than one leaf keeps beside its nodes.
///
/// The drop function comes first, as the link does in a leaf: the handle finds it without knowing which it has.
#[repr(C)]
pub(super) struct TreeHead {
    /// A [`DropTree`] of the tree's allocator.
    drop: *mut u8,
    pub(super) len: usize,
    pub(super) root: NonNull<u8>,
    pub(super) first: NonNull<u8>,
    pub(super) last: NonNull<u8>,
    pub(super) run: EdgeRun,
}

/// Which edge of the tree entries were last put behind or before, run after run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EdgeRun {
    /// The last split was in the middle: inserts come in no such order.
    None,
    /// The last split was before the first entry.
    Front,
    /// The last split was behind the last entry.
    Back,
}

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
    raw: NonNull<u8>,
    alloc: A,
}

/// The bits of the tag, which the alignment of blocks leaves free.
const TAG: usize = 0b11;
const _: () = assert!(align_of::<LeafHead>() > TAG && align_of::<TreeHead>() > TAG);
const TALL: usize = 0b01;
const EMPTY: usize = 0b10;
const EMPTY_RAW: NonNull<u8> = NonNull::new(ptr::without_provenance_mut(EMPTY)).unwrap();

impl<A> Handle<A> {
    #[inline]
    fn tag(&self) -> usize {
        self.raw.addr().get() & TAG
    }

    /// The block behind the pointer.
    ///
    /// # Safety
    ///
    /// - The handle is not empty, and its tag is `tag`.
    #[inline]
    unsafe fn block(&self, tag: usize) -> NonNull<u8> {
        // SAFETY: a tagged pointer to a block, which is not at null: without its tag it is that of the block.
        unsafe { NonNull::new_unchecked(self.raw.as_ptr().wrapping_byte_sub(tag)) }
    }

    /// What the tree is.
    #[inline]
    pub(super) fn root<K, V>(&self) -> Root<K, V> {
        match self.tag() {
            // SAFETY: the tag is the one tested.
            TALL => Root::Tall(unsafe { self.block(TALL) }.cast()),
            EMPTY => Root::Empty,
            _ => Root::Lone(LeafPtr::from_raw(self.raw)),
        }
    }
}

impl<A> Drop for Handle<A> {
    #[inline]
    fn drop(&mut self) {
        if self.tag() == EMPTY {
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

/// What a tree is.
pub(super) enum Root<K, V> {
    /// No entries, no memory.
    Empty,
    /// Entries in one leaf.
    Lone(LeafPtr<K, V>),
    /// Leaves under branches.
    Tall(NonNull<TreeHead>),
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
    #[inline(always)]
    pub(super) fn alloc(&self) -> &A {
        &self.handle.alloc
    }

    /// Takes everything out of the tree, as a tree of the same allocator.
    pub(super) fn take_all(&mut self) -> Self {
        let mut taken = Self::new_in(self.alloc().clone());
        core::mem::swap(&mut self.handle.raw, &mut taken.handle.raw);
        taken
    }

    /// What the tree is now.
    #[inline]
    pub(super) fn root(&self) -> Root<K, V> {
        self.handle.root()
    }

    /// Makes `leaf` the whole tree.
    ///
    /// # Safety
    ///
    /// - `leaf` is live and owned by nobody else; what the handle pointed to before is dealt with.
    pub(super) unsafe fn set_lone(&mut self, leaf: LeafPtr<K, V>) {
        let drop: DropTree<A> = super::drop::drop_tree::<K, V, A, S>;
        // SAFETY: the leaf is live; its link is the function while it is the whole tree.
        unsafe { leaf.get_mut().link = drop as *mut u8 };
        self.handle.raw = leaf.raw();
    }

    /// Makes the tree empty, leaking what it had.
    pub(super) fn set_empty(&mut self) {
        self.handle.raw = EMPTY_RAW;
    }

    /// Puts a root branch with one child above a lone leaf; returns the head. Ends as `handle_alloc_error` does if memory is
    /// refused.
    ///
    /// # Safety
    ///
    /// - `leaf` is this tree's lone leaf.
    pub(super) unsafe fn raise_lone(&mut self, leaf: LeafPtr<K, V>) -> NonNull<TreeHead> {
        // SAFETY: the caller's contract is the same.
        match unsafe { self.try_raise_lone(leaf) } {
            Some(head) => head,
            None => alloc::alloc::handle_alloc_error(Layout::new::<TreeHead>()),
        }
    }

    /// Puts a root branch with one child above a lone leaf, unless memory is refused; returns the head.
    ///
    /// # Safety
    ///
    /// - `leaf` is this tree's lone leaf.
    pub(super) unsafe fn try_raise_lone(&mut self, leaf: LeafPtr<K, V>) -> Option<NonNull<TreeHead>> {
        let head = block::try_allocate(self.alloc(), Layout::new::<TreeHead>())?.cast::<TreeHead>();
        let Some(root) = BranchPtr::<K>::try_allocate(self.alloc(), 1, 2) else {
            // SAFETY: allocated just above, and nobody knows it.
            unsafe { free_head(self.alloc(), head) };
            return None;
        };
        // SAFETY:
        // 1. Head and root are fresh, large enough for what is written; nothing below allocates or panics.
        // 2. The leaf is live; as a child its link is its parent.
        unsafe {
            let len = leaf.len();
            root.children_ptr().write(leaf.raw());
            root.get_mut().len = 1;
            super::node::set_parent(leaf.raw(), root);
            self.set_tall(head, len, root.raw(), leaf, leaf);
        }
        Some(head)
    }

    /// Memory for a head.
    pub(super) fn allocate_head(&self) -> NonNull<TreeHead> {
        block::allocate(self.alloc(), Layout::new::<TreeHead>()).cast()
    }

    /// Makes the nodes below `root` the whole tree, with `head` as its head.
    ///
    /// # Safety
    ///
    /// - `head` is from [`allocate_head`](Self::allocate_head). The nodes are owned by nobody else: a branch, `len`
    ///   entries below it, `first` and `last` its outermost leaves.
    /// - What the handle pointed to before is dealt with.
    pub(super) unsafe fn set_tall(
        &mut self,
        head: NonNull<TreeHead>,
        len: usize,
        root: NonNull<u8>,
        first: LeafPtr<K, V>,
        last: LeafPtr<K, V>,
    ) {
        let drop: DropTree<A> = super::drop::drop_tree::<K, V, A, S>;
        // SAFETY: the memory is that of a head (caller).
        unsafe {
            head.write(TreeHead {
                drop: drop as *mut u8,
                len,
                root,
                first: first.raw(),
                last: last.raw(),
                run: EdgeRun::None,
            });
        }
        self.handle.raw = head.cast::<u8>().map_addr(|addr| addr | TALL);
    }

    /// Takes the head of a tree away whose root has one child, a leaf: the leaf is the whole tree then.
    ///
    /// # Safety
    ///
    /// - `head` is this tree's head, and its root is of level 1 with one child.
    pub(super) unsafe fn lower_to_lone(&mut self, head: NonNull<TreeHead>) {
        // SAFETY: head and root are live (caller), and nobody uses them afterwards.
        unsafe {
            let root = BranchPtr::<K>::from_raw(head.as_ref().root);
            let leaf = LeafPtr::from_raw(root.child(0));
            root.free(self.alloc());
            free_head(self.alloc(), head);
            self.set_lone(leaf);
        }
    }
}

/// Frees a head.
///
/// # Safety
///
/// - `head` is live, and nobody uses it afterwards; `alloc` is its tree's.
pub(super) unsafe fn free_head<A: Allocator>(alloc: &A, head: NonNull<TreeHead>) {
    // SAFETY: allocated with this layout in `raise_lone`.
    unsafe { block::free(alloc, head.cast(), Layout::new::<TreeHead>()) };
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
        let root = match self.handle.root::<K, V>() {
            Root::Empty => "empty",
            Root::Lone(_) => "one leaf",
            Root::Tall(_) => "leaves under branches",
        };
        f.debug_struct("SlimTree").field("root", &root).finish_non_exhaustive()
    }
}
