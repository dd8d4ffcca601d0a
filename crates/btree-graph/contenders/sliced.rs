//! The put as it was before it had a cursor: after every batch the keys that remain are copied into an array of their own.
//!
//! Faithful to the JavaScript it stands for, with `kl` for the keys that are left:
//!
//! ```js
//! kl = Object.keys(node);
//! // ... a batch of up to 9 keys, from kl[0] on, i of them ...
//! if((kl = kl.slice(i)).length){ turn(pop); return }
//! ```
//!
//! One array for the keys, one for every batch. The array after the last batch is empty and takes no memory here. The keys
//! are references of 8 bytes; an engine that packs them into 4 copies half as much.

use btree_graph::{Incoming, Message, NodeSink, Report, Sink, State, Update};

pub enum Stage {
    Yield,
    Done(Report),
}

pub struct SlicedPut<'m> {
    message: &'m Message,
    node: usize,
    /// The keys of the node that are left.
    keys: Option<Vec<&'m Update>>,
    report: Report,
    /// References copied into arrays so far.
    pub copied: usize,
}

impl<'m> SlicedPut<'m> {
    pub fn new(message: &'m Message) -> Self {
        SlicedPut { message, node: 0, keys: None, report: Report::default(), copied: 0 }
    }

    /// Merges a batch. The message must be valid.
    pub fn step<S: Sink>(&mut self, sink: &mut S, budget: usize, now: State) -> Stage {
        let mut left = budget;
        while let Some(update) = self.message.nodes().get(self.node) {
            let fields = &update.body.as_ref().expect("the message is valid").fields;
            let keys = self.keys.get_or_insert_with(|| {
                self.copied += fields.len();
                fields.iter().collect()
            });
            let mut node = sink.open(&update.soul);
            let mut i = 0;
            while i < left && i < keys.len() {
                let field = keys[i];
                let state = field.state.and_then(State::new).expect("the message is valid");
                let Incoming::Value(value) = &field.value else { panic!("the message is valid") };
                self.report.count(node.merge(&field.key, value.as_ref(), state, now));
                i += 1;
            }
            left -= i;
            self.copied += keys.len() - i;
            *keys = keys[i..].to_vec();
            if !keys.is_empty() {
                return Stage::Yield;
            }
            self.node += 1;
            self.keys = None;
        }
        Stage::Done(self.report)
    }
}
