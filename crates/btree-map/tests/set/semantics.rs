//! Which of two equal elements stays, what is printed and hashed, and which ranges are refused.

use crate::Set;
use crate::layouts::{LayoutOf, for_each_layout};
use std::collections::BTreeSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::ops::Bound::{self, Excluded, Included, Unbounded};
use std::panic::catch_unwind;
use testbed::Tagged;

fn tagged<L: LayoutOf>(numbers: impl IntoIterator<Item = u32>, tag: &'static str) -> Set<L, Tagged> {
    Set::<L, Tagged>::from_iter_in_layout(numbers.into_iter().map(|number| Tagged(number, tag)))
}

fn insert_keeps_the_old_element_and_replace_the_new<L: LayoutOf>() {
    // In a set of one leaf, and at every place of a set of many: first of a leaf, last, in between.
    for len in [1, 5, if cfg!(miri) { 20 } else { 700 }] {
        let mut set = tagged::<L>(0..len, "old");
        for number in 0..len {
            assert!(!set.insert(Tagged(number, "new")));
            assert_eq!(set.get(&Tagged(number, "")).unwrap().1, "old");
            assert_eq!(set.replace(Tagged(number, "new")).unwrap().1, "old");
            assert_eq!(set.get(&Tagged(number, "")).unwrap().1, "new");
        }
        assert!(set.replace(Tagged(len, "new")).is_none());
        assert_eq!(set.check_invariants(), Ok(()));
        assert_eq!(set.len(), len as usize + 1);
        assert!(
            set.into_iter().enumerate().all(|(i, element)| element.0 as usize == i && element.1 == "new")
        );
    }
}

fn collect_keeps_the_last_and_extend_the_first<L: LayoutOf>() {
    let elements = [Tagged(1, "a"), Tagged(2, "b"), Tagged(1, "c")];
    let set = Set::<L, Tagged>::from_iter_in_layout(elements);
    assert_eq!(set.first().unwrap().1, "c");
    let mut set = Set::<L, Tagged>::with_layout();
    set.extend(elements);
    assert_eq!(set.first().unwrap().1, "a");
}

fn operations_give_the_element_of_the_left_operand<L: LayoutOf>() {
    // In step, by lookup in the right set, by lookup in the left one, and with one element in common.
    for (left, right) in [(0..50, 0..60), (3..5, 0..200), (0..200, 3..5), (0..5, 4..9), (4..9, 0..5)] {
        let (a, b) = (tagged::<L>(left, "left"), tagged::<L>(right, "right"));
        assert!(a.intersection(&b).all(|element| element.1 == "left"));
        assert!((&a & &b).iter().all(|element| element.1 == "left"));
        assert_eq!(a.union(&b).filter(|element| element.1 == "left").count(), a.len());
        assert_eq!((&a | &b).iter().filter(|element| element.1 == "left").count(), a.len());
        assert!((&a - &b).iter().all(|element| element.1 == "left"));
    }
}

fn append_and_entries_keep_the_element_that_was_there<L: LayoutOf>() {
    for (here, there) in [(0..50, 20..90), (0..3, 0..90), (0..90, 3..5), (10..20, 0..5)] {
        let (mut a, mut b) = (tagged::<L>(here.clone(), "here"), tagged::<L>(there, "there"));
        a.append(&mut b);
        assert_eq!(a.iter().filter(|element| element.1 == "here").count(), here.len());
        assert!(b.is_empty());
    }
    let mut set = tagged::<L>(0..20, "old");
    assert_eq!(set.entry(Tagged(7, "new")).insert().get().1, "old");
    assert_eq!(set.get_or_insert(Tagged(7, "new")).1, "old");
    assert_eq!(set.get_or_insert(Tagged(20, "new")).1, "new");
    assert_eq!(set.get_or_insert_with(&Tagged(21, ""), |element| Tagged(element.0, "made")).1, "made");
    assert_eq!(set.get_or_insert_with(&Tagged(0, ""), |_| unreachable!()).1, "old");
    assert_eq!(set.len(), 22);
    let unequal = catch_unwind(std::panic::AssertUnwindSafe(|| {
        set.get_or_insert_with(&Tagged(30, ""), |_| Tagged(31, ""));
    }));
    assert!(unequal.is_err());
    assert_eq!((set.len(), set.check_invariants()), (22, Ok(())));
}

fn prints_and_hashes_as_std<L: LayoutOf>() {
    let words = ["pear", "apple", "fig"];
    let (ours, theirs) = (Set::<L, &str>::from_iter_in_layout(words), BTreeSet::from(words));
    assert_eq!(format!("{ours:?} {ours:#?}"), format!("{theirs:?} {theirs:#?}"));
    assert_eq!(format!("{:?}", ours.iter()), format!("{:?}", theirs.iter()));
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    assert_eq!(hasher.hash_one(&ours), hasher.hash_one(&theirs));
    let (mut rest, mut their_rest) = (ours.into_iter(), theirs.into_iter());
    assert_eq!(rest.next(), their_rest.next());
    assert_eq!(format!("{rest:?}"), format!("{their_rest:?}"));
}

fn impossible_ranges_are_refused_with_the_text_of_std<L: LayoutOf>() {
    fn message<R>(work: impl FnOnce() -> R + std::panic::UnwindSafe) -> String {
        let Err(panic) = catch_unwind(work) else { panic!("the range was not refused") };
        match panic.downcast::<String>() {
            Ok(text) => *text,
            Err(panic) => (*panic.downcast::<&str>().expect("a panic with a text")).into(),
        }
    }
    let range: [(Bound<u32>, Bound<u32>); 3] =
        [(Included(7), Included(3)), (Excluded(4), Excluded(4)), (Excluded(7), Excluded(3))];
    for range in range {
        let ours = message(|| Set::<L, u32>::from_iter_in_layout([1, 2, 3]).range(range).count());
        let theirs = message(|| BTreeSet::from([1, 2, 3]).range(range).count());
        assert_eq!(ours, theirs);
        assert!(ours.ends_with("in BTreeSet"));
    }
    assert_eq!(Set::<L, u32>::with_layout().range((Included(7), Included(3))).count(), 0);
    let set = Set::<L, u32>::from_iter_in_layout([1, 2, 3]);
    assert_eq!(set.range((Included(2), Excluded(2))).count(), 0);
    assert!(set.range((Unbounded, Included(2))).eq(&[1, 2]));
}

fn a_range_may_be_named_by_a_borrowed_form<L: LayoutOf>() {
    let set = Set::<L, String>::from_iter_in_layout(["a", "b", "c"].map(String::from));
    assert!(set.range::<str, _>((Included("b"), Unbounded)).eq(["b", "c"].iter()));
    assert!(set.contains("a") && set.get("z").is_none());
}

for_each_layout!(
    insert_keeps_the_old_element_and_replace_the_new,
    collect_keeps_the_last_and_extend_the_first,
    operations_give_the_element_of_the_left_operand,
    append_and_entries_keep_the_element_that_was_there,
    prints_and_hashes_as_std,
    impossible_ranges_are_refused_with_the_text_of_std,
    a_range_may_be_named_by_a_borrowed_form,
);
