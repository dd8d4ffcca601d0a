//! Every form of import that works with std's maps and sets works with ours: one module a form.
#![allow(unused_qualifications, reason = "the long paths are what is tested")]

/// `use std::collections::BTreeMap` becomes `use btree_map::BTreeMap`, and nothing else changes.
mod the_type_alone {
    use btree_map::{BTreeMap, BTreeSet};

    #[test]
    fn works() {
        let mut map: BTreeMap<&str, u32> = BTreeMap::new();
        map.insert("a", 1);
        let set: BTreeSet<u32> = map.values().copied().collect();
        assert_eq!(set, BTreeSet::from([1]));
    }
}

/// The module beside the type under another name.
mod the_module_and_our_name {
    use btree_map::{BPlusTreeMap as BTreeMap, btree_map};

    fn pairs(entries: btree_map::Iter<'_, u32, char>) -> Vec<(u32, char)> {
        entries.map(|(key, value)| (*key, *value)).collect()
    }

    #[test]
    fn works() {
        let map = BTreeMap::from([(2, 'b'), (1, 'a')]);
        assert_eq!(pairs(map.iter()), [(1, 'a'), (2, 'b')]);
    }
}

/// Full paths, no `use` at all.
mod full_paths {
    #[test]
    fn works() {
        let set: btree_map::btree_set::BTreeSet<u32> = [2, 1].into();
        let elements: btree_map::btree_set::Iter<'_, u32> = set.iter();
        assert_eq!(elements.len(), 2);
        let keys: btree_map::btree_map::IntoKeys<u32, ()> = btree_map::BTreeMap::from([(1, ())]).into_keys();
        assert_eq!(keys.len(), 1);
    }
}

/// Names from inside the modules.
mod names_of_the_modules {
    use btree_map::btree_map::{BPlusTreeMap, IntoIter, Keys};
    use btree_map::btree_set::{self, BPlusTreeSet, Difference, Intersection, SymmetricDifference, Union};

    struct Both<'a> {
        union: Union<'a, u32>,
        intersection: Intersection<'a, u32>,
        difference: Difference<'a, u32>,
        symmetric_difference: SymmetricDifference<'a, u32>,
        range: btree_set::Range<'a, u32>,
    }

    #[test]
    fn works() {
        let (a, b) = (BPlusTreeSet::from([1, 2]), BPlusTreeSet::from([2, 3]));
        let both = Both {
            union: a.union(&b),
            intersection: a.intersection(&b),
            difference: a.difference(&b),
            symmetric_difference: a.symmetric_difference(&b),
            range: a.range(2..),
        };
        assert_eq!((both.union.count(), both.intersection.count(), both.difference.count()), (3, 1, 1));
        assert_eq!((both.symmetric_difference.count(), both.range.count()), (2, 1));
        let map = BPlusTreeMap::from([(1, 2)]);
        let keys: Keys<'_, i32, i32> = map.keys();
        assert_eq!(keys.len(), 1);
        let entries: IntoIter<i32, i32> = map.into_iter();
        assert_eq!(entries.len(), 1);
    }
}

/// All type names of std's two modules at the root, but for those of sets that maps have too.
mod names_of_the_root {
    use btree_map::{
        BTreeSet, Cursor, CursorMut, CursorMutKey, Difference, Entry, ExtractIf, Intersection, IntoIter,
        IntoKeys, IntoValues, Iter, IterMut, Keys, OccupiedEntry, OccupiedError, Range, RangeMut,
        SymmetricDifference, Union, UnorderedKeyError, VacantEntry, Values, ValuesMut,
    };
    use std::ops::RangeFull;

    #[allow(dead_code, clippy::type_complexity, reason = "the names are what is tested")]
    struct Names<'a> {
        cursors: (Cursor<'a, u8, u8>, CursorMut<'a, u8, u8>, CursorMutKey<'a, u8, u8>),
        entries: (Entry<'a, u8, u8>, OccupiedEntry<'a, u8, u8>, VacantEntry<'a, u8, u8>),
        errors: (OccupiedError<'a, u8, u8>, UnorderedKeyError),
        walks: (Iter<'a, u8, u8>, IterMut<'a, u8, u8>),
        ranges: (Range<'a, u8, u8>, RangeMut<'a, u8, u8>),
        halves: (Keys<'a, u8, u8>, Values<'a, u8, u8>, ValuesMut<'a, u8, u8>),
        owners: (IntoIter<u8, u8>, IntoKeys<u8, u8>, IntoValues<u8, u8>),
        extract: ExtractIf<'a, u8, u8, RangeFull, fn(&u8, &mut u8) -> bool>,
        pairs: (Union<'a, u8>, Intersection<'a, u8>, Difference<'a, u8>, SymmetricDifference<'a, u8>),
    }

    #[test]
    fn works() {
        let a = BTreeSet::from([1, 2]);
        let difference: Difference<'_, u8> = a.difference(&a);
        assert_eq!(difference.count(), 0);
    }
}

/// The module itself and names from it in one line, as is usual with std's.
mod the_module_and_its_names {
    use btree_map::btree_map::{self, BTreeMap, Entry};
    use btree_map::btree_set::{self, BTreeSet};

    #[test]
    fn works() {
        let mut map: BTreeMap<u8, BTreeSet<u8>> = BTreeMap::new();
        match map.entry(1) {
            Entry::Vacant(entry) => assert!(entry.insert(BTreeSet::new()).insert(2)),
            Entry::Occupied(_) => unreachable!(),
        }
        let walk: btree_map::Values<'_, u8, BTreeSet<u8>> = map.values();
        let elements: Vec<btree_set::Iter<'_, u8>> = walk.map(BTreeSet::iter).collect();
        assert_eq!(elements.len(), 1);
    }
}

/// The crate in the place of `std::collections`.
mod the_crate_as_collections {
    use btree_map as collections;

    #[test]
    fn works() {
        let set: collections::BTreeSet<u32> = collections::BTreeSet::new();
        assert_eq!(set.iter().len() + collections::btree_map::BTreeMap::<u32, u32>::new().len(), 0);
    }
}

/// Ours beside std's own, in one scope.
mod beside_std {
    use btree_map::{BPlusTreeMap, BPlusTreeSet};
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn works() {
        let ours: BPlusTreeMap<u32, u32> = BTreeMap::from([(1, 2)]).into_iter().collect();
        assert_eq!(ours[&1], 2);
        assert!(BPlusTreeSet::from([1]).iter().eq(&BTreeSet::from([1])));
    }
}

/// Ours beside std's own module, which has the name of our crate: two colons tell them apart.
mod beside_the_module_of_std {
    use ::btree_map::BPlusTreeMap;
    use std::collections::{BTreeMap, btree_map};

    fn copy(entries: btree_map::Iter<'_, u32, u32>) -> BPlusTreeMap<u32, u32> {
        entries.map(|(key, value)| (*key, *value)).collect()
    }

    #[test]
    fn works() {
        let theirs = BTreeMap::from([(1, 2)]);
        assert!(copy(theirs.iter()).iter().eq(&theirs));
    }
}

/// Ours in std's module path, std's beside it under another name.
mod our_module_beside_std {
    use btree_map::{BTreeMap, btree_map, btree_set};
    use std::collections::{BTreeMap as StdMap, btree_map as std_map};

    fn lens(
        ours: &btree_map::Values<'_, u32, u32>,
        theirs: &std_map::Values<'_, u32, u32>,
    ) -> (usize, usize) {
        (ours.len(), theirs.len())
    }

    #[test]
    fn works() {
        let (ours, theirs) = (BTreeMap::from([(1, 2)]), StdMap::from([(1, 2), (3, 4)]));
        assert_eq!(lens(&ours.values(), &theirs.values()), (1, 2));
        assert_eq!(btree_set::BTreeSet::from([1, 1]).len(), 1);
    }
}

/// Everything at once, as `use std::collections::btree_map::*` does.
mod glob {
    use btree_map::*;

    #[test]
    fn works() {
        let map: BTreeMap<u32, u32> = BPlusTreeMap::from([(1, 2)]);
        let walk: btree_map::Iter<'_, u32, u32> = map.iter();
        assert_eq!(walk.len() + BTreeSet::from_iter(map.into_keys()).len(), 2);
    }
}

/// Everything of both modules, with what they share named.
mod globs_of_both_modules {
    use btree_map::btree_map::*;
    use btree_map::btree_set::{self, BTreeSet};

    #[test]
    fn works() {
        let map: BTreeMap<u32, u32> = BTreeMap::from([(1, 2)]);
        let set: BTreeSet<u32> = map.into_keys().collect();
        let elements: btree_set::Iter<'_, u32> = set.iter();
        assert_eq!(elements.len(), 1);
    }
}

/// Everything at once, and two colons where somebody likes them.
mod glob_with_colons {
    use ::btree_map::*;

    #[test]
    fn works() {
        let map: BTreeMap<u32, u32> = BPlusTreeMap::from([(1, 2)]);
        assert_eq!(BTreeSet::from_iter(map.into_keys()).len(), 1);
    }
}
