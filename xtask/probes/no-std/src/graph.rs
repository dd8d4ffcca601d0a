//! Uses the graph: a message merged step by step, pages read out, a document loaded.

use alloc::format;
use btree_graph::{
    ContextPool, Document, Export, Graph, Message, NodeUpdate, PageLimit, Put, State, Step, Value,
};

/// Enough for many steps and pages.
const KEYS: usize = 1_000;

/// Runs through all of it.
pub(crate) fn exercise() {
    let now = State::from(1);
    let mut node = NodeUpdate::new("wide");
    for key in 0..KEYS {
        node.push(&format!("{key}"), Value::text("value"), now);
    }
    let (mut graph, mut put) = (Graph::new(), Put::new(Message::put("m", [node])));
    let mut yields = 0;
    while let Step::Yield { .. } = put.step(&mut graph, Put::BUDGET, now) {
        yields += 1;
    }
    assert_eq!((yields, put.report().applied), (111, KEYS as u64));

    let (mut copy, mut export) = (Graph::new(), Export::all());
    while let Some(page) = export.next_page(&graph, PageLimit { bytes: 500, ..PageLimit::default() }) {
        assert!(Put::new(page.into_reply("r", "m")).run(&mut copy, now).is_ok());
    }
    assert!(copy == graph);

    let pool = ContextPool::default();
    let document = Document::new().required("to", "id").child("c", Document::identified("id").value("v", 1));
    let loaded = pool.load(&document, "root", &mut graph, now, now);
    assert!(loaded.is_ok_and(|loaded| loaded.late == 1));
    assert!(graph.get("root", "to").is_some_and(|(value, _)| *value == Value::link("root/c")));
}
