//! One face for the four arenas, so that every test is written once; and nodes that watch over their own drops.

#![allow(dead_code, reason = "each test binary uses its own part")]

use arena::{BoxedArena, CompactArena, Handle, Id, MemoryPool, NodeMemory, OptimizedArena, Rejected};
use std::cell::RefCell;
use std::rc::Rc;

/// The inherent API by handle, as a trait.
pub(crate) trait Arena<T>: NodeMemory<T> {
    type Id: Id;
    fn alloc(&mut self, node: T) -> Handle<T, Self::Id>;
    fn try_alloc(&mut self, node: T) -> Result<Handle<T, Self::Id>, Rejected<T>>;
    fn get(&self, handle: Handle<T, Self::Id>) -> Option<&T>;
    fn get_mut(&mut self, handle: Handle<T, Self::Id>) -> Option<&mut T>;
    fn remove(&mut self, handle: Handle<T, Self::Id>) -> Option<T>;
    fn contains(&self, handle: Handle<T, Self::Id>) -> bool;
    fn handle(&self, index: usize) -> Option<Handle<T, Self::Id>>;
    fn entries(&self) -> Vec<(Handle<T, Self::Id>, &T)>;
    fn entries_backwards(&self) -> Vec<(Handle<T, Self::Id>, &T)>;
}

macro_rules! faces {
    ($([$($param:tt)*] $arena:ty, $id:ty;)*) => {$(
        impl<$($param)*> Arena<T> for $arena {
            type Id = $id;
            fn alloc(&mut self, node: T) -> Handle<T, $id> { self.alloc(node) }
            fn try_alloc(&mut self, node: T) -> Result<Handle<T, $id>, Rejected<T>> { self.try_alloc(node) }
            fn get(&self, handle: Handle<T, $id>) -> Option<&T> { self.get(handle) }
            fn get_mut(&mut self, handle: Handle<T, $id>) -> Option<&mut T> { self.get_mut(handle) }
            fn remove(&mut self, handle: Handle<T, $id>) -> Option<T> { self.remove(handle) }
            fn contains(&self, handle: Handle<T, $id>) -> bool { self.contains(handle) }
            fn handle(&self, index: usize) -> Option<Handle<T, $id>> { self.handle(index) }
            fn entries(&self) -> Vec<(Handle<T, $id>, &T)> {
                assert_eq!(self.iter().len(), self.len());
                self.iter().collect()
            }
            fn entries_backwards(&self) -> Vec<(Handle<T, $id>, &T)> { self.iter().rev().collect() }
        }
    )*};
}

faces! {
    [T] CompactArena<T>, usize;
    [T, I: Id] OptimizedArena<T, I>, I;
    [T, I: Id] BoxedArena<T, I>, I;
    [T, I: Id] MemoryPool<T, I>, I;
}

/// Makes one test per arena of each generic function named.
#[macro_export]
macro_rules! on_every_arena {
    ($($name:ident::<$node:ty>;)*) => {
        on_every_arena!(@ compact CompactArena; $($name $node;)*);
        on_every_arena!(@ optimized OptimizedArena; $($name $node;)*);
        on_every_arena!(@ boxed BoxedArena; $($name $node;)*);
        on_every_arena!(@ pool MemoryPool; $($name $node;)*);
    };
    (@ $module:ident $arena:ident; $($name:ident $node:ty;)*) => {
        mod $module {
            #[allow(unused_imports, reason = "the node types are the test's own")]
            use super::*;
            $(
                #[test]
                fn $name() {
                    super::$name::<arena::$arena<$node>>();
                }
            )*
        }
    };
}

/// Counts how often each numbered node was dropped.
#[derive(Clone, Default)]
pub(crate) struct Tally(Rc<RefCell<Vec<u32>>>);

impl Tally {
    pub(crate) fn node(&self, panics: bool) -> Counted {
        let mut drops = self.0.borrow_mut();
        drops.push(0);
        Counted { number: drops.len() - 1, panics, tally: self.clone() }
    }

    pub(crate) fn each_dropped_once(&self) -> bool {
        self.0.borrow().iter().all(|&drops| drops == 1)
    }

    pub(crate) fn dropped(&self) -> u32 {
        self.0.borrow().iter().sum()
    }
}

/// A node whose drop is counted, and panics if told to.
pub(crate) struct Counted {
    pub(crate) number: usize,
    panics: bool,
    tally: Tally,
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.tally.0.borrow_mut()[self.number] += 1;
        assert!(!self.panics || std::thread::panicking(), "told to panic");
    }
}
