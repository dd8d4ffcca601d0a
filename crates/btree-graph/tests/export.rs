//! Reading a graph out in pages while it changes.

use btree_graph::{Export, Graph, Incoming, Message, NodeUpdate, Page, PageLimit, Put, State, Value};
use quickcheck::quickcheck;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZero;

fn put(graph: &mut Graph, soul: &str, key: &str, value: impl Into<Value>, state: u32) {
    let update = NodeUpdate::new(soul).with(key, value, State::from(state));
    Put::new(Message::put("m", [update])).run(graph, State::MAX).unwrap();
}

fn keys(keys: usize) -> PageLimit {
    PageLimit::keys(NonZero::new(keys).unwrap())
}

/// Soul, key and value of all that is in a page.
fn sent(page: &Page) -> Vec<(String, String, Value)> {
    let mut sent = Vec::new();
    for node in &page.nodes {
        for field in &node.body.as_ref().unwrap().fields {
            let Incoming::Value(value) = &field.value else { panic!("{field:?}") };
            sent.push((node.soul.to_string(), field.key.to_string(), value.clone()));
        }
    }
    sent
}

fn sample() -> Graph {
    let mut graph = Graph::new();
    for soul in ["", "a", "b", "c"] {
        for key in ["", "x", "y", "z"] {
            put(&mut graph, soul, key, 1, 1);
        }
    }
    graph
}

#[test]
fn pages_hold_everything_once_in_order_and_no_more_than_they_may() {
    let graph = sample();
    for each in 1..=17 {
        let mut export = Export::all();
        let mut all = Vec::new();
        let mut pages = 0;
        while let Some(page) = export.next_page(&graph, keys(each)) {
            let sent = sent(&page);
            assert!(sent.len() <= each);
            all.extend(sent);
            pages += 1;
            assert_eq!(page.more, all.len() < 16);
        }
        assert_eq!(pages, 16_usize.div_ceil(each));
        assert!(all.is_sorted() && all.len() == 16);
    }
}

#[test]
fn a_node_a_key_and_nothing_at_all() {
    let graph = sample();
    let mut node = Export::node("b");
    assert_eq!(sent(&node.next_page(&graph, keys(3)).unwrap()).len(), 3);
    let last = node.next_page(&graph, keys(3)).unwrap();
    assert_eq!(sent(&last), [("b".into(), "z".into(), 1.into())]);
    assert_eq!(node.next_page(&graph, keys(3)), None);

    let mut key = Export::key("b", "");
    assert_eq!(sent(&key.next_page(&graph, keys(3)).unwrap()), [("b".into(), "".into(), 1.into())]);
    assert_eq!(key.next_page(&graph, keys(3)), None);

    for mut nothing in [Export::node("none"), Export::key("a", "none"), Export::key("none", "x")] {
        assert_eq!(nothing.next_page(&graph, keys(3)), Some(Page::default()));
        assert_eq!(nothing.next_page(&graph, keys(3)), None);
    }
    assert_eq!(Export::all().next_page(&Graph::new(), keys(3)), Some(Page::default()));
}

#[test]
fn bytes_bound_a_page_but_for_one_large_key() {
    let mut graph = Graph::new();
    for i in 0..10 {
        put(&mut graph, "s", &format!("k{i}"), "x".repeat(98).as_str(), 1);
    }
    put(&mut graph, "s", "k5", "x".repeat(5000).as_str(), 2);
    let limit = PageLimit { bytes: 401, ..PageLimit::default() };
    let mut export = Export::all();
    let mut sizes = Vec::new();
    while let Some(page) = export.next_page(&graph, limit) {
        sizes.push(sent(&page).len());
    }
    // 100 bytes a key, one for the soul: four fit. The large one takes a page of its own.
    assert_eq!(sizes, [4, 1, 1, 4]);
}

#[test]
fn pages_are_messages_that_build_the_graph_anew() {
    let mut graph = sample();
    put(&mut graph, "a", "x", Value::link("b"), 5);
    let (mut copy, mut export) = (Graph::new(), Export::all());
    while let Some(page) = export.next_page(&graph, keys(3)) {
        let more = page.more;
        let reply = page.into_reply("r", "q");
        assert_eq!((reply.reply_to.as_deref(), reply.more), (Some("q"), more));
        Put::new(reply).run(&mut copy, State::MAX).unwrap();
    }
    assert_eq!(copy, graph);
}

quickcheck! {
    /// While the graph changes between pages: what was there at the start is sent exactly once, nothing is sent twice,
    /// what comes to be is sent exactly if it comes to be before the cursor, and values are those of their page.
    fn survives_mutation(start: Vec<(u8, u8)>, changes: Vec<Vec<(u8, u8)>>, each: u8) -> bool {
        let name = |number: u8| format!("{}", number % 16);
        let most = if cfg!(miri) { 6 } else { usize::MAX };
        let mut graph = Graph::new();
        let mut model = BTreeMap::new();
        for (soul, key) in start.into_iter().take(most) {
            put(&mut graph, &name(soul), &name(key), 0, 0);
            model.insert((name(soul), name(key)), 0);
        }
        let (mut export, mut got) = (Export::all(), BTreeSet::new());
        let mut expected: BTreeSet<_> = model.keys().cloned().collect();
        let mut last = None;
        let mut changes = changes.into_iter().take(most);
        let mut round = 0;
        while let Some(page) = export.next_page(&graph, keys(1 + usize::from(each % 5))) {
            for (soul, key, value) in sent(&page) {
                let place = (soul, key);
                if value != Value::from(model[&place]) || !got.insert(place.clone()) {
                    return false;
                }
                last = Some(place);
            }
            round += 1;
            for (soul, key) in changes.next().unwrap_or_default().into_iter().take(most) {
                let place = (name(soul), name(key));
                put(&mut graph, &place.0, &place.1, round, round as u32);
                if last.as_ref().is_none_or(|last| place > *last) && page.more {
                    expected.insert(place.clone());
                }
                model.insert(place, round);
            }
        }
        got == expected
    }
}
