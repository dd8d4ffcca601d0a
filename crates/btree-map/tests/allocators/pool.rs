//! Maps that share a pool of free blocks.

use alloc_meter::measure;
use btree_map::{BPlusTreeMap, BlockPool, SlimTree};

const N: u64 = if cfg!(miri) { 200 } else { 4_096 };

/// How often a warm pool is asked for a block at least.
const HITS: u64 = if cfg!(miri) { 10 } else { 100 };

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
