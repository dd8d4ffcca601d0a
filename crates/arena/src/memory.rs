//! What a tree asks of its node memory.
//!
//! The contract every arena keeps: a live index names the same node until that node is taken; no index is handed out
//! twice while live; on any error or panic named here nothing has changed.

use crate::ArenaFull;

mod sealed {
    /// Closes [`NodeMemory`](super::NodeMemory).
    pub trait Sealed {}

    impl<T> Sealed for crate::CompactArena<T> {}
    impl<T, I> Sealed for crate::OptimizedArena<T, I> {}
    impl<T, I> Sealed for crate::BoxedArena<T, I> {}
    #[cfg(feature = "pool")]
    impl<T, I> Sealed for crate::MemoryPool<T, I> {}
}

/// Storage for the nodes of one kind of one tree, addressed by plain indices.
///
/// Indices are small and dense: an arena fills freed slots before it grows, and every index is below the maximum of
/// the arena's id type. Using the index of a node that was taken is a logic error: it panics, or finds the node that
/// took its place. It is never undefined behaviour.
///
/// The trait is sealed, for unsafe code of trees relies on an index naming one node:
///
/// ```compile_fail,E0277
/// struct Mine;
/// impl arena::NodeMemory<u8> for Mine {}
/// ```
///
/// ```
/// use arena::{CompactArena, NodeMemory};
///
/// fn sum(memory: &mut impl NodeMemory<u64>) -> u64 {
///     let (a, b) = (memory.insert(1), memory.insert(2));
///     let (x, y) = memory.pair_mut(a, b);
///     core::mem::swap(x, y);
///     memory.take(a) + *memory.node(b)
/// }
/// assert_eq!(sum(&mut CompactArena::new()), 3);
/// ```
pub trait NodeMemory<T>: sealed::Sealed {
    /// An arena without nodes. Allocates nothing.
    fn new() -> Self
    where
        Self: Sized;

    /// The number of live nodes.
    fn len(&self) -> usize;

    /// Whether there is no live node.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes room, so that the next `additional` inserts neither fail nor allocate.
    ///
    /// # Errors
    ///
    /// [`ArenaFull`] with nothing changed.
    fn reserve(&mut self, additional: usize) -> Result<(), ArenaFull>;

    /// Like [`reserve`](NodeMemory::reserve), but grows by exactly that much where the arena can.
    ///
    /// # Errors
    ///
    /// [`ArenaFull`] with nothing changed.
    fn reserve_exact(&mut self, additional: usize) -> Result<(), ArenaFull>;

    /// Stores a node and returns its index.
    ///
    /// # Panics
    ///
    /// If the ids are exhausted or the capacity overflows, before anything has changed.
    fn insert(&mut self, node: T) -> usize;

    /// The node at `index`.
    ///
    /// # Panics
    ///
    /// If no node lives there.
    fn node(&self, index: usize) -> &T;

    /// The node at `index`, for change.
    ///
    /// # Panics
    ///
    /// If no node lives there.
    fn node_mut(&mut self, index: usize) -> &mut T;

    /// Two different nodes at once, for change.
    ///
    /// # Panics
    ///
    /// If `a == b` or either is not live.
    fn pair_mut(&mut self, a: usize, b: usize) -> (&mut T, &mut T);

    /// Moves the node at `index` out and frees its slot.
    ///
    /// # Panics
    ///
    /// If no node lives there.
    fn take(&mut self, index: usize) -> T;

    /// Whether a node lives at `index`.
    fn is_live(&self, index: usize) -> bool;

    /// Every live index is below this.
    fn index_bound(&self) -> usize;

    /// Calls `f` with every live node in the order of their indices.
    fn for_each_mut(&mut self, f: impl FnMut(usize, &mut T));

    /// Drops all nodes and keeps the memory. Handles given out before stay refused.
    ///
    /// If a node's drop panics, the others are dropped all the same and the arena is empty.
    fn clear(&mut self);

    /// Gives the memory of trailing dead slots back to the allocator.
    fn shrink_to_fit(&mut self);

    /// The bytes this arena itself holds requested from the allocator.
    fn heap_bytes(&self) -> usize;
}

/// The panic of every access by index that finds no node.
#[cold]
#[inline(never)]
pub(crate) fn not_live(index: usize) -> ! {
    panic!("no live node at index {index}")
}

/// The panic of [`NodeMemory::pair_mut`].
#[cold]
#[inline(never)]
pub(crate) fn not_a_pair(a: usize, b: usize) -> ! {
    panic!("indices {a} and {b} do not name two different live nodes")
}
