//! Phase 0: the layout to measure against. Wide ids, a side table per arena, the capacity in every node.

use super::node::{Branch, Leaf};
use super::phase::{LeafOf, Phase, accessors};
use super::sealed;
use super::tree_only::TreeOnly;
use alloc::vec::Vec;
use arena::{CompactArena, NodeMemory};
use noderef::EnumRef;

/// Phase 0, 176 bytes of handle: the fields of [`BaselineNodes`].
pub type BaselineTree<K, V> = TreeOnly<BaselineNodes<K, V>>;

/// The fields of phase 0.
///
/// | field | bytes |
/// |---|---|
/// | capacity | 8 |
/// | root: an enum over `usize` (its tag also says "no root") | 16 |
/// | leaves: [`CompactArena`] | 72 |
/// | branches: [`CompactArena`] | 72 |
/// | len | 8 |
#[derive(Debug)]
pub struct BaselineNodes<K, V> {
    capacity: usize,
    root: Option<EnumRef>,
    leaves: CompactArena<BaselineLeaf<K, V>>,
    branches: CompactArena<BaselineBranch<K>>,
    len: usize,
}

/// A leaf that keeps its own capacity.
pub type BaselineLeaf<K, V> = Leaf<Vec<K>, Vec<V>, usize>;
/// A branch that keeps its own capacity.
pub type BaselineBranch<K> = Branch<Vec<K>, Vec<EnumRef>, usize>;

impl<K, V> sealed::Phase for BaselineNodes<K, V> {}

impl<K, V> Phase<K, V> for BaselineNodes<K, V> {
    const NAME: &'static str = "baseline";

    type Keys = Vec<K>;
    type Values = Vec<V>;
    type Children = Vec<EnumRef>;
    type LeafExtra = usize;
    type BranchExtra = usize;
    type Leaves = CompactArena<BaselineLeaf<K, V>>;
    type Branches = CompactArena<BaselineBranch<K>>;

    fn create(fanout: usize) -> Self {
        BaselineNodes {
            capacity: fanout,
            root: None,
            leaves: NodeMemory::new(),
            branches: NodeMemory::new(),
            len: 0,
        }
    }

    #[inline]
    fn fanout(&self) -> usize {
        self.capacity
    }

    #[inline]
    fn leaf_capacity(_fanout: usize, leaf: &LeafOf<K, V, Self>) -> usize {
        leaf.extra
    }

    accessors!();

    #[inline]
    fn root(&self) -> Option<EnumRef> {
        self.root
    }

    fn set_root(&mut self, root: Option<EnumRef>) {
        self.root = root;
    }

    fn leaf_extra(&self) -> usize {
        self.capacity
    }

    fn branch_extra(&self, _over_leaves: bool) -> usize {
        self.capacity
    }

    #[inline]
    fn context(&self, _extra: usize) {}
}
