//! Moving entries between leaves and children between branches: bitwise, without a look at a key.
//!
//! A move leaves the source's items behind as bytes that nobody may read any more; the caller frees the source or
//! lowers its length.

use super::node::{BranchPtr, LeafPtr, set_parent};
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
        ptr::copy(gap, gap.add(1), len - at);
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
        ptr::copy(gap.add(1), gap, len - at - 1);
        item
    }
}

/// Moves `count` items.
///
/// # Safety
///
/// - `from` is valid for `count` initialised items, `to` for writing as many; the rows do not overlap.
#[inline]
pub(super) unsafe fn copy<T>(from: *const T, to: *mut T, count: usize) {
    // SAFETY: the caller's contract is the same.
    unsafe { ptr::copy_nonoverlapping(from, to, count) };
}

/// A new leaf with the entries of `leaf`, room for `room`, and one entry more at `slot`. Frees `leaf`.
///
/// # Safety
///
/// - `leaf` is live, the caller its only user; `headed <= slot <= len < room`.
pub(super) unsafe fn regrown<K, V, A: Allocator>(
    alloc: &A,
    leaf: LeafPtr<K, V>,
    room: usize,
    slot: usize,
    key: K,
    value: V,
) -> LeafPtr<K, V> {
    // SAFETY:
    // 1. The new rows have room for all entries and the new one, which is put where the two parts meet.
    // 2. The old block is freed with its entries moved out.
    unsafe {
        let (len, headed) = (leaf.len(), leaf.headed());
        let grown = LeafPtr::allocate(alloc, headed, room);
        let (keys, values) = (grown.keys_ptr(), grown.values_ptr());
        let at = slot - headed;
        copy(leaf.keys_ptr(), keys, at);
        keys.add(at).write(key);
        copy(leaf.keys_ptr().add(at), keys.add(at + 1), len - slot);
        copy(leaf.values_ptr(), values, slot);
        values.add(slot).write(value);
        copy(leaf.values_ptr().add(slot), values.add(slot + 1), len - slot);
        let head = grown.get_mut();
        head.len = (len + 1) as u16;
        head.link = leaf.get().link;
        leaf.free(alloc);
        grown
    }
}

/// A new leaf with the entries of `leaf` and room for `room`. Frees `leaf`.
///
/// # Safety
///
/// - `leaf` is live, the caller its only user; `len <= room`.
pub(super) unsafe fn resized<K, V, A: Allocator>(
    alloc: &A,
    leaf: LeafPtr<K, V>,
    room: usize,
) -> LeafPtr<K, V> {
    // SAFETY: the new rows have room for all entries; the old block is freed with its entries moved out.
    unsafe {
        let (len, headed) = (leaf.len(), leaf.headed());
        let fit = LeafPtr::allocate(alloc, headed, room);
        copy(leaf.keys_ptr(), fit.keys_ptr(), len - headed);
        copy(leaf.values_ptr(), fit.values_ptr(), len);
        let head = fit.get_mut();
        head.len = len as u16;
        head.link = leaf.get().link;
        leaf.free(alloc);
        fit
    }
}

/// A new branch with the children of `branch` and room for `room`; the children know it. Frees `branch`.
///
/// # Safety
///
/// - `branch` is live, the caller its only user; `1 <= len <= room`.
pub(super) unsafe fn resized_branch<K, A: Allocator>(
    alloc: &A,
    branch: BranchPtr<K>,
    room: usize,
) -> BranchPtr<K> {
    // SAFETY: the new rows have room for everything; the old block is freed with its separators moved out.
    unsafe {
        let len = branch.len();
        let fit = BranchPtr::allocate(alloc, branch.get().level, room);
        copy(branch.keys_ptr(), fit.keys_ptr(), len - 1);
        copy(branch.children_ptr(), fit.children_ptr(), len);
        let head = fit.get_mut();
        head.len = len as u16;
        head.link = branch.get().link;
        branch.free(alloc);
        adopt(fit);
        fit
    }
}

/// Tells the children of `branch` who their parent is.
///
/// # Safety
///
/// - `branch` and its children are live.
pub(super) unsafe fn adopt<K>(branch: BranchPtr<K>) {
    // SAFETY: the children are live nodes.
    unsafe {
        for child in branch.children() {
            set_parent(*child, branch);
        }
    }
}

/// Puts `child` into a branch at `index` (not 0), with the separator left of it.
///
/// # Safety
///
/// - `branch` is live with `len < room`; `1 <= index <= len`; `child` is live and of the level below.
pub(super) unsafe fn put_child<K>(branch: BranchPtr<K>, index: usize, separator: K, child: NonNull<u8>) {
    // SAFETY: there is room for one more of both (caller); separators are one less than children.
    unsafe {
        let len = branch.len();
        insert(branch.keys_ptr(), len - 1, index - 1, separator);
        insert(branch.children_ptr(), len, index, child);
        branch.get_mut().len = (len + 1) as u16;
        set_parent(child, branch);
    }
}

/// Takes child `index` (not 0) out of a branch, with the separator left of it.
///
/// # Safety
///
/// - `branch` is live; `1 <= index < len`.
pub(super) unsafe fn take_child<K>(branch: BranchPtr<K>, index: usize) -> K {
    // SAFETY: the branch has the child, hence the separator left of it.
    unsafe {
        let len = branch.len();
        remove(branch.children_ptr(), len, index);
        branch.get_mut().len = (len - 1) as u16;
        remove(branch.keys_ptr(), len - 1, index - 1)
    }
}
