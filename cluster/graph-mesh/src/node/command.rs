//! Commands of the API: writes, reads and status.

use super::{Node, Status};
use crate::durable::Pending;
use crate::item::{Content, Item, Position, Range, Refused};
use btree_graph::{Report, Sender, State};
use std::collections::BTreeMap;
use tokio::sync::oneshot;

/// The smallest difference of two states of one key that were written here: about the resolution of a state.
const STEP: f64 = 1.0 / 1024.0;

/// The most items of a page of a dump.
const PAGE: usize = 1024;

/// A write of one key.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    /// Where.
    pub at: Position,
    /// What.
    pub content: Content,
    /// When it was written; now if there is none.
    pub state: Option<f64>,
}

/// A command.
#[derive(Debug)]
pub enum Command {
    /// Writes keys, all or none.
    Put {
        /// The keys.
        writes: Vec<Write>,
        /// Where the answer goes.
        reply: oneshot::Sender<Result<Written, PutError>>,
    },
    /// Reads a key.
    Get {
        /// Where.
        at: Position,
        /// Where the answer goes.
        reply: oneshot::Sender<Option<Got>>,
    },
    /// Reads items from a position on.
    Dump {
        /// The first position.
        from: Position,
        /// Where the answer goes.
        reply: oneshot::Sender<Dumped>,
    },
    /// Asks for the status.
    Status {
        /// Where the answer goes.
        reply: oneshot::Sender<Status>,
    },
    /// Folds the log into the snapshot.
    Fold {
        /// Where the answer goes.
        reply: oneshot::Sender<Pending>,
    },
}

/// A write that is merged.
#[derive(Debug)]
pub struct Written {
    /// What became of the keys.
    pub report: Report,
    /// Answers when the write is on disk.
    pub durable: Pending,
}

/// A value that was read, and its state.
pub type Got = Item;

/// A page of a dump.
#[derive(Debug)]
pub struct Dumped {
    /// The items.
    pub items: Vec<Item>,
    /// Where to go on.
    pub next: Option<Position>,
}

/// Why a write is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PutError {
    /// A key is not valid.
    #[error("{0}")]
    Refused(#[from] Refused),
    /// A state is later than now.
    #[error("a state is later than now")]
    Future,
    /// The store is full.
    #[error("the store is full: raise --max-items or --max-bytes")]
    Full,
    /// Too much waits for the disk.
    #[error("too many writes are waiting for the disk: try again later")]
    Busy,
}

impl Node {
    pub(super) fn command(&mut self, command: Command) {
        // Whoever asked may have gone.
        match command {
            Command::Put { writes, reply } => drop(reply.send(self.put(writes))),
            Command::Get { at, reply } => {
                let got = self.store.get(&at.soul, &at.key);
                drop(reply.send(got.map(|(value, state)| Item::new(&at.soul, &at.key, value, state))));
            }
            Command::Dump { from, reply } => {
                let range = Range { from, to: None };
                let mut items = self.store.items(&range);
                let page: Vec<_> = items
                    .by_ref()
                    .take(PAGE)
                    .map(|(soul, key, value, state)| Item::new(soul, key, value, state))
                    .collect();
                let next = items.next().map(|(soul, key, ..)| Position::new(soul, key));
                drop(reply.send(Dumped { items: page, next }));
            }
            Command::Status { reply } => drop(reply.send(self.status())),
            Command::Fold { reply } => drop(reply.send(self.journal.fold())),
        }
    }

    fn put(&mut self, writes: Vec<Write>) -> Result<Written, PutError> {
        if self.journal.backlog() > self.config.limits.backlog {
            return Err(PutError::Busy);
        }
        let now = self.clock.now();
        let mut latest: BTreeMap<Position, f64> = BTreeMap::new();
        let mut items = Vec::with_capacity(writes.len());
        for Write { at, content, state } in writes {
            let state = match state {
                Some(state) if state > now.get() => return Err(PutError::Future),
                Some(state) => state,
                None => {
                    // A write that is made here is later than all that are known here.
                    let held = self.store.get(&at.soul, &at.key).map(|(_, state)| state.get());
                    let held = held.into_iter().chain(latest.get(&at).copied()).reduce(f64::max);
                    held.map_or(now.get(), |held| now.get().max(held + STEP))
                }
            };
            let item = Item { at, content, state };
            item.checked()?;
            latest.insert(item.at.clone(), state);
            items.push(item);
        }
        let limits = self.config.limits.store;
        let more: usize = items.iter().map(Item::size).sum();
        let items_after = self.store.total().count + items.len() as u64;
        if items_after > limits.items || self.store.bytes() + more as u64 > limits.bytes {
            return Err(PutError::Full);
        }
        // No state is later than now but those that follow another one of the same key.
        let merged = self.store.merge_all(Sender::LOCAL, items, State::MAX);
        let report = merged.report;
        self.counters.applied += report.applied;
        self.counters.known += report.historical + report.same;
        self.counters.local += report.total();
        self.outgoing.extend(merged.applied.iter().cloned());
        let durable = self.journal.append(merged.applied);
        Ok(Written { report, durable })
    }
}
