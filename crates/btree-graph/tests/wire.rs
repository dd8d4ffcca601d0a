//! The wire format: what is read, what is written, and what is said of what is neither.

use btree_graph::wire::{self, Fault, WriteError};
use btree_graph::{
    Get, Graph, Incoming, Kind, Lex, Message, Meta, NodeBody, NodeUpdate, Number, Put, Reason, Report,
    Select, State, Update, Value, Verdict,
};
use quickcheck::{Arbitrary, Gen, quickcheck};
use std::io::{self, Read};
use std::num::NonZero;
use std::ops::ControlFlow;

/// Deeper and longer than what is read should be.
const LONG: usize = if cfg!(miri) { 1 << 10 } else { 1 << 20 };

fn read(json: &str) -> Message {
    wire::from_slice(json.as_bytes()).unwrap_or_else(|error| panic!("{json}: {error}"))
}

fn written(message: &Message) -> String {
    String::from_utf8(wire::to_vec(message).unwrap()).unwrap()
}

#[test]
fn every_member_is_read_and_written() {
    let cases = [
        r##"{"#":"m"}"##,
        r##"{"#":"m","><":"ann,bob","put":{"s":{"_":{"#":"s",">":{"k":1,"":2.5}},"k":"v","":{"#":"t"}}}}"##,
        r##"{"#":"m","@":"q","%":1,"put":{}}"##,
        r##"{"#":"m","get":{"#":"s"}}"##,
        r##"{"#":"m","get":{"#":"s",".":"k"}}"##,
        r##"{"#":"m","@":"q","ok":1}"##,
        r##"{"#":"m","@":"q","ok":{"applied":1,"historical":2,"same":3,"deferred":4,"overflowed":5}}"##,
        r##"{"#":"m","@":"q","err":"no \"state\""}"##,
        r##"{"#":"m","put":{"a":null,"b":{},"c":{"_":{}},"d":{"_":{"#":"x",">":{}},"k":null}}}"##,
        r##"{"#":"m","put":{"s":{"_":{"#":"s",">":{"a":-1,"b":1e+300}},"a":true,"b":-0.5}}}"##,
        r##"{"#":"m","get":{"#":{"*":"s","<":"s9"},".":{"*":"2026-",">":"2026-10","<":"2026-11"},"%":1000,"-":1}}"##,
        r##"{"put":{}}"##,
    ];
    for json in cases {
        assert_eq!(written(&read(json)), json);
    }
    let message = read(cases[6]);
    let report = Report { applied: 1, historical: 2, same: 3, deferred: 4, overflowed: 5 };
    assert_eq!(message.verdict, Some(Verdict::Ok(Some(report))));
    let get = Get { soul: "s".into(), key: Some("k".into()), limit: None, reverse: false };
    assert_eq!(read(cases[4]).get, Some(Box::new(get)));
    let name = |name: &str| Some(name.into());
    let get = Get {
        soul: Select::Range(Lex { prefix: name("s"), from: None, to: name("s9") }),
        key: Some(Select::Range(Lex { prefix: name("2026-"), from: name("2026-10"), to: name("2026-11") })),
        limit: NonZero::new(1000),
        reverse: true,
    };
    assert_eq!(read(cases[10]).get, Some(Box::new(get)));
    assert_eq!(read(cases[1]).seen_by, ["ann".into(), "bob".into()]);
}

#[test]
fn what_other_peers_write_is_understood() {
    // Members in another order, members unknown here, states behind the values, numbers as JavaScript writes them.
    let message = read(
        r###" { "put": {"s": {"b": 1E2, "a": 12345678901234567890, "_": {"x": [1], ">": {"a": 1.5, "b": 1}, "#": "s"}}},
             "##": 5, "dam": {"?": [{}]}, "ok": {"@": 1, "/": 2}, "><": null, "%": 0, "@": null, "#": "m" } "###,
    );
    let mut graph = Graph::new();
    assert_eq!(Put::new(&message).run(&mut graph, State::from(9)).unwrap().applied, 2);
    assert_eq!(graph.get("s", "b"), Some((&Value::from(100), State::from(1))));
    assert_eq!(graph.get("s", "a").unwrap().1, State::new(1.5).unwrap());
    assert_eq!((message.verdict, message.more), (Some(Verdict::Ok(None)), false));
    assert!(message.seen_by.is_empty() && message.reply_to.is_none());
    for (json, verdict) in [
        (r##"{"#":"m","ok":false}"##, None),
        (r##"{"#":"m","ok":0,"err":null}"##, None),
        (r##"{"#":"m","ok":true,"err":"e"}"##, Some(Verdict::Err("e".into()))),
        (r##"{"#":"m","ok":"","err":false}"##, None),
        (r##"{"#":"m","ok":"fine","err":0}"##, Some(Verdict::Ok(None))),
        (r##"{"#":"m","ok":[0],"err":-0.0}"##, Some(Verdict::Ok(None))),
        (r##"{"#":"m","ok":{"applied":-1,"same":1.5,"deferred":"1"}}"##, Some(Verdict::Ok(None))),
        (r##"{"#":"m","ok":1,"err":[1,{}]}"##, Some(Verdict::Err("".into()))),
        (r##"{"#":"m","ok":1,"err":{"code":5}}"##, Some(Verdict::Err("".into()))),
        (r##"{"#":"m","err":-1}"##, Some(Verdict::Err("".into()))),
    ] {
        assert_eq!(read(json).verdict, verdict, "{json}");
    }
    for (more, is) in
        [("1", true), ("-1", true), ("\"x\"", true), ("[]", true), ("{}", true), ("\"\"", false)]
    {
        assert_eq!(read(&format!(r##"{{"#":"m","%":{more}}}"##)).more, is, "{more}");
    }
}

#[test]
fn of_a_member_twice_the_last_counts_but_nodes_and_keys_are_updates_each() {
    assert_eq!(&*read(r##"{"#":"a","#":"b"}"##).id, "b");
    let json = r##"{"#":"m","put":{"s":{"_":{"#":"s",">":{"k":1}},"k":1,"k":2},"s":{"_":{"#":"s",">":{"k":3}},"k":0}}}"##;
    let (message, mut graph) = (read(json), Graph::new());
    let report = Put::new(&message).run(&mut graph, State::from(9)).unwrap();
    assert_eq!(report.applied, 3);
    assert_eq!(graph.get("s", "k"), Some((&Value::from(0), State::from(3))));
}

#[test]
fn what_is_well_formed_and_no_update_is_left_to_the_put() {
    let states = r##""_":{"#":"s",">":{"a":1,"k":1}},"a":1,"##;
    let node = |rest: &str| format!(r##"{{"#":"m","put":{{"s":{{{states}{rest}}}}}}}"##);
    let bare = |node: &str| format!(r##"{{"#":"m","put":{{"s":{node}}}}}"##);
    let cases = [
        (bare("null"), Reason::NodeMissing, None),
        (bare("{}"), Reason::MetaMissing, None),
        (bare(r##"{"_":null}"##), Reason::MetaMissing, None),
        (bare(r##"{"_":{">":{}}}"##), Reason::SoulMismatch, None),
        (bare(r##"{"_":{"#":"t",">":{}}}"##), Reason::SoulMismatch, None),
        (bare(r##"{"_":{"#":"s"}}"##), Reason::StatesMissing, None),
        (bare(r##"{"_":{"#":"s",">":null}}"##), Reason::StatesMissing, None),
        (node(r##""x":1"##), Reason::StateMissing, Some("x")),
        (node(r##""k":[1,{"a":[]}]"##), Reason::ValueNotAllowed(Kind::Array), Some("k")),
        (node(r##""k":{}"##), Reason::ValueNotAllowed(Kind::Object), Some("k")),
        (node(r##""k":{"#":1}"##), Reason::ValueNotAllowed(Kind::Object), Some("k")),
        (node(r##""k":{"#":"t","x":1}"##), Reason::ValueNotAllowed(Kind::Object), Some("k")),
        (node(r##""k":{"#":"t","#":1}"##), Reason::ValueNotAllowed(Kind::Object), Some("k")),
        (node(r##""k":{"#":""}"##), Reason::ValueNotAllowed(Kind::EmptyLink), Some("k")),
        (node(r##""k":"\ud83d""##), Reason::ValueNotAllowed(Kind::HalfSurrogate), Some("k")),
        (node(r##""k":{"#":"\udc00"}"##), Reason::ValueNotAllowed(Kind::HalfSurrogate), Some("k")),
        (node(r##""k":1e999"##), Reason::NumberNotFinite(f64::INFINITY), Some("k")),
        (node(r##""k":-1e999"##), Reason::NumberNotFinite(f64::NEG_INFINITY), Some("k")),
        (bare(r##""t""##), Reason::MetaMissing, None),
        (bare("[1]"), Reason::MetaMissing, None),
        (bare("0"), Reason::NodeMissing, None),
        (bare("\"\""), Reason::NodeMissing, None),
        (bare(r##"{"_":true}"##), Reason::SoulMismatch, None),
        (bare(r##"{"_":0}"##), Reason::MetaMissing, None),
        (bare(r##"{"_":{"#":5,">":{}}}"##), Reason::SoulMismatch, None),
        (bare(r##"{"_":{"#":"s",">":0}}"##), Reason::StatesMissing, None),
        (bare(r##"{"_":{"#":"s",">":1},"k":1}"##), Reason::StateMissing, Some("k")),
    ];
    for (json, reason, key) in cases {
        let mut put = Put::new(read(&json));
        let failure = put.run(&mut Graph::new(), State::from(9)).unwrap_err();
        assert_eq!((failure.soul, failure.key, failure.reason), ("s", key, reason), "{json}");
        assert_eq!(failure.applied, u64::from(key.is_some() && json.contains(states)), "{json}");
    }
    // What is not finite in JavaScript is null in JSON.
    for state in ["null", "1e999", "\"1\"", "[]", "true"] {
        let json = format!(r##"{{"#":"m","put":{{"s":{{"_":{{"#":"s",">":{{"k":{state}}}}},"k":1}}}}}}"##);
        let mut put = Put::new(read(&json));
        let failure = put.run(&mut Graph::new(), State::from(9)).unwrap_err();
        assert!(matches!(failure.reason, Reason::StateNotFinite(_)) && failure.key == Some("k"), "{failure}");
    }
}

#[test]
fn names_with_half_of_a_surrogate_pair_are_refused_alone() {
    // Pairs are characters, however they are written.
    let pair = read(
        r##"{"#":"m","put":{"\ud83d\ude00":{"_":{"#":"😀",">":{"é\u00e9":1}},"\u00e9é":"\ud83d\ude00"}}}"##,
    );
    let mut graph = Graph::new();
    Put::new(pair).run(&mut graph, State::from(9)).unwrap();
    assert_eq!(graph.get("😀", "éé"), Some((&Value::text("😀"), State::from(1))));

    let json = r##"{"#":"m","put":{"s":{"_":{"#":"s",">":{"a":1,"x\ud800":1}},"a":1,"x\ud800":1}}}"##;
    let mut put = Put::new(read(json));
    let failure = put.run(&mut graph, State::from(9)).unwrap_err();
    assert_eq!((failure.soul, failure.key.map(|key| key.starts_with("x\u{fffd}"))), ("s", Some(true)));
    assert_eq!((failure.reason, failure.applied), (Reason::ValueNotAllowed(Kind::HalfSurrogate), 1));

    let json = r##"{"#":"m","put":{"s\ud800":{"_":{"#":"s\ud800",">":{"k":1}},"k":1}}}"##;
    let mut put = Put::new(read(json));
    let failure = put.run(&mut graph, State::from(9)).unwrap_err();
    assert_eq!((failure.reason, failure.key, failure.applied), (Reason::SoulMismatch, None, 0));
}

#[test]
fn questions_are_read_however_they_are_put() {
    let question = |get: &str| read(&format!(r##"{{"#":"m","get":{get}}}"##)).get;
    let get =
        |key: Option<Select>| Some(Box::new(Get { soul: "s".into(), key, limit: None, reverse: false }));
    assert_eq!(question("null"), None);
    assert_eq!(question(r##"{"#":"s",".":null}"##), get(None));
    assert_eq!(question(r##"{"#":{"=":"s"},".":{"=":"k",">":"a"},"%":0}"##), get(Some("k".into())));
    assert_eq!(question(r##"{"#":"s",".":{"+":"x","*":null}}"##), get(Some(Select::Range(Lex::default()))));
    let reverse = question(r##"{"#":"s",".":{"-":1},"%":0.5}"##).unwrap();
    assert_eq!((reverse.reverse, reverse.limit), (true, NonZero::new(1)));
    for (json, path) in [
        (r##"{"#":1}"##, ["get", "#"]),
        (r##"{"#":"s",".":[]}"##, ["get", "."]),
        (r##"{"#":"s",".":{"*":1}}"##, ["get", "."]),
        (r##"{"#":{">":"\ud800"}}"##, ["get", "#"]),
    ] {
        let error = wire::from_slice(format!(r##"{{"#":"m","get":{json}}}"##).as_bytes()).expect_err(json);
        assert!(error.path.iter().map(|name| &**name).eq(path), "{json}: {error}");
        assert_eq!(error.fault, Fault::Unexpected("expected a text, or a range of texts".into()));
    }
}

#[test]
fn malformed_input_is_a_typed_error_that_names_the_place() {
    let unexpected = |what: &str| Fault::Unexpected(what.into());
    let syntax = |what: &str| Fault::Syntax(what.into());
    /// What is read; what is wrong with it, on which path, at which line and column.
    type Case<'a> = (&'a str, Fault, &'a [&'a str], (usize, usize));
    let cases: [Case<'_>; 10] = [
        ("", Fault::Truncated, &[], (1, 0)),
        (r##"{"#":"m""##, Fault::Truncated, &[], (1, 8)),
        (r##"{"#":"m","put":{"s":{"_":{"#":"##, Fault::Truncated, &["put", "s", "_"], (1, 30)),
        (r##"{"#":"m"} x"##, syntax("trailing characters"), &[], (1, 11)),
        (
            "{\"#\":\"m\",\n \"put\":{\"s\":{\"k\": x}}}",
            syntax("expected value"),
            &["put", "s", "k"],
            (2, 19),
        ),
        ("[]", unexpected("invalid type: sequence, expected a message"), &[], (1, 0)),
        (r##"{"#":1}"##, unexpected("invalid type: integer `1`, expected a string"), &["#"], (1, 6)),
        (r##"{"#":"m","@":[]}"##, unexpected("invalid type: sequence, expected a string"), &["@"], (1, 13)),
        (
            r##"{"#":"m","put":5}"##,
            unexpected("invalid type: integer `5`, expected nodes by soul"),
            &["put"],
            (1, 16),
        ),
        (r##"{"#":"m","get":{".":"k"}}"##, unexpected("missing field `#`"), &["get"], (1, 25)),
    ];
    for (json, fault, path, (line, column)) in cases {
        let error = wire::from_slice(json.as_bytes()).expect_err(json);
        assert_eq!(error.fault, fault, "{json}");
        assert!(error.path.iter().map(|name| &**name).eq(path.iter().copied()), "{json}: {:?}", error.path);
        assert_eq!((error.line, error.column), (line, column), "{json}");
    }
    // What is skipped and what is no value is read over without recursion, however deep.
    let deep = format!(r##"{{"#":"m","x":{}"##, "[".repeat(LONG));
    assert_eq!(wire::from_slice(deep.as_bytes()).unwrap_err().fault, Fault::Truncated);
    let deep = format!(r##"{{"#":"m","put":{{"s":{}"##, r##"{"k":"##.repeat(LONG));
    assert_eq!(wire::from_slice(deep.as_bytes()).unwrap_err().fault, Fault::Truncated);
    let error = wire::from_slice(b"{\"#\":\"\xff\"}").unwrap_err();
    assert!(matches!(error.fault, Fault::Syntax(_)), "{error:?}");
}

#[test]
fn an_error_reads_well() {
    let error = wire::from_slice(br##"{"#":"m","put":{"a/b":{"_":x}}}"##).unwrap_err();
    let text = r#"expected value, line 1 column 28, in "put" / "a/b" / "_""#;
    assert_eq!(error.to_string(), text);
}

#[test]
fn an_error_quotes_no_more_of_the_input_than_it_must() {
    let json = format!(r##"{{"#":"m","put":"{}"}}"##, "é".repeat(LONG));
    let error = wire::from_slice(json.as_bytes()).unwrap_err();
    let Fault::Unexpected(what) = &error.fault else { panic!("{error}") };
    assert!(what.starts_with("invalid type: string \"éé") && what.ends_with("é…"), "{what}");
    assert_eq!(what.chars().count(), 201);
}

#[test]
fn a_reader_that_fails_is_told_apart() {
    struct Fails;
    impl Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    let json = br##"{"#":"m","put":{"s":{"##;
    let error = wire::from_reader(json.chain(Fails)).unwrap_err();
    assert_eq!(error.fault, Fault::Io(io::ErrorKind::ConnectionReset));
    let mut ids = 0;
    let each = |_| {
        ids += 1;
        ControlFlow::<()>::Continue(())
    };
    let error = wire::read_each(br##"{"#":"m"} {"##.chain(Fails), each).unwrap_err();
    assert_eq!((error.fault, ids), (Fault::Io(io::ErrorKind::ConnectionReset), 1));
}

#[test]
fn messages_are_read_one_by_one() {
    let mut ids = String::new();
    let mut read_all = |json: &str| {
        ids.clear();
        let end = wire::read_each(json.as_bytes(), |message| {
            ids.push_str(&message.id);
            if &*message.id == "stop" { ControlFlow::Break(message) } else { ControlFlow::Continue(()) }
        });
        (end, ids.clone())
    };
    for (json, ids) in [
        ("", ""),
        (" \n", ""),
        ("[]", ""),
        (r##"{"#":"a"}"##, "a"),
        (r##" {"#":"a"}{"#":"b"} [{"#":"c"},{"#":"d"}] [] {"#":"e"} "##, "abcde"),
    ] {
        assert_eq!(read_all(json), (Ok(None), ids.into()), "{json}");
    }
    for json in [r##"{"#":"a"} {"#":"stop"} nonsense"##, r##"[{"#":"a"},{"#":"stop"},nonsense]"##] {
        let (end, ids) = read_all(json);
        assert_eq!((&*end.unwrap().unwrap().id, &*ids), ("stop", "astop"));
    }
    let (end, ids) = read_all(r##"{"#":"a"} [{"#":"b"},{"#":5}]"##);
    let error = end.unwrap_err();
    assert_eq!((&*ids, error.path.len(), error.column), ("ab", 1, 28));
    let (end, ids) = read_all(r##"{"#":"a"} ,"##);
    assert_eq!((end.unwrap_err().fault, &*ids), (Fault::Syntax("expected value".into()), "a"));
}

#[test]
fn what_json_cannot_tell_is_not_written() {
    let spoilt = |spoil: fn(&mut Update)| {
        let mut node = NodeUpdate::new("s").with("a", 1, State::ZERO).with("k", 1, State::ZERO);
        spoil(&mut node.body.as_mut().unwrap().fields[1]);
        Message::put("m", [node])
    };
    for message in [
        spoilt(|field| field.value = f64::NAN.into()),
        spoilt(|field| field.value = Incoming::Refused(Kind::Object)),
        spoilt(|field| field.state = Some(f64::INFINITY)),
    ] {
        let mut json = Vec::new();
        let error = wire::to_writer(&message, &mut json).unwrap_err();
        assert!(matches!(&error, WriteError::NotAValue { soul, key } if (&**soul, &**key) == ("s", "k")));
        assert!(json.is_empty());
    }
    let metadata = spoilt(|field| field.key = "_".into());
    assert_eq!(written(&metadata), r##"{"#":"m","put":{"s":{"_":{"#":"s",">":{"a":0}},"a":1}}}"##);
    let mut full: &mut [u8] = &mut [0; 10];
    assert!(matches!(wire::to_writer(&metadata, &mut full), Err(WriteError::Io(_))));
}

#[derive(Clone, Debug)]
struct AnyMessage(Message);

/// A text with escapes, control characters and all of Unicode in it.
fn text(g: &mut Gen) -> Box<str> {
    String::arbitrary(g).into()
}

fn value(g: &mut Gen) -> Value {
    match u8::arbitrary(g) % 6 {
        0 => Value::Null,
        1 => Value::Bool(bool::arbitrary(g)),
        2 => Value::Number(number(g)),
        // A link to the empty soul is none.
        3 => Value::link(&format!("s{}", text(g))),
        4 => Value::from(i32::arbitrary(g)),
        _ => Value::Text(text(g)),
    }
}

fn select(g: &mut Gen) -> Select {
    if bool::arbitrary(g) {
        return Select::One(text(g));
    }
    let mut bound = || bool::arbitrary(g).then(|| text(g));
    Select::Range(Lex { prefix: bound(), from: bound(), to: bound() })
}

fn get(g: &mut Gen) -> Get {
    let key = bool::arbitrary(g).then(|| select(g));
    // Numbers on the wire are floats.
    let limit = NonZero::new(u32::arbitrary(g) as usize);
    Get { soul: select(g), key, limit, reverse: bool::arbitrary(g) }
}

/// Any finite number, by its bits.
fn number(g: &mut Gen) -> Number {
    Number::new(f64::from_bits(u64::arbitrary(g))).unwrap_or(Number::ZERO)
}

impl Arbitrary for AnyMessage {
    fn arbitrary(g: &mut Gen) -> Self {
        let g = &mut Gen::new(g.size().min(12));
        let often = |g: &mut Gen| u8::arbitrary(g) % 8 != 0;
        let few = |g: &mut Gen| usize::arbitrary(g) % 5;
        let node = |g: &mut Gen| {
            let soul = text(g);
            // On the wire a state needs the metadata to stand in.
            let meta = often(g).then(|| Meta { soul: often(g).then(|| soul.clone()), has_states: often(g) });
            let has_states = meta.as_ref().is_some_and(|meta| meta.has_states);
            let mut fields: Vec<Update> = Vec::new();
            for _ in 0..few(g) {
                let key = text(g);
                if &*key != "_" && !fields.iter().any(|field| field.key == key) {
                    let state = (has_states && often(g)).then(|| number(g).get());
                    fields.push(Update { key, value: value(g).into(), state });
                }
            }
            NodeUpdate { soul, body: often(g).then_some(NodeBody { meta, fields }) }
        };
        AnyMessage(Message {
            id: text(g),
            reply_to: bool::arbitrary(g).then(|| text(g)),
            put: often(g).then(|| (0..few(g)).map(|_| node(g)).collect()),
            get: bool::arbitrary(g).then(|| Box::new(get(g))),
            more: bool::arbitrary(g),
            seen_by: (0..few(g)).map(|i| format!("peer {i}").into()).collect(),
            verdict: match u8::arbitrary(g) % 4 {
                0 => Some(Verdict::Ok(None)),
                1 => Some(Verdict::Ok(Some(Report {
                    applied: u64::arbitrary(g),
                    same: 3,
                    ..Report::default()
                }))),
                2 => Some(Verdict::Err(text(g))),
                _ => None,
            },
        })
    }
}

/// A reader that gives one byte at a time.
struct Drip<'a>(&'a [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = buffer.len().min(1);
        self.0.read(&mut buffer[..bytes])
    }
}

quickcheck! {
    fn what_is_written_is_read_back(message: AnyMessage) -> bool {
        let json = wire::to_vec(&message.0).unwrap();
        wire::from_slice(&json).as_ref() == Ok(&message.0) && wire::from_reader(Drip(&json)).as_ref() == Ok(&message.0)
    }

    fn a_message_cut_short_is_truncated(message: AnyMessage, cut: usize) -> bool {
        let json = wire::to_vec(&message.0).unwrap();
        let error = wire::from_slice(&json[..cut % json.len()]).unwrap_err();
        // A character cut in two is no text, and `2e` no number, which is found before the end is.
        let cut_in_two = |what: &str| what.contains("unicode") || what.contains("invalid number");
        error.fault == Fault::Truncated || matches!(&error.fault, Fault::Syntax(what) if cut_in_two(what))
    }
}
