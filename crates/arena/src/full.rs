//! Why an arena could not take a node, and the node handed back.

use alloc::alloc::handle_alloc_error;
use core::alloc::Layout;
use core::fmt;

/// The reason an arena has no room for another node.
///
/// ```
/// use arena::{ArenaFull, BoxedArena, NodeMemory};
/// let mut arena: BoxedArena<u64, u8> = BoxedArena::new();
/// assert_eq!(arena.reserve(255), Ok(()));
/// assert_eq!(arena.reserve(256), Err(ArenaFull::IdsExhausted));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ArenaFull {
    /// Every id of the id type is taken (or retired).
    IdsExhausted,
    /// The nodes asked for do not fit into the address space.
    CapacityOverflow,
    /// The allocator refused.
    OutOfMemory,
}

impl ArenaFull {
    /// Tells the two ways apart in which a vector of `count` elements of `S` can fail to grow.
    #[cold]
    pub(crate) fn of_growth<S>(count: usize) -> Self {
        match Layout::array::<S>(count) {
            Ok(_) => Self::OutOfMemory,
            Err(_) => Self::CapacityOverflow,
        }
    }

    /// Panics with the reason; a refusing allocator aborts as everywhere in `alloc`.
    #[cold]
    #[inline(never)]
    pub(crate) fn raise(self, node: Layout) -> ! {
        match self {
            Self::OutOfMemory => handle_alloc_error(node),
            _ => panic!("{self}"),
        }
    }
}

impl fmt::Display for ArenaFull {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::IdsExhausted => "node ids exhausted",
            Self::CapacityOverflow => "capacity overflow",
            Self::OutOfMemory => "memory allocation failed",
        })
    }
}

impl core::error::Error for ArenaFull {}

/// A node an arena could not take, handed back with the reason.
///
/// ```
/// use arena::{ArenaFull, OptimizedArena};
/// let mut arena: OptimizedArena<usize, u8> = OptimizedArena::new();
/// for n in 0..255 {
///     arena.alloc(n);
/// }
/// let back = arena.try_alloc(255).unwrap_err();
/// assert_eq!((back.node, back.reason), (255, ArenaFull::IdsExhausted));
/// ```
pub struct Rejected<T> {
    /// The node, untouched.
    pub node: T,
    /// Why there was no room for it.
    pub reason: ArenaFull,
}

impl<T> fmt::Debug for Rejected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rejected").field("reason", &self.reason).finish_non_exhaustive()
    }
}

impl<T> fmt::Display for Rejected<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.reason.fmt(f)
    }
}

impl<T> core::error::Error for Rejected<T> {}
