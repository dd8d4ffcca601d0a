//! quickcheck: arbitrary maps, sets and multimaps are valid, of many sizes, and shrink to smaller ones.

use ::quickcheck::{Arbitrary, Gen};
use btree_map::{BPlusTreeMultiMap, BPlusTreeSet, PooledMap};

#[test]
fn arbitrary_ones_are_valid_and_shrink() {
    let mut g = Gen::new(200);
    let (mut longest, mut shrunk) = (0, 0);
    for _ in 0..50 {
        let map = PooledMap::<u16, String>::arbitrary(&mut g);
        let set = BPlusTreeSet::<u16>::arbitrary(&mut g);
        let multi = BPlusTreeMultiMap::<u8, u8>::arbitrary(&mut g);
        assert_eq!(map.check_invariants(), Ok(()));
        assert_eq!(set.check_invariants(), Ok(()));
        assert_eq!(multi.check_invariants(), Ok(()));
        longest = longest.max(map.len());
        for smaller in multi.shrink().take(20) {
            assert_eq!(smaller.check_invariants(), Ok(()));
            assert!(smaller.len() <= multi.len());
            shrunk += 1;
        }
        assert!(set.shrink().take(20).all(|smaller| smaller.len() <= set.len()));
        assert!(map.shrink().take(20).all(|smaller| smaller.len() <= map.len()));
    }
    assert!(longest > 50 && shrunk > 50, "{longest} {shrunk}");
}
