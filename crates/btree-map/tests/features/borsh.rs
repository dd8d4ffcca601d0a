//! borsh: std's bytes, one form for one content, and input that lies.

use ::borsh::{BorshDeserialize, BorshSerialize, from_slice, to_vec};
use alloc_meter::measure;
use btree_map::{BPlusTreeMap, BPlusTreeMultiMap, BPlusTreeSet, PooledMap};
use quickcheck::quickcheck;
use std::collections::{BTreeMap, BTreeSet};

quickcheck! {
    fn the_bytes_are_those_of_std_whatever_the_history(entries: Vec<(u16, String)>, gone: Vec<u16>) -> bool {
        let mut ours: BPlusTreeMap<u16, String> = BPlusTreeMap::new();
        gone.iter().for_each(|key| _ = ours.insert(*key, String::new()));
        ours.extend(entries.clone());
        let mut theirs: BTreeMap<u16, String> = gone.iter().map(|key| (*key, String::new())).collect();
        theirs.extend(entries);
        for key in gone {
            ours.remove(&key);
            theirs.remove(&key);
        }
        let bytes = to_vec(&ours).unwrap();
        let back: PooledMap<u16, String> = from_slice(&bytes).unwrap();
        back.check_invariants().unwrap();
        bytes == to_vec(&theirs).unwrap() && back.iter().eq(&theirs)
    }

    fn sets_and_multimaps_come_back(pairs: Vec<(u8, u16)>) -> bool {
        let set: BPlusTreeSet<u16> = pairs.iter().map(|pair| pair.1).collect();
        let multi: BPlusTreeMultiMap<u8, u16> = pairs.into_iter().collect();
        let bytes = to_vec(&set).unwrap();
        bytes == to_vec(&set.iter().copied().collect::<BTreeSet<_>>()).unwrap()
            && from_slice::<BPlusTreeSet<u16>>(&bytes).unwrap() == set
            && from_slice::<BPlusTreeMultiMap<u8, u16>>(&to_vec(&multi).unwrap()).unwrap() == multi
    }

    fn truncated_input_is_an_error(entries: Vec<(u8, u16)>, cut: usize) -> bool {
        let map: BPlusTreeMap<u8, u16> = entries.into_iter().collect();
        let bytes = to_vec(&map).unwrap();
        from_slice::<BPlusTreeMap<u8, u16>>(&bytes[..cut % bytes.len()]).is_err()
    }

    fn what_is_not_sorted_is_refused(entries: Vec<(u8, u16)>) -> bool {
        let sorted = entries.is_sorted_by(|a, b| a.0 < b.0);
        from_slice::<BPlusTreeMap<u8, u16>>(&to_vec(&entries).unwrap()).is_ok() == sorted
    }
}

#[test]
fn a_claimed_length_reserves_nothing() {
    let bytes = u32::MAX.to_le_bytes();
    fn refuses<T: BorshDeserialize>(bytes: &[u8]) {
        let (error, report) = measure(|| from_slice::<T>(bytes).err());
        assert!(error.is_some());
        assert!(report.peak_bytes < 1024, "{} bytes at the peak", report.peak_bytes);
    }
    refuses::<BPlusTreeMap<u64, u64>>(&bytes);
    refuses::<BPlusTreeSet<u64>>(&bytes);
    refuses::<BPlusTreeMultiMap<u64, u64>>(&bytes);
    // Four billion keys that take no input.
    refuses::<BPlusTreeSet<()>>(&bytes);
    refuses::<BPlusTreeMap<(), ()>>(&bytes);
}

#[test]
fn a_key_without_values_is_refused() {
    let lists: Vec<(u8, Vec<u8>)> = vec![(1, vec![1]), (2, vec![])];
    let mut bytes = vec![];
    lists.serialize(&mut bytes).unwrap();
    assert!(from_slice::<BPlusTreeMultiMap<u8, u8>>(&bytes).is_err());
}
