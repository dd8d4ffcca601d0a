//! What a put promises: bounded steps, the same outcome with any budget, and the first error, wherever it is.

use btree_graph::{
    Cursor, Discard, Graph, Incoming, Kind, Message, Meta, NodeBody, NodeSink, NodeUpdate, Outcome, Put,
    Reason, Report, Sink, State, Step, Update, Value, ValueRef,
};
use quickcheck::{Arbitrary, Gen, quickcheck};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};

fn at(state: u32) -> State {
    State::from(state)
}

fn budget(budget: usize) -> NonZero<usize> {
    NonZero::new(budget).unwrap()
}

fn wide(keys: usize) -> Message {
    let mut node = NodeUpdate::new("soul");
    for key in 0..keys {
        node.push(&format!("k{key}"), (key as u32).into(), at(1));
    }
    Message::put("m", [node])
}

/// A graph that writes down every outcome, and counts.
#[derive(Default)]
struct Logged {
    graph: Graph,
    log: Vec<(String, String, Outcome)>,
}

struct LoggedNode<'s> {
    node: <Graph as Sink>::Node<'s>,
    soul: &'s str,
    log: &'s mut Vec<(String, String, Outcome)>,
}

impl Sink for Logged {
    type Node<'s> = LoggedNode<'s>;

    fn open<'s>(&'s mut self, soul: &'s str) -> LoggedNode<'s> {
        LoggedNode { node: self.graph.open(soul), soul, log: &mut self.log }
    }
}

impl NodeSink for LoggedNode<'_> {
    fn merge(&mut self, key: &str, value: ValueRef<'_>, state: State, now: State) -> Outcome {
        let outcome = self.node.merge(key, value, state, now);
        self.log.push((self.soul.into(), key.into(), outcome));
        outcome
    }
}

#[test]
fn a_thousand_keys_in_batches_of_nine_yield_111_times() {
    let keys = if cfg!(miri) { 100 } else { 1000 };
    let message = wide(keys);
    let (mut graph, mut put) = (Graph::new(), Put::new(&message));
    let mut yields = 0;
    while let Step::Yield { node, key } = put.step(&mut graph, Put::BUDGET, at(1)) {
        yields += 1;
        assert_eq!((node, key), (0, 9 * yields));
    }
    assert_eq!((yields, put.report().applied), (keys / 9, keys as u64));
    assert_eq!(graph.node("soul").unwrap().len(), keys);
    graph.assert_invariants();
}

#[test]
fn a_batch_that_ends_with_the_message_does_not_yield() {
    let message = wide(18);
    let mut put = Put::new(&message);
    assert_eq!(put.step(&mut Discard, Put::BUDGET, at(1)), Step::Yield { node: 0, key: 9 });
    let all = Report { applied: 18, ..Report::default() };
    assert_eq!(put.step(&mut Discard, Put::BUDGET, at(1)), Step::Done(all));
    assert_eq!(put.step(&mut Discard, Put::BUDGET, at(1)), Step::Done(all), "and says so again");
}

#[test]
fn no_step_examines_more_than_its_budget() {
    for each in (1..30).step_by(if cfg!(miri) { 8 } else { 1 }) {
        let mut sink = Logged::default();
        // Nodes of 0 to 24 keys: the budget is shared across nodes.
        let nodes: Vec<_> = (0..25)
            .map(|keys| {
                let mut node = NodeUpdate::new(&format!("n{keys}"));
                (0..keys).for_each(|key| node.push(&format!("{key}"), 1.into(), at(1)));
                node
            })
            .collect();
        let mut put = Put::new(Message::put("m", nodes));
        let (mut steps, mut before) = (1, 0);
        while let Step::Yield { .. } = put.step(&mut sink, budget(each), at(1)) {
            let examined = sink.log.len() - before;
            assert!(examined <= each, "{examined} of {each}");
            (steps, before) = (steps + 1, sink.log.len());
        }
        assert!(sink.log.len() - before <= each);
        assert_eq!(sink.log.len(), 300);
        // 300 keys, and one unit for the node without any, which comes first.
        assert_eq!(steps, 301_usize.div_ceil(each), "budget {each}");
    }
}

#[test]
fn nodes_without_keys_cost_as_well() {
    let nodes: Vec<_> = (0..100).map(|i| NodeUpdate::new(&i.to_string())).collect();
    let mut put = Put::new(Message::put("m", nodes));
    let mut yields = 0;
    while let Step::Yield { node, key: 0 } = put.step(&mut Discard, Put::BUDGET, at(1)) {
        yields += 1;
        assert_eq!(node, 9 * yields);
    }
    assert_eq!(yields, 11);
}

#[test]
fn an_empty_message_is_done() {
    let mut put = Put::new(Message::default());
    assert_eq!(put.step(&mut Discard, Put::BUDGET, at(1)), Step::Done(Report::default()));
}

#[test]
fn the_empty_key_and_the_empty_soul_are_legal() {
    let node = NodeUpdate::new("").with("a", 1, at(1)).with("", 2, at(1)).with("b", 3, at(1));
    let mut graph = Graph::new();
    assert_eq!(Put::new(Message::put("m", [node])).run(&mut graph, at(1)).unwrap().applied, 3);
    assert_eq!(graph.get("", ""), Some((&Value::from(2), at(1))));
}

#[test]
fn metadata_among_the_keys_is_skipped() {
    let node = NodeUpdate::new("s").with("_", 1, at(1)).with("a", 2, at(1));
    let mut graph = Graph::new();
    assert_eq!(Put::new(Message::put("m", [node])).run(&mut graph, at(1)).unwrap().total(), 1);
    assert!(graph.get("s", "_").is_none());
}

/// A way to spoil a node or a key, with what is then said of it.
type Spoil = (fn(&mut NodeUpdate), Reason);

fn body(node: &mut NodeUpdate) -> &mut NodeBody {
    node.body.as_mut().unwrap()
}

fn last(node: &mut NodeUpdate) -> &mut Update {
    body(node).fields.last_mut().unwrap()
}

const OF_NODES: [Spoil; 5] = [
    (|node| node.body = None, Reason::NodeMissing),
    (|node| body(node).meta = None, Reason::MetaMissing),
    (|node| body(node).meta.as_mut().unwrap().soul = Some("other".into()), Reason::SoulMismatch),
    (|node| body(node).meta.as_mut().unwrap().soul = None, Reason::SoulMismatch),
    (
        |node| {
            let soul = node.soul.clone();
            body(node).meta = Some(Meta { soul: Some(soul), has_states: false });
        },
        Reason::StatesMissing,
    ),
];

const OF_KEYS: [Spoil; 5] = [
    (|node| last(node).state = None, Reason::StateMissing),
    (|node| last(node).state = Some(f64::INFINITY), Reason::StateNotFinite(f64::INFINITY)),
    (|node| last(node).value = Incoming::Refused(Kind::Array), Reason::ValueNotAllowed(Kind::Array)),
    (|node| last(node).value = Incoming::Refused(Kind::Object), Reason::ValueNotAllowed(Kind::Object)),
    (|node| last(node).value = f64::NEG_INFINITY.into(), Reason::NumberNotFinite(f64::NEG_INFINITY)),
];

/// Three nodes of four keys; `spoil` spoils the one of that number, in its last key.
fn spoilt(number: usize, spoil: fn(&mut NodeUpdate)) -> Message {
    let nodes: Vec<_> = (0..3)
        .map(|n| {
            let mut node = NodeUpdate::new(&format!("n{n}"));
            (0..4).for_each(|key| node.push(&format!("k{key}"), key.into(), at(1)));
            if n == number {
                spoil(&mut node);
            }
            node
        })
        .collect();
    Message::put("m", nodes)
}

#[test]
fn every_error_is_reported_with_soul_and_key_and_what_stands_before_it_stays() {
    for (spoils, of_keys) in [(OF_NODES, false), (OF_KEYS, true)] {
        for (spoil, expected) in spoils {
            // In the first node, in the middle, and on the very last key of the last node.
            for number in 0..3 {
                for each in if cfg!(miri) { 3..4 } else { 1..14 } {
                    let (mut graph, mut put) = (Graph::new(), Put::new(spoilt(number, spoil)));
                    while let Step::Yield { .. } = put.step(&mut graph, budget(each), at(1)) {}
                    let before = 4 * number as u64 + if of_keys { 3 } else { 0 };
                    for again in 0..2 {
                        let Step::Failed { soul, key, reason, applied } =
                            put.step(&mut graph, budget(each), at(1))
                        else {
                            panic!("{expected:?} in node {number} was not found")
                        };
                        assert_eq!((soul, key), (&*format!("n{number}"), of_keys.then_some("k3")), "{again}");
                        assert_eq!((reason, applied), (expected, before), "{again}");
                    }
                    let there: usize = graph.iter().map(|(_, node)| node.len()).sum();
                    assert_eq!(there as u64, before);
                    assert_eq!(put.cursor(), Cursor { node: number, key: if of_keys { 3 } else { 0 } });
                }
            }
        }
    }
}

#[test]
fn a_state_that_is_not_a_number_is_told() {
    let mut put = Put::new(spoilt(2, |node| last(node).state = Some(f64::NAN)));
    let failure = put.run(&mut Discard, at(1)).unwrap_err();
    assert!(matches!(failure.reason, Reason::StateNotFinite(state) if state.is_nan()));
    assert_eq!(failure.to_string(), r#"key "k3" of node "n2": the state is not finite: NaN"#);
}

#[test]
fn a_failure_shows_no_more_of_long_names_than_it_must() {
    let (soul, key) = ("é".repeat(100), "x".repeat(if cfg!(miri) { 1 << 10 } else { 1 << 20 }));
    let mut node = NodeUpdate::new(&soul).with(&key, 1, at(1));
    last(&mut node).state = None;
    let mut put = Put::new(Message::put("m", [node]));
    let failure = put.run(&mut Discard, at(1)).unwrap_err();
    assert_eq!((failure.soul, failure.key), (&*soul, Some(&*key)));
    let text = format!("key {:?}… of node {soul:?}: the key has no state", "x".repeat(100));
    assert_eq!(failure.to_string(), text);
}

#[test]
fn a_put_dropped_half_way_loses_nothing_and_two_integers_resume_it() {
    let message = wide(100);
    for stop in (0..12).step_by(if cfg!(miri) { 5 } else { 1 }) {
        let mut graph = Graph::new();
        let (at_key, so_far) = {
            let mut put = Put::new(&message);
            for _ in 0..stop {
                put.step(&mut graph, Put::BUDGET, at(1));
            }
            (put.cursor(), put.report())
        };
        let there = graph.node("soul").map_or(0, btree_graph::Node::len);
        assert_eq!((there, there as u64), (100.min(9 * stop), so_far.applied));
        let report = Put::resume(&message, at_key, so_far).run(&mut graph, at(1)).unwrap();
        assert_eq!(report, Report { applied: 100, ..Report::default() }, "nothing twice, nothing left out");
        assert_eq!(graph.node("soul").unwrap().len(), 100);
    }
}

#[test]
fn a_cursor_beyond_the_message_is_its_end() {
    let message = wide(3);
    for at_key in
        [Cursor { node: 9, key: 0 }, Cursor { node: 0, key: 9 }, Cursor { node: usize::MAX, key: 1 }]
    {
        let mut put = Put::resume(&message, at_key, Report::default());
        assert_eq!(put.step(&mut Discard, Put::BUDGET, at(1)), Step::Done(Report::default()));
    }
}

/// A sink that panics at its nth update, once.
struct Panics<'a> {
    graph: &'a mut Graph,
    left: usize,
}

struct PanicsNode<'s> {
    node: <Graph as Sink>::Node<'s>,
    left: &'s mut usize,
}

impl Sink for Panics<'_> {
    type Node<'s>
        = PanicsNode<'s>
    where
        Self: 's;

    fn open<'s>(&'s mut self, soul: &'s str) -> PanicsNode<'s> {
        PanicsNode { node: self.graph.open(soul), left: &mut self.left }
    }
}

impl NodeSink for PanicsNode<'_> {
    fn merge(&mut self, key: &str, value: ValueRef<'_>, state: State, now: State) -> Outcome {
        let outcome = self.node.merge(key, value, state, now);
        *self.left = self.left.wrapping_sub(1);
        assert!(*self.left != 0, "as wanted");
        outcome
    }
}

#[test]
fn a_sink_that_panics_gets_the_same_key_again() {
    for nth in (1..=30).step_by(if cfg!(miri) { 9 } else { 1 }) {
        let mut graph = Graph::new();
        let mut sink = Panics { graph: &mut graph, left: nth };
        let mut put = Put::new(wide(30));
        let panicked = catch_unwind(AssertUnwindSafe(|| {
            while let Step::Yield { .. } = put.step(&mut sink, Put::BUDGET, at(1)) {}
        }));
        assert!(panicked.is_err());
        assert_eq!(put.cursor(), Cursor { node: 0, key: nth - 1 });
        let report = put.run(&mut graph, at(1)).unwrap();
        // The key was in when its sink panicked, so it is the same the second time.
        assert_eq!((report.applied, report.same), (29, 1));
        assert_eq!(graph.node("soul").unwrap().len(), 30);
    }
}

/// Any message: few souls, keys, values and states, so that they meet; a spoilt one now and then.
#[derive(Clone, Debug)]
struct AnyMessage(Message);

impl Arbitrary for AnyMessage {
    fn arbitrary(g: &mut Gen) -> Self {
        let number = |g: &mut Gen, of: usize| usize::arbitrary(g) % of;
        let nodes: Vec<_> = (0..number(g, 5))
            .map(|_| {
                let mut node = NodeUpdate::new(["a", "b", ""][number(g, 3)]);
                for _ in 0..number(g, 12) {
                    let value = [Value::Null, 1.into(), "x".into(), Value::link("b")][number(g, 4)].clone();
                    node.push(["k", "", "l", "_", "m"][number(g, 5)], value, at(number(g, 6) as u32));
                }
                match number(g, 60) {
                    n @ 0..5 => OF_NODES[n].0(&mut node),
                    n @ 5..10 if !body(&mut node).fields.is_empty() => OF_KEYS[n - 5].0(&mut node),
                    _ => {}
                }
                node
            })
            .collect();
        AnyMessage(Message::put("m", nodes))
    }
}

quickcheck! {
    /// Any budgets give the graph, the log and the end that one step of everything gives.
    fn any_budget_gives_the_same_graph_and_log(message: AnyMessage, budgets: Vec<u8>) -> bool {
        let now = at(4);
        let (mut whole, mut stepped) = (Logged::default(), Logged::default());
        let mut put = Put::new(&message.0);
        let end = format!("{:?}", put.step(&mut whole, NonZero::<usize>::MAX, now));
        let mut put = Put::new(&message.0);
        let mut budgets = budgets.into_iter().cycle();
        loop {
            let each = usize::from(budgets.next().unwrap_or(0) % 5) + 1;
            let before = stepped.log.len();
            let step = put.step(&mut stepped, budget(each), now);
            let examined = stepped.log.len() - before;
            if examined > each {
                return false;
            }
            if !matches!(step, Step::Yield { .. }) {
                let same = format!("{step:?}") == end;
                stepped.graph.assert_invariants();
                return same && whole.log == stepped.log && whole.graph == stepped.graph;
            }
        }
    }
}
