//! Peers end with the same graph.

use crate::daemon::{Start, answer_times, data, mesh, say, until, until_equal};
use crate::delay::{multiaddr, relay};
use crate::oracle::{assert_dump, dump};
use crate::workload::writes_of;
use std::time::{Duration, Instant};
use testbed::Random;

#[test]
fn three_peers_that_all_write_end_equal_and_like_one_graph() {
    let folder = tempfile::tempdir().unwrap();
    let daemons = mesh(3, folder.path(), &[]);
    let mut random = Random::new(3);
    let mut all = Vec::new();
    for _ in 0..20 {
        for daemon in &daemons {
            let writes = writes_of(&mut random, 50, 300);
            daemon.put(&writes);
            all.extend(writes);
        }
    }
    let took = until_equal(&daemons.iter().collect::<Vec<_>>(), dump(&all).len() as u64);
    eprintln!("equal after {took:?}");
    for daemon in &daemons {
        assert_dump(&daemon.dump(), &all);
        assert!(daemon.counter("gossip_received") > 0, "gossip has brought something");
        assert_eq!(daemon.counter("faults"), 0);
    }
}

#[test]
fn peers_that_lose_half_of_the_gossip_end_equal_with_repair_only() {
    let folder = tempfile::tempdir().unwrap();
    for repair in [false, true] {
        let folder = folder.path().join(repair.to_string());
        let mut arguments = vec!["--drop-gossip", "0.5"];
        if !repair {
            arguments.push("--no-repair");
        }
        let daemons = mesh(3, &folder, &arguments);
        let (mut random, mut all) = (Random::new(5), Vec::new());
        for _ in 0..30 {
            for daemon in &daemons {
                let writes = writes_of(&mut random, 10, 2000);
                daemon.put(&writes);
                all.extend(writes);
            }
        }
        let expected = dump(&all);
        let lost: u64 = daemons.iter().map(|daemon| daemon.counter("gossip_dropped")).sum();
        if repair {
            until_equal(&daemons.iter().collect::<Vec<_>>(), expected.len() as u64);
            daemons.iter().for_each(|daemon| assert_dump(&daemon.dump(), &all));
            assert!(daemons.iter().any(|daemon| daemon.counter("repair_items") > 0));
        } else {
            // Gossip passes on what one peer has dropped through another one, so time is given to it.
            let start = Instant::now();
            while start.elapsed() < Duration::from_secs(6) {
                std::thread::sleep(Duration::from_millis(500));
            }
            let complete =
                daemons.iter().filter(|daemon| daemon.status()["items"] == expected.len() as u64).count();
            assert_eq!(complete, 0, "nobody has everything without repair");
        }
        assert!(lost > 0, "some gossip was lost");
    }
}

#[test]
fn three_peers_with_a_round_trip_of_100_ms_end_equal() {
    let folder = tempfile::tempdir().unwrap();
    let mut daemons = Vec::new();
    let mut addresses = Vec::new();
    for number in 0..3 {
        let start = Start::new(&data(folder.path(), number)).with(&["--drop-gossip", "0.3"]);
        let daemon = start.connect(&addresses).run();
        let port = daemon.address().rsplit('/').next().and_then(|port| port.parse().ok()).expect("a port");
        let relay = relay(([127, 0, 0, 1], port).into(), Duration::from_millis(50)).expect("a relay");
        addresses.push(multiaddr(relay));
        daemons.push(daemon);
    }
    until("all are connected", || daemons.iter().all(|daemon| daemon.peers() == 2).then_some(()));
    let (mut random, mut all) = (Random::new(11), Vec::new());
    for _ in 0..20 {
        for daemon in &daemons {
            let writes = writes_of(&mut random, 50, 2000);
            daemon.put(&writes);
            all.extend(writes);
        }
    }
    let took = until_equal(&daemons.iter().collect::<Vec<_>>(), dump(&all).len() as u64);
    let shortest = daemons.iter().flat_map(|daemon| answer_times(&daemon.status())).fold(f64::MAX, f64::min);
    assert!(shortest >= 0.1, "a peer has answered after {shortest} s");
    say(&format!(
        "a round trip of 100 ms: {} puts, equal {:.1} s after the last one",
        all.len(),
        took.as_secs_f64()
    ));
    daemons.iter().for_each(|daemon| assert_dump(&daemon.dump(), &all));
}
