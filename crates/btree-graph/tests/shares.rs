//! One sender of too much beside others: what each of them is sure of.

use btree_graph::{
    DeferredLimit, Limits, Message, NodeUpdate, Peer, Progress, Received, Report, Sender, State, Verdict,
};
use quickcheck::quickcheck;

const ANN: Sender = Sender(1);
const BOB: Sender = Sender(2);
const MALLORY: Sender = Sender(3);

fn at(state: u32) -> State {
    State::from(state)
}

fn update(soul: &str, keys: impl IntoIterator<Item = (u32, u32)>) -> NodeUpdate {
    keys.into_iter()
        .fold(NodeUpdate::new(soul), |node, (key, state)| node.with(&format!("{key:05}"), key, at(state)))
}

/// Steps until there is nothing to do; with the replies and who gets them.
fn run(peer: &mut Peer, now: State) -> Vec<(Sender, Message)> {
    let mut replies = Vec::new();
    loop {
        match peer.step(now) {
            Progress::Idle => return replies,
            Progress::Merged => {}
            Progress::Done { to, reply, .. } | Progress::Displaced { to, reply } => replies.push((to, reply)),
            Progress::Page { to, page } => replies.push((to, page)),
        }
        peer.graph().assert_invariants();
    }
}

fn report(reply: &Message) -> Report {
    let Some(Verdict::Ok(Some(report))) = &reply.verdict else { panic!("{reply:?}") };
    *report
}

/// Sends a message and merges it; with the reports of that sender.
fn send(peer: &mut Peer, from: Sender, id: &str, node: NodeUpdate, now: State) -> Vec<Report> {
    assert_eq!(peer.receive(from, Message::put(id, [node]), now), Received::Queued);
    let replies = run(peer, now);
    replies.iter().filter(|(to, _)| *to == from).map(|(_, reply)| report(reply)).collect()
}

#[test]
fn a_queue_full_of_what_is_due_tomorrow_takes_nothing_from_others() {
    let mut peer = Peer::new("p", Limits::default());
    let reports =
        send(&mut peer, MALLORY, "flood", update("m", (0..1_024).map(|key| (key, 86_000_000))), at(0));
    assert_eq!(reports, [Report { deferred: 1_024, ..Report::default() }]);
    // From 0.2 s to 23 h ahead.
    let states = [200].into_iter().chain((1..23).map(|hours| hours * 3_600_000)).chain([82_800_000]);
    let honest: Vec<(u32, u32)> = (0..).zip(states).take(23).collect();
    for &(key, state) in &honest {
        let reports = send(&mut peer, ANN, &format!("a{key}"), update("a", [(key, state)]), at(0));
        assert_eq!(reports, [Report { deferred: 1, ..Report::default() }]);
    }
    assert_eq!(peer.graph().deferred(), 1_024);
    run(&mut peer, at(82_800_000));
    assert_eq!(peer.graph().node("a").unwrap().len(), 23);
}

#[test]
fn the_sender_of_what_is_displaced_is_told_and_may_send_it_again() {
    let limits = Limits { deferred: DeferredLimit::updates(4), ..Limits::default() };
    let mut peer = Peer::new("p", limits);
    let flood = Message::put("flood", [update("m", (0..4).map(|key| (key, 5_000 + key)))]);
    peer.receive(MALLORY, flood.clone(), at(0));
    run(&mut peer, at(0));
    for (id, key) in [("a0", 0), ("a1", 1)] {
        peer.receive(ANN, Message::put(id, [update("a", [(key, 9_000)])]), at(0));
        let replies = run(&mut peer, at(0));
        let told: Vec<_> = replies
            .iter()
            .map(|(to, reply)| (*to, reply.reply_to.as_deref().unwrap(), report(reply)))
            .collect();
        let deferred = Report { deferred: 1, ..Report::default() };
        let displaced = Report { overflowed: 1, ..Report::default() };
        assert_eq!(told, [(ANN, id, deferred), (MALLORY, "flood", displaced)]);
    }
    // Both have two now. A third of Ann's is nearer than her others, and takes the place of one of them.
    let reports = send(&mut peer, ANN, "a2", update("a", [(2, 8_000)]), at(0));
    assert_eq!(
        reports,
        [Report { deferred: 1, ..Report::default() }, Report { overflowed: 1, ..Report::default() }]
    );
    // One that is farther finds no room.
    let reports = send(&mut peer, ANN, "a3", update("a", [(3, 9_500)]), at(0));
    assert_eq!(reports, [Report { overflowed: 1, ..Report::default() }]);
    // What was displaced may come again, is merged, and is not relayed again. Time has to pass.
    assert!(matches!(peer.receive(MALLORY, flood.clone(), at(50)), Received::TooSoon { .. }));
    assert_eq!(peer.receive(MALLORY, flood, at(6_000)), Received::Queued);
    while let progress = peer.step(at(6_000))
        && progress != Progress::Idle
    {
        assert!(matches!(progress, Progress::Merged | Progress::Done { relay: None, .. }));
    }
    assert_eq!(peer.graph().node("m").unwrap().len(), 4);
}

#[test]
fn a_message_that_displaces_its_own_updates_tells_so_at_its_end() {
    let limits = Limits { deferred: DeferredLimit::updates(2), ..Limits::default() };
    let mut peer = Peer::new("p", limits);
    // The farthest first: each further one displaces one of those before.
    let reports = send(&mut peer, ANN, "m", update("a", (0..30).map(|key| (key, 900 - key))), at(0));
    assert_eq!(reports, [Report { deferred: 2, overflowed: 28, ..Report::default() }]);
    run(&mut peer, at(900));
    let keys: Vec<_> = peer.graph().node("a").unwrap().iter().map(|(key, ..)| key.to_owned()).collect();
    assert_eq!(keys, ["00028", "00029"]);
}

#[test]
fn bytes_are_shared_as_updates_are() {
    let text = |bytes: usize| "x".repeat(bytes);
    let put = |id: &str, key: &str, bytes: usize, state: u32| {
        Message::put(id, [NodeUpdate::new("").with(key, &*text(bytes), at(state))])
    };
    let limits = Limits {
        deferred: DeferredLimit { bytes: 1_000, ..Limits::default().deferred },
        ..Limits::default()
    };
    let mut peer = Peer::new("p", limits);
    for i in 0..10 {
        peer.receive(MALLORY, put(&format!("m{i}"), &format!("{i}"), 99, 100 + i), at(0));
    }
    run(&mut peer, at(0));
    // Half of the bytes in one text: five of Mallory's have to go.
    peer.receive(ANN, put("a", "a", 499, 9_000), at(0));
    let told: Vec<_> = run(&mut peer, at(0)).into_iter().map(|(to, reply)| (to, report(&reply))).collect();
    let displaced = (MALLORY, Report { overflowed: 1, ..Report::default() });
    assert_eq!(told[0], (ANN, Report { deferred: 1, ..Report::default() }));
    assert_eq!(told[1..], [displaced; 5]);
    // More than half finds no room, and takes none.
    peer.receive(BOB, put("b", "b", 499, 50), at(0));
    let told: Vec<_> = run(&mut peer, at(0)).into_iter().map(|(to, reply)| (to, report(&reply))).collect();
    assert_eq!(told, [(BOB, Report { overflowed: 1, ..Report::default() })]);
    assert_eq!(peer.graph().deferred(), 6);
}

#[test]
fn a_sender_of_many_messages_leaves_room_in_the_inbox() {
    let mut peer = Peer::new("p", Limits { inbox: 12, ..Limits::default() });
    let put = |id: String| Message::put(&id, [NodeUpdate::new("s").with("k", 1, at(1))]);
    let mut queued = |from: Sender| {
        (0..20).filter(|i| peer.receive(from, put(format!("{from:?}{i}")), at(5)) == Received::Queued).count()
    };
    assert_eq!([MALLORY, ANN, BOB].map(&mut queued), [6, 3, 2]);
}

#[test]
fn senders_take_turns_whatever_one_of_them_sends() {
    let mut peer = Peer::new("p", Limits::default());
    for i in 0..3 {
        let keys = (0..9_000).map(|key| (key, i));
        peer.receive(MALLORY, Message::put(&format!("m{i}"), [update("m", keys)]), at(5));
    }
    for i in 0..3 {
        peer.receive(ANN, Message::put(&format!("a{i}"), [update("a", [(i, 1)])]), at(5));
        peer.receive(BOB, Message::put(&format!("b{i}"), [update("b", [(i, 1)])]), at(5));
    }
    // Three senders: each gets a step in three.
    let mut done = Vec::new();
    for _ in 0..9 {
        if let Progress::Done { to, reply, .. } = peer.step(at(5)) {
            done.push((to, reply.reply_to.unwrap().to_string()));
        }
    }
    let expected =
        ["a0", "b0", "a1", "b1", "a2", "b2"].map(|id| (if id < "b" { ANN } else { BOB }, id.to_owned()));
    assert_eq!(done, expected);
}

/// What a hostile sender does next: how many keys, how far ahead, and how long the texts are.
type Flood = (u8, u32, u8);

quickcheck! {
    /// As long as honest senders keep to their share, none of their updates is lost, whatever a hostile one sends.
    fn no_honest_update_is_lost(script: Vec<(u8, u32, Flood)>) -> bool {
        const HONEST: usize = 4;
        let deferred = DeferredLimit { updates: 40, bytes: 4_000, ahead: 86_400_000.0 };
        let mut peer = Peer::new("p", Limits { deferred, ids: 1_000_000, ..Limits::default() });
        let mut sent = [0; HONEST];
        let mut overflowed = 0;
        for (number, (who, ahead, (keys, far, bytes))) in script.into_iter().enumerate() {
            let who = usize::from(who) % HONEST;
            let text = "x".repeat(bytes.into());
            let flood = (0..keys % 64).fold(NodeUpdate::new("m"), |node, key| {
                // Near ones and far ones, and greater values of what is there.
                let state = 1 + (far >> (key % 32)) % 86_400_000;
                node.with(&format!("{}", key % 16), &*text, at(state))
            });
            peer.receive(MALLORY, Message::put(&format!("m{number}"), [flood]), at(0));
            // A fifth of 40 updates, and no more bytes than a fifth of 4,000: a soul of 1, a key of 5, a text of up to 90.
            if sent[who] < 40 / (HONEST as u32 + 1) {
                let soul = format!("{who}");
                let state = at(1 + ahead % 86_400_000);
                let key = format!("{:05}", sent[who]);
                let node = NodeUpdate::new(&soul).with(&key, &*"y".repeat(usize::from(bytes) % 91), state);
                sent[who] += 1;
                peer.receive(Sender(10 + who as u64), Message::put(&format!("h{number}"), [node]), at(0));
            }
            let replies = run(&mut peer, at(0));
            overflowed += replies.iter().filter(|(to, reply)| *to != MALLORY && report(reply).overflowed > 0).count();
        }
        run(&mut peer, at(86_400_000));
        let merged = |who: usize| peer.graph().node(&format!("{who}")).map_or(0, btree_graph::Node::len);
        overflowed == 0 && (0..HONEST).all(|who| merged(who) == sent[who] as usize)
    }
}
