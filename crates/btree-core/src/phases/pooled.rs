//! Phase 3: nodes in pools of 64-slot chunks with bitmaps, children as 16-bit ids while they fit.

use super::children::{Children, IdContext, IdRow};
use super::inline_or_tree::{InlineOrTree, SmallFanout};
use super::node::{Branch, Leaf};
use super::phase::{Phase, accessors};
use super::sealed;
use super::storage::NodeStorage;
use arena::{MemoryPool, NodeMemory};
use noderef::{CompactRef, EnumRef, IdWidth, NARROW_AT, NodeRef, WIDE_AT};

/// Phase 3, 64 bytes of handle: [`InlineOrTree`] over [`PooledNodes`].
///
/// Below 16 entries `Inline { capacity: u16, items: Vec<(K, V)> }`, else `Tree` with the fields of
/// [`PooledNodes`]; the tag hides in the box of a pool's directory.
pub type PooledTree<K, V> = InlineOrTree<K, V, PooledNodes<K, V>, u16>;

/// The tree form of phase 3.
///
/// | field | bytes |
/// |---|---|
/// | len | 8 |
/// | root: [`CompactRef`] | 4 |
/// | capacity | 2 |
/// | height | 1 |
/// | width of child ids | 1 |
/// | leaves: [`MemoryPool`] | 24 |
/// | branches: [`MemoryPool`] | 24 |
#[derive(Debug)]
pub struct PooledNodes<K, V> {
    len: usize,
    /// Means nothing while `len` is 0.
    root: CompactRef,
    capacity: u16,
    /// Number of levels of branches.
    height: u8,
    width: IdWidth,
    leaves: MemoryPool<PooledLeaf<K, V>>,
    branches: MemoryPool<PooledBranch<K>>,
}

/// A leaf whose rows have no slack when full.
pub type PooledLeaf<K, V> = Leaf<NodeStorage<K>, NodeStorage<V>, ()>;
/// A branch whose children are rows of 16-bit units; it keeps whether they are leaves.
pub type PooledBranch<K> = Branch<NodeStorage<K>, IdRow, bool>;

impl sealed::SmallFanout for u16 {}

impl SmallFanout for u16 {
    fn pack(fanout: usize) -> Self {
        u16::try_from(fanout).expect("a checked fanout has 16 bits")
    }

    fn unpack(self) -> usize {
        usize::from(self)
    }
}

impl<K, V> PooledNodes<K, V> {
    /// Rewrites the children of every branch in another width.
    fn set_width(&mut self, to: IdWidth) {
        let from = core::mem::replace(&mut self.width, to);
        self.branches.for_each_mut(|_, branch| branch.children.rewrite(from, to));
    }

    /// Moves every node to an id below [`WIDE_AT`], so that ids can be narrow again. Returns where the leaf at
    /// `leaf` is now.
    fn move_below_border(&mut self, leaf: usize) -> usize {
        for index in WIDE_AT..self.branches.index_bound() {
            if self.branches.is_live(index) {
                self.move_branch(index);
            }
        }
        let mut now = leaf;
        for index in WIDE_AT..self.leaves.index_bound() {
            if self.leaves.is_live(index) {
                let moved = self.leaves.take(index);
                let parent = moved.parent as usize;
                let to = self.leaves.insert(moved);
                self.rename_child(parent, EnumRef::Leaf(index), EnumRef::Leaf(to));
                if index == leaf {
                    now = to;
                }
            }
        }
        now
    }

    fn move_branch(&mut self, index: usize) {
        let moved = self.branches.take(index);
        let parent = moved.parent;
        let to = self.branches.insert(moved);
        super::ops::split::correct_parent_links(self, to, 0);
        if self.root.unpack() == EnumRef::Branch(index) {
            self.root = CompactRef::branch(to);
        } else {
            self.rename_child(parent as usize, EnumRef::Branch(index), EnumRef::Branch(to));
        }
    }

    fn rename_child(&mut self, parent: usize, from: EnumRef, to: EnumRef) {
        let cx = self.context(self.branches.node(parent).extra);
        let children = &mut self.branches.node_mut(parent).children;
        let at = children.position(from, cx).expect("a node is among the children of its parent");
        let id = u32::try_from(to.index()).expect("pool ids have 32 bits");
        cx.width.write(super::buffer::Buffer::as_mut_slice(&mut children.units), at, id);
    }

    /// Number of levels of branches above the leaves.
    pub fn height(&self) -> usize {
        usize::from(self.height)
    }

    /// How wide the ids of children are at present.
    pub fn id_width(&self) -> IdWidth {
        self.width
    }
}

impl<K, V> sealed::Phase for PooledNodes<K, V> {}

impl<K, V> Phase<K, V> for PooledNodes<K, V> {
    const NAME: &'static str = "pooled";

    type Keys = NodeStorage<K>;
    type Values = NodeStorage<V>;
    type Children = IdRow;
    type LeafExtra = ();
    type BranchExtra = bool;
    type Leaves = MemoryPool<PooledLeaf<K, V>>;
    type Branches = MemoryPool<PooledBranch<K>>;

    fn create(fanout: usize) -> Self {
        PooledNodes {
            len: 0,
            root: CompactRef::leaf(0),
            capacity: SmallFanout::pack(fanout),
            height: 0,
            width: IdWidth::Narrow,
            leaves: NodeMemory::new(),
            branches: NodeMemory::new(),
        }
    }

    #[inline]
    fn fanout(&self) -> usize {
        usize::from(self.capacity)
    }

    accessors!();

    #[inline]
    fn root(&self) -> Option<EnumRef> {
        (self.len != 0).then(|| self.root.unpack())
    }

    fn set_root(&mut self, root: Option<EnumRef>) {
        let Some(mut node) = root else { return };
        self.root = CompactRef::pack(node);
        self.height = 0;
        while let EnumRef::Branch(index) = node {
            let branch = self.branches.node(index);
            node = branch.children.get(0, self.context(branch.extra));
            self.height += 1;
        }
    }

    fn leaf_extra(&self) {}

    fn branch_extra(&self, over_leaves: bool) -> bool {
        over_leaves
    }

    #[inline]
    fn context(&self, leaves: bool) -> IdContext {
        IdContext { width: self.width, leaves }
    }

    fn node_made(&mut self, index: usize) {
        if index >= WIDE_AT && self.width == IdWidth::Narrow {
            self.set_width(IdWidth::Wide);
        }
    }

    fn node_freed(&mut self, gone: usize, leaf: usize) -> usize {
        // Counting the nodes of a pool reads all its bitmaps: not worth it at every merge.
        if self.width == IdWidth::Narrow || !gone.is_multiple_of(64) {
            return leaf;
        }
        let nodes = self.leaves.len().max(self.branches.len());
        if nodes > NARROW_AT {
            return leaf;
        }
        let leaf = self.move_below_border(leaf);
        self.set_width(IdWidth::Narrow);
        leaf
    }
}

impl<K, V> PooledTree<K, V> {
    /// An empty tree of the default fanout, for `const` contexts.
    pub const EMPTY: Self =
        InlineOrTree::Inline { capacity: crate::DEFAULT_FANOUT as u16, items: alloc::vec::Vec::new() };
}
