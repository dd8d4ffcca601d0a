//! Phase 2: small maps inline in one vector, arenas in boxed slices, node rows that drop their slack when full.

use super::inline_or_tree::{InlineOrTree, SmallFanout};
use super::node::{Branch, Leaf};
use super::phase::{Phase, accessors};
use super::sealed;
use super::storage::NodeStorage;
use arena::{BoxedArena, NodeMemory};
use noderef::{EnumRef, NodeRef, PackedRef};

/// Phase 2, 72 bytes of handle: [`InlineOrTree`] over [`BoxedNodes`].
///
/// Below 16 entries `Inline { capacity: usize, items: Vec<(K, V)> }`, else `Tree` with the fields of
/// [`BoxedNodes`]; the tag hides in the box of an arena.
pub type InlineTree<K, V> = InlineOrTree<K, V, BoxedNodes<K, V>, usize>;

/// The tree form of phase 2.
///
/// | field | bytes |
/// |---|---|
/// | capacity | 8 |
/// | len | 8 |
/// | root: [`PackedRef`] | 8 |
/// | leaves: [`BoxedArena`] | 24 |
/// | branches: [`BoxedArena`] | 24 |
#[derive(Debug)]
pub struct BoxedNodes<K, V> {
    capacity: usize,
    len: usize,
    /// Means nothing while `len` is 0.
    root: PackedRef,
    leaves: BoxedArena<InlineLeaf<K, V>>,
    branches: BoxedArena<InlineBranch<K>>,
}

/// A leaf whose rows have no slack when full.
pub type InlineLeaf<K, V> = Leaf<NodeStorage<K>, NodeStorage<V>, ()>;
/// A branch whose rows have no slack when full.
pub type InlineBranch<K> = Branch<NodeStorage<K>, NodeStorage<PackedRef>, ()>;

impl sealed::SmallFanout for usize {}

impl SmallFanout for usize {
    fn pack(fanout: usize) -> Self {
        fanout
    }

    fn unpack(self) -> usize {
        self
    }
}

impl<K, V> sealed::Phase for BoxedNodes<K, V> {}

impl<K, V> Phase<K, V> for BoxedNodes<K, V> {
    const NAME: &'static str = "inline";

    type Keys = NodeStorage<K>;
    type Values = NodeStorage<V>;
    type Children = NodeStorage<PackedRef>;
    type LeafExtra = ();
    type BranchExtra = ();
    type Leaves = BoxedArena<InlineLeaf<K, V>>;
    type Branches = BoxedArena<InlineBranch<K>>;

    fn create(fanout: usize) -> Self {
        BoxedNodes {
            capacity: fanout,
            len: 0,
            root: PackedRef::leaf(0),
            leaves: NodeMemory::new(),
            branches: NodeMemory::new(),
        }
    }

    #[inline]
    fn fanout(&self) -> usize {
        self.capacity
    }

    accessors!();

    #[inline]
    fn root(&self) -> Option<EnumRef> {
        (self.len != 0).then(|| self.root.unpack())
    }

    fn set_root(&mut self, root: Option<EnumRef>) {
        if let Some(root) = root {
            self.root = PackedRef::pack(root);
        }
    }

    fn leaf_extra(&self) {}

    fn branch_extra(&self, _over_leaves: bool) {}

    #[inline]
    fn context(&self, (): ()) {}
}
