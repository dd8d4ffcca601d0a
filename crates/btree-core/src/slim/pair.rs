//! Two neighbours under one parent, and the separator between them, as one row: of keys and values, or of separators and
//! children. Merging moves all of it into one node, sharing moves it into two.

use super::descriptor::Descriptor;
use super::node::{Branch, Leaf};
use super::rows;

/// Items that lie one behind the other in up to three places.
struct Row {
    parts: [(*const u8, usize); 3],
    /// Bytes of an item.
    size: usize,
}

impl Row {
    /// Where item `index` is.
    ///
    /// # Safety
    ///
    /// - There is such an item, and the places are still what they were.
    unsafe fn item(&self, mut index: usize) -> *const u8 {
        for (part, len) in self.parts {
            if index < len {
                // SAFETY: an item of this part.
                return unsafe { part.add(index * self.size) };
            }
            index -= len;
        }
        unreachable!("a row has the item asked for")
    }

    /// Moves the items from number `from` to number `end` to `to`.
    ///
    /// # Safety
    ///
    /// - There are such items, and the places are still what they were. There is room for them at `to`, which is elsewhere.
    unsafe fn move_to(&self, mut from: usize, end: usize, mut to: *mut u8) {
        let mut left = end - from;
        for (part, len) in self.parts {
            let (start, count) = (from.min(len), len.saturating_sub(from).min(left));
            // SAFETY: `count` items of this part from number `start` on, or none; the room at `to` is for all.
            unsafe {
                rows::copy(part.add(start * self.size), to, count * self.size);
                to = to.add(count * self.size);
            }
            from -= start;
            left -= count;
        }
    }
}

/// Two neighbouring nodes, and the separator between them.
pub(super) struct Pair<N> {
    pub(super) left: N,
    pub(super) right: N,
    pub(super) left_len: usize,
    /// Number of entries, or of children, of both.
    pub(super) len: usize,
    separator: *mut u8,
    /// Keys that are in the leaves and between them; separators in the branches and between them.
    keys: Row,
    /// Values, or children.
    items: Row,
    /// Whether the left leaf's first key is elsewhere.
    first_key_in_parent: usize,
}

impl Pair<Leaf> {
    /// Children `first` and `first + 1` of `parent`.
    ///
    /// # Safety
    ///
    /// - They are live leaves, which nobody changes while the pair is used.
    pub(super) unsafe fn of_leaves(descriptor: &Descriptor, parent: Branch, first: usize) -> Self {
        // SAFETY: the parent has both children (caller).
        let [left, right] =
            [first, first + 1].map(|at| Leaf::from_raw(unsafe { parent.child(descriptor, at) }));
        // SAFETY: both are live, and a separator is between them, the head of the right one.
        unsafe {
            let (left_len, len) = (left.len(), left.len() + right.len());
            let first_key_in_parent = left.first_key_in_parent();
            let separator = parent.key(descriptor, first);
            let left_keys = (left.key(descriptor, 0).cast_const(), left_len - first_key_in_parent);
            let right_keys = (right.key(descriptor, 0).cast_const(), right.len() - 1);
            let (left_values, right_values) = (left.value(descriptor, 0), right.value(descriptor, 0));
            let keys = [left_keys, (separator, 1), right_keys];
            let items =
                [(left_values.cast_const(), left_len), (right_values, right.len()), (right_values, 0)];
            let keys = Row { parts: keys, size: descriptor.key };
            let items = Row { parts: items, size: descriptor.value };
            Pair { left, right, left_len, len, separator, keys, items, first_key_in_parent }
        }
    }

    /// Moves the entries from number `from` to number `end` into the new leaf `to`, which holds nothing else. The key of a
    /// head stays where it is.
    ///
    /// # Safety
    ///
    /// - There are such entries, which the pair gives up. `to` has room for them. If it has a head, the key of entry `from` is to
    ///   stay where it is; a head must if `from` is 0 and the left leaf has one.
    pub(super) unsafe fn move_to(&self, descriptor: &Descriptor, from: usize, end: usize, to: Leaf) {
        // SAFETY: keys are numbered from the first one that is here; the rest is the caller's contract.
        unsafe {
            let first_key = from + to.first_key_in_parent() - self.first_key_in_parent;
            self.keys.move_to(first_key, end - self.first_key_in_parent, to.key(descriptor, 0));
            self.items.move_to(from, end, to.value(descriptor, 0));
            to.get_mut().len = (end - from) as u16;
        }
    }

    /// Makes the key of entry `border` the separator. Others have moved already.
    ///
    /// # Safety
    ///
    /// - `1 <= border < len`; all keys but that one are somewhere else now.
    pub(super) unsafe fn move_separator(&self, descriptor: &Descriptor, border: usize) {
        if border != self.left_len {
            // SAFETY: the key is in one of the leaves; its place is taken by nobody.
            unsafe {
                rows::copy(self.keys.item(border - self.first_key_in_parent), self.separator, descriptor.key);
            }
        }
    }
}

impl Pair<Branch> {
    /// Children `first` and `first + 1` of `parent`.
    ///
    /// # Safety
    ///
    /// - They are live branches, which nobody changes while the pair is used.
    pub(super) unsafe fn of_branches(descriptor: &Descriptor, parent: Branch, first: usize) -> Self {
        // SAFETY: the parent has both children (caller).
        let [left, right] =
            [first, first + 1].map(|at| Branch::from_raw(unsafe { parent.child(descriptor, at) }));
        // SAFETY: both are live, and a separator is between them.
        unsafe {
            let (left_len, right_len, len) = (left.len(), right.len(), left.len() + right.len());
            let separator = parent.key(descriptor, first);
            let (left_keys, right_keys) = (left.key(descriptor, 0), right.key(descriptor, 0));
            let keys = [(left_keys.cast_const(), left_len - 1), (separator, 1), (right_keys, right_len - 1)];
            let children = |branch: Branch| branch.children_row(descriptor).cast_const().cast::<u8>();
            let items = [(children(left), left_len), (children(right), right_len), (children(right), 0)];
            let size = size_of::<*mut u8>();
            let (keys, items) = (Row { parts: keys, size: descriptor.key }, Row { parts: items, size });
            Pair { left, right, left_len, len, separator, keys, items, first_key_in_parent: 0 }
        }
    }

    /// Moves the children from number `from` to number `end` into the new branch `to`, with the separators between them.
    ///
    /// # Safety
    ///
    /// - There are such children, at least one, which the pair gives up; `to` has room for them.
    pub(super) unsafe fn move_to(&self, descriptor: &Descriptor, from: usize, end: usize, to: Branch) {
        // SAFETY: separators are numbered by the child before them; the rest is the caller's contract.
        unsafe {
            self.keys.move_to(from, end - 1, to.key(descriptor, 0));
            self.items.move_to(from, end, to.children_row(descriptor).cast());
            to.get_mut().len = (end - from) as u16;
            rows::correct_parent_links(descriptor, to);
        }
    }

    /// Makes the separator before child `border` that of the pair. Others have moved already.
    ///
    /// # Safety
    ///
    /// - `1 <= border < len`; all separators but that one are somewhere else now.
    pub(super) unsafe fn move_separator(&self, descriptor: &Descriptor, border: usize) {
        if border != self.left_len {
            // SAFETY: the separator is in one of the branches; its place is taken by nobody.
            unsafe { rows::copy(self.keys.item(border - 1), self.separator, descriptor.key) };
        }
    }
}
