//! Moving entries and children out of the nodes at the ends of a range, and closing the gaps.
//!
//! Nothing here allocates or runs user code.

use super::descriptor::Descriptor;
use super::navigate::{child_index, parent_of};
use super::node::{Branch, Leaf, set_parent};
use super::raw::RawTree;
use super::rows;
use core::ptr::NonNull;

/// A level of the way up: a branch on a path, and which of its children the path comes from.
#[derive(Clone, Copy)]
pub(super) struct Step {
    pub(super) branch: Branch,
    pub(super) child: usize,
}

/// What the levels below gave, and which keys wait for their place.
#[derive(Default)]
pub(super) struct Carried {
    pub(super) left: Option<NonNull<u8>>,
    pub(super) right: Option<NonNull<u8>>,
    /// The head of the first leaf that is taken, if it had one.
    pub(super) first_key: Option<*const u8>,
    /// The head of the first leaf behind the right border, if that moves.
    pub(super) kept_key: Option<*const u8>,
    /// Where the paths meet.
    pub(super) meeting: Option<Meeting>,
}

/// Where the paths meet: a branch, of whose children the left path comes from number `low`, the right one from number `high`.
#[derive(Clone, Copy)]
pub(super) struct Meeting {
    pub(super) branch: Branch,
    pub(super) low: usize,
    pub(super) high: usize,
}

impl RawTree<'_> {
    /// The parent of a node, and which of its children the node is.
    ///
    /// # Safety
    ///
    /// - `node` is a node of this tree below a branch.
    pub(super) unsafe fn step_up(&self, node: NonNull<u8>) -> Step {
        // SAFETY: the node has a live parent (caller).
        unsafe {
            let branch = parent_of(node);
            Step { branch, child: child_index(self.descriptor, branch, node, usize::MAX) }
        }
    }

    /// Moves the children behind the path into the new branch `to`, behind what the level below gave.
    ///
    /// # Safety
    ///
    /// - The step is on the left path; `to` has room for what it gets, which is at least one child.
    pub(super) unsafe fn give_behind(&self, Step { branch, child }: Step, to: Branch, carried: &mut Carried) {
        let descriptor = self.descriptor;
        // SAFETY: `rest` children lie behind the path, and as many separators, the first left of the first of them; all are
        // moved out, and the length says so.
        unsafe {
            let rest = branch.len() - child - 1;
            let before = usize::from(carried.left.is_some());
            match carried.left {
                Some(below) => put_only_child(descriptor, to, below, branch.key(descriptor, child), rest > 0),
                None => carried.first_key = Some(branch.key(descriptor, child)),
            }
            if rest > 0 {
                rows::move_children(descriptor, branch, child + 1, rest, to, before);
            }
            to.get_mut().len = (rest + before) as u16;
            branch.get_mut().len = (child + 1) as u16;
            rows::correct_parent_links(descriptor, to);
        }
        carried.left = Some(to.raw());
    }

    /// Moves the children before the path into the new branch `to`, before what the level below gave. The branch closes its gap
    /// later: its separators are where they were until then.
    ///
    /// # Safety
    ///
    /// - The step is on the right path; `to` has room for what it gets, which is at least one child.
    pub(super) unsafe fn give_before(&self, Step { branch, child }: Step, to: Branch, carried: &mut Carried) {
        let descriptor = self.descriptor;
        // SAFETY: `child` children lie before the path, with a separator behind each of them.
        unsafe {
            if child > 0 {
                rows::move_children(descriptor, branch, 0, child, to, 0);
            }
            let mut len = child;
            if let Some(below) = carried.right {
                put_behind(descriptor, to, len, branch.key(descriptor, child.saturating_sub(1)), below);
                len += 1;
            } else {
                carried.kept_key = Some(branch.key(descriptor, child - 1));
            }
            to.get_mut().len = len as u16;
            rows::correct_parent_links(descriptor, to);
        }
        carried.right = Some(to.raw());
    }

    /// Moves the children between the paths into the new root `to`, between what the levels below gave. The branch closes its
    /// gap later.
    ///
    /// # Safety
    ///
    /// - The paths meet there. `to` has room for what it gets, which is at least one child.
    pub(super) unsafe fn give_between(&self, meeting: Meeting, to: Branch, carried: &mut Carried) {
        let (descriptor, Meeting { branch, low, high }) = (self.descriptor, meeting);
        // SAFETY: `between` children lie between the paths, with a separator before each of them and behind the last.
        unsafe {
            let between = high - low - 1;
            let mut len = 0;
            match carried.left {
                Some(below) => {
                    put_only_child(descriptor, to, below, branch.key(descriptor, low), between > 0);
                    len = 1;
                }
                None => carried.first_key = Some(branch.key(descriptor, low)),
            }
            if between > 0 {
                rows::move_children(descriptor, branch, low + 1, between, to, len);
                len += between;
            }
            if let Some(below) = carried.right {
                put_behind(descriptor, to, len, branch.key(descriptor, high - 1), below);
                len += 1;
            }
            to.get_mut().len = len as u16;
            rows::correct_parent_links(descriptor, to);
        }
    }

    /// Closes the gaps that entries and children left on the right path, up to where the paths meet; there the separator left
    /// of that path is `kept_key` from now on, or the one it was.
    ///
    /// # Safety
    ///
    /// - What lay between the paths has moved; `right` gave `gone` entries.
    pub(super) unsafe fn close(
        &mut self,
        Meeting { branch: meeting, low, high }: Meeting,
        kept_key: Option<*const u8>,
        right: Leaf,
        gone: usize,
    ) {
        let descriptor = self.descriptor;
        // SAFETY:
        // 1. The separators behind children `low` and `high - 1` have moved, or the second one stays, as that behind `low`.
        // 2. A branch on the path gave as many children as lie before the path, with their separators.
        unsafe {
            let (from, to) = (meeting.key(descriptor, high - 1).cast_const(), meeting.key(descriptor, low));
            let kept_key = kept_key.unwrap_or(from);
            if kept_key != to.cast_const() {
                rows::copy(kept_key, to, descriptor.key);
            }
            rows::close_children(descriptor, meeting, low + 1, high - low - 1);
            if gone > 0 {
                rows::close_first_entries(descriptor, right, gone);
            }
            let mut node = right.raw();
            loop {
                let Step { branch, child } = self.step_up(node);
                if branch == meeting {
                    return;
                }
                rows::close_children(descriptor, branch, 0, child);
                node = branch.raw();
            }
        }
    }

    /// Moves the entries from `slot` on into the empty leaf `to`, which has no head.
    ///
    /// # Safety
    ///
    /// - Both leaves are live; `first_key_in_parent <= slot < len`, and `to` has room for the entries from there on.
    pub(super) unsafe fn move_behind(&self, from: Leaf, slot: usize, to: Leaf) {
        // SAFETY: all keys from `slot` on are in the row; they are moved out, and the length says so.
        unsafe {
            let len = from.len();
            rows::move_entries(self.descriptor, from, slot, len - slot, to, 0);
            from.get_mut().len = slot as u16;
            to.get_mut().len = (len - slot) as u16;
        }
    }

    /// Moves the entries before `slot` into the empty leaf `to`. The head's key stays where it is: if `to` has no head, its first
    /// key is still to come. The leaf closes its gap later.
    ///
    /// # Safety
    ///
    /// - Both leaves are live; `1 <= slot`, `from` has a head and so many entries, and `to` has room for them.
    pub(super) unsafe fn move_before(&self, from: Leaf, slot: usize, to: Leaf) {
        // SAFETY: the value of the head is the first of the row, the other entries have keys in the row.
        unsafe {
            rows::copy(from.value(self.descriptor, 0), to.value(self.descriptor, 0), self.descriptor.value);
            rows::move_entries(self.descriptor, from, 1, slot - 1, to, 1);
            to.get_mut().len = slot as u16;
        }
    }

    /// Moves a leaf with its head `key` into the empty leaf `to`, as the leftmost of its tree: without a head.
    ///
    /// # Safety
    ///
    /// - Both leaves are live; `leaf` is child 0 of its parent; `to` has room for its entries. `leaf` is freed; the key
    ///   moves.
    pub(super) unsafe fn take_place(&self, leaf: Leaf, key: *const u8, to: Leaf) {
        let descriptor = self.descriptor;
        // SAFETY: the head comes before the keys of the row; the old block is freed with its entries moved out.
        unsafe {
            self.move_before(leaf, leaf.len(), to);
            rows::copy(key, to.key(descriptor, 0), descriptor.key);
            let parent = parent_of(leaf.raw());
            parent.children_row(descriptor).write(to.raw());
            set_parent(to.raw(), parent);
            self.free_leaf(leaf);
        }
    }
}

/// Writes the first child of a new branch and, if there will be more, the separator behind it.
///
/// # Safety
///
/// - The branch has room for them; the separator moves if there will be more. Length and parent are the caller's to set.
unsafe fn put_only_child(
    descriptor: &Descriptor,
    to: Branch,
    child: NonNull<u8>,
    separator: *const u8,
    more: bool,
) {
    // SAFETY: the caller's contract is the same.
    unsafe {
        to.children_row(descriptor).write(child);
        rows::copy(separator, to.key(descriptor, 0), usize::from(more) * descriptor.key);
    }
}

/// Writes child `len` of a new branch and, unless it is the first, the separator before it.
///
/// # Safety
///
/// - The branch has room for them; the separator moves unless the child is the first. Length and parent are the caller's
///   to set.
unsafe fn put_behind(
    descriptor: &Descriptor,
    to: Branch,
    len: usize,
    separator: *const u8,
    child: NonNull<u8>,
) {
    // SAFETY: the caller's contract is the same.
    unsafe {
        to.children_row(descriptor).add(len).write(child);
        if len > 0 {
            rows::copy(separator, to.key(descriptor, len - 1), descriptor.key);
        }
    }
}
