//! Uses each arena that exists without features, and each width of reference.

use alloc::string::{String, ToString};
use arena::{BoxedArena, CompactArena, MemoryPool, NodeMemory, OptimizedArena};
use noderef::{CompactRef, EnumRef, NodeRef, PackedRef};

/// More nodes than one chunk of a pool holds.
const NODES: usize = 200;

/// Runs through all of them.
pub(crate) fn exercise() {
    fill_and_empty(CompactArena::<String>::new());
    fill_and_empty(OptimizedArena::<String>::new());
    fill_and_empty(BoxedArena::<String>::new());
    fill_and_empty(MemoryPool::<String>::new());
    refuse_a_stale_handle();
    round_trip::<EnumRef>();
    round_trip::<PackedRef>();
    round_trip::<CompactRef>();
}

fn fill_and_empty(mut memory: impl NodeMemory<String>) {
    for i in 0..NODES {
        assert_eq!(memory.insert(i.to_string()), i);
    }
    for i in (0..NODES).step_by(2) {
        assert_eq!(memory.take(i), i.to_string());
    }
    assert_eq!(memory.len(), NODES / 2);
    assert_eq!(memory.node(NODES - 1), &(NODES - 1).to_string());
    memory.clear();
    assert!(memory.is_empty());
}

fn refuse_a_stale_handle() {
    let mut pool: MemoryPool<u64> = MemoryPool::new();
    let old = pool.alloc(1);
    assert_eq!(pool.remove(old), Some(1));
    let new = pool.alloc(2);
    assert_eq!(new.index(), old.index());
    assert_eq!(pool.get(old), None);
    assert_eq!(pool.get(new), Some(&2));
}

fn round_trip<R: NodeRef>() {
    for index in [0, 1, R::MAX_INDEX] {
        assert_eq!(R::leaf(index).unpack(), EnumRef::Leaf(index));
        assert_eq!(R::branch(index).unpack(), EnumRef::Branch(index));
    }
}
