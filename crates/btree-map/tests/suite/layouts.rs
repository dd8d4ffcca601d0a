//! Instantiates a generic test for every layout.

/// `for_each_layout!(name)` makes a module `name` with one test per layout, each calling the generic function
/// `name::<Layout>()` beside it, where `Layout` is a constructor of layouts ([`LayoutOf`]).
macro_rules! for_each_layout {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            use crate::layouts::*;
            #[test]
            fn baseline() { super::$name::<Baseline>() }
            #[test]
            fn packed() { super::$name::<Packed>() }
            #[test]
            fn inline() { super::$name::<Inline>() }
            #[test]
            fn pooled() { super::$name::<Pooled>() }
            #[test]
            fn slim_of_usual_nodes() { super::$name::<Slim>() }
            #[test]
            fn slim_of_tiny_nodes() { super::$name::<TinySlim>() }
        }
    )*};
}
pub(crate) use for_each_layout;

use btree_map::shape::Tiny;
use btree_map::{
    BPlusTreeMap, BaselineTree, DefaultLayout, Global, InlineTree, PackedTree, PooledTree, SlimTree,
};

/// A layout for any K and V.
pub(crate) trait LayoutOf {
    type Tree<K, V>: DefaultLayout<K, V>;

    /// An empty map of that fanout, if the layout lets one choose.
    fn with_fanout<K, V>(fanout: usize) -> Map<Self, K, V>
    where
        Self: Sized,
    {
        Map::<Self, K, V>::with_fanout(fanout).unwrap()
    }
}

/// The map in that layout.
pub(crate) type Map<L, K, V> = BPlusTreeMap<K, V, <L as LayoutOf>::Tree<K, V>>;

pub(crate) struct Baseline;
pub(crate) struct Packed;
pub(crate) struct Inline;
pub(crate) struct Pooled;

impl LayoutOf for Baseline {
    type Tree<K, V> = BaselineTree<K, V>;
}
impl LayoutOf for Packed {
    type Tree<K, V> = PackedTree<K, V>;
}
impl LayoutOf for Inline {
    type Tree<K, V> = InlineTree<K, V>;
}
impl LayoutOf for Pooled {
    type Tree<K, V> = PooledTree<K, V>;
}

pub(crate) struct Slim;
pub(crate) struct TinySlim;

impl LayoutOf for Slim {
    type Tree<K, V> = SlimTree<K, V>;

    fn with_fanout<K, V>(_fanout: usize) -> Map<Self, K, V> {
        Map::<Self, K, V>::with_layout()
    }
}
impl LayoutOf for TinySlim {
    type Tree<K, V> = SlimTree<K, V, Global, Tiny>;

    fn with_fanout<K, V>(_fanout: usize) -> Map<Self, K, V> {
        Map::<Self, K, V>::with_layout()
    }
}
