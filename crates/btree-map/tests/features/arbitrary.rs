//! arbitrary: a fuzzer's bytes give what they give std's collections.

use ::arbitrary::{Arbitrary, Unstructured};
use btree_map::{BPlusTreeMap, BPlusTreeMultiMap, BPlusTreeSet};
use quickcheck::quickcheck;
use std::collections::{BTreeMap, BTreeSet};

quickcheck! {
    fn the_same_bytes_give_the_same_content_as_std(bytes: Vec<u8>) -> bool {
        let (ours, theirs) = (&mut Unstructured::new(&bytes), &mut Unstructured::new(&bytes));
        let map = BPlusTreeMap::<u8, u16>::arbitrary(ours).unwrap();
        map.check_invariants().unwrap();
        let same_map = map.iter().eq(&BTreeMap::<u8, u16>::arbitrary(theirs).unwrap());
        let same_set = BPlusTreeSet::<u16>::arbitrary(ours).unwrap().iter().eq(&BTreeSet::<u16>::arbitrary(theirs).unwrap());
        let rest = BPlusTreeMap::<u8, u16>::arbitrary_take_rest(Unstructured::new(&bytes)).unwrap();
        let std_rest = BTreeMap::<u8, u16>::arbitrary_take_rest(Unstructured::new(&bytes)).unwrap();
        let multi = BPlusTreeMultiMap::<u8, u16>::arbitrary_take_rest(Unstructured::new(&bytes)).unwrap();
        multi.check_invariants().unwrap();
        same_map && same_set && rest.iter().eq(&std_rest) && multi.keys().eq(std_rest.keys())
    }
}
