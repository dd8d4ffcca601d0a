//! What the arenas promise when something goes wrong: drops that panic, ids that run out, handles that lie.

mod suite;

use arena::{ArenaFull, BoxedArena, MemoryPool, OptimizedArena};
use std::panic::{AssertUnwindSafe, catch_unwind};
use suite::{Arena, Counted, Tally};

const MANY: usize = if cfg!(miri) { 70 } else { 300 };

fn panics(f: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(f)).expect_err("no panic");
    let text = payload.downcast_ref::<String>().cloned();
    text.or_else(|| payload.downcast_ref::<&str>().map(ToString::to_string)).expect("a panic without text")
}

fn filled<A: Arena<Counted>>(tally: &Tally, panicking: usize) -> A {
    let mut arena = A::new();
    for n in 0..MANY {
        arena.alloc(tally.node(n == panicking));
    }
    for n in (0..MANY).filter(|n| n % 3 == 0 && *n != panicking) {
        drop(arena.take(n));
    }
    arena
}

fn dropping_the_arena_drops_each_node_once<A: Arena<Counted>>() {
    let tally = Tally::default();
    drop(filled::<A>(&tally, usize::MAX));
    assert!(tally.each_dropped_once());
}

fn a_panicking_drop_in_drop_drops_the_others_once<A: Arena<Counted>>() {
    for panicking in [0, 1, 64, MANY - 1] {
        let tally = Tally::default();
        let arena = filled::<A>(&tally, panicking);
        assert_eq!(panics(|| drop(arena)), "told to panic");
        assert!(tally.each_dropped_once());
    }
}

fn a_panicking_drop_in_clear_leaves_an_empty_usable_arena<A: Arena<Counted>>() {
    let tally = Tally::default();
    let mut arena = filled::<A>(&tally, 1);
    let handles: Vec<_> = arena.entries().into_iter().map(|(handle, _)| handle).collect();
    assert_eq!(panics(|| arena.clear()), "told to panic");
    assert!(tally.each_dropped_once());
    assert!(arena.is_empty() && handles.iter().all(|&handle| arena.get(handle).is_none()));
    arena.clear();
    let indices: std::collections::HashSet<_> = (0..MANY).map(|_| arena.insert(tally.node(false))).collect();
    assert_eq!((indices.len(), arena.len()), (MANY, MANY));
    assert_eq!(tally.dropped() as usize, MANY);
    drop(arena);
    assert!(tally.each_dropped_once());
}

fn a_panicking_closure_in_for_each_leaves_the_arena_whole<A: Arena<Counted>>() {
    let tally = Tally::default();
    let mut arena = filled::<A>(&tally, usize::MAX);
    let before = arena.len();
    panics(|| arena.for_each_mut(|index, _| assert!(index < 7, "enough")));
    assert_eq!(arena.len(), before);
    drop(arena);
    assert!(tally.each_dropped_once());
}

fn wrong_indices_panic_and_change_nothing<A: Arena<u64>>() {
    let mut arena = A::new();
    let (a, b) = (arena.insert(1), arena.insert(2));
    arena.take(a);
    for index in [a, 2, 64, usize::MAX >> 8, usize::MAX] {
        assert!(panics(|| assert_eq!(*arena.node(index), 0)).contains("no live node"));
        assert!(panics(|| *arena.node_mut(index) = 0).contains("no live node"));
        assert!(panics(|| _ = arena.take(index)).contains("no live node"));
        assert!(panics(|| _ = arena.pair_mut(b, index)).contains("two different live nodes"));
        assert!(!arena.is_live(index));
        assert_eq!(arena.handle(index), None);
    }
    assert!(panics(|| _ = arena.pair_mut(b, b)).contains("two different live nodes"));
    assert_eq!((arena.len(), *arena.node(b)), (1, 2));
}

fn a_foreign_handle_finds_nothing_or_an_entry_of_the_arena_asked<A: Arena<u64>>() {
    let (mut mine, mut theirs) = (A::new(), A::new());
    for n in 0..10 {
        mine.alloc(n);
    }
    for n in 0..200 {
        let foreign = theirs.alloc(1000 + n);
        match mine.get(foreign) {
            Some(&node) => assert!(node < 10),
            None => assert!(foreign.index() >= 10),
        }
    }
}

fn fill_clear_refill_returns_to_the_memory_floor<A: Arena<u64>>() {
    let rounds = if cfg!(miri) { 6 } else { 10_000 };
    let mut arena = A::new();
    // One for each way to empty it: clearing keeps chunks that taking node by node gives back.
    let mut floors = [None; 2];
    for round in 0..rounds {
        for n in 0..70 {
            arena.alloc(n);
        }
        if round % 2 == 0 {
            arena.clear();
        } else {
            (0..70).for_each(|index| assert!(arena.take(index) < 70));
        }
        // The list of free slots and the mask of the plain arena reach their full size in the second round.
        let bytes = arena.heap_bytes();
        if round >= 2 {
            assert_eq!(*floors[round % 2].get_or_insert(bytes), bytes, "round {round}");
        }
    }
    arena.shrink_to_fit();
    assert!(arena.heap_bytes() <= 4, "at most the floor of generations stays");
}

fn nodes_without_size_are_counted<A: Arena<()>>() {
    let mut arena = A::new();
    let handles: Vec<_> = (0..MANY).map(|_| arena.alloc(())).collect();
    assert_eq!(arena.len(), MANY);
    for &handle in &handles[1..] {
        assert_eq!(arena.remove(handle), Some(()));
        assert_eq!(arena.remove(handle), None);
    }
    assert_eq!(arena.entries(), [(handles[0], &())]);
}

#[repr(align(128))]
struct Aligned(u8);

fn every_reference_is_aligned<A: Arena<Aligned>>() {
    let mut arena = A::new();
    for n in 0..70 {
        arena.insert(Aligned(n));
    }
    arena.for_each_mut(|index, node| {
        assert_eq!(std::ptr::from_ref(node).addr() % 128, 0);
        assert_eq!(usize::from(node.0), index);
    });
}

fn a_capacity_beyond_the_address_space_is_an_error<A: Arena<u64>>() {
    let mut arena = A::new();
    let kept = arena.alloc(1);
    for much in [usize::MAX, usize::MAX - 1, isize::MAX as usize, usize::MAX / 8] {
        let bytes = arena.heap_bytes();
        for refused in [arena.reserve(much), arena.reserve_exact(much)] {
            let text = refused.unwrap_err().to_string();
            assert!(text == "capacity overflow" || text == "node ids exhausted", "{text}");
        }
        assert_eq!((arena.heap_bytes(), arena.len(), arena.get(kept)), (bytes, 1, Some(&1)));
    }
}

on_every_arena! {
    dropping_the_arena_drops_each_node_once::<Counted>;
    a_panicking_drop_in_drop_drops_the_others_once::<Counted>;
    a_panicking_drop_in_clear_leaves_an_empty_usable_arena::<Counted>;
    a_panicking_closure_in_for_each_leaves_the_arena_whole::<Counted>;
    wrong_indices_panic_and_change_nothing::<u64>;
    a_foreign_handle_finds_nothing_or_an_entry_of_the_arena_asked::<u64>;
    fill_clear_refill_returns_to_the_memory_floor::<u64>;
    nodes_without_size_are_counted::<()>;
    every_reference_is_aligned::<Aligned>;
    a_capacity_beyond_the_address_space_is_an_error::<u64>;
}

/// `ids` are all there are; the next one is refused, by error and by panic, and everything still works.
fn ids_never_wrap<A: Arena<String>>(ids: usize) {
    let mut arena = A::new();
    assert_eq!(arena.reserve(ids + 1), Err(ArenaFull::IdsExhausted));
    assert_eq!((arena.heap_bytes(), arena.len()), (0, 0));
    let handles: Vec<_> = (0..ids).map(|n| arena.alloc(n.to_string())).collect();
    let bytes = arena.heap_bytes();
    for _ in 0..3 {
        let back = arena.try_alloc("back".into()).unwrap_err();
        assert_eq!((back.node.as_str(), back.reason), ("back", ArenaFull::IdsExhausted));
        assert_eq!(panics(|| _ = arena.insert("lost".into())), "node ids exhausted");
        assert_eq!(arena.reserve(1), Err(ArenaFull::IdsExhausted));
        assert_eq!(arena.reserve_exact(1), Err(ArenaFull::IdsExhausted));
    }
    assert_eq!((arena.heap_bytes(), arena.len()), (bytes, ids));
    for (n, &handle) in handles.iter().enumerate() {
        assert_eq!(arena.get(handle), Some(&n.to_string()));
    }
    assert_eq!(arena.remove(handles[77]).as_deref(), Some("77"));
    assert_eq!(arena.reserve(2), Err(ArenaFull::IdsExhausted));
    assert_eq!(arena.alloc("again".into()).index(), 77);
    assert_eq!(arena.get(handles[77]), None);
}

#[test]
fn narrow_ids_run_out_cleanly() {
    ids_never_wrap::<OptimizedArena<String, u8>>(255);
    ids_never_wrap::<BoxedArena<String, u8>>(255);
    ids_never_wrap::<MemoryPool<String, u8>>(255);
}
