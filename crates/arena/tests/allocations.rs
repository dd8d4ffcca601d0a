//! What the arenas promise about the allocator: no allocation after a reservation, none lost when one is refused,
//! and bytes that add up. The allocator of this binary counts, and refuses when told to.
#![expect(unsafe_code, reason = "a global allocator that counts")]

mod suite;

use arena::{ArenaFull, MemoryPool, NodeMemory};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use suite::Arena;

thread_local! {
    static CALLS: Cell<usize> = const { Cell::new(0) };
    static HELD: Cell<isize> = const { Cell::new(0) };
    /// The number of calls until one is refused.
    static FUSE: Cell<usize> = const { Cell::new(usize::MAX) };
}

struct Watched;

fn allowed() -> bool {
    CALLS.set(CALLS.get() + 1);
    let left = FUSE.get();
    FUSE.set(if left == 0 { usize::MAX } else { left - 1 });
    left != 0
}

// SAFETY: every method forwards to the system's allocator, or returns null as a refusal.
unsafe impl GlobalAlloc for Watched {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if !allowed() {
            return std::ptr::null_mut();
        }
        HELD.set(HELD.get() + layout.size() as isize);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.set(HELD.get() - layout.size() as isize);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if !allowed() {
            return std::ptr::null_mut();
        }
        HELD.set(HELD.get() + size as isize - layout.size() as isize);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static WATCHED: Watched = Watched;

fn calls(f: impl FnOnce()) -> usize {
    let before = CALLS.get();
    f();
    CALLS.get() - before
}

fn an_empty_arena_allocates_nothing<A: Arena<u64>>() {
    assert_eq!(calls(|| assert!(A::new().is_empty())), 0);
}

fn after_a_reservation_inserts_do_not_allocate<A: Arena<u64>>() {
    for exact in [false, true] {
        let mut arena = A::new();
        for n in [1, 3, 64, 65, 200, 7] {
            for index in (0..arena.index_bound()).filter(|index| index % 5 == 2) {
                if arena.is_live(index) {
                    arena.take(index);
                }
            }
            if n == 7 {
                arena.shrink_to_fit();
            }
            if exact {
                arena.reserve_exact(n).unwrap();
            } else {
                arena.reserve(n).unwrap();
            }
            let made = calls(|| (0..n).for_each(|n| assert!(arena.insert(n as u64) < 1 << 20)));
            assert_eq!(made, 0, "{n} inserts, exact: {exact}");
        }
    }
}

fn a_refused_reservation_changes_nothing<A: Arena<u64>>() {
    let mut refusals = 0;
    for fuse in 0..20 {
        for exact in [false, true] {
            let mut arena = A::new();
            let handles: Vec<_> = (0..20).map(|n| arena.alloc(n)).collect();
            arena.take(3);
            let (bytes, held) = (arena.heap_bytes(), HELD.get());
            FUSE.set(fuse);
            let result = if exact { arena.reserve_exact(500) } else { arena.reserve(500) };
            FUSE.set(usize::MAX);
            if result == Err(ArenaFull::OutOfMemory) {
                refusals += 1;
                assert_eq!((arena.heap_bytes(), HELD.get(), arena.len()), (bytes, held, 19));
            } else {
                assert_eq!(result, Ok(()));
            }
            assert_eq!(arena.get(handles[3]), None);
            assert!(handles.iter().skip(4).all(|&handle| arena.contains(handle)));
        }
    }
    assert!(refusals >= 2, "no allocation was refused");
}

fn a_refused_node_is_handed_back<A: Arena<u64>>() {
    let mut arena = A::new();
    let mut refusals = 0;
    for n in 0..100 {
        FUSE.set(0);
        let result = arena.try_alloc(n);
        FUSE.set(usize::MAX);
        if let Err(back) = result {
            refusals += 1;
            assert_eq!((back.node, back.reason, arena.len()), (n, ArenaFull::OutOfMemory, n as usize));
            arena.try_alloc(n).unwrap();
        }
    }
    assert!(refusals > 0);
    assert!(arena.entries().into_iter().map(|(_, &n)| n).eq(0..100));
}

fn heap_bytes_are_what_the_allocator_handed_out<A: Arena<u64>>() {
    let before = HELD.get();
    let mut arena = A::new();
    let held = |arena: &A| assert_eq!(arena.heap_bytes() as isize, HELD.get() - before);
    for n in 0..300 {
        arena.insert(n);
        held(&arena);
    }
    for index in (0..300).rev().filter(|index| index % 3 != 0) {
        arena.take(index);
        held(&arena);
    }
    arena.shrink_to_fit();
    held(&arena);
    arena.reserve_exact(500).unwrap();
    held(&arena);
    arena.clear();
    held(&arena);
    drop(arena);
    assert_eq!(HELD.get(), before);
}

on_every_arena! {
    an_empty_arena_allocates_nothing::<u64>;
    after_a_reservation_inserts_do_not_allocate::<u64>;
    a_refused_reservation_changes_nothing::<u64>;
    a_refused_node_is_handed_back::<u64>;
    heap_bytes_are_what_the_allocator_handed_out::<u64>;
}

#[test]
fn the_pool_allocates_once_for_sixty_four_nodes() {
    let nodes = if cfg!(miri) { 1 << 10 } else { 1 << 16 };
    let mut pool: MemoryPool<u64> = MemoryPool::new();
    let made = calls(|| (0..nodes).for_each(|n| assert_eq!(pool.insert(n), n as usize)));
    let chunks = nodes as usize / 64;
    // A dozen for the early chunks; the directory grows by an eighth, hence in about 6 ln(chunks) + 8 steps.
    assert!(
        made >= chunks && made <= chunks + 24 + 8 * chunks.ilog2() as usize,
        "{made} for {chunks} chunks"
    );
}

/// Bytes of a slot of the pool for a `u64`: the node and its generation.
const SLOT: usize = (size_of::<u32>() + size_of::<u64>()).next_multiple_of(align_of::<u64>());

#[test]
fn the_pools_early_chunks_are_small() {
    let mut pool: MemoryPool<u64> = MemoryPool::new();
    let sizes: Vec<_> = (0..5).map(|n| (pool.insert(n), pool.heap_bytes()).1).collect();
    // The directory has one chunk: 64 bits, and a boxed slice.
    let chunk = 8 + size_of::<Box<[u64]>>();
    assert_eq!(sizes, [1, 2, 4, 4, 8].map(|slots| chunk + slots * SLOT));
}

#[test]
fn a_drained_pool_keeps_at_most_a_spare_chunk_and_does_not_thrash() {
    type Order = fn(usize, usize) -> usize;
    let orders: [Order; 3] = [|n, _| n, |n, all| all - 1 - n, |n, all| n * 7919 % all];
    let all = if cfg!(miri) { 64 * 8 } else { 64 * 100 };
    for order in orders {
        let mut pool: MemoryPool<u64> = MemoryPool::new();
        (0..all as u64).for_each(|n| assert_eq!(pool.insert(n), n as usize));
        let full = pool.heap_bytes();
        (0..all).for_each(|n| assert_eq!(pool.take(order(n, all)), order(n, all) as u64));
        let drained = pool.heap_bytes() - (full - all * SLOT);
        assert!(drained <= 3 * 64 * SLOT, "{drained} bytes of slots stay");
    }
    let mut pool: MemoryPool<u64> = MemoryPool::new();
    (0..64 * 5).for_each(|n| assert_eq!(pool.insert(n), n as usize));
    pool.insert(0);
    let border = calls(|| {
        for _ in 0..100 {
            assert_eq!(pool.take(64 * 5), 0);
            assert_eq!(pool.insert(0), 64 * 5);
        }
    });
    assert_eq!(border, 0, "a node at the border of a chunk allocates each time");
}

#[test]
fn a_small_reservation_in_the_pool_survives_takes() {
    let mut pool: MemoryPool<u64> = MemoryPool::new();
    (0..64 * 6).for_each(|n| assert_eq!(pool.insert(n), n as usize));
    pool.reserve(16).unwrap();
    let made = calls(|| {
        (64..64 * 6).rev().for_each(|index| assert_eq!(pool.take(index), index as u64));
        (0..16).for_each(|n| assert!(pool.insert(n) < 64 * 7));
    });
    assert!(made <= 1, "shrinking the boxed slots may reallocate, inserting may not: {made}");
}
