//! What needs no order of keys is there for keys that have none.

use crate::Set;
use crate::layouts::{LayoutOf, Map, for_each_layout};
use std::fmt::Debug;

/// Has no order, is not equal to anything, and does not print.
struct Bare;

/// As above, but prints and can be cloned.
#[derive(Clone, Debug)]
struct Printed;

fn walked<L: LayoutOf, K>() {
    let mut map = Map::<L, K, ()>::with_layout();
    assert_eq!((map.is_empty(), map.len()), (true, 0));
    assert_eq!((map.iter().count(), map.iter_mut().count()), (0, 0));
    assert_eq!((map.keys().count(), map.values().count(), map.values_mut().count()), (0, 0, 0));
    assert_eq!((&map).into_iter().count() + (&mut map).into_iter().count(), 0);
    map.clear();
    map.shrink_to_fit();
    assert_eq!(Map::<L, K, ()>::with_layout().into_keys().count(), 0);
    assert_eq!(Map::<L, K, ()>::with_layout().into_values().count(), 0);
    assert_eq!(map.into_iter().count(), 0);
    let mut set = Set::<L, K>::with_layout();
    assert_eq!((set.is_empty(), set.len()), (true, 0));
    assert_eq!(set.iter().count() + (&set).into_iter().count(), 0);
    set.clear();
    assert_eq!(set.into_iter().count(), 0);
}

fn printed<L: LayoutOf, K: Clone + Debug>() {
    let mut map = Map::<L, K, ()>::with_layout();
    assert_eq!(format!("{map:?} {:?} {:?}", map.iter(), map.keys()), "{} [] []");
    assert_eq!(format!("{:?}", map.values()), "[]");
    assert_eq!(format!("{:?}", map.iter_mut()), "[]");
    let copy = map.clone();
    map.clone_from(&copy);
    assert_eq!(format!("{:?} {:?}", copy.into_iter(), map.into_keys()), "[] []");
    let set = Set::<L, K>::with_layout();
    assert_eq!(format!("{set:?} {:?}", set.clone().iter()), "{} Iter([])");
}

fn keys_without_an_order_may_be_walked_printed_and_cloned<L: LayoutOf>() {
    walked::<L, Bare>();
    printed::<L, Printed>();
}

for_each_layout!(keys_without_an_order_may_be_walked_printed_and_cloned);
