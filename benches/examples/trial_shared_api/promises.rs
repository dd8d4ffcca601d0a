//! What the shared API promises, kept by the crates themselves: that this file compiles is most of the proof.

use btree_map::{BPlusTreeMap, BaselineMap, InlineMap, PackedMap, PooledMap};

/// A map that a layout was to be chosen for at run time.
#[expect(dead_code, reason = "only its size is asked for")]
enum AnyMap {
    Baseline(BaselineMap<u64, u64>),
    Packed(PackedMap<u64, u64>),
    Inline(InlineMap<u64, u64>),
    Pooled(PooledMap<u64, u64>),
}

/// Every layout's map of longer-lived keys and values serves as one of shorter-lived ones.
macro_rules! covariant {
    ($($name:ident: $map:ident),*) => {$(
        fn $name<'a>(map: $map<&'static str, &'static str>) -> $map<&'a str, &'a str> {
            map
        }
    )*};
}

covariant!(baseline: BaselineMap, packed: PackedMap, inline: InlineMap, pooled: PooledMap);

/// Checks covariance and inference, and prints the handles.
pub(crate) fn check() {
    assert!(baseline(BaselineMap::with_layout()).is_empty());
    assert!(packed(PackedMap::with_layout()).is_empty());
    assert!(inline(InlineMap::with_layout()).is_empty());
    assert!(pooled(PooledMap::with_layout()).is_empty());

    let made = BPlusTreeMap::from_iter([(1, 'a'), (2, 'b')]);
    let mut empty = BPlusTreeMap::default();
    assert!(made != empty);
    empty.extend([(1, 'a'), (2, 'b')]);
    assert!(made == empty.into_iter().collect());

    println!("| handle of `u64 -> u64` | bytes |\n|---|--:|");
    let handles = [
        ("A, B: baseline", size_of::<BaselineMap<u64, u64>>()),
        ("A, B: packed", size_of::<PackedMap<u64, u64>>()),
        ("A, B: inline", size_of::<InlineMap<u64, u64>>()),
        ("A, B: pooled", size_of::<PooledMap<u64, u64>>()),
        ("C: an enum of the four", size_of::<AnyMap>()),
        ("D: a boxed trait object, and the tree's handle behind it", size_of::<Box<dyn Fn()>>()),
    ];
    for (name, bytes) in handles {
        println!("| {name} | {bytes} |");
    }
    println!();
}
