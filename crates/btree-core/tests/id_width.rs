//! The pooled layout switches its child ids to 32 bits at 65,536 nodes, and back with hysteresis.

use btree_core::phases::pooled::PooledTree;
use btree_core::place::{self, Place, search_mut};
use btree_core::{DefaultLayout, Layout};
use noderef::{IdWidth, NARROW_AT, WIDE_AT};

fn width(tree: &PooledTree<u32, u32>) -> IdWidth {
    tree.as_tree().expect("far above the inline border").id_width()
}

fn leaves(tree: &PooledTree<u32, u32>) -> usize {
    let mut leaves = 0;
    tree.for_each_leaf(&mut |_, _| leaves += 1);
    leaves
}

#[test]
#[cfg(not(miri))] // a quarter of a million entries
fn the_width_switches_both_ways_with_hysteresis() {
    // Ascending, fanout 4: a leaf for every four entries.
    let border = u32::try_from(WIDE_AT * 4).unwrap();
    let mut tree = PooledTree::<u32, u32>::with_fanout(4).unwrap();
    tree.append_sorted((0..border).map(|key| (key, key)));
    assert_eq!((leaves(&tree), width(&tree)), (WIDE_AT, IdWidth::Narrow));
    tree.check_invariants().unwrap();

    // One leaf more.
    let Place::Vacant(gap) = search_mut(&mut tree, &border) else { panic!("absent") };
    gap.insert(border, border);
    assert_eq!((leaves(&tree), width(&tree)), (WIDE_AT + 1, IdWidth::Wide));
    tree.check_invariants().unwrap();

    // Back below the border, it stays wide.
    for _ in 0..border / 8 {
        place::last(&mut tree).unwrap().remove();
    }
    assert!(leaves(&tree) < WIDE_AT);
    let mut was = IdWidth::Wide;
    let mut key = 0;
    // From the front, so that high ids stay alive until they are moved.
    while leaves_at_least(&tree, NARROW_AT / 2) {
        for _ in 0..1000 {
            assert_eq!(place::first(&mut tree).unwrap().remove(), (key, key));
            key += 1;
        }
        let is = width(&tree);
        assert!(was == is || is == IdWidth::Narrow, "never wide again");
        if was != is {
            let leaves = leaves(&tree);
            assert!(leaves <= NARROW_AT && leaves + 1000 > NARROW_AT - 64 * 4, "narrow at {leaves} leaves");
            tree.check_invariants().unwrap();
        }
        was = is;
    }
    assert_eq!(was, IdWidth::Narrow);
    tree.check_invariants().unwrap();

    // Everything is still there, and the tree grows wide a second time.
    let mut walk = btree_core::iterate::Shared::all(&tree);
    let mut next = key;
    while let Some((&key, &value)) = walk.next_entry() {
        assert_eq!((key, value), (next, next));
        next += 1;
    }
    assert_eq!(next, border + 1 - border / 8);
    tree.append_sorted((next..next + border).map(|key| (key, key)));
    assert_eq!(width(&tree), IdWidth::Wide);
    tree.check_invariants().unwrap();
    assert!((key..next + border).step_by(997).all(|key| tree.get(&key) == Some((&key, &key))));
}

fn leaves_at_least(tree: &PooledTree<u32, u32>, least: usize) -> bool {
    tree.len() >= least * 4
}
