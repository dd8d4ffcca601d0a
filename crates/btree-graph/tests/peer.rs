//! Peers: what they answer, what they pass on, and what they refuse.

use btree_graph::{
    ContextPool, DeferredLimit, Export, Graph, Incoming, Kind, Limits, Memo, Message, NodeUpdate, PageLimit,
    Peer, Progress, Put, Received, Report, Sender, State, Value, Verdict,
};
use std::num::NonZero;
use std::sync::Arc;

const ANN: Sender = Sender(1);

fn at(state: u32) -> State {
    State::from(state)
}

fn peer(limits: Limits) -> Peer {
    Peer::new("p", limits)
}

fn wide(id: &str, keys: usize) -> Message {
    let mut node = NodeUpdate::new("soul");
    (0..keys).for_each(|key| node.push(&format!("{key:03}"), (key as u32).into(), at(1)));
    Message::put(id, [node])
}

/// Steps until there is something to send or nothing to do; with the number of steps.
fn run(peer: &mut Peer, now: State) -> (Progress, usize) {
    for steps in 1.. {
        match peer.step(now) {
            Progress::Merged => {}
            progress => return (progress, steps),
        }
    }
    unreachable!()
}

#[test]
fn a_put_is_answered_with_counts_and_passed_on_once() {
    let mut peer = peer(Limits::default());
    let message = wide("m", 20);
    assert_eq!(peer.receive(ANN, message.clone(), at(5)), Received::Queued);
    assert_eq!(peer.receive(ANN, message.clone(), at(5)), Received::Duplicate { waiting: true });
    let (Progress::Done { reply, relay: Some(relay), .. }, 3) = run(&mut peer, at(5)) else { panic!() };
    assert_eq!(reply.reply_to.as_deref(), Some("m"));
    assert_eq!(reply.verdict, Some(Verdict::Ok(Some(Report { applied: 20, ..Report::default() }))));
    assert_eq!(relay, Message { seen_by: vec!["p".into()], ..message.clone() });
    assert_eq!(peer.receive(ANN, message, at(5)), Received::Duplicate { waiting: false });
    assert_eq!(peer.step(at(5)), Progress::Idle);
}

#[test]
fn a_message_that_failed_is_never_passed_on() {
    // Right at the end, after everything else has been applied.
    let mut message = wide("m", 20);
    let body = message.put.as_mut().unwrap()[0].body.as_mut().unwrap();
    body.fields[19].value = Incoming::Refused(Kind::Array);
    let mut peer = peer(Limits::default());
    peer.receive(ANN, message.clone(), at(5));
    let (Progress::Done { reply, relay: None, .. }, 3) = run(&mut peer, at(5)) else { panic!() };
    let text = r#"key "019" of node "soul": a value cannot be a list"#;
    assert_eq!(reply.verdict, Some(Verdict::Err(text.into())));
    assert_eq!(peer.graph().node("soul").unwrap().len(), 19);
    assert_eq!(peer.receive(ANN, message, at(5)), Received::Duplicate { waiting: false }, "nor merged again");
    assert_eq!(peer.step(at(5)), Progress::Idle);
}

#[test]
fn what_overflowed_is_welcome_again() {
    let mut peer = peer(Limits { deferred: DeferredLimit::updates(1), ..Limits::default() });
    let node = NodeUpdate::new("s").with("a", 1, at(8)).with("b", 2, at(9)).with("c", 3, at(1));
    let message = Message::put("m", [node]);
    peer.receive(ANN, message.clone(), at(5));
    let Progress::Done { reply, .. } = peer.step(at(5)) else { panic!() };
    let report = Report { applied: 1, deferred: 1, overflowed: 1, ..Report::default() };
    assert_eq!(reply.verdict, Some(Verdict::Ok(Some(report))));

    assert_eq!(peer.receive(ANN, message.clone(), at(104)), Received::TooSoon { again: at(105) });
    assert_eq!(peer.receive(ANN, message.clone(), at(105)), Received::Queued);
    assert_eq!(peer.receive(ANN, message.clone(), at(105)), Received::Duplicate { waiting: true });
    assert_eq!(peer.step(at(105)), Progress::Merged, "first what was deferred and is due");
    let Progress::Done { reply, relay: None, .. } = peer.step(at(105)) else { panic!("relayed again") };
    assert_eq!(reply.verdict, Some(Verdict::Ok(Some(Report { applied: 1, same: 2, ..Report::default() }))));
    assert_eq!(peer.receive(ANN, message, at(205)), Received::Duplicate { waiting: false });
    assert_eq!(peer.graph().node("s").unwrap().len(), 3);
}

/// Receives a message and steps to the end, so many times and so long after each other; how often it was merged and relayed.
fn deliver(message: &Message, times: u32, apart: u32) -> (usize, usize) {
    let mut peer = peer(Limits::default());
    let (mut merged, mut relayed) = (0, 0);
    for time in 0..times {
        let now = at(time * apart);
        peer.receive(ANN, message.clone(), now);
        if let (Progress::Done { relay, .. }, _) = run(&mut peer, now) {
            merged += 1;
            relayed += usize::from(relay.is_some());
        }
    }
    (merged, relayed)
}

#[test]
fn a_state_too_far_ahead_is_relayed_once_however_often_it_comes() {
    let message = Message::put("m", [NodeUpdate::new("s").with("k", 1, at(2 * 86_400_000))]);
    assert_eq!(deliver(&message, 5, 0), (1, 1));
    // Tries at 0, 100, 300, 700 and 1500 ms, and from then on the waits are longer.
    assert_eq!(deliver(&message, 20, 100), (5, 1));
    // An hour, in Miri a few seconds: two more at 3.1 and 6.3 s, then one each 4.5 s; the id is never forgotten in between.
    let times = if cfg!(miri) { 160 } else { 36_000 };
    assert_eq!(deliver(&message, times, 100), (7 + (times as usize - 1 - 63) / 45, 1));
    // What comes late at each try is still known.
    let times = if cfg!(miri) { 5 } else { 100 };
    assert_eq!(deliver(&message, times, 8_999), (times as usize, 1));
}

#[test]
fn a_retry_is_not_answered_twice_and_fails_for_good() {
    let mut peer = peer(Limits { deferred: DeferredLimit::updates(0), ..Limits::default() });
    let mut message = Message::put("m", [NodeUpdate::new("s").with("k", 1, at(900))]);
    message.get = Message::get("m", "s", None).get;
    peer.receive(ANN, message.clone(), at(5));
    assert!(matches!(peer.step(at(5)), Progress::Page { .. }));
    assert!(matches!(peer.step(at(5)), Progress::Done { relay: Some(_), .. }));
    let question = Message::get("m", "s", None);
    assert_eq!(peer.receive(ANN, question, at(200)), Received::Duplicate { waiting: false });
    message.put.as_mut().unwrap()[0].body = None;
    assert_eq!(peer.receive(ANN, message.clone(), at(200)), Received::Queued);
    let Progress::Done { reply, relay: None, .. } = peer.step(at(200)) else { panic!("an answer twice") };
    assert!(matches!(reply.verdict, Some(Verdict::Err(_))));
    assert_eq!(peer.receive(ANN, message, at(5_000)), Received::Duplicate { waiting: false });
}

#[test]
fn what_waits_longer_than_ids_are_remembered_does_not_come_in_twice() {
    for limits in [Limits { ids: 1, ..Limits::default() }, Limits { age: 10.0, ..Limits::default() }] {
        let mut peer = peer(limits);
        peer.receive(ANN, wide("m", 1), at(5));
        peer.receive(ANN, wide("n", 1), at(50));
        assert_eq!(peer.receive(ANN, wide("m", 1), at(50)), Received::Duplicate { waiting: true });
        assert_eq!(peer.waiting(), 2);
    }
}

#[test]
fn a_full_inbox_gives_messages_back_and_forgets_them() {
    let mut peer = peer(Limits { inbox: 2, ..Limits::default() });
    assert_eq!(peer.receive(ANN, wide("a", 1), at(5)), Received::Queued);
    peer.write([NodeUpdate::new("s").with("k", 1, at(1))]).unwrap();
    assert_eq!(peer.receive(ANN, wide("b", 1), at(5)), Received::Busy(wide("b", 1)));
    assert!(peer.write([NodeUpdate::new("s")]).is_err());
    assert_eq!(peer.waiting(), 2);
    peer.step(at(5));
    assert_eq!(peer.receive(ANN, wide("b", 1), at(5)), Received::Queued, "it was not remembered");
}

#[test]
fn an_id_that_is_too_long_is_refused_and_not_remembered() {
    let mut peer = peer(Limits { id_bytes: 3, ..Limits::default() });
    for _ in 0..2 {
        assert_eq!(peer.receive(ANN, wide("long", 1), at(5)), Received::Refused(wide("long", 1)));
    }
    assert_eq!(peer.receive(ANN, wide("abc", 1), at(5)), Received::Queued);
    assert_eq!(peer.waiting(), 1);
}

#[test]
fn a_message_without_an_id_is_given_one_and_is_always_new() {
    let mut peer = peer(Limits { inbox: 1, ..Limits::default() });
    for id in ["p.1", "p.3"] {
        assert_eq!(peer.receive(ANN, wide("", 1), at(5)), Received::Queued);
        // What is given back is as it came.
        assert_eq!(peer.receive(ANN, wide("", 1), at(5)), Received::Busy(wide("", 1)));
        let Progress::Done { reply, relay: Some(relay), .. } = peer.step(at(5)) else { panic!() };
        assert_eq!((&*relay.id, reply.reply_to.as_deref()), (id, Some(id)));
        assert_eq!(peer.receive(ANN, relay, at(5)), Received::Duplicate { waiting: false });
    }
}

#[test]
fn a_question_is_answered_in_pages() {
    let mut peer = peer(Limits { page: PageLimit::keys(NonZero::new(3).unwrap()), ..Limits::default() });
    peer.receive(ANN, wide("m", 7), at(5));
    run(&mut peer, at(5));
    peer.receive(ANN, Message::get("q", "soul", None), at(5));
    let mut copy = Peer::new("copy", Limits::default());
    for (keys, more) in [(3, true), (3, true), (1, false)] {
        let Progress::Page { page, .. } = peer.step(at(5)) else { panic!() };
        assert_eq!((page.reply_to.as_deref(), page.more), (Some("q"), more));
        assert_eq!(page.nodes()[0].body.as_ref().unwrap().fields.len(), keys);
        copy.receive(ANN, page, at(5));
        run(&mut copy, at(5));
    }
    assert_eq!(peer.step(at(5)), Progress::Idle);
    assert_eq!(copy.graph(), peer.graph());

    for (soul, key, keys) in [("soul", Some("003"), 1), ("soul", Some("none"), 0), ("none", None, 0)] {
        peer.receive(ANN, Message::get(&format!("{soul} {key:?}"), soul, key), at(5));
        let Progress::Page { page, .. } = peer.step(at(5)) else { panic!() };
        let sent: usize = page.nodes().iter().map(|node| node.body.as_ref().unwrap().fields.len()).sum();
        assert_eq!((sent, page.more), (keys, false));
    }
}

#[test]
fn an_answer_is_handed_back() {
    let mut peer = peer(Limits::default());
    let answer = Message { id: "a".into(), verdict: Some(Verdict::Ok(None)), ..Message::default() };
    assert_eq!(peer.receive(ANN, answer.clone(), at(5)), Received::Answer(answer));
    assert_eq!(peer.step(at(5)), Progress::Idle);
}

#[test]
fn own_messages_are_known_when_they_come_back() {
    let mut peer = peer(Limits::default());
    peer.write([NodeUpdate::new("s").with("k", Value::Null, at(1))]).unwrap();
    let Progress::Done { relay: Some(relay), .. } = peer.step(at(5)) else { panic!() };
    assert_eq!(peer.receive(ANN, relay, at(5)), Received::Duplicate { waiting: false });
}

/// Peers and all that they are made of go from thread to thread; so does a pool of contexts, which is not shared.
#[test]
fn a_peer_may_live_in_any_thread() {
    fn send<T: Send>() {}
    fn share<T: Send + Sync>() {}
    share::<Peer>();
    share::<Graph>();
    share::<Put<Arc<Message>>>();
    share::<Export>();
    share::<Memo<String>>();
    send::<ContextPool>();
    let mut peer = peer(Limits::default());
    peer.receive(ANN, wide("m", 20), at(5));
    let peer = std::thread::spawn(move || {
        run(&mut peer, at(5));
        peer
    });
    assert_eq!(peer.join().unwrap().graph().node("soul").unwrap().len(), 20);
}
