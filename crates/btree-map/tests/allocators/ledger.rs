//! An allocator that keeps books: every block must come back once, to it, with the layout it was made with.

use btree_map::{AllocError, Allocator, Global};
use std::alloc::Layout;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ptr::NonNull;

/// The books. Maps use `&Ledger`; when it is dropped no block may be out.
#[derive(Default)]
pub(crate) struct Ledger {
    /// By address; the pointer is the one that the allocator gave, which alone may free the block.
    live: RefCell<HashMap<usize, (NonNull<u8>, Layout)>>,
    /// Requests until one panics; none does at `None`.
    pub(crate) panics_after: Cell<Option<usize>>,
    /// Requests until one is refused, and all behind it; none is at `None`.
    pub(crate) refuses_after: Cell<Option<usize>>,
    pub(crate) given_back: Cell<usize>,
}

impl Ledger {
    pub(crate) fn live(&self) -> usize {
        self.live.borrow().len()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.live.borrow().values().map(|(_, layout)| layout.size()).sum()
    }

    /// Frees the blocks that are out.
    ///
    /// # Safety
    ///
    /// - Nobody uses them afterwards.
    pub(crate) unsafe fn free_all(&self) {
        for (block, layout) in self.live.take().into_values() {
            // SAFETY: allocated with this layout and not freed since (books), nor used afterwards (caller).
            unsafe { Global.deallocate(block, layout) };
        }
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(self.live(), 0, "every block came back");
        }
    }
}

// SAFETY: blocks are those of the global allocator, and stay valid wherever the books are.
unsafe impl Allocator for Ledger {
    fn allocate(&self, layout: Layout) -> Result<NonNull<[u8]>, AllocError> {
        match self.panics_after.get() {
            Some(0) => {
                self.panics_after.set(None);
                panic!("this allocator panics");
            }
            left => self.panics_after.set(left.map(|left| left - 1)),
        }
        match self.refuses_after.get() {
            Some(0) => return Err(AllocError),
            left => self.refuses_after.set(left.map(|left| left - 1)),
        }
        let block = Global.allocate(layout)?;
        let start = block.cast::<u8>();
        self.live.borrow_mut().insert(start.addr().get(), (start, layout));
        Ok(block)
    }

    unsafe fn deallocate(&self, block: NonNull<u8>, layout: Layout) {
        let made = self.live.borrow_mut().remove(&block.addr().get());
        assert_eq!(made.map(|(_, layout)| layout), Some(layout), "a block comes back once, as it was made");
        self.given_back.set(self.given_back.get() + 1);
        // SAFETY: the block is of the global allocator and this layout (books, and caller).
        unsafe { Global.deallocate(block, layout) };
    }
}
