//! The invariant checker of the four phases: visits every node, and trusts none of its fields.

use super::navigate::{first_leaf, last_leaf};
use super::rebalance::{min_children, min_entries};
use crate::LeafHandle;
use crate::invariants::{InvariantError, expect};
use crate::phases::buffer::Buffer;
use crate::phases::children::Children;
use crate::phases::node::NO_PARENT;
use crate::phases::phase::Phase;
use arena::NodeMemory;
use noderef::EnumRef;

/// What a walk has seen so far.
struct Walk<'a, K> {
    entries: usize,
    leaves: usize,
    branches: usize,
    last_key: Option<&'a K>,
    leaf_depth: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
}

/// Where in the tree a node is.
#[derive(Clone, Copy)]
struct Place {
    depth: usize,
    parent: u32,
    /// On the left edge, on the right edge.
    edges: (bool, bool),
}

/// Checks the invariants listed in [`invariants`](crate::invariants).
pub(crate) fn check<K: Ord, V, P: Phase<K, V>>(tree: &P) -> Result<(), InvariantError> {
    let mut walk = Walk {
        entries: 0,
        leaves: 0,
        branches: 0,
        last_key: None,
        leaf_depth: None,
        first: None,
        last: None,
    };
    if let Some(root) = tree.root() {
        node(tree, root, Place { depth: 0, parent: NO_PARENT, edges: (true, true) }, &mut walk)?;
    }
    expect(walk.entries == tree.len(), "len is the number of values")?;
    expect(walk.leaves == tree.leaves().len(), "every leaf in memory is in the tree")?;
    expect(walk.branches == tree.branches().len(), "every branch in memory is in the tree")?;
    expect(first_leaf(tree).map(LeafHandle::index) == walk.first, "the first leaf is known")?;
    expect(last_leaf(tree).map(LeafHandle::index) == walk.last, "the last leaf is known")
}

fn node<'a, K: Ord, V: 'a, P: Phase<K, V>>(
    tree: &'a P,
    at: EnumRef,
    place: Place,
    walk: &mut Walk<'a, K>,
) -> Result<(), InvariantError> {
    match at {
        EnumRef::Leaf(index) => leaf(tree, index, place, walk),
        EnumRef::Branch(index) => branch(tree, index, place, walk),
    }
}

fn leaf<'a, K: Ord, V: 'a, P: Phase<K, V>>(
    tree: &'a P,
    index: usize,
    place: Place,
    walk: &mut Walk<'a, K>,
) -> Result<(), InvariantError> {
    expect(tree.leaves().is_live(index), "a child is a live leaf")?;
    let leaf = tree.leaves().node(index);
    let (keys, values) = (leaf.keys.len(), leaf.values.len());
    expect(leaf.parent == place.parent, "a leaf knows its parent")?;
    expect(values >= 1, "a leaf holds an entry")?;
    expect(values <= P::leaf_capacity(tree.fanout(), leaf), "a leaf holds no more than its capacity")?;
    expect(keys + usize::from(!place.edges.0) == values, "each leaf but the first has its head above")?;
    let inner = !place.edges.0 && !place.edges.1;
    expect(!inner || values >= min_entries(tree.fanout()), "an inner leaf is filled enough")?;
    expect(walk.leaf_depth.is_none_or(|depth| depth == place.depth), "leaves are equally deep")?;
    walk.leaf_depth = Some(place.depth);
    for key in leaf.keys.as_slice() {
        next_key(walk, key)?;
    }
    walk.entries += values;
    walk.leaves += 1;
    walk.first = walk.first.or(Some(index));
    walk.last = Some(index);
    Ok(())
}

fn branch<'a, K: Ord, V: 'a, P: Phase<K, V>>(
    tree: &'a P,
    index: usize,
    place: Place,
    walk: &mut Walk<'a, K>,
) -> Result<(), InvariantError> {
    expect(tree.branches().is_live(index), "a child is a live branch")?;
    let branch = tree.branches().node(index);
    let len = branch.len();
    let cx = tree.context(branch.extra);
    expect(branch.parent == place.parent, "a branch knows its parent")?;
    expect(len >= 2, "a branch has two children")?;
    expect(len <= tree.fanout(), "a branch has no more children than the fanout")?;
    let inner = !place.edges.0 && !place.edges.1;
    expect(!inner || len >= min_children(tree.fanout()), "an inner branch is filled enough")?;
    walk.branches += 1;
    for i in 0..len {
        if i > 0 {
            next_key(walk, &branch.keys.as_slice()[i - 1])?;
        }
        let edges = (place.edges.0 && i == 0, place.edges.1 && i + 1 == len);
        let parent =
            u32::try_from(index).map_err(|_| InvariantError("a branch index fits the parent field"))?;
        let below = Place { depth: place.depth + 1, parent, edges };
        node(tree, branch.children.get(i, cx), below, walk)?;
    }
    Ok(())
}

fn next_key<'a, K: Ord>(walk: &mut Walk<'a, K>, key: &'a K) -> Result<(), InvariantError> {
    expect(walk.last_key.is_none_or(|last| last < key), "keys ascend")?;
    walk.last_key = Some(key);
    Ok(())
}
