//! Where the memory plan does not add up: its own structs, written down as it has them, and the compiler's answer.

use super::super::crossover::Crossover;
use super::super::inventory;
use super::{OVERHEAD, PER_ELEMENT};
use btree_core::phases::NodeStorage;
use serde::Serialize;

/// What the plan says and what is so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Note {
    pub(crate) plan: String,
    pub(crate) fact: String,
}

/// The plan's structs, to the letter. Only their sizes are used.
#[expect(dead_code, reason = "only their sizes are used")]
mod as_planned {
    use std::marker::PhantomData;

    pub(super) struct CompactArena<T> {
        storage: Vec<T>,
        free_list: Vec<usize>,
        generation: u32,
        allocated_mask: Vec<bool>,
    }

    pub(super) enum NodeRef<K, V> {
        Leaf(u32, PhantomData<(K, V)>),
        Branch(u32, PhantomData<(K, V)>),
    }

    #[derive(Clone, Copy)]
    pub(super) struct PackedRef(u64);

    impl PackedRef {
        pub(super) fn new_leaf(id: u32) -> Self {
            Self((1 << 63) | u64::from(id))
        }

        pub(super) fn id(self) -> u32 {
            (self.0 & 0x7FFF_FFFF) as u32
        }
    }

    pub(super) struct OptimizedArena<T> {
        storage: Vec<T>,
        free_list: u32,
        generation: u32,
    }

    pub(super) struct Phase1<T> {
        capacity: usize,
        root: PackedRef,
        leaf_arena: OptimizedArena<T>,
        branch_arena: OptimizedArena<T>,
    }

    pub(super) enum Phase2<T> {
        Inline { capacity: usize, items: Vec<T> },
        Tree(Phase1<T>),
    }

    pub(super) enum NodeId {
        Small(u16),
        Large(u32),
    }

    pub(super) struct MemoryPool<T> {
        chunks: Vec<Box<[T; 64]>>,
        /// A bit vector is a pointer, a length and a capacity.
        free_slots: Vec<u64>,
    }
}

/// All of them; `std_1` and `std_10` are the bytes per element of `BTreeMap<i32, i32>` at 1 and at 10.
pub(crate) fn notes(std_1: f64, std_10: f64) -> Vec<Note> {
    use as_planned::{CompactArena, MemoryPool, NodeId, NodeRef, OptimizedArena, PackedRef, Phase1, Phase2};
    let note = |plan: String, fact: String| Note { plan, fact };
    let mut notes = vec![
        note(
            "CompactArena is 72 bytes".into(),
            format!(
                "its fields take {}; here the mask is a generation per slot, which needs no extra u32: 72",
                size_of::<CompactArena<u64>>()
            ),
        ),
        note(
            "NodeRef with PhantomData is 16 bytes".into(),
            format!(
                "over the plan's u32 it takes {}; the baseline has a usize id, which makes 16",
                size_of::<NodeRef<u64, u64>>()
            ),
        ),
        note(
            "NodeRef(u64)::id masks with 0x7FFFFFFF".into(),
            format!(
                "the mask drops bit 31: leaf {} reads as {}; here the flag is bit 63 and the rest is the id",
                1_u32 << 31,
                PackedRef::new_leaf(1 << 31).id()
            ),
        ),
        note(
            "phase 1 is a map of 96 bytes".into(),
            format!(
                "its fields take {}; here the handle also holds len and the first and last leaf: 96",
                size_of::<Phase1<u64>>()
            ),
        ),
        note(
            "phase 2 is an enum of 72 bytes".into(),
            format!(
                "over its arenas of {} it takes {} without len; here arenas are boxed slices of 24: 72 with len",
                size_of::<OptimizedArena<u64>>(),
                size_of::<Phase2<u64>>()
            ),
        ),
        note(
            "NodeStorage saves 8 bytes a full node".into(),
            format!(
                "the enum takes {} bytes, as a Vec does ({}); it saves slack on the heap, nothing in the node",
                size_of::<NodeStorage<u64>>(),
                size_of::<Vec<u64>>()
            ),
        ),
        note(
            "NodeId { Small(u16), Large(u32) } saves 2 bytes an id".into(),
            format!(
                "the enum takes {}, more than the {} of a u32; here the tree keeps the width once",
                size_of::<NodeId>(),
                size_of::<u32>()
            ),
        ),
        note(
            "phase 3 is a map of 64 bytes with two memory pools".into(),
            format!(
                "two pools of the plan take {} alone; here a pool takes 24",
                2 * size_of::<MemoryPool<u64>>()
            ),
        ),
        note(
            "chunks of 64 nodes, and 9.8 B per element at n = 100".into(),
            format!(
                "64 slots of leaves alone take {:.1} B per element at n = 100; here the first chunks are smaller",
                64.0 * pooled_slot() as f64 / 100.0
            ),
        ),
        note(
            "44 B for a single element against 16.8 B of BTreeMap".into(),
            format!(
                "the plan's own table has 44 at ten elements and 368 at one; BTreeMap<i32, i32> takes {std_1:.1} at \
                 one and {std_10:.1} at ten"
            ),
        ),
        note(
            "2.6x / 1.8x / 1.5x / 1.4x at ten elements".into(),
            format!(
                "with the plan's bytes at ten that is four different BTreeMaps, of {} B per element; by the real one \
                 {}: a layout can meet its bytes and miss its factor",
                implied_divisors(),
                factors(std_10)
            ),
        ),
    ];
    let (grown, payload) = growth_from_1_to_10();
    notes.push(note(
        "the figures at n = 1 and at n = 10".into(),
        format!(
            "nine more entries of {} bytes need {payload}; the plan lets them take {}",
            payload / 9,
            grown.map(|bytes| bytes.to_string()).join(" / ")
        ),
    ));
    notes
}

fn pooled_slot() -> usize {
    let slot = inventory::all().into_iter().find(|size| size.name == "slot of MemoryPool");
    slot.expect("the inventory has the pool's slot").bytes
}

/// The factors at ten elements that follow from the plan's bytes and a measured `BTreeMap`.
fn factors(std_10: f64) -> String {
    let (_, at_10) = PER_ELEMENT[1];
    at_10.map(|bytes| format!("{bytes} B are {:.1}x", bytes / std_10)).join(", ")
}

/// What `BTreeMap` would have to take at ten elements for the plan's bytes to give its factors.
fn implied_divisors() -> String {
    let (_, at_10) = PER_ELEMENT[1];
    let divisors = at_10.iter().zip(OVERHEAD).map(|(bytes, factor)| format!("{:.1}", bytes / factor));
    divisors.collect::<Vec<_>>().join(" / ")
}

/// That the lead changes hands more than once: where the baseline is below `BTreeMap`, as measured.
pub(super) fn crossover_note(baseline: &Crossover) -> Note {
    let last = match baseline.never_above_from {
        Some(_) => format!("never above it again from n = {} on", baseline.in_words_from()),
        None => format!("still above it at {}", baseline.checked_to),
    };
    Note {
        plan: "one crossover, at 97 elements".into(),
        fact: format!(
            "{} maps saw back and forth, as a node more or less comes into being: built in bulk, the baseline is \
             below BTreeMap at n = {} of 1 to 200, and {last}",
            baseline.shape.name(),
            baseline.in_words_below(),
        ),
    }
}

/// How many bytes the plan adds from one element to ten, a layout; and how many `<i32, i32>` needs at least.
fn growth_from_1_to_10() -> ([i64; 4], usize) {
    let [(1, at_1), (10, at_10), _] = PER_ELEMENT else { unreachable!("the plan's sizes") };
    let mut grown = [0; 4];
    for (grown, (one, ten)) in grown.iter_mut().zip(at_1.into_iter().zip(at_10)) {
        *grown = (ten * 10.0 - one) as i64;
    }
    (grown, 9 * size_of::<(i32, i32)>())
}

#[cfg(all(test, target_pointer_width = "64"))]
mod tests {
    use super::*;

    #[test]
    fn the_compiler_confirms_what_the_notes_say() {
        use as_planned::{
            CompactArena, MemoryPool, NodeId, NodeRef, OptimizedArena, PackedRef, Phase1, Phase2,
        };
        assert_eq!(size_of::<CompactArena<u64>>(), 80);
        assert_eq!(size_of::<NodeRef<u64, u64>>(), 8);
        assert_eq!(PackedRef::new_leaf(1 << 31).id(), 0);
        assert_eq!(size_of::<OptimizedArena<u64>>(), 32);
        assert_eq!(size_of::<Phase1<u64>>(), 80);
        assert_eq!(size_of::<Phase2<u64>>(), 80);
        assert_eq!(size_of::<NodeId>(), 8);
        assert_eq!(size_of::<MemoryPool<u64>>(), 48);
        assert!(64.0 * pooled_slot() as f64 / 100.0 > 9.8);
    }

    #[test]
    fn the_plan_grows_by_less_than_what_it_stores() {
        let (grown, payload) = growth_from_1_to_10();
        assert_eq!((grown, payload), ([72, 52, 48, 44], 72));
    }

    #[test]
    fn figures_that_are_measured_appear_in_the_notes() {
        let notes = notes(128.0, 12.8);
        assert!(notes.iter().any(|note| note.fact.contains("takes 128.0 at one and 12.8 at ten")));
        assert!(
            notes
                .iter()
                .any(|note| note.fact.contains("44 B are 3.4x, 26 B are 2.0x, 20 B are 1.6x, 18 B are 1.4x"))
        );
    }
}
