//! The layered map beside std's, through freezes that overlap.

use std::collections::BTreeMap;

use super::*;

fn blob(text: &str) -> Blob {
    text.as_bytes().into()
}

fn entries(iter: Entries<'_>) -> Vec<(Vec<u8>, Vec<u8>)> {
    iter.map(|(key, value)| (key.to_vec(), value.to_vec())).collect()
}

fn oracle(map: &BTreeMap<Vec<u8>, Vec<u8>>) -> Vec<(Vec<u8>, Vec<u8>)> {
    map.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
}

#[test]
fn a_frozen_map_does_not_see_later_writes() {
    let mut map = Layered::default();
    map.insert(blob("a"), blob("1"));
    map.insert(blob("b"), blob("2"));
    let frozen = map.freeze();
    assert!(map.insert(blob("a"), blob("changed")));
    assert!(map.remove(b"b"));
    assert!(!map.insert(blob("c"), blob("3")));
    assert_eq!(entries(frozen.iter()), [(b"a".to_vec(), b"1".to_vec()), (b"b".to_vec(), b"2".to_vec())]);
    assert_eq!(map.get(b"a"), Some(&b"changed"[..]));
    assert_eq!(map.get(b"b"), None);
    assert_eq!((map.len(), frozen.len(), map.unsettled()), (2, 2, 3));
    assert!(map.settle(usize::MAX), "nothing can be moved while the frozen copy is held");
    assert_eq!(map.unsettled(), 3);
    drop(frozen);
    assert!(!map.settle(2));
    assert!(map.settle(8));
    assert_eq!((map.unsettled(), map.layers.len()), (0, 0));
    assert_eq!(map.get(b"b"), None);
}

#[test]
fn empty_and_reversed_ranges_hold_nothing() {
    let mut map = Layered::default();
    map.insert(blob("a"), blob("1"));
    let reversed = KeyRange { start: Some(blob("b")), end: Some(blob("a")) };
    let empty = KeyRange { start: Some(blob("a")), end: Some(blob("a")) };
    for range in [reversed, empty] {
        assert_eq!(map.range(&range).count(), 0);
        assert_eq!(map.remove_range(&range), 0);
    }
    assert_eq!(map.len(), 1);
}

#[test]
fn random_writes_through_overlapping_freezes_equal_std() {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut map = Layered::default();
    let mut std = BTreeMap::new();
    let mut frozen: Vec<(Frozen, Vec<_>)> = Vec::new();
    let (mut most_layers, mut ranges) = (0, 0);
    for step in 0..20_000_u64 {
        let key = random(300).to_be_bytes().to_vec();
        match random(20) {
            0..=9 => {
                let value = step.to_be_bytes().to_vec();
                let existed = map.insert(key.clone().into(), value.clone().into());
                assert_eq!(existed, std.insert(key, value).is_some());
            }
            10..=14 => assert_eq!(map.remove(&key), std.remove(&key).is_some()),
            15 => {
                let end = (u64::from_be_bytes(key[..].try_into().unwrap()) + random(12)).to_be_bytes();
                let range = KeyRange { start: Some(key.clone().into()), end: Some(end.into()) };
                let doomed: Vec<_> = std.range(key..end.to_vec()).map(|(key, _)| key.clone()).collect();
                assert_eq!(map.remove_range(&range), doomed.len());
                ranges += doomed.len();
                doomed.iter().for_each(|key| {
                    std.remove(key);
                });
            }
            16 if frozen.len() < 4 && random(8) == 0 => frozen.push((map.freeze(), oracle(&std))),
            17 if !frozen.is_empty() && random(8) == 0 => {
                let (copy, then) = frozen.swap_remove(random(frozen.len() as u64) as usize);
                assert_eq!((entries(copy.iter()), copy.len()), (then.clone(), then.len()));
            }
            18 => {
                map.settle(random(16) as usize);
            }
            _ => assert_eq!(map.get(&key), std.get(&key).map(Vec::as_slice)),
        }
        most_layers = most_layers.max(map.layers.len());
        assert_eq!(map.len(), std.len());
        if step % 97 == 0 {
            assert_eq!(entries(map.range(&KeyRange::default())), oracle(&std));
        }
    }
    assert!(most_layers >= 3 && ranges > 100, "{most_layers} layers, {ranges} keys removed by ranges");
    frozen.clear();
    while !map.settle(64) {}
    assert_eq!(map.unsettled(), 0);
    assert_eq!(entries(map.range(&KeyRange::default())), oracle(&std));
}
