//! The same graph on `std::collections::BTreeMap`: the same keys, values and states, merged by the same rules.
//!
//! It defers nothing: an update that is not due overflows.

use btree_graph::{Decision, NodeSink, Outcome, Sink, State, Value, ValueRef, decide};
use std::collections::BTreeMap;

pub type StdNode = BTreeMap<Box<str>, (Value, State)>;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct StdGraph {
    pub nodes: BTreeMap<Box<str>, StdNode>,
}

/// A node opened for updates, if it is there, and the map to put it in, if not.
pub enum StdWriter<'s> {
    Known(&'s mut StdNode),
    Unknown(&'s str, &'s mut BTreeMap<Box<str>, StdNode>),
    Lost,
}

impl Sink for StdGraph {
    type Node<'s> = StdWriter<'s>;

    fn open<'s>(&'s mut self, soul: &'s str) -> StdWriter<'s> {
        if self.nodes.contains_key(soul) {
            StdWriter::Known(self.nodes.get_mut(soul).unwrap())
        } else {
            StdWriter::Unknown(soul, &mut self.nodes)
        }
    }
}

fn merge(node: &mut StdNode, key: &str, value: ValueRef<'_>, state: State, now: State) -> Decision {
    let held = node.get_mut(key);
    let decision = decide(held.as_ref().map(|held| (held.0.as_ref(), held.1)), value, state, now);
    match (decision, held) {
        (Decision::Apply, Some(held)) => *held = (value.to_value(), state),
        (Decision::Apply, None) => {
            node.insert(key.into(), (value.to_value(), state));
        }
        _ => {}
    }
    decision
}

impl NodeSink for StdWriter<'_> {
    fn merge(&mut self, key: &str, value: ValueRef<'_>, state: State, now: State) -> Outcome {
        let decision = match self {
            StdWriter::Known(node) => merge(node, key, value, state, now),
            StdWriter::Unknown(..) => {
                let mut node = StdNode::new();
                let decision = merge(&mut node, key, value, state, now);
                if decision == Decision::Apply
                    && let StdWriter::Unknown(soul, nodes) = std::mem::replace(self, StdWriter::Lost)
                {
                    nodes.insert(soul.into(), node);
                    *self = StdWriter::Known(nodes.get_mut(soul).unwrap());
                }
                decision
            }
            StdWriter::Lost => panic!("a node was used after its map had panicked"),
        };
        match decision {
            Decision::Apply => Outcome::Applied,
            Decision::Historical => Outcome::Historical,
            Decision::Same => Outcome::Same,
            Decision::Defer => Outcome::Overflowed,
        }
    }
}
