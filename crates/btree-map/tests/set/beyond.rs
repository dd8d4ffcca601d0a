//! What std's set does not offer: ranges removed and drained, sorted input, several elements at once, streams and pages.

use crate::Set;
use crate::layouts::{LayoutOf, for_each_layout};
use btree_map::PageToken;
use quickcheck::{Gen, QuickCheck};
use std::collections::BTreeSet;
use std::ops::Bound::{Excluded, Included, Unbounded};
use std::ops::{Bound, ControlFlow};
use std::panic::{AssertUnwindSafe, catch_unwind};

type Model = BTreeSet<u16>;

/// Elements of the sets that ranges are cut out of are fewer than this.
const MANY: u16 = if cfg!(miri) { 40 } else { 600 };

fn bounds(low: u16, high: u16, way: u8) -> (Bound<u16>, Bound<u16>) {
    let start = [Included(low), Excluded(low), Unbounded][usize::from(way % 3)];
    let end = [Included(high), Excluded(high), Unbounded][usize::from(way / 3 % 3)];
    (start, end)
}

fn ranges_are_cut_out_as_from_a_model<L: LayoutOf>() {
    // `quickcheck` hands its arguments over by value.
    #[allow(clippy::needless_pass_by_value)]
    fn run<L: LayoutOf>(len: u16, cuts: Vec<(u16, u16, u8, u8)>) {
        let elements = || (0..len % MANY).map(|i| i * 2);
        let (mut set, mut model) =
            (Set::<L, u16>::from_iter_in_layout(elements()), Model::from_iter(elements()));
        for (a, b, way, driven) in cuts {
            let (a, b) = (a % (2 * MANY + 100), b % (2 * MANY + 100));
            let range = bounds(a.min(b), a.max(b) + 1, way);
            let cut: Vec<u16> = model.range(range).copied().collect();
            model.retain(|element| cut.binary_search(element).is_err());
            if driven == 0 {
                assert_eq!(set.remove_range(range), cut.len());
            } else {
                let mut drained = set.drain_range(range);
                assert_eq!(drained.len(), cut.len());
                assert!(drained.by_ref().take(driven.into()).eq(cut.iter().take(driven.into()).copied()));
            }
            set.check_invariants().unwrap();
            assert!(set.iter().eq(&model) && set.len() == model.len());
        }
    }
    let (tests, size) = if cfg!(miri) { (2, 10) } else { (100, 100) };
    QuickCheck::new()
        .tests(tests)
        .rng(Gen::new(size))
        .quickcheck(run::<L> as fn(u16, Vec<(u16, u16, u8, u8)>));
}

fn sorted_input_is_taken_and_disorder_is_named<L: LayoutOf>() {
    const LENS: &[u32] = if cfg!(miri) { &[1, 16] } else { &[0, 1, 15, 16, 127, 128, 129, 2000] };
    for &n in LENS {
        let set = Set::<L, u32>::from_sorted_iter_in_layout(0..n).unwrap();
        set.check_invariants().unwrap();
        assert!(set.iter().copied().eq(0..n));
    }
    const MOST: u32 = if cfg!(miri) { 6 } else { 40 };
    for at in 1..MOST {
        let elements = (0..MOST).map(|i| if i == at { i - 1 } else { i });
        let error = Set::<L, u32>::from_sorted_iter_in_layout(elements.clone()).unwrap_err();
        assert_eq!((error.index, error.element), (at as usize, at - 1));
        assert!(
            error
                .to_string()
                .starts_with(&format!("the element at index {at} is not greater than the one before"))
        );
        let mut set = Set::<L, u32>::from_iter_in_layout([0, 2, 100]);
        assert_eq!(set.extend_sorted(elements).unwrap_err().index, at as usize);
        set.check_invariants().unwrap();
        assert!(set.into_iter().eq((0..at).chain([2].into_iter().filter(|_| at < 3)).chain([100])));
    }
}

fn pages_survive_changes_between_them<L: LayoutOf>() {
    const MOST: u32 = if cfg!(miri) { 40 } else { 1000 };
    let (low, high) = (MOST / 20, MOST - MOST / 20);
    for limit in [1, 2, 7, 100, 5000] {
        let mut set = Set::<L, u32>::from_iter_in_layout((0..MOST).map(|i| i * 2));
        let (mut token, mut seen) = (Some(PageToken::START), Vec::new());
        while let Some(from) = token {
            let mut page = set.page(2 * low..2 * high, from, limit);
            let before = seen.len();
            seen.extend(page.by_ref().copied());
            assert!(seen.len() - before <= limit);
            token = page.resume();
            // Gone behind the token, and come before it: neither is seen, neither is missed.
            if let Some(last) = token.as_ref().and_then(PageToken::key).copied() {
                set.remove(&last);
                set.insert(last - 1);
            }
        }
        assert!(seen.into_iter().eq((low..high).map(|i| i * 2)));
        set.check_invariants().unwrap();
    }
}

fn streams_stop_where_they_are_told<L: LayoutOf>() {
    const MOST: u32 = if cfg!(miri) { 30 } else { 500 };
    let set = Set::<L, u32>::from_iter_in_layout(0..MOST);
    for stop in [0, 10, MOST - 1] {
        let mut seen = Vec::new();
        let flow = set.for_each_range(.., |element| {
            seen.push(*element);
            if *element == stop { ControlFlow::Break("there") } else { ControlFlow::Continue(()) }
        });
        assert_eq!(flow, ControlFlow::Break("there"));
        assert!(seen.into_iter().eq(0..=stop));
    }
    assert_eq!(set.for_each_range(3..3, |_| ControlFlow::Break(())), ControlFlow::Continue(()));
    assert_eq!(set.get_many([&3, &MOST, &0, &3]), [Some(&3), None, Some(&0), Some(&3)]);
}

fn impossible_ranges_are_refused_in_the_words_of_sets<L: LayoutOf>() {
    type Use<L> = fn(&mut Set<L, u32>, (Bound<u32>, Bound<u32>));
    let uses: [Use<L>; 4] = [
        |set, range| _ = set.remove_range(range),
        |set, range| drop(set.drain_range(range)),
        |set, range| _ = set.for_each_range(range, |_| ControlFlow::<()>::Continue(())),
        |set, range| drop(set.page(range, PageToken::START, 3)),
    ];
    let mut set = Set::<L, u32>::with_layout();
    for use_of in uses {
        // An empty set has an empty range, whatever it is.
        use_of(&mut set, (Excluded(3), Excluded(3)));
    }
    set.extend(0..50);
    for (range, text) in [
        ((Excluded(3), Excluded(3)), "range start and end are equal and excluded in BTreeSet"),
        ((Included(4), Excluded(3)), "range start is greater than range end in BTreeSet"),
    ] {
        for use_of in uses {
            let panic = catch_unwind(AssertUnwindSafe(|| use_of(&mut set, range))).unwrap_err();
            assert_eq!(panic.downcast_ref::<&str>(), Some(&text));
        }
    }
    assert_eq!(set.len(), 50);
}

fn a_cursor_writes_elements_in_their_order<L: LayoutOf>() {
    const MOST: u32 = if cfg!(miri) { 30 } else { 300 };
    const END: u32 = 10 * MOST;
    let mut set = Set::<L, u32>::from_iter_in_layout((0..MOST).map(|i| i * 10));
    let mut cursor = set.lower_bound_mut::<u32>(Unbounded).with_mutable_key();
    while let Some(element) = cursor.next() {
        *element += 5;
    }
    assert_eq!(cursor.insert_before(END - 5), Err(btree_map::UnorderedKeyError {}));
    cursor.insert_before(END - 4).unwrap();
    assert_eq!(cursor.prev(), Some(&mut (END - 4)));
    *cursor.peek_prev().unwrap() -= 1;
    assert_eq!(cursor.as_cursor().peek_prev(), Some(&(END - 6)));
    assert_eq!((cursor.remove_next(), cursor.remove_prev()), (Some(END - 4), Some(END - 6)));
    cursor.insert_after_unchecked(END - 2);
    cursor.insert_before_unchecked(END - 3);
    assert_eq!(cursor.peek_next(), Some(&mut (END - 2)));
    set.check_invariants().unwrap();
    assert!(set.into_iter().eq((0..MOST - 1).map(|i| i * 10 + 5).chain([END - 3, END - 2])));
}

for_each_layout!(
    ranges_are_cut_out_as_from_a_model,
    sorted_input_is_taken_and_disorder_is_named,
    pages_survive_changes_between_them,
    streams_stop_where_they_are_told,
    impossible_ranges_are_refused_in_the_words_of_sets,
    a_cursor_writes_elements_in_their_order,
);
