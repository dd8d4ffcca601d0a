//! Removals, splits and clones whose allocator panics, in a request or in its own clone: what is held across that is used
//! again afterwards. Fault case 36.

use crate::ledger::Ledger;
use btree_map::shape::{Shape, Standard, Tiny};
use btree_map::{AllocError, Allocator, BPlusTreeMap, SlimTree};
use std::alloc::Layout;
use std::cell::Cell;
use std::ops::Bound;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;
use std::sync::Arc;

thread_local! {
    static BOOKS: Ledger = Ledger::default();
    /// Clones of the allocator until one panics; none does at `None`.
    static CLONES: Cell<Option<usize>> = const { Cell::new(None) };
}

/// The allocator with this thread's books, whose clone panics when it is told to.
#[derive(Default)]
struct OfThread;

impl Clone for OfThread {
    fn clone(&self) -> Self {
        match CLONES.get() {
            Some(0) => {
                CLONES.set(None);
                panic!("this clone panics");
            }
            left => CLONES.set(left.map(|left| left - 1)),
        }
        OfThread
    }
}

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

type Map<S> = BPlusTreeMap<u64, Box<u64>, SlimTree<u64, Box<u64>, OfThread, S>>;

/// More than a standard leaf holds.
const MANY: u64 = if cfg!(miri) { 66 } else { 300 };

/// From one request that panics to the next one that does, in a run of its own.
const STEP: usize = if cfg!(miri) { 97 } else { 1 };

/// The same where a run makes few requests.
const LITTLE: usize = if cfg!(miri) { 41 } else { 1 };

fn filled<S: Shape>() -> Map<S> {
    let mut map = Map::<S>::with_layout();
    for key in 0..MANY {
        map.insert(key * 61 % MANY, Box::new(key * 61 % MANY));
    }
    map
}

/// All entries are whole, and the map is.
fn check<S: Shape>(map: &Map<S>) {
    map.check_invariants().unwrap();
    assert_eq!(map.len(), map.iter().count());
    assert!(map.iter().all(|(key, value)| *key == **value));
}

/// Runs `work` on a new map while the nth request panics, for every n until none does. `work` is given what runs a
/// step and tells whether it unwound, and uses again what it holds.
fn every_request_panics<S: Shape>(
    step: usize,
    work: impl Fn(&mut Map<S>, &dyn Fn(&mut dyn FnMut()) -> bool),
) -> usize {
    for nth in (0..).step_by(step) {
        let mut map = filled::<S>();
        let panicked = Cell::new(false);
        let until_it_panics = |step: &mut dyn FnMut()| {
            let unwound = catch_unwind(AssertUnwindSafe(step)).is_err();
            panicked.set(panicked.get() || unwound);
            unwound
        };
        BOOKS.with(|books| books.panics_after.set(Some(nth)));
        work(&mut map, &until_it_panics);
        BOOKS.with(|books| books.panics_after.set(None));
        check(&map);
        drop(map);
        // SAFETY: the map is gone; blocks that a panic kept from being used may be out.
        BOOKS.with(|books| unsafe { books.free_all() });
        if !panicked.get() {
            return nth;
        }
    }
    unreachable!("some request is the last")
}

fn extractors<S: Shape>() -> usize {
    every_request_panics::<S>(STEP, |map, unwinds| {
        let mut taken = 0;
        let mut extract = map.extract_if(.., |_, _| true);
        let unwound = unwinds(&mut || {
            taken += extract.by_ref().inspect(|(key, value)| assert_eq!(*key, **value)).count() as u64;
        });
        // Its place is lost: it ends.
        if unwound {
            assert!(extract.next().is_none());
        }
        drop(extract);
        assert!(unwound || (taken, map.len()) == (MANY, 0));
    })
}

fn cursors<S: Shape>() -> usize {
    every_request_panics::<S>(STEP, |map, unwinds| {
        let mut cursor = map.upper_bound_mut(Bound::Unbounded);
        let unwound = unwinds(&mut || while cursor.remove_prev().is_some() {});
        if unwound {
            assert!(cursor.peek_prev().is_none() && cursor.peek_next().is_none());
            assert!(cursor.prev().is_none() && cursor.remove_next().is_none());
            let insert = || cursor.insert_before_unchecked(MANY, Box::new(MANY));
            assert!(catch_unwind(AssertUnwindSafe(insert)).is_err(), "where it would go nobody knows");
        }
        let left = cursor.as_cursor().peek_next().map(|(key, value)| (*key, **value));
        assert!(left.is_none_or(|(key, value)| key == value));
    })
}

fn removals<S: Shape>() -> usize {
    every_request_panics::<S>(LITTLE, |map, unwinds| {
        for key in 0..MANY {
            let before = map.len();
            let unwound = unwinds(&mut || drop(map.remove(&(key * 7 % MANY))));
            if unwound || !cfg!(miri) {
                map.check_invariants().unwrap();
            }
            // An entry that was on its way out may be gone.
            assert!(map.len() + 1 == before || unwound && map.len() == before);
        }
    })
}

fn splits<S: Shape>() -> usize {
    every_request_panics::<S>(LITTLE, |map, unwinds| {
        let unwound = unwinds(&mut || {
            let tail = map.split_off(&(MANY / 3));
            assert_eq!(tail.len() as u64, MANY - MANY / 3);
            check(&tail);
        });
        check(map);
        assert!(unwound || map.len() as u64 == MANY / 3);
    })
}

/// Of two maps that are joined, each entry is in one or the other.
fn joins<S: Shape>() -> usize {
    let mut panics = 0;
    let sizes = [1, MANY, 3, MANY / 3, 3 * MANY];
    for others in sizes.into_iter().take(if cfg!(miri) { 2 } else { 5 }) {
        for below in [false, true] {
            panics += every_request_panics::<S>(LITTLE, |map, unwinds| {
                let keys = if below { 10 * MANY..10 * MANY + others } else { MANY..MANY + others };
                let mut other = Map::<S>::with_layout();
                let nth = BOOKS.with(|books| books.panics_after.take());
                other.extend(keys.map(|key| (key, Box::new(key))));
                BOOKS.with(|books| books.panics_after.set(nth));
                if below {
                    std::mem::swap(map, &mut other);
                }
                let before = (map.len(), other.len());
                _ = unwinds(&mut || map.append(&mut other));
                check(&other);
                // Nothing has moved, or everything.
                let all = before.0 + before.1;
                assert!([before, (all, 0), (0, all)].contains(&(map.len(), other.len())));
            });
        }
    }
    panics
}

/// What is behind a range that is taken out stays in the map.
fn cuts<S: Shape>() -> usize {
    let mut panics = 0;
    let ranges = [0..3, MANY / 5..MANY / 2, 5..6, 2..MANY - 2, MANY - 9..MANY];
    for range in ranges.into_iter().take(if cfg!(miri) { 2 } else { 5 }) {
        panics += every_request_panics::<S>(LITTLE, |map, unwinds| {
            _ = unwinds(&mut || _ = map.remove_range(range.clone()));
            check(map);
            assert!(map.range(..range.start).map(|(key, _)| *key).eq(0..range.start));
            assert!(map.range(range.end..).map(|(key, _)| *key).eq(range.end..MANY));
            let left = map.range(range.clone()).count() as u64;
            assert!(left == 0 || left == range.end - range.start, "all of it goes, or nothing");
        });
    }
    panics
}

fn clones<S: Shape>() -> usize {
    every_request_panics::<S>(STEP, |map, unwinds| {
        let (before, mut cloned) = (BOOKS.with(Ledger::live), false);
        let unwound = unwinds(&mut || {
            check(&map.clone());
            cloned = true;
        });
        assert!(cloned != unwound);
        assert_eq!(
            BOOKS.with(Ledger::live),
            before,
            "the clone that did not come to be leaves no block behind"
        );
    })
}

/// Panics in `work` at every clone of the allocator.
fn every_clone_panics<S: Shape>(work: impl Fn(&mut Map<S>)) {
    for nth in 0.. {
        let mut map = filled::<S>();
        CLONES.set(Some(nth));
        let unwound = catch_unwind(AssertUnwindSafe(|| work(&mut map))).is_err();
        CLONES.set(None);
        check(&map);
        assert!(!unwound || map.len() as u64 == MANY, "nothing had moved");
        assert_eq!(map.last_key_value().map(|(key, _)| *key), map.keys().last().copied());
        if !unwound {
            assert!(nth > 0, "the allocator is cloned");
            break;
        }
    }
    BOOKS.with(|books| assert_eq!(books.live(), 0));
}

/// Runs `test` without a message for each of the panics that it is about.
fn quietly(test: impl FnOnce()) {
    let hook = Arc::new(std::panic::take_hook());
    let others = Arc::clone(&hook);
    std::panic::set_hook(Box::new(move |panic| {
        let payload = panic.payload();
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("");
        if !["this allocator", "this clone", "the cursor has lost"]
            .iter()
            .any(|start| text.starts_with(start))
        {
            others(panic);
        }
    }));
    test();
    std::panic::set_hook(Box::new(move |panic| hook(panic)));
}

#[test]
fn what_was_held_across_a_panicking_request_is_used_again() {
    quietly(|| {
        for (name, test) in [
            ("extractors", extractors::<Tiny> as fn() -> usize),
            ("extractors", extractors::<Standard>),
            ("cursors", cursors::<Tiny>),
            ("cursors", cursors::<Standard>),
            ("removals", removals::<Tiny>),
            ("removals", removals::<Standard>),
            ("splits", splits::<Tiny>),
            ("splits", splits::<Standard>),
            ("joins", joins::<Tiny>),
            ("joins", joins::<Standard>),
            ("cuts", cuts::<Tiny>),
            ("cuts", cuts::<Standard>),
            ("clones", clones::<Tiny>),
            ("clones", clones::<Standard>),
        ] {
            assert!(test() > 1, "{name} ask for memory");
        }
    });
}

#[test]
fn an_allocator_whose_clone_panics_finds_the_map_whole() {
    quietly(|| {
        every_clone_panics::<Tiny>(|map| drop(map.split_off(&(MANY / 2))));
        every_clone_panics::<Standard>(|map| drop(map.split_off(&(MANY / 2))));
        every_clone_panics::<Tiny>(|map| _ = map.remove_range(MANY / 4..MANY / 2));
        every_clone_panics::<Standard>(|map| _ = map.remove_range(MANY / 4..MANY / 2));
        every_clone_panics::<Tiny>(|map| drop(map.clone()));
        every_clone_panics::<Tiny>(Map::clear);
    });
}
