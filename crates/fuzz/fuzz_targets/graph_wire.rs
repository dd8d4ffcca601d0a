//! Bytes from strangers: read as messages, merged by any budget, written and read again; and read as a document, loaded.
//!
//! What is checked, besides that nothing panics: all ways to read agree; a budget does not matter; what is written is
//! read back as it was; a page of the graph builds the same graph again; a load context comes back clear.

#![no_main]

use btree_graph::wire::{self, WriteError};
use btree_graph::{ContextPool, DeferredLimit, Export, Graph, Message, PageLimit, Put, State, Step};
use libfuzzer_sys::fuzz_target;
use std::io::{self, Read};
use std::num::NonZero;
use std::ops::ControlFlow;

/// A reader that gives a few bytes at a time.
struct Drip<'a>(&'a [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = buffer.len().min(self.1);
        self.0.read(&mut buffer[..bytes])
    }
}

/// Merges a message; with what the last step said, as text, because NaN is not equal to itself.
fn merged(message: &Message, budget: NonZero<usize>, now: State) -> (Graph, String) {
    let (mut graph, mut put) = (
        Graph::with_deferred_limit(DeferredLimit { bytes: 64, ..DeferredLimit::updates(4) }),
        Put::new(message),
    );
    let keys: usize =
        message.nodes().iter().map(|node| 1 + node.body.as_ref().map_or(0, |body| body.fields.len())).sum();
    let mut steps = 0;
    loop {
        let step = put.step(&mut graph, budget, now);
        steps += 1;
        assert!(steps <= keys + 1, "a step makes progress");
        if !matches!(step, Step::Yield { .. }) {
            let step = format!("{step:?}");
            graph.assert_invariants();
            return (graph, step);
        }
    }
}

fn check(message: &Message, budget: NonZero<usize>) {
    let now = State::from(100);
    let (mut graph, end) = merged(message, budget, now);
    assert_eq!(merged(message, NonZero::<usize>::MAX, now), (graph.clone(), end));

    match wire::to_vec(message) {
        Ok(json) => {
            let again = wire::from_slice(&json).expect("what was written can be read");
            // The key `_`, names of peers and the order of members may have been put right.
            assert_eq!(wire::to_vec(&again).expect("and written again"), json);
            assert_eq!(merged(&again, budget, now).0, graph);
        }
        Err(WriteError::NotAValue { .. }) => {}
        Err(error) => panic!("{error}"),
    }

    while graph.deferred() > 0 {
        graph.run_due(budget, State::MAX);
    }
    graph.assert_invariants();
    check_pages(&graph, budget);
}

/// The pages of a graph, each written and read, build it again.
fn check_pages(graph: &Graph, budget: NonZero<usize>) {
    let (mut copy, mut export) = (Graph::new(), Export::all());
    while let Some(page) = export.next_page(graph, PageLimit { keys: budget, bytes: 100 }) {
        let json = wire::to_vec(&page.into_reply("r", "q")).expect("a page can be written");
        let page = wire::from_slice(&json).expect("and read");
        Put::new(page).run(&mut copy, State::MAX).expect("a page is valid");
    }
    assert_eq!(copy, *graph);
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, json)) = bytes.split_first() else { return };
    let budget = NonZero::new(1 + usize::from(first % 8)).expect("above zero");
    let drip = || Drip(json, 1 + usize::from(first / 8));

    let mut messages = Vec::new();
    let end = wire::read_each(drip(), |message| {
        check(&message, budget);
        messages.push(message);
        ControlFlow::<()>::Continue(())
    });
    match (wire::from_slice(json), wire::from_reader(drip())) {
        (Ok(message), Ok(read)) => {
            assert_eq!(format!("{message:?}"), format!("{read:?}"));
            assert!(end.is_ok() && messages.len() == 1);
        }
        (Err(error), Err(read)) => assert_eq!((&error.fault, &error.path), (&read.fault, &read.path)),
        (slice, read) => panic!("{slice:?} {read:?}"),
    }

    if let Ok(document) = wire::document_from_slice(json) {
        assert_eq!(wire::document_from_reader(drip()).as_ref(), Ok(&document));
        let (pool, mut graph) = (ContextPool::default(), Graph::new());
        let load = |graph: &mut Graph| pool.load(&document, "r", graph, State::ZERO, State::ZERO);
        let first = load(&mut graph);
        let before = graph.clone();
        match (first, load(&mut graph)) {
            (Ok(first), Ok(again)) => {
                assert_eq!((again.report.applied, again.report.total()), (0, first.report.total()));
                assert_eq!((again.early, again.late, again.unset), (first.early, first.late, first.unset));
            }
            (Err(first), Err(again)) => assert_eq!(first.to_string(), again.to_string()),
            (first, again) => panic!("{first:?} {again:?}"),
        }
        assert_eq!(graph, before, "to load again changes nothing");
        graph.assert_invariants();
        check_pages(&graph, budget);
    }
});
