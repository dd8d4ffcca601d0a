//! Every arena against a map from handles to values, compared after every operation.

mod suite;

use arena::{Handle, MemoryPool};
use quickcheck::{Arbitrary, Gen, QuickCheck};
use std::collections::{BTreeMap, HashMap, HashSet};
use suite::Arena;

#[derive(Clone, Debug)]
enum Op {
    Alloc(u64),
    Remove(usize),
    Change(usize, u64),
    Swap(usize, usize),
    Reserve(u8),
    ReserveExact(u8),
    RemoveUpwards(u8),
    RemoveDownwards(u8),
    Clear,
    Shrink,
}

impl Arbitrary for Op {
    fn arbitrary(g: &mut Gen) -> Self {
        match u8::arbitrary(g) {
            0..120 => Self::Alloc(u64::arbitrary(g)),
            120..180 => Self::Remove(usize::arbitrary(g)),
            180..200 => Self::Change(usize::arbitrary(g), u64::arbitrary(g)),
            200..215 => Self::Swap(usize::arbitrary(g), usize::arbitrary(g)),
            215..225 => Self::Reserve(u8::arbitrary(g)),
            225..235 => Self::ReserveExact(u8::arbitrary(g)),
            235..240 => Self::RemoveUpwards(u8::arbitrary(g)),
            240..245 => Self::RemoveDownwards(u8::arbitrary(g)),
            245..248 => Self::Clear,
            _ => Self::Shrink,
        }
    }
}

/// The truth: what lives where, and every handle that no longer does.
struct Model<I> {
    live: BTreeMap<usize, (Handle<Box<u64>, I>, u64)>,
    stale: Vec<Handle<Box<u64>, I>>,
    ever: HashSet<Handle<Box<u64>, I>>,
}

impl<I: arena::Id> Model<I> {
    fn pick(&self, n: usize) -> Option<Handle<Box<u64>, I>> {
        self.live.values().nth(n.checked_rem(self.live.len())?).map(|&(handle, _)| handle)
    }
}

/// Applies `ops`, checking the arena against the model after each. `check` sees the arena and its live indices.
fn agrees<A: Arena<Box<u64>>>(ops: &[Op], check: impl Fn(&A, &BTreeMap<usize, u64>, Option<usize>)) -> bool {
    let mut arena = A::new();
    let mut model = Model { live: BTreeMap::new(), stale: Vec::new(), ever: HashSet::new() };
    for op in ops {
        let mut allocated = None;
        match *op {
            Op::Alloc(value) => {
                let before = arena.len();
                let handle = arena.alloc(Box::new(value));
                assert_eq!(arena.len(), before + 1);
                assert!(handle.index() < arena.index_bound());
                assert!(model.ever.insert(handle), "a handle was made twice");
                assert!(
                    model.live.insert(handle.index(), (handle, value)).is_none(),
                    "an index was given twice"
                );
                allocated = Some(handle.index());
            }
            Op::Remove(n) => {
                if let Some(handle) = model.pick(n) {
                    let (_, value) = model.live.remove(&handle.index()).unwrap();
                    assert_eq!(arena.remove(handle), Some(Box::new(value)));
                    model.stale.push(handle);
                }
            }
            Op::Change(n, value) => {
                if let Some(handle) = model.pick(n) {
                    **arena.get_mut(handle).unwrap() = value;
                    model.live.get_mut(&handle.index()).unwrap().1 = value;
                }
            }
            Op::Swap(m, n) => {
                if let (Some(a), Some(b)) = (model.pick(m), model.pick(n))
                    && a != b
                {
                    let (x, y) = arena.pair_mut(a.index(), b.index());
                    std::mem::swap(&mut **x, &mut **y);
                    let (x, y) = (model.live[&a.index()].1, model.live[&b.index()].1);
                    model.live.get_mut(&a.index()).unwrap().1 = y;
                    model.live.get_mut(&b.index()).unwrap().1 = x;
                }
            }
            Op::Reserve(n) => arena.reserve(n.into()).unwrap(),
            Op::ReserveExact(n) => arena.reserve_exact(n.into()).unwrap(),
            Op::RemoveUpwards(n) | Op::RemoveDownwards(n) => {
                for _ in 0..n {
                    let end = if matches!(op, Op::RemoveUpwards(_)) {
                        model.live.pop_first()
                    } else {
                        model.live.pop_last()
                    };
                    let Some((index, (handle, value))) = end else { break };
                    assert_eq!(*arena.take(index), value);
                    model.stale.push(handle);
                }
            }
            Op::Clear => {
                arena.clear();
                model.stale.extend(model.live.values().map(|&(handle, _)| handle));
                model.live.clear();
            }
            Op::Shrink => arena.shrink_to_fit(),
        }
        compare(&mut arena, &model);
        let live = model.live.iter().map(|(&index, &(_, value))| (index, value)).collect();
        check(&arena, &live, allocated);
    }
    true
}

fn compare<A: Arena<Box<u64>>>(arena: &mut A, model: &Model<A::Id>) {
    assert_eq!(arena.len(), model.live.len());
    assert_eq!(arena.is_empty(), model.live.is_empty());
    let truth: Vec<_> = model.live.values().map(|&(handle, value)| (handle, Box::new(value))).collect();
    assert!(arena.entries().into_iter().eq(truth.iter().map(|(handle, value)| (*handle, value))));
    assert!(
        arena.entries_backwards().into_iter().eq(truth.iter().rev().map(|(handle, value)| (*handle, value)))
    );
    for &handle in &model.stale {
        assert!(!arena.contains(handle), "a stale handle was taken");
        assert_eq!(arena.get(handle), None);
        assert_eq!(arena.get_mut(handle), None);
        assert_eq!(arena.remove(handle), None);
    }
    let by_index: HashMap<_, _> =
        truth.iter().map(|(handle, value)| (handle.index(), (*handle, value))).collect();
    for index in 0..arena.index_bound() + 2 {
        assert_eq!(arena.is_live(index), by_index.contains_key(&index));
        assert_eq!(arena.handle(index), by_index.get(&index).map(|&(handle, _)| handle));
        if let Some((_, value)) = by_index.get(&index) {
            assert_eq!(arena.node(index), *value);
        }
    }
    let mut visited = Vec::new();
    arena.for_each_mut(|index, node| visited.push((index, **node)));
    assert!(visited.into_iter().eq(model.live.iter().map(|(&index, &(_, value))| (index, value))));
}

fn quick() -> QuickCheck {
    let (tests, size) = if cfg!(miri) { (2, 25) } else { (120, 220) };
    QuickCheck::new().tests(tests).rng(Gen::new(size))
}

#[expect(clippy::needless_pass_by_value, reason = "quickcheck passes values")]
fn agrees_with_the_model<A: Arena<Box<u64>> + 'static>() {
    fn property<A: Arena<Box<u64>>>(ops: Vec<Op>) -> bool {
        agrees::<A>(&ops, |_, _, _| ())
    }
    quick().quickcheck(property::<A> as fn(Vec<Op>) -> bool);
}

on_every_arena! {
    agrees_with_the_model::<Box<u64>>;
}

#[test]
fn the_pool_takes_the_lowest_free_index_and_its_bitmap_agrees() {
    #[expect(clippy::needless_pass_by_value, reason = "quickcheck passes values")]
    fn property(ops: Vec<Op>) -> bool {
        agrees::<MemoryPool<Box<u64>>>(&ops, |pool, live, allocated| {
            if let Some(index) = allocated {
                assert!((0..index).all(|lower| live.contains_key(&lower)), "a lower index was free");
            }
            let mut words = vec![0_u64; pool.bitmaps().count()];
            for index in live.keys() {
                words[index / 64] |= 1 << (index % 64);
            }
            assert!(pool.bitmaps().eq(words));
        })
    }
    quick().quickcheck(property as fn(Vec<Op>) -> bool);
}
