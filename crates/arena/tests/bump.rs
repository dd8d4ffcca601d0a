//! The build-once arena: nodes stay where they are, are dropped once, and only found through their own arena.

#![cfg(feature = "bumpalo")]

mod suite;

use arena::{ArenaFull, BumpArena, OptimizedArena};
use bumpalo::Bump;
use std::panic::{AssertUnwindSafe, catch_unwind};
use suite::Tally;

const MANY: usize = if cfg!(miri) { 100 } else { 5_000 };

#[test]
fn nodes_are_found_and_never_move() {
    let bump = Bump::new();
    let mut arena = BumpArena::new(&bump);
    let handles: Vec<_> = (0..MANY).map(|n| arena.alloc(n.to_string())).collect();
    let places: Vec<_> = (0..MANY).map(|n| std::ptr::from_ref(&arena[n]).addr()).collect();
    for n in 0..MANY {
        arena.alloc(String::new());
        arena[n].push('!');
    }
    assert_eq!(arena.len(), 2 * MANY);
    for (n, &handle) in handles.iter().enumerate() {
        assert_eq!(arena.get(handle), Some(&format!("{n}!")));
        assert_eq!(std::ptr::from_ref(&arena[n]).addr(), places[n]);
        assert_eq!(arena.handle(n), Some(handle));
    }
    assert!(arena.iter().take(MANY).map(|(handle, _)| handle).eq(handles));
    assert_eq!(arena.iter().len(), arena.iter().count());
}

#[test]
fn each_node_is_dropped_once_even_if_one_drop_panics() {
    for panicking in [None, Some(0), Some(17), Some(99)] {
        let (bump, tally) = (Bump::new(), Tally::default());
        let mut arena = BumpArena::new(&bump);
        for n in 0..100 {
            arena.alloc(tally.node(Some(n) == panicking));
        }
        assert_eq!(catch_unwind(AssertUnwindSafe(|| drop(arena))).is_err(), panicking.is_some());
        assert!(tally.each_dropped_once());
        assert_eq!(tally.dropped(), 100);
    }
}

#[test]
fn a_foreign_or_too_large_handle_finds_nothing_else() {
    let bump = Bump::new();
    let (mut arena, mut other) = (BumpArena::new(&bump), OptimizedArena::<u64>::new());
    arena.alloc(1);
    let near = other.alloc(5);
    let far = other.alloc(6);
    assert_eq!((arena.get(near), arena.get(far)), (Some(&1), None));
    assert_eq!(arena.get_mut(far), None);
    other.remove(near);
    assert_eq!(arena.get(other.alloc(7)), None, "a generation this arena never made");
    assert!(catch_unwind(AssertUnwindSafe(|| arena[1])).is_err());
    assert!(catch_unwind(AssertUnwindSafe(|| arena[usize::MAX])).is_err());
}

#[test]
fn a_bump_at_its_limit_hands_the_node_back() {
    let bump = Bump::new();
    bump.set_allocation_limit(Some(4096));
    let mut arena = BumpArena::new(&bump);
    let back = loop {
        if let Err(back) = arena.try_alloc([arena.len() as u64; 8]) {
            break back;
        }
    };
    assert_eq!((back.node[0] as usize, back.reason), (arena.len(), ArenaFull::OutOfMemory));
    assert!(arena.len() >= 4 && arena.iter().enumerate().all(|(n, (_, node))| *node == [n as u64; 8]));
    bump.set_allocation_limit(None);
    assert_eq!(arena.alloc(back.node).index(), arena.len() - 1);
}

#[test]
fn nodes_without_size_and_with_much_alignment() {
    #[repr(align(128))]
    struct Aligned(usize);
    let bump = Bump::new();
    let (mut nothing, mut aligned) = (BumpArena::new(&bump), BumpArena::new(&bump));
    for n in 0..100 {
        nothing.alloc(());
        aligned.alloc(Aligned(n));
    }
    assert_eq!(nothing.iter().count(), 100);
    assert!(aligned.iter().all(|(_, node)| std::ptr::from_ref(node).addr() % 128 == 0));
    assert!(aligned.iter().enumerate().all(|(n, (_, node))| node.0 == n));
}
