//! What happens after two thousand million reuses of one slot: tests that start there.

use crate::generation::{LAST, OLD};
use crate::{BoxedArena, CompactArena, MemoryPool, NodeMemory, OptimizedArena};

/// More than a chunk of the pool has slots.
const MANY: u64 = if cfg!(miri) { 70 } else { 200 };

macro_rules! aging {
    ($($module:ident $arena:ty;)*) => {$(
        mod $module {
            use super::*;

            fn aged(generation: u32) -> $arena {
                let mut arena = <$arena>::new();
                arena.alloc(10);
                arena.alloc(11);
                arena.age(0, generation);
                arena
            }

            #[test]
            fn a_slot_whose_generation_would_wrap_is_retired() {
                let mut arena = aged(LAST);
                let last = arena.handle(0).unwrap();
                assert_eq!(arena.remove(last), Some(10));
                assert_eq!((arena.len(), arena.get(last)), (1, None));
                for n in 0..MANY {
                    assert_ne!(arena.alloc(n).index(), 0, "a retired slot was handed out");
                }
                assert_eq!(arena.len() as u64, MANY + 1);
                assert_eq!(arena.iter().count() as u64, MANY + 1);
                assert_eq!((arena.get(last), arena.is_live(0)), (None, false));
            }

            #[test]
            fn a_retired_slot_survives_clear_and_shrink() {
                let mut arena = aged(LAST);
                let last = arena.handle(0).unwrap();
                arena.clear();
                arena.shrink_to_fit();
                arena.clear();
                assert_eq!((arena.len(), arena.get(last)), (0, None));
                arena.reserve(100).unwrap();
                let before = arena.heap_bytes();
                let handles: alloc::vec::Vec<_> = (0..100).map(|n| arena.alloc(n)).collect();
                assert_eq!(arena.heap_bytes(), before, "retired slots were counted as room");
                assert!(handles.iter().all(|handle| handle.index() != 0 && handle.generation() < OLD));
                assert_eq!(arena.len(), 100);
            }

            #[test]
            fn an_old_slot_is_kept_but_reused() {
                let mut arena = aged(OLD + 1);
                let old = arena.handle(0).unwrap();
                arena.clear();
                arena.shrink_to_fit();
                let again = arena.alloc(1);
                assert_eq!((again.index(), again.generation()), (0, OLD + 3));
                assert_eq!((arena.get(old), arena.get(again)), (None, Some(&1)));
                assert!(arena.alloc(2).generation() < OLD, "an old slot robbed a new one of its life");
            }

            #[test]
            fn a_slot_made_anew_starts_above_what_was_handed_out() {
                let mut arena = aged(99);
                let stale = arena.handle(0).unwrap();
                arena.clear();
                arena.shrink_to_fit();
                assert_eq!(arena.index_bound(), 0);
                let again = arena.alloc(1);
                assert_eq!(again.index(), 0);
                assert!(again.generation() > stale.generation());
                assert_eq!(arena.get(stale), None);
            }
        }
    )*};
}

aging! {
    compact CompactArena<u64>;
    optimized OptimizedArena<u64>;
    boxed BoxedArena<u64>;
    pool MemoryPool<u64>;
}
