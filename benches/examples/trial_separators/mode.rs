//! The two modes: all that differs between a tree with moved separators and one with copied separators.
//!
//! Both divide the keys of two neighbouring leaves and the separator between them. Moved: each key is in exactly
//! one of the three places, so the right leaf's first key is nowhere but in the separator. Copied: the leaves
//! have all keys, and the separator is a duplicate that may outlive its original.

use std::mem::replace;

/// How leaves and the separators between them share the keys.
pub(crate) trait Mode<K> {
    /// The mode's name in the tables.
    const NAME: &'static str;

    /// Whether the first key of a leaf that is not the leftmost lives in the separator left of it.
    const MOVED: bool;

    /// Splits a row before its key `at` and returns the separator between the halves.
    fn split(left: &mut Vec<K>, right: &mut Vec<K>, at: usize) -> K;

    /// Empties `right` into `left`.
    fn merge(left: &mut Vec<K>, separator: K, right: &mut Vec<K>);

    /// The last key left of the separator becomes the first one right of it.
    fn lend_right(left: &mut Vec<K>, separator: &mut K, right: &mut Vec<K>);

    /// The first key right of the separator becomes the last one left of it.
    fn lend_left(left: &mut Vec<K>, separator: &mut K, right: &mut Vec<K>);
}

/// Every key exists once.
pub(crate) struct Moved;

impl<K> Mode<K> for Moved {
    const NAME: &'static str = "moved";
    const MOVED: bool = true;

    fn split(left: &mut Vec<K>, right: &mut Vec<K>, at: usize) -> K {
        right.extend(left.drain(at + 1..));
        left.pop().expect("a row is split inside")
    }

    fn merge(left: &mut Vec<K>, separator: K, right: &mut Vec<K>) {
        left.push(separator);
        left.append(right);
    }

    fn lend_right(left: &mut Vec<K>, separator: &mut K, right: &mut Vec<K>) {
        let last = left.pop().expect("a lender has keys");
        right.insert(0, replace(separator, last));
    }

    fn lend_left(left: &mut Vec<K>, separator: &mut K, right: &mut Vec<K>) {
        left.push(replace(separator, right.remove(0)));
    }
}

/// Separators are duplicates: a plain copy for `u64`; for `String` a clone with a heap block of its own.
pub(crate) struct Copied;

impl<K: Clone> Mode<K> for Copied {
    const NAME: &'static str = "copied";
    const MOVED: bool = false;

    fn split(left: &mut Vec<K>, right: &mut Vec<K>, at: usize) -> K {
        right.extend(left.drain(at..));
        right[0].clone()
    }

    fn merge(left: &mut Vec<K>, _separator: K, right: &mut Vec<K>) {
        left.append(right);
    }

    fn lend_right(left: &mut Vec<K>, separator: &mut K, right: &mut Vec<K>) {
        right.insert(0, left.pop().expect("a lender has keys"));
        separator.clone_from(&right[0]);
    }

    fn lend_left(left: &mut Vec<K>, separator: &mut K, right: &mut Vec<K>) {
        left.push(right.remove(0));
        separator.clone_from(&right[0]);
    }
}
