//! Every struct that the layouts are made of, described field by field.
//!
//! Fields are private where they live, so they are repeated here by name and type; their sizes are the compiler's.
//! A forgotten or invented field shows: padding of a whole alignment or more, or a negative one, fails the tests.

use super::structs::{Field, Group, StructSize, describe};
use alloc_meter::measure;
use arena::{BoxedArena, CompactArena, MemoryPool, NodeMemory, OptimizedArena};
use btree_core::phases::NodeStorage;
use btree_core::phases::baseline::{BaselineBranch, BaselineLeaf};
use btree_core::phases::children::IdRow;
use btree_core::phases::inline::{BoxedNodes, InlineBranch, InlineLeaf};
use btree_core::phases::packed::{PackedBranch, PackedLeaf};
use btree_core::phases::pooled::{PooledBranch, PooledLeaf, PooledNodes};
use btree_map::shape::{Shape, Standard, Tiny};
use btree_map::{
    BPlusTreeMap, BaselineMap, DefaultLayout, Global, InlineMap, Layout, PackedMap, PooledMap, SlimMap,
    SlimTree,
};
use noderef::{CompactRef, EnumRef, IdWidth, PackedRef};
use std::collections::BTreeMap;
use std::mem::Discriminant;
use std::ptr::NonNull;

/// Everything, in the order of the report.
pub(crate) fn all() -> Vec<StructSize> {
    [handles(), optional_handles(), arenas(), references(), nodes(), rows(), slots(), blocks(), std_maps()]
        .concat()
}

/// The sizes of the handles, phase after phase.
pub(crate) fn handle_sizes() -> Vec<usize> {
    handles().iter().map(|handle| handle.bytes).collect()
}

fn handles() -> Vec<StructSize> {
    vec![
        describe!(Group::Handle, BaselineMap<u64, u64> {
            capacity: usize,
            root: Option<EnumRef>,
            leaves: CompactArena<BaselineLeaf<u64, u64>>,
            branches: CompactArena<BaselineBranch<u64>>,
            len: usize,
        }),
        describe!(Group::Handle, PackedMap<u64, u64> {
            capacity: usize,
            len: usize,
            root: PackedRef,
            leaves: OptimizedArena<PackedLeaf<u64, u64>>,
            branches: OptimizedArena<PackedBranch<u64>>,
            first_leaf: u32,
            last_leaf: u32,
        }),
        describe!(Group::Handle, InlineMap<u64, u64> {
            tag: "Inline or Tree, hidden in an arena's box"
                = size_of::<InlineMap<u64, u64>>() - size_of::<BoxedNodes<u64, u64>>(),
            capacity: usize,
            len: usize,
            root: PackedRef,
            leaves: BoxedArena<InlineLeaf<u64, u64>>,
            branches: BoxedArena<InlineBranch<u64>>,
        }),
        describe!(Group::Handle, PooledMap<u64, u64> {
            tag: "Inline or Tree, hidden in the id width"
                = size_of::<PooledMap<u64, u64>>() - size_of::<PooledNodes<u64, u64>>(),
            len: usize,
            root: CompactRef,
            capacity: u16,
            height: u8,
            width: IdWidth,
            leaves: MemoryPool<PooledLeaf<u64, u64>>,
            branches: MemoryPool<PooledBranch<u64>>,
        }),
        describe!(Group::Handle, SlimMap<u64, u64> {
            pointer: "to a leaf, or to the head of a tree; tagged" = size_of::<NonNull<u8>>(),
        }),
    ]
}

/// `Option<$map>` and what the `None` costs.
macro_rules! optional {
    ($group:expr, $map:ty) => {{
        let (whole, map) = (size_of::<Option<$map>>(), size_of::<$map>());
        let fields = vec![
            Field { name: "tag", of_type: "None", bytes: whole - map },
            Field { name: "map", of_type: stringify!($map), bytes: map },
        ];
        let name = concat!("Option<", stringify!($map), ">");
        StructSize::new($group, name, (whole, align_of::<Option<$map>>()), fields)
    }};
}

fn optional_handles() -> Vec<StructSize> {
    vec![
        optional!(Group::OptionalHandle, BaselineMap<u64, u64>),
        optional!(Group::OptionalHandle, PackedMap<u64, u64>),
        optional!(Group::OptionalHandle, InlineMap<u64, u64>),
        optional!(Group::OptionalHandle, PooledMap<u64, u64>),
        optional!(Group::OptionalHandle, SlimMap<u64, u64>),
    ]
}

fn arenas() -> Vec<StructSize> {
    type Node = PackedLeaf<u64, u64>;
    vec![
        describe!(Group::Arena, CompactArena<Node> {
            storage: Vec<Node>,
            free: Vec<usize>,
            mask: Vec<u32>,
        }),
        describe!(Group::Arena, OptimizedArena<Node> {
            slots: "Vec<Slot<Node>>" = size_of::<Vec<Node>>(),
            free_head: u32,
            generation: u32,
        }),
        describe!(Group::Arena, BoxedArena<Node> {
            slots: "Box<[Slot<Node>]>" = size_of::<Box<[Node]>>(),
            free_head: u32,
            generation: u32,
        }),
        describe!(Group::Arena, MemoryPool<Node> {
            chunks: "Box<[Chunk<Node>]>" = size_of::<Box<[Node]>>(),
            hint: u32,
            generation: u32,
        }),
    ]
}

fn references() -> Vec<StructSize> {
    vec![
        describe!(
            Group::Reference,
            EnumRef { tag: "leaf or branch" = size_of::<Discriminant<EnumRef>>(), index: usize }
        ),
        describe!(Group::Reference, PackedRef { bits: u64 }),
        describe!(Group::Reference, CompactRef { bits: u32 }),
        describe!(
            Group::Reference,
            IdWidth { tag: "16 or 32 bits a child, once a tree" = size_of::<IdWidth>() }
        ),
    ]
}

fn nodes() -> Vec<StructSize> {
    vec![
        describe!(Group::Node, BaselineLeaf<u64, u64> {
            keys: Vec<u64>, values: Vec<u64>, parent: u32, capacity: usize,
        }),
        describe!(Group::Node, BaselineBranch<u64> {
            keys: Vec<u64>, children: Vec<EnumRef>, parent: u32, capacity: usize,
        }),
        describe!(Group::Node, PackedLeaf<u64, u64> { keys: Vec<u64>, values: Vec<u64>, parent: u32 }),
        describe!(Group::Node, PackedBranch<u64> { keys: Vec<u64>, children: Vec<PackedRef>, parent: u32 }),
        describe!(Group::Node, InlineLeaf<u64, u64> {
            keys: NodeStorage<u64>, values: NodeStorage<u64>, parent: u32,
        }),
        describe!(Group::Node, InlineBranch<u64> {
            keys: NodeStorage<u64>, children: NodeStorage<PackedRef>, parent: u32,
        }),
        describe!(Group::Node, PooledLeaf<u64, u64> {
            keys: NodeStorage<u64>, values: NodeStorage<u64>, parent: u32,
        }),
        describe!(Group::Node, PooledBranch<u64> {
            keys: NodeStorage<u64>, children: IdRow, parent: u32, over_leaves: bool,
        }),
    ]
}

fn rows() -> Vec<StructSize> {
    vec![
        describe!(Group::Row, NodeStorage<u64> {
            tag: "Growing or Fixed, hidden in the capacity" = size_of::<NodeStorage<u64>>() - size_of::<Vec<u64>>(),
            growing: Vec<u64>,
        }),
        describe!(Group::Row, IdRow { units: NodeStorage<u16> }),
    ]
}

/// What a slot of an arena asks of the heap: the difference that 64 more of them make, and what the arena's
/// directory takes for those 64.
fn per_slot<T, A: NodeMemory<T>>() -> (usize, usize) {
    let heap = |slots| {
        let mut arena = A::new();
        arena.reserve_exact(slots).expect("a few slots fit");
        arena.heap_bytes()
    };
    let grown = heap(128) - heap(64);
    (grown / 64, grown % 64)
}

fn slots() -> Vec<StructSize> {
    type Leaf = PackedLeaf<u64, u64>;
    let align = align_of::<Leaf>();
    let node = || Field { name: "node", of_type: "PackedLeaf<u64, u64>", bytes: size_of::<Leaf>() };
    let generation = || Field { name: "generation", of_type: "u32", bytes: size_of::<u32>() };
    let tag = || Field { name: "tag", of_type: "live or free, in the padding", bytes: 0 };
    let slot = |name, bytes, fields| StructSize::new(Group::Slot, name, (bytes, align), fields);
    let (pooled, directory) = per_slot::<Leaf, MemoryPool<Leaf>>();
    vec![
        slot("slot of CompactArena", per_slot::<Leaf, CompactArena<Leaf>>().0, vec![node(), generation()]),
        slot(
            "slot of OptimizedArena",
            per_slot::<Leaf, OptimizedArena<Leaf>>().0,
            vec![node(), generation(), tag()],
        ),
        slot("slot of BoxedArena", per_slot::<Leaf, BoxedArena<Leaf>>().0, vec![node(), generation(), tag()]),
        slot("slot of MemoryPool", pooled, vec![node(), generation()]),
        slot(
            "chunk of MemoryPool",
            directory,
            vec![
                Field { name: "bitmap", of_type: "u64", bytes: size_of::<u64>() },
                Field { name: "slots", of_type: "Box<[Slot]>", bytes: size_of::<Box<[Leaf]>>() },
            ],
        ),
    ]
}

/// The heap bytes of a slim map of `0..n` without slack, beside its entries; and how many leaves it has.
fn slim_heap<S: Shape>(n: usize) -> (usize, usize) {
    let (map, report) = measure(|| {
        let mut map = BPlusTreeMap::<u64, u64, SlimTree<u64, u64, Global, S>>::with_layout();
        map.extend((0..n as u64).map(|i| (i, i)));
        map.shrink_to_fit();
        map
    });
    let mut leaves = 0;
    map.for_each_leaf(|_, _| leaves += 1);
    let heap = usize::try_from(report.live_bytes).expect("a map holds no less than nothing");
    (heap - n * size_of::<(u64, u64)>(), leaves)
}

/// Headers of the slim layout, which are private: what the heap holds beside entries and pointers to nodes.
///
/// That of a leaf is measured in a tree of one leaf. Two leaves have a head and a branch above them, five have a
/// head and three branches, since four children are the most in that shape.
fn blocks() -> Vec<StructSize> {
    let child = size_of::<NonNull<u8>>();
    let (leaf, lone) = slim_heap::<Standard>(1);
    let full = SlimTree::<u64, u64, Global, Tiny>::new().fanout();
    let (above_two, two) = slim_heap::<Tiny>(2 * full);
    let (above_five, five) = slim_heap::<Tiny>(5 * full);
    assert_eq!(
        (lone, two, five, Tiny::BRANCH_MAX),
        (1, 2, 5, 4),
        "full leaves, and as few branches as can be"
    );
    let one_branch = above_two - 2 * (leaf + child);
    let three_branches = above_five - 5 * (leaf + child) - 2 * child;
    let branch = (three_branches - one_branch) / 2;
    let head = one_branch - branch;
    let block = |name, bytes, fields| StructSize::new(Group::Block, name, (bytes, align_of::<u64>()), fields);
    let word = |name, of_type| Field { name, of_type, bytes: size_of::<usize>() };
    let short = |name, of_type| Field { name, of_type, bytes: size_of::<u16>() };
    vec![
        block(
            "header of a slim leaf",
            leaf,
            vec![
                word("link", "parent; in a lone leaf what drops the tree"),
                short("len", "u16"),
                short("capacity", "u16"),
                short("keys_capacity", "u16"),
                short("first_key_in_parent", "u16, 1 if its first key is a separator"),
            ],
        ),
        block(
            "header of a slim branch",
            branch,
            vec![
                word("link", "parent"),
                short("len", "u16"),
                short("capacity", "u16"),
                short("level", "u16"),
            ],
        ),
        block(
            "head of a slim tree of two leaves or more",
            head,
            vec![
                word("drop", "fn, what drops the tree"),
                word("len", "usize"),
                word("root", "NonNull<u8>"),
                word("first", "NonNull<u8>, a leaf"),
                word("last", "NonNull<u8>, a leaf"),
                Field { name: "run", of_type: "at which edge inserts come, if at one", bytes: 1 },
            ],
        ),
    ]
}

fn std_maps() -> Vec<StructSize> {
    vec![
        describe!(Group::Std, BTreeMap<u64, u64> {
            root: Option<(NonNull<u8>, usize)>,
            length: usize,
            alloc: (),
        }),
        optional!(Group::Std, BTreeMap<u64, u64>),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_padding_add_up_and_no_field_is_forgotten() {
        for size in all() {
            let fields: usize = size.fields.iter().map(|field| field.bytes).sum();
            assert_eq!(fields + size.padding, size.bytes, "{}", size.name);
            assert!(size.padding < size.align, "{}: {} bytes in no field", size.name, size.padding);
        }
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = all().iter().map(|size| size.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[cfg(target_pointer_width = "64")]
    #[test]
    fn the_ladder_is_what_was_promised() {
        assert_eq!(handle_sizes(), [176, 96, 72, 64, 8]);
        let of = |group| all().into_iter().filter(move |size| size.group == group).map(|size| size.bytes);
        assert!(of(Group::Arena).eq([72, 32, 24, 24]));
        assert!(of(Group::Reference).eq([16, 8, 4, 1]));
        assert!(of(Group::Node).eq([64, 64, 56, 56, 56, 56, 56, 56]));
        assert!(of(Group::Block).eq([16, 16, 48]));
        assert_eq!(of(Group::OptionalHandle).next_back(), Some(8));
    }

    #[test]
    fn slots_are_measured_not_assumed() {
        assert_eq!(per_slot::<[u64; 8], CompactArena<[u64; 8]>>(), (64 + 4, 0));
        let (slot, directory) = per_slot::<[u64; 8], MemoryPool<[u64; 8]>>();
        assert_eq!((slot, directory), (64 + 8, size_of::<u64>() + size_of::<Box<[u8]>>()));
    }

    #[test]
    fn hidden_tags_take_nothing() {
        let hidden = all().into_iter().filter(|size| matches!(size.group, Group::Handle | Group::Row));
        let tags: Vec<_> = hidden.flat_map(|size| size.fields).filter(|field| field.name == "tag").collect();
        assert_eq!(tags.len(), 3);
        assert!(tags.iter().all(|tag| tag.bytes == 0));
    }
}
