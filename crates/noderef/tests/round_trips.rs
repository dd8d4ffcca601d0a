//! Every reference gives back what it was packed from, up to its largest index, and refuses one more.

use noderef::{CompactRef, EnumRef, IdWidth, NARROW_AT, NodeRef, PackedRef, WIDE_AT};
use quickcheck::quickcheck;
use std::panic::catch_unwind;

fn round_trips<R: NodeRef>(index: usize) -> bool {
    let index = index & R::MAX_INDEX;
    R::leaf(index).unpack() == EnumRef::Leaf(index)
        && R::branch(index).unpack() == EnumRef::Branch(index)
        && R::leaf(index) != R::branch(index)
}

quickcheck! {
    fn enum_ref_round_trips(index: usize) -> bool { round_trips::<EnumRef>(index) }
    fn packed_ref_round_trips(index: usize) -> bool { round_trips::<PackedRef>(index) }
    fn compact_ref_round_trips(index: usize) -> bool { round_trips::<CompactRef>(index) }

    fn a_row_of_ids_agrees_with_a_vector(ids: Vec<u32>, narrow: bool) -> bool {
        let width = if narrow { IdWidth::Narrow } else { IdWidth::Wide };
        let ids: Vec<u32> = ids.into_iter().map(|id| id & width.max_id()).collect();
        let mut units = vec![0u16; ids.len() * width.units()];
        for (i, &id) in ids.iter().enumerate() {
            width.write(&mut units, i, id);
        }
        ids.iter().enumerate().all(|(i, &id)| width.read(&units, i) == id)
    }
}

#[test]
fn the_largest_index_round_trips() {
    for back in 0..3 {
        assert!(round_trips::<EnumRef>(EnumRef::MAX_INDEX - back));
        assert!(round_trips::<PackedRef>(PackedRef::MAX_INDEX - back));
        assert!(round_trips::<CompactRef>(CompactRef::MAX_INDEX - back));
    }
    // The plan's 31-bit mask would turn this into node 0.
    assert_eq!(PackedRef::leaf(1 << 31).unpack(), EnumRef::Leaf(1 << 31));
}

#[test]
fn an_index_too_large_is_refused_not_wrapped() {
    assert!(catch_unwind(|| CompactRef::leaf(CompactRef::MAX_INDEX + 1)).is_err());
    #[cfg(target_pointer_width = "64")]
    assert!(catch_unwind(|| PackedRef::branch(PackedRef::MAX_INDEX + 1)).is_err());
    assert!(catch_unwind(|| IdWidth::Narrow.split(1 << 16)).is_err());
}

#[test]
fn the_width_changes_with_hysteresis() {
    let mut width = IdWidth::Narrow;
    let mut changes = 0;
    // Breathing right at the border changes the width once.
    for nodes in [WIDE_AT - 1, WIDE_AT, WIDE_AT - 1, WIDE_AT, WIDE_AT - 1, NARROW_AT + 1] {
        let next = width.after(nodes);
        changes += usize::from(next != width);
        width = next;
    }
    assert_eq!((changes, width), (1, IdWidth::Wide));
    assert_eq!(width.after(NARROW_AT), IdWidth::Narrow);
}
