//! serde: std's forms both ways, on every layout; and input that is not what it claims to be.

use ::serde::de::value::{Error, MapDeserializer, SeqDeserializer};
use ::serde::de::{DeserializeOwned, IntoDeserializer};
use ::serde::{Deserialize, Serialize};
use alloc_meter::measure;
use btree_map::multimap::ValueList;
use btree_map::{
    BPlusTreeMap, BPlusTreeMultiMap, BPlusTreeSet, BaselineMap, InlineMap, PackedMap, PooledMap, PooledSet,
    PooledTree, SlimMap,
};
use quickcheck::quickcheck;
use std::collections::{BTreeMap, BTreeSet};

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap()
}

fn from_json<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

quickcheck! {
    fn a_map_has_the_form_of_std_in_every_layout(entries: Vec<(u16, String)>) -> bool {
        let theirs: BTreeMap<u16, String> = entries.into_iter().collect();
        let text = json(&theirs);
        macro_rules! reads_and_writes {
            ($($map:ident),*) => {
                true $(&& {
                    let ours: $map<u16, String> = from_json(&text);
                    ours.check_invariants().unwrap();
                    ours.iter().eq(&theirs) && json(&ours) == text
                })*
            };
        }
        reads_and_writes!(SlimMap, BaselineMap, PackedMap, InlineMap, PooledMap)
    }

    fn a_set_has_the_form_of_std(elements: Vec<String>) -> bool {
        let theirs: BTreeSet<String> = elements.into_iter().collect();
        let ours: BPlusTreeSet<String> = from_json(&json(&theirs));
        let pooled: PooledSet<String> = from_json(&json(&theirs));
        ours.iter().eq(&theirs) && json(&ours) == json(&theirs) && pooled.iter().eq(&theirs)
    }

    fn a_multimap_has_the_form_of_a_map_of_vectors(pairs: Vec<(u8, u16)>) -> bool {
        type Pooled = BPlusTreeMultiMap<u8, u16, PooledTree<u8, ValueList<u16>>>;
        let ours: BPlusTreeMultiMap<u8, u16> = pairs.iter().copied().collect();
        let mut theirs = BTreeMap::<u8, Vec<u16>>::new();
        pairs.into_iter().for_each(|(key, value)| theirs.entry(key).or_default().push(value));
        let back: BPlusTreeMultiMap<u8, u16> = from_json(&json(&theirs));
        back.check_invariants().unwrap();
        let pooled: Pooled = from_json(&json(&theirs));
        json(&ours) == json(&theirs) && back == ours && pooled.iter().eq(&ours)
    }

    /// Any order with any duplicates: as if inserted one by one.
    fn unsorted_and_duplicate_input_gives_a_valid_map(entries: Vec<(u8, u16)>) -> bool {
        let deserializer = MapDeserializer::<_, Error>::new(entries.iter().copied());
        let ours = BPlusTreeMap::<u8, u16>::deserialize(deserializer).unwrap();
        let set = BPlusTreeSet::<u8>::deserialize(
            SeqDeserializer::<_, Error>::new(entries.iter().map(|entry| entry.0)),
        ).unwrap();
        ours.check_invariants().unwrap();
        set.check_invariants().unwrap();
        let theirs: BTreeMap<u8, u16> = entries.into_iter().collect();
        ours.iter().eq(&theirs) && set.iter().eq(theirs.keys())
    }

    fn truncated_input_is_an_error(entries: Vec<(u8, u16)>, cut: usize) -> bool {
        let text = json(&entries.into_iter().collect::<BTreeMap<_, _>>());
        let cut = cut % text.len();
        serde_json::from_str::<BPlusTreeMap<u8, u16>>(&text[..cut]).is_err()
    }
}

#[test]
fn of_equal_keys_the_last_value_and_of_equal_elements_one_stays() {
    let map: BPlusTreeMap<u32, char> = from_json(r#"{"2": "a", "1": "b", "2": "c", "1": "d"}"#);
    assert!(map.into_iter().eq([(1, 'd'), (2, 'c')]));
    let set: BPlusTreeSet<u32> = from_json("[2, 2, 1, 2, 1]");
    assert!(set.into_iter().eq([1, 2]));
    let multi: BPlusTreeMultiMap<u32, char> = from_json(r#"{"2": ["a"], "1": ["b"], "2": ["c", "d"]}"#);
    assert_eq!((multi.len(), multi.get(&2)), (4, &['a', 'c', 'd'][..]));
}

#[test]
fn a_key_without_values_is_an_error() {
    let read = serde_json::from_str::<BPlusTreeMultiMap<u32, char>>(r#"{"1": ["a"], "2": []}"#);
    assert!(read.unwrap_err().to_string().contains("at least one value"));
}

/// Claims to give 2^60 items and gives few.
struct Boaster<I>(I);

impl<I: Iterator> Iterator for Boaster<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.0.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (1 << 60, Some(1 << 60))
    }
}

#[test]
fn a_claimed_length_reserves_nothing() {
    let few = || Boaster((0..100_u64).map(|i| (i, i)));
    let (map, report) =
        measure(|| BPlusTreeMap::<u64, u64>::deserialize(MapDeserializer::<_, Error>::new(few())).unwrap());
    let honest: BPlusTreeMap<u64, u64> = (0..100).map(|i| (i, i)).collect();
    assert_eq!(map, honest);
    assert!(report.peak_bytes < 16 * 1024, "{} bytes at the peak", report.peak_bytes);
    let elements = Boaster((0..100_u64).map(IntoDeserializer::<Error>::into_deserializer));
    let (set, report) =
        measure(|| BPlusTreeSet::<u64>::deserialize(SeqDeserializer::<_, Error>::new(elements)).unwrap());
    assert_eq!(set.len(), 100);
    assert!(report.peak_bytes < 16 * 1024, "{} bytes at the peak", report.peak_bytes);
}

#[test]
fn sorted_input_is_built_in_bulk() {
    // Leaves come out full, as from a sorted `collect`, and not half full as from ascending inserts with a split each.
    let entries = MapDeserializer::<_, Error>::new((0..100_000_u64).map(|i| (i, i)));
    let (map, report) = measure(|| BPlusTreeMap::<u64, u64>::deserialize(entries).unwrap());
    let (collected, sorted) = measure(|| (0..100_000_u64).map(|i| (i, i)).collect::<BPlusTreeMap<_, _>>());
    assert_eq!(map, collected);
    assert_eq!(report.live_bytes, sorted.live_bytes);
    // And without a buffer of all entries beside the map.
    assert!((report.peak_bytes as f64) < report.live_bytes as f64 * 1.1, "{report:?}");
}

#[test]
fn an_error_drops_what_had_come() {
    let text = json(&(0..1000).map(|i| (i, i.to_string())).collect::<BTreeMap<u32, String>>());
    let ((), report) = measure(|| {
        assert!(serde_json::from_str::<BPlusTreeMap<u32, String>>(&text[..text.len() - 3]).is_err());
    });
    assert_eq!((report.live_blocks, report.live_bytes), (0, 0));
}
