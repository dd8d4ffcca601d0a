//! Maps that share a pool of free blocks.

use alloc_meter::measure;
use btree_map::multimap::ValueList;
use btree_map::shape::{Leaves, Shape, Standard, Tiny};
use btree_map::{BPlusTreeMap, BPlusTreeMultiMap, BPlusTreeSet, BlockPool, SlimTree};

const N: u64 = if cfg!(miri) { 140 } else { 4_096 };

/// How often a warm pool is asked for a block at least.
const HITS: u64 = if cfg!(miri) { 4 } else { 100 };

/// Inserts and removes every key, in an order without one.
fn round(map: &mut BPlusTreeMap<u64, u64, SlimTree<u64, u64, &BlockPool>>) {
    for key in 0..N {
        map.insert(key.wrapping_mul(0x9E37_79B9_7F4A_7C15), key);
    }
    for key in 0..N {
        map.remove(&key.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    }
    assert!(map.is_empty());
}

#[test]
fn a_steady_state_asks_the_system_for_no_block() {
    let pool = BlockPool::new(10_000, 1 << 20);
    let mut map = BPlusTreeMap::new_in(&pool);
    round(&mut map);
    let cold = pool.counts();
    assert_eq!(cold.refused, 0);
    let (_, report) = measure(|| (0..if cfg!(miri) { 2 } else { 5 }).for_each(|_| round(&mut map)));
    assert_eq!((report.blocks_allocated, report.blocks_freed, report.reallocs), (0, 0, 0));
    let warm = pool.counts();
    assert_eq!(warm.misses, cold.misses);
    assert!(warm.hits > cold.hits + HITS);
    // What is out came back: every request was a hit or a miss, every block of an empty map is in the pool.
    assert_eq!(warm.hits + warm.misses, warm.returned + warm.refused);
    assert_eq!(pool.blocks() as u64, cold.misses);
}

#[test]
fn maps_that_come_and_go_share_a_pool() {
    let pool = BlockPool::new(10_000, 1 << 20);
    let build = || {
        let mut map = BPlusTreeMap::new_in(&pool);
        map.extend((0..N).map(|key| (key, key)));
        map.clone().into_iter().for_each(drop);
        map.len()
    };
    build();
    // A clone is the tree over again: the second time all of it is there.
    let misses = pool.counts().misses;
    build();
    assert_eq!(pool.counts().misses, misses);
}

#[test]
fn a_pool_keeps_no_more_than_it_may() {
    let pool = BlockPool::new(10, 4_096);
    let mut map = BPlusTreeMap::new_in(&pool);
    round(&mut map);
    assert!(pool.blocks() <= 10 && pool.bytes() <= 4_096);
    let counts = pool.counts();
    assert!(counts.refused > 0 && counts.hits > 0);
    drop(map);
    let (_, report) = measure(|| drop(pool));
    assert!(report.blocks_freed <= 10 && report.live_bytes >= -4_096);
}

/// Leaves and branches of another size than the shapes of the library.
enum Wide {}

impl Shape for Wide {
    const LEAVES: Leaves = Leaves { bytes: 2048, least_small: 32, least_large: 32, most: 256 };
    const BRANCH_MAX: usize = 9;
}

/// How many keys stay where a collection is split.
const LOW: u64 = N / 4;

/// Fills, cuts, joins, clones and drops collections of one shape, and sees that all their nodes were the pool's.
fn all_nodes_are_the_pools<S: Shape>(leaf: usize) {
    let pool = BlockPool::new(100_000, 1 << 24);
    let work = || {
        let mut map = BPlusTreeMap::<u64, u64, SlimTree<u64, u64, &BlockPool, S>>::with_layout_in(&pool);
        assert_eq!(map.fanout(), leaf);
        map.extend((0..N).map(|key| (key, key)));
        let mut high = map.split_off(&LOW);
        let mut copy = map.clone();
        copy.append(&mut high);
        copy.retain(|key, _| key % 3 == 0);
        copy.check_invariants().unwrap();
        assert!(std::ptr::eq(*copy.allocator(), &pool));

        let mut set = BPlusTreeSet::<u64, SlimTree<u64, (), &BlockPool, S>>::with_layout_in(&pool);
        set.extend(0..N);
        let low: BPlusTreeSet<_, _> = {
            let high = set.split_off(&LOW);
            &set - &high
        };
        assert!(std::ptr::eq(*low.allocator(), &pool));

        type Multi<'p, S> = BPlusTreeMultiMap<u64, u64, SlimTree<u64, ValueList<u64>, &'p BlockPool, S>>;
        let mut multi = Multi::<S>::with_layout_in(&pool);
        for key in 0..N {
            multi.insert(key, key);
        }
        assert!(std::ptr::eq(*multi.split_off(&LOW).allocator(), &pool));
        [map.len(), copy.len(), low.len(), multi.len()].map(|len| len as u64)
    };
    assert_eq!(work(), [LOW, N.div_ceil(3), LOW, LOW]);
    let cold = pool.counts();
    let (_, report) = measure(work);
    assert_eq!((report.blocks_allocated, pool.counts().misses), (0, cold.misses));
    assert_eq!(cold.hits + cold.misses, cold.returned + cold.refused);
}

#[test]
fn maps_sets_and_multimaps_of_every_shape_are_made_in_an_allocator() {
    all_nodes_are_the_pools::<Standard>(64);
    all_nodes_are_the_pools::<Tiny>(4);
    all_nodes_are_the_pools::<Wide>(128);
}
