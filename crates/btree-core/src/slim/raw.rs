//! A tree whose keys and values are bytes. Code that splits, merges, joins and divides trees works on this, and is compiled once.
//!
//! It borrows the handle of a tree, the tree's allocator and its [`Descriptor`]. No user code runs here, except the allocator's.
//!
//! Memory is allocated before anything changes. If an allocation fails, a step returns `None`, and the tree is unchanged.
//! If the caller cannot continue without the memory, the program ends by `handle_alloc_error`.

use super::descriptor::Descriptor;
use super::navigate::{Nodes, child_index, parent_of};
use super::node::{Branch, Leaf, set_parent};
use super::root::{EMPTY_RAW, RemovedAt, Root, SequentialInsert, TALL, TreeHead};
use super::rows;
use alloc::alloc::handle_alloc_error;
use arena::{Allocator, Global, block};
use core::alloc::Layout;
use core::ptr::NonNull;

/// What those say who do not ask to be told of refused memory and still get an answer.
pub(super) const ENDS: &str = "refused memory ends the program";

/// A tree without its types.
///
/// Invariant: pointer, allocator and descriptor are those of one tree.
pub(super) struct RawTree<'a> {
    raw: &'a mut NonNull<u8>,
    alloc: &'a (dyn Allocator + 'a),
    pub(super) descriptor: &'static Descriptor,
    /// Whether the caller is told of refused memory.
    pub(super) may_fail: bool,
    /// Whether the allocator can give the end of a block back, and never panics: it is the global one.
    pub(super) shrinks_in_place: bool,
}

/// A new node that no tree knows yet. Unless it is kept it is freed: where the memory for the next one is refused, or the
/// allocator panics.
pub(super) struct Unused<'a, N> {
    node: N,
    block: NonNull<u8>,
    layout: Layout,
    alloc: &'a (dyn Allocator + 'a),
}

impl<N: Copy> Unused<'_, N> {
    /// The node, for a tree to own.
    pub(super) fn keep(self) -> N {
        let node = self.node;
        core::mem::forget(self);
        node
    }
}

impl<N> Drop for Unused<'_, N> {
    fn drop(&mut self) {
        // SAFETY: allocated by this allocator with this layout, and nobody uses it afterwards.
        unsafe { block::free(self.alloc, self.block, self.layout) };
    }
}

impl<'a> RawTree<'a> {
    /// The tree behind the pointer `raw`. It ends the program where memory is refused.
    ///
    /// # Safety
    ///
    /// - The pointer, the allocator and the descriptor are those of one tree.
    pub(super) unsafe fn new<A: Allocator + 'a>(
        raw: &'a mut NonNull<u8>,
        alloc: &'a A,
        descriptor: &'static Descriptor,
    ) -> Self {
        let shrinks_in_place = typeid::of::<A>() == typeid::of::<Global>();
        RawTree { raw, alloc, descriptor, may_fail: false, shrinks_in_place }
    }

    /// The same tree, but whoever asks is told of refused memory.
    pub(super) fn fallible(self) -> Self {
        RawTree { may_fail: true, ..self }
    }

    /// The allocator, for what frees nodes by itself.
    pub(super) fn allocator(&self) -> &'a (dyn Allocator + 'a) {
        self.alloc
    }

    /// The nodes, for reading.
    pub(super) fn nodes(&self) -> Nodes {
        Nodes::new(*self.raw, self.descriptor)
    }

    /// What the tree is now.
    pub(super) fn root(&self) -> Root {
        Root::of(*self.raw)
    }

    /// Number of entries.
    pub(super) fn len(&self) -> usize {
        self.nodes().len()
    }

    /// Takes all nodes out of the tree: the pointer to them.
    pub(super) fn take_all(&mut self) -> NonNull<u8> {
        core::mem::replace(self.raw, EMPTY_RAW)
    }

    /// Takes over the nodes behind a pointer. What the tree had is leaked.
    ///
    /// # Safety
    ///
    /// - The pointer is that of a tree of this type and allocator, and owned by nobody else.
    pub(super) unsafe fn set_all(&mut self, raw: NonNull<u8>) {
        *self.raw = raw;
    }

    /// Makes the tree empty, leaking what it had.
    pub(super) fn set_empty(&mut self) {
        *self.raw = EMPTY_RAW;
    }

    /// Makes `leaf` the whole tree.
    ///
    /// # Safety
    ///
    /// - `leaf` is live and owned by nobody else; what the handle pointed to before is dealt with.
    pub(super) unsafe fn set_lone(&mut self, leaf: Leaf) {
        // SAFETY: the leaf is live; its link is the function while it is the whole tree.
        unsafe { leaf.get_mut().link = self.descriptor.drop.cast_mut().cast() };
        *self.raw = leaf.raw();
    }

    /// Makes the nodes below `root` the whole tree, with `head` as its head.
    ///
    /// # Safety
    ///
    /// - `head` is from [`unused_head`](Self::unused_head). The nodes are owned by nobody else: a branch, `len`
    ///   entries below it, `first` and `last` its outermost leaves.
    /// - What the handle pointed to before is dealt with.
    pub(super) unsafe fn set_tall(
        &mut self,
        head: NonNull<TreeHead>,
        len: usize,
        root: NonNull<u8>,
        first: Leaf,
        last: Leaf,
    ) {
        let drop = self.descriptor.drop.cast_mut().cast();
        let (first, last) = (first.raw(), last.raw());
        let (run, removed_at) = (SequentialInsert::None, RemovedAt::Middle);
        // SAFETY: the memory is that of a head (caller).
        unsafe { head.write(TreeHead { drop, len, root, first, last, run, removed_at }) };
        *self.raw = head.cast::<u8>().map_addr(|addr| addr | TALL);
    }

    /// Memory of that layout.
    fn allocate(&self, layout: Layout) -> Option<NonNull<u8>> {
        match block::try_allocate(self.alloc, layout) {
            None if !self.may_fail => handle_alloc_error(layout),
            block => block,
        }
    }

    /// Ends the program: memory was refused that an operation cannot do without.
    #[cold]
    pub(super) fn out_of_memory(&self) -> ! {
        handle_alloc_error(Layout::new::<TreeHead>())
    }

    /// A node made of a new block.
    fn unused<N>(&self, layout: Layout, node: impl FnOnce(NonNull<u8>) -> N) -> Option<Unused<'a, N>> {
        let block = self.allocate(layout)?;
        Some(Unused { node: node(block), block, layout, alloc: self.alloc })
    }

    /// A new leaf without entries.
    pub(super) fn unused_leaf(
        &self,
        first_key_in_parent: usize,
        capacity: usize,
    ) -> Option<Unused<'a, Leaf>> {
        let layout = self.descriptor.leaf_layout(capacity - first_key_in_parent, capacity);
        self.unused(layout, |block| Leaf::over(block, first_key_in_parent, capacity))
    }

    /// A new branch without children.
    pub(super) fn unused_branch(&self, level: u16, capacity: usize) -> Option<Unused<'a, Branch>> {
        self.unused(self.descriptor.branch_layout(capacity), |block| Branch::over(block, level, capacity))
    }

    /// Memory for a head.
    pub(super) fn unused_head(&self) -> Option<Unused<'a, NonNull<TreeHead>>> {
        self.unused(Layout::new::<TreeHead>(), NonNull::cast)
    }

    /// A new leaf without entries, where nothing else is asked for.
    pub(super) fn new_leaf(&self, first_key_in_parent: usize, capacity: usize) -> Option<Leaf> {
        Some(self.unused_leaf(first_key_in_parent, capacity)?.keep())
    }

    /// A new branch without children, where nothing else is asked for.
    pub(super) fn new_branch(&self, level: u16, capacity: usize) -> Option<Branch> {
        Some(self.unused_branch(level, capacity)?.keep())
    }

    /// Frees a leaf. # Safety: as [`Leaf::free`].
    pub(super) unsafe fn free_leaf(&self, leaf: Leaf) {
        // SAFETY: the caller's contract is the same.
        unsafe { leaf.free(self.alloc, self.descriptor) };
    }

    /// Frees a branch. # Safety: as [`Branch::free`].
    pub(super) unsafe fn free_branch(&self, branch: Branch) {
        // SAFETY: the caller's contract is the same.
        unsafe { branch.free(self.alloc, self.descriptor) };
    }

    /// Frees a head.
    ///
    /// # Safety
    ///
    /// - `head` is from [`unused_head`](Self::unused_head), and nobody uses it afterwards.
    pub(super) unsafe fn free_head(&self, head: NonNull<TreeHead>) {
        // SAFETY: allocated with this layout.
        unsafe { block::free(self.alloc, head.cast(), Layout::new::<TreeHead>()) };
    }

    /// Puts a root branch with one child above a lone leaf; returns the head.
    ///
    /// # Safety
    ///
    /// - `leaf` is this tree's lone leaf.
    pub(super) unsafe fn raise_lone(&mut self, leaf: Leaf) -> Option<NonNull<TreeHead>> {
        let head = self.unused_head()?;
        let (root, head) = (self.new_branch(1, 2)?, head.keep());
        // SAFETY:
        // 1. Head and root are fresh, large enough for what is written; nothing below allocates or panics.
        // 2. The leaf is live; as a child its link is its parent.
        unsafe {
            let len = leaf.len();
            self.set_only_child(root, leaf.raw());
            self.set_tall(head, len, root.raw(), leaf, leaf);
        }
        Some(head)
    }

    /// Puts a root with one child above the root of a tree that is not empty.
    ///
    /// # Safety
    ///
    /// - The tree is whole. It is [`Raised`](super::split::Raised) until the new root has a second child.
    pub(super) unsafe fn raise(&mut self) -> Option<()> {
        // SAFETY: the new branch is fresh, and takes the place of the root, of the level below.
        unsafe {
            match self.root() {
                Root::Branched(mut head) => {
                    let child = head.as_ref().root;
                    let root = self.new_branch(Branch::from_raw(child).get().level + 1, 2)?;
                    self.set_only_child(root, child);
                    head.as_mut().root = root.raw();
                }
                Root::Leaf(leaf) => _ = self.raise_lone(leaf)?,
                Root::Empty => unreachable!("an empty tree has no root"),
            }
        }
        Some(())
    }

    /// Makes a node the only child of a new branch.
    ///
    /// # Safety
    ///
    /// - The branch is new, the node live and of the level below.
    pub(super) unsafe fn set_only_child(&self, branch: Branch, child: NonNull<u8>) {
        // SAFETY: a branch has room for a child (caller).
        unsafe {
            branch.children_row(self.descriptor).write(child);
            branch.get_mut().len = 1;
            set_parent(child, branch);
        }
    }

    /// Takes branches of one child off the root.
    ///
    /// # Safety
    ///
    /// - The tree is whole but for such a root.
    pub(super) unsafe fn lower_root(&mut self) {
        while let Root::Branched(mut head) = self.root() {
            // SAFETY: head and root are live; they are freed after the root's only child has taken its place.
            unsafe {
                let root = Branch::from_raw(head.as_ref().root);
                if root.len() > 1 {
                    return;
                }
                let child = root.child(self.descriptor, 0);
                if root.over_leaves() {
                    self.set_lone(Leaf::from_raw(child));
                    self.free_head(head);
                } else {
                    head.as_mut().root = child;
                }
                self.free_branch(root);
            }
        }
    }

    /// Moves the entries of `leaf` into a new leaf with that capacity. Frees `leaf`.
    ///
    /// # Safety
    ///
    /// - `leaf` is live, the caller its only user; `len <= capacity`.
    #[inline]
    pub(super) unsafe fn reallocate(&self, leaf: Leaf, capacity: usize) -> Option<Leaf> {
        // SAFETY: the new leaf has room for all entries (caller).
        unsafe {
            let fit = self.new_leaf(leaf.first_key_in_parent(), capacity)?;
            rows::refit(self.alloc, self.descriptor, leaf, fit);
            Some(fit)
        }
    }

    /// Moves a leaf of this tree into a block with that capacity.
    ///
    /// # Safety
    ///
    /// - `leaf` is a leaf of this tree, child `hint` of its parent most likely; `len <= capacity`.
    pub(super) unsafe fn resize_leaf(&mut self, leaf: Leaf, hint: usize, capacity: usize) -> Option<Leaf> {
        // SAFETY: the new leaf has the link of the old one, and takes its place.
        unsafe {
            let fit = self.reallocate(leaf, capacity)?;
            self.replace_leaf(leaf, fit, hint);
            Some(fit)
        }
    }

    /// Moves a branch of this tree into a block with that capacity; the children know it.
    ///
    /// # Safety
    ///
    /// - `branch` is a branch of this tree; `1 <= len <= capacity`.
    pub(super) unsafe fn resize_branch(&mut self, branch: Branch, capacity: usize) -> Option<Branch> {
        // SAFETY: the new rows have room for everything; the old block is freed with all moved out, and the tree
        // points to the new one.
        unsafe {
            let len = branch.len();
            let fit = self.new_branch(branch.get().level, capacity)?;
            rows::fill_branch(self.descriptor, branch, 0, len, fit);
            fit.get_mut().link = branch.get().link;
            self.replace_branch(branch, fit);
            self.free_branch(branch);
            Some(fit)
        }
    }

    /// Lets the tree point to `new` where it pointed to `old`, which may be freed already.
    ///
    /// # Safety
    ///
    /// - `new` has the link of `old`, and takes its place; `old` was a leaf of this tree, child `hint` most likely.
    pub(super) unsafe fn replace_leaf(&mut self, old: Leaf, new: Leaf, hint: usize) {
        // SAFETY: a leaf of a tall tree has a live parent, of which `old` is a child still.
        unsafe {
            let Root::Branched(_) = self.root() else { return self.set_lone(new) };
            self.note_moved(old, new);
            let parent = parent_of(new.raw());
            let index = child_index(self.descriptor, parent, old.raw(), hint);
            parent.children_row(self.descriptor).add(index).write(new.raw());
        }
    }

    /// Lets the tree point to `new` where it pointed to `old`, which may be freed already.
    ///
    /// # Safety
    ///
    /// - `new` has the link of `old`, and takes its place; `old` was a branch of this tree.
    pub(super) unsafe fn replace_branch(&mut self, old: Branch, new: Branch) {
        let Root::Branched(mut head) = self.root() else { unreachable!("a branch makes a tree tall") };
        // SAFETY: head and parent are live; `old` is a child of the parent still.
        unsafe {
            let head = head.as_mut();
            if head.root == old.raw() {
                head.root = new.raw();
                return;
            }
            let parent = parent_of(new.raw());
            let index = child_index(self.descriptor, parent, old.raw(), usize::MAX);
            parent.children_row(self.descriptor).add(index).write(new.raw());
        }
    }

    /// Notes that an edge leaf of a tall tree moved.
    ///
    /// # Safety
    ///
    /// - The leaf `old` was moved to `new`.
    pub(super) unsafe fn note_moved(&mut self, old: Leaf, new: Leaf) {
        if let Root::Branched(mut head) = self.root() {
            // SAFETY: the head is live.
            let head = unsafe { head.as_mut() };
            if head.first == old.raw() {
                head.first = new.raw();
            }
            if head.last == old.raw() {
                head.last = new.raw();
            }
        }
    }

    /// Whether a leaf of this tree is its first one.
    pub(super) fn is_first(&self, leaf: Leaf) -> bool {
        match self.root() {
            // SAFETY: the head is live.
            Root::Branched(head) => unsafe { head.as_ref().first == leaf.raw() },
            _ => true,
        }
    }

    /// Whether a leaf of this tree is its last one.
    pub(super) fn is_last(&self, leaf: Leaf) -> bool {
        match self.root() {
            // SAFETY: the head is live.
            Root::Branched(head) => unsafe { head.as_ref().last == leaf.raw() },
            _ => true,
        }
    }

    /// Notes the last leaf of a tall tree.
    ///
    /// # Safety
    ///
    /// - `leaf` is the last leaf of this tree.
    pub(super) unsafe fn set_last(&mut self, leaf: Leaf) {
        if let Root::Branched(mut head) = self.root() {
            // SAFETY: the head is live.
            unsafe { head.as_mut() }.last = leaf.raw();
        }
    }

    /// Notes the first leaf of a tall tree.
    ///
    /// # Safety
    ///
    /// - `leaf` is the first leaf of this tree.
    pub(super) unsafe fn set_first(&mut self, leaf: Leaf) {
        if let Root::Branched(mut head) = self.root() {
            // SAFETY: the head is live.
            unsafe { head.as_mut() }.first = leaf.raw();
        }
    }

    /// Counts entries that came to a tall tree; a lone leaf counts its own.
    pub(super) fn count_more(&mut self, entries: usize) {
        if let Root::Branched(mut head) = self.root() {
            // SAFETY: the head is live.
            unsafe { head.as_mut() }.len += entries;
        }
    }

    /// Notes that entries went out of a tall tree; a lone leaf counts its own.
    pub(super) fn count_less(&mut self, entries: usize) {
        if let Root::Branched(mut head) = self.root() {
            // SAFETY: the head is live.
            unsafe { head.as_mut() }.len -= entries;
        }
    }

    /// Makes the tree empty whose nodes somebody else owns now: all but the head, which is freed.
    ///
    /// # Safety
    ///
    /// - The nodes are owned by another tree.
    pub(super) unsafe fn give_up_head(&mut self) {
        let root = self.root();
        self.set_empty();
        if let Root::Branched(head) = root {
            // SAFETY: the head is this tree's, which does not know it any more.
            unsafe { self.free_head(head) };
        }
    }

    /// Notes in which order inserts come.
    pub(super) fn set_run(&mut self, run: SequentialInsert) {
        if let Root::Branched(mut head) = self.root() {
            // SAFETY: the head is live.
            unsafe { head.as_mut() }.run = run;
        }
    }

    /// Frees all nodes, leaking what is in them. The tree is empty then.
    ///
    /// # Safety
    ///
    /// - Nobody uses a node or an entry of the tree afterwards.
    pub(super) unsafe fn free_nodes(&mut self) {
        // SAFETY: every node is freed once, after its children; nobody uses them afterwards (caller).
        unsafe {
            match self.root() {
                Root::Empty => {}
                Root::Leaf(leaf) => self.free_leaf(leaf),
                Root::Branched(head) => {
                    self.free_below(Branch::from_raw(head.as_ref().root), true);
                    self.free_head(head);
                }
            }
        }
        self.set_empty();
    }

    /// Frees a branch and the branches below it, with the leaves or without: as deep a recursion as the tree is high.
    ///
    /// # Safety
    ///
    /// - The nodes are live and of this tree's allocator, and nobody uses them afterwards.
    pub(super) unsafe fn free_below(&self, branch: Branch, leaves: bool) {
        // SAFETY: children are live nodes of the level below, each freed once.
        unsafe {
            if leaves || !branch.over_leaves() {
                for child in branch.children(self.descriptor) {
                    if branch.over_leaves() {
                        self.free_leaf(Leaf::from_raw(*child));
                    } else {
                        self.free_below(Branch::from_raw(*child), leaves);
                    }
                }
            }
            self.free_branch(branch);
        }
    }
}
