//! The store of a peer: a graph, the index of its sums, and the updates that are not due yet.
//!
//! Invariants: every change of the graph goes through `apply`, which tells the index, or builds both anew. Nothing in the graph is later than the time it
//! was merged at.

mod bulk;

pub use bulk::BulkError;

use crate::index::{Index, Total, items};
use crate::item::{Item, Position, Range, Refused, hash};
use crate::waiting::{Waiting, WaitingLimit};
use btree_graph::{DeferredLimit, Graph, NodeSink, Outcome, Report, Sender, Sink, State, Value};

/// The limits of a store.
#[derive(Clone, Copy, Debug)]
pub struct StoreLimits {
    /// Items at most. An update of a key that is there is merged even if there are as many.
    pub items: u64,
    /// Bytes of names and texts at most, for new items.
    pub bytes: u64,
    /// What each sender may have waiting.
    pub waiting: WaitingLimit,
}

impl Default for StoreLimits {
    /// 50 million items of 8 GiB, and the default of [`WaitingLimit`].
    fn default() -> Self {
        StoreLimits { items: 50_000_000, bytes: 8 << 30, waiting: WaitingLimit::default() }
    }
}

/// A store.
#[derive(Debug)]
pub struct Store {
    graph: Graph,
    index: Index,
    waiting: Waiting,
    bytes: u64,
    limits: StoreLimits,
}

/// What became of some items.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// The counts.
    pub report: Report,
    /// The items that were applied, to be logged.
    pub applied: Vec<Item>,
    /// Items that were not valid.
    pub refused: u64,
}

impl Merged {
    /// Adds another result.
    pub fn add(&mut self, other: Merged) {
        self.report += other.report;
        self.applied.extend(other.applied);
        self.refused += other.refused;
    }
}

impl Store {
    /// An empty store.
    pub fn new(limits: StoreLimits) -> Self {
        Store {
            // What is not due waits here, with a share for each sender, and not in the graph.
            graph: Graph::with_deferred_limit(DeferredLimit::updates(0)),
            index: Index::new(),
            waiting: Waiting::new(limits.waiting),
            bytes: 0,
            limits,
        }
    }

    /// The graph.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The value of a key, and its state.
    pub fn get(&self, soul: &str, key: &str) -> Option<(&Value, State)> {
        self.graph.get(soul, key)
    }

    /// The total of all items.
    pub fn total(&self) -> Total {
        self.index.total()
    }

    /// The bytes of all names and texts.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The number of updates that are not due yet.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// When the next update is due.
    pub fn next_due(&self) -> Option<State> {
        self.waiting.next_due()
    }

    /// The total of a range, and how many pages and items were looked at for it.
    pub fn range(&self, range: &Range) -> (Total, u64) {
        self.index.range(&self.graph, range)
    }

    /// The index.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The items of a range.
    pub fn items(&self, range: &Range) -> impl Iterator<Item = (&str, &str, &Value, State)> + use<'_> {
        items(&self.graph, range)
    }

    /// Merges an item of a sender at the time `now`.
    ///
    /// # Errors
    ///
    /// If the item is not valid.
    pub fn merge(&mut self, sender: Sender, item: Item, now: State) -> Result<Merged, Refused> {
        let mut merged = Merged::default();
        let outcome = self.apply(&item, now)?;
        match outcome {
            // The graph defers nothing itself.
            Outcome::Overflowed | Outcome::Deferred if item.state > now.get() => {
                let held = self.waiting.hold(sender, item, now);
                merged.report.count(if held { Outcome::Deferred } else { Outcome::Overflowed });
            }
            outcome => {
                merged.report.count(outcome);
                if outcome == Outcome::Applied {
                    merged.applied.push(item);
                }
            }
        }
        Ok(merged)
    }

    /// Merges all items of a sender. Those that are not valid are counted.
    pub fn merge_all(&mut self, sender: Sender, items: Vec<Item>, now: State) -> Merged {
        let mut merged = Merged::default();
        for item in items {
            match self.merge(sender, item, now) {
                Ok(one) => merged.add(one),
                Err(_) => merged.refused += 1,
            }
        }
        merged
    }

    /// Merges up to `budget` updates that have waited and are due.
    pub fn run_due(&mut self, budget: usize, now: State) -> Merged {
        let mut merged = Merged::default();
        for _ in 0..budget {
            let Some(item) = self.waiting.pop_due(now) else { break };
            if let Ok(outcome) = self.apply(&item, now) {
                merged.report.count(outcome);
                if outcome == Outcome::Applied {
                    merged.applied.push(item);
                }
            }
        }
        merged
    }

    /// Forgets what a sender has waiting.
    pub fn forget(&mut self, sender: Sender) {
        self.waiting.forget(sender);
    }

    fn apply(&mut self, item: &Item, now: State) -> Result<Outcome, Refused> {
        let (value, state) = item.checked()?;
        let Position { soul, key } = &item.at;
        let before = self.graph.get(soul, key).map(|(value, state)| {
            let held = value.as_ref();
            (hash(soul, key, held, state), Item::new("", "", value, state).size() as u64)
        });
        let size = item.size() as u64;
        let names = (soul.len() + key.len()) as u64;
        if before.is_none() && state <= now {
            let full = self.index.total().count >= self.limits.items || self.bytes + size > self.limits.bytes;
            if full {
                return Ok(Outcome::Overflowed);
            }
        }
        let outcome = self.graph.open(soul).merge(key, value, state, now);
        if outcome == Outcome::Applied {
            let after = hash(soul, key, value, state);
            self.bytes = self.bytes + size - before.map_or(0, |(_, text)| text + names);
            self.index.changed(&self.graph, &item.at, before.as_ref().map(|(hash, _)| hash), &after);
        }
        Ok(outcome)
    }

    /// Checks the invariants.
    ///
    /// # Panics
    ///
    /// If one is broken.
    pub fn assert_invariants(&self) {
        self.index.assert_invariants(&self.graph);
        let items = self.items(&Range::all());
        let bytes: usize =
            items.map(|(soul, key, value, state)| Item::new(soul, key, value, state).size()).sum();
        assert_eq!(bytes as u64, self.bytes);
    }
}
