//! Loading documents: identifiers, references, the pool, and what goes wrong.

use btree_graph::{
    ContextPool, Discard, Document, Graph, LoadError, Loaded, MAX_DEPTH, MissingLink, NodeSink, Outcome,
    PoolCounts, Report, Sink, State, Value, ValueRef,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

const NOW: State = State::ZERO;

fn load(document: &Document, graph: &mut Graph) -> Result<Loaded, LoadError> {
    ContextPool::default().load(document, "r", graph, NOW, NOW)
}

fn link(graph: &Graph, soul: &str, key: &str) -> Option<String> {
    match graph.get(soul, key)?.0 {
        Value::Link(soul) => Some(soul.to_string()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn references_resolve_at_once_when_known_and_after_the_root_when_not() {
    let target = || Document::identified("t").value("name", "target");
    let early = Document::new().child("a", target()).required("b", "t").optional("c", "t");
    let late = Document::new().required("b", "t").optional("c", "t").child("a", target());
    for (document, counts) in [(early, (2, 0)), (late, (0, 2))] {
        let mut graph = Graph::new();
        let loaded = load(&document, &mut graph).unwrap();
        assert_eq!((loaded.early, loaded.late), counts);
        assert_eq!((loaded.documents, loaded.unset, loaded.duplicates), (2, 0, 0));
        // A name, a link to the child, two references.
        assert_eq!(loaded.report, Report { applied: 4, ..Report::default() });
        for key in ["a", "b", "c"] {
            assert_eq!(link(&graph, "r", key).as_deref(), Some("r/a"));
        }
        assert_eq!(graph.get("r/a", "name").unwrap().0, &Value::text("target"));
    }
}

#[test]
fn a_document_may_refer_to_itself_and_to_what_it_lies_in() {
    let child = Document::new().required("up", "root").required("self", "child");
    let child = Document { identifier: Some("child".into()), ..child };
    let root = Document { identifier: Some("root".into()), ..Document::new().child("c", child) };
    let mut graph = Graph::new();
    assert_eq!(load(&root, &mut graph).unwrap().early, 2);
    assert_eq!(link(&graph, "r/c", "up").as_deref(), Some("r"));
    assert_eq!(link(&graph, "r/c", "self").as_deref(), Some("r/c"));
}

#[test]
fn every_missing_link_is_named_and_all_else_is_loaded() {
    let document = Document::new()
        .value("before", 1)
        .required("x", "gone")
        .optional("y", "gone")
        .required("here", "t")
        .child("c", Document::identified("t").required("z", "lost").value("name", "t"))
        .value("after", 2);
    let mut graph = Graph::new();
    let error = load(&document, &mut graph).unwrap_err();
    let text = error.to_string();
    let LoadError::Missing { links, loaded } = error else { panic!("{error:?}") };
    let missing = |soul: &str, key: &str, identifier: &str| MissingLink {
        soul: soul.into(),
        key: key.into(),
        identifier: identifier.into(),
    };
    assert_eq!(links, [missing("r", "x", "gone"), missing("r/c", "z", "lost")]);
    assert_eq!(
        text,
        r#"required references have no target: key "x" of node "r" to "gone", key "z" of node "r/c" to "lost""#
    );
    assert_eq!((loaded.documents, loaded.late, loaded.unset), (2, 1, 1));
    for unset in ["x", "y"] {
        assert!(graph.get("r", unset).is_none());
    }
    assert!(graph.get("r", "before").is_some() && graph.get("r", "after").is_some());
    assert_eq!(link(&graph, "r", "here").as_deref(), Some("r/c"));
    assert_eq!(graph.get("r/c", "name").unwrap().0, &Value::text("t"));
}

#[test]
fn of_documents_with_one_identifier_the_first_counts_for_early_and_late_references() {
    let document = Document::new()
        .required("late", "t")
        .child("a", Document::identified("t").value("name", "first"))
        .required("between", "t")
        .child("b", Document::identified("t").value("name", "second"))
        .required("early", "t");
    let mut graph = Graph::new();
    let loaded = load(&document, &mut graph).unwrap();
    assert_eq!((loaded.duplicates, loaded.early, loaded.late), (1, 2, 1));
    for key in ["late", "between", "early"] {
        assert_eq!(link(&graph, "r", key).as_deref(), Some("r/a"), "{key}");
    }
    assert!(graph.node("r/b").is_some(), "the other one is a node all the same");
}

#[test]
fn no_two_paths_have_one_soul() {
    let leaf = |n: i32| Document::new().value("n", n);
    let document = Document::new()
        .child("a/b", leaf(1))
        .child("a", leaf(2).child("b", leaf(3)).child("", leaf(4)))
        .child("a~1b", leaf(5))
        .child("~", leaf(6))
        .child("~/é~", leaf(7));
    let mut graph = Graph::new();
    assert_eq!(load(&document, &mut graph).unwrap().documents, 8);
    assert_eq!(graph.len(), 8);
    for (soul, n) in
        [("r/a~1b", 1), ("r/a", 2), ("r/a/b", 3), ("r/a/", 4), ("r/a~01b", 5), ("r/~0", 6), ("r/~0~1é~0", 7)]
    {
        assert_eq!(graph.get(soul, "n").map(|(value, _)| value), Some(&Value::from(n)), "{soul}");
    }
    assert_eq!(link(&graph, "r", "a/b").as_deref(), Some("r/a~1b"));
}

#[test]
fn of_a_key_twice_the_greater_value_stays_and_metadata_is_skipped() {
    let document = Document::new()
        .value("k", 2)
        .value("k", 1)
        .child("c", Document::new().value("a", 1))
        .child("c", Document::new().value("b", 2))
        .value("_", 1)
        .required("_", "nobody")
        .child("_", Document::new().required("x", "nobody"));
    let mut graph = Graph::new();
    let loaded = load(&document, &mut graph).unwrap();
    assert_eq!((loaded.documents, loaded.report.applied, loaded.report.same), (3, 4, 2));
    assert_eq!(graph.get("r", "k").unwrap().0, &Value::from(2));
    assert_eq!((graph.len(), graph.node("r/c").unwrap().len()), (2, 2));
    assert!(graph.get("r", "_").is_none());
}

#[test]
fn identifiers_are_of_one_load_unless_the_loads_share_a_context() {
    let target = Document::identified("t").value("name", "t");
    let refers = Document::new().optional("to", "t");
    let (pool, mut graph) = (ContextPool::default(), Graph::new());
    pool.load(&target, "a", &mut graph, NOW, NOW).unwrap();
    assert_eq!(pool.load(&refers, "b", &mut graph, NOW, NOW).unwrap().unset, 1, "a context comes clear");
    let shared = pool.lend(|mut context| {
        context.load(&target, "a", &mut graph, NOW, NOW).unwrap();
        context.load(&refers, "b", &mut graph, NOW, NOW).unwrap()
    });
    assert_eq!((shared.early, shared.unset), (1, 0));
    assert_eq!(link(&graph, "b", "to").as_deref(), Some("a"));
}

#[test]
fn loaded_values_meet_what_is_there_by_state() {
    let (pool, mut graph) = (ContextPool::default(), Graph::new());
    let at = |state: u32| State::from(state);
    let document = |number: i32| Document::new().value("a", number);
    assert_eq!(pool.load(&document(1), "r", &mut graph, at(5), at(9)).unwrap().report.applied, 1);
    assert_eq!(pool.load(&document(2), "r", &mut graph, at(4), at(9)).unwrap().report.historical, 1);
    assert_eq!(pool.load(&document(1), "r", &mut graph, at(5), at(9)).unwrap().report.same, 1);
    assert_eq!(pool.load(&document(3), "r", &mut graph, at(99), at(9)).unwrap().report.deferred, 1);
    assert_eq!(graph.get("r", "a").unwrap().0, &Value::from(1));
}

/// A document with so many others in it, each within the one before.
fn nested(depth: usize) -> Document {
    (1..depth).fold(Document::new().value("v", 1), |inner, _| Document::new().child("c", inner))
}

#[test]
fn what_lies_too_deep_is_an_error_and_no_overflow() {
    assert_eq!(load(&nested(MAX_DEPTH), &mut Graph::new()).unwrap().documents, MAX_DEPTH as u64);
    let error = load(&nested(MAX_DEPTH + 1), &mut Graph::new()).unwrap_err();
    let LoadError::TooDeep { soul } = error else { panic!("{error:?}") };
    assert_eq!(soul.len(), 1 + 2 * MAX_DEPTH);
}

#[test]
fn the_pool_is_bounded_in_contexts_and_in_bytes() {
    let document = Document::new().optional("a", "b");
    let pool = ContextPool::new(2, 10_000);
    // Three at once: two are kept.
    pool.lend(|_| {
        pool.lend(|_| pool.lend(|mut context| context.load(&document, "r", &mut Discard, NOW, NOW).is_ok()))
    });
    assert_eq!(pool.idle(), 2);
    assert_eq!(pool.counts(), PoolCounts { hits: 0, misses: 3, discarded: 1 });
    // One that has grown beyond its bytes is not kept.
    pool.lend(|mut context| context.register(&"x".repeat(20_000), "soul"));
    assert_eq!(pool.idle(), 1);
    assert_eq!(pool.counts(), PoolCounts { hits: 1, misses: 3, discarded: 2 });
}

/// A sink that panics at its nth update.
struct Panics(usize);

struct PanicsNode<'s>(&'s mut usize);

impl Sink for Panics {
    type Node<'s> = PanicsNode<'s>;

    fn open<'s>(&'s mut self, _: &'s str) -> PanicsNode<'s> {
        PanicsNode(&mut self.0)
    }
}

impl NodeSink for PanicsNode<'_> {
    fn merge(&mut self, _: &str, _: ValueRef<'_>, _: State, _: State) -> Outcome {
        *self.0 -= 1;
        assert!(*self.0 > 0, "as wanted");
        Outcome::Applied
    }
}

#[test]
fn a_load_that_panics_leaves_the_pool_clear_and_of_use() {
    let document = Document::identified("i")
        .required("late", "t")
        .child("c", Document::identified("t").value("v", 1))
        .required("early", "t");
    let pool = ContextPool::default();
    for nth in 1..=4 {
        let panicked =
            catch_unwind(AssertUnwindSafe(|| pool.load(&document, "r", &mut Panics(nth), NOW, NOW)));
        assert!(panicked.is_err(), "update {nth}");
        assert_eq!(pool.idle(), 1);
        pool.lend(|context| {
            assert_eq!((context.resolve("i"), context.resolve("t")), (None, None), "it comes clear");
        });
    }
    assert_eq!(pool.load(&document, "r", &mut Panics(5), NOW, NOW).unwrap().late, 1);
    assert_eq!(pool.counts().misses, 1);
}
