//! The shapes that are measured, and the maps that take part in each.

use crate::SIZES;
use btree_map::{BaselineMap, InlineMap, PackedMap, PooledMap, SlimMap};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use testbed::{Blobs, Halves, Map, Pairs, Shape, Texts, Words, text};

/// Entries can be made of the numbers below this: of the greatest map, and of as many that are not in it.
pub const NUMBERS: usize = 2 * SIZES[SIZES.len() - 1];

/// `<&str,u64>`: borrowed texts.
pub struct Strs;

impl Shape for Strs {
    type Key = &'static str;
    type Value = u64;
    const NAME: &'static str = "str";

    fn key(number: u64) -> &'static str {
        static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| (0..NUMBERS as u64).map(text).collect());
        &TEXTS[number as usize]
    }

    fn value(number: u64) -> u64 {
        Texts::value(number)
    }
}

/// Something done for every map of every shape.
pub trait EachMap {
    /// Does it for one map, of that name in reports.
    fn visit<S: Shape, M: Map<S::Key, S::Value>>(&mut self, name: &'static str);
}

/// Shows the visitor every map that takes part, shape by shape: integers in every layout, all others in std's map and slim.
pub fn each_map(visitor: &mut impl EachMap) {
    std_and_slim::<Words>(visitor);
    visitor.visit::<Words, BaselineMap<u64, u64>>("baseline");
    visitor.visit::<Words, PackedMap<u64, u64>>("packed");
    visitor.visit::<Words, InlineMap<u64, u64>>("inline");
    visitor.visit::<Words, PooledMap<u64, u64>>("pooled");
    std_and_slim::<Halves>(visitor);
    std_and_slim::<Texts>(visitor);
    std_and_slim::<Strs>(visitor);
    std_and_slim::<Blobs>(visitor);
    std_and_slim::<Pairs>(visitor);
}

fn std_and_slim<S: Shape>(visitor: &mut impl EachMap) {
    visitor.visit::<S, BTreeMap<S::Key, S::Value>>("std");
    visitor.visit::<S, SlimMap<S::Key, S::Value>>("slim");
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Names(Vec<String>);

    impl EachMap for Names {
        fn visit<S: Shape, M: Map<S::Key, S::Value>>(&mut self, name: &'static str) {
            let map = M::collected(S::entries(100));
            assert!(map.iter().eq(S::ascending(100).iter().map(|(key, value)| (key, value))));
            self.0.push(format!("{}/{name}", S::NAME));
        }
    }

    #[test]
    fn integers_are_in_every_layout_and_other_shapes_in_std_and_slim() {
        let mut names = Names(Vec::new());
        each_map(&mut names);
        let of_integers = ["u64/std", "u64/slim", "u64/baseline", "u64/packed", "u64/inline", "u64/pooled"];
        let others = ["u32", "string", "str", "blob", "pair"];
        let others = others.iter().flat_map(|shape| [format!("{shape}/std"), format!("{shape}/slim")]);
        let expected: Vec<String> = of_integers.into_iter().map(String::from).chain(others).collect();
        assert_eq!(names.0, expected);
    }
}
