//! What a node takes, in this crate's graph and in the same graph on std's map: every byte asked of the allocator.
//!
//! Whoever includes this has an `alloc_meter::Meter` as the global allocator.

use super::std_graph::StdGraph;
use alloc_meter::measure;
use btree_graph::{Graph, Message, NodeUpdate, Put, Sink, State};

/// Keys of a node, in the tables.
pub const KEYS: [usize; 4] = [1, 3, 10, 100];

/// Bytes of one node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NodeBytes {
    pub keys: usize,
    /// Souls and keys: the same in both.
    pub text: f64,
    /// All the rest: the maps.
    pub ours: f64,
    pub std: f64,
}

impl NodeBytes {
    /// By how much the map of std is larger.
    pub fn factor(&self) -> f64 {
        self.std / self.ours
    }

    /// By how much the graph on it is larger, text included.
    pub fn factor_with_text(&self) -> f64 {
        (self.std + self.text) / (self.ours + self.text)
    }
}

/// The message that makes node `i`: a soul of 8 letters, keys of 4, numbers.
fn message(i: usize, keys: usize) -> Message {
    let mut node = NodeUpdate::new(&format!("s{i:07}"));
    for key in 0..keys {
        // Neither ascending nor descending.
        node.push(&format!("k{:03}", key * 37 % 101), (key as u32).into(), State::ZERO);
    }
    Message::put("m", [node])
}

/// Live bytes of a graph of `nodes` nodes. Souls come in no order.
fn live<S: Sink + Default>(nodes: usize, keys: usize) -> i64 {
    let (graph, report) = measure(|| {
        let mut graph = S::default();
        for i in 0..nodes {
            let message = message(i * 7919 % nodes, keys);
            Put::new(message).run(&mut graph, State::ZERO).expect("the message is valid");
        }
        graph
    });
    drop(graph);
    report.live_bytes
}

/// Measures graphs of `nodes` nodes.
pub fn measured(nodes: usize, keys: usize) -> NodeBytes {
    let text = (8 + 4 * keys) as f64;
    let each = |live: i64| live as f64 / nodes as f64 - text;
    NodeBytes { keys, text, ours: each(live::<Graph>(nodes, keys)), std: each(live::<StdGraph>(nodes, keys)) }
}
