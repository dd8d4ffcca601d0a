//! Removing all entries after a gap, or those between two gaps, as a tree.
//!
//! From each gap a path leads up to the root, or to the branch where both paths meet. Nodes left of the left path and right of the
//! right one do not change. Nodes between the paths move to the new tree as they are. Nodes on a path are divided.
//!
//! 1. All nodes that the new tree needs are allocated. If an allocation fails or panics, nothing has changed.
//! 2. Going up, each branch on a path gives the children between the gaps to a new branch.
//! 3. Going up again, the nodes on the right path close their gaps.
//! 4. Both trees are complete now. Small nodes are merged, and unused capacity is freed.
//!
//! The separator before a subtree is the head of its first leaf. Two heads move. The first leaf of the new tree gets its
//! head back, because no leaf is before it any more. The head of the first leaf right of the gaps moves to the
//! branch where the paths meet.

use super::few::Gap;
use super::give::{Carried, Meeting};
use super::navigate::{at, leaf_of};
use super::node::{Branch, Leaf};
use super::raw::{RawTree, Unused};
use super::root::{Root, SequentialInsert, TreeHead};
use super::rows;
use super::spine::Spine;
use crate::{LeafHandle, Position};
use core::ptr::NonNull;

/// What goes: the entries of `left` from number `kept` on, and all behind them; of `right`, if there is such a leaf, only the
/// entries before number `gone`, and nothing behind it.
#[derive(Clone, Copy)]
struct Borders {
    left: Leaf,
    kept: usize,
    right: Option<(Leaf, usize)>,
}

/// What a tree that was divided leaves to be mended, and in which of the two trees.
enum Divided {
    /// Nothing.
    Whole,
    /// A gap in the tree that was divided.
    Here(Gap),
    /// A gap in the other tree.
    There(Gap),
    /// The last leaf of the tree that was divided, and the branches above it.
    Behind(Leaf),
}

/// The nodes of the new tree that are not taken as they are.
struct Parts<'a> {
    head: Unused<'a, NonNull<TreeHead>>,
    /// For what the left leaf gives or, if that gives nothing, for the leaf behind it, which loses its head.
    first: Option<Unused<'a, Leaf>>,
    /// For what the right leaf gives.
    last: Option<Unused<'a, Leaf>>,
    /// For the branches on the left path, and the one where the paths meet.
    left: Spine<'a>,
    /// For the branches on the right path.
    right: Spine<'a>,
}

/// What there is when nodes move, for it was allocated before.
const ENOUGH: &str = "a new branch for each level that gives children";
const TAKEN: &str = "something is taken";
const HEADED: &str = "a leaf that is not the first has a head";

impl<'a> RawTree<'a> {
    /// Moves all entries behind the gap `place` into the empty tree `taken`. Computes in **O(fanout × log n)** time, and counts
    /// the leaves of the smaller side. `None` if memory was refused.
    ///
    /// # Safety
    ///
    /// - `place` is a position of this tree; its slot is at most the leaf's length.
    /// - `taken` is a tree of the same type and allocator, without entries.
    pub(super) unsafe fn split_off(&mut self, place: Position, taken: &mut RawTree<'_>) -> Option<()> {
        // SAFETY: the caller's contract is the same; what was divided is whole.
        unsafe {
            match self.root() {
                Root::Leaf(leaf) => return self.split_lone(leaf, place.slot, taken),
                Root::Branched(head) if Branch::from_raw(head.as_ref().root).over_leaves() => {
                    return self.split_root(head, place, taken);
                }
                _ => {}
            }
            match self.divide(place, taken)? {
                Divided::Whole => {}
                Divided::Here(gap) => self.mend_gap(gap),
                Divided::There(gap) => taken.mend_gap(gap),
                Divided::Behind(left) => self.mend_border(left, None),
            }
        }
        Some(())
    }

    /// The same for a tree of one leaf: the smaller part moves.
    ///
    /// # Safety
    ///
    /// - `leaf` is the whole of this tree, and `slot` at most its length.
    /// - `taken` is as in [`split_off`](Self::split_off).
    unsafe fn split_lone(&mut self, leaf: Leaf, slot: usize, taken: &mut RawTree<'_>) -> Option<()> {
        // SAFETY: the leaf is live; so many entries are in it.
        unsafe {
            let count = leaf.len() - slot;
            if count > 0 && slot >= count {
                return self.take_lone(leaf, slot, count, taken);
            }
            if slot > 0 && count > 0 {
                self.take_lone(leaf, 0, slot, taken)?;
            }
        }
        if slot < self.len() {
            let rest = self.take_all();
            // SAFETY: the trees, which are of the same type, change what they have.
            unsafe {
                self.set_all(taken.take_all());
                taken.set_all(rest);
            }
        }
        Some(())
    }

    /// Moves the `count` entries from `slot` on of a tree of one leaf into the empty tree `taken`.
    ///
    /// # Safety
    ///
    /// - `leaf` is the whole of this tree, and has so many entries there. It keeps another one.
    /// - `taken` is as in [`split_off`](Self::split_off).
    unsafe fn take_lone(
        &mut self,
        leaf: Leaf,
        slot: usize,
        count: usize,
        taken: &mut RawTree<'_>,
    ) -> Option<()> {
        // SAFETY: all keys are in the row of the leaf. The new one has room for those that move.
        unsafe {
            let to = self.new_leaf(0, self.descriptor.taken_capacity(count))?;
            rows::move_entries(self.descriptor, leaf, slot, count, to, 0);
            rows::close_entries(self.descriptor, leaf, slot, count);
            to.get_mut().len = count as u16;
            taken.set_lone(to);
            self.trimmed(at(leaf, 0));
        }
        Some(())
    }

    /// As [`split_off`](Self::split_off), but returns what is yet to be mended.
    ///
    /// # Safety
    ///
    /// - As [`split_off`](Self::split_off).
    unsafe fn divide(&mut self, place: Position, taken: &mut RawTree<'_>) -> Option<Divided> {
        if self.len() == 0 {
            return Some(Divided::Whole);
        }
        // SAFETY: the position is of this tree, which is whole.
        let Some(before) = (unsafe { self.nodes().entry_before(place) }) else {
            // SAFETY: the other tree is empty, and of the same type (caller).
            unsafe { taken.set_all(self.take_all()) };
            return Some(Divided::Whole);
        };
        // SAFETY: the entry is in a leaf of this tree.
        let (left, kept) = (unsafe { leaf_of(before.leaf) }, before.slot + 1);
        // SAFETY: the leaf is live, and has the entry.
        let count = unsafe {
            if kept < left.len() && self.is_first(left) {
                return self.divide_first(kept, taken).map(Divided::There);
            }
            self.nodes().count_behind(before.leaf, kept)
        };
        if count == 0 {
            return Some(Divided::Whole);
        }
        // SAFETY: so many entries are behind that one, and it stays.
        unsafe {
            if let Some(few) = self.plan_few(Position { slot: kept, ..before }, count) {
                return self.take_few(few, taken).map(Divided::Here);
            }
            let rest = self.len() - count;
            if rest <= self.descriptor.leaf_max
                && let Some(gap) = self.divide_first(rest, taken)
            {
                return Some(Divided::There(gap));
            }
            self.take(Borders { left, kept, right: None }, count, taken)?;
            Some(Divided::Behind(left))
        }
    }

    /// Moves all entries but the first `kept` into the empty tree `taken`: these few get a leaf of their own, and the nodes stay
    /// what they are. `None` if memory was refused, or if they cannot be taken as few.
    ///
    /// # Safety
    ///
    /// - The tree has more entries than `kept`, which is at least 1.
    /// - `taken` is a tree of the same type and allocator, without entries.
    pub(super) unsafe fn divide_first(&mut self, kept: usize, taken: &mut RawTree<'_>) -> Option<Gap> {
        // SAFETY: the first entries go into the other tree; then the two change all they have.
        unsafe {
            let leaf = self.nodes().first()?;
            let few = self.plan_few(Position { leaf, slot: 0 }, kept)?;
            let gap = self.take_few(few, taken)?;
            let rest = self.take_all();
            self.set_all(taken.take_all());
            taken.set_all(rest);
            Some(gap)
        }
    }

    /// Moves the `count` entries behind the gap `from` into the empty tree `taken`. Computes in **O(fanout × log n)** time, and
    /// looks at each leaf that it takes. `None` if memory was refused.
    ///
    /// # Safety
    ///
    /// - `from` is a position of this tree; its slot is at most the leaf's length. There are as many entries behind it, and
    ///   others.
    /// - `taken` is a tree of the same type and allocator, without entries.
    pub(super) unsafe fn remove_range(
        &mut self,
        from: Position,
        count: usize,
        taken: &mut RawTree<'_>,
    ) -> Option<()> {
        if count == 0 {
            return Some(());
        }
        // SAFETY: the position is of this tree, which is whole; those found from it are too.
        unsafe {
            if let Root::Leaf(leaf) = self.root() {
                return self.take_lone(leaf, from.slot, count, taken);
            }
            if let Some(few) = self.plan_few(from, count) {
                let gap = self.take_few(few, taken)?;
                self.mend_gap(gap);
                return Some(());
            }
            let right = self.nodes().entry_behind(from, count);
            let Some(before) = self.nodes().entry_before(from) else {
                return self.cut_first(right, taken);
            };
            let right = right.map(|place| (leaf_of(place.leaf), place.slot));
            let left = leaf_of(before.leaf);
            self.take(Borders { left, kept: before.slot + 1, right }, count, taken)?;
            self.mend_border(left, right.map(|(leaf, _)| leaf).filter(|right| *right != left));
        }
        Some(())
    }

    /// Moves the entries before `right` into the empty tree `taken`, or all.
    ///
    /// # Safety
    ///
    /// - As [`remove_range`](Self::remove_range). `right` is an entry of this tree.
    unsafe fn cut_first(&mut self, right: Option<Position>, taken: &mut RawTree<'_>) -> Option<()> {
        // SAFETY: the entry is of this tree. What is behind goes first; then the trees change their entries, before anything
        // else can go wrong.
        unsafe {
            let divided = match right {
                Some(right) => self.divide(right, taken)?,
                None => Divided::Whole,
            };
            let rest = taken.take_all();
            taken.set_all(self.take_all());
            self.set_all(rest);
            match divided {
                Divided::Whole => {}
                Divided::Here(gap) => taken.mend_gap(gap),
                Divided::There(gap) => self.mend_gap(gap),
                Divided::Behind(left) => taken.mend_border(left, None),
            }
        }
        Some(())
    }

    /// Moves the `count` entries between the borders into the empty tree `taken`. Nodes beside the borders may be small then.
    ///
    /// # Safety
    ///
    /// - The borders are in two leaves of this tree, and so many entries between them, at least one. `kept` is at least 1. Without a
    ///   right one the left one is not in the last leaf.
    /// - `taken` is a tree of the same type and allocator, without entries.
    unsafe fn take(&mut self, borders: Borders, count: usize, taken: &mut RawTree<'_>) -> Option<()> {
        let Root::Branched(head) = self.root() else { unreachable!("entries of one leaf are few") };
        // SAFETY: the borders are in two leaves of this tree (caller).
        unsafe {
            let parts = self.allocate_parts(borders)?;
            self.take_nodes(head, borders, parts, count, taken);
            taken.lower_root();
            self.lower_root();
        }
        Some(())
    }

    /// The nodes that taking what is between the borders needs.
    ///
    /// # Safety
    ///
    /// - The borders are in two leaves of this tree, or there is no right one.
    unsafe fn allocate_parts(&self, borders: Borders) -> Option<Parts<'a>> {
        let Borders { left, kept, right } = borders;
        // SAFETY: the borders are in this tree, and the leaf behind the left one is.
        unsafe {
            let given = left.len() - kept;
            let next = self.nodes().after(at(left, usize::MAX)).map(|next| leaf_of(next));
            let next = next.filter(|next| right.is_none_or(|(right, _)| right != *next));
            let first = match next {
                _ if given > 0 => Some(self.unused_leaf(0, self.descriptor.leaf_capacity(given))?),
                Some(next) => Some(self.unused_leaf(0, next.len())?),
                None => None,
            };
            let last = match right {
                Some((_, gone)) if gone > 0 => {
                    let first_key_in_parent = usize::from(given > 0 || next.is_some());
                    Some(self.unused_leaf(first_key_in_parent, self.descriptor.leaf_capacity(gone))?)
                }
                _ => None,
            };
            let (left, right) = self.allocate_spines(borders, given > 0, last.is_some())?;
            Some(Parts { head: self.unused_head()?, first, last, left, right })
        }
    }

    /// New branches for the levels at which children are taken: on the left path up to where the paths meet, and on the
    /// right one below that.
    ///
    /// # Safety
    ///
    /// - The borders are in two leaves of this tree, or there is no right one.
    unsafe fn allocate_spines(
        &self,
        borders: Borders,
        mut from_left: bool,
        mut from_right: bool,
    ) -> Option<(Spine<'a>, Spine<'a>)> {
        let (mut lefts, mut rights) = (Spine::new(self), Spine::new(self));
        let (mut left, mut right) = (borders.left.raw(), borders.right.map(|(leaf, _)| leaf.raw()));
        while left != self.nodes().root_node() {
            // SAFETY: nodes below the root have a parent, which is live.
            let (low, high, level, len) = unsafe {
                let low = self.step_up(left);
                let high = right.map(|right| self.step_up(right));
                (low, high, low.branch.get().level, low.branch.len())
            };
            let meet = high.filter(|high| high.branch == low.branch);
            let end = meet.map_or(len, |high| high.child);
            let mut children = end - low.child - 1 + usize::from(from_left);
            if meet.is_some() {
                children += usize::from(from_right);
            } else if let Some(high) = high
                && (from_right || high.child > 0)
            {
                rights.push(self.unused_branch(level, high.child + usize::from(from_right))?);
                from_right = true;
            }
            if children > 0 {
                lefts.push(self.unused_branch(level, children)?);
                from_left = true;
            }
            if meet.is_some() {
                break;
            }
            (left, right) = (low.branch.raw(), high.map(|high| high.branch.raw()));
        }
        Some((lefts, rights))
    }

    /// Moves what is between the borders into `taken`. Runs no code of anybody else: nobody sees a half of this.
    ///
    /// # Safety
    ///
    /// - As [`take`](Self::take), for borders in two leaves. `head` is this tree's; the parts were made for these borders.
    unsafe fn take_nodes(
        &mut self,
        mut head: NonNull<TreeHead>,
        borders: Borders,
        parts: Parts<'_>,
        count: usize,
        taken: &mut RawTree<'_>,
    ) {
        let Borders { left, kept, right } = borders;
        let Parts { head: new_head, first, last, left: mut lefts, right: mut rights } = parts;
        // SAFETY: the leaves beside the borders are of this tree until their branches change hands.
        let (next, end) = unsafe {
            let next = self.nodes().after(at(left, usize::MAX)).map(|next| leaf_of(next));
            let end = right.and_then(|(right, _)| self.nodes().before(at(right, usize::MAX)));
            (next, end.map_or(Leaf::from_raw(head.as_ref().last), |end| leaf_of(end)))
        };
        let (first, last) = (first.map(Unused::keep), last.map(Unused::keep));
        let mut carried = Carried::default();
        // SAFETY: the new leaves have room for what they get. Then nothing is left of the entries between the borders but in
        // nodes that change hands.
        let (given, root) = unsafe {
            let given = first.filter(|_| left.len() > kept);
            if let Some(first) = given {
                self.move_behind(left, kept, first);
                carried.left = Some(first.raw());
            }
            if let (Some(last), Some((right, gone))) = (last, right) {
                self.move_before(right, gone, last);
                carried.right = Some(last.raw());
                carried.kept_key = Some(right.key(self.descriptor, gone - 1));
            }
            (given.is_some(), self.take_branches(borders, &mut lefts, &mut rights, &mut carried))
        };
        // SAFETY: if the left leaf gave nothing, the leaf behind the border is the first one now, and gets back its head, which
        // is where it was: no gap is closed yet.
        let first = unsafe {
            match (first, next) {
                (Some(first), Some(next)) if !given => {
                    self.take_place(next, carried.first_key.expect(HEADED), first);
                    first
                }
                (None, _) => {
                    let last = last.expect(TAKEN);
                    let key = carried.first_key.expect(HEADED);
                    rows::copy(key, last.key(self.descriptor, 0), self.descriptor.key);
                    last
                }
                (Some(first), _) => first,
            }
        };
        let moved = end == left || (Some(end) == next && !given);
        let last = last.unwrap_or(if moved { first } else { end });
        // SAFETY: the new tree owns the nodes from its root on; this one closes its gaps, or ends at the border.
        unsafe {
            taken.set_tall(new_head.keep(), count, root, first, last);
            head.as_mut().len -= count;
            head.as_mut().run = SequentialInsert::None;
            match (right, carried.meeting) {
                (Some((right, gone)), Some(meeting)) => self.close(meeting, carried.kept_key, right, gone),
                _ => head.as_mut().last = left.raw(),
            }
        }
    }

    /// Gives the children between the paths to new branches, level by level; returns the new tree's root.
    ///
    /// # Safety
    ///
    /// - As [`take_nodes`](Self::take_nodes). What the leaves give has moved, and is `carried`.
    unsafe fn take_branches(
        &mut self,
        borders: Borders,
        lefts: &mut Spine<'_>,
        rights: &mut Spine<'_>,
        carried: &mut Carried,
    ) -> NonNull<u8> {
        let (mut left, mut right) = (borders.left.raw(), borders.right.map(|(leaf, _)| leaf.raw()));
        // SAFETY: nodes below the root have a parent; the spines have a branch for each level that gives children.
        unsafe {
            while left != self.nodes().root_node() {
                let (low, high) = (self.step_up(left), right.map(|right| self.step_up(right)));
                if let Some(high) = high.filter(|high| high.branch == low.branch) {
                    let root = lefts.pop().expect(ENOUGH);
                    let meeting = Meeting { branch: low.branch, low: low.child, high: high.child };
                    self.give_between(meeting, root, carried);
                    carried.meeting = Some(meeting);
                    return root.raw();
                }
                if carried.left.is_some() || low.child + 1 < low.branch.len() {
                    self.give_behind(low, lefts.pop().expect(ENOUGH), carried);
                }
                if let Some(high) = high
                    && (carried.right.is_some() || high.child > 0)
                {
                    self.give_before(high, rights.pop().expect(ENOUGH), carried);
                }
                (left, right) = (low.branch.raw(), high.map(|high| high.branch.raw()));
            }
        }
        carried.left.expect(TAKEN)
    }

    /// Merges what has become small on the paths from the leaves at the borders up, and gives slack back.
    ///
    /// # Safety
    ///
    /// - The leaves are two neighbours of this tree, or there is no right one.
    unsafe fn mend_border(&mut self, left: Leaf, right: Option<Leaf>) {
        // SAFETY: the tree is whole. Merging branches moves no leaf; the leaves come last.
        unsafe {
            for leaf in [Some(left), right].into_iter().flatten() {
                let mut level = 1;
                while level <= self.nodes().root_level() {
                    let branch = self.nodes().above(leaf, level);
                    self.mend_branch(branch);
                    level += 1;
                }
            }
            let place = |leaf| at(leaf, usize::MAX);
            self.mend_leaves(Some(place(left)), right.map(place));
        }
    }

    /// Merges a branch that lost children if it has become small, and gives slack back if it has much.
    ///
    /// # Safety
    ///
    /// - `branch` is a branch of this tree, which is whole.
    pub(super) unsafe fn mend_branch(&mut self, branch: Branch) {
        // SAFETY: the branch is live (caller).
        unsafe {
            let len = branch.len();
            if len == 1 || self.descriptor.branch_has_slack(len, branch.capacity()) {
                self.fix_underfull(branch);
            }
        }
    }

    /// Gives slack back that leaves at a border have, and merges the smaller of them if it has few entries.
    ///
    /// # Safety
    ///
    /// - The leaves are two neighbours of this tree, or one, or none.
    pub(super) unsafe fn mend_leaves(&mut self, left: Option<LeafHandle>, right: Option<LeafHandle>) {
        // SAFETY: the leaves are of this tree (caller), and keep their place where they move to another block. The smaller one comes
        // last: it may take the other with it.
        unsafe {
            let (small, other) = match (left, right) {
                (Some(left), Some(right)) if leaf_of(right).len() < leaf_of(left).len() => {
                    (right, Some(left))
                }
                (Some(left), right) => (left, right),
                (None, Some(right)) => (right, None),
                (None, None) => return,
            };
            if let Some(other) = other {
                self.trimmed(other);
            }
            if let Root::Branched(_) = self.root()
                && self.descriptor.is_small_at_border(leaf_of(small).len(), self.len())
                && self.rebalance_leaf(Position { leaf: small, slot: 0 }).leaf.ptr() != small.ptr()
            {
                if let Root::Leaf(leaf) = self.root() {
                    self.trimmed(at(leaf, 0));
                }
                return;
            }
            self.trimmed(small);
        }
    }

    /// Leaves a leaf without slack if it has too much, and there is memory for that.
    ///
    /// # Safety
    ///
    /// - `place` is a leaf of this tree.
    unsafe fn trimmed(&mut self, place: LeafHandle) {
        // SAFETY: the leaf is live (caller).
        unsafe {
            let leaf = leaf_of(place);
            let (len, capacity, tree_len) = (leaf.len(), leaf.capacity(), self.len());
            if !self.descriptor.keeps_slack_at_border(len, capacity, tree_len) {
                self.without_slack(leaf, place.hint());
            }
        }
    }
}
