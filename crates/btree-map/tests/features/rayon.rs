//! rayon: parallel walks give what serial ones give, in order; collecting and extending keep what serial ones keep.

use ::rayon::prelude::*;
use btree_map::{BPlusTreeMap, BPlusTreeMultiMap, BPlusTreeSet, PackedMap};
use quickcheck::quickcheck;
use testbed::Tagged;

fn tagged(numbers: &[u8]) -> Vec<(Tagged<u8, usize>, usize)> {
    numbers.iter().enumerate().map(|(tag, number)| (Tagged(*number, tag), tag)).collect()
}

/// Everything about the entries, tags included.
fn told<'a>(
    entries: impl IntoIterator<Item = (&'a Tagged<u8, usize>, &'a usize)>,
) -> Vec<(u8, usize, usize)> {
    entries.into_iter().map(|(key, value)| (key.0, key.1, *value)).collect()
}

quickcheck! {
    fn collecting_in_parallel_is_collecting(numbers: Vec<u8>) -> bool {
        let entries = tagged(&numbers);
        let parallel: BPlusTreeMap<_, _> = entries.par_iter().copied().collect();
        let serial: BPlusTreeMap<_, _> = entries.iter().copied().collect();
        let parallel_set: BPlusTreeSet<_> = entries.par_iter().map(|entry| entry.0).collect();
        let serial_set: BPlusTreeSet<_> = entries.iter().map(|entry| entry.0).collect();
        let parallel_multi: BPlusTreeMultiMap<_, _> = entries.par_iter().copied().collect();
        let serial_multi: BPlusTreeMultiMap<_, _> = entries.iter().copied().collect();
        parallel.check_invariants().unwrap();
        parallel_multi.check_invariants().unwrap();
        told(&parallel) == told(&serial)
            && told(&parallel_multi) == told(&serial_multi)
            && parallel_set.iter().map(|element| element.1).eq(serial_set.iter().map(|element| element.1))
    }

    fn extending_in_parallel_is_extending(here: Vec<u8>, comes: Vec<u8>) -> bool {
        let (here, comes) = (tagged(&here), tagged(&comes));
        let mut parallel = PackedMap::from_iter_in_layout(here.clone());
        let mut serial = parallel.clone();
        parallel.par_extend(comes.par_iter().copied());
        serial.extend(comes.iter().copied());
        parallel.check_invariants().unwrap();
        let mut parallel_set: BPlusTreeSet<_> = here.iter().map(|entry| entry.0).collect();
        let mut serial_set = parallel_set.clone();
        parallel_set.par_extend(comes.par_iter().map(|entry| entry.0));
        serial_set.extend(comes.iter().map(|entry| entry.0));
        let mut parallel_multi: BPlusTreeMultiMap<_, _> = here.into_iter().collect();
        let mut serial_multi = parallel_multi.clone();
        parallel_multi.par_extend(comes.par_iter().copied());
        serial_multi.extend(comes.iter().copied());
        told(&parallel) == told(&serial)
            && told(&parallel_multi) == told(&serial_multi)
            && parallel_set.iter().map(|element| element.1).eq(serial_set.iter().map(|element| element.1))
    }
}

#[test]
fn parallel_walks_give_every_entry_in_order() {
    let mut map: BPlusTreeMap<u32, u32> = (0..10_000).map(|i| (i, i * 2)).collect();
    assert_eq!(map.par_iter().len(), 10_000);
    assert!(map.par_iter().enumerate().all(|(i, (key, value))| (i as u32, i as u32 * 2) == (*key, *value)));
    map.par_iter_mut().for_each(|(key, value)| *value += key);
    assert!(map.iter().all(|(key, value)| *value == key * 3));
    let halves: Vec<(u32, u32)> = map.clone().into_par_iter().filter(|(key, _)| key % 2 == 0).collect();
    assert!(halves.iter().eq(&map.into_iter().filter(|(key, _)| key % 2 == 0).collect::<Vec<_>>()));

    let set: BPlusTreeSet<u32> = (0..10_000).collect();
    assert_eq!(set.par_iter().sum::<u32>(), set.iter().sum::<u32>());
    assert!(set.clone().into_par_iter().collect::<Vec<_>>().into_iter().eq(set));

    let mut multi: BPlusTreeMultiMap<u32, u32> = (0..10_000).map(|i| (i % 100, i)).collect();
    multi.par_iter_mut().for_each(|(_, value)| *value += 1);
    assert_eq!(multi.par_iter().map(|(_, value)| u64::from(*value)).sum::<u64>(), (1..=10_000).sum::<u64>());
    assert!(multi.clone().into_par_iter().collect::<Vec<_>>().into_iter().eq(multi));
}

#[test]
fn references_extend_as_they_do_serially() {
    let mut map = BPlusTreeMap::from([(1, 1)]);
    map.par_extend(&BPlusTreeMap::from([(1, 2), (3, 4)]));
    assert!(map.into_iter().eq([(1, 2), (3, 4)]));
    let mut set = BPlusTreeSet::from([1]);
    set.par_extend(&BPlusTreeSet::from([1, 2]));
    assert!(set.into_iter().eq([1, 2]));
}
