//! Insertion where memory is refused, or the allocator panics: at every request there is, in every kind of step. And removals, which
//! go on without memory.

use crate::ledger::Ledger;
use alloc_meter::{fail_from, measure};
use btree_map::shape::{Shape, Standard, Tiny};
use btree_map::{AllocError, Allocator, BPlusTreeMap, SlimTree};
use std::alloc::Layout;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;

thread_local! {
    static BOOKS: Ledger = Ledger::default();
}

/// The allocator with this thread's books: one that trees can be made in without naming it, whatever their shape.
#[derive(Clone, Default)]
struct OfThread;

// SAFETY: everything is passed on to one and the same allocator, for the maps here stay on their thread.
unsafe impl Allocator for OfThread {
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        BOOKS.with(|books| books.allocate(layout))
    }

    unsafe fn deallocate(&self, block: NonNull<u8>, layout: Layout) {
        // SAFETY: the caller's contract is the same.
        BOOKS.with(|books| unsafe { books.deallocate(block, layout) });
    }
}

/// Entries in tiny nodes, and in nodes of the standard size, and how many requests that takes at least.
const MANY: u32 = if cfg!(miri) { 25 } else { 150 };
const MORE: u32 = if cfg!(miri) { 60 } else { 700 };
const LEAST: usize = if cfg!(miri) { 4 } else { 40 };

type Map<S> = BPlusTreeMap<u32, Box<u32>, SlimTree<u32, Box<u32>, OfThread, S>>;

/// Inserts `keys`; before each the allocator is told to refuse its first request, then its second and so on, until the
/// insert asks for no more. Tells how many requests were refused.
fn every_request_refused<S: Shape>(keys: impl Iterator<Item = u32>) -> usize {
    BOOKS.with(|books| refuse_every_request::<S>(books, keys))
}

fn refuse_every_request<S: Shape>(ledger: &Ledger, keys: impl Iterator<Item = u32>) -> usize {
    let mut map = Map::<S>::with_layout();
    let mut model = BTreeMap::new();
    let mut refused = 0;
    for key in keys {
        let mut value = Box::new(key);
        for nth in 0.. {
            ledger.refuses_after.set(Some(nth));
            let result = map.try_insert_reserving(key, value);
            ledger.refuses_after.set(None);
            map.check_invariants().unwrap();
            match result {
                Ok(old) => {
                    assert_eq!(old, model.insert(key, Box::new(key)));
                    break;
                }
                Err(error) => {
                    refused += 1;
                    let back;
                    (back, value) = error.into_entry();
                    assert_eq!((back, *value), (key, key));
                    assert!(map.iter().eq(&model));
                    assert_eq!(map.heap_bytes(), ledger.bytes(), "nothing is lost");
                }
            }
        }
    }
    assert!(map.iter().eq(&model));
    // What was made so is a map like any other.
    for key in model.keys() {
        map.remove(key);
        map.check_invariants().unwrap();
    }
    assert_eq!(ledger.live(), 0);
    refused
}

#[test]
fn an_insert_without_memory_changes_nothing() {
    let mixed = || (0..MANY).map(|key| key * 61 % 151);
    // Levels upon levels of tiny nodes; each splits, and so do all above it.
    assert!(every_request_refused::<Tiny>(mixed()) > LEAST);
    assert!(every_request_refused::<Tiny>(0..MANY) > LEAST);
    assert!(every_request_refused::<Tiny>((0..MANY).rev()) > LEAST);
    assert!(every_request_refused::<Standard>((0..MORE).map(|key| key * 61 % 701)) > LEAST / 4 * 3);
}

/// Inserts `keys`; before each the allocator is told to panic at its first request, then its second and so on, until the
/// insert comes through. Tells how often it panicked.
fn every_request_panics<S: Shape>(keys: impl Iterator<Item = u32>) -> usize {
    BOOKS.with(|ledger| {
        let mut map = Map::<S>::with_layout();
        let mut model = BTreeMap::new();
        let mut panics = 0;
        for key in keys {
            for nth in 0.. {
                ledger.panics_after.set(Some(nth));
                let insert = catch_unwind(AssertUnwindSafe(|| map.insert(key, Box::new(key))));
                ledger.panics_after.set(None);
                map.check_invariants().unwrap();
                if insert.is_ok() {
                    break;
                }
                panics += 1;
                assert!(map.iter().eq(&model) && map.len() == model.len());
            }
            model.insert(key, Box::new(key));
        }
        for key in model.keys() {
            map.remove(key);
            map.check_invariants().unwrap();
        }
        drop(map);
        // Blocks made for inserts that did not come through may be lost, a few each.
        assert!(ledger.live() <= 2 * panics);
        // SAFETY: the map is gone.
        unsafe { ledger.free_all() };
        panics
    })
}

#[test]
fn an_insert_whose_allocator_panics_changes_nothing() {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let panics = [
        every_request_panics::<Tiny>((0..MANY).map(|key| key * 61 % 151)),
        every_request_panics::<Tiny>(0..MANY),
        every_request_panics::<Tiny>((0..MANY).rev()),
        every_request_panics::<Standard>((0..MORE).map(|key| key * 61 % 701)),
    ];
    std::panic::set_hook(hook);
    assert!(panics.iter().all(|panics| *panics > LEAST / 4 * 3), "{panics:?}");
}

#[test]
fn removals_without_memory_give_nothing_back_and_lose_nothing() {
    for n in if cfg!(miri) { [20, 60] } else { [40, 1_000] } {
        let mut map: BPlusTreeMap<String, u64> = BPlusTreeMap::new();
        map.extend((0..n).map(|i| (format!("{:05}", i * 7919 % 5003), i)));
        let mut expected: Vec<(String, u64)> = map.iter().map(|(key, value)| (key.clone(), *value)).collect();
        let gone: Vec<String> = expected.iter().step_by(3).map(|(key, _)| key.clone()).collect();
        let more: Vec<String> = expected.iter().skip(1).step_by(3).map(|(key, _)| key.clone()).collect();
        let failing = fail_from(0);
        let removed = gone.iter().filter(|key| map.remove(*key).is_some()).count();
        let refused = failing.injected();
        drop(failing);
        assert!(
            removed == gone.len() && refused > 0,
            "n = {n}: {removed} removed, {refused} requests refused"
        );
        map.check_invariants().unwrap();
        expected.retain(|(key, _)| !gone.contains(key));
        assert!(map.iter().map(|(key, value)| (key.clone(), *value)).eq(expected.iter().cloned()));
        // With memory again.
        let before = map.heap_bytes();
        assert!(more.iter().all(|key| map.remove(key).is_some()));
        map.check_invariants().unwrap();
        assert!(map.heap_bytes() < before && map.len() == expected.len() - more.len());
    }
}

#[test]
fn a_split_without_memory_for_a_smaller_block_keeps_the_larger_one() {
    let mut map: BPlusTreeMap<u64, [u64; 8]> = (0..18).map(|key| (key, [key; 8])).collect();
    // The new leaf gets its memory, and the old one no smaller block.
    let failing = fail_from(1);
    let right = map.split_off(&9);
    let refused = failing.injected();
    drop(failing);
    assert!(refused > 0 && map.check_invariants().is_ok() && right.check_invariants().is_ok());
    assert!(map.into_iter().chain(right).eq((0..18).map(|key| (key, [key; 8]))));
}

/// A leaf that gave its first key up to a branch has room for one key more than a leaf of that capacity is allocated with.
#[test]
fn what_removals_give_back_after_an_append_is_what_was_allocated() {
    let sizes: &[u32] = if cfg!(miri) { &[3, 12, 40] } else { &[1, 3, 11, 12, 20, 40, 70, 130] };
    for (&left, &right) in sizes.iter().flat_map(|left| sizes.iter().map(move |right| (left, right))) {
        let (mut map, report) =
            measure(|| (0..left).map(|key| (u64::from(key), 0_u64)).collect::<BPlusTreeMap<_, _>>());
        let mut held = report.live_bytes;
        let ((), report) = measure(|| {
            let mut above: BPlusTreeMap<u64, u64> =
                (left..left + right).map(|key| (u64::from(key), 0)).collect();
            map.append(&mut above);
        });
        held += report.live_bytes;
        let mut keys: Vec<u64> = (0..u64::from(left + right)).collect();
        testbed::Random::new(u64::from(left)).shuffle(&mut keys);
        for key in keys {
            held += measure(|| map.remove(&key)).1.live_bytes;
            assert_eq!(held, map.heap_bytes() as i64, "{left} and {right}, without {key}");
        }
        assert!(map.is_empty() && held == 0);
    }
}
