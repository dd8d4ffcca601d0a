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
use arena::block;
use core::alloc::Layout;
use core::fmt;
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::ptr::{self, NonNull};

/// Phase 4, 8 bytes of handle: leaves and branches as blocks that grow with what they hold.
///
/// | field | bytes |
/// |---|---|
/// | pointer to a leaf, or to a head before a tree of more leaves; tagged | 8 |
///
/// `S` is the shape: how large nodes get.
pub struct SlimTree<K, V, S = Standard> {
    pub(super) handle: Handle,
    marker: PhantomData<(K, V, S)>,
}

/// What drops a tree: everything behind the tagged pointer.
type DropTree = unsafe fn(NonNull<u8>);

/// What a tree of more than one leaf keeps beside its nodes.
///
/// The drop function comes first, as the link does in a leaf: the handle finds it without knowing which it has.
#[repr(C)]
pub(super) struct TreeHead {
    drop: DropTree,
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

/// The pointer, tagged; the owner of everything behind it.
///
/// It names no K and no V, so that a `Drop` of its own leaves the drop check of the map as lenient as std's: the
/// compiler sees `PhantomData<(K, V)>` beside it, knows that a K and a V are dropped, and asks of them what that
/// takes and no more.
///
/// Invariant: what [`Root`] says; unless that is empty, the word it points to is the function that drops just this
/// tree.
pub(super) struct Handle {
    raw: NonNull<u8>,
}

/// The bits of the tag, which the alignment of blocks leaves free.
const TAG: usize = 0b11;
const _: () = assert!(align_of::<LeafHead>() > TAG && align_of::<TreeHead>() > TAG);
const TALL: usize = 0b01;
const EMPTY: usize = 0b10;
const EMPTY_RAW: NonNull<u8> = NonNull::new(ptr::without_provenance_mut(EMPTY)).unwrap();

impl Handle {
    const EMPTY: Self = Handle { raw: EMPTY_RAW };

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

impl Drop for Handle {
    #[inline]
    fn drop(&mut self) {
        if self.tag() == EMPTY {
            return;
        }
        let raw = core::mem::replace(&mut self.raw, EMPTY_RAW);
        // SAFETY:
        // 1. Leaf or head, the block is live and its first word is the function (invariant).
        // 2. The pointer was taken, so nobody reaches the tree afterwards.
        unsafe {
            let block = raw.as_ptr().map_addr(|addr| addr & !TAG);
            let drop = block.cast::<DropTree>().read();
            drop(raw);
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

impl<K, V, S: Shape> SlimTree<K, V, S> {
    /// An empty tree. Allocates nothing.
    pub const EMPTY: Self = SlimTree { handle: Handle::EMPTY, marker: PhantomData };

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
        let drop: DropTree = super::drop::drop_tree::<K, V, S>;
        // SAFETY: the leaf is live; its link is the function while it is the whole tree.
        unsafe { leaf.get_mut().link = drop as *mut u8 };
        self.handle.raw = leaf.raw();
    }

    /// Makes the tree empty, leaking what it had.
    pub(super) fn set_empty(&mut self) {
        self.handle.raw = EMPTY_RAW;
    }

    /// Puts a root branch with one child above a lone leaf; returns the head.
    ///
    /// # Safety
    ///
    /// - `leaf` is this tree's lone leaf.
    pub(super) unsafe fn raise_lone(&mut self, leaf: LeafPtr<K, V>) -> NonNull<TreeHead> {
        let head = Self::allocate_head();
        let root = BranchPtr::<K>::allocate(1, 2);
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
        head
    }

    /// Memory for a head.
    pub(super) fn allocate_head() -> NonNull<TreeHead> {
        block::allocate(Layout::new::<TreeHead>()).cast()
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
        let drop: DropTree = super::drop::drop_tree::<K, V, S>;
        // SAFETY: the memory is that of a head (caller).
        unsafe {
            head.write(TreeHead {
                drop,
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
            root.free();
            free_head(head);
            self.set_lone(leaf);
        }
    }
}

/// Frees a head.
///
/// # Safety
///
/// - `head` is live, and nobody uses it afterwards.
pub(super) unsafe fn free_head(head: NonNull<TreeHead>) {
    // SAFETY: allocated with this layout in `raise_lone`.
    unsafe { block::free(head.cast(), Layout::new::<TreeHead>()) };
}

/// The tree behind a tagged pointer, for the function that drops it. Dropping it would drop it once more.
pub(super) fn tree_of<K, V, S>(raw: NonNull<u8>) -> ManuallyDrop<SlimTree<K, V, S>> {
    ManuallyDrop::new(SlimTree { handle: Handle { raw }, marker: PhantomData })
}

// SAFETY: the tree owns its keys and values; the pointers are to memory of its own.
unsafe impl<K: Send, V: Send, S> Send for SlimTree<K, V, S> {}
// SAFETY: through `&SlimTree` at most shared references to keys and values are reached.
unsafe impl<K: Sync, V: Sync, S> Sync for SlimTree<K, V, S> {}

impl<K, V, S> fmt::Debug for SlimTree<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let root = match self.handle.root::<K, V>() {
            Root::Empty => "empty",
            Root::Lone(_) => "one leaf",
            Root::Tall(_) => "leaves under branches",
        };
        f.debug_struct("SlimTree").field("root", &root).finish_non_exhaustive()
    }
}
