//! rkyv: archives are read in place and come back.

use ::rkyv::collections::btree_map::ArchivedBTreeMap;
use ::rkyv::rancor::Error;
use ::rkyv::string::ArchivedString;
use ::rkyv::vec::ArchivedVec;
use ::rkyv::{access, from_bytes, to_bytes};
use btree_map::{BPlusTreeMap, BPlusTreeMultiMap, BPlusTreeSet};
use quickcheck::quickcheck;
use std::collections::BTreeMap;

quickcheck! {
    fn archives_come_back(pairs: Vec<(u8, String)>) -> bool {
        let map: BPlusTreeMap<u8, String> = pairs.iter().cloned().collect();
        let set: BPlusTreeSet<String> = pairs.iter().map(|pair| pair.1.clone()).collect();
        let multi: BPlusTreeMultiMap<u8, String> = pairs.into_iter().collect();
        let map_back: BPlusTreeMap<u8, String> = from_bytes::<_, Error>(&to_bytes::<Error>(&map).unwrap()).unwrap();
        let set_back: BPlusTreeSet<String> = from_bytes::<_, Error>(&to_bytes::<Error>(&set).unwrap()).unwrap();
        let multi_back: BPlusTreeMultiMap<u8, String> =
            from_bytes::<_, Error>(&to_bytes::<Error>(&multi).unwrap()).unwrap();
        map_back.check_invariants().unwrap();
        multi_back.check_invariants().unwrap();
        map_back == map && set_back == set && multi_back == multi
    }

    fn an_archive_has_the_bytes_of_std(entries: Vec<(u8, String)>) -> bool {
        let theirs: BTreeMap<u8, String> = entries.iter().cloned().collect();
        let ours: BPlusTreeMap<u8, String> = entries.into_iter().collect();
        to_bytes::<Error>(&ours).unwrap()[..] == to_bytes::<Error>(&theirs).unwrap()[..]
    }
}

#[test]
fn an_archive_is_read_in_place() {
    let map: BPlusTreeMap<String, String> = (0..500).map(|i| (i.to_string(), (i * 2).to_string())).collect();
    let bytes = to_bytes::<Error>(&map).unwrap();
    let archived = access::<ArchivedBTreeMap<ArchivedString, ArchivedString>, Error>(&bytes).unwrap();
    assert_eq!(archived.len(), 500);
    assert_eq!(archived.get("123").unwrap().as_str(), "246");

    let multi = BPlusTreeMultiMap::from([("a".to_owned(), 1_u8), ("a".to_owned(), 2), ("b".to_owned(), 3)]);
    let bytes = to_bytes::<Error>(&multi).unwrap();
    let archived = access::<ArchivedBTreeMap<ArchivedString, ArchivedVec<u8>>, Error>(&bytes).unwrap();
    assert_eq!(archived.get("a").unwrap().as_slice(), [1, 2]);
}

#[test]
fn a_list_without_values_is_left_out() {
    let lists: BTreeMap<u8, Vec<u8>> = [(1, vec![]), (2, vec![7, 8])].into();
    let bytes = to_bytes::<Error>(&lists).unwrap();
    let multi: BPlusTreeMultiMap<u8, u8> = from_bytes::<_, Error>(&bytes).unwrap();
    assert_eq!(multi, BPlusTreeMultiMap::from([(2, 7), (2, 8)]));
    assert_eq!(multi.check_invariants(), Ok(()));
}
