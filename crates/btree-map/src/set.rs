//! The set: a map whose values are `()`, and the API of std's `BTreeSet` over it, one group of methods a file.
//!
//! Owns one promise of its own: the missing values cost nothing. The handle is the map's handle, and the tree of a
//! `T -> ()` holds the elements alone, because a `()` has no bytes in any layout.

// The documentation lists the methods in the order of these modules.
mod new;

mod lookup;

mod insert_remove;

mod entry;

mod iter;

mod range;

mod visit;

mod cursor;
mod cursor_key;

mod union;

mod intersection;

mod difference;

mod symmetric_difference;

mod merge;
mod operators;
mod relate;

mod collect;
mod convert;
mod from_sorted;

mod append;

mod split;

mod extract;

mod traits;

pub use cursor::{Cursor, CursorMut, UnorderedKeyError};
pub use cursor_key::CursorMutKey;
pub use difference::Difference;
pub use entry::{Entry, OccupiedEntry, VacantEntry};
pub use extract::ExtractIf;
pub use from_sorted::UnsortedError;
pub use intersection::Intersection;
pub use iter::{IntoIter, Iter, Range};
pub use symmetric_difference::SymmetricDifference;
pub use union::Union;
pub use visit::{Page, PageToken};

use crate::map::BPlusTreeMap;
use btree_core::invariants::InvariantError;
#[cfg(feature = "phases")]
use btree_core::phases::baseline::BaselineTree;
#[cfg(feature = "phases")]
use btree_core::phases::inline::InlineTree;
#[cfg(feature = "phases")]
use btree_core::phases::packed::PackedTree;
#[cfg(feature = "phases")]
use btree_core::phases::pooled::PooledTree;
use btree_core::slim::SlimTree;
use btree_core::{DefaultLayout, FanoutError, Layout};

/// An ordered set based on a B+ tree.
///
/// `L` is the layout of the tree in memory, described in the [crate's documentation](crate#layouts). A set takes the
/// bytes of a [`BPlusTreeMap<T, ()>`](BPlusTreeMap), whose values have no bytes.
///
/// It is a logic error to change an element so that its order relative to others changes. The result may be wrong
/// answers, panics or lost elements, but never undefined behaviour.
///
/// # Examples
///
/// ```
/// use btree_map::BPlusTreeSet;
///
/// let mut seen = BPlusTreeSet::new();
/// assert!(seen.insert("pear"));
/// assert!(seen.insert("apple"));
/// assert!(!seen.insert("pear"));
/// assert!(seen.iter().eq(&["apple", "pear"]));
/// ```
///
/// As with std's set, elements may borrow data that is dropped before the set, in the default, the packed and the inline
/// layout:
///
/// ```
/// let mut set = btree_map::BPlusTreeSet::new();
/// let text = String::from("declared after the set, dropped before it");
/// set.insert(&text);
/// ```
pub struct BPlusTreeSet<T, L = SlimTree<T, ()>> {
    map: BPlusTreeMap<T, (), L>,
}

/// A set in the baseline layout: 176 bytes of handle.
#[cfg(feature = "phases")]
pub type BaselineSet<T> = BPlusTreeSet<T, BaselineTree<T, ()>>;
/// A set in the packed layout: 96 bytes of handle.
#[cfg(feature = "phases")]
pub type PackedSet<T> = BPlusTreeSet<T, PackedTree<T, ()>>;
/// A set in the inline layout: 72 bytes of handle.
#[cfg(feature = "phases")]
pub type InlineSet<T> = BPlusTreeSet<T, InlineTree<T, ()>>;
/// A set in the pooled layout: 64 bytes of handle.
#[cfg(feature = "phases")]
pub type PooledSet<T> = BPlusTreeSet<T, PooledTree<T, ()>>;
/// A set in the slim layout: 8 bytes of handle.
pub type SlimSet<T> = BPlusTreeSet<T, SlimTree<T, ()>>;

/// # Layout, size and memory
impl<T, L: Layout<T, ()>> BPlusTreeSet<T, L> {
    /// Makes an empty set in any layout. Allocates nothing.
    ///
    /// ```
    /// let set = btree_map::BaselineSet::<u32>::with_layout();
    /// assert_eq!(set.fanout(), 128);
    /// ```
    #[must_use]
    pub fn with_layout() -> Self
    where
        L: DefaultLayout<T, ()>,
    {
        BPlusTreeSet { map: BPlusTreeMap::with_layout() }
    }

    /// Makes an empty set in any layout, with at most `fanout` elements in a leaf and `fanout` children in a branch.
    ///
    /// ```
    /// use btree_map::InlineSet;
    ///
    /// assert_eq!(InlineSet::<u32>::with_fanout(32).unwrap().fanout(), 32);
    /// assert!(InlineSet::<u32>::with_fanout(3).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// If `fanout` is below [`MIN_FANOUT`](crate::MIN_FANOUT) or above [`MAX_FANOUT`](crate::MAX_FANOUT). In the default layout, whose
    /// [shape](crate::shape) sets the sizes of nodes, if `fanout` is not the one that it has.
    pub fn with_fanout(fanout: usize) -> Result<Self, FanoutError>
    where
        L: DefaultLayout<T, ()>,
    {
        BPlusTreeMap::with_fanout(fanout).map(|map| BPlusTreeSet { map })
    }

    /// Returns the maximum number of elements of a leaf. In layouts other than the default one it is also the maximum number of children of
    /// a branch.
    ///
    /// ```
    /// assert_eq!(btree_map::PooledSet::<u32>::with_layout().fanout(), 128);
    /// ```
    pub fn fanout(&self) -> usize {
        self.map.fanout()
    }

    /// Returns the name of the layout, as reports print it.
    ///
    /// ```
    /// assert_eq!(btree_map::BPlusTreeSet::<u32>::new().layout_name(), "slim");
    /// ```
    pub fn layout_name(&self) -> &'static str {
        self.map.layout_name()
    }

    /// Returns the number of elements.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// assert_eq!(btree_map::BPlusTreeSet::from([1, 2, 2]).len(), 2);
    /// ```
    #[inline]
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Returns whether the set has no elements.
    ///
    /// Computes in **O(1)** time.
    ///
    /// ```
    /// assert!(btree_map::BPlusTreeSet::<u32>::new().is_empty());
    /// ```
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Returns the bytes of heap memory that the set holds, as requested from the allocator. Memory that elements own
    /// is not counted, nor is the handle.
    ///
    /// Computes in **O(nodes)** time.
    ///
    /// ```
    /// use btree_map::BPlusTreeSet;
    ///
    /// assert_eq!(BPlusTreeSet::<u64>::new().heap_bytes(), 0);
    /// let set = BPlusTreeSet::from_iter(0..10_000_u64);
    /// let per_element = set.heap_bytes() as f64 / set.len() as f64;
    /// assert!(per_element < 1.06 * 8.0, "{per_element} bytes an element");
    /// ```
    pub fn heap_bytes(&self) -> usize {
        self.map.heap_bytes()
    }

    /// Frees unused capacity in nodes and between them.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// let mut set: btree_map::BPlusTreeSet<u32> = (0..1000).rev().collect();
    /// set.shrink_to_fit();
    /// assert_eq!(set.len(), 1000);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.map.shrink_to_fit();
    }

    /// Checks every invariant of the tree. For tests.
    ///
    /// Computes in **O(n)** time.
    ///
    /// ```
    /// assert_eq!(btree_map::BPlusTreeSet::from([1, 2]).check_invariants(), Ok(()));
    /// ```
    ///
    /// # Errors
    ///
    /// The first broken invariant that is found. It means that `Ord` is inconsistent, or that an element was changed in the set.
    pub fn check_invariants(&self) -> Result<(), InvariantError>
    where
        T: Ord,
    {
        self.map.check_invariants()
    }
}
