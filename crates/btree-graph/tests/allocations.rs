//! Exact counts of what is allocated: by the stepper, by the put it replaces, by loads, pages and memos, and by nodes.

#[path = "../contenders/mod.rs"]
mod contenders;

use alloc_meter::{Meter, Report as Allocations, measure};
use btree_graph::{
    ContextPool, DeferredLimit, Discard, Document, Export, Graph, Memo, Message, NodeSink, NodeUpdate,
    Outcome, PageLimit, Put, Sink, State, Step, Value, ValueRef,
};
use contenders::models::{models, references};
use contenders::node_bytes;
use contenders::sliced::{SlicedPut, Stage};
use std::num::NonZero;

#[global_allocator]
static METER: Meter = Meter::system();

const NOW: State = State::ZERO;

fn wide(keys: usize) -> Message {
    let mut node = NodeUpdate::new("soul");
    for key in 0..keys {
        node.push(&format!("k{key:05}"), (key as u32).into(), NOW);
    }
    Message::put("m", [node])
}

/// Steps a put to its end; with the number of yields.
fn run<S: Sink>(message: &Message, sink: &mut S) -> usize {
    let (mut put, mut yields) = (Put::new(message), 0);
    while let Step::Yield { .. } = put.step(sink, Put::BUDGET, NOW) {
        yields += 1;
    }
    assert_eq!(put.report().total(), message.nodes()[0].body.as_ref().unwrap().fields.len() as u64);
    yields
}

#[test]
fn the_stepper_allocates_nothing() {
    for (keys, expected) in [(100, 11), (1_000, 111), (10_000, 1_111)] {
        let message = wide(keys);
        let (yields, report) = measure(|| run(&message, &mut Discard));
        assert_eq!((yields, report.calls()), (expected, 0), "{keys} keys: {report}");
    }
}

#[test]
fn all_that_a_put_allocates_is_what_the_graph_keeps() {
    let message = wide(1_000);
    let mut graph = Graph::new();
    let (_, by_put) = measure(|| run(&message, &mut graph));
    let mut direct = Graph::new();
    let ((), by_hand) = measure(|| {
        for field in &message.nodes()[0].body.as_ref().unwrap().fields {
            let btree_graph::Incoming::Value(value) = &field.value else { unreachable!() };
            direct.open("soul").merge(&field.key, value.as_ref(), NOW, NOW);
        }
    });
    // What the allocator gives beyond what it is asked for depends on what has been freed before.
    let asked = |mut report: Allocations| {
        report.live_usable = None;
        report
    };
    assert_eq!(asked(by_put), asked(by_hand));
    assert_eq!(graph, direct);
    let (_, again) = measure(|| run(&message, &mut graph));
    assert_eq!(again.calls(), 0, "what is there already takes nothing: {again}");
}

#[test]
fn the_put_that_slices_allocates_an_array_a_batch() {
    let message = wide(1_000);
    let ((steps, copied), report) = measure(|| {
        let (mut put, mut steps) = (SlicedPut::new(&message), 1);
        while let Stage::Yield = put.step(&mut Discard, 9, NOW) {
            steps += 1;
        }
        (steps, put.copied)
    });
    // The keys, and what was left of them 111 times; the array after the last batch is empty.
    assert_eq!((steps, report.blocks_allocated, report.reallocs), (112, 112, 0));
    assert_eq!(copied, (0..112).map(|batch| 1_000 - 9 * batch).sum::<usize>());
    assert_eq!((copied, report.bytes_allocated), (56_056, size_of::<&str>() as u64 / 2 * 56_056));
    assert_eq!(report.live_bytes, 0);
}

#[test]
fn what_overflows_or_is_held_already_allocates_nothing() {
    let later = State::from(9);
    let hold =
        |graph: &mut Graph, key: &str, value: ValueRef<'_>| graph.open("soul").merge(key, value, later, NOW);
    let mut graph = Graph::with_deferred_limit(DeferredLimit::updates(1));
    assert_eq!(hold(&mut graph, "k", ValueRef::Text("some text")), Outcome::Deferred);
    let (outcomes, report) = measure(|| {
        [
            hold(&mut graph, "k", ValueRef::Text("some text")),
            hold(&mut graph, "k", ValueRef::Null),
            hold(&mut graph, "other", ValueRef::Text("a text that finds no room")),
        ]
    });
    assert_eq!(outcomes, [Outcome::Deferred, Outcome::Deferred, Outcome::Overflowed]);
    assert_eq!((report.calls(), graph.deferred()), (0, 1), "{report}");
}

fn load(pool: &ContextPool, document: &Document) -> Allocations {
    measure(|| pool.load(document, "root", &mut Discard, NOW, NOW).unwrap()).1
}

#[test]
fn a_context_allocates_on_first_use_and_nothing_in_steady_state() {
    for (name, document) in models() {
        let pool = ContextPool::default();
        let first = load(&pool, &document);
        assert!(first.blocks_allocated > 0, "{name}: {first}");
        for _ in 0..3 {
            let report = load(&pool, &document);
            assert_eq!(report.calls(), 0, "{name}: {report}");
        }
    }
}

#[test]
fn what_a_document_does_not_need_is_not_allocated() {
    let ((), report) = measure(|| ContextPool::default().lend(|_| ()));
    // The pool's list of contexts, once the first one comes back.
    assert_eq!(report.blocks_allocated, 1, "{report}");
    let pool = ContextPool::default();
    let first = load(&pool, &models()[0].1);
    // The path, and that list: no table of identifiers, no list of references, no text.
    assert_eq!(first.blocks_allocated, 2, "{first}");
    let again = load(&pool, &models()[1].1);
    assert!(again.blocks_allocated >= 4, "identifiers, their table, their text, references: {again}");
}

#[test]
fn a_reference_takes_nothing_in_steady_state() {
    let pool = ContextPool::default();
    for number in [500, 0, 2, 10, 100, 500] {
        let document = references(number);
        load(&pool, &references(500));
        let report = load(&pool, &document);
        assert_eq!(report.calls(), 0, "{number} references: {report}");
    }
}

#[test]
fn a_load_allocates_what_the_graph_keeps_and_no_more() {
    for (name, document) in models() {
        let pool = ContextPool::default();
        load(&pool, &document);
        let mut graph = Graph::new();
        let (_, first) = measure(|| pool.load(&document, "root", &mut graph, NOW, NOW).unwrap());
        assert!(first.live_blocks > 0, "{name}: {first}");
        let (_, again) = measure(|| pool.load(&document, "root", &mut graph, NOW, NOW).unwrap());
        assert_eq!(again.calls(), 0, "{name}, loaded again: {again}");
        let copy = graph.clone();
        let ((), dropped) = measure(|| drop(graph));
        assert_eq!(dropped.live_bytes, -first.live_bytes, "{name}");
        drop(copy);
    }
}

#[test]
fn a_memo_read_again_allocates_nothing() {
    let mut graph = Graph::new();
    run(&wide(1_000), &mut graph);
    let names = |graph: &Graph| -> Vec<String> {
        graph.node("soul").unwrap().iter().map(|(key, ..)| key.to_string()).collect()
    };
    let mut memo = Memo::new();
    let (_, first) = measure(|| memo.read(&graph, names).len());
    assert!(first.blocks_allocated > 1_000);
    let (total, again) = measure(|| (0..100).map(|_| memo.read(&graph, names).len()).sum::<usize>());
    assert_eq!((total, again.calls()), (100_000, 0));
    graph.open("soul").merge("k00000", ValueRef::Null, State::from(1), State::from(1));
    let (_, changed) = measure(|| memo.read(&graph, names).len());
    assert_eq!(changed.blocks_allocated, first.blocks_allocated, "computed anew");
    let copy = graph.clone();
    let (_, other) = measure(|| memo.read(&copy, names).len());
    assert!(other.blocks_allocated > 1_000, "another graph, though it is equal");
}

#[test]
fn a_page_takes_memory_for_what_is_in_it_whatever_the_graph() {
    let peaks: Vec<_> = [1_000, 10_000, 100_000]
        .into_iter()
        .map(|keys| {
            let mut graph = Graph::new();
            run(&wide(keys), &mut graph);
            let limit = PageLimit::keys(NonZero::new(100).unwrap());
            let ((pages, sent), report) = measure(|| {
                let (mut export, mut pages, mut sent) = (Export::all(), 0, 0);
                while let Some(page) = export.next_page(&graph, limit) {
                    pages += 1;
                    sent +=
                        page.nodes.iter().map(|node| node.body.as_ref().unwrap().fields.len()).sum::<usize>();
                }
                (pages, sent)
            });
            assert_eq!((pages, sent, report.live_bytes), (keys / 100, keys, 0));
            report.peak_bytes
        })
        .collect();
    // Keys of `wide` have 5 digits, up to 99,999: pages are of one size.
    assert!(peaks.iter().all(|&peak| peak == peaks[0]), "{peaks:?}");
}

#[test]
fn a_node_takes_fewer_bytes_than_on_stds_map() {
    for keys in node_bytes::KEYS {
        let bytes = node_bytes::measured(1_000, keys);
        assert!(bytes.factor() > 1.0, "{bytes:?}");
        if keys <= 3 {
            assert!(bytes.factor() > 2.0, "{bytes:?}");
        }
    }
}

#[test]
fn a_key_written_null_gives_its_text_back_and_keeps_its_entry() {
    let at = |state: u32| State::from(state);
    let write = |graph: &mut Graph, value: &Value, state| {
        let mut node = NodeUpdate::new("soul");
        (0..1_000).for_each(|key| node.push(&format!("k{key:05}"), value.clone(), state));
        Put::new(Message::put("m", [node])).run(graph, at(9)).expect("the message is valid")
    };
    let (mut graph, made) = measure(|| {
        let mut graph = Graph::new();
        write(&mut graph, &Value::text("a text of 20 letters"), at(1));
        graph
    });
    let (report, deleted) = measure(|| write(&mut graph, &Value::Null, at(2)));
    assert_eq!((report.applied, graph.node("soul").unwrap().len()), (1_000, 1_000));
    assert_eq!(deleted.live_bytes, -20_000, "the texts, and nothing of the entries");
    // Keys that were never anything but null take as much: 6 bytes of text and an entry of 48 each, and the tree around them.
    let (nulls, never) = measure(|| {
        let mut graph = Graph::new();
        write(&mut graph, &Value::Null, at(2));
        graph
    });
    assert_eq!(never.live_bytes, made.live_bytes + deleted.live_bytes);
    assert_eq!(never.live_bytes, 56_100);
    assert!(nulls == graph);
    // That is what it is kept for: what was written before and comes late does not bring the key back.
    let report = write(&mut graph, &Value::text("late"), at(1));
    assert_eq!((report.historical, report.applied), (1_000, 0));
}
