//! Case 19: every reference is aligned, whatever the alignments of key and value.

use crate::layouts::{LayoutOf, for_each_layout};

macro_rules! aligned {
    ($($name:ident $align:literal),*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(align($align))]
        struct $name(u16);
        impl From<u16> for $name {
            fn from(number: u16) -> Self {
                $name(number)
            }
        }
    )*};
}
aligned!(By32 32, By64 64, By128 128);

/// No size, but an alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(align(64))]
struct Empty;
impl From<u16> for Empty {
    fn from(_: u16) -> Self {
        Empty
    }
}

fn is_aligned<T>(item: &T) {
    assert!(std::ptr::from_ref(item).is_aligned());
}

fn check<L: LayoutOf, K: Ord + Copy + From<u16>, V: Copy + PartialEq + From<u16>>() {
    const LENS: &[u16] = if cfg!(miri) { &[1, 12] } else { &[1, 2, 3, 5, 12, 33, 150, 400] };
    for &len in LENS {
        let mut map = L::with_fanout::<K, V>(4);
        for number in (0..len).map(|number| number * 7 % len) {
            map.insert(number.into(), number.into());
            let (key, value) = map.get_key_value(&number.into()).unwrap();
            is_aligned(key);
            is_aligned(value);
            is_aligned(map.get_mut(&number.into()).unwrap());
        }
        for round in 0..3 {
            for (key, value) in &map {
                is_aligned(key);
                is_aligned(value);
            }
            for (key, value) in map.iter_mut().rev() {
                is_aligned(key);
                is_aligned(value);
                *value = V::from(9);
            }
            for (key, value) in map.range_mut(K::from(len / 3)..) {
                is_aligned(key);
                is_aligned(value);
            }
            match round {
                0 => map.shrink_to_fit(),
                _ => map = map.clone(),
            }
            assert!(map.values().all(|value| *value == V::from(9)));
        }
        for number in 0..len / 2 {
            map.remove(&number.into());
            if let Some((key, value)) = map.first_key_value() {
                is_aligned(key);
                is_aligned(value);
            }
        }
        map.check_invariants().unwrap();
    }
}

fn every_reference_is_aligned<L: LayoutOf>() {
    check::<L, By32, u16>();
    check::<L, By128, By64>();
    check::<L, u16, By128>();
    check::<L, Empty, By32>();
}

for_each_layout!(every_reference_is_aligned);
