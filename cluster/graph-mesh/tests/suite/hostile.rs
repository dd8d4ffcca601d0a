//! Peers that break the protocol are dropped or ignored, at a bounded cost, and the others go on.

mod peer;

use crate::daemon::{Daemon, mesh, until, until_equal};
use btree_snapshot::{Options, Writer};
use graph_mesh::durable::SnapshotId;
use graph_mesh::index::Total;
use graph_mesh::item::{Content, Item, Position, Range};
use graph_mesh::message::{Hello, Request, Response, encode};
use graph_mesh::reconcile::{Answer, Ask, Fetch, Found, Part, short};
use peer::{Hostile, Say};

/// The memory that a peer may take while it is attacked. It takes some 20 MiB when it does nothing.
const MEMORY: u64 = 128 << 20;

/// Two good peers, and what must hold of them afterwards.
struct Scene {
    folder: tempfile::TempDir,
    good: Vec<Daemon>,
    writes: u64,
}

impl Scene {
    fn new(arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let good = mesh(2, folder.path(), arguments);
        let mut scene = Scene { folder, good, writes: 0 };
        scene.go_on();
        scene
    }

    fn victim(&self) -> &Daemon {
        &self.good[0]
    }

    /// A peer that answers as one that has nothing, until it does something else.
    fn attack(&self) -> Hostile {
        self.answer(|_| Some(Response::Hello(hello(0))))
    }

    fn answer(&self, answer: impl FnMut(&Request) -> Option<Response> + Send + 'static) -> Hostile {
        Hostile::connect(&self.victim().address(), answer)
    }

    /// The good peers write, and end equal.
    fn go_on(&mut self) {
        for daemon in &self.good {
            let lines: Vec<_> =
                (self.writes..self.writes + 100).map(|n| format!("[\"good{n}\",\"key\",{n}]")).collect();
            daemon.put(&lines);
            self.writes += 100;
        }
        until_equal(&self.good.iter().collect::<Vec<_>>(), self.writes);
    }

    fn until_blocked(&self, hostile: &Hostile) {
        let id = hostile.id.clone();
        until("the hostile peer is blocked", || {
            let status = self.victim().status();
            let blocked = status["blocked"].as_array()?.iter().any(|blocked| *blocked == id.as_str());
            let peers = status["peers"].as_array()?;
            (blocked && peers.iter().all(|peer| peer["id"] != id.as_str())).then_some(())
        });
    }

    fn end(mut self) {
        self.go_on();
        for daemon in &mut self.good {
            assert!(daemon.is_running());
            let most = daemon.peak_memory();
            assert!(most < MEMORY, "{most} bytes at most");
        }
        drop(self.folder);
    }
}

fn hello(count: u64) -> Hello {
    Hello { time: 0.0, count, fingerprint: [9; 16], neighbours: Vec::new(), snapshot: None, joining: false }
}

fn item(key: u64, state: f64) -> Item {
    Item {
        at: Position::new("hostile", &key.to_string()),
        content: Content::Text("x".repeat(200).into()),
        state,
    }
}

fn now() -> f64 {
    std::time::UNIX_EPOCH.elapsed().unwrap().as_secs_f64() * 1000.0
}

#[test]
fn a_peer_that_sends_oversized_endless_or_malformed_requests_is_blocked() {
    let mut scene = Scene::new(&[]);
    for say in [
        Say::Bytes(vec![0; 4 << 20]),
        Say::Endless,
        Say::Bytes(b"no request".to_vec()),
        Say::Bytes(Vec::new()),
    ] {
        let hostile = scene.attack();
        hostile.ask(say);
        scene.until_blocked(&hostile);
        scene.go_on();
    }
    assert_eq!(scene.victim().counter("faults"), 4);
    scene.end();
}

#[test]
fn a_peer_that_asks_what_is_not_valid_is_blocked() {
    let scene = Scene::new(&[]);
    let (first, second) = (Position::new("a", ""), Position::new("b", ""));
    let backwards = Range { from: second, to: Some(first) };
    let hashes = Fetch { range: Range::all(), have: vec![[0; 16]; 9000] };
    let mut crowded = hello(1);
    crowded.neighbours = vec![vec![1; 40].into(); 100];
    for request in [
        Request::Ask(Ask::Split(vec![backwards])),
        Request::Ask(Ask::Split(vec![Range::all(); 65])),
        Request::Ask(Ask::Fetch(vec![hashes])),
        Request::Hello(crowded),
    ] {
        let hostile = scene.attack();
        hostile.ask(Say::Bytes(encode(&request)));
        scene.until_blocked(&hostile);
    }
    scene.end();
}

#[test]
fn a_peer_that_gossips_what_is_no_batch_is_blocked_and_nothing_is_passed_on() {
    let scene = Scene::new(&[]);
    let mut long = item(1, 1.0);
    long.at.soul = "s".repeat(2000).into();
    for bytes in
        [b"no batch".to_vec(), vec![0xff; 60_000], encode(&vec![item(1, f64::NAN)]), encode(&vec![long])]
    {
        let hostile = scene.attack();
        hostile.gossip(bytes);
        scene.until_blocked(&hostile);
    }
    assert_eq!(scene.good[1].counter("faults"), 0, "the other peer has not seen any of it");
    scene.end();
}

#[test]
fn states_far_in_the_future_take_bounded_memory_and_end_with_their_sender() {
    let scene = Scene::new(&["--max-waiting", "1000"]);
    let hostile = scene.attack();
    // An hour ahead: held, but no more than 1,000 of them. A year ahead: not held.
    for part in 0..40 {
        let ahead = if part % 2 == 0 { 3_600_000.0 } else { 3.2e10 };
        hostile.gossip(encode(&(0..100).map(|n| item(100 * part + n, now() + ahead)).collect::<Vec<_>>()));
    }
    until("more than can be held has come", || (scene.victim().counter("overflowed") >= 1500).then_some(()));
    let status = scene.victim().status();
    assert_eq!((status["waiting"].as_u64(), status["items"].as_u64()), (Some(1000), Some(scene.writes)));
    drop(hostile);
    until("nothing waits", || (scene.victim().status()["waiting"] == 0).then_some(()));
    scene.end();
}

#[test]
fn a_peer_whose_fingerprints_are_wrong_is_blocked() {
    let scene = Scene::new(&[]);
    let hostile = scene.answer(|request| {
        Some(match request {
            Request::Hello(_) => Response::Hello(hello(500)),
            Request::Ask(Ask::Split(ranges)) => {
                let part =
                    |range: &Range| vec![Part { to: range.to.clone(), count: 50, fingerprint: [3; 16] }];
                Response::Answer(Answer::Parts(ranges.iter().map(part).collect()))
            }
            Request::Ask(Ask::Fetch(fetches)) => {
                let found =
                    Found { items: vec![], lacks: vec![], open: None, count: 50, fingerprint: [3; 16] };
                Response::Answer(Answer::Found(vec![found; fetches.len()]))
            }
            Request::Chunk { .. } => Response::Gone,
        })
    });
    scene.until_blocked(&hostile);
    scene.end();
}

#[test]
fn a_difference_between_equal_sums_is_found_item_by_item() {
    let scene = Scene::new(&["--audit-ms", "300", "--repair-ms", "100"]);
    // It says the same as it is told, as a peer whose items have been constructed to have the same sum would. But it has one more.
    let mut same = hello(0);
    let more = item(7, 1.0);
    let mut total = Total::default();
    let (value, state) = more.checked().unwrap();
    total.add(&graph_mesh::item::hash("hostile", "7", value, state));
    let _peer = scene.answer(move |request| {
        Some(match request {
            Request::Hello(hello) => {
                same.clone_from(hello);
                Response::Hello(same.clone())
            }
            Request::Ask(Ask::Fetch(fetches)) => {
                let found = |fetch: &Fetch| {
                    let lacks = (0..u16::try_from(fetch.have.len()).unwrap()).collect();
                    Found {
                        items: vec![more.clone()],
                        lacks,
                        open: None,
                        count: 1,
                        fingerprint: total.fingerprint(),
                    }
                };
                Response::Answer(Answer::Found(fetches.iter().map(found).collect()))
            }
            request => panic!("it is not asked for {request:?}"),
        })
    });
    until("the item has come", || {
        (scene.victim().get("/get?soul=hostile&key=7").status == 200).then_some(())
    });
    assert!(scene.victim().counter("audits") > 0);
}

#[test]
fn a_peer_that_claims_differences_for_ever_is_asked_less_and_less() {
    let scene = Scene::new(&["--repair-ms", "200"]);
    // It is different whenever it is asked, but has nothing.
    let hostile = scene.answer(|request| {
        let empty = Total::default().fingerprint();
        Some(match request {
            Request::Hello(_) => Response::Hello(hello(u64::MAX)),
            Request::Ask(Ask::Split(ranges)) => {
                let part =
                    |range: &Range| vec![Part { to: range.to.clone(), count: 64, fingerprint: [3; 16] }];
                Response::Answer(Answer::Parts(ranges.iter().map(part).collect()))
            }
            Request::Ask(Ask::Fetch(fetches)) => {
                let found = |fetch: &Fetch| {
                    let lacks = (0..u16::try_from(fetch.have.len()).unwrap()).collect();
                    Found { items: vec![], lacks, open: None, count: 0, fingerprint: empty }
                };
                Response::Answer(Answer::Found(fetches.iter().map(found).collect()))
            }
            Request::Chunk { .. } => Response::Gone,
        })
    });
    let rounds = || {
        let status = scene.victim().status();
        let peers = status["peers"].as_array().unwrap().clone();
        peers.iter().find(|peer| peer["id"] == hostile.id.as_str()).and_then(|peer| peer["rounds"].as_u64())
    };
    until("some rounds have ended", || rounds().filter(|rounds| *rounds >= 4));
    let (before, start) = (hostile.asked(), std::time::Instant::now());
    until("more rounds have ended", || rounds().filter(|rounds| *rounds >= 6));
    // A round has one question to split and one to fetch, and 8 intervals pass between two rounds.
    assert!(start.elapsed().as_millis() >= 1600, "{:?}", start.elapsed());
    assert!(hostile.asked() - before <= 12, "{}", hostile.asked() - before);
    scene.end();
}

#[test]
fn a_peer_that_splits_without_end_or_sends_what_was_not_asked_for_is_blocked() {
    let scene = Scene::new(&[]);
    let endless = |request: &Request| match request {
        Request::Ask(Ask::Split(ranges)) => {
            let parts = ranges.iter().map(|range| {
                let middle = Position::new(&range.from.soul, &format!("{}0", range.from.key));
                let part = |to| Part { to, count: 1000, fingerprint: [7; 16] };
                vec![part(Some(middle)), part(range.to.clone())]
            });
            Some(Response::Answer(Answer::Parts(parts.collect())))
        }
        _ => Some(Response::Hello(hello(1_000_000))),
    };
    let unasked = |request: &Request| match request {
        Request::Ask(_) => {
            let found = Found {
                items: vec![item(1, 1.0)],
                lacks: vec![],
                open: None,
                count: 1,
                fingerprint: [0; 16],
            };
            Some(Response::Answer(Answer::Found(vec![found])))
        }
        _ => Some(Response::Hello(hello(1_000_000))),
    };
    let hostile = scene.answer(endless);
    scene.until_blocked(&hostile);
    let hostile = scene.answer(unasked);
    scene.until_blocked(&hostile);
    assert_eq!(scene.victim().status()["items"].as_u64(), Some(scene.writes));
    scene.end();
}

#[test]
fn a_peer_whose_snapshot_is_none_is_blocked() {
    let scene = Scene::new(&[]);
    let noise = vec![7; 700 << 10];
    let end = |bytes: &[u8]| short(blake3::hash(&bytes[bytes.len() - 4096..]).as_bytes());
    // A snapshot by its form, with an entry that is not an item.
    let mut writer = Writer::<[u8], [u8], _>::new(Vec::new(), Options::new()).unwrap();
    for n in 0..20_000 {
        writer.push(format!("soul{n:05}\0\u{1}key").as_bytes(), b"no item").unwrap();
    }
    let entries = writer.finish().unwrap().0;
    // Chunks that are too short, a file that is not the one that was announced, one that is no snapshot, and one of other things.
    for (most, bytes, end) in [
        (1000, &noise, [0; 16]),
        (512 << 10, &noise, [0; 16]),
        (512 << 10, &noise, end(&noise)),
        (512 << 10, &entries, end(&entries)),
    ] {
        let mut claim = hello(20_000);
        claim.snapshot = Some(SnapshotId { length: bytes.len() as u64, items: 20_000, end });
        let bytes = bytes.clone();
        let hostile = scene.answer(move |request| {
            Some(match request {
                Request::Chunk { offset, .. } => {
                    let rest = &bytes[usize::try_from(*offset).unwrap()..];
                    Response::Chunk(rest[..rest.len().min(most)].to_vec())
                }
                _ => Response::Hello(claim.clone()),
            })
        });
        scene.until_blocked(&hostile);
        assert_eq!(scene.victim().status()["joining"], false);
    }
    assert!(!scene.folder.path().join("0/joining").exists(), "nothing is left of it");
    scene.end();
}

#[test]
fn a_peer_that_never_answers_takes_nothing_from_the_others() {
    let scene = Scene::new(&[]);
    let hostile = scene.answer(|_| None);
    until("it has been asked", || (hostile.asked() > 0).then_some(()));
    scene.end();
}

#[test]
fn a_peer_that_asks_for_everything_again_and_again_is_told_to_wait_and_then_blocked() {
    let mut scene = Scene::new(&["--max-cost", "2000"]);
    let hostile = scene.attack();
    let everything = encode(&Request::Ask(Ask::Fetch(vec![Fetch { range: Range::all(), have: vec![] }; 64])));
    for _ in 0..60 {
        hostile.ask(Say::Bytes(everything.clone()));
    }
    until("it is told to wait", || (scene.victim().counter("busy") > 0).then_some(()));
    scene.go_on();
    until("it is blocked", || {
        (0..4).for_each(|_| hostile.ask(Say::Bytes(everything.clone())));
        (scene.victim().counter("faults") > 0).then_some(())
    });
    scene.until_blocked(&hostile);
    let answered = scene.victim().status()["counters"]["repair_sent_bytes"].as_u64().unwrap();
    assert!(answered < 64 << 20, "{answered} bytes were sent");
    scene.end();
}

#[test]
fn connections_that_say_nothing_do_not_keep_the_others_from_going_on() {
    let scene = Scene::new(&["--max-connections", "8"]);
    let address = scene.victim().address();
    let port: u16 = address.rsplit('/').next().unwrap().parse().unwrap();
    let silent: Vec<_> =
        (0..200).filter_map(|_| std::net::TcpStream::connect(("127.0.0.1", port)).ok()).collect();
    assert!(silent.len() > 100);
    scene.end();
}
