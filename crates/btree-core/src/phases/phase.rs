//! What a phase adds to the shared tree algorithms: its rows, its arenas, and where it keeps four numbers.
//!
//! The algorithms in `ops` are written once, over this trait. A phase is a struct with the
//! fields that give its size; it implements the accessors and, where it keeps something the others do not
//! (edge leaves, an id width), a hook.

use super::buffer::Buffer;
use super::children::Children;
use super::node::{Branch, Leaf};
use super::sealed;
use arena::NodeMemory;
use noderef::EnumRef;

/// The leaf type of a phase.
pub type LeafOf<K, V, P> =
    Leaf<<P as Phase<K, V>>::Keys, <P as Phase<K, V>>::Values, <P as Phase<K, V>>::LeafExtra>;

/// The branch type of a phase.
pub type BranchOf<K, V, P> =
    Branch<<P as Phase<K, V>>::Keys, <P as Phase<K, V>>::Children, <P as Phase<K, V>>::BranchExtra>;

/// What must be known to read the children of a branch.
pub type ContextOf<K, V, P> = <<P as Phase<K, V>>::Children as Children>::Context;

/// The accessors of a phase whose fields are `len`, `leaves` and `branches`.
macro_rules! accessors {
    () => {
        #[inline]
        fn len(&self) -> usize {
            self.len
        }

        #[inline]
        fn set_len(&mut self, len: usize) {
            self.len = len;
        }

        #[inline]
        fn leaves(&self) -> &Self::Leaves {
            &self.leaves
        }

        #[inline]
        fn leaves_mut(&mut self) -> &mut Self::Leaves {
            &mut self.leaves
        }

        #[inline]
        fn branches(&self) -> &Self::Branches {
            &self.branches
        }

        #[inline]
        fn branches_mut(&mut self) -> &mut Self::Branches {
            &mut self.branches
        }
    };
}
pub(super) use accessors;

/// One of the four layouts of arenas and indices. The trait is sealed, for unsafe code relies on what it answers.
#[allow(clippy::len_without_is_empty)]
pub trait Phase<K, V>: Sized + sealed::Phase {
    /// The phase's name in reports.
    const NAME: &'static str;

    /// A row of keys.
    type Keys: Buffer<Item = K>;
    /// A row of values.
    type Values: Buffer<Item = V>;
    /// A row of child references.
    type Children: Children;
    /// What a leaf keeps beside its rows.
    type LeafExtra: Copy;
    /// What a branch keeps beside its rows.
    type BranchExtra: Copy;
    /// Where leaves live.
    type Leaves: NodeMemory<LeafOf<K, V, Self>>;
    /// Where branches live.
    type Branches: NodeMemory<BranchOf<K, V, Self>>;

    /// An empty tree of a fanout known to be possible.
    fn create(fanout: usize) -> Self;

    /// Entries a leaf and children a branch holds at most.
    fn fanout(&self) -> usize;

    /// Entries this very leaf of a tree of that fanout holds at most.
    #[inline]
    fn leaf_capacity(fanout: usize, _leaf: &LeafOf<K, V, Self>) -> usize {
        fanout
    }

    /// Number of entries.
    fn len(&self) -> usize;
    /// Sets the number of entries.
    fn set_len(&mut self, len: usize);

    /// The root, `None` without entries.
    fn root(&self) -> Option<EnumRef>;
    /// Sets the root.
    fn set_root(&mut self, root: Option<EnumRef>);

    /// The leaves.
    fn leaves(&self) -> &Self::Leaves;
    /// The leaves, for writing.
    fn leaves_mut(&mut self) -> &mut Self::Leaves;
    /// The branches.
    fn branches(&self) -> &Self::Branches;
    /// The branches, for writing.
    fn branches_mut(&mut self) -> &mut Self::Branches;

    /// What a new leaf keeps beside its rows.
    fn leaf_extra(&self) -> Self::LeafExtra;
    /// What a new branch over leaves (`over_leaves`) or over branches keeps beside its rows.
    fn branch_extra(&self, over_leaves: bool) -> Self::BranchExtra;
    /// What must be known to read the children of a branch that keeps `extra`.
    fn context(&self, extra: Self::BranchExtra) -> ContextOf<K, V, Self>;

    /// The leftmost leaf, if the phase keeps it.
    #[inline]
    fn first_kept(&self) -> Option<usize> {
        None
    }

    /// The rightmost leaf, if the phase keeps it.
    #[inline]
    fn last_kept(&self) -> Option<usize> {
        None
    }

    /// Told when the rightmost leaf may have changed from `from` to `to`.
    #[inline]
    fn last_moved(&mut self, _from: usize, _to: usize) {}

    /// Told when a node was made at `index`, before any branch refers to it.
    #[inline]
    fn node_made(&mut self, _index: usize) {}

    /// Told after nodes were freed; `gone` is the last of them. Returns where the leaf at
    /// `leaf` is now.
    #[inline]
    fn node_freed(&mut self, _gone: usize, leaf: usize) -> usize {
        leaf
    }
}
