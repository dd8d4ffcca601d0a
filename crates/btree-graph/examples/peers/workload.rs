//! What peers write: the same keys everywhere, with values and states of their own.

use crate::random::Random;
use btree_graph::{NodeUpdate, State, Value};
use std::fmt;

/// Nodes that each peer writes, with so many keys each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Workload {
    pub(crate) nodes: usize,
    pub(crate) keys: usize,
}

pub(crate) const ALL: [Workload; 4] = [
    Workload { nodes: 1, keys: 100 },
    Workload { nodes: 1, keys: 1_000 },
    Workload { nodes: 1, keys: 10_000 },
    Workload { nodes: 10_000, keys: 3 },
];

/// Nodes of a message.
const NODES_PER_MESSAGE: usize = 100;

/// States are whole milliseconds up to here: few enough for ties.
const STATES: usize = 100;

/// Some writers' clocks are ahead: by up to so many milliseconds.
const AHEAD: usize = 2_000;

/// A key out of so many is written by a clock that is ahead.
const ONE_AHEAD_OF: usize = 100;

impl Workload {
    /// The messages that a peer writes.
    pub(crate) fn messages(self, peer: usize, random: &mut Random) -> Vec<Vec<NodeUpdate>> {
        let nodes: Vec<_> = (0..self.nodes).map(|node| self.node(node, peer, random)).collect();
        nodes.chunks(NODES_PER_MESSAGE).map(<[_]>::to_vec).collect()
    }

    fn node(self, number: usize, peer: usize, random: &mut Random) -> NodeUpdate {
        let mut node = NodeUpdate::new(&format!("node{number:05}"));
        let mut keys: Vec<usize> = (0..self.keys).collect();
        for i in (1..keys.len()).rev() {
            keys.swap(i, random.below(i + 1));
        }
        for key in keys {
            let value = match random.below(4) {
                0 => Value::text(&format!("peer {peer}")),
                1 => Value::link(&format!("node{:05}", random.below(self.nodes))),
                2 => Value::Bool(random.below(2) == 0),
                _ => Value::from(random.below(1000) as u32),
            };
            let ahead = if random.below(ONE_AHEAD_OF) == 0 { random.below(AHEAD) } else { 0 };
            let state = State::from((random.below(STATES) + ahead) as u32);
            node.push(&format!("key{key:05}"), value, state);
        }
        node
    }
}

impl fmt::Display for Workload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Workload { nodes, keys } = self;
        write!(f, "{nodes} {} of {keys}", if *nodes == 1 { "node" } else { "nodes" })
    }
}
