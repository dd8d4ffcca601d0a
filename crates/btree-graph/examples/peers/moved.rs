//! How many entries of a graph's maps lie elsewhere after a step than before it.
//!
//! An entry is known by the address of its key's or soul's text, which stays when the entry moves; where it lies is the
//! address of its value or node. Exact, as far as entries are concerned that were there before: what comes to be new has
//! not moved.

use btree_graph::Graph;

/// Where every entry of a graph lies.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Text and value, entry by entry: nodes with their keys behind them.
    now: Vec<(usize, usize)>,
    before: Vec<(usize, usize)>,
}

impl Places {
    /// Notes where everything lies, and tells how many entries of the last time lie elsewhere.
    pub(crate) fn moved(&mut self, graph: &Graph) -> usize {
        std::mem::swap(&mut self.now, &mut self.before);
        self.now.clear();
        for (soul, node) in graph.iter() {
            self.now.push((soul.as_ptr().addr(), std::ptr::from_ref(node).addr()));
            let fields =
                node.iter().map(|(key, value, _)| (key.as_ptr().addr(), std::ptr::from_ref(value).addr()));
            self.now.extend(fields);
        }
        // Nothing is ever removed, so the entries of before are among those of now, in the same order.
        let mut now = self.now.iter();
        let elsewhere = |&&(text, place): &&(usize, usize)| {
            now.by_ref().find(|now| now.0 == text).is_none_or(|now| now.1 != place)
        };
        self.before.iter().filter(elsewhere).count()
    }
}
