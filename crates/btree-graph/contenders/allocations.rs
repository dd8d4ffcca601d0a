//! What puts, loads and reads allocate, counted exactly.
//!
//! Whoever includes this has an `alloc_meter::Meter` as the global allocator.

use super::models::models;
use super::sliced::{SlicedPut, Stage};
use alloc_meter::{Report, measure};
use btree_graph::{ContextPool, Discard, Graph, Memo, Message, NodeUpdate, Put, State, Step};

const NOW: State = State::ZERO;

/// Keys of the messages, in the tables.
pub const KEYS: [usize; 3] = [100, 1_000, 10_000];

/// A message of one node.
fn message(keys: usize) -> Message {
    let mut node = NodeUpdate::new("soul");
    for key in 0..keys {
        node.push(&format!("k{key:05}"), (key as u32).into(), NOW);
    }
    Message::put("m", [node])
}

/// A put of one message into a sink that keeps nothing, in batches of 9: by two integers, and by slices.
pub struct PutCosts {
    pub keys: usize,
    pub yields: usize,
    /// The most keys of a step.
    pub most: u64,
    pub stepped: Report,
    pub sliced: Report,
    /// References that the slices copy.
    pub copied: usize,
}

/// Measures the put of a message of so many keys.
pub fn put(keys: usize) -> PutCosts {
    let message = message(keys);
    let ((yields, most), stepped) = measure(|| {
        let (mut put, mut yields, mut most, mut before) = (Put::new(&message), 0, 0, 0);
        loop {
            let end = !matches!(put.step(&mut Discard, Put::BUDGET, NOW), Step::Yield { .. });
            let examined = put.report().total();
            most = most.max(examined - before);
            before = examined;
            if end {
                return (yields, most);
            }
            yields += 1;
        }
    });
    let (copied, sliced) = measure(|| {
        let mut put = SlicedPut::new(&message);
        while let Stage::Yield = put.step(&mut Discard, Put::BUDGET.get(), NOW) {}
        put.copied
    });
    PutCosts { keys, yields, most, stepped, sliced, copied }
}

/// A document that is loaded, or a memo that is read, for the first time and from then on.
pub struct LoadCosts {
    pub name: &'static str,
    pub first: Report,
    pub later: Report,
    /// The same into a graph, which keeps what is loaded.
    pub kept: Option<Report>,
}

/// Measures the loads of all models with a context from a pool, and a memo that is read after a change.
pub fn loads() -> Vec<LoadCosts> {
    let mut costs = Vec::new();
    for (name, document) in models() {
        let pool = ContextPool::default();
        let load = || measure(|| pool.load(&document, "root", &mut Discard, NOW, NOW).map(|_| ())).1;
        let (first, later) = (load(), load());
        let mut graph = Graph::new();
        let (_, kept) = measure(|| pool.load(&document, "root", &mut graph, NOW, NOW).map(|_| ()));
        costs.push(LoadCosts { name, first, later, kept: Some(kept) });
    }
    let mut graph = Graph::new();
    Put::new(message(10)).run(&mut graph, NOW).expect("the message is valid");
    let keys = |graph: &Graph| -> Vec<String> {
        graph.node("soul").into_iter().flat_map(|node| node.iter().map(|(key, ..)| key.to_owned())).collect()
    };
    let mut memo = Memo::new();
    let mut read = || measure(|| memo.read(&graph, keys).len()).1;
    let (first, later) = (read(), read());
    costs.push(LoadCosts { name: "a memo", first, later, kept: None });
    costs
}
