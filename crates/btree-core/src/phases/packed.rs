//! Phase 1: references of eight bytes, free slots linked through the arena itself, no capacity in any node.

use super::node::{Branch, Leaf};
use super::phase::{Phase, accessors};
use super::sealed;
use alloc::vec::Vec;
use arena::{NodeMemory, OptimizedArena};
use noderef::{EnumRef, NodeRef, PackedRef};

/// Marks an edge leaf, and with it the root, as absent.
const NO_LEAF: u32 = u32::MAX;
use super::tree_only::TreeOnly;

/// Phase 1, 96 bytes of handle: the fields of [`PackedNodes`].
pub type PackedTree<K, V> = TreeOnly<PackedNodes<K, V>>;

/// The fields of phase 1.
///
/// | field | bytes |
/// |---|---|
/// | capacity | 8 |
/// | len | 8 |
/// | root: [`PackedRef`] | 8 |
/// | leaves: [`OptimizedArena`] | 32 |
/// | branches: [`OptimizedArena`] | 32 |
/// | first and last leaf | 4 + 4 |
#[derive(Debug)]
pub struct PackedNodes<K, V> {
    capacity: usize,
    len: usize,
    /// Means nothing while there is no first leaf.
    root: PackedRef,
    leaves: OptimizedArena<PackedLeaf<K, V>>,
    branches: OptimizedArena<PackedBranch<K>>,
    first_leaf: u32,
    last_leaf: u32,
}

/// A leaf without a capacity of its own.
pub type PackedLeaf<K, V> = Leaf<Vec<K>, Vec<V>, ()>;
/// A branch with children of eight bytes.
pub type PackedBranch<K> = Branch<Vec<K>, Vec<PackedRef>, ()>;

impl<K, V> sealed::Phase for PackedNodes<K, V> {}

impl<K, V> Phase<K, V> for PackedNodes<K, V> {
    const NAME: &'static str = "packed";

    type Keys = Vec<K>;
    type Values = Vec<V>;
    type Children = Vec<PackedRef>;
    type LeafExtra = ();
    type BranchExtra = ();
    type Leaves = OptimizedArena<PackedLeaf<K, V>>;
    type Branches = OptimizedArena<PackedBranch<K>>;

    fn create(fanout: usize) -> Self {
        PackedNodes {
            capacity: fanout,
            len: 0,
            root: PackedRef::leaf(0),
            leaves: NodeMemory::new(),
            branches: NodeMemory::new(),
            first_leaf: NO_LEAF,
            last_leaf: NO_LEAF,
        }
    }

    #[inline]
    fn fanout(&self) -> usize {
        self.capacity
    }

    accessors!();

    #[inline]
    fn root(&self) -> Option<EnumRef> {
        (self.first_leaf != NO_LEAF).then(|| self.root.unpack())
    }

    fn set_root(&mut self, root: Option<EnumRef>) {
        match root {
            None => (self.first_leaf, self.last_leaf) = (NO_LEAF, NO_LEAF),
            Some(root) => {
                self.root = PackedRef::pack(root);
                if let EnumRef::Leaf(leaf) = root {
                    let leaf = u32::try_from(leaf).expect("ids of this arena have 32 bits");
                    (self.first_leaf, self.last_leaf) = (leaf, leaf);
                }
            }
        }
    }

    fn leaf_extra(&self) {}

    fn branch_extra(&self, _over_leaves: bool) {}

    #[inline]
    fn context(&self, (): ()) {}

    // The first leaf needs no hook: splits make nodes to the right, merges free the right one of two.
    #[inline]
    fn first_kept(&self) -> Option<usize> {
        Some(self.first_leaf as usize)
    }

    #[inline]
    fn last_kept(&self) -> Option<usize> {
        Some(self.last_leaf as usize)
    }

    #[inline]
    fn last_moved(&mut self, from: usize, to: usize) {
        if self.last_leaf as usize == from {
            self.last_leaf = u32::try_from(to).expect("ids of this arena have 32 bits");
        }
    }
}
