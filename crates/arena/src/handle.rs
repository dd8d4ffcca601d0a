//! Handles: an index with the generation of its slot; and the API by handle, written once for all arenas.
//!
//! Invariant: a handle made by an arena carries an odd generation, so it can only ever match a live slot.

use crate::Id;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::ops::Range;

/// Names one node of one arena, and never another node that took its slot later.
///
/// Copied, compared, hashed and sent freely whatever `T` is. Takes 8 bytes for ids up to `u32`.
///
/// ```
/// use arena::{Handle, OptimizedArena};
/// let mut arena: OptimizedArena<&str> = OptimizedArena::new();
/// let a: Handle<&str> = arena.alloc("a");
/// assert_eq!((a.index(), a.generation()), (0, 1));
/// ```
pub struct Handle<T, I = u32> {
    index: I,
    generation: u32,
    node: PhantomData<fn() -> T>,
}

impl<T, I: Id> Handle<T, I> {
    /// `index` is below the limit of `I`: the arena has handed it out.
    #[inline]
    pub(crate) fn new(index: usize, generation: u32) -> Self {
        match I::from_index(index) {
            Some(index) => Self { index, generation, node: PhantomData },
            None => unreachable!("an arena made an index beyond its ids"),
        }
    }

    /// The index of the slot. Computes in **O(1)** time.
    #[inline]
    pub fn index(self) -> usize {
        self.index.index()
    }

    /// The generation of the slot, always odd. Computes in **O(1)** time.
    #[inline]
    pub fn generation(self) -> u32 {
        self.generation
    }
}

// Written out because the derives would ask the same of `T`.
impl<T, I: Copy> Copy for Handle<T, I> {}

impl<T, I: Copy> Clone for Handle<T, I> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, I: PartialEq> PartialEq for Handle<T, I> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index && self.generation == other.generation
    }
}

impl<T, I: Eq> Eq for Handle<T, I> {}

impl<T, I: Ord> PartialOrd for Handle<T, I> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T, I: Ord> Ord for Handle<T, I> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.index.cmp(&other.index).then(self.generation.cmp(&other.generation))
    }
}

impl<T, I: Hash> Hash for Handle<T, I> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
        self.generation.hash(state);
    }
}

impl<T, I: fmt::Debug> fmt::Debug for Handle<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Handle").field("index", &self.index).field("generation", &self.generation).finish()
    }
}

/// Iterates over the live entries of the arena `A` in the order of their indices.
///
/// Made by the arenas' `iter` methods. A whole pass computes in **O(slots)** time.
pub struct Iter<'a, A> {
    pub(crate) arena: &'a A,
    pub(crate) indices: Range<usize>,
    pub(crate) left: usize,
}

impl<A> Clone for Iter<'_, A> {
    fn clone(&self) -> Self {
        Self { arena: self.arena, indices: self.indices.clone(), left: self.left }
    }
}

impl<A> fmt::Debug for Iter<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Iter")
            .field("indices", &self.indices)
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

impl<A> FusedIterator for Iter<'_, A> where Self: Iterator {}

/// Writes the API by handle for an arena that implements `NodeMemory` and has two private methods,
/// `entry(index) -> Option<(generation, &T)>` and `entry_mut`.
macro_rules! handle_api {
    ([$($param:tt)*] $arena:ty, $id:ty, $name:literal) => {
        impl<$($param)*> $arena {
            /// The number of live nodes. See [`NodeMemory::len`](crate::NodeMemory::len).
            #[inline]
            pub fn len(&self) -> usize {
                crate::NodeMemory::len(self)
            }

            /// Whether there is no live node.
            #[inline]
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }

            /// Stores a node and returns its handle. Computes in amortised **O(1)** time.
            ///
            /// # Panics
            ///
            /// If the ids are exhausted or the capacity overflows, before anything has changed.
            ///
            /// ```
            #[doc = concat!("let mut arena: arena::", $name, "<u64> = arena::", $name, "::new();")]
            /// let seven = arena.alloc(7);
            /// assert_eq!(arena.get(seven), Some(&7));
            /// ```
            pub fn alloc(&mut self, node: T) -> crate::Handle<T, $id> {
                let index = crate::NodeMemory::insert(self, node);
                self.handle_of_live(index)
            }

            /// Stores a node, or hands it back. Computes in amortised **O(1)** time.
            ///
            /// # Errors
            ///
            /// [`Rejected`](crate::Rejected) with the node and the reason; nothing has changed.
            pub fn try_alloc(&mut self, node: T) -> Result<crate::Handle<T, $id>, crate::Rejected<T>> {
                match crate::NodeMemory::reserve(self, 1) {
                    Ok(()) => Ok(self.alloc(node)),
                    Err(reason) => Err(crate::Rejected { node, reason }),
                }
            }

            /// The node of `handle`, or `None` if it was removed. Computes in **O(1)** time.
            #[inline]
            pub fn get(&self, handle: crate::Handle<T, $id>) -> Option<&T> {
                match self.entry(handle.index()) {
                    Some((generation, node)) if generation == handle.generation() => Some(node),
                    _ => None,
                }
            }

            /// The node of `handle` for change, or `None` if it was removed. Computes in **O(1)** time.
            #[inline]
            pub fn get_mut(&mut self, handle: crate::Handle<T, $id>) -> Option<&mut T> {
                match self.entry_mut(handle.index()) {
                    Some((generation, node)) if generation == handle.generation() => Some(node),
                    _ => None,
                }
            }

            /// Whether the node of `handle` is still here. Computes in **O(1)** time.
            #[inline]
            pub fn contains(&self, handle: crate::Handle<T, $id>) -> bool {
                self.get(handle).is_some()
            }

            /// Moves the node of `handle` out; its slot is reused, the handle refused from now on. Computes in
            /// **O(1)** time.
            ///
            /// ```
            #[doc = concat!("let mut arena: arena::", $name, "<u64> = arena::", $name, "::new();")]
            /// let seven = arena.alloc(7);
            /// assert_eq!(arena.remove(seven), Some(7));
            /// assert_eq!(arena.remove(seven), None);
            /// ```
            pub fn remove(&mut self, handle: crate::Handle<T, $id>) -> Option<T> {
                if self.contains(handle) { Some(crate::NodeMemory::take(self, handle.index())) } else { None }
            }

            /// The handle of the node that lives at `index`, if one does. Computes in **O(1)** time.
            pub fn handle(&self, index: usize) -> Option<crate::Handle<T, $id>> {
                self.entry(index).map(|(generation, _)| crate::Handle::new(index, generation))
            }

            /// The live entries in the order of their indices. A whole pass computes in **O(slots)** time.
            ///
            /// ```
            #[doc = concat!("let mut arena: arena::", $name, "<u64> = arena::", $name, "::new();")]
            /// let (a, b) = (arena.alloc(1), arena.alloc(2));
            /// assert!(arena.iter().eq([(a, &1), (b, &2)]));
            /// ```
            pub fn iter(&self) -> crate::Iter<'_, Self> {
                crate::Iter { arena: self, indices: 0..crate::NodeMemory::index_bound(self), left: self.len() }
            }

            fn handle_of_live(&self, index: usize) -> crate::Handle<T, $id> {
                match self.handle(index) {
                    Some(handle) => handle,
                    None => crate::memory::not_live(index),
                }
            }
        }

        impl<$($param)*> Default for $arena {
            fn default() -> Self {
                Self::new()
            }
        }

        impl<$($param)*> core::fmt::Debug for $arena
        where
            T: core::fmt::Debug,
        {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_map().entries(self.iter().map(|(handle, node)| (handle.index(), node))).finish()
            }
        }

        impl<'a, $($param)*> IntoIterator for &'a $arena {
            type Item = (crate::Handle<T, $id>, &'a T);
            type IntoIter = crate::Iter<'a, $arena>;

            fn into_iter(self) -> Self::IntoIter {
                self.iter()
            }
        }

        impl<'a, $($param)*> Iterator for crate::Iter<'a, $arena> {
            type Item = (crate::Handle<T, $id>, &'a T);

            fn next(&mut self) -> Option<Self::Item> {
                let arena = self.arena;
                let found = self.indices.find_map(|index| {
                    arena.entry(index).map(|(generation, node)| (crate::Handle::new(index, generation), node))
                });
                self.left -= usize::from(found.is_some());
                found
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.left, Some(self.left))
            }
        }

        impl<'a, $($param)*> DoubleEndedIterator for crate::Iter<'a, $arena> {
            fn next_back(&mut self) -> Option<Self::Item> {
                let arena = self.arena;
                let found = self.indices.by_ref().rev().find_map(|index| {
                    arena.entry(index).map(|(generation, node)| (crate::Handle::new(index, generation), node))
                });
                self.left -= usize::from(found.is_some());
                found
            }
        }

        impl<'a, $($param)*> ExactSizeIterator for crate::Iter<'a, $arena> {}
    };
}
