//! Who takes part in which shape.
//!
//! Invariant: std comes first, so that every other is checked against it.

use crate::contender::{Contender, SetContender};
use crate::input::Input;
use crate::op::Op;
use crate::runner::{Race, Runner, SetRunner};
use crate::shape::{self, Key, Value};
use std::collections::{BTreeMap, BTreeSet};

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
    if cfg!(not(feature = "others")) {
        return RIVALS.contains(&name).then_some("built without the maps of others");
    }
    (name == "absl" && !cfg!(absl)).then_some("absl: no headers (Debian: libabsl-dev) when this was built")
}

/// Counts what a map of these entries takes.
pub type CountBytes<K, V> = fn(&[(K, V)]) -> Footprint;

/// A contender in a shape.
pub struct Entrant<K, V> {
    /// Its name.
    pub name: &'static str,
    /// Lets it take part.
    pub start: for<'a> fn(&'a Input<K, V>) -> Box<dyn Race + 'a>,
    /// Bytes of the map that holds these entries; `None` for sets, which nobody counts here.
    pub bytes: Option<CountBytes<K, V>>,
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
    Entrant { name, start: start::<K, V, M>, bytes: Some(footprint::<K, V, M>) }
}

/// Enters a set under a name.
pub fn set_entrant<K: Key, S: SetContender<K> + 'static>(name: &'static str) -> Entrant<K, ()> {
    fn start<'a, K: Key, S: SetContender<K> + 'static>(input: &'a Input<K, ()>) -> Box<dyn Race + 'a> {
        Box::new(SetRunner::<K, S>::new(input))
    }
    Entrant { name, start: start::<K, S>, bytes: None }
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

/// What a shape is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A map of a type of key and value.
    Map,
    /// Keys of a type that another shape has too, which take longer to compare.
    Keys,
    /// A set.
    Set,
}

/// Names of the shapes on the command line.
pub const SHAPES: [&str; 14] = [
    "u64",
    "u32",
    "string",
    "str",
    "blob",
    "pair",
    "uuid",
    "hash",
    "path",
    "prefix16",
    "prefix64",
    "prefix256",
    "set-u64",
    "set-string",
];

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
    /// What it is about.
    const KIND: Kind;
    /// The operations in the order of a round.
    const ROUND: &'static [Op] = match Self::KIND {
        Kind::Map => &Op::ROUND,
        Kind::Keys => &Op::COMPARING,
        Kind::Set => &Op::SETS,
    };

    /// The key of a number below 2^32.
    fn key(number: u64) -> Self::Key;

    /// All contenders but our own, std first.
    fn rivals() -> Vec<Entrant<Self::Key, Self::Value>>;
}

macro_rules! shapes {
    ($(
        $(#[$doc:meta])*
        $shape:ident($name:literal): $kind:ident <$key:ty, $value:ty> $title:literal, keys $make:expr
            $(, absl $absl:ident)? $(, integers $brie:ident)?;
    )*) => {$(
        $(#[$doc])*
        pub struct $shape;

        impl Shape for $shape {
            type Key = $key;
            type Value = $value;
            const NAME: &'static str = $name;
            const TITLE: &'static str = $title;
            const KIND: Kind = Kind::$kind;

            fn key(number: u64) -> $key {
                $make(number)
            }

            fn rivals() -> Vec<Entrant<$key, $value>> {
                vec![
                    entrant::<_, _, BTreeMap<$key, $value>>(STD),
                    $(
                        #[cfg(feature = "others")]
                        entrant::<_, _, $brie::BTree<$key, $value>>("brie-tree"),
                    )?
                    $(
                        #[cfg(all(absl, feature = "others"))]
                        entrant::<_, _, crate::contenders::absl::$absl>("absl"),
                    )?
                    #[cfg(feature = "others")]
                    entrant::<_, _, bbtree::unsync::BBTreeMap<$key, $value>>("bbtree"),
                    #[cfg(feature = "others")]
                    entrant::<_, _, embed_btree::large::BTreeMap<$key, $value>>("embed-btree"),
                    #[cfg(feature = "others")]
                    entrant::<_, _, btree_experiment::BTreeMap<$key, $value>>("btree_experiment"),
                    #[cfg(feature = "others")]
                    entrant::<_, _, indexset::BTreeMap<$key, $value>>("indexset"),
                ]
            }
        }
    )*};
}

shapes! {
    /// Integers.
    Words("u64"): Map <u64, u64> "<u64,u64>", keys Key::from_number, absl AbslU64, integers brie_tree;
    /// Small integers.
    Halves("u32"): Map <u32, u32> "<u32,u32>", keys Key::from_number, absl AbslU32, integers brie_tree;
    /// Owned texts of 16 to 24 random characters.
    Texts("string"): Map <String, u64> "<String,u64>", keys Key::from_number, absl AbslText;
    /// Borrowed texts of 16 to 24 random characters.
    Strs("str"): Map <&'static str, u64> "<&str,u64>", keys Key::from_number, absl AbslStr;
    /// Values of a cache line.
    Blobs("blob"): Map <u64, [u8; 64]> "<u64,[u8;64]>", keys Key::from_number, absl AbslBlob, integers brie_tree;
    /// Keys of two integers: entries of 24 bytes.
    Pairs("pair"): Map <(u64, u64), u64> "<(u64,u64),u64>", keys Key::from_number, absl AbslPair;
    /// Keys of 16 random bytes.
    Uuids("uuid"): Map <[u8; 16], u64> "<[u8;16],u64>", keys Key::from_number;
    /// Keys of 32 random bytes.
    Hashes("hash"): Map <[u8; 32], u64> "<[u8;32],u64>", keys Key::from_number;
    /// Names of files in an archive of packages.
    Paths("path"): Keys <String, u64> "<String,u64> paths", keys shape::path, absl AbslText;
    /// Texts behind 16 bytes that all share.
    Prefix16("prefix16"): Keys <String, u64> "<String,u64> with a common prefix of 16 bytes", keys shape::prefixed::<16>, absl AbslText;
    /// Texts behind 64 bytes that all share.
    Prefix64("prefix64"): Keys <String, u64> "<String,u64> with a common prefix of 64 bytes", keys shape::prefixed::<64>, absl AbslText;
    /// Texts behind 256 bytes that all share.
    Prefix256("prefix256"): Keys <String, u64> "<String,u64> with a common prefix of 256 bytes", keys shape::prefixed::<256>, absl AbslText;
}

macro_rules! sets {
    ($($(#[$doc:meta])* $shape:ident($name:literal): <$key:ty> $title:literal;)*) => {$(
        $(#[$doc])*
        pub struct $shape;

        impl Shape for $shape {
            type Key = $key;
            type Value = ();
            const NAME: &'static str = $name;
            const TITLE: &'static str = $title;
            const KIND: Kind = Kind::Set;

            fn key(number: u64) -> $key {
                Key::from_number(number)
            }

            fn rivals() -> Vec<Entrant<$key, ()>> {
                vec![
                    set_entrant::<_, BTreeSet<$key>>(STD),
                    #[cfg(feature = "others")]
                    set_entrant::<_, bbtree::unsync::BBTreeSet<$key>>("bbtree"),
                    #[cfg(feature = "others")]
                    set_entrant::<_, indexset::BTreeSet<$key>>("indexset"),
                ]
            }
        }
    )*};
}

sets! {
    /// Sets of integers.
    WordSet("set-u64"): <u64> "{u64}";
    /// Sets of owned texts of 16 to 24 random characters.
    TextSet("set-string"): <String> "{String}";
}

/// Calls a macro for every shape with the shape and one of `map` and `set`.
#[macro_export]
macro_rules! for_every_shape {
    ($work:ident) => {
        $work!(Words, map);
        $work!(Halves, map);
        $work!(Texts, map);
        $work!(Strs, map);
        $work!(Blobs, map);
        $work!(Pairs, map);
        $work!(Uuids, map);
        $work!(Hashes, map);
        $work!(Paths, map);
        $work!(Prefix16, map);
        $work!(Prefix64, map);
        $work!(Prefix256, map);
        $work!(WordSet, set);
        $work!(TextSet, set);
    };
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
        let mut shapes = Vec::new();
        macro_rules! list {
            ($shape:ident, $kind:ident) => {
                shapes.push($shape::NAME);
            };
        }
        for_every_shape!(list);
        assert_eq!(shapes, SHAPES);
    }
}
