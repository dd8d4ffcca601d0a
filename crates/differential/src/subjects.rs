//! The collections and layouts that programs run on.

use crate::item::{Key, Value};
use crate::map::{MapOp, Maps};
use crate::multimap::{MultiOp, Multis};
use crate::program::{Operation, Program};
use crate::run::{Trace, run};
use crate::set::{SetOp, Sets};
use btree_map::multimap::ValueList;
use btree_map::shape::Tiny;
use btree_map::{
    BPlusTreeMap, BPlusTreeMultiMap, BPlusTreeSet, BaselineTree, Global, InlineTree, PackedTree, PooledTree,
    SlimTree,
};
use std::collections::{BTreeMap, BTreeSet};

/// A kind of collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Collection {
    Map,
    Set,
    Multimap,
}

impl Collection {
    /// All.
    pub(crate) const ALL: [Collection; 3] = [Collection::Map, Collection::Set, Collection::Multimap];

    /// As reports have it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Collection::Map => "map",
            Collection::Set => "set",
            Collection::Multimap => "multimap",
        }
    }

    /// Its operations.
    pub(crate) fn table(self) -> &'static [Operation] {
        match self {
            Collection::Map => MapOp::TABLE,
            Collection::Set => SetOp::TABLE,
            Collection::Multimap => MultiOp::TABLE,
        }
    }

    /// Runs a program on std's.
    pub(crate) fn run_std(self, program: &Program) -> Trace {
        match self {
            Collection::Map => run::<Maps<BTreeMap<Key, Value>>>(program, false),
            Collection::Set => run::<Sets<BTreeSet<Key>>>(program, false),
            Collection::Multimap => run::<Multis<BTreeMap<Key, Vec<Value>>>>(program, false),
        }
    }
}

/// A layout, with nodes of one size.
pub(crate) struct Layout {
    pub(crate) name: &'static str,
    map: fn(&Program) -> Trace,
    set: fn(&Program) -> Trace,
    multimap: fn(&Program) -> Trace,
}

impl Layout {
    /// Runs a program on ours.
    pub(crate) fn run(&self, collection: Collection, program: &Program) -> Trace {
        match collection {
            Collection::Map => (self.map)(program),
            Collection::Set => (self.set)(program),
            Collection::Multimap => (self.multimap)(program),
        }
    }
}

/// A layout of that tree.
macro_rules! layout {
    ($name:literal, $tiny:literal, $tree:ident $(, $rest:ty)*) => {
        Layout {
            name: $name,
            map: |program| run::<Maps<BPlusTreeMap<Key, Value, $tree<Key, Value $(, $rest)*>>>>(program, $tiny),
            set: |program| run::<Sets<BPlusTreeSet<Key, $tree<Key, () $(, $rest)*>>>>(program, $tiny),
            multimap: |program| {
                type Tree = $tree<Key, ValueList<Value> $(, $rest)*>;
                run::<Multis<BPlusTreeMultiMap<Key, Value, Tree>>>(program, $tiny)
            },
        }
    };
}

/// All layouts, each with nodes of the usual size and tiny ones.
pub(crate) const LAYOUTS: [Layout; 10] = [
    layout!("slim", false, SlimTree),
    layout!("slim-tiny", true, SlimTree, Global, Tiny),
    layout!("baseline", false, BaselineTree),
    layout!("baseline-tiny", true, BaselineTree),
    layout!("packed", false, PackedTree),
    layout!("packed-tiny", true, PackedTree),
    layout!("inline", false, InlineTree),
    layout!("inline-tiny", true, InlineTree),
    layout!("pooled", false, PooledTree),
    layout!("pooled-tiny", true, PooledTree),
];
