//! Operations on two sets of many shapes: elements, size hints, and what is printed, beside std's.

use crate::Set;
use crate::layouts::{LayoutOf, for_each_layout};
use std::collections::BTreeSet;

/// Sets that overlap in every way: apart, touching, interleaved, within, equal, and of very different size.
fn shapes() -> Vec<Vec<i32>> {
    let large = if cfg!(miri) { 40 } else { 300 };
    vec![
        vec![],
        vec![1],
        vec![-5, 11, 22, 33, 40, 42],
        vec![11, 1, 3, 77, 103, 5, -5],
        vec![-12, -5, 14, 23, 34, 38, 39, 50],
        (0..large).collect(),
        (large - 1..2 * large).collect(),
        (large..large + 3).collect(),
        (0..large).map(|number| 2 * number).collect(),
        vec![large / 2, large, 5 * large],
    ]
}

/// A walk agrees with std's: in what it gives, and at every step in what it says is left.
macro_rules! agree {
    ($ours:expr, $theirs:expr) => {{
        let (mut ours, mut theirs) = ($ours, $theirs);
        assert_eq!(ours.clone().min(), theirs.clone().min());
        assert_eq!(ours.clone().max(), theirs.clone().max());
        loop {
            assert_eq!(ours.size_hint(), theirs.size_hint());
            let (our, their) = (ours.next(), theirs.next());
            assert_eq!(our, their);
            if our.is_none() {
                break;
            }
        }
        assert_eq!(ours.next(), None);
    }};
}

fn operations_on_two_sets_give_and_announce_what_those_of_std_do<L: LayoutOf>() {
    // Miri sees every other shape beside every other one.
    let every = if cfg!(miri) { 2 } else { 1 };
    for left in shapes().into_iter().step_by(every) {
        for right in shapes().into_iter().step_by(every) {
            let built = |elements: &[i32]| Set::<L, i32>::from_iter_in_layout(elements.iter().copied());
            let (a, b) = (built(&left), built(&right));
            let (x, y) = (BTreeSet::from_iter(left.clone()), BTreeSet::from_iter(right.clone()));
            agree!(a.union(&b), x.union(&y));
            agree!(a.intersection(&b), x.intersection(&y));
            agree!(a.difference(&b), x.difference(&y));
            agree!(a.symmetric_difference(&b), x.symmetric_difference(&y));
            assert_eq!(a.is_subset(&b), x.is_subset(&y));
            assert_eq!(a.is_superset(&b), x.is_superset(&y));
            assert_eq!(a.is_disjoint(&b), x.is_disjoint(&y));
            assert!((&a & &b).iter().eq(&(&x & &y)) && (&a | &b).iter().eq(&(&x | &y)));
            assert!((&a ^ &b).iter().eq(&(&x ^ &y)) && (&a - &b).iter().eq(&(&x - &y)));
        }
    }
}

fn iterators_print_as_those_of_std<L: LayoutOf>() {
    for len in [0, 1, 3, 40] {
        let ours = Set::<L, u32>::from_iter_in_layout(0..len);
        let theirs = BTreeSet::from_iter(0..len);
        assert_eq!(format!("{ours:?} {ours:#?}"), format!("{theirs:?} {theirs:#?}"));
        assert_eq!(format!("{:?}", ours.iter()), format!("{:?}", theirs.iter()));
        assert_eq!(format!("{:?}", ours.range(1..)), format!("{:?}", theirs.range(1..)));
        let (mut our, mut their) = (ours.range(1..), theirs.range(1..));
        assert_eq!((our.next(), our.next_back()), (their.next(), their.next_back()));
        assert_eq!(format!("{our:?} {our:#?}"), format!("{their:?} {their:#?}"));
        let (mut our, mut their) = (ours.into_iter(), theirs.into_iter());
        assert_eq!(format!("{our:?} {our:#?}"), format!("{their:?} {their:#?}"));
        assert_eq!((our.next(), our.next_back()), (their.next(), their.next_back()));
        assert_eq!(format!("{our:?}"), format!("{their:?}"));
    }
}

fn sets_walk_beside_one_another<L: LayoutOf>() {
    let numbers = Set::<L, i32>::from_iter_in_layout([5, 11]);
    let words = Set::<L, &str>::from_iter_in_layout(["foo", "bar"]);
    let mut pairs = numbers.into_iter().zip(words);
    assert_eq!((pairs.next(), pairs.next(), pairs.next()), (Some((5, "bar")), Some((11, "foo")), None));
}

fn copied_elements_extend_a_set_as_given_ones_do<L: LayoutOf>() {
    let mut set = Set::<L, u32>::from_iter_in_layout([1]);
    set.extend(&[2, 3, 4]);
    let mut other = Set::<L, u32>::with_layout();
    other.extend([5, 6]);
    set.extend(&other);
    assert!(set.into_iter().eq(1..=6));
}

for_each_layout!(
    operations_on_two_sets_give_and_announce_what_those_of_std_do,
    iterators_print_as_those_of_std,
    sets_walk_beside_one_another,
    copied_elements_extend_a_set_as_given_ones_do,
);
