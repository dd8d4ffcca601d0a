//! A set costs nothing for its missing values: byte for byte what its elements take, in every layout.

use alloc_meter::{Meter, measure};
use btree_map::{
    BPlusTreeMap, BPlusTreeSet, BaselineTree, DefaultLayout, InlineTree, PackedTree, PageToken, PooledTree,
    SlimTree,
};
use std::collections::BTreeSet;
use std::ops::ControlFlow;

#[global_allocator]
static METER: Meter = Meter::system();

fn same_bytes_as_a_map_of_nothing<L: DefaultLayout<u64, ()>>() {
    assert_eq!(size_of::<BPlusTreeSet<u64, L>>(), size_of::<BPlusTreeMap<u64, (), L>>());
    let (mut set, mut map) =
        (BPlusTreeSet::<u64, L>::with_layout(), BPlusTreeMap::<u64, (), L>::with_layout());
    let (mut set_live, mut map_live) = (0, 0);
    for i in 0..3000_u64 {
        let key = i.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        set_live += measure(|| set.insert(key)).1.live_bytes;
        map_live += measure(|| map.insert(key, ())).1.live_bytes;
        assert_eq!(set_live, map_live, "at {i}");
    }
    assert!(set_live >= 3000 * 8);
}

#[test]
fn a_set_takes_the_bytes_of_a_map_of_nothing() {
    same_bytes_as_a_map_of_nothing::<BaselineTree<u64, ()>>();
    same_bytes_as_a_map_of_nothing::<PackedTree<u64, ()>>();
    same_bytes_as_a_map_of_nothing::<InlineTree<u64, ()>>();
    same_bytes_as_a_map_of_nothing::<PooledTree<u64, ()>>();
    same_bytes_as_a_map_of_nothing::<SlimTree<u64, ()>>();
}

#[test]
fn a_packed_set_takes_its_elements_and_little_else() {
    let (set, report) = measure(|| (0..100_000_u64).collect::<BPlusTreeSet<_>>());
    let per_element = report.live_bytes as f64 / set.len() as f64;
    assert!(per_element < 8.0 * 1.05, "{per_element} bytes an element of 8");
    let (theirs, report) = measure(|| (0..100_000_u64).collect::<BTreeSet<_>>());
    assert!(per_element < report.live_bytes as f64 / theirs.len() as f64);
}

#[test]
fn operations_and_relations_allocate_nothing() {
    let (a, b): (BPlusTreeSet<u64>, BPlusTreeSet<u64>) = ((0..5000).collect(), (2500..9000).collect());
    let few = BPlusTreeSet::from([1, 2600, 4000]);
    let (counts, report) = measure(|| {
        let lookups = (a.intersection(&few).count(), few.difference(&b).count(), few.is_subset(&a));
        let walks = (a.union(&b).count(), a.symmetric_difference(&b).count(), a.difference(&b).count());
        (lookups, walks, a.is_disjoint(&b), a.range(10..20).count())
    });
    assert_eq!(counts, ((3, 1, true), (9000, 6500, 2500), false, 10));
    assert_eq!(report.calls(), 0);
}

#[test]
fn ranges_streams_and_pages_allocate_nothing() {
    let set: BPlusTreeSet<u64> = (0..5000).collect();
    let (sum, report) = measure(|| {
        let (mut sum, mut token) = (0, Some(PageToken::START));
        while let Some(from) = token {
            let mut page = set.page(100..4900, from, 70);
            sum += page.by_ref().sum::<u64>();
            token = page.resume();
        }
        let streamed = set.for_each_range(100..4900, |element| {
            sum += element;
            if *element == 4899 { ControlFlow::Break(sum) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(streamed, ControlFlow::Break(sum));
        sum + set.get_many([&1, &9000, &2]).into_iter().flatten().sum::<u64>()
    });
    assert_eq!(sum, 2 * (100..4900).sum::<u64>() + 3);
    assert_eq!(report.calls(), 0);
}

#[test]
fn heap_bytes_are_what_the_allocator_gave() {
    fn exact<L: DefaultLayout<u64, ()>>() {
        let (mut set, report) =
            measure(|| BPlusTreeSet::<u64, L>::from_iter_in_layout((0..3000).map(|i| i * 7919 % 3000)));
        let held = report.live_bytes;
        assert_eq!(set.heap_bytes() as i64, held);
        let (removed, report) = measure(|| set.remove_range(500..2500));
        assert_eq!((removed, set.heap_bytes() as i64), (2000, held + report.live_bytes));
    }
    exact::<BaselineTree<u64, ()>>();
    exact::<PackedTree<u64, ()>>();
    exact::<InlineTree<u64, ()>>();
    exact::<PooledTree<u64, ()>>();
    exact::<SlimTree<u64, ()>>();
}
