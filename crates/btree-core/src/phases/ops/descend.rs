//! The way from the root to a key.
//!
//! 1. In a branch, a binary search over the separators tells the child.
//! 2. A separator equal to the key *is* the key of slot 0 of the leftmost leaf below the child to its right:
//!    keys are moved into branches, never copied. From there on the way goes left without a comparison.
//! 3. In the leaf, a binary search over its keys; its head needs no look, because step 2 would have found it.

use crate::phases::buffer::Buffer;
use crate::phases::children::Children;
use crate::phases::phase::{LeafOf, Phase};
use arena::NodeMemory;
use core::borrow::Borrow;
use noderef::EnumRef;

/// Where the way ended.
pub(crate) struct Descent<'a, K, L> {
    pub(crate) leaf: usize,
    /// Which child of its parent the leaf is.
    pub(crate) hint: usize,
    pub(crate) node: &'a L,
    pub(crate) slot: usize,
    /// The key found, wherever it lives; `None` if it is absent.
    pub(crate) key: Option<&'a K>,
}

/// Goes down to `key`; `None` in a tree without entries.
#[inline]
pub(crate) fn descend<'a, K, V, P, Q>(tree: &'a P, key: &Q) -> Option<Descent<'a, K, LeafOf<K, V, P>>>
where
    P: Phase<K, V>,
    K: Borrow<Q>,
    Q: Ord + ?Sized,
    V: 'a,
{
    let mut at = tree.root()?;
    let mut hint = 0;
    loop {
        match at {
            EnumRef::Branch(index) => {
                let branch = tree.branches().node(index);
                let cx = tree.context(branch.extra);
                match search(branch.keys.as_slice(), key) {
                    Err(child) => {
                        hint = child;
                        at = branch.children.get(child, cx);
                    }
                    Ok(separator) => {
                        let child = branch.children.get(separator + 1, cx);
                        let (leaf, hint) = leftmost(tree, child, separator + 1);
                        let key = Some(&branch.keys.as_slice()[separator]);
                        return Some(Descent { leaf, hint, node: tree.leaves().node(leaf), slot: 0, key });
                    }
                }
            }
            EnumRef::Leaf(leaf) => {
                let node = tree.leaves().node(leaf);
                let keys = node.keys.as_slice();
                let (slot, key) = match search(keys, key) {
                    Ok(slot) => (slot, Some(&keys[slot])),
                    Err(slot) => (slot, None),
                };
                return Some(Descent { leaf, hint, node, slot: slot + node.head(), key });
            }
        }
    }
}

/// The rank of `key` among ascending `keys`: `Ok` if it is one of them.
///
/// Ends after ⌈log₂ n⌉ + 1 comparisons with a rank inside the row, whatever `Ord` says.
#[inline]
fn search<K, Q>(keys: &[K], key: &Q) -> Result<usize, usize>
where
    K: Borrow<Q>,
    Q: Ord + ?Sized,
{
    keys.binary_search_by(|other| other.borrow().cmp(key))
}

/// The leftmost leaf below `node`, itself child `hint` of its parent.
pub(crate) fn leftmost<K, V, P: Phase<K, V>>(tree: &P, mut node: EnumRef, mut hint: usize) -> (usize, usize) {
    loop {
        match node {
            EnumRef::Leaf(leaf) => return (leaf, hint),
            EnumRef::Branch(index) => {
                let branch = tree.branches().node(index);
                node = branch.children.get(0, tree.context(branch.extra));
                hint = 0;
            }
        }
    }
}

/// The rightmost leaf below `node`, itself child `hint` of its parent.
pub(crate) fn rightmost<K, V, P: Phase<K, V>>(
    tree: &P,
    mut node: EnumRef,
    mut hint: usize,
) -> (usize, usize) {
    loop {
        match node {
            EnumRef::Leaf(leaf) => return (leaf, hint),
            EnumRef::Branch(index) => {
                let branch = tree.branches().node(index);
                hint = branch.keys.len();
                node = branch.children.get(hint, tree.context(branch.extra));
            }
        }
    }
}
