//! The program that both binaries compile: all that programs do with maps and sets, on six types of key. Whose maps they
//! are, the binary says.

use super::{BTreeMap, BTreeSet};
use std::fmt::Debug;

/// Everything a program does with a map, on one type of key.
fn map_of<K: Ord + Clone + Debug>(keys: Vec<K>) -> usize {
    let mut map = BTreeMap::new();
    for (number, key) in keys.iter().enumerate() {
        map.insert(key.clone(), number);
    }
    for key in &keys {
        assert!(map.get(key).is_some(), "{key:?} went in");
        *map.entry(key.clone()).or_insert(0) += 1;
    }
    let middle = keys[keys.len() / 2].clone();
    let above: usize = map.range(&middle..).map(|(_, value)| *value).sum();
    let tail = map.split_off(&middle);
    let removed = keys.iter().filter(|key| map.remove(*key).is_some()).count();
    let left: usize = map.iter().map(|(_, value)| *value).sum();
    above + tail.len() + removed + left
}

/// Everything a program does with a set, on one type of key.
fn set_of<K: Ord + Clone + Debug>(keys: Vec<K>) -> usize {
    let mut set = BTreeSet::new();
    for key in &keys {
        set.insert(key.clone());
    }
    assert!(keys.iter().all(|key| set.contains(key)), "all keys went in");
    let middle = keys[keys.len() / 2].clone();
    let above = set.range(&middle..).count();
    let tail = set.split_off(&middle);
    let removed = keys.iter().filter(|key| set.remove(*key)).count();
    above + tail.len() + removed + set.iter().count()
}

pub(crate) fn main() {
    // The program's argument, so that nothing is known when it is compiled.
    let n: u64 = std::env::args().nth(1).map_or(1_000, |n| n.parse().expect("a number of keys"));
    let numbers = || (0..n).map(|i| i.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut sum = 0;
    sum += map_of(numbers().collect::<Vec<u64>>());
    sum += map_of(numbers().map(|i| i.to_string()).collect::<Vec<String>>());
    sum += map_of(numbers().map(|i| (i >> 32) as u32).collect::<Vec<u32>>());
    sum += map_of(numbers().map(|i| (i, i as u32)).collect::<Vec<(u64, u32)>>());
    sum += map_of(numbers().map(|i| i.to_be_bytes().to_vec()).collect::<Vec<Vec<u8>>>());
    sum += map_of(numbers().map(|i| (i >> 48) as i16).collect::<Vec<i16>>());
    sum += set_of(numbers().collect::<Vec<u64>>());
    sum += set_of(numbers().map(|i| i.to_string()).collect::<Vec<String>>());
    sum += set_of(numbers().map(|i| (i >> 32) as u32).collect::<Vec<u32>>());
    sum += set_of(numbers().map(|i| (i, i as u32)).collect::<Vec<(u64, u32)>>());
    sum += set_of(numbers().map(|i| i.to_be_bytes().to_vec()).collect::<Vec<Vec<u8>>>());
    sum += set_of(numbers().map(|i| (i >> 48) as i16).collect::<Vec<i16>>());
    println!("{sum}");
}
