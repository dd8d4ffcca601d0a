//! Sets: what the documentation of std's set shows by example, method by method.

use crate::layouts::{LayoutOf, for_each_layout};
use btree_map::BPlusTreeSet;
use std::ops::Bound::{Excluded, Included};

pub(crate) type Set<L, T> = BPlusTreeSet<T, <L as LayoutOf>::Tree<T, ()>>;

pub(crate) fn set_of<L: LayoutOf, T: Ord>(elements: impl IntoIterator<Item = T>) -> Set<L, T> {
    Set::<L, T>::from_iter_in_layout(elements)
}

/// The tour at the top of the type's page.
#[test]
fn a_set_is_toured() {
    let mut rivers = BPlusTreeSet::new();
    for river in ["Rhine", "Volga", "Elbe", "Rhine"] {
        rivers.insert(river);
    }
    assert!(!rivers.contains("Nile"));
    assert_eq!(rivers.len(), 3);
    assert!(rivers.remove("Volga"));
    let mut listed = String::new();
    for river in &rivers {
        listed += river;
    }
    assert_eq!(listed, "ElbeRhine");
    let from_array = BPlusTreeSet::from(["Rhine", "Elbe"]);
    assert_eq!(rivers, from_array);
    let collected: BPlusTreeSet<_> = ["Elbe", "Rhine"].into_iter().collect();
    assert_eq!(collected, from_array);
}

fn elements_are_put_in_once<L: LayoutOf>() {
    let mut set = Set::<L, u32>::with_layout();
    assert!(set.is_empty());
    assert!(set.insert(4) && set.insert(2) && !set.insert(4));
    assert_eq!((set.len(), set.is_empty()), (2, false));
    assert_eq!((set.contains(&2), set.contains(&3)), (true, false));
    assert_eq!((set.get(&4), set.get(&5)), (Some(&4), None));
    set.clear();
    assert!(set.is_empty());
}

fn elements_come_in_order_from_both_ends<L: LayoutOf>() {
    let set = set_of::<L, _>([30, 10, 20]);
    let mut walk = set.iter();
    assert_eq!(
        (walk.next(), walk.next_back(), walk.next(), walk.next()),
        (Some(&10), Some(&30), Some(&20), None)
    );
    assert_eq!((set.first(), set.last()), (Some(&10), Some(&30)));
    assert!(set.into_iter().eq([10, 20, 30]));
    let none = Set::<L, u32>::with_layout();
    assert_eq!((none.first(), none.last()), (None, None));
}

fn ranges_hold_what_their_bounds_say<L: LayoutOf>() {
    let set = set_of::<L, _>([3, 5, 8]);
    assert!(set.range(4..).eq(&[5, 8]));
    assert!(set.range((Excluded(3), Included(8))).rev().eq(&[8, 5]));
}

fn elements_are_popped_from_either_end<L: LayoutOf>() {
    let mut set = set_of::<L, _>(0..50);
    while let Some(least) = set.pop_first() {
        assert!(set.iter().all(|other| *other > least));
        if let Some(most) = set.pop_last() {
            assert!(set.iter().all(|other| *other < most));
        }
    }
    assert_eq!((set.pop_first(), set.pop_last()), (None, None));
}

fn elements_are_taken_out<L: LayoutOf>() {
    let mut set = set_of::<L, _>([1, 2, 3]);
    assert!(set.remove(&2) && !set.remove(&2));
    assert_eq!((set.take(&3), set.take(&3)), (Some(3), None));
    assert!(set.into_iter().eq([1]));
}

fn replacing_gives_the_old_element<L: LayoutOf>() {
    let mut set = Set::<L, Vec<u32>>::with_layout();
    assert_eq!(set.replace(Vec::new()), None);
    assert_eq!(set.get(&[][..]).unwrap().capacity(), 0);
    assert_eq!(set.replace(Vec::with_capacity(10)), Some(vec![]));
    assert_eq!(set.get(&[][..]).unwrap().capacity(), 10);
}

fn absent_elements_are_made<L: LayoutOf>() {
    let mut set = set_of::<L, _>([1, 2, 3].map(|n: u32| n.to_string()));
    assert_eq!(set.len(), 3);
    assert_eq!(set.get_or_insert("2".to_owned()), "2");
    assert_eq!(set.get_or_insert("100".to_owned()), "100");
    for word in ["cat", "2", "dog", "cat"] {
        assert_eq!(set.get_or_insert_with(word, str::to_owned), word);
    }
    assert!(set.into_iter().eq(["1", "100", "2", "3", "cat", "dog"]));
}

fn wanted_elements_are_kept<L: LayoutOf>() {
    let mut set = set_of::<L, _>(1..=6);
    set.retain(|n| n % 2 == 0);
    assert!(set.iter().eq(&[2, 4, 6]));
    let odd_halves: Vec<u32> = set.extract_if(.., |n| n / 2 % 2 == 1).collect();
    assert_eq!(odd_halves, [2, 6]);
    assert!(set.iter().eq(&[4]));
    set.extend(5..9);
    assert!(set.extract_if(..6, |_| true).eq([4, 5]));
    // Not driven, it takes nothing out.
    _ = set.extract_if(.., |_| true);
    assert!(set.into_iter().eq([6, 7, 8]));
}

fn sets_are_joined_and_parted<L: LayoutOf>() {
    let (mut a, mut b) = (set_of::<L, _>(1..=3), set_of::<L, _>(3..=5));
    a.append(&mut b);
    assert_eq!((a.len(), b.len()), (5, 0));
    let high = a.split_off(&4);
    assert!(a.into_iter().eq(1..=3) && high.into_iter().eq(4..=5));
}

fn sets_are_combined<L: LayoutOf>() {
    let (a, b) = (set_of::<L, _>([1, 2, 3]), set_of::<L, _>([3, 4]));
    assert!(a.union(&b).eq(&[1, 2, 3, 4]) && (&a | &b).into_iter().eq(1..5));
    assert!(a.intersection(&b).eq(&[3]) && (&a & &b).into_iter().eq([3]));
    assert!(a.difference(&b).eq(&[1, 2]) && (&a - &b).into_iter().eq([1, 2]));
    assert!(a.symmetric_difference(&b).eq(&[1, 2, 4]) && (&a ^ &b).into_iter().eq([1, 2, 4]));
    assert_eq!((a.iter().max(), a.union(&b).min()), (Some(&3), Some(&1)));
}

fn sets_are_related<L: LayoutOf>() {
    let whole = set_of::<L, _>([1, 2, 3]);
    let mut part = Set::<L, u32>::with_layout();
    assert!(part.is_subset(&whole) && part.is_disjoint(&whole) && whole.is_superset(&part));
    part.insert(2);
    assert!(part.is_subset(&whole) && !part.is_disjoint(&whole) && whole.is_superset(&part));
    part.insert(4);
    assert!(!part.is_subset(&whole) && !whole.is_superset(&part));
    assert!(whole < part && whole != part);
}

fn sets_clone_hash_and_print_as_stds<L: LayoutOf>() {
    use std::hash::{BuildHasher, RandomState};
    let (set, std) = (set_of::<L, _>([3, 1]), std::collections::BTreeSet::from([3, 1]));
    assert_eq!(format!("{set:?}"), "{1, 3}");
    let state = RandomState::new();
    assert_eq!(state.hash_one(&set), state.hash_one(&std));
    assert!(set.clone() == set);
}

for_each_layout!(
    elements_are_put_in_once,
    elements_come_in_order_from_both_ends,
    ranges_hold_what_their_bounds_say,
    elements_are_popped_from_either_end,
    elements_are_taken_out,
    replacing_gives_the_old_element,
    absent_elements_are_made,
    wanted_elements_are_kept,
    sets_are_joined_and_parted,
    sets_are_combined,
    sets_are_related,
    sets_clone_hash_and_print_as_stds,
);
