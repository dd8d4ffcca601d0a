//! Beside GUN: what its source does with messages at the edge of what is valid, and what is done here.
//!
//! The outcomes of GUN are those of `src/root.js`, `src/valid.js` and `src/shim.js` of version 0.2020, read case by case. The
//! table in `docs/graph.md` is the one that is held here.

use btree_graph::{Export, Get, Graph, Lex, Message, NodeUpdate, PageLimit, Put, Select, State, wire};
use quickcheck::quickcheck;
use std::fmt::Write;
use std::num::NonZero;

/// What becomes of a message.
#[derive(Clone, Copy, PartialEq)]
enum End {
    /// Its key is merged.
    Merged,
    /// It is refused, and the key is named.
    Key,
    /// It is refused, and the node is named.
    Node,
    /// It is refused before anything of it is merged.
    Message,
    /// It is passed on without a word, and not merged.
    Passed,
    /// It is held, and never merged.
    Held,
}
use End::{Held, Key, Merged, Node, Passed};

impl End {
    fn text(self) -> &'static str {
        match self {
            Merged => "merged",
            Key => "refused, with soul and key",
            Node => "refused, with the soul",
            End::Message => "the whole message refused",
            Passed => "not merged, passed on",
            Held => "held for good",
        }
    }
}

/// A case: what it shows, the message, and what becomes of it in GUN and here.
type Case = (&'static str, String, End, End);

/// A message with one key of that value and that state.
fn one(value: &str, state: &str) -> String {
    node(&format!(r##"{{"_":{{"#":"s",">":{{"k":{state}}}}},"k":{value}}}"##))
}

fn node(node: &str) -> String {
    format!(r##"{{"#":"m","put":{{"s":{node}}}}}"##)
}

fn cases() -> Vec<Case> {
    let value = |what, value: &str, gun, here| (what, one(value, "1"), gun, here);
    vec![
        value("null, true, numbers, texts", "null", Merged, Merged),
        value("the empty text", r#""""#, Merged, Merged),
        value("a link", r##"{"#":"t"}"##, Merged, Merged),
        value("a link to the empty soul", r##"{"#":""}"##, Key, Key),
        value("a link with a second member", r##"{"#":"t","x":1}"##, Key, Key),
        value("a link that is a number", r##"{"#":1}"##, Key, Key),
        value("an object", "{}", Key, Key),
        value("a list", "[1]", Key, Key),
        value("a number beyond all bounds, `1e999`", "1e999", Key, Key),
        value("a text with half of a surrogate pair", r#""\ud83d""#, Merged, Key),
        ("no state", node(r##"{"_":{"#":"s",">":{}},"k":1}"##), Key, Key),
        ("a state that is null", one("1", "null"), Merged, Key),
        ("a state that is a text", one("1", r#""1""#), Merged, Key),
        ("a state beyond all bounds", one("1", "1e999"), Held, Key),
        ("the node is null", node("null"), Node, Node),
        ("the node is a text", node(r#""t""#), Node, Node),
        ("the node is a list", node("[1]"), Node, Node),
        ("no metadata", node(r#"{"k":1}"#), Node, Node),
        ("metadata that is `true`", node(r#"{"_":true,"k":1}"#), Node, Node),
        ("metadata with another soul", node(r##"{"_":{"#":"t",">":{"k":1}},"k":1}"##), Node, Node),
        ("metadata without states", node(r##"{"_":{"#":"s"},"k":1}"##), Node, Node),
        (
            "the empty soul",
            r##"{"#":"m","put":{"":{"_":{"#":"",">":{"k":1}},"k":1}}}"##.into(),
            Passed,
            Merged,
        ),
        ("the empty key", node(r##"{"_":{"#":"s",">":{"":1}},"":1}"##), Passed, Merged),
        (
            "no id, or the empty one: it is given one",
            r##"{"put":{"s":{"_":{"#":"s",">":{"k":1}},"k":1}}}"##.into(),
            Merged,
            Merged,
        ),
        (
            "an id that is a number",
            r##"{"#":5,"put":{"s":{"_":{"#":"s",">":{"k":1}},"k":1}}}"##.into(),
            Merged,
            End::Message,
        ),
        ("a put that is a number", r##"{"#":"m","put":5}"##.into(), Passed, End::Message),
        ("no JSON", r##"{"#":"m","put":{"s":"##.into(), End::Message, End::Message),
    ]
}

/// What becomes of a message here.
fn end(json: &str) -> End {
    let Ok(message) = wire::from_slice(json.as_bytes()) else { return End::Message };
    let (mut graph, mut put) = (Graph::new(), Put::new(message));
    match put.run(&mut graph, State::from(9)) {
        Ok(report) if report.applied == 1 => Merged,
        Ok(_) => Passed,
        Err(failure) if failure.key.is_some() => Key,
        Err(_) => Node,
    }
}

#[test]
fn each_case_ends_as_the_table_says() {
    let mut table = String::from("| a message with | GUN | here |\n|---|---|---|\n");
    for (what, json, gun, here) in cases() {
        assert!(end(&json) == here, "{what}: {json} is {}, not {}", end(&json).text(), here.text());
        let differs = if gun == here { "the same" } else { here.text() };
        writeln!(table, "| {what} | {} | {differs} |", gun.text()).unwrap();
    }
    let page = include_str!("../../../docs/graph.md");
    let (begin, end) = ("<!-- what tests/gun.rs holds, from here -->\n", "<!-- to here -->");
    let (_, rest) = page.split_once(begin).expect("the table has a beginning");
    let (shown, _) = rest.split_once(end).expect("the table has an end");
    assert_eq!(shown, table, "docs/graph.md shows another table; this is the one:\n{table}");
}

/// GUN's own test of a name against a range (`String.match`), which takes an empty text for none.
fn gun_matches(name: &str, lex: &Lex) -> bool {
    let (prefix, from, to) = (lex.prefix.as_deref(), lex.from.as_deref(), lex.to.as_deref());
    if [prefix, from, to].into_iter().flatten().find(|bound| !bound.is_empty()) == Some(name) {
        return true;
    }
    if prefix.filter(|prefix| !prefix.is_empty()).or(from).is_some_and(|start| name.starts_with(start)) {
        return true;
    }
    match (prefix, from, to) {
        (Some(_), ..) | (None, None, None) => false,
        (None, Some(from), Some(to)) => name >= from && name <= to,
        (None, Some(from), None) => name >= from,
        (None, None, Some(to)) => name <= to,
    }
}

/// A graph of nodes with keys, all of the same.
fn graph(souls: &[&str], keys: &[String]) -> Graph {
    let mut graph = Graph::new();
    let nodes: Vec<_> = souls
        .iter()
        .map(|soul| keys.iter().fold(NodeUpdate::new(soul), |node, key| node.with(key, 1, State::ZERO)))
        .collect();
    Put::new(Message::put("m", nodes)).run(&mut graph, State::ZERO).unwrap();
    graph
}

/// Souls and keys of an answer, in the order in which they are sent, in pages of so many keys.
fn answer(graph: &Graph, get: &Get, page: usize) -> Vec<(String, String)> {
    let mut export = Export::answer(get);
    let mut sent = Vec::new();
    while let Some(page) = export.next_page(graph, PageLimit::keys(NonZero::new(page).unwrap())) {
        for node in page.nodes {
            let fields = node.body.unwrap().fields;
            sent.extend(fields.iter().map(|field| (node.soul.to_string(), field.key.to_string())));
        }
    }
    sent
}

fn question(get: &str) -> Get {
    *wire::from_slice(format!(r##"{{"#":"m","get":{get}}}"##).as_bytes()).unwrap().get.unwrap()
}

#[test]
fn ranges_are_answered_as_the_documentation_of_gun_has_them() {
    let days: Vec<String> =
        (1..=12).flat_map(|month| [1, 15].map(|day| format!("2020-{month:02}-{day:02}"))).collect();
    let graph = graph(&["chat", "chat/2", "other"], &days);
    let keys = |get: &str| -> Vec<String> {
        answer(&graph, &question(get), 3).into_iter().map(|(_, key)| key).collect()
    };
    assert_eq!(keys(r##"{"#":"chat",".":{"*":"2020-10-"}}"##), ["2020-10-01", "2020-10-15"]);
    assert_eq!(
        keys(r##"{"#":"chat",".":{">":"2020-02-01","<":"2020-02-26"}}"##),
        ["2020-02-01", "2020-02-15"]
    );
    assert_eq!(keys(r##"{"#":"chat",".":{">":"2020-12-01"}}"##), ["2020-12-01", "2020-12-15"]);
    assert_eq!(keys(r##"{"#":"chat",".":{"<":"2020-01-31"}}"##), ["2020-01-01", "2020-01-15"]);
    assert_eq!(keys(r##"{"#":"chat",".":{"<":"2020-01-31"},"-":1}"##), ["2020-01-15", "2020-01-01"]);
    assert_eq!(keys(r##"{"#":"chat",".":{"=":"2020-01-15"}}"##), ["2020-01-15"]);
    // 4 bytes of the soul, in each page of three keys, and 10 of each key: the fourth key crosses 40.
    assert_eq!(keys(r##"{"#":"chat","%":40}"##).len(), 4);
    assert_eq!(keys(r##"{"#":"chat","%":1}"##), ["2020-01-01"]);
    assert_eq!(keys(r##"{"#":"chat",".":{"*":""}}"##).len(), 24);
    assert_eq!(keys(r##"{"#":"none",".":{"*":""}}"##).len(), 0);
    assert_eq!(keys(r##"{"#":"chat",".":{">":"b","<":"a"}}"##).len(), 0);
    let souls = answer(&graph, &question(r##"{"#":{"*":"chat"},".":"2020-05-01","-":1}"##), 1);
    let souls: Vec<_> = souls.into_iter().map(|(soul, _)| soul).collect();
    assert_eq!(souls, ["chat/2", "chat"]);
}

quickcheck! {
    /// What is in a range here is so in GUN, and the other way round, but for what the page names.
    fn a_name_is_in_a_range_as_in_gun(names: Vec<u8>, prefix: Option<u8>, from: Option<u8>, to: Option<u8>) -> bool {
        let name = |number: u8| format!("{number:o}");
        let bound = |number: Option<u8>| number.map(|number| name(number).into());
        let lex = Lex { prefix: bound(prefix), from: bound(from), to: bound(to) };
        names.into_iter().map(name).all(|name| {
            // With a prefix, GUN looks at nothing else; and what begins with the lower bound is in the range in any case.
            let beyond = lex.to.as_ref().is_some_and(|to| *name > **to);
            let differs = match (&lex.prefix, &lex.from) {
                (Some(_), from) => from.is_some() || lex.to.is_some(),
                (None, Some(from)) => beyond && name.starts_with(&**from),
                (None, None) => lex.to.is_none(),
            };
            differs || gun_matches(&name, &lex) == lex.contains(&name)
        })
    }

    /// An answer has what is in both ranges, in order, whatever the pages.
    fn an_answer_is_what_the_ranges_hold(
        keys: Vec<u8>, prefix: Option<u8>, from: Option<u8>, to: Option<u8>, reverse: bool, page: u8
    ) -> bool {
        let name = |number: u8| format!("{number:o}");
        let bound = |number: Option<u8>| number.map(|number| name(number % 32).into());
        let lex = Lex { prefix: bound(prefix), from: bound(from), to: bound(to) };
        let mut keys: Vec<String> = keys.into_iter().map(name).collect();
        let graph = graph(&["0", "1", "10", "11"], &keys);
        let range = Select::Range(lex.clone());
        let get = Get { soul: range.clone(), key: Some(range), limit: None, reverse };
        keys.sort();
        keys.dedup();
        let mut expected = Vec::new();
        for soul in ["0", "1", "10", "11"].into_iter().filter(|soul| lex.contains(soul)) {
            expected.extend(keys.iter().filter(|key| lex.contains(key)).map(|key| (soul.to_owned(), key.clone())));
        }
        if reverse {
            expected.reverse();
        }
        answer(&graph, &get, usize::from(page % 5) + 1) == expected
    }
}
