//! The two kinds of node, shared by the four phases, which differ only in the rows they plug in.
//!
//! Written out for one phase, a leaf is
//!
//! ```text
//! struct Leaf<K, V> { keys: Vec<K>, values: Vec<V>, parent: u32, capacity: usize /* baseline only */ }
//! ```
//!
//! The rows are type parameters, not associated types, so that a node is covariant in K and V.
//!
//! Invariant: a leaf has either as many keys as values (the leftmost one), or one less, its first key being
//! the separator left of it in an ancestor: its **head**. A slot counts entries, so with a head slot `s`
//! has its key in `keys[s - 1]`.

use super::buffer::Buffer;

/// The parent of the root.
pub(crate) const NO_PARENT: u32 = u32::MAX;

/// A leaf: values, and their keys but for the head.
#[derive(Debug)]
pub struct Leaf<KB, VB, X> {
    pub(crate) keys: KB,
    pub(crate) values: VB,
    pub(crate) parent: u32,
    /// What the layout keeps per leaf: the capacity in the baseline, nothing in the others.
    pub(crate) extra: X,
}

impl<KB: Buffer, VB: Buffer, X> Leaf<KB, VB, X> {
    pub(crate) fn new(keys: KB, values: VB, parent: u32, extra: X) -> Self {
        Leaf { keys, values, parent, extra }
    }

    /// Number of entries.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// 1 if the first key lives in an ancestor, else 0.
    #[inline]
    pub(crate) fn head(&self) -> usize {
        self.values.len() - self.keys.len()
    }
}

/// A branch: separators, and one child more.
#[derive(Debug)]
pub struct Branch<KB, C, X> {
    pub(crate) keys: KB,
    pub(crate) children: C,
    pub(crate) parent: u32,
    /// What the layout keeps per branch.
    pub(crate) extra: X,
}

impl<KB: Buffer, C, X> Branch<KB, C, X> {
    /// Number of children.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.keys.len() + 1
    }
}
