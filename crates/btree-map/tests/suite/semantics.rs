//! What std's documentation says of keys, values, ranges and panics.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::Bound::{Excluded, Included, Unbounded};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use testbed::Tagged;

fn insert_keeps_the_old_key<L: LayoutOf>() {
    let mut map = Map::<L, Tagged, i32>::with_layout();
    assert_eq!(map.insert(Tagged(1, "old"), 1), None);
    assert_eq!(map.insert(Tagged(1, "new"), 2), Some(1));
    assert_eq!(map.get_key_value(&Tagged(1, "")).unwrap().0.1, "old");
    map.extend([(Tagged(1, "newer"), 3)]);
    assert_eq!(map.remove_entry(&Tagged(1, "")).unwrap().0.1, "old");
}

fn collect_keeps_the_last_of_equal_keys<L: LayoutOf>() {
    let entries = [(Tagged(1, "a"), 1), (Tagged(0, "b"), 2), (Tagged(1, "c"), 3), (Tagged(1, "d"), 4)];
    let map = Map::<L, Tagged, i32>::from_iter_in_layout(entries);
    let left: Vec<_> = map.iter().map(|(key, value)| (key.0, key.1, *value)).collect();
    assert_eq!(left, [(0, "b", 2), (1, "d", 4)]);
}

fn panic_text(run: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(run)).expect_err("it must panic");
    payload
        .downcast_ref::<String>()
        .cloned()
        .unwrap_or_else(|| payload.downcast_ref::<&str>().unwrap().to_string())
}

/// FAULTS 14.
fn impossible_ranges_panic_with_stds_text<L: LayoutOf>() {
    let mut map = Map::<L, i32, i32>::with_layout();
    map.extend((0..100).map(|key| (key, key)));
    for (from, to) in [(Included(5), Included(4)), (Excluded(5), Included(4)), (Included(5), Excluded(4))] {
        let text = "range start is greater than range end in BTreeMap";
        assert_eq!(panic_text(|| drop(map.range((from, to)))), text);
        assert_eq!(panic_text(|| drop(map.range_mut((from, to)))), text);
    }
    let text = "range start and end are equal and excluded in BTreeMap";
    assert_eq!(panic_text(|| drop(map.range((Excluded(5), Excluded(5))))), text);
    assert_eq!(panic_text(|| drop(map.range_mut((Excluded(5), Excluded(5))))), text);
    // Possible, and empty.
    assert_eq!(map.range(5..5).count(), 0);
    assert_eq!(map.range((Included(5), Excluded(5))).count(), 0);
    assert_eq!(map.range((Excluded(5), Included(5))).count(), 0);
    assert_eq!(map.range((Excluded(5), Excluded(6))).count(), 0);
    assert_eq!(
        panic_text(|| {
            let _ = map[&1000];
        }),
        "no entry found for key"
    );
}

fn every_range_agrees_with_std<L: LayoutOf>() {
    // Keys are even, so that bounds lie on them and between them.
    const MANY: i32 = if cfg!(miri) { 5 } else { 40 };
    const STEP: usize = if cfg!(miri) { 7 } else { 1 };
    const FANOUTS: &[usize] = if cfg!(miri) { &[4] } else { &[4, 7] };
    for &fanout in FANOUTS {
        let mut map = L::with_fanout::<i32, i32>(fanout);
        map.extend((0..MANY).map(|key| (key * 2, key)));
        let model: BTreeMap<i32, i32> = map.iter().map(|(key, value)| (*key, *value)).collect();
        let bounds = |key| [Included(key), Excluded(key), Unbounded];
        for from in -1..=2 * MANY + 1 {
            for to in (from..=2 * MANY + 1).step_by(STEP) {
                for start in bounds(from) {
                    for end in bounds(to) {
                        if matches!((start, end), (Excluded(a), Excluded(b)) if a == b) {
                            continue;
                        }
                        assert!(map.range((start, end)).eq(model.range((start, end))));
                        if to - from < 12 {
                            assert!(map.range((start, end)).rev().eq(model.range((start, end)).rev()));
                            zigzag(map.range_mut((start, end)), model.range((start, end)));
                        }
                    }
                }
            }
        }
    }
}

fn zigzag<'a>(
    mut ours: impl DoubleEndedIterator<Item = (&'a i32, &'a mut i32)>,
    mut theirs: impl DoubleEndedIterator<Item = (&'a i32, &'a i32)>,
) {
    for front in [true, false].into_iter().cycle() {
        let (a, b) =
            if front { (ours.next(), theirs.next()) } else { (ours.next_back(), theirs.next_back()) };
        assert_eq!(a.as_ref().map(|(key, value)| (*key, &**value)), b);
        if a.is_none() {
            return;
        }
    }
}

fn ranges_of_borrowed_keys<L: LayoutOf>() {
    let map = Map::<L, String, usize>::from_iter_in_layout(
        ["ant", "bee", "cat", "dog"].into_iter().map(String::from).zip(0..),
    );
    let found: Vec<_> =
        map.range::<str, _>((Included("b"), Excluded("d"))).map(|(_, value)| *value).collect();
    assert_eq!(found, [1, 2]);
    assert_eq!(map.get("cat"), Some(&2));
    assert_eq!(map["dog"], 3);
}

/// FAULTS 17.
fn iterators_are_exact_and_fused<L: LayoutOf>() {
    let mut map = L::with_fanout::<u32, u32>(4);
    map.extend((0..100).map(|key| (key, key)));
    let mut iter = map.iter();
    for left in (0..100).rev() {
        assert!(iter.next().is_some());
        assert_eq!((iter.len(), iter.size_hint()), (left, (left, Some(left))));
    }
    assert!((0..3).all(|_| iter.next().is_none() && iter.next_back().is_none()));
    assert_eq!(map.iter().last(), Some((&99, &99)));
    assert_eq!((map.iter().min(), map.iter().max()), (Some((&0, &0)), Some((&99, &99))));
    assert_eq!(map.keys().copied().sum::<u32>(), 4950);
    assert_eq!(map.range(10..20).map(|(_, value)| value).sum::<u32>(), 145);
    assert_eq!(map.range(..).size_hint(), (0, None));
    map.iter_mut().for_each(|(key, value)| *value += key);
    map.iter_mut().rev().for_each(|(key, value)| *value += key);
    assert!(map.iter().all(|(key, value)| *value == 3 * key));
}

/// FAULTS 32: collects every `&mut`, then uses all of them twice.
fn exclusive_references_do_not_overlap<L: LayoutOf>() {
    for n in [1, 15, 16, if cfg!(miri) { 24 } else { 500 }] {
        let mut map = L::with_fanout::<u32, u32>(4);
        map.extend((0..n).map(|key| (key, key)));
        let mut iter = map.iter_mut();
        let mut all = Vec::new();
        while let Some(entry) = iter.next() {
            all.push(entry);
            all.extend(iter.next_back());
        }
        for _ in 0..2 {
            for (key, value) in &mut all {
                **value += **key;
            }
        }
        assert!(map.iter().all(|(key, value)| *value == key * 3));
    }
}

/// A key whose heap block moves when it is changed through `&K`: a copied separator would dangle.
fn keys_with_interior_mutability_are_sound<L: LayoutOf>() {
    const MANY: u32 = if cfg!(miri) { 30 } else { 200 };
    let mut map = L::with_fanout::<RefCell<String>, u32>(4);
    for key in 0..MANY {
        map.insert(RefCell::new(format!("{key:03}")), key);
    }
    for (key, _) in &map {
        // The order does not change: a longer string with the same beginning.
        key.borrow_mut().push_str(&"x".repeat(100));
    }
    map.check_invariants().unwrap();
    for key in 0..MANY {
        let name = RefCell::new(format!("{key:03}{}", "x".repeat(100)));
        assert_eq!(map.remove(&name), Some(key));
    }
    assert!(map.is_empty());
}

/// Counts how many of it are alive.
struct Alive<'a>(u32, &'a Cell<isize>);

impl<'a> Alive<'a> {
    fn new(id: u32, count: &'a Cell<isize>) -> Self {
        count.set(count.get() + 1);
        Alive(id, count)
    }
}
impl Clone for Alive<'_> {
    fn clone(&self) -> Self {
        Alive::new(self.0, self.1)
    }
}
impl Drop for Alive<'_> {
    fn drop(&mut self) {
        self.1.set(self.1.get() - 1);
    }
}
impl Ord for Alive<'_> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}
testbed::compare_by_ord!(Alive<'_>);

fn every_key_and_value_is_dropped_once<L: LayoutOf>() {
    let (keys, values) = (Cell::new(0), Cell::new(0));
    const LENS: &[u32] = if cfg!(miri) { &[0, 1, 24] } else { &[0, 1, 15, 16, 17, 300] };
    for &n in LENS {
        let filled = || {
            let mut map = L::with_fanout::<Alive, Alive>(5);
            for id in 0..n {
                map.insert(Alive::new(id * 7919 % 1009, &keys), Alive::new(id, &values));
            }
            map
        };
        let alive = || (keys.get(), values.get());
        let all = (n as isize, n as isize);
        let mut map = filled();
        assert_eq!(alive(), all);
        let clone = map.clone();
        assert_eq!(alive(), (all.0 * 2, all.1 * 2));
        drop(clone);
        for id in 0..n / 2 {
            assert!(map.remove(&Alive::new(id * 7919 % 1009, &keys)).is_some());
        }
        assert_eq!(keys.get(), (n - n / 2) as isize);
        map.clear();
        assert_eq!(alive(), (0, 0));
        // Half-used by-value iterators drop the rest.
        let mut iter = filled().into_iter();
        for _ in 0..n / 3 {
            iter.next().unwrap();
            iter.next_back().unwrap();
        }
        assert_eq!(alive().0, (n - n / 3 * 2) as isize);
        drop(iter);
        assert_eq!(alive(), (0, 0));
        assert_eq!(filled().into_keys().count(), n as usize);
        assert_eq!(filled().into_values().rev().count(), n as usize);
        // Duplicates in a bulk build.
        let twice = (0..n).chain(0..n).map(|id| (Alive::new(id, &keys), Alive::new(id, &values)));
        assert_eq!(Map::<L, _, _>::from_iter_in_layout(twice).len(), n as usize);
        assert_eq!(alive(), (0, 0));
    }
}

/// FAULTS 1, 2, 16: a drop that panics does not keep the others from being dropped.
fn a_panicking_drop_leaks_nothing_else<L: LayoutOf>() {
    struct Bomb(u32, #[allow(dead_code)] Rc<()>);
    impl Drop for Bomb {
        fn drop(&mut self) {
            assert_ne!(self.0, 42, "the bomb");
        }
    }
    const LENS: &[u32] = if cfg!(miri) { &[50] } else { &[43, 300] };
    for &n in LENS {
        for way in 0..4 {
            let count = Rc::new(());
            let mut map = L::with_fanout::<u32, Bomb>(6);
            map.extend((0..n).map(|id| (id, Bomb(id, count.clone()))));
            let text = panic_text(|| match way {
                0 => drop(std::mem::replace(&mut map, Map::<L, _, _>::with_layout())),
                1 => map.clear(),
                2 => drop(std::mem::replace(&mut map, Map::<L, _, _>::with_layout()).into_iter()),
                _ => drop(map.remove(&42)),
            });
            assert!(text.contains("the bomb"));
            map.check_invariants().unwrap();
            assert_eq!(map.len(), if way == 3 { n as usize - 1 } else { 0 });
            drop(map);
            assert_eq!(Rc::strong_count(&count), 1, "way {way}");
        }
    }
}

fn zero_sized_entries_count_right<L: LayoutOf>() {
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    struct Unit;
    let mut map = Map::<L, Unit, ()>::with_layout();
    assert_eq!(map.insert(Unit, ()), None);
    assert_eq!(map.insert(Unit, ()), Some(()));
    assert_eq!((map.len(), map.iter().count()), (1, 1));
    assert_eq!(map.pop_last().map(|_| ()), Some(()));

    /// Never equal to anything: the worst key there is.
    struct Never;
    impl Ord for Never {
        fn cmp(&self, _: &Self) -> std::cmp::Ordering {
            std::cmp::Ordering::Less
        }
    }
    testbed::compare_by_ord!(Never);
    let mut map = L::with_fanout::<Never, ()>(4);
    const MANY: usize = if cfg!(miri) { 30 } else { 1000 };
    for n in 1..=MANY {
        map.insert(Never, ());
        assert_eq!(map.len(), n);
    }
    assert_eq!((map.iter().count(), map.iter_mut().rev().count()), (MANY, MANY));
    assert_eq!(map.into_iter().count(), MANY);
}

/// FAULTS 19.
fn over_aligned_entries_are_aligned<L: LayoutOf>() {
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
    #[repr(align(128))]
    struct Wide(u8);
    for n in [5, if cfg!(miri) { 30 } else { 100 }] {
        let mut map = L::with_fanout::<Wide, Wide>(4);
        map.extend((0..n).map(|id| (Wide(id), Wide(id))));
        for (key, value) in &mut map {
            assert!(std::ptr::from_ref(key).addr().is_multiple_of(128));
            assert!(std::ptr::from_ref(value).addr().is_multiple_of(128));
        }
        assert!(map.into_iter().eq((0..n).map(|id| (Wide(id), Wide(id)))));
    }
}

/// FAULTS 11, 12: an `Ord` that answers at random.
fn a_lying_order_is_sound<L: LayoutOf>() {
    thread_local!(static STATE: Cell<u64> = const { Cell::new(1) });
    fn flip() -> u64 {
        STATE.with(|state| {
            let next = state.get().wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            state.set(next);
            next >> 33
        })
    }
    struct Liar(Rc<u32>);
    impl PartialEq for Liar {
        fn eq(&self, _: &Self) -> bool {
            flip().is_multiple_of(3)
        }
    }
    impl Eq for Liar {}
    impl PartialOrd for Liar {
        fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
            Some(self.cmp(other))
        }
    }
    impl Ord for Liar {
        fn cmp(&self, _: &Self) -> std::cmp::Ordering {
            [std::cmp::Ordering::Less, std::cmp::Ordering::Equal, std::cmp::Ordering::Greater]
                [(flip() % 16).min(2) as usize]
        }
    }
    let count = Rc::new(0);
    for fanout in [4, 9] {
        let mut map = L::with_fanout::<Liar, u32>(fanout);
        for id in 0..if cfg!(miri) { 30 } else { 2000 } {
            map.insert(Liar(count.clone()), id);
            if id % 3 == 0 {
                map.remove(&Liar(count.clone()));
            }
            if id % 16 == 0 {
                let (a, b) = (Liar(count.clone()), Liar(count.clone()));
                let _ = catch_unwind(AssertUnwindSafe(|| {
                    let mut range = map.range_mut((Included(&a), Excluded(&b)));
                    let mut all = Vec::new();
                    while let Some((key, value)) = range.next() {
                        all.push((Rc::as_ptr(&key.0), value));
                        all.extend(range.next_back().map(|(key, value)| (Rc::as_ptr(&key.0), value)));
                    }
                    assert!(all.len() <= 4000);
                    all.iter_mut().for_each(|(_, value)| **value += 1);
                }));
            }
            assert_eq!(map.len(), map.iter().count());
        }
        assert_eq!(Rc::strong_count(&count), map.len() + 1);
    }
    assert_eq!(Rc::strong_count(&count), 1);
}

/// FAULTS 4: `cmp` panics at the nth call, for every n.
fn a_panicking_order_changes_nothing<L: LayoutOf>() {
    thread_local!(static FUSE: Cell<u32> = const { Cell::new(u32::MAX) });
    #[derive(Clone, PartialEq, Eq, Debug)]
    struct Shaky(u32);
    impl PartialOrd for Shaky {
        fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
            Some(self.cmp(other))
        }
    }
    impl Ord for Shaky {
        fn cmp(&self, other: &Self) -> std::cmp::Ordering {
            FUSE.with(|fuse| {
                assert_ne!(fuse.get(), 0, "the fuse");
                fuse.set(fuse.get() - 1);
            });
            self.0.cmp(&other.0)
        }
    }
    let set = |n| FUSE.with(|fuse| fuse.set(n));
    set(u32::MAX);
    const SIZES: &[u32] = if cfg!(miri) { &[12] } else { &[3, 60] };
    const STEP: usize = if cfg!(miri) { 3 } else { 1 };
    for &size in SIZES {
        let mut map = L::with_fanout::<Shaky, u32>(4);
        map.extend((0..size).map(|key| (Shaky(key * 2), key)));
        let before = map.clone();
        for way in 0..4 {
            for n in (0..).step_by(STEP) {
                let mut changed = map.clone();
                set(n);
                let result = catch_unwind(AssertUnwindSafe(|| match way {
                    0 => drop(changed.insert(Shaky(33), 0)),
                    1 => drop(changed.remove(&Shaky(4))),
                    2 => drop(changed.get_mut(&Shaky(4))),
                    _ => drop(changed.range(Shaky(1)..Shaky(30)).count()),
                }));
                set(u32::MAX);
                changed.check_invariants().unwrap();
                if result.is_ok() {
                    break;
                }
                assert_eq!(changed, before, "way {way}, call {n}");
            }
        }
    }
}

/// FAULTS 9, 10: iterators that panic, and hints that lie.
fn iterators_that_panic_or_lie<L: LayoutOf>() {
    struct Source(u32, u32, (usize, Option<usize>));
    impl Iterator for Source {
        type Item = (u32, Rc<u32>);
        fn next(&mut self) -> Option<Self::Item> {
            assert_ne!(self.0, self.1, "the source");
            self.0 += 1;
            (self.0 <= 100).then(|| (self.0, Rc::new(self.0)))
        }
        fn size_hint(&self) -> (usize, Option<usize>) {
            self.2
        }
    }
    const STOPS: &[u32] = if cfg!(miri) { &[0, 20] } else { &[0, 1, 15, 16, 50] };
    for &stop in STOPS {
        let mut map = L::with_fanout::<u32, Rc<u32>>(4);
        let result = catch_unwind(AssertUnwindSafe(|| map.extend(Source(0, stop, (0, None)))));
        assert!(result.is_err());
        assert_eq!(map.len(), stop as usize);
        map.check_invariants().unwrap();
        assert!(
            catch_unwind(|| drop(Map::<L, _, _>::from_iter_in_layout(Source(0, stop, (0, None))))).is_err()
        );
    }
    // Nothing is reserved for a source that ascends, so no hint is too large.
    for hint in [(0, Some(0)), (1000, Some(3)), (50, Some(2000)), (7, None), (usize::MAX, None)] {
        let map = Map::<L, _, _>::from_iter_in_layout(Source(0, u32::MAX, hint));
        assert_eq!(map.len(), 100);
        map.check_invariants().unwrap();
    }
}

/// FAULTS 6: `clone` panics at the nth call, for every n.
fn a_panicking_clone_drops_what_it_made<L: LayoutOf>() {
    struct Fragile<'a>(u32, &'a Cell<u32>, Rc<()>);
    impl Clone for Fragile<'_> {
        fn clone(&self) -> Self {
            assert_ne!(self.1.get(), 0, "the clone");
            self.1.set(self.1.get() - 1);
            Fragile(self.0, self.1, self.2.clone())
        }
    }
    const MANY: u32 = if cfg!(miri) { 9 } else { 40 };
    let (fuse, count) = (Cell::new(0), Rc::new(()));
    let mut map = L::with_fanout::<u32, Fragile>(4);
    map.extend((0..MANY).map(|id| (id, Fragile(id, &fuse, count.clone()))));
    for n in 0..=MANY {
        fuse.set(n);
        let clone = catch_unwind(AssertUnwindSafe(|| map.clone()));
        assert_eq!(clone.is_ok(), n == MANY);
        if let Ok(clone) = clone {
            assert!(
                clone
                    .iter()
                    .map(|(key, value)| (key, value.0))
                    .eq((0..MANY).collect::<Vec<_>>().iter().map(|id| (id, *id)))
            );
        }
        assert_eq!(Rc::strong_count(&count), MANY as usize + 1);
    }
}

/// FAULTS 15.
#[allow(clippy::forget_non_drop)]
fn forgotten_iterators_leave_the_map_whole<L: LayoutOf>() {
    let mut map = L::with_fanout::<u32, u32>(4);
    map.extend((0..100).map(|key| (key, key)));
    let mut iter = map.iter_mut();
    iter.next();
    std::mem::forget(iter);
    let mut range = map.range_mut(10..);
    range.next_back();
    std::mem::forget(range);
    map.check_invariants().unwrap();
    assert_eq!(map.len(), 100);
}

fn comparing_hashing_and_printing_are_stds<L: LayoutOf>() {
    use std::hash::{DefaultHasher, Hash, Hasher};
    fn hash(value: &impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        value.hash(&mut hasher);
        hasher.finish()
    }
    let lists: [&[(u32, u32)]; 5] = [&[], &[(1, 1), (2, 0)], &[(1, 2)], &[(1, 1)], &[(2, 0)]];
    let lists = &lists[..if cfg!(miri) { 2 } else { 5 }];
    for &a in lists {
        for &b in lists {
            let ours = |list: &[(u32, u32)]| Map::<L, u32, u32>::from_iter_in_layout(list.iter().copied());
            let theirs = |list: &[(u32, u32)]| BTreeMap::from_iter(list.iter().copied());
            assert_eq!(ours(a) == ours(b), theirs(a) == theirs(b));
            assert_eq!(ours(a).cmp(&ours(b)), theirs(a).cmp(&theirs(b)));
            assert_eq!(ours(a).partial_cmp(&ours(b)), theirs(a).partial_cmp(&theirs(b)));
            assert_eq!(hash(&ours(a)), hash(&theirs(a)));
            assert_eq!(format!("{:?} {:#?}", ours(a), ours(b)), format!("{:?} {:#?}", theirs(a), theirs(b)));
        }
    }
    let map = Map::<L, u32, char>::from_iter_in_layout([(1, 'a'), (2, 'b')]);
    assert_eq!(format!("{:?} {:?}", map.keys(), map.values()), "[1, 2] ['a', 'b']");
    assert_eq!(format!("{:?}", map.iter()), "[(1, 'a'), (2, 'b')]");
}

for_each_layout!(
    insert_keeps_the_old_key,
    collect_keeps_the_last_of_equal_keys,
    impossible_ranges_panic_with_stds_text,
    every_range_agrees_with_std,
    ranges_of_borrowed_keys,
    iterators_are_exact_and_fused,
    exclusive_references_do_not_overlap,
    keys_with_interior_mutability_are_sound,
    every_key_and_value_is_dropped_once,
    a_panicking_drop_leaks_nothing_else,
    zero_sized_entries_count_right,
    over_aligned_entries_are_aligned,
    a_lying_order_is_sound,
    a_panicking_order_changes_nothing,
    iterators_that_panic_or_lie,
    a_panicking_clone_drops_what_it_made,
    forgotten_iterators_leave_the_map_whole,
    comparing_hashing_and_printing_are_stds,
);
