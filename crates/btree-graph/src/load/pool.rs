//! The pool that load contexts come from and go back to.
//!
//! Invariants: what is idle in the pool is clear; there are never more idle contexts than the limit, and none that keeps
//! more memory than it may. A context comes back, and is cleared, even if the load panics.

use super::identifiers::Storage;
use super::{Document, LoadContext, LoadError, Loaded};
use crate::{Sink, State};
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

/// A pool of load contexts, which are reused.
///
/// ```
/// use btree_graph::{ContextPool, Document, Graph, State, Value};
///
/// let team = Document::new()
///     .child("member", Document::new().value("name", "Mark").required("boss", "person-1"))
///     .child("lead", Document::identified("person-1").value("name", "Amber"));
///
/// let (pool, mut graph) = (ContextPool::default(), Graph::new());
/// let loaded = pool.load(&team, "team", &mut graph, State::ZERO, State::ZERO).unwrap();
/// assert_eq!((loaded.documents, loaded.early, loaded.late), (3, 0, 1));
/// assert_eq!(graph.get("team/member", "boss").unwrap().0, &Value::link("team/lead"));
/// ```
#[derive(Debug)]
pub struct ContextPool {
    idle: RefCell<Vec<Storage>>,
    most_idle: usize,
    most_bytes: usize,
    counts: Cell<PoolCounts>,
}

/// The counts of a pool.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PoolCounts {
    /// Contexts that were reused.
    pub hits: u64,
    /// Contexts that were created.
    pub misses: u64,
    /// Contexts that were returned and freed, because the pool was full or because they were too large.
    pub discarded: u64,
}

impl ContextPool {
    /// Makes a pool that keeps up to `most_idle` contexts with up to `most_bytes` of memory each. Allocates nothing.
    #[must_use]
    pub const fn new(most_idle: usize, most_bytes: usize) -> Self {
        let counts = PoolCounts { hits: 0, misses: 0, discarded: 0 };
        ContextPool { idle: RefCell::new(Vec::new()), most_idle, most_bytes, counts: Cell::new(counts) }
    }

    /// Lends a context to `load`, which may call this method again.
    pub fn lend<R>(&self, load: impl for<'load> FnOnce(LoadContext<'load>) -> R) -> R {
        let mut lease = Lease { pool: self, storage: self.take() };
        debug_assert!(lease.storage.is_clear());
        load(LoadContext::new(&mut lease.storage))
    }

    /// Loads a document as the node `soul`, with a context of the pool. See [`LoadContext::load`].
    ///
    /// # Errors
    ///
    /// If required references have no target, or documents are nested too deep. See [`LoadError`].
    pub fn load<S: Sink>(
        &self,
        document: &Document,
        soul: &str,
        sink: &mut S,
        state: State,
        now: State,
    ) -> Result<Loaded, LoadError> {
        self.lend(|mut context| context.load(document, soul, sink, state, now))
    }

    /// Returns the counts of the pool.
    #[must_use]
    pub fn counts(&self) -> PoolCounts {
        self.counts.get()
    }

    /// Returns the number of idle contexts.
    #[must_use]
    pub fn idle(&self) -> usize {
        self.idle.borrow().len()
    }

    fn take(&self) -> Storage {
        let idle = self.idle.borrow_mut().pop();
        let mut counts = self.counts.get();
        *if idle.is_some() { &mut counts.hits } else { &mut counts.misses } += 1;
        self.counts.set(counts);
        idle.unwrap_or_default()
    }

    fn give_back(&self, mut storage: Storage) {
        storage.clear();
        let mut idle = self.idle.borrow_mut();
        if idle.len() < self.most_idle && storage.capacity_bytes() <= self.most_bytes {
            idle.push(storage);
        } else {
            let mut counts = self.counts.get();
            counts.discarded += 1;
            self.counts.set(counts);
        }
    }
}

impl Default for ContextPool {
    /// Makes a pool of up to 4 contexts with up to 1 MiB each.
    fn default() -> Self {
        Self::new(4, 1 << 20)
    }
}

/// A context that is out; it goes back when this is dropped.
struct Lease<'p> {
    pool: &'p ContextPool,
    storage: Storage,
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        self.pool.give_back(core::mem::take(&mut self.storage));
    }
}
