//! The oracle: one graph in this process, fed the same updates.

use btree_graph::{Graph, Message, NodeUpdate, Put, State, Value};
use serde_json::{Value as Json, json};

/// The lines of a dump of a graph that has been fed these writes.
pub(crate) fn dump<'w>(writes: impl IntoIterator<Item = &'w String>) -> Vec<Json> {
    let mut graph = Graph::new();
    for line in writes {
        let line: Json = serde_json::from_str(line).expect("a write");
        let text = |at: usize| line[at].as_str().expect("a name");
        let value = match &line[2] {
            Json::Null => Value::Null,
            Json::Bool(bool) => (*bool).into(),
            Json::Number(number) => {
                Value::number(number.as_f64().expect("a number")).expect("a finite number")
            }
            Json::String(text) => Value::text(text),
            link => Value::link(link["#"].as_str().expect("a soul")),
        };
        let state = State::new(line[3].as_f64().expect("a state")).expect("a finite state");
        let update = NodeUpdate::new(text(0)).with(text(1), value, state);
        Put::new(Message::put("m", [update])).run(&mut graph, State::MAX).expect("a valid update");
    }
    let mut lines = Vec::new();
    for (soul, node) in graph.iter() {
        for (key, value, state) in node.iter() {
            let value = match value {
                Value::Null => Json::Null,
                Value::Bool(bool) => json!(bool),
                Value::Number(number) => json!(number.get()),
                Value::Text(text) => json!(text),
                Value::Link(soul) => json!({ "#": soul }),
            };
            lines.push(json!([soul, key, value, state.get()]));
        }
    }
    lines
}

/// Checks that a dump is that of the oracle.
pub(crate) fn assert_dump<'w>(dump_of_daemon: &str, writes: impl IntoIterator<Item = &'w String>) {
    let expected = dump(writes);
    let found: Vec<Json> =
        dump_of_daemon.lines().map(|line| serde_json::from_str(line).expect("a line")).collect();
    assert_eq!(found.len(), expected.len(), "items");
    for (found, expected) in found.iter().zip(&expected) {
        assert_eq!(found, expected);
    }
}
