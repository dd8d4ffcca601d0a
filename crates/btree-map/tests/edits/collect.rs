//! Collecting from sources that do not say how much they have, in every order that takes another way: what comes last of equal
//! keys stays, key and value, as in std's map.

use crate::layouts::{LayoutOf, Map, for_each_layout};
use std::collections::BTreeMap;
use testbed::Tagged;

/// More than are looked at ahead, three times.
const MANY: u32 = if cfg!(miri) { 1_100 } else { 3_000 };

fn the_last_of_equal_keys_stays_whatever_the_order<L: LayoutOf>() {
    let halves = || (MANY / 2..MANY).chain(0..MANY / 2);
    let orders: [(&str, Vec<u32>); 6] = [
        ("ascending", (0..MANY).collect()),
        ("ascending in twos", (0..MANY).map(|key| key / 2).collect()),
        ("a few late", (0..MANY).chain([7, MANY - 1, 7, MANY / 2]).collect()),
        ("half of them late", halves().chain(MANY / 3..MANY / 2).collect()),
        ("all again", (0..MANY).chain(0..MANY).collect()),
        ("no order", (0..MANY).map(|key| key * 7919 % (MANY / 3)).collect()),
    ];
    for (what, keys) in &orders[if cfg!(miri) { 3..4 } else { 0..6 }] {
        let entries = || keys.iter().zip(0..).map(|(key, tag)| (Tagged(*key, tag), tag));
        let mut source = entries();
        let map = Map::<L, Tagged<u32, u32>, u32>::from_iter_in_layout(std::iter::from_fn(|| source.next()));
        map.check_invariants().unwrap();
        let std: BTreeMap<Tagged<u32, u32>, u32> = entries().collect();
        let told = |(key, value): (&Tagged<u32, u32>, &u32)| (key.0, key.1, *value);
        assert!(map.iter().map(told).eq(std.iter().map(told)), "{what}");
    }
}

for_each_layout!(the_last_of_equal_keys_stays_whatever_the_order);
