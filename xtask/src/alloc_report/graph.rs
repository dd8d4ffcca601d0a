//! The rows of the graph: documents of four models loaded, messages put, a memo read.
//!
//! Each load is told three ways: `fresh`, with a context of its own; `pooled`, with one from a pool; and `kept`, with
//! one from a warm pool into a graph, which keeps what was loaded.

use super::WARM_UP;
use super::rows::{Cost, Row};
use crate::contenders::models;
use crate::progress::Progress;
use alloc_meter::measure;
use btree_graph::{ContextPool, Discard, Document, Graph, Memo, Message, NodeUpdate, Put, Sink, State, Step};

const NOW: State = State::ZERO;

/// References of the model that is heavy with them.
pub(super) const REFERENCES: u64 = 500;

/// Keys of the messages put.
const PUTS: [usize; 3] = [100, 1_000, 10_000];

/// Number of steps that [`rows`] takes.
pub(super) const STEPS: usize = 4 + PUTS.len() + 1;

/// Measures everything that goes through the graph.
pub(super) fn rows(progress: &Progress) -> Vec<Row> {
    let mut rows = Vec::new();
    for (name, document) in models::models() {
        progress.step(format!("load {name}"));
        rows.extend(loads(name, &document));
    }
    for keys in PUTS {
        progress.step(format!("put of {keys} keys"));
        rows.extend(puts(keys));
    }
    progress.step("a memo".into());
    rows.push(memo());
    rows
}

/// Runs `work` once, some times more, and once more.
fn row(workload: &str, subject: &str, operation: &str, operations: u64, mut work: impl FnMut()) -> Row {
    let mut run = || Cost::from(measure(&mut work).1);
    let first = run();
    (0..WARM_UP).for_each(|_| {
        run();
    });
    let (workload, subject, operation) = (workload.into(), subject.into(), operation.into());
    Row { workload, subject, operation, operations, first, steady: run() }
}

fn load<S: Sink>(pool: &ContextPool, document: &Document, sink: &mut S) -> u64 {
    let loaded = pool.load(document, "root", sink, NOW, NOW).expect("the models are sound");
    loaded.early + loaded.late
}

fn loads(name: &str, document: &Document) -> Vec<Row> {
    let workload = format!("model {name}");
    let pool = ContextPool::default();
    let references = load(&ContextPool::default(), document, &mut Discard);
    assert!(name != "reference-heavy" || references == REFERENCES);
    let (mut graph, warm) = (Graph::new(), ContextPool::default());
    load(&warm, document, &mut Discard);
    vec![
        row(&workload, "fresh", "load", 1, || {
            load(&ContextPool::default(), document, &mut Discard);
        }),
        row(&workload, "pooled", "load", 1, || {
            load(&pool, document, &mut Discard);
        }),
        row(&workload, "kept", "load", 1, || {
            load(&warm, document, &mut graph);
        }),
    ]
}

fn message(keys: usize) -> Message {
    let mut node = NodeUpdate::new("soul");
    for key in 0..keys {
        node.push(&format!("k{key:05}"), (key as u32).into(), NOW);
    }
    Message::put("m", [node])
}

fn put<S: Sink>(message: &Message, sink: &mut S) {
    let mut put = Put::new(message);
    while let Step::Yield { .. } = put.step(sink, Put::BUDGET, NOW) {}
    assert_eq!(
        put.report().total(),
        message.nodes()[0].body.as_ref().map_or(0, |body| body.fields.len() as u64)
    );
}

fn puts(keys: usize) -> [Row; 2] {
    let (message, mut graph) = (message(keys), Graph::new());
    let workload = format!("message of {keys:05} keys");
    [
        row(&workload, "stepper", "put", keys as u64, || put(&message, &mut Discard)),
        row(&workload, "kept", "put", keys as u64, || put(&message, &mut graph)),
    ]
}

fn memo() -> Row {
    let (mut graph, mut memo) = (Graph::new(), Memo::new());
    put(&message(10), &mut graph);
    let keys = |graph: &Graph| -> Vec<String> {
        graph.node("soul").into_iter().flat_map(|node| node.iter().map(|(key, ..)| key.to_owned())).collect()
    };
    row("graph of 10 keys", "memo", "read", 1, || assert_eq!(memo.read(&graph, keys).len(), 10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pooled_contexts_and_memos_allocate_once_and_steppers_never() {
        let rows = rows(&Progress::new(0));
        let find = |subject: &'static str| rows.iter().filter(move |row| row.subject == subject);
        assert_eq!(find("pooled").count(), 4);
        assert!(
            find("pooled").chain(find("memo")).all(|row| row.first.blocks > 0 && row.steady.calls() == 0)
        );
        assert!(find("fresh").all(|row| row.first == row.steady && row.steady.blocks > 0));
        assert!(find("stepper").all(|row| row.first.calls() == 0 && row.steady.calls() == 0));
        assert!(find("kept").all(|row| row.first.blocks > 0 && row.steady.calls() == 0));
    }
}
