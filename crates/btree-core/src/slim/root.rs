//! What the pointer of a tree points to.
//!
//! ```text
//! lowest bits 10: empty, no memory
//! lowest bits 00: one leaf -> leaf, whose link is the function that drops the tree
//! lowest bits 01: more     -> TreeHead { drop, len, root, first, last, run, removed_at }
//! ```

use super::header::LeafHeader;
use super::node::Leaf;
use core::ptr::{self, NonNull};

/// What a tree of more than one leaf keeps beside its nodes.
///
/// The drop function comes first, as the link does in a leaf: the handle finds it without knowing which it has.
#[repr(C)]
pub(super) struct TreeHead {
    /// A [`DropTree`](super::tree::DropTree) of the tree's allocator.
    pub(super) drop: *mut u8,
    pub(super) len: usize,
    pub(super) root: NonNull<u8>,
    pub(super) first: NonNull<u8>,
    pub(super) last: NonNull<u8>,
    pub(super) run: SequentialInsert,
    pub(super) removed_at: RemovedAt,
}

/// Which edge of the tree entries were last put behind or before, run after run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SequentialInsert {
    /// The last split was in the middle: inserts come in no such order.
    None,
    /// The last split was before the first entry.
    Front,
    /// The last split was behind the last entry.
    Back,
}

/// Where in the tree the last removed entry was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RemovedAt {
    /// Between others.
    Middle,
    /// Before all others.
    Front,
    /// Behind all others.
    Back,
}

/// The bits of the tag, which the alignment of blocks leaves free.
pub(super) const TAG: usize = 0b11;
const _: () = assert!(align_of::<LeafHeader>() > TAG && align_of::<TreeHead>() > TAG);
pub(super) const TALL: usize = 0b01;
const EMPTY: usize = 0b10;
pub(super) const EMPTY_RAW: NonNull<u8> = NonNull::new(ptr::without_provenance_mut(EMPTY)).unwrap();

/// What a tree is.
pub(super) enum Root {
    /// No entries, no memory.
    Empty,
    /// Entries in one leaf.
    Leaf(Leaf),
    /// Leaves under branches.
    Branched(NonNull<TreeHead>),
}

impl Root {
    /// What the pointer of a tree points to.
    #[inline]
    pub(super) fn of(raw: NonNull<u8>) -> Self {
        match raw.addr().get() & TAG {
            TALL => {
                // SAFETY: a tagged pointer to a block, which is not at null: without its tag it is that of the block.
                let head = unsafe { NonNull::new_unchecked(raw.as_ptr().wrapping_byte_sub(TALL)) };
                Root::Branched(head.cast())
            }
            EMPTY => Root::Empty,
            _ => Root::Leaf(Leaf::from_raw(raw)),
        }
    }
}
