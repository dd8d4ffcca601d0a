//! Who takes part in which shape.
//!
//! Invariant: std comes first, so that every other is checked against it.

use crate::contender::Contender;
use crate::input::Input;
use crate::runner::{Race, Runner};
use crate::shape::{Key, Value};
use std::collections::BTreeMap;

/// The name of std's map.
pub const STD: &str = "std";

/// The name of this repository's map in its default layout.
pub const OURS: &str = "ours";

/// The other layouts of this repository's map, which take part only when asked for.
pub const PHASES: [&str; 4] = ["baseline", "packed", "inline", "pooled"];

/// The maps of others.
pub const RIVALS: [&str; 6] = ["brie-tree", "absl", "bbtree", "embed-btree", "btree_experiment", "indexset"];

/// Why a contender that could be asked for is not in this program.
pub fn missing(name: &str) -> Option<&'static str> {
    (name == "absl" && !cfg!(absl)).then_some("absl: no headers (Debian: libabsl-dev) when this was built")
}

/// A contender in a shape.
pub struct Entrant<K, V> {
    /// Its name.
    pub name: &'static str,
    /// Lets it take part.
    pub start: for<'a> fn(&'a Input<K, V>) -> Box<dyn Race + 'a>,
    /// Bytes of handle, and of heap that the meter does not see.
    pub bytes: fn(&[(K, V)]) -> Footprint,
}

/// What a map takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint {
    /// `size_of` the map.
    pub handle: usize,
    /// Heap bytes requested and not given back, of all that the map holds.
    pub heap: usize,
}

/// Enters a map under a name.
pub fn entrant<K: Key, V: Value, M: Contender<K, V> + 'static>(name: &'static str) -> Entrant<K, V> {
    fn start<'a, K: Key, V: Value, M: Contender<K, V> + 'static>(
        input: &'a Input<K, V>,
    ) -> Box<dyn Race + 'a> {
        Box::new(Runner::<K, V, M>::new(input))
    }
    Entrant { name, start: start::<K, V, M>, bytes: footprint::<K, V, M> }
}

/// Counts a map of `entries`, inserted in their order; needs the meter.
fn footprint<K: Key, V: Value, M: Contender<K, V>>(entries: &[(K, V)]) -> Footprint {
    let foreign = M::foreign_bytes();
    let (map, report) = alloc_meter::measure(|| {
        let mut map = M::new();
        for (key, value) in entries {
            map.insert(key.clone(), value.clone());
        }
        map
    });
    let seen = usize::try_from(report.live_bytes).expect("a map frees nothing that it did not allocate");
    let heap = seen + M::foreign_bytes() - foreign;
    let mut count = 0;
    map.visit(&mut |_, _| count += 1);
    assert_eq!(count, entries.len(), "every entry is there");
    Footprint { handle: size_of::<M>(), heap }
}

/// A shape: key, value, and the maps that can hold them.
pub trait Shape {
    /// Its keys.
    type Key: Key;
    /// Its values.
    type Value: Value;
    /// Its name on the command line.
    const NAME: &'static str;
    /// Its name in reports.
    const TITLE: &'static str;

    /// All contenders but our own, std first.
    fn rivals() -> Vec<Entrant<Self::Key, Self::Value>>;
}

/// Names of the shapes on the command line.
pub const SHAPES: [&str; 6] = ["u64", "u32", "string", "str", "blob", "pair"];

macro_rules! shapes {
    ($(
        $(#[$doc:meta])*
        $shape:ident($name:literal): <$key:ty, $value:ty> $title:literal, absl $absl:ident $(, $more:ident)*;
    )*) => {$(
        $(#[$doc])*
        pub struct $shape;

        impl Shape for $shape {
            type Key = $key;
            type Value = $value;
            const NAME: &'static str = $name;
            const TITLE: &'static str = $title;

            fn rivals() -> Vec<Entrant<$key, $value>> {
                vec![
                    entrant::<_, _, BTreeMap<$key, $value>>(STD),
                    $(shapes!(@$more $key, $value),)*
                    #[cfg(absl)]
                    entrant::<_, _, crate::contenders::absl::$absl>("absl"),
                    entrant::<_, _, bbtree::unsync::BBTreeMap<$key, $value>>("bbtree"),
                    entrant::<_, _, embed_btree::large::BTreeMap<$key, $value>>("embed-btree"),
                    entrant::<_, _, btree_experiment::BTreeMap<$key, $value>>("btree_experiment"),
                    entrant::<_, _, indexset::BTreeMap<$key, $value>>("indexset"),
                ]
            }
        }
    )*};
    (@brie $key:ty, $value:ty) => { entrant::<_, _, brie_tree::BTree<$key, $value>>("brie-tree") };
}

shapes! {
    /// Integers.
    Words("u64"): <u64, u64> "<u64,u64>", absl AbslU64, brie;
    /// Small integers.
    Halves("u32"): <u32, u32> "<u32,u32>", absl AbslU32, brie;
    /// Owned texts of 16 to 24 random characters.
    Texts("string"): <String, u64> "<String,u64>", absl AbslText;
    /// Borrowed texts of 16 to 24 random characters.
    Strs("str"): <&'static str, u64> "<&str,u64>", absl AbslStr;
    /// Values of a cache line.
    Blobs("blob"): <u64, [u8; 64]> "<u64,[u8;64]>", absl AbslBlob, brie;
    /// Keys of two integers.
    Pairs("pair"): <(u64, u64), u64> "<(u64,u64),u64>", absl AbslPair;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_complete() {
        assert_eq!(Words::rivals()[0].name, STD);
        let there: Vec<&str> = Words::rivals().iter().skip(1).map(|entrant| entrant.name).collect();
        let wanted: Vec<&str> = RIVALS.into_iter().filter(|name| missing(name).is_none()).collect();
        assert_eq!(there, wanted);
        let shapes = [Words::NAME, Halves::NAME, Texts::NAME, Strs::NAME, Blobs::NAME, Pairs::NAME];
        assert_eq!(shapes, SHAPES);
    }
}
