//! Moving entries between leaves, and children between branches, as bytes, without reading keys.
//!
//! A move leaves bytes in the source that nobody may read any more. The caller frees the source or lowers its length.

use super::descriptor::Descriptor;
use super::node::{Branch, Leaf, set_parent};
use arena::Allocator;
use core::ptr::{self, NonNull};

/// Opens a gap at `at` in a row of `len` items and writes `item` into it.
///
/// # Safety
///
/// - `row` is valid for `len + 1` items, the first `len` of which are initialised; `at <= len`.
#[inline]
pub(super) unsafe fn insert<T>(row: *mut T, len: usize, at: usize, item: T) {
    // SAFETY: the items from `at` on move up by one, within the row; the gap is written.
    unsafe {
        debug_assert!(at <= len);
        let gap = row.add(at);
        // Runs at the end move nothing: a test is less than a call.
        if at != len {
            ptr::copy(gap, gap.add(1), len - at);
        }
        gap.write(item);
    }
}

/// Takes the item at `at` out of a row of `len` items and closes the gap.
///
/// # Safety
///
/// - `row` is valid for `len` initialised items; `at < len`.
#[inline]
pub(super) unsafe fn remove<T>(row: *mut T, len: usize, at: usize) -> T {
    // SAFETY: the item is read once, and the items behind it move over it.
    unsafe {
        debug_assert!(at < len);
        let gap = row.add(at);
        let item = gap.read();
        if at + 1 != len {
            ptr::copy(gap.add(1), gap, len - at - 1);
        }
        item
    }
}

/// Opens a gap of an item before the `behind` items from `gap` on.
///
/// # Safety
///
/// - `gap` is valid for `behind + 1` items of `size` bytes.
#[inline]
pub(super) unsafe fn open(gap: *mut u8, size: usize, behind: usize) {
    // SAFETY: the caller's contract is the same.
    unsafe { ptr::copy(gap, gap.add(size), behind * size) };
}

/// Closes a gap of an item before the `behind` items behind it.
///
/// # Safety
///
/// - `gap` is valid for `behind + 1` items of `size` bytes.
#[inline]
pub(super) unsafe fn close(gap: *mut u8, size: usize, behind: usize) {
    // SAFETY: the caller's contract is the same.
    unsafe { ptr::copy(gap.add(size), gap, behind * size) };
}

/// Moves bytes.
///
/// # Safety
///
/// - `from` is valid for reading so many bytes, `to` for writing as many; they do not overlap.
#[inline]
pub(super) unsafe fn copy(from: *const u8, to: *mut u8, bytes: usize) {
    // SAFETY: the caller's contract is the same. Pointers in the bytes stay pointers: the copy is untyped.
    unsafe { ptr::copy_nonoverlapping(from, to, bytes) };
}

/// Moves the entries of `leaf` from number `from` on to the leaf `to`, as its entries from `at` on.
///
/// Their keys are in the row, and go into the row.
///
/// # Safety
///
/// - Both leaves are live and of the descriptor; `first_key_in_parent <= from`, `count` entries lie from there on in `leaf`.
/// - `to` has room for them; `at` is at least its `first_key_in_parent`. The lengths are the caller's to set.
pub(super) unsafe fn move_entries(
    descriptor: &Descriptor,
    leaf: Leaf,
    from: usize,
    count: usize,
    to: Leaf,
    at: usize,
) {
    // SAFETY: rows of different leaves, with so many items or room for them (caller).
    unsafe {
        let keys = leaf.key(descriptor, from - leaf.first_key_in_parent());
        copy(keys, to.key(descriptor, at - to.first_key_in_parent()), count * descriptor.key);
        copy(leaf.value(descriptor, from), to.value(descriptor, at), count * descriptor.value);
    }
}

/// Opens a gap at `slot` of a leaf of `len` entries with room for one more, and moves the entry there.
///
/// # Safety
///
/// - The leaf is live and of the descriptor; `first_key_in_parent <= slot <= len < capacity`. The length is the caller's to set.
/// - The entry is one of the descriptor's types, and moves.
pub(super) unsafe fn insert_entry(
    descriptor: &Descriptor,
    leaf: Leaf,
    len: usize,
    slot: usize,
    (key, value): Entry,
) {
    // SAFETY: the items from the slot on move up by one, within their rows; the gap is written (caller).
    unsafe {
        let keys = leaf.key(descriptor, slot - leaf.first_key_in_parent());
        open(keys, descriptor.key, len - slot);
        copy(key, keys, descriptor.key);
        let values = leaf.value(descriptor, slot);
        open(values, descriptor.value, len - slot);
        copy(value, values, descriptor.value);
    }
}

/// The bytes of a key and of a value that are on their way.
pub(super) type Entry = (*const u8, *const u8);

/// Fills the new leaf `grown` with the entries of `leaf` and one entry more at `slot`, and frees `leaf`.
///
/// Inlined into the insert of each type, where its sizes are known.
///
/// # Safety
///
/// - `leaf` is live, the caller its only user; `first_key_in_parent <= slot <= len`. `grown` has the same `first_key_in_parent`, and room for all.
/// - Allocator and descriptor are those of the leaves; the entry moves.
#[inline(always)]
pub(super) unsafe fn regrow<A: Allocator>(
    alloc: &A,
    descriptor: &Descriptor,
    leaf: Leaf,
    grown: Leaf,
    slot: usize,
    (key, value): Entry,
) {
    // SAFETY:
    // 1. The new rows have room for all entries and the new one, which is put where the two parts meet.
    // 2. The old block is freed with its entries moved out.
    unsafe {
        let (len, first_key_in_parent) = (leaf.len(), leaf.first_key_in_parent());
        let at = slot - first_key_in_parent;
        copy(leaf.key(descriptor, 0), grown.key(descriptor, 0), at * descriptor.key);
        copy(key, grown.key(descriptor, at), descriptor.key);
        copy(leaf.key(descriptor, at), grown.key(descriptor, at + 1), (len - slot) * descriptor.key);
        copy(leaf.value(descriptor, 0), grown.value(descriptor, 0), slot * descriptor.value);
        copy(value, grown.value(descriptor, slot), descriptor.value);
        copy(
            leaf.value(descriptor, slot),
            grown.value(descriptor, slot + 1),
            (len - slot) * descriptor.value,
        );
        let head = grown.get_mut();
        head.len = (len + 1) as u16;
        head.link = leaf.get().link;
        leaf.free(alloc, descriptor);
    }
}

/// Fills the new leaf `fit` with the entries of `leaf`, and frees `leaf`.
///
/// # Safety
///
/// - `leaf` is live, the caller its only user. `fit` has the same `first_key_in_parent`, and room for all.
/// - Allocator and descriptor are those of the leaves.
#[inline]
pub(super) unsafe fn refit<A: Allocator + ?Sized>(alloc: &A, descriptor: &Descriptor, leaf: Leaf, fit: Leaf) {
    // SAFETY: the new rows have room for all entries; the old block is freed with its entries moved out.
    unsafe {
        let (len, first_key_in_parent) = (leaf.len(), leaf.first_key_in_parent());
        copy(leaf.key(descriptor, 0), fit.key(descriptor, 0), (len - first_key_in_parent) * descriptor.key);
        copy(leaf.value(descriptor, 0), fit.value(descriptor, 0), len * descriptor.value);
        let head = fit.get_mut();
        head.len = len as u16;
        head.link = leaf.get().link;
        leaf.free(alloc, descriptor);
    }
}

/// Tells the children of `branch` who their parent is.
///
/// # Safety
///
/// - `branch` and its children are live.
pub(super) unsafe fn correct_parent_links(descriptor: &Descriptor, branch: Branch) {
    // SAFETY: the children are live nodes.
    unsafe {
        for child in branch.children(descriptor) {
            set_parent(*child, branch);
        }
    }
}

/// Moves the children of `branch` from number `from` on to the branch `to`, as its children from `at` on, with the separators
/// between them.
///
/// # Safety
///
/// - Both branches are live and of the descriptor; `count` children lie from number `from` on, and there is at least one.
/// - `to` has room for them. The lengths, and the children's parents, are the caller's to set.
pub(super) unsafe fn move_children(
    descriptor: &Descriptor,
    branch: Branch,
    from: usize,
    count: usize,
    to: Branch,
    at: usize,
) {
    // SAFETY: rows of different branches, with so many items or room for them (caller).
    unsafe {
        copy(branch.key(descriptor, from), to.key(descriptor, at), (count - 1) * descriptor.key);
        let (from, to) = (branch.children_row(descriptor).add(from), to.children_row(descriptor).add(at));
        ptr::copy_nonoverlapping(from, to, count);
    }
}

/// Moves the children of `branch` from number `from` on into the new branch `to`, with the separators between them.
///
/// # Safety
///
/// - As [`move_children`], to number 0 of `to`, which holds nothing else.
pub(super) unsafe fn fill_branch(
    descriptor: &Descriptor,
    branch: Branch,
    from: usize,
    count: usize,
    to: Branch,
) {
    // SAFETY: the caller's contract is the same; the children are told of their parent.
    unsafe {
        move_children(descriptor, branch, from, count, to, 0);
        to.get_mut().len = count as u16;
        correct_parent_links(descriptor, to);
    }
}

/// Puts `child` into a branch at `index` (not 0), with the separator left of it.
///
/// # Safety
///
/// - `branch` is live with `len < capacity`; `1 <= index <= len`; `child` is live and of the level below.
/// - `separator` is a key, which moves.
pub(super) unsafe fn insert_child(
    descriptor: &Descriptor,
    branch: Branch,
    index: usize,
    separator: *const u8,
    child: NonNull<u8>,
) {
    // SAFETY: there is room for one more of both (caller); separators are one less than children.
    unsafe {
        let len = branch.len();
        let gap = branch.key(descriptor, index - 1);
        open(gap, descriptor.key, len - index);
        copy(separator, gap, descriptor.key);
        insert(branch.children_row(descriptor), len, index, child);
        branch.get_mut().len = (len + 1) as u16;
        set_parent(child, branch);
    }
}

/// Takes `count` entries from number `at` on out of a leaf: their bytes have moved, and the entries behind close the gap.
///
/// # Safety
///
/// - The leaf is live and of the descriptor; `first_key_in_parent <= at`, and there are so many entries from there on.
pub(super) unsafe fn close_entries(descriptor: &Descriptor, leaf: Leaf, at: usize, count: usize) {
    // SAFETY: the items behind move down within their rows.
    unsafe {
        let (len, first_key_in_parent) = (leaf.len(), leaf.first_key_in_parent());
        let behind = len - at - count;
        let keys = leaf.key(descriptor, at + count - first_key_in_parent);
        ptr::copy(keys, leaf.key(descriptor, at - first_key_in_parent), behind * descriptor.key);
        ptr::copy(leaf.value(descriptor, at + count), leaf.value(descriptor, at), behind * descriptor.value);
        leaf.get_mut().len = (len - count) as u16;
    }
}

/// Takes the first `count` entries out of a leaf with a head: their bytes have moved, and so has the key of the entry behind
/// them, which is the head now.
///
/// # Safety
///
/// - The leaf is live, of the descriptor, and has a head; `count < len`.
pub(super) unsafe fn close_first_entries(descriptor: &Descriptor, leaf: Leaf, count: usize) {
    // SAFETY: the key of entry `i` is number `i - 1` of the row; the items behind move down within their rows.
    unsafe {
        let left = leaf.len() - count;
        ptr::copy(leaf.key(descriptor, count), leaf.key(descriptor, 0), (left - 1) * descriptor.key);
        ptr::copy(leaf.value(descriptor, count), leaf.value(descriptor, 0), left * descriptor.value);
        leaf.get_mut().len = left as u16;
    }
}

/// Takes `count` children from number `at` on out of a branch, with the separators behind them: their bytes have moved, and
/// the children behind close the gap.
///
/// # Safety
///
/// - The branch is live and of the descriptor; there is a child behind those.
pub(super) unsafe fn close_children(descriptor: &Descriptor, branch: Branch, at: usize, count: usize) {
    // SAFETY: the items behind move down within their rows; separators are one less than children.
    unsafe {
        let len = branch.len();
        let behind = len - at - count;
        let keys = branch.key(descriptor, at + count);
        ptr::copy(keys, branch.key(descriptor, at), (behind - 1) * descriptor.key);
        let children = branch.children_row(descriptor);
        ptr::copy(children.add(at + count), children.add(at), behind);
        branch.get_mut().len = (len - count) as u16;
    }
}

/// Puts `child` into a branch before its first child, with the separator between the two.
///
/// # Safety
///
/// - `branch` is live with `1 <= len < capacity`; `child` is live and of the level below.
/// - `separator` is a key, which moves.
pub(super) unsafe fn put_first_child(
    descriptor: &Descriptor,
    branch: Branch,
    separator: *const u8,
    child: NonNull<u8>,
) {
    // SAFETY: there is room for one more of both (caller); separators are one less than children.
    unsafe {
        let (len, keys) = (branch.len(), branch.key(descriptor, 0));
        open(keys, descriptor.key, len - 1);
        copy(separator, keys, descriptor.key);
        insert(branch.children_row(descriptor), len, 0, child);
        branch.get_mut().len = (len + 1) as u16;
        set_parent(child, branch);
    }
}

/// Takes child `index` (not 0) out of a branch, with the separator left of it, whose bytes have moved.
///
/// # Safety
///
/// - `branch` is live; `1 <= index < len`.
pub(super) unsafe fn close_child(descriptor: &Descriptor, branch: Branch, index: usize) {
    // SAFETY: the branch has the child, hence the separator left of it.
    unsafe {
        let len = branch.len();
        remove(branch.children_row(descriptor), len, index);
        close(branch.key(descriptor, index - 1), descriptor.key, len - 1 - index);
        branch.get_mut().len = (len - 1) as u16;
    }
}
